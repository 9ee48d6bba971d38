"""A corrected zone: instants follow, local times and ids stay, and everybody who listens hears of it."""

from __future__ import annotations

from typing import Any

import pytest

from common.schemas.event_bodies import BODIES
from edge import retiming
from edge.job_runner import JobRunner
from tests.edge.api.conftest import Api
from tests.edge.api.test_attendance import HOUR_US, MARCH, SECOND

FROM = {"from": "2026-03-26T00:00:00Z"}


async def carry_on(api: Api) -> None:
    await JobRunner(api.store, "test").advance()


async def job(api: Api, path: str, body: Any = FROM, *, run: bool = True, **rest: Any) -> dict[str, Any]:
    begun = await api.post(path, body, **rest)
    assert begun.status_code == 202, begun.text
    if run:
        await carry_on(api)
    found: dict[str, Any] = (await api.get(begun.headers["Location"])).json()
    return found


async def punches(api: Api, **params: Any) -> list[dict[str, Any]]:
    response = await api.get("/v1/attendance", params={"order": "asc", **params})
    found: list[dict[str, Any]] = response.json()["data"]
    return found


async def updates(api: Api) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await api.get("/v1/events?types=attendance.updated&limit=1000")).json()[
        "data"
    ]
    return found


async def wrongly_at_utc(api: Api, serial: str = "A0", count: int = 3, **members: Any) -> dict[str, Any]:
    """A terminal whose punches were read in UTC, for want of a zone: local 00:00 to 02:00 on 27 March."""
    device = await api.device(serial, **members)
    drafts = ({"punched_at": MARCH + n * HOUR_US, "time_quality": "assumed"} for n in range(count))
    await api.punch(device["id"], *drafts)
    return device


async def test_instants_follow_the_zone_of_the_site(api: Api) -> None:
    site = await api.made("/v1/sites", {"name": "Paris"})
    device = await wrongly_at_utc(api, site="paris")
    before = await punches(api)
    await api.patch(f"/v1/sites/{site['id']}", {"location": {"timezone": "Europe/Paris"}})
    done = await job(api, "/v1/sites/paris/retime")
    after = await punches(api)
    assert (done["type"], done["status"]) == ("attendance.retime", "succeeded")
    assert done["details"] == {
        "site_id": site["id"],
        "from": "2026-03-26T00:00:00.000Z",
        "punches": 3,
        "changed": 3,
    }
    same = ("id", "punch_time_local", "received_at", "employee_id", "raw", "device_id", "site")
    for old, new in zip(before, after, strict=True):
        assert {name: old[name] for name in same} == {name: new[name] for name in same}
        assert (new["timezone"], new["utc_offset"], new["time_quality"]) == ("Europe/Paris", "+01:00", "ok")
    assert after[0]["punch_time"] == "2026-03-26T23:00:00.000Z"
    told = await updates(api)
    assert [event["attendance_id"] for event in told] == [one["id"] for one in after]
    first = told[0]["sequence"]
    assert [event["sequence"] for event in told] == [first, first + 1, first + 2]
    assert BODIES["attendance.updated"].model_validate(told[0])
    assert told[0]["device"]["id"] == device["id"]
    assert told[0]["changes"]["punch_time"] == ["2026-03-27T00:00:00.000Z", "2026-03-26T23:00:00.000Z"]
    assert told[0]["changes"].keys() == {"punch_time", "timezone", "utc_offset", "time_quality"}
    assert {name: told[0][name] for name in ("punch_time", "employee_id", "late")} == {
        name: after[0][name] for name in ("punch_time", "employee_id", "late")
    }
    entry = next(one for one in (await api.get("/v1/audit")).json()["data"] if one["action"] == "site.retime")
    assert (entry["target"], entry["diff"]["job_id"][1]) == (site["id"], done["id"])


async def test_doing_it_again_changes_nothing_and_back_restores(api: Api) -> None:
    await api.made("/v1/sites", {"name": "Paris", "location": {"timezone": "Europe/Paris"}})
    await wrongly_at_utc(api, site="paris")
    await job(api, "/v1/sites/paris/retime")
    after = await punches(api)
    again = await job(api, "/v1/sites/paris/retime")
    assert again["details"]["changed"] == 0
    assert await punches(api) == after
    assert len(await updates(api)) == 3


async def test_only_what_was_made_there_since_then_is_touched(api: Api) -> None:
    site = await api.made("/v1/sites", {"name": "Paris", "location": {"timezone": "Europe/Paris"}})
    await api.made("/v1/sites", {"name": "Elsewhere"})
    device = await wrongly_at_utc(api, site="elsewhere")
    await api.patch(f"/v1/devices/{device['id']}", {"site": "paris"})
    drafts = ({"punched_at": MARCH + n * HOUR_US, "pin": "8"} for n in range(6))
    await api.punch(device["id"], *drafts)
    # from 02:00 UTC: of those there, local 03:00 in Paris and later
    done = await job(api, f"/v1/sites/{site['id']}/retime", {"from": "2026-03-27T02:00:00Z"})
    assert done["details"]["changed"] == 3
    assert {one["timezone"] for one in await punches(api, site="elsewhere")} == {"UTC"}
    zones = {one["punch_time_local"][11:13]: one["timezone"] for one in await punches(api, site="paris")}
    assert zones == {
        "00": "UTC",
        "01": "UTC",
        "02": "UTC",
        "03": "Europe/Paris",
        "04": "Europe/Paris",
        "05": "Europe/Paris",
    }


async def test_a_terminal_that_left_is_read_in_the_zone_of_the_site(api: Api) -> None:
    await api.made("/v1/sites", {"name": "Paris", "location": {"timezone": "Europe/Paris"}})
    await api.made("/v1/sites", {"name": "Tokyo", "location": {"timezone": "Asia/Tokyo"}})
    device = await wrongly_at_utc(api, site="paris", count=1)
    await api.patch(f"/v1/devices/{device['id']}", {"site": "tokyo", "timezone": "Asia/Tokyo"})
    await job(api, "/v1/sites/paris/retime")
    assert [one["timezone"] for one in await punches(api)] == ["Europe/Paris"]


async def test_a_terminal_is_read_in_its_own_zone_wherever_it_stood(api: Api) -> None:
    await api.made("/v1/sites", {"name": "Paris", "location": {"timezone": "Europe/Paris"}})
    device = await wrongly_at_utc(api, count=2)
    await api.patch(f"/v1/devices/{device['id']}", {"site": "paris"})
    there = await job(api, "/v1/devices/A0/retime")
    assert there["details"]["changed"] == 0  # it has the zone of its site, and they were not made there
    await api.patch(f"/v1/devices/{device['id']}", {"timezone": "Asia/Kathmandu"})
    own = await job(api, "/v1/devices/A0/retime")
    assert (own["details"]["device_id"], own["details"]["changed"]) == (device["id"], 2)
    assert {one["utc_offset"] for one in await punches(api)} == {"+05:45"}


async def test_it_goes_on_where_it_was_killed(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each punch is told once, in the order of its terminal's clock, whatever dies in between."""
    monkeypatch.setattr(retiming, "BATCH", 4)
    await api.made("/v1/sites", {"name": "Paris", "location": {"timezone": "Europe/Paris"}})
    for serial in ("A0", "B0"):
        device = await api.device(serial, site="paris")
        await api.punch(device["id"], *({"punched_at": MARCH + n * SECOND} for n in range(10)))
    begun = await job(api, "/v1/sites/paris/retime", run=False)
    real, calls = retiming._write, 0

    def dies(*said: Any) -> None:
        nonlocal calls
        calls += 1
        real(*said)
        if calls % 2 == 0:
            raise RuntimeError("killed before the commit")

    monkeypatch.setattr(retiming, "_write", dies)
    for _ in range(12):
        try:
            await carry_on(api)
        except RuntimeError:
            continue
        break
    done = (await api.get(f"/v1/jobs/{begun['id']}")).json()
    assert (done["status"], done["details"]["changed"]) == ("succeeded", 20)
    assert {one["timezone"] for one in await punches(api)} == {"Europe/Paris"}
    told = await updates(api)
    assert len({event["attendance_id"] for event in told}) == len(told) == 20
    for serial in ("A0", "B0"):
        own = [event for event in told if event["device"]["serial_number"] == serial]
        assert [event["punch_time"] for event in own] == sorted(event["punch_time"] for event in own)
        assert [event["sequence"] for event in own] == sorted(event["sequence"] for event in own)


async def test_it_is_cancelled_between_batches(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    await api.made("/v1/sites", {"name": "Paris", "location": {"timezone": "Europe/Paris"}})
    await wrongly_at_utc(api, site="paris")
    begun = await job(api, "/v1/sites/paris/retime", run=False)
    stopped = await api.post(f"/v1/jobs/{begun['id']}/cancel")
    assert stopped.json()["status"] == "cancelled"
    await carry_on(api)
    assert {one["timezone"] for one in await punches(api)} == {"UTC"}


async def test_a_punch_that_came_with_its_own_offset_stays(api: Api) -> None:
    await api.made("/v1/sites", {"name": "Paris", "location": {"timezone": "Europe/Paris"}})
    device = await api.device("A0", site="paris")
    await api.punch(device["id"], {"punched_at": MARCH, "utc_offset": 7200})
    done = await job(api, "/v1/sites/paris/retime")
    assert (done["details"]["punches"], done["details"]["changed"]) == (1, 0)


async def test_what_cannot_be_retimed_is_said(api: Api) -> None:
    await api.made("/v1/sites", {"name": "Empty"})
    empty = await api.post("/v1/sites/empty/retime", FROM)
    assert (empty.status_code, empty.json()["error"]["code"]) == (409, "conflict")
    naive = await api.post("/v1/sites/empty/retime", {"from": "2026-03-26T00:00:00"})
    assert naive.json()["error"]["code"] == "timezone_required"
    assert (await api.post("/v1/sites/nowhere/retime", FROM)).status_code == 404


async def test_a_key_limited_to_a_site_changes_nothing_made_elsewhere(api: Api) -> None:
    await api.made("/v1/sites", {"name": "Paris"})
    device = await wrongly_at_utc(api, count=1)
    await api.patch(f"/v1/devices/{device['id']}", {"site": "paris", "timezone": "Asia/Tokyo"})
    limited = await api.key("admin", site_ids=["paris"])
    await job(api, "/v1/devices/A0/retime", key=limited)
    assert [one["timezone"] for one in await punches(api)] == ["UTC"]

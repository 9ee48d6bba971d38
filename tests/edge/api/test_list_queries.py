"""What lists understand beside their filters: days, ranges, words, totals, and objects put in."""

from __future__ import annotations

from typing import Any

import pytest

from edge.api import work
from tests.edge.api.conftest import Api, on_sqlite
from tests.edge.api.test_attendance import HOUR_US, MARCH, SECOND, listed
from tests.edge.api.test_devices import wait_at_the_door

DAY = "2026-03-27T"


async def hourly(api: Api, count: int, serial: str = "A0", start: int = MARCH, **members: Any) -> None:
    device = await api.device(serial, **members)
    await api.punch(device["id"], *({"punched_at": start + n * HOUR_US} for n in range(count)))


async def hours(api: Api, **params: Any) -> list[str]:
    return [punch["punch_time"][5:13] for punch in await listed(api, order="asc", **params)]


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"punch_time[gte]": f"{DAY}02:00:00Z"}, "2345"),
        ({"punch_time[gt]": f"{DAY}02:00:00Z"}, "345"),
        ({"punch_time[lt]": f"{DAY}02:00:00Z"}, "01"),
        ({"punch_time[lte]": f"{DAY}02:00:00Z"}, "012"),
        ({"punch_time[gt]": f"{DAY}00:00:00Z", "punch_time[lt]": f"{DAY}03:00:00+01:00"}, "1"),
        ({"from": f"{DAY}01:00:00Z", "punch_time[gte]": f"{DAY}03:00:00Z", "to": f"{DAY}05:00:00Z"}, "34"),
    ],
)
@on_sqlite
async def test_ranges_of_punch_time_narrow_each_other(api: Api, params: dict[str, str], found: str) -> None:
    await hourly(api, 6)
    assert await hours(api, **params) == [f"03-27T0{hour}" for hour in found]
    assert await hours(api, device="A0", **params) == [f"03-27T0{hour}" for hour in found]


async def test_a_day_is_as_long_as_it_is_there(api: Api) -> None:
    """In Sofia 29 March 2026 has 23 hours and 25 October 25; in Lagos every day has 24."""
    await hourly(api, 72, start=MARCH + 24 * HOUR_US)  # from 28 March 00:00 UTC
    await hourly(api, 72, "B0", start=MARCH + 211 * 24 * HOUR_US)  # from 24 October
    sofia = await hours(api, date="2026-03-29", timezone="Europe/Sofia")
    assert (len(sofia), sofia[0], sofia[-1]) == (23, "03-28T22", "03-29T20")
    autumn = await hours(api, date="2026-10-25", timezone="Europe/Sofia")
    assert (len(autumn), autumn[0], autumn[-1]) == (25, "10-24T21", "10-25T21")
    assert len(await hours(api, date="2026-03-29", timezone="Africa/Lagos")) == 24
    assert (await hours(api, date="2026-03-29"))[0] == "03-29T00"


async def test_the_zone_of_a_day_is_that_of_the_site_where_nothing_is_said(api: Api) -> None:
    await api.made("/v1/sites", {"name": "Tokyo", "location": {"timezone": "Asia/Tokyo"}})
    await hourly(api, 48, site="tokyo")
    assert (await hours(api, date="2026-03-28", site="tokyo"))[0] == "03-27T15"
    assert (await hours(api, date="2026-03-28"))[0] == "03-28T00"


@on_sqlite
@pytest.mark.parametrize(
    ("query", "param"),
    [
        ("date=2026-02-30", "date"),
        ("date=9999-12-31", "date"),
        ("date=29.03.2026", "date"),
        ("date=2026-03-29&timezone=Mars/Base", "timezone"),
        ("timezone=UTC", "timezone"),
        ("include=everything", "include.0"),
        ("expand[]=site", "expand[].0"),
    ],
)
async def test_what_is_no_day_zone_or_word_is_said(api: Api, query: str, param: str) -> None:
    refused = await api.get(f"/v1/attendance?{query}")
    assert (refused.status_code, refused.json()["error"]["param"]) == (422, param)


async def test_people_are_found_by_name_number_or_pin(api: Api) -> None:
    device = await api.device("A0")
    for name, pin, called in (("E1", "100", "Zoë Adler"), ("E2", "101", "Adam"), ("X9", "555", "Zoltan")):
        body = {"employee_id": name, "pin": pin, "name": called, "devices": ["A0"]}
        await api.made("/v1/employees", body)
    await api.punch(device["id"], *({"pin": pin} for pin in ("100", "101", "555", "777")))

    async def found(q: str, **more: Any) -> set[str]:
        return {punch["raw"]["pin"] for punch in await listed(api, q=q, **more)}

    assert await found("ad") == {"100", "101"}
    assert await found("e2") == {"101"}
    assert await found("10") == {"100", "101"}
    assert await found("777") == {"777"}
    assert await found("zo", employee_id="X9") == {"555"}
    assert await found("nobody") == set()
    await api.made("/v1/sites", {"name": "HQ"})
    limited = await api.key("viewer", site_ids=["hq"])
    assert (await api.get("/v1/attendance?q=ad", key=limited)).json()["data"] == []


async def test_how_many_there_are_is_told_when_asked(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    await hourly(api, 5, site="hq")
    await hourly(api, 3, "B0")
    for n in range(3):
        await api.made("/v1/employees", {"employee_id": f"E{n}", "devices": ["A0"]})
        await api.post("/v1/devices/A0/commands", {"command": "sync_time"})

    async def total(path: str) -> tuple[int, bool]:
        page = (await api.get(f"{path}{'&' if '?' in path else '?'}include=total_count&limit=1")).json()
        assert len(page["data"]) <= 1
        return page["total_count"], page["total_count_capped"]

    assert "total_count" not in (await api.get("/v1/attendance")).json()
    assert await total("/v1/attendance") == (8, False)
    assert await total("/v1/attendance?device=A0") == (5, False)
    assert await total("/v1/attendance?site=hq&order=received_at") == (5, False)
    assert await total("/v1/attendance?punch_type=check_out") == (0, False)
    assert await total("/v1/devices") == (2, False)
    assert await total("/v1/devices?site=hq") == (1, False)
    await wait_at_the_door(api, "W0")
    assert await total("/v1/devices?status=pending") == (1, False)
    assert await total("/v1/sites") == (1, False)
    assert await total("/v1/employees") == (3, False)
    assert await total("/v1/commands?command=sync_time") == (3, False)
    assert await total("/v1/commands?command=restart") == (0, False)
    monkeypatch.setattr(work, "MOST_COUNTED", 2)
    for path in ("attendance", "employees", "commands?command=sync_time"):
        assert await total(f"/v1/{path}") == (2, True), path
    assert await total("/v1/devices") == (2, False)


async def test_a_total_does_not_change_from_page_to_page(api: Api) -> None:
    await hourly(api, 3)
    first = (await api.get("/v1/attendance?limit=2&include=total_count")).json()
    second = (await api.get(f"/v1/attendance?limit=2&cursor={first['next_cursor']}")).json()
    assert (first["total_count"], len(second["data"]), second["has_more"]) == (3, 1, False)


async def test_the_device_and_the_employee_are_put_in(api: Api) -> None:
    device = await api.device("A0", name="Gate")
    gone = await api.device("B0")
    await api.made("/v1/employees", {"employee_id": "E1", "pin": "7", "name": "Zoë", "devices": ["A0"]})
    await api.punch(device["id"], {"punched_at": MARCH}, {"punched_at": MARCH + SECOND, "pin": "8"})
    await api.punch(gone["id"], {"punched_at": MARCH + 2 * SECOND})
    await api.delete(f"/v1/devices/{gone['id']}")
    data = await listed(api, order="asc", **{"expand[]": ["device", "employee"]})
    assert [one["device"] and one["device"]["name"] for one in data] == ["Gate", "Gate", None]
    assert [one["employee"] and one["employee"]["name"] for one in data] == ["Zoë", None, "Zoë"]
    assert "device" not in (await listed(api))[0]
    await api.post("/v1/devices/A0/commands", {"command": "restart"})
    commands = (await api.get("/v1/commands?command=restart&expand[]=device")).json()["data"]
    assert commands[0]["device"]["serial_number"] == "A0"


async def test_nobody_sees_more_by_having_it_put_in(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    device = await api.device("A0", site="hq")
    await api.punch(device["id"], {})
    await api.patch(f"/v1/devices/{device['id']}", {"site": None})
    limited = await api.key("viewer", site_ids=["hq"])
    (punch,) = (await api.get("/v1/attendance?expand[]=device", key=limited)).json()["data"]
    assert punch["device"] is None  # it has left, the punch is theirs
    few = await api.key("viewer", scopes=["attendance:read"])
    refused = await api.get("/v1/attendance?expand[]=employee", key=few)
    assert (refused.status_code, refused.json()["error"]["required_scope"]) == (403, "employees:read")

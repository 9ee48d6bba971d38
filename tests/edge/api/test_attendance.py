"""Attendance: filtered, ordered, walked page by page while punches go on arriving."""

from __future__ import annotations

import asyncio
import random
from typing import Any

import pytest

from edge.store.ids import public_id
from tests.edge.api.conftest import Api

SECOND = 1_000_000
HOUR_US = 3600 * SECOND
MARCH = 1_774_569_600 * SECOND  # 2026-03-27T00:00:00Z


async def listed(api: Api, **params: Any) -> list[dict[str, Any]]:
    response = await api.get("/v1/attendance", params=params)
    assert response.status_code == 200, response.text
    data: list[dict[str, Any]] = response.json()["data"]
    return data


async def walked(api: Api, **params: Any) -> list[dict[str, Any]]:
    """Every punch of a list, page after page."""
    found: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        response = await api.get("/v1/attendance", params={**params, **cursor})
        assert response.status_code == 200, response.text
        page = response.json()
        found += page["data"]
        if not page["has_more"]:
            return found
        cursor = {"cursor": page["next_cursor"]}


async def test_a_punch_is_shown_as_the_contract_says(api: Api) -> None:
    site = await api.made("/v1/sites", {"name": "HQ"})
    device = await api.device("DGD9220156", site="hq")
    await api.punch(
        device["id"],
        {
            "pin": "EMP001",
            "punched_at": MARCH,
            "utc_offset": 3600,
            "timezone": "Africa/Casablanca",
            "status": 1,
            "verify": 15,
            "verify_mode": "face",
            "work_code": "12",
            "mask": 1,
            "temperature": "36.6",
        },
    )
    (punch,) = await listed(api)
    received_at = punch.pop("received_at")
    assert punch.pop("created_at") == received_at
    assert punch.pop("id").startswith("att_")
    assert punch == {
        "object": "attendance",
        "employee_id": "EMP001",
        "punch_time": "2026-03-27T00:00:00.000Z",
        "punch_time_local": "2026-03-27T01:00:00",
        "timezone": "Africa/Casablanca",
        "utc_offset": "+01:00",
        "time_quality": "ok",
        "punch_type": "check_out",
        "verify_mode": "face",
        "device_id": device["id"],
        "device_serial": "DGD9220156",
        "site": "HQ",
        "site_id": site["id"],
        "work_code": "12",
        "mask": True,
        "temperature": 36.6,
        "late": True,
        "raw": {"pin": "EMP001", "status": 1, "verify": 15, "work_code": "12"},
    }


async def test_one_punch_is_got_by_its_id(api: Api) -> None:
    device = await api.device("A1")
    await api.punch(device["id"], {})
    (punch,) = await listed(api)
    assert (await api.get(f"/v1/attendance/{punch['id']}")).json() == punch
    for wrong in ("att_nonsense", public_id("att", 5), device["id"], "%00"):
        missing = await api.get(f"/v1/attendance/{wrong}")
        assert (missing.status_code, missing.json()["error"]["code"]) == (404, "attendance_not_found")


async def test_every_filter_narrows(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    first, second = await api.device("A1", site="hq"), await api.device("A2")
    await api.punch(first["id"], {"pin": "1", "punched_at": MARCH})
    await api.punch(
        second["id"],
        {"pin": "2", "punched_at": MARCH + HOUR_US, "status": 1, "verify_mode": "card"},
        {"pin": "3", "punched_at": MARCH + 2 * HOUR_US, "status": 17},
    )

    async def pins(**params: Any) -> list[str]:
        return [punch["employee_id"] for punch in await listed(api, **params)]

    assert await pins() == ["3", "2", "1"]
    assert await pins(order="asc") == ["1", "2", "3"]
    assert await pins(**{"from": "2026-03-27T01:00:00Z"}) == ["3", "2"]
    assert await pins(to="2026-03-27T01:00:00Z") == ["1"]
    assert await pins(**{"from": "2026-03-27T01:00:00+01:00", "to": "2026-03-27T01:00:01Z"}) == ["2", "1"]
    assert await pins(employee_id="2") == ["2"]
    assert await pins(employee_id=["1", "3"]) == ["3", "1"]
    assert await pins(device="A2") == ["3", "2"]
    assert await pins(device=[first["id"], "A2"], employee_id=["1", "2"]) == ["2", "1"]
    assert await pins(site="hq") == ["1"]
    assert await pins(site="HQ", device="A2") == []
    assert await pins(punch_type="check_out") == ["2"]
    assert await pins(punch_type=["check_in", "other_17"]) == ["3", "1"]
    assert await pins(verify_mode="card") == ["2"]
    assert await pins(device="A2", **{"from": "2026-03-27T01:30:00Z"}) == ["3"]


async def test_a_filter_that_names_nothing_says_so(api: Api) -> None:
    for params, status, code in [
        ({"site": "nowhere"}, 404, "site_not_found"),
        ({"device": "nowhere"}, 404, "device_not_found"),
        ({"punch_type": "lunch"}, 422, "validation_failed"),
        ({"from": "2026-03-27T00:00:00"}, 422, "timezone_required"),
        ({"from": "2026-03-27"}, 422, "timezone_required"),
        ({"to": "yesterday"}, 422, "validation_failed"),
        ({"limit": 0}, 422, "validation_failed"),
        ({"limit": 1001}, 422, "validation_failed"),
        ({"order": "sideways"}, 422, "validation_failed"),
        ({"since": "2026-03-27T00:00:00Z"}, 400, "bad_request"),
        ({"cursor": "abc"}, 400, "cursor_invalid"),
    ]:
        response = await api.get("/v1/attendance", params=params)
        assert (response.status_code, response.json()["error"]["code"]) == (status, code), params


async def test_punches_of_a_retired_device_are_still_found(api: Api) -> None:
    device = await api.device("A1")
    await api.punch(device["id"], {})
    await api.delete("/v1/devices/A1")
    assert len(await listed(api, device="A1")) == 1
    assert (await listed(api))[0]["device_serial"] == "A1"


async def test_a_thousand_come_at_once_and_the_rest_follows(api: Api) -> None:
    device = await api.device("A1")
    await api.punch(device["id"], *({"punched_at": MARCH + n * SECOND} for n in range(1100)))
    page = (await api.get("/v1/attendance")).json()
    assert (len(page["data"]), page["has_more"]) == (1000, True)
    assert len(await walked(api)) == 1100


async def test_a_poller_by_reception_misses_no_late_punch(api: Api) -> None:
    device = await api.device("A1")
    await api.punch(device["id"], {"pin": "1", "punched_at": MARCH})
    first = (await api.get("/v1/attendance?order=received_at")).json()
    assert [p["employee_id"] for p in first["data"]] == ["1"]
    assert first["has_more"] is False
    cursor = first["next_cursor"]
    empty = (await api.get("/v1/attendance", params={"order": "received_at", "cursor": cursor})).json()
    assert (empty["data"], empty["next_cursor"]) == ([], cursor)
    await api.punch(device["id"], {"pin": "late", "punched_at": MARCH - HOUR_US})
    later = (await api.get("/v1/attendance", params={"order": "received_at", "cursor": cursor})).json()
    assert [p["employee_id"] for p in later["data"]] == ["late"]


async def test_reception_can_be_bounded(api: Api) -> None:
    device = await api.device("A1")
    await api.punch(device["id"], {"pin": "1"})
    middle = api.instant()
    await api.punch(device["id"], {"pin": "2"})
    for bound, pins in (("received_from", ["2"]), ("received_to", ["1"])):
        for order in ("desc", "received_at"):
            found = await listed(api, **{bound: middle, "order": order})
            assert [p["employee_id"] for p in found] == pins


WALKS: list[dict[str, Any]] = [
    {},
    {"order": "asc"},
    {"order": "received_at"},
    {"device": ["D0", "D1"]},
    {"device": ["D0", "D1", "D2"], "order": "asc"},
    {"employee_id": ["1", "2", "3"]},
    {"site": "hq"},
    {"verify_mode": "fingerprint", "order": "asc"},
    {"punch_type": "check_out"},
    {"punch_type": "check_out", "device": "D0"},
    {"punch_type": "check_out", "order": "received_at"},
    {"from": "2026-03-27T00:00:03Z", "to": "2026-03-27T00:00:09Z", "order": "received_at"},
]


@pytest.mark.parametrize("params", WALKS, ids=[repr(params) for params in WALKS])
async def test_what_is_there_during_a_whole_walk_is_seen_exactly_once(
    api: Api, params: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Seldom matches are looked for in windows: here in such small ones that most pages end early.
    monkeypatch.setattr("edge.store.attendance.WINDOW", 4)
    rng = random.Random(repr(params))
    await api.made("/v1/sites", {"name": "HQ"})
    devices = [await api.device(f"D{n}", **({"site": "hq"} if n < 2 else {})) for n in range(3)]

    def drafts(count: int) -> list[dict[str, Any]]:
        # Many at the same second, so that only the id tells them apart.
        return [
            {
                "pin": str(rng.randrange(5)),
                "punched_at": MARCH + rng.randrange(12) * SECOND,
                "status": rng.choice((0, 0, 0, 1)),
            }
            for _ in range(count)
        ]

    for device in devices:
        await api.punch(device["id"], *drafts(25))
    with monkeypatch.context() as whole:
        whole.setattr("edge.store.attendance.WINDOW", 10_000)
        before = {punch["id"] for punch in await listed(api, **{**params, "limit": 1000})}
    assert len(before) >= 3
    running = True

    async def arrive() -> None:
        while running:
            await api.punch(rng.choice(devices)["id"], *drafts(2))

    arriving = asyncio.create_task(arrive())
    seen = [punch["id"] for punch in await walked(api, **{**params, "limit": 7})]
    running = False
    await arriving
    assert len(seen) == len(set(seen))
    assert before <= set(seen)


async def test_a_seldom_match_is_looked_for_page_by_page(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """No request reads a whole history: it says that there may be more, and from where."""
    monkeypatch.setattr("edge.store.attendance.WINDOW", 10)
    monkeypatch.setattr("edge.store.attendance.WINDOWS", 2)
    device = await api.device("A1")
    await api.punch(
        device["id"],
        {"punched_at": MARCH, "verify_mode": "palm"},
        *({"punched_at": MARCH + n * SECOND} for n in range(1, 50)),
    )
    for params in ({}, {"device": "A1"}, {"order": "asc", "from": "2026-03-26T00:00:00Z"}):
        first = (await api.get("/v1/attendance", params={"verify_mode": "palm", **params})).json()
        assert len(first["data"]) == (1 if "order" in params else 0)
        assert first["has_more"] is True
        assert len(await walked(api, verify_mode="palm", **params)) == 1


async def test_a_key_limited_to_sites_sees_only_their_punches(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    at_hq, elsewhere = await api.device("A1", site="hq"), await api.device("A2")
    await api.punch(at_hq["id"], {"pin": "here"})
    await api.punch(elsewhere["id"], {"pin": "there"})
    limited = await api.key("viewer", site_ids=["hq"])
    seen = (await api.get("/v1/attendance", key=limited)).json()["data"]
    assert [p["employee_id"] for p in seen] == ["here"]
    hidden = next(p["id"] for p in await listed(api) if p["employee_id"] == "there")
    assert (await api.get(f"/v1/attendance/{hidden}", key=limited)).status_code == 404
    assert (await api.get("/v1/attendance?device=A2", key=limited)).status_code == 404

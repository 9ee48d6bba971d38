"""Events for those who ask: oldest first, nothing twice, nothing missed, with the stream's own cursors."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import sqlalchemy as sa

from edge.api import events as listing
from edge.feed import KEPT_US, parse_cursor
from edge.store.ids import first_id_at, instant_of, now_us, row_id
from tests.edge.api.conftest import Api


async def events(api: Api, **params: Any) -> dict[str, Any]:
    response = await api.get("/v1/events", params=params)
    assert response.status_code == 200, response.text
    page: dict[str, Any] = response.json()
    return page


async def test_events_come_in_the_order_they_happened(api: Api) -> None:
    device = await api.device("A1")
    await api.punch(device["id"], {"pin": "1"}, {"pin": "2"})
    await api.device("A2")
    page = await events(api)
    assert [e["event"] for e in page["data"]] == [
        "device.registered",
        "attendance.created",
        "attendance.created",
        "device.registered",
    ]
    registered, punched = page["data"][:2]
    assert registered["device"] == {
        "id": device["id"],
        "serial_number": "A1",
        "name": "A1",
        "site": "Unassigned",
        "status": "new",
        "last_seen": None,
    }
    assert registered["sequence"] == 1
    assert punched["employee_id"] == "1"
    assert punched["attendance_id"].startswith("att_")


async def test_a_poller_goes_on_where_it_stood(api: Api) -> None:
    await api.device("A1")
    first = await events(api)
    assert (len(first["data"]), first["has_more"]) == (1, False)
    assert await events(api, cursor=first["next_cursor"]) == {**first, "data": []}
    await api.device("A2")
    later = await events(api, cursor=first["next_cursor"])
    assert [e["device"]["serial_number"] for e in later["data"]] == ["A2"]
    assert parse_cursor(later["next_cursor"]).id == row_id("evt", later["data"][0]["id"])


async def test_what_is_rare_among_very_many_events_is_found_over_several_pages(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "STEP", 3)
    monkeypatch.setattr(listing, "MOST_READ", 6)
    device = await api.device("A1")
    await api.punch(device["id"], {"pin": "1"})
    for n in range(20):
        await api.device(f"B{n}")
    await api.punch(device["id"], {"pin": "2"})
    pages, cursor = [], None
    while not pages or pages[-1]["has_more"]:
        more = {} if cursor is None else {"cursor": cursor}
        pages.append(await events(api, types="attendance.created", **more))
        cursor = pages[-1]["next_cursor"]
    assert [[e["device"]["serial_number"] for e in page["data"]] for page in pages] == [
        ["A1"],
        [],
        [],
        ["A1"],
    ]


async def test_types_narrow_and_pages_turn(api: Api) -> None:
    device = await api.device("A1")
    await api.punch(device["id"], *({"pin": str(n)} for n in range(9)))
    assert len((await events(api, types="device.registered"))["data"]) == 1
    assert len((await events(api, types="device.registered,attendance.created"))["data"]) == 10
    assert len((await events(api, types=["device.registered", "*"]))["data"]) == 1
    pins, cursor = [], {}
    while True:
        page = await events(api, types="attendance.created", limit=4, **cursor)
        pins += [e["employee_id"] for e in page["data"]]
        if not page["has_more"]:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert pins == [str(n) for n in range(9)]


async def test_from_begins_at_an_instant(api: Api) -> None:
    await api.device("A1")
    middle = api.instant()
    await api.device("A2")
    page = await events(api, **{"from": middle})
    assert [e["device"]["serial_number"] for e in page["data"]] == ["A2"]
    assert (await events(api, **{"from": "2099-01-01T00:00:00Z"}))["data"] == []


async def test_what_is_older_than_thirty_days_is_not_listed(api: Api) -> None:
    device = await api.device("A1")
    await api.punch(device["id"], {"pin": "old"}, {"pin": "new"})
    old = first_id_at(now_us() - KEPT_US - 3600 * 1_000_000)

    def age(conn: sa.Connection) -> None:
        conn.execute(sa.text("UPDATE punch SET id = :id WHERE pin = 'old'").bindparams(id=old))

    await api.store.write(age)
    assert instant_of(old) < now_us() - KEPT_US
    told = (await events(api, types="attendance.created"))["data"]
    assert [e["employee_id"] for e in told] == ["new"]


async def test_a_key_limited_to_sites_hears_only_of_devices_there(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    await api.device("A1", site="hq")
    await api.device("A2")
    limited = await api.key("operator", site_ids=["hq"])
    told = (await api.get("/v1/events", key=limited)).json()["data"]
    assert [e["device"]["serial_number"] for e in told] == ["A1"]


async def test_a_poller_misses_nothing_while_many_write(api: Api) -> None:
    devices = [await api.device(f"A{n}") for n in range(4)]
    running = True
    written = 0

    async def write(device: dict[str, Any]) -> None:
        nonlocal written
        for number in range(15):
            await api.punch(device["id"], {"pin": f"{device['id']}-{number}"})
            written += 1

    async def poll() -> list[str]:
        seen: list[str] = []
        cursor: dict[str, str] = {}
        while True:
            last = not running
            page = await events(api, types="attendance.created", limit=7, **cursor)
            seen += [e["employee_id"] for e in page["data"]]
            cursor = {"cursor": page["next_cursor"]}
            if last and not page["has_more"]:
                return seen
            await asyncio.sleep(0.02)

    polling = asyncio.create_task(poll())
    await asyncio.gather(*(write(device) for device in devices))
    running = False
    seen = await polling
    assert len(seen) == written == 60
    assert len(set(seen)) == 60


async def test_events_that_are_no_punches_are_found_without_a_look_at_punches(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "STEP", 3)
    monkeypatch.setattr(listing, "MOST_READ", 6)
    device = await api.device("A1")
    await api.punch(device["id"], *({"pin": str(n)} for n in range(20)))
    await api.device("A2")
    page = await events(api, types="device.registered")
    assert [event["device"]["serial_number"] for event in page["data"]] == ["A1", "A2"]
    assert not page["has_more"]

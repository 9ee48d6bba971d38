"""Maintenance windows by the API: what they cover, when they come, who may change them, what they leave."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from common.instants import rfc3339
from edge import telling
from edge.alerts.muting import in_maintenance, maintenance_turns
from edge.store import devices
from edge.store.ids import now_us
from tests.edge.api.conftest import Api, on_sqlite

PATH = "/v1/maintenance_windows"
HOUR_US = 3_600_000_000


def wall(minutes: float = 0) -> str:
    """The wall clock in UTC."""
    return (datetime.now(UTC) + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%S")


def asked(**members: Any) -> dict[str, Any]:
    return {"name": "Rewiring", "starts": wall(-10), "timezone": "UTC", "duration_s": 3600, **members}


async def two_sites(api: Api) -> None:
    for serial in ("A1", "A2", "B1"):
        await api.device(serial, tags=["gate"] if serial != "A2" else [])
    await api.made("/v1/sites", {"name": "HQ", "slug": "hq", "devices": ["A1", "A2"], "tags": ["big"]})
    await api.made("/v1/sites", {"name": "Farm", "slug": "farm", "devices": ["B1"]})


async def worked_on(api: Api) -> set[str]:
    """Serials of the terminals that are being worked on."""
    found = await api.store.read(lambda conn: in_maintenance(conn, api.home.tenant_id, now_us()))
    listed = (await api.get("/v1/devices")).json()["data"]
    return {device["serial_number"] for device in listed if device["id"] in found}


async def test_a_window_says_what_it_covers_and_when_it_comes(api: Api) -> None:
    await two_sites(api)
    made = await api.post(
        PATH,
        asked(
            selector={"sites": ["hq"], "tags": ["gate"]},
            starts="2026-01-03T02:30",
            timezone="Africa/Casablanca",
            rrule="RRULE:FREQ=WEEKLY;BYDAY=SA",
            reason="Cleaning",
        ),
    )
    assert made.status_code == 201, made.text
    window = made.json()
    site = (await api.get("/v1/sites/hq")).json()
    assert window["selector"] == {"sites": [site["id"]], "tags": ["gate"]}
    assert (window["starts"], window["rrule"]) == ("2026-01-03T02:30:00", "FREQ=WEEKLY;BYDAY=SA")
    assert (window["mode"], window["device_count"], window["reason"]) == ("suppress", 1, "Cleaning")
    assert len(window["next_turns"]) == 3
    starts = [datetime.fromisoformat(turn["starts_at"]) for turn in window["next_turns"]]
    assert {one.weekday() for one in starts} == {5}
    assert starts[1] - starts[0] == timedelta(days=7)
    assert (await api.get(made.headers["Location"])).json() == window
    assert (await api.get(PATH)).json()["data"] == [window]
    (entry,) = [e for e in (await api.get("/v1/audit")).json()["data"] if e["target"] == window["id"]]
    assert entry["action"] == "maintenance_window.create"
    assert entry["diff"]["reason"] == [None, "Cleaning"]


async def test_while_a_turn_is_on_its_terminals_are_worked_on_until_it_is_ended(api: Api) -> None:
    await two_sites(api)
    window = await api.made(PATH, asked(selector={"sites": ["hq"]}))
    assert (window["active"], window["device_count"]) == (True, 2)
    assert await worked_on(api) == {"A1", "A2"}
    await api.patch("/v1/devices/A2", {"site": "farm"})
    assert await worked_on(api) == {"A1"}, "by where it stands now"
    ended = await api.post(f"{PATH}/{window['id']}/end")
    assert (ended.json()["active"], ended.json()["active_until"]) == (False, None)
    assert await worked_on(api) == set()
    again = await api.post(f"{PATH}/{window['id']}/end")
    assert (again.status_code, again.json()["error"]["code"]) == (409, "conflict")


async def test_the_turn_is_ended_and_those_to_come_stay(api: Api) -> None:
    window = await api.made(PATH, asked(rrule="FREQ=DAILY"))
    ended = (await api.post(f"{PATH}/{window['id']}/end")).json()
    assert (ended["active"], len(ended["next_turns"])) == (False, 3)
    longer = (await api.patch(f"{PATH}/{window['id']}", {"duration_s": 7200})).json()
    assert longer["active"], "a changed schedule begins anew"


async def test_lists_filter_by_whether_a_turn_is_on_and_turn_page_by_page(api: Api) -> None:
    names = {}
    for number in range(3):
        names[number] = (await api.made(PATH, asked(name=f"on {number}")))["id"]
        await api.made(PATH, asked(name=f"off {number}", starts=wall(60)))
    on = (await api.get(PATH, params={"active": "true", "limit": 2})).json()
    assert [one["name"] for one in on["data"]] == ["on 2", "on 1"]
    rest = (await api.get(PATH, params={"active": "true", "limit": 2, "cursor": on["next_cursor"]})).json()
    assert ([one["name"] for one in rest["data"]], rest["has_more"]) == (["on 0"], False)
    off = (await api.get(PATH, params={"active": "false"})).json()["data"]
    assert [one["name"] for one in off] == ["off 2", "off 1", "off 0"]


async def test_a_patch_merges_and_a_deleted_window_is_gone(api: Api) -> None:
    await two_sites(api)
    window = await api.made(PATH, asked(selector={"devices": ["A1"]}, rrule="FREQ=DAILY"))
    path = f"{PATH}/{window['id']}"
    changed = await api.patch(path, {"selector": {"tags": ["gate"]}, "mode": "observe", "rrule": None})
    assert changed.json()["selector"] == {"tags": ["gate"]}
    assert (changed.json()["rrule"], changed.json()["mode"]) == (None, "observe")
    assert changed.json()["device_count"] == 2
    assert (await api.patch(path, {"name": "x"}, headers={"If-Match": '"v1"'})).status_code == 412
    assert (await api.delete(path)).json()["deleted"] is True
    assert (await api.get(path)).status_code == 404
    assert await worked_on(api) == set()


async def test_what_a_selector_covers_is_seen_before(api: Api) -> None:
    await two_sites(api)
    seen = (await api.post(f"{PATH}/coverage", {"selector": {"tags": ["big"]}})).json()
    there = {(await api.get(f"/v1/devices/{serial}")).json()["id"] for serial in ("A1", "A2")}
    assert (seen["device_count"], set(seen["devices"])) == (2, there)
    assert (await api.get(PATH)).json()["data"] == []


@pytest.mark.parametrize(
    ("selector", "code", "named"),
    [
        ({"sites": ["hq", "nowhere"]}, "site_not_found", "nowhere"),
        ({"devices": ["A1", "Z9"]}, "device_not_found", "Z9"),
        ({"devices": ["a\u00e9\u4e2d"]}, "device_not_found", "a\u00e9\u4e2d"),
    ],
)
async def test_who_is_not_there_is_named(api: Api, selector: dict[str, Any], code: str, named: str) -> None:
    await two_sites(api)
    refused = await api.post(PATH, asked(selector=selector))
    assert (refused.status_code, refused.json()["error"]["code"]) == (404, code)
    assert f"'{named}'" in refused.json()["error"]["message"]


@on_sqlite
@pytest.mark.parametrize(
    ("wrong", "param"),
    [
        ({"selector": {"sites": []}}, "selector.sites"),
        ({"selector": {"kinds": ["device_offline"]}}, "selector.kinds"),
        ({"selector": {"colour": "red"}}, "selector.colour"),
        ({"timezone": "Nowhere/City"}, "timezone"),
        ({"starts": "2096-11-28T02:30:00Z"}, "starts"),
        ({"duration_s": 604_801}, "duration_s"),
        ({"rrule": "FREQ=MINUTELY"}, "rrule"),
        ({"mode": "quiet"}, "mode"),
        ({"name": "a\x00b"}, "name"),
    ],
)
async def test_what_is_no_window_is_refused(api: Api, wrong: dict[str, Any], param: str) -> None:
    refused = await api.post(PATH, asked(**wrong))
    assert (refused.status_code, refused.json()["error"]["param"]) == (422, param), refused.text


async def test_without_a_zone_it_is_the_accounts(api: Api) -> None:
    path = f"/v1/tenants/{api.home.public_id}"
    await api.patch(path, {"timezone": "Asia/Tokyo"}, key=api.platform)
    made = await api.made(PATH, {"name": "x", "starts": "2096-11-28T02:30", "duration_s": 60})
    assert made["timezone"] == "Asia/Tokyo"


async def test_a_key_of_some_sites_keeps_to_them(api: Api) -> None:
    await two_sites(api)
    limited = await api.key("operator", site_ids=["hq"])
    everything = await api.made(PATH, asked(name="all"))
    theirs = await api.made(PATH, asked(name="farm", selector={"sites": ["farm"]}))
    for selector in ({}, {"tags": ["gate"]}, {"models": ["x"]}):
        refused = await api.post(PATH, asked(selector=selector), key=limited)
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "permission_denied")
    assert (await api.post(PATH, asked(selector={"sites": ["farm"]}), key=limited)).status_code == 404
    own = await api.made(PATH, asked(name="own", selector={"devices": ["A1"]}), key=limited)
    seen = (await api.get(PATH, key=limited)).json()["data"]
    assert [(one["name"], one["device_count"]) for one in seen] == [("own", 1), ("all", 2)]
    assert (await api.get(f"{PATH}/{theirs['id']}", key=limited)).status_code == 404
    assert (await api.delete(f"{PATH}/{everything['id']}", key=limited)).status_code == 403
    assert (await api.patch(f"{PATH}/{own['id']}", {"selector": {}}, key=limited)).status_code == 403
    assert (await api.post(f"{PATH}/{own['id']}/end", key=limited)).status_code == 200


async def test_what_was_worked_on_is_known_for_uptime(api: Api) -> None:
    """Merged where windows overlap, cut where one was ended, and only within the time asked about."""
    await two_sites(api)
    now = now_us()
    await api.made(PATH, asked(selector={"sites": ["hq"]}, starts=wall(-120), duration_s=3600))
    late = await api.made(PATH, asked(selector={"devices": ["A1"]}, starts=wall(-90), duration_s=86_400))
    await api.post(f"{PATH}/{late['id']}/end")
    since, until = now - 100 * 60_000_000, now + HOUR_US
    turns = await api.store.read(lambda conn: maintenance_turns(conn, api.home.tenant_id, since, until))
    rows = {s: await api.internal_id((await api.get(f"/v1/devices/{s}")).json()["id"]) for s in ("A1", "A2")}
    assert turns.keys() == set(rows.values())
    ((start, end),) = turns[rows["A1"]]
    assert start == since
    assert now - 5_000_000 < end < now + 60_000_000
    ((start, end),) = turns[rows["A2"]]
    assert (start, round((now - end) / 60_000_000)) == (since, 60)
    assert rfc3339(start)


async def test_uptime_leaves_out_what_was_worked_on(api: Api) -> None:
    await two_sites(api)
    now, month = now_us(), 30 * 24 * HOUR_US
    device = await api.internal_id((await api.get("/v1/devices/B1")).json()["id"])
    away = now - 3 * 24 * HOUR_US

    def went_away(conn: sa.Connection) -> None:
        devices.note_identity(conn, api.home.tenant_id, device, created_at=now - 2 * month)
        row = devices.by_id(conn, api.home.tenant_id, device)
        assert row is not None
        ids = api.store.ids
        telling.tell_device(conn, ids, row, "device.offline", status="offline", last_seen=away, since=away)

    await api.store.write(went_away)
    api.presence[(api.home.tenant_id, device)] = (False, away, 35.0)

    async def uptime() -> float:
        return float((await api.get("/v1/sites/farm/health")).json()["uptime_percentage"])

    assert await uptime() == 90.0
    window = asked(selector={"sites": ["farm"]}, starts=wall(-3 * 24 * 60 - 1), duration_s=4 * 86_400)
    made = await api.made(PATH, window)
    assert await uptime() == 100.0
    assert (await api.get("/v1/devices/B1/health")).json()["uptime_percentage"] == 100.0
    await api.delete(f"{PATH}/{made['id']}")
    assert await uptime() == 90.0

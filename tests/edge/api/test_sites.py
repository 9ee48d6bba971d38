"""Sites: devices move to them, they carry a zone, and they say how they do."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from common.instants import rfc3339
from edge import telling
from edge.api.site_health import day_of
from edge.sites import SLUG_PATTERN, slug_of
from edge.store import devices
from edge.store.ids import now_us
from edge.uptime import Turn, uptime
from tests.edge.api.conftest import Api, on_sqlite

HOUR_US = 3600 * 1_000_000
ARTICLE = {
    "name": "Warehouse - Gate A",
    "location": {"address": "123 Industrial Ave, Casablanca", "timezone": "Africa/Casablanca"},
    "devices": ["dev_warehouse_01", "dev_warehouse_02", "dev_warehouse_03"],
}


async def test_a_site_takes_its_devices_from_where_they_stood(api: Api) -> None:
    await api.made("/v1/sites", {"name": "Old place"})
    for number in (1, 2, 3):
        await api.device(f"W{number}", id=f"dev_warehouse_0{number}", site="old-place")
    made = await api.post("/v1/sites", ARTICLE)
    assert made.status_code == 201
    site = made.json()
    assert (site["slug"], site["version"]) == ("warehouse-gate-a", 1)
    assert site["location"] == {**ARTICLE["location"], "lat": None, "lon": None}
    assert [d["id"] for d in site["devices"]] == ARTICLE["devices"]
    assert {d["site"] for d in site["devices"]} == {"Warehouse - Gate A"}
    assert {d["timezone"] for d in site["devices"]} == {"Africa/Casablanca"}
    assert (await api.get(f"/v1/sites/{site['id']}")).json() == site
    assert (await api.get("/v1/sites/warehouse-gate-a")).json() == site
    assert (await api.get("/v1/sites/old-place")).json()["devices"] == []
    assert api.changed[-1] == (api.home.tenant_id, ["W1", "W2", "W3"])


async def test_the_first_device_that_is_missing_is_named_and_nothing_is_made(api: Api) -> None:
    await api.device("W1", id="dev_warehouse_01")
    missing = await api.post("/v1/sites", ARTICLE)
    assert missing.status_code == 404
    assert missing.json()["error"]["code"] == "device_not_found"
    assert missing.json()["error"]["message"] == "No device found with ID 'dev_warehouse_02'"
    assert (await api.get("/v1/sites")).json()["data"] == []


async def test_slugs_are_made_of_names_and_stay_apart(api: Api) -> None:
    slugs = [(await api.made("/v1/sites", {"name": "Farm - Meknès"}))["slug"] for _ in range(3)]
    assert slugs == ["farm-meknes", "farm-meknes-2", "farm-meknes-3"]
    taken = await api.post("/v1/sites", {"name": "x", "slug": "farm-meknes"})
    assert (taken.status_code, taken.json()["error"]["param"]) == (409, "slug")
    chosen = await api.made("/v1/sites", {"name": "x", "id": "site_hq"})
    assert chosen["id"] == "site_hq"
    assert (await api.post("/v1/sites", {"name": "x", "id": "site_hq"})).status_code == 409


@given(st.text(max_size=100))
def test_every_name_makes_a_slug(name: str) -> None:
    assert re.fullmatch(SLUG_PATTERN, slug_of(name))


@on_sqlite
@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"name": ""},
        {"name": "x", "slug": "Not A Slug"},
        {"name": "x", "id": "dev_1"},
        {"name": "x", "location": {"lat": 91}},
        {"name": "x", "location": {"timezone": "Nowhere/City"}},
        {"name": "x", "location": {"planet": "Mars"}},
        {"name": "x", "colour": "red"},
        {"name": "a\x00b"},
        {"name": "x", "tags": [""]},
    ],
)
async def test_what_is_no_site_is_refused(api: Api, wrong: dict[str, object]) -> None:
    response = await api.post("/v1/sites", wrong)
    assert (response.status_code, response.json()["error"]["code"]) == (422, "validation_failed")


async def test_a_patch_merges_the_place_and_replaces_the_devices(api: Api) -> None:
    for serial in ("A1", "A2", "A3"):
        await api.device(serial)
    await api.made("/v1/sites", {"name": "HQ", "location": {"address": "1 Road"}, "devices": ["A1", "A2"]})
    changed = (await api.patch("/v1/sites/hq", {"location": {"lat": 33.5, "lon": -7.6}})).json()
    assert changed["location"] == {"address": "1 Road", "lat": 33.5, "lon": -7.6, "timezone": None}
    api.changed.clear()
    moved = (await api.patch("/v1/sites/hq", {"devices": ["A2", "A3"], "name": "Head office"})).json()
    assert [d["serial_number"] for d in moved["devices"]] == ["A2", "A3"]
    assert (await api.get("/v1/devices/A1")).json()["site"] == "Unassigned"
    assert {serial for _, serials in api.changed for serial in serials or ()} == {"A1", "A2", "A3"}
    assert (await api.patch("/v1/sites/hq", {"location": None})).json()["location"]["lat"] is None
    assert (await api.patch("/v1/sites/hq", {"name": "x"}, headers={"If-Match": '"v1"'})).status_code == 412


async def test_a_deleted_site_leaves_its_devices_and_punches(api: Api) -> None:
    await api.device("A1")
    site = await api.made("/v1/sites", {"name": "HQ", "devices": ["A1"]})
    device = (await api.get("/v1/devices/A1")).json()
    await api.punch(device["id"], {})
    deleted = await api.delete("/v1/sites/hq")
    assert deleted.json() == {"id": site["id"], "object": "site", "deleted": True}
    assert (await api.delete("/v1/sites/hq")).status_code == 404
    assert (await api.get("/v1/devices/A1")).json()["site_id"] is None
    (punch,) = (await api.get("/v1/attendance")).json()["data"]
    assert (punch["site"], punch["site_id"]) == ("Unassigned", None)


async def test_sites_are_turned_page_by_page(api: Api) -> None:
    names = [f"S{number}" for number in range(7)]
    for name in names:
        await api.made("/v1/sites", {"name": name})
    seen, cursor = [], None
    while True:
        params = {"limit": 3, **({"cursor": cursor} if cursor else {})}
        page = (await api.get("/v1/sites", params=params)).json()
        seen += [site["name"] for site in page["data"]]
        cursor = page["next_cursor"]
        if not page["has_more"]:
            break
    assert seen == names


async def test_health_counts_who_is_there_and_what_was_punched_today(api: Api) -> None:
    zone = "Pacific/Auckland"
    for serial in ("A1", "A2", "A3"):
        await api.device(serial)
    await api.made("/v1/sites", {"name": "HQ", "location": {"timezone": zone}, "devices": ["A1", "A2", "A3"]})
    seen = now_us()
    rows = {s: await api.internal_id((await api.get(f"/v1/devices/{s}")).json()["id"]) for s in ("A1", "A2")}
    api.presence[(api.home.tenant_id, rows["A1"])] = (True, seen, 35.0)
    api.presence[(api.home.tenant_id, rows["A2"])] = (False, seen, 35.0)
    midnight = datetime.now(UTC).astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    today = int(midnight.timestamp() * 1e6)
    device = (await api.get("/v1/devices/A1")).json()["id"]
    await api.punch(
        device,
        {"punched_at": today, "utc_offset": 46_800},
        {"punched_at": today + 1_000_000, "utc_offset": 46_800},
        {"punched_at": today - 1_000_000, "utc_offset": 46_800},
    )
    health = (await api.get("/v1/sites/hq/health")).json()
    assert (health["name"], health["total_count"], health["online_count"], health["offline_count"]) == (
        "HQ",
        3,
        1,
        1,
    )
    assert health["punches_today"] == 2
    assert health["last_punch_at"] == rfc3339(today + 1_000_000)
    assert health["avg_webhook_latency_ms"] is None
    empty = await api.made("/v1/sites", {"name": "Empty"})
    bare = (await api.get(f"/v1/sites/{empty['id']}/health")).json()
    assert (bare["uptime_percentage"], bare["punches_today"], bare["last_punch_at"]) == (None, 0, None)


async def test_punches_stay_with_the_site_where_they_were_made(api: Api) -> None:
    await api.made("/v1/sites", {"name": "Old"})
    await api.made("/v1/sites", {"name": "New"})
    device = await api.device("A1", site="old")
    await api.punch(device["id"], {"pin": "1"})
    await api.patch("/v1/devices/A1", {"site": "new"})
    await api.punch(device["id"], {"pin": "2"})
    for site, pin in (("old", "1"), ("new", "2")):
        found = (await api.get("/v1/attendance", params={"site": site})).json()["data"]
        assert [p["employee_id"] for p in found] == [pin]
        assert (await api.get(f"/v1/sites/{site}/health")).json()["punches_today"] == 1


async def test_uptime_is_read_from_the_facts_that_were_told(api: Api) -> None:
    await api.device("A1")
    await api.made("/v1/sites", {"name": "HQ", "devices": ["A1"]})
    row = await api.store.read(lambda conn: devices.by_serial(conn, api.home.tenant_id, "A1"))
    assert row is not None
    now = now_us()
    old = sa.text("UPDATE device SET created_at = :at").bindparams(at=now - 40 * 24 * HOUR_US)
    await api.store.write(lambda conn: conn.execute(old))
    api.presence[(api.home.tenant_id, row["id"])] = (False, now - 72 * HOUR_US, 35.0)
    await api.store.write(
        lambda conn: telling.tell_device(
            conn,
            api.store.ids,
            row,
            "device.offline",
            status="offline",
            last_seen=now - 72 * HOUR_US,
            since=now - 72 * HOUR_US,
        )
    )
    health = (await api.get("/v1/sites/hq/health")).json()
    assert health["uptime_percentage"] == 90.0


DAY = 24 * HOUR_US


def test_without_a_fact_the_state_of_now_was_the_state_of_always() -> None:
    assert uptime([], True, 0, 10 * DAY, 20 * DAY).percentage == 100.0
    assert uptime([], False, 0, 10 * DAY, 20 * DAY).percentage == 0.0


def test_before_its_first_fact_a_terminal_was_the_opposite() -> None:
    assert uptime([Turn(15 * DAY, False)], False, 0, 10 * DAY, 20 * DAY).percentage == 50.0
    assert uptime([Turn(15 * DAY, True)], True, 0, 10 * DAY, 20 * DAY).percentage == 50.0


def test_a_fresh_terminal_is_monitored_from_its_first_sign_of_life_on() -> None:
    found = uptime([Turn(18 * DAY, True), Turn(19 * DAY, False)], False, 12 * DAY, 10 * DAY, 20 * DAY)
    assert (found.online, found.monitored) == (DAY, 2 * DAY)


@given(
    st.lists(st.tuples(st.integers(0, 100), st.booleans()), max_size=12), st.booleans(), st.integers(0, 60)
)
def test_uptime_is_a_share_of_the_time_monitored(
    facts: list[tuple[int, bool]], online: bool, registered: int
) -> None:
    found = uptime([Turn(at, up) for at, up in facts], online, registered, 30, 90)
    assert 0 <= found.online <= found.monitored <= 60


def test_a_day_of_a_site_is_as_long_as_its_clocks_make_it() -> None:
    zone = ZoneInfo("Europe/Sofia")
    noon = int(datetime(2026, 3, 29, 12, tzinfo=zone).timestamp() * 1e6)
    start, end = day_of(noon, zone)
    assert timedelta(microseconds=end - start) == timedelta(hours=23)

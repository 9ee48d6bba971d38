"""Devices: registered, approved, listed by what they are now, changed, retired and revived."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from common.instants import rfc3339
from edge import telling
from edge.store import devices
from edge.store.ids import now_us
from tests.edge.api.conftest import Api, on_sqlite

HOUR_US = 3600 * 1_000_000


async def wait_at_the_door(api: Api, serial: str, tenant_id: int | None = None, seen_at: int = 0) -> None:
    """Let an unknown terminal be noted, as the device session does."""
    note = {
        "tenant_id": api.home.tenant_id if tenant_id is None else tenant_id,
        "serial": serial,
        "model": "SpeedFace-V5L",
        "address": "10.0.0.9",
        "seen_at": seen_at or now_us(),
        "count": 3,
    }
    await api.store.write(lambda conn: devices.note_pending(conn, [note]))


async def test_a_registered_device_is_new_until_it_is_seen(api: Api) -> None:
    made = await api.post("/v1/devices", {"serial_number": "DGD9220156", "name": "Gate A"})
    assert made.status_code == 201
    device = made.json()
    assert made.headers["Location"] == f"/v1/devices/{device['id']}"
    assert device["id"].startswith("dev_")
    assert device["serial_number"] == "DGD9220156"
    assert (device["site"], device["site_id"]) == ("Unassigned", None)
    assert (device["status"], device["last_seen"], device["health"]) == ("new", None, "ok")
    assert (device["timezone"], device["timezone_source"]) == ("UTC", "assumed")
    assert (await api.get(f"/v1/devices/{device['id']}")).json() == device
    assert (await api.get("/v1/devices/DGD9220156")).json() == device
    assert api.changed == [(api.home.tenant_id, ["DGD9220156"])]


async def test_status_is_what_memory_knows_before_what_the_table_remembers(api: Api) -> None:
    device = await api.device("A1")
    row = (api.home.tenant_id, await api.internal_id(device["id"]))
    seen = now_us()
    api.presence[row] = (True, seen, 35.0)
    live = (await api.get("/v1/devices/A1")).json()
    assert (live["status"], live["last_seen"], live["offline_after_s"]) == ("online", rfc3339(seen), 35.0)
    api.presence[row] = (False, seen, 35.0)
    assert (await api.get("/v1/devices/A1")).json()["status"] == "offline"
    assert [d["id"] for d in (await api.get("/v1/devices?status=offline")).json()["data"]] == [device["id"]]
    assert (await api.get("/v1/devices?status=online&status=new")).json()["data"] == []


async def test_presence_in_the_table_counts_where_memory_has_none(api: Api) -> None:
    device = await api.device("A1")
    seen = now_us()
    row = {
        "tenant_id": api.home.tenant_id,
        "device_id": await api.internal_id(device["id"]),
        "last_seen_at": seen,
        "online": True,
        "changed_at": seen,
        "address": "192.0.2.7",
        "poll_interval_us": 20_000_000,
    }
    await api.store.write(lambda conn: devices.save_presence(conn, [row]))
    shown = (await api.get("/v1/devices/A1")).json()
    assert (shown["status"], shown["ip"], shown["offline_after_s"]) == ("online", "192.0.2.7", 70.0)


async def test_a_client_may_choose_the_id_once(api: Api) -> None:
    chosen = await api.device("A1", id="dev_warehouse_01", name="Gate A")
    assert chosen["id"] == "dev_warehouse_01"
    taken = await api.post("/v1/devices", {"serial_number": "A2", "id": "dev_warehouse_01"})
    assert (taken.status_code, taken.json()["error"]["code"]) == (409, "already_exists")
    assert taken.json()["error"]["param"] == "id"


@on_sqlite
@pytest.mark.parametrize("serial", ["", "a b", "x" * 33, "../etc", "ÄÖ", "a\tb"])
async def test_what_cannot_be_a_serial_number_is_refused(api: Api, serial: str) -> None:
    response = await api.post("/v1/devices", {"serial_number": serial})
    assert (response.status_code, response.json()["error"]["param"]) == (422, "serial_number")
    assert (await api.get("/v1/devices")).json()["data"] == []


async def test_a_serial_number_is_registered_once(api: Api) -> None:
    device = await api.device("A1")
    again = await api.post("/v1/devices", {"serial_number": "A1"})
    assert (again.status_code, again.json()["error"]["code"]) == (409, "already_exists")
    assert again.json()["error"]["device_id"] == device["id"]


async def test_without_limit_the_whole_fleet_comes_and_is_repeated_under_devices(api: Api) -> None:
    await api.fleet(120)
    whole = (await api.get("/v1/devices")).json()
    assert len(whole["data"]) == 120
    assert whole["devices"] == whole["data"]
    assert whole["has_more"] is False
    first = (await api.get("/v1/devices?limit=70")).json()
    assert "devices" not in first
    assert (len(first["data"]), first["has_more"]) == (70, True)
    rest = (await api.get("/v1/devices", params={"limit": 70, "cursor": first["next_cursor"]})).json()
    assert [d["id"] for d in first["data"] + rest["data"]] == [d["id"] for d in whole["data"]]
    assert (rest["has_more"], rest["next_cursor"]) == (False, None)


@on_sqlite
async def test_the_next_page_is_linked(api: Api) -> None:
    await api.device("A1")
    await api.device("A2")
    first = await api.get("/v1/devices?limit=1&status=new")
    link = first.headers["Link"]
    assert link.endswith('>; rel="next"')
    second = await api.get(link[1 : link.index(">")])
    assert [d["serial_number"] for d in second.json()["data"]] == ["A2"]


async def test_devices_are_found_by_site_in_any_spelling(api: Api) -> None:
    site = await api.made("/v1/sites", {"name": "Warehouse - Gate A", "slug": "warehouse"})
    device = await api.device("A1", site="warehouse")
    await api.device("A2")
    for name in (site["id"], "warehouse", "Warehouse - Gate A"):
        found = await api.get("/v1/devices", params={"site": name})
        assert [d["id"] for d in found.json()["data"]] == [device["id"]]
    assert device["site"] == "Warehouse - Gate A"
    missing = await api.get("/v1/devices?site=nowhere")
    assert missing.status_code == 404
    assert missing.json()["error"]["code"] == "site_not_found"
    assert missing.json()["error"]["message"] == "No site found with ID 'nowhere'"


async def test_devices_are_searched_by_name_serial_number_and_id(api: Api) -> None:
    await api.device("DGD92", name="Main 100% Gate")
    await api.device("XYZ", id="dev_parking_1")
    for word, serials in [("main", ["DGD92"]), ("dgd", ["DGD92"]), ("dev_park", ["XYZ"]), ("0%", ["DGD92"])]:
        found = (await api.get("/v1/devices", params={"q": word})).json()["data"]
        assert [d["serial_number"] for d in found] == serials
    assert (await api.get("/v1/devices", params={"q": "_"})).json()["data"] == []


@on_sqlite
async def test_unstable_is_an_alias_of_a_health(api: Api) -> None:
    await api.device("A1")
    assert (await api.get("/v1/devices?status=unstable")).json()["data"] == []
    assert len((await api.get("/v1/devices?health=ok")).json()["data"]) == 1


async def test_a_waiting_terminal_is_listed_only_when_asked_for_and_approved(api: Api) -> None:
    await wait_at_the_door(api, "BFEZ203901245")
    assert (await api.get("/v1/devices")).json()["data"] == []
    (waiting,) = (await api.get("/v1/devices?status=pending")).json()["data"]
    assert (waiting["id"], waiting["status"], waiting["model"]) == (
        "BFEZ203901245",
        "pending",
        "SpeedFace-V5L",
    )
    site = await api.made("/v1/sites", {"name": "HQ"})
    approved = await api.made(
        "/v1/devices/BFEZ203901245/approve", {"site": "hq", "name": "Entrance", "id": "dev_hq_1"}
    )
    assert (approved["id"], approved["status"], approved["site_id"]) == ("dev_hq_1", "new", site["id"])
    assert (await api.get("/v1/devices?status=pending")).json()["data"] == []


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ({"history": "all"}, "all"),
        ({"history": "none"}, "none"),
        ({"history": "since"}, "since"),
        ({}, "all"),
    ],
)
async def test_approval_says_which_past_is_kept(api: Api, history: dict[str, str], expected: str) -> None:
    await wait_at_the_door(api, "A1")
    if expected == "since":
        history = {**history, "since": "2026-03-27T00:00:00+01:00"}
    before = now_us()
    device = await api.made("/v1/devices/A1/approve", history)
    row = await api.store.read(lambda conn: devices.by_public_id(conn, api.home.tenant_id, device["id"]))
    assert row is not None
    if expected == "none":
        assert before <= row["history_from"] <= now_us()
    else:
        assert row["history_from"] == {"all": None, "since": 1_774_566_000_000_000}[expected]


async def test_approval_of_what_does_not_wait_is_not_found(api: Api) -> None:
    for name in ("A1", "%00", "x" * 300):
        response = await api.post(f"/v1/devices/{name}/approve", {})
        assert (response.status_code, response.json()["error"]["code"]) == (404, "device_not_found")
    since = await api.post("/v1/devices/A1/approve", {"history": "since"})
    assert since.status_code == 422


@pytest.mark.parametrize(
    ("since", "code"),
    [
        ("2026-03-27T00:00:00", "timezone_required"),
        ("soon", "validation_failed"),
        ("\ud800", "validation_failed"),
    ],
)
async def test_approval_since_no_instant_says_what_is_wrong(api: Api, since: str, code: str) -> None:
    body = json.dumps({"history": "since", "since": since})  # half a character arrives as its escape
    headers = {"Content-Type": "application/json"}
    response = await api.call("POST", "/v1/devices/A1/approve", content=body, headers=headers)
    error = response.json()["error"]
    assert (response.status_code, error["code"], error["param"]) == (422, code, "since")


async def test_a_waiting_terminal_can_be_turned_away(api: Api) -> None:
    await wait_at_the_door(api, "A1")
    assert (await api.delete("/v1/devices/A1")).json() == {"id": "A1", "object": "device", "deleted": True}
    assert (await api.delete("/v1/devices/A1")).status_code == 404


async def test_a_device_is_suspended_and_resumed(api: Api) -> None:
    device = await api.device("A1")
    suspended = await api.made(f"/v1/devices/{device['id']}/suspend", None)
    assert (suspended["status"], suspended["version"]) == ("suspended", 2)
    api.presence[(api.home.tenant_id, await api.internal_id(device["id"]))] = (True, now_us(), 35.0)
    assert [d["id"] for d in (await api.get("/v1/devices?status=suspended")).json()["data"]] == [device["id"]]
    again = await api.made("/v1/devices/A1/suspend", None)
    assert again["version"] == 2
    assert (await api.made("/v1/devices/A1/resume", None))["status"] == "online"


async def test_a_patch_changes_what_it_names_and_nothing_else(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ", "location": {"timezone": "Africa/Lagos"}})
    device = await api.device("A1", name="Gate", tags=["old"], site="hq")
    assert (device["timezone"], device["timezone_source"]) == ("Africa/Lagos", "site")
    changed = (
        await api.patch("/v1/devices/A1", {"timezone": "Europe/Sofia", "business_critical": True})
    ).json()
    assert (changed["timezone"], changed["timezone_source"]) == ("Europe/Sofia", "device")
    assert (changed["name"], changed["tags"], changed["site"]) == ("Gate", ["old"], "HQ")
    unset = (await api.patch("/v1/devices/A1", {"timezone": None, "site": None})).json()
    assert (unset["timezone"], unset["site_id"]) == ("UTC", None)
    for wrong in ({"name": None}, {"timezone": "Mars/Olympus"}, {"serial_number": "B"}, {"tags": "x"}):
        response = await api.patch("/v1/devices/A1", wrong)
        assert (response.status_code, response.json()["error"]["code"]) == (422, "validation_failed")
    assert (await api.patch("/v1/devices/A1", {"site": "nowhere"})).status_code == 404


async def test_what_is_spoken_with_a_terminal_can_be_chosen(api: Api) -> None:
    device = await api.device("A1")
    assert (device["dialect"], device["dialect_source"]) == (None, None)
    chosen = (await api.patch("/v1/devices/A1", {"dialect": "acc"})).json()
    assert (chosen["dialect"], chosen["dialect_source"]) == ("acc", "chosen")
    assert api.changed[-1] == (api.home.tenant_id, ["A1"])
    assert chosen["version"] == device["version"] + 1
    unset = (await api.patch("/v1/devices/A1", {"dialect": None})).json()
    assert (unset["dialect"], unset["dialect_source"]) == (None, None)
    wrong = await api.patch("/v1/devices/A1", {"dialect": "klingon"})
    assert (wrong.status_code, wrong.json()["error"]["param"]) == (422, "dialect")


async def test_a_change_against_an_old_version_is_refused(api: Api) -> None:
    made = await api.post("/v1/devices", {"serial_number": "A1"})
    first = made.headers["ETag"]
    assert first == (await api.get("/v1/devices/A1")).headers["ETag"]
    unchanged = await api.get("/v1/devices/A1", headers={"If-None-Match": first})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert (await api.patch("/v1/devices/A1", {"name": "B"}, headers={"If-Match": first})).status_code == 200
    late = await api.patch("/v1/devices/A1", {"name": "C"}, headers={"If-Match": first})
    assert (late.status_code, late.json()["error"]["code"]) == (412, "precondition_failed")
    assert (await api.delete("/v1/devices/A1", headers={"If-Match": '"v1"'})).status_code == 412
    assert (await api.delete("/v1/devices/A1", headers={"If-Match": '"v2"'})).status_code == 200


async def test_an_etag_changes_with_presence_but_still_matches_the_version(api: Api) -> None:
    device = await api.device("A1")
    before = (await api.get("/v1/devices/A1")).headers["ETag"]
    api.presence[(api.home.tenant_id, await api.internal_id(device["id"]))] = (True, now_us(), 35.0)
    fresh = await api.get("/v1/devices/A1", headers={"If-None-Match": before})
    assert (fresh.status_code, fresh.json()["status"]) == (200, "online")
    assert (await api.patch("/v1/devices/A1", {"name": "B"}, headers={"If-Match": before})).status_code == 200


async def test_a_deleted_device_comes_back_under_its_old_id(api: Api) -> None:
    device = await api.device("A1", name="Gate", tags=["x"])
    assert (await api.delete("/v1/devices/A1")).json() == {
        "id": device["id"],
        "object": "device",
        "deleted": True,
    }
    for gone in (await api.get("/v1/devices/A1"), await api.delete(f"/v1/devices/{device['id']}")):
        assert gone.status_code == 404
    assert (await api.get("/v1/devices")).json()["data"] == []
    revived = await api.device("A1", id="dev_other")
    assert (revived["id"], revived["name"]) == (device["id"], "Gate")


async def test_a_device_tells_its_story_newest_first(api: Api) -> None:
    device = await api.device("A1")
    await api.punch(device["id"], {}, {})
    row = await api.store.read(lambda conn: devices.by_serial(conn, api.home.tenant_id, "A1"))
    assert row is not None

    def story(conn: sa.Connection) -> None:
        for event, members in [
            ("device.online", {}),
            ("device.event", {"kind": "door", "door": "opened"}),
            ("device.offline", {}),
        ]:
            telling.tell_device(conn, api.store.ids, row, event, status="online", last_seen=None, **members)

    await api.store.write(story)
    told = (await api.get("/v1/devices/A1/events")).json()["data"]
    assert [e["event"] for e in told] == [
        "device.offline",
        "device.event",
        "device.online",
        "device.registered",
    ]
    numbers = [e["sequence"] for e in told]
    assert numbers == sorted(numbers, reverse=True)
    door = (await api.get("/v1/devices/A1/events?kind=door")).json()["data"]
    assert [e["event"] for e in door] == ["device.event"]
    presence = (await api.get("/v1/devices/A1/events?kind=presence&limit=2")).json()
    assert ([e["event"] for e in presence["data"]], presence["has_more"]) == (
        ["device.offline", "device.online"],
        True,
    )
    rest = await api.get(
        "/v1/devices/A1/events", params={"kind": "presence", "cursor": presence["next_cursor"]}
    )
    assert [e["event"] for e in rest.json()["data"]] == ["device.registered"]


async def test_a_devices_story_is_told_by_kinds(api: Api) -> None:
    await api.device("A1")
    row = await api.store.read(lambda conn: devices.by_serial(conn, api.home.tenant_id, "A1"))
    assert row is not None
    kinds = ("operation", "access", "door", "alarm", "error")

    def story(conn: sa.Connection) -> None:
        for kind in kinds:
            telling.tell_device(
                conn, api.store.ids, row, "device.event", status="online", last_seen=None, kind=kind
            )

    await api.store.write(story)
    for kind in kinds:
        (told,) = (await api.get(f"/v1/devices/A1/events?kind={kind}")).json()["data"]
        assert (told["event"], told["kind"]) == ("device.event", kind)
    several = (await api.get("/v1/devices/A1/events?kind=operation&kind=error&kind=presence")).json()["data"]
    assert [event.get("kind") for event in several] == ["error", "operation", None]
    assert (await api.get("/v1/devices/A1/events?kind=weather")).status_code == 422


async def test_a_key_limited_to_sites_sees_and_changes_only_devices_there(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    await api.made("/v1/sites", {"name": "Farm"})
    at_hq = await api.device("A1", site="hq")
    at_farm = await api.device("A2", site="farm")
    await wait_at_the_door(api, "A3")
    limited = await api.key("admin", site_ids=["hq"])
    assert [d["id"] for d in (await api.get("/v1/devices", key=limited)).json()["data"]] == [at_hq["id"]]
    assert (await api.get("/v1/devices?status=pending", key=limited)).json()["data"] == []
    for hidden in ("A2", at_farm["id"], "A3"):
        assert (await api.get(f"/v1/devices/{hidden}", key=limited)).status_code == 404
        assert (await api.delete(f"/v1/devices/{hidden}", key=limited)).status_code == 404
    assert (await api.get("/v1/devices?site=farm", key=limited)).status_code == 404
    nowhere = await api.post("/v1/devices", {"serial_number": "A4"}, key=limited)
    assert (nowhere.status_code, nowhere.json()["error"]["code"]) == (403, "permission_denied")
    assert (await api.patch("/v1/devices/A1", {"site": None}, key=limited)).status_code == 403
    assert (await api.patch("/v1/devices/A1", {"site": "farm"}, key=limited)).status_code == 404
    assert (
        await api.post("/v1/devices", {"serial_number": "A4", "site": "hq"}, key=limited)
    ).status_code == 201

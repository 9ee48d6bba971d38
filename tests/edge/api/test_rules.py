"""Rules over the API: changed, made for some terminals, tried on what was."""

from __future__ import annotations

import json
from typing import Any

import pytest
import sqlalchemy as sa

from common.instants import rfc3339
from edge import telling
from edge.alerts import ruleset
from edge.alerts.model import KINDS, Entity
from edge.alerts.selecting import Subject
from edge.store import devices
from edge.store.alert_tables import alert_rule
from edge.store.ids import IdClock, now_us
from edge.store.schema import device_presence
from tests.edge.api.conftest import Api, on_sqlite
from tests.edge.api.test_alerts import opened

MINUTE_US = 60 * 1_000_000
OWN = {
    "kind": "device_offline",
    "name": "Gates are urgent",
    "selector": {"tags": ["gate"]},
    "params": {"hold_s": 60},
    "severity": "critical",
    "runbook": {"en": "Call the guard."},
}


async def the_rules(api: Api) -> list[dict[str, Any]]:
    response = await api.get("/v1/rules")
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["data"]
    return found


async def test_every_kind_has_a_rule_that_is_built_in(api: Api) -> None:
    rules = await the_rules(api)
    assert [one["id"] for one in rules] == [f"rule_{kind}" for kind in KINDS]
    offline = (await api.get("/v1/rules/rule_device_offline")).json()
    assert offline == rules[0]
    assert offline["params"] == offline["defaults"] == dict(KINDS["device_offline"].params)
    assert (offline["built_in"], offline["enabled"], offline["severity"]) == (True, True, "warning")
    assert set(offline["runbook"]) == {"en", "fr", "ar"}
    stored = sa.select(sa.func.count()).select_from(alert_rule)
    assert await api.store.read(lambda conn: conn.scalar(stored)) == 0  # looking writes nothing


async def test_a_built_in_rule_is_changed_and_put_back(api: Api) -> None:
    path = "/v1/rules/rule_device_offline"
    first = await api.get(path)
    changed = await api.patch(
        path,
        {"params": {"hold_s": 120}, "severity": "critical", "enabled": False, "runbook": {"en": "Call."}},
        headers={"If-Match": first.headers["ETag"]},
    )
    assert changed.status_code == 200, changed.text
    body = changed.json()
    assert (body["params"]["hold_s"], body["params"]["clear_s"]) == (120, 180)
    assert (body["severity"], body["enabled"], body["version"]) == ("critical", False, 2)
    assert (body["runbook"]["en"], body["runbook"]["fr"]) == ("Call.", first.json()["runbook"]["fr"])
    assert (await api.get(path)).json() == body
    assert body["created_at"] == first.json()["created_at"]
    stale = await api.patch(path, {"enabled": True}, headers={"If-Match": first.headers["ETag"]})
    assert stale.status_code == 412
    more = (await api.patch(path, {"params": {"clear_s": 60}})).json()
    assert (more["params"]["hold_s"], more["params"]["clear_s"]) == (120, 60)
    back = (await api.patch(path, {"params": {"hold_s": None}, "runbook": {"en": None}})).json()
    assert (back["params"]["hold_s"], back["params"]["clear_s"]) == (300, 60)
    assert back["runbook"] == first.json()["runbook"]
    audited = [one["action"] for one in (await api.get("/v1/audit")).json()["data"]]
    assert audited.count("rule.change") == 3


async def test_ones_own_rule_holds_for_what_its_selector_fits(api: Api) -> None:
    made = await api.made("/v1/rules", OWN)
    assert made["id"].startswith("rule_")
    assert (made["built_in"], made["name"], made["selector"]) == (
        False,
        "Gates are urgent",
        {"tags": ["gate"]},
    )
    assert (made["params"]["hold_s"], made["params"]["clear_s"]) == (60, 180)
    assert (await the_rules(api))[0] == made
    rules = await api.store.write(lambda conn: ruleset.load(conn, api.store.ids, api.home.tenant_id))
    for tags, expected in ((("gate",), made["id"]), ((), "rule_device_offline")):
        chosen = ruleset.choose(rules, "device_offline", Subject(tags=tags))
        assert chosen is not None
        assert chosen.id == expected
    renamed = (await api.patch(f"/v1/rules/{made['id']}", {"name": "Gates", "selector": {}})).json()
    assert (renamed["name"], renamed["selector"]) == ("Gates", {})
    assert (await api.delete(f"/v1/rules/{made['id']}")).json()["deleted"] is True
    assert (await api.get(f"/v1/rules/{made['id']}")).status_code == 404
    assert len(await the_rules(api)) == len(KINDS)


async def test_loading_makes_the_missing_rows_once(api: Api) -> None:
    tenant_id = api.home.tenant_id
    for _ in range(2):
        rules = await api.store.write(lambda conn: ruleset.load(conn, api.store.ids, tenant_id))
    assert rules == ruleset.defaults()
    stored = sa.select(sa.func.count()).select_from(alert_rule).where(alert_rule.c.tenant_id == tenant_id)
    assert await api.store.read(lambda conn: conn.scalar(stored)) == len(KINDS)
    assert [one["version"] for one in await the_rules(api)] == [1] * len(KINDS)


async def test_what_the_list_answers_is_what_a_replay_takes(api: Api) -> None:
    await api.made("/v1/rules", OWN)
    await api.patch("/v1/rules/rule_site_outage", {"enabled": False, "params": {"hold_s": 240}})
    taken = ruleset.from_api(json.loads((await api.get("/v1/rules")).text))
    own, outage = taken[0], next(one for one in taken if one.kind == "site_outage")
    assert (own.kind, own.params["hold_s"], own.selector, own.severity) == (
        "device_offline",
        60,
        {"tags": ["gate"]},
        "critical",
    )
    assert (outage.enabled, outage.params["hold_s"]) == (False, 240)


@on_sqlite
@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({**OWN, "kind": "nonsense"}, "kind"),
        ({**OWN, "params": {"hold": 60}}, "params.hold"),
        ({**OWN, "params": {"hold_s": 3601}}, "params.hold_s"),
        ({**OWN, "params": {"schedule": {"hours": [{}]}}}, "params.schedule.hours[0]"),
        ({**OWN, "policy": "pol_nothing"}, "policy"),
        ({**OWN, "severity": "huge"}, "severity"),
        ({**OWN, "selector": {"kinds": ["device_offline"]}}, "selector.kinds"),
        ({**OWN, "name": ""}, "name"),
    ],
)
async def test_a_rule_that_cannot_be_is_refused_by_name(api: Api, body: dict[str, Any], param: str) -> None:
    refused = await api.post("/v1/rules", body)
    assert (refused.status_code, refused.json()["error"]["param"]) == (422, param)


@on_sqlite
async def test_built_in_rules_keep_their_place(api: Api) -> None:
    path = "/v1/rules/rule_clock_drift"
    for member, value in (("name", "x"), ("selector", {"tags": ["gate"]})):
        refused = await api.patch(path, {member: value})
        assert (refused.status_code, refused.json()["error"]["param"]) == (422, member)
    assert (await api.delete(path)).status_code == 409
    assert (await api.get("/v1/rules/rule_nonsense")).json()["error"]["code"] == "rule_not_found"
    assert (await api.patch("/v1/rules/rule_nonsense", {})).json()["error"]["code"] == "rule_not_found"
    unknown = await api.post("/v1/rules", {**OWN, "selector": {"sites": ["nowhere"]}})
    assert unknown.json()["error"]["code"] == "site_not_found"


async def test_a_rule_says_how_many_alerts_of_it_are_open(api: Api) -> None:
    made = await api.device("S1")
    name = await opened(api, "device_offline", Entity("device", made["id"]))
    assert (await api.get("/v1/rules/rule_device_offline")).json()["open_alerts"] == 1
    assert (await api.patch("/v1/rules/rule_device_offline", {"runbook": {"en": "Call."}})).status_code == 200
    assert (await api.get(f"/v1/alerts/{name}")).json()["runbook"] == "Call."


@on_sqlite
async def test_rules_are_for_all_sites_so_a_limited_key_has_none(api: Api) -> None:
    await api.made("/v1/sites", {"name": "HQ"})
    limited = await api.key("admin", site_ids=["hq"])
    assert (await api.get("/v1/rules", key=limited)).json()["data"] == []
    assert (await api.get("/v1/rules/rule_clock_drift", key=limited)).status_code == 404
    assert (await api.post("/v1/rules", OWN, key=limited)).status_code == 403
    assert (await api.post("/v1/rules/rule_device_offline/dry_run", {}, key=limited)).status_code == 404
    assert (await api.post("/v1/rules/dry_run", {"kind": "device_offline"}, key=limited)).status_code == 403


async def silent(api: Api, device_id: str, *spans: tuple[float, float]) -> None:
    """A terminal was silent, as the detector told of it: from so many minutes ago, for so many minutes."""
    now = now_us()

    def unit(conn: sa.Connection) -> None:
        row = devices.by_public_ids(conn, api.home.tenant_id, [device_id])[0]
        presence = {"last_seen_at": now, "online": True, "changed_at": now, "poll_interval_us": None}
        own = {"tenant_id": api.home.tenant_id, "device_id": row["id"], "address": None}
        conn.execute(device_presence.insert().values(**own, **presence))
        for ago, lasting in spans:
            since = now - round(ago * MINUTE_US)
            for at, word in ((since + 35_000_000, "offline"), (since + round(lasting * MINUTE_US), "online")):
                then = IdClock(clock=lambda at=at: at)  # type: ignore[misc]
                telling.tell_device(
                    conn, then, row, f"device.{word}", status=word, last_seen=since, since=since
                )

    await api.store.write(unit)


async def test_a_rule_is_tried_on_what_was_seen_beside_the_present_one(api: Api) -> None:
    gate = await api.device("S1", name="Gate", tags=["gate"])
    yard = await api.device("S2", name="Yard")
    await silent(api, gate["id"], (5_000, 4), (4_000, 8))
    await silent(api, yard["id"], (3_000, 4), (2_000, 30))
    tried = await api.post("/v1/rules/rule_device_offline/dry_run", {"params": {"hold_s": 60}})
    assert tried.status_code == 200, tried.text
    found = tried.json()
    assert (found["object"], found["kind"], found["terminals"], found["facts"]) == (
        "dry_run",
        "device_offline",
        2,
        8,
    )
    assert (found["present"]["alerts"], found["would"]["alerts"]) == (2, 4)
    assert found["would"]["by_kind"] == {"device_offline": 4, "resolved": 4}
    assert {(one["entity"], one["alerts"]) for one in found["would"]["noisiest"]} == {
        (gate["id"], 2),
        (yard["id"], 2),
    }
    first = found["would"]["told"][0]
    assert (first["kind"], first["entity"], first["devices"]) == ("device_offline", gate["id"], [gate["id"]])
    assert first["title"] == "Gate is offline"
    assert found["would"]["left_off"] == 0
    assert (await api.get("/v1/rules/rule_device_offline")).json()["version"] == 1  # it was only tried


async def test_a_rule_that_is_not_made_yet_is_tried_for_what_it_fits(api: Api) -> None:
    gate = await api.device("S1", tags=["gate"])
    yard = await api.device("S2")
    await silent(api, gate["id"], (5_000, 4))
    await silent(api, yard["id"], (3_000, 4))
    body = {"kind": "device_offline", "selector": {"tags": ["gate"]}, "params": {"hold_s": 60}}
    found = (await api.post("/v1/rules/dry_run", {**body, "severity": "critical"})).json()
    assert (found["present"]["alerts"], found["would"]["alerts"]) == (0, 1)
    assert [(one["kind"], one["severity"]) for one in found["would"]["told"]] == [
        ("device_offline", "critical"),
        ("resolved", "critical"),
    ]
    recent = await api.post("/v1/rules/dry_run", {**body, "from": rfc3339(now_us() - 60 * MINUTE_US)})
    assert (recent.json()["would"]["alerts"], recent.json()["facts"]) == (0, 0)
    assert len(await the_rules(api)) == len(KINDS)


@on_sqlite
@pytest.mark.parametrize(
    ("path", "body", "status", "param"),
    [
        ("rule_device_offline/dry_run", {"params": {"hold": 1}}, 422, "params.hold"),
        ("rule_device_offline/dry_run", {"from": "2090-01-01T00:00:00Z"}, 422, "from"),
        ("rule_device_offline/dry_run", {"selector": {"sites": ["nowhere"]}}, 404, None),
        ("rule_clock_drift/dry_run", {}, 422, None),
        ("rule_nonsense/dry_run", {}, 404, None),
        ("dry_run", {"kind": "nonsense"}, 422, "kind"),
        ("dry_run", {"kind": "webhook_failing"}, 422, "kind"),
    ],
)
async def test_what_cannot_be_tried_says_why(
    api: Api, path: str, body: dict[str, Any], status: int, param: str | None
) -> None:
    refused = await api.post(f"/v1/rules/{path}", body)
    assert refused.status_code == status, refused.text
    assert refused.json()["error"].get("param") == param

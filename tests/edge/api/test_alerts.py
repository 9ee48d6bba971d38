"""Alerts over the API: seen by urgency, taken on, put off, given to somebody, called over."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import pytest
import sqlalchemy as sa

from common.client import EdgeClient, RequestRefused
from common.instants import parse_instant, rfc3339
from edge.alerts import actions, book
from edge.alerts.model import Change, Entity, Status
from edge.store.alert_tables import alert
from edge.store.ids import now_us
from edge.store.notice_tables import channel, notice
from tests.edge.api.conftest import Account, Api, on_sqlite
from tests.edge.api.test_plans import statements

HOUR_US = 3600 * 1_000_000


async def opened(
    api: Api,
    kind: str,
    entity: Entity,
    status: Status = "firing",
    *,
    account: Account | None = None,
    expected: float | None = None,
    **members: Any,
) -> str:
    """Have the engine's book open an alert; the id that users know it by."""
    tenant_id = (account or api.home).tenant_id
    now = now_us()
    change = Change(
        now / 1e6,
        f"rule_{kind}",
        kind,
        entity,
        status,
        **{
            "title": f"{kind} of {entity.id}",
            "devices": (entity.id,),
            "tell": status != "pending",
            **members,
        },
    )

    def unit(conn: sa.Connection) -> None:
        book.apply(conn, api.store.ids, tenant_id, [change], now)
        values = alert.update().where(alert.c.tenant_id == tenant_id, alert.c.entity_id == entity.id)
        conn.execute(values.values(expected=expected))

    await api.store.write(unit)
    key = (account or api.home).admin
    listed = (await api.get(f"/v1/alerts?kind={kind}&limit=1000", key=key)).json()["data"]
    return next(str(one["id"]) for one in listed if one["entity"]["id"] == entity.id)


async def moved(api: Api, entity_id: str, status: Status) -> None:
    """Have what is open of an entity be in another state."""
    chosen = alert.update().where(
        alert.c.tenant_id == api.home.tenant_id, alert.c.entity_id == entity_id, alert.c.status != "resolved"
    )
    await api.store.write(lambda conn: conn.execute(chosen.values(status=status)))


async def of_device(api: Api, serial: str, kind: str = "device_offline", **members: Any) -> str:
    made = await api.device(serial)
    return await opened(api, kind, Entity("device", made["id"]), **members)


async def listed(api: Api, query: str = "", **rest: Any) -> list[str]:
    response = await api.get(f"/v1/alerts{query}", **rest)
    assert response.status_code == 200, response.text
    return [one["id"] for one in response.json()["data"]]


def in_hours(hours: float) -> str:
    return rfc3339(now_us() + round(hours * HOUR_US))


def words(found: Sequence[dict[str, Any]]) -> list[str]:
    return [entry["what"] for entry in found]


async def test_an_alert_says_what_it_is_about_and_what_to_do(api: Api) -> None:
    site = await api.made("/v1/sites", {"name": "Warehouse", "id": "site_warehouse"})
    device = await api.device("W1", id="dev_warehouse_01", name="Gate A", site="warehouse")
    name = await opened(
        api,
        "device_offline",
        Entity("device", device["id"]),
        title="Gate A at Warehouse is offline",
        reason="Silent for 6 min.",
        expected=41.6,
    )
    found = (await api.get(f"/v1/alerts/{name}?language=fr")).json()
    assert (found["id"], found["object"], found["kind"]) == (name, "alert", "device_offline")
    assert found["entity"] == {"type": "device", "id": "dev_warehouse_01", "name": "Gate A"}
    assert (found["site"], found["site_id"]) == ("Warehouse", site["id"])
    assert (found["status"], found["severity"], found["rule"]) == ("firing", "warning", "rule_device_offline")
    assert (found["title"], found["reason"]) == ("Gate A at Warehouse is offline", "Silent for 6 min.")
    assert (found["devices"], found["expected_punches"]) == (["dev_warehouse_01"], 42)
    assert words(found["timeline"]) == ["firing"]
    assert found["fired_at"] is not None
    assert found["resolved_at"] is None
    assert found["runbook"].startswith("Rien n’est encore perdu")
    assert found["url"] == f"http://edge.test/v1/alerts/{name}"
    assert (await api.get(f"/v1/alerts/{name}")).json()["runbook"].startswith("Nothing is lost yet")


async def test_the_worst_comes_first_and_of_those_where_most_punches_are_expected(api: Api) -> None:
    quiet = await of_device(api, "S1", expected=0)
    busy = await of_device(api, "S2", expected=120)
    unstable = await of_device(api, "S3", "device_unstable", status="unstable", severity="info")
    older = await of_device(api, "S4", "clock_drift", expected=0)
    dark = await opened(
        api,
        "site_outage",
        Entity("site", (await api.made("/v1/sites", {"name": "HQ"}))["id"]),
        severity="critical",
    )
    assert await listed(api) == [dark, busy, quiet, older, unstable]
    walked, cursor = [], ""
    while True:
        page = (await api.get(f"/v1/alerts?limit=2{cursor}&include=total_count")).json()
        walked += [one["id"] for one in page["data"]]
        assert page["total_count"] == 5
        if not page["has_more"]:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert walked == [dark, busy, quiet, older, unstable]
    assert await listed(api, "?order=opened_at") == [dark, older, unstable, busy, quiet]
    assert len(await listed(api, "?order=opened_at&limit=3")) == 3


async def test_a_walk_by_time_opened_meets_every_alert_once(api: Api) -> None:
    made = [await of_device(api, f"S{number}") for number in range(5)]
    walked, cursor = [], ""
    for _ in range(5):
        page = (await api.get(f"/v1/alerts?status=all&limit=2{cursor}")).json()
        walked += [one["id"] for one in page["data"]]
        cursor = f"&cursor={page['next_cursor']}"
        if not page["has_more"]:
            break
    assert walked == made[::-1]


async def test_filters_narrow_the_list(api: Api) -> None:
    site = await api.made("/v1/sites", {"name": "Warehouse"})
    gate = await api.device("W1", name="Gate A", site="warehouse")
    offline = await opened(api, "device_offline", Entity("device", gate["id"]), title="Gate A is offline")
    elsewhere = await of_device(api, "S1", "clock_drift")
    outage = await opened(
        api, "site_outage", Entity("site", site["id"]), severity="critical", devices=(gate["id"],)
    )
    over = await of_device(api, "S2")
    await api.made(f"/v1/alerts/{over}/resolve", {"note": "a new box"})
    pending = await of_device(api, "S3", status="pending")
    assert set(await listed(api)) == {offline, elsewhere, outage, pending}
    assert set(await listed(api, "?status=all")) == {offline, elsewhere, outage, pending, over}
    assert await listed(api, "?status=resolved") == [over]
    assert await listed(api, "?status=pending") == [pending]
    assert set(await listed(api, "?status=open&status=resolved&kind=device_offline")) == {
        offline,
        pending,
        over,
    }
    assert await listed(api, "?severity=critical") == [outage]
    assert set(await listed(api, "?site=Warehouse")) == {offline, outage}
    assert set(await listed(api, "?device=W1")) == {offline, outage}
    assert await listed(api, "?q=gate%20OFFLINE") == [offline]
    assert await listed(api, "?q=%25") == []
    assert await listed(api, f"?from={in_hours(1)}") == []
    assert await listed(api, f"?to={in_hours(-1)}") == []
    assert len(await listed(api, f"?from={in_hours(-1)}&to={in_hours(1)}")) == 4
    assert (await api.get("/v1/alerts?kind=nonsense")).json()["error"]["param"] == "kind"
    assert (await api.get("/v1/alerts?site=nowhere")).json()["error"]["code"] == "site_not_found"
    assert (await api.get("/v1/alerts?device=nobody")).json()["error"]["code"] == "device_not_found"


async def test_who_takes_an_alert_on_stops_its_escalation_for_eight_hours(api: Api) -> None:
    name = await of_device(api, "S1")
    before = now_us()
    taken = await api.made(f"/v1/alerts/{name}/acknowledge", {"note": "calling the site"})
    assert taken["status"] == "firing"  # the state is what it is
    assert taken["acknowledged_by"].startswith("key_")
    expires = parse_instant(taken["acknowledge_expires_at"])
    assert abs(expires - before - 8 * HOUR_US) < 60_000_000
    assert taken["timeline"][-1]["what"] == "acknowledged"
    assert taken["timeline"][-1]["text"] == "calling the site"
    assert taken["timeline"][-1]["by"] == taken["acknowledged_by"]
    events = (await api.get("/v1/events?types=alert.acknowledged")).json()["data"]
    assert [(one["alert_id"], one["acknowledged_by"]) for one in events] == [(name, taken["acknowledged_by"])]
    audited = (await api.get("/v1/audit")).json()["data"]
    assert [one["target"] for one in audited if one["action"] == "alert.acknowledge"] == [name]


@on_sqlite
async def test_a_long_time_wants_a_note_and_the_past_is_refused(api: Api) -> None:
    name = await of_device(api, "S1")
    for body in ({"until": in_hours(25)}, {"until": None}):
        refused = await api.post(f"/v1/alerts/{name}/acknowledge", body)
        assert (refused.status_code, refused.json()["error"]["param"]) == (422, "note")
        assert (await api.post(f"/v1/alerts/{name}/acknowledge", {**body, "note": "x"})).status_code == 200
    past = await api.post(f"/v1/alerts/{name}/acknowledge", {"until": in_hours(-1)})
    assert (past.status_code, past.json()["error"]["param"]) == (422, "until")
    assert (await api.post(f"/v1/alerts/{name}/snooze", {})).status_code == 422
    assert (await api.post(f"/v1/alerts/{name}/snooze", {"until": in_hours(25)})).status_code == 422
    forever = (await api.get(f"/v1/alerts/{name}")).json()
    assert forever["acknowledged_by"] is not None
    assert forever["acknowledge_expires_at"] is None


async def test_what_was_taken_on_for_a_time_comes_back_when_it_is_over(api: Api) -> None:
    taken = await of_device(api, "S1")
    snoozed = await of_device(api, "S2")
    until_over = await of_device(api, "S3")
    await api.made(f"/v1/alerts/{taken}/acknowledge", {"until": in_hours(1)})
    put_off = await api.made(f"/v1/alerts/{snoozed}/snooze", {"until": in_hours(1)})
    assert put_off["snoozed_until"] is not None
    assert put_off["acknowledged_by"] is not None
    await api.made(f"/v1/alerts/{until_over}/acknowledge", {"until": None, "note": "a spare is on its way"})
    assert await actions.expire_acknowledgements(api.store) == 0
    later = now_us() + 2 * HOUR_US
    assert await actions.expire_acknowledgements(api.store, lambda: later) == 2
    assert await actions.expire_acknowledgements(api.store, lambda: later) == 0
    for name, what in ((taken, "acknowledgement_expired"), (snoozed, "snooze_ended")):
        found = (await api.get(f"/v1/alerts/{name}")).json()
        assert (found["acknowledged_by"], found["snoozed_until"]) == (None, None)
        assert found["timeline"][-1]["what"] == what
        assert found["status"] == "firing"
    assert (await api.get(f"/v1/alerts/{until_over}")).json()["acknowledged_by"] is not None


async def test_several_are_taken_on_together_or_none(api: Api) -> None:
    first, second = await of_device(api, "S1"), await of_device(api, "S2")
    over = await of_device(api, "S3")
    await api.made(f"/v1/alerts/{over}/resolve", {"note": "x"})
    missing = await api.post("/v1/alerts/acknowledge", {"alerts": [first, "alr_nothing", second]})
    assert missing.status_code == 404
    assert missing.json()["error"]["message"] == "No alert found with ID 'alr_nothing'"
    conflict = await api.post("/v1/alerts/acknowledge", {"alerts": [first, over]})
    assert conflict.status_code == 409
    assert (await api.get(f"/v1/alerts/{first}")).json()["acknowledged_by"] is None
    done = await api.made("/v1/alerts/acknowledge", {"alerts": [second, first, second], "note": "one call"})
    assert [one["id"] for one in done["data"]] == [second, first]
    assert all(one["acknowledged_by"] for one in done["data"])


async def test_an_alert_is_given_to_a_person_and_taken_back(api: Api) -> None:
    name, other = await of_device(api, "S1"), await of_device(api, "S2")
    person = await api.made("/v1/people", {"name": "Amina"})
    given = await api.made(f"/v1/alerts/{name}/assign", {"person": person["id"], "note": "on site"})
    assert given["assignee"] == person["id"]
    assert given["acknowledged_by"] is None
    assert words(given["timeline"])[-1] == "assigned"
    assert await listed(api, f"?assignee={person['id']}") == [name]
    assert await listed(api, "?assignee=none") == [other]
    unknown = await api.post(f"/v1/alerts/{name}/assign", {"person": "person_nobody"})
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, "person_not_found")
    assert (await api.made(f"/v1/alerts/{name}/assign", {"person": None}))["assignee"] is None


async def test_a_key_that_belongs_to_a_person_acts_in_their_name(api: Api) -> None:
    person = await api.made("/v1/people", {"name": "Amina", "language": "ar"})
    theirs = await api.key("operator", person=person["id"])
    name = await of_device(api, "S1")
    taken = await api.made(f"/v1/alerts/{name}/acknowledge", {}, key=theirs)
    assert taken["acknowledged_by"] == person["id"]
    assert taken["timeline"][-1]["by"] == person["id"]
    assert (await api.get(f"/v1/alerts/{name}", key=theirs)).json()["runbook"].startswith("لم يضع شيء")


async def test_comments_stay_also_after_the_end(api: Api) -> None:
    name = await of_device(api, "S1")
    await api.made(f"/v1/alerts/{name}/comment", {"text": "The carrier has ticket 4711."})
    over = await api.made(f"/v1/alerts/{name}/resolve", {"note": "moved to another wall"})
    assert (over["status"], over["resolved_at"] is not None) == ("resolved", True)
    after = await api.made(f"/v1/alerts/{name}/comment", {"text": "It was the plug."})
    assert [(entry["what"], entry["text"]) for entry in after["timeline"]][1:] == [
        ("comment", "The carrier has ticket 4711."),
        ("resolved", "moved to another wall"),
        ("comment", "It was the plug."),
    ]
    for action, body in (
        ("acknowledge", {}),
        ("snooze", {"until": in_hours(1)}),
        ("resolve", {"note": "again"}),
    ):
        refused = await api.post(f"/v1/alerts/{name}/{action}", body)
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "conflict")


async def test_what_is_called_over_by_hand_is_told_with_who_did_it(api: Api) -> None:
    told, untold = await of_device(api, "S1"), await of_device(api, "S2", status="pending")
    for name in (told, untold):
        await api.made(f"/v1/alerts/{name}/resolve", {"note": "x"})
    events = (await api.get("/v1/events?types=alert.resolved")).json()["data"]
    assert [one["alert_id"] for one in events] == [told]  # of the other nobody had heard
    assert events[0]["resolved_by"].startswith("key_")


async def test_taking_an_alert_on_holds_back_what_was_still_to_be_told(api: Api) -> None:
    made = {"public_id": "chn_1", "name": "duty", "kind": "console", "settings": {}, "enabled": True}
    row = {"tenant_id": api.home.tenant_id, "id": 1, "failures": 0, "created_at": 0, "version": 1, **made}
    await api.store.write(lambda conn: conn.execute(channel.insert().values(**row)))
    name = await of_device(api, "S1", severity="critical")
    holds = sa.select(notice.c.held_for).where(notice.c.status == "waiting")

    async def held() -> set[str | None]:
        return set(await api.store.read(lambda conn: conn.scalars(holds).all()))

    assert await held() == {None}
    await api.made(f"/v1/alerts/{name}/acknowledge", {})
    assert await held() == {"acknowledged"}
    await actions.expire_acknowledgements(api.store, lambda: now_us() + 9 * HOUR_US)
    assert None in await held()


async def test_a_site_outage_shows_the_alerts_that_it_explains(api: Api) -> None:
    site = await api.made("/v1/sites", {"name": "HQ"})
    device = await api.device("S1", site="hq")
    entity = Entity("site", site["id"])
    outage = await opened(api, "site_outage", entity, devices=(device["id"],))
    explained = await opened(
        api,
        "device_offline",
        Entity("device", device["id"]),
        "inhibited",
        parent=("site_outage", entity),
        tell=False,
    )
    found = (await api.get(f"/v1/alerts/{outage}")).json()
    assert [(one["id"], one["status"], one["parent_id"]) for one in found["children"]] == [
        (explained, "inhibited", outage)
    ]
    assert (await api.get(f"/v1/alerts/{explained}")).json()["children"] == []


async def test_a_key_limited_to_a_site_sees_what_is_about_it_alone(api: Api) -> None:
    for number, slug in enumerate(("hq", "farm")):
        await api.made("/v1/sites", {"name": slug})
        await api.device(f"S{number}", id=f"dev_{slug}", site=slug)
    here = await opened(api, "device_offline", Entity("device", "dev_hq"))
    there = await opened(api, "device_offline", Entity("device", "dev_farm"))
    nowhere = await opened(api, "tenant_connectivity", Entity("tenant", "tenant"), devices=())
    limited = await api.key("operator", site_ids=["hq"])
    assert await listed(api, key=limited) == [here]
    assert (await api.get("/v1/alerts?include=total_count", key=limited)).json()["total_count"] == 1
    for name in (there, nowhere):
        assert (await api.get(f"/v1/alerts/{name}", key=limited)).status_code == 404
        hidden = await api.post(f"/v1/alerts/{name}/acknowledge", {}, key=limited)
        missing = await api.post("/v1/alerts/alr_nothing/acknowledge", {}, key=limited)
        assert hidden.status_code == missing.status_code == 404
    assert (
        await api.post("/v1/alerts/acknowledge", {"alerts": [here, there]}, key=limited)
    ).status_code == 404
    assert (await api.post(f"/v1/alerts/{here}/acknowledge", {}, key=limited)).status_code == 200


async def test_an_action_can_be_held_to_the_version_that_was_seen(api: Api) -> None:
    name = await of_device(api, "S1")
    seen = (await api.get(f"/v1/alerts/{name}")).headers["ETag"]
    await api.made(f"/v1/alerts/{name}/comment", {"text": "meanwhile"}, headers={"If-Match": seen})
    stale = await api.post(f"/v1/alerts/{name}/acknowledge", {}, headers={"If-Match": seen})
    assert (stale.status_code, stale.json()["error"]["code"]) == (412, "precondition_failed")
    again = await api.get(f"/v1/alerts/{name}")
    assert again.json()["acknowledged_by"] is None
    unchanged = await api.get(f"/v1/alerts/{name}", headers={"If-None-Match": again.headers["ETag"]})
    assert unchanged.status_code == 304


@on_sqlite
async def test_a_repeated_request_comments_once(api: Api) -> None:
    name = await of_device(api, "S1")
    for _ in range(2):
        await api.made(f"/v1/alerts/{name}/comment", {"text": "once", "idempotency_key": "k-1"})
    found = (await api.get(f"/v1/alerts/{name}")).json()
    assert words(found["timeline"]) == ["firing", "comment"]


@on_sqlite
async def test_the_client_does_what_the_api_does(api: Api) -> None:
    first, second = await of_device(api, "S1"), await of_device(api, "S2")
    person = await api.made("/v1/people", {"name": "Amina"})
    async with EdgeClient(str(api.http.base_url), api.home.admin) as client:
        assert {one["id"] async for one in client.alerts(limit=1)} == {first, second}
        taken = await client.acknowledge_alerts(first, second, note="one call")
        assert all(one["acknowledge_expires_at"] for one in taken)
        await client.acknowledge_alerts(first, until=None, note="a spare is on its way")
        assert (await client.alert(first, "fr"))["runbook"].startswith("Rien n’est")
        assert (await client.snooze_alert(second, in_hours(2)))["snoozed_until"] is not None
        assert (await client.assign_alert(second, person["id"]))["assignee"] == person["id"]
        assert (await client.comment_alert(second, "The plug."))["timeline"][-1]["text"] == "The plug."
        assert (await client.resolve_alert(second, "plugged in"))["status"] == "resolved"
        with pytest.raises(RequestRefused, match="is over already"):
            await client.resolve_alert(second, "again")


@pytest.mark.parametrize("name", ["alr_", "x" * 300, "%00", "dev_1"])
async def test_what_is_no_id_of_an_alert_is_not_found(api: Api, name: str) -> None:
    assert (await api.get(f"/v1/alerts/{name}")).json()["error"]["code"] == "alert_not_found"
    found = await api.post(f"/v1/alerts/{name}/comment", {"text": "x"})
    assert found.json()["error"]["code"] == "alert_not_found"


@on_sqlite
async def test_an_open_alert_of_a_terminal_shows_as_its_health(api: Api) -> None:
    numbers = itertools.count()

    async def health(kind: str, status: Status = "firing") -> tuple[str, list[str]]:
        made = await api.device(f"H{next(numbers)}")
        await opened(api, kind, Entity("device", made["id"]))
        if status != "firing":
            await moved(api, made["id"], status)
        found = (await api.get(f"/v1/devices/{made['id']}")).json()
        whole = (await api.get("/v1/devices")).json()["data"]
        assert found == next(one for one in whole if one["id"] == made["id"])
        shown = (await api.get(f"/v1/devices/{made['id']}/health")).json()
        assert (shown["health"], shown["health_reasons"]) == (found["health"], found["health_reasons"])
        return found["health"], found["health_reasons"]

    assert await health("device_unstable", "unstable") == ("unstable", ["device_unstable"])
    assert await health("clock_drift") == ("degraded", ["clock_drift"])
    assert await health("storage_nearly_full", "resolving") == ("degraded", ["storage_nearly_full"])
    assert await health("clock_drift", "pending") == ("ok", [])
    assert await health("device_offline") == ("ok", [])  # its status says so
    assert await health("duplicate_serial") == ("degraded", ["identity_conflict"])
    assert len((await api.get("/v1/devices?health=degraded")).json()["data"]) == 3
    assert len((await api.get("/v1/devices?status=unstable")).json()["data"]) == 1
    for name in await listed(api, "?kind=clock_drift&status=firing"):
        await api.made(f"/v1/alerts/{name}/resolve", {"note": "x"})
    assert len((await api.get("/v1/devices?health=degraded")).json()["data"]) == 2


@on_sqlite
async def test_the_health_of_a_fleet_costs_no_more_queries_than_that_of_one(api: Api) -> None:
    async def queries() -> int:
        with statements() as sent:
            assert (await api.get("/v1/devices")).status_code == 200
        return len(sent)

    await of_device(api, "S0", "clock_drift")
    alone = await queries()
    for number in range(1, 6):
        await of_device(api, f"S{number}", "clock_drift")
    assert await queries() == alone

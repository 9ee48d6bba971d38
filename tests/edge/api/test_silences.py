"""Silences by the API: who hides what, until when, and what is hidden now."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from common.instants import rfc3339
from edge.alerts import book
from edge.alerts.model import Change, Entity
from edge.alerts.muting import muted_by
from edge.store.alert_tables import alert
from edge.store.ids import now_us, public_id, row_id
from edge.store.notice_tables import notice
from tests.edge.api.conftest import Account, Api, on_sqlite

PATH = "/v1/silences"
HOUR_US = 3_600_000_000


def later(hours: float) -> str:
    return rfc3339(now_us() + round(hours * HOUR_US))


async def fires(
    api: Api, device: str, kind: str = "device_offline", status: str = "firing", whose: Account | None = None
) -> str:
    """An alert about a device moves. Returns its id."""
    account = whose or api.home
    change = Change(
        at=now_us() / 1e6,
        rule=f"rule_{kind}",
        kind=kind,
        entity=Entity("device", device),
        status=status,  # type: ignore[arg-type]  # a test names it
        title=f"{kind} of {device}",
        devices=(device,),
        tell=True,
    )
    statement = (
        sa.select(alert.c.id).where(alert.c.tenant_id == account.tenant_id).order_by(alert.c.id.desc())
    )

    def unit(conn: sa.Connection) -> int:
        book.apply(conn, api.store.ids, account.tenant_id, [change], now_us())
        return int(conn.execute(statement.limit(1)).scalar_one())

    return public_id("alr", await api.store.write(unit))


async def mutes(api: Api) -> dict[str, str | None]:
    """What mutes each alert, looked up and as its row says; by the device it is about."""

    def look(conn: sa.Connection) -> dict[str, tuple[str | None, str | None]]:
        found = {}
        for row in conn.execute(sa.select(alert).order_by(alert.c.id)).mappings():
            muted = muted_by(conn, row["tenant_id"], row, now_us())
            found[row["entity_id"]] = (None if muted is None else muted.by, row["muted"])
        return found

    seen = await api.store.read(look)
    assert all(now == noted for now, noted in seen.values()), seen
    return {device: now for device, (now, _) in seen.items()}


async def test_a_silence_hides_what_it_matches_and_says_what_that_is(api: Api) -> None:
    await api.device("A1", id="dev_a1", tags=["gate"])
    await api.device("A2", id="dev_a2")
    hidden, told = await fires(api, "dev_a1"), await fires(api, "dev_a2")
    body = {"matcher": {"tags": ["gate"]}, "ends_at": later(1), "reason": "Roof works"}
    made = await api.post(PATH, body)
    assert made.status_code == 201, made.text
    silence = made.json()
    assert silence["hides"] == {"count": 1, "alerts": [hidden]}
    assert (silence["active"], silence["reason"]) == (True, "Roof works")
    assert silence["created_by"].startswith("key_")
    assert await mutes(api) == {"dev_a1": silence["id"], "dev_a2": None}
    assert (await api.get(PATH, params={"active": "true"})).json()["data"] == [silence]
    assert told not in silence["hides"]["alerts"]
    ended = (await api.post(f"{PATH}/{silence['id']}/end")).json()
    assert (ended["active"], ended["hides"]) == (False, {"count": 0, "alerts": []})
    assert await mutes(api) == {"dev_a1": None, "dev_a2": None}
    assert [one["id"] for one in (await api.get(PATH)).json()["data"]] == [silence["id"]], "kept for the list"
    assert (await api.get(PATH, params={"active": "true"})).json()["data"] == []


async def test_it_outlives_the_recovery_of_the_alert_that_it_was_made_of(api: Api) -> None:
    await api.device("A1", id="dev_a1")
    await api.device("A2", id="dev_a2")
    first = await fires(api, "dev_a1")
    silence = await api.made(PATH, {"matcher": {"alerts": [first]}, "ends_at": later(1)})
    assert silence["matcher"] == {"alerts": [first]}
    await fires(api, "dev_a1", status="resolved")
    assert (await api.get(f"{PATH}/{silence['id']}")).json()["hides"]["count"] == 0
    again = await fires(api, "dev_a1")
    assert again != first
    assert (await api.get(f"{PATH}/{silence['id']}")).json()["hides"]["alerts"] == [again]
    other = await fires(api, "dev_a1", "command_failed")
    same_rule = await fires(api, "dev_a2")
    hides = (await api.get(f"{PATH}/{silence['id']}")).json()["hides"]["alerts"]
    assert hides == [again], (other, same_rule)


async def test_one_of_severities_lets_through_what_becomes_worse(api: Api) -> None:
    await api.device("A1", id="dev_a1")
    await fires(api, "dev_a1")
    body = {"matcher": {"kinds": ["device_offline"], "severities": ["warning"]}, "ends_at": later(1)}
    silence = await api.made(PATH, body)
    assert silence["hides"]["count"] == 1
    await api.store.write(lambda conn: conn.execute(alert.update().values(severity="critical")))
    assert (await api.get(f"{PATH}/{silence['id']}")).json()["hides"]["count"] == 0


async def test_at_most_twenty_are_listed_of_all_that_are_counted(api: Api) -> None:
    for number in range(23):
        await api.device(f"A{number}", id=f"dev_a{number}")
        await fires(api, f"dev_a{number}")
    silence = await api.made(PATH, {"matcher": {"kinds": ["device_offline"]}, "ends_at": later(1)})
    assert (silence["hides"]["count"], len(silence["hides"]["alerts"])) == (23, 20)


async def test_it_can_be_made_longer_but_not_be_brought_back(api: Api) -> None:
    silence = await api.made(PATH, {"matcher": {"tags": ["x"]}, "ends_at": later(1)})
    path = f"{PATH}/{silence['id']}"
    until = later(5)
    changed = await api.patch(path, {"ends_at": until, "reason": "It takes longer"})
    assert (changed.json()["ends_at"], changed.json()["reason"]) == (until, "It takes longer")
    await api.post(f"{path}/end")
    for call in (api.patch(path, {"ends_at": later(5)}), api.post(f"{path}/end")):
        refused = await call
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "conflict")
    actions = [
        entry["action"]
        for entry in (await api.get("/v1/audit")).json()["data"]
        if entry["target"] == silence["id"]
    ]
    assert sorted(actions) == ["silence.change", "silence.create", "silence.end"]


@on_sqlite
@pytest.mark.parametrize(
    ("wrong", "param"),
    [
        ({"matcher": {}}, "matcher"),
        ({"matcher": {"kinds": ["bad_weather"]}}, "matcher.kinds"),
        ({"matcher": {"severities": ["dire"]}}, "matcher.severities.0"),
        ({"matcher": {"alerts": []}}, "matcher.alerts"),
        ({"ends_at": "2020-01-01T00:00:00Z"}, "ends_at"),
        ({"ends_at": "2090-01-01T00:00:00Z"}, "ends_at"),
        ({"ends_at": "2096-11-28T00:00:00"}, "ends_at"),
        ({"reason": "a\x00b"}, "reason"),
    ],
)
async def test_what_is_no_silence_is_refused(api: Api, wrong: dict[str, Any], param: str) -> None:
    refused = await api.post(PATH, {"matcher": {"tags": ["x"]}, "ends_at": later(1), **wrong})
    assert (refused.status_code, refused.json()["error"]["param"]) == (422, param), refused.text


async def test_foreign_alerts_are_missing_ones(api: Api) -> None:
    await api.made("/v1/devices", {"serial_number": "X1", "id": "dev_x1"}, key=api.other.admin)
    foreign = await fires(api, "dev_x1", whose=api.other)
    for name in (foreign, "alr_nothing", "alr_" + "0" * 26):
        refused = await api.post(PATH, {"matcher": {"alerts": [name]}, "ends_at": later(1)})
        assert (refused.status_code, refused.json()["error"]["code"]) == (404, "alert_not_found")


async def test_a_key_of_some_sites_keeps_to_them(api: Api) -> None:
    for serial in ("a1", "b1"):
        await api.device(serial, id=f"dev_{serial}")
    await api.made("/v1/sites", {"name": "HQ", "slug": "hq", "devices": ["a1"]})
    await api.made("/v1/sites", {"name": "Farm", "slug": "farm", "devices": ["b1"]})
    limited = await api.key("operator", site_ids=["hq"])
    own, foreign = await fires(api, "dev_a1"), await fires(api, "dev_b1")
    by_kind = {"kinds": ["device_offline"]}
    everywhere = await api.made(PATH, {"matcher": by_kind, "ends_at": later(1)})
    theirs = await api.made(PATH, {"matcher": {"alerts": [foreign]}, "ends_at": later(1)})
    refused = await api.post(PATH, {"matcher": by_kind, "ends_at": later(1)}, key=limited)
    assert refused.status_code == 403
    missing = await api.post(PATH, {"matcher": {"alerts": [foreign]}, "ends_at": later(1)}, key=limited)
    assert missing.status_code == 404
    made = await api.made(PATH, {"matcher": {"alerts": [own]}, "ends_at": later(1)}, key=limited)
    seen = (await api.get(PATH, key=limited)).json()["data"]
    assert [(one["id"], one["hides"]["alerts"]) for one in seen] == [
        (made["id"], [own]),
        (everywhere["id"], [own]),
    ]
    assert (await api.get(f"{PATH}/{theirs['id']}", key=limited)).status_code == 404
    assert (await api.post(f"{PATH}/{everywhere['id']}/end", key=limited)).status_code == 403


async def test_what_waited_for_its_end_is_due_when_it_is_ended(api: Api) -> None:
    await api.device("A1", id="dev_a1")
    silence = await api.made(PATH, {"matcher": {"tags": ["x"]}, "ends_at": later(5)})
    alert_id = row_id("alr", await fires(api, "dev_a1"))
    values = dict.fromkeys(column.name for column in notice.columns) | {
        "tenant_id": api.home.tenant_id,
        "id": api.store.ids.next(),
        "alert_id": alert_id,
        "moment": "fired",
        "channel_id": 1,
        "severity": "warning",
        "group_key": "x",
        "dedupe_key": "x",
        "status": "waiting",
        "held_for": silence["id"],
        "due_at": now_us() + 5 * HOUR_US,
        "attempts": 0,
        "fence": 0,
        "says": {},
        "log": [],
    }
    await api.store.write(lambda conn: conn.execute(notice.insert().values(**values)))
    await api.post(f"{PATH}/{silence['id']}/end")
    due = sa.select(notice.c.due_at, notice.c.held_for).where(notice.c.id == values["id"])
    found = await api.store.read(lambda conn: conn.execute(due).one())
    assert found.due_at <= now_us()
    assert found.held_for is None

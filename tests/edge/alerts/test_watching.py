"""The chore: alerts are opened, told and closed in the database, by one process, whatever happens between."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from edge import tenants
from edge.alerts import watching as module
from edge.alerts.conditions import Reading
from edge.alerts.looking import Look, bad, good
from edge.alerts.model import Entity
from edge.alerts.selecting import Subject
from edge.alerts.watching import GRACE_S, Watching
from edge.store import leases
from edge.store.alert_tables import alert
from edge.store.schema import event
from tests.edge.alerts.conditions_kit import SECOND, START, Desk

KIND = "webhook_failing"  # 15 minutes to be told, one minute to be over


class Probe:
    """A source that finds what the test says: None is nothing at all."""

    kinds = frozenset({KIND})

    def __init__(self) -> None:
        self.finds: dict[str, bool | None] = {}
        self.severity: str | None = None
        self.gone: set[str] = set()

    def read(self, look: Look) -> Iterator[Reading]:
        for name, is_bad in self.finds.items():
            entity = Entity("webhook", name)
            rule = look.rule(KIND, Subject(entity=entity, kind=KIND))
            if rule is None or name in self.gone:
                yield from look.gone(KIND, {name})
            elif is_bad:
                yield bad(rule, entity, "T", "R", severity=self.severity, name="Payroll")  # type: ignore[arg-type]
            elif is_bad is False:
                yield good(rule, entity)


async def told(desk: Desk) -> list[str]:
    statement = sa.select(event.c.body).where(event.c.tenant_id == desk.tenant_id).order_by(event.c.id)
    bodies = await desk.store.read(lambda conn: list(conn.scalars(statement)))
    return [json.loads(body)["event"] for body in bodies]


async def test_from_pending_to_resolved(desk: Desk) -> None:
    probe = Probe()
    watching = desk.watching(probe)
    probe.finds["we_1"] = True
    await desk.rounds(watching, 885)
    assert await desk.statuses() == [(KIND, "we_1", "pending")]
    assert await told(desk) == []
    await desk.rounds(watching, 15)
    (row,) = await desk.alerts()
    assert (row["status"], row["entity_name"], row["rule"]) == ("firing", "Payroll", "rule_webhook_failing")
    assert (row["opened_at"], row["fired_at"]) == (START, START + 900 * SECOND)
    probe.finds["we_1"] = False
    await desk.rounds(watching, 60)
    (row,) = await desk.alerts()
    assert [entry["what"] for entry in row["timeline"]] == ["pending", "firing", "resolving", "resolved"]
    assert row["due_at"] is None
    assert await told(desk) == ["alert.opened", "alert.resolved"]


async def test_what_passes_leaves_nothing(desk: Desk) -> None:
    probe = Probe()
    watching = desk.watching(probe)
    probe.finds["we_1"] = True
    await desk.rounds(watching, 600)
    probe.finds["we_1"] = False
    await desk.rounds(watching, 15)
    assert await desk.alerts() == []


async def test_a_restart_goes_on_where_the_other_stopped(desk: Desk) -> None:
    probe = Probe()
    probe.finds["we_1"] = True
    await desk.rounds(desk.watching(probe), 600)
    await desk.rounds(desk.watching(probe, owner="one", grace_s=GRACE_S), 300)
    assert await desk.statuses() == [(KIND, "we_1", "firing")]


async def test_nothing_is_judged_right_after_a_start(desk: Desk) -> None:
    probe = Probe()
    await desk.rule(KIND, params={"hold_s": 0})
    probe.finds["we_1"] = True
    watching = desk.watching(probe, grace_s=GRACE_S)
    await desk.rounds(watching, GRACE_S - 15)
    assert await desk.alerts() == []
    await desk.rounds(watching, 30)
    assert await desk.statuses() == [(KIND, "we_1", "firing")]


@pytest.mark.parametrize("hours", [3, -3])
async def test_a_clock_that_is_set_ends_no_hold(desk: Desk, hours: int) -> None:
    probe = Probe()
    probe.finds["we_1"] = True
    watching = desk.watching(probe)
    await desk.rounds(watching, 600)
    desk.wall += hours * 3600 * SECOND
    await desk.rounds(watching, 270)
    assert await desk.statuses() == [(KIND, "we_1", "pending")]
    await desk.rounds(watching, 45)
    assert await desk.statuses() == [(KIND, "we_1", "firing")]


async def test_of_two_processes_one_looks(desk: Desk) -> None:
    first, second = Probe(), Probe()
    first.finds["we_1"] = second.finds["we_1"] = True
    await desk.rule(KIND, params={"hold_s": 0})
    one, two = desk.watching(first, owner="one"), desk.watching(second, owner="two")
    await one.look()
    await two.look()
    second.finds["we_1"] = False
    await two.look()
    assert await desk.statuses() == [(KIND, "we_1", "firing")]


async def test_a_stolen_lease_stops_what_was_under_way(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped between looking and writing, until another had taken over."""
    probe = Probe()
    probe.finds["we_1"] = True
    await desk.rule(KIND, params={"hold_s": 0})
    watching = desk.watching(probe)

    await watching.look()
    probe.finds["we_2"] = True

    def steal(conn: sa.Connection) -> None:
        leases.release(conn, desk.tenant_id, module.LEASE, "one")
        assert leases.acquire(conn, desk.tenant_id, module.LEASE, "two", 60 * SECOND) is not None

    await desk.store.write(steal)
    await watching.look()  # holds its fence for 20 s without asking
    assert await desk.statuses() == [(KIND, "we_1", "firing")]


async def test_what_was_resolved_by_hand_rests(desk: Desk) -> None:
    probe = Probe()
    probe.finds["we_1"] = True
    await desk.rule(KIND, params={"hold_s": 0, "clear_s": 0})
    watching = desk.watching(probe)
    await watching.look()
    await desk.run(alert.update().values(status="resolved", resolved_at=desk.wall))
    await desk.rounds(watching, 300)
    assert await desk.statuses() == [(KIND, "we_1", "resolved")]
    probe.finds["we_1"] = False
    await desk.rounds(watching, 15)
    probe.finds["we_1"] = True
    await desk.rounds(watching, 15)
    assert [status for _, _, status in await desk.statuses()] == ["resolved", "firing"]


async def test_resolved_by_hand_and_bad_the_day_after_it_is_told_again(desk: Desk) -> None:
    probe = Probe()
    probe.finds["we_1"] = True
    await desk.rule(KIND, params={"hold_s": 0})
    watching = desk.watching(probe)
    await watching.look()
    await desk.run(alert.update().values(status="resolved", resolved_at=desk.wall))
    desk.passes(86_400)
    await watching.look()
    rows = await desk.alerts("status", "due_at")
    assert [row["status"] for row in rows] == ["resolved", "firing"]
    assert rows[0]["due_at"] is None


async def test_a_rule_that_is_switched_off_closes_what_it_opened(desk: Desk) -> None:
    probe = Probe()
    probe.finds["we_1"] = True
    await desk.rule(KIND, params={"hold_s": 0})
    watching = desk.watching(probe)
    await watching.look()
    await desk.rule(KIND, enabled=False)
    await watching.look()
    (row,) = await desk.alerts()
    assert (row["status"], row["timeline"][-1]["text"]) == ("resolved", "It is watched no more.")


async def test_a_rising_severity_stands_in_the_history(desk: Desk) -> None:
    probe = Probe()
    probe.finds["we_1"] = True
    await desk.rule(KIND, params={"hold_s": 0})
    watching = desk.watching(probe)
    await watching.look()
    probe.severity = "critical"
    await watching.look()
    await watching.look()
    (row,) = await desk.alerts()
    assert row["severity"] == "critical"
    assert [entry["what"] for entry in row["timeline"]] == ["firing", "raised"]


async def test_many_at_once_are_written_in_parts(desk: Desk) -> None:
    probe = Probe()
    probe.finds = {f"we_{number}": True for number in range(60)}
    await desk.rule(KIND, params={"hold_s": 0})
    await desk.watching(probe).look()
    assert {status for _, _, status in await desk.statuses()} == {"firing"}
    assert len(await desk.alerts()) == 60


async def test_each_tenant_is_looked_at_by_its_own_rules(desk: Desk) -> None:
    other = await desk.store.write(
        lambda conn: tenants.create(conn, desk.store.ids, name="other", now=START)["id"]
    )
    probe = Probe()
    probe.finds["we_1"] = True
    await desk.rule(KIND, params={"hold_s": 0})
    watching: Watching = desk.watching(probe)
    await watching.look()
    found = {(row["tenant_id"], row["status"]) for row in await desk.alerts("tenant_id", "status")}
    assert found == {(desk.tenant_id, "firing"), (other, "pending")}

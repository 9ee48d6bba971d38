"""What an edge finds of itself, and in whose list it stands."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
import sqlalchemy as sa

from edge import tenants
from edge.alerts import ruleset
from edge.alerts.looking import Look
from edge.alerts.sources import edge_itself
from edge.alerts.sources.edge_itself import EdgeItself, Vitals
from edge.alerts.watching import Watching
from tests.edge.alerts.conditions_kit import START, Desk


class Machine:
    """What an edge measures of itself."""

    def __init__(self, folder: Path) -> None:
        self.left_s = 90 * 86_400.0
        self.blind: int | None = None
        self.lag_s = self.waiting = self.failed = 0.0
        self.vitals = Vitals(
            "edge-1",
            folder,
            lambda: self.lag_s,
            lambda: self.waiting,
            lambda: self.failed,
            lambda: self.blind,
            lambda: self.left_s,
        )


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setattr(edge_itself.shutil, "disk_usage", lambda folder: Disk(500 * GIB, 100 * GIB))
    return Machine(tmp_path)


GIB = 1024**3


class Disk(NamedTuple):
    total: int
    free: int


def of_itself(desk: Desk, machine: Machine) -> Watching:
    itself = EdgeItself(machine.vitals)
    return desk.watching(itself, lease="alert_conditions:edge-1", only="edge-1", prepare=itself.measure)


async def test_an_edge_that_is_well_has_no_alerts(desk: Desk, machine: Machine) -> None:
    await desk.rounds(of_itself(desk, machine), 600)
    assert await desk.alerts() == []


async def test_a_certificate_that_is_soon_over(desk: Desk, machine: Machine) -> None:
    watching = of_itself(desk, machine)
    machine.left_s = 20.5 * 86_400
    await watching.look()
    (row,) = await desk.alerts()
    assert (row["severity"], row["title"]) == ("warning", "The certificate of edge-1 ends on 2026-11-15")
    machine.left_s = 4 * 86_400
    await watching.look()
    assert [row["severity"] for row in await desk.alerts()] == ["critical"]
    machine.left_s = 365 * 86_400.0
    await watching.look()
    assert await desk.statuses() == [("certificate_expiry", "edge-1", "resolved")]


async def test_an_edge_that_nobody_reaches_is_told_of_in_every_tenant(desk: Desk, machine: Machine) -> None:
    await desk.store.write(lambda conn: tenants.create(conn, desk.store.ids, name="other", now=START))
    watching = of_itself(desk, machine)
    machine.blind = START
    await desk.rounds(watching, 105)
    assert await desk.firing() == []
    await desk.rounds(watching, 15)
    assert await desk.firing() == ["Nobody reaches the edge edge-1"] * 2
    machine.blind = None
    await desk.rounds(watching, 60)
    assert await desk.firing() == []


@pytest.mark.parametrize(
    ("total", "free", "told"),
    [(500, 1, True), (100, 9, True), (1_000, 90, False), (8, 3, False), (500, 100, False)],
)
async def test_a_disk_that_is_short_of_room(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, total: int, free: int, told: bool
) -> None:
    """Gibibytes: less than 2, or less than a tenth while that is not much."""
    monkeypatch.setattr(edge_itself.shutil, "disk_usage", lambda folder: Disk(total * GIB, free * GIB))
    itself = EdgeItself(machine.vitals)
    await itself.measure()
    with sa.create_engine("sqlite://").connect() as conn:
        readings = list(itself.read(Look(conn, 1, START, ruleset.defaults())))
    assert [one.finding for one in readings if one.kind == "edge_health"] == ["bad" if told else "good"]


async def test_what_only_the_operator_can_mend_is_told_to_the_first_tenant(
    desk: Desk, machine: Machine
) -> None:
    await desk.store.write(lambda conn: tenants.create(conn, desk.store.ids, name="other", now=START))
    machine.lag_s, machine.left_s = 3.0, 0.0
    await desk.rounds(of_itself(desk, machine), 120)
    found = await desk.alerts("tenant_id", "kind", "severity")
    assert {(row["tenant_id"], row["kind"]) for row in found} == {
        (desk.tenant_id, "certificate_expiry"),
        (desk.tenant_id, "edge_health"),
    }


async def test_an_edge_that_is_late_now_and_then_is_well(desk: Desk, machine: Machine) -> None:
    watching = of_itself(desk, machine)
    for turn in range(8):
        machine.lag_s = 0.0 if turn % 2 else 5.0
        await watching.look()
        desk.passes(15)
    assert await desk.alerts() == []


async def test_uploads_that_wait_or_cannot_be_written(desk: Desk, machine: Machine) -> None:
    watching = of_itself(desk, machine)
    await watching.look()
    machine.waiting = 6_000
    for _ in range(10):
        machine.failed += 3
        desk.passes(15)
        await watching.look()
    (row,) = await desk.alerts()
    assert row["status"] == "firing"
    assert "6,000 uploads wait" in row["reason"]
    assert "cannot be written" in row["reason"]


async def test_another_edge_leaves_what_was_measured_of_this_one(
    desk: Desk, machine: Machine, tmp_path: Path
) -> None:
    machine.lag_s = 9.0
    await desk.rounds(of_itself(desk, machine), 120)
    other = EdgeItself(Vitals("edge-2", tmp_path))
    watching = desk.watching(
        other, owner="two", lease="alert_conditions:edge-2", only="edge-2", prepare=other.measure
    )
    await desk.rounds(watching, 600)
    assert await desk.statuses() == [("edge_health", "edge-1", "firing")]

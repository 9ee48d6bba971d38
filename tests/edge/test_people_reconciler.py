"""The chore that brings terminals in line: what it takes up, what it leaves, and that one process does it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sqlalchemy as sa

from edge import admission, commands, employees, tenants
from edge.employees import Draft
from edge.push.fitting import TerminalFitting
from edge.reconciler import TURN_S, Reconciler
from edge.store import Store, leases
from edge.store.command_tables import command
from edge.store.ids import now_us
from edge.store.migrate import migrate_sqlite
from edge.store.schema import PLATFORM
from edge.store.sqlite import open_sqlite

HOUR = 3600 * 1_000_000


@dataclass
class Fleet:
    """Two terminals of one tenant, and the reconciler of one process; `now` moves only when told."""

    store: Store
    tenant_id: int
    devices: list[int]
    now: int = field(default_factory=now_us)
    told: list[tuple[int, int]] = field(default_factory=list)
    seconds: float = 0.0
    step: float = TURN_S / 100

    def reconciler(self, owner: str = "one") -> Reconciler:
        return Reconciler(
            self.store,
            owner,
            commands.enqueue,
            TerminalFitting,
            self.told.append,
            wall=lambda: self.now,
            mono=self._tick,
        )

    def _tick(self) -> float:
        self.seconds += self.step
        return self.seconds

    async def save(self, name: str, **values: int) -> None:
        draft = Draft(name, values, devices=self.devices)
        await self.store.write(
            lambda conn: employees.save(conn, self.store.ids, self.tenant_id, [draft], now=self.now)
        )

    async def words(self) -> list[str]:
        """The commands that were given, oldest first."""
        return await self.store.read(
            lambda conn: list(conn.scalars(sa.select(command.c.command).order_by(command.c.id)))
        )


@pytest.fixture
async def fleet(tmp_path: Path) -> AsyncIterator[Fleet]:
    path = tmp_path / "punchdeck.db"
    migrate_sqlite(path)
    store = open_sqlite(path)

    def made(conn: sa.Connection) -> tuple[int, list[int]]:
        tenant_id = tenants.create(conn, store.ids, name="home", now=now_us())["id"]
        return tenant_id, [
            admission.register(conn, store.ids, tenant_id, serial=serial, now=now_us())["id"]
            for serial in ("A", "B")
        ]

    tenant_id, devices = await store.write(made)
    yield Fleet(store, tenant_id, devices)
    await store.close()


async def test_what_changed_is_taken_up_once(fleet: Fleet) -> None:
    reconciler = fleet.reconciler()
    assert await reconciler.turn() == 2  # never compared
    assert await reconciler.turn() == 0
    assert fleet.told == []
    await fleet.save("7")
    assert await reconciler.turn() == 2
    assert fleet.told == [(fleet.tenant_id, device_id) for device_id in fleet.devices]
    assert await fleet.words() == ["sync_employees", "sync_employees"]
    assert await reconciler.turn() == 0


async def test_where_nothing_changed_nothing_is_written(fleet: Fleet) -> None:
    reconciler = fleet.reconciler()
    await reconciler.turn()
    written: list[str] = []

    def note(conn: object, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith(("SELECT", "BEGIN")):
            written.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        assert await reconciler.turn() == 0
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
    assert written == []


async def test_people_come_and_go_with_their_validity(fleet: Fleet) -> None:
    reconciler = fleet.reconciler()
    await fleet.save("7", valid_from=fleet.now + HOUR, valid_to=fleet.now + 2 * HOUR)
    await reconciler.turn()
    assert await fleet.words() == []
    fleet.now += HOUR + 1
    assert await reconciler.turn() == 0  # notes who is wanted from now on
    assert await reconciler.turn() == 2
    assert await fleet.words() == ["sync_employees", "sync_employees"]
    fleet.now += HOUR
    assert await reconciler.turn() == 0
    assert await reconciler.turn() == 2
    assert (await fleet.words())[2:] == ["delete_employee", "delete_employee"]


async def test_a_turn_ends_in_time_and_the_next_goes_on(fleet: Fleet) -> None:
    reconciler = fleet.reconciler()
    fleet.step = TURN_S * 0.6  # one device fits
    assert await reconciler.turn() == 1
    assert await reconciler.turn() == 1


async def test_one_process_does_it_at_a_time(fleet: Fleet) -> None:
    await fleet.store.write(lambda conn: leases.acquire(conn, PLATFORM, "people", "another", 60_000_000))
    assert await fleet.reconciler().turn() == 0
    await fleet.store.write(lambda conn: leases.release(conn, PLATFORM, "people", "another"))
    assert await fleet.reconciler().turn() == 2

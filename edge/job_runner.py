"""Carries jobs on, a bounded part of each at a time, in one process of those that share a database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from typing import Final

import sqlalchemy as sa
import structlog

from edge import bulk_commands, bulk_employees, dead_lines, device_upserts, replacing, retiming
from edge.jobs import OPEN, Advanced, Kind
from edge.store import Store, StoreError, leases, punches
from edge.store import jobs as rows
from edge.store.ids import now_us
from edge.webhooks import replay

KINDS: Final[Mapping[str, Kind]] = {
    "attendance.retime": retiming.KIND,
    "commands.bulk": bulk_commands.KIND,
    "dead_lines.reparse": dead_lines.KIND,
    "device.replace": replacing.KIND,
    "devices.bulk_upsert": device_upserts.KIND,
    "employees.bulk_upsert": bulk_employees.KIND,
    "webhooks.replay": replay.KIND,
}
EVERY_S: Final = 1.0
THOROUGH_EVERY: Final = 5
"""Each how many rounds also what costs more to find out is looked for."""
PAUSE_S: Final = 0.02
LEASE: Final = "jobs"
LEASE_US: Final = 15 * 1_000_000

log = structlog.get_logger()


class JobRunner:
    """The chore that carries on jobs. `on_commanded` hears after the commit of each (tenant, device) that was
    given a command, `on_changed` of the serial numbers of devices that were changed. `kinds`: how jobs of
    each type go on, where not as KINDS says."""

    def __init__(
        self,
        store: Store,
        owner: str,
        on_commanded: Callable[[tuple[int, int]], None] = lambda key: None,
        wall: Callable[[], int] = now_us,
        *,
        on_changed: Callable[[Collection[str]], None] = lambda serials: None,
        kinds: Mapping[str, Kind] | None = None,
    ) -> None:
        self._store = store
        self._owner = owner
        self._on_commanded = on_commanded
        self._on_changed = on_changed
        self._kinds = kinds
        self._wall = wall
        self._round = 0

    async def advance(self) -> None:
        """One round: every job goes as far as it can now, all of them in turn. For a chore of EVERY_S."""
        thorough = self._round % THOROUGH_EVERY == 0
        self._round += 1
        due = await self._store.read(lambda conn: self._due(conn, thorough))
        while due:
            due = [key for key in due if await self._advance(*key)]
            if due:
                await asyncio.sleep(PAUSE_S)  # uploads go first

    async def _advance(self, tenant_id: int, job_id: int) -> bool:
        """Carry one job on. Returns whether there is more to do at once."""
        try:
            done = await self._store.write(lambda conn: self._unit(conn, tenant_id, job_id))
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            log.error("job_not_advanced", tenant=tenant_id, job=job_id, error=str(error))
            return False
        for key in done.commanded:
            self._on_commanded(key)
        if done.changed:
            self._on_changed(done.changed)
        return done.more

    def _unit(self, conn: sa.Connection, tenant_id: int, job_id: int) -> Advanced:
        seen = rows.by_id(conn, tenant_id, job_id)
        if seen is not None:
            punches.lock_devices(conn, sorted(self._kind(seen).devices(conn, seen)))
        # Taken in the very transaction that it protects, so whoever lost it cannot do anything late.
        if leases.acquire(conn, tenant_id, LEASE, self._owner, LEASE_US) is None:
            return Advanced()
        row = rows.hold(conn, tenant_id, job_id)
        if row is None or row["status"] not in OPEN:
            return Advanced()
        return self._kind(row).advance(conn, self._store.ids, row, self._wall())

    def _due(self, conn: sa.Connection, thorough: bool) -> list[tuple[int, int]]:
        return [
            (row["tenant_id"], row["id"])
            for row in rows.open_jobs(conn)
            if self._kind(row).due(conn, row, thorough)
        ]

    def _kind(self, row: sa.RowMapping) -> Kind:
        kinds = KINDS if self._kinds is None else self._kinds
        return kinds[row["type"]]

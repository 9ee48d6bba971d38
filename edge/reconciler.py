"""Brings terminals in line, a few at a time: those where people or places changed, or something is due."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol

import sqlalchemy as sa
import structlog

from edge import people, work_codes
from edge.matrix import Fitting
from edge.people import Enqueue
from edge.store import Store, devices, employees, leases
from edge.store import people as rows
from edge.store.ids import now_us
from edge.store.schema import PLATFORM

EVERY_S: Final = 2.0
TURN_S: Final = 8.0
"""How long one turn goes on; uploads come between any two devices of it. Far longer than the pause between
two turns: while a fleet is brought in line, its terminals wait for the next comparison most of the time."""
TENANTS_A_TURN: Final = 100
DEVICES_A_TURN: Final = 500
DAY_US: Final = 86_400 * 1_000_000
"""Every device is compared at least daily, so that nothing stays wrong that nobody noticed changing."""
LEASE: Final = "people"
LEASE_US: Final = 60 * 1_000_000

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Due:
    """What is to be done for a tenant: employees whose validity began or ended, devices to be compared."""

    tenant_id: int
    crossed: dict[int, str]
    device_ids: list[int]


class Fits(Fitting, work_codes.Fitting, Protocol):
    """What a terminal can hold."""


class Reconciler:
    """Compares devices with who should be there, in one process at a time.

    `fitting` makes the fitting of a row of `store.devices.whole`; `given` hears after the commit which
    (tenant, device) was given commands.
    """

    def __init__(
        self,
        store: Store,
        owner: str,
        enqueue: Enqueue,
        fitting: Callable[[sa.RowMapping], Fits],
        given: Callable[[tuple[int, int]], None],
        wall: Callable[[], int] = now_us,
        mono: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._owner = owner
        self._enqueue = enqueue
        self._fitting = fitting
        self._given = given
        self._wall = wall
        self._mono = mono
        self._next_tenant = 0
        self._validity_seen: dict[int, int] = {}

    async def turn(self) -> int:
        """One turn. Returns how many devices were compared; where nothing changed, it only reads."""
        started, now = self._mono(), self._wall()
        work = await self._store.read(lambda conn: self._due(conn, now))
        if not work:
            return 0
        fence = await self._store.write(
            lambda conn: leases.acquire(conn, PLATFORM, LEASE, self._owner, LEASE_US)
        )
        if fence is None:
            return 0
        compared = 0
        for due in work:
            if due.crossed:
                await self._store.write(partial(_cross, due, now))
            self._validity_seen[due.tenant_id] = now
            for device_id in due.device_ids:
                if self._mono() - started > TURN_S:
                    return compared
                compared += await self._compare(due.tenant_id, device_id, fence)
        return compared

    def _due(self, conn: sa.Connection, now: int) -> list[_Due]:
        """What is to be done for the next tenants, who take turns."""
        tenants = rows.tenant_ids(conn)
        start = self._next_tenant % len(tenants) if tenants else 0
        chosen = (tenants[start:] + tenants[:start])[:TENANTS_A_TURN]
        self._next_tenant = start + len(chosen)
        found = []
        for tenant_id in chosen:
            since = self._validity_seen.get(tenant_id, now - DAY_US)
            crossing = employees.crossing(conn, tenant_id, since, now)
            crossed = {}
            if crossing:
                known = employees.by_ids(conn, tenant_id, crossing)
                crossed = {row_id: row["pin"] for row_id, row in known.items()}
            else:
                self._validity_seen[tenant_id] = now
            device_ids = rows.due(conn, tenant_id, now, now - DAY_US, DEVICES_A_TURN)
            if crossed or device_ids:
                found.append(_Due(tenant_id, crossed, device_ids))
        return found

    async def _compare(self, tenant_id: int, device_id: int, fence: int) -> int:
        def unit(conn: sa.Connection) -> tuple[int, int]:
            if not leases.holds(conn, PLATFORM, LEASE, fence):
                return 0, 0
            row = devices.by_id(conn, tenant_id, device_id)
            if row is None or row["state"] == "retired":
                return 0, 0
            ids, fitting, now = self._store.ids, self._fitting(row), self._wall()
            given = people.compare(conn, ids, row, fitting, self._enqueue, now=now)
            if not given:
                given = people.call_the_roll(conn, ids, row, self._enqueue, now=now)
            given += work_codes.compare(conn, ids, row, fitting, self._enqueue, now=now)
            return 1, given

        compared, given = await self._store.write(unit)
        if given:
            self._given((tenant_id, device_id))
            log.info("people_told", tenant=tenant_id, device=device_id, commands=given)
        return compared


def _cross(due: _Due, now: int, conn: sa.Connection) -> None:
    people.marked(conn, due.tenant_id, due.crossed, now=now)

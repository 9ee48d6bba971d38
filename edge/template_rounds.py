"""Templates and photos are looked after in rounds: given to terminals that lack them, let go of in time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Final

import sqlalchemy as sa
import structlog

from edge import biometrics
from edge.biometrics import Enqueue, Fits
from edge.store import Store, devices, leases
from edge.store import biometrics as rows
from edge.store.biometrics import Kept
from edge.store.ids import now_us
from edge.store.people import tenant_ids
from edge.store.schema import PLATFORM

GIVE_EVERY_S: Final = 60.0
FORGET_EVERY_S: Final = 3600.0
LEAVERS_DAYS: Final = 30
"""For how long a template is kept after employment ended, or nothing knows the person any more."""
PAUSE_S: Final = 0.05
LEASE: Final = "biometrics"
LEASE_US: Final = 600 * 1_000_000
DAY_US: Final = 86_400 * 1_000_000

log = structlog.get_logger()


class TemplateRounds:
    """Looks after what is kept of people's bodies, in one process at a time.

    `given` hears after the commit which (tenant, device) was given commands. `photo_days`: for how long
    pictures taken at punches are kept.
    """

    def __init__(
        self,
        store: Store,
        owner: str,
        enqueue: Enqueue,
        fits: Fits,
        given: Callable[[tuple[int, int]], None],
        photo_days: int,
        wall: Callable[[], int] = now_us,
    ) -> None:
        self._store = store
        self._owner = owner
        self._enqueue = enqueue
        self._fits = fits
        self._given = given
        self._photo_days = photo_days
        self._wall = wall

    async def give(self) -> int:
        """Give every terminal some of the templates that it lacks. Returns how many were given."""
        fence = await self._fence()
        if fence is None:
            return 0
        given = 0
        for tenant_id in await self._store.read(tenant_ids):
            if not await self._store.read(partial(_keeps_any, tenant_id)):
                continue
            for device_id in await self._store.read(partial(_served, tenant_id)):
                given += await self._give(tenant_id, device_id, fence)
                await asyncio.sleep(PAUSE_S)  # uploads go first
        return given

    async def _give(self, tenant_id: int, device_id: int, fence: int) -> int:
        def lacking(conn: sa.Connection) -> list[Kept]:
            row = devices.by_id(conn, tenant_id, device_id)
            return [] if row is None else biometrics.lacking(conn, row, self._fits, now=self._wall())

        def unit(conn: sa.Connection) -> int:
            row = devices.by_id(conn, tenant_id, device_id)
            if row is None or not leases.holds(conn, PLATFORM, LEASE, fence):
                return 0
            return biometrics.give(conn, self._store.ids, row, templates, self._enqueue, now=self._wall())

        templates = await self._store.read(lacking)
        if not templates:
            return 0
        given = await self._store.write(unit)
        if given:
            self._given((tenant_id, device_id))
            log.info("templates_given", tenant=tenant_id, device=device_id, commands=given)
        return given

    async def forget(self) -> int:
        """Delete photos that are too old, and what is left of those who left. Returns how many."""
        fence = await self._fence()
        if fence is None:
            return 0
        deleted, now = 0, self._wall()
        for tenant_id in await self._store.read(tenant_ids):
            deleted += await self._delete(
                rows.delete_photos, tenant_id, now - self._photo_days * DAY_US, fence
            )
            deleted += await self._delete(rows.delete_leavers, tenant_id, now - LEAVERS_DAYS * DAY_US, fence)
        return deleted

    async def _delete(
        self, step: Callable[[sa.Connection, int, int], int], tenant_id: int, before: int, fence: int
    ) -> int:
        def unit(conn: sa.Connection) -> int:
            return step(conn, tenant_id, before) if leases.holds(conn, PLATFORM, LEASE, fence) else 0

        total = 0
        while deleted := await self._store.write(unit):
            total += deleted
            await asyncio.sleep(PAUSE_S)
        return total

    async def _fence(self) -> int | None:
        return await self._store.write(
            lambda conn: leases.acquire(conn, PLATFORM, LEASE, self._owner, LEASE_US)
        )


def _keeps_any(tenant_id: int, conn: sa.Connection) -> bool:
    return bool(rows.kinds_kept(conn, tenant_id))


def _served(tenant_id: int, conn: sa.Connection) -> list[int]:
    return list(rows.devices_served(conn, tenant_id))

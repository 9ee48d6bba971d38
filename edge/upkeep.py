"""What has to be done now and then: saving what is only in memory, letting go of what is old."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
import structlog

from edge.feed import KEPT_DAYS
from edge.store import Store, StoreError, leases, retention
from edge.store.ids import now_us
from edge.store.schema import PLATFORM

DAY_US: Final = 86_400 * 1_000_000
RAW_DAYS: Final = 7
IDEMPOTENCY_DAYS: Final = 2
LONG_IDEMPOTENCY_DAYS: Final = 7
COMMAND_DAYS: Final = 90
DELIVERY_DAYS: Final = 14
DEAD_DELIVERY_DAYS: Final = 30
LATENCY_DAYS: Final = 2
AUDIT_DAYS: Final = 400
SILENCE_DAYS: Final = 30
NOTICE_DAYS: Final = 90
ALERT_DAYS: Final = 400
REMEDY_DAYS: Final = 30
PAUSE_S: Final = 0.05
LEASE_US: Final = 600 * 1_000_000

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Chore:
    """Something done every `every_s` seconds, the first time after so many or `at_once`; what goes wrong is
    logged, and the next round tries again."""

    name: str
    every_s: float
    work: Callable[[], Awaitable[object]]
    at_once: bool = False

    async def run(self) -> None:
        """Until cancelled."""
        if not self.at_once:
            await asyncio.sleep(self.every_s)
        while True:
            try:
                await self.work()
            except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
                log.error("chore_failed", chore=self.name, error=str(error))
            await asyncio.sleep(self.every_s)


@dataclass(frozen=True, slots=True)
class Singly:
    """Work that one process at a time does, of those that share the database: the holder of the lease of that
    name. What it does is safe to be done twice; the lease saves the others the trouble."""

    store: Store
    owner: str
    name: str
    work: Callable[[], Awaitable[object]]
    lease_us: int = 60 * 1_000_000

    async def __call__(self) -> None:
        """Do it, where it is ours to do."""
        if not self.store.shared or await self._is_ours():
            await self.work()

    async def _is_ours(self) -> bool:
        return (
            await self.store.write(
                lambda conn: leases.acquire(conn, PLATFORM, self.name, self.owner, self.lease_us)
            )
            is not None
        )


class Retention:
    """Lets go of old rows, in one process at a time and in small steps."""

    def __init__(
        self, store: Store, owner: str, default_days: int | None, wall: Callable[[], int] = now_us
    ) -> None:
        self._store = store
        self._owner = owner
        self._default_days = default_days
        self._wall = wall

    async def sweep(self) -> None:
        """One round over all tenants."""
        fence = await self._store.write(
            lambda conn: leases.acquire(conn, PLATFORM, "retention", self._owner, LEASE_US)
        )
        if fence is None:
            return
        tenants = await self._store.read(retention.kept_days)
        await self._sweep_tenant(PLATFORM, None, fence)
        for tenant_id, days in tenants:
            await self._sweep_tenant(tenant_id, days if days is not None else self._default_days, fence)

    async def _sweep_tenant(self, tenant_id: int, days: int | None, fence: int) -> None:
        now = self._wall()
        steps = [
            (retention.delete_events, KEPT_DAYS),
            (retention.delete_raw, RAW_DAYS),
            (retention.delete_idempotency, IDEMPOTENCY_DAYS),
            (retention.delete_long_idempotency, LONG_IDEMPOTENCY_DAYS),
            (retention.delete_commands, COMMAND_DAYS),
            (retention.delete_deliveries, DELIVERY_DAYS),
            (retention.delete_dead_deliveries, DEAD_DELIVERY_DAYS),
            (retention.delete_latencies, LATENCY_DAYS),
            (retention.delete_audit, AUDIT_DAYS),
            (retention.delete_silences, SILENCE_DAYS),
            (retention.delete_notices, NOTICE_DAYS),
            (retention.delete_remedies, REMEDY_DAYS),
            (retention.delete_alerts, ALERT_DAYS),
        ]
        if days is not None:
            steps.append((retention.delete_punches, days))
        for step, kept in steps:
            deleted = retention.BATCH
            while deleted >= retention.BATCH:
                deleted = await self._delete(step, tenant_id, now - kept * DAY_US, fence)
                await asyncio.sleep(PAUSE_S)  # uploads go first

    async def _delete(
        self, step: Callable[[sa.Connection, int, int], int], tenant_id: int, before: int, fence: int
    ) -> int:
        def unit(conn: sa.Connection) -> int:
            if not leases.holds(conn, PLATFORM, "retention", fence):
                return 0
            return step(conn, tenant_id, before)

        return await self._store.write(unit)

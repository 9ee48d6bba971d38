"""A tenant with terminals in a real database, whose facts and hours come as the test says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from edge import admission, sites, telling, tenants
from edge.alerts.engine import AlertEngine
from edge.feed import Feed
from edge.store import Store, devices
from edge.store.alert_tables import alert
from edge.store.ids import IdClock
from edge.store.schema import event

SECOND = 1_000_000
START = 1_791_190_800_000_000  # 2026-10-05T09:00:00Z


class World:
    """`now` (microseconds) moves only when told, and is the clock of ids and rules alike."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = START
        store.ids = IdClock(clock=lambda: self.now)
        self.feed = Feed(store)
        self.tenant_id = 0
        self.engine = self.another("first")

    def another(self, owner: str) -> AlertEngine:
        """An engine beside the first, or in its place after it died."""
        return AlertEngine(
            self.store, self.feed, owner, wall=lambda: self.now, mono=lambda: (self.now - START) / 1e6
        )

    async def begin(self, fleet: dict[str, int], name: str = "home") -> None:
        """A tenant whose sites have so many terminals each, all of them online: `S1-0`, `S1-1`, ..."""

        def unit(conn: sa.Connection) -> int:
            tenant_id: int = tenants.create(conn, self.store.ids, name=name, now=self.now)["id"]
            for site, count in fleet.items():
                row = sites.create(conn, self.store.ids, tenant_id, name=site, now=self.now)
                for number in range(count):
                    self._register(conn, tenant_id, f"{site}-{number}", row["id"])
            return tenant_id

        self.tenant_id = await self.store.write(unit)

    def _register(self, conn: sa.Connection, tenant_id: int, serial: str, site_id: int) -> None:
        row = admission.register(
            conn, self.store.ids, tenant_id, serial=serial, now=self.now, site_id=site_id
        )
        self._note(conn, row["id"], self.now, True, tenant_id)

    def _note(self, conn: sa.Connection, device_id: int, seen: int, online: bool, tenant_id: int) -> None:
        devices.save_presence(
            conn,
            [
                {
                    "tenant_id": tenant_id,
                    "device_id": device_id,
                    "last_seen_at": seen,
                    "online": online,
                    "changed_at": self.now,
                    "address": None,
                    "poll_interval_us": 10 * SECOND,
                }
            ],
        )

    async def facts(self, status: str, serials: Sequence[str], silent_s: float = 32) -> None:
        """The fact that terminals are offline or online, told as the detector tells it."""

        def unit(conn: sa.Connection) -> None:
            for serial in serials:
                row = devices.by_serial(conn, self.tenant_id, serial)
                assert row is not None
                since = self.now - round(silent_s * SECOND) if status == "offline" else self.now
                self._note(conn, row["id"], since, status == "online", self.tenant_id)
                telling.tell_device(
                    conn,
                    self.store.ids,
                    row,
                    f"device.{status}",
                    status=status,
                    last_seen=since,
                    since=since,
                )

        await self.store.write(unit)

    async def pass_s(self, seconds: float, step_s: float = 30, engine: AlertEngine | None = None) -> None:
        """Time goes by, with a turn of the engine every so often."""
        until = self.now + round(seconds * SECOND)
        while self.now < until:
            self.now = min(self.now + round(step_s * SECOND), until)
            await (engine or self.engine).turn()

    async def alerts(self) -> Sequence[sa.RowMapping]:
        statement = sa.select(alert).where(alert.c.tenant_id == self.tenant_id).order_by(alert.c.id)
        return await self.store.read(lambda conn: conn.execute(statement).mappings().all())

    async def states(self) -> list[tuple[str, str, str]]:
        """(kind, name of the entity, status) of every alert."""
        return [(row["kind"], row["entity_name"], row["status"]) for row in await self.alerts()]

    async def told(self) -> list[tuple[str, dict[str, Any]]]:
        """The events of alerts."""
        statement = (
            sa.select(event.c.type, event.c.body)
            .where(event.c.tenant_id == self.tenant_id, event.c.type.startswith("alert."))
            .order_by(event.c.id)
        )
        rows = await self.store.read(lambda conn: conn.execute(statement).all())
        return [(row.type, json.loads(row.body)) for row in rows]

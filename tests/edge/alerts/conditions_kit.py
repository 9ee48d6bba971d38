"""A tenant in a real database whose conditions are looked at, with clocks that move only when told."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from edge import admission, commands, sites, tenants
from edge.alerts import ruleset
from edge.alerts.looking import Source
from edge.alerts.watching import EVERY_S, Watching
from edge.intents import Intent
from edge.store import Store, devices
from edge.store.alert_tables import alert, alert_rule
from edge.store.attendance import clock_bound
from edge.store.command_tables import command
from edge.store.ids import EPOCH_US, NODE_BITS
from edge.store.schema import device, device_presence, punch

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY
MOST_ROUNDS = 4
START = 1_793_008_800_000_000  # 2026-10-26T10:00:00Z, a Monday


class Desk:
    """`wall` in microseconds and `mono` in seconds go together unless a test sets one of them alone."""

    def __init__(self, store: Store, tenant_id: int) -> None:
        self.store = store
        self.tenant_id = tenant_id
        self.wall = START
        self.mono = 1_000.0
        self.devices: dict[str, int] = {}
        self._random = random.Random(7)
        self._punches = 0

    @classmethod
    async def open(cls, store: Store) -> Desk:
        def unit(conn: sa.Connection) -> int:
            return int(tenants.ensure_default(conn, store.ids, now=START - 90 * DAY)[0]["id"])

        return cls(store, await store.write(unit))

    def watching(self, *sources: Source, owner: str = "one", grace_s: float = 0, **further: Any) -> Watching:
        return Watching(
            self.store,
            owner,
            sources,
            wall=lambda: self.wall,
            mono=lambda: self.mono,
            grace_s=grace_s,
            **further,
        )

    def passes(self, seconds: float) -> None:
        self.wall += round(seconds * SECOND)
        self.mono += seconds

    async def rounds(self, watching: Watching, seconds: float) -> None:
        """Look again and again for so long; of many rounds a few will do."""
        turns = max(min(round(seconds / EVERY_S), MOST_ROUNDS), 1)
        for _ in range(turns):
            await watching.look()
            self.passes(seconds / turns)
        await watching.look()

    async def site(self, name: str, zone: str | None = None) -> int:
        row = await self.store.write(
            lambda conn: sites.create(
                conn, self.store.ids, self.tenant_id, name=name, now=START - 90 * DAY, timezone=zone
            )
        )
        return int(row["id"])

    async def device(
        self, serial: str, site_id: int | None = None, *, online: bool = True, **values: Any
    ) -> str:
        """A terminal that is there for 90 days. Its public id."""

        def unit(conn: sa.Connection) -> sa.RowMapping:
            made = admission.register(
                conn,
                self.store.ids,
                self.tenant_id,
                serial=serial,
                now=self.wall - 90 * DAY,
                site_id=site_id,
                name=serial,
            )
            seen = {"last_seen_at": self.wall, "online": online, "changed_at": self.wall}
            conn.execute(
                device_presence.insert().values(tenant_id=self.tenant_id, device_id=made["id"], **seen)
            )
            if values:
                devices.note_identity(conn, self.tenant_id, made["id"], **values)
            return made

        row = await self.store.write(unit)
        self.devices[row["public_id"]] = row["id"]
        return str(row["public_id"])

    async def note(self, name: str, **values: Any) -> None:
        """What a terminal says, or what is known of it."""
        statement = device.update().where(device.c.tenant_id == self.tenant_id, device.c.public_id == name)
        await self.run(statement.values(**values))

    async def drift(self, name: str, seconds: int | None, *, off: bool = True) -> None:
        statement = device_presence.update().where(
            device_presence.c.tenant_id == self.tenant_id,
            device_presence.c.device_id == self.devices[name],
        )
        await self.run(statement.values(clock_drift_s=seconds, drift={"off": off, "samples": []}))

    async def punches(self, name: str, at: Sequence[int], offset_s: int = 0) -> None:
        """Punches at instants, by a clock that shows so much more than UTC."""
        rows = [self._punch(name, one, offset_s) for one in at]
        await self.store.write(lambda conn: conn.execute(punch.insert(), rows) if rows else None)

    def _punch(self, name: str, at: int, offset_s: int) -> dict[str, Any]:
        self._punches += 1
        local = at + offset_s * SECOND
        return {
            "tenant_id": self.tenant_id,
            "id": (at - EPOCH_US + self._punches) << NODE_BITS,
            "device_id": self.devices[name],
            "dedup": clock_bound(local) + self._punches.to_bytes(8, "big"),
            "pin": str(self._random.randrange(100)),
            "punched_at": at,
            "utc_offset": offset_s,
            "timezone": "UTC",
            "time_quality": "ok",
            "status": 0,
            "verify": 1,
            "verify_mode": "face",
            "seq": self._punches,
        }

    async def habit(self, name: str, per_week: int, weeks: int = 4, offset_s: int = 0) -> None:
        """So many punches within the hour before now, in each of the weeks before."""
        every = HOUR // max(per_week, 1)
        at = [self.wall - week * WEEK - n * every for week in range(1, weeks + 1) for n in range(per_week)]
        await self.punches(name, at, offset_s)

    async def command(self, name: str, intent: Intent, actor: str = "key_1", **values: Any) -> int:
        def unit(conn: sa.Connection) -> int:
            row = devices.by_id(conn, self.tenant_id, self.devices[name])
            assert row is not None
            made = commands.enqueue(conn, self.store.ids, row, intent, actor=actor, now=self.wall)
            return int(made["id"])

        command_id = await self.store.write(unit)
        if values:
            await self.end(command_id, **values)
        return command_id

    async def end(self, command_id: int, status: str, error: str | None = None, **values: Any) -> None:
        await self.run(
            command.update()
            .where(command.c.tenant_id == self.tenant_id, command.c.id == command_id)
            .values(status=status, finished_at=self.wall, error=error, **values)
        )

    async def rule(self, kind: str, **values: Any) -> None:
        """Change the built-in rule of a kind."""
        await self.store.write(lambda conn: ruleset.load(conn, self.store.ids, self.tenant_id))
        await self.run(
            alert_rule.update()
            .where(alert_rule.c.tenant_id == self.tenant_id, alert_rule.c.public_id == f"rule_{kind}")
            .values(**values)
        )

    async def run(self, statement: sa.Executable) -> None:
        await self.store.write(lambda conn: conn.execute(statement) and None)

    async def alerts(self, *names: str) -> list[Mapping[str, Any]]:
        """Alerts, oldest first; of these only the members named."""
        statement = sa.select(alert).order_by(alert.c.tenant_id, alert.c.id)
        rows = await self.store.read(lambda conn: conn.execute(statement).mappings().all())
        return [{name: row[name] for name in names} if names else dict(row) for row in rows]

    async def firing(self) -> list[str]:
        """The titles of what people were told of and is not over."""
        return [row["title"] for row in await self.alerts() if row["status"] in ("firing", "resolving")]

    async def statuses(self) -> list[tuple[str, str, str]]:
        """(kind, entity, status) of every alert."""
        return [(row["kind"], row["entity_id"], row["status"]) for row in await self.alerts()]

"""Terminals that nobody has registered: noted so that somebody can let them in, never more than that.

Of a waiting terminal only serial, model, address, first and last sign of life and a count are kept, so it
keeps its records and delivers them once it is approved (contract.md §2).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any, Final

import sqlalchemy as sa
import structlog

from edge import admission, telling
from edge.devices import Device, Directory
from edge.store import Store, StoreError, tenants
from edge.store import devices as rows
from edge.store.ids import now_us
from edge.store.schema import PLATFORM

MOST_PENDING: Final = 10_000
NEW_PER_MINUTE: Final = 200
TENANTS_LIFETIME_S: Final = 5.0

Network = IPv4Network | IPv6Network

log = structlog.get_logger()


class NoSuchPath(LookupError):
    """The secret in the path belongs to no tenant."""


@dataclass(slots=True)
class _Note:
    model: str | None
    address: str
    seen_at: int
    count: int


class Knocking:
    """Keeps note of unknown serials in memory and writes them in batches; admits them where it may."""

    def __init__(
        self,
        store: Store,
        directory: Directory,
        *,
        open_door: bool,
        trusted: Collection[Network] = (),
        mono: Callable[[], float] = time.monotonic,
        wall: Callable[[], int] = now_us,
    ) -> None:
        self._store = store
        self._directory = directory
        self._open = open_door
        self._trusted = tuple(trusted)
        self._mono = mono
        self._wall = wall
        self._notes: dict[tuple[int, str], _Note] = {}
        self._known: set[tuple[int, str]] = set()
        self._writing = asyncio.Lock()
        self._minute = 0
        self._new: dict[str, int] = {}
        self._paths: dict[str | None, tuple[int, float]] = {}

    async def knock(self, serial: str, secret: str | None, model: str | None, address: str) -> Device | None:
        """Note an unknown serial; where admission is open, register it and return its device. Raises
        NoSuchPath.
        """
        tenant_id = await self.tenant_of(secret)
        if self._open and tenant_id != PLATFORM:
            return await self._admit(tenant_id, serial, model)
        key = (tenant_id, serial)
        note = self._notes.get(key)
        if note is None:
            if key not in self._known and not self._may_be_new(address):
                return None
            note = self._notes[key] = _Note(model, address, 0, 0)
        note.model = model or note.model
        note.address, note.seen_at = address, self._wall()
        note.count += 1
        if key not in self._known:
            await self.flush()
        return None

    async def tenant_of(self, secret: str | None) -> int:
        """Whose waiting list a path leads to. Without a secret: the only tenant, else the installation's."""
        found = self._paths.get(secret)
        if found is not None and self._mono() - found[1] < TENANTS_LIFETIME_S:
            return found[0]

        def look(conn: sa.Connection) -> int | None:
            if secret is None:
                all_tenants = tenants.page(conn, 0, 2)
                return int(all_tenants[0]["id"]) if len(all_tenants) == 1 else PLATFORM
            row = tenants.by_path_secret(conn, secret)
            return None if row is None else int(row["id"])

        tenant_id = await self._store.read(look)
        if tenant_id is None:
            raise NoSuchPath
        if len(self._paths) > MOST_PENDING:
            self._paths.clear()
        self._paths[secret] = (tenant_id, self._mono())
        return tenant_id

    async def flush(self) -> None:
        """Write what was noted since the last time. What comes meanwhile goes with the next, all together: a
        flood of made-up serials costs one commit for many."""
        async with self._writing:
            notes, self._notes = self._notes, {}
            if notes:
                await self._save(notes)

    async def _save(self, notes: dict[tuple[int, str], _Note]) -> None:
        batch = [
            {
                "tenant_id": tenant_id,
                "serial": serial,
                "model": note.model,
                "address": note.address,
                "seen_at": note.seen_at,
                "count": note.count,
            }
            for (tenant_id, serial), note in notes.items()
        ]
        fresh = set(notes) - self._known
        try:
            await self._store.write(lambda conn: self._write(conn, batch, fresh))
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            log.error("pending_terminals_not_saved", count=len(batch), error=str(error))
            return
        if len(self._known) > 4 * MOST_PENDING:
            self._known.clear()
        self._known.update(notes)

    def forget(self) -> None:
        """Tenants or devices were changed here: paths and waiting lists are looked up again."""
        self._paths.clear()
        self._known.clear()

    def _write(
        self, conn: sa.Connection, batch: list[dict[str, Any]], fresh: Collection[tuple[int, str]]
    ) -> None:
        asked: dict[int, list[str]] = {}
        for tenant_id, serial in fresh:
            asked.setdefault(tenant_id, []).append(serial)
        before = {
            tenant_id: rows.waiting_among(conn, tenant_id, serials) for tenant_id, serials in asked.items()
        }
        rows.note_pending(conn, batch)
        for row in batch:
            key = (row["tenant_id"], row["serial"])
            if key in fresh and row["serial"] not in before[row["tenant_id"]]:
                telling.tell(
                    conn,
                    self._store.ids,
                    row["tenant_id"],
                    "device.pending",
                    serial_number=row["serial"],
                    model=row["model"],
                    address=row["address"],
                )
        for tenant_id in before:
            rows.trim_pending(conn, tenant_id, MOST_PENDING)

    async def _admit(self, tenant_id: int, serial: str, model: str | None) -> Device | None:
        def unit(conn: sa.Connection) -> None:
            known = rows.by_serial(conn, tenant_id, serial)
            if known is None:
                admission.register(
                    conn, self._store.ids, tenant_id, serial=serial, model=model, now=self._wall()
                )

        await self._store.write(unit)
        self._directory.forget([serial])
        return await self._directory.find(serial)

    def _may_be_new(self, address: str) -> bool:
        """A flood of made-up serials from one address is noted only so far."""
        try:
            where = ip_address(address)
        except ValueError:
            return True
        if where.is_loopback or any(where in network for network in self._trusted):
            return True
        minute = int(self._mono() // 60)
        if minute != self._minute:
            self._minute, self._new = minute, {}
        self._new[address] = self._new.get(address, 0) + 1
        return self._new[address] <= NEW_PER_MINUTE

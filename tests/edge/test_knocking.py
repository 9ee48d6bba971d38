"""Serials that nobody registered: noted for whoever lets them in, and never more than the edge can bear."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import sqlalchemy as sa

from edge import knocking, tenants
from edge.devices import Directory
from edge.knocking import NEW_PER_MINUTE, Knocking
from edge.store import Store, devices, open_store
from edge.store.ids import now_us


class Door:
    """Where serials knock that nobody knows, on a clock of its own. `commits`: how many writes it made."""

    def __init__(self, store: Store, tenant_id: int) -> None:
        self.store = store
        self.tenant_id = tenant_id
        self.now = now_us()
        self.commits = 0
        self._write = store.write
        store.write = self._counted  # type: ignore[method-assign]
        self.knocking = Knocking(store, Directory(store, None), open_door=False, wall=self._wall)

    def _wall(self) -> int:
        self.now += 1_000
        return self.now

    async def _counted(self, unit: Callable[[sa.Connection], Any]) -> Any:
        self.commits += 1
        return await self._write(unit)

    async def knock(self, *serials: str, address: str | None = None) -> None:
        """All at once, each from an address of its own unless one is given."""
        await asyncio.gather(
            *(
                self.knocking.knock(serial, None, None, address or f"203.0.{number // 250}.{number % 250}")
                for number, serial in enumerate(serials)
            )
        )

    async def waiting(self) -> list[str]:
        rows = await self.store.read(lambda conn: devices.pending_of(conn, self.tenant_id))
        return [row["serial"] for row in rows]


@pytest.fixture
async def door(database_url: str) -> AsyncIterator[Door]:
    store = await open_store(database_url)
    tenant, _ = await store.write(lambda conn: tenants.ensure_default(conn, store.ids, now=now_us()))
    yield Door(store, int(tenant["id"]))
    await store.close()


async def test_a_serial_waits_as_soon_as_it_has_its_answer(door: Door) -> None:
    await door.knock("A1")
    assert await door.waiting() == ["A1"]
    await door.knock("A1")
    await door.knocking.flush()
    rows = await door.store.read(lambda conn: devices.pending_of(conn, door.tenant_id))
    assert [(row["serial"], row["count"]) for row in rows] == [("A1", 2)]


async def test_a_flood_of_serials_is_written_in_few_commits(door: Door) -> None:
    await door.knock(*(f"F{number}" for number in range(300)))
    assert len(await door.waiting()) == 300
    assert door.commits <= 10


async def test_no_more_wait_than_may_and_the_latest_stay(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knocking, "MOST_PENDING", 50)
    for number in range(120):
        await door.knock(f"N{number:03}", address="203.0.113.1")
        if number == 50:
            assert len(await door.waiting()) == 45, "a tenth goes at once: who is oldest is seldom looked up"
    waiting = await door.waiting()
    assert len(waiting) <= 50
    assert waiting[:40] == [f"N{number:03}" for number in range(119, 79, -1)]


async def test_one_address_is_noted_only_so_often_in_a_minute(door: Door) -> None:
    await door.knock(*(f"S{number}" for number in range(NEW_PER_MINUTE + 50)), address="203.0.113.9")
    assert len(await door.waiting()) == NEW_PER_MINUTE

"""Facts become events with their cause; a database that is away makes nobody offline; starts are noted."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from logging import LogRecord
from typing import Any

import pytest
import sqlalchemy as sa

from common.schemas.event_bodies import Presence as PresenceEvent
from edge import admission, audit, tenants
from edge.detector import STARTED, Detector
from edge.feed import Feed
from edge.presence import GRACE_S, Key
from edge.store import Store, StoreError, open_store
from edge.store import audit as audit_rows
from edge.store.events import START
from edge.store.ids import now_us
from edge.store.schema import PLATFORM


@dataclass
class Watch:
    """A detector over a database, on a clock that only the test moves."""

    store: Store
    key: Key
    mono: float = 1000.0
    begun: int = 0

    def __post_init__(self) -> None:
        self.begun = now_us()
        self.detector = Detector(self.store, None, lambda: self.mono, self.wall)

    def wall(self) -> int:
        return self.begun + round((self.mono - 1000.0) * 1e6)

    async def turns(self, seconds: float, *, polls: bool) -> None:
        """The detector at work for so many seconds, as its own loop would be."""
        for _ in range(round(seconds / 2)):
            self.mono += 2
            if polls:
                self.detector.note_seen(self.key, "10.0.0.1", True)
            self.detector.look()
            await self.detector.save()

    async def told(self) -> list[dict[str, Any]]:
        page = await Feed(self.store).page(self.key[0], START, 100)
        return [json.loads(row.body) for row in page if row.type in ("device.online", "device.offline")]


@pytest.fixture
async def watch(database_url: str) -> AsyncIterator[Watch]:
    store = await open_store(database_url)

    def register(conn: sa.Connection) -> Key:
        tenant, _ = tenants.ensure_default(conn, store.ids, now=now_us())
        row = admission.register(conn, store.ids, tenant["id"], serial="A1", now=now_us())
        return tenant["id"], row["id"]

    yield Watch(store, await store.write(register))
    await store.close()


async def test_silence_is_told_with_its_cause_and_since_when(watch: Watch) -> None:
    await watch.turns(100, polls=True)
    last = watch.wall()
    await watch.turns(40, polls=False)
    await watch.turns(2, polls=True)
    told = [PresenceEvent.model_validate(body) for body in await watch.told()]
    assert [(body.event, body.suspected_cause) for body in told] == [
        ("device.online", None),
        ("device.offline", "device"),
        ("device.online", None),
    ]
    raw = await watch.told()
    assert raw[1]["since"] == raw[1]["device"]["last_seen"]
    assert abs(last - watch.begun - 100 * 10**6) < 10**6
    assert "suspected_cause" not in raw[0]


async def test_while_the_database_is_away_nobody_goes_offline(
    watch: Watch, monkeypatch: pytest.MonkeyPatch, expected_logs: list[LogRecord]
) -> None:
    async def away(unit: object) -> None:
        raise StoreError("The database does not answer.")

    await watch.turns(100, polls=True)
    with monkeypatch.context() as broken:
        broken.setattr(watch.store, "write", away)
        await watch.turns(60, polls=False)
    await watch.turns(GRACE_S - 10, polls=False)
    await watch.turns(100, polls=True)
    assert [body["event"] for body in await watch.told()] == ["device.online"]
    assert expected_logs
    await watch.turns(60, polls=False)
    assert [body["event"] for body in await watch.told()] == ["device.online", "device.offline"]


async def test_a_database_that_hangs_makes_nobody_offline(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = watch.store.write

    async def hanging(unit: Callable[[sa.Connection], Any]) -> Any:
        for _ in range(30):  # terminals are not let in, and the detector goes on looking
            watch.mono += 2
            watch.detector.look()
        return await write(unit)

    await watch.turns(100, polls=True)
    with monkeypatch.context() as slow:
        slow.setattr(watch.store, "write", hanging)
        await watch.turns(2, polls=True)
        watch.mono += 10
        await watch.detector.save()
    await watch.turns(10, polls=True)
    assert [body["event"] for body in await watch.told()] == ["device.online"]


async def test_requests_that_could_not_be_looked_up_are_no_silence(watch: Watch) -> None:
    await watch.turns(100, polls=True)
    for _ in range(30):
        watch.detector.note_deaf()
        await watch.turns(2, polls=False)
    await watch.turns(10, polls=True)
    assert [body["event"] for body in await watch.told()] == ["device.online"]


@asynccontextmanager
async def running(watch: Watch) -> AsyncIterator[None]:
    task = asyncio.create_task(Detector(watch.store, None).run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_start_is_noted_for_traces(watch: Watch) -> None:
    def starts(conn: sa.Connection) -> list[str]:
        return [row["action"] for row in audit_rows.chain(conn, PLATFORM)]

    async with running(watch), asyncio.timeout(20):
        while await watch.store.read(starts) != [STARTED]:
            await asyncio.sleep(0.01)
    assert (await audit.verify(watch.store, PLATFORM)).broken_at is None

"""Several processes on one PostgreSQL: a terminal that calls any of them is there, and one that calls none is
told of once, whoever dies or sleeps meanwhile."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from logging import LogRecord
from typing import Any

import pytest
import sqlalchemy as sa

from edge import admission, tenants
from edge.feed import Feed
from edge.presence import Key
from edge.shared_detector import BEATS_US, SharedDetector
from edge.sightings import BEAT, SHARDS, shard_of
from edge.store import Store, open_store
from edge.store import sightings as rows
from edge.store.events import START
from edge.store.ids import now_us
from edge.store.schema import PLATFORM, lease, sighting
from tests.kit.postgres import DatabaseServer

SILENT_S = 1.0
SECOND_US = 1_000_000
AHEAD_US = 5 * SECOND_US
"""A test may take its time to begin: so long somebody seems to go on listening."""


@dataclass
class Process:
    store: Store
    detector: SharedDetector


@dataclass
class Many:
    """Processes of an edge, each with what it has in memory; nothing runs but what a test turns."""

    url: str
    processes: list[Process]
    key: Key = (0, 0)

    async def join(self) -> Process:
        store = await open_store(self.url)
        process = Process(store, SharedDetector(store, secrets.token_hex(4), SILENT_S))
        self.processes.append(process)
        return process

    async def turn(self, *whose: Process) -> None:
        """A second of each process's life: what it saw is written down, and it looks."""
        for process in whose:
            await process.detector.flush()
            process.detector._balanced_at = float("-inf")
            await process.detector.turn()

    async def until(self, true: Callable[[], Any], *whose: Process, within_s: float = 15.0) -> None:
        async with asyncio.timeout(within_s):
            while not await true():
                await self.turn(*whose)
                await asyncio.sleep(0.1)

    async def told(self) -> list[str]:
        page = await Feed(self.processes[0].store).page(self.key[0], START, 100)
        return [row.type for row in page if row.type in ("device.online", "device.offline")]

    async def bodies(self) -> list[dict[str, Any]]:
        page = await Feed(self.processes[0].store).page(self.key[0], START, 100)
        return [json.loads(row.body) for row in page if row.type.startswith("device.o")]


@pytest.fixture
async def many(postgres: DatabaseServer) -> AsyncIterator[Many]:
    name = f"test_{secrets.token_hex(6)}"
    many = Many(postgres.create_database(name), [])
    first = await many.join()

    def register(conn: sa.Connection) -> Key:
        tenant, _ = tenants.ensure_default(conn, first.store.ids, now=now_us())
        row = admission.register(conn, first.store.ids, tenant["id"], serial="A1", now=now_us())
        return tenant["id"], row["id"]

    many.key = await first.store.write(register)
    await first.store.write(_somebody_listened)
    yield many
    for process in many.processes:
        await process.store.close()
    postgres.drop_database(name)


def _somebody_listened(conn: sa.Connection) -> None:
    """All the time until now: else everybody had a grace, as after a start of the whole edge."""
    now = rows.now(conn)
    conn.execute(
        sighting.insert(),
        [
            {"tenant_id": PLATFORM, "shard": BEAT, "at": at, "id": at, "node": "former", "body": "[]"}
            for at in range(now - BEATS_US - SECOND_US, now + AHEAD_US, 2 * SECOND_US)
        ],
    )


async def test_a_terminal_that_calls_any_of_them_is_there_and_is_told_of_once(many: Many) -> None:
    one, two = many.processes[0], await many.join()
    await many.turn(one, two)
    for number in range(6):
        (one, two)[number % 2].detector.note_seen(many.key, "10.0.0.1", True)
        await many.turn(one, two)
        await asyncio.sleep(0.4)
    assert await many.told() == ["device.online"]
    await many.until(lambda: _is(many, ["device.online", "device.offline"]), one, two)
    two.detector.note_seen(many.key, "10.0.0.1", True)
    await many.until(lambda: _is(many, ["device.online", "device.offline", "device.online"]), one, two)
    assert [body.get("suspected_cause") for body in await many.bodies()] == [None, "device", None]


async def _is(many: Many, wanted: list[str]) -> bool:
    return await many.told() == wanted


async def test_shards_are_shared_evenly_and_who_leaves_leaves_them_at_once(many: Many) -> None:
    one, two = many.processes[0], await many.join()
    await many.turn(one)
    assert one.detector.shards == frozenset(range(SHARDS))
    await many.turn(two, one, two)
    assert (len(one.detector.shards), len(two.detector.shards)) == (8, 8)
    assert one.detector.shards | two.detector.shards == frozenset(range(SHARDS))
    await one.detector._leave()
    await many.turn(two)
    assert two.detector.shards == frozenset(range(SHARDS))


async def test_who_takes_over_from_a_dead_one_knows_what_that_one_had_read(many: Many) -> None:
    one, two = many.processes[0], await many.join()
    await many.turn(one)
    one.detector.note_seen(many.key, "10.0.0.1", True)
    await many.until(lambda: _is(many, ["device.online"]), one)
    await one.store.write(_leases_run_out)  # it was killed: nothing was let go of
    await many.until(lambda: _is(many, ["device.online", "device.offline"]), two)
    assert shard_of(many.key[0]) in two.detector.shards


async def test_who_slept_past_its_lease_tells_nothing_more(
    many: Many, expected_logs: list[LogRecord]
) -> None:
    one, two = many.processes[0], await many.join()
    await many.turn(one)
    one.detector.note_seen(many.key, "10.0.0.1", True)
    await many.until(lambda: _is(many, ["device.online"]), one)
    shard = shard_of(many.key[0])
    await one.store.write(_leases_run_out)
    two.detector.note_seen(many.key, "10.0.0.1", True)
    await many.turn(two)
    assert shard in two.detector.shards
    await asyncio.sleep(SILENT_S + 3.5)  # for the one that slept the terminal was silent all the time
    held = one.detector._held[shard]
    held.facts = held.presence.scan(one.detector._mono(), now_us())
    assert await one.detector._look()
    with pytest.raises(Exception, match=f"shard {shard}"):
        await one.detector._tell()
    await one.detector.turn()
    assert shard not in one.detector.shards
    assert await many.told() == ["device.online"]


async def test_where_nobody_listened_for_a_while_nobody_is_called_silent(many: Many) -> None:
    one = many.processes[0]
    await many.turn(one)
    one.detector.note_seen(many.key, "10.0.0.1", True)
    await many.until(lambda: _is(many, ["device.online"]), one)
    await one.store.write(_the_last_half_minute_is_lost)
    two = await many.join()
    await one.store.write(_leases_run_out)
    for _ in range(6):
        await many.turn(two)
        await asyncio.sleep(1.0)
    assert await many.told() == ["device.online"]


async def test_after_a_restart_of_the_only_process_everybody_may_call_again_first(many: Many) -> None:
    one = many.processes[0]
    await many.turn(one)
    one.detector.note_seen(many.key, "10.0.0.1", True)
    await many.until(lambda: _is(many, ["device.online"]), one)
    await one.detector._leave()
    await asyncio.sleep(AHEAD_US / SECOND_US + 3.0)
    two = await many.join()
    for _ in range(6):
        await many.turn(two)
        await asyncio.sleep(1.0)
    assert await many.told() == ["device.online"]


async def test_a_command_of_one_process_keeps_another_from_calling_the_terminal_silent(many: Many) -> None:
    one, two = many.processes[0], await many.join()
    await many.turn(one)
    two.detector.note_seen(many.key, "10.0.0.1", True)
    two.detector.expect_silence(many.key, 60.0)
    await many.until(lambda: _is(many, ["device.online"]), two, one)
    for _ in range(6):
        await many.turn(one, two)
        await asyncio.sleep(1.0)
    assert await many.told() == ["device.online"]


async def test_what_was_seen_while_the_database_was_away_is_written_down_afterwards(
    many: Many, expected_logs: list[LogRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = many.processes[0]
    await many.turn(one)
    one.detector.note_seen(many.key, "10.0.0.1", True)

    async def away(unit: object) -> None:
        raise OSError("the database is away")

    with monkeypatch.context() as patch:
        patch.setattr(one.store, "write", away)
        await one.detector.flush()
        await one.detector.turn()
    assert [record.getMessage() for record in expected_logs]
    await many.until(lambda: _is(many, ["device.online"]), one)


async def test_a_batch_that_cannot_be_read_keeps_nobody_from_the_others(
    many: Many, expected_logs: list[LogRecord]
) -> None:
    one = many.processes[0]
    await many.turn(one)
    await one.store.write(
        lambda conn: rows.append(conn, one.store.ids, "newer", {shard_of(many.key[0]): '{"form": 2}'})
    )
    one.detector.note_seen(many.key, "10.0.0.1", True)
    await many.until(lambda: _is(many, ["device.online"]), one)
    assert any("sightings_not_understood" in record.getMessage() for record in expected_logs)


async def test_a_process_that_no_terminal_calls_tells_of_a_box_and_counts_as_no_listener(many: Many) -> None:
    one = many.processes[0]
    api = SharedDetector(one.store, "api", SILENT_S, sees=False, judges=False)
    await many.turn(one)
    one.detector.note_seen(many.key, "10.0.0.1", True)
    await many.until(lambda: _is(many, ["device.online"]), one)
    api.forget(many.key)
    await api.flush()
    await many.turn(one)
    assert one.detector.of(many.key) is None
    found = await one.store.read(lambda conn: rows.since(conn, {BEAT}, 0))
    assert "api" not in {batch.node for batch in found}


async def test_batches_are_let_go_of_when_nobody_needs_them(many: Many) -> None:
    one = many.processes[0]
    await one.store.write(
        lambda conn: conn.execute(sighting.update().values(at=sighting.c.at - 1_000 * SECOND_US))
    )
    await many.turn(one)
    found = await one.store.read(lambda conn: rows.since(conn, {BEAT, *range(SHARDS)}, 0))
    assert {batch.node for batch in found} == {one.detector._owner}


def _leases_run_out(conn: sa.Connection) -> None:
    conn.execute(lease.update().where(lease.c.name.like("%:%")).values(expires_at=0))


def _the_last_half_minute_is_lost(conn: sa.Connection) -> None:
    now = rows.now(conn)
    conn.execute(sighting.delete().where(sighting.c.at > now - 30 * SECOND_US))

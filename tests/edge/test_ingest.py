"""Uploads of many terminals at once: each stored once, numbered without gaps, told in that order."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
import sqlalchemy as sa

from edge import admission, tenants
from edge.devices import Directory
from edge.feed import Feed
from edge.ingest import DeadDraft, Ingest, PunchDraft, Upload
from edge.store import Store, StoreBusy, open_store, punches
from edge.store.events import START, Position
from edge.store.ids import now_us
from edge.store.postgresql import connect_engine
from tests.kit.checkers import gapless

DEVICES = [f"S{number}" for number in range(6)]


@pytest.fixture
async def stores(database_url: str) -> AsyncIterator[list[Store]]:
    """As many processes as the engine allows: one on SQLite, two on PostgreSQL."""
    opened = [await open_store(database_url)]
    if opened[0].dialect == "postgresql":
        opened.append(await open_store(database_url))
    yield opened
    for store in opened:
        await store.close()


def draft(number: int) -> PunchDraft:
    return PunchDraft(
        number.to_bytes(16, "big"), str(number), number * 10**6, 0, "UTC", "ok", 0, 1, "fingerprint",
        None, None, None, None,
    )  # fmt: skip


async def registered(store: Store) -> Directory:
    def unit(conn: sa.Connection) -> None:
        tenant, _ = tenants.ensure_default(conn, store.ids, now=now_us())
        for serial in DEVICES:
            admission.register(conn, store.ids, tenant["id"], serial=serial, now=now_us())

    await store.write(unit)
    directory = Directory(store, None)
    await directory.load()
    return directory


def upload(directory: Directory, serial: str, numbers: range, **more: object) -> Upload:
    device = directory.known(serial)
    assert device is not None
    return Upload(device.source, now_us(), "ATTLOG", [draft(number) for number in numbers], **more)  # type: ignore[arg-type]


async def told(store: Store) -> list[dict[str, object]]:
    feed, position, found = Feed(store), START, []
    while page := await feed.page(1, position, 50):
        found += [json.loads(row.body) for row in page]
        assert [row.position for row in page] == sorted(row.position for row in page)
        position = Position(*page[-1].position)
    return found


async def test_devices_are_told_of_in_the_order_of_their_sequence(stores: list[Store]) -> None:
    directory = await registered(stores[0])
    writers = [Ingest(store) for store in stores]

    async def push(worker: int) -> int:
        new = 0
        for round_ in range(12):
            # Every worker sends every device's records, half of which another has sent already.
            serial = DEVICES[(worker + round_) % len(DEVICES)]
            start = (worker // 2) * 1000 + round_ * 10
            stored = await writers[worker % len(writers)].submit(
                upload(directory, serial, range(start, start + 10))
            )
            assert stored.new + stored.known == 10
            new += stored.new
        return new

    async with asyncio.timeout(60):
        new = sum(await asyncio.gather(*(push(worker) for worker in range(16))))
    events = await told(stores[0])
    numbers: dict[str, list[int]] = {}
    for event in events:
        device, sequence = event["device"], event["sequence"]
        assert isinstance(device, dict)
        assert isinstance(sequence, int)
        numbers.setdefault(device["serial_number"], []).append(sequence)
    assert gapless(numbers) == []
    assert len(events) == new + len(DEVICES)


async def test_a_transaction_waits_for_its_devices_before_it_gets_a_number(
    stores: list[Store], database_url: str
) -> None:
    """PostgreSQL numbers a transaction when it first writes, and the feed goes by these numbers. Who waits
    for a device meanwhile keeps nobody else's uploads waiting."""
    if stores[0].dialect != "postgresql":
        pytest.skip("SQLite has one writer")
    directory = await registered(stores[0])
    ingest = Ingest(stores[0])

    def number_after_locking(conn: sa.Connection) -> object:
        punches.lock_devices(conn, [(1, 5), (1, 4)])
        return conn.exec_driver_sql("SELECT pg_current_xact_id_if_assigned()").scalar()

    assert await stores[0].write(number_after_locking) is None
    held, other = (upload(directory, serial, range(5)) for serial in DEVICES[:2])

    def numbers_of_who_waits(conn: sa.Connection) -> list[int | None]:
        waiting = "SELECT backend_xid FROM pg_stat_activity WHERE wait_event = 'advisory'"
        return list(conn.exec_driver_sql(f"{waiting} AND datname = current_database()").scalars())

    engine = connect_engine(sa.make_url(database_url))
    async with asyncio.timeout(30):
        async with engine.begin() as conn:
            await conn.run_sync(lambda sync: punches.lock_devices(sync, [held.key]))
            held_up = asyncio.ensure_future(ingest.submit(held))
            while not (numbers := await stores[1].read(numbers_of_who_waits)):
                await asyncio.sleep(0.01)
            assert numbers == [None]
            assert (await ingest.submit(other)).new == 5
            assert not held_up.done()
        assert (await held_up).new == 5
    await engine.dispose()


async def test_lines_are_accounted_for(stores: list[Store]) -> None:
    directory = await registered(stores[0])
    ingest = Ingest(stores[0])
    first = await ingest.submit(upload(directory, "S0", range(5)))
    again = await ingest.submit(
        upload(directory, "S0", range(3, 9), dead=[DeadDraft(b"?", 1, "bad_time", "…")], expired=2)
    )
    assert (first.new, first.known, first.expired, first.dead) == (5, 0, 0, 0)
    assert (again.new, again.known, again.expired, again.dead) == (4, 2, 2, 1)


async def test_a_poisoned_upload_fails_alone(stores: list[Store]) -> None:
    directory = await registered(stores[0])
    ingest = Ingest(stores[0])
    poison = upload(directory, "S1", range(1))
    broken = Upload(poison.source, poison.received_at, "ATTLOG", [draft(1)._replace(pin=None)])  # type: ignore[arg-type]
    results = await asyncio.gather(
        ingest.submit(upload(directory, "S0", range(5))),
        ingest.submit(broken),
        ingest.submit(upload(directory, "S2", range(5))),
        return_exceptions=True,
    )
    assert isinstance(results[1], Exception)
    assert [getattr(result, "new", None) for result in results] == [5, None, 5]
    assert len(await told(stores[0])) == len(DEVICES) + 10


async def test_too_much_at_once_is_refused_and_nothing_of_it_is_stored(stores: list[Store]) -> None:
    directory = await registered(stores[0])
    ingest = Ingest(stores[0])
    large = upload(directory, "S0", range(1), size=65 * 1024 * 1024)
    with pytest.raises(StoreBusy, match="wait for the disk"):
        ingest.submit(large)
    assert stores[0].waiting == 0
    assert len(await told(stores[0])) == len(DEVICES)

"""The feed misses nothing, whoever writes, and tells each thing once."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.util import await_only

from edge.feed import KEPT_US, CursorError, Feed, cursor_text, parse_cursor, read_page
from edge.store import Store, events, open_store
from edge.store.events import START, Position
from edge.store.ids import IdClock, first_id_at, now_us
from edge.store.postgresql import connect_engine
from edge.store.schema import device, punch

TENANT = 1
Read = Callable[[sa.Connection, Position], list[Position]]


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    opened = await open_store(database_url)
    yield opened
    await opened.close()


def body(number: int) -> dict[str, object]:
    return {"event": "test", "n": number}


async def tell(store: Store, number: int, tenant_id: int = TENANT) -> None:
    await store.write(lambda conn: events.append(conn, tenant_id, store.ids.next(), body(number)))


def _page(conn: sa.Connection, after: Position) -> list[Position]:
    return [row.position for row in read_page(conn, TENANT, after, 10)]


def _keys(conn: sa.Connection, after: Position) -> list[Position]:
    return [key.position for key in events.keys_after(conn, TENANT, after, 10)]


def _least(table: sa.Table) -> dict[str, object]:
    """A row with as little as it may have."""
    kinds = {column.name: column.type.python_type for column in table.c if not column.nullable}
    least = {name: TENANT if kind is int else kind() for name, kind in kinds.items()}
    return {name: {} if type(value) is object else value for name, value in least.items()}


async def test_a_reader_under_many_writers_misses_nothing(store: Store) -> None:
    """An `id > last` reader missed 789 of 1,800 rows on PostgreSQL; this one none."""
    writers, each = 16, 60
    feed = Feed(store)
    seen: list[str] = []

    async def write(writer: int) -> None:
        for number in range(each):
            await tell(store, writer * each + number)

    async def read() -> None:
        position = START
        while len(seen) < writers * each:
            mark = feed.mark(TENANT)
            page = await feed.page(TENANT, position, limit=7)
            seen.extend(row.body for row in page)
            if page:
                position = page[-1].position
            else:
                await feed.wait(TENANT, mark, at_most_s=0.2)

    async with asyncio.timeout(60):
        await asyncio.gather(read(), *(write(writer) for writer in range(writers)))
    assert len(seen) == len(set(seen)) == writers * each


async def test_an_event_of_a_transaction_still_open_holds_back_what_came_after(
    database_url: str, store: Store
) -> None:
    """On PostgreSQL a later number may commit first: until the earlier is settled, neither is told."""
    if store.dialect != "postgresql":
        pytest.skip("SQLite has one writer, so nothing commits out of order")
    engine = connect_engine(sa.make_url(database_url))
    feed = Feed(store)
    ids = IdClock(900)
    async with engine.connect() as slow:
        await slow.run_sync(lambda conn: events.append(conn, TENANT, ids.next(), body(1)))
        await tell(store, 2)
        assert await feed.page(TENANT, START) == []
        await slow.commit()
    page = await feed.page(TENANT, START)
    assert [row.body for row in page] == ['{"event":"test","n":1}', '{"event":"test","n":2}']
    await engine.dispose()


@pytest.mark.parametrize("statement", [1, 2])
@pytest.mark.parametrize("read", [_page, _keys], ids=["page", "keys"])
async def test_a_punch_that_is_committed_while_a_page_is_read_is_not_passed_over(
    database_url: str, store: Store, read: Read, statement: int
) -> None:
    """Punches and other events are two tables, read by two statements: what comes between them is on the next
    page, and nothing that follows it is on this one."""
    if store.dialect != "postgresql":
        pytest.skip("On SQLite a page is read in one snapshot")
    engine = connect_engine(sa.make_url(database_url))
    await store.write(lambda conn: conn.execute(device.insert().values(_least(device) | {"state": "active"})))
    async with engine.connect() as slow:
        await slow.execute(punch.insert().values(_least(punch)))
        await tell(store, 2)

        def interrupted(conn: sa.Connection) -> list[Position]:
            count = itertools.count(1)

            @sa.event.listens_for(conn, "after_cursor_execute")
            def _commit(*_: object) -> None:
                if next(count) == statement:
                    await_only(slow.commit())

            return read(conn, START)

        seen = await store.read(interrupted)
    seen += await store.read(lambda conn: read(conn, seen[-1] if seen else START))
    await engine.dispose()
    assert len(seen) == 2


async def test_a_tenant_hears_only_of_itself(store: Store) -> None:
    feed = Feed(store)
    await tell(store, 1, tenant_id=1)
    await tell(store, 2, tenant_id=2)
    for tenant_id in (1, 2):
        (row,) = await feed.page(tenant_id, START)
        assert row.body == f'{{"event":"test","n":{tenant_id}}}'
        assert await feed.end(tenant_id) == row.position


async def test_waiting_ends_with_a_commit_even_one_between_reading_and_waiting(store: Store) -> None:
    feed = Feed(store)
    mark = feed.mark(TENANT)
    await tell(store, 1)
    async with asyncio.timeout(1):
        await feed.wait(TENANT, mark, at_most_s=30)
    waiting = asyncio.create_task(feed.wait(TENANT, feed.mark(TENANT), at_most_s=30))
    await asyncio.sleep(0)
    await tell(store, 2)
    async with asyncio.timeout(5):
        await waiting


async def test_a_cursor_older_than_the_feed_is_told_of_the_gap(store: Store) -> None:
    feed = Feed(store)
    now = now_us()
    old = Position(0, first_id_at(now - KEPT_US - 1_000_000))
    gap = feed.gap_after(old, now)
    assert gap is not None
    assert gap.resumes_at == Position(0, first_id_at(now - KEPT_US))
    assert feed.gap_after(gap.resumes_at, now) is None
    assert feed.gap_after(START, now) is None


@given(st.integers(0, 2**63 - 1), st.integers(0, 2**63 - 1))
def test_a_cursor_survives_the_wire(xid: int, row_id: int) -> None:
    assert parse_cursor(cursor_text(Position(xid, row_id))) == Position(xid, row_id)


@given(st.text(max_size=50))
def test_no_other_text_is_a_cursor(text: str) -> None:
    try:
        position = parse_cursor(text)
    except CursorError as error:
        assert "cursor" in str(error)  # noqa: PT017
    else:
        assert 0 <= position.id < 2**63

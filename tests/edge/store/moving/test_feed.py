"""Moving to PostgreSQL: the feed goes on where it was."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from edge.feed import Feed
from edge.store import Store, events, schema
from edge.store.events import START
from edge.store.ids import first_id_at, instant_of
from edge.store.positions import position_before
from edge.store.postgresql import open_postgresql
from tests.edge.store.moving.conftest import Source
from tests.edge.store.moving.rows import TENANT, a_device, a_row, tell_of


@pytest.fixture
async def told(source: Source) -> AsyncIterator[tuple[Source, Store]]:
    """Twenty things were told before the move, and ten after it."""
    source.here(lambda conn: conn.execute(schema.device.insert(), a_device()))
    source.here(lambda conn: tell_of(conn, range(1, 21)))
    await source.move()
    store = await open_postgresql(source.url)
    # Each in a transaction of its own, and not in the order of ids, as many processes write.
    for number in (24, 21, 22, 28, 23, 30, 29, 25, 27, 26):
        await store.write(lambda conn, number=number: tell_of(conn, range(number, number + 1)))  # type: ignore[misc]
    yield source, store
    await store.close()


async def test_every_cursor_goes_on_after_what_it_had(told: tuple[Source, Store]) -> None:
    source, store = told
    here: Any = source.here(lambda conn: events.keys_after(conn, TENANT, START, 100))
    assert [key.position for key in here] == [(0, number) for number in range(1, 21)]
    order = [*range(1, 21), 24, 21, 22, 28, 23, 30, 29, 25, 27, 26]
    for had, position in enumerate([START, *(key.position for key in here)]):
        page = await Feed(store).page(TENANT, position, 100)
        assert [row.position.id for row in page] == order[had:]
        keys = await store.read(
            lambda conn, position=position: events.keys_after(conn, TENANT, position, 100)  # type: ignore[misc]
        )
        assert [key.position.id for key in keys] == order[had:]


async def test_the_place_of_a_moment_before_the_move_is_near_it(source: Source) -> None:
    moment = first_id_at(instant_of(1) + 3_600_000_000)
    source.here(lambda conn: conn.execute(schema.device.insert(), a_device()))
    source.here(lambda conn: tell_of(conn, range(1, 3)))
    source.here(lambda conn: tell_of(conn, range(moment, moment + 4)))
    await source.move()
    store = await open_postgresql(source.url)
    try:
        place = await store.read(lambda conn: position_before(conn, TENANT, instant_of(moment)))
        assert place > (0, 2)
        keys = await store.read(lambda conn: events.keys_after(conn, TENANT, place, 100))
        assert [key.position.id for key in keys] == list(range(moment, moment + 4))
    finally:
        await store.close()


async def test_new_ids_are_greater_than_all_that_came_along(source: Source) -> None:
    ahead = first_id_at(2**52)
    source.here(lambda conn: events.append(conn, TENANT, ahead, {"event": "of a clock that was put back"}))
    source.here(lambda conn: conn.execute(schema.tenant.insert(), a_row(schema.tenant, 4) | {"id": TENANT}))
    await source.move()
    store = await open_postgresql(source.url)
    try:
        assert store.ids.next() > ahead
    finally:
        await store.close()

"""New ids are greater than all that the database holds, also where the clock was put back meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from edge.store import Store, events, open_store
from edge.store.greatest_id import greatest_id
from edge.store.ids import first_id_at, now_us
from edge.store.schema import PLATFORM, tenant

HOUR_US = 3_600_000_000


def _a_tenant(number: int) -> dict[str, object]:
    return {"id": number, "created_at": 1} | dict.fromkeys(("public_id", "name", "path_secret"), f"T{number}")


async def test_an_empty_database_has_none(store: Store) -> None:
    assert await store.read(greatest_id) == 0


@pytest.mark.parametrize("whose", [PLATFORM, 1, 7])
async def test_ids_go_on_after_the_greatest_of_any_tenant(
    store: Store, database_url: str, whose: int
) -> None:
    ahead = first_id_at(now_us() + HOUR_US)
    await store.write(lambda conn: conn.execute(tenant.insert(), [_a_tenant(1), _a_tenant(7)]))
    await store.write(lambda conn: events.append(conn, 1, store.ids.next(), {"event": "now"}))
    await store.write(lambda conn: events.append(conn, whose, ahead, {"event": "ahead"}))
    assert await store.read(greatest_id) == ahead
    await store.close()
    again = await open_store(database_url)
    try:
        assert again.ids.next() > ahead
    finally:
        await again.close()


async def test_where_there_is_much_it_is_found_without_walking_through_it(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path / 'punchdeck.db'}")

    def steps(conn: sa.Connection) -> int:
        taken = 0

        def count() -> int:
            nonlocal taken
            taken += 1
            return 0

        raw = conn.connection.driver_connection
        raw.set_progress_handler(count, 1)
        try:
            greatest_id(conn)
        finally:
            raw.set_progress_handler(None, 0)
        return taken

    def tell(conn: sa.Connection) -> None:
        for _ in range(2_000):
            events.append(conn, 1, store.ids.next(), {"event": "told"})

    try:
        await store.write(lambda conn: conn.execute(tenant.insert(), [_a_tenant(1)]))
        empty = await store.write(steps)
        await store.write(tell)
        assert await store.write(steps) < empty + 500
    finally:
        await store.close()

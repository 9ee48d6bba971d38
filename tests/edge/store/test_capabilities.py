"""A shared database is tried before it is relied on, and its owner hears what to mend."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from edge.store import StoreError, normalise_url, open_store
from edge.store.engine import DATABASE_ERRORS
from edge.store.postgresql import connect_engine, look_at
from tests.kit.postgres import DatabaseServer, Postgres


@pytest.fixture
def url(postgres: DatabaseServer) -> Iterator[str]:
    name = f"test_{secrets.token_hex(6)}"
    yield postgres.create_database(name)
    postgres.drop_database(name)


async def execute(url: str, statement: str) -> None:
    engine = connect_engine(normalise_url(url), isolation_level="AUTOCOMMIT")
    async with engine.connect() as conn:
        await conn.execute(sa.text(statement))
    await engine.dispose()


async def test_a_postgresql_can_do_all_that_is_needed(url: str) -> None:
    able = await look_at(normalise_url(url))
    assert able.notify
    assert able.connections > 0


async def test_a_database_that_confirms_before_it_writes_is_made_to_wait_for_its_disk(url: str) -> None:
    await execute(url, f"ALTER DATABASE {normalise_url(url).database} SET synchronous_commit = off")
    store = await open_store(url)
    kept = await store.read(lambda conn: conn.execute(sa.text("SHOW synchronous_commit")).scalar_one())
    await store.close()
    assert kept == "on"


async def test_a_transaction_that_never_ends_is_ended(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else nobody would be told of anything that was committed after it began."""
    monkeypatch.setattr("edge.store.postgresql.LONGEST_TRANSACTION", {"transaction_timeout": "500ms"})
    store = await open_store(url)

    def waits(conn: sa.Connection) -> None:
        for _ in range(10):
            conn.exec_driver_sql("SELECT pg_sleep(0.2)")

    with pytest.raises(DATABASE_ERRORS, match="transaction timeout"):
        await store.write(waits)
    assert await store.read(lambda conn: conn.scalar(sa.select(1))) == 1
    await store.close()


async def test_what_may_lose_acknowledged_punches_is_said() -> None:
    with Postgres({"fsync": "off"}) as server:
        store = await open_store(server.create_database("hasty"))
        await store.close()
    assert [concern for concern in store.concerns if "fsync=off" in concern]


async def test_connections_that_will_not_be_enough_are_said() -> None:
    with Postgres({"max_connections": "12"}) as server:
        url = server.create_database("narrow")
        first = await open_store(url, 8)
        second = await open_store(url, 8)
        await first.close()
        await second.close()
    assert not first.concerns
    assert "max_connections, or set database_connections lower." in second.concerns[-1]


async def test_a_standby_is_not_served_from() -> None:
    with Postgres() as server:
        url = server.create_database("standby")
        server.stop()
        (server.folder / "data" / "standby.signal").touch()
        server.start()
        with pytest.raises(StoreError, match="standby that only reads"):
            await look_at(normalise_url(url))

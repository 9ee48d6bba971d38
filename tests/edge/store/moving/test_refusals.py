"""What is never moved, nor moved onto: others' data, another version's, what a server runs on."""

from __future__ import annotations

import asyncpg
import pytest
import sqlalchemy as sa

from edge.store import open_store, postgresql, schema
from edge.store.engine import normalise_url
from edge.store.moving import MOVE_LOCK
from tests.edge.store.moving.conftest import Source, revision
from tests.edge.store.moving.rows import a_row, everything, fill


async def test_nothing_is_moved_over_another_installations_data(source: Source) -> None:
    source.here(fill)
    await source.there(lambda conn: conn.execute(schema.site.insert(), a_row(schema.site, 4)))
    said = await source.refused()
    assert f"/{source.name}" in said
    assert "has data already (table site), and other than this installation's." in said
    assert len(await source.there(lambda conn: everything(conn, schema.site))) == 1


async def test_data_of_an_older_version_is_neither_upgraded_nor_touched(source: Source) -> None:
    await source.there(lambda conn: conn.execute(schema.site.insert(), a_row(schema.site, 4)))
    await source.sql("UPDATE alembic_version SET version_num = '0001'")
    assert "has data already" in await source.refused()
    assert await revision(source) == "0001"


async def test_a_newer_version_is_refused_on_either_side(source: Source) -> None:
    await source.sql("UPDATE alembic_version SET version_num = '9999'")
    assert "is of a newer version of Punchdeck (revision 9999)" in await source.refused()
    source.here(lambda conn: conn.exec_driver_sql("UPDATE alembic_version SET version_num = '9998'"))
    assert "newer version (revision 9998)" in await source.refused()


async def test_a_database_of_something_else_is_left_alone(bare: Source) -> None:
    await bare.sql("CREATE TABLE invoices (id int)")
    assert "holds tables of something else (such as invoices)" in await bare.refused()
    assert await bare.there(lambda conn: sa.inspect(conn).get_table_names()) == ["invoices"]


async def test_a_database_that_cannot_hold_every_name_is_refused(bare: Source) -> None:
    connection = await asyncpg.connect(bare.server.url().replace("+asyncpg", ""))
    try:
        await connection.execute(f"DROP DATABASE {bare.name}")
        await connection.execute(
            f"CREATE DATABASE {bare.name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"
        )
    finally:
        await connection.close()
    assert "keeps its text as LATIN1" in await bare.refused()


async def test_nothing_is_moved_under_a_server_that_runs(source: Source) -> None:
    store = await open_store(source.url.render_as_string(hide_password=False))
    try:
        assert "A server runs on postgresql://" in await source.refused()
    finally:
        await store.close()
    assert (await source.move()).ok


async def test_two_cannot_fill_one_database(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(postgresql.SERVER_SETTINGS, "lock_timeout", "200ms")
    connection = await asyncpg.connect(source.url.set(drivername="postgresql").render_as_string(False))
    try:
        await connection.execute(f"SELECT pg_advisory_lock({MOVE_LOCK})")
        assert "Another 'db migrate-to' fills" in await source.refused()
    finally:
        await connection.close()


async def test_a_database_that_does_not_answer_is_named_without_its_password(source: Source) -> None:
    source.url = normalise_url("postgresql://punchdeck:hunter2@127.0.0.1:1/nowhere")
    said = await source.refused()
    assert "Moving to postgresql://punchdeck:***@127.0.0.1:1/nowhere failed" in said
    assert "hunter2" not in said

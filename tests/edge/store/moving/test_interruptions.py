"""A move that was interrupted: nobody serves from the half of it, and it can be made again."""

from __future__ import annotations

import pytest

from edge.store import StoreError, open_store, schema
from edge.store.migrate import MOVING, revisions
from edge.store.moving import Copied
from edge.store.postgresql import open_postgresql
from tests.edge.store.moving.conftest import Source, revision
from tests.edge.store.moving.rows import a_row, everything, fill


async def half_filled(source: Source) -> None:
    """As a killed move leaves it."""
    await source.there(lambda conn: conn.execute(schema.site.insert(), a_row(schema.site, 4)))
    await source.sql(f"UPDATE alembic_version SET version_num = '{MOVING}{revisions()[-1]}'")


async def test_no_server_starts_on_what_is_half_filled(source: Source) -> None:
    await half_filled(source)
    with pytest.raises(StoreError, match="only half filled: 'db migrate-to' is at work, or was interrupted"):
        await open_store(source.url.render_as_string(hide_password=False))


async def test_what_is_half_filled_is_emptied_and_filled_again(source: Source) -> None:
    source.here(fill)
    await half_filled(source)
    moved = await source.move()
    assert moved.ok
    assert await revision(source) == revisions()[-1]
    assert all(isinstance(table, Copied) and table.rows == table.rows_there for table in moved.tables)


async def test_what_somebody_serves_from_is_never_emptied(source: Source) -> None:
    """A server that was just starting when the mark was set."""
    await half_filled(source)
    store = await open_postgresql(source.url)
    try:
        assert "A server runs on" in await source.refused()
        assert len(await source.there(lambda conn: everything(conn, schema.site))) == 1
    finally:
        await store.close()


async def test_what_was_moved_and_not_changed_since_is_found_equal(source: Source) -> None:
    """Stopped after the last row and before the server's file was written: running it again writes that."""
    source.here(fill)
    first = await source.move()
    again = await source.move()
    assert again.was_there
    assert again.ok
    assert again.tables == first.tables
    await source.sql("UPDATE device SET name = 'changed there' WHERE id = 100")
    assert "has data already" in await source.refused()


async def test_where_a_value_differs_in_the_end_nobody_can_serve_from_it(source: Source) -> None:
    source.here(fill)
    await source.sql(
        "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN IF NEW.id = 103 THEN NEW.name = NEW.name || ' '; END IF; RETURN NEW; END $$"
    )
    await source.sql("CREATE TRIGGER spoil BEFORE INSERT ON device FOR EACH ROW EXECUTE FUNCTION spoil()")
    moved = await source.move()
    assert [table.table for table in moved.tables if not table.ok] == ["device"]
    assert (await revision(source)).startswith(MOVING)
    await source.sql("DROP TRIGGER spoil ON device")
    assert (await source.move()).ok

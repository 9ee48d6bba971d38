"""Moving to PostgreSQL: every value of every table, the feed where it was, and never over others' data."""

from __future__ import annotations

import asyncio
import re
import secrets
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any, cast

import asyncpg
import pytest
import sqlalchemy as sa

from edge.feed import Feed
from edge.store import Store, StoreError, events, open_store, postgresql, schema
from edge.store.engine import normalise_url
from edge.store.events import START
from edge.store.ids import MAX_ID, first_id_at, instant_of
from edge.store.migrate import MOVING, migrate_postgresql, migrate_sqlite, revisions
from edge.store.moving import AS_MOVED, MOVE_LOCK, NOT_MOVED, Copied, Moved, move
from edge.store.notice_tables import notice
from edge.store.positions import position_before
from edge.store.postgresql import connect_engine, open_postgresql
from edge.store.sqlite import writing_engine
from edge.store.webhook_tables import webhook_lane
from tests.kit import postgres as kit

TABLES = schema.metadata.sorted_tables
TENANT = 1
Unit = Callable[[sa.Connection], Any]


def a_row(table: sa.Table, number: int) -> dict[str, Any]:
    """A row that its table takes; every third column that may be empty is, in turn."""
    words = _allowed(table)
    row: dict[str, Any] = {}
    for place, column in enumerate(table.c):
        if column.nullable and (place + number) % 3 == 0:
            row[column.name] = None
        elif column.name == "tenant_id":
            row[column.name] = TENANT
        elif column.name in words:
            row[column.name] = words[column.name]
        else:
            row[column.name] = _a_value(column.type, number)
    if table.name == "webhook_delivery":
        row["finished_at"] = None  # it is pending
    return row


def _allowed(table: sa.Table) -> dict[str, str]:
    """Of columns that hold one word of a few, the first."""
    found = [
        re.match(r"(\w+) IN \('(\w+)'", str(check.sqltext))
        for check in table.constraints
        if isinstance(check, sa.CheckConstraint)
    ]
    return {one[1]: one[2] for one in found if one}


def _a_value(kind: sa.types.TypeEngine[Any], number: int) -> Any:
    match kind:
        case sa.JSON():
            return [None, {"a": "é\0\u2028", "n": 2**53 - number, "f": 0.1}, {}, [], "text"][number % 5]
        case sa.Boolean():
            return number % 2 == 0
        case sa.Text():
            return ["plain", "بوابة", "\U0001f6aa '\"\\\t\r\n", " B", "b"][number % 5] + str(number)
        case sa.LargeBinary():
            return bytes([0, 255, number]) + b"\\x\n"
        case sa.Double():
            return [0.0, -1 / 3, 1e300, 33.5][number % 4]
        case sa.BigInteger():
            return MAX_ID - number if number % 2 else number + 1
        case sa.Integer():
            return [2**31 - 1, -(2**31), 0, -7][number % 4] if number < 4 else number
    raise AssertionError(f"no value for {kind!r}")


class Source:
    """A SQLite file that is to be moved, and where to."""

    def __init__(self, path: Path, server: kit.DatabaseServer, template: str = "template1") -> None:
        self.path = path
        self.server = server
        self.name = f"moving_{secrets.token_hex(6)}"
        self.url = normalise_url(server.create_database(self.name, template))

    def here(self, unit: Unit) -> Any:
        engine = writing_engine(self.path)
        try:
            with engine.begin() as conn:
                return unit(conn)
        finally:
            engine.dispose()

    async def there(self, unit: Unit) -> Any:
        engine = connect_engine(self.url, poolclass=sa.NullPool)
        try:
            async with engine.begin() as conn:
                return await conn.run_sync(unit)
        finally:
            await engine.dispose()

    async def sql(self, statement: str) -> Any:
        return await self.there(lambda conn: conn.exec_driver_sql(statement))

    async def move(self) -> Moved:
        return await move(self.path, self.url)

    async def refused(self) -> str:
        with pytest.raises(StoreError) as refusal:
            await self.move()
        return str(refusal.value)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file of the newest schema, with nothing in it."""
    path = tmp_path_factory.mktemp("template") / "punchdeck.db"
    migrate_sqlite(path)
    return path


@pytest.fixture(scope="module")
def migrated(postgres: kit.DatabaseServer) -> Iterator[str]:
    """The name of a database of the newest schema, with nothing in it."""
    name = f"moving_{secrets.token_hex(6)}"
    asyncio.run(migrate_postgresql(normalise_url(postgres.create_database(name))))
    yield name
    postgres.drop_database(name)


@pytest.fixture
def source(tmp_path: Path, file: Path, postgres: kit.DatabaseServer, migrated: str) -> Iterator[Source]:
    """To be moved into a database that has the schema already."""
    made = Source(Path(shutil.copy(file, tmp_path)), postgres, migrated)
    yield made
    postgres.drop_database(made.name)


@pytest.fixture
def bare(tmp_path: Path, file: Path, postgres: kit.DatabaseServer) -> Iterator[Source]:
    """To be moved into a database as `createdb` makes it."""
    made = Source(Path(shutil.copy(file, tmp_path)), postgres)
    yield made
    postgres.drop_database(made.name)


def everything(conn: sa.Connection, table: sa.Table) -> list[Any]:
    rows = [dict(row) for row in conn.execute(sa.select(table)).mappings()]
    return sorted(rows, key=repr)


def fill(conn: sa.Connection, count: int = 9) -> None:
    for table in TABLES:
        keys = [key.name for key in table.primary_key.columns if key.name != "tenant_id"]
        rows = [a_row(table, number) for number in range(count if keys else 1)]
        for number, row in enumerate(rows):
            # Keys that begin alike, in an order that is not that of a language.
            row |= {key: f"{'aB_é'[number % 4]}{number}" for key in keys if _is_text(table.c[key])}
            row |= {key: 100 + number for key in keys if not _is_text(table.c[key]) and key in row}
            row |= {key: bytes([number]) for key in keys if isinstance(table.c[key].type, sa.LargeBinary)}
            row |= {key: "device" for key in keys if key == "kind" and table.name == "employee_place"}
        conn.execute(table.insert(), rows)


def _is_text(column: sa.Column[Any]) -> bool:
    return isinstance(column.type, sa.Text)


def tell_of(conn: sa.Connection, numbers: range) -> None:
    """Events and punches in turn, each under its number."""
    for number in numbers:
        if number % 2:
            events.append(conn, TENANT, number, {"event": "test", "n": number})
        else:
            conn.execute(schema.punch.insert(), a_punch(number))


def a_punch(number: int) -> dict[str, Any]:
    row = a_row(schema.punch, 1) | {"id": number, "device_id": 5, "dedup": b"%d" % number, "site_id": None}
    return {name: value for name, value in row.items() if name != "xid"}


def a_device() -> dict[str, Any]:
    return a_row(schema.device, 1) | {"id": 5, "retired_at": None}


# -- what is in it
# ---------------------------------------------------------------------------------------------------


async def test_every_value_of_every_table_arrives(bare: Source) -> None:
    bare.here(fill)
    moved = await bare.move()
    assert moved.ok
    assert not moved.was_there
    assert {table.table for table in moved.tables} == {table.name for table in TABLES} - NOT_MOVED
    assert all(table.rows for table in moved.tables)
    for table in TABLES:
        here = bare.here(lambda conn, table=table: everything(conn, table))
        there = await bare.there(lambda conn, table=table: everything(conn, table))
        if table.name in NOT_MOVED:
            here = []
        for row in here:
            row |= dict.fromkeys(AS_MOVED.get(table.name, ()))
        for row in there:
            row |= dict.fromkeys(AS_MOVED.get(table.name, ()))
        assert sorted(there, key=repr) == sorted(here, key=repr), table.name


async def test_the_file_stays_as_it_was(source: Source) -> None:
    source.here(fill)
    header = 100  # it counts how often the file was opened
    before = source.path.read_bytes()[header:]
    await source.move()
    assert source.path.read_bytes()[header:] == before


async def test_whoever_held_something_holds_it_no_more(source: Source) -> None:
    source.here(fill)
    await source.move()
    assert await source.there(lambda conn: everything(conn, schema.lease)) == []
    lanes = await source.there(lambda conn: everything(conn, webhook_lane))
    assert {(row["owner"], row["lease_until"]) for row in lanes} == {(None, 0)}
    notices = await source.there(lambda conn: everything(conn, notice))
    assert {(row["owner"], row["lease_until"]) for row in notices} == {(None, None)}


@pytest.mark.parametrize("name", ["owner", "lease_until", "expires_at"])
def test_every_column_of_a_holder_is_thought_of(name: str) -> None:
    """A new table of leases, or one with an owner, must be named in `AS_MOVED` or `NOT_MOVED`."""
    no_leases = {("api_key", "expires_at"), ("command", "expires_at")}
    found = {(table.name, name) for table in TABLES if name in table.c} - no_leases
    assert found == {pair for pair in found if pair[0] in NOT_MOVED or pair[1] in AS_MOVED.get(pair[0], {})}


def test_every_place_that_postgresql_gives_a_row_is_thought_of() -> None:
    told = {
        table.name
        for table in TABLES
        if any(index.name == f"ix_{table.name}_settled" for index in table.indexes)
    }
    assert told == {"punch", "event"} == {name for name, columns in AS_MOVED.items() if "xid" in columns}


async def test_nul_characters_are_left_out_and_counted(source: Source) -> None:
    """PostgreSQL's text cannot have them; in JSON they are escaped and stay."""
    rows = [
        a_row(schema.site, n) | {"id": n, "public_id": f"s{n}", "slug": f"s{n}", "tags": ["a\0b"]}
        for n in (4, 7)
    ]
    source.here(lambda conn: conn.execute(schema.site.insert(), [row | {"name": "Ga\0te\0"} for row in rows]))
    moved = await source.move()
    assert moved.ok
    assert dict(moved.cleaned) == {"site.name": 2}
    there = await source.there(lambda conn: everything(conn, schema.site))
    assert {(row["name"], *row["tags"]) for row in there} == {("Gate", "a\0b")}


async def test_large_rows_come_in_small_batches(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edge.store.moving.SLICE", 2)
    monkeypatch.setattr("edge.store.moving.BYTES", 5_000)
    said: list[tuple[str, str, int, int]] = []
    rows = [a_row(schema.raw_push, n) | {"id": n, "digest": b"%d" % n, "body": bytes(900)} for n in range(5)]
    source.here(lambda conn: conn.execute(schema.raw_push.insert(), rows))
    moved = await move(source.path, source.url, lambda *told: said.append(told))
    assert moved.ok
    assert [told[2:] for told in said if told[:2] == ("copied", "raw_push")] == [(2, 5), (4, 5), (5, 5)]


async def test_a_value_that_postgresql_has_no_room_for_is_named(source: Source) -> None:
    source.here(lambda conn: conn.execute(schema.punch.insert(), a_punch(2) | {"verify": 2**40}))
    said = await source.refused()
    assert said.startswith("PostgreSQL does not take rows of table punch: ")
    source.here(lambda conn: conn.execute(schema.punch.update().values(verify=1)))
    assert (await source.move()).ok


# -- the feed
# ---------------------------------------------------------------------------------------------------


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


# -- what is refused
# ---------------------------------------------------------------------------------------------------


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


# -- what was interrupted
# ---------------------------------------------------------------------------------------------------


async def revision(source: Source) -> str:
    found = await source.there(
        lambda conn: conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
    )
    return cast(str, found)


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

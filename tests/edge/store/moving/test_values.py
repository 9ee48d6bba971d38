"""Moving to PostgreSQL: every value of every table arrives."""

from __future__ import annotations

import pytest

from edge.store import schema
from edge.store.moving import AS_MOVED, NOT_MOVED, move
from edge.store.notice_tables import notice
from edge.store.webhook_tables import webhook_lane
from tests.edge.store.moving.conftest import Source
from tests.edge.store.moving.rows import TABLES, a_punch, a_row, everything, fill


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

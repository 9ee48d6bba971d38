"""Punches and what arrives beside them, written in bulk: the hot path."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from edge.store.engine import insert, prepared, tell
from edge.store.ids import IdClock
from edge.store.schema import command_result, dead_line, punch, raw_push, upload_stamp

Device = tuple[int, int]  # tenant, device


class PunchRow(NamedTuple):
    """A row of `punch`, in the order the statements below take it."""

    tenant_id: int
    id: int
    device_id: int
    site_id: int | None
    dedup: bytes
    pin: str
    punched_at: int
    utc_offset: int
    timezone: str
    time_quality: str
    status: int
    verify: int
    verify_mode: str
    work_code: str | None
    mask: int | None
    temperature: str | None
    line: bytes | None


def _sqlite_text(statement: Any, columns: Sequence[str]) -> str:
    return str(statement.compile(dialect=sqlite.dialect(), column_keys=list(columns)))


_COLUMNS = (*PunchRow._fields, "seq")
_SQLITE_PUNCH = _sqlite_text(sqlite.insert(punch).on_conflict_do_nothing(), _COLUMNS)


def _postgresql_arrays(table: sa.Table, columns: Sequence[str]) -> str:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy has no types there
    types = [table.c[column].type.compile(dialect=dialect) for column in columns]
    return ", ".join(f"${n}::{name}[]" for n, name in enumerate(types, 1))


_SQLITE_SEQUENCE = "SELECT seq FROM device_sequence WHERE tenant_id = ? AND device_id = ?"
_SQLITE_MOVE = "INSERT OR REPLACE INTO device_sequence (tenant_id, device_id, seq) VALUES (?, ?, ?)"
# ON CONFLICT names the index by which a row is looked for. Where the planner may choose, it keeps for long
# what it chose while the table was empty: to read all of it, a hundred times as slow soon after.
_PG_LOCK = (
    "WITH waited AS MATERIALIZED (SELECT count(pg_advisory_xact_lock(k)) FROM unnest($2::bigint[]) AS k) "
    "INSERT INTO device_sequence (tenant_id, device_id, seq) "
    "SELECT t, d, 0 FROM waited, unnest($1::integer[], $2::bigint[]) AS asked(t, d) "
    "ON CONFLICT (tenant_id, device_id) DO UPDATE SET seq = device_sequence.seq "
    "RETURNING tenant_id, device_id, seq"
)
_PG_MOVE = (
    "INSERT INTO device_sequence (tenant_id, device_id, seq) "
    "SELECT * FROM unnest($1::integer[], $2::bigint[], $3::bigint[]) "
    "ON CONFLICT (tenant_id, device_id) DO UPDATE SET seq = excluded.seq"
)
_PG_PUNCH = (
    f"INSERT INTO punch ({', '.join(_COLUMNS)}) SELECT * FROM unnest({_postgresql_arrays(punch, _COLUMNS)}) "
    "ON CONFLICT (tenant_id, device_id, dedup) DO NOTHING RETURNING id"
)
_PG_CLOSE_UP = (
    "UPDATE punch SET seq = closed.seq FROM unnest($1::integer[], $2::bigint[], $3::bigint[]) "
    "AS closed(tenant_id, id, seq) WHERE punch.tenant_id = closed.tenant_id AND punch.id = closed.id"
)


def insert_new(conn: sa.Connection, rows: Sequence[PunchRow], sequences: dict[Device, int]) -> list[bool]:
    """Insert what is not there yet and say of each row whether it was new.

    New ones are numbered on from `sequences`, the locked last numbers of their devices, which move with them.
    Readers of the feed wake after the commit.
    """
    if not rows:
        return []
    insert_rows = _insert_sqlite if conn.dialect.name == "sqlite" else _insert_postgresql
    new = insert_rows(conn, rows, sequences)
    for tenant_id in {row.tenant_id for row, fresh in zip(rows, new, strict=True) if fresh}:
        tell(conn, tenant_id)
    return new


def _insert_sqlite(conn: sa.Connection, rows: Sequence[PunchRow], sequences: dict[Device, int]) -> list[bool]:
    # One statement a row: its row count is what tells new from known, so numbers have no gaps.
    cursor = _driver(conn).cursor()
    new = []
    for row in rows:
        device = (row[0], row[2])
        number = sequences[device] + 1
        fresh = cursor.execute(_SQLITE_PUNCH, (*row, number)).rowcount == 1
        if fresh:
            sequences[device] = number
        new.append(fresh)
    return new


def _insert_postgresql(
    conn: sa.Connection, rows: Sequence[PunchRow], sequences: dict[Device, int]
) -> list[bool]:
    # Nobody else writes punches of these devices before the commit: their numbers are locked.
    given = dict(sequences)
    numbered = []
    for row in rows:
        device = (row.tenant_id, row.device_id)
        given[device] += 1
        numbered.append((*row, given[device]))
    columns = tuple(list(column) for column in zip(*numbered, strict=True))
    fresh = {row_id for (row_id,) in conn.exec_driver_sql(_PG_PUNCH, columns)}
    if len(fresh) == len(rows):
        sequences.update(given)
        return [True] * len(rows)
    # Some were known: those after them close up.
    moved = []
    for row, (*_, number) in zip(rows, numbered, strict=True):
        if row.id in fresh:
            device = (row.tenant_id, row.device_id)
            sequences[device] += 1
            if sequences[device] != number:
                moved.append((row.tenant_id, row.id, sequences[device]))
    if moved:
        conn.exec_driver_sql(_PG_CLOSE_UP, tuple(list(column) for column in zip(*moved, strict=True)))
    return [row.id in fresh for row in rows]


def id_of(conn: sa.Connection, tenant_id: int, device_id: int, dedup: bytes) -> int | None:
    """The punch of a key of deduplication."""
    return conn.scalar(
        sa.select(punch.c.id).where(
            punch.c.tenant_id == tenant_id, punch.c.device_id == device_id, punch.c.dedup == dedup
        )
    )


def _driver(conn: sa.Connection) -> sqlite3.Connection:
    raw = conn.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


def lock_devices(conn: sa.Connection, devices: Sequence[Device]) -> None:
    """Let nobody else tell of these devices before the commit. Comes before anything the transaction writes.

    On PostgreSQL the feed goes by the numbers that transactions get when they first write: only if they wait
    before that are a device's events in the order of their sequence. These locks do not count as writing.
    """
    if conn.dialect.name == "postgresql" and devices:
        keys = sorted(device_id for _, device_id in devices)
        conn.exec_driver_sql("SELECT count(pg_advisory_xact_lock(k)) FROM unnest($1::bigint[]) AS k", (keys,))


def lock_sequences(conn: sa.Connection, devices: Collection[Device]) -> dict[Device, int]:
    """The last sequence number of each device, locked to the commit. All writers lock in one order, so that
    none wait in a circle."""
    if conn.dialect.name == "sqlite":
        execute = _driver(conn).execute
        found = ((device, execute(_SQLITE_SEQUENCE, device).fetchone()) for device in devices)
        return {device: 0 if row is None else row[0] for device, row in found}
    in_one_order = sorted(devices, key=itemgetter(1))  # that of `lock_devices`
    columns = tuple(list(column) for column in zip(*in_one_order, strict=True))
    return {(tenant, device): seq for tenant, device, seq in conn.exec_driver_sql(_PG_LOCK, columns)}


def save_sequences(conn: sa.Connection, sequences: Mapping[Device, int]) -> None:
    """Move the numbers of devices that `lock_sequences` locked."""
    if not sequences:
        return
    rows = [(tenant_id, device_id, last) for (tenant_id, device_id), last in sequences.items()]
    if conn.dialect.name == "sqlite":
        _driver(conn).executemany(_SQLITE_MOVE, rows)
    else:
        conn.exec_driver_sql(_PG_MOVE, tuple(list(column) for column in zip(*rows, strict=True)))


def save_stamp(conn: sa.Connection, tenant_id: int, device_id: int, table_name: str, value: str) -> None:
    """Remember how far a terminal said it got, in the transaction that makes it true."""
    statement = insert(conn, upload_stamp).values(
        tenant_id=tenant_id, device_id=device_id, table_name=table_name, value=value
    )
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=list(upload_stamp.primary_key.columns), set_={"value": statement.excluded.value}
        )
    )


def stamps_of(conn: sa.Connection, tenant_id: int, device_id: int) -> dict[str, str]:
    statement = sa.select(upload_stamp.c.table_name, upload_stamp.c.value).where(
        upload_stamp.c.tenant_id == tenant_id, upload_stamp.c.device_id == device_id
    )
    return {name: value for name, value in conn.execute(statement)}


class DeadRow(NamedTuple):
    """A line that could not be read, and why not."""

    line: bytes
    line_no: int
    code: str
    message: str


def save_dead_lines(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    device_id: int,
    table_name: str,
    lines: Sequence[DeadRow],
    *,
    seen_at: int,
) -> None:
    """Keep lines that could not be read; what was seen before is counted."""
    if not lines:
        return
    table = table_name.encode() + b"\0"
    rows = [
        {
            "tenant_id": tenant_id,
            "id": row_id,
            "device_id": device_id,
            "digest": hashlib.sha256(table + row.line).digest(),
            "table_name": table_name,
            **row._asdict(),
            "first_seen_at": seen_at,
            "last_seen_at": seen_at,
            "count": 1,
        }
        for row_id, row in zip(ids.take(len(lines)), lines, strict=True)
    ]
    conn.execute(_keep_dead(conn), rows)


@prepared
def _keep_dead(conn: sa.Connection) -> sa.Executable:
    statement = insert(conn, dead_line)
    return statement.on_conflict_do_update(
        index_elements=[dead_line.c.tenant_id, dead_line.c.device_id, dead_line.c.digest],
        set_={"count": dead_line.c.count + 1, "last_seen_at": statement.excluded.last_seen_at},
    )


def save_raw(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    device_id: int,
    *,
    endpoint: str,
    table_name: str,
    query: str,
    body: bytes,
) -> None:
    """Keep an upload whole; one that was kept before is counted."""
    statement = insert(conn, raw_push).values(
        tenant_id=tenant_id,
        id=ids.next(),
        device_id=device_id,
        digest=hashlib.sha256(endpoint.encode() + b"\0" + table_name.encode() + b"\0" + body).digest(),
        endpoint=endpoint,
        table_name=table_name,
        query=query,
        body=zlib.compress(body, 6),
        size=len(body),
        count=1,
    )
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=[raw_push.c.tenant_id, raw_push.c.device_id, raw_push.c.digest],
            set_={"count": raw_push.c.count + 1},
        )
    )


class ResultRow(NamedTuple):
    """What a terminal answered to one line."""

    wire_id: str
    verb: str
    return_code: int | None
    info: Mapping[str, str] | None
    content: bytes | None


def save_command_results(
    conn: sa.Connection, ids: IdClock, tenant_id: int, device_id: int, results: Sequence[ResultRow]
) -> None:
    """Keep what a terminal answered; what it has answered just so before is kept already."""
    if not results:
        return
    rows = [
        {
            "tenant_id": tenant_id,
            "id": row_id,
            "device_id": device_id,
            **result._asdict(),
            "info": None if result.info is None else dict(result.info),
            "digest": _said(result),
        }
        for row_id, result in zip(ids.take(len(results)), results, strict=True)
    ]
    conn.execute(insert(conn, command_result).on_conflict_do_nothing(), rows)


def _said(result: ResultRow) -> bytes:
    said = (result.verb, result.return_code, sorted((result.info or {}).items()), result.content)
    return hashlib.sha256(repr(said).encode()).digest()

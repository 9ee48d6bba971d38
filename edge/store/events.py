"""The event feed's rows: appended with what they tell of, read in an order in which nothing can be missed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from edge.store.engine import insert, settled, tell
from edge.store.schema import device_sequence, event


class Position(NamedTuple):
    """A place in the feed. On SQLite the transaction is 0, because ids already are in commit order."""

    xid: int
    id: int


START = Position(0, 0)


class EventRow(NamedTuple):
    position: Position
    type: str
    device_id: int | None
    body: str


def next_sequences(conn: sa.Connection, tenant_id: int, device_id: int, count: int) -> int:
    """Reserve `count` sequence numbers of a device and return the first. Locks them to the commit."""
    statement = insert(conn, device_sequence).values(tenant_id=tenant_id, device_id=device_id, seq=count)
    last = conn.execute(
        statement.on_conflict_do_update(
            index_elements=list(device_sequence.primary_key.columns),
            set_={"seq": device_sequence.c.seq + count},
        ).returning(device_sequence.c.seq)
    ).scalar_one()
    return int(last) - count + 1


def append(conn: sa.Connection, tenant_id: int, row_id: int, body: Mapping[str, Any]) -> None:
    """Tell one thing that is no punch. The body has passed `js_safe`; readers wake after the commit."""
    conn.execute(
        event.insert().values(
            tenant_id=tenant_id,
            id=row_id,
            type=body["event"],
            device_id=None,
            seq=None,
            body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        )
    )
    tell(conn, tenant_id)


def append_of_device(
    conn: sa.Connection, tenant_id: int, row_id: int, device_id: int, sequence: int, body: Mapping[str, Any]
) -> None:
    """Tell one thing of a device, under a number from `next_sequences`."""
    conn.execute(
        event.insert().values(
            tenant_id=tenant_id,
            id=row_id,
            type=body["event"],
            device_id=device_id,
            seq=sequence,
            body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        )
    )
    tell(conn, tenant_id)


def _xid(conn: sa.Connection) -> sa.ColumnElement[int]:
    return sa.literal(0) if conn.dialect.name == "sqlite" else event.c.xid


def page(
    conn: sa.Connection, tenant_id: int, after: Position, limit: int, types: Sequence[str] = ()
) -> list[EventRow]:
    """Events of a tenant after a position, oldest first; none that a running transaction may still precede."""
    statement = (
        sa.select(_xid(conn).label("xid"), event.c.id, event.c.type, event.c.device_id, event.c.body)
        .where(event.c.tenant_id == tenant_id, settled(conn, event), _after(conn, after))
        .order_by(*_order(conn))
        .limit(limit)
    )
    if types:
        statement = statement.where(event.c.type.in_(types))
    return [
        EventRow(Position(xid, row_id), type_, device_id, body)
        for xid, row_id, type_, device_id, body in conn.execute(statement)
    ]


def newest(conn: sa.Connection, tenant_id: int) -> Position:
    """Where the feed ends now."""
    statement = (
        sa.select(_xid(conn).label("xid"), event.c.id)
        .where(event.c.tenant_id == tenant_id, settled(conn, event))
        .order_by(*(column.desc() for column in _order(conn)))
        .limit(1)
    )
    found = conn.execute(statement).first()
    return Position(*found) if found else START


def oldest(conn: sa.Connection, tenant_id: int) -> Position | None:
    """Where the feed begins, retention considered; None if it is empty."""
    statement = (
        sa.select(_xid(conn).label("xid"), event.c.id)
        .where(event.c.tenant_id == tenant_id)
        .order_by(*_order(conn))
        .limit(1)
    )
    found = conn.execute(statement).first()
    return Position(*found) if found else None


def _order(conn: sa.Connection) -> tuple[sa.ColumnElement[int], ...]:
    return (event.c.id,) if conn.dialect.name == "sqlite" else (event.c.xid, event.c.id)


def _after(conn: sa.Connection, after: Position) -> sa.ColumnElement[bool]:
    if conn.dialect.name == "sqlite":
        return event.c.id > after.id
    return sa.tuple_(event.c.xid, event.c.id) > sa.tuple_(sa.literal(after.xid), sa.literal(after.id))


def is_known(conn: sa.Connection, tenant_id: int, position: Position) -> bool:
    """Whether the event at a position is still there."""
    statement = sa.select(sa.literal(1)).where(event.c.tenant_id == tenant_id, event.c.id == position.id)
    return conn.execute(statement).first() is not None

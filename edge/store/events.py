"""The rows of the event feed: punches, which are events themselves, and everything else that is told.

Both are read in an order in which nothing can be missed: that of ids on SQLite, whose one writer commits in
it, and that of (transaction, id) on PostgreSQL, up to the oldest transaction that still runs.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from edge.store.engine import insert, oldest_running, prepared, settled, tell
from edge.store.people_tables import employee
from edge.store.schema import device, device_sequence, event, punch, site


class Position(NamedTuple):
    """A place in the feed. On SQLite the transaction is 0, because ids already are in commit order."""

    xid: int
    id: int


START = Position(0, 0)
PUNCH: Final = "attendance.created"
"""The event that a punch is."""


class EventRow(NamedTuple):
    position: Position
    type: str
    device_id: int | None
    body: str


class PunchToTell(NamedTuple):
    """A punch and what is told with it."""

    xid: int
    id: int
    device_id: int
    seq: int
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
    device_public_id: str
    serial: str
    device_name: str
    site_public_id: str | None
    site_name: str | None
    employee_id: str | None  # the customer's, of whom the terminal calls by the PIN


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


def others_after(
    conn: sa.Connection, tenant_id: int, after: Position, limit: int, before: int | None = None
) -> list[EventRow]:
    """Events that are no punches after a position, oldest first; none that may still be preceded. `before`:
    of transactions before this one, where they are read together with punches."""
    statement = (
        sa.select(_xid(conn, event), event.c.id, event.c.type, event.c.device_id, event.c.body)
        .where(
            event.c.tenant_id == tenant_id,
            settled(conn, event, None if before is None else sa.literal(before)),
            _after(conn, event, after),
        )
        .order_by(*_order(conn, event))
        .limit(limit)
    )
    return [
        EventRow(Position(xid, row_id), type_, device_id, body)
        for xid, row_id, type_, device_id, body in conn.execute(statement)
    ]


def punches_after(
    conn: sa.Connection, tenant_id: int, after: Position, limit: int, before: int
) -> list[PunchToTell]:
    """Punches after a position, of transactions before one, in the order of the feed, with what is told of
    their device."""
    statement = (
        _punches_told(conn, tenant_id)
        .where(settled(conn, punch, sa.literal(before)), _after(conn, punch, after))
        .order_by(*_order(conn, punch))
        .limit(limit)
    )
    return [PunchToTell(*row) for row in conn.execute(statement)]


def punches_of(conn: sa.Connection, tenant_id: int, ids: Collection[int]) -> list[PunchToTell]:
    """Punches of these ids, in no order, with what is told of their device."""
    values = {"of_tenant": tenant_id, "ids": list(ids)}
    return [PunchToTell(*row) for row in conn.execute(_punches_of(conn), values)]


@prepared
def _punches_of(conn: sa.Connection) -> sa.Select[Any]:
    told = _punches_told(conn, sa.bindparam("of_tenant", type_=sa.BigInteger))
    return told.where(punch.c.id.in_(sa.bindparam("ids", expanding=True)))


def _punches_told(conn: sa.Connection, tenant_id: int | sa.BindParameter[int]) -> sa.Select[Any]:
    return (
        sa.select(
            _xid(conn, punch),
            punch.c.id,
            *(punch.c[name] for name in PunchToTell._fields[2:15]),
            device.c.public_id,
            device.c.serial,
            device.c.name,
            site.c.public_id,
            site.c.name,
            employee.c.employee_id,
        )
        .join(device, sa.and_(device.c.tenant_id == punch.c.tenant_id, device.c.id == punch.c.device_id))
        .outerjoin(site, sa.and_(site.c.tenant_id == punch.c.tenant_id, site.c.id == punch.c.site_id))
        .outerjoin(
            employee, sa.and_(employee.c.tenant_id == punch.c.tenant_id, employee.c.pin == punch.c.pin)
        )
        .where(punch.c.tenant_id == tenant_id)
    )


def newest(conn: sa.Connection, tenant_id: int) -> Position:
    """Where the feed ends now."""
    return max(_newest(conn, tenant_id, table) for table in (event, punch))


def _newest(conn: sa.Connection, tenant_id: int, table: sa.Table) -> Position:
    statement = (
        sa.select(_xid(conn, table), table.c.id)
        .where(table.c.tenant_id == tenant_id, settled(conn, table))
        .order_by(*(column.desc() for column in _order(conn, table)))
        .limit(1)
    )
    found = conn.execute(statement).first()
    return Position(*found) if found else START


def _xid(conn: sa.Connection, table: sa.Table) -> sa.ColumnElement[int]:
    return sa.literal(0) if conn.dialect.name == "sqlite" else table.c.xid


def _order(conn: sa.Connection, table: sa.Table) -> tuple[sa.ColumnElement[int], ...]:
    return (table.c.id,) if conn.dialect.name == "sqlite" else (table.c.xid, table.c.id)


def _after(conn: sa.Connection, table: sa.Table, after: Position | None = None) -> sa.ColumnElement[bool]:
    """Behind a place; None: that of the parameters `after_xid` and `after_id`."""
    place: tuple[sa.ColumnElement[int], sa.ColumnElement[int]] = (
        (sa.bindparam("after_xid", type_=sa.BigInteger), sa.bindparam("after_id", type_=sa.BigInteger))
        if after is None
        else (sa.literal(after.xid), sa.literal(after.id))
    )
    if conn.dialect.name == "sqlite":
        return table.c.id > place[1]
    return sa.tuple_(table.c.xid, table.c.id) > sa.tuple_(*place)


class Key(NamedTuple):
    """Which event it is, without what it says. `punched_at`: of a punch, microseconds."""

    position: Position
    type: str
    device_id: int | None
    punched_at: int | None = None


def keys_after(conn: sa.Connection, tenant_id: int, after: Position, limit: int) -> list[Key]:
    """Which events come after a position, oldest first: punches and everything else, as one."""
    values = {"of_tenant": tenant_id, "after_xid": after.xid, "after_id": after.id, "most": limit}
    if conn.dialect.name != "sqlite":
        values["before"] = oldest_running(conn)
    found = [
        Key(Position(xid, row_id), word, where, punched_at)
        for punches in (True, False)
        for xid, row_id, word, where, punched_at in conn.execute(_keys_after(conn, punches), values)
    ]
    return sorted(found, key=lambda key: key.position)[:limit] if len(found) > 1 else found


@prepared
def _keys_after(conn: sa.Connection, punches: bool) -> sa.Select[Any]:
    table = punch if punches else event
    kind, at = (sa.literal(PUNCH), punch.c.punched_at) if punches else (event.c.type, sa.null())
    return (
        sa.select(_xid(conn, table), table.c.id, kind, table.c.device_id, at)
        .where(
            table.c.tenant_id == sa.bindparam("of_tenant"),
            settled(conn, table, sa.bindparam("before", type_=sa.BigInteger)),
            _after(conn, table),
        )
        .order_by(*_order(conn, table))
        .limit(sa.bindparam("most", type_=sa.Integer))
    )


def bodies(conn: sa.Connection, tenant_id: int, ids: Collection[int]) -> dict[int, str]:
    """What events that are no punches say, by id."""
    values = {"of_tenant": tenant_id, "ids": list(ids)}
    return {row_id: body for row_id, body in conn.execute(_bodies(conn), values)}


@prepared
def _bodies(conn: sa.Connection) -> sa.Select[Any]:
    return sa.select(event.c.id, event.c.body).where(
        event.c.tenant_id == sa.bindparam("of_tenant"), event.c.id.in_(sa.bindparam("ids", expanding=True))
    )

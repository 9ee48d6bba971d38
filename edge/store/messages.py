"""Messages, and the terminals that show them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa

from edge.store.engine import insert
from edge.store.people_tables import device_message, message
from edge.store.schema import device, tenant

Status = Literal["waiting", "sent", "shown", "failed", "leaving", "deleting", "gone"]


class Due(NamedTuple):
    """A message that is to be sent to a terminal, or taken back from it."""

    tenant_id: int
    device_id: int
    message_id: int
    status: Status
    command_id: int | None


def add(conn: sa.Connection, row: Mapping[str, Any]) -> bool:
    """Returns False where another message has the number."""
    statement = insert(conn, message).values(deleted=False, **row)
    return conn.execute(statement.on_conflict_do_nothing()).rowcount == 1


def add_devices(conn: sa.Connection, tenant_id: int, message_id: int, device_ids: Collection[int]) -> None:
    rows = [
        {"tenant_id": tenant_id, "message_id": message_id, "device_id": device_id, "status": "waiting"}
        for device_id in device_ids
    ]
    if rows:
        conn.execute(device_message.insert(), rows)


def numbers(conn: sa.Connection, tenant_id: int) -> list[int]:
    """The numbers that are taken, ascending."""
    statement = sa.select(message.c.number).where(message.c.tenant_id == tenant_id)
    return list(conn.scalars(statement.order_by(message.c.number)))


def by_id(
    conn: sa.Connection, tenant_id: int, message_id: int, site_ids: Collection[int] | None = None
) -> sa.RowMapping | None:
    """A message that was not taken back; with `site_ids` only where a terminal of these sites shows it."""
    found = page(conn, tenant_id, before=message_id + 1, limit=1, site_ids=site_ids, only=message_id)
    return found[0] if found else None


def row_of(conn: sa.Connection, tenant_id: int, message_id: int) -> sa.RowMapping | None:
    """A message, also one that was taken back."""
    statement = sa.select(message).where(message.c.tenant_id == tenant_id, message.c.id == message_id)
    return conn.execute(statement).mappings().one_or_none()


def page(
    conn: sa.Connection,
    tenant_id: int,
    *,
    before: int | None,
    limit: int,
    site_ids: Collection[int] | None = None,
    only: int | None = None,
) -> Sequence[sa.RowMapping]:
    """Those that were not taken back, newest first, from before an id on."""
    statement = (
        sa.select(message)
        .where(message.c.tenant_id == tenant_id, ~message.c.deleted)
        .order_by(message.c.id.desc())
        .limit(limit)
    )
    if only is not None:
        statement = statement.where(message.c.id == only)
    elif before is not None:
        statement = statement.where(message.c.id < before)
    if site_ids is not None:
        there = _on_devices(tenant_id).where(
            device_message.c.message_id == message.c.id, device.c.site_id.in_(site_ids)
        )
        statement = statement.where(sa.exists(there))
    return conn.execute(statement).mappings().all()


def _on_devices(tenant_id: int, *columns: Any) -> sa.Select[Any]:
    return (
        sa.select(*(columns or (device_message.c.device_id,)))
        .select_from(device_message)
        .join(
            device,
            sa.and_(
                device.c.tenant_id == device_message.c.tenant_id, device.c.id == device_message.c.device_id
            ),
        )
        .where(device_message.c.tenant_id == tenant_id)
    )


def devices_page(
    conn: sa.Connection,
    tenant_id: int,
    message_id: int,
    *,
    after: int,
    limit: int,
    site_ids: Collection[int] | None = None,
) -> Sequence[sa.RowMapping]:
    """How it stands on terminals: status, error, command_id, and public_id, serial, name of each, in the
    order of their ids from after one on."""
    shown = (
        device_message.c.device_id,
        device_message.c.status,
        device_message.c.error,
        device_message.c.command_id,
        device.c.public_id,
        device.c.serial,
        device.c.name,
    )
    statement = (
        _on_devices(tenant_id, *shown)
        .where(device_message.c.message_id == message_id, device_message.c.device_id > after)
        .order_by(device_message.c.device_id)
        .limit(limit)
    )
    if site_ids is not None:
        statement = statement.where(device.c.site_id.in_(site_ids))
    return conn.execute(statement).mappings().all()


def counts(
    conn: sa.Connection,
    tenant_id: int,
    message_ids: Collection[int],
    site_ids: Collection[int] | None = None,
) -> dict[int, dict[str, int]]:
    """On how many terminals each message stands how."""
    columns = (device_message.c.message_id, device_message.c.status)
    statement = _on_devices(tenant_id, *columns, sa.func.count()).where(
        device_message.c.message_id.in_(message_ids)
    )
    if site_ids is not None:
        statement = statement.where(device.c.site_id.in_(site_ids))
    found: dict[int, dict[str, int]] = {message_id: {} for message_id in message_ids}
    for message_id, status, count in conn.execute(statement.group_by(*columns)):
        found[message_id][status] = count
    return found


def is_elsewhere(conn: sa.Connection, tenant_id: int, message_id: int, site_ids: Collection[int]) -> bool:
    """Whether terminals beyond some sites show it."""
    statement = _on_devices(tenant_id).where(
        device_message.c.message_id == message_id,
        sa.or_(device.c.site_id.is_(None), device.c.site_id.not_in(site_ids)),
    )
    return conn.execute(statement.limit(1)).first() is not None


def end(conn: sa.Connection, tenant_id: int, message_id: int, now: int, *, deleted: bool) -> None:
    """It is shown no longer: to be taken back wherever it may be."""
    whose = (message.c.tenant_id == tenant_id, message.c.id == message_id)
    ended = {"ended_at": sa.func.coalesce(message.c.ended_at, now)}
    conn.execute(message.update().where(*whose).values(deleted=message.c.deleted | deleted, **ended))
    there = (device_message.c.tenant_id == tenant_id, device_message.c.message_id == message_id)
    status = device_message.c.status
    conn.execute(device_message.update().where(*there, status == "waiting").values(status="gone"))
    conn.execute(
        device_message.update()
        .where(*there, status.in_(("sent", "shown", "failed")))
        .values(status="leaving", error=None)
    )


def set_status(
    conn: sa.Connection, tenant_id: int, message_id: int, device_id: int, status: Status, **values: Any
) -> None:
    conn.execute(
        device_message.update()
        .where(
            device_message.c.tenant_id == tenant_id,
            device_message.c.message_id == message_id,
            device_message.c.device_id == device_id,
        )
        .values(status=status, **values)
    )


def of_command(conn: sa.Connection, tenant_id: int, command_id: int) -> sa.RowMapping | None:
    """What a command is about."""
    statement = sa.select(device_message).where(
        device_message.c.tenant_id == tenant_id, device_message.c.command_id == command_id
    )
    return conn.execute(statement).mappings().first()


def due(conn: sa.Connection, limit: int) -> list[Due]:
    """What is to be sent or taken back next, over all tenants."""
    statement = (
        sa.select(*(device_message.c[name] for name in Due._fields))
        .where(
            device_message.c.tenant_id.in_(sa.select(tenant.c.id)),
            device_message.c.status.in_(("waiting", "leaving")),
        )
        .order_by(device_message.c.tenant_id, device_message.c.device_id, device_message.c.message_id)
        .limit(limit)
    )
    return [Due._make(row) for row in conn.execute(statement)]


def run_out(conn: sa.Connection, now: int, limit: int) -> list[tuple[int, int]]:
    """(tenant, message) of those whose time has run out, over all tenants."""
    statement = (
        sa.select(message.c.tenant_id, message.c.id)
        .where(
            message.c.tenant_id.in_(sa.select(tenant.c.id)),
            message.c.ends_at <= now,
            message.c.ended_at.is_(None),
        )
        .limit(limit)
    )
    return [(tenant_id, message_id) for tenant_id, message_id in conn.execute(statement)]


def done_with(conn: sa.Connection, ended_before: int, limit: int) -> list[tuple[int, int]]:
    """(tenant, message) of those that are gone from every terminal and nobody looks at any more: they were
    taken back, or ended long ago."""
    there = sa.select(device_message.c.device_id).where(
        device_message.c.tenant_id == message.c.tenant_id,
        device_message.c.message_id == message.c.id,
        device_message.c.status.in_(("leaving", "deleting")),
    )
    statement = (
        sa.select(message.c.tenant_id, message.c.id)
        .where(
            message.c.tenant_id.in_(sa.select(tenant.c.id)),
            message.c.ended_at.is_not(None),
            sa.or_(message.c.deleted, message.c.ended_at < ended_before),
            ~sa.exists(there),
        )
        .limit(limit)
    )
    return [(tenant_id, message_id) for tenant_id, message_id in conn.execute(statement)]


def remove(conn: sa.Connection, tenant_id: int, message_id: int) -> None:
    """Its number is free again."""
    conn.execute(
        device_message.delete().where(
            device_message.c.tenant_id == tenant_id, device_message.c.message_id == message_id
        )
    )
    conn.execute(message.delete().where(message.c.tenant_id == tenant_id, message.c.id == message_id))


def box_replaced(conn: sa.Connection, tenant_id: int, device_id: int) -> None:
    """The device is another box: what the old one showed is to be shown by it, what was to leave is gone."""
    there = (device_message.c.tenant_id == tenant_id, device_message.c.device_id == device_id)
    ended = sa.select(message.c.id).where(message.c.tenant_id == tenant_id, message.c.ended_at.is_not(None))
    conn.execute(
        device_message.update()
        .where(*there, device_message.c.message_id.in_(ended))
        .values(status="gone", command_id=None)
    )
    conn.execute(
        device_message.update()
        .where(*there, device_message.c.message_id.not_in(ended))
        .values(status="waiting", command_id=None, error=None)
    )

"""What happened to devices besides their punches."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

import sqlalchemy as sa

from edge.store.schema import event

_FACTS: Final = ("device.online", "device.offline")


class ToldFact(NamedTuple):
    """That a terminal went offline or came back, as it was told."""

    id: int
    type: str
    device_id: int
    body: str


def page(
    conn: sa.Connection,
    tenant_id: int,
    device_id: int,
    *,
    before: int | None,
    limit: int,
    types: Collection[str] = (),
) -> Sequence[tuple[int, str]]:
    """Ids and bodies of a device's events, newest first, from before an id on."""
    statement = (
        sa.select(event.c.id, event.c.body)
        .where(event.c.tenant_id == tenant_id, event.c.device_id == device_id)
        .order_by(event.c.id.desc())
        .limit(limit)
    )
    if before is not None:
        statement = statement.where(event.c.id < before)
    if types:
        statement = statement.where(event.c.type.in_(types))
    return [(row_id, body) for row_id, body in conn.execute(statement)]


def presence(
    conn: sa.Connection, tenant_id: int, device_ids: Collection[int], from_id: int
) -> dict[int, list[tuple[int, str, str]]]:
    """(id, type, body) of the online and offline facts of devices since an id, oldest first, by device."""
    statement = (
        sa.select(event.c.device_id, event.c.id, event.c.type, event.c.body)
        .where(
            event.c.tenant_id == tenant_id,
            event.c.device_id.in_(device_ids),
            event.c.id >= from_id,
            event.c.type.in_(_FACTS),
        )
        .order_by(event.c.device_id, event.c.id)
    )
    found: dict[int, list[tuple[int, str, str]]] = {device_id: [] for device_id in device_ids}
    for device_id, row_id, type_, body in conn.execute(statement):
        found[device_id].append((row_id, type_, body))
    return found


def facts(conn: sa.Connection, tenant_id: int, after: int, limit: int) -> list[ToldFact]:
    """The online and offline facts of a tenant after an id, oldest first."""
    statement = (
        sa.select(event.c.id, event.c.type, event.c.device_id, event.c.body)
        .where(event.c.tenant_id == tenant_id, event.c.id > after, event.c.type.in_(_FACTS))
        .order_by(event.c.id)
        .limit(limit)
    )
    return [ToldFact(*row) for row in conn.execute(statement)]

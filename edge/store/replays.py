"""What a replay walks over: events as they were told, or the deliveries that were made of them; by id."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from edge.store.events import PUNCH, Key, Position
from edge.store.schema import event, punch
from edge.store.webhook_tables import webhook_delivery

_delivery = webhook_delivery


def events_between(conn: sa.Connection, tenant_id: int, after: int, before: int, limit: int) -> list[Key]:
    """Events whose ids are between the two, oldest first: punches and everything else, as one."""
    found: list[Key] = []
    for table, kind in ((punch, sa.literal(PUNCH)), (event, event.c.type)):
        statement = (
            sa.select(table.c.id, kind, table.c.device_id)
            .where(table.c.tenant_id == tenant_id, table.c.id > after, table.c.id < before)
            .order_by(table.c.id)
            .limit(limit)
        )
        found += [Key(Position(0, row_id), word, where) for row_id, word, where in conn.execute(statement)]
    return sorted(found, key=lambda key: key.position)[:limit]


def deliveries_between(
    conn: sa.Connection,
    tenant_id: int,
    webhook_id: int,
    state: str,
    *,
    after: int,
    before: int,
    told_from: int,
    told_to: int,
    limit: int,
) -> Sequence[sa.RowMapping]:
    """Deliveries of an endpoint in a state, that nothing was made in place of, oldest first: those whose ids
    are between the two, of events told in a range (ids)."""
    statement = (
        sa.select(_delivery)
        .where(
            _delivery.c.tenant_id == tenant_id,
            _delivery.c.webhook_id == webhook_id,
            # Spelled out, so that the index of the dead is used.
            _delivery.c.state == sa.literal_column("'dead'" if state == "dead" else "'delivered'"),
            _delivery.c.id > after,
            _delivery.c.id < before,
            _delivery.c.event_id >= told_from,
            _delivery.c.event_id < told_to,
            _delivery.c.resent_as.is_(None),
        )
        .order_by(_delivery.c.id)
        .limit(limit)
    )
    return conn.execute(statement).mappings().all()


def waiting_among(
    conn: sa.Connection, tenant_id: int, webhook_id: int, event_ids: Collection[int]
) -> set[int]:
    """Which of these events still wait to be delivered to an endpoint."""
    statement = sa.select(_delivery.c.event_id).where(
        _delivery.c.tenant_id == tenant_id,
        _delivery.c.webhook_id == webhook_id,
        _delivery.c.state == sa.literal_column("'pending'"),
        _delivery.c.event_id.in_(event_ids),
    )
    return set(conn.scalars(statement))


def note_resent(conn: sa.Connection, tenant_id: int, made: Collection[tuple[int, int]]) -> None:
    """In place of deliveries (the first of each pair) others were made."""
    if made:
        conn.execute(
            _delivery.update()
            .where(_delivery.c.tenant_id == tenant_id, _delivery.c.id == sa.bindparam("_former"))
            .values(resent_as=sa.bindparam("_made")),
            [{"_former": former, "_made": fresh} for former, fresh in made],
        )


def dead_since(conn: sa.Connection, tenant_id: int, webhook_id: int, since: int) -> int | None:
    """The oldest event (id) told since an instant (an id) whose delivery to an endpoint was given up, and
    nothing made in its place."""
    statement = sa.select(sa.func.min(_delivery.c.event_id)).where(
        _delivery.c.tenant_id == tenant_id,
        _delivery.c.webhook_id == webhook_id,
        _delivery.c.state == sa.literal_column("'dead'"),
        _delivery.c.event_id >= since,
        _delivery.c.resent_as.is_(None),
    )
    oldest: int | None = conn.execute(statement).scalar_one()
    return oldest

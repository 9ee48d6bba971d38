"""What the rules of connectivity remember between two facts, and how far they have read the feed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from edge.store.alert_tables import alert_position, alert_watch
from edge.store.devices import whole
from edge.store.engine import insert
from edge.store.events import Position
from edge.store.schema import device, device_presence, serial_claim, site, tenant


class Looked(NamedTuple):
    """How far a tenant's feed was read, and when that was (microseconds)."""

    position: Position
    at: int


def tenant_ids(conn: sa.Connection) -> list[int]:
    """Every tenant."""
    return list(conn.scalars(sa.select(tenant.c.id).order_by(tenant.c.id)))


def position(conn: sa.Connection, tenant_id: int) -> Looked | None:
    """None where nobody has looked yet."""
    row = conn.execute(sa.select(alert_position).where(alert_position.c.tenant_id == tenant_id)).first()
    return None if row is None else Looked(Position(row.xid, row.event_id), row.looked_at)


def set_position(conn: sa.Connection, tenant_id: int, to: Position, now: int) -> None:
    statement = insert(conn, alert_position).values(
        tenant_id=tenant_id, xid=to.xid, event_id=to.id, looked_at=now
    )
    excluded = statement.excluded
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=[alert_position.c.tenant_id],
            set_={"xid": excluded.xid, "event_id": excluded.event_id, "looked_at": excluded.looked_at},
        )
    )


def kept(conn: sa.Connection, tenant_id: int) -> Sequence[sa.Row[Any, Any, Any]]:
    """(entity_type, entity_id, state) of everything that is remembered."""
    columns = (alert_watch.c.entity_type, alert_watch.c.entity_id, alert_watch.c.state)
    return conn.execute(sa.select(*columns).where(alert_watch.c.tenant_id == tenant_id)).all()


def save(conn: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Remember these instead of what was remembered of the same entities."""
    if not rows:
        return
    statement = insert(conn, alert_watch)
    excluded = statement.excluded
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=list(alert_watch.primary_key.columns),
            set_={"state": excluded.state, "due_at": excluded.due_at},
        ),
        list(rows),
    )


def forget(conn: sa.Connection, tenant_id: int, entity_type: str, entity_ids: Collection[str]) -> None:
    conn.execute(
        alert_watch.delete().where(
            alert_watch.c.tenant_id == tenant_id,
            alert_watch.c.entity_type == entity_type,
            alert_watch.c.entity_id.in_(entity_ids),
        )
    )


def watched_devices(conn: sa.Connection, tenant_id: int) -> Sequence[sa.RowMapping]:
    """The devices of a tenant that are served and were seen at least once."""
    statement = whole().add_columns(
        site.c.tags.label("site_tags"), site.c.business_critical.label("site_business_critical")
    )
    statement = statement.where(
        device.c.tenant_id == tenant_id,
        device.c.state == "active",
        serial_claim.c.device_id.is_not(None),
        device_presence.c.last_seen_at.is_not(None),
    )
    return conn.execute(statement).mappings().all()

"""What selectors ask of terminals, sites and alerts: the few columns of them, of all at once or of some."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

import sqlalchemy as sa

from edge.store.alert_tables import alert
from edge.store.schema import device, site

CHUNK: Final = 500

_DEVICE: Final = (
    sa.select(
        device.c.id,
        device.c.public_id,
        device.c.serial,
        device.c.site_id,
        device.c.state,
        device.c.model,
        device.c.tags,
        device.c.business_critical,
        site.c.public_id.label("site_public_id"),
        site.c.tags.label("site_tags"),
        site.c.business_critical.label("site_business_critical"),
    )
    .select_from(device)
    .outerjoin(site, sa.and_(site.c.tenant_id == device.c.tenant_id, site.c.id == device.c.site_id))
)


def of_devices(
    conn: sa.Connection, tenant_id: int, device_ids: Collection[int] | None = None
) -> Sequence[sa.RowMapping]:
    """Devices with what their sites add, in the order they were registered: these, retired ones too; or all
    that are not retired."""
    statement = _DEVICE.where(device.c.tenant_id == tenant_id).order_by(device.c.id)
    if device_ids is None:
        return conn.execute(statement.where(device.c.state != "retired")).mappings().all()
    return _some(conn, statement, device.c.id, device_ids)


def of_sites(conn: sa.Connection, tenant_id: int, site_ids: Collection[int]) -> Sequence[sa.RowMapping]:
    """Sites: id, public_id, tags, business_critical."""
    statement = sa.select(site.c.id, site.c.public_id, site.c.tags, site.c.business_critical).where(
        site.c.tenant_id == tenant_id
    )
    return _some(conn, statement, site.c.id, site_ids)


def open_alerts(
    conn: sa.Connection,
    tenant_id: int,
    *,
    statuses: Collection[str] | None = None,
    site_ids: Collection[int] | None = None,
    muted_only: bool = False,
) -> Sequence[sa.RowMapping]:
    """Alerts that are not over, oldest first; of these statuses, at these sites, or only those that are
    muted."""
    statement = sa.select(
        alert.c.id,
        alert.c.rule,
        alert.c.kind,
        alert.c.severity,
        alert.c.entity_type,
        alert.c.entity_id,
        alert.c.site_id,
        alert.c.device_id,
        alert.c.muted,
    ).where(alert.c.tenant_id == tenant_id)
    statement = statement.where(
        alert.c.status != "resolved" if statuses is None else alert.c.status.in_(statuses)
    )
    if site_ids is not None:
        statement = statement.where(alert.c.site_id.in_(site_ids))
    if muted_only:
        statement = statement.where(alert.c.muted.is_not(None))
    return conn.execute(statement.order_by(alert.c.id)).mappings().all()


def mute(conn: sa.Connection, tenant_id: int, alert_ids: Sequence[int], by: str | None) -> None:
    """Note what mutes some alerts, None: nothing. Their versions go up."""
    for at in range(0, len(alert_ids), CHUNK):
        chosen = sa.and_(alert.c.tenant_id == tenant_id, alert.c.id.in_(alert_ids[at : at + CHUNK]))
        # Held in the order that everybody holds several in.
        conn.execute(sa.select(alert.c.id).where(chosen).order_by(alert.c.id).with_for_update())
        conn.execute(alert.update().where(chosen).values(version=alert.c.version + 1, muted=by))


def _some(
    conn: sa.Connection, statement: sa.Select[Any], column: sa.Column[int], ids: Collection[int]
) -> list[sa.RowMapping]:
    listed = sorted(ids)
    return [
        row
        for at in range(0, len(listed), CHUNK)
        for row in conn.execute(statement.where(column.in_(listed[at : at + CHUNK]))).mappings()
    ]

"""Which devices a selector means: few columns of many devices."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

import sqlalchemy as sa

from edge.store import devices
from edge.store.schema import device, device_presence, serial_claim, site

CHUNK: Final = 500
"""How many values go into one statement."""

_LEAN = (
    sa.select(
        device.c.tenant_id,
        device.c.id,
        device.c.public_id,
        device.c.serial,
        device.c.site_id,
        device.c.state,
        device.c.model,
        device.c.tags,
        device_presence.c.last_seen_at,
        device_presence.c.online,
        (serial_claim.c.device_id.is_not(None)).label("served"),
    )
    .select_from(device)
    .outerjoin(
        device_presence,
        sa.and_(
            device_presence.c.tenant_id == device.c.tenant_id, device_presence.c.device_id == device.c.id
        ),
    )
    .outerjoin(
        serial_claim,
        sa.and_(
            serial_claim.c.serial == device.c.serial,
            serial_claim.c.tenant_id == device.c.tenant_id,
            serial_claim.c.device_id == device.c.id,
        ),
    )
)


def candidates(
    conn: sa.Connection,
    tenant_id: int,
    *,
    names: Collection[str] | None = None,
    site_ids: Collection[int] | None = None,
) -> Sequence[sa.RowMapping]:
    """Devices that are not retired, in the order they were registered: all, or those named by id or serial
    number, or at some sites."""
    statement = _LEAN.where(device.c.tenant_id == tenant_id, device.c.state != "retired")
    if site_ids is not None:
        statement = statement.where(device.c.site_id.in_(site_ids))
    if names is None:
        return conn.execute(statement.order_by(device.c.id)).mappings().all()
    found: dict[int, sa.RowMapping] = {}
    listed = list(names)
    for at in range(0, len(listed), CHUNK):
        some = listed[at : at + CHUNK]
        for column in (device.c.public_id, device.c.serial):
            for row in conn.execute(statement.where(column.in_(some))).mappings():
                found[row["id"]] = row
    return [found[device_id] for device_id in sorted(found)]


def whole(conn: sa.Connection, tenant_id: int, device_ids: Collection[int]) -> dict[int, sa.RowMapping]:
    """Rows of `store.devices.whole` of a batch of devices, retired ones too, by id."""
    statement = devices.whole().where(device.c.tenant_id == tenant_id, device.c.id.in_(device_ids))
    return {row["id"]: row for row in conn.execute(statement).mappings()}


def standing(
    conn: sa.Connection,
    tenant_id: int,
    device_ids: Collection[int],
    site_ids: Collection[int] | None,
) -> set[int]:
    """Those of some devices that are not retired, and at some sites where `site_ids` is given."""
    statement = sa.select(device.c.id).where(device.c.tenant_id == tenant_id, device.c.state != "retired")
    if site_ids is not None:
        statement = statement.where(device.c.site_id.in_(site_ids))
    listed = list(device_ids)
    return {
        device_id
        for at in range(0, len(listed), CHUNK)
        for device_id in conn.scalars(statement.where(device.c.id.in_(listed[at : at + CHUNK])))
    }


class DeviceName(NamedTuple):
    """A terminal as lists of people name it."""

    id: int
    public_id: str
    serial: str
    name: str
    site_id: int | None
    site: str | None


def device_names(
    conn: sa.Connection, tenant_id: int, device_ids: Collection[int], within: Collection[int] | None = None
) -> dict[int, DeviceName]:
    """The names of devices that are not retired; `within`: only of those at these sites."""
    statement = (
        sa.select(
            device.c.id, device.c.public_id, device.c.serial, device.c.name, device.c.site_id, site.c.name
        )
        .outerjoin(site, sa.and_(site.c.tenant_id == device.c.tenant_id, site.c.id == device.c.site_id))
        .where(device.c.tenant_id == tenant_id, device.c.id.in_(device_ids), device.c.state != "retired")
        .order_by(device.c.id)
    )
    if within is not None:
        statement = statement.where(device.c.site_id.in_(within))
    return {row[0]: DeviceName._make(row) for row in conn.execute(statement)}

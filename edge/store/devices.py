"""Devices and the serials that wait to become devices."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from edge.store.command_tables import command
from edge.store.engine import insert, prepared
from edge.store.schema import (
    device,
    device_presence,
    former_site,
    pending_device,
    serial_claim,
    site,
    tenant,
)

# What everybody who handles a device needs: the row, its site and its tenant's defaults.
_WHOLE = (
    sa.select(
        device,
        site.c.public_id.label("site_public_id"),
        site.c.name.label("site_name"),
        site.c.slug.label("site_slug"),
        site.c.timezone.label("site_timezone"),
        tenant.c.timezone.label("tenant_timezone"),
        tenant.c.retention_days,
        device_presence.c.last_seen_at,
        device_presence.c.online,
        device_presence.c.changed_at,
        device_presence.c.address,
        device_presence.c.poll_interval_us,
        device_presence.c.clock_drift_s,
        device_presence.c.drift,
        (serial_claim.c.device_id.is_not(None)).label("served"),
    )
    .select_from(device)
    .join(tenant, tenant.c.id == device.c.tenant_id)
    .outerjoin(site, sa.and_(site.c.tenant_id == device.c.tenant_id, site.c.id == device.c.site_id))
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


def whole() -> sa.Select[Any]:
    """The select every list and look-up of devices starts from: add what narrows it, tenant first."""
    return _WHOLE


def served_by_serial(conn: sa.Connection, serial: str) -> sa.RowMapping | None:
    """The device a serial is served as, whichever tenant it is in: how a terminal without a tenant path is
    known.
    """
    statement = _WHOLE.where(
        device.c.serial == serial,
        serial_claim.c.serial == serial,
        device.c.tenant_id == serial_claim.c.tenant_id,
    )
    return conn.execute(statement).mappings().one_or_none()


def by_serial(conn: sa.Connection, tenant_id: int, serial: str) -> sa.RowMapping | None:
    statement = _WHOLE.where(device.c.tenant_id == tenant_id, device.c.serial == serial)
    return conn.execute(statement).mappings().one_or_none()


def by_id(conn: sa.Connection, tenant_id: int, device_id: int) -> sa.RowMapping | None:
    statement = _WHOLE.where(device.c.tenant_id == tenant_id, device.c.id == device_id)
    return conn.execute(statement).mappings().one_or_none()


def by_public_ids(conn: sa.Connection, tenant_id: int, names: Collection[str]) -> Sequence[sa.RowMapping]:
    """Whole rows of the ids that users know, retired ones too."""
    statement = _WHOLE.where(device.c.tenant_id == tenant_id, device.c.public_id.in_(names))
    return conn.execute(statement).mappings().all()


def called(conn: sa.Connection, tenant_id: int, names: Collection[str]) -> dict[str, tuple[int, int | None]]:
    """Id and site of devices, retired ones too, by their public ids and serial numbers; where that is one and
    the same word, it is the device with that id."""
    statement = sa.select(device.c.id, device.c.site_id, device.c.public_id, device.c.serial).where(
        device.c.tenant_id == tenant_id, sa.or_(device.c.public_id.in_(names), device.c.serial.in_(names))
    )
    rows = conn.execute(statement).all()
    by_serial = {row.serial: (row.id, row.site_id) for row in rows}
    return by_serial | {row.public_id: (row.id, row.site_id) for row in rows}


def by_ids(conn: sa.Connection, tenant_id: int, device_ids: Collection[int]) -> Sequence[sa.RowMapping]:
    """Whole rows, retired ones too, in the order they were registered."""
    statement = _WHOLE.where(device.c.tenant_id == tenant_id, device.c.id.in_(device_ids)).order_by(
        device.c.id
    )
    return conn.execute(statement).mappings().all()


def find(conn: sa.Connection, tenant_id: int, name: str) -> sa.RowMapping | None:
    """A device that is not retired, by public id or serial number."""
    statement = _WHOLE.where(
        device.c.tenant_id == tenant_id,
        sa.or_(device.c.public_id == name, device.c.serial == name),
        device.c.state != "retired",
    ).order_by((device.c.public_id == name).desc())
    return conn.execute(statement).mappings().first()


def all_served(conn: sa.Connection) -> Sequence[sa.RowMapping]:
    """Every device that is served, over all tenants: what a process knows when it starts."""
    return conn.execute(_WHOLE.where(serial_claim.c.device_id.is_not(None))).mappings().all()


def ever_seen(conn: sa.Connection, tenant_id: int) -> Sequence[sa.RowMapping]:
    """Every device of a tenant that has called, retired ones too, in the order they were registered;
    `site_business_critical` beside the rest."""
    statement = (
        _WHOLE.add_columns(site.c.business_critical.label("site_business_critical"))
        .where(device.c.tenant_id == tenant_id, device_presence.c.last_seen_at.is_not(None))
        .order_by(device.c.id)
    )
    return conn.execute(statement).mappings().all()


def add(conn: sa.Connection, row: Mapping[str, Any]) -> None:
    conn.execute(device.insert().values(**row))


def change(conn: sa.Connection, tenant_id: int, device_id: int, **values: Any) -> None:
    """Change what users see of a device; its version goes up."""
    conn.execute(
        device.update()
        .where(device.c.tenant_id == tenant_id, device.c.id == device_id)
        .values(version=device.c.version + 1, **values)
    )


def note_identity(conn: sa.Connection, tenant_id: int, device_id: int, **values: Any) -> None:
    """Record what a terminal said of itself. No new version: nobody changed its settings."""
    conn.execute(
        device.update().where(device.c.tenant_id == tenant_id, device.c.id == device_id).values(**values)
    )


def claim_serial(conn: sa.Connection, tenant_id: int, serial: str, device_id: int) -> bool:
    """Make this device the one that is served under the serial. False if another tenant's is."""
    conn.execute(
        insert(conn, serial_claim)
        .values(serial=serial, tenant_id=tenant_id, device_id=device_id)
        .on_conflict_do_nothing()
    )
    held = conn.execute(
        sa.select(serial_claim.c.tenant_id, serial_claim.c.device_id).where(serial_claim.c.serial == serial)
    ).one()
    return tuple(held) == (tenant_id, device_id)


def release_serial(conn: sa.Connection, tenant_id: int, device_id: int) -> None:
    conn.execute(
        serial_claim.delete().where(
            serial_claim.c.tenant_id == tenant_id, serial_claim.c.device_id == device_id
        )
    )


def note_pending(conn: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add to what is known of serials that wait: keys tenant_id, serial, model, address, seen_at, count."""
    conn.execute(
        _note_pending(conn),
        [
            {
                "tenant_id": row["tenant_id"],
                "serial": row["serial"],
                "model": row["model"],
                "address": row["address"],
                "first_seen_at": row["seen_at"],
                "last_seen_at": row["seen_at"],
                "count": row["count"],
            }
            for row in rows
        ],
    )


@prepared
def _note_pending(conn: sa.Connection) -> sa.Executable:
    statement = insert(conn, pending_device)
    return statement.on_conflict_do_update(
        index_elements=[pending_device.c.tenant_id, pending_device.c.serial],
        set_={
            "model": sa.func.coalesce(statement.excluded.model, pending_device.c.model),
            "address": statement.excluded.address,
            "last_seen_at": statement.excluded.last_seen_at,
            "count": pending_device.c.count + statement.excluded["count"],
        },
    )


def waiting_among(conn: sa.Connection, tenant_id: int, serials: Collection[str]) -> set[str]:
    """Those of some serials that wait in a tenant."""
    statement = sa.select(pending_device.c.serial).where(
        pending_device.c.tenant_id == tenant_id, pending_device.c.serial.in_(serials)
    )
    return set(conn.scalars(statement))


def pending_of(conn: sa.Connection, tenant_id: int) -> Sequence[sa.RowMapping]:
    """Serials that wait in a tenant, the latest first."""
    statement = (
        sa.select(pending_device)
        .where(pending_device.c.tenant_id == tenant_id)
        .order_by(pending_device.c.last_seen_at.desc())
    )
    return conn.execute(statement).mappings().all()


def trim_pending(conn: sa.Connection, tenant_id: int, most: int) -> None:
    """Where more than `most` serials wait, forget a tenth of them or more: those not heard of for longest.

    Not one at a time: which are the oldest is found by looking at all of them."""
    of_tenant = pending_device.c.tenant_id == tenant_id
    count = conn.scalar(sa.select(sa.func.count()).select_from(pending_device).where(of_tenant)) or 0
    if count <= most:
        return
    newest_gone = (
        sa.select(pending_device.c.last_seen_at)
        .where(of_tenant)
        .order_by(pending_device.c.last_seen_at.desc())
        .offset(most - most // 10)
        .limit(1)
        .scalar_subquery()
    )
    conn.execute(pending_device.delete().where(of_tenant, pending_device.c.last_seen_at <= newest_gone))


def drop_pending(conn: sa.Connection, tenant_id: int, serial: str) -> None:
    conn.execute(
        pending_device.delete().where(
            pending_device.c.tenant_id == tenant_id, pending_device.c.serial == serial
        )
    )


def save_presence(conn: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write a batch of presence rows: every column of `device_presence`, one statement."""
    if not rows:
        return
    statement = insert(conn, device_presence)
    changing = ("last_seen_at", "online", "changed_at", "address", "poll_interval_us")
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=[device_presence.c.tenant_id, device_presence.c.device_id],
            set_={name: statement.excluded[name] for name in changing},
        ),
        sorted(rows, key=lambda row: (row["tenant_id"], row["device_id"])),  # all writers in one order
    )


def save_drifts(conn: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep what is known of the clocks of devices that were seen: tenant_id, device_id, clock_drift_s, drift.
    In the order of their keys."""
    if rows:
        columns = device_presence.c
        conn.execute(
            device_presence.update()
            .where(columns.tenant_id == sa.bindparam("_tenant"), columns.device_id == sa.bindparam("_device"))
            .values(clock_drift_s=sa.bindparam("_seconds"), drift=sa.bindparam("_drift")),
            [
                {
                    "_tenant": row["tenant_id"],
                    "_device": row["device_id"],
                    "_seconds": row["clock_drift_s"],
                    "_drift": row["drift"],
                }
                for row in rows
            ],
        )


def forget_drift(conn: sa.Connection, tenant_id: int, device_id: int) -> None:
    """Nothing is known of its clock any more."""
    conn.execute(
        device_presence.update()
        .where(device_presence.c.tenant_id == tenant_id, device_presence.c.device_id == device_id)
        .values(clock_drift_s=None, drift=sa.null())
    )


def set_history_from(conn: sa.Connection, tenant_id: int, device_id: int, instant_us: int | None) -> None:
    """From which punch time on records of this terminal are kept; None keeps all."""
    conn.execute(
        device.update()
        .where(device.c.tenant_id == tenant_id, device.c.id == device_id)
        .values(history_from=instant_us)
    )


def webhooks_from(conn: sa.Connection, tenant_id: int, device_ids: Collection[int]) -> dict[int, int]:
    """From which punch time on webhooks are told of these terminals, by id; of the others, of every punch."""
    statement = sa.select(device.c.id, device.c.webhooks_from).where(
        device.c.tenant_id == tenant_id, device.c.id.in_(device_ids), device.c.webhooks_from.is_not(None)
    )
    return {device_id: instant for device_id, instant in conn.execute(statement)}


def cleared_site(conn: sa.Connection, tenant_id: int, site_id: int) -> None:
    """Leave the devices of a site that goes away without one."""
    conn.execute(
        device.update()
        .where(device.c.tenant_id == tenant_id, device.c.site_id == site_id)
        .values(site_id=None, version=device.c.version + 1)
    )


def by_public_id(conn: sa.Connection, tenant_id: int, public_id: str) -> sa.RowMapping | None:
    """A device by public id, retired ones too."""
    statement = _WHOLE.where(device.c.tenant_id == tenant_id, device.c.public_id == public_id)
    return conn.execute(statement).mappings().one_or_none()


def claim_of(conn: sa.Connection, serial: str) -> sa.RowMapping | None:
    """Which tenant and device a serial is served as."""
    return conn.execute(sa.select(serial_claim).where(serial_claim.c.serial == serial)).mappings().first()


def is_pending(conn: sa.Connection, tenant_id: int, serial: str) -> bool:
    """Whether a serial waits in a tenant."""
    return pending_one(conn, tenant_id, serial) is not None


def pending_one(conn: sa.Connection, tenant_id: int, serial: str) -> sa.RowMapping | None:
    statement = sa.select(pending_device).where(
        pending_device.c.tenant_id == tenant_id, pending_device.c.serial == serial
    )
    return conn.execute(statement).mappings().one_or_none()


def first_unserved(conn: sa.Connection, serial: str) -> sa.RowMapping | None:
    """The oldest registration of a serial that is active but served nowhere, over all tenants."""
    statement = _WHOLE.where(
        device.c.tenant_id.in_(sa.select(tenant.c.id)),
        device.c.serial == serial,
        device.c.state != "retired",
        serial_claim.c.device_id.is_(None),
    ).order_by(device.c.id)
    return conn.execute(statement).mappings().first()


def move(conn: sa.Connection, tenant_id: int, device_ids: Collection[int], site_id: int | None) -> None:
    """Put devices at a site, or at none; those already there are left as they are."""
    moving = sa.and_(
        device.c.tenant_id == tenant_id,
        device.c.id.in_(device_ids),
        device.c.site_id.is_distinct_from(site_id),
    )
    # In one order, so that two who move the same devices do not wait for each other in a circle.
    locked = sa.select(device.c.id, device.c.site_id).where(moving).order_by(device.c.id).with_for_update()
    left = [(device_id, old_site) for device_id, old_site in conn.execute(locked) if old_site is not None]
    if left:
        conn.execute(
            insert(conn, former_site).on_conflict_do_nothing(),
            [
                {"tenant_id": tenant_id, "site_id": old_site, "device_id": device_id}
                for device_id, old_site in left
            ],
        )
    conn.execute(device.update().where(moving).values(site_id=site_id, version=device.c.version + 1))


def public_ids(conn: sa.Connection, tenant_id: int, device_ids: Collection[int]) -> dict[int, str]:
    """The ids that users know devices by."""
    if not device_ids:
        return {}
    statement = sa.select(device.c.id, device.c.public_id).where(
        device.c.tenant_id == tenant_id, device.c.id.in_(device_ids)
    )
    return {row_id: name for row_id, name in conn.execute(statement)}


def ever_at_sites(conn: sa.Connection, tenant_id: int, site_ids: Collection[int]) -> set[int]:
    """Devices whose punches may be of these sites: those there now, retired ones too, and those that left."""
    now_there = sa.select(device.c.id).where(device.c.tenant_id == tenant_id, device.c.site_id.in_(site_ids))
    left = sa.select(former_site.c.device_id).where(
        former_site.c.tenant_id == tenant_id, former_site.c.site_id.in_(site_ids)
    )
    return {*conn.scalars(now_there), *conn.scalars(left)}


def page(
    conn: sa.Connection,
    tenant_id: int,
    *,
    after: int,
    limit: int,
    site_ids: Collection[int] | None = None,
    states: Collection[str] = ("active", "suspended"),
    q: str | None = None,
) -> Sequence[sa.RowMapping]:
    """Devices of a tenant in the order they were registered, from after an id on.

    `site_ids` narrows to sites; `q` to names that contain it, serials and ids that begin with it.
    """
    statement = (
        _WHOLE.where(device.c.tenant_id == tenant_id, device.c.id > after, device.c.state.in_(states))
        .order_by(device.c.id)
        .limit(limit)
    )
    if site_ids is not None:
        statement = statement.where(device.c.site_id.in_(site_ids))
    if q is not None:
        statement = statement.where(
            sa.or_(
                sa.func.lower(device.c.name).contains(q.lower(), autoescape=True),
                sa.func.lower(device.c.serial).startswith(q.lower(), autoescape=True),
                device.c.public_id.startswith(q.lower(), autoescape=True),
            )
        )
    return conn.execute(statement).mappings().all()


def at_sites(
    conn: sa.Connection, tenant_id: int, site_ids: Collection[int]
) -> dict[int, list[sa.RowMapping]]:
    """The devices of sites that are not retired, by site, in the order they were registered."""
    found: dict[int, list[sa.RowMapping]] = {site_id: [] for site_id in site_ids}
    statement = _WHOLE.where(
        device.c.tenant_id == tenant_id, device.c.site_id.in_(site_ids), device.c.state != "retired"
    ).order_by(device.c.id)
    for row in conn.execute(statement).mappings():
        found[row["site_id"]].append(row)
    return found


def open_commands(conn: sa.Connection, tenant_id: int, device_id: int | None = None) -> dict[int, int]:
    """How many commands wait for each device that has any, or for its answer."""
    statement = (
        sa.select(command.c.device_id, sa.func.count())
        # Spelled as in the index, or SQLite does not see that the index will do.
        .where(command.c.tenant_id == tenant_id, sa.text("status IN ('queued', 'sent')"))
        .group_by(command.c.device_id)
    )
    if device_id is not None:
        statement = statement.where(command.c.device_id == device_id)
    return {waiting_for: count for waiting_for, count in conn.execute(statement)}

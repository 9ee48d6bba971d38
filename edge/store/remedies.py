"""What the edge did about alerts by itself, and what may ask for it, as rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from edge.store.alert_tables import alert, remedy
from edge.store.attendance import clock_bound
from edge.store.command_tables import command
from edge.store.engine import insert
from edge.store.ids import first_id_at
from edge.store.schema import device, device_presence, event, punch

CHUNK: Final = 500
OPEN: Final = ("pending", "firing", "resolving", "unstable", "inhibited")
_ENDED_OPEN: Final = ("queued", "sent")
_ZONES_US: Final = 26 * 3_600 * 1_000_000  # from UTC-12 to UTC+14

# Spelled as in the index, or SQLite does not see that it will do.
_UNFINISHED: Final = sa.text("remedy.status = 'open'")
_PRESENT: Final = sa.and_(
    device_presence.c.tenant_id == device.c.tenant_id, device_presence.c.device_id == device.c.id
)


def something(conn: sa.Connection, tenant_id: int, since_us: int) -> bool:
    """Whether a tenant has anything that could be remedied: alerts that are open or were over since an
    instant, or a remedy of which is not known what came of it."""
    open_alert = sa.select(alert.c.id).where(alert.c.tenant_id == tenant_id, alert.c.status.in_(OPEN))
    over = sa.select(alert.c.id).where(alert.c.tenant_id == tenant_id, alert.c.resolved_at >= since_us)
    waiting = sa.select(remedy.c.id).where(remedy.c.tenant_id == tenant_id, _UNFINISHED)
    return any(conn.execute(one.limit(1)).first() is not None for one in (open_alert, over, waiting))


def begin(conn: sa.Connection, row: Mapping[str, Any]) -> bool:
    """Note a remedy. False where it was begun before."""
    added = conn.execute(insert(conn, remedy).values(**row).on_conflict_do_nothing())
    return added.rowcount == 1


def unfinished(conn: sa.Connection, tenant_id: int, limit: int, after: int = 0) -> Sequence[sa.RowMapping]:
    """Remedies of which is not known what came of them, in the order they were begun, from after an id on."""
    statement = (
        sa.select(remedy)
        .where(remedy.c.tenant_id == tenant_id, _UNFINISHED, remedy.c.id > after)
        .order_by(remedy.c.id)
        .limit(limit)
    )
    return conn.execute(statement).mappings().all()


def change(conn: sa.Connection, tenant_id: int, remedy_id: int, **values: Any) -> None:
    conn.execute(
        remedy.update().where(remedy.c.tenant_id == tenant_id, remedy.c.id == remedy_id).values(**values)
    )


def last_begun(conn: sa.Connection, tenant_id: int, device_id: int, action: str) -> int | None:
    """When this was last done about a device."""
    statement = sa.select(sa.func.max(remedy.c.begun_at)).where(
        remedy.c.tenant_id == tenant_id, remedy.c.device_id == device_id, remedy.c.action == action
    )
    begun: int | None = conn.execute(statement).scalar_one()
    return begun


def alerts_of(
    conn: sa.Connection, tenant_id: int, kinds: Collection[str], since_us: int
) -> Sequence[sa.RowMapping]:
    """Alerts of these kinds that are open or were over since an instant, newest first."""
    columns = (
        alert.c.id,
        alert.c.rule,
        alert.c.kind,
        alert.c.entity_type,
        alert.c.entity_id,
        alert.c.severity,
        alert.c.status,
        alert.c.device_id,
        alert.c.site_id,
        alert.c.parent_id,
        alert.c.opened_at,
        alert.c.devices,
    )
    of_kind = sa.select(*columns).where(alert.c.tenant_id == tenant_id, alert.c.kind.in_(sorted(kinds)))
    still = of_kind.where(alert.c.status.in_(OPEN))
    over = of_kind.where(alert.c.resolved_at >= since_us)
    found = {row["id"]: row for one in (over, still) for row in conn.execute(one).mappings()}
    return [found[row_id] for row_id in sorted(found, reverse=True)]


def returned(conn: sa.Connection, tenant_id: int, since_us: int, until_us: int) -> Sequence[sa.RowMapping]:
    """Devices that came online within a time and are so, and nothing was begun about since: id, public_id,
    changed_at."""
    begun = (
        sa.select(remedy.c.id)
        .where(
            remedy.c.tenant_id == tenant_id,
            remedy.c.device_id == device.c.id,
            remedy.c.action == "return",
            remedy.c.begun_at >= device_presence.c.changed_at,
        )
        .exists()
    )
    statement = (
        sa.select(device.c.id, device.c.public_id, device_presence.c.changed_at)
        .join(device_presence, _PRESENT)
        .where(
            device.c.tenant_id == tenant_id,
            device.c.state == "active",
            device.c.conflicted_at.is_(None),
            device_presence.c.online,
            device_presence.c.changed_at >= since_us,
            device_presence.c.changed_at <= until_us,
            ~begun,
        )
        .order_by(device.c.id)
    )
    return conn.execute(statement).mappings().all()


def unchecked(conn: sa.Connection, tenant_id: int, alert_ids: Collection[int]) -> set[int]:
    """Those of some alerts for which nobody looked at this end yet."""
    checked = sa.select(remedy.c.alert_id).where(remedy.c.tenant_id == tenant_id, remedy.c.action == "check")
    listed = sorted(alert_ids)
    known: set[int] = set()
    for at in range(0, len(listed), CHUNK):
        known.update(conn.scalars(checked.where(remedy.c.alert_id.in_(listed[at : at + CHUNK]))))
    return set(listed) - known


def count(conn: sa.Connection, tenant_id: int, alert_id: int, action: str, device_id: int) -> int:
    """How often this was done about a device for an alert."""
    statement = (
        sa.select(sa.func.count())
        .select_from(remedy)
        .where(
            remedy.c.tenant_id == tenant_id,
            remedy.c.alert_id == alert_id,
            remedy.c.action == action,
            remedy.c.device_id == device_id,
        )
    )
    return int(conn.execute(statement).scalar_one())


def clocks_off(conn: sa.Connection, tenant_id: int, more_than_s: int) -> Sequence[sa.RowMapping]:
    """Devices that are there and whose clocks are off: id, clock_drift_s."""
    statement = (
        sa.select(device.c.id, device_presence.c.clock_drift_s)
        .join(device_presence, _PRESENT)
        .where(
            device.c.tenant_id == tenant_id,
            device.c.state == "active",
            device_presence.c.online,
            sa.func.abs(device_presence.c.clock_drift_s) > more_than_s,
        )
        .order_by(device.c.id)
    )
    return conn.execute(statement).mappings().all()


def returned_alert(conn: sa.Connection, tenant_id: int, device_id: int, since_us: int) -> int | None:
    """The alert that a device came back from since an instant."""
    statement = (
        sa.select(remedy.c.alert_id)
        .where(
            remedy.c.tenant_id == tenant_id,
            remedy.c.device_id == device_id,
            remedy.c.action == "return",
            remedy.c.begun_at >= since_us,
        )
        .order_by(remedy.c.begun_at.desc())
        .limit(1)
    )
    return conn.execute(statement).scalar_one_or_none()


def silent_since(conn: sa.Connection, tenant_id: int, device_id: int, before_us: int) -> str | None:
    """The body of the last fact before an instant that the device was offline."""
    statement = (
        sa.select(event.c.body)
        .where(
            event.c.tenant_id == tenant_id,
            event.c.device_id == device_id,
            event.c.type == "device.offline",
            event.c.id < first_id_at(before_us),
        )
        .order_by(event.c.id.desc())
        .limit(1)
    )
    return conn.execute(statement).scalar_one_or_none()


def punches_of_gap(conn: sa.Connection, tenant_id: int, device_id: int, from_us: int, to_us: int) -> int:
    """How many punches were made within a time, of those that came since it began."""
    statement = (
        sa.select(sa.func.count())
        .select_from(punch)
        .where(
            punch.c.tenant_id == tenant_id,
            punch.c.device_id == device_id,
            punch.c.dedup >= clock_bound(from_us - _ZONES_US),
            punch.c.dedup < clock_bound(to_us + _ZONES_US),
            punch.c.punched_at >= from_us,
            punch.c.punched_at <= to_us,
            punch.c.id >= first_id_at(from_us),
        )
    )
    return int(conn.execute(statement).scalar_one())


def commands_since(
    conn: sa.Connection, tenant_id: int, device_id: int, words: Collection[str], since_us: int
) -> Sequence[sa.RowMapping]:
    """Commands of these words that a device was given since an instant, oldest first: id, command, actor,
    status, error, finished_at."""
    statement = (
        sa.select(
            command.c.id,
            command.c.command,
            command.c.actor,
            command.c.status,
            command.c.error,
            command.c.finished_at,
        )
        .where(
            command.c.tenant_id == tenant_id,
            command.c.device_id == device_id,
            command.c.id >= first_id_at(since_us),
            command.c.command.in_(sorted(words)),
        )
        .order_by(command.c.id)
    )
    return conn.execute(statement).mappings().all()


def under_way(conn: sa.Connection, tenant_id: int, device_id: int, word: str) -> bool:
    """Whether a device has such a command to fetch or to answer."""
    statement = sa.select(command.c.id).where(
        command.c.tenant_id == tenant_id,
        command.c.device_id == device_id,
        command.c.status.in_(_ENDED_OPEN),
        command.c.command == word,
    )
    return conn.execute(statement.limit(1)).first() is not None

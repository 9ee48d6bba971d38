"""What the conditions of alerts are read from: of many terminals only those that may be bad, or are watched.

None of it reads what grows with time, such as punches, without an index that leads to the few it asks for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from edge.store.alert_tables import alert
from edge.store.command_tables import command
from edge.store.ids import first_id_at
from edge.store.notice_tables import channel
from edge.store.schema import dead_line, device, device_presence, site, tenant

CHUNK: Final = 500
MOST_FAILED: Final = 2_000
MOST_LINES: Final = 20_000

# A terminal that is served, with what selectors and clocks ask of it.
_TERMINAL: Final = (
    sa.select(
        device.c.id,
        device.c.public_id,
        device.c.serial,
        device.c.name,
        device.c.site_id,
        device.c.state,
        device.c.model,
        device.c.tags,
        device.c.business_critical,
        device.c.timezone,
        device.c.created_at,
        device.c.conflicted_at,
        site.c.public_id.label("site_public_id"),
        site.c.name.label("site_name"),
        site.c.tags.label("site_tags"),
        site.c.business_critical.label("site_business_critical"),
        site.c.timezone.label("site_timezone"),
        tenant.c.timezone.label("tenant_timezone"),
        device_presence.c.online,
        device_presence.c.clock_drift_s,
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
)
# Spelled as in the indexes, or SQLite does not see that they will do.
_WATCHED: Final = sa.text("alert.due_at IS NOT NULL")
_CONFLICTED: Final = sa.text("device.conflicted_at IS NOT NULL")
_FAILED: Final = sa.text("command.status IN ('failed', 'expired')")


def watched(conn: sa.Connection, tenant_id: int, kinds: Collection[str]) -> Sequence[sa.RowMapping]:
    """The alerts of these kinds that the machine of conditions goes on with."""
    statement = sa.select(
        alert.c.id,
        alert.c.rule,
        alert.c.kind,
        alert.c.entity_type,
        alert.c.entity_id,
        alert.c.status,
        alert.c.severity,
        alert.c.title,
        alert.c.state,
        alert.c.resolved_at,
    ).where(alert.c.tenant_id == tenant_id, _WATCHED, alert.c.kind.in_(sorted(kinds)))
    return conn.execute(statement).mappings().all()


def remember(
    conn: sa.Connection,
    tenant_id: int,
    kind: str,
    entity: tuple[str, str],
    state: Mapping[str, Any],
    due_at: int | None,
) -> None:
    """Keep what the machine knows of an alert; `due_at` None: it is done with it.

    Whichever is open, or still watched; what was over before stays as it is.
    """
    conn.execute(
        alert.update()
        .where(
            alert.c.tenant_id == tenant_id,
            alert.c.entity_type == entity[0],
            alert.c.entity_id == entity[1],
            alert.c.kind == kind,
            sa.or_(alert.c.status != "resolved", alert.c.due_at.is_not(None)),
        )
        .values(state=dict(state), due_at=due_at)
    )


def terminals(
    conn: sa.Connection, tenant_id: int, names: Collection[str] = (), *, ids: Collection[int] = ()
) -> list[sa.RowMapping]:
    """Terminals that are served, by the ids that users know or by those of their rows."""
    column, wanted = (device.c.id, sorted(ids)) if ids else (device.c.public_id, sorted(names))
    return _some(conn, _active(tenant_id), column, wanted)


def drifting(conn: sa.Connection, tenant_id: int, least_s: float) -> list[sa.RowMapping]:
    """Terminals whose clocks are off by so much, with `drift`. Reads the presence of a whole fleet, which is
    narrow, and of the terminals only those."""
    seconds = device_presence.c.clock_drift_s
    far = sa.select(device_presence.c.device_id).where(
        device_presence.c.tenant_id == tenant_id, sa.or_(seconds >= least_s, seconds <= -least_s)
    )
    statement = _active(tenant_id).add_columns(device_presence.c.drift)
    return _some(conn, statement, device.c.id, sorted(conn.scalars(far)))


def drifts(conn: sa.Connection, tenant_id: int, names: Collection[str]) -> list[sa.RowMapping]:
    """The same of these terminals, whatever their clocks show."""
    statement = _active(tenant_id).add_columns(device_presence.c.drift)
    return _some(conn, statement, device.c.public_id, sorted(names))


def conflicted(conn: sa.Connection, tenant_id: int) -> Sequence[sa.RowMapping]:
    """Terminals whose serial number more than one box seems to use."""
    return conn.execute(_active(tenant_id).where(_CONFLICTED)).mappings().all()


def holdings(
    conn: sa.Connection, tenant_id: int, *, after: int, limit: int, names: Collection[str] = ()
) -> list[sa.RowMapping]:
    """What terminals say that they hold: `counts`, `options`, `counted`. The next ones after an id, in the
    order of ids, and these by name."""
    statement = _active(tenant_id).add_columns(device.c.counts, device.c.options, device.c.counted)
    walked = statement.where(device.c.id > after).order_by(device.c.id).limit(limit)
    found = list(conn.execute(walked).mappings())
    seen = {row["public_id"] for row in found}
    return found + _some(conn, statement, device.c.public_id, sorted(set(names) - seen))


def places(
    conn: sa.Connection, tenant_id: int, *, after: tuple[int | None, int], limit: int
) -> list[sa.RowMapping]:
    """Terminals after (site, device), site by site; those of no site (None) come first."""
    site_id, device_id = after
    statement = _active(tenant_id).limit(limit)
    if site_id is None:
        # Not by the index of ids, in which SQLite would walk through the whole fleet for them.
        loose = statement.where(device.c.site_id.is_(None), device.c.id + 0 > device_id)
        found = list(conn.execute(loose.order_by(device.c.id + 0)).mappings())
        if len(found) == limit:
            return found
        return found + places(conn, tenant_id, after=(0, 0), limit=limit - len(found))
    beyond = sa.or_(device.c.site_id > site_id, device.c.id > device_id)
    sited = statement.where(device.c.site_id >= site_id, beyond).order_by(device.c.site_id, device.c.id)
    return list(conn.execute(sited).mappings())


def at_sites(conn: sa.Connection, tenant_id: int, site_ids: Collection[int]) -> list[sa.RowMapping]:
    """The terminals of sites."""
    return _some(conn, _active(tenant_id), device.c.site_id, sorted(site_ids))


def of_zone(
    conn: sa.Connection, tenant_id: int, zone: str, tenant_zone: str | None, limit: int
) -> list[sa.RowMapping]:
    """Some terminals that stand in a zone; `tenant_zone`: that of the tenant's settings."""
    there = sa.func.coalesce(device.c.timezone, site.c.timezone, sa.literal(tenant_zone), "UTC") == zone
    statement = _active(tenant_id).where(there, device_presence.c.online).order_by(device.c.id).limit(limit)
    return list(conn.execute(statement).mappings())


def new_dead_lines(conn: sa.Connection, tenant_id: int, since_us: int) -> dict[int, int]:
    """How many lines that came since an instant for the first time could not be read and are still open, by
    terminal; of a flood, the newest."""
    newest = (
        sa.select(dead_line.c.device_id)
        .where(
            dead_line.c.tenant_id == tenant_id,
            dead_line.c.status == "open",
            dead_line.c.id >= first_id_at(since_us),
        )
        .order_by(dead_line.c.id.desc())
        .limit(MOST_LINES)
        .subquery()
    )
    statement = sa.select(newest.c.device_id, sa.func.count()).group_by(newest.c.device_id)
    return {device_id: count for device_id, count in conn.execute(statement)}


def failed_commands(conn: sa.Connection, tenant_id: int, since_us: int) -> Sequence[sa.RowMapping]:
    """Commands of people that failed or expired since an instant and that nobody gave again since, or only in
    vain; newest first. What no key gave, the edge wanted by itself."""
    later = command.alias("later")
    again = sa.exists().where(
        later.c.tenant_id == command.c.tenant_id,
        later.c.device_id == command.c.device_id,
        later.c.id > command.c.id,
        later.c.command == command.c.command,
        later.c.status.in_(("queued", "sent", "succeeded")),
    )
    statement = (
        sa.select(
            command.c.id,
            command.c.device_id,
            command.c.job_id,
            command.c.command,
            command.c.status,
            command.c.error,
            command.c.finished_at,
        )
        .where(
            command.c.tenant_id == tenant_id,
            _FAILED,
            command.c.finished_at >= since_us,
            command.c.actor.startswith("key_", autoescape=True),
            ~again,
        )
        .order_by(command.c.finished_at.desc())
        .limit(MOST_FAILED)
    )
    return conn.execute(statement).mappings().all()


def channels(conn: sa.Connection, tenant_id: int) -> Sequence[sa.RowMapping]:
    """The ways to tell people: id, name, whether in use, failures in a row, the last error."""
    statement = sa.select(
        channel.c.public_id, channel.c.name, channel.c.enabled, channel.c.failures, channel.c.last_error
    ).where(channel.c.tenant_id == tenant_id)
    return conn.execute(statement).mappings().all()


def tenant_ids(conn: sa.Connection) -> list[int]:
    """Every tenant, the oldest first: that one belongs to whoever runs the installation."""
    return list(conn.scalars(sa.select(tenant.c.id).order_by(tenant.c.id)))


def _active(tenant_id: int) -> sa.Select[Any]:
    return _TERMINAL.where(device.c.tenant_id == tenant_id, device.c.state == "active")


def _some(
    conn: sa.Connection, statement: sa.Select[Any], column: sa.Column[Any], wanted: Sequence[Any]
) -> list[sa.RowMapping]:
    return list(_in_parts(conn, statement, column, wanted))


def _in_parts(
    conn: sa.Connection, statement: sa.Select[Any], column: sa.Column[Any], wanted: Sequence[Any]
) -> Iterator[sa.RowMapping]:
    for at in range(0, len(wanted), CHUNK):
        yield from conn.execute(statement.where(column.in_(wanted[at : at + CHUNK]))).mappings()

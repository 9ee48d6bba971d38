"""Letting go of what is older than it is kept, a few thousand rows a transaction."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from edge.store import audit
from edge.store.alert_tables import alert, remedy
from edge.store.command_tables import command, command_line
from edge.store.ids import first_id_at
from edge.store.notice_tables import notice, silence
from edge.store.schema import command_result, event, idempotency, punch, raw_push, tenant
from edge.store.webhook_tables import webhook_attempt, webhook_delivery, webhook_latency

BATCH = 5_000
# What a bulk call and the beginning of a job are answered with.
_LONG = (202, 207)


def delete_events(conn: sa.Connection, tenant_id: int, before_us: int) -> int:
    return _delete_older(conn, event, tenant_id, before_us)


def delete_raw(conn: sa.Connection, tenant_id: int, before_us: int) -> int:
    return _delete_older(conn, raw_push, tenant_id, before_us) + _delete_older(
        conn, command_result, tenant_id, before_us
    )


def delete_idempotency(conn: sa.Connection, tenant_id: int, before_us: int) -> int:
    """Keys of what was done at once. A job, or a bulk call, may be retried for longer."""
    return _delete_keys(conn, tenant_id, before_us, idempotency.c.status.not_in(_LONG))


def delete_long_idempotency(conn: sa.Connection, tenant_id: int, before_us: int) -> int:
    """Keys of jobs and bulk calls."""
    return _delete_keys(conn, tenant_id, before_us, sa.true())


def _delete_keys(conn: sa.Connection, tenant_id: int, before_us: int, which: sa.ColumnElement[bool]) -> int:
    return conn.execute(
        idempotency.delete().where(
            idempotency.c.tenant_id == tenant_id, idempotency.c.created_at < before_us, which
        )
    ).rowcount


def delete_punches(conn: sa.Connection, tenant_id: int, before_us: int) -> int:
    """Punches by punch time. A terminal that sends them again is told that they have expired."""
    oldest = (
        sa.select(punch.c.id)
        .where(punch.c.tenant_id == tenant_id, punch.c.punched_at < before_us)
        .order_by(punch.c.punched_at)
        .limit(BATCH)
    )
    return conn.execute(punch.delete().where(punch.c.tenant_id == tenant_id, punch.c.id.in_(oldest))).rowcount


def delete_commands(conn: sa.Connection, tenant_id: int, before_us: int) -> int:
    """Commands that have ended, with the lines they were sent as. How many commands."""
    oldest = (
        sa.select(command.c.id)
        .where(
            command.c.tenant_id == tenant_id,
            command.c.id < first_id_at(before_us),
            command.c.status.not_in(("queued", "sent")),
        )
        .order_by(command.c.id)
        .limit(BATCH)
    )
    ended = list(conn.scalars(oldest))
    for table, column in ((command_line, command_line.c.command_id), (command, command.c.id)):
        conn.execute(table.delete().where(table.c.tenant_id == tenant_id, column.in_(ended)))
    return len(ended)


def delete_silences(conn: sa.Connection, tenant_id: int, before_us: int) -> int:
    """Silences that were over before. There are never many at once."""
    return conn.execute(
        silence.delete().where(silence.c.tenant_id == tenant_id, silence.c.ends_at < before_us)
    ).rowcount


def delete_notices(conn: sa.Connection, tenant_id: int, before_us: int) -> int:
    """What was told, or was not, and is not going to be."""
    oldest = (
        sa.select(notice.c.id)
        .where(
            notice.c.tenant_id == tenant_id,
            notice.c.id < first_id_at(before_us),
            notice.c.status != "waiting",
        )
        .order_by(notice.c.id)
        .limit(BATCH)
    )
    ended = list(conn.scalars(oldest))
    conn.execute(notice.delete().where(notice.c.tenant_id == tenant_id, notice.c.id.in_(ended)))
    return len(ended)


def delete_alerts(conn: sa.Connection, tenant_id: int, before_us: int) -> int:
    """Alerts that were over before, with what happened in them."""
    oldest = (
        sa.select(alert.c.id)
        .where(alert.c.tenant_id == tenant_id, alert.c.resolved_at < before_us, alert.c.status == "resolved")
        .order_by(alert.c.resolved_at)
        .limit(BATCH)
    )
    over = list(conn.scalars(oldest))
    if over:
        conn.execute(alert.delete().where(alert.c.tenant_id == tenant_id, alert.c.id.in_(over)))
    return len(over)


def delete_remedies(conn: sa.Connection, tenant_id: int, before_us: int) -> int:
    """What was done about alerts; their histories still say so."""
    return _delete_older(conn, remedy, tenant_id, before_us)


def delete_deliveries(conn: sa.Connection, tenant_id: int, before_us: int) -> int:
    """Deliveries that were made or cancelled, with their attempts."""
    return _delete_deliveries(conn, tenant_id, before_us, ("delivered", "cancelled"))


def delete_dead_deliveries(conn: sa.Connection, tenant_id: int, before_us: int) -> int:
    """Deliveries that were given up, with their attempts."""
    return _delete_deliveries(conn, tenant_id, before_us, ("dead",))


def _delete_deliveries(conn: sa.Connection, tenant_id: int, before_us: int, states: Sequence[str]) -> int:
    oldest = (
        sa.select(webhook_delivery.c.id)
        .where(
            webhook_delivery.c.tenant_id == tenant_id,
            webhook_delivery.c.id < first_id_at(before_us),
            webhook_delivery.c.state.in_(states),
        )
        .order_by(webhook_delivery.c.id)
        .limit(BATCH)
    )
    ended = list(conn.scalars(oldest))
    for table, column in (
        (webhook_attempt, webhook_attempt.c.delivery_id),
        (webhook_delivery, webhook_delivery.c.id),
    ):
        conn.execute(table.delete().where(table.c.tenant_id == tenant_id, column.in_(ended)))
    return len(ended)


def delete_latencies(conn: sa.Connection, tenant_id: int, before_us: int) -> int:
    hour = before_us // 3_600_000_000
    table = webhook_latency
    return conn.execute(table.delete().where(table.c.tenant_id == tenant_id, table.c.hour < hour)).rowcount


def delete_audit(conn: sa.Connection, tenant_id: int, before_us: int) -> int:
    """Entries of the audit log; what is kept of it stays verifiable."""
    return audit.let_go(conn, tenant_id, before_us, BATCH)


def kept_days(conn: sa.Connection) -> Sequence[tuple[int, int | None]]:
    """Every tenant and for how many days it keeps punches."""
    return [
        (row.id, row.retention_days) for row in conn.execute(sa.select(tenant.c.id, tenant.c.retention_days))
    ]


def _delete_older(conn: sa.Connection, table: sa.Table, tenant_id: int, before_us: int) -> int:
    """By id, which says when the row was made."""
    oldest = (
        sa.select(table.c.id)
        .where(table.c.tenant_id == tenant_id, table.c.id < first_id_at(before_us))
        .order_by(table.c.id)
        .limit(BATCH)
    )
    return conn.execute(table.delete().where(table.c.tenant_id == tenant_id, table.c.id.in_(oldest))).rowcount

"""Firmware that was uploaded, and the commands that need it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from edge.store.command_tables import command, command_line, firmware, job
from edge.store.ids import row_id
from edge.store.schema import tenant

# Spelled as in the indexes, or SQLite does not see that they will do.
_OPEN = sa.text("command.status IN ('queued', 'sent')")
UPGRADE = "upgrade_firmware"


def add(conn: sa.Connection, row: Mapping[str, Any]) -> None:
    conn.execute(firmware.insert().values(**row))


def by_id(conn: sa.Connection, tenant_id: int, firmware_id: int) -> sa.RowMapping | None:
    statement = sa.select(firmware).where(firmware.c.tenant_id == tenant_id, firmware.c.id == firmware_id)
    return conn.execute(statement).mappings().one_or_none()


def by_sha256(conn: sa.Connection, tenant_id: int, sha256: str) -> sa.RowMapping | None:
    statement = sa.select(firmware).where(firmware.c.tenant_id == tenant_id, firmware.c.sha256 == sha256)
    return conn.execute(statement).mappings().one_or_none()


def named(conn: sa.Connection, tenant_id: int, name: str) -> sa.RowMapping | None:
    """The row behind a public id, which nobody deletes to the commit."""
    firmware_id = row_id("fw", name)
    if firmware_id is None:
        return None
    statement = sa.select(firmware).where(firmware.c.tenant_id == tenant_id, firmware.c.id == firmware_id)
    return conn.execute(statement.with_for_update(read=True)).mappings().one_or_none()


def hold(conn: sa.Connection, tenant_id: int, firmware_id: int) -> None:
    """Wait for those who are about to need it; who comes later finds it gone."""
    statement = sa.select(firmware.c.id).where(
        firmware.c.tenant_id == tenant_id, firmware.c.id == firmware_id
    )
    conn.execute(statement.with_for_update())


def page(conn: sa.Connection, tenant_id: int, *, before: int | None, limit: int) -> Sequence[sa.RowMapping]:
    """Newest first, from before an id on."""
    statement = (
        sa.select(firmware)
        .where(firmware.c.tenant_id == tenant_id)
        .order_by(firmware.c.id.desc())
        .limit(limit)
    )
    if before is not None:
        statement = statement.where(firmware.c.id < before)
    return conn.execute(statement).mappings().all()


def remove(conn: sa.Connection, tenant_id: int, firmware_id: int) -> None:
    conn.execute(firmware.delete().where(firmware.c.tenant_id == tenant_id, firmware.c.id == firmware_id))


def held(conn: sa.Connection) -> set[tuple[int, str]]:
    """(tenant, SHA-256) of all there is, over all tenants: what may lie on the disk."""
    statement = sa.select(firmware.c.tenant_id, firmware.c.sha256).where(
        firmware.c.tenant_id.in_(sa.select(tenant.c.id))
    )
    return {(tenant_id, sha256) for tenant_id, sha256 in conn.execute(statement)}


def open_upgrades(
    conn: sa.Connection, tenant_id: int, device_id: int | None = None
) -> Sequence[sa.RowMapping]:
    """The upgrades that are under way, of a tenant or of one of its devices."""
    statement = sa.select(command).where(
        command.c.tenant_id == tenant_id, _OPEN, command.c.command == UPGRADE
    )
    if device_id is not None:
        statement = statement.where(command.c.device_id == device_id)
    return conn.execute(statement.order_by(command.c.id)).mappings().all()


def open_bulk_jobs(conn: sa.Connection, tenant_id: int) -> Sequence[sa.RowMapping]:
    """The commands to many terminals that are under way: id, params."""
    statement = sa.select(job.c.id, job.c.params).where(
        job.c.tenant_id == tenant_id,
        sa.text("job.status IN ('queued', 'running', 'cancelling')"),
        job.c.type == "commands.bulk",
    )
    return conn.execute(statement).mappings().all()


def prolong(conn: sa.Connection, tenant_id: int, command_id: int, expires_at: int) -> None:
    """Wait longer for the answer to an upgrade that is being fetched."""
    conn.execute(
        command.update()
        .where(command.c.tenant_id == tenant_id, command.c.id == command_id, _OPEN)
        .values(expires_at=expires_at)
    )


def unanswered_upgrades(
    conn: sa.Connection, tenant_id: int, device_id: int, since: int
) -> Sequence[sa.RowMapping]:
    """The lines by which a device was told to upgrade since then, and of which it said nothing yet, oldest
    first."""
    statement = (
        sa.select(command_line)
        .where(
            command_line.c.tenant_id == tenant_id,
            command_line.c.device_id == device_id,
            command_line.c.wanted == UPGRADE,
            command_line.c.state.in_(("sent", "waiting", "unanswered")),
            command_line.c.sent_at >= since,
        )
        .order_by(command_line.c.sent_at)
    )
    return conn.execute(statement).mappings().all()

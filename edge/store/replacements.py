"""A device gets another box: what was learned of the old one goes, the serial number it had is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from edge.store import devices
from edge.store.command_tables import command_line, device_lines
from edge.store.engine import insert
from edge.store.people_tables import (
    device_credential,
    device_people,
    device_person,
    device_work_code,
    person_sync,
)
from edge.store.schema import device, device_presence, former_serial, upload_stamp

UNLEARNED: Final[dict[str, Any]] = {
    "options": {},
    "counts": {},
    "model": None,
    "firmware": None,
    "push_version": None,
    "dialect": None,
    "chosen_dialect": None,
    "registry_code": None,
    "evidence": {},
    "conflicted_at": None,
    "told_offset": None,
    "former_time": {},
    "private": False,
}
"""The columns of a device that tell of its box, as they are before it was ever heard."""

_OF_THE_BOX: Final = (
    upload_stamp,
    device_presence,
    command_line,
    device_person,
    device_credential,
    person_sync,
    device_people,
    device_work_code,
)


def forget_box(conn: sa.Connection, tenant_id: int, device_id: int, now: int) -> None:
    """Forget what is known of the box but its serial number; its people are compared anew."""
    for table in _OF_THE_BOX:
        conn.execute(table.delete().where(table.c.tenant_id == tenant_id, table.c.device_id == device_id))
    conn.execute(device_people.insert().values(tenant_id=tenant_id, device_id=device_id, changed_at=now))
    # The numbers of lines go on: results are told apart by them, and those of the old box are kept.
    conn.execute(
        device_lines.update()
        .where(device_lines.c.tenant_id == tenant_id, device_lines.c.device_id == device_id)
        .values(answered_together=0)
    )


def note_former_serial(conn: sa.Connection, tenant_id: int, device_id: int, serial: str, now: int) -> None:
    """The device was known by this serial number until now."""
    statement = insert(conn, former_serial).values(
        tenant_id=tenant_id, device_id=device_id, serial=serial, replaced_at=now
    )
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=list(former_serial.primary_key.columns),
            set_={"replaced_at": statement.excluded.replaced_at},
        )
    )


def pasts(
    conn: sa.Connection, tenant_id: int | None = None, serial: str | None = None
) -> Sequence[sa.RowMapping]:
    """The devices that boxes were, in the order in which they ceased to be them: rows of
    `store.devices.whole` with `box`, the serial number, and `replaced_at`. Of all tenants, for a process's
    own memory, or of one box."""
    statement = (
        devices.whole()
        .add_columns(former_serial.c.serial.label("box"), former_serial.c.replaced_at)
        .where(former_serial.c.tenant_id == device.c.tenant_id, former_serial.c.device_id == device.c.id)
        .order_by(former_serial.c.replaced_at)
    )
    if serial is not None:
        statement = statement.where(former_serial.c.tenant_id == tenant_id, former_serial.c.serial == serial)
    return conn.execute(statement).mappings().all()


def set_aside(conn: sa.Connection, tenant_id: int, device_id: int, serial: str) -> None:
    """Let another device of the tenant have a serial number: a retired one keeps its row under a name that no
    terminal can have."""
    conn.execute(
        device.update().where(device.c.tenant_id == tenant_id, device.c.id == device_id).values(serial=serial)
    )


def people_to_write(conn: sa.Connection, tenant_id: int, device_id: int) -> tuple[bool, int, int]:
    """(whether who lacks was compared since the last change, how many are being written, how many failed)."""
    compared = sa.select(device_people.c.changed_at.is_(None)).where(
        device_people.c.tenant_id == tenant_id, device_people.c.device_id == device_id
    )
    by_status: dict[str, int] = {
        status: count
        for status, count in conn.execute(
            sa.select(person_sync.c.status, sa.func.count())
            .where(person_sync.c.tenant_id == tenant_id, person_sync.c.device_id == device_id)
            .group_by(person_sync.c.status)
        )
    }
    failed = by_status.pop("failed", 0)
    return bool(conn.scalar(compared)), sum(by_status.values()), failed

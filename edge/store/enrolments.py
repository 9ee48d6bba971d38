"""What tells an enrolment at a terminal from what it had all along, and the card that its employee keeps."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from edge.store.command_tables import command
from edge.store.people_tables import device_credential, employee


def reported_since(
    conn: sa.Connection, tenant_id: int, device_id: int, since: int | None, but_of: str
) -> bool:
    """Whether a terminal reported a credential of anybody but one person, since an instant or ever."""
    statement = sa.select(device_credential.c.pin).where(
        device_credential.c.tenant_id == tenant_id,
        device_credential.c.device_id == device_id,
        device_credential.c.pin != but_of,
    )
    if since is not None:
        statement = statement.where(device_credential.c.reported_at >= since)
    return conn.execute(statement.limit(1)).first() is not None


def held_elsewhere(
    conn: sa.Connection, tenant_id: int, device_id: int, pin: str, kinds: Collection[int]
) -> set[tuple[int, int]]:
    """(kind, number) of what other terminals hold of a person."""
    statement = (
        sa.select(device_credential.c.kind, device_credential.c.number)
        .where(
            device_credential.c.tenant_id == tenant_id,
            device_credential.c.pin == pin,
            device_credential.c.device_id != device_id,
            device_credential.c.kind.in_(kinds),
        )
        .distinct()
    )
    return {(kind, number) for kind, number in conn.execute(statement)}


def asked_for(conn: sa.Connection, tenant_id: int, device_id: int, word: str, since: int) -> list[Any]:
    """The params of commands of a name that a terminal fetched since an instant."""
    statement = sa.select(command.c.params).where(
        command.c.tenant_id == tenant_id,
        command.c.device_id == device_id,
        command.c.command == word,
        command.c.sent_at >= since,
    )
    return list(conn.scalars(statement))


def keep_card(conn: sa.Connection, tenant_id: int, employee_id: int, card: str) -> bool:
    """Note the card of an employee who has none of us. False where there is one by now."""
    changed = conn.execute(
        employee.update()
        .where(
            employee.c.tenant_id == tenant_id,
            employee.c.id == employee_id,
            employee.c.card_number.is_(None),
        )
        .values(card_number=card, version=employee.c.version + 1)
    )
    return changed.rowcount == 1

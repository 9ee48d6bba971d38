"""What is known of somebody who stands before a terminal and wants to get in."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from edge.store.people_tables import device_person, employee


@dataclass(frozen=True, slots=True)
class Entrant:
    """`held`: the terminal has this person. `active` is None where no employee has that PIN; `valid_from` and
    `valid_to` (microseconds) are the employee's, None for no limit."""

    held: bool
    active: bool | None = None
    valid_from: int | None = None
    valid_to: int | None = None


def entrant(
    conn: sa.Connection, tenant_id: int, device_id: int, pin: str | None, card: str | None
) -> Entrant:
    """The person of a PIN, or else of a card that the terminal holds."""
    there = sa.select(device_person.c.pin).where(
        device_person.c.tenant_id == tenant_id, device_person.c.device_id == device_id
    )
    if pin is not None:
        held = conn.scalar(there.where(device_person.c.pin == pin)) is not None
    else:
        pin = conn.scalar(there.where(device_person.c.card == card).limit(1)) if card else None
        held = pin is not None
    if pin is None:
        return Entrant(held=False)
    row = conn.execute(
        sa.select(employee.c.active, employee.c.valid_from, employee.c.valid_to).where(
            employee.c.tenant_id == tenant_id, employee.c.pin == pin
        )
    ).first()
    return Entrant(held) if row is None else Entrant(held, row.active, row.valid_from, row.valid_to)

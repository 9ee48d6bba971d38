"""Whom terminals hold, as they said or as they were told, and what they hold of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from edge.store.engine import insert
from edge.store.people_tables import device_credential, device_person, employee, employee_place

_FINGERS: Final = (1,)
_FACES: Final = (2, 9)
_PALMS: Final = (6, 8, 10)
_KINDS: Final[Mapping[str, tuple[int, ...]]] = {"fingerprint": _FINGERS, "face": _FACES, "palm": _PALMS}


class Held(NamedTuple):
    """A person as a terminal holds it; None: it did not say. `known`: it is an employee of whom somebody said
    where it shall be, or that it is no longer active."""

    pin: str
    name: str | None
    card: str | None
    privilege: str | None
    details: Mapping[str, Any]
    reported_at: int
    written_at: int | None
    rewritten: int
    known: bool


class Credentials(NamedTuple):
    """What terminals hold of a person, each finger counted once however many terminals have it."""

    fingerprints: int = 0
    faces: int = 0
    palms: int = 0
    card: bool = False


def governed() -> sa.ColumnElement[bool]:
    """True of employees whose places are known, or who shall be nowhere; of others nobody said anything."""
    placed = sa.exists().where(
        employee_place.c.tenant_id == employee.c.tenant_id, employee_place.c.employee_id == employee.c.id
    )
    return sa.and_(employee.c.id.is_not(None), sa.or_(employee.c.active.is_(False), placed))


def lacks_credential(kind: str) -> sa.ColumnElement[bool]:
    """True of employees without a fingerprint, face, palm or card, as far as terminals said or we know."""
    if kind != "card":
        held = sa.exists().where(
            device_credential.c.tenant_id == employee.c.tenant_id,
            device_credential.c.pin == employee.c.pin,
            device_credential.c.kind.in_(_KINDS[kind]),
        )
        return ~held
    told = sa.exists().where(
        device_person.c.tenant_id == employee.c.tenant_id,
        device_person.c.pin == employee.c.pin,
        device_person.c.card.not_in(("", "0")),
    )
    return sa.and_(sa.func.coalesce(employee.c.card_number, "") == "", ~told)


def governed_pins(conn: sa.Connection, tenant_id: int, pins: Collection[str]) -> set[str]:
    """Those PINs whose employees shall be at certain places and nowhere else."""
    statement = sa.select(employee.c.pin).where(
        employee.c.tenant_id == tenant_id, employee.c.pin.in_(pins), governed()
    )
    return set(conn.scalars(statement))


def held_at(
    conn: sa.Connection, tenant_id: int, device_id: int, pins: Collection[str] | None = None
) -> dict[str, Held]:
    """Whom a device holds, by PIN."""
    statement = (
        sa.select(
            *(device_person.c[name] for name in Held._fields[:-1]),
            governed(),
        )
        .outerjoin(
            employee,
            sa.and_(employee.c.tenant_id == device_person.c.tenant_id, employee.c.pin == device_person.c.pin),
        )
        .where(device_person.c.tenant_id == tenant_id, device_person.c.device_id == device_id)
    )
    if pins is not None:
        statement = statement.where(device_person.c.pin.in_(pins))
    return {row[0]: Held._make(row) for row in conn.execute(statement).all()}


def holders(conn: sa.Connection, tenant_id: int, pins: Collection[str]) -> set[tuple[int, str]]:
    """(device, PIN) of every device that holds one of some persons."""
    statement = sa.select(device_person.c.device_id, device_person.c.pin).where(
        device_person.c.tenant_id == tenant_id, device_person.c.pin.in_(pins)
    )
    return {(device_id, pin) for device_id, pin in conn.execute(statement)}


def write_held(
    conn: sa.Connection, tenant_id: int, device_id: int, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Note people as written to a device and confirmed: pin, name, card, privilege, now."""
    if not rows:
        return
    statement = insert(conn, device_person)
    changing = ("name", "card", "privilege", "reported_at", "written_at")
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=list(device_person.primary_key.columns),
            set_={
                **{name: statement.excluded[name] for name in changing},
                "rewritten": device_person.c.rewritten + 1,
            },
        ),
        [
            {
                "tenant_id": tenant_id,
                "device_id": device_id,
                "pin": row["pin"],
                "name": row["name"],
                "card": row["card"],
                "privilege": row["privilege"],
                "details": {},
                "reported_at": row["now"],
                "written_at": row["now"],
                "rewritten": 0,
            }
            for row in rows
        ],
    )


def forget_rewrites(
    conn: sa.Connection, tenant_id: int, pins: Collection[str], device_id: int | None = None
) -> None:
    """They were reported as they were written, or shall be written otherwise now."""
    statement = device_person.update().where(
        device_person.c.tenant_id == tenant_id,
        device_person.c.pin.in_(pins),
        device_person.c.rewritten > 0,
    )
    if device_id is not None:
        statement = statement.where(device_person.c.device_id == device_id)
    conn.execute(statement.values(rewritten=0))


def forget_held(
    conn: sa.Connection, tenant_id: int, device_id: int, pins: Collection[str] | None = None
) -> None:
    """The device holds these persons no more, nor anything of them; None: nobody at all."""
    for table in (device_person, device_credential):
        statement = table.delete().where(table.c.tenant_id == tenant_id, table.c.device_id == device_id)
        conn.execute(statement if pins is None else statement.where(table.c.pin.in_(pins)))


def credentials_of(
    conn: sa.Connection, tenant_id: int, pins: Collection[str], device_id: int | None = None
) -> dict[str, Credentials]:
    """What terminals hold of some persons; `device_id`: what one holds."""
    of_body = (
        sa.select(device_credential.c.pin, device_credential.c.kind, device_credential.c.number)
        .where(device_credential.c.tenant_id == tenant_id, device_credential.c.pin.in_(pins))
        .distinct()
    )
    of_cards = (
        sa.select(device_person.c.pin)
        .where(
            device_person.c.tenant_id == tenant_id,
            device_person.c.pin.in_(pins),
            device_person.c.card.not_in(("", "0")),
        )
        .distinct()
    )
    if device_id is not None:
        of_body = of_body.where(device_credential.c.device_id == device_id)
        of_cards = of_cards.where(device_person.c.device_id == device_id)
    counted: dict[str, tuple[set[int], set[int], set[int]]] = {}
    for pin, kind, number in conn.execute(of_body):
        sets = counted.setdefault(pin, (set(), set(), set()))
        for place, kinds in enumerate((_FINGERS, _FACES, _PALMS)):
            if kind in kinds:
                sets[place].add(number)
    cards = set(conn.scalars(of_cards))
    return {
        pin: Credentials(len(fingers), len(faces), len(palms), pin in cards)
        for pin in {*counted, *cards}
        for fingers, faces, palms in (counted.get(pin, (set(), set(), set())),)
    }


def with_password(conn: sa.Connection, tenant_id: int, pins: Collection[str]) -> set[str]:
    """Those of some persons of whom a terminal said that it has a password."""
    statement = sa.select(device_person.c.pin, device_person.c.details).where(
        device_person.c.tenant_id == tenant_id, device_person.c.pin.in_(pins)
    )
    return {pin for pin, details in conn.execute(statement) if details.get("password")}

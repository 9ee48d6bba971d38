"""Templates and pictures of persons: which are kept, which terminals lack them, and that they are gone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from edge.store.command_tables import command
from edge.store.engine import insert
from edge.store.erasing import erasing
from edge.store.ids import first_id_at
from edge.store.people import in_force
from edge.store.people_tables import (
    biometric_purge,
    device_credential,
    device_person,
    employee,
    employee_place,
    person_sync,
    photo,
    template,
)
from edge.store.schema import device

BATCH: Final = 200
"""Photos are large, and are overwritten when they are deleted."""
PORTRAITS: Final = ("person", "enrolment")
"""Photos that show what somebody looks like, and no punch."""

# Spelled as in the index, or SQLite does not see that it will do.
_OPEN: Final = sa.text("command.status IN ('queued', 'sent')")


class Place(NamedTuple):
    """What of a person a template is of."""

    pin: str
    kind: int
    number: int
    part: int


class Kept(NamedTuple):
    """A template that is kept here, without its content."""

    id: int
    pin: str
    kind: int
    number: int
    part: int
    major: int
    minor: int
    format: int
    duress: bool

    @property
    def place(self) -> Place:
        return Place(self.pin, self.kind, self.number, self.part)


class Sealed(NamedTuple):
    """Content that only the vault can open."""

    key_version: int
    content: bytes


_KEPT: Final = tuple(template.c[name] for name in Kept._fields)
_PLACE: Final = tuple(template.c[name] == device_credential.c[name] for name in Place._fields)


def kept(conn: sa.Connection, tenant_id: int, template_id: int) -> tuple[Kept, Sealed] | None:
    """A template with its sealed content; None where it is kept no more."""
    statement = sa.select(*_KEPT, template.c.key_version, template.c.sealed).where(
        template.c.tenant_id == tenant_id, template.c.id == template_id
    )
    row = conn.execute(statement).first()
    return None if row is None else (Kept._make(row[:-2]), Sealed(*row[-2:]))


def kinds_kept(conn: sa.Connection, tenant_id: int) -> set[tuple[int, int]]:
    """(kind, major version) of all templates there are."""
    statement = sa.select(template.c.kind, template.c.major).where(template.c.tenant_id == tenant_id)
    return {(kind, major) for kind, major in conn.execute(statement.distinct())}


def lacking(
    conn: sa.Connection,
    tenant_id: int,
    device_id: int,
    site_id: int | None,
    kinds: Collection[tuple[int, int]],
    *,
    now: int,
    limit: int,
) -> list[Kept]:
    """Templates of employees that a device holds and shall hold, of things of them that it does not have."""
    here = [sa.and_(employee_place.c.kind == "device", employee_place.c.place_id == device_id)]
    if site_id is not None:
        here.append(sa.and_(employee_place.c.kind == "site", employee_place.c.place_id == site_id))
    placed = sa.select(employee_place.c.employee_id).where(
        employee_place.c.tenant_id == tenant_id, sa.or_(*here)
    )
    there = sa.exists().where(
        device_credential.c.tenant_id == tenant_id, device_credential.c.device_id == device_id, *_PLACE
    )
    fitting = [sa.and_(template.c.kind == kind, template.c.major == major) for kind, major in sorted(kinds)]
    statement = (
        sa.select(*_KEPT)
        .select_from(device_person)
        .join(
            employee,
            sa.and_(employee.c.tenant_id == device_person.c.tenant_id, employee.c.pin == device_person.c.pin),
        )
        .join(
            template,
            sa.and_(template.c.tenant_id == device_person.c.tenant_id, template.c.pin == device_person.c.pin),
        )
        .where(
            device_person.c.tenant_id == tenant_id,
            device_person.c.device_id == device_id,
            in_force(now),
            employee.c.id.in_(placed),
            sa.or_(sa.false(), *fitting),
            ~there,
        )
        .order_by(device_person.c.pin, template.c.kind, template.c.number, template.c.part)
        .limit(limit)
    )
    return [Kept._make(row) for row in conn.execute(statement)]


def offered(conn: sa.Connection, tenant_id: int, device_id: int, word: str, since: int) -> set[Place]:
    """What a device was given by commands of a name since an instant, or is to be given; not what it never
    fetched."""
    statement = sa.select(command.c.params).where(
        command.c.tenant_id == tenant_id,
        command.c.device_id == device_id,
        command.c.id >= first_id_at(since),
        command.c.command == word,
        command.c.status.not_in(("expired", "cancelled")),
    )
    return {place_of(params) for params in conn.scalars(statement)}


def place_of(params: Mapping[str, Any]) -> Place:
    """What of whom a command that stores a template is about."""
    return Place(params["pin"], params["type"], params.get("number", 0), params.get("part", 0))


def open_of_word(conn: sa.Connection, tenant_id: int, word: str) -> dict[tuple[int, str], int]:
    """The commands of a name that are under way, by (device, PIN)."""
    statement = sa.select(command.c.device_id, command.c.params, command.c.id).where(
        command.c.tenant_id == tenant_id, _OPEN, command.c.command == word
    )
    return {(device_id, params["pin"]): row_id for device_id, params, row_id in conn.execute(statement)}


def note_stored(
    conn: sa.Connection, tenant_id: int, device_id: int, place: Place, major: int, now: int
) -> None:
    """A device confirmed that it took a template that is kept here."""
    found = conn.execute(
        sa.select(template.c.minor, template.c.duress, template.c.digest).where(
            template.c.tenant_id == tenant_id,
            template.c.major == major,
            *(template.c[name] == value for name, value in place._asdict().items()),
        )
    ).first()
    if found is not None:
        statement = insert(conn, device_credential).values(
            tenant_id=tenant_id,
            device_id=device_id,
            **place._asdict(),
            major=major,
            reported_at=now,
            **found._asdict(),
        )
        conn.execute(statement.on_conflict_do_nothing())


def forget_held(
    conn: sa.Connection, tenant_id: int, device_id: int, pin: str, kinds: Collection[int] | None = None
) -> None:
    """A device confirmed that it has nothing of a person's body, or nothing of some kinds: that, and what it
    sent before it knew, is let go of."""
    for table in (device_credential, template):
        statement = table.delete().where(
            table.c.tenant_id == tenant_id, table.c.device_id == device_id, table.c.pin == pin
        )
        if kinds is not None:
            statement = statement.where(table.c.kind.in_(kinds))
        with erasing(conn):
            conn.execute(statement)
    if kinds is None:
        with erasing(conn):
            conn.execute(
                photo.delete().where(
                    photo.c.tenant_id == tenant_id, photo.c.pin == pin, photo.c.device_id == device_id
                )
            )


def delete_of_person(conn: sa.Connection, tenant_id: int, pin: str) -> tuple[int, int]:
    """Delete every template and photo of a person. Returns how many of each."""
    with erasing(conn):
        templates, photos = (
            conn.execute(table.delete().where(table.c.tenant_id == tenant_id, table.c.pin == pin)).rowcount
            for table in (template, photo)
        )
    return templates, photos


def holders(conn: sa.Connection, tenant_id: int, pin: str) -> list[int]:
    """Every device that may hold something of a person's body: it said so, sent it, holds the person, or is
    to hold or lose it."""
    found: set[int] = set()
    for table in (device_credential, device_person, person_sync, template, photo):
        statement = sa.select(table.c.device_id).where(table.c.tenant_id == tenant_id, table.c.pin == pin)
        found.update(conn.scalars(statement.distinct()))
    return sorted(found)


def add_purge(conn: sa.Connection, row: Mapping[str, Any]) -> None:
    """Every column of `biometric_purge`."""
    conn.execute(biometric_purge.insert().values(**row))


def last_purge(conn: sa.Connection, tenant_id: int, name: str) -> sa.RowMapping | None:
    """The last purge of an employee, by either of the ids it had."""
    statement = (
        sa.select(biometric_purge)
        .where(
            biometric_purge.c.tenant_id == tenant_id,
            sa.or_(biometric_purge.c.employee == name, biometric_purge.c.employee_id == name),
        )
        .order_by(biometric_purge.c.id.desc())
        .limit(1)
    )
    return conn.execute(statement).mappings().one_or_none()


def command_states(
    conn: sa.Connection, tenant_id: int, command_ids: Collection[int]
) -> dict[int, sa.RowMapping]:
    """What became of commands."""
    statement = sa.select(
        command.c.id, command.c.status, command.c.error, command.c.error_code, command.c.finished_at
    ).where(command.c.tenant_id == tenant_id, command.c.id.in_(command_ids))
    return {row["id"]: row for row in conn.execute(statement).mappings()}


def devices_served(conn: sa.Connection, tenant_id: int) -> Sequence[int]:
    """Devices that commands can be given to."""
    statement = sa.select(device.c.id).where(
        device.c.tenant_id == tenant_id, device.c.state == "active", device.c.conflicted_at.is_(None)
    )
    return conn.scalars(statement.order_by(device.c.id)).all()


def delete_leavers(conn: sa.Connection, tenant_id: int, before_us: int) -> int:
    """Delete some templates and portraits of persons who are on no terminal, and are no employees, or ceased
    to be valid before an instant. Returns how many."""
    deleted = 0
    for table in (template, photo):
        employed = sa.exists().where(
            employee.c.tenant_id == tenant_id,
            employee.c.pin == table.c.pin,
            sa.or_(employee.c.valid_to.is_(None), employee.c.valid_to >= before_us),
        )
        there = sa.exists().where(device_person.c.tenant_id == tenant_id, device_person.c.pin == table.c.pin)
        # A terminal may send the finger first and the person then.
        old = table.c.id < first_id_at(before_us)
        found = sa.select(table.c.id).where(table.c.tenant_id == tenant_id, old, ~employed, ~there)
        if table is photo:
            found = found.where(photo.c.purpose.in_(PORTRAITS))
        deleted += _delete(conn, table, tenant_id, found)
    return deleted


def delete_photos(conn: sa.Connection, tenant_id: int, before_us: int) -> int:
    """Delete some of the pictures that were taken at punches and came before an instant. Returns how many."""
    found = sa.select(photo.c.id).where(
        photo.c.tenant_id == tenant_id,
        photo.c.id < first_id_at(before_us),
        photo.c.purpose.not_in(PORTRAITS),
    )
    return _delete(conn, photo, tenant_id, found)


def photo_near(
    conn: sa.Connection, tenant_id: int, device_id: int, pin: str, taken_at: int, within_us: int
) -> tuple[bytes, Sealed] | None:
    """The photo of a person taken at a punch nearest to an instant: its digest, and its sealed content."""
    statement = (
        sa.select(photo.c.digest, photo.c.key_version, photo.c.sealed)
        .where(
            photo.c.tenant_id == tenant_id,
            photo.c.pin == pin,
            photo.c.taken_at.between(taken_at - within_us, taken_at + within_us),
            photo.c.device_id == device_id,
            photo.c.purpose == "attendance",
        )
        .order_by(sa.func.abs(photo.c.taken_at - taken_at), photo.c.id)
        .limit(1)
    )
    row = conn.execute(statement).first()
    return None if row is None else (row[0], Sealed(*row[1:]))


def _delete(conn: sa.Connection, table: sa.Table, tenant_id: int, found: sa.Select[tuple[int]]) -> int:
    some = found.order_by(table.c.id).limit(BATCH)
    with erasing(conn):
        return conn.execute(
            table.delete().where(table.c.tenant_id == tenant_id, table.c.id.in_(some))
        ).rowcount

"""Who shall be on which terminal, what each lacks of that, and how far that was compared."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final, Literal, NamedTuple

import sqlalchemy as sa

from edge.store.command_tables import command
from edge.store.engine import insert
from edge.store.people_tables import (
    device_people,
    device_person,
    employee,
    employee_place,
    person_sync,
)
from edge.store.schema import device, tenant

WantedState = Literal["present", "absent"]
SyncStatus = Literal["pending", "sent", "failed"]
MATRIX: Final = "people"
"""The actor of commands that bring terminals in line."""


_WRITING: Final = ("sync_employees", "enroll_employee")


class Wanted(NamedTuple):
    """A person as a terminal shall hold it. "" or None: whatever it holds is right; card "": none."""

    pin: str
    employee_id: str
    name: str
    card: str | None
    privilege: str
    valid_from: int | None
    valid_to: int | None


class Lack(NamedTuple):
    """What a person's record on a terminal lacks, and what was done about it."""

    device_id: int
    pin: str
    wanted: WantedState
    status: SyncStatus
    command_id: int | None
    attempts: int
    error: str | None
    anew: bool
    changed_at: int


class Watch(NamedTuple):
    """How far a terminal's people were compared."""

    listed_at: int | None
    changed_at: int | None
    compared_at: int | None


_LACK: Final = tuple(person_sync.c[name] for name in Lack._fields)
_WANTED: Final = (
    employee.c.pin,
    employee.c.employee_id,
    employee.c.name,
    employee.c.card_number,
    employee.c.privilege,
    employee.c.valid_from,
    employee.c.valid_to,
)


def in_force(now: int) -> sa.ColumnElement[bool]:
    """True of employees who are active and valid at an instant."""
    return sa.and_(
        employee.c.active.is_(True),
        sa.or_(employee.c.valid_from.is_(None), employee.c.valid_from <= now),
        sa.or_(employee.c.valid_to.is_(None), employee.c.valid_to > now),
    )


def _at(tenant_id: int, device_id: int, site_id: int | None, now: int) -> sa.ColumnElement[bool]:
    """True of employees who shall be on a device now."""
    here = [sa.and_(employee_place.c.kind == "device", employee_place.c.place_id == device_id)]
    if site_id is not None:
        here.append(sa.and_(employee_place.c.kind == "site", employee_place.c.place_id == site_id))
    placed = sa.select(employee_place.c.employee_id).where(
        employee_place.c.tenant_id == tenant_id, sa.or_(*here)
    )
    return sa.and_(employee.c.tenant_id == tenant_id, employee.c.id.in_(placed), in_force(now))


def wanted_at(
    conn: sa.Connection,
    tenant_id: int,
    device_id: int,
    site_id: int | None,
    now: int,
    pins: Collection[str] | None = None,
) -> dict[str, Wanted]:
    """Who shall be on a device, by PIN; `pins` narrows to some."""
    statement = sa.select(*_WANTED).where(_at(tenant_id, device_id, site_id, now))
    if pins is not None:
        statement = statement.where(employee.c.pin.in_(pins))
    return {row[0]: Wanted._make(row) for row in conn.execute(statement).all()}


def lacks_at(
    conn: sa.Connection, tenant_id: int, device_id: int, pins: Collection[str] | None = None
) -> dict[str, Lack]:
    """What is noted as lacking on a device, by PIN."""
    statement = sa.select(*_LACK).where(
        person_sync.c.tenant_id == tenant_id, person_sync.c.device_id == device_id
    )
    if pins is not None:
        statement = statement.where(person_sync.c.pin.in_(pins))
    return {lack.pin: lack for lack in map(Lack._make, conn.execute(statement).all())}


def lacks_of_pins(conn: sa.Connection, tenant_id: int, pins: Collection[str]) -> list[Lack]:
    """What is noted as lacking of some persons, on whatever device."""
    statement = sa.select(*_LACK).where(person_sync.c.tenant_id == tenant_id, person_sync.c.pin.in_(pins))
    return [Lack._make(row) for row in conn.execute(statement).all()]


def lacking(conn: sa.Connection, tenant_id: int, pins: Collection[str]) -> set[str]:
    """Those of some persons who are not as they should be on some terminal."""
    statement = (
        sa.select(person_sync.c.pin)
        .join(
            device,
            sa.and_(device.c.tenant_id == person_sync.c.tenant_id, device.c.id == person_sync.c.device_id),
        )
        .where(person_sync.c.tenant_id == tenant_id, person_sync.c.pin.in_(pins), device.c.state != "retired")
    )
    return set(conn.scalars(statement))


def wanted_on(
    conn: sa.Connection, tenant_id: int, employee_ids: Collection[int], now: int
) -> set[tuple[int, str]]:
    """(device, PIN) of every device that shall hold one of some employees."""
    placed = sa.and_(
        employee_place.c.tenant_id == employee.c.tenant_id, employee_place.c.employee_id == employee.c.id
    )
    stands = sa.and_(device.c.tenant_id == employee_place.c.tenant_id, device.c.state != "retired")
    by_place = (("site", device.c.site_id), ("device", device.c.id))
    return {
        (device_id, pin)
        for kind, column in by_place
        for device_id, pin in conn.execute(
            sa.select(device.c.id, employee.c.pin)
            .select_from(employee)
            .join(employee_place, placed)
            .join(device, sa.and_(stands, column == employee_place.c.place_id))
            .where(
                employee.c.tenant_id == tenant_id,
                employee.c.id.in_(employee_ids),
                employee_place.c.kind == kind,
                in_force(now),
            )
        )
    }


def note(conn: sa.Connection, tenant_id: int, lacks: Iterable[Lack]) -> None:
    """Write what is lacking, over what was noted before."""
    rows = [{"tenant_id": tenant_id, **lack._asdict()} for lack in lacks]
    if not rows:
        return
    statement = insert(conn, person_sync)
    changing = Lack._fields[2:]
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=list(person_sync.primary_key.columns),
            set_={name: statement.excluded[name] for name in changing},
        ),
        rows,
    )


def drop(conn: sa.Connection, tenant_id: int, pairs: Iterable[tuple[int, str]]) -> None:
    """Forget what was noted of (device, PIN)."""
    rows = [{"_device": device_id, "_pin": pin} for device_id, pin in pairs]
    if rows:
        conn.execute(
            person_sync.delete().where(
                person_sync.c.tenant_id == tenant_id,
                person_sync.c.device_id == sa.bindparam("_device"),
                person_sync.c.pin == sa.bindparam("_pin"),
            ),
            rows,
        )


def changed(conn: sa.Connection, tenant_id: int, device_ids: Collection[int], now: int) -> None:
    """Have devices compared again. Holds their rows to the commit, taken in one order."""
    rows = [
        {"tenant_id": tenant_id, "device_id": device_id, "changed_at": now}
        for device_id in sorted(device_ids)
    ]
    if not rows:
        return
    statement = insert(conn, device_people)
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=list(device_people.primary_key.columns),
            set_={"changed_at": statement.excluded.changed_at},
        ),
        rows,
    )


def hold(conn: sa.Connection, tenant_id: int, device_id: int) -> Watch:
    """The device's row, which nobody else changes to the commit."""
    conn.execute(
        insert(conn, device_people).values(tenant_id=tenant_id, device_id=device_id).on_conflict_do_nothing()
    )
    statement = (
        sa.select(*(device_people.c[name] for name in Watch._fields))
        .where(device_people.c.tenant_id == tenant_id, device_people.c.device_id == device_id)
        .with_for_update()
    )
    return Watch._make(conn.execute(statement).one())


def compared(
    conn: sa.Connection, tenant_id: int, device_id: int, site_id: int | None, now: int, due_at: int | None
) -> None:
    """Note that a device was compared where it stands, and when something is to be tried again."""
    conn.execute(
        device_people.update()
        .where(device_people.c.tenant_id == tenant_id, device_people.c.device_id == device_id)
        .values(changed_at=None, compared_at=now, site_id=site_id, due_at=due_at)
    )


def due(conn: sa.Connection, tenant_id: int, now: int, stale: int, limit: int) -> list[int]:
    """Devices to be compared: something changed, they moved, something is to be tried again, or they were
    last compared before `stale`. Those that wait longest come first."""
    statement = (
        sa.select(device.c.id)
        .outerjoin(
            device_people,
            sa.and_(
                device_people.c.tenant_id == device.c.tenant_id, device_people.c.device_id == device.c.id
            ),
        )
        .where(
            device.c.tenant_id == tenant_id,
            device.c.state != "retired",
            sa.or_(
                device_people.c.compared_at.is_(None),
                device_people.c.changed_at.is_not(None),
                device_people.c.due_at <= now,
                device_people.c.compared_at < stale,
                device_people.c.site_id.is_distinct_from(device.c.site_id),
            ),
        )
        .order_by(device_people.c.compared_at.is_not(None), device_people.c.compared_at, device.c.id)
        .limit(limit)
    )
    return list(conn.scalars(statement))


def tenant_ids(conn: sa.Connection) -> list[int]:
    return list(conn.scalars(sa.select(tenant.c.id).order_by(tenant.c.id)))


def open_commands(conn: sa.Connection, tenant_id: int, device_id: int) -> dict[int, str]:
    """Commands that a device has not answered: those of the matrix, and all that write people. id -> name."""
    statement = sa.select(command.c.id, command.c.command).where(
        command.c.tenant_id == tenant_id,
        command.c.device_id == device_id,
        # Spelled as in the index, or SQLite does not see that the index will do.
        sa.text("status IN ('queued', 'sent')"),
        sa.or_(command.c.actor == MATRIX, command.c.command.in_(_WRITING)),
    )
    return {row_id: word for row_id, word in conn.execute(statement)}


def asked_for_everybody(conn: sa.Connection, tenant_id: int, device_id: int, since: int) -> bool:
    """Whether a device was asked for all it holds by a command made since (an id)."""
    statement = sa.select(command.c.id).where(
        command.c.tenant_id == tenant_id,
        command.c.device_id == device_id,
        command.c.id >= since,
        command.c.command == "fetch_employees",
    )
    return conn.execute(statement.limit(1)).first() is not None


def pins_page(
    conn: sa.Connection,
    tenant_id: int,
    device_id: int,
    site_id: int | None,
    *,
    now: int,
    after: str,
    limit: int,
) -> list[str]:
    """PINs that a device holds, shall hold, or shall lose, in their order as text, from after one on."""
    parts = (
        sa.select(device_person.c.pin).where(
            device_person.c.tenant_id == tenant_id,
            device_person.c.device_id == device_id,
            device_person.c.pin > after,
        ),
        sa.select(person_sync.c.pin).where(
            person_sync.c.tenant_id == tenant_id,
            person_sync.c.device_id == device_id,
            person_sync.c.pin > after,
        ),
        sa.select(employee.c.pin).where(_at(tenant_id, device_id, site_id, now), employee.c.pin > after),
    )
    return list(conn.scalars(sa.union(*parts).order_by("pin").limit(limit)))

"""Employees: who they are, and where they shall be."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

import sqlalchemy as sa

from edge.store.engine import insert
from edge.store.held_people import lacks_credential
from edge.store.people_tables import device_person, employee, employee_place, given_pin, person_sync
from edge.store.schema import device, site

SyncState = Literal["in_sync", "out_of_sync", "pending", "failed"]
PlaceKind = Literal["site", "device"]
FIRST_GIVEN: Final = 100_000
"""PINs that we give count up from here: short enough to be typed, seldom a number that people have."""


class Place(NamedTuple):
    """Where an employee shall be: at all terminals of a site, or at one terminal."""

    kind: PlaceKind
    id: int


class PlaceNames(NamedTuple):
    sites: list[str]
    devices: list[str]


def find(conn: sa.Connection, tenant_id: int, name: str) -> sa.RowMapping | None:
    """An employee by public id, or by the customer's id."""
    statement = (
        sa.select(employee)
        .where(
            employee.c.tenant_id == tenant_id,
            sa.or_(employee.c.public_id == name, employee.c.employee_id == name),
        )
        .order_by((employee.c.public_id == name).desc())
    )
    return conn.execute(statement).mappings().first()


def by_ids(conn: sa.Connection, tenant_id: int, ids: Collection[int]) -> dict[int, sa.RowMapping]:
    statement = sa.select(employee).where(employee.c.tenant_id == tenant_id, employee.c.id.in_(ids))
    return {row["id"]: row for row in conn.execute(statement).mappings()}


def by_employee_ids(conn: sa.Connection, tenant_id: int, names: Collection[str]) -> dict[str, sa.RowMapping]:
    """Employees by the customer's ids; those that are missing are left out."""
    statement = sa.select(employee).where(
        employee.c.tenant_id == tenant_id, employee.c.employee_id.in_(names)
    )
    return {row["employee_id"]: row for row in conn.execute(statement).mappings()}


def by_pins(conn: sa.Connection, tenant_id: int, pins: Collection[str]) -> dict[str, sa.RowMapping]:
    """Employees by what terminals call them."""
    statement = sa.select(employee).where(employee.c.tenant_id == tenant_id, employee.c.pin.in_(pins))
    return {row["pin"]: row for row in conn.execute(statement).mappings()}


def page(
    conn: sa.Connection,
    tenant_id: int,
    *,
    after: int,
    limit: int,
    q: str | None = None,
    there: Sequence[Collection[Place]] = (),
    within: Collection[int] | None = None,
    departments: Collection[str] | None = None,
    active: bool | None = None,
    sync: SyncState | None = None,
    without: Collection[str] = (),
    names: Collection[str] | None = None,
    or_on: Collection[int] | None = None,
) -> Sequence[sa.RowMapping]:
    """Employees in the order they were made, from after an id on.

    `there`: those who shall be at one of the places, of each collection; `or_on`: or whom one of these
    devices holds, or still has to lose. `within`: the sites that the asker may see. `q`: part of the name, or
    how employee id, PIN or id begins. `without`: those of whom no terminal holds a credential of these kinds.
    `names`: those of these ids, ours or the customer's.
    """
    statement = (
        sa.select(employee)
        .where(employee.c.tenant_id == tenant_id, employee.c.id > after)
        .order_by(employee.c.id)
        .limit(limit)
    )
    if q is not None:
        word = q.lower()
        statement = statement.where(
            sa.or_(
                sa.func.lower(employee.c.name).contains(word, autoescape=True),
                sa.func.lower(employee.c.employee_id).startswith(word, autoescape=True),
                sa.func.lower(employee.c.pin).startswith(word, autoescape=True),
                employee.c.public_id.startswith(word, autoescape=True),
            )
        )
    if names is not None:
        statement = statement.where(
            sa.or_(employee.c.public_id.in_(names), employee.c.employee_id.in_(names))
        )
    for places in there:
        placed = employee.c.id.in_(_placed(tenant_id, places))
        statement = statement.where(placed if or_on is None else sa.or_(placed, _on(or_on)))
    if within is not None:
        statement = statement.where(_within(tenant_id, within))
    if departments is not None:
        statement = statement.where(employee.c.department.in_(departments))
    if active is not None:
        statement = statement.where(employee.c.active.is_(active))
    if sync is not None:
        statement = statement.where(_in_state(sync))
    statement = statement.where(*map(lacks_credential, without))
    return conn.execute(statement).mappings().all()


def _placed(tenant_id: int, places: Collection[Place]) -> sa.Select[tuple[int]]:
    kinds = {place.kind for place in places}
    return sa.select(employee_place.c.employee_id).where(
        employee_place.c.tenant_id == tenant_id,
        sa.or_(
            sa.false(),
            *(
                sa.and_(
                    employee_place.c.kind == kind,
                    employee_place.c.place_id.in_([place.id for place in places if place.kind == kind]),
                )
                for kind in sorted(kinds)
            ),
        ),
    )


def _on(device_ids: Collection[int]) -> sa.ColumnElement[bool]:
    """True of employees whom one of the devices holds, or still has to lose."""
    return sa.or_(
        *(
            sa.exists().where(
                table.c.tenant_id == employee.c.tenant_id,
                table.c.pin == employee.c.pin,
                table.c.device_id.in_(device_ids),
            )
            for table in (device_person, person_sync)
        )
    )


def _within(tenant_id: int, site_ids: Collection[int]) -> sa.ColumnElement[bool]:
    """True of employees who shall be at one of the sites, or at a terminal there."""
    there = sa.select(device.c.id).where(device.c.tenant_id == tenant_id, device.c.site_id.in_(site_ids))
    return sa.exists().where(
        employee_place.c.tenant_id == employee.c.tenant_id,
        employee_place.c.employee_id == employee.c.id,
        sa.or_(
            sa.and_(employee_place.c.kind == "site", employee_place.c.place_id.in_(site_ids)),
            sa.and_(employee_place.c.kind == "device", employee_place.c.place_id.in_(there)),
        ),
    )


def _in_state(state: SyncState) -> sa.ColumnElement[bool]:
    """By what is noted as lacking on a terminal that still is one."""
    lacking = (
        sa.exists()
        .where(
            person_sync.c.tenant_id == employee.c.tenant_id,
            person_sync.c.pin == employee.c.pin,
            device.c.tenant_id == person_sync.c.tenant_id,
            device.c.id == person_sync.c.device_id,
            device.c.state != "retired",
        )
        .correlate(employee)
    )
    failed = lacking.where(person_sync.c.status == "failed")
    if state == "in_sync":
        return ~lacking
    if state == "out_of_sync":
        return lacking
    return failed if state == "failed" else lacking.where(person_sync.c.status != "failed")


def visible(
    conn: sa.Connection, tenant_id: int, ids: Collection[int], within: Collection[int] | None
) -> set[int]:
    """Those of some employees that an asker limited to sites may see; None: of all sites."""
    if within is None:
        return set(ids)
    statement = sa.select(employee.c.id).where(
        employee.c.tenant_id == tenant_id, employee.c.id.in_(ids), _within(tenant_id, within)
    )
    return set(conn.scalars(statement))


def add(conn: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        conn.execute(employee.insert(), list(rows))


def change(conn: sa.Connection, tenant_id: int, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write whole rows anew; their versions go up."""
    if not rows:
        return
    kept = ("tenant_id", "id", "public_id", "created_at", "version")
    columns = [column.name for column in employee.c if column.name not in kept]
    statement = (
        employee.update()
        .where(employee.c.tenant_id == tenant_id, employee.c.id == sa.bindparam("_id"))
        .values(version=employee.c.version + 1, **{name: sa.bindparam(f"_{name}") for name in columns})
    )
    conn.execute(
        statement, [{"_id": row["id"], **{f"_{name}": row[name] for name in columns}} for row in rows]
    )


def remove(conn: sa.Connection, tenant_id: int, employee_id: int) -> None:
    conn.execute(
        employee_place.delete().where(
            employee_place.c.tenant_id == tenant_id, employee_place.c.employee_id == employee_id
        )
    )
    conn.execute(employee.delete().where(employee.c.tenant_id == tenant_id, employee.c.id == employee_id))


def places_of(conn: sa.Connection, tenant_id: int, ids: Collection[int]) -> dict[int, set[Place]]:
    """Where each of some employees shall be."""
    found: dict[int, set[Place]] = {row_id: set() for row_id in ids}
    statement = sa.select(
        employee_place.c.employee_id, employee_place.c.kind, employee_place.c.place_id
    ).where(employee_place.c.tenant_id == tenant_id, employee_place.c.employee_id.in_(ids))
    for row_id, kind, place_id in conn.execute(statement):
        found[row_id].add(Place(kind, place_id))
    return found


def set_places(
    conn: sa.Connection,
    tenant_id: int,
    before: Mapping[int, Collection[Place]],
    after: Mapping[int, Collection[Place]],
) -> None:
    """Have employees be at the places of `after` instead of those of `before`."""
    left = [
        (row_id, place) for row_id, places in before.items() for place in set(places) - set(after[row_id])
    ]
    come = [
        (row_id, place) for row_id, places in after.items() for place in set(places) - set(before[row_id])
    ]
    if left:
        conn.execute(
            employee_place.delete().where(
                employee_place.c.tenant_id == tenant_id,
                employee_place.c.employee_id == sa.bindparam("_employee"),
                employee_place.c.kind == sa.bindparam("_kind"),
                employee_place.c.place_id == sa.bindparam("_place"),
            ),
            [{"_employee": row_id, "_kind": place.kind, "_place": place.id} for row_id, place in left],
        )
    if come:
        conn.execute(
            insert(conn, employee_place).on_conflict_do_nothing(),
            [
                {"tenant_id": tenant_id, "employee_id": row_id, "kind": place.kind, "place_id": place.id}
                for row_id, place in come
            ],
        )


def place_names(
    conn: sa.Connection, tenant_id: int, ids: Collection[int], within: Collection[int] | None
) -> dict[int, PlaceNames]:
    """The public ids of where each of some employees shall be, as far as the asker sees the sites."""
    found = {row_id: PlaceNames([], []) for row_id in ids}
    of_sites = sa.select(employee_place.c.employee_id, site.c.public_id).join(
        site, sa.and_(site.c.tenant_id == employee_place.c.tenant_id, site.c.id == employee_place.c.place_id)
    )
    of_devices = sa.select(employee_place.c.employee_id, device.c.public_id).join(
        device,
        sa.and_(
            device.c.tenant_id == employee_place.c.tenant_id,
            device.c.id == employee_place.c.place_id,
            device.c.state != "retired",
        ),
    )
    if within is not None:
        of_sites = of_sites.where(site.c.id.in_(within))
        of_devices = of_devices.where(device.c.site_id.in_(within))
    for statement, kind in ((of_sites, "site"), (of_devices, "device")):
        narrowed = statement.where(
            employee_place.c.tenant_id == tenant_id,
            employee_place.c.employee_id.in_(ids),
            employee_place.c.kind == kind,
        ).order_by(employee_place.c.place_id)
        for row_id, public_id in conn.execute(narrowed):
            (found[row_id].sites if kind == "site" else found[row_id].devices).append(public_id)
    return found


def give_pins(conn: sa.Connection, tenant_id: int, count: int, wished: Collection[str] = ()) -> list[str]:
    """PINs of digits that nobody has, nobody had of us, and no terminal holds; nor are they `wished` for."""
    given: list[str] = []
    while len(given) < count:
        wanted = count - len(given)
        statement = insert(conn, given_pin).values(tenant_id=tenant_id, last=FIRST_GIVEN + wanted)
        last = conn.execute(
            statement.on_conflict_do_update(
                index_elements=[given_pin.c.tenant_id], set_={"last": given_pin.c.last + wanted}
            ).returning(given_pin.c.last)
        ).scalar_one()
        fresh = [str(number) for number in range(last - wanted + 1, last + 1)]
        taken = _taken(conn, tenant_id, fresh).union(wished)
        given += [pin for pin in fresh if pin not in taken]
    return given


def _taken(conn: sa.Connection, tenant_id: int, pins: Collection[str]) -> set[str]:
    columns = (employee.c.pin, employee.c.employee_id, device_person.c.pin, person_sync.c.pin)
    return {
        pin
        for column in columns
        for pin in conn.scalars(
            sa.select(column).where(column.table.c.tenant_id == tenant_id, column.in_(pins))
        )
    }


def leaving(conn: sa.Connection, tenant_id: int, pins: Collection[str]) -> set[str]:
    """Those of some PINs that terminals still have to delete."""
    statement = sa.select(person_sync.c.pin).where(
        person_sync.c.tenant_id == tenant_id,
        person_sync.c.pin.in_(pins),
        person_sync.c.wanted == "absent",
    )
    return set(conn.scalars(statement))


def crossing(conn: sa.Connection, tenant_id: int, after: int, until: int) -> set[int]:
    """Employees whose validity begins or ends after one instant and not after another."""
    return {
        row_id
        for column in (employee.c.valid_from, employee.c.valid_to)
        for row_id in conn.scalars(
            sa.select(employee.c.id).where(employee.c.tenant_id == tenant_id, column > after, column <= until)
        )
    }


def names_of_pins(conn: sa.Connection, tenant_id: int, pins: Collection[str]) -> dict[str, str]:
    """The customer's ids of those whom terminals call by these PINs."""
    statement = sa.select(employee.c.pin, employee.c.employee_id).where(
        employee.c.tenant_id == tenant_id, employee.c.pin.in_(pins)
    )
    return {pin: name for pin, name in conn.execute(statement)}

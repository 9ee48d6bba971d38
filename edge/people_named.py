"""People whom commands name: whoever a command puts on a terminal becomes an employee who shall be there, and
whoever it deletes shall not.

Without that the matrix would undo what the command did, and the person's punches would come back under a PIN
that nobody gave.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from edge import employees
from edge.employees import Draft, EmployeeMisuse
from edge.intents import DeleteEmployee, EnrollEmployee, Intent, OfPerson, Person, SyncEmployees
from edge.store import employees as rows
from edge.store import people
from edge.store.employees import Place
from edge.store.ids import IdClock

_KEPT: Final = ("name", "card_number", "privilege")


def addressed(conn: sa.Connection, tenant_id: int, intent: Intent) -> Intent:
    """A command with the PINs of those employees whom it names by employee_id alone; terminals know nothing
    else. Whoever is no employee goes by what was given."""
    people_named = intent.employees if isinstance(intent, SyncEmployees) else (intent,)
    bare = {one.employee_id for one in people_named if isinstance(one, Person | OfPerson) and one.pin is None}
    pins = {name: row["pin"] for name, row in rows.by_employee_ids(conn, tenant_id, bare).items()}
    if not pins:
        return intent
    if not isinstance(intent, SyncEmployees):
        return intent.model_copy(update={"pin": pins[next(iter(pins))]})
    told = [
        one.model_copy(update={"pin": pins[one.employee_id]})
        if one.pin is None and one.employee_id in pins
        else one
        for one in intent.employees
    ]
    return SyncEmployees.model_validate({**intent.model_dump(exclude_unset=True), "employees": told})


def settle_in(
    conn: sa.Connection, ids: IdClock, device_row: sa.RowMapping, intent: Intent, *, now: int
) -> None:
    """Bring the employees to what a command for a device (a row of `store.devices.whole`) is to bring about.

    Those it puts there are made where they are unknown, changed where it says otherwise, and shall be there;
    whom it deletes shall not, where only the device itself was named as a place.
    Raises EmployeeMisuse.
    """
    if isinstance(intent, DeleteEmployee):
        _let_go(conn, ids, device_row, intent, now)
    elif isinstance(intent, SyncEmployees):
        _take_on(conn, ids, device_row, intent.employees, now)
    elif isinstance(intent, EnrollEmployee):
        _take_on(conn, ids, device_row, [intent], now)


def _take_on(
    conn: sa.Connection, ids: IdClock, device_row: sa.RowMapping, named: Sequence[Person], now: int
) -> None:
    tenant_id, device_id = device_row["tenant_id"], device_row["id"]
    known = rows.by_employee_ids(conn, tenant_id, {person.employee_id for person in named})
    places = rows.places_of(conn, tenant_id, [row["id"] for row in known.values()])
    there = {
        pin
        for device, pin in people.wanted_on(conn, tenant_id, [row["id"] for row in known.values()], now)
        if device == device_id
    }
    drafts = []
    for person in named:
        row = known.get(person.employee_id)
        if row is not None and person.pin not in (None, row["pin"]):
            continue  # under another PIN it is a record of the terminal's own
        values = _said(person, row)
        wanted = row is not None and row["pin"] in there
        if values or not wanted:
            hidden = () if row is None else places[row["id"]]
            drafts.append(
                Draft(person.employee_id, values, None, None if wanted else [device_id], hidden=hidden)
            )
    for saved in employees.save(conn, ids, tenant_id, drafts, now=now):
        if saved.error is not None:
            raise saved.error
        if saved.after is not None and not saved.after["active"]:
            raise EmployeeMisuse(
                f"The employee '{saved.after['employee_id']}' is not active, so terminals shall not hold the "
                "person. Set active first, then send it again.",
                "params",
            )


def _said(person: Person, row: sa.RowMapping | None) -> dict[str, Any]:
    """What a command says of a person otherwise than the employee's row does."""
    given: dict[str, Any] = {name: getattr(person, name) for name in _KEPT if name in person.model_fields_set}
    if row is None:
        return given if person.pin is None else {**given, "pin": person.pin}
    return {name: value for name, value in given.items() if value != row[name]}


def _let_go(
    conn: sa.Connection, ids: IdClock, device_row: sa.RowMapping, intent: DeleteEmployee, now: int
) -> None:
    tenant_id = device_row["tenant_id"]
    row = rows.by_employee_ids(conn, tenant_id, [intent.employee_id]).get(intent.employee_id)
    here = Place("device", device_row["id"])
    if row is None or intent.pin not in (None, row["pin"]):
        return
    places = rows.places_of(conn, tenant_id, [row["id"]])[row["id"]]
    if here in places:
        rest = [place.id for place in places if place.kind == "device" and place != here]
        employees.save(conn, ids, tenant_id, [Draft(intent.employee_id, devices=rest)], now=now)

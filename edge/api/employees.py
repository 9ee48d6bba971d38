"""Employees: list, make, change, take away, enrol; how they stand on their terminals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from common.instants import rfc3339, rfc3339_or_none
from common.schemas import employees as schema
from common.schemas.commands import Command
from common.schemas.fields import Deleted
from edge import audit, commands, employees, standings
from edge.api import finding
from edge.api.commands import begun
from edge.api.errors import ApiError, no_such
from edge.api.registry import operation
from edge.api.work import Result, View, Work
from edge.employee_drafts import Drafts, hidden
from edge.employee_upserts import audited, entry_of
from edge.employees import Draft
from edge.exports import columns
from edge.intents import EnrollBiometric
from edge.store import devices, held_people, people, selections
from edge.store import employees as rows
from edge.store.employees import Place
from edge.telling import UNASSIGNED

_Row = sa.RowMapping | Mapping[str, Any]
_NO_CREDENTIALS: Final = held_people.Credentials()
TABLE: Final = columns(
    "id",
    "employee_id",
    "pin",
    "name",
    "card_number",
    "privilege",
    "active",
    "department",
    "valid_from",
    "valid_to",
    "sites",
    "devices",
    "credentials.fingerprints",
    "credentials.faces",
    "credentials.palms",
    "credentials.card",
    "credentials.password",
    "sync.in_sync",
    "sync.pending",
    "sync.failed",
    "created_at",
    active="flag",
    valid_from="instant",
    valid_to="instant",
    created_at="instant",
    credentials__fingerprints="number",
    credentials__faces="number",
    credentials__palms="number",
    credentials__card="flag",
    credentials__password="flag",
    sync__in_sync="number",
    sync__pending="number",
    sync__failed="number",
)


@operation(
    "GET",
    "/v1/employees",
    scope="employees:read",
    query=schema.EmployeeQuery,
    answers=schema.EmployeePage,
    errors=("site_not_found", "device_not_found", "cursor_invalid"),
    table=TABLE,
)
def list_employees(view: View, query: schema.EmployeeQuery) -> Result:
    """List employees in the order they were made."""
    limit = query.limit or 100
    there = []
    if query.site is not None:
        there.append(places_of_sites(view, finding.sites_named(view, query.site)))
    if query.device is not None:
        there.append(places_of_devices([finding.device(view, name) for name in query.device]))

    def listed(after: int, limit: int) -> Sequence[sa.RowMapping]:
        return rows.page(
            view.conn,
            view.tenant_id,
            after=after,
            limit=limit,
            q=query.q,
            there=there,
            within=view.site_ids,
            departments=query.department,
            active=query.active,
            sync=query.sync,
            without=query.without or (),
        )

    found = listed(view.id_anchor(query.cursor) or 0, limit + 1)
    shown = shown_employees(view, found[:limit])
    pairs = [*zip(found[:limit], shown, strict=True), *((row, {}) for row in found[limit:])]
    result = view.page(pairs, limit, lambda pair: [pair[0]["id"]], lambda pair: pair[1])
    return view.counted(result, query, lambda most: len(listed(0, most)))


def places_of_sites(view: View, site_ids: set[int]) -> set[Place]:
    """The sites, and the terminals there."""
    standing = devices.at_sites(view.conn, view.tenant_id, site_ids)
    there = {Place("device", row["id"]) for rows_there in standing.values() for row in rows_there}
    return there | {Place("site", site_id) for site_id in site_ids}


def places_of_devices(found: Sequence[sa.RowMapping]) -> set[Place]:
    """The terminals, and the sites where they stand."""
    there = {Place("device", row["id"]) for row in found}
    return there | {Place("site", row["site_id"]) for row in found if row["site_id"] is not None}


@operation(
    "GET",
    "/v1/employees/{employee}",
    scope="employees:read",
    answers=schema.Employee,
    errors=("employee_not_found",),
    conditional=True,
)
def get_employee(view: View) -> Result:
    """Get an employee by id or employee_id."""
    return _shown(view, employee(view, view.path["employee"]))


@operation(
    "POST",
    "/v1/employees",
    scope="employees:write",
    body=schema.EmployeeCreate,
    answers=schema.Employee,
    status=201,
    errors=("already_exists", "site_not_found", "device_not_found", "permission_denied"),
)
def create_employee(work: Work, body: schema.EmployeeCreate) -> Result:
    """Make an employee. Terminals at its places are told within seconds, or when they are back."""
    values = body.model_dump(exclude_unset=True, exclude={"employee_id"})
    draft = _drafts(work).draft(body.employee_id, values, may_change=False)
    return _shown(work, saved(work, [draft])[0], created=True)


@operation(
    "PATCH",
    "/v1/employees/{employee}",
    scope="employees:write",
    body=schema.EmployeeChange,
    answers=schema.Employee,
    errors=(
        "employee_not_found",
        "site_not_found",
        "device_not_found",
        "already_exists",
        "permission_denied",
    ),
    conditional=True,
)
def change_employee(work: Work, body: schema.EmployeeChange) -> Result:
    """Change an employee (JSON merge patch). `sites` and `devices` replace where it shall be."""
    row = employee(work, work.path["employee"])
    work.require_match(row["version"])
    draft = _drafts(work).draft(row["employee_id"], body.model_dump(exclude_unset=True), known=row)
    return _shown(work, saved(work, [draft])[0])


@operation(
    "DELETE",
    "/v1/employees/{employee}",
    scope="employees:write",
    answers=Deleted,
    errors=("employee_not_found", "permission_denied"),
    conditional=True,
)
def delete_employee(work: Work) -> Result:
    """Delete an employee. Terminals that hold it lose it; its punches stay."""
    row = employee(work, work.path["employee"])
    work.require_match(row["version"])
    if hidden(work.conn, work.tenant_id, row["id"], work.site_ids):
        raise ApiError(
            "permission_denied",
            "This employee is also wanted at sites that this key does not see. Take your sites from it.",
        )
    employees.remove(work.conn, work.tenant_id, row, now=work.now_us)
    work.audit("employee.delete", row["public_id"], audit.changes(audited(row), {}))
    return Result({"id": row["public_id"], "object": "employee", "deleted": True})


@operation(
    "GET",
    "/v1/employees/{employee}/sync",
    scope="employees:read",
    answers=schema.DeviceSyncPage,
    errors=("employee_not_found",),
)
def get_employee_sync(view: View) -> Result:
    """List how an employee stands on every terminal that shall hold it, or shall lose it."""
    row = employee(view, view.path["employee"])
    found = standings.standing(view.conn, view.tenant_id, {row["id"]: row["pin"]}, view.now_us)[row["pin"]]
    names = selections.device_names(
        view.conn, view.tenant_id, {standing.device_id for standing in found}, view.site_ids
    )
    shown = [
        _device_sync(standing, names[standing.device_id]) for standing in found if standing.device_id in names
    ]
    return view.listing(shown, has_more=False, next_cursor=None)


@operation(
    "POST",
    "/v1/employees/{employee}/sync",
    scope="employees:write",
    answers=schema.Employee,
    errors=("employee_not_found",),
)
def sync_employee(work: Work) -> Result:
    """Write an employee to its terminals once more, also where that was given up."""
    row = employee(work, work.path["employee"])
    employees.retry(work.conn, work.tenant_id, row, now=work.now_us)
    work.audit("employee.sync", row["public_id"])
    return _shown(work, row)


@operation(
    "POST",
    "/v1/employees/{employee}/enroll",
    scope="employees:write",
    body=schema.Enrolment,
    answers=Command,
    status=202,
    errors=("employee_not_found", "device_not_found", "conflict"),
)
def enroll_employee(work: Work, body: schema.Enrolment) -> Result:
    """Have a terminal take a finger, a face, a palm or a card of an employee who stands before it.

    The terminal must hold the employee, or be about to. When it has what was wanted, employee.enrolled tells.
    """
    row = employee(work, work.path["employee"])
    device_row = finding.device(work, body.device)
    _check_there(work, row, device_row)
    intent = EnrollBiometric.model_validate(
        {
            "employee_id": row["employee_id"],
            "pin": row["pin"],
            "kind": body.kind,
            "number": body.finger if body.kind == "finger" else 0,
            "attempts": body.attempts,
            "replace": body.replace,
        }
    )
    actor = work.actor.public_id
    command = commands.enqueue(work.conn, work.ids, device_row, intent, actor=actor, now=work.now_us)
    work.audit(
        "employee.enroll",
        row["public_id"],
        {"device": [None, device_row["public_id"]], "kind": [None, body.kind]},
    )
    key, given = (work.tenant_id, device_row["id"]), work.services.on_command
    work.after_commit(lambda: given(key))
    return begun(command)


def _check_there(work: Work, row: sa.RowMapping, device_row: sa.RowMapping) -> None:
    pair = (device_row["id"], row["pin"])
    if pair in held_people.holders(work.conn, work.tenant_id, [row["pin"]]):
        return
    if pair not in people.wanted_on(work.conn, work.tenant_id, [row["id"]], work.now_us):
        raise ApiError(
            "conflict",
            f"The terminal '{device_row['name']}' does not hold '{row['employee_id']}' and shall not. Add "
            "the terminal or its site to the employee first.",
        )


def employee(view: View, name: str) -> sa.RowMapping:
    """An employee of the caller's tenant and sites, by id or employee_id. Raises ApiError (404)."""
    row = rows.find(view.conn, view.tenant_id, name) if name.isprintable() and len(name) <= 100 else None
    if row is None or not rows.visible(view.conn, view.tenant_id, [row["id"]], view.site_ids):
        raise no_such("employee", name)
    return row


def _drafts(work: Work) -> Drafts:
    return Drafts(work.conn, work.tenant_id, work.site_ids)


def saved(work: Work, drafts: Sequence[Draft]) -> list[Mapping[str, Any]]:
    """The rows of employees after a change of them all. Raises the EmployeeMisuse of the first that fails."""
    done = employees.save(work.conn, work.ids, work.tenant_id, drafts, now=work.now_us)
    for result in done:
        if result.error is not None:
            raise result.error
    work.entries += [entry_of(result) for result in done]
    return [result.after for result in done if result.after is not None]


def shown_employees(view: View, found: Sequence[_Row]) -> list[dict[str, Any]]:
    """Employees as objects."""
    conn, tenant_id = view.conn, view.tenant_id
    ids = {row["id"]: row["pin"] for row in found}
    pins = set(ids.values())
    places = rows.place_names(conn, tenant_id, ids, view.site_ids)
    credentials = held_people.credentials_of(conn, tenant_id, pins)
    passwords = held_people.with_password(conn, tenant_id, pins)
    standing = standings.standing(conn, tenant_id, ids, view.now_us)
    device_ids = {one.device_id for all_of_one in standing.values() for one in all_of_one}
    seen = selections.device_names(conn, tenant_id, device_ids, view.site_ids)
    return [
        {
            "id": row["public_id"],
            "object": "employee",
            "employee_id": row["employee_id"],
            "pin": row["pin"],
            "name": row["name"],
            "card_number": row["card_number"] or None,
            "privilege": row["privilege"] or "user",
            "active": row["active"],
            "department": row["department"],
            "valid_from": rfc3339_or_none(row["valid_from"]),
            "valid_to": rfc3339_or_none(row["valid_to"]),
            "sites": places[row["id"]].sites,
            "devices": places[row["id"]].devices,
            "credentials": credentials_object(
                credentials.get(row["pin"], _NO_CREDENTIALS),
                bool(row["card_number"]),
                row["pin"] in passwords,
            ),
            "sync": counts([one.status for one in standing[row["pin"]] if one.device_id in seen]),
            "created_at": rfc3339(row["created_at"]),
            "version": row["version"],
        }
        for row in found
    ]


def credentials_object(found: held_people.Credentials, card: bool, password: bool) -> dict[str, Any]:
    return {
        "fingerprints": found.fingerprints,
        "faces": found.faces,
        "palms": found.palms,
        "card": card or found.card,
        "password": password,
    }


def counts(words: Sequence[str]) -> dict[str, int]:
    """How often each status is among them, as a member `sync` says it."""
    return {word: words.count(word) for word in ("in_sync", "pending", "failed")}


def _device_sync(standing: standings.Standing, device: selections.DeviceName) -> dict[str, Any]:
    return {
        "object": "device_sync",
        "device_id": device.public_id,
        "device_serial": device.serial,
        "device_name": device.name,
        "site": UNASSIGNED if device.site is None else device.site,
        "wanted": standing.wanted,
        "status": standing.status,
        "error": standing.error,
        "since": rfc3339_or_none(standing.since),
        "attempts": standing.attempts,
    }


def _shown(view: View, row: _Row, created: bool = False) -> Result:
    return Result(
        shown_employees(view, [row])[0],
        location=f"/v1/employees/{row['public_id']}" if created else None,
        version=row["version"],
    )

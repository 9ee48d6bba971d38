"""Employees: made, changed, taken away, one or a thousand at a time; terminals know them by their PINs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from edge import people
from edge.store import employees as rows
from edge.store.employees import Place
from edge.store.ids import IdClock, public_id

# What every generation of terminals can hold.
_SAFE_PIN: Final = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
_NEW: Final[Mapping[str, Any]] = {
    "name": "",
    "card_number": None,
    "privilege": "",
    "active": True,
    "department": None,
    "valid_from": None,
    "valid_to": None,
}
_REPORTED: Final = ("name", "card_number", "privilege")  # what terminals say of people
_UNREPORTED: Final = ("valid_from", "valid_to")
_WRITTEN: Final = (*_REPORTED, *_UNREPORTED)


class EmployeeMisuse(ValueError):
    """An employee cannot be made or changed as asked."""

    code = "validation_failed"

    def __init__(self, message: str, param: str | None) -> None:
        super().__init__(message)
        self.param = param


class EmployeeTaken(EmployeeMisuse):
    """Another employee has the id or PIN."""

    code = "already_exists"


class NoSuchEmployee(LookupError):
    """The tenant has no such employee."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is wanted of one employee. `values`: only what was given; card_number None takes the card away
    from an employee that exists. `sites`, `devices`: internal ids, None leaves them as they are. `hidden`:
    places that who asks does not see, which stay. `may`: what is to happen."""

    employee_id: str
    values: Mapping[str, Any] = field(default_factory=dict)
    sites: Collection[int] | None = None
    devices: Collection[int] | None = None
    hidden: Collection[Place] = ()
    may_create: bool = True
    may_change: bool = True


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a draft: the rows before (None: it was made) and after, or why nothing did."""

    before: sa.RowMapping | None = None
    after: Mapping[str, Any] | None = None
    error: EmployeeMisuse | None = None


@dataclass(slots=True)
class _Plan:
    """An employee as it is to be written: `values` over what there was."""

    draft: Draft
    before: sa.RowMapping | None
    values: dict[str, Any]
    error: EmployeeMisuse | None = None

    @property
    def pin(self) -> str:
        return str(self.after["pin"])

    @property
    def after(self) -> dict[str, Any]:
        before = self.before
        if before is None:
            return self.values
        return {**before, **self.values, "version": before["version"] + 1}

    def changes(self, *names: str) -> bool:
        """Whether any of these is another than before; of new employees nothing is."""
        before = self.before
        return before is not None and any(
            name in self.values and self.values[name] != before[name] for name in names
        )


def save(
    conn: sa.Connection, ids: IdClock, tenant_id: int, drafts: Sequence[Draft], *, now: int
) -> list[Saved]:
    """Make those that are not there, change those that are. Every draft is judged before anything is
    written; those with errors are left out, the others are written."""
    known = rows.by_employee_ids(conn, tenant_id, {draft.employee_id for draft in drafts})
    counts = Counter(draft.employee_id for draft in drafts)
    plans = [_planned(draft, known.get(draft.employee_id), counts[draft.employee_id]) for draft in drafts]
    _check_names(conn, tenant_id, plans)
    _check_pins(conn, tenant_id, plans)
    good = [plan for plan in plans if plan.error is None]
    _give_pins(conn, tenant_id, good)
    for plan in good:
        if plan.before is None:
            row_id = ids.next()
            plan.values |= {
                "tenant_id": tenant_id,
                "id": row_id,
                "public_id": public_id("emp", row_id),
                "created_at": now,
                "version": 1,
            }
    _write(conn, tenant_id, good, now)
    return [
        Saved(plan.before, plan.after) if plan.error is None else Saved(error=plan.error) for plan in plans
    ]


def _planned(draft: Draft, before: sa.RowMapping | None, times: int) -> _Plan:
    values = dict(draft.values)
    if "employee_id" not in values:
        values["employee_id"] = draft.employee_id
    # Never given is not the same as taken away: terminals keep what we have no word on.
    if before is not None and "card_number" in values:
        values["card_number"] = values["card_number"] or ""
    plan = _Plan(draft, before, {**({} if before is not None else _NEW), **values})
    plan.error = _error(plan, times)
    return plan


def _error(plan: _Plan, times: int) -> EmployeeMisuse | None:
    name = plan.draft.employee_id
    whole = {**(plan.before or {}), **plan.values}
    begins, ends = whole["valid_from"], whole["valid_to"]
    if times > 1:
        return EmployeeMisuse(f"The employee '{name}' is named {times} times; name each once.", "employee_id")
    if plan.before is not None and not plan.draft.may_change:
        return EmployeeTaken(f"There already is an employee with the employee_id '{name}'.", "employee_id")
    if plan.before is None and not plan.draft.may_create:
        return EmployeeMisuse(f"There is no employee with the employee_id '{name}'.", "employee_id")
    if begins is not None and ends is not None and ends <= begins:
        return EmployeeMisuse("valid_to must be after valid_from.", "valid_to")
    return None


def _check_names(conn: sa.Connection, tenant_id: int, plans: Sequence[_Plan]) -> None:
    """Whether the ids that employees shall have from now on are free."""
    renamed = {
        plan.values["employee_id"]: plan
        for plan in plans
        if plan.error is None and plan.values["employee_id"] != plan.draft.employee_id
    }
    for name in rows.by_employee_ids(conn, tenant_id, renamed):
        renamed[name].error = EmployeeTaken(
            f"There already is an employee with the employee_id '{name}'.", "employee_id"
        )


def _check_pins(conn: sa.Connection, tenant_id: int, plans: Sequence[_Plan]) -> None:
    """Whether the PINs asked for are free. The PIN that an employee has already is."""
    asked: dict[str, _Plan] = {}
    for plan in plans:
        pin = plan.values.get("pin")
        if plan.error is not None or pin is None or (plan.before is not None and plan.before["pin"] == pin):
            continue
        if pin in asked:
            plan.error = EmployeeTaken(f"The PIN '{pin}' is given to two employees here.", "pin")
        else:
            asked[pin] = plan
    owners = rows.by_pins(conn, tenant_id, asked)
    going = rows.leaving(conn, tenant_id, asked)
    for pin, plan in asked.items():
        if pin in owners:
            plan.error = EmployeeTaken(
                f"The PIN '{pin}' is that of the employee '{owners[pin]['employee_id']}'.", "pin"
            )
        elif pin in going and pin != plan.draft.employee_id:
            plan.error = EmployeeTaken(
                f"The PIN '{pin}' is still being deleted from terminals; who gets it now would get the "
                "fingerprints and cards of the one before. Choose another, or wait.",
                "pin",
            )


def _give_pins(conn: sa.Connection, tenant_id: int, plans: Sequence[_Plan]) -> None:
    """New employees without a PIN go by their id where all terminals can hold it, else by digits of ours."""
    bare = [plan for plan in plans if plan.before is None and plan.values.get("pin") is None]
    wished = {plan.draft.employee_id for plan in bare if _SAFE_PIN.fullmatch(plan.draft.employee_id)}
    taken = rows.by_pins(conn, tenant_id, wished).keys() | {plan.values.get("pin") for plan in plans}
    rest = []
    for plan in bare:
        own = plan.draft.employee_id
        if own in wished and own not in taken:
            plan.values["pin"] = own
        else:
            rest.append(plan)
    wished_for = {plan.values["pin"] for plan in plans if plan.values.get("pin") is not None}
    for plan, pin in zip(rest, rows.give_pins(conn, tenant_id, len(rest), wished_for), strict=True):
        plan.values["pin"] = pin


def _write(conn: sa.Connection, tenant_id: int, plans: Sequence[_Plan], now: int) -> None:
    rows.add(conn, [plan.values for plan in plans if plan.before is None])
    rows.change(conn, tenant_id, [plan.after for plan in plans if plan.before is not None])
    by_id = {plan.after["id"]: plan for plan in plans}
    before = rows.places_of(conn, tenant_id, by_id)
    after = {row_id: _places(plan.draft, before[row_id]) for row_id, plan in by_id.items()}
    rows.set_places(conn, tenant_id, before, after)
    touched = {
        row_id: plan
        for row_id, plan in by_id.items()
        if before[row_id] != after[row_id] or plan.changes(*_WRITTEN, "active", "pin")
    }
    if not touched:
        return
    people.marked(
        conn,
        tenant_id,
        {row_id: plan.pin for row_id, plan in touched.items()},
        now=now,
        rewritten={plan.pin for plan in touched.values() if plan.changes(*_WRITTEN)},
        anew={plan.pin for plan in touched.values() if plan.changes(*_UNREPORTED)},
        left={plan.before["pin"] for plan in touched.values() if plan.before and plan.changes("pin")}
        | {plan.pin for row_id, plan in touched.items() if before[row_id] - after[row_id]},
    )


def _places(draft: Draft, before: Collection[Place]) -> set[Place]:
    places = set(before)
    for kind, given in (("site", draft.sites), ("device", draft.devices)):
        if given is not None:
            places = {place for place in places if place.kind != kind or place in draft.hidden}
            places |= {Place("site" if kind == "site" else "device", place_id) for place_id in given}
    return places


def existing(conn: sa.Connection, tenant_id: int, name: str) -> sa.RowMapping:
    """The row of an employee, by id or employee_id. Raises NoSuchEmployee."""
    row = rows.find(conn, tenant_id, name)
    if row is None:
        raise NoSuchEmployee(name)
    return row


def remove(conn: sa.Connection, tenant_id: int, row: sa.RowMapping, *, now: int) -> None:
    """Take an employee away; terminals that hold it lose it. Its punches stay."""
    rows.remove(conn, tenant_id, row["id"])
    people.marked(conn, tenant_id, {}, now=now, left={row["pin"]})


def retry(conn: sa.Connection, tenant_id: int, row: sa.RowMapping, *, now: int) -> None:
    """Write an employee to its terminals once more, also where that was given up."""
    people.marked(conn, tenant_id, {row["id"]: row["pin"]}, now=now, rewritten={row["pin"]})

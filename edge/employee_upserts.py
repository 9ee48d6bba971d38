"""Many employees at once, each made or changed by its employee_id and judged by itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from pydantic import ValidationError

from common.schemas.employees import EmployeeItem
from edge import audit, employees
from edge.audit import Entry
from edge.bulk_upserts import Item
from edge.employee_drafts import Drafts, Unfound
from edge.employees import Draft, EmployeeMisuse, Saved
from edge.store import employees as rows
from edge.store.ids import IdClock

_AUDITED: Final = (
    "public_id",
    "employee_id",
    "pin",
    "name",
    "privilege",
    "active",
    "department",
    "valid_from",
    "valid_to",
)
_NOT_VALUES: Final = ("ref", "employee_id")


@dataclass(slots=True)
class Upsert(Item):
    """One of many, and what becomes of it: `done`, or `error` says why not."""

    draft: Draft | None = None
    done: Saved | None = None

    @property
    def made(self) -> bool:
        return self.done is not None and self.done.before is None

    @property
    def public_id(self) -> str | None:
        after = None if self.done is None else self.done.after
        return None if after is None else str(after["public_id"])


def judge(
    conn: sa.Connection, tenant_id: int, upserts: Sequence[Upsert], within: Collection[int] | None
) -> None:
    """Read and draft those that have no error yet. `within`: the sites that who asks may see, None: all;
    whoever is limited to some changes nobody elsewhere."""
    for upsert in upserts:
        if upsert.error is None:
            _read(upsert)
    good = [upsert for upsert in upserts if upsert.error is None]
    known = rows.by_employee_ids(conn, tenant_id, {upsert.members["employee_id"] for upsert in good})
    seen = rows.visible(conn, tenant_id, {row["id"] for row in known.values()}, within)
    drafts = Drafts(conn, tenant_id, within)
    for upsert in good:
        name = upsert.members["employee_id"]
        values = {key: value for key, value in upsert.members.items() if key not in _NOT_VALUES}
        row = known.get(name)
        try:
            if row is not None and row["id"] not in seen:
                raise Unfound("employee", name)
            upsert.draft = drafts.draft(name, values, known=row)
        except (Unfound, EmployeeMisuse) as error:
            upsert.error = error


def _read(upsert: Upsert) -> None:
    try:
        upsert.members = EmployeeItem.model_validate(upsert.members).model_dump(exclude_unset=True)
    except ValidationError as error:
        upsert.error = error


def save(
    conn: sa.Connection, ids: IdClock, tenant_id: int, upserts: Sequence[Upsert], *, now: int
) -> list[Entry]:
    """Make or change those that were drafted. Returns what the audit log is to say of it."""
    drafted = [(upsert, upsert.draft) for upsert in upserts if upsert.draft is not None]
    saved = employees.save(conn, ids, tenant_id, [draft for _, draft in drafted], now=now)
    for (upsert, _), result in zip(drafted, saved, strict=True):
        upsert.done = result
        upsert.error = result.error
    return [entry_of(result) for result in saved if result.after is not None]


def entry_of(result: Saved) -> Entry:
    """What the audit log says of an employee that was made or changed."""
    assert result.after is not None, "nothing was done"
    before = {} if result.before is None else audited(result.before)
    action = "employee.create" if result.before is None else "employee.change"
    return Entry(action, result.after["public_id"], audit.changes(before, audited(result.after)))


def audited(row: Mapping[str, Any] | sa.RowMapping) -> dict[str, Any]:
    """A row without the number on its card, which opens doors."""
    card = row["card_number"]
    return {name: row[name] for name in _AUDITED} | {"card_number": f"…{card[-4:]}" if card else None}

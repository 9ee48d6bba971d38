"""Many employees at once: each judged by itself, all written in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from common.schemas import employees as schema
from edge import employees
from edge.api.employee_csv import Row, TableError, rows_of
from edge.api.employees import Drafts, audit_all
from edge.api.errors import ApiError, as_api_error, no_such
from edge.api.registry import MIB, operation
from edge.api.work import Result, Work
from edge.employees import Draft
from edge.store import employees as rows

MOST: Final = schema.MOST_ITEMS


@dataclass(slots=True)
class _Item:
    """One of many, and what becomes of it."""

    index: int
    members: Mapping[str, Any]
    line: int | None = None
    draft: Draft | None = None
    error: ApiError | None = None
    done: employees.Saved | None = None


@operation(
    "POST",
    "/v1/employees/bulk",
    scope="employees:write",
    body=schema.EmployeeBulk,
    answers=schema.BulkResult,
    status=207,
    errors=("already_exists", "permission_denied"),
    max_body=10 * MIB,
)
def bulk_employees(work: Work, body: schema.EmployeeBulk) -> Result:
    """Make or change up to 1,000 employees, each by its employee_id.

    The answer says of each what became of it; with `atomic` nothing is done where one cannot be.
    """
    items = [_Item(index, members) for index, members in enumerate(body.items)]
    return _upserted(work, items, body.atomic)


@operation(
    "POST",
    "/v1/employees/import",
    scope="employees:write",
    body=schema.EmployeeImport,
    answers=schema.BulkResult,
    status=207,
    errors=("already_exists", "permission_denied"),
    max_body=10 * MIB,
    consumes="text/csv",
)
def import_employees(work: Work, body: schema.EmployeeImport) -> Result:
    """Make or change up to 1,000 employees from a table (text/csv), each by its employee_id.

    The first line holds headings: employee_id, and of pin, name, card_number, privilege, active, department,
    valid_from, valid_to, sites and devices those that are wanted. Several sites or devices in a cell are
    parted by |. An empty cell leaves what was there. The answer says of each row what became of it.
    """
    try:
        items = [_of_row(index, row) for index, row in enumerate(rows_of(body.csv))]
    except TableError as error:
        raise ApiError("validation_failed", str(error), param="csv") from None
    if not items:
        raise ApiError("validation_failed", "The table has headings and no rows.", param="csv")
    return _upserted(work, items, atomic=False)


def _of_row(index: int, row: Row) -> _Item:
    item = _Item(index, row.members, row.line)
    if row.problem is not None:
        param, message = row.problem
        item.error = ApiError("validation_failed", message, param=param or None)
    return item


def _upserted(work: Work, items: Sequence[_Item], atomic: bool) -> Result:
    if len(items) > MOST:
        raise ApiError(
            "payload_too_large",
            f"These are {len(items):,} employees; {MOST:,} at most go in one request. Send them in parts.",
        )
    for item in items:
        _judge(work, item)
    _find_places(work, [item for item in items if item.error is None])
    good = [item for item in items if item.draft is not None]
    if atomic:
        _all_or_nothing(items)
    done = employees.save(
        work.conn, work.ids, work.tenant_id, [item.draft for item in good if item.draft], now=work.now_us
    )
    for item, result in zip(good, done, strict=True):
        item.done = result
        if result.error is not None:
            item.error = as_api_error(result.error)
    if atomic:
        _all_or_nothing(items)
    audit_all(work, done)
    return Result(_result(items), status=207)


def _judge(work: Work, item: _Item) -> None:
    if item.error is not None:
        return
    try:
        item.members = schema.EmployeeItem.model_validate(item.members).model_dump(exclude_unset=True)
    except ValidationError as error:
        item.error = as_api_error(error)


def _find_places(work: Work, items: Sequence[_Item]) -> None:
    """Find the sites and terminals that items name; who is limited to sites changes nobody elsewhere."""
    known = rows.by_employee_ids(work.conn, work.tenant_id, {item.members["employee_id"] for item in items})
    ids = {row["id"] for row in known.values()}
    seen = rows.visible(work.conn, work.tenant_id, ids, work.site_ids)
    drafts = Drafts(work)
    for item in items:
        name = item.members["employee_id"]
        values = {key: value for key, value in item.members.items() if key not in ("ref", "employee_id")}
        row = known.get(name)
        try:
            if row is not None and row["id"] not in seen:
                raise no_such("employee", name)
            item.draft = drafts.draft(name, values, known=row)
        except ApiError as error:
            item.error = error


def _all_or_nothing(items: Sequence[_Item]) -> None:
    """Raises ApiError where an item has an error: nothing of the unit is done then."""
    wrong = [(item, item.error) for item in items if item.error is not None]
    if wrong:
        first, error = wrong[0]
        raise ApiError(
            "validation_failed",
            f"items.{first.index}: {error.message}" + (f" (and {len(wrong) - 1} more)" if wrong[1:] else ""),
            errors=[
                {"param": f"items.{item.index}", "code": error.code, "message": error.message}
                for item, error in wrong
            ],
        )


def _result(items: Sequence[_Item]) -> dict[str, Any]:
    failed = sum(item.error is not None for item in items)
    return {
        "object": "bulk_result",
        "summary": {
            "total": len(items),
            "succeeded": len(items) - failed,
            "failed": failed,
            "skipped": 0,
        },
        "items": [_shown(item) for item in items],
    }


def _shown(item: _Item) -> dict[str, Any]:
    after = None if item.done is None else item.done.after
    error = item.error
    if error is not None:
        status = error.status
    else:
        status = 201 if item.done is not None and item.done.before is None else 200
    ref, name = item.members.get("ref"), item.members.get("employee_id")
    return {
        "ref": ref if isinstance(ref, str) else None,
        "index": item.index,
        "line": item.line,
        "status": status,
        "id": None if after is None else after["public_id"],
        "employee_id": name if isinstance(name, str) else None,
        "error": None
        if error is None
        else {"code": error.code, "message": error.message, "param": error.extra.get("param")},
    }

"""Many employees at once: up to a thousand in one transaction, each judged by itself; more as a job."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from common.schemas import employees as schema
from common.schemas.jobs import Job
from edge import audit, employee_upserts
from edge.api.employee_csv import Row, TableError, rows_of
from edge.api.errors import ApiError, as_api_error
from edge.api.jobs import started
from edge.api.registry import MIB, operation
from edge.api.work import Result, Work
from edge.bulk_employees import MOST
from edge.bulk_employees import create as create_job
from edge.employee_upserts import Upsert
from edge.employees import EmployeeMisuse

AT_ONCE: Final = schema.MOST_ITEMS


@operation(
    "POST",
    "/v1/employees/bulk",
    scope="employees:write",
    body=schema.EmployeeBulk,
    answers=schema.BulkResult,
    status=207,
    accepted=Job,
    errors=("already_exists", "permission_denied"),
    max_body=10 * MIB,
)
def bulk_employees(work: Work, body: schema.EmployeeBulk) -> Result:
    """Make or change employees, each by its employee_id.

    Up to 1,000 are carried out at once, and the answer says of each what became of it; with `atomic` nothing
    is done where one cannot be. More, up to 50,000, are carried out as a job (202), whose items say it; with
    `Prefer: respond-async` so are fewer.
    """
    upserts = [Upsert(index, members) for index, members in enumerate(body.items)]
    return _upserted(work, upserts, body.atomic)


@operation(
    "POST",
    "/v1/employees/import",
    scope="employees:write",
    body=schema.EmployeeImport,
    answers=schema.BulkResult,
    status=207,
    accepted=Job,
    errors=("already_exists", "permission_denied"),
    max_body=10 * MIB,
    consumes="text/csv",
)
def import_employees(work: Work, body: schema.EmployeeImport) -> Result:
    """Make or change employees from a table (text/csv), each by its employee_id.

    The first line holds headings: employee_id, and of pin, name, card_number, privilege, active, department,
    valid_from, valid_to, sites and devices those that are wanted. Several sites or devices in a cell are
    parted by |. An empty cell leaves what was there. Up to 1,000 rows are carried out at once, and the answer
    says of each what became of it; more, up to 50,000, as a job (202), whose items say it.
    """
    try:
        upserts = [_of_row(index, row) for index, row in enumerate(rows_of(body.csv))]
    except TableError as error:
        raise ApiError("validation_failed", str(error), param="csv") from None
    if not upserts:
        raise ApiError("validation_failed", "The table has headings and no rows.", param="csv")
    return _upserted(work, upserts, atomic=False)


def _of_row(index: int, row: Row) -> Upsert:
    upsert = Upsert(index, row.members, row.line)
    if row.problem is not None:
        param, message = row.problem
        upsert.error = EmployeeMisuse(message, param or None)
    return upsert


def _upserted(work: Work, upserts: Sequence[Upsert], atomic: bool) -> Result:
    if len(upserts) > MOST:
        raise ApiError(
            "payload_too_large",
            f"These are {len(upserts):,} employees; {MOST:,} at most go in one request. Send them in parts.",
        )
    if len(upserts) > AT_ONCE or (work.asked.prefers.respond_async and not atomic):
        return _as_job(work, upserts, atomic)
    employee_upserts.judge(work.conn, work.tenant_id, upserts, work.site_ids)
    if atomic:
        _all_or_nothing(upserts)
    work.entries += employee_upserts.save(work.conn, work.ids, work.tenant_id, upserts, now=work.now_us)
    if atomic:
        _all_or_nothing(upserts)
    return Result(_result(upserts))


def _as_job(work: Work, upserts: Sequence[Upsert], atomic: bool) -> Result:
    if atomic:
        raise ApiError(
            "validation_failed",
            f"atomic goes with {AT_ONCE:,} employees at most: more are written a batch at a time. Leave it "
            "out, and look at the job's items for those that failed.",
            param="atomic",
        )
    asked = work.asked
    who = audit.Who(work.actor.public_id, asked.address, asked.user_agent, asked.request_id)
    job = create_job(work.conn, work.ids, work.tenant_id, upserts, who=who, within=work.site_ids)
    shown = started(work, job)
    work.audit("employees.bulk_upsert", shown.body["id"], {"employees": [None, len(upserts)]})
    return shown


def _all_or_nothing(upserts: Sequence[Upsert]) -> None:
    """Raises ApiError where one has an error: nothing of the unit is done then."""
    wrong = [(upsert, error) for upsert in upserts if (error := _error_of(upsert)) is not None]
    if wrong:
        first, error = wrong[0]
        raise ApiError(
            "validation_failed",
            f"items.{first.index}: {error.message}" + (f" (and {len(wrong) - 1} more)" if wrong[1:] else ""),
            errors=[
                {"param": f"items.{upsert.index}", "code": error.code, "message": error.message}
                for upsert, error in wrong
            ],
        )


def _error_of(upsert: Upsert) -> ApiError | None:
    return None if upsert.error is None else as_api_error(upsert.error)


def _result(upserts: Sequence[Upsert]) -> dict[str, Any]:
    failed = sum(upsert.error is not None for upsert in upserts)
    return {
        "object": "bulk_result",
        "summary": {
            "total": len(upserts),
            "succeeded": len(upserts) - failed,
            "failed": failed,
            "skipped": 0,
        },
        "items": [_shown(upsert) for upsert in upserts],
    }


def _shown(upsert: Upsert) -> dict[str, Any]:
    after = None if upsert.done is None else upsert.done.after
    error = _error_of(upsert)
    if error is not None:
        status = error.status
    else:
        status = 201 if upsert.done is not None and upsert.done.before is None else 200
    ref, name = upsert.members.get("ref"), upsert.members.get("employee_id")
    return {
        "ref": ref if isinstance(ref, str) else None,
        "index": upsert.index,
        "line": upsert.line,
        "status": status,
        "id": None if after is None else after["public_id"],
        "employee_id": name if isinstance(name, str) else None,
        "error": None
        if error is None
        else {"code": error.code, "message": error.message, "param": error.extra.get("param")},
    }

"""Many employees at once: up to a thousand in one transaction, each judged by itself; more as a job."""

from __future__ import annotations

from typing import Final

from common.schemas import employees as schema
from common.schemas.jobs import Job
from edge.api.bulk import items_of_table, upserted
from edge.api.csv_tables import Layout
from edge.api.registry import MIB, operation
from edge.api.work import Result, Work
from edge.bulk_employees import EMPLOYEES
from edge.employee_upserts import Upsert

LAYOUT: Final = Layout(
    columns=(
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
    ),
    key="employee_id",
    texts=("employee_id", "name", "department"),
    lists=("sites", "devices"),
    flags=("active",),
)
AT_ONCE: Final = schema.MOST_ITEMS


@operation(
    "POST",
    "/v1/employees/bulk",
    rate="bulk",
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
    return upserted(work, EMPLOYEES, upserts, AT_ONCE, body.atomic)


@operation(
    "POST",
    "/v1/employees/import",
    rate="bulk",
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
    upserts = items_of_table(EMPLOYEES, LAYOUT, body.csv)
    return upserted(work, EMPLOYEES, upserts, AT_ONCE, atomic=False)

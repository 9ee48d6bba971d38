"""Thousands of employees made or changed by one request, as a job: a batch at a time, each exactly once.

What was sent of an employee lies with its item until the batch that carries it out commits, and no longer.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from pydantic import ValidationError

from edge import audit, employee_upserts, jobs
from edge.audit import Who
from edge.employee_upserts import Problem, Upsert
from edge.employees import EmployeeMisuse
from edge.jobs import Advanced, Kind
from edge.store import jobs as rows
from edge.store.ids import IdClock
from edge.store.jobs import NewItem

BATCH: Final = 100
"""How many employees are written in one transaction: uploads wait for it."""
MOST: Final = 50_000
LONGEST_REF: Final = 200


def create(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    upserts: Sequence[Upsert],
    *,
    who: Who,
    within: Collection[int] | None,
) -> sa.RowMapping:
    """Make the job, and return its row. `within`: the sites that who asks may see, None: all. Nothing of an
    upsert is judged yet but whether it is named twice."""
    times = Counter(_named(upsert) for upsert in upserts)
    items = [
        NewItem(number, _named(upsert) or f"#{upsert.index}", 0, None, _kept(upsert, times[_named(upsert)]))
        for number, upsert in enumerate(upserts)
    ]
    params = {
        "employees": len(items),
        "who": dataclasses.asdict(who),
        "within": None if within is None else sorted(within),
    }
    return jobs.create(conn, ids, tenant_id, "employees.bulk_upsert", items, params=params, actor=who.actor)


def _named(upsert: Upsert) -> str | None:
    """What its item is called: the employee_id, where it can be one."""
    name = upsert.members.get("employee_id")
    usable = isinstance(name, str) and name.isprintable() and 0 < len(name) <= LONGEST_REF
    return name if usable else None


def _kept(upsert: Upsert, times: int) -> dict[str, Any]:
    error: Problem | None = upsert.error
    if error is None and times > 1 and (name := _named(upsert)) is not None:
        error = EmployeeMisuse(
            f"The employee '{name}' is named {times} times; name each once.", "employee_id"
        )
    kept = {"members": None if error else dict(upsert.members), "line": upsert.line}
    return kept if error is None else {**kept, "problem": said_of(error)}


def due(conn: sa.Connection, row: sa.RowMapping, thorough: bool) -> bool:
    """Always, until it has ended."""
    return True


def advance(conn: sa.Connection, ids: IdClock, row: sa.RowMapping, now: int) -> Advanced:
    """Carry out the next batch. Whatever stops it before the commit, the batch is begun anew."""
    tenant_id, job_id = row["tenant_id"], row["id"]
    if row["status"] == "cancelling":
        rows.end_waiting(conn, tenant_id, job_id, "cancelled", now)
    elif row["status"] == "queued":
        rows.change(conn, tenant_id, job_id, status="running", started_at=now)
    items = rows.items(conn, tenant_id, job_id, limit=BATCH, statuses=("waiting",))
    if not items:
        jobs.end(conn, row, now, params={"employees": row["params"]["employees"]})
        return Advanced()
    problems, entries = _carry_out(conn, ids, row, items, now)
    rows.end_items(conn, tenant_id, job_id, problems, now)
    audit.write(conn, ids, tenant_id, Who(**row["params"]["who"]), entries)
    return Advanced(more=True)


def _carry_out(
    conn: sa.Connection, ids: IdClock, row: sa.RowMapping, items: Sequence[sa.RowMapping], now: int
) -> tuple[dict[int, str | None], list[audit.Entry]]:
    """Why items failed, None where they did not, by number; and what the audit log is to say."""
    tenant_id, within = row["tenant_id"], row["params"]["within"]
    upserts = {
        item["number"]: Upsert(item["number"], item["params"]["members"])
        for item in items
        if "problem" not in item["params"]
    }
    judged = list(upserts.values())
    employee_upserts.judge(conn, tenant_id, judged, None if within is None else frozenset(within))
    entries = employee_upserts.save(conn, ids, tenant_id, judged, now=now)
    problems: dict[int, str | None] = {}
    for item in items:
        kept = item["params"]
        upsert = upserts.get(item["number"])
        error = None if upsert is None else upsert.error
        problem = kept.get("problem") if error is None else said_of(error)
        problems[item["number"]] = _placed(kept, problem)
    return problems, entries


def _placed(kept: Mapping[str, Any], problem: str | None) -> str | None:
    return f"Line {kept['line']}: {problem}" if problem is not None and kept["line"] is not None else problem


def said_of(error: Problem) -> str:
    """Why an employee was not made or changed, in a line."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        return f"{place}: {message}" if place else message
    if isinstance(error, EmployeeMisuse) and error.param:
        return f"{error.param}: {error}"
    return str(error)


KIND: Final = Kind(due, advance)

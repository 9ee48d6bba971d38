"""Jobs: work on many terminals, one item each, that goes on while nobody waits for it.

A job is queued until it is first carried on, then running until each of its items has ended. Whoever cancels
it stops what has not begun; what has, still ends and counts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import sqlalchemy as sa

from edge.store import jobs as rows
from edge.store.ids import IdClock, public_id, row_id
from edge.store.jobs import ItemStatus, NewItem

JobType = Literal[
    "attendance.retime",
    "commands.bulk",
    "dead_lines.reparse",
    "device.replace",
    "devices.bulk_upsert",
    "employees.bulk_upsert",
    "webhooks.replay",
]
JobStatus = Literal["queued", "running", "succeeded", "partially_failed", "failed", "cancelling", "cancelled"]
OPEN: Final = ("queued", "running", "cancelling")

Counts = Mapping[ItemStatus, int]


class NoSuchJob(LookupError):
    """The tenant has no job of that id."""


class JobConflict(Exception):
    """The job is in a state that does not allow this."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is, in items. `skipped`: never begun, or taken back; `eta_s`: None where it cannot be
    told."""

    total: int
    succeeded: int
    failed: int
    skipped: int
    eta_s: int | None = None

    @property
    def done(self) -> int:
        return self.succeeded + self.failed + self.skipped

    @property
    def percent(self) -> int:
        """Whole percent, 100 only when all is done."""
        return 100 if self.total == 0 else 100 * self.done // self.total


@dataclass(frozen=True, slots=True)
class Advanced:
    """What carrying on did. `more`: there is more to be done at once; `commanded`: (tenant, device) that were
    given commands; `changed`: serial numbers of devices whose rows changed."""

    more: bool = False
    commanded: Sequence[tuple[int, int]] = field(default_factory=tuple)
    changed: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Kind:
    """How jobs of one type are carried on.

    `due(conn, row, thorough)` says whether there is anything to do, by reading little; when `thorough`, what
    costs more to find out too. `advance(conn, ids, row, now)` does a bounded part of it, in a transaction
    that holds the job. `devices(conn, row)`: the (tenant, device) of whose punches and events it tells next;
    they are locked before anything is written, so that what is told of each stays in order.
    """

    due: Callable[[sa.Connection, sa.RowMapping, bool], bool]
    advance: Callable[[sa.Connection, IdClock, sa.RowMapping, int], Advanced]
    devices: Callable[[sa.Connection, sa.RowMapping], Collection[tuple[int, int]]] = lambda conn, row: ()


def create(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    kind: JobType,
    items: Sequence[NewItem],
    *,
    params: Mapping[str, Any],
    actor: str,
    reason: str | None = None,
) -> sa.RowMapping:
    """Make a job of at least one item. It is carried on within a second."""
    job_id = ids.next()
    row = {
        "tenant_id": tenant_id,
        "id": job_id,
        "type": kind,
        "status": "queued",
        "params": dict(params),
        "actor": actor,
        "reason": reason,
    }
    rows.add(conn, row, items)
    return existing(conn, tenant_id, job_id)


def existing(conn: sa.Connection, tenant_id: int, job_id: int) -> sa.RowMapping:
    """The row of a job. Raises NoSuchJob."""
    row = rows.by_id(conn, tenant_id, job_id)
    if row is None:
        raise NoSuchJob(public_id("job", job_id))
    return row


def found(conn: sa.Connection, tenant_id: int, name: str) -> sa.RowMapping | None:
    """The row behind a public id, or None."""
    job_id = row_id("job", name)
    return None if job_id is None else rows.by_id(conn, tenant_id, job_id)


def cancel(conn: sa.Connection, tenant_id: int, job_id: int) -> sa.RowMapping:
    """Have a job stop, and return its row: from now on nothing of it begins. The caller carries it on.

    Raises NoSuchJob, JobConflict where it has ended.
    """
    row = rows.hold(conn, tenant_id, job_id)
    if row is None:
        raise NoSuchJob(public_id("job", job_id))
    if row["status"] in ("queued", "running"):
        rows.change(conn, tenant_id, job_id, status="cancelling")
    elif row["status"] not in ("cancelling", "cancelled"):
        raise JobConflict(
            f"This job has ended already: it is {row['status']}, so there is nothing left to stop."
        )
    return existing(conn, tenant_id, job_id)


def end(
    conn: sa.Connection,
    row: sa.RowMapping,
    now: int,
    *,
    params: Mapping[str, Any] | None = None,
    error: str | None = None,
) -> None:
    """Close a job none of whose items waits or runs. `params`: what is kept of them, if not all."""
    counts = rows.counts(conn, row["tenant_id"], row["id"])
    assert not {"waiting", "running"} & counts.keys(), "its items have ended"
    rows.change(
        conn,
        row["tenant_id"],
        row["id"],
        status="cancelled" if row["status"] == "cancelling" else verdict(counts),
        started_at=row["started_at"] or now,
        finished_at=now,
        error=error,
        params=dict(row["params"] if params is None else params),
        # Nothing changes any more, so nobody has to count again.
        result={"counts": dict(counts)},
    )


def verdict(counts: Counts) -> JobStatus:
    """What became of a job that nobody cancelled, by what became of its items."""
    left = counts.get("skipped", 0) + counts.get("cancelled", 0)
    if not counts.get("failed") and not left:
        return "succeeded"
    if counts.get("succeeded"):
        return "partially_failed"
    return "failed" if counts.get("failed") else "cancelled"


def counts_of(conn: sa.Connection, row: sa.RowMapping) -> Counts:
    """How many items of a job are in each status."""
    if row["result"] is not None:
        kept: Counts = row["result"]["counts"]
        return kept
    return rows.counts(conn, row["tenant_id"], row["id"])


def progress(row: Mapping[str, Any] | sa.RowMapping, counts: Counts, now: int) -> Progress:
    """How far a job is. When it will be done is judged by how long it took so far."""
    succeeded, failed = counts.get("succeeded", 0), counts.get("failed", 0)
    skipped = counts.get("skipped", 0) + counts.get("cancelled", 0)
    left = counts.get("waiting", 0) + counts.get("running", 0)
    carried_out = succeeded + failed
    eta_s = None
    if row["status"] == "running" and row["started_at"] is not None and carried_out and left:
        eta_s = round(max(now - row["started_at"], 0) * left / carried_out / 1e6)
    return Progress(succeeded + failed + skipped + left, succeeded, failed, skipped, eta_s)

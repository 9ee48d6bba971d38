"""Lines that could not be read: read again once a parser or a setting was mended, or let go of.

A line is open until one of the two happens. What it came to is stored as its upload would have been, so
nothing is ever there twice; a line that was discarded is not kept again when its terminal repeats it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import sqlalchemy as sa

from edge import ingest, jobs
from edge.devices import Device, device_of
from edge.ingest import Upload
from edge.jobs import Advanced, Kind
from edge.store import dead_lines as rows
from edge.store import devices, punches
from edge.store import jobs as job_rows
from edge.store.dead_lines import Chosen
from edge.store.ids import IdClock, public_id, row_id
from edge.store.jobs import NewItem

MOST: Final = 50_000
"""How many lines go into one job, or are discarded by one request."""
BATCH: Final = 100
EXPIRED: Final = "It is older than punches are kept here, so it was not stored."


class DeadLineConflict(Exception):
    """The line is in a state that does not allow this."""


class StillUnreadable(DeadLineConflict):
    """The line cannot be read by today's parsers either. `code` and `why` are what they say of it."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(f"The line still cannot be read ({code}): {why} Discard it, or mend the setting.")
        self.code = code
        self.why = why


class NotAgain(DeadLineConflict):
    """Lines of this table are not read again."""


class DeadLineMisuse(ValueError):
    """What is asked for cannot be done to these lines."""


Reader = Callable[[Device, str, bytes, int, int], Upload]
"""Reads a line again: its device, table, bytes, when it came and what time it is (microseconds). Raises
StillUnreadable, NotAgain."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Who settled a line, when and why."""

    by: str
    at: int
    reason: str | None = None


def found(conn: sa.Connection, tenant_id: int, name: str) -> sa.RowMapping | None:
    """The row behind a public id, or None."""
    line_id = row_id("dead", name)
    return None if line_id is None else rows.by_id(conn, tenant_id, line_id)


def reparse(
    conn: sa.Connection, ids: IdClock, row: sa.RowMapping, reader: Reader, settled: Settled
) -> sa.RowMapping:
    """Read a line again and store what it comes to; the row as it is then. One that was read is left alone.

    Raises DeadLineConflict; then nothing is written.
    """
    tenant_id = row["tenant_id"]
    if row["status"] == "resolved":
        return row
    if row["status"] == "discarded":
        raise DeadLineConflict("This line was discarded; what it said is gone.")
    device_row = devices.by_id(conn, tenant_id, row["device_id"])
    assert device_row is not None, "devices are retired, never deleted"
    device = device_of(conn, device_row)
    upload = reader(device, row["table_name"], bytes(row["line"]), row["first_seen_at"], settled.at)
    ingest.write(conn, ids, [replace(upload, dead=(), raw=None, stamp=None)])
    punch_id = None
    for draft in upload.punches:
        owner = upload.source.at(draft.punched_at)
        punch_id = punches.id_of(conn, tenant_id, owner.device_id, draft.dedup)
    expired = upload.expired and punch_id is None
    settled = replace(settled, reason=EXPIRED) if expired else settled
    rows.settle(conn, tenant_id, row["id"], "resolved", settled.at, settled.by, settled.reason, punch_id)
    return existing(conn, tenant_id, row["id"])


def discard(conn: sa.Connection, row: sa.RowMapping, settled: Settled) -> sa.RowMapping:
    """Let go of a line; the row as it is then. Raises DeadLineConflict where it was read."""
    if row["status"] == "resolved":
        raise DeadLineConflict("This line was read after all; there is nothing left to discard.")
    if row["status"] == "open":
        rows.discard(conn, row["tenant_id"], [row["id"]], settled.at, settled.by, settled.reason)
    return existing(conn, row["tenant_id"], row["id"])


def discard_chosen(conn: sa.Connection, tenant_id: int, chosen: Chosen, settled: Settled) -> tuple[int, bool]:
    """Let go of open lines, MOST at a time. How many, and whether there are more."""
    found_ids = rows.chosen_ids(conn, tenant_id, chosen, MOST + 1)
    taken = [line_id for line_id, _ in found_ids[:MOST]]
    rows.discard(conn, tenant_id, taken, settled.at, settled.by, settled.reason)
    return len(taken), len(found_ids) > MOST


def existing(conn: sa.Connection, tenant_id: int, line_id: int) -> sa.RowMapping:
    """The row of a line that is known to be there."""
    row = rows.by_id(conn, tenant_id, line_id)
    assert row is not None, "dead lines are settled, not deleted"
    return row


def reparse_chosen(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    chosen: Chosen,
    *,
    actor: str,
    shown: Mapping[str, Any],
) -> sa.RowMapping:
    """Make the job that reads open lines again, and return its row. `shown`: what was asked for.

    Raises DeadLineMisuse where there are none, or too many for one job.
    """
    lines = rows.chosen_ids(conn, tenant_id, chosen, MOST + 1)
    if not lines:
        raise DeadLineMisuse("No open line fits, so there is nothing to read again.")
    if len(lines) > MOST:
        raise DeadLineMisuse(
            f"More than {MOST:,} lines fit; so many go at a time. Name a device, a code or a time."
        )
    lines.sort(key=lambda line: (line[1], line[0]))  # a batch then is of few devices
    items = [
        NewItem(number, public_id("dead", line_id), 0, device_id, {"line": line_id})
        for number, (line_id, device_id) in enumerate(lines)
    ]
    params = {"lines": len(items), **shown}
    return jobs.create(conn, ids, tenant_id, "dead_lines.reparse", items, params=params, actor=actor)


def kind(reader: Reader) -> Kind:
    """How jobs go on that read lines again, with what reads them."""

    def advance(conn: sa.Connection, ids: IdClock, row: sa.RowMapping, now: int) -> Advanced:
        tenant_id, job_id = row["tenant_id"], row["id"]
        if row["status"] == "cancelling":
            job_rows.end_waiting(conn, tenant_id, job_id, "cancelled", now)
        elif row["status"] == "queued":
            job_rows.change(conn, tenant_id, job_id, status="running", started_at=now)
        items = _waiting(conn, row)
        if not items:
            jobs.end(conn, row, now)
            return Advanced()
        settled = Settled(row["actor"], now)
        problems = {item["number"]: _problem(conn, ids, item, reader, settled) for item in items}
        job_rows.end_items(conn, tenant_id, job_id, problems, now)
        return Advanced(more=True)

    return Kind(lambda conn, row, thorough: True, advance, _devices)


def _problem(
    conn: sa.Connection, ids: IdClock, item: sa.RowMapping, reader: Reader, settled: Settled
) -> str | None:
    """Why a line could not be read again; None where it could."""
    line = rows.by_id(conn, item["tenant_id"], item["params"]["line"])
    if line is None:
        return "The line is gone."
    try:
        reparse(conn, ids, line, reader, settled)
    except DeadLineConflict as error:
        return str(error)
    return None


def _waiting(conn: sa.Connection, row: sa.RowMapping) -> Sequence[sa.RowMapping]:
    return job_rows.items(conn, row["tenant_id"], row["id"], limit=BATCH, statuses=("waiting",))


def _devices(conn: sa.Connection, row: sa.RowMapping) -> Collection[tuple[int, int]]:
    return {(row["tenant_id"], item["device_id"]) for item in _waiting(conn, row)}


def _unread(device: Device, table: str, line: bytes, seen_at: int, now: int) -> Upload:
    raise NotAgain("This process reads no lines.")


KIND: Final = kind(_unread)
"""For who only stops such jobs."""

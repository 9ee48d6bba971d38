"""Many objects by one request: a few at once, each with its answer; more as a job."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from edge import audit
from edge.api.csv_tables import Layout, TableError, rows_of
from edge.api.domain_errors import as_api_error
from edge.api.errors import ApiError
from edge.api.jobs import started
from edge.api.work import Result, Work
from edge.bulk_upserts import MOST, Bulk, Item, ItemMisuse

I = TypeVar("I", bound=Item)  # noqa: E741  # an item


def items_of_table(bulk: Bulk[I], layout: Layout, csv: str) -> list[I]:
    """The rows of a table as items. Raises ApiError for a table that cannot be read at all."""
    try:
        items = list(_of_rows(bulk, layout, csv))
    except TableError as error:
        raise ApiError("validation_failed", str(error), param="csv") from None
    if not items:
        raise ApiError("validation_failed", "The table has headings and no rows.", param="csv")
    return items


def _of_rows(bulk: Bulk[I], layout: Layout, csv: str) -> Iterator[I]:
    for index, row in enumerate(rows_of(csv, layout)):
        item = bulk.item(index, row.members)
        item.line = row.line
        if row.problem is not None:
            param, message = row.problem
            item.error = ItemMisuse(message, param or None)
        yield item


def upserted(work: Work, bulk: Bulk[I], items: Sequence[I], at_once: int, atomic: bool) -> Result:
    """Carry items out, those above `at_once` as a job. Raises ApiError."""
    if len(items) > MOST:
        raise ApiError(
            "payload_too_large",
            f"These are {len(items):,} {bulk.noun}s; {MOST:,} at most go in one request. Send them in parts.",
        )
    if len(items) > at_once or (work.asked.prefers.respond_async and not atomic):
        return _as_job(work, bulk, items, at_once, atomic)
    done = bulk.carry_out(work.conn, work.ids, work.tenant_id, items, work.site_ids, work.now_us)
    if atomic:
        _all_or_nothing(items)
    work.entries += done.entries
    if done.changed:
        work.devices_changed(done.changed)
    return Result(_result(bulk, items))


def _as_job(work: Work, bulk: Bulk[I], items: Sequence[I], at_once: int, atomic: bool) -> Result:
    if atomic:
        raise ApiError(
            "validation_failed",
            f"atomic goes with {at_once:,} {bulk.noun}s at most: more are written a batch at a time. Leave "
            "it out, and look at the job's items for those that failed.",
            param="atomic",
        )
    asked = work.asked
    who = audit.Who(work.actor.public_id, asked.address, asked.user_agent, asked.request_id)
    job = bulk.create(work.conn, work.ids, work.tenant_id, items, who=who, within=work.site_ids)
    shown = started(work, job)
    work.audit(bulk.type, shown.body["id"], {f"{bulk.noun}s": [None, len(items)]})
    return shown


def _all_or_nothing(items: Sequence[Item]) -> None:
    """Raises ApiError where one has an error: nothing of the unit is done then."""
    wrong = [(item, error) for item in items if (error := _error_of(item)) is not None]
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


def _error_of(item: Item) -> ApiError | None:
    return None if item.error is None else as_api_error(item.error)


def _result(bulk: Bulk[I], items: Sequence[I]) -> dict[str, Any]:
    failed = sum(item.error is not None for item in items)
    return {
        "object": "bulk_result",
        "summary": {
            "total": len(items),
            "succeeded": len(items) - failed,
            "failed": failed,
            "skipped": 0,
        },
        "items": [_shown(bulk, item) for item in items],
    }


def _shown(bulk: Bulk[I], item: I) -> dict[str, Any]:
    error = _error_of(item)
    ref, name = item.members.get("ref"), item.members.get(bulk.key)
    return {
        "ref": ref if isinstance(ref, str) else None,
        "index": item.index,
        "line": item.line,
        "status": (201 if item.made else 200) if error is None else error.status,
        "id": item.public_id,
        bulk.key: name if isinstance(name, str) else None,
        "error": None
        if error is None
        else {"code": error.code, "message": error.message, "param": error.extra.get("param")},
    }

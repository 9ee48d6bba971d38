"""Events, for those who ask instead of being told."""

from __future__ import annotations

import json
from typing import Any, Final

from common.schemas.events import EventPage, EventQuery
from edge.api.errors import ApiError
from edge.api.registry import operation
from edge.api.work import Result, View
from edge.feed import cursor_text, parse_cursor
from edge.store import devices, events
from edge.store.events import START, EventRow
from edge.store.ids import first_id_at

STEP: Final = 1000


@operation(
    "GET",
    "/v1/events",
    scope="events:read",
    query=EventQuery,
    answers=EventPage,
    account="either",
    errors=("cursor_invalid", "timezone_required"),
)
def list_events(view: View, query: EventQuery) -> Result:
    """List events of the last 30 days, oldest first.

    Its cursors and those of the stream are the same, and next_cursor is always given: ask again with it for
    what is new since.
    """
    if query.cursor is not None and query.from_ is not None:
        raise ApiError("bad_request", "Give cursor or from, not both.", param="from")
    types = [name for given in query.types or () for name in given.split(",") if name not in ("", "*")]
    position = START if query.cursor is None else parse_cursor(query.cursor)
    visible = None
    if view.site_ids is not None:
        visible = devices.ever_at_sites(view.conn, view.tenant_id, view.site_ids)
    limit = query.limit or 100
    found: list[EventRow] = []
    more = True
    while more and len(found) < limit:
        page = events.page(view.conn, view.tenant_id, position, STEP, types)
        for row in page:
            if len(found) == limit:
                break
            position = row.position
            if _shows(row, visible, query.from_):
                found.append(row)
        else:
            more = len(page) == STEP
    cursor = None if position == START else cursor_text(position)
    return view.listing([_body(row) for row in found], more, cursor)


def _shows(row: EventRow, visible: set[int] | None, from_us: int | None) -> bool:
    if from_us is not None and row.position.id < first_id_at(from_us):
        return False
    return visible is None or row.device_id in visible


def _body(row: EventRow) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(row.body)
    return body

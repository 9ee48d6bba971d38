"""Events, for those who ask instead of being told."""

from __future__ import annotations

import json
from typing import Any, Final

from common.schemas.events import EventPage, EventQuery
from edge.api.errors import ApiError
from edge.api.registry import operation
from edge.api.work import Result, View
from edge.feed import KEPT_US, cursor_text, parse_cursor, read_page
from edge.store import devices
from edge.store.events import PUNCH, EventRow
from edge.store.ids import first_id_at
from edge.store.positions import position_before

STEP: Final = 1000
MOST_READ: Final = 10_000


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

    Where `types` fit few of very many events, a page may hold less than `limit` and still have more.
    Its cursors and those of the stream are the same, and next_cursor is always given: ask again with it for
    what is new since.
    """
    if query.cursor is not None and query.from_ is not None:
        raise ApiError("bad_request", "Give cursor or from, not both.", param="from")
    types = {name for given in query.types or () for name in given.split(",") if name} - {"*"}
    begin = max(query.from_ or 0, view.now_us - KEPT_US)
    if query.cursor is None:
        position = position_before(view.conn, view.tenant_id, begin)
    else:
        position = parse_cursor(query.cursor)
    visible = None
    if view.site_ids is not None:
        visible = devices.ever_at_sites(view.conn, view.tenant_id, view.site_ids)
    limit = query.limit or 100
    found: list[dict[str, Any]] = []
    more, read = True, 0
    with_punches = not types or PUNCH in types
    while more and len(found) < limit and read < MOST_READ:
        step = STEP if types or visible is not None else limit - len(found) + 1
        page = read_page(view.conn, view.tenant_id, position, step, with_punches=with_punches)
        read += len(page)
        for row in page:
            if len(found) == limit:
                break
            position = row.position
            if row.position.id >= first_id_at(begin) and _shows(row, types, visible):
                found.append(json.loads(row.body))
        else:
            more = len(page) == step
    return view.listing(found, more, cursor_text(position))


def _shows(row: EventRow, types: set[str], visible: set[int] | None) -> bool:
    return (not types or row.type in types) and (visible is None or row.device_id in visible)

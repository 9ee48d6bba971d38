"""Replays: an endpoint is told again what it missed, as a job that goes on where it stopped, at a limited
pace.

What a part of it makes and how far it came are written in one transaction, so that nothing is repeated or
left out whatever ends the process. Replayed deliveries are new ones of the same events, behind what waits
already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from common.instants import rfc3339
from edge import jobs
from edge.feed import KEPT_US
from edge.jobs import Advanced, Kind
from edge.store import jobs as rows
from edge.store import replays, webhooks
from edge.store.events import Key, Position
from edge.store.ids import IdClock, first_id_at
from edge.store.jobs import NewItem
from edge.webhooks import endpoints
from edge.webhooks.relay import Listening, delivery_row, listener

PAGE: Final = 500
"""How many events are looked at in one transaction: uploads wait for it."""
SECOND_US: Final = 1_000_000
PARTS: Final = 50
"""Into how many parts of equal length, at most, a range is told of as items."""
LEAST_PART_US: Final = 60 * SECOND_US
RATE: Final = 50
"""Deliveries made a second, unless asked otherwise."""
ANY: Final = "any"


class RangeRefused(ValueError):
    """The range cannot be replayed; the message says why."""


class Wanted(NamedTuple):
    """What is to be told again: events told in [told_from, told_to) (microseconds), of these types (None:
    those that the endpoint asks for) and devices (None: all), whose last delivery is in that state (`any`:
    whatever became of them)."""

    told_from: int
    told_to: int
    types: Sequence[str] | None
    devices: Sequence[int] | None
    status: str
    per_second: int


def create(
    conn: sa.Connection,
    ids: IdClock,
    endpoint: sa.RowMapping,
    wanted: Wanted,
    *,
    shown: dict[str, Any],
    actor: str,
    now: int,
) -> sa.RowMapping:
    """Make the job, and return its row. `shown`: what was asked for, as the job shows it.

    Raises RangeRefused.
    """
    if wanted.told_from >= wanted.told_to:
        raise RangeRefused("`from` is not before `to`: there is nothing in between. Is one of them mistaken?")
    if wanted.told_from < now - KEPT_US:
        raise RangeRefused("Events are kept for 30 days. Begin later, with a `from` within them.")
    bounds = _parts(wanted.told_from, wanted.told_to)
    items = [
        NewItem(number, rfc3339(begin), 0, None, {"to": first_id_at(end)})
        for number, (begin, end) in enumerate(bounds)
    ]
    first = first_id_at(wanted.told_from)
    params = {
        **shown,
        "replayed": 0,
        "replay": {
            "webhook": endpoint["id"],
            "wanted": wanted._asdict(),
            "after": first - 1,
            # Of deliveries made until now, so that none that it makes itself is met.
            "before": first_id_at(now) if wanted.status != ANY else first_id_at(wanted.told_to),
            "second": 0,
            "in_second": 0,
        },
    }
    return jobs.create(conn, ids, endpoint["tenant_id"], "webhooks.replay", items, params=params, actor=actor)


def _parts(begin: int, end: int) -> list[tuple[int, int]]:
    """A range in equal parts."""
    count = max(1, min(PARTS, (end - begin) // LEAST_PART_US))
    edges = [begin + (end - begin) * number // count for number in range(count + 1)]
    return list(pairwise(edges))


def due(conn: sa.Connection, row: sa.RowMapping, thorough: bool) -> bool:
    """Always, until it has ended: what it may do in this second shows when it is carried on."""
    return True


class _Candidate(NamedTuple):
    """An event that may be told again; `walked`: the place of the walk that it was met at; `former`: the
    delivery that a new one is made in place of."""

    walked: int
    key: Key
    former: sa.RowMapping | None = None


def advance(conn: sa.Connection, ids: IdClock, row: sa.RowMapping, now: int) -> Advanced:
    """Make the next deliveries, as many as this second has left. Whatever stops it before the commit, they
    are made anew."""
    tenant_id, job_id = row["tenant_id"], row["id"]
    if row["status"] == "cancelling":
        rows.end_waiting(conn, tenant_id, job_id, "cancelled", now)
        return _end(conn, row, row["params"], now)
    if row["status"] == "queued":
        rows.change(conn, tenant_id, job_id, status="running", started_at=now)
    state: dict[str, Any] = dict(row["params"]["replay"])
    wanted = Wanted(**state["wanted"])
    endpoint = webhooks.by_id(conn, tenant_id, state["webhook"], hold=True)
    if endpoint is None:
        gone = "The webhook was deleted before all of it was replayed."
        rows.end_waiting(conn, tenant_id, job_id, "skipped", now, gone)
        return _end(conn, row, row["params"], now, gone)
    second = now // SECOND_US
    if state["second"] != second:
        state |= {"second": second, "in_second": 0}
    room = wanted.per_second - state["in_second"]
    if room <= 0:
        return Advanced()
    page = _page(conn, endpoint, wanted, state)
    chosen = _chosen(conn, endpoint, wanted, page)[:room]
    all_chosen = len(chosen) < room
    after = page[-1].walked if page and all_chosen else chosen[-1].walked if chosen else state["after"]
    _make(conn, ids, endpoint, chosen, now)
    state |= {"after": after, "in_second": state["in_second"] + len(chosen)}
    params = {**row["params"], "replayed": row["params"]["replayed"] + len(chosen), "replay": state}
    done = all_chosen and len(page) < PAGE
    _end_parts(conn, row, None if done else after, now)
    if done:
        return _end(conn, row, params, now)
    rows.change(conn, tenant_id, job_id, params=params)
    return Advanced(more=all_chosen)


def _page(
    conn: sa.Connection, endpoint: sa.RowMapping, wanted: Wanted, state: dict[str, Any]
) -> list[_Candidate]:
    """What the walk meets next."""
    tenant_id, after, before = endpoint["tenant_id"], state["after"], state["before"]
    if wanted.status == ANY:
        keys = replays.events_between(conn, tenant_id, after, before, PAGE)
        return [_Candidate(key.position.id, key) for key in keys]
    found = replays.deliveries_between(
        conn,
        tenant_id,
        endpoint["id"],
        wanted.status,
        after=after,
        before=before,
        told_from=first_id_at(wanted.told_from),
        told_to=first_id_at(wanted.told_to),
        limit=PAGE,
    )
    return [
        _Candidate(one["id"], Key(Position(0, one["event_id"]), one["type"], one["device_id"]), one)
        for one in found
    ]


def _chosen(
    conn: sa.Connection, endpoint: sa.RowMapping, wanted: Wanted, page: Sequence[_Candidate]
) -> list[_Candidate]:
    """Those that were asked for, but for what still waits and is delivered anyway."""
    audience = _audience(conn, endpoint, wanted)
    found = [
        one
        for one in page
        if audience.hears(one.key) and (wanted.devices is None or one.key.device_id in wanted.devices)
    ]
    if not found:
        return []
    waits = replays.waiting_among(
        conn, endpoint["tenant_id"], endpoint["id"], {one.key.position.id for one in found}
    )
    return [one for one in found if one.key.position.id not in waits]


def _audience(conn: sa.Connection, endpoint: sa.RowMapping, wanted: Wanted) -> Listening:
    own = listener(conn, endpoint["tenant_id"], endpoint)
    return own if wanted.types is None else replace(own, types=frozenset(wanted.types))


def _make(
    conn: sa.Connection,
    ids: IdClock,
    endpoint: sa.RowMapping,
    chosen: Sequence[_Candidate],
    now: int,
) -> None:
    if not chosen:
        return
    tenant_id, audience = endpoint["tenant_id"], listener(conn, endpoint["tenant_id"], endpoint)
    fresh = [
        {
            **delivery_row(tenant_id, 0, audience, one.key, "replay", now),
            "body": None if one.former is None else one.former["body"],
        }
        for one in chosen
    ]
    made = endpoints.queue(conn, ids, endpoint, fresh, now)
    replaced = [(one.former, row_id) for one, row_id in zip(chosen, made, strict=True)]
    replays.note_resent(conn, tenant_id, [(old["id"], new) for old, new in replaced if old is not None])


def _end_parts(conn: sa.Connection, row: sa.RowMapping, after: int | None, now: int) -> None:
    """The parts that the walk has left behind are done; all, where it has ended (None)."""
    waiting = rows.items(conn, row["tenant_id"], row["id"], limit=PARTS, statuses=("waiting",))
    done: dict[int, str | None] = {
        item["number"]: None for item in waiting if after is None or item["params"]["to"] <= after
    }
    if done:
        rows.end_items(conn, row["tenant_id"], row["id"], done, now)


def _end(
    conn: sa.Connection, row: sa.RowMapping, params: dict[str, Any], now: int, error: str | None = None
) -> Advanced:
    """Close the job; of its params those stay that it shows."""
    shown = {name: value for name, value in params.items() if name != "replay"}
    current = jobs.existing(conn, row["tenant_id"], row["id"])
    jobs.end(conn, current, now, params=shown, error=error)
    return Advanced()


KIND: Final = Kind(due, advance)

"""What lanes hold, and what becomes of it: read before the attempts, written after them.

Nothing of the database is open while a receiver is waited for. What attempts brought is written in one
transaction that first makes sure, by the fence, that the lane is still ours. Lanes of one endpoint are read
and written together, as many as happen to be ready: many terminals that tell one thing each cost little more
than one that tells many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

import sqlalchemy as sa

from edge import feed
from edge.store import deliveries, webhook_lanes, webhooks
from edge.store.deliveries import Attempted
from edge.store.events import PUNCH
from edge.store.ids import IdClock, instant_of, public_id
from edge.store.webhook_lanes import Claim, Release
from edge.webhooks import breaker, endpoints
from edge.webhooks.breaker import Breaker
from edge.webhooks.parcel import Outcome
from edge.webhooks.schedule import Verdict, next_try, verdict_of

BATCH: Final = 5
"""Deliveries between two records: after a crash so many of a lane may arrive a second time."""
PER_ENDPOINT: Final = 8
"""Lanes of an endpoint that are emptied at once, by each process."""
HOUR_US: Final = 3_600 * 1_000_000
MAX_AGE_HOURS: Final = 72
"""For so long a delivery waits for an endpoint that takes nothing, unless it wants it otherwise."""
GONE: Final = "410: the receiver wants no more"
SILENT: Final = "not one delivery was taken for five days"


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery that is to be attempted, and the bytes of its body."""

    row: sa.RowMapping
    body: bytes

    @property
    def name(self) -> str:
        return public_id("dlv", self.row["id"])

    @property
    def event_name(self) -> str:
        return public_id("evt", self.row["event_id"])

    @property
    def told_at(self) -> int:
        return instant_of(self.row["event_id"])


def max_age_us(endpoint: sa.RowMapping) -> int:
    """For how long deliveries wait for an endpoint that takes nothing."""
    hours: int = endpoint["settings"].get("max_age_hours", MAX_AGE_HOURS)
    return hours * HOUR_US


def take(
    conn: sa.Connection,
    tenant_id: int,
    webhook_id: int,
    owner: str,
    *,
    now: int,
    most: int,
    busy: int,
    fresh_only: bool,
) -> list[Claim]:
    """Claim due lanes of an endpoint, as many as its breaker lets through. `busy`: how many are being emptied
    by the one who asks; `fresh_only`: none that tries again."""
    endpoint = webhooks.by_id(conn, tenant_id, webhook_id, hold=True)
    if endpoint is None or endpoint["status"] != "enabled":
        return []
    state = breaker.read(endpoint["breaker"])
    if not state.may_try(now):
        return []
    closed = state.state == "closed"
    if not closed:  # then the others' count, too
        busy = webhook_lanes.leased(conn, tenant_id, webhook_id)
    room = min(most, state.lanes(endpoint["settings"].get("max_lanes", PER_ENDPOINT)) - busy)
    if room <= 0:
        return []
    claims = webhook_lanes.claim(
        conn, tenant_id, webhook_id, owner, now=now, most=room, fresh_only=fresh_only and closed
    )
    if claims and state.state == "open":
        probing = state.probed(now, webhook_lanes.LEASE_US)
        webhooks.change(conn, tenant_id, webhook_id, breaker.columns(probing))
    return claims


@dataclass(frozen=True, slots=True)
class Load:
    """What is in front of a lane. `lost`: deliveries that can no longer be made, and why. `more`: whether
    there is something behind. `skipped`: the delivery that was given up just before the first."""

    endpoint: sa.RowMapping | None
    due: Sequence[Due] = ()
    lost: Mapping[int, str] = field(default_factory=dict)
    more: bool = False
    skipped: int | None = None


def load(
    conn: sa.Connection, endpoint: sa.RowMapping | None, claims: Sequence[Claim], now: int
) -> list[Load]:
    """The next deliveries of lanes of an endpoint that are due, in order; one answer for each claim."""
    if endpoint is None or endpoint["status"] != "enabled":
        return [Load(None) for _ in claims]
    tenant_id, webhook_id, ordered = endpoint["tenant_id"], endpoint["id"], endpoint["ordering"] != "none"
    # While the breaker is not closed, what one brings decides on the next: else five at once are the ramp.
    batch = BATCH if breaker.read(endpoint["breaker"]).state == "closed" else 1
    lanes = [claim.lane for claim in claims]
    until = deliveries.END_OF_TIME if ordered else now
    rows = deliveries.in_front(conn, tenant_id, webhook_id, lanes, batch + 1, until)
    fronts = {lane: _due(waiting[:batch], now, ordered) for lane, waiting in rows.items()}
    skipped = webhook_lanes.skipped(conn, tenant_id, webhook_id, lanes) if ordered else {}
    bodies = _bodies(conn, tenant_id, [row for front in fronts.values() for row in front])
    oldest_us = max_age_us(endpoint)
    return [
        _loaded(
            endpoint,
            fronts[lane],
            bodies,
            too_old=now - oldest_us,
            more=len(rows[lane]) > len(fronts[lane]) == batch,
            skipped=skipped.get(lane),
        )
        for lane in lanes
    ]


def _due(front: list[sa.RowMapping], now: int, ordered: bool) -> list[sa.RowMapping]:
    """Where one goes after the other, nothing behind one that has to wait."""
    if not ordered:
        return front
    return front[: next((place for place, row in enumerate(front) if row["next_due"] > now), len(front))]


def _loaded(
    endpoint: sa.RowMapping,
    front: Sequence[sa.RowMapping],
    bodies: Mapping[int, bytes],
    *,
    too_old: int,
    more: bool,
    skipped: int | None,
) -> Load:
    due: list[Due] = []
    lost: dict[int, str] = {}
    for row in front:
        body = bodies.get(row["id"])
        if instant_of(row["id"]) < too_old:
            lost[row["id"]] = "too_old"
        elif body is None:
            lost[row["id"]] = "event_expired"
        else:
            due.append(Due(row, body))
    return Load(endpoint, due, lost, more, skipped)


def _bodies(conn: sa.Connection, tenant_id: int, rows: Sequence[sa.RowMapping]) -> dict[int, bytes]:
    """Bodies by delivery: as they were sent before, else as the events say."""
    told = feed.bodies_of(
        conn,
        tenant_id,
        {row["event_id"] for row in rows if row["body"] is None and row["type"] == PUNCH},
        {row["event_id"] for row in rows if row["body"] is None and row["type"] != PUNCH},
    )
    found = {row["id"]: row["body"] for row in rows if row["body"] is not None}
    return found | {
        row["id"]: told[row["event_id"]].encode()
        for row in rows
        if row["body"] is None and row["event_id"] in told
    }


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt that was made, and when it was over."""

    due: Due
    outcome: Outcome
    at: int


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a lane's load. `keep`: there may be more to send at once, so the lane is kept."""

    claim: Claim
    attempts: Sequence[Attempt]
    lost: Mapping[int, str]
    keep: bool


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was written. `kept`: the lane is still ours, and there may be more to send at once."""

    kept: bool
    opened: bool = False
    disabled: str | None = None


def record(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    webhook_id: int,
    lanes: Sequence[Done],
    *,
    random: Random,
    now: int,
) -> list[Recorded | None]:
    """Write what attempts brought in lanes of an endpoint, and keep the lanes or give them back.

    One answer for each; None: the lane was lost to another, and nothing is written of it.
    """
    # The endpoint before its lanes, as everywhere: else two that wait for each other.
    endpoint = webhooks.by_id(conn, tenant_id, webhook_id, hold=True)
    if endpoint is None:
        return [None for _ in lanes]
    held = webhook_lanes.held(conn, tenant_id, webhook_id, [done.claim for done in lanes])
    ours = [done for done in lanes if done.claim in held]
    state = before = breaker.read(endpoint["breaker"])
    settled: list[Attempted] = []
    gone = False
    for done in ours:
        mine: list[Attempted] = []
        for attempt in done.attempts:
            verdict = verdict_of(attempt.outcome.status)
            gone = gone or verdict is Verdict.GONE
            charges = state.charges
            state = state.succeeded(attempt.at) if verdict is Verdict.DELIVERED else state.failed(attempt.at)
            mine.append(_attempted(attempt, verdict, charges, state, random))
        _note_skipped(conn, done, mine, held[done.claim])
        settled += mine
    deliveries.settle(conn, tenant_id, settled)
    deliveries.give_up(
        conn, tenant_id, {row_id: why for done in ours for row_id, why in done.lost.items()}, now
    )
    attempts = [attempt for done in ours for attempt in done.attempts]
    deliveries.note_attempts(conn, _kept_attempts(tenant_id, attempts, settled))
    deliveries.add_latency(conn, tenant_id, now, _latency(attempts))
    reason = GONE if gone else SILENT if state.disables(now) else None
    _write_breaker(conn, ids, endpoint, before, state, reason, now)
    goes_on = reason is None and state.state != "open"
    kept = {done.claim.lane for done in ours if done.keep and goes_on}
    webhook_lanes.extend(conn, tenant_id, webhook_id, kept)
    _give_back(conn, endpoint, [done.claim.lane for done in ours if done.claim.lane not in kept])
    opened = state.state == "open" and before.state != "open"
    if opened and state.until is not None:
        deliveries.hasten(conn, tenant_id, webhook_id, state.until)
    return [
        Recorded(done.claim.lane in kept, opened, reason) if done.claim in held else None for done in lanes
    ]


def _attempted(
    attempt: Attempt, verdict: Verdict, charges: bool, state: Breaker, random: Random
) -> Attempted:
    row, outcome = attempt.due.row, attempt.outcome
    charged = row["charged"] + (verdict is not Verdict.DELIVERED and charges)
    again: int | None = None
    if verdict is Verdict.RETRY:
        again = next_try(charged, attempt.at, random, outcome.retry_after_s)
        if state.state == "open" and again is not None:
            again = state.until
    done = verdict is Verdict.DELIVERED
    if verdict is Verdict.GONE:  # nothing is lost by it: the endpoint is disabled, and may be enabled again
        again = attempt.at
    return Attempted(
        id=row["id"],
        state="delivered" if done else "dead" if again is None else "pending",
        attempts=row["attempts"] + 1,
        charged=charged,
        next_due=row["next_due"] if again is None else again,
        status=outcome.status,
        took_ms=outcome.took_ms,
        error=outcome.error,
        response=outcome.response if not done or row["attempts"] else None,
        body=None if done else attempt.due.body,
        attempted_at=attempt.at,
        finished_at=attempt.at if done or again is None else None,
    )


def _note_skipped(conn: sa.Connection, done: Done, settled: Sequence[Attempted], skipped: int | None) -> None:
    """Whether what ended last in a lane was given up: the next one says so."""
    ended = sorted(
        [(one.id, one.state) for one in settled if one.finished_at] + [(i, "dead") for i in done.lost]
    )
    if not ended:
        return
    last, how = ended[-1]
    given_up = last if how == "dead" else None
    if given_up != skipped:
        claim = done.claim
        webhook_lanes.note_skipped(conn, claim.tenant_id, claim.webhook_id, claim.lane, given_up)


def _latency(attempts: Sequence[Attempt]) -> dict[int, list[int]]:
    """How long first attempts took that were taken, milliseconds by device (0: of none)."""
    took: dict[int, list[int]] = {}
    for attempt in attempts:
        row = attempt.due.row
        if attempt.outcome.error is None and not row["attempts"] and row["trigger"] == "event":
            took_ms = max(attempt.at - attempt.due.told_at, 0) // 1_000  # 0: a clock that was put back
            took.setdefault(row["device_id"] or 0, []).append(took_ms)
    return took


def _kept_attempts(
    tenant_id: int, attempts: Sequence[Attempt], settled: Sequence[Attempted]
) -> list[dict[str, Any]]:
    """Those that are worth a row: not a first one that succeeded."""
    return [
        {
            "tenant_id": tenant_id,
            "delivery_id": after.id,
            "number": after.attempts,
            "at": attempt.at,
            "took_ms": after.took_ms,
            "status": after.status,
            "error": after.error,
            "response": after.response,
            "charged": after.charged > attempt.due.row["charged"],
        }
        for attempt, after in zip(attempts, settled, strict=True)
        if after.error is not None or after.attempts > 1
    ]


def _give_back(conn: sa.Connection, endpoint: sa.RowMapping, lanes: Sequence[int]) -> None:
    """Release lanes that are held; each is due when what is in front of it is."""
    if not lanes:
        return
    tenant_id, webhook_id, ordered = endpoint["tenant_id"], endpoint["id"], endpoint["ordering"] != "none"
    fronts = deliveries.in_front(conn, tenant_id, webhook_id, lanes, 1)
    first = {} if ordered else deliveries.first_due(conn, tenant_id, webhook_id, lanes)
    released = []
    for lane, front in fronts.items():
        if not front:
            released.append(Release(lane, None, False))
        else:
            due = front[0]["next_due"] if ordered else first[lane]
            released.append(Release(lane, due, front[0]["attempts"] > 0))
    webhook_lanes.give_back(conn, tenant_id, webhook_id, released)


def _write_breaker(
    conn: sa.Connection,
    ids: IdClock,
    endpoint: sa.RowMapping,
    before: Breaker,
    state: Breaker,
    reason: str | None,
    now: int,
) -> None:
    if reason is not None:
        state = Breaker(last_success=state.last_success)
        endpoint = endpoints.disable(conn, ids, endpoint, reason, now)
    if state != before:
        webhooks.change(conn, endpoint["tenant_id"], endpoint["id"], breaker.columns(state))

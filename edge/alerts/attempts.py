"""What became of attempts: written down in one transaction, if the claim still holds.

Nothing of the database is open while a channel is waited for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final

import sqlalchemy as sa

from edge.alerts import book, policies
from edge.alerts.messages import Message, Outcome
from edge.alerts.notices import MOST_CHANNELS
from edge.alerts.policies import Row
from edge.alerts.schedule import dedupe_key
from edge.store import alert_book
from edge.store import channels as channel_rows
from edge.store import notices as rows
from edge.store.ids import IdClock
from edge.store.notices import Claim
from edge.webhooks.schedule import next_try

OTHER_WAY_AFTER: Final = 3
"""Failures after which a person is told by another of their channels."""
_COPIED: Final = (
    "tenant_id",
    "alert_id",
    "moment",
    "step",
    "policy",
    "person_id",
    "severity",
    "group_key",
)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message that is ours to send, for one person by one channel (rows)."""

    tenant_id: int
    channel: sa.RowMapping
    person: sa.RowMapping | None
    message: Message
    claims: Sequence[Claim]
    alert_ids: Collection[int]


def record(
    conn: sa.Connection, ids: IdClock, parcel: Parcel, outcome: Outcome, *, random: Random, now: int
) -> bool:
    """Write what an attempt brought. False: the notices were another's by then, and nothing is written."""
    tenant_id, channel_id = parcel.tenant_id, parcel.channel["id"]
    rows.channel_held(conn, tenant_id, channel_id, wait=True)
    alerts = rows.alerts(conn, tenant_id, parcel.alert_ids, hold=True)
    ours = rows.held(conn, tenant_id, parcel.claims)
    if not ours:
        return False
    after = _attempted(conn, tenant_id, ours, outcome, random, now)
    if outcome.ok:
        rows.note_channel(conn, tenant_id, channel_id, failures=0, last_error=None, last_sent_at=now)
        said = _whom(parcel)
        history = [
            {"id": row["id"], "timeline": book.noted(row["timeline"], "notice", now, text=said)}
            for row in alerts.values()
        ]
        alert_book.save(conn, tenant_id, history, ["timeline"])
        return True
    error = outcome.error or "It was not taken."
    rows.note_channel(conn, tenant_id, channel_id, failed=True, last_failed_at=now, last_error=error)
    spent = [row for row in after if row["due_at"] is None]
    give_up(conn, ids, spent, error, now)
    _go_round(
        conn, ids, [row for row in after if row not in spent and row["attempts"] >= OTHER_WAY_AFTER], now
    )
    return True


def give_up(conn: sa.Connection, ids: IdClock, given: Sequence[Row], why: str, now: int) -> None:
    """They are not tried again. Who has another channel is told by that."""
    if given:
        _go_round(conn, ids, given, now)
        names = [row["id"] for row in given]
        ended = {"status": "failed", "error": why, "owner": None, "lease_until": None}
        rows.change(conn, given[0]["tenant_id"], names, **ended)


def _attempted(
    conn: sa.Connection,
    tenant_id: int,
    ours: Sequence[Row],
    outcome: Outcome,
    random: Random,
    now: int,
) -> list[dict[str, Any]]:
    """Write an attempt, and return the notices; `due_at` None: it was the last."""
    attempt = {"at": now, "ok": outcome.ok, "error": outcome.error, "took_ms": outcome.took_ms}
    after: list[dict[str, Any]] = []
    for number in sorted({row["attempts"] for row in ours}):
        alike = [row for row in ours if row["attempts"] == number]
        again = None if outcome.ok else next_try(number + 1, now, random)
        values: dict[str, Any] = {"attempts": number + 1, "error": outcome.error}
        values |= {"owner": None, "lease_until": None}
        if outcome.ok:
            values |= {"status": "sent", "sent_at": now}
        elif again is not None:
            values["due_at"] = again
        for log in _unlike(row["log"] for row in alike):
            names = [row["id"] for row in alike if row["log"] == log]
            rows.change(conn, tenant_id, names, **values, log=[*log, attempt])
        after += [{**row, **values, "due_at": again} for row in alike]
    return after


def _unlike(logs: Iterable[list[Any]]) -> list[list[Any]]:
    """Each log once: those of one message are mostly the same."""
    found: list[list[Any]] = []
    for log in logs:
        if log not in found:
            found.append(log)
    return found


def _go_round(conn: sa.Connection, ids: IdClock, given: Sequence[Row], now: int) -> None:
    """Have people told by another of their channels what this one does not take."""
    owed = [row for row in given if row["person_id"] is not None and row["moment"] != "resolved"]
    if not owed:
        return
    tenant_id = owed[0]["tenant_id"]
    people = rows.people(conn, tenant_id, {row["person_id"] for row in owed})
    channels = channel_rows.page(conn, tenant_id, after=-1, limit=MOST_CHANNELS)
    names = {row["id"]: row["public_id"] for row in channels}
    turned: dict[int, Row] = {}
    for row in owed:
        person = people.get(row["person_id"])
        tried = _tried(conn, row)
        way = None if person is None else policies.other_way(person, channels, tried)
        if person is not None and way is not None:
            turned[row["id"]] = _by_way(row, way, (names[way], person["public_id"]), ids.next(), now)
    rows.add(conn, list(turned.values()))
    rows.change(conn, tenant_id, turned, status="failed", error="It goes by another channel of theirs.")


def _tried(conn: sa.Connection, row: Row) -> set[int]:
    """The channels by which a person was told, or is being told, the same."""
    same = rows.of_alert(conn, row["tenant_id"], row["alert_id"])
    return {
        one["channel_id"]
        for one in same
        if one["says"]["stem"] == row["says"]["stem"] and one["person_id"] == row["person_id"]
    }


def _by_way(row: Row, way: int, to: tuple[str, str], row_id: int, now: int) -> dict[str, Any]:
    return {
        **{name: row[name] for name in _COPIED},
        "id": row_id,
        "channel_id": way,
        "dedupe_key": dedupe_key(row["says"]["stem"], *to),
        "status": "waiting",
        "held_for": None,
        "due_at": now,
        "says": {**row["says"], "to": to},
        "log": [],
    }


def _whom(parcel: Parcel) -> str:
    name = parcel.channel["name"]
    return f"Told {name}." if parcel.person is None else f"Told {parcel.person['name']} by {name}."

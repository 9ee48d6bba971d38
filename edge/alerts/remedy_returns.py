"""A terminal is back: it is asked what it holds, and what it made of the gap is known or asked for.

What is missing is found by its own count (`edge.gaps`), and asked for by `edge.minding`, which hears of every
count. Here it is only made to count, as often as that takes, and what came of it is noted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from common.instants import parse_instant
from edge.alerts import remedy_words as words
from edge.alerts.remedy_hand import ACTOR, ENDED, Hand
from edge.gaps import PATIENCE_US, Counted
from edge.intents import FetchAttendance, FetchInfo
from edge.store import devices
from edge.store import remedies as rows

SECOND_US: Final = 1_000_000
RECENT_US: Final = 2 * 3_600 * SECOND_US
AGAIN_US: Final = 900 * SECOND_US
"""One that comes and goes is not asked at every return."""
SETTLED_US: Final = 10 * SECOND_US
"""After an answer, until what it said was held against what came."""
COUNTED_AGAIN_US: Final = PATIENCE_US + 30 * SECOND_US
GIVE_UP_US: Final = 4 * 3_600 * SECOND_US
MOST_ASKED: Final = 10
OF_DEVICE: Final = frozenset({"device_offline", "device_unstable"})
OF_MANY: Final = frozenset({"site_outage", "tenant_connectivity"})


class Back(NamedTuple):
    """A terminal that came back, and the alert that speaks of it."""

    device: sa.RowMapping
    alert: sa.RowMapping


def find(conn: sa.Connection, tenant_id: int, now_us: int, most: int) -> list[Back]:
    """Terminals that came back from what an alert is about, and nobody asked yet; so many at a time."""
    since = now_us - RECENT_US
    back = {row["public_id"]: row for row in rows.returned(conn, tenant_id, since, now_us)}
    found: list[Back] = []
    alerts = rows.alerts_of(conn, tenant_id, OF_DEVICE | OF_MANY, since) if back else []
    for name, alert in _concerned(alerts):
        row = back.get(name)
        if row is None or alert["opened_at"] > row["changed_at"]:
            continue
        back.pop(name)
        last = rows.last_begun(conn, tenant_id, row["id"], "return")
        if last is None or last <= now_us - AGAIN_US:
            found.append(Back(row, alert))
        if len(found) == most:
            break
    return found


def _concerned(alerts: Sequence[sa.RowMapping]) -> Iterator[tuple[str, sa.RowMapping]]:
    """Terminals with the alerts that speak of them, their own first."""
    for alert in alerts:
        if alert["kind"] in OF_DEVICE:
            yield alert["entity_id"], alert
    for alert in alerts:
        if alert["kind"] in OF_MANY:
            for name in alert["devices"]:
                yield name, alert


def begin(hand: Hand, back: Back) -> None:
    """Ask a terminal what it holds."""
    alert, device_id, changed_at = back.alert, back.device["id"], back.device["changed_at"]
    device = devices.by_id(hand.conn, hand.tenant_id, device_id)
    if device is None:
        return
    explained = alert["status"] == "inhibited" and alert["parent_id"] is not None
    alert_id = alert["parent_id"] if explained else alert["id"]
    own = alert["kind"] in OF_DEVICE and not explained
    state = {
        "prefix": "" if own else f"{device['name']}: ",
        "from": _silent_since(hand, device_id, changed_at, alert["opened_at"]),
        "to": changed_at,
        "before": device["counted"],
        "asked": 1,
        "fetches": {},
    }
    key = f"return:{device_id}:{changed_at}"
    if hand.begin("return", key, alert_id, device_id, FetchInfo(), state) and own:
        hand.note(alert_id, words.asked())


def _silent_since(hand: Hand, device_id: int, back_at: int, opened_at: int) -> int:
    body = rows.silent_since(hand.conn, hand.tenant_id, device_id, back_at)
    since = None if body is None else json.loads(body).get("since")
    return opened_at if since is None else parse_instant(since)


def follow(hand: Hand, row: sa.RowMapping) -> None:
    """See what became of a terminal that was asked."""
    device = devices.by_id(hand.conn, hand.tenant_id, row["device_id"])
    asked = hand.command(row["command_id"])
    if device is None or device["state"] == "retired" or asked is None:
        hand.change(row, status="done")
        return
    state = dict(row["state"])
    fetching = _note_fetches(hand, row, state)
    if asked["status"] not in ENDED:
        hand.change(row, state=state)
    elif asked["status"] != "succeeded":
        hand.note(row["alert_id"], state["prefix"] + words.not_told(asked["error"]))
        hand.change(row, status="done", state=state)
    elif hand.now - (asked["finished_at"] or 0) < SETTLED_US:
        hand.change(row, state=state)
    elif (known := Counted.of(device["counted"])) is not None and _lasts(hand, row, known, state):
        _carry_on(hand, row, known, asked["finished_at"], fetching, state)
    else:
        _conclude(hand, row, device, known, state)


def _lasts(hand: Hand, row: sa.RowMapping, known: Counted, state: dict[str, Any]) -> bool:
    """Whether something is missing and may still come."""
    in_time = hand.now - row["begun_at"] < GIVE_UP_US and state["asked"] < MOST_ASKED
    return known.missing_since is not None and in_time


def _carry_on(
    hand: Hand, row: sa.RowMapping, known: Counted, told_at: int, fetching: int | None, state: dict[str, Any]
) -> None:
    """Have it count again: once what it was asked for should be here, and before that once what is under way
    should be. `fetching`: when the last fetch ended; a great number while it has not."""
    waited = hand.now >= (known.missing_since or 0) + COUNTED_AGAIN_US
    fetched = fetching is not None and told_at < fetching <= hand.now - SETTLED_US
    values: dict[str, Any] = {"state": state}
    if (fetched or waited) and (fetching is None or fetching <= hand.now):
        given = hand.ask(row["device_id"], FetchInfo())
        if given is None:
            values["status"] = "done"
        else:
            values["command_id"] = given
            state["asked"] += 1
    hand.change(row, **values)


def _note_fetches(hand: Hand, row: sa.RowMapping, state: dict[str, Any]) -> int | None:
    """Note what became of the punches that were asked for. When the last of it was known, far in the future
    while it is not; None where nothing was asked for."""
    found = rows.commands_since(
        hand.conn, hand.tenant_id, row["device_id"], [FetchAttendance.word], row["begun_at"]
    )
    ended = None
    noted: dict[str, str] = dict(state["fetches"])
    for command in found:
        if command["actor"] != ACTOR:
            continue
        name, status = str(command["id"]), command["status"]
        if name not in noted:
            hand.note(row["alert_id"], state["prefix"] + words.fetching())
        if status in ENDED and noted.get(name) not in ENDED:
            hand.note(row["alert_id"], state["prefix"] + words.fetched(status, command["error"]))
        noted[name] = status
        at = command["finished_at"] if status in ENDED else None
        ended = max(ended or 0, 1 << 62 if at is None else at)
    state["fetches"] = noted
    return ended


def _conclude(
    hand: Hand, row: sa.RowMapping, device: sa.RowMapping, known: Counted | None, state: dict[str, Any]
) -> None:
    came = rows.punches_of_gap(hand.conn, hand.tenant_id, row["device_id"], state["from"], state["to"])
    before = Counted.of(state["before"])
    if known is None or before is None:
        text = words.came_uncounted(came)
    elif known.missing_since is not None:
        counted = (device["counts"] or {}).get("punches") or known.held
        here = rows.punches_of_gap(hand.conn, hand.tenant_id, row["device_id"], known.at, hand.now)
        text = words.missing(max(counted - known.held - here, 1), came)
    else:
        lost = max(known.given_up - before.given_up, 0)
        text = words.missing(lost, came, given_up=lost > 0)
    hand.note(row["alert_id"], state["prefix"] + text)
    hand.change(row, status="done", state=state)

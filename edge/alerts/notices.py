"""Who is to be told what of an alert's move, written with it: sent later, held, brought back or called off.

The clock of an escalation stands still while an alert is muted, explained by another, or taken on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal, NamedTuple

import sqlalchemy as sa

from edge.alerts import policies
from edge.alerts.model import SEVERITIES
from edge.alerts.muting import Muted, Muting
from edge.alerts.policies import Row
from edge.alerts.schedule import DIGESTED, SECOND_US, Target, Telling, dedupe_key, stem_of, tellings
from edge.alerts.subjects import subjects_of
from edge.store import alert_rules, persons
from edge.store import channels as channel_rows
from edge.store import notices as rows
from edge.store.ids import IdClock, public_id

Move = Literal["fired", "resolved", "raised", "unstable"]

FRESH_HOLD_US: Final = 300 * SECOND_US
"""After maintenance, what is still bad has so long to become good by itself."""
LOOK_AGAIN_US: Final = 60 * SECOND_US
MOST_CHANNELS: Final = 1_000
NEVER: Final = 1 << 62
"""When a notice is due that waits for somebody to let it go."""
ON: Final = frozenset({"waiting", "sent"})


class Obstacle(NamedTuple):
    """Why nobody is told of an alert for now, and until when that is known to last."""

    until: int
    why: str


def plan(conn: sa.Connection, ids: IdClock, tenant_id: int, alert: Row, moment: Move, now: int) -> None:
    """Write what people are to be told of a move: see `plan_all`."""
    plan_all(conn, ids, tenant_id, [(alert, moment)], now)


def plan_all(
    conn: sa.Connection, ids: IdClock, tenant_id: int, moves: Sequence[tuple[Row, Move]], now: int
) -> None:
    """Write what people are to be told of moves of alerts, all steps at once, each due later.

    Call it in the transaction of the moves, with the rows of the alerts as they are afterwards. Nothing is
    written twice: what was told, or is being told, of an occurrence stays as it is.
    """
    while moves:
        first: dict[int, tuple[Row, Move]] = {}
        later: list[tuple[Row, Move]] = []
        for alert, moment in moves:
            if first.setdefault(alert["id"], (alert, moment)) != (alert, moment):
                later.append((alert, moment))
        _plan_round(conn, ids, tenant_id, list(first.values()), now)
        moves = later


def stop(conn: sa.Connection, tenant_id: int, alert_id: int, why: str, now: int) -> None:
    """Somebody took the alert on: its escalation stands still, until `resume`. What a policy wants told in
    any case still is, and that it is over. `why`: acknowledged or snoozed."""
    for row in _held_back(rows.of_alert(conn, tenant_id, alert_id)):
        if row["due_at"] < NEVER:
            left_us = max(row["due_at"] - now, 0)
            says = {**row["says"], "left_us": left_us}
            rows.change(conn, tenant_id, [row["id"]], due_at=NEVER, held_for=why, says=says)


def resume(conn: sa.Connection, ids: IdClock, tenant_id: int, alert: Row, now: int) -> None:
    """Nobody has the alert any more, and it is still open: its escalation goes on where it stood. Whom
    nothing more is planned for is reminded, unless it is for information only."""
    there = _of_occurrence(rows.of_alert(conn, tenant_id, alert["id"]), alert)
    waiting = _held_back(there)
    for row in waiting:
        if row["due_at"] == NEVER:
            due = now + int(row["says"].get("left_us", 0))
            rows.change(conn, tenant_id, [row["id"]], due_at=due, held_for=None)
    if alert["severity"] == "info" or alert["status"] == "resolved":
        return
    pending = {(row["channel_id"], row["person_id"]) for row in waiting}
    told = {
        (row["channel_id"], row["person_id"]): row
        for row in _tellings_of(there)
        if row["status"] == "sent" and row["says"]["until_ack"]
    }
    turn = sum(row["moment"] == "repeated" for row in there) + 1
    rows.add(
        conn,
        [
            _again(ids, alert, row, moment="repeated", turn=turn, due=now)
            for target, row in told.items()
            if target not in pending
        ],
    )


def release(conn: sa.Connection, tenant_id: int, why: str, now: int) -> None:
    """What held notices (a silence, a window: its public id) is over before its time: they are due as they
    would be had it ended now."""
    of: dict[int, list[sa.RowMapping]] = {}
    for row in rows.held_for(conn, tenant_id, why):
        of.setdefault(row["alert_id"], []).append(row)
    for waiting in of.values():
        earlier = min(row["due_at"] for row in waiting) - now
        if earlier > 0:
            _shift(conn, tenant_id, waiting, -earlier, held_for=None)


def acknowledged(alert: Row, now: int) -> str | None:
    """Whether somebody has taken an alert on, and how: a word for `stop`."""
    if alert["snoozed_until"] is not None and alert["snoozed_until"] > now:
        return "snoozed"
    if alert["acknowledged_at"] is None:
        return None
    return "acknowledged" if alert["ack_until"] is None or alert["ack_until"] > now else None


def obstacle(alert: Row, muted: Muted | None, parent: Row | None, now: int) -> Obstacle | None:
    """Why nobody is told of an open alert now. `parent`: the alert that explains it, if there is one."""
    if muted is not None:
        fresh_us = FRESH_HOLD_US if muted.kind == "maintenance" else 0
        return Obstacle(muted.until_us + fresh_us, muted.by)
    explained = parent is not None and parent["status"] != "resolved"
    if explained or alert["status"] in ("pending", "inhibited"):
        return Obstacle(now + LOOK_AGAIN_US, "inhibited")
    return None


def postpone(conn: sa.Connection, tenant_id: int, waiting: Sequence[Row], found: Obstacle) -> None:
    """All that waits of an alert waits for the end of an obstacle; what was to come later comes as much later
    than that."""
    kept = [row for row in waiting if row["due_at"] < NEVER]
    once = [row for row in kept if row["held_for"] in DIGESTED or row["moment"] == "resolved"]
    rows.change(
        conn,
        tenant_id,
        [row["id"] for row in once if row["due_at"] < found.until],
        due_at=found.until,
        held_for=found.why,
    )
    steps = [row for row in kept if row not in once]
    later = found.until - min((row["due_at"] for row in steps), default=found.until)
    if later > 0:
        _shift(conn, tenant_id, steps, later, held_for=found.why)


def _plan_round(
    conn: sa.Connection, ids: IdClock, tenant_id: int, moves: Sequence[tuple[Row, Move]], now: int
) -> None:
    """Moves of as many alerts."""
    there = rows.of_alerts(conn, tenant_id, [alert["id"] for alert, _ in moves])
    began = [alert for alert, moment in moves if moment != "resolved"]
    account = _Account(conn, ids, tenant_id, began, now) if began else None
    made: list[Row] = []
    for alert, moment in moves:
        mine = there.get(alert["id"], [])
        if moment == "resolved" or account is None:
            made += _over(conn, ids, alert, mine, now)
            continue
        raised = moment == "raised" or any(
            _less(row["severity"], alert["severity"]) for row in _of_occurrence(mine, alert)
        )
        if raised:
            unsent = {row["id"] for row in mine if row["status"] == "waiting" and not row["leased"]}
            rows.cancel(conn, tenant_id, unsent, "the alert became more severe")
            mine = [row for row in mine if row["id"] not in unsent]
        made += account.steps(alert, mine, raised=raised)
    rows.add(conn, made)
    for alert in began:
        why = acknowledged(alert, now)
        if why is not None:
            stop(conn, tenant_id, alert["id"], why, now)


class _Account:
    """Who can be told of these alerts, and what keeps them from it: read once for all of them."""

    def __init__(
        self, conn: sa.Connection, ids: IdClock, tenant_id: int, alerts: Sequence[Row], now: int
    ) -> None:
        self._conn, self._ids, self._now = conn, ids, now
        self._policies = policies.all_of(conn, ids, tenant_id, now)
        self._people = persons.of_tenant(conn, tenant_id)
        self._channels = channel_rows.page(conn, tenant_id, after=-1, limit=MOST_CHANNELS)
        self._rules = {row["public_id"]: row["policy"] for row in alert_rules.all_of(conn, tenant_id)}
        self._muting = Muting.load(conn, tenant_id, now)
        self._subjects = subjects_of(conn, tenant_id, alerts)
        self._person_names = {row["id"]: str(row["public_id"]) for row in self._people}
        self._channel_names = {row["id"]: str(row["public_id"]) for row in self._channels}

    def steps(self, alert: Row, there: Iterable[Row], *, raised: bool) -> list[Row]:
        """All steps of the policy for an alert, but what of them was told or is being told. `raised`: who has
        heard of it is not told again that it is there."""
        subject = self._subjects[alert["id"]]
        policy = policies.choose(self._policies, subject, self._rules.get(alert["rule"]), self._now)
        current = [row for row in _of_occurrence(there, alert) if row["status"] in ON]
        keys = {row["dedupe_key"] for row in current}
        heard = {_hearer(row["channel_id"], row["person_id"]) for row in current} if raised else set()
        common = _common(alert, policy, subject.site)
        muted = self._muting.of(subject) if self._muting.anything else None
        found = obstacle(alert, muted, None, self._now)
        begins = self._now + common["says"]["wait_us"]
        if found is not None:
            common["held_for"], begins = found.why, max(found.until, begins)
        made = [
            _row(common, self._ids.next(), _stem(alert, one), one, self._to(one.target), begins)
            for one in self._tellings(alert, policy)
            if not (one.moment == "fired" and _hearer(*one.target) in heard)
        ]
        return [row for row in made if row["dedupe_key"] not in keys]

    def _tellings(self, alert: Row, policy: Row) -> list[Telling]:
        avoid = alert["entity_id"] if alert["entity_type"] == "channel" else None
        planned = tellings(
            policies.steps_of(policy, self._people, self._channels, avoid),
            alert["severity"],
            repeat_s=policies.setting(policy, "repeat_s"),
            repeat_for_s=policies.setting(policy, "repeat_for_s"),
        )
        if any(one.target.channel == channel_rows.CONSOLE_ID for one in planned):
            channel_rows.ensure_console(self._conn, alert["tenant_id"])
        return planned

    def _to(self, target: Target) -> tuple[str, str | None]:
        """Public ids of whom it is for."""
        person = None if target.person is None else self._person_names[target.person]
        return self._channel_names[target.channel], person


def _row(
    common: Row, row_id: int, stem: str, one: Telling, to: tuple[str, str | None], begins: int
) -> dict[str, Any]:
    return {
        **common,
        "id": row_id,
        "moment": one.moment,
        "step": one.step,
        "channel_id": one.target.channel,
        "person_id": one.target.person,
        "dedupe_key": dedupe_key(stem, *to),
        "due_at": begins + one.after_us,
        "says": {**common["says"], "until_ack": one.until_ack, "stem": stem, "to": to},
    }


def _hearer(channel: int, person: int | None) -> tuple[str, int]:
    """Who hears it: a person, whichever channel it goes by, or a channel."""
    return ("channel", channel) if person is None else ("person", person)


def _common(alert: Row, policy: Row, site: str | None) -> dict[str, Any]:
    """What all notices of an alert's move have in common."""
    severity = alert["severity"]
    wait_s = 0 if severity == "critical" else policies.setting(policy, "group_wait_s")
    return {
        "tenant_id": alert["tenant_id"],
        "alert_id": alert["id"],
        "policy": policy["public_id"],
        "severity": severity,
        "group_key": f"{policy['public_id']}:{site or '-'}",
        "status": "waiting",
        "held_for": None,
        "says": {
            "occurrence": alert["occurrences"],
            "title": alert["title"],
            "reason": alert["reason"],
            "wait_us": wait_s * SECOND_US,
            "interval_us": policies.setting(policy, "group_interval_s") * SECOND_US,
        },
        "log": [],
    }


def _over(
    conn: sa.Connection, ids: IdClock, alert: Row, there: Sequence[sa.RowMapping], now: int
) -> list[Row]:
    """It is over: what was not sent is called off, and whoever was told is told that too."""
    unsent = [row["id"] for row in there if row["status"] == "waiting" and not row["leased"]]
    rows.cancel(conn, alert["tenant_id"], unsent, "it was over before")
    told = {
        (row["channel_id"], row["person_id"]): row
        for row in _tellings_of(_of_occurrence(there, alert))
        if row["status"] == "sent" or (row["status"] == "waiting" and row["leased"])
    }
    keys = {row["dedupe_key"] for row in there if row["moment"] == "resolved" and row["status"] in ON}
    planned = [
        _again(ids, alert, row, moment="resolved", turn=0, due=now + int(row["says"]["wait_us"]))
        for row in told.values()
    ]
    return [row for row in planned if row["dedupe_key"] not in keys]


def _again(ids: IdClock, alert: Row, row: Row, *, moment: str, turn: int, due: int) -> dict[str, Any]:
    """A further notice of an alert for whom another was for."""
    stem = stem_of(public_id("alr", alert["id"]), alert["occurrences"], moment, None, turn)
    says = {name: value for name, value in row["says"].items() if name != "left_us"}
    return {
        "tenant_id": alert["tenant_id"],
        "id": ids.next(),
        "alert_id": alert["id"],
        "moment": moment,
        "step": row["step"],
        "policy": row["policy"],
        "channel_id": row["channel_id"],
        "person_id": row["person_id"],
        "severity": alert["severity"],
        "group_key": row["group_key"],
        "dedupe_key": dedupe_key(stem, *row["says"]["to"]),
        "status": "waiting",
        "held_for": None,
        "due_at": due,
        "says": {**says, "title": alert["title"], "reason": alert["reason"], "stem": stem},
        "log": [],
    }


def _tellings_of(there: Iterable[Row]) -> list[Row]:
    """What says that an alert is there."""
    return [row for row in there if row["moment"] != "resolved"]


def _of_occurrence(there: Iterable[Row], alert: Row) -> list[Row]:
    """What is of this time that the alert was opened, not of one before."""
    return [row for row in there if row["says"]["occurrence"] == alert["occurrences"]]


def _held_back(there: Iterable[Row]) -> list[Row]:
    """What an acknowledgement holds back."""
    return [
        row
        for row in _tellings_of(there)
        if row["status"] == "waiting" and not row["leased"] and row["says"]["until_ack"]
    ]


def _shift(
    conn: sa.Connection,
    tenant_id: int,
    waiting: Iterable[Row],
    by_us: int,
    held_for: str | None,
) -> None:
    for row in waiting:
        rows.change(conn, tenant_id, [row["id"]], due_at=row["due_at"] + by_us, held_for=held_for)


def _less(severity: str, than: str) -> bool:
    order = [str(known) for known in SEVERITIES]
    return order.index(severity) < order.index(than)


def _stem(alert: Row, one: Telling) -> str:
    return stem_of(public_id("alr", alert["id"]), alert["occurrences"], one.moment, one.step, one.turn)

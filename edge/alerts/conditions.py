"""The machine of every rule that is not connectivity: what is bad for long enough is told, once.

Pure: readings and the clock are arguments, and what was known before comes from the rows of alerts, so that a
restart changes nothing. A reading that is missing says nothing: what cannot be seen just now has not
recovered, and has not become bad either.

    nothing --bad--> pending --bad for hold_s--> firing --good--> resolving --good for clear_s--> resolved
                     pending --good--> nothing             resolving --bad--> firing (told before, not again)
    resolved by hand while it was bad: dismissed, until it has been good once, for a day at most
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

from edge.alerts.model import SEVERITIES, Change, Entity, Severity, Status

Finding = Literal["bad", "good", "gone"]
Stage = Literal["pending", "firing", "resolving", "dismissed"]
_STATUS: Final[Mapping[Stage, Status]] = {
    "pending": "pending",
    "firing": "firing",
    "resolving": "resolving",
}


class Key(NamedTuple):
    """Of which there is one open alert at most, whichever rule of the kind applies."""

    kind: str
    entity: Entity


@dataclass(frozen=True, slots=True)
class Reading:
    """How one entity was found, by the rule that applies to it. `gone`: it, or the rule, is there no more.

    `severity`, `title`, `reason`, `name` (of the entity) and `devices` (public ids): what an alert says.
    """

    rule: str
    kind: str
    entity: Entity
    finding: Finding
    severity: Severity = "warning"
    title: str = ""
    reason: str = ""
    devices: tuple[str, ...] = ()
    name: str = ""
    hold_s: float = 0.0
    clear_s: float = 0.0

    @property
    def key(self) -> Key:
        return Key(self.kind, self.entity)


@dataclass(frozen=True, slots=True)
class Known:
    """An alert that is watched. `since`: from when it is in this stage; `dismissed`: a person resolved it."""

    rule: str
    stage: Stage
    severity: Severity
    since: float
    title: str = ""


class Move(NamedTuple):
    """What becomes of one alert. `before` None: there was none; `after` None: it is watched no more. `change`
    None: it only is remembered otherwise. `due`: when it goes on by itself, or since when it is as it is."""

    key: Key
    before: Known | None
    after: Known | None
    change: Change | None
    due: float


def step(known: Mapping[Key, Known], readings: Iterable[Reading], now: float) -> list[Move]:
    """What these readings change; of several of one entity the last counts."""
    found = {reading.key: reading for reading in readings}
    moves = (_move(known.get(key), reading, now) for key, reading in found.items())
    return [move for move in moves if move is not None]


DISMISSED_S: Final = 86_400
"""Who resolves by hand what is still bad is not told again at once; but nothing is lost that way."""
GONE: Final = "It is watched no more."
OVER: Final = "It is as it should be again."


def shifted(known: Known, seconds: float) -> Known:
    """The wall clock was set, or nobody looked for a while: that time does not count."""
    return replace(known, since=known.since + seconds)


def due(known: Known, reading: Reading) -> float:
    """When it goes on by itself if the readings stay; of what does not, since when it is so."""
    waits: dict[Stage, float] = {"pending": reading.hold_s, "resolving": reading.clear_s}
    return known.since + waits.get(known.stage, 0.0)


def _move(known: Known | None, reading: Reading, now: float) -> Move | None:
    if (
        known is not None and known.since > now and known.stage != "dismissed"
    ):  # the clock went back: it counts from now
        known = replace(known, since=now)
        return _bad_or_good(known, reading, now) or Move(reading.key, known, known, None, due(known, reading))
    return _bad_or_good(known, reading, now)


def _bad_or_good(known: Known | None, reading: Reading, now: float) -> Move | None:
    if reading.finding == "bad":
        return _bad(known, reading, now)
    if known is None:
        return None
    return _not_bad(known, reading, now)


def _bad(known: Known | None, reading: Reading, now: float) -> Move | None:
    if known is None:
        return _anew(None, reading, now)
    if known.stage == "dismissed":
        return _anew(known, reading, now) if now - known.since >= DISMISSED_S else None
    if known.stage == "pending":
        return _to(known, reading, "firing", now, tell=True) if now - known.since >= reading.hold_s else None
    rises = SEVERITIES.index(reading.severity) > SEVERITIES.index(known.severity)
    if known.stage == "resolving":  # as severe as it was: should it be worse now, that is the next step
        return _to(known, replace(reading, severity=known.severity), "firing", now, tell=False)
    if not rises and reading.title == known.title:
        return None
    worst = reading if rises else replace(reading, severity=known.severity)
    return _to(known, worst, "firing", known.since, tell=False, at=now)


def _anew(known: Known | None, reading: Reading, now: float) -> Move:
    at_once = reading.hold_s <= 0
    return _to(known, reading, "firing" if at_once else "pending", now, tell=at_once)


def _not_bad(known: Known, reading: Reading, now: float) -> Move | None:
    gone = reading.finding == "gone"
    if known.stage == "dismissed":
        return Move(reading.key, known, None, None, now)
    if known.stage == "pending":
        return _over(known, reading, None, now)
    if gone or reading.clear_s <= 0:
        return _over(known, reading, "resolved", now)
    if known.stage == "firing":
        after = replace(known, stage="resolving", since=now)
        return Move(reading.key, known, after, _change(known, reading, "resolving", now), due(after, reading))
    return _over(known, reading, "resolved", now) if now - known.since >= reading.clear_s else None


def _to(
    known: Known | None,
    reading: Reading,
    stage: Stage,
    since: float,
    *,
    tell: bool,
    at: float | None = None,
) -> Move:
    after = Known(reading.rule, stage, reading.severity, since, reading.title)
    change = Change(
        at=since if at is None else at,
        rule=reading.rule,
        kind=reading.kind,
        entity=reading.entity,
        status=_STATUS[stage],
        severity=reading.severity,
        title=reading.title,
        reason=reading.reason,
        devices=reading.devices,
        name=reading.name,
        tell=tell,
    )
    return Move(reading.key, known, after, change, due(after, reading))


def _over(known: Known, reading: Reading, status: Status | None, now: float) -> Move:
    return Move(reading.key, known, None, _change(known, reading, status, now), now)


def _change(known: Known, reading: Reading, status: Status | None, now: float) -> Change:
    """Of what is bad no more: it is still called what it was called."""
    return Change(
        at=now,
        rule=reading.rule,
        kind=reading.kind,
        entity=reading.entity,
        status=status,
        severity=known.severity,
        title=known.title,
        reason=reading.reason or (GONE if reading.finding == "gone" else OVER),
        devices=reading.devices,
        name=reading.name,
        tell=status == "resolved",
    )

"""When who is told: steps of a policy, hours on somebody's clock, and what goes into one message.

Pure. Instants and spans are whole microseconds here, as in the rows that are decided on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import groupby
from typing import Any, Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

from edge.alerts.model import Severity

Moment = Literal["fired", "escalated", "repeated", "resolved"]

SECOND_US: Final = 1_000_000
QUARTER_US: Final = 900 * SECOND_US
HOUR_US: Final = 3_600 * SECOND_US
CAP: Final = 10
"""Messages an hour by one channel to one person that are not critical."""
DIGESTED: Final = ("quiet_hours", "cap")
"""What was held for these is told together afterwards, in one message."""
DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Target(NamedTuple):
    """Whom a notice is for, as rows: a person by a channel, or (None) the channel's own address."""

    channel: int
    person: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a policy, whose people were looked up. `named`: whether the policy names them, rather than
    meaning everybody."""

    after_s: int
    targets: Sequence[Target]
    named: bool
    until_ack: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing to be told, so long after the alert fired. `turn` counts how often a step was repeated."""

    moment: Moment
    step: int
    turn: int
    after_us: int
    target: Target
    until_ack: bool


def tellings(steps: Sequence[Step], severity: Severity, *, repeat_s: int, repeat_for_s: int) -> list[Telling]:
    """All that an alert leads to unless somebody takes it on.

    What is for information is told once and goes no further. A step that names nobody means everybody: those
    whom an earlier step told hear of it again only where it is critical. Only what is critical is repeated:
    the last step, every `repeat_s` until `repeat_for_s` after the alert fired; 0: never.
    """
    found: list[Telling] = []
    heard: set[Target] = set()
    for number, step in enumerate(steps[:1] if severity == "info" else steps):
        for target in dict.fromkeys(step.targets):
            if target in heard and not step.named and severity != "critical":
                continue
            moment: Moment = "escalated" if number else "fired"
            found.append(Telling(moment, number, 0, step.after_s * SECOND_US, target, step.until_ack))
            heard.add(target)
    if severity == "critical" and steps and repeat_s > 0:
        last, number = steps[-1], len(steps) - 1
        times = range(last.after_s + repeat_s, repeat_for_s + 1, repeat_s)
        found += [
            Telling("repeated", number, turn, after_s * SECOND_US, target, last.until_ack)
            for turn, after_s in enumerate(times, 1)
            for target in dict.fromkeys(last.targets)
        ]
    return found


def stem_of(alert: str, occurrence: int, moment: str, step: int | None, turn: int) -> str:
    """What all notices of the same have in common, whomever they are for. `alert`: its public id."""
    where = "" if step is None else f"-{step}"
    return f"{alert}-{occurrence}-{moment}{where}" + (f".{turn}" if turn else "")


def dedupe_key(stem: str, channel: str, person: str | None) -> str:
    """What a receiver knows a notice by, however often it arrives. Names are public ids."""
    return f"{stem}-{channel}-{person or 'all'}"


def quiet_until(quiet: Mapping[str, str] | None, zone: str, now: int) -> int | None:
    """When somebody's quiet hours end, if they are in them. `quiet`: {from, to} as HH:MM on a clock in their
    zone; to before from is over midnight, and the same twice means never."""
    if quiet is None:
        return None
    begins, ends = time.fromisoformat(quiet["from"]), time.fromisoformat(quiet["to"])
    here = datetime.fromtimestamp(now / SECOND_US, UTC).astimezone(ZoneInfo(zone))
    clock = here.time().replace(tzinfo=None, fold=0)
    if not _within(clock, begins, ends):
        return None
    day = here.date() + timedelta(days=int(clock >= ends))
    for fold in (0, 1):  # at the end of summer time the end may come twice, and the first may be over
        at = datetime.combine(day, ends, ZoneInfo(zone)).replace(fold=fold)
        until = round(at.timestamp() * SECOND_US)
        if until > now:
            return until
    return None


def in_hours(schedule: Mapping[str, Any], now: int) -> bool:
    """Whether it is within weekly hours: {timezone, hours: [{days, from, to}]}, over midnight where to is not
    after from: that night still belongs to the day that it began on."""
    here = datetime.fromtimestamp(now / SECOND_US, UTC).astimezone(ZoneInfo(schedule["timezone"]))
    clock, today = here.time().replace(tzinfo=None, fold=0), here.weekday()
    for hours in schedule["hours"]:
        begins, ends = time.fromisoformat(hours["from"]), time.fromisoformat(hours["to"])
        days = {DAYS.index(day) for day in hours["days"]}
        if begins < ends:
            if today in days and begins <= clock < ends:
                return True
        elif (today in days and clock >= begins) or ((today - 1) % 7 in days and clock < ends):
            return True
    return False


def opens_at(schedule: Mapping[str, Any], now: int) -> int | None:
    """When its weekly hours begin next, to the quarter of an hour; None within them, or if they never do."""
    if in_hours(schedule, now):
        return None
    first = now - now % QUARTER_US + QUARTER_US
    quarters = range(first, first + 8 * 96 * QUARTER_US, QUARTER_US)
    return next((at for at in quarters if in_hours(schedule, at)), None)


def _within(clock: time, begins: time, ends: time) -> bool:
    if begins <= ends:
        return begins <= clock < ends
    return clock >= begins or clock < ends


class Waiting(NamedTuple):
    """A notice for one person by one channel that is not sent. `message`: the one it was attempted in, which
    stays; `wait_us`, `interval_us`: what its policy says of its group."""

    id: int
    group: str
    critical: bool
    moment: str
    due: int
    held_for: str | None
    message: str | None
    wait_us: int
    interval_us: int


class Sent(NamedTuple):
    """A message that this person was, or is being, told by this channel."""

    at: int
    groups: Collection[str]
    critical: bool


class Held(NamedTuple):
    """A notice that has to wait until an instant, and for what."""

    id: int
    until: int
    why: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be told now, message by message (ids of notices), and what has to wait."""

    messages: Sequence[Sequence[int]]
    held: Sequence[Held]


def decide(waiting: Iterable[Waiting], sent: Sequence[Sent], quiet_end: int | None, now: int) -> Decision:
    """What of one person's notices by one channel goes out now.

    A critical one always does, as soon as it is due. The rest waits for the end of quiet hours, for its
    group's interval, and for the hour's cap. What waited for the first or the last of these goes out as one
    message; so does what no longer fits below the cap by itself.
    """
    rows = sorted(waiting)
    due = [row for row in rows if row.due <= now]
    messages = _again([row for row in due if row.critical])
    messages += _by_group([row for row in due if row.critical and row.message is None])
    rest = [row for row in due if not row.critical]
    if quiet_end is not None:
        return Decision(messages, [Held(row.id, quiet_end, "quiet_hours") for row in rest])
    messages += _again(rest)
    fresh = [row for row in rest if row.message is None]
    digest = [row for row in fresh if row.held_for in DIGESTED]
    told_at = {group: one.at for one in sorted(sent, key=lambda one: one.at) for group in one.groups}
    held: list[Held] = []
    bundles: list[list[Waiting]] = []
    for group, members in _grouped([row for row in fresh if row.held_for not in DIGESTED]):
        may_at = told_at.get(group, -HOUR_US) + max(row.interval_us for row in members)
        if group in told_at and may_at > now:
            held += [Held(row.id, may_at, "group") for row in members]
        else:
            bundles.append(members + _joining(rows, group, now))
    more, late = _below_cap(digest, bundles, sent, now)
    return Decision(messages + more, held + late)


def _below_cap(
    digest: list[Waiting], bundles: list[list[Waiting]], sent: Sequence[Sent], now: int
) -> tuple[list[list[int]], list[Held]]:
    counted = sorted(one.at for one in sent if not one.critical and one.at > now - HOUR_US)
    room = CAP - len(counted)
    if room <= 0:
        free_at = counted[-CAP] + HOUR_US
        every = [row for members in [digest, *bundles] for row in members if row.due <= now]
        return [], [Held(row.id, free_at, "cap") for row in every]
    single = len(bundles) if len(bundles) + bool(digest) <= room else room - 1
    together = digest + [row for members in bundles[single:] for row in members]
    told = bundles[:single] + ([together] if together else [])
    return [[row.id for row in members] for members in told], []


def _joining(rows: Iterable[Waiting], group: str, now: int) -> list[Waiting]:
    """What has just fired in a group goes along with what is told of it."""
    return [
        row
        for row in rows
        if row.group == group
        and not row.critical
        and row.moment == "fired"
        and row.held_for in (None, "group")
        and row.message is None
        and now < row.due <= now + max(row.wait_us, row.interval_us if row.held_for else 0)
    ]


def _again(rows: Iterable[Waiting]) -> list[list[int]]:
    """What was attempted goes as it was."""
    attempted: dict[str, list[int]] = {}
    for row in rows:
        if row.message is not None:
            attempted.setdefault(row.message, []).append(row.id)
    return list(attempted.values())


def _by_group(rows: Iterable[Waiting]) -> list[list[int]]:
    return [[row.id for row in members] for _, members in _grouped(rows)]


def _grouped(rows: Iterable[Waiting]) -> list[tuple[str, list[Waiting]]]:
    ordered = sorted(rows, key=lambda row: row.group)
    found = [(group, list(members)) for group, members in groupby(ordered, key=lambda row: row.group)]
    return sorted(found, key=lambda pair: min((row.due, row.id) for row in pair[1]))

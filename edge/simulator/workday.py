"""Who punches when: working days of real sites in their own time, or a rate for drills and demos.

Every source is a pure function of seed and time: what is due between two instants does not depend on how the
time between them is cut, or on what was asked before.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from math import floor
from typing import Protocol
from zoneinfo import ZoneInfo

from edge.simulator.fleet import FleetPlan, SitePlan, TerminalPlan
from edge.simulator.hardware import MODEL
from edge.simulator.people import Employee, Shift

FRIDAY, SATURDAY, SUNDAY = 4, 5, 6
_FRIDAY_WEEKENDS = frozenset(("DZ", "EG", "SA", "QA", "KW", "JO", "OM", "BD"))
_LONG_FRIDAY_NOON = frozenset(("MA", "TN", "MR", "SN"))
_WORKS_ON_REST_DAYS = {"warehouse": 0.30, "plant": 0.15, "farm": 0.25, "store": 0.55, "office": 0.03}
ABSENT, PUNCHES_BREAKS, STAYS_LATE, PUNCHES_TWICE = 0.06, 0.6, 0.05, 0.01
_DAYS_KEPT = 3


class Direction(IntEnum):
    """What a person means by a punch; the number is the status of PROTOCOL.md §6.2."""

    IN = 0
    OUT = 1
    BREAK_OUT = 2
    BREAK_IN = 3
    OVERTIME_IN = 4
    OVERTIME_OUT = 5


@dataclass(frozen=True, slots=True, order=True)
class DuePunch:
    """Somebody uses finger, face or card on a terminal at `at` (seconds since 1970). `verify` as in §6.3."""

    at: float
    serial: str
    pin: str
    direction: Direction
    verify: int


class PunchSource(Protocol):
    """Where a fleet's punches come from."""

    def due(self, start: float, end: float) -> list[DuePunch]:
        """Punches with start <= at < end, in order of time."""
        ...


@dataclass(frozen=True, slots=True)
class Hours:
    """A shift in minutes after local midnight; ends beyond 1440 are on the next day."""

    start: int
    end: int
    break_start: int
    break_end: int


HOURS: dict[Shift, Hours] = {
    Shift.DAY: Hours(8 * 60 + 30, 17 * 60 + 30, 12 * 60 + 30, 13 * 60 + 30),
    Shift.MORNING: Hours(6 * 60, 14 * 60, 10 * 60, 10 * 60 + 20),
    Shift.AFTERNOON: Hours(14 * 60, 22 * 60, 18 * 60, 18 * 60 + 20),
    Shift.NIGHT: Hours(22 * 60, 30 * 60, 26 * 60, 26 * 60 + 30),
    Shift.FIELD: Hours(6 * 60 + 30, 15 * 60, 11 * 60, 11 * 60 + 45),
}
_LONG_FRIDAY = Hours(8 * 60 + 30, 18 * 60, 12 * 60 + 15, 14 * 60 + 30)


@dataclass(frozen=True, slots=True)
class _Staff:
    """A site as the day is drawn for it."""

    site: SitePlan
    zone: ZoneInfo
    terminals: tuple[TerminalPlan, ...]
    people: tuple[Employee, ...]


def _staffed(plan: FleetPlan) -> list[_Staff]:
    by_site: dict[str, list[TerminalPlan]] = {}
    for terminal in plan.terminals:
        if not terminal.silent:
            by_site.setdefault(terminal.site_id, []).append(terminal)
    return [
        _Staff(site, ZoneInfo(site.timezone), tuple(by_site[site.id]), plan.employees(site.id))
        for site in plan.sites
        if site.id in by_site and site.headcount
    ]


def _verify(rng: random.Random, terminal: TerminalPlan) -> int:
    modes, weights = zip(*MODEL[terminal.model].verify, strict=True)
    return int(rng.choices(modes, weights)[0])


class Workday:
    """Arrivals around each shift's start, breaks, departures; thin week ends, long Morocco Friday noons."""

    def __init__(self, plan: FleetPlan, seed: int | None = None) -> None:
        self._seed = plan.seed if seed is None else seed
        self._staff = _staffed(plan)
        self._days: OrderedDict[tuple[str, date], list[DuePunch]] = OrderedDict()

    def due(self, start: float, end: float) -> list[DuePunch]:
        """Punches with start <= at < end, in order of time."""
        found: list[DuePunch] = []
        for staff in self._staff:
            first = datetime.fromtimestamp(start, UTC).astimezone(staff.zone).date() - timedelta(days=1)
            last = datetime.fromtimestamp(end, UTC).astimezone(staff.zone).date()
            for number in range((last - first).days + 1):
                day = self._day(staff, first + timedelta(days=number))
                found += day[bisect_left(day, start, key=_at) : bisect_left(day, end, key=_at)]
        return sorted(found)

    def _day(self, staff: _Staff, day: date) -> list[DuePunch]:
        key = (staff.site.id, day)
        if key not in self._days:
            self._days[key] = sorted(self._draw(staff, day))
            while len(self._days) > _DAYS_KEPT * len(self._staff):
                self._days.popitem(last=False)
        self._days.move_to_end(key)
        return self._days[key]

    def _draw(self, staff: _Staff, day: date) -> Iterator[DuePunch]:
        """One site's day. A shift belongs to the day it starts on."""
        rng = random.Random(f"{self._seed}:day:{staff.site.id}:{day.isoformat()}")
        midnight = datetime(day.year, day.month, day.day)
        presence = _presence(staff.site, day)
        for person in staff.people:
            if rng.random() >= presence:
                continue
            home = staff.terminals[int(person.pin) % len(staff.terminals)]
            hours = _hours(staff.site, day, person.shift)
            for minute, direction in _movements(rng, hours):
                local = (midnight + timedelta(minutes=minute)).replace(tzinfo=staff.zone)
                terminal = home if rng.random() < 0.8 else rng.choice(staff.terminals)
                verify = _verify(rng, terminal)
                at = local.timestamp()
                yield DuePunch(at, terminal.serial, person.pin, direction, verify)
                if rng.random() < PUNCHES_TWICE:
                    yield DuePunch(at + 2, terminal.serial, person.pin, direction, verify)


def _at(punch: DuePunch) -> float:
    return punch.at


def _presence(site: SitePlan, day: date) -> float:
    rest = (FRIDAY, SATURDAY) if site.country in _FRIDAY_WEEKENDS else (SATURDAY, SUNDAY)
    return _WORKS_ON_REST_DAYS[site.kind] if day.weekday() in rest else 1.0 - ABSENT


def _hours(site: SitePlan, day: date, shift: Shift) -> Hours:
    if shift is Shift.DAY and day.weekday() == FRIDAY and site.country in _LONG_FRIDAY_NOON:
        return _LONG_FRIDAY
    return HOURS[shift]


def _movements(rng: random.Random, hours: Hours) -> Iterator[tuple[float, Direction]]:
    """One person's day as minutes after midnight: most come a little early, few late, none leaves early."""
    late = rng.expovariate(1 / 25) if rng.random() < 0.05 else 0.0
    arrival = hours.start + rng.gauss(-6, 6) + late
    yield arrival, Direction.IN
    if rng.random() < PUNCHES_BREAKS:
        leaves = max(hours.break_start + rng.gauss(1, 5), arrival + 15)
        yield leaves, Direction.BREAK_OUT
        yield max(hours.break_end + rng.gauss(-1, 4), leaves + 5), Direction.BREAK_IN
    departure = hours.end + abs(rng.gauss(0, 9))
    yield departure, Direction.OUT
    if rng.random() < STAYS_LATE:
        yield departure + 5, Direction.OVERTIME_IN
        yield departure + 5 + rng.uniform(45, 120), Direction.OVERTIME_OUT


class Rate:
    """A constant number of punches a second over the whole fleet, every second exactly its share.

    A `lively` one gives sites more of it the busier their local hour is, and lets people come in before noon
    and leave after it: so a demo looks like working life at any hour.
    """

    def __init__(
        self, plan: FleetPlan, rate: float, *, lively: bool = False, seed: int | None = None
    ) -> None:
        self._seed = plan.seed if seed is None else seed
        self._rate = rate
        self._lively = lively
        self._staff = _staffed(plan)

    def due(self, start: float, end: float) -> list[DuePunch]:
        """Punches with start <= at < end, in order of time."""
        if not self._staff:
            return []
        found: list[DuePunch] = []
        for second in range(floor(start), floor(end) + 1):
            found += [punch for punch in self._second(second) if start <= punch.at < end]
        return found

    def _second(self, second: int) -> list[DuePunch]:
        count = floor((second + 1) * self._rate) - floor(second * self._rate)
        if count == 0:
            return []
        rng = random.Random(f"{self._seed}:rate:{second}")
        drawn = []
        weights = [len(staff.terminals) * self._business(staff, second) for staff in self._staff]
        for staff in rng.choices(self._staff, weights, k=count):
            terminal = rng.choice(staff.terminals)
            person = rng.choice(staff.people)
            direction = self._direction(rng, staff, second)
            drawn.append(
                DuePunch(
                    second + rng.random(), terminal.serial, person.pin, direction, _verify(rng, terminal)
                )
            )
        return sorted(drawn)

    def _business(self, staff: _Staff, second: int) -> float:
        if not self._lively:
            return 1.0
        return _BUSINESS[datetime.fromtimestamp(second, staff.zone).hour]

    def _direction(self, rng: random.Random, staff: _Staff, second: int) -> Direction:
        if not self._lively:
            return Direction.IN if second % 2 == 0 else Direction.OUT
        hour = datetime.fromtimestamp(second, staff.zone).hour
        if hour in (12, 13):
            return rng.choice((Direction.BREAK_OUT, Direction.BREAK_IN))
        return Direction.IN if rng.random() < (0.85 if 4 <= hour < 12 else 0.15) else Direction.OUT


_BUSINESS = (1, 1, 1, 1, 1, 2, 6, 8, 9, 5, 3, 3, 5, 6, 5, 3, 4, 8, 7, 4, 2, 2, 3, 1)
"""How busy each local hour is, midnight first."""

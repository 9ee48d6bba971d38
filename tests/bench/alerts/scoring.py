"""Holds what was told against what was true.

A notice is right if it speaks of an incident that nobody had been told of; an incident that had to be told is
recalled if a notice of its kind came while it lasted.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final

from tests.bench.alerts.fleets import Fleet, Incident
from tests.bench.alerts.parameters import MINUTE
from tests.bench.alerts.rules import Told

RESTART_S: Final = 15 * MINUTE
"""A wrong notice so soon after the edge came back is blamed on that."""

EXAMPLES: Final = 5
"""So many of what went wrong are kept for somebody to look at: rules that ours is compared with are wrong
hundreds of times a day."""

# How long after its end an incident may still be told: until it is seen to be over.
SLACK: Final = {
    "device_offline": 15.0,
    "site_outage": 15.0,
    "tenant_connectivity": 15.0,
    "device_unstable": 30 * MINUTE,
}


@dataclass(slots=True)
class Score:
    """Of one rule over one or more traces; `delays` in seconds, of the right notices of devices and sites."""

    days: float = 0.0
    told: int = 0
    right: int = 0
    over: int = 0
    """Notices that something is over; not among those told."""
    by_restart: int = 0
    """Wrong ones that a restart of the edge brought about."""
    found: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    delays: array[float] = field(default_factory=lambda: array("d"))
    wrong: int = 0
    missed: int = 0
    wrong_such_as: list[Told] = field(default_factory=list)
    missed_such_as: list[Incident] = field(default_factory=list)

    @property
    def per_day(self) -> float:
        return self.told / self.days

    @property
    def over_per_day(self) -> float:
        return self.over / self.days

    @property
    def precision(self) -> float:
        return self.right / self.told if self.told else 1.0

    def recall(self, kind: str) -> float | None:
        return self.found[kind] / self.wanted[kind] if self.wanted[kind] else None

    @property
    def device_recall(self) -> float:
        return self.recall("device_offline") or 0.0

    def delay(self, share: float) -> float | None:
        """The delay that this share of the notices does not exceed."""
        if not self.delays:
            return None
        ordered = sorted(self.delays)
        return median(ordered) if share == 0.5 else ordered[min(int(len(ordered) * share), len(ordered) - 1)]

    def add(self, other: Score) -> None:
        """Count another trace's figures to these."""
        self.days += other.days
        self.told += other.told
        self.right += other.right
        self.over += other.over
        self.by_restart += other.by_restart
        self.found.update(other.found)
        self.wanted.update(other.wanted)
        self.delays += other.delays
        self.wrong += other.wrong
        self.missed += other.missed
        self.wrong_such_as = [*self.wrong_such_as, *other.wrong_such_as][:EXAMPLES]
        self.missed_such_as = [*self.missed_such_as, *other.missed_such_as][:EXAMPLES]


def score(told: Iterable[Told], fleet: Fleet) -> Score:
    """Of one fleet's month."""
    result = Score(days=fleet.days)
    wrong: list[Told] = []
    open_: dict[tuple[str, str], list[Incident]] = defaultdict(list)
    for incident in sorted(fleet.incidents, key=lambda one: one.start):
        open_[incident.kind, incident.entity].append(incident)
        result.wanted[incident.kind] += incident.wanted
    for notice in told:
        if notice.kind == "resolved":
            result.over += 1
            continue
        result.told += 1
        meant = _match(notice, open_.get((notice.kind, notice.entity), ()))
        if meant is None:
            wrong.append(notice)
            continue
        open_[notice.kind, notice.entity].remove(meant)
        result.right += 1
        result.found[notice.kind] += meant.wanted
        if notice.kind in ("device_offline", "site_outage"):
            result.delays.append(notice.t - meant.start)
    missed = [one for rest in open_.values() for one in rest if one.wanted]
    result.by_restart = sum(_by_restart(notice, fleet) for notice in wrong)
    result.wrong, result.wrong_such_as = len(wrong), wrong[:EXAMPLES]
    result.missed, result.missed_such_as = len(missed), missed[:EXAMPLES]
    return result


def _by_restart(notice: Told, fleet: Fleet) -> bool:
    return notice.kind != "device_unstable" and any(
        down.start <= notice.t <= down.end + RESTART_S for down in fleet.edge_down
    )


def _match(notice: Told, incidents: Sequence[Incident]) -> Incident | None:
    slack = SLACK[notice.kind]
    return next((one for one in incidents if one.start <= notice.t <= one.end + slack), None)

"""When lines are down: outages of sites and terminals by seed, unsteady lines, and cuts by hand."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import lru_cache

from edge.simulator.fleet import FlapProfile, FleetPlan
from edge.simulator.profile import Climate
from edge.simulator.sites import Uplink

DAY_S = 86_400
SHORTEST_S, LONGEST_S = 60.0, 6 * 3_600.0

# Seconds a request spends on the way: median and spread (sigma of the logarithm)
_LATENCY = {Uplink.FIBER: (0.012, 0.4), Uplink.ADSL: (0.045, 0.4), Uplink.CELLULAR: (0.25, 0.6)}

Outage = tuple[float, float]


class Weather:
    """Is the line of a terminal up at an instant (seconds since 1970)?

    The schedule is a pure function of seed and day. A cut by hand holds until it is restored; restoring also
    ends the scheduled outage of that moment.
    """

    def __init__(self, plan: FleetPlan, climate: Climate, seed: int | None = None) -> None:
        self._seed = plan.seed if seed is None else seed
        self._climate = climate
        self._site_of = {terminal.serial: terminal.site_id for terminal in plan.terminals}
        self._uplink = {site.id: site.uplink for site in plan.sites}
        self._flapping = {terminal.serial: terminal.flapping for terminal in plan.terminals}
        self._cut: set[str] = set()
        self._restored: dict[str, float] = {}

    def up(self, serial: str, at: float) -> bool:
        """Whether the terminal reaches the network at that instant."""
        if serial in self._cut or self._site_of[serial] in self._cut:
            return False
        return not any(start <= at < end for start, end in self._outages(serial, at))

    def next_change(self, serial: str, at: float) -> float:
        """The first instant after `at` when the schedule may change the answer of `up`."""
        edges = (edge for outage in self._outages(serial, at) for edge in outage if edge > at)
        return min(edges, default=(at // DAY_S + 1) * DAY_S)  # a new day brings a new schedule

    def latency(self, serial: str, rng: random.Random) -> float:
        """Seconds one request spends on the way from this terminal."""
        median, sigma = _LATENCY[self._uplink[self._site_of[serial]]]
        return median * rng.lognormvariate(0.0, sigma)

    def cut(self, what: str) -> None:
        """Takes the line from a site (its id) or a terminal (its serial). KeyError for neither."""
        self._check(what)
        self._cut.add(what)

    def restore(self, what: str, at: float) -> None:
        """Gives the line back at that instant. KeyError for a name that is neither site nor terminal."""
        self._check(what)
        self._cut.discard(what)
        self._restored[what] = at

    def _check(self, what: str) -> None:
        if what not in self._uplink and what not in self._site_of:
            raise KeyError(what)

    def _outages(self, serial: str, at: float) -> Iterator[Outage]:
        """Scheduled outages of yesterday and today: of the site, of the terminal, of its unsteady line."""
        site = self._site_of[serial]
        climate, today = self._climate, int(at // DAY_S)
        flapping = self._flapping[serial]
        for day in (today - 1, today):
            yield from self._not_restored(site, _fails(self._seed, site, day, *_of_sites(climate)))
            yield from self._not_restored(serial, _fails(self._seed, serial, day, *_of_terminals(climate)))
            if flapping is not None:
                yield from self._not_restored(serial, _flaps(self._seed, serial, day, flapping))

    def _not_restored(self, key: str, outages: tuple[Outage, ...]) -> Iterator[Outage]:
        restored = self._restored.get(key)
        return (outage for outage in outages if restored is None or outage[0] > restored)


def _of_sites(climate: Climate) -> tuple[float, float]:
    return climate.site_outages_per_day, climate.site_outage_minutes * 60


def _of_terminals(climate: Climate) -> tuple[float, float]:
    return climate.terminal_outages_per_day, climate.terminal_outage_minutes * 60


@lru_cache(maxsize=65_536)
def _fails(seed: int, key: str, day: int, per_day: float, mean_s: float) -> tuple[Outage, ...]:
    """One day's outages: as many as a Poisson process of that rate brings, each of exponential length."""
    rng = random.Random(f"{seed}:outages:{key}:{day}")
    outages: list[Outage] = []
    at = rng.expovariate(per_day) if per_day > 0 else 1.0
    while at < 1.0:
        start = (day + at) * DAY_S
        outages.append((start, start + min(LONGEST_S, max(SHORTEST_S, rng.expovariate(1.0) * mean_s))))
        at += rng.expovariate(per_day)
    return tuple(outages)


@lru_cache(maxsize=1_024)
def _flaps(seed: int, serial: str, day: int, profile: FlapProfile) -> tuple[Outage, ...]:
    """One day of an unsteady line: up and down in turn, the lengths around their means."""
    rng = random.Random(f"{seed}:flaps:{serial}:{day}")
    outages: list[Outage] = []
    at = day * DAY_S + rng.uniform(0.2, 1.0) * profile.up_s
    while True:
        down = profile.down_s * rng.uniform(0.6, 1.4)
        if at + down >= (day + 1) * DAY_S:
            return tuple(outages)
        outages.append((at, at + down))
        at += down + profile.up_s * rng.uniform(0.5, 1.5)

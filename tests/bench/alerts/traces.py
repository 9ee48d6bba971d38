"""Months that the rules were not designed for, each with what is expected of them stated.

Beside the peculiar trouble each fleet has the ordinary one, so that what is told of the one can be seen not
to hide the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from edge.alerts.trace import Record
from tests.bench.alerts.fleets import Author, Fleet, Incident, Span, settle
from tests.bench.alerts.hearing import heard
from tests.bench.alerts.parameters import DAY, HOUR, MINUTE, Parameters
from tests.bench.alerts.rules import Told, ancestor
from tests.bench.alerts.scoring import Score, score

DAYS: Final = 10
USUAL: Final = Parameters(days=DAYS)


@dataclass(frozen=True, slots=True)
class Quiet:
    """In this time at most so many notices are about these."""

    span: Span
    about: frozenset[str]
    most: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What is expected; None: nothing is. `of_ancestor`: notices as a share of the ancestor's."""

    precision: float = 0.97
    device_recall: float | None = 0.995
    site_recall: float | None = 0.99
    unstable_recall: float | None = None
    tenant_recall: float | None = None
    of_ancestor: float = 0.5

    def recalls(self) -> dict[str, float | None]:
        return {
            "device_offline": self.device_recall,
            "site_outage": self.site_recall,
            "device_unstable": self.unstable_recall,
            "tenant_connectivity": self.tenant_recall,
        }


@dataclass(slots=True)
class Case:
    """A fleet, the limits, the quiet that must be kept."""

    fleet: Fleet
    limits: Limits
    quiets: list[Quiet] = field(default_factory=list)
    parameters: Parameters = USUAL
    epoch: float = 0.0

    def trace(self, seed: int) -> list[Record]:
        found = heard(self.fleet, seed, self.parameters)
        if not self.epoch:
            return found
        return [
            record._replace(
                t=record.t + self.epoch, since=None if record.since is None else record.since + self.epoch
            )
            for record in found
        ]


class Finding(NamedTuple):
    """An expectation, and what came of it. `at_least`: more is better; else less."""

    what: str
    limit: float
    measured: float
    at_least: bool

    @property
    def ease(self) -> float:
        """How far from the limit; negative where it is not met."""
        return self.measured - self.limit if self.at_least else self.limit - self.measured

    @property
    def met(self) -> bool:
        return self.ease >= 0


def judge(case: Case, trace: Sequence[Record], told: Iterable[Told]) -> tuple[Score, list[Finding]]:
    """Hold what was told against the limits of a case."""
    told = [notice._replace(t=notice.t - case.epoch) for notice in told]
    ours, limits = score(told, case.fleet), case.limits
    theirs = score(
        [notice._replace(t=notice.t - case.epoch) for notice in ancestor(trace)], case.fleet
    ).per_day
    found = [
        Finding("precision", limits.precision, ours.precision, True),
        Finding("notices, of the ancestor's", limits.of_ancestor, ours.per_day / theirs, False),
    ]
    for kind, limit in limits.recalls().items():
        recall = ours.recall(kind)
        if limit is not None and recall is not None:
            found.append(Finding(f"{kind} recall", limit, recall, True))
    broken = [
        Finding("notices where one would do", quiet.most, sum(_breaks(quiet, one) for one in told), False)
        for quiet in case.quiets
    ]
    return ours, found + sorted(broken, key=lambda one: one.ease)[:1]


def _breaks(quiet: Quiet, notice: Told) -> bool:
    return (
        notice.kind != "resolved"
        and quiet.span.start <= notice.t <= quiet.span.end
        and notice.entity in quiet.about
    )


def power_cut_at_once(seed: int) -> Case:
    """Every night the power of a region fails: 8 to 12 sites within a minute, for 20 to 90 minutes."""
    return _power_cut(seed, within=MINUTE)


def power_cut_staggered(seed: int) -> Case:
    """The same, but the sites go one after the other over five minutes."""
    return _power_cut(seed, within=5 * MINUTE)


def _power_cut(seed: int, within: float) -> Case:
    author = Author(seed, USUAL)
    fleet = author.month()
    dice = author.dice
    region = dice.sample(sorted(fleet.sites), dice.randint(8, 12))
    about = frozenset(region) | {"tenant"} | {one for site in region for one in fleet.sites[site]}
    case = Case(fleet, Limits(precision=0.95, tenant_recall=1.0))
    for day in range(DAYS):
        start = day * DAY + dice.uniform(1 * HOUR, 5 * HOUR)
        end = start + dice.uniform(20 * MINUTE, 90 * MINUTE)
        fleet.incidents.append(Incident("tenant_connectivity", "tenant", start, end))
        for site in region:
            span = Span(start + dice.uniform(0, within), end + dice.uniform(0, 3 * MINUTE))
            fleet.site_silent(site, span)
        # One for the region; the rest is ordinary trouble that happens to fall into the night.
        case.quiets.append(Quiet(Span(start, end), about, 4))
    _hide_what_the_cut_hides(fleet, region)
    return case


def _hide_what_the_cut_hides(fleet: Fleet, region: Sequence[str]) -> None:
    """Trouble of the region's own that a cut overlaps need not be told by itself, though it may be."""
    cuts = [one for one in fleet.incidents if one.kind == "tenant_connectivity"]
    inside = set(region) | {one for site in region for one in fleet.sites[site]}
    fleet.incidents = [
        one._replace(wanted=False)
        if one.entity in inside
        and any(cut.start < one.end and one.start < cut.end + 15 * MINUTE for cut in cuts)
        else one
        for one in fleet.incidents
    ]


def bad_lines(seed: int) -> Case:
    """A fleet on 3G: 30 % of the terminals flap for hours every other day, all the others blip often."""
    parameters = replace(USUAL, flapper_share=0.3, flapping_every=2 * DAY, blips_per_day=4.0)
    fleet = Author(seed, parameters).month()
    return Case(
        fleet,
        Limits(precision=0.85, device_recall=0.97, unstable_recall=0.9, of_ancestor=0.3),
        parameters=parameters,
    )


def slow_polls(seed: int) -> Case:
    """Half the terminals poll every minute: facts after 210 s only, back-dated to their last poll."""
    author = Author(seed, USUAL)
    fleet = author.month()
    fleet.polls = {one: 60.0 for one in author.devices if author.dice.random() < 0.5}
    return Case(fleet, Limits(device_recall=0.99))


def clocks_go_back(seed: int) -> Case:
    """Ten days around the night of 25 October 2026, when Europe's clocks are set back: instants have no zone,
    so nothing may come of it."""
    return replace(_usual(seed), epoch=1_792_454_400.0)  # 2026-10-20T00:00:00Z


def restarts_every_hour(seed: int) -> Case:
    """The edge is restarted every hour: what happens meanwhile is seen only after its boot grace."""
    parameters = replace(USUAL, edge_restart_every=HOUR)
    return Case(Author(seed, parameters).month(), Limits(device_recall=0.99), parameters=parameters)


def router_flaps(seed: int) -> Case:
    """A site's router comes and goes from morning to night, then dies; and on another day, only comes and
    goes."""
    author = Author(seed, USUAL)
    fleet, dice = author.month(), author.dice
    site = max(fleet.sites, key=lambda one: len(fleet.sites[one]))
    about = frozenset({site, *fleet.sites[site]})
    case = Case(fleet, Limits(unstable_recall=0.9))
    for day, dies in ((2, False), (5, True)):
        at = start = day * DAY + 7 * HOUR
        while at < start + 12 * HOUR:
            drop = dice.uniform(60.0, 150.0)
            fleet.site_silent(site, Span(at, at + drop))
            at += drop + dice.uniform(4 * MINUTE, 9 * MINUTE)
        fleet.incidents.append(Incident("device_unstable", site, start, at))
        case.quiets.append(Quiet(Span(start, at), about, 3))
        if dies:
            fleet.site_outage(site, Span(at, at + 4 * HOUR), USUAL.counts_from)
    settle(fleet, USUAL.counts_from)
    return case


def pairs(seed: int) -> Case:
    """200 sites of two terminals: the fewest by which a site can be told from a terminal."""
    parameters = replace(USUAL, sites=200, devices_per_site=(2, 2))
    return Case(
        Author(seed, parameters).month(), Limits(device_recall=0.99, of_ancestor=0.7), parameters=parameters
    )


def _usual(seed: int) -> Case:
    return Case(Author(seed, USUAL).month(), Limits())


CASES: Final[tuple[Callable[[int], Case], ...]] = (
    power_cut_at_once,
    power_cut_staggered,
    bad_lines,
    slow_polls,
    clocks_go_back,
    restarts_every_hour,
    router_flaps,
    pairs,
)

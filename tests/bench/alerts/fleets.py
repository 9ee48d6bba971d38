"""Fleets with a known truth: who falls silent when and why, and which of it somebody must hear of.

Seeded; a seed is a month of one tenant.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from tests.bench.alerts.parameters import DAY, MINUTE, Parameters

Kind = Literal["device_offline", "device_unstable", "site_outage", "tenant_connectivity"]


class Span(NamedTuple):
    start: float
    end: float


class Incident(NamedTuple):
    """Something true that a notice of this kind may speak of. `wanted`: it must; else it merely may."""

    kind: Kind
    entity: str
    start: float
    end: float
    wanted: bool = True


@dataclass(slots=True)
class Fleet:
    """What really happened, before any detector saw it. `polls`: how often a terminal calls, where that is
    not the usual."""

    days: float
    sites: dict[str, list[str]] = field(default_factory=dict)
    silences: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    incidents: list[Incident] = field(default_factory=list)
    edge_down: list[Span] = field(default_factory=list)
    polls: dict[str, float] = field(default_factory=dict)

    @property
    def until(self) -> float:
        return self.days * DAY

    def site_silent(self, site: str, span: Span) -> None:
        for device in self.sites[site]:
            self.silences[device].append(span)

    def site_outage(self, site: str, span: Span, counts_from: float) -> None:
        """Everything at a site is silent. Where that is one terminal, it is that terminal's outage."""
        self.site_silent(site, span)
        devices = self.sites[site]
        wanted = span.end - span.start >= counts_from and span.end <= self.until
        if len(devices) > 1:
            self.incidents.append(Incident("site_outage", site, *span, wanted))
        else:
            self.incidents.append(Incident("device_offline", devices[0], *span, wanted))


def month(seed: int, parameters: Parameters | None = None) -> Fleet:
    """A fleet as alerts.md §4 describes it."""
    return Author(seed, parameters or Parameters()).month()


class Author:
    """Writes a fleet's month, one kind of trouble after the other."""

    def __init__(self, seed: int, parameters: Parameters) -> None:
        self.dice = random.Random(seed)
        self.p = parameters
        self.fleet = Fleet(parameters.days)

    def month(self) -> Fleet:
        self.sites()
        self.site_outages()
        self.router_reboots()
        self.nightly_reboots()
        self.failures()
        self.flappers()
        self.blips()
        self.edge_restarts()
        settle(self.fleet, self.p.counts_from)
        return self.fleet

    def sites(self) -> None:
        for number in range(1, self.p.sites + 1):
            site = f"S{number:02}"
            count = self.dice.randint(*self.p.devices_per_site)
            self.fleet.sites[site] = [f"{site}-D{device:02}" for device in range(1, count + 1)]

    @property
    def devices(self) -> list[str]:
        return [device for devices in self.fleet.sites.values() for device in devices]

    def site_outages(self) -> None:
        p = self.p
        for site in self.fleet.sites:
            for start in self.times(p.site_outage_every):
                lasts = self.lasting(p.site_outage_median, p.site_outage_spread, p.site_outage_least)
                self.fleet.site_outage(
                    site, Span(start, start + min(lasts, p.site_outage_most)), p.counts_from
                )

    def router_reboots(self) -> None:
        for site in self.fleet.sites:
            for start in self.times(self.p.router_reboot_every):
                self.fleet.site_silent(
                    site, Span(start, start + self.dice.uniform(*self.p.router_reboot_for))
                )

    def nightly_reboots(self) -> None:
        p = self.p
        for devices in self.fleet.sites.values():
            if self.dice.random() >= p.nightly_share:
                continue
            hour = self.dice.uniform(*p.nightly_at)
            for day in range(math.ceil(self.fleet.days)):
                for device in devices:
                    start = day * DAY + hour + self.dice.uniform(0, p.nightly_stagger)
                    self.silent(device, Span(start, start + self.dice.uniform(*p.nightly_for)))

    def failures(self) -> None:
        p = self.p
        for device in self.devices:
            for start in self.times(p.failure_every):
                if self.dice.random() < p.dying_share:
                    self.death(device, self.wobble(device, start))
                else:
                    lasts = self.lasting(p.failure_median, p.failure_spread, p.failure_least)
                    self.failure(device, Span(start, start + lasts))

    def wobble(self, device: str, start: float) -> float:
        """A few drops, one after the other; returns when the next would come."""
        p, at = self.p, start
        for _ in range(self.dice.randint(*p.dying_drops)):
            self.silent(device, Span(at, at + self.dice.uniform(*p.dying_drop_for)))
            at += self.dice.uniform(*p.dying_drop_every)
        self.fleet.incidents.append(Incident("device_unstable", device, start, at, wanted=False))
        return at

    def death(self, device: str, start: float) -> None:
        p = self.p
        self.failure(device, Span(start, start + self.lasting(p.death_median, p.death_spread, p.death_least)))

    def failure(self, device: str, span: Span) -> None:
        self.silent(device, span)
        self.fleet.incidents.append(Incident("device_offline", device, *span))

    def flappers(self) -> None:
        count = round(len(self.devices) * self.p.flapper_share)
        for device in self.dice.sample(self.devices, count):
            free = 0.0
            for start in self.times(self.p.flapping_every):
                if start >= free:
                    free = self.flapping(device, start, self.dice.uniform(*self.p.flapping_for))

    def flapping(self, device: str, start: float, lasts: float) -> float:
        """An episode; returns when it is over."""
        p, at = self.p, start
        while at < start + lasts:
            drop = min(self.lasting(p.flap_drop_median, p.flap_drop_spread, 35.0), p.benign_most)
            self.silent(device, Span(at, at + drop))
            at += drop + self.lasting(p.flap_up_median, p.flap_up_spread, 30.0)
        if self.dice.random() < p.flapping_ends_in_death:
            self.death(device, at)
        self.fleet.incidents.append(Incident("device_unstable", device, start, at, at <= self.fleet.until))
        return at + p.flapping_for[1]

    def blips(self) -> None:
        p = self.p
        for device in self.devices:
            rate = p.blips_per_day * self.dice.lognormvariate(-(p.blip_spread**2) / 2, p.blip_spread)
            gone = sorted(self.fleet.silences[device])
            for start in self.times(DAY / rate):
                lasts = p.blip_least + self.dice.expovariate(1 / p.blip_mean)
                blip = Span(start, start + min(lasts, p.benign_most))
                if not _touches(blip, gone):
                    insort(gone, blip)
                    self.silent(device, blip)

    def edge_restarts(self) -> None:
        for start in self.times(self.p.edge_restart_every):
            self.fleet.edge_down.append(Span(start, start + self.dice.uniform(*self.p.edge_restart_for)))

    def silent(self, device: str, span: Span) -> None:
        self.fleet.silences[device].append(span)

    def times(self, every: float) -> Iterator[float]:
        """Instants of something that happens once in so long on the average."""
        at = self.dice.expovariate(1 / every)
        while at < self.fleet.until:
            yield at
            at += self.dice.expovariate(1 / every)

    def lasting(self, median: float, spread: float, least: float) -> float:
        return max(self.dice.lognormvariate(math.log(median), spread), least)


def _touches(span: Span, others: Sequence[Span]) -> bool:
    """Whether it begins or ends within a minute of one of these, in order: who is gone cannot go."""
    before = bisect_left(others, span)
    near = others[max(before - 3, 0) : before + 1]
    return any(one.start < span.end + MINUTE and span.start < one.end + MINUTE for one in near)


def settle(fleet: Fleet, counts_from: float) -> None:
    """One outage that began while another lasted is the same outage. Leave as wanted what can be told: a
    failure that a site outage covers is told by that, one that outlives it counts from there on; and nothing
    can be told after the end."""
    fleet.incidents = list(_merged(one for known in fleet.incidents for one in _told_apart(fleet, known)))
    covering: dict[str, list[Span]] = defaultdict(list)
    for incident in fleet.incidents:
        if incident.kind == "site_outage":
            for device in fleet.sites[incident.entity]:
                covering[device].append(Span(incident.start, incident.end))
    settled = []
    for incident in fleet.incidents:
        if incident.kind == "device_offline":
            end = min(incident.end, fleet.until)
            open_for = max(
                (span.end - span.start for span in _outside(incident.start, end, covering[incident.entity])),
                default=0.0,
            )
            incident = incident._replace(wanted=open_for >= counts_from)
        settled.append(incident)
    fleet.incidents = sorted(settled, key=lambda incident: incident.start)


def _told_apart(fleet: Fleet, incident: Incident) -> Iterator[Incident]:
    """A site outage at which no more than one terminal was left to go silent looks like that one's."""
    fresh: list[str] = []
    if incident.kind == "site_outage":
        fresh = [
            device
            for device in fleet.sites[incident.entity]
            if not any(one.start < incident.start <= one.end for one in fleet.silences[device])
        ]
    if incident.kind != "site_outage" or len(fresh) > 1:
        yield incident
        return
    for device in fresh:
        yield incident._replace(kind="device_offline", entity=device)


def _merged(incidents: Iterable[Incident]) -> Iterator[Incident]:
    of: dict[tuple[str, str], list[Incident]] = defaultdict(list)
    for incident in sorted(incidents, key=lambda one: one.start):
        known = of[incident.kind, incident.entity]
        if known and incident.start <= known[-1].end + MINUTE:
            last = known.pop()
            incident = last._replace(end=max(last.end, incident.end), wanted=last.wanted or incident.wanted)
        known.append(incident)
    for known in of.values():
        yield from known


def _outside(start: float, end: float, covers: Iterable[Span]) -> Iterator[Span]:
    """What of a span no cover hides."""
    for cover in sorted(covers):
        if cover.start > start:
            yield Span(start, min(cover.start, end))
        start = max(start, cover.end)
        if start >= end:
            return
    yield Span(start, end)

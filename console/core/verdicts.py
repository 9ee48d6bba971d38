"""One verdict per site, one for the fleet: how it does and why, in one line, worst first.

Pure. Reasons are codes with parameters; the presentation turns them into sentences.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from console.core.fleet import Change, FleetState
from console.core.records import NO_SITE, Device
from console.core.status import SEVERITY, Counts, Status

SHARED_FROM: Final = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as a code and what belongs into the sentence.

    all_online {n}; all_offline {n, network?}; some_offline {n, total, network?}; unstable {n, total};
    degraded {n, total, cause?}; no_data {n}; never_seen {n, total}; suspended {n}; no_terminals;
    for the fleet also attention {sites, offline, unstable, degraded}.
    """

    code: str
    params: Mapping[str, int | str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class SiteVerdict:
    """How a site does. `level` is the worst status there, ONLINE where all is well; `dark`: everything
    that is monitored there is offline."""

    site_id: str
    name: str
    level: Status
    reason: Reason
    counts: Counts
    business_critical: bool = False

    @property
    def dark(self) -> bool:
        return self.counts.offline > 0 and self.counts.offline == self.counts.monitored

    @property
    def rank(self) -> tuple[int, bool, bool, float, str]:
        """Sorts worst first."""
        share = self.counts.offline / self.counts.monitored if self.counts.monitored else 0.0
        return SEVERITY[self.level], not self.dark, not self.business_critical, -share, self.name.casefold()


def site_verdict(fleet: FleetState, site_id: str) -> SiteVerdict:
    """The verdict on one site, or on the terminals without one (NO_SITE)."""
    site = fleet.sites.get(site_id)
    devices = fleet.devices_at(site_id)
    counts = fleet.counts_at(site_id)
    critical = any(device.business_critical for device in devices)
    return SiteVerdict(
        site_id,
        "" if site is None else site.name,
        _level(counts),
        _reason(fleet, devices, counts),
        counts,
        critical or (site is not None and site.business_critical),
    )


def _level(counts: Counts) -> Status:
    if counts.monitored:
        return counts.worst
    return Status.NO_DATA


def _reason(fleet: FleetState, devices: Sequence[Device], counts: Counts) -> Reason:
    if not devices:
        return Reason("no_terminals")
    if not counts.monitored:
        return _none_monitored(counts)
    worst, n = counts.worst, getattr(counts, counts.worst.value)
    if worst is Status.OFFLINE:
        code = "all_offline" if n == counts.monitored else "some_offline"
        return _said(code, n=n, total=counts.monitored, network=_shared_network(fleet, devices))
    if worst is Status.DEGRADED:
        causes = {device.health_reasons[:1] for device in devices if fleet.status(device) is worst}
        cause = next(iter(causes)) if len(causes) == 1 else ()
        return _said("degraded", n=n, total=counts.monitored, cause=cause[0] if cause else None)
    if worst is Status.ONLINE:
        if counts.new:
            return _said("never_seen", n=counts.new, total=counts.total)
        return _said("all_online", n=n)
    return _said(worst.value, n=n, total=counts.monitored)


def _none_monitored(counts: Counts) -> Reason:
    code, n = ("never_seen", counts.new) if counts.new else ("suspended", counts.suspended)
    return _said(code, n=n, total=counts.total)


def _said(code: str, **params: int | str | None) -> Reason:
    return Reason(
        code, MappingProxyType({name: value for name, value in params.items() if value is not None})
    )


def _shared_network(fleet: FleetState, devices: Sequence[Device]) -> str | None:
    """The address, or failing that the network, behind which all offline terminals are and no other one: a
    hint that the line is down and not the terminals."""
    offline = [device.ip for device in devices if fleet.status(device) is Status.OFFLINE]
    others = {device.ip for device in devices if fleet.status(device) is not Status.OFFLINE}
    if len(offline) < SHARED_FROM or None in offline:
        return None
    addresses = {ip for ip in offline if ip is not None}
    if len(addresses) == 1:
        shared = next(iter(addresses))
        return shared if shared not in others and not _is_loopback(shared) else None
    networks = {_network(ip) for ip in addresses}
    shared = next(iter(networks)) if len(networks) == 1 else None
    return shared if shared is not None and shared not in {_network(ip) for ip in others if ip} else None


def _is_loopback(ip: str) -> bool:
    """A proxy beside the edge says nothing of a terminal's line."""
    try:
        return ipaddress.ip_address(ip).is_loopback
    except ValueError:
        return False


def _network(ip: str) -> str | None:
    """The /24 or /48 around a public address, written short: 41.140.7.x."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return None
    if address.is_private:
        return None
    if address.version == 4:
        return ip.rpartition(".")[0] + ".x"
    return str(ipaddress.ip_network((ip, 48), strict=False))


def fleet_verdict(fleet: FleetState, verdicts: Sequence[SiteVerdict]) -> tuple[Status, Reason]:
    """One line for the whole fleet: a single green one where all is well."""
    counts = sum((verdict.counts for verdict in verdicts), Counts())
    if not fleet.devices:
        return Status.NO_DATA, Reason("no_terminals")
    if not counts.monitored:
        return Status.NO_DATA, _none_monitored(counts)
    if fleet.blind:
        return Status.NO_DATA, _said("no_data", n=counts.monitored, total=counts.monitored)
    if counts.worst is Status.ONLINE:
        return Status.ONLINE, _said("all_online", n=counts.online)
    troubled = sum(1 for verdict in verdicts if SEVERITY[verdict.level] < SEVERITY[Status.NO_DATA])
    return counts.worst, _said(
        "attention",
        sites=troubled,
        offline=counts.offline,
        unstable=counts.unstable,
        degraded=counts.degraded,
        no_data=counts.no_data,
    )


class Verdicts:
    """The verdicts on all sites, kept up to date change by change."""

    def __init__(self) -> None:
        self._of: dict[str, SiteVerdict] = {}
        self._fleet: tuple[Status, Reason] = (Status.NO_DATA, Reason("no_terminals"))

    @property
    def fleet(self) -> tuple[Status, Reason]:
        """How the fleet does, and why."""
        return self._fleet

    def of(self, site_id: str) -> SiteVerdict | None:
        return self._of.get(site_id)

    def worst_first(self) -> list[SiteVerdict]:
        return sorted(self._of.values(), key=lambda verdict: verdict.rank)

    def follow(self, fleet: FleetState, change: Change) -> frozenset[str]:
        """Judge again what a change touches. Returns the sites on which the verdict is another one, came or
        went."""
        places = [*fleet.sites, *([NO_SITE] if fleet.devices_at(NO_SITE) else [])]
        gone = self._of.keys() - set(places)
        judged = places if change.structure else [place for place in places if place in change.sites]
        other = set(gone)
        for site_id in gone:
            del self._of[site_id]
        for site_id in judged:
            verdict = site_verdict(fleet, site_id)
            if self._of.get(site_id) != verdict:
                self._of[site_id] = verdict
                other.add(site_id)
        if gone or judged or change.structure:
            self._fleet = fleet_verdict(fleet, list(self._of.values()))
        return frozenset(other)

"""Sites as a table lists them: how each does, and what depends on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from console.core.records import NO_SITE, Site
from console.core.session import Session
from console.core.sites import SiteHealth, at_stake
from console.core.status import Counts, Status
from console.core.verdicts import SiteVerdict
from console.models.records import Tone
from console.models.sites import SiteRow, site_row

TONES: Final[Mapping[Status, Tone]] = {
    Status.OFFLINE: Tone.BAD,
    Status.UNSTABLE: Tone.CARE,
    Status.DEGRADED: Tone.CARE,
    Status.NO_DATA: Tone.QUIET,
    Status.ONLINE: Tone.GOOD,
    Status.NEW: Tone.WAITING,
    Status.SUSPENDED: Tone.QUIET,
    Status.PENDING: Tone.WAITING,
}


@dataclass(frozen=True, slots=True)
class SitePlace:
    """A site. `stake`: punches that were to be expected where its alerts are open, None where none is;
    `health`: as the edge last said, None before it was asked."""

    site: Site
    row: SiteRow
    stake: int | None = None
    health: SiteHealth | None = None

    @property
    def verdict(self) -> SiteVerdict:
        return self.row.verdict

    @property
    def counts(self) -> Counts:
        return self.row.verdict.counts

    @property
    def terminals(self) -> int:
        return sum(self.counts)

    @property
    def timezone(self) -> str:
        return self.site.timezone or "UTC"


def shares(counts: Counts) -> list[tuple[Tone, int]]:
    """How many of its terminals are how, for a bar: worst first, as on the map."""
    return [
        (Tone.BAD, counts.offline),
        (Tone.CARE, counts.unstable + counts.degraded),
        (Tone.GOOD, counts.online),
        (Tone.NONE, sum(counts) - counts.online - counts.unstable - counts.degraded - counts.offline),
    ]


def site_places(session: Session, healths: Mapping[str, SiteHealth]) -> list[SitePlace]:
    """All sites, worst first; terminals without one are none."""
    stake = at_stake(session.alerts.book)
    found = []
    for verdict in session.verdicts.worst_first():
        site = session.fleet.sites.get(verdict.site_id)
        if site is not None and verdict.site_id != NO_SITE:
            row = site_row(session, verdict, "")
            found.append(SitePlace(site, row, stake.get(site.id), healths.get(site.id)))
    return found

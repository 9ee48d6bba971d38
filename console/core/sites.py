"""How sites did: health, thirty days, what is to be expected next; and a site that is being drawn up.

Pure but for the three questions at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import mean
from typing import Any, Final

from common.client import EdgeClient
from console.core.alerts import Alert
from console.core.records import Json, Site, instant_or_none

DAYS: Final = 30
AHEAD_H: Final = 2
"""So many hours ahead punches are expected, as the edge does for alerts."""
WEEKS: Final = 4
SAMPLE: Final = 500
"""Punches that are looked at before a retiming."""


@dataclass(frozen=True, slots=True)
class SiteHealth:
    """`uptime`: percent of the time monitored in 30 days; `latency_ms`: of webhooks, 24 hours. None where
    nobody knows."""

    id: str
    online: int
    offline: int
    total: int
    uptime: float | None
    latency_ms: float | None
    punches_today: int
    last_punch_us: int | None

    @classmethod
    def of(cls, body: Json) -> SiteHealth:
        """Read the API's object. Raises one of NOT_UNDERSTOOD where it is none."""
        return cls(
            body["id"],
            body["online_count"],
            body["offline_count"],
            body["total_count"],
            body["uptime_percentage"],
            body["avg_webhook_latency_ms"],
            body["punches_today"],
            instant_or_none(body["last_punch_at"]),
        )


@dataclass(frozen=True, slots=True)
class SiteDay:
    """One day of a site's calendar. `uptime`: 0 to 1; latencies are seconds; None where nothing is known."""

    date: date
    uptime: float | None
    punches: int
    hours: tuple[int, ...]
    median_s: float | None
    p95_s: float | None

    @classmethod
    def of(cls, body: Json) -> SiteDay:
        """Read one day of the API's history."""
        return cls(
            date.fromisoformat(body["date"]),
            body["uptime"],
            body["punches"],
            tuple(body["punches_per_hour"]),
            body["latency_median_s"],
            body["latency_p95_s"],
        )


@dataclass(frozen=True, slots=True)
class SiteHistory:
    """Oldest day first; the last one is today."""

    id: str
    name: str
    timezone: str
    days: tuple[SiteDay, ...]

    @classmethod
    def of(cls, body: Json) -> SiteHistory:
        """Read the API's object. Raises one of NOT_UNDERSTOOD where it is none."""
        return cls(body["id"], body["name"], body["timezone"], tuple(map(SiteDay.of, body["days"])))

    @property
    def punches(self) -> int:
        return sum(day.punches for day in self.days)

    @property
    def uptime(self) -> float | None:
        """The mean of the days of which it is known, 0 to 1."""
        known = [day.uptime for day in self.days if day.uptime is not None]
        return mean(known) if known else None

    @property
    def busiest_hour(self) -> int | None:
        """In which hour most punches were made; None where there was none."""
        if not self.punches:
            return None
        totals = [sum(day.hours[hour] for day in self.days) for hour in range(24)]
        return totals.index(max(totals))

    def expected(self, now: datetime) -> int | None:
        """Punches in the next AHEAD_H hours, as on the same weekdays before; None where the site has taken
        none on any of them. `now` is on the site's wall."""
        known = {day.date: day.hours for day in self.days if day.punches}
        counts = []
        for week in range(1, WEEKS + 1):
            begin = now - timedelta(weeks=week)
            hours = [begin + timedelta(hours=ahead) for ahead in range(AHEAD_H)]
            if hours[0].date() in known:
                counts.append(sum(known.get(it.date(), (0,) * 24)[it.hour] for it in hours))
        return round(mean(counts)) if counts else None


def at_stake(alerts: Iterable[Alert]) -> dict[str, int]:
    """Punches that were to be expected where alerts are open, by site: the worst one's, since each counts the
    same people."""
    found: dict[str, int] = {}
    for alert in alerts:
        if not alert.over and alert.expected:
            found[alert.site_id] = max(found.get(alert.site_id, 0), alert.expected)
    return found


@dataclass(frozen=True, slots=True)
class SiteDraft:
    """A site as a form has it. `lat` and `lon` are both there or both None."""

    name: str
    address: str | None = None
    lat: float | None = None
    lon: float | None = None
    timezone: str | None = None
    business_critical: bool = False
    tags: tuple[str, ...] = ()

    @classmethod
    def of(cls, site: Site) -> SiteDraft:
        return cls(
            site.name, site.address, site.lat, site.lon, site.timezone, site.business_critical, site.tags
        )

    def body(self) -> dict[str, Any]:
        """All of it, as POST and PATCH take it: what is None is unset."""
        where = {"address": self.address, "lat": self.lat, "lon": self.lon, "timezone": self.timezone}
        return {
            "name": self.name,
            "location": where,
            "business_critical": self.business_critical,
            "tags": list(self.tags),
        }


@dataclass(frozen=True, slots=True)
class Retiming:
    """What reading punches anew would do: `punches` there are since then, of the `looked` newest ones
    `changing` were read in another zone than the site's."""

    punches: int
    looked: int
    changing: int
    zones: Mapping[str, int]


async def fetch_health(client: EdgeClient, site_id: str) -> SiteHealth:
    """Raises EdgeError."""
    return SiteHealth.of(await client.get(f"/v1/sites/{site_id}/health"))


async def fetch_history(client: EdgeClient, site_id: str, days: int = DAYS) -> SiteHistory:
    """Raises EdgeError."""
    return SiteHistory.of(await client.get(f"/v1/sites/{site_id}/history", {"days": days}))


async def foresee_retiming(client: EdgeClient, site_id: str, since: str, zone: str) -> Retiming:
    """Since an instant (RFC 3339). Raises EdgeError."""
    asked = {"site": site_id, "from": since, "limit": SAMPLE, "include": "total_count"}
    body = await client.get("/v1/attendance", asked)
    found = _zones(body["data"])
    looked = sum(found.values())
    return Retiming(body.get("total_count") or looked, looked, looked - found.get(zone, 0), found)


def _zones(punches: Sequence[Json]) -> dict[str, int]:
    found: dict[str, int] = {}
    for punch in punches:
        found[punch["timezone"]] = found.get(punch["timezone"], 0) + 1
    return found

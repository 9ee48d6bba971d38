"""How a site did day by day: who was online, what was punched in each hour, how soon that came here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from common.schemas import sites as schema
from edge.api import finding
from edge.api.objects import device_status
from edge.api.registry import operation
from edge.api.site_health import day_of, uptimes_within, zone_at
from edge.api.work import Result, View
from edge.attendance import LATE_AFTER_US
from edge.drift import TELL_S
from edge.feed import KEPT_US
from edge.store import devices, punch_hours
from edge.store.punch_hours import Hour
from edge.uptime import NOTHING, Span, Uptime

HOURS: Final = 24
_EPOCH: Final = date(1970, 1, 1)
_AHEAD_US: Final = TELL_S * 1_000_000


@operation(
    "GET",
    "/v1/sites/{site}/history",
    scope="sites:read",
    query=schema.SiteHistoryQuery,
    answers=schema.SiteHistory,
    errors=("site_not_found",),
)
def get_site_history(view: View, query: schema.SiteHistoryQuery) -> Result:
    """Get how a site did day by day.

    Hours are those of the terminals' own clocks. Punches stay with the site where they were made; uptime is
    of the terminals that stand there now.
    """
    row = finding.site(view, view.path["site"])
    zone = zone_at(view, row)
    days = days_until(view.now_us, zone, query.days)
    ups = _uptimes(view, row["id"], [day_span(day, zone, view.now_us) for day in days])
    hours = _hours(view, row["id"], days)
    return Result(
        {
            "id": row["public_id"],
            "object": "site_history",
            "name": row["name"],
            "timezone": zone.key,
            "days": [
                _day(day, up, hours[number * HOURS : (number + 1) * HOURS])
                for number, (day, up) in enumerate(zip(days, ups, strict=True))
            ],
        }
    )


def days_until(now_us: int, zone: ZoneInfo, count: int) -> list[date]:
    """The last so many days on the wall of a zone, today as the last."""
    today = datetime.fromtimestamp(now_us / 1e6, UTC).astimezone(zone).date()
    return [today - timedelta(days=before) for before in reversed(range(count))]


def day_span(day: date, zone: ZoneInfo, now_us: int) -> Span:
    """From when to when it is known who was online on a day: presence is kept for a while, and goes on."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
    start, end = day_of(int(noon.timestamp() * 1e6), zone)
    known = now_us - KEPT_US
    return min(max(start, known), now_us), min(max(end, known), now_us)


def _uptimes(view: View, site_id: int, spans: Sequence[Span]) -> list[Uptime]:
    """Of all devices of a site together, day by day."""
    there = devices.at_sites(view.conn, view.tenant_id, [site_id])[site_id]
    live = [view.services.presence(view.tenant_id, found["id"]) for found in there]
    statuses = [device_status(found, known) for found, known in zip(there, live, strict=True)]
    each = uptimes_within(view, there, statuses, spans)
    return [sum((one[number] for one in each), NOTHING) for number in range(len(spans))]


def _hours(view: View, site_id: int, days: Sequence[date]) -> list[list[Hour]]:
    """What the terminals of a site took, hour by hour."""
    ever = devices.ever_at_sites(view.conn, view.tenant_id, [site_id])
    first = (days[0] - _EPOCH) // timedelta(microseconds=1)
    found: list[list[Hour]] = [[] for _ in range(len(days) * HOURS)]
    for hour in punch_hours.hours(view.conn, view.tenant_id, ever, first, len(found)):
        if hour.site_id == site_id:
            found[hour.hour].append(hour)
    return found


def _day(day: date, up: Uptime, hours: Sequence[Sequence[Hour]]) -> dict[str, Any]:
    counts = [sum(one.punches for one in hour) for hour in hours]
    waited = sorted(one.received_at - one.punched_at for hour in hours for one in hour)
    prompt = [max(us, 0) for us in waited if -_AHEAD_US < us <= LATE_AFTER_US]
    return {
        "date": day.isoformat(),
        "uptime": round(up.online / up.monitored, 4) if up.monitored else None,
        "punches": sum(counts),
        "punches_per_hour": counts,
        "latency_median_s": _quantile_s(prompt, 50),
        "latency_p95_s": _quantile_s(prompt, 95),
    }


def _quantile_s(ordered: Sequence[int], percent: int) -> float | None:
    """What so many of a hundred do not exceed, in seconds."""
    return round(ordered[-(-len(ordered) * percent // 100) - 1] / 1e6, 1) if ordered else None

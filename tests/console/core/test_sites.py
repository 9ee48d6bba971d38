"""How sites did, and what is to be expected there next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from console.core.sites import SiteDay, SiteDraft, SiteHealth, SiteHistory, at_stake
from tests.console.alerts import alert

TODAY = date(2026, 11, 22)


def day(before: int, hours: dict[int, int] | None = None, uptime: float | None = 1.0) -> SiteDay:
    counts = tuple((hours or {}).get(hour, 0) for hour in range(24))
    return SiteDay(TODAY - timedelta(days=before), uptime, sum(counts), counts, None, None)


def history(*days: SiteDay) -> SiteHistory:
    return SiteHistory("site_1", "HQ", "Africa/Casablanca", days)


def test_health_is_read_with_what_nobody_knows_left_open() -> None:
    body: dict[str, Any] = {
        "id": "site_1", "online_count": 2, "offline_count": 1, "total_count": 3, "uptime_percentage": None,
        "avg_webhook_latency_ms": None, "punches_today": 7, "last_punch_at": None,
    }  # fmt: skip
    assert SiteHealth.of(body) == SiteHealth("site_1", 2, 1, 3, None, None, 7, None)


def test_a_history_is_read_day_by_day() -> None:
    read = SiteHistory.of(
        {
            "id": "site_1", "name": "HQ", "timezone": "UTC",
            "days": [
                {"date": "2026-11-22", "uptime": None, "punches": 3, "punches_per_hour": [3] + [0] * 23,
                 "latency_median_s": 0.5, "latency_p95_s": None},
            ],
        }
    )  # fmt: skip
    assert read.days[0].date == TODAY
    assert read.days[0].hours[0] == 3
    assert (read.uptime, read.busiest_hour, read.punches) == (None, 0, 3)


def test_uptime_is_the_mean_of_the_days_of_which_it_is_known() -> None:
    assert history(day(2, uptime=None), day(1, uptime=0.5), day(0)).uptime == 0.75


def test_without_punches_no_hour_is_the_busiest() -> None:
    assert history(day(0)).busiest_hour is None


def test_the_next_hours_are_expected_as_on_the_same_weekdays_before() -> None:
    past = history(day(14, {8: 10, 9: 4}), day(7, {8: 20, 9: 6}), day(1, {8: 500}), day(0, {7: 1}))
    assert past.expected(datetime(2026, 11, 22, 8, 40)) == 20


def test_where_no_such_weekday_was_ever_seen_nothing_is_expected() -> None:
    assert history(day(3, {8: 10})).expected(datetime(2026, 11, 22, 8)) is None


def test_hours_after_midnight_are_those_of_the_next_day() -> None:
    assert history(day(7, {23: 5}), day(6, {0: 2})).expected(datetime(2026, 11, 22, 23, 10)) == 7


def test_what_is_at_stake_at_a_site_is_what_its_worst_alert_expects() -> None:
    few = replace(alert("alr_1"), site_id="site_1", expected=12)
    many = replace(alert("alr_2"), site_id="site_1", expected=90)
    none = replace(alert("alr_3"), site_id="site_2", expected=None)
    assert at_stake([few, many, none]) == {"site_1": 90}


def test_a_site_that_was_drawn_up_says_all_of_itself() -> None:
    body = SiteDraft("HQ", lat=33.5, lon=-7.6, tags=("retail",)).body()
    assert body["location"] == {"address": None, "lat": 33.5, "lon": -7.6, "timezone": None}
    assert body["tags"] == ["retail"]

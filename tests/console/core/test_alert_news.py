"""When the operator is told: together, seldom enough, and not at night."""

from __future__ import annotations

from datetime import time

import pytest

from console.core.alert_news import PAUSE_S, Announcements, QuietHours
from console.core.alerts import Severity
from tests.console.alerts import alert


def test_the_first_is_told_at_once_and_the_next_ones_together() -> None:
    news = Announcements()
    assert news.due_in(100.0) is None
    news.add(alert("a"))
    assert news.due_in(100.0) == 0.0
    assert [it.id for it in news.take(100.0)] == ["a"]

    news.add(alert("b"))
    news.add(alert("c", severity=Severity.CRITICAL))
    assert news.due_in(110.0) == PAUSE_S - 10
    assert [it.id for it in news.take(130.0)] == ["c", "b"]
    assert news.due_in(131.0) is None


def test_what_is_over_meanwhile_is_not_told() -> None:
    news = Announcements()
    news.add(alert("a"))
    news.drop("a")
    assert len(news) == 0
    assert news.take(1.0) == ()


@pytest.mark.parametrize(
    ("hours", "quiet", "loud"),
    [("22:00-06:30", ("22:00", "23:59", "00:00", "06:29"), ("06:30", "12:00", "21:59")),
     ("13:00-14:00", ("13:00", "13:59"), ("12:59", "14:00", "00:00"))],
)  # fmt: skip
def test_quiet_hours(hours: str, quiet: tuple[str, ...], loud: tuple[str, ...]) -> None:
    found = QuietHours.of(hours)
    assert found is not None
    assert str(found) == hours
    assert all(found.hold(time.fromisoformat(clock)) for clock in quiet)
    assert not any(found.hold(time.fromisoformat(clock)) for clock in loud)


@pytest.mark.parametrize("text", ["", "22:00", "22:00-22:00", "25:00-06:00", "22:00-06:00-07:00", "night"])
def test_what_are_no_quiet_hours(text: str) -> None:
    assert QuietHours.of(text) is None

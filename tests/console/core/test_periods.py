"""Stretches of days: which days they are, and where those begin and end by the clocks of a place."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.core.periods import Period, Span

PARIS = ZoneInfo("Europe/Paris")


def test_what_people_call_days() -> None:
    today = date(2026, 3, 30)
    assert Period(Span.TODAY).days(today) == (today, today)
    assert Period(Span.YESTERDAY).days(today) == (date(2026, 3, 29), date(2026, 3, 29))
    assert Period(Span.WEEK).days(today) == (date(2026, 3, 24), today)
    assert Period(Span.MONTH).days(today) == (date(2026, 3, 1), today)


def test_a_day_of_23_hours_ends_with_its_clock() -> None:
    begin, end = Period.day(date(2026, 3, 29)).bounds(datetime(2026, 4, 2, tzinfo=UTC), PARIS)
    assert (end.astimezone(UTC) - begin.astimezone(UTC)) == timedelta(hours=23)


def test_which_day_it_is_is_decided_by_the_clock_of_the_place() -> None:
    late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    begin, _ = Period(Span.TODAY).bounds(late, PARIS)
    assert begin.date() == date(2026, 7, 2)


def test_days_chosen_the_wrong_way_round_are_turned() -> None:
    chosen = Period(Span.DAYS, date(2026, 3, 9), date(2026, 3, 2))
    assert chosen.days(date(2026, 3, 30)) == (date(2026, 3, 2), date(2026, 3, 9))


@given(st.sampled_from(Span), st.dates(), st.dates())
def test_what_is_kept_comes_back(span: Span, first: date, last: date) -> None:
    period = Period(span, first, last) if span is Span.DAYS else Period(span)
    assert Period.restored(period.save()) == period


@pytest.mark.parametrize("kept", [None, [], ["soon"], ["days", "tomorrow"], ["days", 3], "today"])
def test_what_cannot_be_used_is_passed_over(kept: object) -> None:
    assert Period.restored(kept) is None

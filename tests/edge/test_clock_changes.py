"""The changes of a zone's clocks are found, all of them and to the second, whatever its rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.clock_changes import ClockChange, changes, next_change

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ZONES = sorted(available_timezones())
CHANGING = ["Africa/Casablanca", "Africa/El_Aaiun", "Europe/Dublin", "Australia/Lord_Howe", "Asia/Gaza"]
DAY, MINUTE = 86_400, 60


def us(moment: datetime) -> int:
    return (moment.replace(tzinfo=UTC) - EPOCH) // timedelta(microseconds=1)


def offset(zone: str, second: int) -> int:
    shown = (EPOCH + timedelta(seconds=second)).astimezone(ZoneInfo(zone)).utcoffset()
    assert shown is not None
    return int(shown.total_seconds())


def found(zone: str, start: datetime, end: datetime) -> list[tuple[str, float]]:
    """Each change as its instant and by how many hours clocks were put forward."""
    listed = changes(ZoneInfo(zone), us(start), us(end))
    return [
        (f"{EPOCH + timedelta(microseconds=change.at):%Y-%m-%d %H:%M}", change.step / 3600)
        for change in listed
    ]


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("Africa/Casablanca", [("2026-02-15 02:00", -1), ("2026-03-22 02:00", 1)]),
        ("Europe/Paris", [("2026-03-29 01:00", 1), ("2026-10-25 01:00", -1)]),
        ("Europe/Dublin", [("2026-03-29 01:00", 1), ("2026-10-25 01:00", -1)]),
        ("Australia/Lord_Howe", [("2026-04-04 15:00", -0.5), ("2026-10-03 15:30", 0.5)]),
        ("Antarctica/Troll", [("2026-03-29 01:00", 2), ("2026-10-25 01:00", -2)]),
        ("Asia/Kathmandu", []),
        ("UTC", []),
    ],
)
def test_a_year_of_a_zone(zone: str, told: list[tuple[str, float]]) -> None:
    assert found(zone, datetime(2026, 1, 1), datetime(2027, 1, 1)) == told


def test_every_ramadan_of_a_decade_moves_the_clocks_of_morocco_back_and_forth() -> None:
    steps = [step for _, step in found("Africa/Casablanca", datetime(2026, 1, 1), datetime(2036, 1, 1))]
    assert steps[:2] == [-1, 1]
    assert len(steps) >= 20
    assert all(first == -second for first, second in pairwise(steps))


def test_changes_at_an_odd_minute_and_of_whole_days() -> None:
    assert found("America/Goose_Bay", datetime(1990, 1, 1), datetime(1990, 7, 1)) == [("1990-04-01 04:01", 1)]
    assert found("Pacific/Apia", datetime(2011, 12, 1), datetime(2012, 1, 5)) == [("2011-12-30 10:00", 24)]


def test_rules_go_on_after_the_end_of_the_data_and_end_where_they_end() -> None:
    assert len(found("Europe/Paris", datetime(2500, 1, 1), datetime(2501, 1, 1))) == 2
    assert found("Africa/Casablanca", datetime(2090, 1, 1), datetime(2092, 1, 1)) == []


def test_the_ends_of_the_calendar_are_no_trouble() -> None:
    far = 10**19
    for zone in ("Pacific/Kiritimati", "Pacific/Midway", "Africa/Casablanca"):
        info = ZoneInfo(zone)
        assert next_change(info, us(datetime(9999, 12, 31))) is None
        assert next_change(info, far) is None
        assert next_change(info, -far) is None
        assert list(changes(info, us(datetime(9999, 6, 1)), far)) == []


def test_a_change_belongs_to_what_comes_before_it() -> None:
    paris, at = ZoneInfo("Europe/Paris"), us(datetime(2026, 3, 29, 1))
    spring = ClockChange(at, 3600, 7200)
    assert next_change(paris, at - 1) == spring
    assert list(changes(paris, at - 1, at)) == [spring]
    assert list(changes(paris, at - 1, at - 1)) == list(changes(paris, at - 60_000_000, at - 1)) == []
    autumn = next_change(paris, at)
    assert autumn is not None
    assert autumn.at == us(datetime(2026, 10, 25, 1))


def test_nothing_is_said_beyond_the_horizon() -> None:
    paris, new_year = ZoneInfo("Europe/Paris"), us(datetime(2026, 1, 1))
    assert next_change(paris, new_year, within_us=80 * DAY * 10**6) is None
    assert next_change(paris, new_year, within_us=90 * DAY * 10**6) is not None


@pytest.mark.parametrize("year", [2026, 2037])
def test_in_every_zone_the_next_change_is_one(year: int) -> None:
    start = us(datetime(year, 1, 1))
    changing = 0
    for zone in ZONES:
        change = next_change(ZoneInfo(zone), start)
        if change is None:
            assert {offset(zone, start // 10**6 + day * DAY) for day in range(0, 366, 5)} == {
                offset(zone, start // 10**6)
            }
            continue
        changing += 1
        second = change.at // 10**6
        for width in (1, MINUTE):
            assert (offset(zone, second - width), offset(zone, second + width - 1)) == change[1:]
        assert change.before != change.after
    assert changing > 100


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(st.sampled_from(CHANGING), st.sampled_from(ZONES)),
    st.datetimes(datetime(1972, 2, 1), datetime(2090, 1, 1)),
    st.integers(1, 25),
)
def test_no_change_is_missed_that_looking_every_minute_sees(zone: str, start: datetime, days: int) -> None:
    first = us(start) // 10**6
    first -= first % MINUTE
    last = first + days * DAY
    seen = []
    before = offset(zone, first)
    for second in range(first + MINUTE, last + 1, MINUTE):
        now = offset(zone, second)
        if now != before:
            seen.append(ClockChange(second * 10**6, before, now))
            before = now
    assert list(changes(ZoneInfo(zone), first * 10**6, last * 10**6)) == seen


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(CHANGING),
    st.datetimes(datetime(1972, 2, 1), datetime(2085, 1, 1)),
    st.integers(0, 800),
    st.integers(0, 800),
)
def test_a_span_in_two_parts_has_the_changes_of_the_whole(
    zone: str, start: datetime, days: int, more: int
) -> None:
    info, first = ZoneInfo(zone), us(start)
    middle = first + days * DAY * 10**6
    end = middle + more * DAY * 10**6
    whole = list(changes(info, first, end))
    assert [*changes(info, first, middle), *changes(info, middle, end)] == whole
    assert all(one.after == two.before and one.at < two.at for one, two in pairwise(whole))

"""Maintenance windows on the wall clock: every night has its turn, whole and once, wherever clocks change."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.alerts.windows import Window, WindowMisuse, checked, next_turn, turn_at, turns

HOUR = 3600.0
ZONES = sorted(available_timezones() - {"localtime", "Factory"})
# So that a failure is found again whatever zones this machine has.
MOVED = ["Europe/Paris", "America/New_York", "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Apia"]


def at(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def told(turn: tuple[float, float] | None) -> tuple[str, str] | None:
    if turn is None:
        return None
    start, end = (datetime.fromtimestamp(one, UTC).strftime("%Y-%m-%d %H:%M") for one in turn)
    return start, end


def nightly(zone: str, starts: str = "2026-01-01T02:30", duration_s: int = 3600) -> Window:
    return checked(starts, zone, duration_s, "FREQ=DAILY")


def test_once_is_on_from_its_start_to_just_before_its_end() -> None:
    window = checked("2026-11-28T02:30", "Africa/Casablanca", 7200, None)
    assert turn_at(window, at("2026-11-28T01:29:59+00:00")) is None
    assert told(turn_at(window, at("2026-11-28T01:30:00+00:00"))) == ("2026-11-28 01:30", "2026-11-28 03:30")
    assert turn_at(window, at("2026-11-28T03:29:59+00:00")) is not None
    assert turn_at(window, at("2026-11-28T03:30:00+00:00")) is None
    assert told(next_turn(window, 0.0)) == ("2026-11-28 01:30", "2026-11-28 03:30")
    assert next_turn(window, at("2026-11-28T01:30:00+00:00")) is None


def test_the_night_that_has_no_half_past_two_has_its_turn_an_hour_later_on_the_wall() -> None:
    window = nightly("Europe/Paris")
    assert told(next_turn(window, at("2026-03-28T00:00:00+00:00"))) == (
        "2026-03-28 01:30",
        "2026-03-28 02:30",
    )
    # 02:30 +01:00 is the instant at which the wall shows 03:30 +02:00.
    assert told(next_turn(window, at("2026-03-28T12:00:00+00:00"))) == (
        "2026-03-29 01:30",
        "2026-03-29 02:30",
    )
    assert told(next_turn(window, at("2026-03-29T12:00:00+00:00"))) == (
        "2026-03-30 00:30",
        "2026-03-30 01:30",
    )


def test_the_night_that_has_half_past_two_twice_has_its_turn_once() -> None:
    window = nightly("Europe/Paris")
    first = next_turn(window, at("2026-10-24T12:00:00+00:00"))
    assert told(first) == ("2026-10-25 00:30", "2026-10-25 01:30")
    assert turn_at(window, at("2026-10-25T01:30:00+00:00")) is None  # the wall shows 02:30 again
    assert told(next_turn(window, first[0] if first else 0)) == ("2026-10-26 01:30", "2026-10-26 02:30")


@settings(max_examples=100, deadline=None)
@given(
    zone=st.sampled_from(MOVED) | st.sampled_from(ZONES),
    year=st.integers(2005, 2037),
    minute=st.integers(0, 24 * 60 - 1),
    duration_s=st.integers(60, 23 * 3600),
)
def test_every_night_of_a_year_has_one_whole_turn_in_every_zone(
    zone: str, year: int, minute: int, duration_s: int
) -> None:
    """Also on the nights on which clocks change, by half an hour or by a day."""
    window = nightly(zone, f"{year}-01-01T{minute // 60:02}:{minute % 60:02}", duration_s)
    found = list(islice(turns(window, float("-inf")), 360))
    place = ZoneInfo(zone)
    nights = set()
    before = None
    for number, (start, end) in enumerate(found):
        assert end - start == duration_s
        wall = datetime.fromtimestamp(start, place)
        shown = wall.hour * 60 + wall.minute
        # As asked for, or in a gap of the wall: then later by what was left out.
        assert shown == minute or wall.utcoffset() != (wall - timedelta(hours=26)).utcoffset()
        nights.add(wall.date())
        # Asked for at any instant within it, it is the same turn.
        if number % 40 == 0 or wall.utcoffset() != before:
            assert turn_at(window, start) == turn_at(window, (start + end) / 2) == (start, end)
            assert turn_at(window, end) != (start, end)
        before = wall.utcoffset()
    assert all(20 * HOUR < later[0] - one[0] < 28 * HOUR for one, later in pairwise(found))
    assert len(nights) == len(found)


@settings(max_examples=200, deadline=None)
@given(
    rule=st.sampled_from(
        [
            "FREQ=HOURLY;INTERVAL=7",
            "FREQ=DAILY;INTERVAL=3",
            "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU",
            "FREQ=WEEKLY;INTERVAL=3;BYDAY=SU,MO;WKST=SU",
            "FREQ=WEEKLY;BYDAY=MO;WKST=WE",
            "FREQ=MONTHLY;BYDAY=1SU",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "FREQ=MONTHLY;BYMONTHDAY=31",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
            "FREQ=DAILY;COUNT=1000",
        ]
    ),
    starts=st.datetimes(datetime(2001, 1, 1), datetime(2020, 1, 1)).map(
        lambda one: one.replace(microsecond=0)
    ),
    days=st.integers(0, 8000),
)
def test_to_begin_in_the_middle_gives_what_counting_from_the_start_gives(
    rule: str, starts: datetime, days: int
) -> None:
    """A recurrence that is years old is not counted through at every question."""
    window = checked(starts.isoformat(), "UTC", 3600, rule)
    after = starts + timedelta(days=days)
    expected = rrulestr(rule, dtstart=starts).after(after)
    found = next_turn(window, after.replace(tzinfo=UTC).timestamp())
    assert (None if found is None else found[0]) == (
        None if expected is None else expected.replace(tzinfo=UTC).timestamp()
    )


def test_turns_that_overlap_are_on_until_the_last_is_over() -> None:
    window = checked("2026-11-02T00:00", "UTC", 3 * 86_400, "FREQ=DAILY;COUNT=3")
    assert told(turn_at(window, at("2026-11-02T12:00:00+00:00"))) == ("2026-11-02 00:00", "2026-11-05 00:00")
    assert told(turn_at(window, at("2026-11-04T12:00:00+00:00"))) == ("2026-11-04 00:00", "2026-11-07 00:00")
    assert turn_at(window, at("2026-11-07T00:00:00+00:00")) is None


def test_a_turn_that_was_ended_is_over_and_the_next_comes() -> None:
    cut = at("2026-06-02T03:00:00+00:00")
    window = Window(datetime(2026, 6, 1, 2, 30), "UTC", 7200, "FREQ=DAILY", (cut,))
    assert turn_at(window, cut - 1) == (cut - 1800, cut)
    assert turn_at(window, cut) is None
    assert told(next_turn(window, cut)) == ("2026-06-03 02:30", "2026-06-03 04:30")
    assert told(turn_at(window, at("2026-06-01T03:30:00+00:00"))) == ("2026-06-01 02:30", "2026-06-01 04:30")


def test_until_is_an_instant_where_it_says_so_and_else_of_the_wall() -> None:
    zulu = checked("2026-06-01T01:00", "Asia/Tokyo", 60, "FREQ=DAILY;UNTIL=20260602T160000Z")
    assert zulu.recurrence == "FREQ=DAILY;UNTIL=20260603T010000"
    assert len(list(turns(zulu, 0.0))) == 3
    whole_day = checked("2026-06-01T01:00", "Asia/Tokyo", 60, "rrule:freq=daily;until=20260602")
    assert len(list(turns(whole_day, 0.0))) == 2


@pytest.mark.parametrize(
    ("changed", "param"),
    [
        ({"rrule": "FREQ=SECONDLY"}, "rrule"),
        ({"rrule": "FREQ=MINUTELY;INTERVAL=5"}, "rrule"),
        ({"rrule": ""}, "rrule"),
        ({"rrule": "every saturday"}, "rrule"),
        ({"rrule": "FREQ=DAILY;FREQ=DAILY"}, "rrule"),
        ({"rrule": "FREQ=DAILY;COUNT=1001"}, "rrule"),
        ({"rrule": "FREQ=DAILY;COUNT=0"}, "rrule"),
        ({"rrule": "FREQ=DAILY;INTERVAL=0"}, "rrule"),
        ({"rrule": "FREQ=DAILY;COUNT=3;UNTIL=20270101"}, "rrule"),
        ({"rrule": "FREQ=DAILY;UNTIL=20271301"}, "rrule"),
        ({"rrule": "FREQ=DAILY;UNTIL=20200101"}, "rrule"),
        ({"rrule": "FREQ=DAILY;INTERVAL=7;BYDAY=SA"}, "rrule"),
        ({"rrule": "FREQ=DAILY;BYHOUR=3"}, "rrule"),
        ({"rrule": "FREQ=DAILY;BYSECOND=3"}, "rrule"),
        ({"rrule": "FREQ=HOURLY;BYDAY=MO"}, "rrule"),
        ({"rrule": "FREQ=YEARLY;BYEASTER=1"}, "rrule"),
        ({"rrule": "FREQ=WEEKLY;BYDAY=1SA"}, "rrule"),
        ({"rrule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "rrule"),
        ({"rrule": "FREQ=YEARLY;BYMONTH=13"}, "rrule"),
        ({"rrule": "FREQ=MONTHLY;BYMONTHDAY=0"}, "rrule"),
        ({"rrule": "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1"}, "rrule"),
        ({"rrule": "FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=2"}, "rrule"),
        ({"rrule": "FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=2"}, "rrule"),
        ({"rrule": "FREQ=MONTHLY;BYSETPOS=2"}, "rrule"),
        ({"rrule": "FREQ=MONTHLY;INTERVAL=12;BYMONTH=3"}, "rrule"),
        ({"rrule": "FREQ=DAILY;UNTIL=09991231T235959Z"}, "rrule"),
        ({"rrule": "FREQ=WEEKLY\nDTSTART:20260101T000000"}, "rrule"),
        ({"starts": "2026-11-28"}, "starts"),
        ({"starts": "2026-11-28T02:30:00Z"}, "starts"),
        ({"starts": "2026-11-31T02:30"}, "starts"),
        ({"starts": "0001-01-01T00:00"}, "starts"),
        ({"starts": "9999-12-31T23:59"}, "starts"),
        ({"starts": "٢٠٢٦-11-28T02:30"}, "starts"),
        ({"duration_s": 59}, "duration_s"),
        ({"duration_s": 7 * 86_400 + 1}, "duration_s"),
    ],
)
def test_what_is_no_window_is_refused_with_its_member(changed: dict[str, str], param: str) -> None:
    given_ = {"starts": "2026-11-28T02:30", "duration_s": 3600, "rrule": None, **changed}
    with pytest.raises(WindowMisuse) as refused:
        checked(given_["starts"], "UTC", given_["duration_s"], given_["rrule"])  # type: ignore[arg-type]
    assert refused.value.param == param


@settings(max_examples=150, deadline=None)
@given(
    frequency=st.sampled_from(["HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    parts=st.dictionaries(
        st.sampled_from(["INTERVAL", "COUNT", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "WKST", "UNTIL"]),
        st.sampled_from(["1", "2", "12", "31", "-1", "29", "365", "1000", "MO", "5FR", "-1SU", "20990101"]),
        max_size=4,
    ),
)
def test_no_recurrence_takes_long_to_refuse_or_to_follow(frequency: str, parts: dict[str, str]) -> None:
    rule = ";".join([f"FREQ={frequency}", *(f"{name}={value}" for name, value in parts.items())])
    begun = time.process_time()
    try:
        window = checked("2026-01-31T02:30", "Europe/Paris", 3600, rule)
    except WindowMisuse:
        assert time.process_time() - begun < 3
        return
    begun = time.process_time()
    next_turn(window, at("2026-11-28T00:00:00+00:00"))
    assert time.process_time() - begun < 3

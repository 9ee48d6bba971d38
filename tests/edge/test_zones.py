"""Terminals send wall-clock times: what instant each is, and how sure that is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from edge.zones import WallClock

ZONES = ["Africa/Casablanca", "Europe/Paris", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia", "UTC"]


@given(
    st.sampled_from(ZONES),
    st.datetimes(datetime(1971, 1, 1), datetime(2037, 12, 31)).map(lambda d: d.replace(microsecond=0)),
)
def test_an_instant_shown_in_its_zone_is_the_time_that_was_sent(zone: str, local: datetime) -> None:
    instant = WallClock(zone).resolve(local)
    shown = datetime.fromtimestamp(instant.at / 1e6, UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    if instant.quality == "nonexistent":
        assert shown != local
    else:
        assert shown == local
    sent = datetime.fromtimestamp(instant.at / 1e6 + instant.offset, UTC).replace(tzinfo=None)
    assert sent == local


@given(
    st.sampled_from(ZONES), st.lists(st.datetimes(datetime(1990, 1, 1), datetime(2036, 1, 1)), max_size=20)
)
def test_remembered_offsets_change_nothing(zone: str, moments: list[datetime]) -> None:
    clock = WallClock(zone)
    for moment in moments:
        local = moment.replace(microsecond=0)
        assert clock.resolve(local) == clock.resolve(local) == WallClock(zone).resolve(local)


@pytest.mark.parametrize(
    ("local", "quality", "utc"),
    [
        (datetime(2026, 3, 29, 1, 59, 59), "ok", datetime(2026, 3, 29, 0, 59, 59)),
        (datetime(2026, 3, 29, 2, 30), "nonexistent", datetime(2026, 3, 29, 1, 30)),
        (datetime(2026, 3, 29, 3, 0), "ok", datetime(2026, 3, 29, 1, 0)),
        (datetime(2026, 10, 25, 2, 30), "ambiguous", datetime(2026, 10, 25, 0, 30)),
        (datetime(2026, 10, 25, 3, 0), "ok", datetime(2026, 10, 25, 2, 0)),
    ],
)
def test_hours_that_are_skipped_or_occur_twice_are_marked(
    local: datetime, quality: str, utc: datetime
) -> None:
    instant = WallClock("Europe/Paris").resolve(local)
    assert instant.quality == quality
    assert datetime(1970, 1, 1) + timedelta(microseconds=instant.at) == utc


def test_morocco_leaves_summer_time_for_ramadan() -> None:
    clock = WallClock("Africa/Casablanca")
    before, during = clock.resolve(datetime(2026, 2, 10, 8)), clock.resolve(datetime(2026, 3, 1, 8))
    assert (before.offset, during.offset) == (3600, 0)


@given(st.sampled_from(ZONES), st.integers(31_536_000, 2_100_000_000), st.integers(0, 1800))
@example("America/St_Johns", 1_162_089_000, 60)  # its clocks went back at 00:01
def test_the_offset_at_an_instant_is_that_of_the_zone(zone: str, second: int, later: int) -> None:
    clock = WallClock(zone)
    clock.offset_at(second * 10**6)
    moment = datetime.fromtimestamp(second + later, UTC).astimezone(ZoneInfo(zone))
    assert timedelta(seconds=clock.offset_at((second + later) * 10**6)) == moment.utcoffset()


def test_a_zone_nobody_set_is_an_assumption() -> None:
    assert WallClock("UTC", assumed=True).resolve(datetime(2026, 1, 1)).quality == "assumed"


def test_the_ends_of_time_do_not_break_it() -> None:
    clock = WallClock("Africa/Casablanca")
    assert clock.resolve(datetime(9999, 12, 31, 23, 59, 59)).at > 0
    assert clock.resolve(datetime(1, 1, 1)).at < 0

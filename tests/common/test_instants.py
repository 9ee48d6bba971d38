"""Instants are written one way and read in any offset, never without one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.instants import FIRST_US, LAST_US, NaiveTime, parse_instant, rfc3339, rfc3339_or_none

instants = st.integers(FIRST_US, LAST_US)


@given(instants)
def test_text_is_what_datetime_would_write(instant: int) -> None:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=instant)
    expected = moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
    assert rfc3339(instant) == expected


@given(instants)
def test_what_is_written_is_read_back_to_the_millisecond(instant: int) -> None:
    assert parse_instant(rfc3339(instant)) == instant // 1000 * 1000


@given(st.datetimes(), st.integers(-23 * 60, 23 * 60))
def test_every_offset_is_read(local: datetime, minutes: int) -> None:
    moment = local.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    expected = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    assert parse_instant(moment.isoformat(timespec="microseconds")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-27T00:00:00Z",
        "2026-03-27t00:00:00z",
        "2026-03-27 00:00:00Z",
        "2026-03-27T00:00Z",
        "2026-03-27T01:00:00+01:00",
        "2026-03-27T01:00:00+0100",
        "2026-03-27T01:00:00 01:00",
        "2026-03-26T19:00:00.000000000-05:00",
        " 2026-03-27T00:00:00,000Z ",
    ],
)
def test_usual_spellings_of_one_instant(text: str) -> None:
    assert parse_instant(text) == 1_774_569_600_000_000


@pytest.mark.parametrize("text", ["2026-03-27", "2026-03-27T00:00:00", "2026-03-27 08:00"])
def test_a_time_without_a_zone_is_no_instant(text: str) -> None:
    with pytest.raises(NaiveTime, match="time zone"):
        parse_instant(text)


@pytest.mark.parametrize(
    "text", ["", "now", "2026-02-30T00:00:00Z", "2026-03-27T25:00:00Z", "2026-03-27T00:00:00+24:00", "١٢"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a time"):
        parse_instant(text)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        parse_instant(text)
    except ValueError:
        pass  # that is the one way to refuse


def test_instants_beyond_the_calendar_are_shown_at_its_ends() -> None:
    assert rfc3339(LAST_US + 10**18) == "9999-12-31T23:59:59.999Z"
    assert rfc3339(FIRST_US - 1) == "0001-01-01T00:00:00.000Z"
    assert rfc3339_or_none(None) is None

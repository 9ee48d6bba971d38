"""Times as access terminals write and want them (PROTOCOL.md §8.1, §8.3, §10.7, §10.8)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.push.access.times import (
    decode_period,
    encode_period,
    encoded_time,
    render_time,
    valid_from,
    valid_to,
)
from edge.push.text import encode_seconds
from tests.kit.corpus import samples_where


def test_the_time_is_told_as_gmt_beside_the_zone_to_show() -> None:
    now = datetime(2026, 10, 5, 10, 0, tzinfo=ZoneInfo("Africa/Casablanca"))
    assert render_time(now) == b"DateTime=860144400,ServerTZ=+0100"
    (sample,) = samples_where(lambda e: e.get("kind") == "time" and e["dialect"] == "acc")
    assert re.match(sample.expect["reply"]["body_regex"], render_time(now).decode())


@pytest.mark.parametrize(
    ("minutes", "zone"), [(0, "+0000"), (480, "+0800"), (330, "+0530"), (-210, "-0330"), (-30, "-0030")]
)
def test_zones_east_and_west(minutes: int, zone: str) -> None:
    now = datetime(2026, 10, 5, 9, 0, tzinfo=UTC).astimezone(timezone(timedelta(minutes=minutes)))
    assert render_time(now).decode() == f"DateTime=860144400,ServerTZ={zone}"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        render_time(datetime(2026, 10, 5))


@given(st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)))
def test_encoded_seconds_come_back(local: datetime) -> None:
    assert encoded_time(str(encode_seconds(local))) == local.replace(microsecond=0)


@pytest.mark.parametrize("text", ["", "x", "-5", "1.5", "9" * 11, "9" * 12, str(31 * 86_400 + 30 * 86_400)])
def test_what_tells_no_time(text: str) -> None:
    assert encoded_time(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("0", None, None),
        ("", None, None),
        ("20260812", datetime(2026, 8, 12), datetime(2026, 8, 12, 23, 59, 59)),
        ("860144400", datetime(2026, 10, 5, 9), datetime(2026, 10, 5, 9)),
        ("20260231", None, None),
        ("soon", None, None),
    ],
)
def test_validity_is_days_or_encoded_seconds(
    text: str, first: datetime | None, last: datetime | None
) -> None:
    assert (valid_from(text), valid_to(text)) == (first, last)


def test_a_period_of_the_day() -> None:
    assert encode_period(time(8, 30), time(12)) == 0x33E04B0
    assert decode_period(0x33E04B0) == (time(8, 30), time(12))


@given(st.times(), st.times())
def test_periods_come_back(start: time, end: time) -> None:
    told = decode_period(encode_period(start, end))
    assert told == (start.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0))


@pytest.mark.parametrize("value", [-1, 99, 2500 << 16, 1 << 80])
def test_what_is_no_period(value: int) -> None:
    with pytest.raises(ValueError, match="no period"):
        decode_period(value)

"""Times and days beside punches, in every way terminals write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.push.attendance.times import day, days, stamp_time, wall_clock
from edge.push.text import encode_seconds
from tests.kit.corpus import Sample, samples_where

SECONDS = st.datetimes(datetime(1900, 1, 1), datetime(9998, 12, 31)).map(lambda t: t.replace(microsecond=0))
AT = datetime(2026, 8, 12, 8, 5, 9)


@pytest.mark.parametrize(
    "text",
    [
        "2026-08-12 08:05:09", "2026-08-12T08:05:09", "2026/08/12 08:05:09", "2026-8-12 8:5:9",
        " 2026-08-12  08:05:09 ", "2026-08-12 08:05:09.250", "20260812080509", str(encode_seconds(AT)),
    ],
)  # fmt: skip
def test_one_moment_in_all_its_spellings(text: str) -> None:
    assert wall_clock(text) == AT


@pytest.mark.parametrize(
    "text",
    [
        "", "0", "null", "1971--10--29 -23:-27:-54", "2026-13-45 99:99:99", "2026-02-30 00:00:00", "20260812",
        "0000-00-00 00:00:00", "0001-01-01 00:00:00", "9999-12-31 23:59:59",
        "99991231235959", "9999999999999",
        "2026-08-12", "08:05:09", "٢٠٢٦-08-12 08:05:09", "20260231080509", "-5", "999999999999",
    ],
)  # fmt: skip
def test_what_names_no_time_is_none(text: str) -> None:
    assert wall_clock(text) is None


@given(SECONDS)
def test_times_written_are_times_read(local: datetime) -> None:
    assert wall_clock(local.isoformat(" ")) == local
    assert wall_clock(local.isoformat("T")) == local
    assert wall_clock(local.strftime("%Y%m%d%H%M%S").zfill(14)) == local


@given(st.datetimes(datetime(2004, 1, 1), datetime(2065, 12, 31)).map(lambda t: t.replace(microsecond=0)))
def test_encoded_times_are_read_back(local: datetime) -> None:
    assert wall_clock(str(encode_seconds(local))) == local == stamp_time(f" {encode_seconds(local)}")


@given(st.text() | st.text("0123456789-: T/."))
def test_no_text_raises_and_every_time_has_an_instant(text: str) -> None:
    for read in (wall_clock(text), stamp_time(text)):
        if read is not None:
            assert read.tzinfo is None
            _ = (read - timedelta(days=1)).replace(tzinfo=UTC), (read + timedelta(days=1)).replace(tzinfo=UTC)
    day(text)
    days(text)


@pytest.mark.parametrize("sample", samples_where(lambda e: "stamp_decoded" in e), ids=lambda s: s.name)
def test_stamps_of_old_terminals_are_times(sample: Sample) -> None:
    stamp = sample.query.get("stamp") or sample.query["photostamp"]
    assert str(stamp_time(stamp.decode())) == sample.expect["stamp_decoded"]


@pytest.mark.parametrize("stamp", ["0", "9999", " 9999", "None", "", "366"])
def test_constant_stamps_say_nothing(stamp: str) -> None:
    assert stamp_time(stamp) is None


def test_the_stamps_of_tft_terminals_are_text() -> None:
    assert stamp_time("2011-05-05T17:40:20") == datetime(2011, 5, 5, 17, 40, 20)


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)), st.dates())
def test_days_are_read_alone_and_in_pairs(first: date, last: date) -> None:
    compact = f"{first:%Y%m%d}".zfill(8)
    assert day(compact) == first == day(first.isoformat())
    assert days(compact + f"{last:%Y%m%d}".zfill(8)) == (first, last)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("20130912长期", (date(2013, 9, 12), None)),
        ("20130912-20230912", (date(2013, 9, 12), date(2023, 9, 12))),
        ("20130912", (date(2013, 9, 12), None)),
        ("", (None, None)),
        ("2013023020230912", (None, date(2023, 9, 12))),
    ],
)
def test_a_document_may_have_no_last_day(text: str, read: tuple[date | None, date | None]) -> None:
    assert days(text) == read

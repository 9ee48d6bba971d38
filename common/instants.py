"""Instants as text: RFC 3339 with milliseconds in UTC, the one way both programs write and read a moment."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

_EPOCH: Final = datetime(1970, 1, 1)
_SECOND: Final = timedelta(seconds=1)
FIRST_US: Final = -62_135_596_800_000_000  # 0001-01-01T00:00:00Z
LAST_US: Final = 253_402_300_799_999_999  # 9999-12-31T23:59:59.999999Z

# The plus of an offset arrives as a blank where a client forgot to escape it in a URL.
_RFC_3339: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?"
    r"(?:([Zz])|([+ -])(\d\d):?(\d\d))?",
    re.ASCII,
)


class NaiveTime(ValueError):
    """A time without a zone: it does not say which instant is meant."""


# Rendering is on the hot path of ingest, three instants a punch: texts are put together from ready pieces.
_MINUTES: Final = tuple(f"T{hour:02}:{minute:02}:" for hour in range(24) for minute in range(60))
_SECONDS: Final = tuple(f"{second:02}." for second in range(60))
_MILLIS: Final = tuple(f"{milli:03}Z" for milli in range(1000))


@lru_cache(4096)
def _day(days: int) -> str:
    return (_EPOCH + timedelta(days=days)).date().isoformat()


def rfc3339(instant_us: int) -> str:
    """`2026-11-21T08:00:00.123Z` of microseconds since 1970; of years outside 1 to 9999 the nearest in."""
    if not FIRST_US <= instant_us <= LAST_US:
        instant_us = min(max(instant_us, FIRST_US), LAST_US)
    days, rest = divmod(instant_us // 1000, 86_400_000)
    minute, rest = divmod(rest, 60_000)
    second, milli = divmod(rest, 1000)
    return _day(days) + _MINUTES[minute] + _SECONDS[second] + _MILLIS[milli]


def rfc3339_or_none(instant_us: int | None) -> str | None:
    return None if instant_us is None else rfc3339(instant_us)


def parse_instant(text: str) -> int:
    """Microseconds since 1970 UTC of an RFC 3339 time with any offset.

    Raises NaiveTime where the offset is missing, ValueError where it is no time at all.
    """
    found = _RFC_3339.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"'{text[:60]}' is not a time. Write it like 2026-03-27T00:00:00Z.")
    year, month, day, hour, minute, second, fraction, zulu, sign, off_hours, off_minutes = found.groups()
    if zulu is None and sign is None:
        raise NaiveTime(f"'{text[:60]}' does not say its time zone. Write it like 2026-03-27T00:00:00Z.")
    try:
        local = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))
        offset = _offset_s(sign, off_hours, off_minutes)
    except ValueError as error:
        raise ValueError(f"'{text[:60]}' is not a time: {error}.") from None
    micros = int((fraction or "0").ljust(6, "0")[:6])
    return ((local - _EPOCH) // _SECOND - offset) * 1_000_000 + micros


def _offset_s(sign: str | None, hours: str | None, minutes: str | None) -> int:
    if sign is None or hours is None or minutes is None:
        return 0
    if int(hours) > 23 or int(minutes) > 59:
        raise ValueError("offset must be within 23:59")
    seconds = (int(hours) * 60 + int(minutes)) * 60
    return -seconds if sign == "-" else seconds

"""Times as access terminals write them: seconds in months of 31 days, days of validity, periods of a day."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from typing import Final

from edge.push.text import decode_seconds, encode_seconds

_SECONDS = re.compile(r"[0-9]{1,10}")
_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_UNLIMITED: Final = frozenset({"", "0"})
_LAST_SECOND: Final = timedelta(days=1, seconds=-1)


def render_time(now: datetime) -> bytes:
    """The answer to `rtdata?type=time`; `now` is aware and in the terminal's zone (PROTOCOL.md §8.1).

    The seconds are GMT's; the zone beside them says what the terminal shall show.
    """
    offset = now.utcoffset()
    if offset is None:
        raise ValueError("The time for a terminal needs a zone; give an aware datetime.")
    minutes = int(offset.total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    seconds = encode_seconds(now.astimezone(UTC).replace(tzinfo=None))
    return f"DateTime={seconds},ServerTZ={sign}{hours:02}{rest:02}".encode()


def encoded_time(text: str) -> datetime | None:
    """The wall clock that encoded seconds tell (PROTOCOL.md §8.3); None where they tell none.

    What is returned can be turned into an instant in every zone.
    """
    clean = text.strip()
    try:
        if not _SECONDS.fullmatch(clean):
            return None
        local = decode_seconds(int(clean))
        _ = local + timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return local


def valid_from(text: str) -> datetime | None:
    """The first moment of a validity: `YYYYMMDD` or encoded seconds; None: no limit (PROTOCOL.md §10.7)."""
    return _limit(text, timedelta())


def valid_to(text: str) -> datetime | None:
    """The last moment of a validity: a day is valid until it ends."""
    return _limit(text, _LAST_SECOND)


def _limit(text: str, into_day: timedelta) -> datetime | None:
    clean = text.strip()
    if clean in _UNLIMITED:
        return None
    found = _DAY.fullmatch(clean)
    if found is None:
        return encoded_time(clean)
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3])) + into_day
    except ValueError:
        return None


def encode_period(start: time, end: time) -> int:
    """A period of a day as the table `timezone` holds it: 08:30-12:00 is 0x33E04B0 (PROTOCOL.md §10.8)."""
    return (start.hour * 100 + start.minute) << 16 | (end.hour * 100 + end.minute)


def decode_period(value: int) -> tuple[time, time]:
    """The period of a day that a number of the table `timezone` tells; 0 is none: from 00:00 to 00:00.

    Raises ValueError where it tells no times of day.
    """
    try:
        start, end = (time(part // 100, part % 100) for part in (value >> 16, value & 0xFFFF))
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{value} is no period of a day: its halves are not HHMM.") from error
    return start, end

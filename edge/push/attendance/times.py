"""The times and days that terminals write beside punches: as text, as digits, encoded, in names of files."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final

from edge.push.text import decode_seconds

_USUAL: Final = ("-- ::", "--T::")  # every third character from the fifth on
_WRITTEN = re.compile(
    r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})[ T]+"
    r"([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2}))?(?:\.[0-9]{1,9})?"
)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})")
_DAY = re.compile(r"([0-9]{4})[-./]?([0-9]{2})[-./]?([0-9]{2})")
_ENCODED = re.compile(r"[0-9]{9,10}")  # from 2003 on: fewer digits are more likely a day
_SHORTEST: Final = 9
_CONSTANTS: Final = frozenset({"0", "9999"})  # stamps that are no times (§3.5)


def wall_clock(text: str) -> datetime | None:
    """The wall clock that a field tells: `2026-08-12 08:00:00`, `2026-08-12T08:00:00`, `20260812080000` or
    encoded seconds (PROTOCOL.md §8.3). None where it names no time.

    What is returned can be turned into an instant in every zone.
    """
    if len(text) < _SHORTEST:
        return None
    try:
        if len(text) == 19 and text[4::3] in _USUAL:
            return _within(datetime.fromisoformat(text))
        clean = text.strip()
        found = _WRITTEN.fullmatch(clean) or _COMPACT.fullmatch(clean)
        if found is None:
            return _within(decode_seconds(int(clean))) if _ENCODED.fullmatch(clean) else None
        year, month, day_of_month, hour, minute, second = (int(part or 0) for part in found.groups())
        return _within(datetime(year, month, day_of_month, hour, minute, second))
    except (ValueError, OverflowError):
        return None


def day(text: str) -> date | None:
    """`19900101`, or the same with separators; None where it names no day."""
    found = _DAY.fullmatch(text.strip())
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def days(text: str) -> tuple[date | None, date | None]:
    """First and last day of `yyyyMMddyyyyMMdd` (PROTOCOL.md §6.8). The last is None where it is a word: a
    document may be valid for ever."""
    clean = text.strip()
    if not clean:
        return None, None
    return day(clean[:8]), day(clean[8:].lstrip(" -"))


def stamp_time(stamp: str) -> datetime | None:
    """The time of the newest record that an old terminal has sent, as its stamp says (PROTOCOL.md §3.5).

    None for the constants of newer ones, which say nothing. An epoch number that a server once handed out
    and the terminal echoes reads as a time past 2040.
    """
    clean = stamp.strip()
    return None if clean in _CONSTANTS else wall_clock(clean)


def _within(local: datetime) -> datetime:
    """Raises OverflowError within a day of the calendar's ends."""
    _ = local - timedelta(days=1), local + timedelta(days=1)
    return local

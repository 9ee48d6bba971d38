"""ZK encoded seconds: the calendar of 31-day months in which old terminals count (PROTOCOL.md §8.3)."""

from __future__ import annotations

from datetime import datetime


def encoded_seconds(time: datetime) -> int:
    """Device-local time as encoded seconds; `time` is naive."""
    days = (time.year - 2000) * 12 * 31 + (time.month - 1) * 31 + time.day - 1
    return days * 86_400 + time.hour * 3_600 + time.minute * 60 + time.second


def decoded_seconds(seconds: int) -> datetime | None:
    """The time that encoded seconds tell, naive; None for a day that no month has."""
    days, rest = divmod(seconds, 86_400)
    months, day = divmod(days, 31)
    year, month = divmod(months, 12)
    try:
        return datetime(2000 + year, month + 1, day + 1, rest // 3_600, rest // 60 % 60, rest % 60)
    except ValueError:
        return None

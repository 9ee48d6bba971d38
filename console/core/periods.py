"""Stretches of days that people speak of: today, yesterday, a week back, from then until then.

Pure: the day it is comes as an argument. Which instants a day's ends are is decided where its zone is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum


class Span(StrEnum):
    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"
    """Today and the six days before."""
    MONTH = "month"
    """Today and the 29 days before."""
    DAYS = "days"
    """From a day to a day, both chosen."""


@dataclass(frozen=True, slots=True)
class Period:
    """`first` and `last` count for Span.DAYS only; both are part of it."""

    span: Span = Span.TODAY
    first: date | None = None
    last: date | None = None

    @classmethod
    def day(cls, day: date) -> Period:
        """One day."""
        return cls(Span.DAYS, day, day)

    def days(self, today: date) -> tuple[date, date]:
        """Its first and its last day, where today is this one."""
        match self.span:
            case Span.YESTERDAY:
                return today - timedelta(days=1), today - timedelta(days=1)
            case Span.WEEK:
                return today - timedelta(days=6), today
            case Span.MONTH:
                return today - timedelta(days=29), today
            case Span.DAYS:
                first, last = self.first or today, self.last or self.first or today
                return min(first, last), max(first, last)
        return today, today

    def bounds(self, now: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
        """From which instant, and before which, by the clocks of a zone."""
        first, last = self.days(now.astimezone(zone).date())
        begin = datetime.combine(first, time.min, tzinfo=zone)
        return begin, datetime.combine(last + timedelta(days=1), time.min, tzinfo=zone)

    def save(self) -> list[str]:
        """As JSON."""
        return [self.span.value, *(day.isoformat() for day in (self.first, self.last) if day is not None)]

    @classmethod
    def restored(cls, kept: object) -> Period | None:
        """What `save` gave; None where it cannot be used."""
        if not isinstance(kept, list) or not kept or kept[0] not in tuple(Span):
            return None
        try:
            days = [date.fromisoformat(day) for day in kept[1:3]]
        except (TypeError, ValueError):
            return None
        first = days[0] if days else None
        return cls(Span(kept[0]), first, days[1] if len(days) > 1 else first)

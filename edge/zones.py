"""From a terminal's wall clock to an instant: terminals send local times without a zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

TimeQuality = Literal["ok", "ambiguous", "nonexistent", "suspect", "assumed"]

_EPOCH = datetime(1970, 1, 1)
_HOUR_S = 3600
_QUARTER_US = 900 * 1_000_000
_CACHE_LIMIT = 50_000


class Instant(NamedTuple):
    """`at`: microseconds since 1970 UTC; `offset`: seconds, so that local time is `at + offset`."""

    at: int
    offset: int
    quality: TimeQuality


def local_seconds(local: datetime) -> int:
    """Seconds since 1970 on a clock without a zone."""
    return (local.toordinal() - 719_163) * 86_400 + local.hour * 3600 + local.minute * 60 + local.second


class WallClock:
    """The clock on the wall of a zone. Remembers the offset hour by hour: conversion is on the hot path."""

    def __init__(self, zone: str, assumed: bool = False) -> None:
        self.zone = zone
        self.info = ZoneInfo(zone)
        self.quality: TimeQuality = "assumed" if assumed else "ok"
        """Of a time that its zone shows once."""
        self._offsets: dict[int, int | None] = {}
        self._offsets_at: dict[int, int | None] = {}

    def resolve(self, local: datetime) -> Instant:
        """The instant of a local time. An hour that occurs twice is taken as its first occurrence, an hour
        that is skipped by the offset before it; both are marked."""
        seconds = local_seconds(local)
        offset = self.offset_of(seconds)
        if offset is not None:
            return Instant((seconds - offset) * 1_000_000, offset, self.quality)
        return self._resolve_near_change(local, seconds)

    def offset_of(self, seconds: int) -> int | None:
        """Seconds east of UTC at a local time (`local_seconds`), None in an hour in which that changes."""
        hour = seconds // _HOUR_S
        try:
            return self._offsets[hour]
        except KeyError:
            return self._remember(hour)

    def offset_at(self, instant_us: int) -> int:
        """Seconds east of UTC at an instant."""
        quarter = instant_us // _QUARTER_US
        try:
            known = self._offsets_at[quarter]
        except KeyError:
            known = self._remember_at(quarter)
        return self._utc_offset(instant_us) if known is None else known

    def _remember_at(self, quarter: int) -> int | None:
        """The offset throughout a quarter of an hour, None where it changes within: St John's changed its
        clocks at one minute past midnight until 2011."""
        if len(self._offsets_at) > _CACHE_LIMIT:
            self._offsets_at.clear()
        first, last = (
            self._utc_offset(at) for at in (quarter * _QUARTER_US, (quarter + 1) * _QUARTER_US - 1)
        )
        self._offsets_at[quarter] = first if first == last else None
        return self._offsets_at[quarter]

    def _utc_offset(self, instant_us: int) -> int:
        moment = datetime.fromtimestamp(instant_us // 1_000_000, UTC)
        offset = moment.astimezone(self.info).utcoffset()
        assert offset is not None
        return int(offset.total_seconds())

    def _offset(self, local: datetime, fold: int) -> int:
        offset = local.replace(tzinfo=self.info, fold=fold).utcoffset()
        assert offset is not None
        return int(offset.total_seconds())

    def _remember(self, hour: int) -> int | None:
        if len(self._offsets) > _CACHE_LIMIT:
            self._offsets.clear()
        start = _EPOCH + timedelta(hours=hour)
        try:
            end = start + timedelta(hours=1)
        except OverflowError:
            end = start
        found = {self._offset(moment, fold) for moment in (start, end) for fold in (0, 1)}
        self._offsets[hour] = found.pop() if len(found) == 1 else None
        return self._offsets[hour]

    def _resolve_near_change(self, local: datetime, seconds: int) -> Instant:
        first, second = self._offset(local, 0), self._offset(local, 1)
        if first == second:
            return Instant((seconds - first) * 1_000_000, first, self.quality)
        # Clocks going back make an hour occur twice: the earlier occurrence has the greater offset.
        quality: TimeQuality = "ambiguous" if first > second else "nonexistent"
        return Instant((seconds - first) * 1_000_000, first, quality)

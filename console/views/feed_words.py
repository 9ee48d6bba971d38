"""What the cells of the feed say in the user's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from PySide6.QtCore import QDate, QLocale, QObject

from console.core.records import FeedLine, Gap, Punch, moment
from console.models.feed_columns import Column, Flag, notable_lag
from console.views.words import Words, isolated, utc_offset

DAY_S: Final = 86_400
HOUR_US: Final = 3_600_000_000
QUARTER_US: Final = HOUR_US // 4


class FeedWords(QObject):
    """`now_us` is the clock; `zone` the operator's own time zone, the computer's where it is None; `zones`
    gives those of the fleet."""

    def __init__(
        self,
        words: Words,
        now_us: Callable[[], int],
        zone: tzinfo | None = None,
        parent: QObject | None = None,
        zones: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._now_us = now_us
        self._zone = zone
        self._zones = zones
        self._clocks: dict[int, str] = {}
        self._beside: dict[tuple[int, int, int], str] = {}
        self._hour = 0
        self._types: dict[str, str] = {}
        self._modes: dict[str, str] = {}
        self._headers = {
            Column.TIME: self.tr("Time"),
            Column.LAG: self.tr("Delay"),
            Column.EMPLOYEE: self.tr("Employee"),
            Column.TYPE: self.tr("Type"),
            Column.VERIFY: self.tr("Recognised by"),
            Column.DEVICE: self.tr("Terminal"),
            Column.SITE: self.tr("Site"),
            Column.FLAGS: self.tr("Remarks"),
        }
        self._flags = {
            Flag.LATE: self.tr("Late"),
            Flag.SUSPECT: self.tr("Clock wrong"),
            Flag.NONEXISTENT: self.tr("Hour left out"),
            Flag.AMBIGUOUS: self.tr("Hour came twice"),
            Flag.ASSUMED: self.tr("Zone guessed"),
            Flag.REPEATED: self.tr("Repeated"),
        }

    def header(self, column: Column) -> str:
        return self._headers[column]

    def text(self, line: FeedLine, column: Column, flags: Sequence[Flag]) -> str:
        if isinstance(line, Gap):
            return self.gap(line)
        if column is Column.TIME:
            aside = self.beside_clock(line)
            return f"{self.clock(line)} {aside}" if aside else self.clock(line)
        if column is Column.LAG:
            return self.lag(line)
        if column is Column.EMPLOYEE:
            return line.employee
        if column is Column.TYPE:
            return self.type(line)
        if column is Column.VERIFY:
            return self.verify(line)
        if column is Column.DEVICE:
            return line.device
        if column is Column.SITE:
            return line.site
        return self.remarks(flags)

    def tooltip(self, line: FeedLine, column: Column, flags: Sequence[Flag]) -> str:
        if isinstance(line, Gap):
            return self.tr("Everything told meanwhile is at the edge; only this window has not heard it.")
        if column is Column.TIME:
            return self._times(line)
        if column is Column.LAG:
            return self._way(line)
        if column is Column.DEVICE:
            return f"{line.device}\n{isolated(line.serial)}"
        if column is Column.FLAGS:
            return "\n".join(self._explained(line, flag) for flag in flags)
        return self.text(line, column, flags)

    def spoken(self, line: FeedLine, column: Column, flags: Sequence[Flag]) -> str:
        if isinstance(line, Gap):
            return self.gap(line)
        text = self.text(line, column, flags) or self.tr("none")
        return self.tr("{0}: {1}").format(self._headers[column], text)

    # -- the parts
    # ------------------------------------------------------------------------------------------------

    def clock(self, punch: Punch) -> str:
        """As at the terminal."""
        second = _local_s(punch.punched_us, punch) % DAY_S
        known = self._clocks.get(second)
        if known is None:
            known = self._clocks[second] = self._words.clock_s(punch.local)
        return known

    def beside_clock(self, punch: Punch) -> str:
        """The day where it is not today at the terminal, and which time it is where it is not the
        operator's."""
        now_us = self._now_us()
        if now_us // HOUR_US != self._hour:
            self._hour = now_us // HOUR_US
            self._beside.clear()
        # nowhere does a day, or another time, begin but at a whole quarter of an hour
        which = (punch.punched_us // QUARTER_US, now_us // QUARTER_US, punch.offset_min)
        known = self._beside.get(which)
        if known is None:
            day, mark = self.day(punch), self.zone_mark(punch)
            known = self._beside[which] = f"{day} {mark}" if day and mark else day or mark
        return known

    def day(self, punch: Punch) -> str:
        """The day where it is not today at the terminal."""
        now_us = self._now_us()
        if _local_s(punch.punched_us, punch) // DAY_S == _local_s(now_us, punch) // DAY_S:
            return ""
        there = timedelta(minutes=punch.offset_min)
        return self._day(punch.local.date(), (moment(now_us) + there).date())

    def zone_mark(self, punch: Punch) -> str:
        """How far the terminal's time is from UTC, where it is not the operator's time."""
        own = self._own(punch.punched_us).utcoffset() or timedelta()
        same = own == timedelta(minutes=punch.offset_min)
        return "" if same else isolated(utc_offset(punch.offset_min))

    def lag(self, punch: Punch) -> str:
        """How long it was on its way, where that is worth telling: "+2 h"."""
        seconds = notable_lag(punch)
        if not seconds:
            return ""
        return f"{'+' if seconds > 0 else '−'}{self._words.duration(abs(seconds))}"

    def type(self, punch: Punch) -> str:
        known = self._types.get(punch.punch_type)
        if known is None:
            known = self._types[punch.punch_type] = self._words.punch_type(punch.punch_type)
        return known

    def verify(self, punch: Punch) -> str:
        known = self._modes.get(punch.verify_mode)
        if known is None:
            known = self._modes[punch.verify_mode] = self._words.verify_mode(punch.verify_mode)
        return known

    def remarks(self, flags: Sequence[Flag]) -> str:
        return self.tr(" · ").join(self._flags[flag] for flag in flags)

    def gap(self, gap: Gap) -> str:
        """Times of the operator's own clock, which is said where there are others: it belongs to no site."""
        said = self._lost(gap)
        at = moment(self._now_us())
        abroad = gap.before_us is not None and any(self._words.zone_mark(zone, at) for zone in self._zones())
        return self.tr("{0}, your time").format(said) if abroad else said

    def fill(self) -> str:
        """What a gap offers."""
        return self.tr("Fetch it")

    def being_filled(self) -> str:
        return self.tr("Fetching…")

    def _lost(self, gap: Gap) -> str:
        if gap.before_us is None:
            return self.tr("Gap: the stream lost something here")
        before = self._own_clock(gap.before_us)
        if gap.after_us is None:
            return self.tr("Gap: the stream lost what was told before {0}").format(before)
        return self.tr("Gap: the stream lost what was told between {0} and {1}").format(
            self._own_clock(gap.after_us), before
        )

    def row(self, line: FeedLine, flags: Sequence[Flag]) -> str:
        """All of a line, cells parted by tabs: to be pasted into a sheet."""
        if isinstance(line, Gap):
            return self.gap(line)
        cells = {column: self.text(line, column, flags) for column in Column}
        cells[Column.TIME] = f"{line.local:%Y-%m-%d %H:%M:%S}"
        cells[Column.DEVICE] = f"{line.device}\t{line.serial}"
        return "\t".join(cells.values())

    # -- how
    # ------------------------------------------------------------------------------------------------------

    def _own(self, instant_us: int) -> datetime:
        return moment(instant_us).astimezone(self._zone)

    def _own_clock(self, instant_us: int) -> str:
        then = self._own(instant_us)
        day = self._day(then.date(), self._own(self._now_us()).date())
        clock = self._words.clock(then)
        return f"{day} {clock}" if day else clock

    def _day(self, day: date, today: date) -> str:
        if day == today:
            return ""
        written = "d MMM" if day.year == today.year else "d MMM yyyy"
        return self._words.locale.toString(QDate(day.year, day.month, day.day), written)

    def _times(self, punch: Punch) -> str:
        offset = isolated(utc_offset(punch.offset_min))
        own, received = self._own(punch.punched_us), self._own(punch.received_us)
        return "\n".join(
            (
                self.tr("At the terminal: {0} ({1})").format(self._full(punch.local), offset),
                self.tr("Your time: {0}").format(self._full(own)),
                self.tr("Received: {0}, your time").format(self._full(received)),
            )
        )

    def _full(self, at: datetime) -> str:
        day = self._words.locale.toString(QDate(at.year, at.month, at.day), QLocale.FormatType.ShortFormat)
        return f"{day} {self._words.clock_s(at)}"

    def _way(self, punch: Punch) -> str:
        lag = punch.lag_s
        if lag < 0:
            return self.tr("Arrived {0} before its own time: the terminal's clock is ahead").format(
                self._words.duration(-lag)
            )
        return self.tr("Arrived {0} after it was made").format(self._words.duration(lag))

    def _explained(self, punch: Punch, flag: Flag) -> str:
        if flag is Flag.LATE:
            return self.tr("{0}: {1}").format(self._flags[flag], self._way(punch))
        if flag is Flag.REPEATED:
            why = self.tr("the same person did the same at this terminal less than a minute away")
            return self.tr("{0}: {1}").format(self._flags[flag], why)
        return self.tr("{0}: {1}").format(self._flags[flag], self._words.time_quality(flag.value))


def _local_s(instant_us: int, punch: Punch) -> int:
    """Seconds by the clock on the wall of a punch's terminal, since 1970 there."""
    return instant_us // 1_000_000 + punch.offset_min * 60

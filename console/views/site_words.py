"""What the pages say of sites: their days in words, what a chart shows in one sentence."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QObject, QTime

from console.core.sites import SiteDay, SiteHistory
from console.views.words import Words


class SiteWords(QObject):
    """A chart says by `uptime`, `hour` and `latency` what stands at a day, and by the `…_sum` what it shows
    as a whole: for those who do not see it, and for those who want the number."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = words

    def short_day(self, at: date) -> str:
        """ "21 Nov", for under a chart."""
        return self.words.locale.toString(QDate(at.year, at.month, at.day), self.tr("d MMM"))

    def percent(self, share: float | None) -> str:
        """Of 0 to 1; one decimal, and none where it is all or nothing."""
        if share is None:
            return self.tr("not known")
        plain = share in (0, 1)
        # 99.96 % is not all of it
        shown = min(share * 100, 99.9) if share < 1 else 100.0
        return self.tr("{0} %").format(self.words.locale.toString(shown, "f", 0 if plain else 1))

    def seconds(self, seconds: float | None) -> str:
        """ "0.8 s"."""
        if seconds is None:
            return "–"
        if seconds >= 60:
            return self.words.duration(seconds)
        return self.tr("{0} s").format(self.words.locale.toString(seconds, "f", 1))

    def hours(self, hour: int) -> str:
        """ "08:00 to 09:00"."""
        short = self.words.locale.FormatType.ShortFormat
        begin, end = (self.words.locale.toString(QTime(it % 24, 0), short) for it in (hour, hour + 1))
        return self.tr("{0} to {1}").format(begin, end)

    # -- one day
    # --------------------------------------------------------------------------------------------------

    def uptime(self, day: SiteDay) -> str:
        return self.tr("{0}: {1} online").format(self.words.day(day.date), self.percent(day.uptime))

    def day_punches(self, day: SiteDay) -> str:
        return self.tr("{0}: {1}").format(self.words.day(day.date), self.words.punches(day.punches))

    def hour(self, day: SiteDay, hour: int) -> str:
        said = self.tr("{0}, {1}: {2}; {3} that day")
        return said.format(
            self.words.day(day.date), self.hours(hour), self.words.punches(day.hours[hour]),
            self.words.number(day.punches),
        )  # fmt: skip

    def latency(self, day: SiteDay) -> str:
        if day.median_s is None:
            return self.tr("{0}: no punch to measure by").format(self.words.day(day.date))
        said = self.tr("{0}: median {1}, 95 of 100 within {2}")
        return said.format(self.words.day(day.date), self.seconds(day.median_s), self.seconds(day.p95_s))

    # -- all of them
    # ----------------------------------------------------------------------------------------------

    def uptime_sum(self, history: SiteHistory) -> str:
        known = [day for day in history.days if day.uptime is not None]
        if not known:
            return self.tr("Nothing is known of these days.")
        worst = min(known, key=lambda day: (day.uptime or 0.0, day.date))
        said = self.tr("{0} online over %n days", "", len(known)).format(self.percent(history.uptime))
        if worst.uptime is not None and worst.uptime < 0.9995:
            low = self.tr("{0}; least on {1}: {2}")
            return low.format(said, self.short_day(worst.date), self.percent(worst.uptime))
        return said

    def punches_sum(self, history: SiteHistory) -> str:
        busiest = history.busiest_hour
        if busiest is None:
            return self.tr("No punches in these days.")
        said = self.tr("{0}, most of them {1}")
        return said.format(self.words.punches(history.punches), self.hours(busiest))

    def latency_sum(self, history: SiteHistory) -> str:
        known = [day for day in history.days if day.median_s is not None]
        if not known:
            return self.tr("No punch of these days to measure by.")
        slow = max(known, key=lambda day: day.p95_s or 0.0)
        said = self.tr("Last median {0}; slowest day {1}: 95 of 100 within {2}")
        return said.format(
            self.seconds(known[-1].median_s), self.short_day(slow.date), self.seconds(slow.p95_s)
        )

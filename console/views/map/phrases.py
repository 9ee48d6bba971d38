"""Every text the map shows or speaks, in the user's language."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QLocale, QObject, QTime

from console.views.map.sites import STATUSES, Counts, Status


class Phrases(QObject):
    """`locale` decides digits, and times as the country writes them."""

    def __init__(self, locale: QLocale, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.locale = locale

    @property
    def language(self) -> str:
        """The language that countries are named in: one that the basemap has."""
        spoken = self.locale.name().partition("_")[0]
        return spoken if spoken in ("en", "fr", "ar") else "en"

    def number(self, value: int) -> str:
        """Short enough for a mark: 1,204 but 15k."""
        if value < 10_000:
            return self.locale.toString(value)
        return self.tr("{0}k", "thousands").format(self.locale.toString(value // 1000))

    def status(self, status: Status) -> str:
        return {
            Status.OFFLINE: self.tr("Offline"),
            Status.UNSTABLE: self.tr("Unstable"),
            Status.DEGRADED: self.tr("Degraded"),
            Status.NO_DATA: self.tr("No data"),
            Status.ONLINE: self.tr("Online"),
        }[status]

    def so_many(self, status: Status, n: int) -> str:
        """ "3 offline"."""
        return {
            Status.OFFLINE: self.tr("%n offline", "", n),
            Status.UNSTABLE: self.tr("%n unstable", "", n),
            Status.DEGRADED: self.tr("%n degraded", "", n),
            Status.NO_DATA: self.tr("%n without data", "", n),
            Status.ONLINE: self.tr("%n online", "", n),
        }[status]

    def trouble(self, counts: Counts) -> str:
        """What is worst there, or nothing when all is well."""
        status = counts.worst
        if status is Status.ONLINE or counts.total == 0:
            return ""
        return self.so_many(status, counts[STATUSES.index(status)])

    def trouble_of(self, counts: Counts) -> str:
        """The same against the whole: "2 of 5 offline"."""
        status = counts.worst
        if counts.total == 0:
            return self.tr("No terminals")
        if status is Status.ONLINE:
            return self.so_many(status, counts.total)
        n = self.locale.toString(counts[STATUSES.index(status)])
        total = self.locale.toString(counts.total)
        words = {
            Status.OFFLINE: self.tr("{0} of {1} offline"),
            Status.UNSTABLE: self.tr("{0} of {1} unstable"),
            Status.DEGRADED: self.tr("{0} of {1} degraded"),
            Status.NO_DATA: self.tr("{0} of {1} without data"),
        }
        return words[status].format(n, total)

    def and_more(self, name: str, more: int) -> str:
        return f"{name} +{self.locale.toString(more)}" if more else name

    def more_sites(self, n: int) -> str:
        return self.tr("and %n more sites", "", n)

    def sites(self, n: int) -> str:
        return self.tr("%n sites", "", n)

    def terminals(self, n: int) -> str:
        return self.tr("%n terminals", "", n)

    def unplaced(self, n: int) -> str:
        return self.tr("%n sites not on map", "", n)

    def distance(self, kilometres: float) -> str:
        if kilometres >= 1:
            return self.tr("{0} km").format(self.locale.toString(round(kilometres)))
        return self.tr("{0} m").format(self.locale.toString(round(kilometres * 1000)))

    def ago(self, moment: datetime, now: datetime) -> str:
        """How long ago in one unit; nothing is ever in the future."""
        seconds = max(0, int((now - moment).total_seconds()))
        if seconds < 60:
            return self.tr("%n s ago", "", seconds)
        if seconds < 3600:
            return self.tr("%n min ago", "", seconds // 60)
        if seconds < 172_800:
            return self.tr("%n h ago", "", seconds // 3600)
        return self.tr("%n days ago", "", seconds // 86_400)

    def updated(self, moment: datetime, now: datetime) -> str:
        return self.tr("Updated {0}").format(self.ago(moment, now))

    def local_time(self, zone: str, now: datetime) -> str:
        """The clock on the site's wall, with the day where that is not the operator's."""
        try:
            there = now.astimezone(ZoneInfo(zone))
        except (ZoneInfoNotFoundError, ValueError):
            return self.tr("unknown zone {0}").format(zone)
        return self.clock(there)

    def last_punch(self, moment: datetime | None, zone: str, now: datetime) -> str:
        if moment is None:
            return self.tr("none yet")
        if now - moment > timedelta(hours=12):
            return self.ago(moment, now)
        return f"{self.local_time(zone, moment)} · {self.ago(moment, now)}"

    def clock(self, moment: datetime) -> str:
        return self.locale.toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)

    def spoken_site(self, name: str, counts: Counts) -> str:
        """A site in one breath, for a screen reader."""
        return self.tr("{0}, {1}, {2}").format(name, self.terminals(counts.total), self.trouble_of(counts))

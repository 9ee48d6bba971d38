"""Every text the map shows or speaks, in the user's language."""

from __future__ import annotations

from datetime import datetime, timedelta

from console.core.status import STATUSES, Status
from console.views.map.sites import Counts
from console.views.words import Words


class Phrases(Words):
    """The shared words, and those of the map."""

    @property
    def language(self) -> str:
        """The language that countries are named in: one that the basemap has."""
        spoken = self.locale.name().partition("_")[0]
        return spoken if spoken in ("en", "fr", "ar") else "en"

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

    def unplaced(self, n: int) -> str:
        return self.tr("%n sites not on map", "", n)

    def distance(self, kilometres: float) -> str:
        if kilometres >= 1:
            return self.tr("{0} km").format(self.locale.toString(round(kilometres)))
        return self.tr("{0} m").format(self.locale.toString(round(kilometres * 1000)))

    def updated(self, moment: datetime, now: datetime) -> str:
        return self.tr("Updated {0}").format(self.ago(moment, now))

    def last_punch(self, moment: datetime | None, zone: str, now: datetime) -> str:
        if moment is None:
            return self.tr("none yet")
        if now - moment > timedelta(hours=12):
            return self.ago(moment, now)
        return f"{self.local_time(zone, moment)} · {self.ago(moment, now)}"

    def spoken_site(self, name: str, counts: Counts) -> str:
        """A site in one breath, for a screen reader."""
        return self.tr("{0}, {1}, {2}").format(name, self.terminals(counts.total), self.trouble_of(counts))

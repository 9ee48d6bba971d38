"""What is said of silences and of maintenance: what they are of, until when, how they come back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QDate, QLocale, QObject, QTime

from console.core.alerts import Severity
from console.core.maintenance import WEEKDAYS, Repeat, Window
from console.core.session import Session
from console.core.silences import Silence
from console.views.alert_words import AlertWords
from console.views.words import Words, isolated

NAMED: Final = 3
"""Of several so many are named."""
MEMBERS: Final = (
    "severities", "business_critical", "kinds", "alerts", "devices", "sites", "models", "tags",
)  # fmt: skip
"""In the order in which they are said."""
HOUR_S: Final = 3600


class SilenceWords(QObject):
    """For one session."""

    def __init__(self, words: Words, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.alerts = AlertWords(words, session, self)
        self._session = session

    def matcher(self, matcher: Mapping[str, Any]) -> str:
        """What a silence or a window is of, in one line."""
        parts = [self._member(name, matcher[name]) for name in MEMBERS if matcher.get(name)]
        parts += [name for name in matcher if name not in MEMBERS]
        return self.tr(" · ").join(parts) if parts else self.tr("Everything")

    def left(self, silence: Silence, now_us: int) -> str:
        """ "2 h left"."""
        if silence.over(now_us):
            return self.tr("over")
        seconds = silence.left_us(now_us) // 1_000_000
        hours, minutes = seconds // HOUR_S, seconds % HOUR_S // 60
        if not 0 < hours < 48 or not minutes:
            return self.tr("{0} left").format(self.words.duration(seconds))
        long, short = self.words.duration(hours * HOUR_S), self.words.duration(minutes * 60)
        return self.tr("{0} {1} left").format(long, short)

    def hides(self, silence: Silence) -> str:
        return self.alerts.alerts(silence.hides) if silence.hides else self.tr("nothing")

    # -- maintenance
    # -----------------------------------------------------------------------------------------------

    def turn(self, window: Window) -> str:
        """When it is on, or comes."""
        if window.active and window.until_us is not None:
            return self.tr("On, {0}").format(self.alerts.until(window.until_us))
        if window.coming:
            return self.tr("Next {0}").format(self.alerts.clock(window.coming[0].starts_us))
        return self.tr("Over")

    def recurrence(self, window: Window) -> str:
        """ "Every week on Sat at 02:30 for 2 h (Africa/Casablanca)"."""
        return f"{self._recurrence(window)} ({isolated(window.timezone)})"

    def _recurrence(self, window: Window) -> str:
        at = self.words.locale.toString(
            QTime(window.starts.hour, window.starts.minute), QLocale.FormatType.ShortFormat
        )
        lasting, again = self.words.duration(window.duration_s), window.recurrence
        match again.repeat:
            case Repeat.ONCE:
                said = self.tr("Once, {0} at {1} for {2}")
                return said.format(self.words.day(window.starts.date()), at, lasting)
            case Repeat.DAILY:
                return self.tr("Every day at {0} for {1}").format(at, lasting)
            case Repeat.WEEKLY:
                days = self.weekdays(again.days) or self.weekdays((WEEKDAYS[window.starts.weekday()],))
                return self.tr("Every week on {0} at {1} for {2}").format(days, at, lasting)
            case Repeat.MONTHLY:
                said = self.tr("Every month on day {0} at {1} for {2}")
                return said.format(self.words.number(window.starts.day), at, lasting)
        return self.tr("{0} at {1} for {2}").format(isolated(again.rule), at, lasting)

    def weekdays(self, days: Sequence[str]) -> str:
        """Short names, Monday first."""
        names = [self.weekday(day) for day in WEEKDAYS if day in days]
        return self.tr(", ").join(names)

    def weekday(self, day: str) -> str:
        return self.words.locale.toString(QDate(2024, 1, 1 + WEEKDAYS.index(day)), "ddd")

    def repeats(self, repeat: Repeat) -> str:
        return {
            Repeat.ONCE: self.tr("Once"),
            Repeat.DAILY: self.tr("Every day"),
            Repeat.WEEKLY: self.tr("Every week"),
            Repeat.MONTHLY: self.tr("Every month"),
            Repeat.OTHER: self.tr("By a rule of RFC 5545"),
        }[repeat]

    # -- how
    # --------------------------------------------------------------------------------------------------

    def _member(self, name: str, wanted: Any) -> str:
        fleet = self._session.fleet
        match name:
            case "severities":
                return self._list([self.alerts.severity(Severity(it)) for it in wanted])
            case "kinds":
                return self._list([self.alerts.kind(it) for it in wanted])
            case "sites":
                return self._list(
                    [fleet.sites[it].name if it in fleet.sites else isolated(it) for it in wanted]
                )
            case "devices":
                known = fleet.devices
                return self._list([known[it].name if it in known else isolated(it) for it in wanted])
            case "tags":
                return self.tr("tagged {0}").format(self._list(wanted))
            case "models":
                return self.tr("model {0}").format(self._list(wanted))
            case "alerts":
                if len(wanted) == 1 and (alert := self._session.alerts.book.get(wanted[0])) is not None:
                    return self.alerts.title(alert)
                return self.tr("%n alerts by name", "", len(wanted))
            case "business_critical":
                return self.tr("business critical")
        return name

    def _list(self, names: Sequence[str]) -> str:
        more = len(names) - NAMED
        said = self.tr(", ").join(names[:NAMED])
        return self.tr("{0} and %n more", "", more).format(said) if more > 0 else said

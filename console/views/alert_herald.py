"""Tells of alerts that open: a number on the rail, a word in the corner, a message of the system's."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from console.core.alarm_bell import AlarmBell
from console.core.alert_news import Announcements, QuietHours
from console.core.alerts import Alert, Severity, needs_somebody
from console.core.session import Session
from console.platform.notifications import Notifier
from console.platform.sounds import Sounds
from console.views.alert_words import AlertWords
from console.views.front import bring_to_front
from console.views.widgets.rail import Rail
from console.views.widgets.toast import Toast
from console.views.words import Words

NAMED: Final = 3
"""Of several alerts so many are named."""
PAGE: Final = "alerts"
PAUSE_MESSAGES_S: Final = 3600.0
"""So long the operator can have peace from messages and sounds."""


class AlertHerald(QObject):
    """For one session, until `close`. `show(alert_id)` brings an alert before the user; "" all of them.

    `notify` and `quiet` are the operator's choice: whether the system tells too, and when it only tells of
    what is critical. It tells while the window is not the one in use.
    """

    def __init__(
        self,
        session: Session,
        words: Words,
        rail: Rail,
        toast: Toast,
        notifier: Notifier | None,
        show: Callable[[str], object],
        window: QWidget,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self.bell = AlarmBell()
        self.sounds: Sounds | None = None
        self.notify = True
        self.quiet: QuietHours | None = None
        self._session = session
        self._words = AlertWords(words, session, self)
        self._rail = rail
        self._toast = toast
        self._notifier = notifier
        self._show = show
        self._window = window
        self._clock = clock
        self._paused_until_s = 0.0
        self._news = Announcements()
        self._due = QTimer(self, singleShot=True)
        self._due.timeout.connect(self._tell)
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._insist)
        if notifier is not None:
            notifier.clicked.connect(self._pressed)
            notifier.paused.connect(self.pause)
        self._ends = (
            session.alerts.opened.add(self._opened),
            session.alerts.changed.add(self._changed),
        )
        self._count()

    def close(self) -> None:
        """The session ends."""
        for end in self._ends:
            end()
        self._due.stop()
        self._again.stop()
        self._rail.set_badge(PAGE, 0)
        if self._notifier is not None:
            self._notifier.close()
        self.deleteLater()

    @property
    def notifier(self) -> Notifier | None:
        """What tells outside of the window, where the system has it."""
        return self._notifier

    @property
    def paused(self) -> bool:
        """Whether neither messages nor sounds come for a while, as the operator asked."""
        return self._clock() < self._paused_until_s

    def pause(self, paused: bool) -> None:
        """Hold messages and sounds back for PAUSE_MESSAGES_S, or not any more."""
        self._paused_until_s = self._clock() + PAUSE_MESSAGES_S if paused else 0.0
        if paused:
            QTimer.singleShot(round(PAUSE_MESSAGES_S * 1000) + 1, self, self._show_pause)
        self._show_pause()

    def set_sounds(self, sounds: Sounds | None, repeat_min: int) -> None:
        """What makes alerts heard, None for silence; and after how many minutes again, 0 for never."""
        self.sounds, self.bell.repeat_s = sounds, repeat_min * 60.0
        self._count()

    def _show_pause(self) -> None:
        if self._notifier is not None:
            self._notifier.show_paused(self.paused)

    def _opened(self, alert: Alert) -> None:
        book = self._session.alerts.book
        if needs_somebody(alert, self._session.now_us()) and book.is_cause(alert):
            self._news.add(alert)
            self._wait()

    def _changed(self, ids: frozenset[str]) -> None:
        book = self._session.alerts.book
        for alert_id in ids:
            alert = book.get(alert_id)
            if alert is None or alert.over or alert.acknowledged:
                self._news.drop(alert_id)
        self._count()

    def _count(self) -> None:
        needing = self._needing()
        worst = needing[0].severity if needing else None
        self._rail.set_badge(PAGE, len(needing), alarming=worst is Severity.CRITICAL)
        self._again.stop()
        if self.sounds is None:
            return
        due = self.bell.due_in(worst, self._clock())
        if due is not None:
            self._again.start(round(due * 1000) + 1)

    def _needing(self) -> list[Alert]:
        return self._session.alerts.book.needing(self._session.now_us())

    def _insist(self) -> None:
        needing = self._needing()
        if needing and self.bell.due_in(needing[0].severity, self._clock()) == 0:
            self._sound(needing[0].severity)
        self._count()

    def _sound(self, severity: Severity) -> None:
        self.bell.ring(self._clock())
        if self.sounds is not None and self._may_disturb(critical=severity is Severity.CRITICAL):
            self.sounds.play(severity)

    def _wait(self) -> None:
        due = self._news.due_in(self._clock())
        if due is not None and not self._due.isActive():
            self._due.start(round(due * 1000))

    def _tell(self) -> None:
        alerts = self._news.take(self._clock())
        if not alerts:
            return
        title, words = self._said(alerts)
        about = alerts[0].id if len(alerts) == 1 else ""
        self._toast.say(title, words, lambda: self._show(about))
        critical = alerts[0].severity is Severity.CRITICAL
        if self._notifier is not None and self._may_notify(critical=critical):
            self._notifier.tell(title, words, about, grave=critical)
        self._sound(alerts[0].severity)
        self._count()

    def _may_notify(self, *, critical: bool) -> bool:
        return self.notify and self._may_disturb(critical=critical) and not self._window.isActiveWindow()

    def _may_disturb(self, *, critical: bool) -> bool:
        quiet = self.quiet is not None and self.quiet.hold(datetime.now().time())
        return not self.paused and (critical or not quiet)

    def _said(self, alerts: Sequence[Alert]) -> tuple[str, str]:
        """A title and a line."""
        if len(alerts) == 1:
            alert = alerts[0]
            said = self.tr("{0}: {1}").format(self._words.severity(alert.severity), self._words.title(alert))
            return said, self._words.reason(alert)
        names = [self._words.title(alert) for alert in alerts[:NAMED]]
        more = len(alerts) - len(names)
        rest = [self.tr("and %n more", "", more)] if more else []
        return self.tr("%n new alerts", "", len(alerts)), "\n".join([*names, *rest])

    def _pressed(self, about: str) -> None:
        bring_to_front(self._window)
        self._show(about)

"""Tells of alerts that open: a number on the rail, a word in the corner, a message of the system's."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from console.core.alert_news import Announcements, QuietHours
from console.core.alerts import Alert, Severity
from console.core.session import Session
from console.models.alert_filter import needs_somebody
from console.platform.notifications import Notifier
from console.views.alert_words import AlertWords
from console.views.front import bring_to_front
from console.views.widgets.rail import Rail
from console.views.widgets.toast import Toast
from console.views.words import Words

NAMED: Final = 3
"""Of several alerts so many are named."""
PAGE: Final = "alerts"


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
        self._news = Announcements()
        self._due = QTimer(self, singleShot=True)
        self._due.timeout.connect(self._tell)
        if notifier is not None:
            notifier.clicked.connect(self._pressed)
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
        self._rail.set_badge(PAGE, 0)
        if self._notifier is not None:
            self._notifier.close()
        self.deleteLater()

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
        book = self._session.alerts.book
        self._rail.set_badge(PAGE, book.waiting, alarming=book.worst_waiting is Severity.CRITICAL)

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

    def _may_notify(self, *, critical: bool) -> bool:
        quiet = self.quiet is not None and self.quiet.hold(datetime.now().time())
        return self.notify and (critical or not quiet) and not self._window.isActiveWindow()

    def _said(self, alerts: Sequence[Alert]) -> tuple[str, str]:
        """A title and a line."""
        if len(alerts) == 1:
            alert = alerts[0]
            said = self.tr("{0}: {1}").format(self._words.severity(alert.severity), alert.title)
            return said, alert.reason
        names = [alert.title for alert in alerts[:NAMED]]
        more = len(alerts) - len(names)
        rest = [self.tr("and %n more", "", more)] if more else []
        return self.tr("%n new alerts", "", len(alerts)), "\n".join([*names, *rest])

    def _pressed(self, about: str) -> None:
        bring_to_front(self._window)
        self._show(about)

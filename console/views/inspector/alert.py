"""An alert in full: what it is, what to do about it, what was done, and whom it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from console.core.alerts import Alert, Entry
from console.models.selection import Kind
from console.theme.palette import mix
from console.theme.theme import Theme
from console.views.alert_actions import AlertActions
from console.views.alert_shapes import severity_pixmap
from console.views.alert_strip import StripLine
from console.views.alert_words import AlertWords
from console.views.inspector.parts import Fact, Facts, LeadRow, Section
from console.views.pages.page import Surroundings
from console.views.widgets.buttons import Button
from console.views.widgets.flow import Flow
from console.views.widgets.labels import WrappedLabel, label

LISTED: Final = 20
ENTRIES: Final = 30
MARK: Final = 16
LINE_BREAK: Final = "\u2028"
"""What ends a line inside of a text that is laid out as a whole."""


class AlertSheet(QWidget):
    """Everything about the alert of an id."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._id = ""
        theme = around.theme
        self._words = AlertWords(around.words, around.session, self)
        self._actions = AlertActions(around, self._words, self)
        self._severity = SeverityLine(theme, self._words, self)
        self._title = WrappedLabel("", "title", self)
        self._reason = WrappedLabel("", "dim", self)
        self._buttons = self._made_buttons()
        self._facts = Facts(theme, self)
        self._hour = Section(self.tr("Last hour"), self)
        self._strip = StripLine(theme, self)
        self._hour.column.addWidget(self._strip)
        self._what_to_do = Section(self.tr("What to do"), self)
        self._runbook = WrappedLabel("", "", self)
        self._what_to_do.column.addWidget(self._runbook)
        self._where = Section("", self)
        self._where.column.setSpacing(0)
        self._rows: list[LeadRow] = []
        self._rest = label("", "label", self)
        self._past = Section(self.tr("What happened"), self)
        self._timeline = Timeline(self._words, theme, self)
        self._past.column.addWidget(self._timeline)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(12)
        for part in (self._severity, self._title, self._reason):
            column.addWidget(part)
        column.addLayout(self._buttons)
        for part in (self._what_to_do, self._hour, self._facts, self._where, self._rest, self._past):
            column.addWidget(part)
        column.addStretch(1)

    @property
    def title(self) -> str:
        return self._title.text()

    def show_id(self, id: str) -> bool:
        """Show it; whether it is known."""
        self._id = id
        return self.refresh()

    def refresh(self) -> bool:
        alert = self._around.session.alerts.book.get(self._id)
        if alert is None:
            return False
        self._severity.say(alert)
        self._title.setText(self._words.title(alert))
        self._reason.setText(self._words.reason(alert))
        self._reason.setVisible(bool(alert.reason))
        self._reason.setToolTip(alert.reason)
        self._show_buttons(alert)
        self._what_to_do.setVisible(bool(alert.runbook))
        self._runbook.setText(alert.runbook.replace("\n", LINE_BREAK))
        cells = self._words.cells(alert)
        self._hour.setVisible(bool(cells))
        self._strip.say(cells, self._words.strip(alert))
        self._facts.show_facts(self._particulars(alert))
        self._list(alert)
        self._past.setVisible(bool(alert.timeline))
        self._timeline.show_entries(alert.timeline)
        return True

    # -- what can be done
    # -----------------------------------------------------------------------------------------------

    def _made_buttons(self) -> Flow:
        theme, actions = self._around.theme, self._actions
        self._take = Button(self.tr("Take on…"), self, kind="primary")
        self._take.clicked.connect(lambda: actions.acknowledge(self._alerts()))
        others = (
            (self.tr("Snooze…"), "clock", lambda: actions.snooze(self._alerts())),
            (self.tr("Assign…"), "person", lambda: actions.assign(self._alerts())),
            (self.tr("Silence…"), "bell-off", lambda: actions.silence(self._alerts())),
            (self.tr("Comment…"), "comment", lambda: [actions.comment(it) for it in self._alerts()]),
            (self.tr("It is over…"), "check", lambda: actions.resolve(self._alerts())),
        )
        flow = Flow(abreast=2)
        flow.addWidget(self._take)
        self._others: list[Button] = []
        for words, icon_name, act in others:
            button = Button(words, self, theme=theme, icon_name=icon_name)
            button.clicked.connect(act)
            self._others.append(button)
            flow.addWidget(button)
        return flow

    def _show_buttons(self, alert: Alert) -> None:
        """In a connection that only reads they are not there at all."""
        can = self._actions.can([alert])
        for button in (self._take, *self._others):
            button.setVisible(can)

    def _alerts(self) -> list[Alert]:
        alert = self._around.session.alerts.book.get(self._id)
        return [] if alert is None else [alert]

    # -- what is known
    # ----------------------------------------------------------------------------------------------

    def _particulars(self, alert: Alert) -> list[Fact]:
        words = self._words
        cause = None
        if alert.parent_id is not None:
            cause = self._around.session.alerts.book.get(alert.parent_id)
        expected = "" if alert.expected is None else self._around.words.punches(alert.expected)
        times = self._around.words.number(alert.occurrences) if alert.occurrences > 1 else ""
        over = "" if alert.resolved_us is None else words.clock(alert.resolved_us)
        facts = [
            Fact(self.tr("Since"), f"{words.clock(alert.opened_us)} · {words.age(alert)}"),
            Fact(self.tr("Over"), over),
            Fact(self.tr("Taken on"), words.taken_on(alert)),
            Fact(self.tr("Assigned to"), words.who(alert.assignee)),
            Fact(self.tr("Hushed"), words.hushed(alert)),
            Fact(self.tr("Punches due"), expected, hint=self.tr("in the two hours after it opened")),
            Fact(self.tr("Opened"), self.tr("{0} times").format(times) if times else ""),
            Fact(self.tr("Part of"), "" if cause is None else words.title(cause)),
            Fact(self.tr("Kind"), words.kind(alert.kind)),
            Fact(self.tr("Link"), alert.id, copy=self._around.link_to(Kind.ALERT, alert.id)),
        ]
        return [fact for fact in facts if fact.value]

    def _list(self, alert: Alert) -> None:
        """The site and the terminals that it is about."""
        session, words = self._around.session, self._around.words
        fleet = session.fleet
        found: list[tuple[Kind, str]] = []
        if alert.site_id in fleet.sites:
            found.append((Kind.SITE, alert.site_id))
        devices = [id for id in alert.devices or (alert.device_id or "",) if id in fleet.devices]
        found += [(Kind.DEVICE, id) for id in devices[:LISTED]]
        self._where.setVisible(bool(found))
        self._where.set_title(self.tr("Where"))
        while len(self._rows) < len(found):
            row = LeadRow(self._around.theme, self)
            row.clicked.connect(self._lead)
            self._where.column.addWidget(row)
            self._rows.append(row)
        for row in self._rows[len(found) :]:
            row.hide()
        for row, (kind, id) in zip(self._rows, found, strict=False):
            row.show()
            row.setObjectName(f"{kind}:{id}")
            if kind is Kind.SITE:
                verdict = session.verdicts.of(id)
                level = None if verdict is None else verdict.level
                row.say(fleet.sites[id].name, "", level, "" if level is None else words.status(level))
            else:
                device = fleet.devices[id]
                status = fleet.status(device)
                seen = words.ago_us(device.last_seen_us, session.now_us())
                row.say(device.name, seen, status, words.status(status))
        over = len(devices) - LISTED
        self._rest.setVisible(over > 0)
        self._rest.setText(self.tr("and %n more", "", over) if over > 0 else "")

    def _lead(self) -> None:
        kind, _, id = self.sender().objectName().partition(":")
        self._around.selection.select(Kind(kind), id)


class SeverityLine(QWidget):
    """A severity as shape and word, and how the alert stands."""

    def __init__(self, theme: Theme, words: AlertWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self._alert: Alert | None = None
        self._mark = QLabel(self)
        self._word = label("", "strong", self)
        self._stage = label("", "dim", self)
        row = QGridLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setHorizontalSpacing(8)
        for place, part in enumerate((self._mark, self._word, self._stage)):
            row.addWidget(part, 0, place)
        row.setColumnStretch(3, 1)
        theme.changed.connect(self._wear)

    def say(self, alert: Alert) -> None:
        self._alert = alert
        self._word.setText(self._words.severity(alert.severity))
        self._stage.setText(self._words.stage(alert.stage))
        self._wear()

    def _wear(self) -> None:
        if self._alert is not None:
            tokens, dpr = self._theme.tokens, self.devicePixelRatioF()
            self._mark.setPixmap(severity_pixmap(self._alert.severity, MARK, dpr, tokens))


class Timeline(QWidget):
    """What happened, newest first: a dot, the time, what it was, and what was said."""

    def __init__(self, words: AlertWords, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._shown: tuple[Entry, ...] = ()
        self._lines: list[tuple[Dot, QLabel, WrappedLabel, WrappedLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(2, 1)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Oldest first, as the edge has them."""
        shown = tuple(reversed(entries))[:ENTRIES]
        if shown == self._shown:
            return
        self._shown = shown
        while len(self._lines) < len(shown):
            self._lines.append(self._line(len(self._lines)))
        for number, (dot, clock, what, text) in enumerate(self._lines):
            there = number < len(shown)
            for part in (dot, clock, what):
                part.setVisible(there)
            text.setVisible(there and bool(shown[number].text))
            if there:
                entry = shown[number]
                dot.set_last(number == len(shown) - 1)
                clock.setText(self._words.clock(entry.at_us))
                what.setText(self._words.happened(entry))
                text.setText(entry.text.replace("\n", LINE_BREAK))

    def _line(self, number: int) -> tuple[Dot, QLabel, WrappedLabel, WrappedLabel]:
        dot, clock = Dot(self._theme, self), label("", "label", self)
        what, text = WrappedLabel("", "", self), WrappedLabel("", "label", self)
        text.setContentsMargins(0, 0, 0, 4)
        for part in (clock, what):
            part.setContentsMargins(0, 3, 0, 3)
        self._grid.addWidget(dot, 2 * number, 0, 2, 1)
        self._grid.addWidget(clock, 2 * number, 1, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(what, 2 * number, 2)
        self._grid.addWidget(text, 2 * number + 1, 2)
        return dot, clock, what, text


class Dot(QWidget):
    """A dot on a line that goes on to the next one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._last = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def set_last(self, last: bool) -> None:
        self._last = last
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(9, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._theme.tokens
        middle = 3 + self.fontMetrics().height() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.border), 1.5))
        painter.drawLine(4, 0 if not self._first() else round(middle), 4, round(middle))
        if not self._last:
            painter.drawLine(4, round(middle), 4, self.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.accent if self._first() else mix(t.text_dim, t.panel, 0.7)))
        painter.drawEllipse(QRectF(1, middle - 3, 6.5, 6.5))
        painter.end()

    def _first(self) -> bool:
        return self.y() == 0

"""The alerts that need somebody most, as a few lines: each leads to the page of all."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from console.core.alerts import Alert
from console.core.session import Session
from console.models.alert_columns import AlertRow, Column
from console.theme.fonts import font
from console.theme.theme import Theme
from console.views.alert_shapes import paint_severity
from console.views.alert_words import AlertWords
from console.views.delegates.cell import STRONG, Ink, line_height
from console.views.widgets.buttons import Button
from console.views.words import Words

FEW: Final = 5
SHAPE: Final = 16
PAD: Final = 16
GAP: Final = 12


class AlertShortlist(QFrame):
    """A card.

    Signals: `chosen(alert_id)`, and `all_wanted` for the page.
    """

    chosen = Signal(str)
    all_wanted = Signal()

    def __init__(self, theme: Theme, session: Session, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._session = session
        self._words = AlertWords(words, session, self)
        self._theme = theme
        self.lines: list[AlertLine] = []
        self._all = Button("", self, kind="link")
        self._all.clicked.connect(self.all_wanted)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)
        self._column.setSpacing(0)
        self._column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignHCenter)
        self.refresh()

    def refresh(self) -> int:
        """Show the worst of those that nobody has taken on. Returns how many there are."""
        causes = self._session.alerts.book.needing(self._session.now_us())
        while len(self.lines) < min(len(causes), FEW):
            self._add_line()
        for number, line in enumerate(self.lines):
            line.setVisible(number < len(causes))
            if number < len(causes):
                line.say(causes[number], aged=self._session.fleet.blind)
        self._all.setVisible(len(causes) > FEW)
        self._all.setText(self.tr("Show all %n", "", len(causes)))
        return len(causes)

    def _add_line(self) -> None:
        line = AlertLine(self._theme, self._words, self)
        line.clicked.connect(self._choose)
        self._column.insertWidget(len(self.lines), line)
        self.lines.append(line)

    def _choose(self) -> None:
        line = self.sender()
        if isinstance(line, AlertLine):
            self.chosen.emit(line.alert_id)


class AlertLine(QAbstractButton):
    """One alert: shape, title, how long, and under it where and why."""

    def __init__(self, theme: Theme, words: AlertWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self._alert: Alert | None = None
        self._aged = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    @property
    def alert_id(self) -> str:
        return "" if self._alert is None else self._alert.id

    def say(self, alert: Alert, *, aged: bool) -> None:
        """`aged`: nobody knows whether it is still so."""
        self._alert, self._aged = alert, aged
        spoken = self._words.sentence(alert)
        if spoken != self.accessibleName():
            self.setAccessibleName(spoken)
            self.setToolTip(self._words.reason(alert))
        self.update()

    def sizeHint(self) -> QSize:
        sizes = self._theme.tokens.type
        return QSize(200, line_height(sizes.body) + line_height(sizes.label) + 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._alert is None:
            return
        t, alert = self._theme.tokens, self._alert
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = Ink(painter, QRectF(self.rect()), t, mirrored=self.isRightToLeft())
        self._ground(ink)
        first, second = line_height(t.type.body), line_height(t.type.label)
        top = (self.height() - first - second - 2) / 2
        shape = QRectF(PAD, (self.height() - SHAPE) / 2, SHAPE, SHAPE)
        paint_severity(painter, ink.placed(shape), alert.severity, t, quiet=self._aged)
        left, end = shape.right() + GAP, self.width() - PAD
        upper = QRectF(left, top, end - left, first)
        taken = ink.text(upper, self._words.age(alert), font(t.type.label), t.text_dim, trailing=True) + GAP
        ink.text(upper.adjusted(0, 0, -taken, 0), self._words.title(alert), font(t.type.body, STRONG), t.text)
        lower = QRectF(left, top + first + 2, end - left, second)
        ink.text(lower, self._second(alert), font(t.type.label), t.text_dim)
        painter.end()

    def _ground(self, ink: Ink) -> None:
        t, box = ink.tokens, ink.cell.adjusted(4, 1, -4, -1)
        if self.underMouse() or self.isDown():
            ink.painter.setPen(Qt.PenStyle.NoPen)
            ink.painter.setBrush(QColor(t.hover))
            ink.painter.drawRoundedRect(box, t.space.radius, t.space.radius)
        if self.hasFocus():
            ink.focus_ring(box, t.space.radius)

    def _second(self, alert: Alert) -> str:
        parts = (
            "" if alert.entity_type == "site" else self._words.text(AlertRow(alert), Column.SITE),
            self._words.reason(alert),
        )
        return self.tr(" · ").join(filter(None, parts))

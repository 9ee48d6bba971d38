"""A few ways to go on, each a card with a picture, a name and a sentence; one of them is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from console.theme.icons import icon_pixmap
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.widgets.labels import label

PICTURE: Final = 32
TICK: Final = 20


class Way(NamedTuple):
    """`value` stands for it in the program, `icon` names its picture."""

    value: str
    icon: str
    name: str
    words: str


class WayCard(QAbstractButton):
    """One of them. The arrow keys go from one to the next, as in any choice."""

    def __init__(self, theme: Theme, way: Way, parent: QWidget) -> None:
        super().__init__(parent)
        self.way = way
        self._theme = theme
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(way.name)
        self.setAccessibleDescription(way.words)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._picture = QLabel(self)
        self._tick = QLabel(self)
        self._tick.setFixedSize(TICK, TICK)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(way.name, "strong", self, wrap=True))
        words.addWidget(label(way.words, "dim", self, wrap=True))
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(18, 16, 18, 16)
        row.setSpacing(18)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self._tick, 0, Qt.AlignmentFlag.AlignVCenter)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.toggled.connect(lambda _: self._wear(theme.tokens))
        theme.changed.connect(self._wear)
        self._wear(theme.tokens)

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def heightForWidth(self, width: int) -> int:
        return self._row.totalHeightForWidth(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._theme.tokens
        on = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = t.space.focus_width if self.hasFocus() else 1.5 if on else 1.0
        edge = t.focus if self.hasFocus() else t.accent if on else t.border_strong
        painter.setPen(QPen(QColor(edge), wide))
        painter.setBrush(QColor(t.selected if on else t.hover if self.underMouse() else t.raised))
        inset = wide / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, t.space.radius, t.space.radius)
        painter.end()

    def _wear(self, tokens: Tokens) -> None:
        ratio, on = self.devicePixelRatioF(), self.isChecked()
        ink = tokens.accent if on else tokens.text_dim
        self._picture.setPixmap(icon_pixmap(self.way.icon, PICTURE, ratio, ink))
        if on:
            self._tick.setPixmap(icon_pixmap("check", TICK, ratio, tokens.accent))
        else:
            self._tick.clear()
        self.update()


class Ways(QWidget):
    """Signals: `chosen(str)` with the value of the one that is chosen now."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, ways: Sequence[Way], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.cards = {way.value: WayCard(theme, way, self) for way in ways}
        for card in self.cards.values():
            column.addWidget(card)
            card.toggled.connect(lambda on, card=card: on and self.chosen.emit(card.way.value))
        first = next(iter(self.cards.values()))
        first.setChecked(True)
        self.setFocusProxy(first)

    @property
    def value(self) -> str:
        return next(value for value, card in self.cards.items() if card.isChecked())

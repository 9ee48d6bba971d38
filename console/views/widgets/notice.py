"""A few words that matter inside a page or a dialog: tinted, with a picture, and room for what follows."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from console.theme.icons import icon_pixmap
from console.theme.palette import mix
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.widgets.labels import label

PICTURE: Final = 20
TINT: Final = 0.09
EDGE: Final = 0.36


class Tone(StrEnum):
    """What kind of news it is."""

    GOOD = "good"
    PLAIN = "plain"
    CARE = "care"
    BAD = "bad"


_PICTURES: Final = {Tone.GOOD: "check", Tone.PLAIN: "info", Tone.CARE: "warning", Tone.BAD: "warning"}


class Notice(QFrame):
    """A title and a sentence; what follows is added to `column`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, tone: Tone = Tone.PLAIN) -> None:
        super().__init__(parent)
        self.theme = theme
        self._tone = tone
        self._icon = _PICTURES[tone]
        self._picture = QLabel(self)
        self._picture.setFixedSize(PICTURE, PICTURE)
        self._title = label("", "strong", self, wrap=True)
        self._words = label("", "dim", self, wrap=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.column = QVBoxLayout()
        self.column.setSpacing(4)
        self.column.addWidget(self._title)
        self.column.addWidget(self._words)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self.column, 1)
        self._wear(theme.tokens)
        theme.changed.connect(self._wear)

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def words(self) -> str:
        return self._words.text()

    def say(self, tone: Tone, title: str, words: str = "", *, icon_name: str = "") -> None:
        self._tone = tone
        self._icon = icon_name or _PICTURES[tone]
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.setAccessibleName(f"{title}. {words}" if words else title)
        self._wear(self.theme.tokens)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self.theme.tokens
        colour = _colour(self._tone, t)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(mix(colour, t.panel, EDGE)), 1.0))
        painter.setBrush(QColor(mix(colour, t.panel, TINT)))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), t.space.radius, t.space.radius
        )
        painter.end()

    def _wear(self, tokens: Tokens) -> None:
        colour = _colour(self._tone, tokens)
        self._picture.setPixmap(icon_pixmap(self._icon, PICTURE, self.devicePixelRatioF(), colour))
        self.update()


def _colour(tone: Tone, tokens: Tokens) -> str:
    return {
        Tone.GOOD: tokens.online,
        Tone.PLAIN: tokens.accent,
        Tone.CARE: tokens.degraded,
        Tone.BAD: tokens.offline,
    }[tone]

"""How something is: a shape, a word, and a few dim words more."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from console.models.records import Tone
from console.theme.theme import Theme
from console.views.delegates.record import paint_tone
from console.views.widgets.labels import ElidedLabel, label

MARK: Final = 14


class ToneLine(QWidget):
    """The same shapes as in tables of records."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tone = Tone.NONE
        self._mark = QLabel(self)
        self.word = label("", "strong", self)
        self._more = ElidedLabel("", "dim", self)
        self._more.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self.word)
        row.addWidget(self._more, 1)
        row.addStretch()
        theme.changed.connect(self._wear)

    def say(self, tone: Tone, word: str, more: str = "") -> None:
        self.word.setText(word)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        if tone is not self._tone:
            self._tone = tone
            self._wear()

    def _wear(self) -> None:
        dpr = self.devicePixelRatioF()
        drawn = QPixmap(round(MARK * dpr), round(MARK * dpr))
        drawn.setDevicePixelRatio(dpr)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_tone(painter, QRectF(0, 0, MARK, MARK), self._tone, self._theme.tokens)
        painter.end()
        self._mark.setPixmap(drawn)
        self._mark.setVisible(self._tone is not Tone.NONE)

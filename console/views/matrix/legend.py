"""What the shapes of the matrix mean, and how many of each there are."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.core.matrix import Stands
from console.theme.fonts import font
from console.theme.theme import Theme
from console.views.delegates.cell import Ink
from console.views.delegates.stands import paint_stands
from console.views.employee_words import EmployeeWords
from console.views.widgets.flow import Flow
from console.views.words import Words

SHAPE = 12
GAP = 6
KINDS = (Stands.THERE, Stands.WAITING, Stands.MISSING, Stands.DIFFERENT, Stands.EXTRA, Stands.FAILED)


class Legend(QWidget):
    """One entry for each shape, on as many lines as they need."""

    def __init__(
        self, theme: Theme, said: EmployeeWords, words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._said, self._words = said, words
        self._entries = {kind: _Entry(theme, kind, self) for kind in KINDS}
        flow = Flow(self, spacing=14)
        flow.setContentsMargins(0, 0, 0, 0)
        for kind, entry in self._entries.items():
            entry.setToolTip(said.meaning(kind))
            flow.addWidget(entry)
        self.show_counts({})

    def show_counts(self, counts: Mapping[Stands, int]) -> None:
        for kind, entry in self._entries.items():
            count = counts.get(kind, 0)
            entry.say(f"{self._said.stands(kind)} {self._words.number(count)}" if count else
                      self._said.stands(kind), bool(count))  # fmt: skip


class _Entry(QWidget):
    def __init__(self, theme: Theme, kind: Stands, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._kind = theme, kind
        self._text, self._any = "", False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def say(self, text: str, some: bool) -> None:
        if (text, some) != (self._text, self._any):
            self._text, self._any = text, some
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(font(self._theme.tokens.type.label))
        return QSize(
            round(metrics.horizontalAdvance(self._text)) + SHAPE + GAP + 2, round(metrics.height()) + 4
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        ink = Ink(painter, QRectF(self.rect()), t, mirrored=mirrored)
        shape = QRectF(0, (self.height() - SHAPE) / 2, SHAPE, SHAPE)
        paint_stands(painter, ink.placed(shape), self._kind, t)
        words = QRectF(self.rect()).adjusted(SHAPE + GAP, 0, 0, 0)
        ink.text(words, self._text, font(t.type.label), QColor(t.text if self._any else t.text_dim).name())
        painter.end()

"""How a terminal came and went in its last hour, as a line of bars with words under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from console.core.strips import Cell
from console.theme.theme import Theme
from console.views.alert_shapes import HIGH, paint_strip, strip_width
from console.views.widgets.labels import label


class StripLine(QWidget):
    """The words say what the bars show."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars = Bars(theme, self)
        self._words = label("", "label", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._bars)
        column.addWidget(self._words)

    def say(self, cells: Sequence[Cell], words: str) -> None:
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._bars.show_cells(tuple(cells))


class Bars(QWidget):
    """Oldest left whatever the writing direction, as every line of time."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cells: tuple[Cell, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_cells(self, cells: tuple[Cell, ...]) -> None:
        if cells != self._cells:
            self._cells = cells
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(strip_width(20)), round(HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = self.width() - strip_width(len(self._cells)) if self.isRightToLeft() else 0.0
        paint_strip(painter, QPointF(left, 0.0), self._cells, self._theme.tokens)
        painter.end()

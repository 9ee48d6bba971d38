"""What is about to be done, with a bar that runs out and a button that takes it back."""

from __future__ import annotations

from math import ceil
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from console.theme.theme import Theme
from console.views.widgets.buttons import Button
from console.views.widgets.labels import label
from console.views.widgets.toast import WIDTH

BAR: Final = 4


class CountdownBar(QWidget):
    """A share that runs out, towards where lines begin."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float) -> None:
        """0 to 1."""
        self._share = share
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        whole = QRectF(self.rect())
        left = QRectF(0, 0, whole.width() * self._share, whole.height())
        if self.isRightToLeft():
            left.moveRight(whole.right())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for box, colour in ((whole, tokens.hover), (left, tokens.accent)):
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(box, BAR / 2, BAR / 2)
        painter.end()


class UndoToast(QFrame):
    """Signals: `undone` when it shall not happen, `hurried` when it shall at once."""

    undone = Signal()
    hurried = Signal()

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("role", "toast")
        self.setFixedWidth(WIDTH)
        self._seconds = -1
        self._title = label("", "strong", self, wrap=True)
        self._words = label("", "label", self, wrap=True)
        self._left = label("", "label", self)
        self.bar = CountdownBar(theme, self)
        self.undo = Button(self.tr("Undo"), self, kind="primary")
        self.undo.setToolTip("Ctrl+Z")
        self.undo.clicked.connect(self.undone)
        self.now = Button(self.tr("Do it now"), self, kind="quiet")
        self.now.clicked.connect(self.hurried)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._left, 1)
        row.addWidget(self.now)
        row.addWidget(self.undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addSpacing(6)
        column.addLayout(row)
        column.addSpacing(4)
        column.addWidget(self.bar)
        self.hide()

    def say(self, title: str, words: str) -> None:
        """What is about to be done."""
        self._seconds = -1
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.setAccessibleName(f"{title}. {words}" if words else title)
        self.show()
        self.raise_()

    def set_left(self, seconds: float, share: float) -> None:
        """How long it still waits."""
        self.bar.set_share(share)
        if ceil(seconds) != self._seconds:
            self._seconds = ceil(seconds)
            self._left.setText(self.tr("In %n s", "", self._seconds))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.updateGeometry()
        super().changeEvent(event)

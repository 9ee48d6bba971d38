"""The leading side of the dialog for connecting: the connections there are or, before there is one, how to
begin.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from console.theme.icons import icon_pixmap
from console.theme.theme import Theme
from console.theme.tokens import Tokens, TypeScale
from console.views.dialogs.profile_list import ProfileList
from console.views.widgets.buttons import Button
from console.views.widgets.labels import label

WIDTH: Final = 244
"""At the usual size of text."""
PICTURE: Final = 40


class Side(QWidget):
    """Signals: `demo_requested`."""

    demo_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedWidth(round(WIDTH * theme.tokens.type.body / TypeScale().body))
        self.list = ProfileList(theme, self)
        self.first_steps = FirstSteps(theme, self)
        self.first_steps.demo.clicked.connect(self.demo_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        column.addWidget(self.first_steps)
        theme.changed.connect(self.update)

    def set_first(self, first: bool) -> None:
        """Whether there is no connection yet."""
        self.list.setVisible(not first)
        self.first_steps.setVisible(first)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(t.panel))
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        edge = 0 if mirrored else self.width() - 1
        painter.fillRect(QRectF(edge, 0, 1, self.height()), QColor(t.border))
        painter.end()


class FirstSteps(QWidget):
    """Two ways to begin: the form beside it, or the demo, by the button `demo`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel(self)
        self.demo = Button(self.tr("Start the demo"), self, theme=theme, icon_name="play")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 28, 24, 24)
        column.setSpacing(8)
        column.addWidget(self._picture)
        column.addSpacing(8)
        column.addWidget(label(self.tr("Your first connection"), "title", self, wrap=True))
        words = self.tr(
            "Punchdeck watches over an edge: the server that your terminals report to. Enter its address and "
            "the key that you were given for it."
        )
        column.addWidget(label(words, "dim", self, wrap=True))
        column.addStretch(1)
        column.addWidget(label(self.tr("No edge yet?"), "strong", self, wrap=True))
        words = self.tr("Look around in a fleet of simulated terminals that runs on this computer.")
        column.addWidget(label(words, "dim", self, wrap=True))
        column.addSpacing(4)
        column.addWidget(self.demo, 0, Qt.AlignmentFlag.AlignLeading)
        self._wear(theme.tokens)
        theme.changed.connect(self._wear)

    def _wear(self, tokens: Tokens) -> None:
        self._picture.setPixmap(icon_pixmap("finger", PICTURE, self.devicePixelRatioF(), tokens.accent))

"""What to do when there is no terminal yet: what to enter on one, and how to see the console without one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from console.theme.icons import icon_pixmap
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.widgets.buttons import Button
from console.views.widgets.labels import label
from console.views.widgets.menu_entries import MenuEntries
from console.views.words import isolated

PICTURE: Final = 40
WIDTH: Final = 620


class FirstTerminal(QFrame):
    """A card of three steps, with the address and port of the edge at `url` to copy.

    Signals: `add_wanted` when somebody wants to be led through it."""

    add_wanted = Signal()

    def __init__(self, theme: Theme, url: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("role", "card")
        self.setMaximumWidth(WIDTH)
        self._picture = QLabel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(self._picture)
        column.addWidget(label(self.tr("Connect the first terminal"), "headline", self, wrap=True))
        self.add = Button(self.tr("Add a terminal…"), self, kind="primary")
        self.add.clicked.connect(self.add_wanted)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)
        column.addSpacing(4)
        where = self.tr(
            "On the terminal, open its menu for communication, then cloud server (ADMS), and enter:"
        )
        column.addLayout(self._step(1, where))
        column.addLayout(_indented(MenuEntries(theme, url, self)))
        column.addLayout(
            self._step(
                2, self.tr("Within a minute it is listed here as waiting: approve it, and choose its site.")
            )
        )
        column.addLayout(self._step(3, self.tr("Punch once. It is on the live page within a second.")))
        line = QFrame(self)
        line.setProperty("role", "line")
        column.addSpacing(4)
        column.addWidget(line)
        column.addLayout(self._demo())
        self._wear(theme.tokens)
        theme.changed.connect(self._wear)

    def sizeHint(self) -> QSize:
        """As high as its words are at its width: by itself a frame does not ask them."""
        return QSize(WIDTH, self.heightForWidth(WIDTH))

    def _step(self, number: int, words: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        key = label(self.locale().toString(number), "key", self)
        key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        key.setFixedSize(24, 24)
        row.addWidget(key, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(words, "", self, wrap=True), 1, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _demo(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        words = self.tr("No terminal at hand? A command shows a simulated fleet of 14 sites:")
        row.addWidget(label(words, "dim", self, wrap=True), 1)
        row.addWidget(label(isolated("punchdeck demo"), "code", self), 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _wear(self, tokens: Tokens) -> None:
        self._picture.setPixmap(icon_pixmap("devices", PICTURE, self.devicePixelRatioF(), tokens.accent))


def _indented(inside: QWidget) -> QHBoxLayout:
    """As far as the words of a step are."""
    row = QHBoxLayout()
    row.setSpacing(0)
    row.addSpacing(36)
    row.addWidget(inside, 1)
    return row

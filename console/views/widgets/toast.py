"""A short message in the corner of the window: what was done, or what went wrong in the background."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console.theme.theme import Theme
from console.views.widgets.buttons import Button, IconButton
from console.views.widgets.corner import Corner
from console.views.widgets.labels import label

SHOWN_MS: Final = 8_000
WIDTH: Final = 360


class Toast(QFrame):
    """One at a time, the newest; goes away by itself unless pointed at. Others may stand in its `corner`."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self.over = over
        self.corner = Corner(over)
        self.corner.add(self)
        self.setProperty("role", "toast")
        self.setFixedWidth(WIDTH)
        self._title = label("", "strong", self, wrap=True)
        self._words = label("", "label", self, wrap=True)
        close = IconButton(theme, "close", self.tr("Dismiss"), self)
        close.clicked.connect(self.hide)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._words)
        self._open: Callable[[], object] | None = None
        self.show_it = Button(self.tr("Show"), self, kind="link")
        self.show_it.clicked.connect(self._opened)
        words.addWidget(self.show_it, 0, Qt.AlignmentFlag.AlignLeading)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 8, 12)
        row.addLayout(words, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._leave)
        self.hide()

    def say(self, title: str, words: str = "", open: Callable[[], object] | None = None) -> None:
        """`open` brings what it is about before the user, if it is about something that can be."""
        self._open = open
        self.show_it.setVisible(open is not None)
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.setAccessibleName(f"{title}. {words}")
        self.show()
        self.raise_()
        self.corner.place()
        self._timer.start()

    def _opened(self) -> None:
        self.hide()
        if self._open is not None:
            self._open()

    def _leave(self) -> None:
        if self.underMouse():
            self._timer.start()
        else:
            self.hide()

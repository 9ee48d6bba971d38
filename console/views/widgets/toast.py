"""A short message in the corner of the window: what was done, or what went wrong in the background."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console.theme.theme import Theme
from console.views.widgets.buttons import Button, IconButton
from console.views.widgets.labels import label

SHOWN_MS: Final = 8_000
WIDTH: Final = 360


class Toast(QFrame):
    """One at a time, the newest; goes away by itself unless pointed at."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
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
        row.addWidget(close)
        row.setAlignment(close, row.alignment())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._leave)
        over.installEventFilter(self)
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
        self.adjustSize()
        self._place()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _opened(self) -> None:
        self.hide()
        if self._open is not None:
            self._open()

    def _leave(self) -> None:
        if self.underMouse():
            self._timer.start()
        else:
            self.hide()

    def _place(self) -> None:
        self.adjustSize()
        left = self.layoutDirection().RightToLeft is self.layoutDirection()
        x = 20 if left else self._over.width() - self.width() - 20
        self.move(x, self._over.height() - self.height() - 48)

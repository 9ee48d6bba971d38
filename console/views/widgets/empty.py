"""What a page shows when there is nothing to show: why, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from console.theme.icons import icon_pixmap
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.widgets.labels import label

PICTURE = 40
WIDEST = 380


class Empty(QWidget):
    """A picture, a title and a sentence in the middle of free space."""

    def __init__(
        self, theme: Theme, icon_name: str, title: str, words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = icon_name
        self._picture = QLabel(self)
        self._title = label(title, "lead", self, wrap=True)
        self._words = label(words, "dim", self, wrap=True)
        self._column = column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        for part in (self._picture, self._title, self._words):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            # Given the whole width, a wrapped label knows how high it becomes.
            column.addWidget(part)
        column.addStretch(3)
        self._wear(theme.tokens)
        theme.changed.connect(self._wear)

    def minimumSizeHint(self) -> QSize:
        # The margins follow the width; they must not hold it.
        return QSize(160, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = max(16, (self.width() - WIDEST) // 2)
        self._column.setContentsMargins(beside, 16, beside, 16)
        super().resizeEvent(event)

    def say(self, title: str, words: str) -> None:
        self._title.setText(title)
        self._words.setText(words)

    def offer(self, button: QWidget) -> None:
        """A way out, under the sentence."""
        self._column.insertSpacing(self._column.count() - 1, 8)
        self._column.insertWidget(self._column.count() - 1, button, 0, Qt.AlignmentFlag.AlignHCenter)

    def _wear(self, tokens: Tokens) -> None:
        self._picture.setPixmap(
            icon_pixmap(self._icon_name, PICTURE, self.devicePixelRatioF(), tokens.border_strong)
        )

"""A line over the page that says what is wrong with the connection, and offers what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from console.theme.icons import icon_pixmap
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.widgets.buttons import Button
from console.views.widgets.labels import ElidedLabel


class Banner(QFrame):
    """Signals: `acted` when its button is pressed."""

    acted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self._picture = QLabel(self)
        self._words = ElidedLabel("", "", self)
        self._button = Button("", self)
        self._button.clicked.connect(self.acted)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(10)
        row.addWidget(self._picture)
        row.addWidget(self._words, 1)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._wear(theme.tokens)
        theme.changed.connect(self._wear)
        self.hide()

    def say(self, words: str, action: str = "") -> None:
        """Show a sentence, with a button where there is something to do."""
        self._words.setText(words)
        self._button.setText(action)
        self._button.setAccessibleName(action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(words)
        self.show()

    def _wear(self, tokens: Tokens) -> None:
        self._picture.setPixmap(icon_pixmap("unplugged", 18, self.devicePixelRatioF(), tokens.degraded))

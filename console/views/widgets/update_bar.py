"""A quiet line over the page: there is a new version, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from console.theme.icons import icon_pixmap
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.widgets.buttons import Button
from console.views.widgets.labels import ElidedLabel


class UpdateBar(QFrame):
    """Signals: `acted` for what its first button says, `asked` for what is new, `put_off` for another
    time."""

    acted = Signal()
    asked = Signal()
    put_off = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "news")
        self._picture = QLabel(self)
        self._words = ElidedLabel("", "", self)
        self.action = Button("", self)
        self.action.clicked.connect(self.acted)
        self.notes = Button(self.tr("What is new"), self, kind="quiet")
        self.notes.clicked.connect(self.asked)
        self.later = Button(self.tr("Later"), self, kind="quiet")
        self.later.clicked.connect(self.put_off)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addWidget(self._words, 1)
        for button in (self.action, self.notes, self.later):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._wear(theme.tokens)
        theme.changed.connect(self._wear)
        self.hide()

    @property
    def words(self) -> str:
        return self.accessibleName()

    def say(self, title: str, words: str, action: str) -> None:
        """Show a sentence; the words after it are said aloud, and shown to whoever points at it. `action` is
        what can be done, "" where nothing can just now."""
        self._words.setText(title)
        self.setToolTip(words)
        self.setAccessibleName(f"{title}. {words}")
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.show()

    def _wear(self, tokens: Tokens) -> None:
        self._picture.setPixmap(icon_pixmap("to-end", 18, self.devicePixelRatioF(), tokens.accent))

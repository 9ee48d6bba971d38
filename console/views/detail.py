"""What stands beside a list: the record that is selected, in full."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from console.theme.theme import Theme
from console.views.widgets.buttons import IconButton
from console.views.widgets.labels import label


class Detail(QWidget):
    """Made when the first record is to be shown; each list has its own. Add what it shows to `column`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 4, 16, 16)
        self.column.setSpacing(12)

    def show_record(self, record: Any) -> None:
        """Show this one; called again whenever it is renewed."""
        raise TypeError(f"{type(self).__name__} does not say what it shows of a record")

    def tick(self) -> None:
        """Time has passed."""


class DetailPane(QFrame):
    """Frames a Detail: scrolls it, and can be closed.

    Signals: `closed`.
    """

    closed = Signal()

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setMinimumWidth(280)
        self.detail: Detail | None = None
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close = IconButton(theme, "close", self.tr("Close"), self, shortcut="Esc", small=True)
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 8, 4)
        head.addWidget(label(title, "section", self), 1)
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)

    def hold(self, detail: Detail) -> None:
        self.detail = detail
        detail.setProperty("role", "flow")
        self._scroll.setWidget(detail)

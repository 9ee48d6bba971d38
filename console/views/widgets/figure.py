"""One figure that matters: a name, a number, what it is made of, and room for a picture of it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from console.views.widgets.labels import WrappedLabel, label

BETWEEN: Final = " · "


class Figure(QFrame):
    """A card. `picture` stands beside the number, `footer` instead of the words when they are swapped."""

    def __init__(
        self,
        title: str,
        parent: QWidget | None = None,
        *,
        picture: QWidget | None = None,
        footer: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._title = WrappedLabel(title, "label", self)
        self._number = label("", "number", self)
        self._words = WrappedLabel("", "label", self)
        self._footer = footer
        self._said = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addWidget(self._title)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self._number)
        if picture is not None:
            line.addWidget(picture, 1, Qt.AlignmentFlag.AlignVCenter)
        else:
            line.addStretch(1)
        column.addLayout(line)
        column.addStretch(1)
        column.addWidget(self._words)
        if footer is not None:
            footer.hide()
            column.addWidget(footer, 0, Qt.AlignmentFlag.AlignLeading)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, super().minimumSizeHint().height())

    @property
    def number(self) -> str:
        return self._number.text()

    @property
    def words(self) -> str:
        return self._said

    def set_title(self, title: str) -> None:
        self._title.setText(title)

    def swap(self, footer: bool) -> None:
        """Show the footer or the words."""
        if self._footer is not None:
            self._footer.setVisible(footer)
            self._words.setVisible(not footer)

    def say(self, number: str, words: str, *, known: bool = True) -> None:
        """`known` False: the number is old, or there is none; it is dimmed."""
        self._number.setText(number)
        self._number.setEnabled(known)
        self._said = words
        self._words.setText(_unbroken(words))
        self.setAccessibleName(f"{self._title.text()}: {number}. {words}")


def _unbroken(words: str) -> str:
    """Where it has several parts, lines break between them, not between a number and what it counts."""
    parts = words.split(BETWEEN)
    return BETWEEN.join(part.replace(" ", "\u00a0") for part in parts) if len(parts) > 1 else words

"""What the page of settings is made of: cards of named rows, and one of a few as buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console.views.widgets.buttons import Button
from console.views.widgets.flow import Flow
from console.views.widgets.labels import label

NAME: Final = 120


class SettingsCard(QFrame):
    """A section of the settings under its title."""

    def __init__(self, title: str, icon: str, parent: QWidget | None = None) -> None:
        """`icon` names one of icons.py."""
        super().__init__(parent)
        self.title, self.icon = title, icon
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 16, 20, 20)
        self.column.setSpacing(12)
        self.column.addWidget(label(title, "lead", self))

    def row(self, name: str, control: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        caption = label(name, "dim", self)
        caption.setMinimumWidth(NAME)
        caption.setAlignment(caption.alignment() & ~Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTop)
        caption.setContentsMargins(0, 6, 0, 0)
        row.addWidget(caption)
        row.addWidget(control, 1)
        self.column.addLayout(row)

    def note(self, words: str) -> None:
        """What one should know before one chooses."""
        self.column.addWidget(label(words, "label", self, wrap=True))

    def button(self, button: Button) -> None:
        self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)


class Choice(QWidget):
    """A few buttons of which one is down; there the keyboard goes. On more lines where there is no room.

    Signals: `chosen(object)` with the value behind the one pressed.
    """

    chosen = Signal(object)

    def __init__(
        self, name: str, options: Sequence[tuple[object, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._values = [value for value, _ in options]
        self._group = QButtonGroup(self)
        row = Flow(self)
        row.setContentsMargins(0, 0, 0, 0)
        for number, (_, text) in enumerate(options):
            button = Button(text, self)
            button.setCheckable(True)
            button.setAccessibleName(f"{name}: {text}")
            self._group.addButton(button, number)
            row.addWidget(button)
        self.setFocusProxy(self._group.button(0))
        self._group.idToggled.connect(self._toggled)
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._values[number]))

    def set_value(self, value: object) -> None:
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)

    def _toggled(self, number: int, down: bool) -> None:
        if down:
            self.setFocusProxy(self._group.button(number))

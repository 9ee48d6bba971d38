"""The sheet of shortcuts: every command that has one, by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from console.commands.registry import Command, Registry
from console.commands.search import Query
from console.commands.words import CommandWords
from console.theme.icons import icon
from console.theme.theme import Theme
from console.theme.tokens import Tokens, TypeScale
from console.views.widgets.buttons import Button
from console.views.widgets.key_field import key_caps
from console.views.widgets.labels import ElidedLabel, label

COLUMNS: Final = 3
LARGE: Final = 1.25
"""From this scale of text on there is one column less."""
COLUMN: Final = 280
ROW: Final = 28
"""At the usual size of text."""
GAP: Final = 32
MARGIN: Final = 24
HEAD: Final = 72
TALLEST: Final = 680
SCROLLS: Final = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet, and what it is found by."""

    widget: QWidget
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    widget: QWidget
    lines: tuple[Line, ...]


class ShortcutSheet(QDialog):
    """Opened with `open()`; is gone once it is closed.

    Signals: `change_wanted` when the user wants other keys.
    """

    change_wanted = Signal()

    def __init__(self, theme: Theme, registry: Registry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = CommandWords(self)
        self._scale = theme.tokens.type.body / TypeScale().body
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Find a shortcut"))
        self.search.setAccessibleName(self.tr("Find a shortcut"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(COLUMN)
        self.search.textChanged.connect(self._filter)
        self._glass = self.search.addAction(
            icon("search", theme.tokens), QLineEdit.ActionPosition.LeadingPosition
        )
        theme.changed.connect(self._wear)
        self._sections = [self._section(group, members) for group, members in _with_shortcuts(registry)]
        self._nothing = label("", "dim", self, wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.hide()
        self._scroll = self._columns(COLUMNS if self._scale < LARGE else COLUMNS - 1)
        header = QWidget(self)
        header.setFixedHeight(HEAD)
        head = QHBoxLayout(header)
        head.setContentsMargins(MARGIN, 0, MARGIN, 0)
        head.addWidget(label(self.tr("Keyboard shortcuts"), "title", self))
        head.addStretch(1)
        head.addWidget(self.search)
        self.change = Button(self.tr("Change…"), self)
        self.change.setAccessibleName(self.tr("Change keyboard shortcuts"))
        self.change.clicked.connect(self.change_wanted)
        head.addSpacing(4)
        head.addWidget(self.change)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(header)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self._nothing, 1)
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        # Qt would keep a dialog's own wish below two thirds of the screen
        self.resize(self._inner.minimumWidth() + bar, min(HEAD + self._inner.sizeHint().height(), TALLEST))
        self.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = SCROLLS.get(Qt.Key(event.key()))
        if action is None:
            super().keyPressEvent(event)
        else:
            self._scroll.verticalScrollBar().triggerAction(action)

    # -- how it is built

    def _columns(self, number: int) -> QScrollArea:
        self._inner = QWidget()
        self._inner.setProperty("role", "flow")
        row = QHBoxLayout(self._inner)
        row.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        row.setSpacing(GAP)
        self._inner.setMinimumWidth(number * round(COLUMN * self._scale) + (number - 1) * GAP + 2 * MARGIN)
        for sections in _spread(self._sections, number):
            place = QWidget(self._inner)
            column = QVBoxLayout(place)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(20)
            for section in sections:
                column.addWidget(section.widget)
            column.addStretch(1)
            row.addWidget(place, 1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName(self.tr("Shortcuts"))
        scroll.setWidget(self._inner)
        return scroll

    def _section(self, group: str, commands: Sequence[Command]) -> Section:
        title = self._words.group(group)
        box = QWidget(self)
        box.setAccessibleName(title)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(title, "section", box))
        column.addSpacing(4)
        line = QFrame(box)
        line.setProperty("role", "line")
        column.addWidget(line)
        column.addSpacing(4)
        lines = tuple(self._line(command, title, box) for command in commands)
        for one in lines:
            column.addWidget(one.widget)
        return Section(box, lines)

    def _line(self, command: Command, group: str, box: QWidget) -> Line:
        shortcut = command.shortcut or ""
        spoken = self._words.shortcut(shortcut)
        widget = QWidget(box)
        widget.setFixedHeight(round(ROW * self._scale))
        widget.setAccessibleName(f"{command.title}: {spoken}")
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(ElidedLabel(command.title, "", widget), 1)
        for place, keys in enumerate(self._words.caps(shortcut)):
            if place:
                row.addWidget(label(self.tr("then", "keys"), "caption", widget))
            row.addWidget(key_caps(keys, widget))
        return Line(widget, (command.title, group, spoken, shortcut, *command.keywords))

    # -- finding

    def _filter(self, typed: str) -> None:
        query = Query(typed)
        anything = False
        for section in self._sections:
            found = [any(map(query.is_in, line.texts)) for line in section.lines]
            for line, shown in zip(section.lines, found, strict=True):
                line.widget.setVisible(shown)
            section.widget.setVisible(any(found))
            anything = anything or any(found)
        self._scroll.setVisible(anything)
        self._nothing.setVisible(not anything)
        self._nothing.setText(
            self.tr("No shortcut is called “{0}”. Try another word, or the key itself.").format(typed.strip())
        )

    def _wear(self, tokens: Tokens) -> None:
        self._glass.setIcon(icon("search", tokens))


def _with_shortcuts(registry: Registry) -> list[tuple[str, list[Command]]]:
    groups = registry.groups().items()
    having = [(group, [command for command in members if command.shortcut]) for group, members in groups]
    return [(group, members) for group, members in having if members]


def _spread(sections: Sequence[Section], number: int) -> list[list[Section]]:
    """Over so many columns in their order, each to the shortest so far."""
    columns: list[list[Section]] = [[] for _ in range(number)]
    heights = [0] * number
    for section in sections:
        shortest = heights.index(min(heights))
        columns[shortest].append(section)
        heights[shortest] += len(section.lines) + 2
    return columns

"""Text of machines in full: laid out, in letters of one width, to be copied and searched."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import (
    QColor,
    QFontDatabase,
    QGuiApplication,
    QKeyEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from console.theme.palette import mix
from console.theme.theme import Theme
from console.views.widgets.buttons import IconButton
from console.views.widgets.labels import label

MOST_LINES: Final = 18
LEAST_LINES: Final = 2
MARKED: Final = 500
"""So many places are shown where it was found."""
LONGEST: Final = 200_000
LONGEST_LINE: Final = 1_000
"""Laying out one line takes ever longer, and is not done bit by bit."""


class BodyView(QWidget):
    """`name` stands over it. Nothing can be changed in it. Ctrl+F looks for something."""

    def __init__(
        self, theme: Theme, name: str, parent: QWidget | None = None, *, most_lines: int = MOST_LINES
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._most_lines = most_lines
        self._whole = ""
        self._copied = ""
        self._found = label("", "label", self)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(name)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.text.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Find"))
        self.search.setAccessibleName(self.tr("Find in {0}").format(name))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._mark)
        self.search.returnPressed.connect(self._next)
        self.search.installEventFilter(self)
        self.search.hide()
        self._find = IconButton(theme, "search", self.tr("Find"), self, shortcut="Ctrl+F", small=True)
        self._find.setCheckable(True)
        self._find.toggled.connect(self._show_search)
        copy = IconButton(theme, "copy", self.tr("Copy {0}").format(name), self, small=True)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._copied))
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(label(name, "section", self), 1)
        for part in (self._found, self._find, copy):
            head.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.search)
        column.addWidget(self.text)
        self._wear()
        theme.changed.connect(self._wear)

    def show_text(self, text: str, copied: str | None = None) -> None:
        """`copied`: what the button copies where that is not what is seen."""
        self._copied = text if copied is None else copied
        if text == self._whole:
            return
        self._whole = text
        cut = len(text) > LONGEST
        shown = "\n".join(_broken(line) for line in text[:LONGEST].split("\n"))
        self.text.setPlainText(f"{shown}\n…" if cut else shown)
        self._size()
        self._mark()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc ends the search before it ends anything else."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if event.key() != Qt.Key.Key_Escape:
            return False
        event.accept()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if held and event.key() == Qt.Key.Key_F:
            self._find.setChecked(True)
            self.search.setFocus()
        elif event.key() == Qt.Key.Key_Escape and self._find.isChecked():
            self._find.setChecked(False)
            self.text.setFocus()
        else:
            super().keyPressEvent(event)

    def _show_search(self, shown: bool) -> None:
        self.search.setVisible(shown)
        if shown:
            self.search.setFocus()
        else:
            self.search.clear()

    def _mark(self) -> None:
        """Show all places of what is looked for, and go to the first."""
        wanted = self.search.text()
        places: list[QTextEdit.ExtraSelection] = []
        if wanted:
            worn = QTextCharFormat()
            t = self._theme.tokens
            worn.setBackground(QColor(mix(t.degraded, t.raised, 0.35)))
            document = self.text.document()
            at = document.find(wanted)
            while not at.isNull() and len(places) < MARKED:
                place = QTextEdit.ExtraSelection()
                place.cursor, place.format = at, worn  # type: ignore[attr-defined]
                places.append(place)
                at = document.find(wanted, at)
            if places:
                first = QTextCursor(self.text.document())
                self.text.setTextCursor(first)
                self._next()
        self.text.setExtraSelections(places)
        self._found.setText(self.tr("%n found", "", len(places)) if wanted else "")

    def _next(self) -> None:
        """Go to the next place, and from the last to the first."""
        if self.search.text() and not self.text.find(self.search.text()):
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(self.search.text(), QTextDocument.FindFlag(0))

    def _wear(self) -> None:
        face = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        face.setPixelSize(round(self._theme.tokens.type.label))
        self.text.document().setDefaultFont(face)
        self.text.setFont(face)
        self._size()

    def _size(self) -> None:
        """As high as what is in it, within bounds."""
        lines = min(max(self._whole.count("\n") + 1, LEAST_LINES), self._most_lines)
        self.text.setFixedHeight(lines * self.text.fontMetrics().lineSpacing() + 22)


def _broken(line: str) -> str:
    """One line as several, where it is too long."""
    if len(line) <= LONGEST_LINE:
        return line
    return "\n".join(line[at : at + LONGEST_LINE] for at in range(0, len(line), LONGEST_LINE))

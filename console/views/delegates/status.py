"""A status as shape and word: painted in a cell, and on the chips that filter by it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QPainter, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from console.core.status import SEVERITY, Status
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.map.shapes import paint_status, status_pixmap

SHAPE: Final = 14
GAP: Final = 8


def troubled(status: Status) -> bool:
    """Whether it wants somebody to look."""
    return SEVERITY[status] < SEVERITY[Status.NO_DATA]


def paint_shape(painter: QPainter, box: QRectF, status: Status, tokens: Tokens, *, mirrored: bool) -> QRectF:
    """The shape at the leading edge of a box, in the middle of its height. Returns the room for the word."""
    left = box.right() - SHAPE if mirrored else box.left()
    top = round(box.center().y() - SHAPE / 2)
    paint_status(painter, QRectF(left, top, SHAPE, SHAPE), status, tokens)
    taken = SHAPE + GAP
    return box.adjusted(0, 0, -taken, 0) if mirrored else box.adjusted(taken, 0, 0, 0)


class StatusChip(QPushButton):
    """ "▲ 3 offline", a switch. It only ever grows wider, so that its neighbours do not jump."""

    def __init__(self, theme: Theme, status: Status, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.status = status
        self._theme = theme
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setIconSize(QSize(SHAPE, SHAPE))
        self._wear(theme.tokens)
        theme.changed.connect(self._wear)

    def say(self, words: str, hint: str) -> None:
        """`words` as "3 offline"; `hint` is what pressing it does."""
        if words != self.accessibleName():
            # Qt leaves hardly any room between a button's icon and its text.
            self.setText(f" {words}")
            self.setAccessibleName(words)
            self.setMinimumWidth(max(self.minimumWidth(), self.sizeHint().width()))
        self.setToolTip(hint)

    def _wear(self, tokens: Tokens) -> None:
        self.setMinimumWidth(0)
        self.setIcon(QIcon(status_pixmap(self.status, SHAPE, self.devicePixelRatioF(), tokens)))


class StatusChips(QWidget):
    """How many terminals of each status there are; pressed, a chip asks for its status. They stand in as many
    lines as they need.

    Signals: `toggled(Status)` when somebody presses one.
    """

    toggled = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = {
            status: StatusChip(theme, status, self) for status in (Status.PENDING, *list(Status)[:-1])
        }
        for status, chip in self.chips.items():
            chip.hide()
            chip.clicked.connect(lambda _=False, status=status: self.toggled.emit(status))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._wear)

    def show_counts(self, words: Mapping[Status, str], wanted: frozenset[Status], hint: str) -> None:
        """`words` as "3 offline", of those that are worth a chip."""
        for status, chip in self.chips.items():
            chip.setVisible(status in words)
            chip.setChecked(status in wanted)
            if status in words:
                chip.say(words[status], hint)
        self._place()

    def _wear(self, _tokens: object) -> None:
        QTimer.singleShot(0, self, self._place)  # after the chips have taken their new size

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        shown = [chip for chip in self.chips.values() if not chip.isHidden()]
        height = max((chip.sizeHint().height() for chip in shown), default=0)
        x = y = 0
        for chip in shown:
            width = max(chip.minimumWidth(), chip.sizeHint().width())
            if x and x + width > self.width():
                x, y = 0, y + height + 8
            left = self.width() - x - width if self.isRightToLeft() else x
            chip.setGeometry(left, y, width, height)
            x += width + 8
        self.setFixedHeight(y + height)

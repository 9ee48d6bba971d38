"""Much that is asked at once: in two columns where a window is wide enough, scrolled where it is too low."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from console.theme.tokens import TypeScale
from console.views.dialogs.ask import AskDialog

GAP: Final = 24
ROOM: Final = QSize(1_440, 900)
AROUND: Final = 210
"""What title, sentence and buttons take of the height, where letters are as large as usual."""
NARROW: Final = 0.64
"""Of the width for two columns, what one needs."""


class TwoColumns(QScrollArea):
    """Add to `left` and `right`; where they do not fit beside each other `right` is below. `shares` are how
    wide they are."""

    def __init__(self, dialog: AskDialog[Any], shares: tuple[int, int] = (1, 1)) -> None:
        super().__init__(dialog)
        over = dialog.parentWidget()
        room = ROOM if over is None else over.window().size()
        self._highest = room.height() - round(AROUND * dialog.theme.tokens.type.body / TypeScale().body)
        beside = dialog.width_wanted <= room.width()
        if not beside:
            dialog.setFixedWidth(min(round(dialog.width_wanted * NARROW), room.width()))
        self.left, self.right = QVBoxLayout(), QVBoxLayout()
        self._inner = QWidget(self)
        self._inner.setProperty("role", "flow")
        grid = QGridLayout(self._inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(12)
        for column in (self.left, self.right):
            column.setSpacing(12)
        grid.addLayout(self.left, 0, 0)
        grid.addLayout(self.right, *((0, 1) if beside else (1, 0)))
        for place, share in enumerate(shares if beside else (1,)):
            grid.setColumnStretch(place, share)
        self.setWidgetResizable(True)
        self.setWidget(self._inner)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        inner = self._inner.sizeHint()
        return QSize(inner.width(), min(inner.height(), self._highest))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

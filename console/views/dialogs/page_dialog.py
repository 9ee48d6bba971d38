"""A list in a window of its own over the page it belongs to."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.views.dialogs.dialog import Dialog
from console.views.pages.page import Surroundings, finished
from console.views.pages.records import RecordsPage
from console.views.widgets.buttons import Button

ROOM: Final = (1080, 680)
AROUND: Final = 32


class PageDialog(Dialog[bool]):
    """It answers nothing. Esc steps back in the list first.

    Signals: `opened` once it stands there.
    """

    opened = Signal()

    def __init__(self, around: Surroundings, page: RecordsPage[Any], parent: QWidget) -> None:
        super().__init__(around.theme, parent)
        self.page = finished(page)
        page.setParent(self)
        self.setWindowTitle(page.title())
        close = Button(self.tr("Close"), self)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 12, 24, 16)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(page, 1)
        column.addLayout(foot)
        room = parent.size()
        self.resize(min(ROOM[0], room.width() - AROUND), min(ROOM[1], room.height() - AROUND))
        self.finished.connect(page.close_page)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.page.step_back():
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)

"""Which columns a table shows, chosen one after the other while the menu stays open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from PySide6.QtCore import (
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import (
    QMenu,
    QWidget,
)

from console.theme.icons import icon
from console.theme.theme import Theme

C = TypeVar("C", bound=str)


class ColumnsMenu(QMenu):
    """Which columns are shown. It stays open while they are chosen. `fixed` is the one that always stays.

    Signals: `toggled(column, bool)`.
    """

    toggled = Signal(object, bool)

    def __init__(
        self, theme: Theme, titles: Mapping[C, str], shown: Iterable[C], fixed: C, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wanted = frozenset(shown)
        for column, title in titles.items():
            action = self.addAction(icon("check", theme.tokens), title)
            action.setCheckable(True)
            action.setChecked(column in wanted)
            action.setIconVisibleInMenu(column in wanted)
            action.setEnabled(column != fixed)
            action.toggled.connect(lambda on, column=column, action=action: self._toggle(column, action, on))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._switch(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() not in keys or not self._switch(self.activeAction()):
            super().keyPressEvent(event)

    def _switch(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable():
            return False
        if action.isEnabled():
            action.toggle()
        return True

    def _toggle(self, column: object, action: QAction, on: bool) -> None:
        action.setIconVisibleInMenu(on)
        self.toggled.emit(column, on)

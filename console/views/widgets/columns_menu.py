"""Which columns a table of terminals shows, chosen one after the other while the menu stays open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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

from console.models.device_columns import Column
from console.theme.icons import icon
from console.theme.theme import Theme


class ColumnsMenu(QMenu):
    """Which columns are shown. It stays open while they are chosen.

    Signals: `toggled(Column, bool)`.
    """

    toggled = Signal(object, bool)

    def __init__(
        self, theme: Theme, titles: Mapping[Column, str], shown: Iterable[Column], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wanted = frozenset(shown)
        for column, title in titles.items():
            action = self.addAction(icon("check", theme.tokens), title)
            action.setCheckable(True)
            action.setChecked(column in wanted)
            action.setIconVisibleInMenu(column in wanted)
            action.setEnabled(column is not Column.NAME)
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

    def _toggle(self, column: Column, action: QAction, on: bool) -> None:
        action.setIconVisibleInMenu(on)
        self.toggled.emit(column, on)

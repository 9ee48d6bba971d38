"""How terminals are marked in their table: X and Shift+X, Ctrl+A, a click with Ctrl or Shift held."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from console.models.device_columns import Terminal
from console.models.devices import DeviceModel
from console.models.marks import Marks
from console.views.delegates.device import DeviceDelegate
from console.views.device_table import DeviceTable

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class DeviceMarking(QObject):
    """Belongs to a table. The boxes are there while anything is marked."""

    def __init__(
        self, table: DeviceTable, model: DeviceModel, delegate: DeviceDelegate, marks: Marks
    ) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._delegate = delegate
        self._marks = marks
        self._from: str | None = None
        table.installEventFilter(self)
        table.viewport().installEventFilter(self)
        marks.changed.connect(self._marked)

    def mark_current(self, *, to_here: bool = False) -> None:
        """Mark the row where the keyboard is, or unmark it; `to_here`: all from the one marked last."""
        row = self._table.current_row
        if isinstance(row, Terminal):
            self._mark(row.device.id, to_here)

    def mark_shown(self) -> None:
        """All that pass the filter."""
        self._marks.mark(self._model.shown_ids)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and watched is self._table.viewport():
            return self._pressed(event)
        if isinstance(event, QKeyEvent) and watched is self._table:
            held, press = event.modifiers() & _HELD, event.type() is QEvent.Type.KeyPress
            if press and event.key() == Qt.Key.Key_A and held == Qt.KeyboardModifier.ControlModifier:
                self.mark_shown()
                return True
        return False

    def _pressed(self, event: QMouseEvent) -> bool:
        pressed = event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        if not pressed or event.button() is not Qt.MouseButton.LeftButton:
            return False
        at = event.position().toPoint()
        place = self._table.rowAt(at.y())
        row = self._model.row(place) if place >= 0 else None
        held = event.modifiers() & _HELD
        if not isinstance(row, Terminal) or not (held or self._table.on_box(at)):
            return False
        if held and not len(self._marks) and self._table.selected is not None:
            self._from = self._table.selected
            self._marks.mark([self._from])
        self._table.go_to(place)
        self._mark(row.device.id, bool(held & Qt.KeyboardModifier.ShiftModifier))
        return True

    def _mark(self, device_id: str, to_here: bool) -> None:
        begin = None if self._from is None else self._model.place_of(self._from)
        here = self._model.place_of(device_id)
        if to_here and begin is not None and here is not None:
            rows = map(self._model.row, range(min(begin, here), max(begin, here) + 1))
            self._marks.mark([row.device.id for row in rows if isinstance(row, Terminal)])
        else:
            self._marks.mark([device_id], device_id not in self._marks)
        self._from = device_id

    def _marked(self) -> None:
        if self._delegate.marking is not bool(self._marks):
            self._delegate.marking = bool(self._marks)
            self._table.fit()
            self._table.measure()
        self._table.viewport().update()

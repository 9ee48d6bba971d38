"""Tells what the mouse means: a click, a drag, a box, a place it rests on."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent

DRAG: Final = 4.0
"""Pixels before a press becomes a drag."""


class Pointer(QObject):
    """Signals: `clicked` and `double_clicked` where; `dragged` by how much since the last; `boxing` and
    `boxed` with the rectangle spanned with Shift held, while and after; `hovered` where, with no button down.
    """

    clicked = Signal(QPointF)
    double_clicked = Signal(QPointF)
    dragged = Signal(float, float)
    boxing = Signal(QRectF)
    boxed = Signal(QRectF)
    hovered = Signal(QPointF)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._boxing = False
        self._dragging = False
        self._double = False

    def press(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._last = event.position()
            self._boxing = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._dragging = self._double = False

    def move(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed is None:
            self.hovered.emit(at)
            return
        if not self._dragging and (at - self._pressed).manhattanLength() >= DRAG:
            self._dragging = True
        if self._dragging and self._boxing:
            self.boxing.emit(QRectF(self._pressed, at).normalized())
        elif self._dragging:
            step = at - self._last
            self.dragged.emit(step.x(), step.y())
        self._last = at

    def release(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        pressed, self._pressed = self._pressed, None
        if self._dragging and self._boxing:
            self.boxed.emit(QRectF(pressed, event.position()).normalized())
        elif not self._dragging and not self._double:
            self.clicked.emit(event.position())
        self._dragging = self._boxing = False

    def double(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._double = event.position(), True
            self.double_clicked.emit(event.position())

    def cancel(self) -> None:
        self._pressed = None
        self._dragging = self._boxing = False

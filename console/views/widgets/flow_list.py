"""A list that is as high as what is in it, in as many columns as fit: the page around it scrolls."""

from __future__ import annotations

from typing import Final, Protocol

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QStyledItemDelegate, QWidget

Index = QModelIndex | QPersistentModelIndex

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PAGING: Final = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Cells(Protocol):
    """What the list asks of its delegate, how narrow a cell may be and how high it is, and what it tells it:
    what came of that."""

    cell: QSize
    columns: int

    def narrowest(self) -> int: ...

    def height(self) -> int: ...


class FlowList(QListView):
    """Arrows move; Enter, Space or a click chooses; Shift+Enter or a double click opens.

    Signals: `chosen` and `opened` with an index; `reached` with the place of what the keyboard went to, so
    that it can be scrolled into view.
    """

    chosen = Signal(QModelIndex)
    opened = Signal(QModelIndex)
    reached = Signal(QRect)

    def __init__(self, delegate: QStyledItemDelegate, cells: Cells, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = cells
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "flow")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self.chosen.emit)
        self.doubleClicked.connect(self.opened.emit)

    @property
    def columns(self) -> int:
        """So many abreast; where there are few, they may be one step wider."""
        model = self.model()
        rows = 0 if model is None else model.rowCount()
        fit = self.width() // self._cells.narrowest()
        return max(1, min(fit, max(rows, fit - 1)))

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            for told in (model.rowsInserted, model.rowsRemoved, model.modelReset):
                told.connect(self._fit)
        self._fit()

    def select(self, index: Index) -> None:
        """Show something as selected, or nothing for an invalid index; nobody is told."""
        selected = self.selectionModel()
        if not index.isValid():
            selected.clearSelection()
        elif not selected.isSelected(index):
            selected.select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Nothing is selected by moving about: what is selected is decided once for all pages."""
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def refit(self) -> None:
        """The delegate's measures have changed."""
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self._cells.narrowest(), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _PAGING:
            event.ignore()
        elif index.isValid() and plain and (event.key() in _ENTER or event.key() == Qt.Key.Key_Space):
            self.chosen.emit(index)
        elif (
            index.isValid()
            and event.key() in _ENTER
            and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self.opened.emit(index)
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and self.hasFocus():
            self.reached.emit(self.visualRect(current))

    def _fit(self) -> None:
        model = self.model()
        rows = 0 if model is None else model.rowCount()
        columns = self.columns
        cell = QSize(max(1, (self.width() - 1) // columns), self._cells.height())
        if (cell, columns) != (self._cells.cell, self._cells.columns):
            self._cells.cell, self._cells.columns = cell, columns
            self.scheduleDelayedItemsLayout()
        self.setFixedHeight(-(-rows // columns) * cell.height())

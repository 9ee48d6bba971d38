"""The alerts as a table: what is selected stays so whatever happens to the rows, causes fold, several can be
selected."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from console.models.alert_columns import COLUMNS, NUMBERS, PLACE, Column
from console.models.alerts import AlertModel, AlertRow
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.delegates.alert import ICON, PAD, AlertDelegate, row_height
from console.views.delegates.cell import grown
from console.views.row_table import RowTable
from console.views.title_header import TitleHeader

WIDTHS: Final = {
    Column.SEVERITY: 100,
    Column.SITE: 132,
    Column.SINCE: 72,
    Column.STAGE: 132,
    Column.EXPECTED: 98,
    Column.WHO: 118,
}
"""In logical pixels at the usual size of text; the alert itself has the rest."""
LEAST: Final = 190
GIVES_WAY: Final = (Column.SITE, Column.WHO, Column.EXPECTED, Column.STAGE)
"""Who goes first where there is not room for all."""


class AlertTable(RowTable):
    """Arrows move; Shift and Ctrl with them select several, X puts one more to them; Left and Right, Enter
    and Space fold a cause.

    Signals: `chosen(alert_id)` when the keyboard or the mouse goes to one, `picked` when others are selected,
    `asked(place)` for the menu of what is selected.
    """

    chosen = Signal(str)
    picked = Signal()
    asked = Signal(QPoint)

    def __init__(self, theme: Theme, model: AlertModel, delegate: AlertDelegate, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._delegate = delegate
        self._placing = False
        self._telling: str | None = None
        self._kept: tuple[list[str], str | None] = ([], None)
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setAccessibleName(self.tr("Alerts"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = AlertHeader(theme, self)
        self.setHorizontalHeader(header)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._wear(theme.tokens)
        theme.changed.connect(self._wear)
        self.selectionModel().selectionChanged.connect(self._picked)
        self.selectionModel().currentRowChanged.connect(self._went)
        model.arranging.connect(self._note)
        model.arranged.connect(self._restore)

    # -- what is selected
    # ----------------------------------------------------------------------------------------------

    @property
    def selected(self) -> list[str]:
        """The alerts that are selected, in the order of the rows; else the one where the keyboard is."""
        return self._marked() or ([] if self.current is None else [self.current])

    @property
    def current(self) -> str | None:
        """The alert where the keyboard is."""
        index = self.currentIndex()
        return self._model.row(index.row()).alert.id if index.isValid() else None

    def show_selected(self, alert_id: str | None) -> None:
        """Show one as selected and bring it into sight, or none; silent, because whoever calls knows."""
        if alert_id is not None and (alert_id == self._telling or alert_id in self._marked()):
            return
        place = None if alert_id is None else self._model.reveal(alert_id)
        was, self._placing = self._placing, True
        if place is None:
            self.selectionModel().clearSelection()
        else:
            self.setCurrentIndex(self.at(place))
            self.scrollTo(self.at(place))
        self._placing = was
        self.picked.emit()

    def select_only_current(self) -> None:
        """Of several, keep the one where the keyboard is."""
        if self.currentIndex().isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().select(self.at(self.currentIndex().row()), flags)

    def mark_current(self) -> None:
        """Put the current one to what is selected, or take it out."""
        if self.currentIndex().isValid():
            flags = QItemSelectionModel.SelectionFlag.Toggle | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().select(self.at(self.currentIndex().row()), flags)

    def tick(self) -> None:
        """The rows in sight say how long ago something was."""
        first, last = self.in_sight()
        self._model.tick(first, last)

    def at(self, place: int) -> QModelIndex:
        return self._model.index(place, PLACE[Column.ALERT])

    # -- Qt asks
    # --------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        key, index = event.key(), self.currentIndex()
        row = self._model.row(index.row()) if index.isValid() else None
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and row is not None:
            self._fold(row, not row.folded)
        elif plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and row is not None:
            self._step_sideways(row, inwards=(key == Qt.Key.Key_Right) is not self.isRightToLeft())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.rowAt(round(event.position().y()))
        if place >= 0 and event.button() is Qt.MouseButton.LeftButton and self._on_chevron(event, place):
            row = self._model.row(place)
            self._fold(row, not row.folded)
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.rowAt(round(event.position().y()))
        if place >= 0 and not self._on_chevron(event, place):
            row = self._model.row(place)
            self._fold(row, not row.folded)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.selected:
            self.asked.emit(self.menu_place(event))

    # -- how it is set up
    # ------------------------------------------------------------------------------------------------

    def _wear(self, tokens: Tokens) -> None:
        self.set_row_height(row_height(tokens))
        self.fit()
        self.viewport().update()

    def fit(self) -> None:
        """The alert itself has the room that the others leave; where that is too little, some go."""
        tokens = self._theme.tokens
        widths = {column: grown(tokens, width) for column, width in WIDTHS.items()}
        widths[Column.SEVERITY] = max(widths[Column.SEVERITY], self._delegate.widest_severity())
        least, room = grown(tokens, LEAST), self.room.width()
        for column in GIVES_WAY:
            if sum(widths.values()) + least <= room:
                break
            del widths[column]
        widths[Column.ALERT] = max(least, round(room) - sum(widths.values()))
        for column in COLUMNS:
            self.setColumnHidden(PLACE[column], column not in widths)
            if column in widths:
                self.setColumnWidth(PLACE[column], widths[column])

    # -- how rows stay where they are
    # -----------------------------------------------------------------------------------

    def _note(self) -> None:
        self._kept = (self._marked(), self.current)
        self._placing = True

    def _restore(self) -> None:
        selected, current = self._kept
        flags = QItemSelectionModel.SelectionFlag
        chosen = QItemSelection()
        for alert_id in selected:
            place = self._model.place_of(alert_id)
            if place is not None:
                chosen.select(self.at(place), self.at(place))
        self.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)
        place = None if current is None else self._model.place_of(current)
        if place is not None:
            self.selectionModel().setCurrentIndex(self.at(place), flags.NoUpdate)
        self._placing = False
        self.picked.emit()
        self.viewport().update()

    def _marked(self) -> list[str]:
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.row(place).alert.id for place in places]

    def _picked(self) -> None:
        if not self._placing:
            self.picked.emit()
        self.viewport().update()

    def _went(self, index: QModelIndex) -> None:
        if not self._placing and index.isValid():
            # Ctrl and Shift select after this: whoever hears of it must not select for them
            self._telling = self._model.row(index.row()).alert.id
            self.chosen.emit(self._telling)
            self._telling = None

    # -- causes and what they explain
    # ------------------------------------------------------------------------------------

    def _fold(self, row: AlertRow, folded: bool) -> None:
        if row.under:
            self._model.fold(row.alert.id, folded)

    def _step_sideways(self, row: AlertRow, *, inwards: bool) -> None:
        """Into a cause or out of it, as in a tree."""
        if row.under:
            self._fold(row, not inwards)
        elif not inwards and row.depth:
            cause = self._model.cause_of(self.currentIndex().row())
            if cause is not None:
                self.setCurrentIndex(self.at(cause))

    def _on_chevron(self, event: QMouseEvent, place: int) -> bool:
        if not self._model.row(place).under:
            return False
        return 0 <= self.begin_of(event, place) <= PAD + ICON + 4

    # -- grounds
    # --------------------------------------------------------------------------------------------------

    def paint_row(self, painter: QPainter, box: QRectF, place: int, *, pointed: bool, current: bool) -> None:
        selected = self.selectionModel().isSelected(self.at(place))
        if selected or pointed:
            self._delegate.paint_ground(painter, box, selected=selected)
        if current:
            self._delegate.paint_ring(painter, box)


class AlertHeader(TitleHeader):
    """Titles and nothing else: the order of alerts is what they are about."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        title = self.model().headerData(logicalIndex, Qt.Orientation.Horizontal)
        figures = COLUMNS[logicalIndex] in NUMBERS
        self.paint_title(painter, rect, title, descending=None, figures=figures, pointed=False)

"""The terminals as a table: what is in sight stays where it is, headings fold, arrows walk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QWidget,
)

from console.models.device_columns import COLUMNS, DEFAULT, PLACE, Column, Terminal
from console.models.devices import DeviceModel, Row
from console.models.devices import Group as Heading
from console.models.marks import Marks
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.delegates.device import PAD, DeviceDelegate, row_height
from console.views.delegates.record import MARK
from console.views.device_header import DeviceHeader
from console.views.row_table import RowTable
from console.views.widgets.column_widths import shared

LEAST: Final = {
    Column.STATUS: 92,
    Column.NAME: 116,
    Column.SITE: 128,
    Column.REASON: 104,
    Column.SEEN: 84,
    Column.PUNCH: 88,
    Column.SERIAL: 124,
    Column.MODEL: 72,
    Column.USERS: 76,
    Column.FINGERPRINTS: 104,
    Column.FACES: 72,
    Column.PUNCHES: 112,
    Column.COMMANDS: 100,
    Column.DRIFT: 84,
    Column.IP: 128,
    Column.FIRMWARE: 136,
    Column.PUSH: 112,
    Column.TAGS: 112,
}
"""Widths in logical pixels at which columns are still of use, at the usual size of text."""
READ_WHOLE: Final = {Column.STATUS: 128, Column.REASON: 150, Column.SEEN: 104, Column.PUNCH: 104}
"""What says little where it is cut has the room it needs first, in any language, up to so much."""
SHARES: Final = {Column.NAME: 4, Column.SITE: 6, Column.MODEL: 1, Column.TAGS: 2}
"""Who gets how much of the room that is left, and who gives where there is not enough."""

Index = QModelIndex | QPersistentModelIndex


class DeviceTable(RowTable):
    """Arrows move and select; Left and Right, Enter and Space fold a heading. What is selected stays so by
    its id, whatever happens to the rows, and what is in sight stays where it is.

    Signals: `chosen(device_id)` when somebody selects a terminal, `asked(row, place)` for the menu of a row.
    """

    chosen = Signal(str)
    asked = Signal(object, QPoint)

    def __init__(
        self, theme: Theme, model: DeviceModel, delegate: DeviceDelegate, marks: Marks, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._marks = marks
        self._theme = theme
        self._model = model
        self._delegate = delegate
        self._selected: str | None = None
        self._current: str | None = None
        self._before: dict[str, int] = {}
        self._placing = False
        self._widths: dict[Column, int] | None = None
        self._wanted: dict[Column, int] = {}
        self._shown: frozenset[Column] = DEFAULT
        self.header = DeviceHeader(theme, model, self)
        self.setModel(model)
        self.setHorizontalHeader(self.header)
        self.setItemDelegate(delegate)
        self.setAccessibleName(self.tr("Terminals"))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.reset_columns()
        self._wear(theme.tokens)
        theme.changed.connect(self._wear)
        self.header.sectionResized.connect(self._resized)
        self.selectionModel().selectionChanged.connect(self._chose)
        self.clicked.connect(self._clicked)
        model.arranging.connect(self._note)
        model.arranged.connect(self._restore)

    # -- what is selected
    # ----------------------------------------------------------------------------------------------

    @property
    def selected(self) -> str | None:
        """The terminal that is shown as selected, whether it is among the rows or not."""
        return self._selected

    def show_selected(self, device_id: str | None) -> None:
        """Show a terminal as selected and bring it into sight, or none; silent, because whoever calls
        knows."""
        if device_id == self._selected:
            return
        self._selected = device_id
        place = None if device_id is None else self._model.reveal(device_id)
        self._mark()
        if place is not None:
            self._go_to(place)
            self.scrollTo(self.currentIndex())

    def rearranged(self) -> None:
        """Somebody asked for other rows: show the selected one, or else begin at the top."""
        self.executeDelayedItemsLayout()
        place = None if self._selected is None else self._model.place_of(self._selected)
        if place is None:
            self.scrollToTop()
        else:
            self.scrollTo(self._model.index(place, PLACE[Column.NAME]))

    @property
    def current_row(self) -> Row | None:
        """Where the keyboard is."""
        index = self.currentIndex()
        return self._model.row(index.row()) if index.isValid() else None

    def go_to(self, place: int) -> None:
        """Put the keyboard on a row; nothing else is selected by that."""
        self._go_to(place)
        self.viewport().update()

    def on_box(self, at: QPoint) -> bool:
        """Whether a place of the viewport is on the box of a row."""
        index = self.indexAt(at)
        if not self._delegate.marking or index.column() != self._delegate.first:
            return False
        cell = self.visualRect(index)
        return 0 <= (cell.right() - at.x() if self.isRightToLeft() else at.x() - cell.left()) <= MARK + PAD

    def tick(self) -> None:
        """The rows in sight say how long ago something was."""
        first, last = self.in_sight()
        self._model.tick(first, last)
        self.measure()

    # -- columns
    # -------------------------------------------------------------------------------------------------------

    @property
    def columns(self) -> list[Column]:
        """All of them, in the order they stand."""
        return [COLUMNS[self.header.logicalIndex(place)] for place in range(len(COLUMNS))]

    @property
    def shown_columns(self) -> list[Column]:
        """Those that are wanted, in the order they stand."""
        return [column for column in self.columns if column in self._shown]

    @property
    def widths(self) -> Mapping[Column, int] | None:
        """As somebody has drawn them; None while they fit themselves to the room there is."""
        return self._widths

    def measure(self) -> None:
        """Make room for what the rows in sight hold, if there is too little. Columns that fit themselves only
        ever ask for more."""
        seen = [column for column in self.shown_columns if not self.isColumnHidden(PLACE[column])]
        if self._widths is not None or not self._model.rowCount():
            return
        for column in seen:
            self._wanted[column] = max(self._wanted.get(column, 0), self._wanted_by(column))
        if any(self._wanted[column] > self.columnWidth(PLACE[column]) for column in seen):
            self.fit()

    def show_column(self, column: Column, shown: bool) -> None:
        """The name always stays: a row must say what it is about."""
        self._shown = self._shown | {column} if shown else self._shown - {column} | {Column.NAME}
        self.fit()

    def set_columns(
        self, order: Sequence[Column], shown: Iterable[Column], widths: Mapping[Column, int] | None
    ) -> None:
        """`order` begins with these; the others follow as they stood."""
        for place, column in enumerate(order):
            self.header.moveSection(self.header.visualIndex(PLACE[column]), place)
        self._shown = frozenset(shown) | {Column.NAME}
        self._widths = None if widths is None else dict(widths)
        self.fit()

    def reset_columns(self) -> None:
        """As they were at first."""
        self.set_columns(COLUMNS, DEFAULT, None)

    def at(self, place: int) -> QModelIndex:
        return self._model.index(place, PLACE[Column.NAME])

    # -- Qt asks
    # -------------------------------------------------------------------------------------------------------

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """On a heading the keyboard stands; it is never selected."""
        if index.isValid() and isinstance(self._model.row(index.row()), Heading):
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Up and down only: which columns are in sight is nobody's business but the user's."""
        across = self.horizontalScrollBar().value()
        super().scrollTo(index, hint)
        self.horizontalScrollBar().setValue(across)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        key, row = event.key(), self.current_row
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and row is not None:
            self._open(row)
        elif plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            inwards = (key == Qt.Key.Key_Right) is not self.isRightToLeft()
            self._step_sideways(row, 1 if inwards else -1)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the menu key at the current row, by the mouse where it points."""
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.currentIndex().row() if by_keyboard else self.rowAt(event.pos().y())
        if place >= 0:
            self.asked.emit(self._model.row(place), self.menu_place(event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.measure()

    def sizeHintForColumn(self, column: int) -> int:
        """Of the rows in sight: Qt would go through a thousand."""
        first, last = self.in_sight()
        rows = map(self._model.row, range(max(first, 0), last + 1))
        return max((self._delegate.width_of(row, COLUMNS[column]) for row in rows), default=-1)

    # -- how it is set up
    # ------------------------------------------------------------------------------------------------

    def _wear(self, tokens: Tokens) -> None:
        self._wanted.clear()
        self.set_row_height(row_height(tokens))
        self.fit()
        self.viewport().update()

    def fit(self) -> None:
        """Columns as wide as they were drawn, or sharing the room there is. Under headings of sites nobody
        needs to be told the site of every row."""
        scale = self._theme.tokens.type.body / 13
        seen = [it for it in self.shown_columns if not (it is Column.SITE and self._model.grouped)]
        least = {column: round(LEAST[column] * scale) for column in seen}
        first = next((PLACE[it] for it in self.columns if it in least), 0)
        for column in READ_WHOLE.keys() & least.keys():
            box = MARK if self._delegate.marking and PLACE[column] == first else 0
            wanted = min(self._wanted.get(column, 0), round(READ_WHOLE[column] * scale) + box)
            least[column] = max(least[column], wanted)
        if self._widths is None:
            widths = shared(round(self.room.width()), least, self._wanted, SHARES)
        else:
            widths = {column: self._widths.get(column, of) for column, of in least.items()}
        self._placing = True
        self._delegate.first = first
        for column in COLUMNS:
            self.setColumnHidden(PLACE[column], column not in widths)
        for column, width in widths.items():
            self.setColumnWidth(PLACE[column], width)
        self._placing = False

    def _wanted_by(self, column: Column) -> int:
        """How wide a column must be to show its heading and the rows in sight whole."""
        return max(self.sizeHintForColumn(PLACE[column]), self.header.wanted(column))

    def _resized(self, _section: int, _before: int, _after: int) -> None:
        if not self._placing:
            seen = [column for column in COLUMNS if not self.isColumnHidden(PLACE[column])]
            drawn = {column: self.columnWidth(PLACE[column]) for column in seen}
            self._widths = {**(self._widths or {}), **drawn}

    # -- how rows stay where they are
    # --------------------------------------------------------------------------------------

    def _note(self) -> None:
        """Before the rows are others: what is in sight, and where the keyboard is."""
        first, last = self.in_sight()
        row = self.current_row
        self._current = None if row is None else _id(row)
        self._before = {_id(self._model.row(place)): place for place in range(max(first, 0), last + 1)}
        self._placing = True
        self._stood = (self.currentIndex().row(), self.verticalScrollBar().value())

    def _restore(self) -> None:
        """What was in sight stays there, as far as most of it goes; who is at the top stays at the top."""
        self.executeDelayedItemsLayout()
        stood, value = self._stood
        place = None if self._current is None else self._model.place_of(self._current)
        if place is None and stood >= 0:
            place = min(stood, self._model.rowCount() - 1)
        self._mark()
        if place is not None and place >= 0:
            self._go_to(place)
        self._placing = False
        after = ((id, self._model.place_of(id)) for id in self._before)
        steps = Counter(now - self._before[id] for id, now in after if now is not None)
        step = steps.most_common(1)[0][0] if value and steps else 0
        self.verticalScrollBar().setValue(value + step * self.row_height)

    def _mark(self) -> None:
        """Select the row of what is selected, without telling anybody."""
        was, self._placing = self._placing, True
        place = None if self._selected is None else self._model.place_of(self._selected)
        if place is None:
            self.selectionModel().clearSelection()
        else:
            whole = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().select(self.at(place), whole)
        self._placing = was
        self.viewport().update()

    def _go_to(self, place: int) -> None:
        """Put the keyboard on a row without selecting it."""
        self.selectionModel().setCurrentIndex(self.at(place), QItemSelectionModel.SelectionFlag.NoUpdate)

    def _chose(self, selected: QItemSelection, _deselected: QItemSelection) -> None:
        if self._placing:
            return
        rows = selected.indexes()
        row = self._model.row(rows[0].row()) if rows else None
        if isinstance(row, Terminal):
            self._selected = row.device.id
            self.chosen.emit(row.device.id)
        self.viewport().update()

    # -- headings
    # ------------------------------------------------------------------------------------------------

    def _clicked(self, index: QModelIndex) -> None:
        row = self._model.row(index.row())
        if isinstance(row, Heading):
            self._model.fold([row.id], not row.folded)

    def _open(self, row: Row) -> None:
        if isinstance(row, Heading):
            self._model.fold([row.id], not row.folded)
        else:
            self._selected = row.device.id
            self._mark()
            self.chosen.emit(row.device.id)

    def _step_sideways(self, row: Row | None, way: int) -> None:
        """Into a heading or out of it, as in a tree; else the columns move."""
        if isinstance(row, Heading):
            self._model.fold([row.id], way < 0)
            return
        heading = None if row is None or way > 0 else self._model.heading_of(self.currentIndex().row())
        if heading is not None:
            self._go_to(heading)
            return
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() + way * 48)

    # -- grounds
    # -------------------------------------------------------------------------------------------------------

    def paint_row(self, painter: QPainter, box: QRectF, place: int, *, pointed: bool, current: bool) -> None:
        row = self._model.row(place)
        if isinstance(row, Heading):
            self._delegate.paint_heading(painter, box, row, pointed=pointed)
        else:
            selected = row.device.id == self._selected or row.device.id in self._marks
            if selected or pointed:
                self._delegate.paint_ground(painter, box, selected=selected)
        if current:
            self._delegate.paint_ring(painter, box)


def _id(row: Row) -> str:
    return row.id if isinstance(row, Heading) else row.device.id

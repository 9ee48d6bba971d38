"""The matrix as a table: names stay at the side, terminals stay on top, a cell is a shape."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, cast

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from console.core.matrix import Stands
from console.core.records import Device
from console.core.status import Status
from console.models.matrix import MatrixModel
from console.theme.fonts import font
from console.theme.palette import mix
from console.theme.theme import Theme
from console.views.delegates.cell import grown, line_height
from console.views.delegates.stands import paint_stands
from console.views.map.shapes import paint_status

CELL: Final = 34
SHAPE: Final = 14
NAMES: Final = 220
HEADER: Final = 132
MOST_NAMES: Final = 0.4
MOST_HEADER: Final = 0.4
"""Shares of the table: where there is little room, the cells have the most of it."""
MIN_HEADER: Final = 72
AWAY: Final = (Status.OFFLINE, Status.NEW, Status.SUSPENDED, Status.NO_DATA)
"""Terminals that take nothing now: a shape says so beside the name."""
MARK: Final = 10
PAD: Final = 8


class MatrixTable(QTableView):
    """Arrows walk, Shift with them marks several; a heading marks a whole person or terminal.

    Cells are painted at once and from pictures made before: forty by thirty of them are in sight.

    Signals: `opened` on Enter.
    """

    opened = Signal()

    def __init__(
        self, theme: Theme, model: MatrixModel, status: Callable[[Device], Status], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme, self._matrix = theme, model
        self._shapes: dict[Stands, QPixmap] = {}
        self.setAccessibleName(self.tr("Who is on which terminal"))
        self.setModel(model)
        self.names, self.terminals = _Names(theme, model, self), _Terminals(theme, model, status, self)
        self.setVerticalHeader(self.names)
        self.setHorizontalHeader(self.terminals)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for each in (self.names, self.terminals):
            each.setSectionsClickable(True)
            each.setHighlightSections(False)
            each.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._noted: list[tuple[list[str], list[str]]] = []
        self._noted_current: tuple[str, str] | None = None
        model.modelAboutToBeReset.connect(self._note)
        model.modelReset.connect(self._restore)
        self._wear()
        theme.changed.connect(self._wear)

    def _note(self) -> None:
        """What is marked, by whom it is about: others may stand in these rows in a moment."""
        people, terminals = self._matrix.rows, self._matrix.columns
        self._noted = [
            ([people[row].pin for row in rows], [terminals[column].id for column in columns])
            for rows, columns in self.chosen()
        ]
        here = self.currentIndex()
        known = here.isValid()
        self._noted_current = (people[here.row()].pin, terminals[here.column()].id) if known else None

    def _restore(self) -> None:
        row_of = {row.pin: place for place, row in enumerate(self._matrix.rows)}
        column_of = {device.id: place for place, device in enumerate(self._matrix.columns)}
        marked, index = QItemSelection(), self._matrix.index
        for pins, device_ids in self._noted:
            columns = sorted(column_of[it] for it in device_ids if it in column_of)
            for row in sorted(row_of[pin] for pin in pins if pin in row_of):
                if columns:
                    marked.select(index(row, columns[0]), index(row, columns[-1]))
        flags = QItemSelectionModel.SelectionFlag
        pin, device_id = self._noted_current or ("", "")
        if pin in row_of and device_id in column_of:
            here = index(row_of[pin], column_of[device_id])
            self.selectionModel().setCurrentIndex(here, flags.NoUpdate)
        self.selectionModel().select(marked, flags.ClearAndSelect)

    def chosen(self) -> list[tuple[range, range]]:
        """What is marked, as blocks of rows by columns: of twenty thousand cells nobody makes a list."""
        blocks = cast(Iterable[QItemSelectionRange], self.selectionModel().selection())
        return [(range(it.top(), it.bottom() + 1), range(it.left(), it.right() + 1)) for it in blocks]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        columns, rows = self._in_sight(Qt.Orientation.Horizontal), self._in_sight(Qt.Orientation.Vertical)
        t, side = self._theme.tokens, self._side()
        chosen = self.chosen()
        lefts = {column: self.columnViewportPosition(column) for column in columns}
        line = QColor(mix(t.border, t.panel, 0.5))
        width = self.viewport().width()
        for row in rows:
            top = self.rowViewportPosition(row)
            painter.fillRect(0, top + side - 1, width, 1, line)
            for column in columns:
                left = lefts[column]
                if any(row in rows_chosen and column in there for rows_chosen, there in chosen):
                    painter.fillRect(left, top, side, side - 1, QColor(t.selected))
                shape = self._shape(self._matrix.stands(row, column))
                if shape is not None:
                    painter.drawPixmap(left + (side - SHAPE) // 2, top + (side - SHAPE) // 2, shape)
        current = self.currentIndex()
        if current.isValid() and self.hasFocus():
            box = QRectF(self.visualRect(current)).adjusted(1, 1, -1, -2)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(t.focus), t.space.focus_width))
            painter.drawRoundedRect(box, 4, 4)
        painter.end()

    def _shape(self, stands: Stands) -> QPixmap | None:
        if stands is Stands.NOT_MEANT:
            return None
        made = self._shapes.get(stands)
        if made is None:
            dpr = self.devicePixelRatioF()
            made = QPixmap(QSize(round(SHAPE * dpr), round(SHAPE * dpr)))
            made.setDevicePixelRatio(dpr)
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_stands(painter, QRectF(0, 0, SHAPE, SHAPE), stands, self._theme.tokens)
            painter.end()
            self._shapes[stands] = made
        return made

    def _in_sight(self, along: Qt.Orientation) -> range:
        """By arithmetic: all are of one size."""
        across = along is Qt.Orientation.Horizontal
        count = self._matrix.columnCount() if across else self._matrix.rowCount()
        bar = self.horizontalScrollBar() if across else self.verticalScrollBar()
        room = self.viewport().width() if across else self.viewport().height()
        first = bar.value() // self._side()
        return range(min(first, count), min(first + room // self._side() + 2, count))

    def _side(self) -> int:
        return grown(self._theme.tokens, CELL)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.names.updateGeometry()
        self.terminals.updateGeometry()
        self.updateGeometries()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._wear()
        super().changeEvent(event)

    def _wear(self) -> None:
        self._shapes.clear()
        for header in (self.names, self.terminals):
            header.setMinimumSectionSize(self._side())
            header.setDefaultSectionSize(self._side())
            header.updateGeometry()
        self.updateGeometries()
        self.viewport().update()


class _Heading(QHeaderView):
    """Painted by ourselves; Qt's own would neither turn a name nor cut it."""

    def __init__(self, theme: Theme, model: MatrixModel, along: Qt.Orientation, parent: MatrixTable) -> None:
        super().__init__(along, parent)
        self._theme, self._matrix = theme, model
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _over(self) -> MatrixTable:
        table = self.parent()
        assert isinstance(table, MatrixTable)
        return table

    def _ground(self, painter: QPainter, rect: QRect, section: int) -> None:
        t, table = self._theme.tokens, self._over()
        across = self.orientation() is Qt.Orientation.Horizontal
        chosen, root = table.selectionModel(), table.rootIndex()
        on = chosen.isColumnSelected(section, root) if across else chosen.isRowSelected(section, root)
        painter.fillRect(rect, QColor(t.selected if on else t.panel))


class _Names(_Heading):
    """People: the name, and under it PIN in small."""

    def __init__(self, theme: Theme, model: MatrixModel, parent: MatrixTable) -> None:
        super().__init__(theme, model, Qt.Orientation.Vertical, parent)
        self.setAccessibleName(self.tr("People"))

    def sizeHint(self) -> QSize:
        room = round(self._over().width() * MOST_NAMES)
        return QSize(min(grown(self._theme.tokens, NAMES), room), super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        t, row = self._theme.tokens, self._matrix.rows[logicalIndex]
        painter.save()
        self._ground(painter, rect, logicalIndex)
        box = QRectF(rect).adjusted(PAD, 0, -PAD, 0)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        small, face = font(t.type.caption), font(t.type.body)
        pin = QFontMetricsF(small).elidedText(row.pin, Qt.TextElideMode.ElideMiddle, box.width() * 0.4)
        wide = QFontMetricsF(small).horizontalAdvance(pin)
        painter.setFont(small)
        painter.setPen(QColor(t.text_dim))
        other = Qt.AlignmentFlag.AlignLeft if mirrored else Qt.AlignmentFlag.AlignRight
        painter.drawText(
            box, int(other | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter), pin
        )
        room = box.adjusted(wide + PAD, 0, 0, 0) if mirrored else box.adjusted(0, 0, -wide - PAD, 0)
        name = QFontMetricsF(face).elidedText(row.name or row.pin, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(face)
        painter.setPen(QColor(t.text if row.employee is not None else t.text_dim))
        painter.drawText(room, flags | int(Qt.TextFlag.TextSingleLine), name)
        painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), QColor(mix(t.border, t.panel, 0.5)))
        painter.restore()


class _Terminals(_Heading):
    """Terminals: names from bottom to top, and under each how many people are not as they should be."""

    def __init__(
        self, theme: Theme, model: MatrixModel, status: Callable[[Device], Status], parent: MatrixTable
    ) -> None:
        super().__init__(theme, model, Qt.Orientation.Horizontal, parent)
        self._status = status
        self.setAccessibleName(self.tr("Terminals"))

    def sizeHint(self) -> QSize:
        room = round(self._over().height() * MOST_HEADER)
        high = max(MIN_HEADER, min(grown(self._theme.tokens, HEADER), room))
        return QSize(super().sizeHint().width(), high)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        t, device = self._theme.tokens, self._matrix.columns[logicalIndex]
        painter.save()
        self._ground(painter, rect, logicalIndex)
        painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), QColor(t.border))
        small = font(t.type.caption, QFont.Weight.DemiBold)
        line = line_height(t.type.caption)
        wrong, known = self._matrix.wrong_of(logicalIndex), self._matrix.loaded(logicalIndex)
        said = ("…" if not known else str(wrong)) if wrong or not known else ""
        foot = QRectF(rect.left(), rect.bottom() - line - 5, rect.width(), line)
        painter.setFont(small)
        painter.setPen(QColor(t.text_dim))
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignCenter), said)
        face = font(t.type.label)
        status = self._status(device)
        if status in AWAY:
            foot.moveTop(foot.top() - MARK - 4)
            at = QRectF(rect.center().x() - MARK / 2 + 1, foot.top() + 2, MARK, MARK)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_status(painter, at, status, t)
        room = foot.top() - rect.top() - 12
        name = QFontMetricsF(face).elidedText(device.name, Qt.TextElideMode.ElideMiddle, room)
        painter.setFont(face)
        painter.setPen(QColor(t.text))
        painter.translate(QPointF(rect.center().x() + 1, foot.top() - 4))
        painter.rotate(-90)
        high = line_height(t.type.label)
        box = QRectF(0, -high / 2, room, high)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, int(flags) | int(Qt.TextFlag.TextSingleLine), name)
        painter.restore()

"""The devices: every terminal as a row, filtered, sorted, gathered by site, worst first."""

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
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from common.filters import Filter
from console.commands.registry import Command, Group
from console.core.fleet import NOTHING, Change
from console.core.states import Connecting
from console.core.status import Status
from console.models.device_columns import COLUMNS, DEFAULT, NUMBERS, PLACE, Column, Order, Terminal
from console.models.device_filter import Vocabulary, parse_device_filter, statuses_of, with_statuses
from console.models.devices import DeviceModel, Row
from console.models.devices import Group as Heading
from console.models.selection import Kind, Selected
from console.theme.fonts import font
from console.theme.icons import icon, icon_pixmap
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.delegates.device import PAD, DeviceDelegate, DeviceWords, row_height
from console.views.delegates.status import StatusChips
from console.views.pages.page import Page, State, Surroundings
from console.views.widgets.buttons import Button
from console.views.widgets.empty import Empty
from console.views.widgets.filter_box import FilterBox
from console.views.widgets.first_terminal import FirstTerminal
from console.views.widgets.labels import label
from console.views.words import isolated

SECOND_MS: Final = 1000
REST_MS: Final = 100
"""Between two updates: ten a second at most."""
EDGE: Final = 12
"""From the edge of the page to the rows, whose cells stand as far from theirs again."""
ARROW: Final = 14
LEAST: Final = {
    Column.STATUS: 114,
    Column.NAME: 128,
    Column.SITE: 104,
    Column.REASON: 126,
    Column.SEEN: 96,
    Column.PUNCH: 96,
    Column.SERIAL: 128,
    Column.MODEL: 92,
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
SHARES: Final = {Column.NAME: 4, Column.SITE: 3, Column.REASON: 3, Column.MODEL: 1, Column.TAGS: 2}
"""Who gets how much of the room that is left."""
WIDEST: Final = 4_000

Index = QModelIndex | QPersistentModelIndex


class DeviceHeader(QHeaderView):
    """Titles that sort when they are clicked and move when they are dragged.

    Signals: `menu_wanted(QPoint)` for the columns.
    """

    menu_wanted = Signal(QPoint)

    def __init__(self, theme: Theme, model: DeviceModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._order = model.order
        self._pointed = -1
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(48)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.changed.connect(self.updateGeometry)

    def show_order(self, order: Order) -> None:
        """Point an arrow at what the rows are sorted by."""
        self._order = order
        side = Qt.SortOrder.DescendingOrder if order.descending else Qt.SortOrder.AscendingOrder
        self.setSortIndicator(PLACE[order.column], side)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(32, self._theme.tokens.type.caption + 21))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        t, column = self._theme.tokens, COLUMNS[logicalIndex]
        sorts, pointed = column is self._order.column, logicalIndex == self._pointed
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        right = mirrored is not (column in NUMBERS)
        painter.save()
        painter.fillRect(rect, QColor(t.hover if pointed else t.panel))
        painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), QColor(t.border))
        face = font(t.type.caption, QFont.Weight.DemiBold)
        box = QRectF(rect).adjusted(PAD, 0, -PAD, 0)
        metrics = QFontMetricsF(face)
        words = metrics.elidedText(
            self.model().headerData(logicalIndex, Qt.Orientation.Horizontal),
            Qt.TextElideMode.ElideRight,
            box.width() - (ARROW + 2 if sorts else 0),
        )
        width = metrics.horizontalAdvance(words)
        left = box.right() - width if right else box.left()
        painter.setFont(face)
        painter.setPen(QColor(t.text if sorts or pointed else t.text_dim))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, box.top(), width + 1, box.height()), int(flags), words)
        if sorts:
            arrow = "chevron-down" if self._order.descending else "chevron-up"
            x = left - ARROW - 2 if right else left + width + 2
            dpr = self.devicePixelRatioF()
            painter.drawPixmap(
                round(x), round(box.center().y() - ARROW / 2), icon_pixmap(arrow, ARROW, dpr, t.accent)
            )
        painter.restore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point_at(self.logicalIndexAt(event.position().toPoint()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._point_at(-1)
        return super().viewportEvent(event)

    def _point_at(self, section: int) -> None:
        if section != self._pointed:
            self._pointed = section
            self.viewport().update()


class DeviceTable(QTableView):
    """Arrows move and select; Left and Right, Enter and Space fold a heading. What is selected stays so by
    its id, whatever happens to the rows, and what is in sight stays where it is.

    Signals: `chosen(device_id)` when somebody selects a terminal, `asked(row, place)` for the menu of a row.
    """

    chosen = Signal(str)
    asked = Signal(object, QPoint)

    def __init__(self, theme: Theme, model: DeviceModel, delegate: DeviceDelegate, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._delegate = delegate
        self._selected: str | None = None
        self._current: str | None = None
        self._before: dict[str, int] = {}
        self._placing = False
        self._pointed = -1
        self._widths: dict[Column, int] | None = None
        self._shown: frozenset[Column] = DEFAULT
        self.header = DeviceHeader(theme, model, self)
        self.setModel(model)
        self.setHorizontalHeader(self.header)
        self.setItemDelegate(delegate)
        self._set_up()
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

    def tick(self) -> None:
        """The rows in sight say how long ago something was."""
        first, last = self._in_sight()
        self._model.tick(first, last)

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

    # -- Qt asks
    # -------------------------------------------------------------------------------------------------------

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """On a heading the keyboard stands; it is never selected."""
        if index.isValid() and isinstance(self._model.row(index.row()), Heading):
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Rows only; Home and End are the first one and the last one."""
        moves, last = QAbstractItemView.CursorAction, self._model.rowCount() - 1
        if last < 0:
            return QModelIndex()
        here = self.currentIndex()
        if not here.isValid():
            return self._at(max(self._in_sight()[0], 0))
        page = max(1, self.viewport().height() // self._height() - 1)
        step = {
            moves.MoveUp: -1, moves.MovePrevious: -1, moves.MoveDown: 1, moves.MoveNext: 1,
            moves.MovePageUp: -page, moves.MovePageDown: page, moves.MoveHome: -last, moves.MoveEnd: last,
        }.get(action, 0)  # fmt: skip
        return self._at(min(max(here.row() + step, 0), last))

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
        place, at = self.rowAt(event.pos().y()), event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.currentIndex().row()
            below = self.rowViewportPosition(place) + self._height()
            at = self.viewport().mapToGlobal(QPoint(self.viewport().width() // 4, below))
        if place >= 0:
            self.asked.emit(self._model.row(place), at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point_at(round(event.position().y()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._point_at(-1)
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._paint_grounds(painter)
        painter.end()
        super().paintEvent(event)

    # -- how it is set up
    # ------------------------------------------------------------------------------------------------

    def _set_up(self) -> None:
        self.setAccessibleName(self.tr("Terminals"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        # the ground of a selected row is painted whole, not cell by cell
        self.setStyleSheet("QTableView { selection-background-color: transparent; }")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _wear(self, tokens: Tokens) -> None:
        self.verticalHeader().setMinimumSectionSize(row_height(tokens))
        self.verticalHeader().setDefaultSectionSize(row_height(tokens))
        self.fit()
        self.viewport().update()

    def fit(self) -> None:
        """Columns as wide as they were drawn, or sharing the room there is. Under headings of sites nobody
        needs to be told the site of every row."""
        scale = self._theme.tokens.type.body / 13
        seen = [it for it in self.shown_columns if not (it is Column.SITE and self._model.grouped)]
        least = {column: round(LEAST[column] * scale) for column in seen}
        if self._widths is None:
            spare = max(round(self._room().width()) - sum(least.values()), 0)
            whole = sum(SHARES.get(column, 0) for column in least)
            widths = {column: of + spare * SHARES.get(column, 0) // whole for column, of in least.items()}
        else:
            widths = {column: self._widths.get(column, of) for column, of in least.items()}
        self._placing = True
        for column in COLUMNS:
            self.setColumnHidden(PLACE[column], column not in widths)
        for column, width in widths.items():
            self.setColumnWidth(PLACE[column], width)
        self._placing = False

    def _room(self) -> QRectF:
        """What rows are painted in, as far from one edge of the page as from the other."""
        beside = 0 if self.verticalScrollBar().isVisible() else EDGE
        room = QRectF(self.viewport().rect())
        return room.adjusted(beside, 0, 0, 0) if self.isRightToLeft() else room.adjusted(0, 0, -beside, 0)

    def _resized(self, _section: int, _before: int, _after: int) -> None:
        if not self._placing:
            seen = [column for column in COLUMNS if not self.isColumnHidden(PLACE[column])]
            drawn = {column: self.columnWidth(PLACE[column]) for column in seen}
            self._widths = {**(self._widths or {}), **drawn}

    # -- how rows stay where they are
    # --------------------------------------------------------------------------------------

    def _note(self) -> None:
        """Before the rows are others: what is in sight, and where the keyboard is."""
        first, last = self._in_sight()
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
        self.verticalScrollBar().setValue(value + step * self._height())

    def _mark(self) -> None:
        """Select the row of what is selected, without telling anybody."""
        was, self._placing = self._placing, True
        place = None if self._selected is None else self._model.place_of(self._selected)
        if place is None:
            self.selectionModel().clearSelection()
        else:
            whole = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().select(self._at(place), whole)
        self._placing = was
        self.viewport().update()

    def _go_to(self, place: int) -> None:
        """Put the keyboard on a row without selecting it."""
        self.selectionModel().setCurrentIndex(self._at(place), QItemSelectionModel.SelectionFlag.NoUpdate)

    def _chose(self, selected: QItemSelection, _deselected: QItemSelection) -> None:
        if self._placing:
            return
        rows = selected.indexes()
        row = self._model.row(rows[0].row()) if rows else None
        if isinstance(row, Terminal):
            self._selected = row.device.id
            self.chosen.emit(row.device.id)
        self.viewport().update()

    def _at(self, place: int) -> QModelIndex:
        return self._model.index(place, PLACE[Column.NAME])

    def _height(self) -> int:
        return self.verticalHeader().defaultSectionSize()

    def _in_sight(self) -> tuple[int, int]:
        """The first and the last row in sight; -1 where there is none."""
        first = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        return first, last if last >= 0 else self._model.rowCount() - 1

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

    def _point_at(self, y: int) -> None:
        """The mouse is at a height of the viewport, or nowhere at all."""
        before, self._pointed = self._pointed, y
        if self.rowAt(before) != self.rowAt(y):
            self.viewport().update()

    def _paint_grounds(self, painter: QPainter) -> None:
        """What is behind and across the cells of whole rows."""
        first, last = self._in_sight()
        if first < 0:
            return
        painter.setLayoutDirection(self.layoutDirection())
        pointed = self.rowAt(self._pointed) if self._pointed >= 0 else -1
        current = self.currentIndex().row() if self.hasFocus() else -1
        top, room, height = self.rowViewportPosition(first), self._room(), self._height()
        for place in range(first, last + 1):
            box = QRectF(room.left(), top + (place - first) * height, room.width(), height)
            row = self._model.row(place)
            selected = isinstance(row, Terminal) and row.device.id == self._selected
            if isinstance(row, Heading):
                self._delegate.paint_heading(painter, box, row, pointed=place == pointed)
            if selected or (place == pointed and isinstance(row, Terminal)):
                self._delegate.paint_ground(painter, box, selected=selected)
            if place == current:
                self._delegate.paint_ring(painter, box)


def _id(row: Row) -> str:
    return row.id if isinstance(row, Heading) else row.device.id


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


class DevicesPage(Page):
    """Selecting a row selects its terminal for the whole window."""

    id = "devices"

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        session = self.session
        nameless = self.words.site_name("")
        self.device_words = DeviceWords(self.words, session.now_us, lambda: session.fleet.blind, self)
        self.model = DeviceModel(session, self.device_words, nameless, self)
        delegate = DeviceDelegate(self.theme, self.model, self.device_words)
        self.table = DeviceTable(self.theme, self.model, delegate, self)
        vocabulary = Vocabulary(session, nameless)
        hint = self.tr("Filter, for example  {0}").format("site:casa status!=online seen>5m")
        self.filter = FilterBox(self.theme, parse_device_filter, lambda: vocabulary, isolated(hint), self)
        self.chips = StatusChips(self.theme, self)
        self._news = NOTHING
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(self._body(), 1)
        self._due = QTimer(self, singleShot=True, interval=REST_MS)
        self._due.timeout.connect(self._refresh)
        self._second = QTimer(self, interval=SECOND_MS)
        self._second.timeout.connect(self._tick)
        self._connect()
        self._show_rows()

    def _connect(self) -> None:
        self.filter.filtered.connect(self._filter)
        self.filter.left.connect(self.focus_first)
        self.chips.toggled.connect(self._toggle_status)
        self.table.chosen.connect(lambda device_id: self.selection.select(Kind.DEVICE, device_id))
        self.table.asked.connect(self._offer)
        self.table.header.sectionClicked.connect(lambda section: self.sort_by(COLUMNS[section]))
        self.table.header.menu_wanted.connect(self._offer_columns)
        self.table.header.show_order(self.model.order)
        self._group.clicked.connect(self.toggle_grouping)
        self._columns.clicked.connect(self.choose_columns)
        self.selection.changed.connect(self._selected)
        self.listen(self.session.changed, self._heard)
        self.listen(self.session.connection.states, self._moved)

    def commands(self) -> Sequence[Command]:
        return (
            Command(
                "devices.filter", self.tr("Filter the terminals"), Group.TERMINAL,
                run=self.filter.focus, shortcut="/", icon="filter",
            ),
            Command(
                "devices.clear_filter", self.tr("Clear the filter"), Group.TERMINAL,
                run=self.filter.clear, enabled=lambda: bool(self.filter.text), icon="close",
            ),
            Command(
                "devices.group", self.tr("Group by site"), Group.TERMINAL,
                run=self.toggle_grouping, checked=lambda: self.model.grouped, shortcut="Ctrl+G", icon="group",
            ),
            Command(
                "devices.fold", self.tr("Fold all groups"), Group.TERMINAL,
                run=lambda: self._fold_all(True), enabled=lambda: bool(self.model.groups()),
            ),
            Command(
                "devices.unfold", self.tr("Unfold all groups"), Group.TERMINAL,
                run=lambda: self._fold_all(False), enabled=lambda: bool(self.model.groups()),
            ),
            Command(
                "devices.columns", self.tr("Choose columns and order"), Group.TERMINAL,
                run=self.choose_columns, icon="columns", keywords=(self.tr("sort"),),
            ),
            Command(
                "devices.copy", self.tr("Copy the serial number"), Group.TERMINAL,
                run=self._copy_serial, enabled=lambda: self._chosen() is not None,
                shortcut="Ctrl+C", icon="copy",
            ),
            Command(
                "devices.map", self.tr("Show the terminal's site on the map"), Group.TERMINAL,
                run=lambda: self._show_on_map(self._chosen()),
                enabled=lambda: self._placed(self._chosen()), icon="place",
            ),
            Command(
                "devices.feed", self.tr("Show the terminal's last punch in the feed"), Group.TERMINAL,
                run=lambda: self._show_in_feed(self._chosen()),
                enabled=lambda: self._punched(self._chosen()), icon="feed",
            ),
        )  # fmt: skip

    # -- what is kept
    # --------------------------------------------------------------------------------------------------

    def save_state(self) -> State:
        order, widths = self.model.order, self.table.widths
        return {
            "filter": self.filter.text,
            "history": self.filter.history,
            "sort": [order.column.value, order.descending],
            "columns": [column.value for column in self.table.columns],
            "shown": [column.value for column in self.table.shown_columns],
            "widths": None if widths is None else {column.value: width for column, width in widths.items()},
            "grouped": self.model.grouped,
            "folded": sorted(self.model.folded),
        }

    def restore_state(self, state: State) -> None:
        history, text, folded = state.get("history"), state.get("filter"), state.get("folded")
        if isinstance(history, list):
            self.filter.set_history([entry for entry in history if isinstance(entry, str)])
        if isinstance(text, str):
            self.filter.set_text(text)
        if isinstance(folded, list):
            self.model.fold([id for id in folded if isinstance(id, str)], True)
        self._set_grouped(state.get("grouped") is True)
        self._restore_columns(state)
        match state.get("sort"):
            case [str(column), bool(descending)] if column in COLUMNS:
                self._sort(Order(Column(column), descending))

    def _restore_columns(self, state: State) -> None:
        shown, widths = _columns(state.get("shown")), state.get("widths")
        if not shown:
            return
        drawn: dict[Column, int] | None = None
        if isinstance(widths, dict):
            drawn = {
                Column(name): width
                for name, width in widths.items()
                if name in COLUMNS and isinstance(width, int) and 0 < width < WIDEST
            }
        self.table.set_columns(_columns(state.get("columns")), shown, drawn)

    # -- what core tells
    # ------------------------------------------------------------------------------------------------

    def catch_up(self) -> None:
        self._second.start()
        self._news = Change(structure=True)
        self._refresh()
        self._selected(self.selection.current)

    def hideEvent(self, event: QHideEvent) -> None:
        self._second.stop()
        self._due.stop()
        super().hideEvent(event)

    def _heard(self, change: Change) -> None:
        self._news |= change
        self._wake()

    def _moved(self, _state: object) -> None:
        self._wake()

    def _wake(self) -> None:
        if self.isVisible() and not self._due.isActive():
            self._due.start()

    def _refresh(self) -> None:
        news, self._news = self._news, NOTHING
        if news:
            self.model.follow(news)
        self._show_rows()

    def _tick(self) -> None:
        self.model.follow_time()
        self.table.tick()
        self._show_rows()

    # -- what it shows
    # --------------------------------------------------------------------------------------------------

    def _head(self) -> QVBoxLayout:
        self._group = Button(self.tr("Group by site"), self, theme=self.theme, icon_name="group")
        self._group.setCheckable(True)
        self._columns = Button(self.tr("Columns"), self, theme=self.theme, icon_name="columns")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(label(self.tr("Devices"), "headline", self))
        line.addStretch(1)
        line.addWidget(self._group)
        line.addWidget(self._columns)
        head = QVBoxLayout()
        head.setContentsMargins(24, 20, 24, 4)
        head.setSpacing(12)
        head.addLayout(line)
        head.addWidget(self.chips)
        head.addWidget(self.filter)
        return head

    def _body(self) -> QWidget:
        body = QFrame(self)
        body.setProperty("role", "panel")
        self._connecting = Empty(self.theme, "plug", "", "", body)
        self._first = self._first_terminal(body)
        self._no_match = self._nothing_matches(body)
        frame = QVBoxLayout(body)
        mirrored = self.isRightToLeft()
        frame.setContentsMargins(0 if mirrored else EDGE, 0, EDGE if mirrored else 0, 0)
        self._stack = QStackedLayout()
        frame.addLayout(self._stack)
        for shown in (self.table, self._connecting, self._first, self._no_match):
            shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            self._stack.addWidget(shown)
        return body

    def _nothing_matches(self, parent: QWidget) -> Empty:
        made = Empty(
            self.theme,
            "filter",
            self.tr("Nothing matches"),
            self.tr("No terminal passes the filter."),
            parent,
        )
        clear = Button(self.tr("Clear the filter"), made)
        clear.setObjectName("clear")
        clear.clicked.connect(self.filter.clear)
        clear.clicked.connect(self.focus_first)
        column = made.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertSpacing(column.count() - 1, 8)
        column.insertWidget(column.count() - 1, clear, 0, Qt.AlignmentFlag.AlignHCenter)
        return made

    def _first_terminal(self, parent: QWidget) -> QScrollArea:
        """How to connect one, in the middle of the page as far as there is room."""
        inside = QWidget()
        inside.setProperty("role", "flow")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24 - EDGE, 24, 24, 24)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(FirstTerminal(self.theme, self.session.profile.url, inside), 1)
        column.addLayout(row)
        column.addStretch(2)
        area = QScrollArea(parent)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        return area

    def _show_rows(self) -> None:
        """What follows from the rows there are."""
        total, shown = self.model.total, self.model.shown
        loaded = self.session.fleet.loaded
        if not loaded:
            self._say_connecting()
        empty = self._first if loaded else self._connecting
        self._stack.setCurrentWidget(empty if not total else self.table if shown else self._no_match)
        of = self.tr("{0} of {1}").format(self.words.number(shown), self.words.number(total))
        self.filter.set_count(of if self.model.wanted else self.words.terminals(total))
        for part in (self.filter, self._group, self._columns):
            part.setVisible(bool(total))
        self._show_chips()

    def _show_chips(self) -> None:
        counts, wanted = self.model.counts(), statuses_of(self.model.wanted)
        words = {
            status: self.words.so_many(status, counts.get(status, 0))
            for status in Status
            if status in counts or status in wanted
        }
        if Status.PENDING in words:
            words[Status.PENDING] = self.tr("%n waiting for approval", "", counts.get(Status.PENDING, 0))
        hint = self.tr("Show only these, or all again")
        self.chips.show_counts(words, wanted, hint)

    def _say_connecting(self) -> None:
        url = isolated(self.session.profile.url)
        if isinstance(self.session.state, Connecting):
            self._connecting.say(self.tr("Connecting"), url)
        else:
            heard = self.tr("The edge at {0} has not been heard so far.")
            self._connecting.say(self.tr("No data yet"), heard.format(url))

    # -- what somebody does
    # ---------------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def step_back(self) -> bool:
        if not self.filter.text:
            return False
        self.filter.clear()
        return True

    def toggle_grouping(self) -> None:
        self._set_grouped(not self.model.grouped)

    def sort_by(self, column: Column) -> None:
        """By another column, or the other way round by the same."""
        order = self.model.order
        self._sort(Order(column, column is order.column and not order.descending))

    def choose_columns(self) -> None:
        self._offer_columns(self._columns.mapToGlobal(QPoint(0, self._columns.height() + 4)))

    def _sort(self, order: Order) -> None:
        self.model.sort_by(order)
        self.table.header.show_order(order)
        self.table.rearranged()

    def _set_grouped(self, grouped: bool) -> None:
        self.model.set_grouped(grouped)
        self._group.setChecked(grouped)
        self.table.fit()
        self.table.rearranged()

    def _fold_all(self, folded: bool) -> None:
        self.model.fold([group.id for group in self.model.groups()], folded)

    def _filter(self, wanted: Filter) -> None:
        self.model.set_filter(wanted)
        self.table.rearranged()
        self._show_rows()

    def _toggle_status(self, status: Status) -> None:
        self.filter.set_text(with_statuses(self.filter.text, statuses_of(self.model.wanted) ^ {status}))

    def _selected(self, selected: Selected | None) -> None:
        if self.isVisible():
            device = selected is not None and selected.kind is Kind.DEVICE
            self.table.show_selected(selected.id if selected is not None and device else None)

    def _chosen(self) -> Terminal | None:
        """The terminal that is selected, if it is still there."""
        return None if self.table.selected is None else self.model.terminal(self.table.selected)

    # -- menus
    # --------------------------------------------------------------------------------------------------------

    def _offer(self, row: Row, at: QPoint) -> None:
        """What can be done with a row."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if isinstance(row, Terminal):
            self._offer_terminal(menu, row)
        else:
            self._offer_group(menu, row)
        menu.popup(at)

    def _offer_terminal(self, menu: QMenu, row: Terminal) -> None:
        device = row.device
        for title, text in (
            (self.tr("Copy the name"), device.name),
            (self.tr("Copy the serial number"), device.serial),
            (self.tr("Copy the address"), device.ip),
        ):
            if text:
                menu.addAction(title).triggered.connect(lambda _=False, text=text: _copy(text))
        menu.addSeparator()
        on_map = menu.addAction(self.tr("Show on map"))
        on_map.setEnabled(self._placed(row))
        on_map.triggered.connect(lambda: self._show_on_map(row))
        in_feed = menu.addAction(self.tr("Show its last punch in the feed"))
        in_feed.setEnabled(self._punched(row))
        in_feed.triggered.connect(lambda: self._show_in_feed(row))
        menu.addSeparator()
        only = self.tr("Only {0}")
        for key, value in (("site", row.site), ("model", device.model), ("firmware", device.firmware)):
            if value and row.status is not Status.PENDING:
                menu.addAction(only.format(isolated(value))).triggered.connect(
                    lambda _=False, key=key, value=value: self.filter.narrow(key, value)
                )

    def _offer_group(self, menu: QMenu, group: Heading) -> None:
        title = self.tr("Unfold") if group.folded else self.tr("Fold")
        menu.addAction(title).triggered.connect(lambda: self.model.fold([group.id], not group.folded))
        menu.addAction(self.tr("Fold all groups")).triggered.connect(lambda: self._fold_all(True))
        menu.addAction(self.tr("Unfold all groups")).triggered.connect(lambda: self._fold_all(False))
        if group.verdict is not None:
            menu.addSeparator()
            name, site_id = self.device_words.title(group), group.site_id
            menu.addAction(self.tr("Select {0}").format(name)).triggered.connect(
                lambda: self.selection.select(Kind.SITE, site_id)
            )

    def _offer_columns(self, at: QPoint) -> None:
        titles = {column: self.device_words.header(column) for column in self.table.columns}
        menu = ColumnsMenu(self.theme, titles, self.table.shown_columns, self)
        menu.toggled.connect(self.table.show_column)
        menu.addSeparator()
        order = menu.addMenu(self.tr("Sort by"))
        for column in self.table.columns:
            action = order.addAction(icon("check", self.theme.tokens), titles[column])
            action.setIconVisibleInMenu(column is self.model.order.column)
            action.triggered.connect(lambda _=False, column=column: self.sort_by(column))
        menu.addAction(self.tr("Columns as they were at first")).triggered.connect(self.table.reset_columns)
        menu.popup(at)

    # -- where it leads
    # -------------------------------------------------------------------------------------------------

    def _copy_serial(self) -> None:
        row = self._chosen()
        if row is not None:
            _copy(row.device.serial)

    def _placed(self, row: Terminal | None) -> bool:
        site = None if row is None else self.session.fleet.sites.get(row.device.site_id)
        return site is not None and site.lat is not None

    def _punched(self, row: Terminal | None) -> bool:
        return row is not None and self.session.fleet.last_punch(row.device.id) is not None

    def _show_on_map(self, row: Terminal | None) -> None:
        if row is not None:
            self.selection.select(Kind.SITE, row.device.site_id)
            self.around.open_page("map")

    def _show_in_feed(self, row: Terminal | None) -> None:
        punch = None if row is None else self.session.fleet.last_punch(row.device.id)
        if punch is not None:
            self.around.open_page("feed")
            self.selection.select(Kind.PUNCH, punch.id)


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def _columns(names: object) -> list[Column]:
    """Those of a saved list that there still are, each once."""
    known = [Column(name) for name in names if name in COLUMNS] if isinstance(names, list) else []
    return list(dict.fromkeys(known))

"""The devices: every terminal as a row, filtered, sorted, gathered by site, worst first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QPoint,
    Qt,
    QTimer,
)
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from common.filters import Filter
from console.commands.registry import Command
from console.core.fleet import NOTHING, Change
from console.core.sheets import Sheet
from console.core.states import Connecting
from console.core.status import Status
from console.models.device_columns import COLUMNS, Column, Order, Terminal
from console.models.device_filter import Vocabulary, parse_device_filter, statuses_of, with_statuses
from console.models.devices import DeviceModel, Row
from console.models.marks import Marks
from console.models.selection import Kind, Selected
from console.models.views import SavedViews
from console.theme.icons import icon
from console.views.command_actions import CommandActions
from console.views.delegates.device import DeviceDelegate
from console.views.delegates.status import StatusChips
from console.views.device_commands import DeviceCommands
from console.views.device_marking import DeviceMarking
from console.views.device_menus import DeviceMenus, copy
from console.views.device_table import DeviceTable
from console.views.device_words import DeviceWords
from console.views.fleet_sheets import FleetSheets
from console.views.pages.page import Page, State, Surroundings
from console.views.row_table import EDGE
from console.views.verbs import VerbBar
from console.views.widgets.buttons import Button, IconButton
from console.views.widgets.columns_menu import ColumnsMenu
from console.views.widgets.empty import Empty
from console.views.widgets.filter_box import FilterBox
from console.views.widgets.first_terminal import FirstTerminal
from console.views.widgets.labels import label
from console.views.widgets.views_menu import ViewsButton
from console.views.words import isolated

SECOND_MS: Final = 1000
REST_MS: Final = 100
"""Between two updates: ten a second at most."""
WIDEST: Final = 4_000
LOWEST: Final = 140
"""So much of the table stays in sight, logical pixels."""


class DevicesPage(Page):
    """Selecting a row selects its terminal for the whole window."""

    id = "devices"

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        session = self.session
        nameless = self.words.site_name("")
        self.device_words = DeviceWords(self.words, session.now_us, lambda: session.fleet.blind, self)
        self.model = DeviceModel(session, self.device_words, nameless, self)
        self.marks = Marks(self)
        self.views = SavedViews()
        delegate = DeviceDelegate(self.theme, self.model, self.device_words, self.marks)
        body = QFrame(self)
        body.setProperty("role", "panel")
        body.setMinimumHeight(LOWEST)
        self.table = DeviceTable(self.theme, self.model, delegate, self.marks, body)
        self.marking = DeviceMarking(self.table, self.model, delegate, self.marks)
        self.sending = CommandActions(around, self)
        vocabulary = Vocabulary(session, nameless)
        hint = self.tr("Filter, for example  {0}").format("site:casa status!=online seen>5m")
        self.filter = FilterBox(self.theme, parse_device_filter, lambda: vocabulary, isolated(hint), self)
        self.chips = StatusChips(self.theme, self)
        self.bar = VerbBar(self.theme, DeviceCommands(self).verbs(), self)
        self.menus = DeviceMenus(
            around, self.model, self.device_words, self.sending, self.filter.narrow, self
        )
        self._news = NOTHING
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(body, 1)
        self._fill(body)
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
        self.views_button.wanted.connect(self._show_view)
        self.clocks.clicked.connect(lambda: self.sending.open(self._drifting(), "sync_time"))
        self.marks.changed.connect(self._show_marks)
        self.bar.cleared.connect(self.marks.clear)
        self.selection.changed.connect(self._selected)
        self.listen(self.session.changed, self._heard)
        self.listen(self.session.connection.states, self._moved)

    def commands(self) -> Sequence[Command]:
        return DeviceCommands(self).commands()

    def picked(self) -> Sequence[str]:
        """Ids of what is marked, else of the terminal that is selected."""
        if self.marks:
            return self.marks.ids
        row = self.chosen()
        return [] if row is None else [row.device.id]

    def sheet(self) -> Sheet | None:
        sheets, shown = FleetSheets(self.words, self.session), self.table.shown_columns
        return sheets.terminals(self.model.passing, shown, self.device_words, self.filter.text)

    # -- what is kept
    # --------------------------------------------------------------------------------------------------

    def save_state(self) -> State:
        return {
            **self._view(),
            "history": self.filter.history,
            "folded": sorted(self.model.folded),
            "views": list(self.views.save()),
        }

    def _view(self) -> State:
        """What makes a view of it."""
        order, widths = self.model.order, self.table.widths
        return {
            "filter": self.filter.text,
            "sort": [order.column.value, order.descending],
            "columns": [column.value for column in self.table.columns],
            "shown": [column.value for column in self.table.shown_columns],
            "widths": None if widths is None else {column.value: width for column, width in widths.items()},
            "grouped": self.model.grouped,
        }

    def restore_state(self, state: State) -> None:
        history, folded = state.get("history"), state.get("folded")
        self.views.restore(state.get("views"))
        if isinstance(history, list):
            self.filter.set_history([entry for entry in history if isinstance(entry, str)])
        if isinstance(folded, list):
            self.model.fold([id for id in folded if isinstance(id, str)], True)
        self._show_view(state)

    def _show_view(self, state: State) -> None:
        text = state.get("filter")
        if isinstance(text, str):
            self.filter.set_text(text)
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
        if news.structure:
            self.marks.keep(self.session.fleet.devices)
        self._show_rows()

    def _tick(self) -> None:
        self.model.follow_time()
        self.table.tick()
        self._show_rows()

    # -- what it shows
    # --------------------------------------------------------------------------------------------------

    def _head(self) -> QVBoxLayout:
        self._group = IconButton(self.theme, "group", self.tr("Group by site"), self, shortcut="Ctrl+G")
        self._group.setCheckable(True)
        self._columns = IconButton(self.theme, "columns", self.tr("Columns"), self)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(label(self.tr("Devices"), "headline", self))
        line.addStretch(1)
        self.views_button = ViewsButton(self.theme, self.views, self._view, self.around.tasks, self)
        self.clocks = Button("", self, theme=self.theme, icon_name="clock")
        self.clocks.hide()
        for part in (self.clocks, self.views_button, self._group, self._columns):
            line.addWidget(part)
        head = QVBoxLayout()
        head.setContentsMargins(24, 20, 24, 4)
        head.setSpacing(12)
        head.addLayout(line)
        head.addWidget(self.chips)
        head.addWidget(self.filter)
        head.addWidget(self.bar)
        return head

    def _fill(self, body: QFrame) -> None:
        self._connecting = Empty(self.theme, "plug", "", "", body)
        self._first: QScrollArea | None = None
        self._no_match = self._nothing_matches(body)
        frame = QVBoxLayout(body)
        mirrored = self.isRightToLeft()
        frame.setContentsMargins(0 if mirrored else EDGE, 0, EDGE if mirrored else 0, 0)
        self._stack = QStackedLayout()
        frame.addLayout(self._stack)
        for shown in (self.table, self._connecting, self._no_match):
            self._put_in(shown)

    def _put_in(self, shown: QWidget) -> None:
        """What is not shown asks for no room."""
        shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._stack.addWidget(shown)

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
        made.offer(clear)
        return made

    def _first_terminal(self) -> QScrollArea:
        """How to connect one, in the middle of the page as far as there is room. Few fleets ever need it."""
        if self._first is not None:
            return self._first
        inside = QWidget()
        inside.setProperty("role", "flow")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24 - EDGE, 24, 24, 24)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(FirstTerminal(self.theme, self.session.profile.url, inside), 1)
        column.addLayout(row)
        column.addStretch(2)
        self._first = area = QScrollArea(self._stack.parentWidget())
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        self._put_in(area)
        return area

    def _show_rows(self) -> None:
        """What follows from the rows there are."""
        total, shown = self.model.total, self.model.shown
        loaded = self.session.fleet.loaded
        if not loaded:
            self._say_connecting()
        if total:
            part: QWidget = self.table if shown else self._no_match
        else:
            part = self._first_terminal() if loaded else self._connecting
        self.turn_to(self._stack, part)
        of = self.tr("{0} of {1}").format(self.words.number(shown), self.words.number(total))
        self.filter.set_count(of if self.model.wanted else self.words.terminals(total))
        for part in (self.filter, self._group, self.views_button, self._columns):
            part.setVisible(bool(total))
        self._show_chips()
        self._show_clocks()

    def _show_clocks(self) -> None:
        """Propose to set the clocks that are off."""
        off = len(self._drifting()) if self.sending.allowed else 0
        self.clocks.setVisible(bool(off))
        if off:
            said = self.tr("Set %n clocks…", "", off)
            self.clocks.setText(f" {said}")
            self.clocks.setAccessibleName(said)
            self.clocks.setToolTip(self.tr("They are off by more than a minute"))

    def _drifting(self) -> Sequence[str]:
        return self.sending.drifting(self.model.shown_ids)

    def _show_marks(self) -> None:
        marked = self.marks.ids
        hidden = len(set(marked) - set(self.model.shown_ids))
        self.bar.show_picked(marked, hidden)

    def on_terminal(self) -> bool:
        """Whether the keyboard is on a terminal, not on a heading."""
        return isinstance(self.table.current_row, Terminal)

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
        where = self.table if self.table.isVisibleTo(self) else self
        where.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def step_back(self) -> bool:
        if self.marks:
            self.marks.clear()
        elif self.filter.text:
            self.filter.clear()
        else:
            return False
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

    def fold_all(self, folded: bool) -> None:
        """Fold all groups away, or unfold them."""
        self.model.fold([group.id for group in self.model.groups()], folded)

    def _filter(self, wanted: Filter) -> None:
        self.model.set_filter(wanted)
        self.table.rearranged()
        self._show_rows()
        self._show_marks()

    def _toggle_status(self, status: Status) -> None:
        self.filter.set_text(with_statuses(self.filter.text, statuses_of(self.model.wanted) ^ {status}))

    def _selected(self, selected: Selected | None) -> None:
        if self.isVisible():
            device = selected is not None and selected.kind is Kind.DEVICE
            self.table.show_selected(selected.id if selected is not None and device else None)

    def chosen(self) -> Terminal | None:
        """The terminal that is selected, if it is still there."""
        return None if self.table.selected is None else self.model.terminal(self.table.selected)

    # -- menus
    # --------------------------------------------------------------------------------------------------------

    def _offer(self, row: Row, at: QPoint) -> None:
        """What can be done with a row."""
        self.menus.offer(row, self.marks.ids, at)

    def _offer_columns(self, at: QPoint) -> None:
        titles = {column: self.device_words.header(column) for column in self.table.columns}
        menu = ColumnsMenu(self.theme, titles, self.table.shown_columns, Column.NAME, self)
        menu.toggled.connect(self.table.show_column)
        menu.addSeparator()
        order = menu.addMenu(self.tr("Sort by"))
        for column in self.table.columns:
            action = order.addAction(icon("check", self.theme.tokens), titles[column])
            action.setIconVisibleInMenu(column is self.model.order.column)
            action.triggered.connect(lambda _=False, column=column: self.sort_by(column))
        menu.addAction(self.tr("Columns as they were at first")).triggered.connect(self.table.reset_columns)
        menu.popup(at)

    def copy_serial(self) -> None:
        """Of the terminal that is selected."""
        row = self.chosen()
        if row is not None:
            copy(row.device.serial)


def _columns(names: object) -> list[Column]:
    """Those of a saved list that there still are, each once."""
    known = [Column(name) for name in names if name in COLUMNS] if isinstance(names, list) else []
    return list(dict.fromkeys(known))

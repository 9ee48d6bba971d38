"""What every list looks like: its head, its rows or why there are none, how old they are, one in full."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Final, Generic, TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from common.client import EdgeError, RequestRefused
from common.filters import Value, parse
from console.commands.registry import Command
from console.core.sheets import SheetColumn
from console.core.states import knows_now
from console.models.records import RecordColumn, RecordModel, RecordVocabulary, Sorting
from console.models.views import SavedViews
from console.views.acting import Acting
from console.views.detail import Detail, DetailPane
from console.views.pages.page import Page, State, Surroundings
from console.views.record_table import RecordTable
from console.views.row_table import EDGE
from console.views.verbs import Verb, VerbBar
from console.views.widgets.busy import BusyBar
from console.views.widgets.buttons import Button, IconButton
from console.views.widgets.columns_menu import ColumnsMenu
from console.views.widgets.empty import Empty
from console.views.widgets.filter_box import FilterBox
from console.views.widgets.flow import Flow
from console.views.widgets.labels import label
from console.views.widgets.notice import Notice, Tone
from console.views.widgets.views_menu import ViewsButton
from console.views.words import isolated

R = TypeVar("R")

FORBIDDEN: Final = 403
DETAIL_WIDTH: Final = 380


@dataclass(frozen=True, slots=True)
class Listing(Generic[R]):
    """A page of records. `after` leads to the next one, None where this was the last; `total`: how many there
    are in all, None where the edge does not say."""

    records: Sequence[R]
    after: str | None = None
    total: int | None = None


class ListPage(Page, Generic[R]):
    """The face of a RecordsPage, and what one says of itself by deriving: `title`, `columns`, `key_of`,
    `fetch`; and what fits of `fields`, `controls`, `verbs`, `make_detail`, `nothing`."""

    inspects = False
    icon: ClassVar[str] = "columns"
    marks: ClassVar[bool] = True

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self._closed = False
        self.acting = Acting(around, self)
        self.model: RecordModel[R] = RecordModel(self.columns(), self.key_of, self.fields(), self)
        self.views = SavedViews()
        self._verbs = tuple(self.verbs())
        self._after: str | None = None
        self._total: int | None = None
        self._fetched_us: int | None = None
        self._problem: EdgeError | None = None
        self._shown_key: str | None = None
        self._wanted_key: str | None = None

    def finish_making(self) -> Iterator[None]:
        self._build_body()
        yield
        self._build_filter()
        yield
        yield from self._build_head()

    # -- what a list says of itself
    # ---------------------------------------------------------------------------------------

    def title(self) -> str:
        """Over the list."""
        raise TypeError(f"{type(self).__name__} does not say what it is called")

    def columns(self) -> Sequence[RecordColumn[R]]:
        """Its columns; the first one says what a row is about."""
        raise TypeError(f"{type(self).__name__} does not say what its columns are")

    def key_of(self, record: R) -> str:
        """What tells one record from another."""
        raise TypeError(f"{type(self).__name__} does not say what its records are called")

    async def fetch(self, after: str | None) -> Listing[R]:
        """The first page, or the one after. Raises EdgeError."""
        raise TypeError(f"{type(self).__name__} does not say where its records come from")

    def fields(self) -> Mapping[str, Callable[[R], Value]]:
        """What the filter may ask of a record."""
        return {}

    def hint(self) -> str:
        """A filter, for example."""
        return ""

    def controls(self) -> Sequence[QWidget]:
        """What decides what is fetched: periods, states. They stand over the filter."""
        return ()

    def verbs(self) -> Sequence[Verb[R]]:
        """What can be done with records."""
        return ()

    def make_detail(self) -> Detail | None:
        """What shows a record in full, where a list has that."""
        return None

    def nothing(self) -> tuple[str, str]:
        """What to say where there is none: a title and a sentence on what to do."""
        return self.tr("Nothing here yet"), ""

    def group(self) -> str:
        """Under what its commands stand in the menu."""
        return self.title()

    def more_commands(self) -> Sequence[Command]:
        """Further ones of its own."""
        return ()

    def export_columns(self) -> Sequence[tuple[SheetColumn, Callable[[R], Any]]]:
        """What a file of it holds; by default what the columns in sight say."""
        shown = set(self.table.shown_columns)
        return [(SheetColumn(it.title), it.text) for it in self.model.columns if it.id in shown]

    def fetched(self) -> None:
        """New records have come, or renewed ones."""

    def reload(self) -> None:
        """Fetch it anew from the start."""
        raise TypeError(f"{type(self).__name__} does not fetch")

    # -- how it is built
    # --------------------------------------------------------------------------------------

    def _build_body(self) -> None:
        # Layouts are given to the page as they are made: one that is closed half made takes them with it.
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(24, 20, 24, 8)
        self._column.setSpacing(12)
        whole.addLayout(self._column)
        self._body = body = QFrame(self)
        body.setProperty("role", "panel")
        self.table = RecordTable(self.theme, self.model, self.title(), body, marking=self.marks)
        self._stack = QStackedLayout()
        self._nothing = Empty(self.theme, self.icon, "", "", body)
        frame = QVBoxLayout(body)
        mirrored = self.isRightToLeft()
        frame.setContentsMargins(0 if mirrored else EDGE, 0, EDGE if mirrored else 0, 0)
        frame.addLayout(self._stack)
        for part in (self._nothing, self.table):
            self._stack.addWidget(part)
        self.panes = QSplitter(Qt.Orientation.Horizontal, self)
        self.panes.setChildrenCollapsible(False)
        self.panes.addWidget(body)
        self.panes.setStretchFactor(0, 1)
        whole.addWidget(self.panes, 1)
        self.pane: DetailPane | None = None

    def _build_filter(self) -> None:
        self._aged = label("", "dim", self)
        self._busy = BusyBar(self.theme, self)
        self._busy.setFixedWidth(64)
        self._busy.hide()
        self.filter = FilterBox(
            self.theme,
            lambda text: parse(text, frozenset(self.model.fields)),
            lambda: RecordVocabulary(self.model),
            isolated(self.tr("Filter, for example  {0}").format(self.hint())) if self.hint() else "",
            self,
        )

    def _build_head(self) -> Iterator[None]:
        line = QHBoxLayout()
        self._column.addLayout(line)
        line.setSpacing(12)
        line.addWidget(self.heading())
        line.addWidget(self._aged, 0, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(self._busy, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        for each in self.head_buttons():
            line.addWidget(each)
        self.views_button = ViewsButton(self.theme, self.views, self._view, self.around.tasks, self)
        self.views_button.wanted.connect(self._show_view)
        line.addWidget(self.views_button)
        columns = IconButton(self.theme, "columns", self.tr("Columns"), self)
        columns.clicked.connect(
            lambda: self._choose_columns(columns.mapToGlobal(QPoint(0, columns.height())))
        )
        line.addWidget(columns)
        yield
        controls = self.controls()
        if controls:
            row = Flow()
            self._column.addLayout(row)
            for control in controls:
                row.addWidget(control)
        self._column.addWidget(self.filter)

    # What few lists ever need is made when it is: a page is made in one step, which the window waits for.

    @cached_property
    def bar(self) -> VerbBar:
        """What can be done with what is marked."""
        made = VerbBar(self.theme, self._verbs, self)
        made.cleared.connect(self.model.unmark)
        self._column.insertWidget(self._column.indexOf(self.filter) + 1, made)
        return made

    @cached_property
    def notice(self) -> Notice:
        """Says that what is shown could not be renewed."""
        made = Notice(self.theme, self, Tone.CARE)
        again = Button(self.tr("Try again"), made)
        again.clicked.connect(self.reload)
        made.column.addSpacing(4)
        made.column.addWidget(again, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addWidget(made)
        return made

    @cached_property
    def _no_match(self) -> Empty:
        made = self._nothing_matches(self._body)
        self._stack.addWidget(made)
        return made

    def heading(self) -> QWidget:
        """What it is called, in large letters."""
        return label(self.title(), "headline", self)

    def head_buttons(self) -> Sequence[QWidget]:
        """What begins something new here, beside the title."""
        return ()

    def _nothing_matches(self, parent: QWidget) -> Empty:
        title, words = self.tr("Nothing matches"), self.tr("No row passes the filter.")
        made = Empty(self.theme, "filter", title, words, parent)
        clear = Button(self.tr("Clear the filter"), made)
        clear.clicked.connect(self.filter.clear)
        clear.clicked.connect(self.focus_first)
        made.offer(clear)
        return made

    # -- what is kept
    # ------------------------------------------------------------------------------------------

    def save_state(self) -> State:
        return {**self._view(), "history": self.filter.history, "views": list(self.views.save())}

    def restore_state(self, state: State) -> None:
        self.views.restore(state.get("views"))
        history = state.get("history")
        if isinstance(history, list):
            self.filter.set_history([entry for entry in history if isinstance(entry, str)])
        self._show_view(state)

    def view_state(self) -> State:
        """What further belongs to a view of this list; JSON."""
        return {}

    def show_view_state(self, state: State) -> None:
        """Take over what `view_state` gave; whatever cannot be used is passed over."""

    def _view(self) -> State:
        sorting = self.model.sorting
        return {
            "filter": self.filter.text,
            "columns": self.table.shown_columns,
            "sorting": [sorting.column, sorting.descending],
            **self.view_state(),
        }

    def _show_view(self, state: State) -> None:
        columns, text, sorting = state.get("columns"), state.get("filter"), state.get("sorting")
        if isinstance(columns, list) and columns:
            self.table.show_columns([column for column in columns if isinstance(column, str)])
        if isinstance(sorting, list) and len(sorting) == 2 and isinstance(sorting[0], str):
            self.model.sort_by(Sorting(sorting[0], bool(sorting[1])))
        self.show_view_state(state)
        if isinstance(text, str):
            self.filter.set_text(text)

    # -- what it shows
    # -----------------------------------------------------------------------------------------

    def _show_rows(self) -> None:
        """What follows from the rows there are."""
        total, shown = self.model.total, self.model.shown
        part: QWidget = self.table
        if not shown:
            part = self._no_match if self.model.wanted and total else self._nothing
            self._say_nothing()
        self.turn_to(self._stack, part)
        self._show_count(total, shown)
        self.filter.setVisible(bool(total) or bool(self.filter.text))
        self._show_problem()
        self._show_age()
        self._show_detail()

    def _show_count(self, total: int, shown: int) -> None:
        number = self.words.number
        if self.model.wanted:
            said = self.tr("{0} of {1}").format(number(shown), number(total))
        elif self._total is not None:
            said = number(max(self._total, total))
        else:
            said = self.tr("{0} and more").format(number(total)) if self._after else number(total)
        self.filter.set_count(said)

    def _say_nothing(self) -> None:
        error = self._problem
        if isinstance(error, RequestRefused) and error.status == FORBIDDEN:
            self._nothing.say(self.tr("This key may not read it"), str(error))
        elif self._fetched_us is None and error is None:
            self._nothing.say(self.tr("One moment"), isolated(self.session.profile.url))
        elif error is not None:
            self._nothing.say(self.tr("No data yet"), str(error))
        else:
            self._nothing.say(*self.nothing())

    def _show_problem(self) -> None:
        """Where rows are shown that could not be renewed."""
        shown = self._problem is not None and bool(self.model.total)
        if shown or "notice" in vars(self):
            self.notice.setVisible(shown)
        if shown:
            self.notice.say(Tone.CARE, self.tr("This could not be fetched anew"), str(self._problem))

    def _show_age(self) -> None:
        old = self._fetched_us is not None and (
            not knows_now(self.session.state) or self._problem is not None
        )
        if old is not self.table.delegate.aged:
            self.table.delegate.aged = old
            self.table.viewport().update()
        self._aged.setVisible(old)
        if old and self._fetched_us is not None:
            ago = self.words.ago_us(self._fetched_us, self.session.now_us())
            self._aged.setText(self.tr("as it was {0}").format(ago))

    def _show_marks(self) -> None:
        marked = self.model.marked
        hidden = sum(1 for record in marked if self.model.place_of(self.model.key(record)) is None)
        if marked or "bar" in vars(self):
            self.bar.show_picked(marked, hidden)

    # -- the record that is selected
    # ---------------------------------------------------------------------------------------

    def show_record(self, key: str) -> None:
        """Go to a record; one that has not come yet is gone to when it does."""
        self._wanted_key = key if self.model.place_of(key) is None else None
        if self._wanted_key is not None:
            return
        self.table.show_current(key)
        self.open_record(key)

    def open_record(self, key: str) -> None:
        """Show a record in full."""
        self._shown_key = key
        self._show_detail()

    def close_detail(self) -> None:
        self._shown_key = None
        self._show_detail()
        self.focus_first()

    def _chosen(self, key: str) -> None:
        if self.pane is not None and self.pane.isVisible():
            self._shown_key = key or None
            self._show_detail()

    def _show_detail(self) -> None:
        record = None if self._shown_key is None else self.model.record(self._shown_key)
        if record is not None:
            self.ready_detail()
        if self.pane is not None:
            self.pane.setVisible(record is not None)
            if record is not None and self.pane.detail is not None:
                self.pane.detail.show_record(record)

    def ready_detail(self) -> None:
        """Make what shows a record in full, unless it is there or there is none."""
        if self.pane is not None or (detail := self.make_detail()) is None:
            return
        self.pane = DetailPane(self.theme, self.detail_title(), self.panes)
        self.pane.hold(detail)
        self.pane.hide()
        self.pane.closed.connect(self.close_detail)
        self.panes.addWidget(self.pane)
        self.panes.setSizes([10_000, DETAIL_WIDTH])

    def detail_title(self) -> str:
        """Over a record that is shown in full."""
        return self.title()

    # -- which columns
    # -----------------------------------------------------------------------------------------

    def _choose_columns(self, at: QPoint) -> None:
        columns = self.model.columns
        titles = {column.id: column.title for column in columns}
        menu = ColumnsMenu(self.theme, titles, self.table.shown_columns, columns[0].id, self)
        menu.toggled.connect(self._toggle_column)
        menu.popup(at)

    def _toggle_column(self, column: str, on: bool) -> None:
        shown = self.table.shown_columns
        self.table.show_columns([*shown, column] if on else [it for it in shown if it != column])

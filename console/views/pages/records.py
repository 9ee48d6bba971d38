"""A page that is a list: fetched from the edge as it is scrolled, filtered, sorted, marked, acted on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import ClassVar, Final, Generic, TypeVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from common.client import EdgeError
from common.filters import Filter
from console.commands.registry import Command
from console.core.sheets import Fact, Sheet
from console.core.states import knows_now
from console.views.pages.list_page import Listing, ListPage
from console.views.pages.page import Surroundings
from console.views.verbs import command_of, offer

__all__ = ["Listing", "RecordsPage"]

R = TypeVar("R")

TICK_MS: Final = 1_000


class RecordsPage(ListPage[R], Generic[R]):
    """Derive from it, and say what the records are: see ListPage. Call `reload` when something else is to be
    fetched, `put` for news of one record.

    `renewed_s`: how often it is fetched anew while it is looked at, seconds; 0 where news come by themselves.
    """

    renewed_s: ClassVar[int] = 30

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self._loading = False
        self._fetching: asyncio.Task[None] | None = None
        self._second = QTimer(self, interval=TICK_MS)
        self._second.timeout.connect(self._tick)

    def finish_making(self) -> Iterator[None]:
        yield from super().finish_making()
        self._connect()
        self._show_rows()

    def _connect(self) -> None:
        self.filter.filtered.connect(self._filter)
        self.filter.left.connect(self.focus_first)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(self.open_record)
        self.table.asked.connect(self._offer)
        self.table.more_wanted.connect(self._more, Qt.ConnectionType.QueuedConnection)
        self.table.sorted_by.connect(self.model.sort_by)
        self.table.columns_wanted.connect(self._choose_columns)
        self.model.marks_changed.connect(self._show_marks)
        self.listen(self.session.connection.states, self._moved)

    # -- fetching
    # ---------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Fetch it anew from the start; what is shown stays until the answer is there."""
        self._spawn(None)

    def put(self, record: R) -> None:
        """News of one."""
        self.model.put(record)
        self._show_rows()

    def drop(self, *keys: str) -> None:
        """These are no more."""
        self.model.drop(keys)
        self._show_rows()

    @property
    def loading(self) -> bool:
        """Whether an answer is being waited for."""
        return self._loading

    def _spawn(self, after: str | None) -> None:
        self._loading = True
        self._busy.setVisible(True)
        self._stop_fetching()
        self._fetching = self.around.tasks.spawn(self.id, self._load(after))

    def _stop_fetching(self) -> None:
        if self._fetching is not None:
            self._fetching.cancel()

    async def _load(self, after: str | None) -> None:
        try:
            listing = await self.fetch(after)
        except EdgeError as error:
            self._problem = error
            self._loaded()
            return
        await asyncio.sleep(0)
        self._problem, self._after, self._total = None, listing.after, listing.total
        if after is None:
            self.model.replace(listing.records)
        else:
            self.model.extend(listing.records)
        self._fetched_us = self.session.now_us()
        self.fetched()
        self._loaded()

    def _loaded(self) -> None:
        if self._closed:
            return
        self._loading = False
        self._busy.setVisible(False)
        self._show_rows()
        if self._wanted_key is not None and self.model.place_of(self._wanted_key) is not None:
            # in events of their own: making what shows it in full takes its time, and so does showing it
            QTimer.singleShot(0, self, self._make_ready)

    def _make_ready(self) -> None:
        if not self._closed:
            self.ready_detail()
            QTimer.singleShot(0, self, self._show_wanted)

    def _show_wanted(self) -> None:
        key, self._wanted_key = self._wanted_key, None
        if key is not None and not self._closed:
            self.show_record(key)

    def _more(self) -> None:
        if self._after is not None and not self._loading and self._problem is None and self.isVisible():
            self._spawn(self._after)

    # -- commands
    # -----------------------------------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        group, prefix = self.group(), self.id
        here = lambda: self.table.current is not None  # noqa: E731
        made = [command_of(verb, group, self.picked) for verb in self._verbs if verb.allowed()]
        made += [
            Command(
                f"{prefix}.filter", self.tr("Filter"), group, run=self.filter.focus, shortcut="/",
                icon="filter",
            ),
            Command(
                f"{prefix}.actions", self.tr("What can be done with it…"), group,
                run=lambda: self._offer(self.table.below_current()), enabled=self._anything_fits,
                shortcut=".",
            ),
            Command(f"{prefix}.renew", self.tr("Fetch it anew"), group, run=self.reload, icon="refresh"),
            Command(f"{prefix}.keep_view", self.tr("Keep this view…"), group, run=self.views_button.keep),
        ]  # fmt: skip
        if self.marks:
            made += [
                Command(
                    f"{prefix}.mark", self.tr("Mark it, or unmark it"), group,
                    run=self.table.mark_current, enabled=here, shortcut="X",
                ),
                Command(
                    f"{prefix}.mark_to", self.tr("Mark all up to here"), group,
                    run=lambda: self.table.mark_current(to_here=True), enabled=here, shortcut="Shift+X",
                ),
                Command(
                    f"{prefix}.mark_all", self.tr("Mark all that are shown"), group,
                    run=self.model.mark_shown, enabled=lambda: bool(self.model.shown),
                ),
            ]  # fmt: skip
        return [*made, *self.more_commands()]

    def sheet(self) -> Sheet | None:
        picked = self.model.marked or self.model.rows()
        if not picked:
            return None
        wanted, rows = self.export_columns(), tuple(picked)
        facts = [Fact(self.tr("Filter"), self.filter.text)] if self.filter.text else []
        return Sheet(
            self.title(),
            [column for column, _ in wanted],
            ([value(record) for _, value in wanted] for record in rows),
            facts,
            len(rows),
        )

    # -- what it shows
    # -----------------------------------------------------------------------------------------

    def catch_up(self) -> None:
        self._second.start()
        if self._is_due(self.renewed_s):
            self.reload()
        self._show_rows()

    def hideEvent(self, event: QHideEvent) -> None:
        self._second.stop()
        super().hideEvent(event)

    def close_page(self) -> None:
        self._closed = True
        self._stop_fetching()
        super().close_page()

    def _is_due(self, oldest_s: int) -> bool:
        """Whether what is shown is older than it may be."""
        if self._loading or not knows_now(self.session.state):
            return self._fetched_us is None and not self._loading
        if self._fetched_us is None:
            return True
        old_s = (self.session.now_us() - self._fetched_us) / 1e6
        return bool(self.renewed_s) and old_s >= oldest_s and self.at_the_start

    @property
    def at_the_start(self) -> bool:
        """Whether nothing further down was fetched: what is fetched anew would be lost from under the eye."""
        return self.table.verticalScrollBar().value() == 0 or self.model.total <= 200

    def _moved(self, _state: object) -> None:
        if self.isVisible():
            if self._problem is not None and knows_now(self.session.state):
                self.reload()
            self._show_rows()

    def _tick(self) -> None:
        self.model.refresh()
        if self.pane is not None and self.pane.isVisible() and self.pane.detail is not None:
            self.pane.detail.tick()
        if self._problem is None and self._is_due(self.renewed_s):
            self.reload()
        self._show_age()

    # -- what somebody does
    # ------------------------------------------------------------------------------------

    def picked(self) -> list[R]:
        """The records that are marked, else the one where the keyboard is."""
        marked = self.model.marked
        if marked:
            return marked
        record = None if self.table.current is None else self.model.record(self.table.current)
        return [] if record is None else [record]

    def focus_first(self) -> None:
        where = self.table if self.table.isVisibleTo(self) else self
        where.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def step_back(self) -> bool:
        if self.pane is not None and self.pane.isVisible():
            self.close_detail()
        elif self.model.marked:
            self.model.unmark()
        elif self.filter.text:
            self.filter.clear()
        else:
            return False
        return True

    def _filter(self, wanted: Filter) -> None:
        self.model.set_filter(wanted)
        self._show_rows()
        self._show_marks()

    def _anything_fits(self) -> bool:
        picked = self.picked()
        return any(verb.fits(picked) for verb in self._verbs)

    def _offer(self, at: QPoint) -> None:
        offer(self._verbs, self.picked(), at, self)

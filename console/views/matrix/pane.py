"""The matrix of a site: who is on which of its terminals, what differs, and doing something about it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from common.client import EdgeError
from common.filters import Filter
from console.commands.registry import Command
from console.core.employees import Employee
from console.core.matrix import Cell, MatrixRow, Stands
from console.core.records import Device
from console.core.status import Status
from console.models.matrix import MatrixModel
from console.views.acting import Acting
from console.views.delegates.cell import grown
from console.views.employee_words import EmployeeWords
from console.views.matrix.actions import Found, MatrixActions, extra, pushed, taken
from console.views.matrix.diff import DiffPane
from console.views.matrix.legend import Legend
from console.views.matrix.table import AWAY, MatrixTable
from console.views.pages.page import Surroundings
from console.views.widgets.busy import BusyBar
from console.views.widgets.empty import Empty
from console.views.widgets.labels import ElidedLabel

MOST_TERMINALS: Final = 60
"""So many terminals stand side by side at most, where no site is chosen."""
MOST_PEOPLE: Final = 5_000
"""So many people of a terminal are looked at, at most."""
PAGE: Final = 500
STEP: Final = 100
AT_ONCE: Final = 3
NARROW: Final = 600
LOW: Final = 240
LOOK_MS: Final = 2_500
EVERY_LOOK: Final = 4
"""Every so many looks all terminals are asked."""
CHOSEN_MS: Final = 60
"""After so long a pause it is shown what is marked: many terminals may come, or cells be marked, at once."""


class MatrixPane(QWidget):
    """Signals: `enrol_wanted(list)` with the ids of employees; `counted` when other people are shown."""

    enrol_wanted = Signal(object)
    counted = Signal()

    def __init__(
        self, around: Surroundings, acting: Acting, said: EmployeeWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._around, self._said = around, said
        self._site: str | None = None
        self._round = 0
        self._loading = 0
        self._problem = ""
        self._looks = 0
        session = around.session
        self.model = MatrixModel(session.now_us, self._heard, self._spoken, self)
        self.actions_on = MatrixActions(session, acting, said, self, self.renew)
        self.table = MatrixTable(around.theme, self.model, self._status, self)
        self.diff = DiffPane(around, said, self._device_name, self)
        self.legend = Legend(around.theme, said, around.words, self)
        self._note = ElidedLabel("", "dim", self)
        self._busy = BusyBar(around.theme, self)
        self._busy.setFixedWidth(64)
        self._busy.hide()
        self._empty = Empty(around.theme, "employees", "", "", self)
        self._build()
        chosen = self.table.selectionModel()
        self._choosing = QTimer(self, singleShot=True, interval=CHOSEN_MS)
        self._choosing.timeout.connect(self._chosen)
        chosen.selectionChanged.connect(lambda *_: self._choosing.start())
        self.model.modelReset.connect(self._choosing.start)
        self.table.opened.connect(self._open_diff)
        self.diff.push_wanted.connect(lambda: self.actions_on.push(self.found()))
        self.diff.take_wanted.connect(lambda: self.actions_on.take_over(self.found()))
        self.diff.remove_wanted.connect(lambda: self.actions_on.remove(self.found()))
        self.diff.enrol_wanted.connect(lambda: self.enrol_wanted.emit(self._people_ids()))
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._look_again)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 16, 4)
        top.setSpacing(14)
        top.addWidget(self.legend, 1)
        top.addWidget(self._busy)
        body = QFrame(self)
        body.setProperty("role", "panel")
        self._stack = QStackedLayout()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        column = QVBoxLayout(body)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._note)
        column.addLayout(self._stack, 1)
        panes = QSplitter(Qt.Orientation.Horizontal, self)
        panes.setChildrenCollapsible(False)
        panes.addWidget(body)
        panes.addWidget(self.diff)
        panes.setStretchFactor(0, 1)
        panes.setSizes([10_000, 290])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(panes)

    # -- what is shown
    # ---------------------------------------------------------------------------------------------

    @property
    def loading(self) -> bool:
        """Whether people of some terminal have still to come."""
        return self._loading > 0

    def show_site(self, site_id: str) -> None:
        """The terminals of a site; "" for all, where that is not too many."""
        fleet = self._around.session.fleet
        devices = fleet.devices_at(site_id) if site_id else tuple(fleet.devices.values())
        columns = sorted(devices, key=lambda it: (it.site.casefold(), it.name.casefold()))
        if not site_id and len(columns) > MOST_TERMINALS:
            columns = []
        if site_id != self._site or [it.id for it in columns] != [it.id for it in self.model.columns]:
            self._site = site_id
            self.model.begin(columns)
        self.renew()

    def search(self, wanted: Filter) -> None:
        self.model.set_filter(wanted)
        self._show()

    def set_only_wrong(self, on: bool) -> None:
        """Only people who are somewhere not as they should be."""
        self.model.set_only_wrong(on)
        self._show()

    def renew(self) -> None:
        """Ask for the people of all terminals anew."""
        self._round += 1
        self._fetch(self.model.columns)

    def focus_first(self) -> None:
        where = self.table if self.table.isVisibleTo(self) else self
        where.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.model.rows and self.model.columns and not self.table.currentIndex().isValid():
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.table.selectionModel().setCurrentIndex(self.model.index(0, 0), flag)

    def _open_diff(self) -> None:
        self.diff.show()
        self.diff.focus_first()

    def step_back(self) -> bool:
        if self._narrow and self.diff.isVisible():
            self.diff.hide()
            self.focus_first()
            return True
        if not self.table.selectionModel().hasSelection():
            return False
        self.table.clearSelection()
        return True

    def commands(self, group: str, here: Callable[[], bool]) -> Sequence[Command]:
        """What can be done in the matrix, while it is shown."""
        may = self._around.may("employees:write")
        made: list[Command] = []
        acts = (
            ("matrix_push", self.tr("Push what differs in the matrix"), self.actions_on.push, pushed, may),
            ("matrix_take", self.tr("Read from the terminal"), self.actions_on.take_over, taken, may),
            ("matrix_remove", self.tr("Remove extras from terminals…"), self.actions_on.remove, extra,
             may and self._around.may("commands:execute")),
        )  # fmt: skip
        for id_, title, act, fits, allowed in acts:
            if allowed:
                made.append(
                    Command(
                        f"employees.{id_}", title, group, run=lambda act=act: act(self.found()),
                        enabled=lambda fits=fits: here() and bool(fits(self.found())),
                    )
                )  # fmt: skip
        return made

    def found(self) -> Found:
        """The cells that are marked; where none is, all that are not as they should be."""
        chosen = self.table.chosen()
        return self.model.at(chosen) if chosen else self.model.wrong()

    async def people(self, ids: Sequence[str]) -> list[Employee]:
        """Employees by their ids; those that are gone are left out."""
        client = self._around.session.connection.client
        found = []
        for id_ in ids:
            try:
                found.append(Employee.of(await client.get(f"/v1/employees/{id_}")))
            except EdgeError as error:
                self._around.tell(self.tr("An employee cannot be read"), str(error))
        return found

    # -- fetching
    # --------------------------------------------------------------------------------------------------

    def _fetch(self, devices: Sequence[Device]) -> None:
        waiting = iter([device.id for device in devices])
        for _ in range(min(AT_ONCE, len(devices))):
            self._loading += 1
            self._around.tasks.spawn("matrix", self._work(waiting, self._round))
        self._show()

    async def _work(self, waiting: Iterator[str], asked: int) -> None:
        try:
            for device_id in waiting:
                cells = await self._people_of(device_id)
                if asked != self._round:
                    break
                self._problem = ""
                self.model.put(device_id, cells)
                self._show()
                await asyncio.sleep(0)
        except EdgeError as error:
            self._problem = str(error)
        finally:
            self._loading -= 1
        self._show()  # not of what was cancelled: the pane may be gone by then

    async def _people_of(self, device_id: str) -> list[Cell]:
        """In steps: a terminal may hold thousands."""
        client = self._around.session.connection.client
        cells: list[Cell] = []
        wanted: dict[str, Any] = {"limit": PAGE}
        while len(cells) < MOST_PEOPLE:
            page = await client.get(f"/v1/devices/{device_id}/people", wanted)
            bodies = page["data"]
            for first in range(0, len(bodies), STEP):
                cells += [Cell.of(device_id, body) for body in bodies[first : first + STEP]]
                await asyncio.sleep(0)
            if not page["has_more"]:
                break
            wanted["cursor"] = page["next_cursor"]
        return cells

    def _look_again(self) -> None:
        """What waits is asked for again and again, and what stands now and then."""
        if self.loading:
            return
        self._looks += 1
        devices = self.model.columns if self._looks % EVERY_LOOK == 0 else self.model.unsettled()
        if devices:
            self._fetch(devices)

    @property
    def _narrow(self) -> bool:
        """Whether there is no room for what differs beside the matrix: Enter brings it then."""
        return self.width() < grown(self._around.theme.tokens, NARROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.diff.setVisible(not self._narrow)
        self.legend.setVisible(self.height() >= grown(self._around.theme.tokens, LOW))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._look.stop()
        super().hideEvent(event)

    # -- what follows
    # ----------------------------------------------------------------------------------------------

    def _show(self) -> None:
        part = self.table if self.model.rows and self.model.columns else self._empty
        if part is self._empty:
            self._empty.say(*self._nothing())
        self._stack.setCurrentWidget(part)
        self._busy.setVisible(
            self.loading and not all(map(self.model.loaded, range(len(self.model.columns))))
        )
        self._note.setText(self._problem)
        self._note.setVisible(bool(self._problem))
        if not self._choosing.isActive():
            self._choosing.start()

    def _nothing(self) -> tuple[str, str]:
        fleet = self._around.session.fleet
        if not self.model.columns:
            if fleet.devices and not self._site:
                return self.tr("Choose a site"), self.tr("The matrix shows the terminals of one site.")
            return self.tr("No terminals here"), self.tr("Choose another site.")
        if self.loading:
            return self.tr("Asking who is on which terminal"), ""
        if self.model.only_wrong and self.model.total:
            return self.tr("Nothing differs"), self.tr("Everybody is on every terminal as the edge wants it.")
        if self.model.total:
            return self.tr("Nobody matches"), self.tr("Nobody on these terminals passes the filter.")
        return self.tr("Nobody is on these terminals"), self.tr("Make employees and put them at this site.")

    def _chosen(self) -> None:
        if not self.isVisible():
            return
        self.legend.show_counts(self.model.counts())
        self.counted.emit()
        self.diff.show_found(self._title(), self.found(), len(self._people_ids()))

    def _title(self) -> str:
        """What is marked, by name where that is one person or one terminal."""
        chosen = self.table.chosen()
        if not chosen:
            return self.tr("Everything shown")
        rows = {row for block, _ in chosen for row in block}
        columns = {column for _, block in chosen for column in block}
        person, terminal = self.model.rows[min(rows)], self.model.columns[min(columns)].name
        if len(rows) == 1 and len(columns) == 1:
            return self.tr("{0} on {1}").format(person.name or person.pin, terminal)
        if len(rows) == 1:
            return person.name or person.pin
        if len(columns) == 1:
            return terminal
        return self.tr("%Ln cells", "", sum(len(across) * len(down) for across, down in chosen))

    def _people_ids(self) -> list[str]:
        """Of the people in the marked rows whom the edge knows; none where nothing is marked."""
        rows = {row for block, _ in self.table.chosen() for row in block}
        found = [self.model.rows[row].employee for row in sorted(rows)]
        return [id_ for id_ in found if id_ is not None]

    def _device_name(self, device_id: str) -> str:
        device = self._around.session.fleet.devices.get(device_id)
        return device.name if device is not None else device_id

    def _status(self, device: Device) -> Status:
        fleet = self._around.session.fleet
        return fleet.status(fleet.devices.get(device.id, device))

    def _heard(self, device: Device) -> bool:
        return self._status(device) not in AWAY

    def _spoken(self, row: MatrixRow, device: Device, cell: Cell | None, stands: Stands) -> str:
        head = self.tr("{0} on {1}: {2}").format(row.name or row.pin, device.name, self._said.stands(stands))
        if cell is None or stands is Stands.NOT_MEANT:
            return head
        return f"{head}\n{self._said.cell(cell, stands, self._around.session.now_us())}"

"""Everybody who uses the terminals: who, where, and whether terminals hold them as they should."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QVBoxLayout, QWidget

from common.client import StreamMessage
from common.filters import Filter, Value
from console.commands.registry import Command
from console.core.employees import Employee, search_word
from console.models.records import RecordColumn
from console.views.detail import Detail
from console.views.employee_actions import EmployeeActions
from console.views.employee_detail import EmployeeDetail
from console.views.employee_words import EmployeeWords
from console.views.matrix.pane import MatrixPane
from console.views.pages.page import State, Surroundings
from console.views.pages.records import Listing, RecordsPage
from console.views.verbs import Verb
from console.views.widgets.buttons import Button
from console.views.widgets.form import Choice, Option
from console.views.widgets.picker import Picker
from console.views.words import isolated

STEP: Final = 100
SETTLED_MS: Final = 1_500
"""News of many people come in a burst; the list is fetched once they have."""
LIST, MATRIX = "list", "matrix"
WRITE: Final = "employees:write"


class EmployeesPage(RecordsPage[Employee]):
    """What is typed is searched at the edge, whoever has been fetched so far; fields are looked at here."""

    id = "employees"
    icon = "employees"

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        self.said = EmployeeWords(around.words)
        self._asked = ""
        super().__init__(around, parent)
        self.said.setParent(self)
        self.actions_on = EmployeeActions(
            around, self.acting, self.said, self, self.put, lambda ids: self.drop(*ids), self.reload
        )
        self._matrix: MatrixPane | None = None
        self._settling = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settling.timeout.connect(self._reload_in_sight)

    def finish_making(self) -> Iterator[None]:
        yield from super().finish_making()
        yield
        self._stacked = QStackedWidget(self)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(self._stacked, 1)
        self._stacked.addWidget(self.panes)
        self.listen(self.session.events, self._heard)

    # -- what a list says of itself
    # ---------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Employees")

    def key_of(self, record: Employee) -> str:
        return record.id

    def columns(self) -> Sequence[RecordColumn[Employee]]:
        said, number = self.said, self.around.words.number
        return (
            RecordColumn(
                id="name", title=self.tr("Name"), text=said.name, share=3, least=150, order=self._name_order,
                second=lambda it: " · ".join(part for part in (it.department, self._inactive(it)) if part),
            ),
            RecordColumn(
                id="employee_id", title=self.tr("Employee id"), text=lambda it: isolated(it.employee_id),
                order=lambda it: it.employee_id, code=True, rank=2, least=84,
            ),
            RecordColumn(
                id="pin", title=self.tr("PIN"), text=lambda it: isolated(it.pin), rank=6, least=72,
                order=lambda it: (len(it.pin), it.pin),
            ),
            RecordColumn(
                id="card", title=self.tr("Card"), text=self._card, rank=3, least=84,
                order=lambda it: it.card,
            ),
            RecordColumn(
                id="biometrics", title=self.tr("Biometrics"), rank=5, least=104,
                text=lambda it: said.biometrics(it.fingerprints, it.faces, it.palms),
                order=lambda it: it.fingerprints + it.faces + it.palms,
            ),
            RecordColumn(
                id="where", title=self.tr("Where"), text=self._where, second=self._how_many, share=2,
                least=110, rank=4, order=lambda it: it.terminals, tip=self._where_tip,
            ),
            RecordColumn(
                id="sync", title=self.tr("Sync"), text=said.sync, tone=said.sync_tone, least=104, rank=7,
                order=lambda it: (it.failed, it.pending),
                second=lambda it: self.tr("{0} of {1}").format(number(it.in_sync), number(it.terminals)),
            ),
            RecordColumn(
                id="privilege", title=self.tr("Privilege"), text=lambda it: said.privilege(it.privilege),
                order=lambda it: it.privilege, shown=False, rank=1,
            ),
        )  # fmt: skip

    def fields(self) -> Mapping[str, Callable[[Employee], Value]]:
        return {
            "name": lambda it: it.name,
            "pin": lambda it: it.pin,
            "id": lambda it: it.employee_id,
            "card": lambda it: it.card or "",
            "department": lambda it: it.department or "",
            "privilege": lambda it: it.privilege,
            "fingers": lambda it: it.fingerprints,
            "faces": lambda it: it.faces,
            "terminals": lambda it: it.terminals,
        }

    def hint(self) -> str:
        return "amina department:sales"

    def controls(self) -> Sequence[QWidget]:
        self.shown_as = Choice(
            self.tr("Shown as"), (Option(LIST, self.tr("List")), Option(MATRIX, self.tr("Matrix"))), self
        )
        self.shown_as.chosen.connect(lambda _: self._turn())
        self.site = Picker(self.theme, self.tr("Site"), self)
        self.site.currentIndexChanged.connect(self._narrow)
        self.which = Picker(self.theme, self.tr("Which"), self)
        self.which.offer(
            (
                ("", self.tr("All")),
                ("sync=out_of_sync", self.tr("Out of sync")),
                ("sync=failed", self.tr("Failed on a terminal")),
                ("without=fingerprint,face,palm", self.tr("Not enrolled")),
                ("active=false", self.tr("Not active")),
            )
        )
        self.which.currentIndexChanged.connect(self._narrow)
        self.only_wrong = QCheckBox(self.tr("Only people with differences"), self)
        self.only_wrong.hide()
        return (self.shown_as, self.site, self.which, self.only_wrong)

    def head_buttons(self) -> Sequence[QWidget]:
        self._import = Button(self.tr("Import…"), self)
        self._import.clicked.connect(lambda: self.actions_on.bring_in())
        self._new = Button(self.tr("New employee…"), self, kind="primary")
        self._new.clicked.connect(lambda: self.actions_on.make())
        return (self._import, self._new)

    def verbs(self) -> Sequence[Verb[Employee]]:
        may = lambda: self.around.may(WRITE)  # noqa: E731
        return (
            Verb(
                id="employees.enrol", title=self.tr("Enrol…"), icon="finger", shortcut="N", allowed=may,
                run=lambda picked: self.actions_on.enrol(picked),
            ),
            Verb(
                id="employees.push", title=self.tr("Push differences"), icon="refresh", shortcut="P",
                allowed=may, run=lambda picked: self.actions_on.push(picked),
                can=lambda picked: any(it.out_of_sync for it in picked),
            ),
            Verb(
                id="employees.edit", title=self.tr("Edit…"), shortcut="E", allowed=may, single=True,
                run=lambda picked: self.actions_on.edit(picked[0]),
            ),
            Verb(
                id="employees.delete", title=self.tr("Delete…"), icon="trash", allowed=may, grave=True,
                run=lambda picked: self.actions_on.delete(picked),
            ),
        )  # fmt: skip

    def make_detail(self) -> Detail:
        return EmployeeDetail(
            self.around,
            self.said,
            self.actions_on.edit,
            lambda it: self.actions_on.enrol([it]),
            self._compare,
        )

    def detail_title(self) -> str:
        return self.tr("Employee")

    def _compare(self, employee: Employee) -> None:
        """This one in the matrix, at the first of the sites."""
        self.site.choose(employee.sites[0] if employee.sites else "")
        self.filter.set_text(employee.pin)
        self.shown_as.set_value(MATRIX)
        self._turn()

    def nothing(self) -> tuple[str, str]:
        if self._asked or self.site.currentData() or self.which.currentData():
            return self.tr("Nobody matches"), self.tr("Search for something else, or choose another site.")
        return (
            self.tr("Nobody yet"),
            self.tr("Make employees or import them. Who stands on terminals already is seen in the matrix."),
        )

    def more_commands(self) -> Sequence[Command]:
        group = self.group()
        made = [
            Command(
                "employees.matrix", self.tr("List or matrix"), group, run=self.toggle_matrix, shortcut="M",
                icon="overview",
            )
        ]  # fmt: skip
        if self.around.may(WRITE):
            made += [
                Command("employees.new", self.tr("New employee…"), group, run=self.actions_on.make,
                        shortcut="C", icon="plus"),
                Command("employees.import", self.tr("Import employees…"), group,
                        run=self.actions_on.bring_in),
            ]  # fmt: skip
        made.append(
            Command(
                "employees.only_wrong", self.tr("Only people with differences"), group,
                run=self.only_wrong.toggle, enabled=lambda: self.shows_matrix, shortcut="D",
            )
        )  # fmt: skip
        return (
            made
            if self._matrix is None
            else [*made, *self._matrix.commands(group, lambda: self.shows_matrix)]
        )

    def view_state(self) -> State:
        return {
            "site": self.site.currentData() or "", "which": self.which.currentData() or "",
            "shown_as": self.shown_as.value,
        }  # fmt: skip

    def show_view_state(self, state: State) -> None:
        self._offer_sites()
        self.site.choose(state.get("site", ""))
        self.which.choose(state.get("which", ""))
        if state.get("shown_as") in (LIST, MATRIX):
            self.shown_as.set_value(state["shown_as"])
            self._turn()

    # -- fetching
    # --------------------------------------------------------------------------------------------------

    async def fetch(self, after: str | None) -> Listing[Employee]:
        wanted: dict[str, Any] = {"limit": STEP, "cursor": after, "q": self._asked or None}
        wanted["site"] = self.site.currentData() or None
        wanted["include"] = "total_count"
        key, _, value = str(self.which.currentData() or "").partition("=")
        if key:
            wanted[key] = value.split(",")
        body = await self.session.connection.client.get("/v1/employees", wanted)
        found = [Employee.of(it) for it in body["data"]]
        if after is None:  # whoever was marked in an earlier search stays marked
            known = {it.id for it in found}
            found += [it for it in self.model.marked if it.id not in known]
        return Listing(found, body["next_cursor"], body.get("total_count"))

    def _filter(self, wanted: Filter) -> None:
        super()._filter(wanted)
        if self._matrix is not None:
            self._matrix.search(wanted)
        word = search_word(self.filter.text)
        if word != self._asked:
            self._asked = word
            super().reload()

    def reload(self) -> None:
        super().reload()
        if self._matrix is not None and self.shows_matrix and not self._matrix.loading:
            self._matrix.renew()

    def _narrow(self) -> None:
        self.model.unmark()
        if self.shows_matrix:
            self.matrix.show_site(self.site.currentData() or "")
        self.reload()

    def _heard(self, message: StreamMessage) -> None:
        if message.event.startswith("employee.") and self.isVisible() and not self._settling.isActive():
            self._settling.start()

    def _reload_in_sight(self) -> None:
        if not self.isVisible():
            return
        if self.shows_matrix:
            self.matrix.renew()
        elif self.at_the_start and not self.loading:
            self.reload()

    # -- list or matrix
    # --------------------------------------------------------------------------------------------

    @property
    def shows_matrix(self) -> bool:
        return self.shown_as.value == MATRIX

    @property
    def matrix(self) -> MatrixPane:
        """Made when it is asked for first."""
        return self._matrix or self._make_matrix()

    def _make_matrix(self) -> MatrixPane:
        self._matrix = made = MatrixPane(self.around, self.acting, self.said, self)
        self._stacked.addWidget(made)
        self.only_wrong.toggled.connect(made.set_only_wrong)
        made.counted.connect(lambda: self._show_count(self.model.total, self.model.shown))
        made.enrol_wanted.connect(self._enrol_ids)
        made.search(self.model.wanted)
        return made

    def toggle_matrix(self) -> None:
        self.shown_as.set_value(LIST if self.shows_matrix else MATRIX)
        self._turn()

    def focus_first(self) -> None:
        if self.shows_matrix:
            self.matrix.focus_first()
        else:
            super().focus_first()

    def step_back(self) -> bool:
        return (self.shows_matrix and self.matrix.step_back()) or super().step_back()

    def _turn(self) -> None:
        if self.shows_matrix and self._matrix is None:
            self._make_matrix()  # and shown in an event of its own: each takes its time
            QTimer.singleShot(0, self, self._turn)
            return
        self._stacked.setCurrentWidget(self.matrix if self.shows_matrix else self.panes)
        self.which.setVisible(not self.shows_matrix)
        self.only_wrong.setVisible(self.shows_matrix)
        self.bar.setVisible(not self.shows_matrix and bool(self.model.marked))
        if self.shows_matrix:
            self.matrix.show_site(self.site.currentData() or "")
        self.focus_first()

    def catch_up(self) -> None:
        super().catch_up()
        self._offer_sites()
        may = self.around.may(WRITE)
        self._new.setVisible(may)
        self._import.setVisible(may)
        if self.shows_matrix:
            self.matrix.show_site(self.site.currentData() or "")

    def _show_rows(self) -> None:
        super()._show_rows()
        self.filter.setVisible(True)

    def _show_count(self, total: int, shown: int) -> None:
        if self.shows_matrix:
            self.filter.set_count(self.around.words.number(len(self.matrix.model.rows)))
        else:
            super()._show_count(total, shown)

    def _offer_sites(self) -> None:
        sites = sorted(self.session.fleet.sites.values(), key=lambda it: it.name.casefold())
        self.site.offer((("", self.tr("All sites")), *((it.id, it.name) for it in sites)))

    def _enrol_ids(self, ids: Sequence[str]) -> None:
        """People of the matrix, of whom not all have been fetched."""
        self.around.tasks.spawn("employees", self._fetch_and_enrol(ids))

    async def _fetch_and_enrol(self, ids: Sequence[str]) -> None:
        found = await self.matrix.people(ids)
        if found:
            self.actions_on.enrol(found)

    # -- words
    # ----------------------------------------------------------------------------------------------------

    def _name_order(self, employee: Employee) -> str:
        return self.said.name(employee).casefold()

    def _inactive(self, employee: Employee) -> str:
        return "" if employee.active else self.tr("not active")

    def _card(self, employee: Employee) -> str:
        if employee.card:
            return isolated(employee.card)
        return self.tr("On a terminal") if employee.has_card else "–"

    def _places(self, employee: Employee) -> list[str]:
        fleet = self.session.fleet
        names = [fleet.sites[it].name for it in employee.sites if it in fleet.sites]
        return names + [fleet.devices[it].name for it in employee.devices if it in fleet.devices]

    def _where(self, employee: Employee) -> str:
        return ", ".join(self._places(employee)) or self.tr("Nowhere yet")

    def _where_tip(self, employee: Employee) -> str:
        return "\n".join(self._places(employee))

    def _how_many(self, employee: Employee) -> str:
        return self.around.words.terminals(employee.terminals) if employee.terminals else ""

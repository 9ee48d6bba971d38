"""An employee in full: who, what terminals can recognise the person by, and how each of them stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from common.client import EdgeError
from console.core.employees import Employee, Standing
from console.core.records import moment
from console.models.selection import Kind
from console.views.detail import Detail
from console.views.employee_words import EmployeeWords
from console.views.inspector.parts import Fact, Facts, LeadRow, Section
from console.views.pages.page import Surroundings
from console.views.widgets.buttons import Button
from console.views.widgets.flow import Flow
from console.views.widgets.labels import WrappedLabel, label
from console.views.words import isolated

ROWS: Final = 40
STEPS: Final = 12
AGAIN_US: Final = 3_000_000


class EmployeeDetail(Detail):
    """`edit`, `enrol` and `compare` are what its buttons do; what the key may not is absent. How the employee
    stands is asked of the edge, and again while it is out of sync and looked at."""

    def __init__(
        self,
        around: Surroundings,
        said: EmployeeWords,
        edit: Callable[[Employee], object],
        enrol: Callable[[Employee], object],
        compare: Callable[[Employee], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._around, self._said = around, said
        self._employee: Employee | None = None
        self._standings: list[Standing] | None = None
        self._asked_us = 0
        self._trouble = ""
        self._name = WrappedLabel("", "title", self)
        self._sync = label("", "dim", self, wrap=True)
        buttons = Flow()
        self._edit = Button(self.tr("Edit…"), self)
        self._edit.clicked.connect(lambda: self._employee and edit(self._employee))
        self._enrol = Button(self.tr("Enrol…"), self, theme=around.theme, icon_name="finger")
        self._enrol.clicked.connect(lambda: self._employee and enrol(self._employee))
        matrix = Button(self.tr("In the matrix"), self)
        matrix.clicked.connect(lambda: self._employee and compare(self._employee))
        for button in (self._edit, self._enrol, matrix):
            buttons.addWidget(button)
        self._facts, self._held = Facts(around.theme, self), Facts(around.theme, self)
        biometrics = Section(self.tr("Recognised by"), self)
        biometrics.column.addWidget(self._held)
        self._where = Section(self.tr("Terminals"), self)
        self._none = WrappedLabel("", "dim", self)
        self._where.column.addWidget(self._none)
        self._rows: list[LeadRow] = []
        self._steps = Section(self.tr("Out of sync"), self)
        self._step_facts = Facts(around.theme, self)
        self._steps.column.addWidget(self._step_facts)
        for part in (self._name, self._sync):
            self.column.addWidget(part)
        self.column.addLayout(buttons)
        for part in (self._facts, biometrics, self._where, self._steps):
            self.column.addWidget(part)
        self.column.addStretch(1)

    @property
    def terminals(self) -> list[str]:
        """What the rows of terminals say."""
        return [row.accessibleName() for row in self._rows if row.isVisibleTo(self)]

    def show_record(self, record: Employee) -> None:
        other = self._employee is None or self._employee.id != record.id
        changed = self._employee != record
        self._employee = record
        if other:
            self._standings, self._trouble = None, ""
        may = self._around.may("employees:write")
        self._edit.setVisible(may)
        self._enrol.setVisible(may)
        self._name.setText(self._said.name(record))
        self._sync.setText(
            self.tr("As wanted on {0} of {1}").format(
                self._around.words.number(record.in_sync),
                self._around.words.terminals(record.terminals),
            )
        )  # fmt: skip
        self._facts.show_facts(self._who(record))
        self._held.show_facts(self._recognised(record))
        self._show_standings()
        if changed:
            self._ask()

    def tick(self) -> None:
        employee = self._employee
        if employee is None:
            return
        waits = any(it.status != "in_sync" for it in self._standings or ())
        if waits and self._around.session.now_us() - self._asked_us > AGAIN_US:
            self._ask()
        self._show_standings()

    # -- facts
    # ----------------------------------------------------------------------------------------------------

    def _who(self, record: Employee) -> list[Fact]:
        said = self._said
        facts = [
            Fact(self.tr("Employee id"), isolated(record.employee_id), record.employee_id),
            Fact(self.tr("PIN"), isolated(record.pin), record.pin),
            Fact(self.tr("Card"), isolated(record.card), record.card) if record.card else None,
            Fact(self.tr("Department"), record.department) if record.department else None,
            Fact(self.tr("Privilege"), said.privilege(record.privilege)),
            None if record.active else Fact(self.tr("Active"), self.tr("No: terminals lose the person")),
            self._day(self.tr("From"), record.valid_from_us),
            self._day(self.tr("Until"), record.valid_to_us),
            Fact(self.tr("Shall be at"), self._places(record)),
        ]
        return [fact for fact in facts if fact is not None]

    def _day(self, what: str, instant_us: int | None) -> Fact | None:
        return None if instant_us is None else Fact(what, f"{moment(instant_us):%Y-%m-%d}")

    def _places(self, record: Employee) -> str:
        fleet = self._around.session.fleet
        names = [fleet.sites[it].name for it in record.sites if it in fleet.sites]
        names += [fleet.devices[it].name for it in record.devices if it in fleet.devices]
        return " · ".join(names) or self.tr("Nowhere yet")

    def _recognised(self, record: Employee) -> list[Fact]:
        number, yes, no = self._around.words.number, self.tr("Yes"), self.tr("No")
        facts = [
            Fact(self.tr("Fingers"), number(record.fingerprints)),
            Fact(self.tr("Faces"), number(record.faces)),
            Fact(self.tr("Card"), yes if record.has_card else no),
            Fact(self.tr("Password"), yes if record.has_password else no),
        ]
        if record.palms:
            facts.insert(2, Fact(self.tr("Palms"), number(record.palms)))
        return facts

    # -- terminals
    # ------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        if self._employee is not None:
            self._asked_us = self._around.session.now_us()
            self._around.tasks.spawn("standings", self._fetch(self._employee.id))

    async def _fetch(self, employee_id: str) -> None:
        client = self._around.session.connection.client
        try:
            body = await client.get(f"/v1/employees/{employee_id}/sync")
        except EdgeError as error:
            self._trouble = str(error)
        else:
            if self._employee is not None and self._employee.id == employee_id:
                self._standings, self._trouble = [Standing.of(it) for it in body["data"]], ""
        self._show_standings()

    def _show_standings(self) -> None:
        fleet, now_us = self._around.session.fleet, self._around.session.now_us()
        found = sorted(self._standings or (), key=lambda it: (it.status == "in_sync", it.site, it.device))
        while len(self._rows) < min(len(found), ROWS):
            row = LeadRow(self._around.theme, self)
            row.clicked.connect(lambda _=False, row=row: self._lead(row.objectName()))
            self._where.column.addWidget(row)
            self._rows.append(row)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(found))
            if place < len(found):
                device = fleet.devices.get(found[place].device_id)
                status = None if device is None else fleet.status(device)
                spoken = "" if status is None else self._around.words.status(status)
                row.setObjectName(found[place].device_id)
                row.say(found[place].device, self._said.standing(found[place], now_us), status, spoken)
        self._none.setText(self._trouble or ("" if self._standings is None else self._told(len(found))))
        self._none.setVisible(bool(self._none.text()))
        wrong = sorted(
            (it for it in found if it.status != "in_sync"), key=lambda it: it.since_us or 0, reverse=True
        )
        self._steps.setVisible(bool(wrong))
        self._step_facts.show_facts([self._step(it, now_us) for it in wrong[:STEPS]])

    def _step(self, standing: Standing, now_us: int) -> Fact:
        said = self._said.standing(standing, now_us)
        tries = self.tr("tried %Ln times", "", standing.attempts) if standing.attempts else ""
        parts = (said, tries, standing.error or "")
        return Fact(standing.device, "\n".join(part for part in parts if part))

    def _told(self, count: int) -> str:
        if not count:
            return self.tr("On no terminal. Put the person at a site, or on a terminal.")
        return self.tr("and %Ln more", "", count - ROWS) if count > ROWS else ""

    def _lead(self, device_id: str) -> None:
        self._around.selection.select(Kind.DEVICE, device_id)
        self._around.open_page("devices")

"""Asks who an employee is and where the person shall be: for a new one, and to change one."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from console.core.employees import PRIVILEGES, Employee
from console.views.dialogs.ask import AskDialog, line_of
from console.views.employee_words import EmployeeWords
from console.views.pages.page import Surroundings
from console.views.place_list import PlaceList
from console.views.widgets.form import Field
from console.views.widgets.picker import Picker

WIDTH: Final = 600
LONGEST_ID: Final = 64
LONGEST_PIN: Final = 24
LONGEST_CARD: Final = 20


class EmployeeDialog(AskDialog[dict[str, Any]]):
    """Answers the members to be sent: all that were given of a new one, of one that is there those that are
    others now."""

    def __init__(
        self, around: Surroundings, said: EmployeeWords, employee: Employee | None, parent: QWidget | None
    ) -> None:
        new = employee is None
        super().__init__(
            around.theme,
            self.tr("New employee") if new else self.tr("Change {0}").format(said.name(employee)),
            "",
            self.tr("Make it") if new else self.tr("Change it"),
            parent,
            width=WIDTH,
        )
        self.asked.setSpacing(12)
        self._employee = employee
        known = employee or Employee("", "", "", "")
        self.name = self.line_field(self.tr("Name"), text=known.name)
        hint = self.tr("Your own, in all systems.")
        self.employee_id = self.line_field(self.tr("Employee id"), hint, known.employee_id)
        self.pin = self.line_field(self.tr("PIN"), self.tr("What terminals call the person."), known.pin)
        if new:
            line_of(self.pin).setPlaceholderText(self.tr("chosen for you"))
        self.card = self.line_field(self.tr("Card number"), self.tr("Decimal, as printed."), known.card or "")
        self.department = self.line_field(self.tr("Department"), text=known.department or "")
        self._privilege = Picker(around.theme, self.tr("Privilege"), self)
        self._privilege.offer((code, said.privilege(code)) for code in PRIVILEGES)
        self._privilege.choose(known.privilege)
        privilege = Field(self.tr("Privilege"), self._privilege, self)
        self.active = QCheckBox(self.tr("Active: terminals hold the person"), self)
        self.active.setChecked(known.active)
        self.places = PlaceList(
            around.theme, around.session.fleet, around.words, self.tr("Shall be at"), self, rows=4
        )
        self.places.choose((*known.sites, *known.devices))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        fields = (self.name, self.employee_id, self.pin, self.card, self.department, privilege)
        for place, field in enumerate(fields):
            grid.addWidget(field, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        self.asked.addLayout(grid)
        self.asked.addWidget(self.active)
        self.asked.addWidget(Field(self.tr("Shall be at"), self.places, self), 1)
        line_of(self.name).setFocus()

    def finish(self) -> None:
        if not self._right():
            return
        said = self._said()
        before = {} if self._employee is None else _members(self._employee)
        changed = {key: value for key, value in said.items() if before.get(key, _blank(key)) != value}
        self.answer(changed)

    def _right(self) -> bool:
        """Say what is wrong; whether nothing is."""
        id_, pin, card = (line_of(it).text().strip() for it in (self.employee_id, self.pin, self.card))
        wrong = self.tr("Give it an id of yours.") if not id_ else ""
        self.employee_id.set_wrong(
            wrong or (self.tr("64 characters at most.") if len(id_) > LONGEST_ID else "")
        )
        right = (pin.isascii() and pin.isalnum() and len(pin) <= LONGEST_PIN) or (
            not pin and self._employee is None
        )
        self.pin.set_wrong("" if right else self.tr("1 to 24 letters and digits."))
        right = not card or (card.isascii() and card.isdigit() and len(card) <= LONGEST_CARD)
        self.card.set_wrong("" if right else self.tr("Digits only, 20 at most."))
        fields = (self.employee_id, self.pin, self.card)
        first = next((it for it in fields if it.wrong), None)
        if first is not None:
            first.control.setFocus()
        return first is None

    def _said(self) -> dict[str, Any]:
        text = {
            "name": self.name, "employee_id": self.employee_id, "pin": self.pin, "card_number": self.card,
            "department": self.department,
        }  # fmt: skip
        said: dict[str, Any] = {key: line_of(field).text().strip() for key, field in text.items()}
        for key in ("card_number", "department"):
            said[key] = said[key] or None
        said |= {"privilege": self._privilege.currentData(), "active": self.active.isChecked()}
        return {**said, "sites": self.places.sites, "devices": self.places.devices}


def _members(employee: Employee) -> dict[str, Any]:
    """Of one that is there, as they are compared with what was written."""
    return {
        "name": employee.name,
        "employee_id": employee.employee_id,
        "pin": employee.pin,
        "card_number": employee.card,
        "department": employee.department,
        "privilege": employee.privilege,
        "active": employee.active,
        "sites": list(employee.sites),
        "devices": list(employee.devices),
    }


def _blank(key: str) -> object:
    """What a new one has of itself, so that it need not be said."""
    return {
        "card_number": None, "department": None, "privilege": "user", "active": True, "sites": [],
        "devices": [],
    }.get(key, "")  # fmt: skip

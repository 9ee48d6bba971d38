"""What is asked before a key is made or given a new secret, and who somebody is."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final
from zoneinfo import available_timezones

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from common.instants import rfc3339
from console.core.access import BY_NAME_ONLY, ROLES, KeyDraft, Person, PersonDraft
from console.theme.theme import Theme
from console.views.access.words import AccessWords
from console.views.dialogs.ask import AskDialog, line_of
from console.views.dialogs.two_columns import TwoColumns
from console.views.widgets.form import Choice, Field, Option
from console.views.widgets.picker import Picker
from console.views.widgets.tick_choice import Tick, TickChoice
from console.views.words import isolated

WIDTH: Final = 860
DAY_US: Final = 86_400 * 1_000_000
NOBODY: Final = ""
_CLOCK: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class KeyDialog(AskDialog[KeyDraft]):
    """A new key. `mine` are the scopes of who makes it: nobody gives more than they have. `sites` and
    `people` are names by id."""

    def __init__(
        self,
        theme: Theme,
        says: AccessWords,
        mine: Collection[str],
        sites: Mapping[str, str],
        people: Mapping[str, str],
        now_us: int,
        parent: QWidget | None = None,
    ) -> None:
        title = QCoreApplication.translate("KeyDialog", "New key")
        words = QCoreApplication.translate(
            "KeyDialog",
            "One for each program and each person: so the audit log says who did it, and one can be revoked "
            "without the others.",
        )
        verb = QCoreApplication.translate("KeyDialog", "Make the key")
        super().__init__(theme, title, words, verb, parent, width=WIDTH)
        self._mine = frozenset(mine)
        self._now_us = now_us
        self.name = self.line_field(self.tr("Name"), self.tr("What it is for, like Payroll import"))
        role = self.tr("Role")
        offered = [it for it in ROLES if self._may_give(it)] or list(ROLES)
        self.role = Choice(role, [Option(it, says.role(it), says.role_means(it)) for it in offered], self)
        self.ends = Picker(theme, self.tr("Ends"), self)
        self.ends.offer(
            (
                (None, self.tr("Never")),
                (1, self.tr("In a day")),
                (30, self.tr("In 30 days")),
                (90, self.tr("In 90 days")),
                (365, self.tr("In a year")),
            )
        )
        self.whose = Picker(theme, self.tr("Whose it is"), self)
        named = sorted(people.items(), key=lambda it: it[1].casefold())
        self.whose.offer([(NOBODY, self.tr("Nobody's in particular")), *named])
        self.networks = self.line_field(
            self.tr("Works only from"), self.tr("Addresses or networks with commas; empty: from anywhere")
        )
        self.scopes = TickChoice(
            self.tr("Scopes"),
            Option(None, self.tr("All of the role")),
            Option(None, self.tr("These alone")),
            [("", [Tick(it, it, says.scope(it)) for it in sorted(ROLES["admin"] | BY_NAME_ONLY)])],
            self,
        )
        self.sites = TickChoice(
            self.tr("Sites"),
            Option(None, self.tr("All")),
            Option(None, self.tr("Only these")),
            [("", [Tick(id, name) for id, name in sorted(sites.items(), key=lambda it: it[1].casefold())])],
            self,
        )
        self.sites.setVisible(bool(sites))
        self.role_field = Field(role, self.role, self)
        self._lay()
        self.role.chosen.connect(self._offer)
        self._offer(self.role.value)
        line_of(self.name).setFocus()

    def finish(self) -> None:
        name = line_of(self.name).text().strip()
        if not name:
            self.name.set_wrong(self.tr("Give it a name to know it by."))
            line_of(self.name).setFocus()
            return
        scopes, sites = self.scopes.value, self.sites.value
        if scopes == () or sites == ():
            (self.scopes if scopes == () else self.sites).set_wrong(self.tr("Tick at least one."))
            return
        days = self.ends.currentData()
        networks = tuple(it.strip() for it in line_of(self.networks).text().split(",") if it.strip())
        self.answer(
            KeyDraft(
                name,
                str(self.role.value),
                scopes,
                sites,
                None if days is None else rfc3339(self._now_us + days * DAY_US),
                networks or None,
                self.whose.currentData() or None,
            )
        )

    def _may_give(self, role: str) -> bool:
        return ROLES[role] <= self._mine

    def _offer(self, role: object) -> None:
        allowed = ROLES[str(role)] | BY_NAME_ONLY
        self.scopes.offer(allowed & self._mine if self._mine else allowed)

    def _lay(self) -> None:
        columns = TwoColumns(self)
        left, right = columns.left, columns.right
        for part in (self.name, self.role_field):
            left.addWidget(part)
        for picker in (self.ends, self.whose):
            left.addWidget(Field(picker.accessibleName(), picker, self))
        left.addWidget(self.networks)
        left.addStretch(1)
        right.addWidget(self.scopes, 1)
        right.addWidget(self.sites, 1)
        right.addStretch(0)
        self.asked.addWidget(columns)


class RotateKeyDialog(AskDialog[int]):
    """A new secret for a key: answers with how many hours the old one still works."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("RotateKeyDialog", "New secret for {0}").format(isolated(name))
        words = QCoreApplication.translate(
            "RotateKeyDialog", "It keeps its name and what it may do. For a while the old one works too."
        )
        verb = QCoreApplication.translate("RotateKeyDialog", "Make a new secret")
        super().__init__(theme, title, words, verb, parent)
        name_of_it = self.tr("The old one works for")
        self.overlap = Choice(
            name_of_it,
            [
                Option(0, self.tr("No longer"), self.tr("Whatever uses it is refused at once.")),
                Option(1, self.tr("1 hour")),
                Option(24, self.tr("1 day")),
                Option(7 * 24, self.tr("7 days")),
            ],
            self,
        )
        self.overlap.set_value(24)
        self.asked.addWidget(Field(name_of_it, self.overlap, self))
        self.overlap.button(24).setFocus()

    def finish(self) -> None:
        self.answer(int(str(self.overlap.value)))


class WhoseDialog(AskDialog[str]):
    """Whose a key is: answers with the id of a person, or NOBODY."""

    def __init__(
        self, theme: Theme, key: str, people: Mapping[str, str], now: str, parent: QWidget | None = None
    ) -> None:
        title = QCoreApplication.translate("WhoseDialog", "Whose is {0}?").format(isolated(key))
        words = QCoreApplication.translate("WhoseDialog", "What is done with it was done by them.")
        super().__init__(theme, title, words, QCoreApplication.translate("WhoseDialog", "Save"), parent)
        self.whose = Picker(theme, self.tr("Person"), self)
        named = sorted(people.items(), key=lambda it: it[1].casefold())
        self.whose.offer([(NOBODY, self.tr("Nobody's in particular")), *named])
        self.whose.choose(now)
        self.asked.addWidget(Field(self.tr("Person"), self.whose, self))
        self.whose.setFocus()

    def finish(self) -> None:
        self.answer(str(self.whose.currentData()))


class PersonDialog(AskDialog[PersonDraft]):
    """Somebody new, or how they are changed."""

    def __init__(self, theme: Theme, before: Person | None = None, parent: QWidget | None = None) -> None:
        new = before is None
        title = (
            QCoreApplication.translate("PersonDialog", "New person")
            if new
            else QCoreApplication.translate("PersonDialog", "Edit person")
        )
        words = QCoreApplication.translate("PersonDialog", "People are told of alerts, and have keys.")
        super().__init__(theme, title, words, QCoreApplication.translate("PersonDialog", "Save"), parent)
        it = before or Person("", "", "", "", "", "", "", "", 0, 0)
        self.name = self.line_field(self.tr("Name"), text=it.name)
        self.email = self.line_field(self.tr("E-mail"), text=it.email)
        self.phone = self.line_field(self.tr("Telephone"), self.tr("With the country, like +212…"), it.phone)
        self.zone = self.line_field(
            self.tr("Time zone"), self.tr("Like Africa/Casablanca; empty: the account's"), it.timezone
        )
        self.quiet_from = self.line_field(self.tr("Quiet from"), self.tr("Like 22:00"), it.quiet_from)
        self.quiet_to = self.line_field(
            self.tr("Quiet to"), self.tr("Critical alerts still come"), it.quiet_to
        )
        quiet = QHBoxLayout()
        quiet.setSpacing(12)
        quiet.addWidget(self.quiet_from)
        quiet.addWidget(self.quiet_to)
        for part in (self.name, self.email, self.phone, self.zone):
            self.asked.addWidget(part)
        self.asked.addLayout(quiet)
        self.asked.setSpacing(10)
        line_of(self.name).setFocus()

    def finish(self) -> None:
        name, email, phone, zone, begin, end = (
            line_of(it).text().strip()
            for it in (self.name, self.email, self.phone, self.zone, self.quiet_from, self.quiet_to)
        )
        wrong = {
            self.name: "" if name else self.tr("Who is it?"),
            self.email: "" if not email or "@" in email else self.tr("This is no e-mail address."),
            self.phone: ""
            if not phone or phone.startswith("+")
            else self.tr("Begin with the country: +212…"),
            self.zone: "" if not zone or zone in available_timezones() else self.tr("There is no such zone."),
            self.quiet_from: "" if not (begin or end) or _CLOCK.fullmatch(begin) else self.tr("Like 22:00"),
            self.quiet_to: "" if not (begin or end) or _CLOCK.fullmatch(end) else self.tr("Like 06:00"),
        }
        for field, words in wrong.items():
            field.set_wrong(words)
        first = next((field for field, words in wrong.items() if words), None)
        if first is not None:
            line_of(first).setFocus()
            return
        self.answer(PersonDraft(name, email, phone, zone, begin, end))

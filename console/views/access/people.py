"""People who are told of alerts and have keys, as a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from common.filters import Value
from console.commands.registry import Command
from console.core.access import Person
from console.models.records import RecordColumn
from console.views.access.actions import AccessActions
from console.views.access.keys import ALL_AT_ONCE
from console.views.access.names import Names
from console.views.access.words import AccessWords
from console.views.detail import Detail
from console.views.inspector.parts import Fact, Facts
from console.views.pages.lists import ListsPage, PartList
from console.views.pages.page import Surroundings
from console.views.pages.records import Listing
from console.views.verbs import Verb
from console.views.widgets.buttons import Button
from console.views.widgets.flow import Flow
from console.views.widgets.labels import WrappedLabel
from console.views.words import isolated


class PeopleList(PartList[Person]):
    """All of them."""

    id = "people"
    icon = "person"

    def __init__(self, around: Surroundings, of: ListsPage, names: Names) -> None:
        self.says = AccessWords(around.words)
        self.names = names
        super().__init__(around, of)
        self.says.setParent(self)
        self.actions_on = AccessActions(around, self.acting, self.says, names, self, self.reload)

    def title(self) -> str:
        return self.tr("People")

    def detail_title(self) -> str:
        return self.tr("Person")

    def hint(self) -> str:
        return "name:amina email:example.com"

    def key_of(self, record: Person) -> str:
        return record.id

    def columns(self) -> Sequence[RecordColumn[Person]]:
        words = self.around.words
        return (
            RecordColumn(
                id="name", title=self.tr("Name"), least=180, share=2, rank=9, text=lambda it: it.name,
                order=lambda it: it.name.casefold(),
            ),
            RecordColumn(
                id="email", title=self.tr("E-mail"), least=160, share=2, rank=8,
                text=lambda it: isolated(it.email), order=lambda it: it.email.casefold(),
            ),
            RecordColumn(
                id="phone", title=self.tr("Telephone"), least=130, rank=7,
                text=lambda it: isolated(it.phone),
            ),
            RecordColumn(
                id="quiet", title=self.tr("Quiet"), least=110, rank=6, text=self.quiet,
                order=lambda it: it.quiet_from,
            ),
            RecordColumn(
                id="zone", title=self.tr("Time zone"), least=140, rank=5,
                text=lambda it: isolated(it.timezone), order=lambda it: it.timezone,
            ),
            RecordColumn(
                id="keys", title=self.tr("Keys"), least=64, figures=True, rank=4,
                text=lambda it: words.number(self.keys_of(it)), order=self.keys_of,
            ),
        )  # fmt: skip

    def keys_of(self, person: Person) -> int:
        """How many keys that work are theirs."""
        return sum(1 for key in self.names.keys.values() if key.person == person.id and key.works)

    def quiet(self, person: Person) -> str:
        """When they are told of critical alerts only."""
        if not person.quiet_from:
            return ""
        return self.tr("{0} to {1}").format(person.quiet_from, person.quiet_to)

    def fields(self) -> Mapping[str, Callable[[Person], Value]]:
        return {"name": lambda it: it.name, "email": lambda it: it.email, "phone": lambda it: it.phone}

    async def fetch(self, after: str | None) -> Listing[Person]:
        client = self.session.connection.client
        found = [Person.of(body) async for body in client.pages("/v1/people", ALL_AT_ONCE)]
        self.names.people = {person.id: person for person in found}
        return Listing(found, None, len(found))

    def nothing(self) -> tuple[str, str]:
        return self.tr("Nobody yet"), self.tr("Add who is to be told of alerts, and whose keys there are.")

    def make_detail(self) -> Detail:
        return PersonDetail(self, self.actions_on)

    def head_buttons(self) -> Sequence[QWidget]:
        self._new = Button(self.tr("New person…"), self, kind="primary")
        self._new.clicked.connect(lambda: self.actions_on.add_person())
        self._new.setVisible(False)
        return (self._new,)

    def fetched(self) -> None:
        self._new.setVisible(self.actions_on.may_people())

    def more_commands(self) -> Sequence[Command]:
        if not self.around.may("alerts:admin"):
            return ()
        new = Command(
            f"{self.id}.new_person", self.tr("New person…"), self.group(),
            run=lambda: self.actions_on.add_person(), icon="plus",
        )  # fmt: skip
        return (new,)

    def verbs(self) -> Sequence[Verb[Person]]:
        def may() -> bool:
            return self.around.may("alerts:admin")

        return (
            Verb(
                id="people.edit", title=self.tr("Edit…"), icon="settings", shortcut="E",
                run=lambda picked: self.actions_on.edit_person(picked[0]), single=True, allowed=may,
            ),
            Verb(
                id="people.delete", title=self.tr("Delete…"), icon="trash", single=True, allowed=may,
                run=lambda picked: self.actions_on.delete_person(picked[0]), grave=True, brief=False,
            ),
        )  # fmt: skip


class PersonDetail(Detail):
    """A person in full."""

    def __init__(self, of: PeopleList, actions: AccessActions) -> None:
        super().__init__()
        self._of = of
        self._actions = actions
        self._shown: Person | None = None
        theme = of.theme
        self._title = WrappedLabel("", "title", self)
        self._buttons = QWidget(self)
        row = Flow(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        for words, icon, act in (
            (self.tr("Edit…"), "settings", actions.edit_person),
            (self.tr("Delete…"), "trash", actions.delete_person),
        ):
            button = Button(words, self, theme=theme, icon_name=icon)
            button.clicked.connect(lambda _=False, act=act: act(self._shown) if self._shown else None)
            row.addWidget(button)
        self._facts = Facts(theme, self)
        for part in (self._title, self._buttons, self._facts):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def show_record(self, record: Person) -> None:
        self._shown = record
        self._title.setText(record.name)
        self._buttons.setVisible(self._actions.may_people())
        words = self._of.words
        facts = [
            (self.tr("E-mail"), isolated(record.email) if record.email else "", record.email),
            (self.tr("Telephone"), isolated(record.phone) if record.phone else "", record.phone),
            (self.tr("Time zone"), record.timezone or self.tr("The account's"), ""),
            (self.tr("Quiet"), self._of.quiet(record) or self.tr("Never"), ""),
            (self.tr("Channels"), words.number(record.channels), ""),
            (self.tr("Keys"), words.number(self._of.keys_of(record)), ""),
            (self.tr("Id"), isolated(record.id), record.id),
        ]
        self._facts.show_facts([Fact(what, value, copy) for what, value, copy in facts if value])

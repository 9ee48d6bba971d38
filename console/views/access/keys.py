"""The API keys as a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from common.filters import Value
from console.commands.registry import Command
from console.core.access import Key, Person
from console.core.sheets import SheetColumn
from console.models.records import RecordColumn
from console.views.access.actions import AccessActions
from console.views.access.names import Names
from console.views.access.words import AccessWords
from console.views.detail import Detail
from console.views.inspector.parts import Fact, Facts, Section
from console.views.pages.lists import ListsPage, PartList
from console.views.pages.page import Surroundings
from console.views.pages.records import Listing
from console.views.verbs import Verb
from console.views.widgets.buttons import Button
from console.views.widgets.flow import Flow
from console.views.widgets.labels import WrappedLabel
from console.views.widgets.tone_line import ToneLine
from console.views.words import isolated

ALL_AT_ONCE = {"limit": 1_000}


class KeysList(PartList[Key]):
    """All of them, revoked ones too."""

    id = "api_keys"
    icon = "key"

    def __init__(self, around: Surroundings, of: ListsPage, names: Names) -> None:
        self.says = AccessWords(around.words)
        self.names = names
        super().__init__(around, of)
        self.says.setParent(self)
        self.actions_on = AccessActions(around, self.acting, self.says, names, self, self.reload)

    def title(self) -> str:
        return self.tr("Keys")

    def detail_title(self) -> str:
        return self.tr("Key")

    def hint(self) -> str:
        return "role:admin state:active"

    def key_of(self, record: Key) -> str:
        return record.id

    def columns(self) -> Sequence[RecordColumn[Key]]:
        words, says, now = self.around.words, self.says, self.session.now_us
        return (
            RecordColumn(
                id="name", title=self.tr("Name"), least=190, share=2, rank=9, text=lambda it: it.name,
                second=lambda it: isolated(it.shown), order=lambda it: it.name.casefold(),
            ),
            RecordColumn(
                id="state", title=self.tr("State"), least=110, rank=8,
                text=lambda it: says.key_state(it, now()), second=lambda it: says.expiry(it, now()),
                tone=lambda it: says.key_tone(it, now()), order=lambda it: it.status,
            ),
            RecordColumn(
                id="role", title=self.tr("Role"), least=130, share=1, rank=7,
                text=lambda it: says.role(it.role), second=says.rights, order=lambda it: it.role,
                tip=lambda it: "\n".join(it.scopes),
            ),
            RecordColumn(
                id="whose", title=self.tr("Whose"), least=110, share=1, rank=5,
                text=lambda it: self.names.person(it.person),
                order=lambda it: self.names.person(it.person).casefold(),
            ),
            RecordColumn(
                id="used", title=self.tr("Last used"), least=110, rank=6,
                text=lambda it: words.ago_us(it.used_us, now()),
                second=lambda it: isolated(it.used_from) if it.used_from else "",
                order=lambda it: it.used_us,
            ),
            RecordColumn(
                id="made", title=self.tr("Made"), least=110, share=1, rank=4,
                text=lambda it: words.ago_us(it.created_us, now()),
                second=lambda it: self.names.actor(it.made_by) if it.made_by else self.tr("by the server"),
                order=lambda it: it.created_us,
            ),
        )  # fmt: skip

    def fields(self) -> Mapping[str, Callable[[Key], Value]]:
        return {
            "name": lambda it: it.name,
            "role": lambda it: it.role,
            "state": lambda it: it.status,
            "scope": lambda it: it.scopes,
            "whose": lambda it: self.names.person(it.person),
        }

    def export_columns(self) -> Sequence[tuple[SheetColumn, Callable[[Key], Any]]]:
        says = self.says
        return (
            (SheetColumn(self.tr("Name")), lambda it: it.name),
            (SheetColumn(self.tr("Key")), lambda it: it.shown),
            (SheetColumn(self.tr("State")), lambda it: says.key_state(it, self.session.now_us())),
            (SheetColumn(self.tr("Role")), lambda it: says.role(it.role)),
            (SheetColumn(self.tr("Scopes")), lambda it: ", ".join(it.scopes)),
            (SheetColumn(self.tr("Whose")), lambda it: self.names.person(it.person)),
            (SheetColumn(self.tr("Made")), lambda it: says.instant(it.created_us)),
            (SheetColumn(self.tr("Ends")), lambda it: _or_none(says, it.expires_us)),
            (SheetColumn(self.tr("Last used")), lambda it: _or_none(says, it.used_us)),
            (SheetColumn(self.tr("Last used from")), lambda it: it.used_from),
        )

    async def fetch(self, after: str | None) -> Listing[Key]:
        client = self.session.connection.client
        if self.around.may("alerts:read"):
            people = [Person.of(body) async for body in client.pages("/v1/people", ALL_AT_ONCE)]
            self.names.people = {person.id: person for person in people}
        found = [Key.of(body) async for body in client.pages("/v1/keys", ALL_AT_ONCE)]
        self.names.keys = {key.id: key for key in found}
        return Listing(found, None, len(found))

    def make_detail(self) -> Detail:
        return KeyDetail(self.around, self.says, self.names, self.actions_on)

    def head_buttons(self) -> Sequence[QWidget]:
        self._new = Button(self.tr("New key…"), self, kind="primary")
        self._new.clicked.connect(lambda: self.actions_on.create())
        self._new.setVisible(False)
        return (self._new,)

    def fetched(self) -> None:
        self._new.setVisible(self.actions_on.may_keys())

    def more_commands(self) -> Sequence[Command]:
        if not self.around.may("keys:write"):
            return ()
        new = Command(
            f"{self.id}.new_key", self.tr("New key…"), self.group(), run=lambda: self.actions_on.create(),
            shortcut="N", icon="plus",
        )  # fmt: skip
        return (new,)

    def verbs(self) -> Sequence[Verb[Key]]:
        def may() -> bool:
            return self.around.may("keys:write")

        return (
            Verb(
                id="api_keys.rotate", title=self.tr("New secret…"), icon="refresh", shortcut="R",
                run=lambda picked: self.actions_on.rotate(picked[0]), single=True, allowed=may,
                can=lambda picked: picked[0].works,
            ),
            Verb(
                id="api_keys.whose", title=self.tr("Whose it is…"), icon="person", shortcut="W",
                run=lambda picked: self.actions_on.give(picked[0]), single=True, allowed=may,
                can=lambda picked: picked[0].works,
            ),
            Verb(
                id="api_keys.revoke", title=self.tr("Revoke…"), icon="trash", allowed=may, grave=True,
                run=lambda picked: self.actions_on.revoke(picked),
                can=lambda picked: any(key.status != "revoked" for key in picked),
            ),
        )  # fmt: skip


class KeyDetail(Detail):
    """A key in full."""

    def __init__(self, around: Surroundings, says: AccessWords, names: Names, actions: AccessActions) -> None:
        super().__init__()
        self._around = around
        self._says = says
        self._names = names
        self._actions = actions
        self._shown: Key | None = None
        theme = around.theme
        self._state = ToneLine(theme, self)
        self._title = WrappedLabel("", "title", self)
        self._buttons = QWidget(self)
        row = Flow(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        for words, icon, act in (
            (self.tr("New secret…"), "refresh", actions.rotate),
            (self.tr("Whose it is…"), "person", actions.give),
            (self.tr("Revoke…"), "trash", lambda key: actions.revoke([key])),
        ):
            button = Button(words, self, theme=theme, icon_name=icon)
            button.clicked.connect(lambda _=False, act=act: act(self._shown) if self._shown else None)
            row.addWidget(button)
        self._facts = Facts(theme, self)
        self._scopes = Section(self.tr("What it may do"), self)
        self._lines = WrappedLabel("", "", self)
        self._scopes.column.addWidget(self._lines)
        for part in (self._state, self._title, self._buttons, self._facts, self._scopes):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def show_record(self, record: Key) -> None:
        self._shown = record
        now, says, words = self._around.session.now_us(), self._says, self._around.words
        self._state.say(says.key_tone(record, now), says.key_state(record, now), says.expiry(record, now))
        self._title.setText(record.name)
        self._buttons.setVisible(record.works and self._actions.may_keys())
        sites = self._around.session.fleet.sites
        facts = [
            Fact(self.tr("Key"), isolated(record.shown)),
            Fact(self.tr("Role"), says.role(record.role), hint=says.role_means(record.role)),
        ]
        if record.site_ids is not None:
            named = (sites[it].name if it in sites else it for it in record.site_ids)
            facts.append(Fact(self.tr("Sites"), says.names(named)))
        if record.ip_allow is not None:
            facts.append(Fact(self.tr("Only from"), isolated(", ".join(record.ip_allow))))
        if record.person:
            facts.append(Fact(self.tr("Whose"), self._names.person(record.person) or isolated(record.person)))
        used = words.ago_us(record.used_us, now)
        if record.used_from:
            used = self.tr("{0}, from {1}").format(used, isolated(record.used_from))
        facts.append(Fact(self.tr("Last used"), used))
        if record.expires_us is not None:
            facts.append(Fact(self.tr("Ends"), says.instant(record.expires_us)))
        facts.append(Fact(self.tr("Made"), says.instant(record.created_us)))
        by = self._names.actor(record.made_by) if record.made_by else self.tr("The server")
        facts += [Fact(self.tr("Made by"), by), Fact(self.tr("Id"), isolated(record.id), copy=record.id)]
        self._facts.show_facts(facts)
        self._lines.setText(isolated("\u2028".join(record.scopes)))


def _or_none(says: AccessWords, at_us: int | None) -> str:
    return "" if at_us is None else says.instant(at_us)

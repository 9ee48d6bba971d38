"""What can be done with keys and people: asked first, then done at the edge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from console.core.access import Key, KeyDraft, Person, PersonDraft
from console.core.records import Json
from console.views.access.names import Names
from console.views.access.words import AccessWords
from console.views.acting import Acting
from console.views.dialogs.access import KeyDialog, PersonDialog, RotateKeyDialog, WhoseDialog
from console.views.dialogs.secret import SecretDialog
from console.views.pages.page import Surroundings
from console.views.words import isolated


class AccessActions(QObject):
    """`acting` asks over the page; `changed` is called after anything that lists show differently then."""

    def __init__(
        self,
        around: Surroundings,
        acting: Acting,
        says: AccessWords,
        names: Names,
        over: QWidget,
        changed: Callable[[], None],
    ) -> None:
        super().__init__(over)
        self._around = around
        self._acting = acting
        self._says = says
        self._names = names
        self._over = over
        self._changed = changed

    def may_keys(self) -> bool:
        return self._around.may("keys:write")

    def may_people(self) -> bool:
        return self._around.may("alerts:admin")

    # -- keys
    # ------------------------------------------------------------------------------------------------------

    def create(self) -> None:
        session = self._around.session
        me = session.connection.me or {}

        async def make(draft: KeyDraft) -> None:
            made = await self._client.post("/v1/keys", draft.body())
            self._changed()
            await self._show(made)

        self._acting.ask(
            lambda: KeyDialog(
                self._around.theme,
                self._says,
                me.get("scopes", ()),
                {site.id: site.name for site in session.fleet.sites.values()},
                self._names.people_named,
                session.now_us(),
                self._window,
            ),
            make,
            self.tr("The key is made"),
        )

    def rotate(self, key: Key) -> None:
        async def turn(overlap_hours: int) -> None:
            made = await self._client.post(f"/v1/keys/{key.id}/rotate", {"overlap_hours": overlap_hours})
            self._changed()
            await self._show(made)

        self._acting.ask(
            lambda: RotateKeyDialog(self._around.theme, key.name, self._window),
            turn,
            self.tr("The key has a new secret"),
            key.name,
        )

    def give(self, key: Key) -> None:
        """Say whose it is."""

        async def to(person: str) -> None:
            await self._client.patch(f"/v1/keys/{key.id}", {"person": person or None})
            self._changed()

        self._acting.ask(
            lambda: WhoseDialog(
                self._around.theme, key.name, self._names.people_named, key.person, self._window
            ),
            to,
            self.tr("It is noted whose key that is"),
            key.name,
        )

    def revoke(self, keys: Sequence[Key]) -> None:
        chosen = [key for key in keys if key.status != "revoked"]
        own = (self._around.session.connection.me or {}).get("id")

        async def end() -> None:
            try:
                for key in chosen:
                    await self._client.delete(f"/v1/keys/{key.id}")
            finally:
                self._changed()

        facts = [
            self.tr("{0}, last used {1}").format(
                isolated(key.name), self._says.words.ago_us(key.used_us, self._around.session.now_us())
            )
            for key in chosen[:6]
        ]
        if any(key.id == own for key in chosen):
            facts.append(self.tr("This console works with one of them, and will be shut out."))
        several = self.tr("Revoke %n keys?", "", len(chosen))
        one = self.tr("Revoke {0}?").format(isolated(chosen[0].name))
        self._acting.confirm(
            one if len(chosen) == 1 else several,
            self.tr("Whatever uses them is refused within two seconds. It cannot be taken back."),
            self.tr("Revoke"),
            end,
            self.tr("%n keys are revoked", "", len(chosen)),
            facts=facts,
            typed=chosen[0].name if len(chosen) == 1 else str(len(chosen)),
            grave=True,
        )

    # -- people
    # ----------------------------------------------------------------------------------------------------

    def add_person(self) -> None:
        async def add(draft: PersonDraft) -> None:
            await self._client.post("/v1/people", draft.body())
            self._changed()

        self._acting.ask(
            lambda: PersonDialog(self._around.theme, None, self._window), add, self.tr("The person is added")
        )

    def edit_person(self, person: Person) -> None:
        async def save(draft: PersonDraft) -> None:
            await self._client.patch(f"/v1/people/{person.id}", draft.body())
            self._changed()

        self._acting.ask(
            lambda: PersonDialog(self._around.theme, person, self._window),
            save,
            self.tr("The person is changed"),
            person.name,
        )

    def delete_person(self, person: Person) -> None:
        async def gone() -> None:
            await self._client.delete(f"/v1/people/{person.id}")
            self._changed()

        held = sum(1 for key in self._names.keys.values() if key.person == person.id and key.works)
        self._acting.confirm(
            self.tr("Delete {0}?").format(isolated(person.name)),
            self.tr("They are told of nothing any more."),
            self.tr("Delete"),
            gone,
            self.tr("The person is deleted"),
            person.name,
            facts=[self.tr("%n keys of theirs go on as nobody's.", "", held)] if held else [],
            grave=True,
        )

    # -- how
    # ------------------------------------------------------------------------------------------------------

    @property
    def _window(self) -> QWidget:
        return self._over.window()

    @property
    def _client(self) -> Any:
        return self._around.session.connection.client

    async def _show(self, made: Json) -> None:
        await SecretDialog(
            self._around.theme,
            self.tr("The key {0}").format(isolated(made["name"])),
            self.tr("It is shown this once. Put it where it is used, and nowhere else."),
            [("", made["key"])],
            self._window,
        ).ask()

"""The maintenance windows there are: of what, when they are on, what they cover now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from common.client import EdgeClient
from common.filters import Value
from console.core.maintenance import Mode, Window, WindowDraft, fetch_windows
from console.models.records import RecordColumn, Tone
from console.views.dialogs.maintenance_form import WindowDialog
from console.views.pages.page import Surroundings
from console.views.pages.records import Listing, RecordsPage
from console.views.silence_words import SilenceWords
from console.views.verbs import Verb
from console.views.widgets.buttons import Button

SCOPE: Final = "alerts:write"
PATH: Final = "/v1/maintenance_windows"


class MaintenanceList(RecordsPage[Window]):
    """What is on stands first, then what comes soonest."""

    id = "maintenance"
    icon = "clock"
    renewed_s = 30

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        self.says = SilenceWords(around.words, around.session)
        super().__init__(around, parent)
        self.says.setParent(self)

    def title(self) -> str:
        return self.tr("Maintenance")

    def key_of(self, record: Window) -> str:
        return record.id

    def columns(self) -> Sequence[RecordColumn[Window]]:
        says = self.says
        return (
            RecordColumn(
                id="name", title=self.tr("Name"), text=lambda it: it.name, share=2, least=150,
                second=lambda it: says.matcher(it.selector), tone=self._tone,
                order=lambda it: it.name.casefold(), tip=lambda it: it.reason,
            ),
            RecordColumn(
                id="when", title=self.tr("When"), text=says.turn, second=says.recurrence, share=2, least=150,
                order=self._soonest, rank=5,
            ),
            RecordColumn(
                id="covers", title=self.tr("Covers"), text=lambda it: self.words.terminals(it.devices),
                second=self._mode, order=lambda it: it.devices, least=112, rank=4, share=1,
            ),
            RecordColumn(
                id="who", title=self.tr("Who"), text=lambda it: says.alerts.who(it.created_by), least=96,
                second=lambda it: it.reason, rank=2, share=1,
            ),
        )  # fmt: skip

    def fields(self) -> Mapping[str, Callable[[Window], Value]]:
        return {
            "name": lambda it: it.name,
            "on": lambda it: it.active,
            "why": lambda it: it.reason,
            "terminals": lambda it: it.devices,
        }

    def head_buttons(self) -> Sequence[QWidget]:
        self._new = Button(self.tr("New maintenance…"), self, kind="primary")
        self._new.clicked.connect(lambda: self.make())
        self._new.setVisible(self.may)
        return (self._new,)

    def verbs(self) -> Sequence[Verb[Window]]:
        allowed = lambda: self.may  # noqa: E731
        return (
            Verb(
                id="maintenance.end", title=self.tr("End this turn"), icon="bell", allowed=allowed,
                run=lambda picked: self.end(picked), can=lambda picked: any(it.active for it in picked),
            ),
            Verb(
                id="maintenance.edit", title=self.tr("Edit…"), allowed=allowed, single=True,
                run=lambda picked: self.edit(picked[0]),
            ),
            Verb(
                id="maintenance.delete", title=self.tr("Delete…"), icon="trash", allowed=allowed, grave=True,
                run=lambda picked: self.delete(picked),
            ),
        )  # fmt: skip

    def open_record(self, key: str) -> None:
        window = self.model.record(key)
        if window is not None and self.may:
            self.edit(window)

    def nothing(self) -> tuple[str, str]:
        return (
            self.tr("No maintenance is planned"),
            self.tr("Plan work on terminals, once or again and again: nobody is woken for it then."),
        )

    async def fetch(self, after: str | None) -> Listing[Window]:
        found = await fetch_windows(self._client)
        return Listing(sorted(found, key=self._soonest))

    # -- what is done
    # --------------------------------------------------------------------------------------------------

    @property
    def may(self) -> bool:
        """Whether maintenance can be planned from here."""
        return self.around.may(SCOPE)

    def make(self) -> None:
        async def do(draft: WindowDraft) -> None:
            self.put(Window.of(await self._client.post(PATH, draft.body())))
            self.reload()

        self.acting.ask(
            lambda: WindowDialog(self.around, self.says, None, self.window()), do, self.tr("Planned")
        )

    def edit(self, window: Window) -> None:
        async def do(draft: WindowDraft) -> None:
            self.put(Window.of(await self._client.patch(f"{PATH}/{window.id}", draft.body())))
            self.reload()

        self.acting.ask(
            lambda: WindowDialog(self.around, self.says, window, self.window()), do, self.tr("Changed"),
            window.name,
        )  # fmt: skip

    def end(self, windows: Sequence[Window]) -> None:
        """The turn that is on; those to come stay."""
        on = [it for it in windows if it.active]

        async def do() -> None:
            for window in on:
                self.put(Window.of(await self._client.post(f"{PATH}/{window.id}/end", {})))

        self.acting.confirm(
            self.tr("End the maintenance that is on?"), self._named(on), self.tr("End now"), do,
            self.tr("Ended"), self._named(on),
            facts=[self.tr("What is still wrong then is told. Turns to come stay.")],
        )  # fmt: skip

    def delete(self, windows: Sequence[Window]) -> None:
        async def do() -> None:
            for window in windows:
                await self._client.delete(f"{PATH}/{window.id}")
                self.drop(window.id)

        self.acting.confirm(
            self.tr("Delete this maintenance?"), self._named(windows), self.tr("Delete"), do,
            self.tr("Deleted"), self._named(windows), grave=True,
            facts=[
                self.tr("Its past turns count as time that was not spared: uptime may look worse. To keep "
                        "what was, end it instead."),
            ],
        )  # fmt: skip

    # -- how
    # ---------------------------------------------------------------------------------------------------

    def _named(self, windows: Sequence[Window]) -> str:
        return self.tr(", ").join(it.name for it in windows[:4])

    def _tone(self, window: Window) -> Tone:
        if window.active:
            return Tone.BUSY
        return Tone.WAITING if window.coming else Tone.QUIET

    def _soonest(self, window: Window) -> tuple[bool, bool, int]:
        at = window.coming[0].starts_us if window.coming else 0
        return (not window.active, window.past, at)

    def _mode(self, window: Window) -> str:
        if window.mode is Mode.OBSERVE:
            return self.tr("webhooks hear of it")
        return self.tr("nobody hears of it")

    @property
    def _client(self) -> EdgeClient:
        return self.session.connection.client

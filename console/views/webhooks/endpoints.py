"""The endpoints of webhooks as a list."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Final

from PySide6.QtWidgets import QWidget

from common.filters import Value
from console.commands.registry import Command
from console.core.sheets import SheetColumn
from console.core.webhooks import Endpoint, Health, middle_ms
from console.models.records import RecordColumn
from console.views.detail import Detail
from console.views.pages.lists import ListsPage, PartList
from console.views.pages.page import Surroundings
from console.views.pages.records import Listing
from console.views.verbs import Verb
from console.views.webhooks.actions import WebhookActions
from console.views.webhooks.endpoint_detail import EndpointDetail
from console.views.webhooks.words import TONES, WebhookWords
from console.views.widgets.buttons import Button
from console.views.words import isolated

LATEST: Final = 20
"""So many deliveries say how quickly an endpoint takes them,"""
MEASURED: Final = 12
"""and of so many endpoints it is asked at once."""


class EndpointsList(PartList[Endpoint]):
    """`show_deliveries(endpoint_id)` goes to those of an endpoint; `renewed(endpoints)` hears which there
    are."""

    id = "endpoints"
    icon = "webhooks"
    renewed_s: ClassVar[int] = 10

    def __init__(
        self,
        around: Surroundings,
        of: ListsPage,
        show_deliveries: Callable[[str], object],
        renewed: Callable[[Sequence[Endpoint]], object],
    ) -> None:
        self.says = WebhookWords(around.words)
        self._show_deliveries = show_deliveries
        self._renewed = renewed
        super().__init__(around, of)
        self.says.setParent(self)
        self.actions_on = WebhookActions(around, self.acting, self.says, self, self.reload)

    def title(self) -> str:
        return self.tr("Endpoints")

    def detail_title(self) -> str:
        return self.tr("Webhook")

    def hint(self) -> str:
        return "state:failing waiting>100"

    def key_of(self, record: Endpoint) -> str:
        return record.id

    def columns(self) -> Sequence[RecordColumn[Endpoint]]:
        words, now = self.around.words, self.session.now_us
        return (
            RecordColumn(
                id="place", title=self.tr("Webhook"), least=220, share=3, rank=9,
                text=lambda it: it.description or isolated(it.place),
                second=lambda it: isolated(it.url), order=lambda it: (it.description or it.place).casefold(),
                tip=lambda it: isolated(it.url),
            ),
            RecordColumn(
                id="state", title=self.tr("State"), least=150, share=2, rank=8,
                text=lambda it: self.says.health(it.health), second=lambda it: self.says.why(it, now()),
                tone=lambda it: TONES[it.health], order=lambda it: -list(Health).index(it.health),
            ),
            RecordColumn(
                id="pending", title=self.tr("Waiting"), least=80, figures=True, rank=7,
                text=lambda it: words.number(it.pending),
                second=lambda it: "" if it.oldest_pending_us is None
                else words.silence(it.oldest_pending_us, now()),
                order=lambda it: it.pending, tip=lambda it: self.tr("Below: how old the oldest one is"),
            ),
            RecordColumn(
                id="dead", title=self.tr("Given up"), least=80, figures=True, rank=6,
                text=lambda it: words.number(it.dead), order=lambda it: it.dead,
            ),
            RecordColumn(
                id="success", title=self.tr("Last taken"), least=96, rank=5,
                text=lambda it: words.ago_us(it.last_success_us, now()), order=lambda it: it.last_success_us,
            ),
            RecordColumn(
                id="latency", title=self.tr("Takes"), least=80, figures=True, rank=4,
                text=lambda it: self.says.milliseconds(it.latency_ms), order=lambda it: it.latency_ms,
            ),
            RecordColumn(
                id="events", title=self.tr("Told of"), least=110, share=1, rank=3,
                text=self.says.events, order=lambda it: len(it.events),
                tip=lambda it: "\n".join(it.events),
            ),
            RecordColumn(
                id="created", title=self.tr("Made"), least=96, shown=False,
                text=lambda it: words.ago_us(it.created_us, now()), order=lambda it: it.created_us,
            ),
            RecordColumn(
                id="ordering", title=self.tr("Order"), least=150, shown=False,
                text=lambda it: self.says.ordering(it.ordering),
            ),
        )  # fmt: skip

    def fields(self) -> Mapping[str, Callable[[Endpoint], Value]]:
        return {
            "url": lambda it: it.url,
            "state": lambda it: it.health.name.lower(),
            "event": lambda it: it.events,
            "waiting": lambda it: it.pending,
            "dead": lambda it: it.dead,
        }

    def export_columns(self) -> Sequence[tuple[SheetColumn, Callable[[Endpoint], Any]]]:
        return (
            (SheetColumn(self.tr("Address")), lambda it: it.url),
            (SheetColumn(self.tr("Name")), lambda it: it.description),
            (SheetColumn(self.tr("State")), lambda it: self.says.health(it.health)),
            (SheetColumn(self.tr("Waiting"), "number"), lambda it: it.pending),
            (SheetColumn(self.tr("Given up"), "number"), lambda it: it.dead),
            (SheetColumn(self.tr("Told of")), lambda it: ", ".join(it.events)),
        )

    async def fetch(self, after: str | None) -> Listing[Endpoint]:
        client = self.session.connection.client
        found = [Endpoint.of(body) async for body in client.pages("/v1/webhooks")]
        took = await asyncio.gather(*(self._latency(it) for it in found[:MEASURED]))
        known = [replace(it, latency_ms=ms) for it, ms in zip(found, took, strict=False)]
        return Listing([*known, *found[MEASURED:]], None, len(found))

    async def _latency(self, endpoint: Endpoint) -> int | None:
        """How long it takes a delivery, in the middle."""
        if endpoint.last_success_us is None:
            return None
        answer = await self.session.connection.client.get(
            f"/v1/webhooks/{endpoint.id}/deliveries", {"state": "delivered", "limit": LATEST}
        )
        return middle_ms(body["took_ms"] for body in answer["data"])

    def nothing(self) -> tuple[str, str]:
        words = (
            self.tr("A webhook tells your own systems of every punch, alert and command as it happens.")
            if self.around.may("webhooks:write")
            else self.tr("Nobody is told of anything by POST yet.")
        )
        return self.tr("No webhooks yet"), words

    def make_detail(self) -> Detail:
        return EndpointDetail(self.around, self.says, self.actions_on, self._show_deliveries)

    def head_buttons(self) -> Sequence[QWidget]:
        self._new = Button(self.tr("New webhook…"), self, kind="primary", theme=self.theme, icon_name="")
        self._new.clicked.connect(lambda: self.actions_on.create())
        self._new.setVisible(False)
        return (self._new,)

    def fetched(self) -> None:
        self._new.setVisible(self.actions_on.may_write())
        self._renewed(list(self.model.all()))

    def more_commands(self) -> Sequence[Command]:
        made = []
        if self.around.may("webhooks:write"):
            made.append(
                Command(
                    f"{self.id}.new", self.tr("New webhook…"), self.group(),
                    run=lambda: self.actions_on.create(), shortcut="N", icon="plus",
                )
            )  # fmt: skip
        check = Command(
            f"{self.id}.check", self.tr("Check a signature…"), self.group(),
            run=lambda: self.actions_on.check(), icon="check",
        )  # fmt: skip
        return [*made, check]

    def verbs(self) -> Sequence[Verb[Endpoint]]:
        def may() -> bool:
            return self.around.may("webhooks:write")

        return (
            Verb(
                id="endpoints.deliveries", title=self.tr("Its deliveries"), icon="feed", shortcut="V",
                run=lambda picked: self._show_deliveries(picked[0].id), single=True,
            ),
            Verb(
                id="endpoints.test", title=self.tr("Send a test event…"), icon="play", shortcut="T",
                run=lambda picked: self.actions_on.test(picked[0]), allowed=may, single=True,
            ),
            Verb(
                id="endpoints.replay", title=self.tr("Deliver again what failed…"), icon="refresh",
                shortcut="R", run=lambda picked: self.actions_on.replay(picked[0]), allowed=may, single=True,
            ),
            Verb(
                id="endpoints.retry", title=self.tr("Try again now…"), icon="to-end",
                run=lambda picked: self.actions_on.retry(picked[0]), allowed=may, single=True,
                can=lambda picked: picked[0].troubled,
            ),
            Verb(
                id="endpoints.pause", title=self.tr("Pause…"), icon="pause", shortcut="P",
                run=lambda picked: self.actions_on.pause(picked), allowed=may,
                can=lambda picked: any(it.enabled for it in picked),
            ),
            Verb(
                id="endpoints.resume", title=self.tr("Resume"), icon="play", shortcut="U",
                run=lambda picked: self.actions_on.resume(picked), allowed=may,
                can=lambda picked: any(not it.enabled for it in picked),
            ),
            Verb(
                id="endpoints.edit", title=self.tr("Edit…"), icon="settings", shortcut="E",
                run=lambda picked: self.actions_on.edit(picked[0]), allowed=may, single=True,
            ),
            Verb(
                id="endpoints.rotate", title=self.tr("New secret…"), icon="key",
                run=lambda picked: self.actions_on.rotate(picked[0]), allowed=may, single=True, brief=False,
            ),
            Verb(
                id="endpoints.reveal", title=self.tr("Show the secret…"), icon="eye",
                run=lambda picked: self.actions_on.reveal(picked[0]), allowed=may, single=True, brief=False,
            ),
            Verb(
                id="endpoints.verify", title=self.tr("Check a signature of it…"), icon="check",
                run=lambda picked: self.actions_on.check(picked[0]), single=True, brief=False,
            ),
            Verb(
                id="endpoints.delete", title=self.tr("Delete…"), icon="trash",
                run=lambda picked: self.actions_on.delete(picked[0]), allowed=may, single=True,
                brief=False, grave=True,
            ),
        )  # fmt: skip

"""What was delivered to an endpoint, what was not, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Final

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from common.events import EVENTS
from common.filters import Value
from common.instants import rfc3339
from console.core.sheets import SheetColumn
from console.core.webhooks import Delivery, Endpoint
from console.models.records import RecordColumn
from console.views.detail import Detail
from console.views.pages.lists import ListsPage, PartList
from console.views.pages.page import State, Surroundings
from console.views.pages.records import Listing
from console.views.verbs import Verb
from console.views.webhooks.actions import WebhookActions
from console.views.webhooks.delivery_detail import DeliveryDetail
from console.views.webhooks.words import WebhookWords
from console.views.widgets.picker import Picker
from console.views.words import isolated

PAGE: Final = 100
HOUR_S: Final = 3_600
WIDEST: Final = 320
FAILING: Final = "failing"
"""Not a state of the edge's: what waits after at least one attempt."""
SEARCHED: Final = 1_000
PAGES: Final = 5
"""So many pages are looked through for what fails before what was found is shown."""
STATES: Final = ("pending", "delivered", "dead", "cancelled")


class DeliveriesList(PartList[Delivery]):
    """Of one endpoint at a time: the edge keeps them by endpoint."""

    id = "deliveries"
    icon = "webhooks"
    renewed_s: ClassVar[int] = 10

    def __init__(
        self, around: Surroundings, of: ListsPage, endpoints: Callable[[], Sequence[Endpoint]]
    ) -> None:
        self._known = endpoints
        self.says = WebhookWords(around.words)
        self._endpoints: dict[str, Endpoint] = {}
        self._wanted = ""
        super().__init__(around, of)
        self.says.setParent(self)
        self.actions_on = WebhookActions(around, self.acting, self.says, self, self.reload)

    def finish_making(self) -> Iterator[None]:
        yield from super().finish_making()
        self.offer(self._known())

    def title(self) -> str:
        return self.tr("Deliveries")

    def detail_title(self) -> str:
        return self.tr("Delivery")

    def hint(self) -> str:
        return 'status:500 terminal:"gate in"'

    def key_of(self, record: Delivery) -> str:
        return record.id

    # -- of which endpoint, and which of them
    # ---------------------------------------------------------------------------------

    def controls(self) -> Sequence[QWidget]:
        self.of_endpoint = Picker(self.theme, self.tr("Webhook"), self)
        self.of_endpoint.setMaximumWidth(WIDEST)
        self.state = Picker(self.theme, self.tr("State"), self)
        self.state.offer(
            (
                (None, self.tr("Every state")),
                (FAILING, self.tr("Failed, tries again")),
                ("pending", self.tr("Waiting")),
                ("delivered", self.tr("Delivered")),
                ("dead", self.tr("Given up")),
                ("cancelled", self.tr("Cancelled")),
            )
        )
        self.event_name = Picker(self.theme, self.tr("Event"), self)
        self.event_name.offer([(None, self.tr("Every event")), *((event, event) for event in EVENTS)])
        self.period = Picker(self.theme, self.tr("Period"), self)
        self.period.offer(
            (
                (None, self.tr("Any time")),
                (HOUR_S, self.tr("Last hour")),
                (24 * HOUR_S, self.tr("Last 24 hours")),
                (7 * 24 * HOUR_S, self.tr("Last 7 days")),
            )
        )
        pickers = (self.of_endpoint, self.state, self.event_name, self.period)
        for picker in pickers:
            picker.currentIndexChanged.connect(lambda _: self.reload())
        return pickers

    def offer(self, endpoints: Sequence[Endpoint]) -> None:
        """These there are now."""
        before = self.of_endpoint.currentData()
        self._endpoints = {it.id: it for it in endpoints}
        self.of_endpoint.offer((it.id, isolated(it.name)) for it in endpoints)
        with QSignalBlocker(self.of_endpoint):
            if self._wanted and self.of_endpoint.choose(self._wanted):
                self._wanted = ""
        if self.of_endpoint.currentData() != before and self.isVisible():
            self.reload()

    def show_endpoint(self, endpoint_id: str) -> None:
        """Those of this one, whatever their state."""
        self._wanted = endpoint_id
        for picker in (self.state, self.event_name, self.period):
            with QSignalBlocker(picker):
                picker.setCurrentIndex(0)
        with QSignalBlocker(self.of_endpoint):
            if self.of_endpoint.choose(endpoint_id):
                self._wanted = ""
        self.model.replace([])
        self.reload()

    @property
    def endpoint(self) -> Endpoint | None:
        """Whose deliveries are shown."""
        return self._endpoints.get(self.of_endpoint.currentData())

    def view_state(self) -> State:
        return {
            "endpoint": self.of_endpoint.currentData() or self._wanted,
            "state": self.state.currentData(),
            "event": self.event_name.currentData(),
            "period": self.period.currentData(),
        }

    def show_view_state(self, state: State) -> None:
        self._wanted = str(state.get("endpoint") or "")
        for name, picker in (
            ("endpoint", self.of_endpoint), ("state", self.state), ("event", self.event_name),
            ("period", self.period),
        ):  # fmt: skip
            with QSignalBlocker(picker):
                picker.choose(state.get(name))
        if self.isVisible():
            self.reload()

    async def fetch(self, after: str | None) -> Listing[Delivery]:
        client = self.session.connection.client
        if not self._endpoints:
            self.offer([Endpoint.of(body) async for body in client.pages("/v1/webhooks")])
        endpoint_id = self.of_endpoint.currentData()
        if endpoint_id is None:
            return Listing([])
        state = self.state.currentData()
        asked = {
            "limit": PAGE, "state": state, "event": self.event_name.currentData(), "from": self._since(),
        }  # fmt: skip
        if state != FAILING:
            return await self._page(endpoint_id, asked, after)
        found: list[Delivery] = []
        for _ in range(PAGES):
            page = await self._page(endpoint_id, {**asked, "state": "pending", "limit": SEARCHED}, after)
            found += [it for it in page.records if it.failing]
            after = page.after
            if after is None or len(found) >= PAGE:
                break
        return Listing(found, after)

    async def _page(self, endpoint_id: str, asked: dict[str, Any], after: str | None) -> Listing[Delivery]:
        answer = await self.session.connection.client.get(
            f"/v1/webhooks/{endpoint_id}/deliveries", {**asked, "cursor": after}
        )
        return Listing([Delivery.of(body) for body in answer["data"]], answer.get("next_cursor"))

    def _since(self) -> str | None:
        seconds = self.period.currentData()
        return None if seconds is None else rfc3339(self.session.now_us() - seconds * 1_000_000)

    # -- what is said of them
    # -----------------------------------------------------------------------------------------

    def columns(self) -> Sequence[RecordColumn[Delivery]]:
        words, says, now = self.around.words, self.says, self.session.now_us
        return (
            RecordColumn(
                id="time", title=self.tr("Told"), least=110, rank=9,
                text=lambda it: says.clock(it.created_us), second=lambda it: says.day(it.created_us),
                order=lambda it: it.created_us,
            ),
            RecordColumn(
                id="state", title=self.tr("State"), least=160, share=2, rank=8,
                text=says.state, second=lambda it: says.outcome(it, now()), tone=says.tone,
                order=lambda it: STATES.index(it.state) if it.state in STATES else len(STATES),
            ),
            RecordColumn(
                id="event", title=self.tr("Event"), least=150, share=1, rank=7,
                text=lambda it: isolated(it.event), second=self._device, order=lambda it: it.event,
                tip=lambda it: says.tells(it.event),
            ),
            RecordColumn(
                id="attempts", title=self.tr("Attempts"), least=72, figures=True, rank=6,
                text=lambda it: words.number(it.attempts), order=lambda it: it.attempts,
            ),
            RecordColumn(
                id="status", title=self.tr("Answer"), least=72, figures=True, rank=5,
                text=lambda it: "" if it.status is None else str(it.status), order=lambda it: it.status,
            ),
            RecordColumn(
                id="took", title=self.tr("Took"), least=80, figures=True, rank=4,
                text=lambda it: says.milliseconds(it.took_ms), order=lambda it: it.took_ms,
            ),
            RecordColumn(
                id="trigger", title=self.tr("Why"), least=120, shown=False,
                text=lambda it: says.trigger(it.trigger), order=lambda it: it.trigger,
            ),
            RecordColumn(
                id="id", title=self.tr("Id"), least=140, code=True, shown=False, text=lambda it: it.id,
            ),
        )  # fmt: skip

    def _device(self, delivery: Delivery) -> str:
        device = self.session.fleet.devices.get(delivery.device_id)
        return "" if device is None else device.name

    def fields(self) -> Mapping[str, Callable[[Delivery], Value]]:
        return {
            "event": lambda it: it.event,
            "state": lambda it: it.state,
            "status": lambda it: "" if it.status is None else str(it.status),
            "error": lambda it: it.error,
            "attempts": lambda it: it.attempts,
            "terminal": self._device,
            "id": lambda it: (it.id, it.event_id),
        }

    def export_columns(self) -> Sequence[tuple[SheetColumn, Callable[[Delivery], Any]]]:
        return (
            (SheetColumn(self.tr("Told")), lambda it: rfc3339(it.created_us)),
            (SheetColumn(self.tr("Event")), lambda it: it.event),
            (SheetColumn(self.tr("Terminal")), self._device),
            (SheetColumn(self.tr("State")), self.says.state),
            (SheetColumn(self.tr("Error")), lambda it: it.error),
            (SheetColumn(self.tr("Answer")), lambda it: "" if it.status is None else str(it.status)),
            (SheetColumn(self.tr("Attempts"), "number"), lambda it: it.attempts),
            (SheetColumn(self.tr("Took, ms"), "number"), lambda it: it.took_ms),
            (SheetColumn(self.tr("Id")), lambda it: it.id),
            (SheetColumn(self.tr("Id of the event")), lambda it: it.event_id),
        )

    def nothing(self) -> tuple[str, str]:
        if self.endpoint is None:
            return self.tr("No webhooks yet"), self.tr("Deliveries stand here once there is one.")
        return (
            self.tr("No deliveries"),
            self.tr(
                "Of this webhook there are none of that kind. They are kept for 14 days, or 30 if given up."
            ),
        )

    # -- what can be done
    # ---------------------------------------------------------------------------------------------

    def make_detail(self) -> Detail:
        return DeliveryDetail(self.around, self.says, self.actions_on, self._device, lambda: self.endpoint)

    def verbs(self) -> Sequence[Verb[Delivery]]:
        def may() -> bool:
            return self.around.may("webhooks:write")

        return (
            Verb(
                id="deliveries.resend", title=self.tr("Send again"), icon="refresh", shortcut="S",
                run=lambda picked: self.actions_on.resend(picked), allowed=may,
                can=lambda picked: any(not it.waits for it in picked),
            ),
            Verb(
                id="deliveries.curl", title=self.tr("Copy as cURL"), icon="copy", shortcut="C", single=True,
                run=lambda picked: self.actions_on.copy_curl(picked[0], masked=True),
            ),
            Verb(
                id="deliveries.curl_signed", title=self.tr("Copy as cURL, with its signatures"), icon="copy",
                run=lambda picked: self.actions_on.copy_curl(picked[0], masked=False), single=True,
                brief=False, allowed=may,
            ),
        )  # fmt: skip

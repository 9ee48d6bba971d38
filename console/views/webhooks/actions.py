"""What can be done with endpoints and their deliveries: asked first, then done at the edge."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from common.instants import rfc3339
from console.core.records import Json
from console.core.signatures import signing_headers
from console.core.webhooks import Delivery, Draft, Endpoint, Request, Told, Trial, lines_of
from console.platform.clipboard import copy_secret
from console.views.acting import Acting
from console.views.dialogs.secret import SecretDialog
from console.views.dialogs.webhook import (
    DEAD,
    PER_SECOND,
    Again,
    Amount,
    EndpointDialog,
    ReplayDialog,
    RotateDialog,
    Rotation,
)
from console.views.dialogs.webhook_trial import SignatureDialog, TrialDialog
from console.views.pages.page import Surroundings
from console.views.webhooks.words import WebhookWords
from console.views.words import isolated

PAGE: Final = 1_000
COUNTED: Final = 5
"""So many pages are counted, at most."""
WRITES: Final = "webhooks:write"


class WebhookActions(QObject):
    """`acting` asks over the page; `changed` is called after anything that lists show differently then."""

    def __init__(
        self,
        around: Surroundings,
        acting: Acting,
        says: WebhookWords,
        over: QWidget,
        changed: Callable[[], None],
    ) -> None:
        super().__init__(over)
        self._around = around
        self._acting = acting
        self._says = says
        self._over = over
        self._changed = changed

    def may_write(self) -> bool:
        return self._around.may(WRITES)

    # -- endpoints
    # ---------------------------------------------------------------------------------------------

    def create(self) -> None:
        self._acting.ask(
            lambda: EndpointDialog(self._around.theme, self._says, None, self._window),
            self._create,
            self.tr("The webhook is there"),
        )

    def edit(self, endpoint: Endpoint) -> None:
        async def save(draft: Draft) -> None:
            path, body = _path(endpoint), draft.body()
            await self._client.request("PATCH", path, body=body, headers=endpoint.match)
            self._changed()

        self._acting.ask(
            lambda: EndpointDialog(self._around.theme, self._says, endpoint, self._window),
            save,
            self.tr("The webhook is changed"),
            isolated(endpoint.name),
        )

    def test(self, endpoint: Endpoint) -> None:
        async def send(event: str) -> Trial:
            return Trial.of(await self._client.post(f"{_path(endpoint)}/test", {"event": event}))

        self._ask_nothing(
            lambda: TrialDialog(self._around.theme, self._says, endpoint.name, send, self._window)
        )

    def pause(self, endpoints: Sequence[Endpoint]) -> None:
        chosen = [it for it in endpoints if it.enabled]
        several = self.tr("Pause %n webhooks?", "", len(chosen))
        one = self.tr("Pause {0}?").format(isolated(chosen[0].name))
        self._acting.confirm(
            one if len(chosen) == 1 else several,
            self.tr("Nothing is sent until it is resumed."),
            self.tr("Pause"),
            partial(self._each, chosen, "disable"),
            self.tr("%n webhooks are paused", "", len(chosen)),
            facts=[
                *(isolated(it.name) for it in chosen[:5] if len(chosen) > 1),
                self.tr("What would be told waits meanwhile, {0} at the longest.").format(
                    self._says.words.duration(min(it.max_age_hours for it in chosen) * 3600)
                ),
            ],
        )

    def resume(self, endpoints: Sequence[Endpoint]) -> None:
        chosen = [it for it in endpoints if not it.enabled]
        self._acting.do(
            partial(self._each, chosen, "enable"),
            self.tr("%n webhooks are resumed", "", len(chosen)),
            asks=self.tr("Resume %n webhooks?", "", len(chosen)),
        )

    def retry(self, endpoint: Endpoint) -> None:
        """Have it tried at once: who resumes a webhook does not wait for its schedule."""

        async def anew() -> None:
            await self._each([endpoint], "disable")
            await self._each([endpoint], "enable")

        self._acting.confirm(
            self.tr("Try {0} again now?").format(isolated(endpoint.name)),
            self.tr("It is paused and resumed at once, so that what waits is sent without waiting longer."),
            self.tr("Try now"),
            anew,
            self.tr("What waits is being sent"),
            isolated(endpoint.name),
        )

    def rotate(self, endpoint: Endpoint) -> None:
        async def turn(wanted: Rotation) -> None:
            made = await self._client.post(
                f"{_path(endpoint)}/rotate_secret",
                {"overlap_hours": wanted.overlap_hours, "legacy_signature_key": wanted.legacy},
            )
            self._changed()
            await self._show_secret(made)

        self._acting.ask(
            lambda: RotateDialog(self._around.theme, endpoint.name, self._window),
            turn,
            self.tr("The webhook has a new secret"),
            isolated(endpoint.name),
        )

    def reveal(self, endpoint: Endpoint) -> None:
        async def show() -> None:
            secrets = await self._secrets(endpoint)
            names = [self.tr("Newest"), *([self.tr("Until it retires")] * (len(secrets) - 1))]
            await SecretDialog(
                self._around.theme,
                self.tr("Secrets of {0}").format(isolated(endpoint.name)),
                self.tr("They sign what is sent; a receiver checks with any of them."),
                list(zip(names, secrets, strict=True)),
                self._window,
                once=False,
            ).ask()

        self._acting.confirm(
            self.tr("Show the secrets of {0}?").format(isolated(endpoint.name)),
            self.tr("That you have seen them is noted in the audit log."),
            self.tr("Show"),
            show,
            "",
        )

    def delete(self, endpoint: Endpoint) -> None:
        async def gone() -> None:
            await self._client.request("DELETE", _path(endpoint), headers=endpoint.match)
            self._changed()

        facts = [self.tr("It cannot be brought back: a new one has another secret.")]
        if endpoint.pending:
            facts.insert(0, self.tr("%n deliveries that wait are cancelled.", "", endpoint.pending))
        self._acting.confirm(
            self.tr("Delete {0}?").format(isolated(endpoint.name)),
            self.tr("It is told of nothing any more."),
            self.tr("Delete"),
            gone,
            self.tr("The webhook is deleted"),
            isolated(endpoint.name),
            facts=facts,
            typed=endpoint.host,
            grave=True,
        )

    def replay(self, endpoint: Endpoint) -> None:
        async def again(wanted: Again) -> None:
            body = {
                "from": self._since(wanted), "status": wanted.status, "per_second": PER_SECOND,
            }  # fmt: skip
            await self._client.post(f"{_path(endpoint)}/replay", body)
            self._changed()

        self._acting.ask(
            lambda: ReplayDialog(self._around.theme, endpoint, partial(self._count, endpoint), self._window),
            again,
            self.tr("It is being delivered again"),
            isolated(endpoint.name),
        )

    def check(self, endpoint: Endpoint | None = None, told: Told | None = None) -> None:
        """Look whether a signature is good: of a delivery, or of what is pasted."""
        request = None if told is None else told.request
        take = partial(self._secrets, endpoint) if endpoint is not None and self.may_write() else None
        self._ask_nothing(
            lambda: SignatureDialog(
                self._around.theme,
                time.time,
                self._window,
                headers="" if request is None else lines_of(signing_headers(request.headers)),
                body="" if request is None else request.body,
                take=take,
            )
        )

    # -- deliveries
    # -------------------------------------------------------------------------------------------

    def resend(self, deliveries: Sequence[Delivery]) -> None:
        chosen = [it for it in deliveries if not it.waits]

        async def again() -> None:
            for it in chosen:
                await self._client.post(f"/v1/webhooks/{it.webhook_id}/deliveries/{it.id}/resend", {})
            self._changed()

        self._acting.do(
            again,
            self.tr("%n deliveries are sent again", "", len(chosen)),
            asks=self.tr("Send %n deliveries again?", "", len(chosen)),
        )

    def copy_curl(self, delivery: Delivery, *, masked: bool) -> None:
        """As a command for a shell; with its signatures it leaves the clipboard soon."""

        async def copy() -> None:
            request = (await self.told(delivery)).request
            if request is not None:
                self._copy(request, masked=masked)

        done = self.tr("Copied as cURL")
        about = (
            self.tr("Its signatures are left out.")
            if masked
            else self.tr("It holds signatures, and leaves the clipboard in half a minute.")
        )
        self._around.tasks.spawn("curl", self._acting.attempt(copy, done, about))

    async def told(self, delivery: Delivery) -> Told:
        """A delivery in full. Raises EdgeError."""
        body = await self._client.get(f"/v1/webhooks/{delivery.webhook_id}/deliveries/{delivery.id}")
        return Told.of(body)

    # -- how
    # ------------------------------------------------------------------------------------------------------

    @property
    def _window(self) -> QWidget:
        return self._over.window()

    @property
    def _client(self) -> Any:
        return self._around.session.connection.client

    def _ask_nothing(self, dialog: Callable[[], Any]) -> None:
        async def nothing(_answer: object) -> None:
            """It was done inside of the dialog."""

        self._acting.ask(dialog, nothing, "")

    async def _create(self, draft: Draft) -> None:
        made = await self._client.post("/v1/webhooks", draft.body())
        self._changed()
        await self._show_secret(made)

    async def _show_secret(self, made: Json) -> None:
        await SecretDialog(
            self._around.theme,
            self.tr("The secret of this webhook"),
            self.tr("Give it to whoever runs the receiver: deliveries are signed with it."),
            [("", made["secret"])],
            self._window,
            warnings=made["warnings"],
        ).ask()

    async def _each(self, endpoints: Sequence[Endpoint], verb: str) -> None:
        try:
            for it in endpoints:
                await self._client.post(f"{_path(it)}/{verb}", {})
        finally:
            self._changed()

    async def _secrets(self, endpoint: Endpoint) -> Sequence[str]:
        answer = await self._client.post(f"{_path(endpoint)}/reveal_secret", {})
        return [str(secret) for secret in answer["secrets"]]

    async def _count(self, endpoint: Endpoint, wanted: Again) -> Amount:
        """How many would be delivered again. What was delivered again already is not."""
        asked: dict[str, Any] = {"from": self._since(wanted), "limit": PAGE}
        if wanted.status == DEAD:
            asked["state"] = DEAD
        events: set[str] = set()
        for _ in range(COUNTED):
            page = await self._client.get(f"{_path(endpoint)}/deliveries", asked)
            events.update(
                body["event_id"]
                for body in page["data"]
                if body["state"] != "pending" and body["resent_as"] is None
            )
            if not page["has_more"]:
                return Amount(len(events))
            asked["cursor"] = page["next_cursor"]
        return Amount(len(events), more=True)

    def _since(self, wanted: Again) -> str:
        return rfc3339(self._around.session.now_us() - wanted.seconds * 1_000_000)

    def _copy(self, request: Request, *, masked: bool) -> None:
        text = request.curl(masked=masked)
        if masked:
            QGuiApplication.clipboard().setText(text)
        else:
            copy_secret(text)


def _path(endpoint: Endpoint) -> str:
    return f"/v1/webhooks/{endpoint.id}"

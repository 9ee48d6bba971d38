"""A test event to a webhook, and what came back; whether a signature is good."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from common.client import EdgeError
from common.events import EVENTS
from console.core.signatures import Check, Family, Finding, check
from console.core.webhooks import Trial, headers_of, pretty
from console.theme.theme import Theme
from console.views.dialogs.ask import AskDialog, text_of
from console.views.webhooks.words import WebhookWords
from console.views.widgets.body_view import BodyView
from console.views.widgets.buttons import Button
from console.views.widgets.form import Field, Secret
from console.views.widgets.labels import label
from console.views.widgets.notice import Notice, Tone
from console.views.widgets.picker import Picker
from console.views.words import isolated

WIDTH: Final = 620
LINES: Final = 5

Send = Callable[[str], Awaitable[Trial]]
Secrets = Callable[[], Awaitable[Sequence[str]]]


class TrialDialog(AskDialog[None]):
    """`send(event)` sends an example of it at once and says what came of it. Raises EdgeError."""

    def __init__(
        self, theme: Theme, says: WebhookWords, name: str, send: Send, parent: QWidget | None = None
    ) -> None:
        title = QCoreApplication.translate("TrialDialog", "Try {0}").format(isolated(name))
        words = QCoreApplication.translate(
            "TrialDialog",
            "An example of an event is sent at once, signed like any other and marked as a test.",
        )
        verb = QCoreApplication.translate("TrialDialog", "Send")
        super().__init__(theme, title, words, verb, parent, width=WIDTH)
        self._says = says
        self._send = send
        self.leave.setText(self.tr("Close"))
        self.event_picker = Picker(theme, self.tr("Event"), self)
        self.event_picker.offer((event, event) for event in EVENTS)
        self._told = label(says.tells(str(self.event_picker.currentData())), "label", self, wrap=True)
        self.event_picker.currentTextChanged.connect(self._explain)
        self.outcome = Notice(theme, self)
        self.response = BodyView(theme, self.tr("What came back"), self, most_lines=LINES)
        self.sent = BodyView(theme, self.tr("What was sent"), self, most_lines=LINES)
        self.asked.addWidget(Field(self.tr("Event"), self.event_picker, self))
        self.asked.addWidget(self._told)
        for part in (self.outcome, self.response, self.sent):
            part.hide()
            self.asked.addWidget(part)
        self.do.setFocus()

    def finish(self) -> None:
        if self.do.isEnabled():
            self.do.setEnabled(False)
            self.outcome.say(Tone.PLAIN, self.tr("Sending…"), self.tr("The receiver has 10 s to answer."))
            self.outcome.show()
            self.tasks.spawn("trial", self._try(str(self.event_picker.currentData())))

    async def _try(self, event: str) -> None:
        try:
            trial = await self._send(event)
        except EdgeError as error:
            self.outcome.say(Tone.BAD, self.tr("It was not sent"), str(error))
        else:
            self._show(trial)
        self.do.setText(self.tr("Send again"))
        self.do.setEnabled(True)
        self.do.setFocus()
        self.grow()

    def _show(self, trial: Trial) -> None:
        took = self._says.milliseconds(trial.took_ms)
        if trial.delivered:
            words = self.tr("Answered {0} in {1}").format(trial.status, took)
            self.outcome.say(Tone.GOOD, self.tr("It was taken"), words)
        else:
            title = self.tr("{0}, after {1}").format(self._says.error(trial.error), took)
            self.outcome.say(Tone.BAD, title, self._says.meaning(trial.error))
        self.response.setVisible(bool(trial.response))
        self.response.show_text(pretty(trial.response), trial.response)
        self.sent.setVisible(True)
        self.sent.show_text(pretty(trial.body), trial.body)

    def _explain(self, event: str) -> None:
        self._told.setText(self._says.tells(event))


class SignatureDialog(AskDialog[None]):
    """Headers and body as they came, and a secret: whether they belong together. `take` fetches the secrets
    of the endpoint, where the key may see them (which the edge notes in its audit log). Raises EdgeError."""

    def __init__(
        self,
        theme: Theme,
        now_s: Callable[[], float],
        parent: QWidget | None = None,
        *,
        headers: str = "",
        body: str = "",
        take: Secrets | None = None,
    ) -> None:
        title = QCoreApplication.translate("SignatureDialog", "Check a signature")
        words = QCoreApplication.translate(
            "SignatureDialog",
            "Paste what the receiver got, byte for byte. Nothing of it leaves this computer.",
        )
        verb = QCoreApplication.translate("SignatureDialog", "Check")
        super().__init__(theme, title, words, verb, parent, width=WIDTH)
        self._now_s = now_s
        self._take = take
        self._known: tuple[str, ...] = ()
        self.leave.setText(self.tr("Close"))
        self.headers = self.text_field(
            self.tr("Headers"), self.tr("One a line: webhook-id, webhook-timestamp, …"), headers, lines=4
        )
        self.body = self.text_field(self.tr("Body"), "", body, lines=2)
        self.secret = Secret(theme, self.tr("Secret"), self)
        self.secret.set_placeholder("whsec_…")
        self.secret.edited.connect(self._forget)
        self._secret_field = Field(self.tr("Secret"), self.secret, self)
        self.results = [Notice(theme, self) for _ in Family]
        for part in (self.headers, self.body, self._secret_field):
            self.asked.addWidget(part)
        if take is not None:
            fetch = Button(self.tr("Take the endpoint's own (is noted in the audit log)"), self, kind="link")
            fetch.clicked.connect(lambda: self.tasks.spawn("secrets", self._fetch()))
            self.asked.addWidget(fetch)
        for notice in self.results:
            notice.hide()
            self.asked.addWidget(notice)
        (self.secret.line if headers and body else text_of(self.headers)).setFocus()

    def finish(self) -> None:
        secrets = self._known or ((self.secret.text,) if self.secret.text else ())
        if not secrets:
            self._secret_field.set_wrong(self.tr("A secret is needed."))
            self.secret.line.setFocus()
            return
        self._secret_field.set_wrong("")
        try:
            headers = headers_of(text_of(self.headers).toPlainText())
        except ValueError as error:
            self.headers.set_wrong(self.tr("This is no header: {0}").format(isolated(str(error))))
            return
        body = text_of(self.body).toPlainText()
        found = check(secrets, headers, body, now_s=self._now_s())
        for notice, one in zip(self.results, found, strict=True):
            notice.say(*self._verdict(one))
            notice.show()
        self.grow()

    def _verdict(self, one: Check) -> tuple[Tone, str, str]:
        name = {
            Family.STANDARD: "webhook-signature",
            Family.BODY: "X-PunchConnect-Signature",
        }[one.family]
        said = {
            Finding.GOOD: self.tr("{0} is good"),
            Finding.OLD: self.tr("{0} is good, but old"),
            Finding.WRONG: self.tr("{0} is wrong"),
            Finding.ABSENT: self.tr("{0} is not there"),
            Finding.WEAK: self.tr("{0} cannot be made with this secret"),
        }[one.finding].format(isolated(name))
        words = {
            Finding.GOOD: "",
            Finding.OLD: self.tr("A receiver refuses what is more than 5 minutes from its own clock."),
            Finding.WRONG: self.tr("Another secret, or the body was changed on its way, even by a blank."),
            Finding.ABSENT: self.tr("Not all of its headers were pasted."),
            Finding.WEAK: self.tr("What follows whsec_ is not base64 of 24 to 64 bytes."),
        }[one.finding]
        if one.stripped and one.good:
            words = self.tr("Without the line break at the end of the body, which came with the paste.")
        tone = {
            Finding.GOOD: Tone.GOOD, Finding.WRONG: Tone.BAD, Finding.ABSENT: Tone.PLAIN,
        }.get(one.finding, Tone.CARE)  # fmt: skip
        return tone, said, words

    async def _fetch(self) -> None:
        assert self._take is not None, "the button is there only then"
        try:
            known = tuple(await self._take())
        except EdgeError as error:
            self._secret_field.set_wrong(str(error))
            return
        self.secret.set_text(known[0] if known else "")
        self._known = known
        self.finish()

    def _forget(self) -> None:
        """What was fetched is not what is written now."""
        self._known = ()

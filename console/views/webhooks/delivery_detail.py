"""A delivery in full: every attempt with what came back, what was sent, its signature."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from common.client import EdgeError
from console.core.webhooks import Attempt, Delivery, Endpoint, Told, lines_of, pretty
from console.models.records import Tone
from console.theme.theme import Theme
from console.views.detail import Detail
from console.views.inspector.parts import Fact, Facts, Section
from console.views.pages.page import Surroundings
from console.views.webhooks.actions import WebhookActions
from console.views.webhooks.words import WebhookWords
from console.views.widgets.body_view import BodyView
from console.views.widgets.buttons import Button
from console.views.widgets.flow import Flow
from console.views.widgets.labels import WrappedLabel, label
from console.views.widgets.notice import Notice
from console.views.widgets.notice import Tone as NoticeTone
from console.views.widgets.tone_line import ToneLine
from console.views.words import isolated

SHOWN: Final = 12
RESPONSE_LINES: Final = 6


class DeliveryDetail(Detail):
    """Of one delivery. What the list does not have is asked for when it is shown."""

    def __init__(
        self,
        around: Surroundings,
        says: WebhookWords,
        actions: WebhookActions,
        device: Callable[[Delivery], str],
        endpoint: Callable[[], Endpoint | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._says = says
        self._actions = actions
        self._device = device
        self._endpoint = endpoint
        self._shown: Delivery | None = None
        self.told: Told | None = None
        theme = around.theme
        self._state = ToneLine(theme, self)
        self._title = WrappedLabel("", "title", self)
        self._advice = Notice(theme, self)
        self._facts = Facts(theme, self)
        self._tries = Section(self.tr("Attempts"), self)
        self._tries.column.setSpacing(8)
        self._cards: list[AttemptCard] = []
        self._rest = label("", "label", self)
        self._tries.column.addWidget(self._rest)
        self.body = BodyView(theme, self.tr("Body"), self)
        self.headers = BodyView(theme, self.tr("Headers"), self, most_lines=10)
        self._gone = label(self.tr("The event is no longer kept."), "dim", self, wrap=True)
        for part in (self._state, self._title, self._made_buttons(), self._advice, self._facts):
            self.column.addWidget(part)
        for part in (self._tries, self.body, self.headers, self._gone):
            part.hide()
            self.column.addWidget(part)
        self.column.addStretch(1)

    def show_record(self, record: Delivery) -> None:
        before, self._shown = self._shown, record
        self._title.setText(isolated(record.event))
        self._resend.setVisible(self._actions.may_write() and not record.waits)
        self._show_advice(record)
        self.tick()
        if before is None or before.id != record.id:
            self._show_told(None)
        if before != record or self.told is None:
            self._around.tasks.spawn("delivery", self._ask(record))

    def tick(self) -> None:
        it = self._shown
        if it is None:
            return
        now, says = self._around.session.now_us(), self._says
        self._state.say(says.tone(it), says.state(it), says.outcome(it, now))
        facts = [Fact(self.tr("Told"), says.instant(it.created_us))]
        if self._device(it):
            facts.append(Fact(self.tr("Terminal"), self._device(it)))
        if it.next_us is not None:
            facts.append(Fact(self.tr("Next attempt"), says.until(it.next_us, now)))
        if it.took_ms is not None:
            facts.append(Fact(self.tr("Took"), says.milliseconds(it.took_ms)))
        facts += [
            Fact(self.tr("Why"), says.trigger(it.trigger)),
            Fact(self.tr("Delivery"), isolated(it.id), copy=it.id),
            Fact(self.tr("Event"), isolated(it.event_id), copy=it.event_id),
        ]
        if it.resent_as:
            facts.append(Fact(self.tr("Sent again as"), isolated(it.resent_as), copy=it.resent_as))
        self._facts.show_facts(facts)

    def _show_advice(self, it: Delivery) -> None:
        meaning = self._says.meaning(it.error)
        self._advice.setVisible(bool(meaning) and it.state in ("pending", "dead"))
        if meaning:
            self._advice.say(NoticeTone.CARE, self._says.error(it.error), meaning)

    async def _ask(self, asked: Delivery) -> None:
        try:
            told = await self._actions.told(asked)
        except EdgeError as error:
            if self._shown is asked:
                self._advice.say(NoticeTone.CARE, self.tr("Its attempts could not be fetched"), str(error))
                self._advice.show()
            return
        if self._shown is asked:
            self._show_told(told)

    def _show_told(self, told: Told | None) -> None:
        self.told = told
        history = () if told is None else told.history
        request = None if told is None else told.request
        self._tries.setVisible(bool(history))
        latest = list(reversed(history))[:SHOWN]
        while len(self._cards) < len(latest):
            card = AttemptCard(self._around.theme, self._says, self)
            self._cards.append(card)
            self._tries.column.insertWidget(self._tries.column.count() - 1, card)
        for place, card in enumerate(self._cards):
            card.setVisible(place < len(latest))
            if place < len(latest):
                card.show_attempt(latest[place])
        more = len(history) - len(latest)
        self._rest.setVisible(more > 0)
        self._rest.setText(self.tr("and %n earlier ones", "", more))
        self.body.setVisible(request is not None)
        self.headers.setVisible(request is not None)
        self._gone.setVisible(told is not None and request is None)
        self._curl.setEnabled(request is not None)
        self._check.setEnabled(request is not None)
        if request is not None:
            self.body.show_text(pretty(request.body), request.body)
            self.headers.show_text(lines_of(request.shown_headers(masked=True)))

    def _made_buttons(self) -> QWidget:
        theme, actions = self._around.theme, self._actions
        self._resend = Button(self.tr("Send again"), self, theme=theme, icon_name="refresh")
        self._curl = Button(self.tr("Copy as cURL"), self, theme=theme, icon_name="copy")
        self._check = Button(self.tr("Check its signature…"), self, theme=theme, icon_name="check")
        self._resend.clicked.connect(lambda: actions.resend(self._one()))
        self._curl.clicked.connect(lambda: [actions.copy_curl(it, masked=True) for it in self._one()])
        self._check.clicked.connect(lambda: actions.check(self._endpoint(), self.told))
        holder = QWidget(self)
        row = Flow(holder)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self._resend, self._curl, self._check):
            row.addWidget(button)
        return holder

    def _one(self) -> Sequence[Delivery]:
        return [] if self._shown is None else [self._shown]


class AttemptCard(QFrame):
    """One attempt: when, what came of it, how long it took, what was answered."""

    def __init__(self, theme: Theme, says: WebhookWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._says = says
        self._line = ToneLine(theme, self)
        self._when = label("", "label", self)
        self._free = label(
            self.tr("Not counted: the webhook took nothing at all then."), "label", self, wrap=True
        )
        self.response = BodyView(theme, self.tr("What came back"), self, most_lines=RESPONSE_LINES)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._line, 1)
        head.addWidget(self._when)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._free)
        column.addWidget(self.response)

    def show_attempt(self, attempt: Attempt) -> None:
        good = not attempt.error
        said = self.tr("{0}. {1}").format(attempt.number, self._says.attempt(attempt))
        self._line.say(Tone.GOOD if good else Tone.BAD, said, self._says.milliseconds(attempt.took_ms))
        self._when.setText(self._says.clock(attempt.at_us))
        self._when.setToolTip(self._says.instant(attempt.at_us))
        self._free.setVisible(bool(attempt.error) and not attempt.charged)
        self.response.setVisible(bool(attempt.response))
        self.response.show_text(pretty(attempt.response), attempt.response)

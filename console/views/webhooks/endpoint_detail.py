"""An endpoint in full: how it does, how it is set, what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from console.core.webhooks import Endpoint, Health
from console.views.detail import Detail
from console.views.inspector.parts import Fact, Facts, Section
from console.views.pages.page import Surroundings
from console.views.webhooks.actions import WebhookActions
from console.views.webhooks.words import TONES, WebhookWords
from console.views.widgets.buttons import Button
from console.views.widgets.flow import Flow
from console.views.widgets.labels import WrappedLabel
from console.views.widgets.tone_line import ToneLine
from console.views.words import isolated


class EndpointDetail(Detail):
    """Of one endpoint."""

    def __init__(
        self,
        around: Surroundings,
        says: WebhookWords,
        actions: WebhookActions,
        show_deliveries: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._says = says
        self._actions = actions
        self._shown: Endpoint | None = None
        theme = around.theme
        self._state = ToneLine(theme, self)
        self._title = WrappedLabel("", "title", self)
        self._health = Section(self.tr("How it does"), self)
        self._numbers = Facts(theme, self)
        self._health.column.addWidget(self._numbers)
        self._settings = Section(self.tr("How it is set"), self)
        self._facts = Facts(theme, self)
        self._settings.column.addWidget(self._facts)
        self._told = Section(self.tr("Told of"), self)
        self._events = WrappedLabel("", "", self)
        self._told.column.addWidget(self._events)
        self._buttons = self._made_buttons(show_deliveries)
        buttons = QWidget(self)
        row = Flow(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        for button, _ in self._buttons:
            row.addWidget(button)
        for part in (self._state, self._title, buttons, self._health, self._told, self._settings):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def show_record(self, record: Endpoint) -> None:
        self._shown = record
        self._title.setText(record.description or isolated(record.place))
        for button, shown in self._buttons:
            button.setVisible(shown(record))
        self._settings.setVisible(True)
        self._facts.show_facts(self._how_set(record))
        self._told.setVisible(not record.hears_all)
        self._events.setText(isolated("\u2028".join(record.events)))
        self.tick()

    def tick(self) -> None:
        it = self._shown
        if it is None:
            return
        now, words = self._around.session.now_us(), self._around.words
        self._state.say(TONES[it.health], self._says.health(it.health), self._says.why(it, now))
        waiting = words.number(it.pending)
        if it.oldest_pending_us is not None:
            waiting = self.tr("{0}, the oldest for {1}").format(
                waiting, words.silence(it.oldest_pending_us, now)
            )
        facts = [
            Fact(self.tr("Waiting"), waiting),
            Fact(self.tr("Given up"), words.number(it.dead)),
            Fact(self.tr("Last taken"), words.ago_us(it.last_success_us, now)),
        ]
        if it.latency_ms is not None:
            facts.append(Fact(self.tr("Takes"), self._says.milliseconds(it.latency_ms)))
        if it.health is Health.PARKED and it.probes_us is not None:
            facts.append(Fact(self.tr("Tried next"), self._says.until(it.probes_us, now)))
        self._numbers.show_facts(facts)

    def _how_set(self, it: Endpoint) -> Sequence[Fact]:
        words, says = self._around.words, self._says
        facts = [
            Fact(self.tr("Address"), isolated(it.url), copy=it.url),
            Fact(self.tr("Order"), says.ordering(it.ordering)),
            Fact(self.tr("Kept for"), words.duration(it.max_age_hours * 3600)),
            Fact(self.tr("Signed with"), says.signature(it.signature)),
        ]
        if it.hears_all:
            facts.insert(1, Fact(self.tr("Told of"), says.events(it)))
        if it.secrets > 1:
            facts.append(Fact(self.tr("Secrets"), self.tr("%n, while a rotation overlaps", "", it.secrets)))
        if it.header_names:
            facts.append(Fact(self.tr("Headers"), isolated(", ".join(it.header_names))))
        made = words.ago_us(it.created_us, self._around.session.now_us())
        return [*facts, Fact(self.tr("Made"), made), Fact(self.tr("Id"), isolated(it.id), copy=it.id)]

    def _made_buttons(
        self, show_deliveries: Callable[[str], object]
    ) -> Sequence[tuple[Button, Callable[[Endpoint], bool]]]:
        actions = self._actions
        may = actions.may_write
        always: Callable[[Endpoint], bool] = lambda _: True  # noqa: E731
        made: list[tuple[Button, Callable[[Endpoint], bool]]] = []

        def add(
            words: str, icon: str, act: Callable[[Endpoint], Any], shown: Callable[[Endpoint], bool]
        ) -> None:
            button = Button(words, self, theme=self._around.theme, icon_name=icon)
            button.clicked.connect(lambda: act(self._shown) if self._shown is not None else None)
            made.append((button, shown))

        add(self.tr("Deliveries"), "feed", lambda it: show_deliveries(it.id), always)
        add(self.tr("Send a test…"), "play", actions.test, lambda _: may())
        add(self.tr("Try now…"), "to-end", actions.retry, lambda it: may() and it.troubled)
        add(self.tr("Deliver again…"), "refresh", actions.replay, lambda _: may())
        add(self.tr("Pause…"), "pause", lambda it: actions.pause([it]), lambda it: may() and it.enabled)
        add(self.tr("Resume"), "play", lambda it: actions.resume([it]), lambda it: may() and not it.enabled)
        add(self.tr("Edit…"), "settings", actions.edit, lambda _: may())
        add(self.tr("New secret…"), "key", actions.rotate, lambda _: may())
        return made

"""A site in full: how it does now, how it did in thirty days, what depends on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from common.client import EdgeError
from console.core.records import NOT_UNDERSTOOD, moment
from console.core.sites import SiteHistory, fetch_history
from console.models.selection import Kind
from console.models.site_places import SitePlace
from console.views.detail import Detail
from console.views.inspector.parts import Fact, Facts, Section, StatusLine
from console.views.pages.page import Surroundings
from console.views.site_actions import SiteActions
from console.views.site_history import HistoryCharts
from console.views.site_words import SiteWords
from console.views.widgets.buttons import Button
from console.views.widgets.flow import Flow
from console.views.widgets.labels import WrappedLabel, label

OLD_US: Final = 300_000_000
"""History is asked for again when it is this old."""
AGAIN_US: Final = 10_000_000
"""So long after a question that was not answered."""


class SiteDetail(Detail):
    """Its history is asked of the edge when it is shown."""

    def __init__(
        self, around: Surroundings, says: SiteWords, actions: SiteActions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._around, self._says, self._actions = around, says, actions
        self._shown: SitePlace | None = None
        self.history: SiteHistory | None = None
        self._asked_us = 0
        self._due_us = 0
        self._name = WrappedLabel("", "title", self)
        self._status = StatusLine(around.theme, self)
        self._reason = WrappedLabel("", "dim", self)
        self._facts = Facts(around.theme, self)
        self._trouble = label("", "dim", self, wrap=True)
        days = Section(self.tr("Last 30 days"), self)
        self.charts = HistoryCharts(around.theme, says, self)
        days.column.setSpacing(8)
        days.column.addWidget(self._trouble)
        days.column.addWidget(self.charts)
        self._buttons = self._made_buttons()
        row = QWidget(self)
        flow = Flow(row)
        flow.setContentsMargins(0, 0, 0, 0)
        for button, _ in self._buttons:
            flow.addWidget(button)
        for part in (self._name, self._status, self._reason, row, self._facts, days):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def show_record(self, record: SitePlace) -> None:
        other = self._shown is None or self._shown.site.id != record.site.id
        self._shown = record
        if other:
            self.history, self._due_us = None, 0
            self.charts.clear()
            self._say(self.tr("Asking the edge…"))
        for button, shown in self._buttons:
            button.setVisible(shown(record))
        self.tick()

    def tick(self) -> None:
        record = self._shown
        if record is None:
            return
        words, now_us = self._around.words, self._around.session.now_us()
        self._name.setText(record.site.name)
        self._status.say(record.verdict.level, words.status(record.verdict.level))
        self._reason.setText(words.reason(record.verdict.reason))
        self._facts.show_facts(self._of(record, now_us))
        if now_us >= self._due_us:
            self._due_us = now_us + AGAIN_US
            self._around.tasks.spawn("site history", self._ask(record.site.id))

    async def _ask(self, site_id: str) -> None:
        try:
            found = await fetch_history(self._around.session.connection.client, site_id)
        except EdgeError as error:
            self._say(str(error) if self._wants(site_id) and self.history is None else None)
            return
        except NOT_UNDERSTOOD:
            self._say(self.tr("This edge does not tell how its sites did.") if self._wants(site_id) else None)
            return
        if not self._wants(site_id):
            return
        self._due_us = self._around.session.now_us() + OLD_US
        if found != self.history:
            self.history = found
            await self.charts.show_history(found)
        if self._wants(site_id):
            self._say("")
            self.charts.reveal()
            self.tick()

    def _wants(self, site_id: str) -> bool:
        return self._shown is not None and self._shown.site.id == site_id

    def _say(self, words: str | None) -> None:
        if words is not None:
            self._trouble.setText(words)
            self._trouble.setVisible(bool(words))

    def _of(self, record: SitePlace, now_us: int) -> Sequence[Fact]:
        words, site, health = self._around.words, record.site, record.health
        zone = record.timezone
        last = record.row.last_punch_us
        if last is None and health is not None:
            last = health.last_punch_us
        facts = [
            Fact(self.tr("Online"), self.tr("{0} of {1}").format(
                words.number(record.counts.online), words.terminals(record.terminals))),
            Fact(self.tr("Last punch"), words.ago_us(last, now_us)),
        ]  # fmt: skip
        if health is not None:
            facts.insert(1, Fact(self.tr("Punches today"), words.number(health.punches_today)))
            if health.latency_ms is not None:
                facts.append(Fact(self.tr("Webhooks"), self._says.seconds(health.latency_ms / 1000)))
        expected = None if self.history is None else self.history.expected(_at(now_us, self.history.timezone))
        if expected is not None:
            said = self.tr("{0} in the next 2 hours").format(words.punches(expected))
            facts.append(Fact(self.tr("Expected"), said, hint=self.tr("As on the same weekdays before")))
        if record.stake:
            facts.append(Fact(self.tr("At stake"), words.punches(record.stake)))
        facts.append(Fact(self.tr("Local time"), words.local_time(zone, moment(now_us)), hint=zone))
        if site.address:
            facts.append(Fact(self.tr("Address"), site.address))
        if site.tags:
            facts.append(Fact(self.tr("Tags"), ", ".join(site.tags)))
        if site.business_critical:
            facts.append(Fact(self.tr("Business"), self.tr("Critical")))
        return facts

    def _made_buttons(self) -> Sequence[tuple[Button, Callable[[SitePlace], bool]]]:
        made: list[tuple[Button, Callable[[SitePlace], bool]]] = []
        actions = self._actions

        def add(
            words: str, icon: str, act: Callable[[SitePlace], object], shown: Callable[[SitePlace], bool]
        ) -> None:
            button = Button(words, self, theme=self._around.theme, icon_name=icon)
            button.clicked.connect(lambda: act(self._shown) if self._shown is not None else None)
            made.append((button, shown))

        add(self.tr("Terminals"), "devices", lambda it: self._open(it, "devices"), lambda _: True)
        add(self.tr("On the map"), "map", lambda it: self._open(it, "map"), lambda it: it.row.placed)
        add(self.tr("Edit…"), "settings", actions.edit, lambda _: actions.allowed)
        add(self.tr("Read anew…"), "clock", actions.retime, lambda it: actions.allowed and it.terminals > 0)
        return made

    def _open(self, record: SitePlace, page_id: str) -> None:
        self._around.selection.select(Kind.SITE, record.site.id)
        self._around.open_page(page_id)


def _at(now_us: int, zone: str) -> datetime:
    return moment(now_us).astimezone(ZoneInfo(zone))

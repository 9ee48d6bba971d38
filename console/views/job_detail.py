"""A job with all its terminals, or a single command, beside the list they stand in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout

from console.core.jobs import Job, Sent
from console.views.detail import Detail
from console.views.inspector.parts import Fact, Facts
from console.views.job_actions import JobActions
from console.views.job_panel import JobPanel
from console.views.order_words import OrderWords
from console.views.pages.page import Surroundings
from console.views.widgets.buttons import Button
from console.views.widgets.labels import label
from console.views.words import isolated

Entry = Job | Sent


class JobDetail(Detail):
    """A job with all its terminals, or a single command."""

    def __init__(self, around: Surroundings, words: OrderWords, actions: JobActions) -> None:
        super().__init__()
        self._around = around
        self._words = words
        self._actions = actions
        theme = around.theme
        self._entry: Entry | None = None
        self._name = label("", "title", self, wrap=True)
        self._error = label("", "wrong", self, wrap=True)
        self.panel = JobPanel(around, words, self)
        self._single = label("", "", self, wrap=True)
        self.facts = Facts(theme, self)
        self.cancel = Button(self.tr("Cancel"), self, theme=theme, icon_name="close")
        self.retry = Button(self.tr("Retry what failed"), self, theme=theme, icon_name="refresh")
        self.export = Button(self.tr("Export…"), self, theme=theme, icon_name="export")
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.cancel, self.retry, self.export):
            row.addWidget(button)
        row.addStretch(1)
        self.column.addWidget(self._name)
        self.column.addWidget(self._error)
        self.column.addLayout(row)
        self.column.addWidget(self._single)
        self.column.addWidget(self.panel, 1)
        self.column.addWidget(self.facts)

    def show_record(self, record: Entry) -> None:
        self._entry = record
        words = self._words
        job = isinstance(record, Job)
        self._name.setText(words.job(record) if job else words.title(record.command))
        self._error.setText(record.error)
        self._error.setVisible(job and bool(record.error))
        self.panel.setVisible(job)
        self._single.setVisible(not job)
        self.export.setVisible(job)
        if job:
            self.panel.watch(record.id)
            can_cancel, can_retry = self._actions.may_cancel(record), self._actions.may_retry(record)
        else:
            self.panel.stop()
            self._single.setText(words.sent(record))
            can_cancel, can_retry = self._actions.may_take_back(record), False
        self.cancel.setVisible(can_cancel)
        self.retry.setVisible(can_retry)
        self.facts.show_facts(self._particulars(record))

    def tick(self) -> None:
        self.panel.tick()
        if isinstance(self._entry, Sent):
            self._single.setText(self._words.sent(self._entry))

    @property
    def shown(self) -> Sequence[Entry]:
        """What is shown, if anything."""
        return [] if self._entry is None else [self._entry]

    def _particulars(self, entry: Entry) -> list[Fact]:
        words = self._words
        now_us = self._around.session.now_us()
        ended = "" if entry.finished_us is None else self._around.words.ago_us(entry.finished_us, now_us)
        facts = [
            Fact(
                self.tr("To whom"),
                words.scope(entry) if isinstance(entry, Job) else words.name(entry.device_id, entry.serial),
            ),
            Fact(self.tr("Given"), self._around.words.ago_us(entry.created_us, now_us)),
            Fact(self.tr("Ended"), ended),
            Fact(self.tr("By"), words.by(entry.by)),
            Fact(self.tr("Reason"), entry.reason),
            Fact(self.tr("Parameters"), "" if isinstance(entry, Job) else words.params(entry.params)),
            Fact(self.tr("Number"), isolated(entry.id), copy=entry.id),
        ]
        return [fact for fact in facts if fact.value]

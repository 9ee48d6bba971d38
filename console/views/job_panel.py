"""A job as it goes on, terminal by terminal: a bar, what is under way and what became of it, each in full."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from console.core.job_watch import JobWatch
from console.core.jobs import Fate, Part, Parts
from console.core.records import moment
from console.core.sheets import Fact as SheetFact
from console.core.sheets import Sheet, SheetColumn
from console.models.records import RecordColumn, RecordModel, Tone
from console.theme.theme import Theme
from console.theme.tokens import Tokens
from console.views.delegates.record import paint_tone
from console.views.inspector.parts import Fact, Facts
from console.views.order_words import FATE_TONES, OrderWords
from console.views.pages.page import Surroundings
from console.views.record_table import RecordTable
from console.views.widgets.buttons import Button
from console.views.widgets.flow import Flow
from console.views.widgets.labels import label
from console.views.widgets.tone_bar import ToneBar
from console.views.words import isolated

CHIP: Final = 12
LEAST_TABLE: Final = 160


class FateChip(Button):
    """How many parts are of one fate; down, only they are shown."""

    def __init__(self, theme: Theme, fate: Fate, parent: QWidget | None = None) -> None:
        super().__init__("", parent, kind="quiet")
        self.fate = fate
        self.setCheckable(True)
        self.setIconSize(QSize(CHIP, CHIP))
        self._theme = theme
        self._wear(theme.tokens)
        theme.changed.connect(self._wear)

    def say(self, words: str) -> None:
        if words != self.accessibleName():
            self.setText(f" {words}")
            self.setAccessibleName(words)

    def _wear(self, tokens: Tokens) -> None:
        dpr = self.devicePixelRatioF()
        picture = QPixmap(round(CHIP * dpr), round(CHIP * dpr))
        picture.setDevicePixelRatio(dpr)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = FATE_TONES[self.fate]
        paint_tone(painter, QRectF(0, 0, CHIP, CHIP), Tone.QUIET if tone is Tone.NONE else tone, tokens)
        painter.end()
        self.setIcon(QIcon(picture))


class JobPanel(QWidget):
    """Watches one job at a time while it is asked to.

    Signals: `told(Parts)` whenever the edge has told how far it is.
    """

    told = Signal(object)

    def __init__(self, around: Surroundings, words: OrderWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._words = words
        self._watch: JobWatch | None = None
        self._running: asyncio.Task[None] | None = None
        self._deaf = lambda: None
        self._wanted: frozenset[Fate] = frozenset()
        self._open_key = ""
        self.latest: Parts | None = None
        self.bar = ToneBar(around.theme, self)
        self.said = label("", "strong", self, wrap=True)
        self.trouble = label("", "wrong", self, wrap=True)
        self.trouble.hide()
        self.chips = {fate: FateChip(around.theme, fate, self) for fate in Fate}
        chips = Flow(spacing=4)
        for chip in self.chips.values():
            chips.addWidget(chip)
            chip.clicked.connect(self._choose)
            chip.hide()
        self.model: RecordModel[Part] = RecordModel(self._columns(), lambda part: part.key, {}, self)
        self.table = RecordTable(around.theme, self.model, self.tr("Terminals"), self, marking=False)
        self.table.setMinimumHeight(LEAST_TABLE)
        self.table.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.table.header.hide()
        self.table.chosen.connect(self._expand)
        self.facts = Facts(around.theme, self)
        self.facts.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.said)
        column.addWidget(self.bar)
        column.addLayout(chips)
        column.addWidget(self.trouble)
        column.addWidget(self.table, 1)
        column.addWidget(self.facts)

    # -- watching
    # ---------------------------------------------------------------------------------------------------

    def watch(self, job_id: str) -> None:
        """Show this job from now on, and how it goes on."""
        if self._watch is not None and self._watch.job_id == job_id:
            return
        self.stop()
        self.latest, self._wanted, self._open_key = None, frozenset(), ""
        self.model.replace(())
        self.said.setText(self.tr("One moment"))
        self.bar.set_shares(())
        self.facts.hide()
        for chip in self.chips.values():
            chip.setChecked(False)
            chip.hide()
        self._watch = JobWatch(self._around.session.connection.client, job_id)
        self._watch.changed.add(self._show)
        self._deaf = self._around.session.events.add(self._watch.hear)
        self._begin()

    def look(self) -> None:
        """Ask anew: something was done about it."""
        if self._watch is None:
            return
        if self._running is None or self._running.done():
            self._begin()
        else:
            self._watch.look()

    def stop(self) -> None:
        """Nobody looks any more."""
        self._deaf()
        self._deaf = lambda: None
        if self._running is not None:
            self._running.cancel()
        self._watch, self._running = None, None

    def _begin(self) -> None:
        assert self._watch is not None
        self._running = self._around.tasks.spawn(f"job {self._watch.job_id}", self._watch.run())

    # -- showing
    # ----------------------------------------------------------------------------------------------------

    def tick(self) -> None:
        """Time has passed: what is waited for says how long."""
        self.model.refresh()
        self._show_part()

    def _show(self, told: Parts) -> None:
        watch = self._watch
        if watch is None:
            return
        self.trouble.setVisible(watch.trouble is not None)
        self.trouble.setText("" if watch.trouble is None else str(watch.trouble))
        if told is not self.latest:
            self.latest = told
            self._show_shares(told)
            self._fill()
        self.told.emit(told)

    def _show_shares(self, told: Parts) -> None:
        shares = told.shares
        self.bar.set_shares([(FATE_TONES[fate], shares.get(fate, 0)) for fate in Fate])
        job = told.job
        said = self._words.job_progress(job)
        rollout = self._words.rollout(job) if job.open else ""
        status = self._words.job_status(job)
        lines = [part for part in (status, said, rollout) if part]
        self.said.setText(self.tr(" · ").join(lines))
        self.bar.setAccessibleName(self.said.text())
        for fate, chip in self.chips.items():
            count = shares.get(fate, 0)
            chip.setVisible(bool(count) or fate in self._wanted)
            chip.say(self._words.so_many(fate, count))

    def _fill(self) -> None:
        parts: Sequence[Part] = () if self.latest is None else self.latest.parts
        shown = [part for part in parts if not self._wanted or part.fate in self._wanted]
        self.model.replace(sorted(shown, key=lambda part: _FIRST[part.fate]))
        self._show_part()

    def _choose(self) -> None:
        self._wanted = frozenset(fate for fate, chip in self.chips.items() if chip.isChecked())
        self._fill()

    def _expand(self, key: str) -> None:
        self._open_key = key
        self._show_part()

    def _show_part(self) -> None:
        part = self.model.record(self._open_key) if self._open_key else None
        self.facts.setVisible(part is not None)
        if part is not None:
            self.facts.show_facts(self._particulars(part))

    def _particulars(self, part: Part) -> list[Fact]:
        words, sent = self._around.words, part.sent
        now_us = self._around.session.now_us()
        facts = [
            Fact(self.tr("Terminal"), self._words.name(part.device_id, part.ref)),
            Fact(self.tr("What"), self._words.part(part)),
        ]
        if sent is not None:
            code = "" if sent.return_code is None else isolated(str(sent.return_code))
            facts += [
                Fact(self.tr("Given"), words.ago_us(sent.created_us, now_us)),
                Fact(self.tr("Fetched"), words.ago_us(sent.sent_us, now_us) if sent.sent_us else ""),
                Fact(self.tr("Times sent"), words.number(sent.attempts) if sent.attempts > 1 else ""),
                Fact(self.tr("Its answer"), code),
            ]
        return [fact for fact in facts if fact.value]

    def _columns(self) -> Sequence[RecordColumn[Part]]:
        return (
            RecordColumn(
                id="terminal", title=self.tr("Terminal"), least=112, share=2, rank=2,
                text=lambda it: self._words.name(it.device_id, it.ref),
                second=lambda it: self._words.site(it.device_id),
                tone=lambda it: FATE_TONES[it.fate] or Tone.QUIET,
            ),
            RecordColumn(
                id="fate", title=self.tr("What became of it"), least=180, share=5, rank=3,
                text=lambda it: self._words.fate(it.fate),
                second=self._words.part, tip=self._words.part,
            ),
        )  # fmt: skip

    # -- leaving as a file
    # ------------------------------------------------------------------------------------------

    def sheet(self) -> Sheet | None:
        """What became of each terminal, as a table."""
        latest = self.latest
        if latest is None or not latest.parts:
            return None
        words, job = self._words, latest.job
        columns = (
            SheetColumn(self.tr("Terminal")),
            SheetColumn(self.tr("Serial number")),
            SheetColumn(self.tr("Site")),
            SheetColumn(self.tr("State")),
            SheetColumn(self.tr("What became of it")),
            SheetColumn(self.tr("Times sent"), "number"),
            SheetColumn(self.tr("Its answer"), "number"),
            SheetColumn(self.tr("Given (UTC)"), "time"),
            SheetColumn(self.tr("Ended (UTC)"), "time"),
        )
        rows = [self._row(part) for part in latest.parts]
        facts = [
            SheetFact(self.tr("Command"), words.job(job)),
            SheetFact(self.tr("State"), words.job_status(job)),
        ]
        return Sheet(words.job(job), columns, rows, facts, len(rows))

    def _row(self, part: Part) -> Sequence[Any]:
        device, sent = self._words.device(part.device_id), part.sent
        serial = sent.serial if sent is not None else "" if device is None else device.serial
        return (
            self._words.name(part.device_id, part.ref),
            serial,
            self._words.site(part.device_id),
            self._words.fate(part.fate),
            self._words.part(part),
            None if sent is None else sent.attempts,
            None if sent is None else sent.return_code,
            None if sent is None else moment(sent.created_us).replace(tzinfo=None),
            None if part.finished_us is None else moment(part.finished_us).replace(tzinfo=None),
        )


_FIRST: Final = {
    fate: rank
    for rank, fate in enumerate(
        (
            Fate.FAILED, Fate.EXPIRED, Fate.SENT, Fate.QUEUED, Fate.WAITING, Fate.CANCELLED, Fate.SKIPPED,
            Fate.DONE,
        )
    )
}  # fmt: skip
"""What wants a look stands first."""

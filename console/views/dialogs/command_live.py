"""What becomes of a command that has just been sent, terminal by terminal, and what can be done about it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from common.client import EdgeError
from console.core.jobs import Fate, Job, Parts, cancel_job, retry_job, send
from console.core.orders import Order
from console.core.records import Json
from console.core.tasks import Tasks
from console.views.exporting import Exporting
from console.views.exporting import Form as FileForm
from console.views.job_actions import JobActions
from console.views.job_panel import JobPanel
from console.views.order_words import OrderWords
from console.views.pages.page import Surroundings
from console.views.widgets.buttons import Button
from console.views.widgets.notice import Notice, Tone


class LivePane(QWidget):
    """`tasks` ends with the dialog; the job goes on without it.

    Signals: `changed` whenever how it stands is different.
    """

    changed = Signal()

    def __init__(
        self, around: Surroundings, words: OrderWords, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._tasks = tasks
        self._order: Order | None = None
        self._busy = False
        self.job: Job | None = None
        self._said = JobActions(around, words, self, lambda _job: None).said
        self.result = Notice(around.theme, self)
        self.result.hide()
        self.panel = JobPanel(around, words, self)
        self.exporting = Exporting(around, self)
        theme = around.theme
        self.cancel = Button(self.tr("Cancel the rest"), self, theme=theme, icon_name="close")
        self.retry = Button(self.tr("Retry what failed"), self, theme=theme, icon_name="refresh")
        self.undo = Button(self.tr("Undo"), self, theme=theme)
        self.export = Button(self.tr("Export…"), self, theme=theme, icon_name="export")
        row = QHBoxLayout()
        row.setSpacing(8)
        acts = ((self.cancel, self._cancel), (self.retry, self._retry), (self.undo, self._undo))
        for button, act in acts:
            button.clicked.connect(act)
            button.hide()
            row.addWidget(button)
        self.export.clicked.connect(self._export)
        row.addWidget(self.export)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.result)
        column.addWidget(self.panel, 1)
        column.addLayout(row)
        self.panel.told.connect(self._told)

    def follow(self, job: Job, order: Order) -> None:
        """Show how this job goes."""
        self.job, self._order = job, order
        self.result.hide()
        self.panel.watch(job.id)
        self._show()

    def stop(self) -> None:
        self.panel.stop()

    def focus_first(self) -> None:
        self.panel.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- showing
    # ----------------------------------------------------------------------------------------------------

    def _told(self, told: Parts) -> None:
        self.job = told.job
        self._show()
        if not told.job.open:
            self._conclude(told)
        self.changed.emit()

    def _show(self) -> None:
        job = self.job
        if job is None:
            return
        undone = None if self._order is None else self._order.undone()
        self.cancel.setVisible(job.cancelable and self._around.may("jobs:write"))
        self.retry.setVisible(job.retriable)
        self.undo.setVisible(undone is not None and not job.open and bool(job.succeeded))
        self.export.setVisible(self.panel.sheet() is not None)
        for button in (self.cancel, self.retry, self.undo):
            button.setEnabled(not self._busy)

    def _conclude(self, told: Parts) -> None:
        job, shares = told.job, told.shares
        done = self.tr("%n terminals have done it.", "", job.succeeded)
        if job.status == "succeeded":
            self.result.say(Tone.GOOD, done)
        elif job.status == "cancelled":
            return
        else:
            failed = shares.get(Fate.FAILED, 0) + shares.get(Fate.EXPIRED, 0)
            title = self.tr("%n terminals have not done it", "", failed or job.total - job.succeeded)
            self.result.say(Tone.BAD, title, job.error or (done if job.succeeded else ""))
        self.result.show()

    # -- doing
    # ---------------------------------------------------------------------------------------------------

    def _cancel(self) -> None:
        job = self.job
        if job is not None:

            async def do() -> None:
                stopped = await cancel_job(self._around.session.connection.client, job)
                self.result.say(Tone.PLAIN, self.tr("Cancelled"), self._said([stopped]))
                self.result.show()
                self.panel.look()

            self._act("cancel a job", do)

    def _retry(self) -> None:
        job, order = self.job, self._order
        if job is not None and order is not None:

            async def do() -> None:
                self.follow(await retry_job(self._around.session.connection.client, job.id), order)

            self._act("retry a job", do)

    def _undo(self) -> None:
        undone = None if self._order is None else self._order.undone()
        if undone is not None:
            body: Json = undone.body()

            async def do() -> None:
                self.follow(await send(self._around.session.connection.client, body), undone)

            self._act("undo a command", do)

    def _act(self, name: str, do: Any) -> None:
        if not self._busy:
            self._busy = True
            self._show()
            self._tasks.spawn(name, self._acted(do))

    async def _acted(self, do: Any) -> None:
        try:
            await do()
        except EdgeError as error:
            self.result.say(Tone.BAD, self.tr("That was not done"), str(error))
            self.result.show()
        finally:
            self._busy = False
            self._show()
            self.changed.emit()

    def _export(self) -> None:
        async def make() -> Any:
            sheet = self.panel.sheet()
            return None if sheet is None else await self.exporting.document_of(sheet)

        self.exporting.save(make, self.tr("Command"), (FileForm.CSV, FileForm.XLSX))

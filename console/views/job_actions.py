"""What can be done about jobs and commands under way: cancelled, tried again, taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from common.client import EdgeError
from console.core.jobs import Fate, Job, Sent, Stopped, cancel_job, retry_job
from console.views.acting import Acting
from console.views.order_words import OrderWords
from console.views.pages.page import Surroundings

CANCEL_JOBS: Final = "jobs:write"
EXECUTE: Final = "commands:execute"


class JobActions(QObject):
    """`over` is what the questions stand over; `changed` is called with what is known anew of a job."""

    def __init__(
        self,
        around: Surroundings,
        words: OrderWords,
        over: QWidget,
        changed: Callable[[Job | None], object],
    ) -> None:
        super().__init__(over)
        self._around = around
        self._words = words
        self._changed = changed
        self._acting = Acting(around, over)

    def may_cancel(self, job: Job) -> bool:
        return job.cancelable and self._around.may(CANCEL_JOBS)

    def may_retry(self, job: Job) -> bool:
        return job.retriable and self._around.may(EXECUTE)

    def may_take_back(self, sent: Sent) -> bool:
        return sent.fate is Fate.QUEUED and self._around.may(EXECUTE)

    def cancel(self, jobs: Sequence[Job]) -> None:
        """Stop what has not left yet, and say how many were too late for that."""
        wanted = [job for job in jobs if self.may_cancel(job)]
        if not wanted:
            return
        words = self.tr(
            "Terminals that have not fetched it never will. Those that have fetched it still carry it out."
        )

        async def do() -> None:
            stopped = [await cancel_job(self._around.session.connection.client, job) for job in wanted]
            self._around.tell(self.tr("Cancelled"), self.said(stopped))
            self._changed(None)

        self._acting.confirm(
            self.tr("Cancel “{0}”?").format(self._words.job(wanted[0])) if len(wanted) == 1
            else self.tr("Cancel %n jobs?", "", len(wanted)),
            words, self.tr("Cancel it"), do, "",
        )  # fmt: skip

    def said(self, stopped: Sequence[Stopped]) -> str:
        """What came of cancelling."""
        spared = sum(each.spared for each in stopped)
        answered = sum(each.answered for each in stopped)
        fetched = sum(each.fetched for each in stopped)
        lines = [self.tr("%n terminals were spared.", "", spared)]
        if answered:
            lines.append(self.tr("%n were too late: they had answered already.", "", answered))
        if fetched:
            lines.append(self.tr("%n were too late: they have fetched it already.", "", fetched))
        return " ".join(lines)

    def retry(self, job: Job) -> None:
        """Try again where it failed, as a new job."""

        async def do() -> None:
            self._changed(await retry_job(self._around.session.connection.client, job.id))

        asks = self.tr("Try “{0}” again?").format(self._words.job(job))
        about = self.tr("%n terminals", "", job.failed)
        self._acting.do(do, self.tr("Tried again"), about, asks=asks)

    def take_back(self, sent: Sequence[Sent]) -> None:
        """Cancel single commands. Who has fetched its own is too late."""
        wanted = [each for each in sent if self.may_take_back(each)]

        async def do() -> None:
            client = self._around.session.connection.client
            late = 0
            for each in wanted:
                try:
                    await client.post(f"/v1/commands/{each.id}/cancel", {})
                except EdgeError as error:
                    if getattr(error, "status", 0) != 409:
                        raise
                    late += 1
            said = self.tr("%n taken back.", "", len(wanted) - late)
            if late:
                said = f"{said} {self.tr('%n were too late: they have been fetched already.', '', late)}"
            self._around.tell(self.tr("Commands taken back"), said)
            self._changed(None)

        if wanted:
            self._acting.do(do, "", "", asks=self.tr("Take %n commands back?", "", len(wanted)))

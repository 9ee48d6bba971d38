"""Commands: what was wanted of terminals, how far each job is, and what became of every terminal's part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from common.client import StreamMessage
from common.filters import Value
from console.commands.registry import Command
from console.core.jobs import Fate, Job, Parts, Sent
from console.core.records import moment
from console.core.sheets import SheetColumn
from console.models.records import RecordColumn, Tone
from console.views.command_actions import CommandActions
from console.views.detail import Detail
from console.views.exporting import exporting_of
from console.views.job_actions import JobActions
from console.views.job_detail import JobDetail
from console.views.job_panel import JobPanel
from console.views.order_words import FATE_TONES, JOB_TONES, OrderWords
from console.views.pages.page import State, Surroundings
from console.views.pages.records import Listing, RecordsPage
from console.views.verbs import Verb
from console.views.widgets.buttons import Button
from console.views.widgets.form import Choice, Option

Entry = Job | Sent

JOBS: Final = "jobs"
SINGLE: Final = "commands"
LIMIT: Final = 100
ABOUT: Final = "command."


class CommandsPage(RecordsPage[Entry]):
    """Jobs, or the single commands they are made of and those that were given one by one."""

    id = "commands"
    icon = "commands"
    renewed_s = 3

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        self.order_words = OrderWords(around.session, around.words)
        self._which = JOBS
        super().__init__(around, parent)
        self.order_words.setParent(self)
        self.actions_on = JobActions(around, self.order_words, self, self._job_changed)
        self.sending = CommandActions(around, self)
        self.listen(self.session.events, self._heard)

    # -- what it is a list of
    # ------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("Commands")

    def columns(self) -> Sequence[RecordColumn[Entry]]:
        return (
            RecordColumn(
                id="what", title=self.tr("What"), least=168, share=3, rank=9,
                text=self._what, second=self._to_whom, order=self._what,
            ),
            RecordColumn(
                id="state", title=self.tr("State"), least=132, share=2, rank=8,
                text=self._state, tone=_tone, order=self._state,
                second=lambda it: self.order_words.rollout(it) if isinstance(it, Job) and it.open else "",
            ),
            RecordColumn(
                id="progress", title=self.tr("How far"), least=150, share=3, rank=7,
                text=self._progress, shares=_shares,
                second=lambda it: "" if isinstance(it, Job) else self._why(it),
                tip=lambda it: it.error,
            ),
            RecordColumn(
                id="given", title=self.tr("Given"), least=96, rank=6,
                text=lambda it: self._ago(it.created_us), order=lambda it: it.created_us,
                tip=lambda it: self._exactly(it.created_us),
            ),
            RecordColumn(
                id="by", title=self.tr("By"), least=112, share=1, rank=2, code=True,
                text=lambda it: self.order_words.by(it.by), order=lambda it: it.by,
            ),
            RecordColumn(
                id="reason", title=self.tr("Reason"), least=128, share=2, rank=1, shown=False,
                text=lambda it: it.reason, order=lambda it: it.reason,
            ),
        )  # fmt: skip

    def key_of(self, record: Entry) -> str:
        return record.id

    async def fetch(self, after: str | None) -> Listing[Entry]:
        which = self._which
        asked: dict[str, str | int] = {"limit": LIMIT}
        if after is not None:
            asked["cursor"] = after
        body = await self.session.connection.client.get(f"/v1/{which}", asked)
        read: Callable[[Any], Entry] = Job.of if which == JOBS else Sent.of
        records = [read(each) for each in body["data"]]
        return Listing(records, body["next_cursor"] if body["has_more"] else None)

    def fields(self) -> Mapping[str, Callable[[Entry], Value]]:
        return {
            "command": lambda it: it.command,
            "state": lambda it: it.status if isinstance(it, Job) else it.fate.value,
            "device": lambda it: "" if isinstance(it, Job) else self._device_of(it),
            "by": lambda it: it.by,
            "reason": lambda it: it.reason,
            "failed": lambda it: it.failed if isinstance(it, Job) else int(it.fate is Fate.FAILED),
        }

    def hint(self) -> str:
        return "command:restart failed>0"

    def controls(self) -> Sequence[QWidget]:
        options = (
            Option(JOBS, self.tr("Jobs"), ""),
            Option(SINGLE, self.tr("Terminal by terminal"), ""),
        )
        self.kind = Choice(self.tr("What is listed"), options, self)
        self.kind.chosen.connect(self._choose)
        return (self.kind,)

    def head_buttons(self) -> Sequence[QWidget]:
        self.new = Button(self.tr("Send a command…"), self, kind="primary")
        self.new.clicked.connect(lambda: self.sending.open())
        self.new.hide()
        return (self.new,)

    def verbs(self) -> Sequence[Verb[Entry]]:
        return (
            Verb(
                id="commands.cancel", title=self.tr("Cancel"), icon="close", shortcut="Shift+C",
                run=lambda picked: self.cancel(picked), can=self._can_cancel, allowed=self._may, grave=True,
            ),
            Verb(
                id="commands.retry", title=self.tr("Retry what failed"), icon="refresh", shortcut="Shift+R",
                run=lambda picked: self.retry(picked), can=self._can_retry, allowed=self._may, single=True,
            ),
            Verb(
                id="commands.export", title=self.tr("Export what became of each…"), icon="export",
                run=lambda _picked: self.export(), can=lambda _picked: self._panel() is not None, single=True,
                brief=False,
            ),
        )  # fmt: skip

    def more_commands(self) -> Sequence[Command]:
        if not self.sending.allowed:
            return ()
        return (
            Command(
                "commands.send", self.tr("Send a command…"), self.group(),
                run=lambda: self.sending.open(), shortcut="C", icon="commands",
            ),
        )  # fmt: skip

    def make_detail(self) -> Detail:
        detail = JobDetail(self.around, self.order_words, self.actions_on)
        detail.panel.told.connect(self._told)
        detail.cancel.clicked.connect(lambda: self.cancel(detail.shown))
        detail.retry.clicked.connect(lambda: self.retry(detail.shown))
        detail.export.clicked.connect(self.export)
        return detail

    def detail_title(self) -> str:
        return self.tr("How it goes")

    def nothing(self) -> tuple[str, str]:
        words = self.tr("Restarts, settings and all else that is sent to terminals is followed here.")
        return self.tr("No commands yet"), words

    def export_columns(self) -> Sequence[tuple[SheetColumn, Callable[[Entry], Any]]]:
        return (
            (SheetColumn(self.tr("What")), self._what),
            (SheetColumn(self.tr("To whom")), self._to_whom),
            (SheetColumn(self.tr("State")), self._state),
            (SheetColumn(self.tr("How far")), self._progress),
            (SheetColumn(self.tr("By")), lambda it: self.order_words.by(it.by)),
            (SheetColumn(self.tr("Reason")), lambda it: it.reason),
            (
                SheetColumn(self.tr("Given (UTC)"), "time"),
                lambda it: moment(it.created_us).replace(tzinfo=None),
            ),
        )

    def view_state(self) -> State:
        return {"which": self._which}

    def show_view_state(self, state: State) -> None:
        which = state.get("which")
        if which in (JOBS, SINGLE):
            self.kind.set_value(which)
            self._choose(which)

    def bring(self, id: str) -> None:
        self.kind.set_value(JOBS)
        self._choose(JOBS)
        self.show_record(id)

    def catch_up(self) -> None:
        super().catch_up()
        self.new.setVisible(self.sending.allowed)

    def close_page(self) -> None:
        panel = self._panel()
        if panel is not None:
            panel.stop()
        super().close_page()

    # -- what is said
    # --------------------------------------------------------------------------------------------------

    def _what(self, entry: Entry) -> str:
        if isinstance(entry, Job):
            return self.order_words.job(entry)
        return self.order_words.title(entry.command)

    def _to_whom(self, entry: Entry) -> str:
        return self.order_words.scope(entry) if isinstance(entry, Job) else self._device_of(entry)

    def _device_of(self, sent: Sent) -> str:
        return self.order_words.name(sent.device_id, sent.serial)

    def _state(self, entry: Entry) -> str:
        if isinstance(entry, Job):
            return self.order_words.job_status(entry)
        return self.order_words.fate(entry.fate)

    def _progress(self, entry: Entry) -> str:
        if isinstance(entry, Job):
            return self.order_words.job_progress(entry)
        return self.order_words.sent(entry)

    def _why(self, sent: Sent) -> str:
        return self.order_words.params(sent.params)

    def _ago(self, at_us: int) -> str:
        return self.words.ago_us(at_us, self.session.now_us())

    def _exactly(self, at_us: int) -> str:
        return f"{moment(at_us).astimezone():%Y-%m-%d %H:%M:%S}"

    # -- what is told
    # ---------------------------------------------------------------------------------------------

    def _heard(self, message: StreamMessage) -> None:
        """A command has ended: what is shown of it is old. `reload` asks once for a swarm of them."""
        if message.event.startswith(ABOUT) and self.isVisible() and not self.loading and self.at_the_start:
            self.reload()

    def _told(self, told: Parts) -> None:
        if self._which == JOBS and self.model.record(told.job.id) != told.job:
            self.put(told.job)

    def _job_changed(self, job: Job | None) -> None:
        if job is not None:
            self.put(job)
            self.show_record(job.id)
        panel = self._panel()
        if panel is not None:
            panel.look()
        self.reload()

    # -- what is done
    # ---------------------------------------------------------------------------------------------

    def cancel(self, picked: Sequence[Entry]) -> None:
        jobs = [entry for entry in picked if isinstance(entry, Job)]
        if jobs:
            self.actions_on.cancel(jobs)
        else:
            self.actions_on.take_back([entry for entry in picked if isinstance(entry, Sent)])

    def retry(self, picked: Sequence[Entry]) -> None:
        if isinstance(picked[0], Job):
            self.actions_on.retry(picked[0])

    def export(self) -> None:
        """What became of each terminal of the job that is shown, as a file."""
        panel = self._panel()
        if panel is None or panel.sheet() is None:
            return
        exporting = exporting_of(self)

        async def make() -> Any:
            sheet = panel.sheet()
            return None if sheet is None else await exporting.document_of(sheet)

        exporting.save(make, self.tr("Commands"))

    def _may(self) -> bool:
        return self.around.may("jobs:write") or self.around.may("commands:execute")

    def _can_cancel(self, picked: Sequence[Entry]) -> bool:
        return any(
            self.actions_on.may_cancel(it) if isinstance(it, Job) else self.actions_on.may_take_back(it)
            for it in picked
        )

    def _can_retry(self, picked: Sequence[Entry]) -> bool:
        return isinstance(picked[0], Job) and self.actions_on.may_retry(picked[0])

    def _choose(self, which: object) -> None:
        if which != self._which:
            self._which = str(which)
            panel = self._panel()
            if panel is not None:
                panel.stop()
            self.close_detail()
            self.model.unmark()
            self.model.replace(())
            self.reload()

    def _panel(self) -> JobPanel | None:
        detail = None if self.pane is None else self.pane.detail
        return detail.panel if isinstance(detail, JobDetail) and detail.panel.isVisibleTo(detail) else None


def _tone(entry: Entry) -> Tone:
    if isinstance(entry, Job):
        return JOB_TONES.get(entry.status, Tone.QUIET)
    return FATE_TONES[entry.fate] or Tone.QUIET


def _shares(entry: Entry) -> Sequence[tuple[Tone, int]]:
    if isinstance(entry, Sent):
        return ()
    return [(FATE_TONES[fate], number) for fate, number in entry.shares.items()]

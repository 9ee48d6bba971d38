"""Dead lines: what terminals sent that could not be read, byte by byte, to be read again or let go of."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from common.client import RequestRefused
from common.filters import Value
from console.core.dead_lines import DeadLine, dump
from console.core.records import NOT_UNDERSTOOD
from console.core.sheets import SheetColumn
from console.models.records import RecordColumn, Tone
from console.models.selection import Kind
from console.theme.theme import Theme
from console.views.detail import Detail
from console.views.dialogs.ask import AskDialog, line_of
from console.views.inspector.parts import Fact, Facts, LeadRow, Section
from console.views.pages.page import State, Surroundings
from console.views.pages.records import Listing, RecordsPage
from console.views.verbs import Verb
from console.views.widgets.notice import Notice
from console.views.widgets.notice import Tone as NoticeTone
from console.views.widgets.picker import Picker
from console.views.words import isolated

PAGE: Final = 100
WRITES: Final = "attendance:write"
STILL_UNREADABLE: Final = 409

log = logging.getLogger(__name__)


class DeadLinesPage(RecordsPage[DeadLine]):
    """Those that are open, unless others are asked for."""

    id = "dead_lines"
    icon = "warning"
    renewed_s = 60

    def controls(self) -> Sequence[QWidget]:
        self.status = Picker(self.theme, self.tr("Which lines"), self)
        self.status.offer(
            [
                ("open", self.tr("Open")),
                ("resolved", self.tr("Read after all")),
                ("discarded", self.tr("Let go of")),
            ]
        )
        self.status.currentIndexChanged.connect(lambda _: self.reload())
        return (self.status,)

    def title(self) -> str:
        return self.tr("Dead lines")

    def hint(self) -> str:
        return 'table:ATTLOG code:bad_time terminal:"gate in"'

    def key_of(self, record: DeadLine) -> str:
        return record.id

    def columns(self) -> Sequence[RecordColumn[DeadLine]]:
        words, now = self.words, self.session.now_us
        return (
            RecordColumn(
                id="line", title=self.tr("What came"), least=200, share=4, rank=9,
                text=lambda it: isolated(it.line.replace("\t", " ⇥ ")),
                second=lambda it: isolated(f"{it.table} · {it.line_no}"),
            ),
            RecordColumn(
                id="why", title=self.tr("Why it could not be read"), least=160, share=3, rank=8,
                text=lambda it: it.message, second=lambda it: isolated(it.code), order=lambda it: it.code,
                tone=self._tone,
            ),
            RecordColumn(
                id="terminal", title=self.tr("Terminal"), least=130, share=1, rank=7,
                text=self._terminal, second=lambda it: isolated(it.serial),
                order=lambda it: self._terminal(it).casefold(),
            ),
            RecordColumn(
                id="last", title=self.tr("Last came"), least=96, rank=6,
                text=lambda it: words.ago_us(it.last_us, now()), order=lambda it: it.last_us,
            ),
            RecordColumn(
                id="count", title=self.tr("How often"), least=72, figures=True, rank=5,
                text=lambda it: words.number(it.count), order=lambda it: it.count,
            ),
            RecordColumn(
                id="first", title=self.tr("First came"), least=96, shown=False,
                text=lambda it: words.ago_us(it.first_us, now()), order=lambda it: it.first_us,
            ),
        )  # fmt: skip

    def fields(self) -> Mapping[str, Callable[[DeadLine], Value]]:
        return {
            "terminal": lambda it: (self._terminal(it), it.serial),
            "table": lambda it: it.table,
            "code": lambda it: it.code,
            "times": lambda it: it.count,
        }

    async def fetch(self, after: str | None) -> Listing[DeadLine]:
        asked = {"limit": PAGE, "cursor": after, "status": self.status.currentData()}
        answer = await self.session.connection.client.get("/v1/attendance/dead", asked)
        found = []
        for body in answer["data"]:
            try:
                found.append(DeadLine.of(body))
            except NOT_UNDERSTOOD as error:
                log.error("dead line %s not understood: %r", body.get("id"), error)
        return Listing(found, answer.get("next_cursor"))

    def nothing(self) -> tuple[str, str]:
        if self.status.currentData() == "open":
            return (
                self.tr("Everything could be read"),
                self.tr("What a terminal sends and nobody understands stands here, and holds up nothing."),
            )
        return self.tr("None"), self.tr("No line has come to that.")

    def make_detail(self) -> Detail:
        return DeadLineDetail(self.around, self._terminal)

    def detail_title(self) -> str:
        return self.tr("Dead line")

    def verbs(self) -> Sequence[Verb[DeadLine]]:
        def can(picked: Sequence[DeadLine]) -> bool:
            return any(line.open for line in picked)

        def may() -> bool:
            return self.around.may(WRITES)

        return (
            Verb(
                id="dead_lines.reparse", title=self.tr("Read again"), run=self._reparse, icon="refresh",
                shortcut="R", can=can, allowed=may,
            ),
            Verb(
                id="dead_lines.discard", title=self.tr("Let go of…"), run=self._discard, icon="trash",
                can=can, allowed=may, grave=True,
            ),
            Verb(
                id="dead_lines.copy", title=self.tr("Copy"), run=self._copy, icon="copy", shortcut="Ctrl+C",
            ),
        )  # fmt: skip

    def export_columns(self) -> Sequence[tuple[SheetColumn, Callable[[DeadLine], Any]]]:
        return (
            (SheetColumn(self.tr("Terminal")), self._terminal),
            (SheetColumn(self.tr("Serial number")), lambda it: it.serial),
            (SheetColumn(self.tr("Came as")), lambda it: it.table),
            (SheetColumn(self.tr("What came")), lambda it: it.line),
            (SheetColumn(self.tr("In hexadecimal")), lambda it: it.sent.hex()),
            (SheetColumn(self.tr("Why it could not be read")), lambda it: f"{it.code}: {it.message}"),
            (SheetColumn(self.tr("How often"), "number"), lambda it: it.count),
        )

    def view_state(self) -> State:
        return {"status": self.status.currentData()}

    def show_view_state(self, state: State) -> None:
        blocked = self.status.blockSignals(True)
        self.status.choose(state.get("status"))
        self.status.blockSignals(blocked)
        if self.isVisible():
            self.reload()

    # -- what is done
    # ---------------------------------------------------------------------------------------------------

    def _reparse(self, picked: Sequence[DeadLine]) -> None:
        lines = [line for line in picked if line.open]
        self.acting.do(
            partial(self._read_again, lines), "", asks=self.tr("Read %n lines again?", "", len(lines))
        )

    async def _read_again(self, lines: Sequence[DeadLine]) -> None:
        """One by one: each says of itself why it still cannot be read."""
        client, mended, refused = self.session.connection.client, 0, ""
        for line in lines:
            try:
                body = await client.post(f"/v1/attendance/dead/{line.id}/reparse", {})
            except RequestRefused as error:
                if error.status != STILL_UNREADABLE:
                    raise
                refused = str(error)
                continue
            mended += 1
            self._settled(DeadLine.of(body))
        told = self.tr("%n lines could be read", "", mended)
        left = len(lines) - mended
        self.around.tell(told, self.tr("%n still not: {0}", "", left).format(refused) if left else "")

    def _discard(self, picked: Sequence[DeadLine]) -> None:
        lines = [line for line in picked if line.open]
        title = self.tr("Let go of %n lines?", "", len(lines))

        async def do(reason: str) -> None:
            for line in lines:
                body = {"reason": reason}
                answer = await self.session.connection.client.post(
                    f"/v1/attendance/dead/{line.id}/discard", body
                )
                self._settled(DeadLine.of(answer))

        dialog = partial(DiscardDialog, self.theme, title, self.window())
        self.acting.ask(dialog, do, self.tr("Let go of"), self.tr("%n lines", "", len(lines)))

    def _settled(self, line: DeadLine) -> None:
        """It stands no longer among those that were asked for."""
        if line.status == self.status.currentData():
            self.put(line)
        else:
            self.drop(line.id)

    def _copy(self, picked: Sequence[DeadLine]) -> None:
        QGuiApplication.clipboard().setText("\n".join(line.line for line in picked))

    def _terminal(self, line: DeadLine) -> str:
        device = self.session.fleet.devices.get(line.device_id)
        return line.serial if device is None else device.name

    def _tone(self, line: DeadLine) -> Tone:
        return {"open": Tone.CARE, "resolved": Tone.GOOD}.get(line.status, Tone.QUIET)


class DiscardDialog(AskDialog[str]):
    """Why lines are let go of. What they said is gone then."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, title, "", "", parent, grave=True)
        self.about.setText(
            self.tr("What stands there is deleted for good. Who did it, when and why stays: no way back.")
        )
        self.about.show()
        self.do.setText(self.tr("Let go"))
        self.why = self.line_field(self.tr("Why"))
        self.asked.addWidget(self.why)
        line_of(self.why).setFocus()

    def finish(self) -> None:
        reason = line_of(self.why).text().strip()
        if reason:
            self.answer(reason)
        else:
            self.why.set_wrong(self.tr("Say why, for whoever looks for them."))


class DeadLineDetail(Detail):
    """The line byte by byte, and what became of it."""

    def __init__(self, around: Surroundings, terminal: Callable[[DeadLine], str]) -> None:
        super().__init__()
        self._around = around
        self._terminal = terminal
        self._line: DeadLine | None = None
        self._why = Notice(around.theme, self, NoticeTone.CARE)
        self._facts = Facts(around.theme, self)
        self._text = _code(self.tr("The line"), self)
        self._bytes = _code(self.tr("Its bytes"), self)
        self._device = LeadRow(around.theme, self)
        self._device.clicked.connect(self._lead)
        self.column.addWidget(self._why)
        for title, part in (
            (self.tr("The line"), self._text),
            (self.tr("Its bytes"), self._bytes),
            (self.tr("From"), self._device),
        ):
            section = Section(title, self)
            section.column.addWidget(part)
            self.column.addWidget(section)
        self.column.addWidget(self._facts)
        self.column.addStretch(1)

    def show_record(self, record: DeadLine) -> None:
        if self._line is None or self._line.sent != record.sent:
            _show(self._text, record.line)
            _show(
                self._bytes, "\n".join(f"{at}  {hexed:<23}  {said}" for at, hexed, said in dump(record.sent))
            )
        self._line = record
        tone = {"open": NoticeTone.CARE, "resolved": NoticeTone.GOOD}.get(record.status, NoticeTone.PLAIN)
        self._why.say(tone, self._became(record), record.message if record.open else record.reason or "")
        fleet, words = self._around.session.fleet, self._around.words
        device = fleet.devices.get(record.device_id)
        status = None if device is None else fleet.status(device)
        said = words.status(status) if status else ""
        self._device.say(self._terminal(record), isolated(record.serial), status, said)
        self.tick()

    def tick(self) -> None:
        record, words = self._line, self._around.words
        if record is None:
            return
        now_us = self._around.session.now_us()
        facts = [
            Fact(self.tr("Came as"), isolated(record.table)),
            Fact(self.tr("Line"), words.number(record.line_no)),
            Fact(self.tr("Code"), isolated(record.code)),
            Fact(self.tr("First came"), words.ago_us(record.first_us, now_us)),
            Fact(self.tr("Last came"), words.ago_us(record.last_us, now_us)),
            Fact(self.tr("How often"), words.number(record.count)),
            Fact(self.tr("By"), isolated(record.settled_by or "")),
            Fact(self.tr("Punch"), isolated(record.punch_id or ""), copy=record.punch_id or ""),
            Fact(self.tr("Id"), isolated(record.id), copy=record.id),
        ]
        self._facts.show_facts([fact for fact in facts if fact.value.strip("\u2066\u2069")])

    def _became(self, record: DeadLine) -> str:
        return {
            "open": self.tr("It could not be read"),
            "resolved": self.tr("It was read after all"),
            "discarded": self.tr("It was let go of"),
        }.get(record.status, record.status)

    def _lead(self) -> None:
        if self._line is not None:
            self._around.open_page("devices")
            self._around.selection.select(Kind.DEVICE, self._line.device_id)


def _code(name: str, parent: QWidget) -> QPlainTextEdit:
    made = QPlainTextEdit(parent)
    made.setReadOnly(True)
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    made.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    face = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    face.setPixelSize(12)
    made.setFont(face)
    made.setTabStopDistance(4 * QFontMetricsF(face).horizontalAdvance(" "))
    return made


def _show(box: QPlainTextEdit, text: str) -> None:
    """As high as its lines, up to a dozen."""
    box.setPlainText(text)
    lines = min(max(text.count("\n") + 1, 1), 12)
    box.setFixedHeight(lines * box.fontMetrics().lineSpacing() + 34)

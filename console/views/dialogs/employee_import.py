"""Brings in a table of employees: the file, what the edge made of it, line by line."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QListView, QWidget

from common.client import EdgeError
from console.core.employees import LineResult
from console.views.dialogs.ask import AskDialog
from console.views.pages.page import Surroundings
from console.views.widgets.buttons import Button
from console.views.widgets.notice import Notice, Tone
from console.views.words import isolated

WIDTH: Final = 620
LARGEST: Final = 10 * 1024 * 1024
LOOK_S: Final = 1.0
LINES: Final = 9
STEP: Final = 200
HEADINGS: Final = (
    "employee_id, pin, name, card_number, privilege, active, department, valid_from, valid_to, sites, devices"
)
_ENDED: Final = frozenset({"succeeded", "partially_failed", "failed", "cancelled"})


class TableTooLarge(Exception):
    """More than an edge takes at once."""


class EmployeeImportDialog(AskDialog[bool]):
    """Answers True where anything was sent."""

    def __init__(self, around: Surroundings, parent: QWidget | None) -> None:
        super().__init__(
            around.theme,
            self.tr("Import employees"),
            self.tr("A table (CSV) with a line of headings. Whoever is there already is changed; an empty "
                    "cell leaves what was there. Nobody is removed."),
            self.tr("Import"),
            parent,
            width=WIDTH,
        )  # fmt: skip
        self._around = around
        self._table = ""
        self._sent = False
        self.results: list[LineResult] = []
        self.notice = Notice(around.theme, self)
        self.notice.say(
            Tone.PLAIN, self.tr("Headings that are understood"), isolated(HEADINGS), icon_name="columns"
        )
        self._choose = Button(self.tr("Choose a file…"), self, theme=around.theme, icon_name="export")
        self._choose.clicked.connect(self._open)
        self._lines = QStringListModel(self)
        self.view = QListView(self)
        self.view.setModel(self._lines)
        self.view.setAccessibleName(self.tr("What became of each line"))
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setWordWrap(True)
        self.view.setMinimumHeight((self.view.fontMetrics().height() + 6) * LINES)
        self.view.hide()
        self.asked.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignLeading)
        self.asked.addWidget(self.notice)
        self.asked.addWidget(self.view, 1)
        self.do.setEnabled(False)
        self._choose.setFocus()

    def _open(self) -> None:
        asked = QFileDialog(self, self.tr("Import employees"))
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        asked.setNameFilters([self.tr("Tables (*.csv *.txt)"), self.tr("All files (*)")])
        asked.fileSelected.connect(lambda chosen: self.load(Path(chosen)))
        asked.finished.connect(asked.deleteLater)
        asked.open()

    def load(self, path: Path) -> None:
        """Read a file and say what is in it; nothing is sent yet."""
        self.tasks.spawn("read", self._load(path))

    async def _load(self, path: Path) -> None:
        try:
            self._table = await asyncio.to_thread(read_table, path)
        except (OSError, TableTooLarge) as error:
            said = str(error) or self.tr("It is larger than 10 MB. Split it.")
            self.notice.say(Tone.BAD, self.tr("{0} cannot be read").format(isolated(path.name)), said)
            return
        lines = [line for line in self._table.splitlines() if line.strip()]
        self.view.hide()
        self.notice.say(
            Tone.PLAIN,
            self.tr("{0}: %Ln lines", "", max(0, len(lines) - 1)).format(isolated(path.name)),
            isolated(lines[0][:200]) if lines else "",
        )
        self.do.setEnabled(len(lines) > 1)
        self.do.setFocus()

    def finish(self) -> None:
        if self._sent:
            self.answer(True)
        elif self.do.isEnabled():
            self.do.setEnabled(False)
            self._choose.setEnabled(False)
            self.tasks.spawn("import", self._run())

    def reject(self) -> None:
        """What was sent is done, also where the dialog is left by Esc."""
        if self._sent:
            self.answer(True)
        else:
            super().reject()

    async def _run(self) -> None:
        client = self._around.session.connection.client
        try:
            answer = await client.post_table("/v1/employees/import", self._table)
            if answer["object"] == "job":
                await self._follow(answer)
            else:
                await self._show([LineResult.of(item) for item in answer["items"]])
        except EdgeError as error:
            self.notice.say(Tone.BAD, self.tr("That was not done"), str(error))
            self._choose.setEnabled(True)
            return
        self._sent = True
        self.leave.hide()
        self.do.setText(self.tr("Close"))
        self.do.setEnabled(True)
        self.do.setFocus()

    async def _show(self, results: list[LineResult]) -> None:
        """Lines that failed first; in steps, there may be a thousand."""
        self.results = sorted(results, key=lambda it: not it.error)
        made = sum(it.made for it in results)
        failed = sum(bool(it.error) for it in results)
        self._say(made, len(results) - made - failed, failed)
        said: list[str] = []
        for first in range(0, len(self.results), STEP):
            said += [self._line(it) for it in self.results[first : first + STEP]]
            await asyncio.sleep(0)
        self._lines.setStringList(said)
        self.view.show()

    def _line(self, result: LineResult) -> str:
        word = result.error or (self.tr("made") if result.made else self.tr("changed"))
        number = self._around.words.number(result.line or 0)
        said = self.tr("Line {0} · {1} · {2}")
        return said.format(number, isolated(result.employee_id or "–"), word)

    def _say(self, made: int, changed: int, failed: int) -> None:
        parts = [self.tr("%Ln made", "", made), self.tr("%Ln changed", "", changed)]
        if failed:
            parts.append(self.tr("%Ln failed", "", failed))
        tone = Tone.BAD if failed and not made + changed else Tone.CARE if failed else Tone.GOOD
        self.notice.say(
            tone, " · ".join(parts), self.tr("Mend the lines and import them again.") * bool(failed)
        )

    async def _follow(self, job: Any) -> None:
        """More than the edge takes at once: it works through them, and we watch."""
        client, number = self._around.session.connection.client, self._around.words.number
        while job["status"] not in _ENDED:
            done, total = job["progress"]["done"], job["progress"]["total"]
            title = self.tr("{0} of {1} lines").format(number(done), number(total))
            self.notice.say(Tone.PLAIN, title, self.tr("It goes on at the edge if you close this."))
            await asyncio.sleep(LOOK_S)
            job = await client.get(f"/v1/jobs/{job['id']}")
        progress, said = job["progress"], self.tr("{0} · {1}")
        self._say(0, progress["succeeded"], progress["failed"])
        wrong = [said.format(isolated(it["ref"]), it["message"] or "") for it in job["errors"]]
        self._lines.setStringList(wrong)
        self.view.setVisible(bool(wrong))


def read_table(path: Path) -> str:
    """The text of a file as spreadsheets write it. Raises OSError and TableTooLarge."""
    if path.stat().st_size > LARGEST:
        raise TableTooLarge
    raw = path.read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")

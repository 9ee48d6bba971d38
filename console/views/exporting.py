"""Tables and documents on their way to a file: where to, in which form, how far it is, what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from enum import StrEnum
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from common.client import EdgeError
from console.core.records import moment
from console.core.sheets import (
    Cancelled,
    Sheet,
    TooManyRows,
    Writing,
    csv_separator,
    write_csv,
    write_xlsx,
)
from console.views.pages.page import Page, Surroundings
from console.views.widgets.progress_notice import ProgressNotice, Step
from console.views.words import isolated

if TYPE_CHECKING:
    from console.views.exporting_pdf import Document

LOOK_S: Final = 0.1
"""Between two looks at how far it is."""

Make = Callable[[], Awaitable["Document | None"]]


class Form(StrEnum):
    """What a file can be; the value is its ending."""

    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"


class Exporting(QObject):
    """`over` is what the dialog and the notice stand over. One export at a time."""

    folder: ClassVar[Path | None] = None
    """Where the last one went, in this run of the program."""

    def __init__(self, around: Surroundings, over: QWidget) -> None:
        super().__init__(over)
        self._around = around
        self._over = over
        self._notice: ProgressNotice | None = None
        self._writing: Writing | None = None
        self._making: asyncio.Future[Document | None] | None = None
        self._written: Path | None = None
        self._busy = False

    @property
    def busy(self) -> bool:
        """Whether something is being exported, or asked about."""
        return self._busy

    def page(self, page: Page, *, whole: bool = False) -> None:
        """Export what is seen on a page, or all that it can get."""

        async def make() -> Document | None:
            sheet = await page.whole_sheet() if whole else page.sheet()
            return None if sheet is None else await self.document_of(sheet)

        shown = page.sheet()
        self.save(make, shown.title if shown is not None else self.tr("Export"))

    def save(self, make: Make, name: str, forms: Sequence[Form] = tuple(Form)) -> None:
        """Ask where to, then make the document and write it. `name` is suggested for the file."""
        if not self._busy:
            self._busy = True
            self._around.tasks.spawn("export", self._save(make, name, forms))

    async def document_of(self, sheet: Sheet) -> Document:
        """A document of one table."""
        pdf = await asyncio.to_thread(import_module, "console.views.exporting_pdf")
        made: Document = pdf.Document(
            title=sheet.title,
            source=self._around.session.profile.name,
            parts=(sheet,),
            mirrored=self._over.isRightToLeft(),
            locale=self._around.words.locale,
        )
        return made

    # -- from the question to the file
    # -----------------------------------------------------------------------------------------------

    async def _save(self, make: Make, name: str, forms: Sequence[Form]) -> None:
        try:
            path = await self._ask(name, forms)
            if path is not None:
                Exporting.folder = path.parent
                await self._write(make, path, forms)
        finally:
            self._busy = False

    async def _ask(self, name: str, forms: Sequence[Form]) -> Path | None:
        """Where to. By `open` and not by `exec`, which would stop every task."""
        filters = {self._filter(form): form for form in forms}
        dialog = QFileDialog(self._over.window(), self.tr("Export {0}").format(name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilters(list(filters))
        dialog.setDefaultSuffix(forms[0])
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(filters[chosen]))
        dialog.setDirectory(str(Exporting.folder or _documents()))
        today = moment(self._around.session.now_us()).astimezone()
        dialog.selectFile(f"{_plain(name)} {today:%Y-%m-%d}.{forms[0]}")
        ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        dialog.finished.connect(lambda _: ended.done() or ended.set_result(None))
        try:
            await asyncio.sleep(0)  # making it takes a while, and so does showing it
            dialog.open()
            await ended
            chosen = dialog.selectedFiles() if dialog.result() else []
            return Path(chosen[0]) if chosen else None
        finally:
            dialog.close()
            dialog.deleteLater()

    async def _write(self, make: Make, path: Path, forms: Sequence[Form]) -> None:
        notice = self._notice_shown()
        writing = self._writing = Writing()
        try:
            document = await self._made(make, writing, path)
            if document is None:
                notice.end(self.tr("There is nothing to export"), "")
                return
            await self._put(document, path, _form(path, forms), writing)
        except Cancelled:
            notice.end(self.tr("The export was cancelled"), self.tr("No file was written."))
        except TooManyRows:
            words = self.tr("There are too many rows for this kind of file. Filter them, or export as CSV.")
            notice.end(self.tr("{0} was not written").format(isolated(path.name)), words)
        except (OSError, EdgeError) as error:
            notice.end(self.tr("{0} was not written").format(isolated(path.name)), str(error))
        else:
            self._written = path
            steps = (Step("open", self.tr("Open")), Step("folder", self.tr("Open folder")))
            rows = self.tr("%Ln rows", "", writing.rows)
            notice.end(self.tr("{0} is written").format(isolated(path.name)), rows, steps)
        finally:
            writing.cancel()  # where we are ended ourselves, the thread is to end too
            self._making = None

    async def _made(self, make: Make, writing: Writing, path: Path) -> Document | None:
        """What is to be written. Raises Cancelled, and what making it raises."""
        making = self._making = asyncio.ensure_future(make())
        self._say(path, writing, self.tr("Collecting what is to be exported"))
        try:
            return await making
        except asyncio.CancelledError:
            writing.look()
            raise

    async def _put(self, document: Document, path: Path, form: Form, writing: Writing) -> None:
        """Write it beside the loop, and say how far it is. Raises what writing raises."""
        totals = [sheet.total for sheet in document.sheets]
        writing.total = None if None in totals else sum(total or 0 for total in totals)
        work = asyncio.ensure_future(asyncio.to_thread(self._writer(document, path, form, writing)))
        while not work.done():
            self._say(path, writing, self.tr("%Ln rows", "", writing.rows) if writing.rows else "")
            await asyncio.wait([work], timeout=LOOK_S)
        work.result()

    def _writer(self, document: Document, path: Path, form: Form, writing: Writing) -> Callable[[], object]:
        if form is Form.CSV:
            separator = csv_separator(document.locale.decimalPoint())
            return partial(write_csv, path, document.sheets[0], writing, separator=separator)
        if form is Form.XLSX:
            about = self.tr("About this file")
            return partial(
                write_xlsx, path, document.sheets, writing, about=about, mirrored=document.mirrored
            )
        from console.views.exporting_pdf import write_pdf  # a document has been made, so it is there

        return partial(write_pdf, path, document, writing)

    # -- what is said of it
    # ------------------------------------------------------------------------------------------------

    def _notice_shown(self) -> ProgressNotice:
        if self._notice is None:
            self._notice = ProgressNotice(self._around.theme, self._over.window())
            self._notice.acted.connect(self._act)
            self.destroyed.connect(self._notice.hide)
        return self._notice

    def _say(self, path: Path, writing: Writing, words: str) -> None:
        title = self.tr("Exporting {0}").format(isolated(path.name))
        self._notice_shown().work(title, words, writing.share, [Step("cancel", self.tr("Cancel"))])

    def _act(self, step: str) -> None:
        if step == "cancel" and self._writing is not None:
            self._writing.cancel()
            if self._making is not None:
                self._making.cancel()
        elif self._written is not None:
            target = self._written if step == "open" else self._written.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

    def _filter(self, form: Form) -> str:
        return {
            Form.XLSX: self.tr("Spreadsheet (*.xlsx)"),
            Form.CSV: self.tr("Text with separators (*.csv)"),
            Form.PDF: self.tr("Document to print (*.pdf)"),
        }[form]


def exporting_of(page: Page) -> Exporting:
    """That of a page, made when it is first wanted."""
    known = page.findChild(Exporting)
    return known if isinstance(known, Exporting) else Exporting(page.around, page)


def _form(path: Path, forms: Sequence[Form]) -> Form:
    """By the ending that was chosen or typed."""
    ending = path.suffix.lower().removeprefix(".")
    return Form(ending) if ending in forms else forms[0]


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def _plain(name: str) -> str:
    """A name that every system takes for a file."""
    return "".join(" " if letter in '<>:"/\\|?*' else letter for letter in name).strip() or "export"

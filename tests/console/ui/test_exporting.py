"""What is seen leaves as a file, in the real window on a real edge: asked, written, told."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import openpyxl
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit

from common.client import EdgeClient
from console.app import Console
from console.core.profiles import Profile
from console.core.records import Punch
from console.core.session import Session
from console.core.states import Live
from console.views.exporting import Exporting, exporting_of
from console.views.inspector.photo import PunchPhoto
from console.views.pages.feed import FeedPage
from console.views.pages.reports import ReportsPage
from console.views.widgets.progress_notice import ProgressNotice
from tests.console.ui.conftest import Fleet, Opened, page_shown

Until = Callable[..., Awaitable[Any]]
PUNCHES = 12


async def connected(console: Console, fleet: Fleet, until: Until) -> Session:
    console.window.show()
    await console.open(Profile.new("Test", fleet.edge.url), fleet.edge.admin_key)
    session = console.session
    assert session is not None
    await until(lambda: isinstance(session.state, Live) and len(session.feed) >= PUNCHES, 60)
    await until(lambda: len(session.fleet.devices) == 9, 60)
    return session


async def choose(until: Until, path: Path) -> None:
    """Type a name in the dialog that asks where to."""
    await until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog), 20)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    await asyncio.sleep(0)
    line = dialog.findChild(QLineEdit)
    assert line is not None
    line.setText(str(path))
    dialog.accept()


async def written(console: Console, until: Until, path: Path) -> ProgressNotice:
    """The notice that tells of the file, once it is whole."""
    notices = console.window.findChildren(ProgressNotice)

    def told() -> bool:
        notices[:] = console.window.findChildren(ProgressNotice)
        return any("is written" in notice.title for notice in notices) and path.exists()

    await until(told, 60)
    return next(notice for notice in notices if "is written" in notice.title)


class Opener(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


async def test_the_terminals_that_are_shown_become_a_spreadsheet(
    opened: Opened, fleet: Fleet, until: Until, tmp_path: Path
) -> None:
    async with opened() as console:
        session = await connected(console, fleet, until)
        page = await page_shown(console, "devices", until)
        site = next(iter(session.fleet.sites.values()))
        page.filter.set_text(f'site="{site.name}"')
        there = len(session.fleet.devices_at(site.id))
        await until(lambda: page.model.shown == there, 10)
        page.focus_first()
        QTest.keyClick(console.window.windowHandle(), Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        path = tmp_path / "terminals.xlsx"
        await choose(until, path)
        notice = await written(console, until, path)
        book = openpyxl.load_workbook(path)
        rows = [[cell.value for cell in row] for row in book.worksheets[0].rows]
        assert len(rows) == there + 1
        assert {row[rows[0].index("Site")] for row in rows[1:]} == {site.name}
        facts = {row[1].value: row[2].value for row in book["About this file"].rows}
        assert facts["Filter"] == f'site="{site.name}"'
        opener = Opener()
        QDesktopServices.setUrlHandler("file", opener, "open")
        notice.buttons["folder"].click()
        QDesktopServices.unsetUrlHandler("file")
        assert opener.opened == [str(tmp_path)]
        assert Exporting.folder == tmp_path, "the next one begins there"


async def test_the_selected_punches_and_only_they_become_a_table(
    opened: Opened, fleet: Fleet, until: Until, tmp_path: Path
) -> None:
    async with opened() as console:
        await connected(console, fleet, until)
        page = await page_shown(console, "feed", until)
        assert isinstance(page, FeedPage)
        await until(lambda: page.model.rowCount() >= PUNCHES, 20)
        page.table.selectRow(2)
        for row in (3, 5):
            page.table._picking.select(row, alone=False)
        page.table.picked.emit()
        assert page.bar.isVisible()
        wanted = [line.id for line in page.table.picked_lines if isinstance(line, Punch)]
        page.bar.export.click()
        path = tmp_path / "punches.csv"
        await choose(until, path)
        await written(console, until, path)
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert [row["Id"] for row in rows] == wanted
        assert len(wanted) == 3


async def test_a_report_is_read_and_printed(
    opened: Opened, fleet: Fleet, until: Until, tmp_path: Path
) -> None:
    async with opened() as console:
        await connected(console, fleet, until)
        page = await page_shown(console, "reports", until)
        assert isinstance(page, ReportsPage)
        await until(lambda: page.export_button.isEnabled(), 60)
        assert page.figures[3].number not in ("", "0"), "punches were counted"
        await until(lambda: "Still open" in page.note.toPlainText(), 20)
        note = page.findChild(QPlainTextEdit)
        assert note is page.note
        page.note.setPlainText("The door of gate 3 sticks.")
        page.export_button.click()
        path = tmp_path / "report.pdf"
        await choose(until, path)
        await written(console, until, path)
        content = path.read_bytes()
        assert content.startswith(b"%PDF-")
        assert content.count(b"/Type /Page\n") >= 1
        assert b"/Image" in content, "the charts are in it"
        page.export_button.click()
        path = tmp_path / "report.xlsx"
        await choose(until, path)
        await written(console, until, path)
        await until(lambda: not exporting_of(page).busy, 30)
        names = openpyxl.load_workbook(path).sheetnames
        assert {"Uptime by site", "Uptime by terminal", "Day by day", "About this file"} <= set(names)


async def test_what_cannot_be_written_is_said_and_a_question_can_be_dropped(
    opened: Opened, fleet: Fleet, until: Until, tmp_path: Path
) -> None:
    async with opened() as console:
        await connected(console, fleet, until)
        page = await page_shown(console, "overview", until)
        console.window.registry.run("file.export")
        await until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog), 20)
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        dialog.reject()
        await until(lambda: not exporting_of(page).busy, 10)
        assert console.window.findChildren(ProgressNotice) == []

        async def make() -> Any:
            sheet = page.sheet()
            assert sheet is not None
            return await exporting_of(page).document_of(sheet)

        exporting_of(page).save(make, "Sites")
        await choose(until, tmp_path / f"{'long' * 62}.csv")
        await until(lambda: bool(console.window.findChildren(ProgressNotice)), 20)
        notice = console.window.findChildren(ProgressNotice)[0]
        await until(lambda: "was not written" in notice.title, 20)
        assert "too long" in notice.words


async def test_the_photo_of_a_punch_is_fetched_when_asked_for(
    opened: Opened, fleet: Fleet, until: Until
) -> None:
    async with opened() as console:
        await connected(console, fleet, until)
        page = await page_shown(console, "feed", until)
        assert isinstance(page, FeedPage)
        await until(lambda: page.model.rowCount() >= PUNCHES, 20)
        page.table.selectRow(4)
        inspector = console.window.inspector
        assert inspector is not None
        await until(lambda: any(it.isVisible() for it in inspector.findChildren(PunchPhoto)), 10)
        photo = next(it for it in inspector.findChildren(PunchPhoto) if it.isVisible())
        photo.button.click()
        await until(lambda: "There is none" in photo.words.text(), 20)
        async with EdgeClient(fleet.edge.url, fleet.edge.admin_key) as client:
            log = await client.get("/v1/audit", {"limit": 50})
        assert "attendance.photo" not in {entry["action"] for entry in log["data"]}, "nothing was seen"

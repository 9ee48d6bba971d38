"""What is kept at the edge and found again: a punch of last Tuesday, a line that nobody could read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import httpx
import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest

from console.app import Console
from console.core.periods import Span
from console.core.profiles import Profile
from console.core.session import Session
from console.core.states import Live
from console.views.pages.attendance import AttendancePage
from console.views.pages.dead_lines import DeadLineDetail, DeadLinesPage, DiscardDialog
from tests.console.conftest import Until
from tests.console.ui.conftest import Opened, page_shown
from tests.kit.edge_process import EdgeProcess

SERIAL = "TUESDAY1"


def last_tuesday() -> date:
    today = date.today()
    return today - timedelta(days=(today.weekday() - 1) % 7 or 7)


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EdgeProcess]:
    """One terminal, which sends two weeks of punches and two lines that are none."""
    with EdgeProcess(tmp_path_factory.mktemp("edge"), "--dev") as started:
        with httpx.Client(base_url=started.url) as terminal:
            terminal.get("/iclock/cdata", params={"SN": SERIAL, "options": "all", "pushver": "2.4.1"})
            days = [date.today() - timedelta(days=back) for back in range(14)]
            lines = [f"{pin}\t{day} 08:0{pin}:00\t0\t1\t0" for day in days for pin in range(1, 5)]
            rubbish = ["rubbish", "7\tnever o'clock\t0\t1"]
            body = "\n".join([*lines, *rubbish, ""])
            sent = {"SN": SERIAL, "table": "ATTLOG", "Stamp": "1"}
            terminal.post("/iclock/cdata", params=sent, content=body.encode()).raise_for_status()
        with httpx.Client(
            base_url=started.url, headers={"Authorization": f"Bearer {started.admin_key}"}
        ) as api:
            made = api.post("/v1/employees", json={"employee_id": "E-3", "pin": "3", "name": "Amina Benali"})
            made.raise_for_status()
        yield started


async def connected(console: Console, edge: EdgeProcess, until: Until) -> Session:
    console.window.show()
    await console.open(Profile.new("Test", edge.url), edge.admin_key)
    session = console.session
    assert session is not None
    await until(lambda: isinstance(session.state, Live), 30)
    return session


async def test_a_punch_of_last_tuesday_is_found_by_name(
    opened: Opened, edge: EdgeProcess, until: Until
) -> None:
    async with opened() as console:
        await connected(console, edge, until)
        page = await page_shown(console, "attendance", until)
        assert isinstance(page, AttendancePage)
        await until(lambda: page.model.total == 4, 20)
        tuesday = last_tuesday()
        page.period.spans.choose(Span.DAYS)
        for each in (page.period.first, page.period.last):
            each.setDate(QDate(tuesday.year, tuesday.month, tuesday.day))
        page.who.setFocus()
        QTest.keyClicks(page.who, "amina")
        QTest.keyClick(page.who, Qt.Key.Key_Return)
        await until(lambda: page.model.total == 1, 20)
        found = page.model.row(0)
        assert (found.name, found.employee) == ("Amina Benali", "E-3")
        assert found.local.isoformat() == f"{tuesday}T08:03:00"
        whole = await page.whole_sheet()
        assert whole is not None
        assert whole.total == 1
        row = next(iter(whole.rows))
        assert row[:3] == ["E-3", "Amina Benali", found.local]
        assert {fact.title: fact.words for fact in whole.facts}["Employee"] == "amina"
        page.focus_first()
        QTest.keyClick(page.table, Qt.Key.Key_Home)
        QTest.keyClick(page.table, Qt.Key.Key_Return)
        await until(lambda: page.pane is not None and page.pane.isVisible())


async def test_an_export_of_all_holds_what_was_never_scrolled_to(
    opened: Opened, edge: EdgeProcess, until: Until
) -> None:
    async with opened() as console:
        await connected(console, edge, until)
        page = await page_shown(console, "attendance", until)
        assert isinstance(page, AttendancePage)
        page.period.spans.choose(Span.MONTH)
        await until(lambda: page.model.total == 56, 20)
        whole = await page.whole_sheet()
        assert whole is not None
        assert len(list(whole.rows)) == 56


async def test_a_line_that_nobody_could_read_is_looked_at_read_again_and_let_go_of(
    opened: Opened, edge: EdgeProcess, until: Until
) -> None:
    async with opened() as console:
        await connected(console, edge, until)
        window = console.window
        page = await page_shown(console, "dead_lines", until)
        assert isinstance(page, DeadLinesPage)
        await until(lambda: page.model.total == 2, 20)
        place = next(line for line in page.model.all() if line.line.startswith("rubbish"))
        page.show_record(place.id)
        await until(lambda: page.pane is not None and page.pane.isVisible())
        assert page.pane is not None
        detail = page.pane.detail
        assert isinstance(detail, DeadLineDetail)
        assert "72 75 62 62 69 73 68" in detail._bytes.toPlainText()
        page.focus_first()
        await until(lambda: page.table.hasFocus())
        window.registry.run("dead_lines.reparse")
        await until(lambda: not page.acting.busy, 20)
        assert page.model.total == 2, "nothing has learnt to read it meanwhile"
        assert "still not" in window.toast.accessibleName()
        window.registry.run("dead_lines.discard")
        dialog = await until(
            lambda: next((it for it in window.findChildren(DiscardDialog) if it.isVisible()), None)
        )
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        assert dialog.isVisible(), "nothing goes by Enter alone"
        QTest.keyClicks(dialog.why.control, "a test")
        QTest.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
        await until(lambda: page.model.total == 1, 20)
        page.status.choose("discarded")
        await until(lambda: [it.reason for it in page.model.all()] == ["a test"], 20)

"""Silences and a hand-over at a real edge, as the operator lives them in the real window."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from common.client import EdgeClient
from common.instants import rfc3339
from console.app import Console
from console.core.maintenance import Repeat
from console.core.profiles import Profile
from console.core.session import Session
from console.core.states import Live
from console.views.dialogs.alert import AssignDialog
from console.views.dialogs.ask import ConfirmDialog, line_of
from console.views.dialogs.maintenance import MaintenanceList
from console.views.dialogs.maintenance_form import WindowDialog
from console.views.dialogs.page_dialog import PageDialog
from console.views.dialogs.silences import SilenceDetail, SilencesList
from console.views.dialogs.silences_new import FILTER, NewSilenceDialog
from console.views.pages.alerts import AlertsPage
from console.views.pages.reports import ReportsPage
from tests.console.alarms import Alarms
from tests.console.ui.conftest import Fleet, Opened, page_shown

Until = Callable[..., Awaitable[Any]]
DARK = {"severity": "critical", "reason": "Nothing was heard of it."}
MILD = {"severity": "warning", "reason": "It is 90 s ahead."}


@pytest.fixture
async def troubled(fleet: Fleet) -> AsyncIterator[tuple[Alarms, list[str]]]:
    """Two terminals are gone, and the clock of a third is wrong."""
    async with EdgeClient(fleet.edge.url, fleet.edge.admin_key) as client:
        me, devices = await client.me(), await client.devices()
        async with asyncio.timeout(60):
            while len(devices) < 9:
                await asyncio.sleep(0.1)
                devices = await client.devices()
    alarms = await asyncio.to_thread(Alarms, fleet.edge.data, me["tenant"]["id"])
    made = [
        await asyncio.to_thread(
            alarms.move, "device_offline", it["id"], "firing", title=f"{it['name']} is gone", **DARK
        )
        for it in devices[:2]
    ]
    made.append(
        await asyncio.to_thread(
            alarms.move, "clock_drift", devices[2]["id"], "firing", title="A clock is wrong", **MILD
        )
    )
    yield alarms, made
    alarms.close()


async def alerts_page(console: Console, fleet: Fleet, until: Until) -> tuple[Session, AlertsPage]:
    console.window.show()
    await console.open(Profile.new("Test", fleet.edge.url), fleet.edge.admin_key)
    session = console.session
    assert session is not None
    await until(lambda: isinstance(session.state, Live) and session.alerts.available, 40)
    page = await page_shown(console, "alerts", until)
    assert isinstance(page, AlertsPage)
    return session, page


async def modal(until: Until, kind: type[QWidget]) -> Any:
    await until(lambda: isinstance(QApplication.activeModalWidget(), kind), 30)
    return QApplication.activeModalWidget()


async def test_a_silence_of_what_the_filter_shows(
    opened: Opened, fleet: Fleet, troubled: tuple[Alarms, list[str]], until: Until
) -> None:
    _, (first, second, mild) = troubled
    async with opened() as console:
        session, page = await alerts_page(console, fleet, until)
        await until(lambda: page.model.shown >= 3, 30)
        page.filter.set_text("severity:critical kind:device_offline")
        await until(lambda: page.model.shown == 2, 10)
        assert console.window.registry.run("alerts.silence_filter")
        asked = await modal(until, NewSilenceDialog)
        # what it comes to, and what it hides, is said before
        assert asked.what.value == FILTER
        assert asked.effect.text() == "Hides 2 alerts now"
        assert asked.matcher == {"severities": ["critical"], "kinds": ["device_offline"]}
        asked.finish()
        assert asked.note.wrong == "Say why, for whoever misses the message."
        QTest.keyClicks(line_of(asked.note), "the provider works on the line")
        QTest.keyClick(line_of(asked.note), Qt.Key.Key_Return)
        # the list stands behind the question, and says who, why, and what is hidden
        dialog = await modal(until, PageDialog)
        silences = dialog.page
        assert isinstance(silences, SilencesList)
        await until(lambda: silences.model.shown == 1, 30)
        said = [column.text(silences.model.row(0)) for column in silences.model.columns]
        assert said[:3] == ["Critical · Terminal offline", "2 alerts", "you"]
        assert said[3] in ("4 h left", "3 h 59 min left"), "as fast as the machine is"
        assert silences.model.row(0).reason == "the provider works on the line"
        await until(lambda: all(muted(session, it) for it in (first, second)), 30)
        assert not muted(session, mild)
        # one that it hides leads to the alert; ending it tells again
        silences.table.selectRow(0)
        QTest.keyClick(silences.table, Qt.Key.Key_Return)
        assert silences.pane is not None
        detail = silences.pane.detail
        assert isinstance(detail, SilenceDetail)
        await until(lambda: len([row for row in detail._rows if row.isVisible()]) == 2, 10)
        detail._end.click()
        sure = await modal(until, ConfirmDialog)
        sure.do.click()
        await until(lambda: silences.model.total == 0, 30)
        await until(lambda: QApplication.activeModalWidget() is dialog, 10)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        await until(lambda: QApplication.activeModalWidget() is None, 10)


def muted(session: Session, alert_id: str) -> bool:
    alert = session.alerts.book.get(alert_id)
    return alert is not None and alert.muted is not None


async def test_that_a_silence_ends_soon_is_said_once(
    opened: Opened, fleet: Fleet, troubled: tuple[Alarms, list[str]], until: Until
) -> None:
    _, (first, *_) = troubled
    async with opened() as console, EdgeClient(fleet.edge.url, fleet.edge.admin_key) as client:
        session, page = await alerts_page(console, fleet, until)
        ends = rfc3339(session.now_us() + 330_000_000)
        asked = {"matcher": {"alerts": [first]}, "ends_at": ends, "reason": "back soon"}
        told: list[str] = []
        page.hushing.told.connect(told.append)
        silence = await client.post("/v1/silences", asked)
        page.hushing.look()
        await until(lambda: told == ["A silence ends in 5 min"], 30)
        await until(console.window.toast.isVisible, 10)
        # put off, it is said again when it comes near; as it is, once is enough
        page.hushing.look()
        await until(page.hushing.looked, 30)
        assert told == ["A silence ends in 5 min"]
        await client.post(f"/v1/silences/{silence['id']}/end", {})


async def test_what_is_handed_over_stands_in_the_note(
    opened: Opened, fleet: Fleet, troubled: tuple[Alarms, list[str]], until: Until
) -> None:
    async with EdgeClient(fleet.edge.url, fleet.edge.admin_key) as client:
        sara = (await client.post("/v1/people", {"name": "Sara Alaoui"}))["id"]
    async with opened() as console:
        session, page = await alerts_page(console, fleet, until)
        await until(lambda: sara in session.alerts.people and page.model.shown >= 3, 30)
        alert = page.model.row(0).alert
        page.table.selectRow(0)
        assert console.window.registry.run("alerts.assign")
        asked = await modal(until, AssignDialog)
        asked.people.setCurrentRow(1)
        QTest.keyClick(asked, Qt.Key.Key_Return)
        await until(lambda: session.alerts.book.all[alert.id].assignee == sara, 30)
        reports = await page_shown(console, "reports", until)
        assert isinstance(reports, ReportsPage)
        await until(lambda: console.window.registry.run("reports.handover"), 30)
        await until(lambda: "Sara Alaoui" in reports.note.toPlainText(), 30)
        line = next(it for it in reports.note.toPlainText().splitlines() if "Sara Alaoui" in it)
        assert alert.title in line


async def test_maintenance_that_comes_back_is_planned_and_taken_away(
    opened: Opened, fleet: Fleet, troubled: tuple[Alarms, list[str]], until: Until
) -> None:
    async with opened() as console:
        session, _ = await alerts_page(console, fleet, until)
        assert console.window.registry.run("alerts.maintenance")
        dialog = await modal(until, PageDialog)
        windows = dialog.page
        assert isinstance(windows, MaintenanceList)
        await until(lambda: not windows.loading, 30)
        windows._new.click()
        form = await modal(until, WindowDialog)
        site = next(iter(session.fleet.sites.values()))
        form.places.choose([site.id])
        covered = len(session.fleet.devices_at(site.id))
        await until(lambda: form.covers.text() == f"Covers {covered} terminals now", 30)
        form.repeat.choose(Repeat.WEEKLY)
        form.finish()
        assert form.name.wrong == "Give it a name."
        QTest.keyClicks(line_of(form.name), "Restart")
        form.do.click()
        await until(lambda: windows.model.shown == 1, 30)
        made = windows.model.row(0)
        assert (made.name, made.devices, len(made.coming)) == ("Restart", covered, 3)
        assert made.recurrence.repeat is Repeat.WEEKLY
        await until(lambda: QApplication.activeModalWidget() is dialog and not windows.acting.busy, 10)
        windows.delete([made])
        sure = await modal(until, ConfirmDialog)
        sure.do.click()
        await until(lambda: windows.model.total == 0, 30)
        await until(lambda: QApplication.activeModalWidget() is dialog, 10)
        dialog.reject()
        await until(lambda: QApplication.activeModalWidget() is None, 10)

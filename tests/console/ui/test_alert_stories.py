"""An alert from its opening at a real edge to its end, as the operator lives it in the real window."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from common.client import EdgeClient
from console.app import Console
from console.core.links import read_link
from console.core.profiles import Profile
from console.core.session import Session
from console.core.states import Live
from console.views.dialogs.alert import HoldDialog, NoteDialog, SilenceDialog
from console.views.dialogs.ask import AskDialog
from console.views.pages.alerts import AlertsPage
from console.views.pages.overview import OverviewPage
from console.views.shell.window import PAGES
from console.views.widgets.rail import RailButton
from tests.console.alarms import Alarms
from tests.console.ui.conftest import Fleet, Opened

Until = Callable[..., Awaitable[Any]]
OUTAGE = {"severity": "critical", "title": "Rabat is offline", "reason": "All terminals went at once."}


async def connected(console: Console, fleet: Fleet, until: Until) -> Session:
    console.window.show()
    await console.open(Profile.new("Test", fleet.edge.url), fleet.edge.admin_key)
    session = console.session
    assert session is not None
    await until(lambda: isinstance(session.state, Live) and session.alerts.available, 30)
    await until(lambda: set(console.window.pages) == set(PAGES), 20)
    return session


async def alarms_of(fleet: Fleet) -> tuple[Alarms, list[dict[str, Any]]]:
    async with EdgeClient(fleet.edge.url, fleet.edge.admin_key) as client:
        me, devices = await client.me(), await client.devices()
        async with asyncio.timeout(60):
            while len(devices) < 9:
                await asyncio.sleep(0.1)
                devices = await client.devices()
    alarms = await asyncio.to_thread(Alarms, fleet.edge.data, me["tenant"]["id"])
    return alarms, [dict(device) for device in devices]


async def dialog(until: Until, kind: type[AskDialog[Any]]) -> Any:
    await until(lambda: isinstance(QApplication.activeModalWidget(), kind), 10)
    return QApplication.activeModalWidget()


async def test_an_alert_from_its_opening_to_its_end(opened: Opened, fleet: Fleet, until: Until) -> None:
    alarms, devices = await alarms_of(fleet)
    async with opened() as console:
        session = await connected(console, fleet, until)
        window = console.window
        made = await asyncio.to_thread(alarms.move, "device_offline", devices[0]["id"], "firing", **OUTAGE)
        # the corner of the window, the rail and the overview tell of it, wherever one is
        await until(window.toast.isVisible, 10)
        badge = window.rail.findChild(RailButton, "alerts")
        assert badge is not None
        assert badge.accessibleName() == "Alerts, 1"
        overview = window.pages["overview"]
        assert isinstance(overview, OverviewPage)
        await until(lambda: overview.urgent.isVisible(), 5)
        assert overview.needs_you.lines[0].alert_id == made
        # one press leads to it
        window.toast.show_it.click()
        page = window.page
        assert isinstance(page, AlertsPage)
        assert window.inspector is not None
        await until(lambda: window.inspector is not None and window.inspector.title == OUTAGE["title"], 5)
        assert page.table.selected == [made]
        # A takes it on, and with Enter that is all there is to it
        assert window.registry.run("alerts.acknowledge")
        asked = await dialog(until, HoldDialog)
        QTest.keyClick(asked, Qt.Key.Key_Return)
        await until(lambda: found(session, made).acknowledged, 10)
        assert badge.accessibleName() == "Alerts"
        # it is over: struck, and counted no more
        await asyncio.to_thread(alarms.move, "device_offline", devices[0]["id"], "resolved", **OUTAGE)
        await until(lambda: found(session, made).over, 10)
        await until(lambda: page.model.shown == 1 and page.model.row(0).alert.over, 5)
        window.go("overview")
        await until(lambda: not overview.urgent.isVisible(), 5)
    alarms.close()


def found(session: Session, alert_id: str) -> Any:
    alert = session.alerts.book.get(alert_id)
    assert alert is not None
    return alert


async def test_silenced_from_here_and_commented(opened: Opened, fleet: Fleet, until: Until) -> None:
    alarms, devices = await alarms_of(fleet)
    device = devices[1]
    made = await asyncio.to_thread(alarms.move, "device_offline", device["id"], "firing", **OUTAGE)
    async with opened() as console:
        session = await connected(console, fleet, until)
        window = console.window
        link = read_link(f"punchdeck://open/alert/{made}?edge={fleet.edge.url}")
        assert window.open_link(link)
        assert not window.open_link(link._replace(edge="http://127.0.0.1:9"))
        page = window.page
        assert isinstance(page, AlertsPage)
        await until(lambda: page.table.selected == [made], 10)
        assert window.registry.run("alerts.silence")
        asked = await dialog(until, SilenceDialog)
        asked.finish()
        assert asked.note.wrong == "Say why, for whoever misses the message."
        asked.what.set_value(1)
        QTest.keyClicks(line(asked.note.control), "it is being moved")
        asked.do.click()
        async with EdgeClient(fleet.edge.url, fleet.edge.admin_key) as client:
            async with asyncio.timeout(10):
                while not (silences := (await client.get("/v1/silences"))["data"]):
                    await asyncio.sleep(0.05)
        assert silences[0]["matcher"]["devices"] == [device["id"]]
        await until(lambda: not console.window.isModal() and QApplication.activeModalWidget() is None, 5)
        assert window.registry.run("alerts.comment")
        asked = await dialog(until, NoteDialog)
        QTest.keyClicks(line(asked.note.control), "on the truck")
        QTest.keyClick(asked, Qt.Key.Key_Return)
        await until(lambda: any(it.text == "on the truck" for it in found(session, made).timeline), 10)
    alarms.close()


def line(control: object) -> QLineEdit:
    assert isinstance(control, QLineEdit)
    return control

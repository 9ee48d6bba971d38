"""Putting up terminals, step by step: registered, let in, replaced; and a tick when one calls."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import httpx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from console.app import Console
from console.core.profiles import Profile
from console.core.states import Live
from console.models.selection import Kind, Selected
from console.views.dialogs.add_terminal import CALLS, AddTerminalDialog
from console.views.dialogs.replace_terminal import COMES, ReplaceTerminalDialog
from tests.console.conftest import Until
from tests.console.ui.conftest import Opened
from tests.kit.edge_process import EdgeProcess

Connected = Callable[[], AbstractAsyncContextManager[Console]]


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EdgeProcess]:
    """One that lets nobody in by itself, with a site."""
    with EdgeProcess(tmp_path_factory.mktemp("edge")) as started:
        with httpx.Client(base_url=started.url, headers=_key(started)) as api:
            api.post("/v1/sites", json={"name": "Depot"}).raise_for_status()
        yield started


def _key(edge: EdgeProcess) -> dict[str, str]:
    return {"Authorization": f"Bearer {edge.admin_key}"}


async def call(edge: EdgeProcess, serial: str, *, holds: int = 0) -> None:
    """What a terminal does when it is switched on: it greets, and asks for its commands."""
    async with httpx.AsyncClient(base_url=edge.url) as terminal:
        hello = {"SN": serial, "options": "all", "pushver": "2.4.1", "language": "69"}
        await terminal.get("/iclock/cdata", params=hello)
        await terminal.get("/iclock/getrequest", params={"SN": serial, "INFO": f"Ver 8.0,{holds},0,0"})


async def keep_calling(edge: EdgeProcess, serial: str) -> None:
    """As terminals do, until cancelled."""
    while True:
        await call(edge, serial)
        await asyncio.sleep(1)


@pytest.fixture
def connected(opened: Opened, edge: EdgeProcess, until: Until) -> Connected:
    @asynccontextmanager
    async def connect() -> AsyncIterator[Console]:
        async with opened() as console:
            console.window.show()
            await console.open(Profile.new("Test", edge.url), edge.admin_key)
            await until(lambda: console.session is not None and isinstance(console.session.state, Live), 30)
            yield console

    return connect


async def dialog(console: Console, until: Until, kind: type[Any]) -> Any:
    return await until(
        lambda: next((it for it in console.window.findChildren(kind) if it.isVisible()), None), 10
    )


async def test_a_terminal_is_registered_and_ticked_when_it_calls(
    connected: Connected, edge: EdgeProcess, until: Until
) -> None:
    async with connected() as console:
        session = console.session
        assert session is not None
        console.window.registry.run("terminal.add")
        wizard = await dialog(console, until, AddTerminalDialog)
        assert wizard.serial.hasFocus()
        QTest.keyClicks(wizard.serial, "NEW0001")
        QTest.keyClicks(wizard.name, "Main gate")
        wizard.site.setCurrentIndex(wizard.site.findText("Depot"))
        QTest.keyClick(wizard, Qt.Key.Key_Return)
        await until(lambda: wizard.at == 1, 10)
        QTest.keyClick(wizard, Qt.Key.Key_Return)
        await until(lambda: wizard.at == CALLS)
        assert not wizard.on.isEnabled(), "nobody goes on before it has called"
        await call(edge, "NEW0001")
        await until(lambda: wizard.on.isEnabled(), 30)
        assert "Main gate is here" in wizard.said.text()
        QTest.mouseClick(wizard.on, Qt.MouseButton.LeftButton)
        device = next(it for it in session.fleet.devices.values() if it.serial == "NEW0001")
        await until(lambda: console.window.selection.current == Selected(Kind.DEVICE, device.id))
        assert device.site == "Depot"


async def test_a_number_that_is_taken_is_said_where_it_was_entered(
    connected: Connected, edge: EdgeProcess, until: Until
) -> None:
    async with connected() as console:
        console.window.registry.run("terminal.add")
        wizard = await dialog(console, until, AddTerminalDialog)
        QTest.keyClicks(wizard.serial, "no such number!")
        QTest.keyClick(wizard, Qt.Key.Key_Return)
        await until(lambda: wizard.problem.isVisible(), 10)
        assert wizard.at == 0
        assert wizard.problem.words
        wizard.reject()


async def test_the_next_one_that_calls_is_let_in(
    connected: Connected, edge: EdgeProcess, until: Until
) -> None:
    async with connected() as console:
        session = console.session
        assert session is not None
        console.window.registry.run("terminal.add")
        wizard = await dialog(console, until, AddTerminalDialog)
        QTest.keyClick(wizard, Qt.Key.Key_Return)
        QTest.keyClick(wizard, Qt.Key.Key_Return)
        await until(lambda: wizard.at == CALLS)
        await call(edge, "NEW0002")
        session.connection.refresh()
        await until(lambda: wizard.on.isEnabled(), 30)
        assert "NEW0002" in wizard.said.text()
        QTest.mouseClick(wizard.on, Qt.MouseButton.LeftButton)
        await until(lambda: any(it.serial == "NEW0002" for it in session.fleet.devices.values()), 30)
        calling = asyncio.ensure_future(call(edge, "NEW0002"))
        await until(lambda: "is here" in wizard.said.text(), 30)
        await calling
        wizard.reject()


async def test_another_box_takes_the_place_of_one(
    connected: Connected, edge: EdgeProcess, until: Until
) -> None:
    async with httpx.AsyncClient(base_url=edge.url, headers=_key(edge)) as api:
        made = await api.post("/v1/devices", json={"serial_number": "OLD0001", "name": "Canteen"})
        assert made.status_code == 201
    device_id = made.json()["id"]
    async with connected() as console:
        session = console.session
        assert session is not None
        await until(lambda: device_id in session.fleet.devices, 20)
        console.window.selection.select(Kind.DEVICE, device_id)
        console.window.registry.run("terminal.replace")
        wizard = await dialog(console, until, ReplaceTerminalDialog)
        QTest.keyClick(wizard, Qt.Key.Key_Return)
        assert wizard.serial_field.wrong, "a number is needed"
        QTest.keyClicks(wizard.serial, "OLD0002")
        QTest.keyClick(wizard, Qt.Key.Key_Return)
        await until(lambda: wizard.at == 1)
        assert "What is lost" in wizard.lost.title
        QTest.keyClick(wizard, Qt.Key.Key_Return)
        await until(lambda: wizard.at == COMES, 10)
        calling = asyncio.ensure_future(keep_calling(edge, "OLD0002"))
        await until(lambda: "is replaced" in wizard.said.text(), 60)
        calling.cancel()
        QTest.mouseClick(wizard.on, Qt.MouseButton.LeftButton)
        await until(lambda: session.fleet.devices[device_id].serial == "OLD0002", 20)

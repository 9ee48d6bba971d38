"""What there is to be seen, and how each is brought about in a window that is connected to a fleet.

A module of this package adds its own; all of them are brought in at the end.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from console.app import Console
    from console.core.session import Session
    from console.views.dialogs.dialog import Dialog
    from tests.kit.chaos import ChaosProxy

Show = Callable[["Console"], Awaitable["QWidget"]]


@dataclass(frozen=True, slots=True)
class Subject:
    """`show` brings it about and gives the widget to be rendered. `alone`: it needs no connection."""

    name: str
    show: Show
    alone: bool = False


SUBJECTS: dict[str, Subject] = {}
NETWORK: list[ChaosProxy] = []
"""The line between the window and the edge; the last one is the one in use."""
OPEN: set[asyncio.Future[Any]] = set()
"""Dialogs that wait for their answer."""


def subject(name: str, *, alone: bool = False) -> Callable[[Show], Show]:
    def add(show: Show) -> Show:
        SUBJECTS[name] = Subject(name, show, alone)
        return show

    return add


async def settled(widget: QWidget, seconds: float = 0.4) -> QWidget:
    """After everything that comes a little later has come: the map's base layer, timers of a tenth."""
    await asyncio.sleep(seconds)
    return widget


def shot(widget: QWidget) -> QWidget:
    """What it looks like now, whatever becomes of it; with what is cut in it."""
    from PySide6.QtWidgets import QLabel

    from tests.screens.clipping import CUT, clipped

    picture = QLabel()
    picture.setProperty(CUT, list(clipped(widget)))
    picture.setPixmap(widget.grab())
    picture.resize(widget.size())
    return picture


def on_page(page_id: str, *, select: str = "") -> Show:
    async def show(console: Console) -> QWidget:
        from console.models.selection import Kind

        window, session = console.window, console.session
        assert session is not None
        await alarmed(session)
        window.go(page_id)
        window.selection.clear()
        if select == "site":
            window.selection.select(Kind.SITE, session.verdicts.worst_first()[0].site_id)
        elif select == "device":
            site = session.verdicts.worst_first()[0].site_id
            window.selection.select(Kind.DEVICE, session.fleet.devices_at(site)[0].id)
        elif select == "punch":
            window.selection.select(Kind.PUNCH, session.feed.lines()[-4].id)
        elif select == "alert":
            cause = session.alerts.book.causes()[0]
            window.selection.select(Kind.ALERT, cause.id)
        return await settled(window, 1.2)

    return show


async def alarmed(session: Session) -> None:
    """Once the edge has told of its alerts."""
    async with asyncio.timeout(20):
        while not session.alerts.book:
            await asyncio.sleep(0.1)


async def opened_by(console: Console, act: Callable[[], object]) -> QWidget:
    """The dialog that something brings up."""
    from PySide6.QtWidgets import QApplication

    act()
    async with asyncio.timeout(10):
        while (dialog := QApplication.activeModalWidget()) is None:
            await asyncio.sleep(0.1)
    return await settled(dialog)


async def asked(dialog: Dialog[Any]) -> QWidget:
    """A dialog that is waiting for its answer."""
    waiting = asyncio.ensure_future(dialog.ask())
    OPEN.add(waiting)
    waiting.add_done_callback(OPEN.discard)
    return await settled(dialog, 0.8)


for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

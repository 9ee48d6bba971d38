"""What is kept at the edge: attendance and dead lines."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx

from tests.screens.subjects import on_page, opened_by, settled, subject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from console.app import Console

subject("attendance")(on_page("attendance"))


@subject("attendance-punch")
async def attendance_punch(console: Console) -> QWidget:
    """A month, and one punch in full."""
    from console.core.periods import Span
    from console.views.pages.attendance import AttendancePage

    console.window.go("attendance")
    page = console.window.page
    assert isinstance(page, AttendancePage)
    page.period.spans.choose(Span.DAYS)
    async with asyncio.timeout(20):
        while not page.model.shown:
            await asyncio.sleep(0.1)
    page.show_record(page.model.key(page.model.row(2)))
    page.model.mark([page.model.key(page.model.row(place)) for place in (2, 4)], True)
    return await settled(console.window, 1.0)


@subject("dead-lines")
async def dead_lines(console: Console) -> QWidget:
    """Two lines that are none, one of them in full."""
    from console.views.pages.dead_lines import DeadLinesPage

    session = console.session
    assert session is not None
    serial = next(iter(session.fleet.devices.values())).serial
    sent = {"SN": serial, "table": "ATTLOG", "Stamp": "9"}
    body = b"rubbish of a terminal whose flash wears out\n7\tnever o'clock\t0\t1\n"
    async with httpx.AsyncClient(base_url=session.profile.url) as terminal:
        await terminal.post("/iclock/cdata", params=sent, content=body)
    console.window.go("dead_lines")
    page = console.window.page
    assert isinstance(page, DeadLinesPage)
    page.reload()
    async with asyncio.timeout(20):
        while not page.model.shown:
            await asyncio.sleep(0.1)
    page.show_record(page.model.key(page.model.row(0)))
    return await settled(console.window, 1.0)


@subject("dead-lines-discard")
async def dead_lines_discard(console: Console) -> QWidget:
    await dead_lines(console)
    return await opened_by(console, lambda: console.window.registry.run("dead_lines.discard"))

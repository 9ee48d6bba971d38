"""The window as its users have it: on an edge with a fleet, every page and dialog shown, files written."""

from __future__ import annotations

import asyncio
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import httpx
from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from common.selftest import Report
from console.app import Console, run
from console.commands.registry import Command
from console.core.profiles import Profile
from console.core.sheets import Sheet, SheetColumn, write_xlsx
from console.core.states import Live
from console.demo import Demo, DemoOptions, running_demo, until_staged
from console.models.selection import Kind
from console.platform.paths import Paths
from console.views.shell.window_places import PAGES

SIZE: Final = (1280, 800)
ASKS: Final = "…"
"""What the title of a command that opens a dialog ends with."""
_WAIT_S: Final = 15.0
_STEP_S: Final = 0.02
_LOOKS_A_PRESS: Final = 200
_LEAST_COLOURS: Final = 4


def run_window(report: Report, folder: Path) -> None:
    """Open the program in a folder of its own, with a demo's edge, and close it again."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    qInstallMessageHandler(_hear)
    paths = Paths.under(folder)

    async def begin(console: Console) -> None:
        try:
            await _walk(console, report, folder)
        finally:
            console.leave.set()

    try:
        code = run(begin, paths)
    finally:
        qInstallMessageHandler(None)
    crashed = sorted(paths.crashes.glob("*")) if paths.crashes.is_dir() else []
    if code or crashed:
        raise RuntimeError("; ".join(_last_line(each) for each in crashed) or f"it ended with {code}")


def _hear(_kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    """What Qt says, but for what a display that nobody sees cannot do."""
    if not words.startswith("This plugin does not support"):
        print(f"Qt: {words}", file=sys.stderr)


def _last_line(crash: Path) -> str:
    return crash.read_text(encoding="utf-8", errors="replace").strip().rpartition("\n")[2]


async def _walk(console: Console, report: Report, folder: Path) -> None:
    console.window.resize(*SIZE)
    console.window.show()
    with report.part("edge beside it") as found:
        async with running_demo(DemoOptions(sites=3, devices=6)) as demo:
            await until_staged(demo)
            found(await _asked(demo))
            with report.part("connection"):
                await _connect(console, demo)
            if console.session is not None:
                await _see(console, report, folder)
            await console.close_session()


async def _asked(demo: Demo) -> str:
    """What its API says to one who has the key, and to one who has not."""
    async with httpx.AsyncClient(base_url=demo.url, trust_env=False) as http:
        stranger = await http.get("/v1/devices")
        known = await http.get("/v1/devices", headers={"Authorization": f"Bearer {demo.key}"})
    if stranger.status_code != 401:
        raise PermissionError(f"without a key it answered {stranger.status_code}")
    return f"{len(known.raise_for_status().json()['data'])} terminals"


async def _connect(console: Console, demo: Demo) -> None:
    await console.open(Profile("selftest", "Selftest", demo.url), demo.key, remember=False)
    session = console.session
    await _until(lambda: session is not None and isinstance(session.state, Live), "it is connected")
    await _until(lambda: set(console.window.pages) == set(PAGES), "all pages are made")


async def _see(console: Console, report: Report, folder: Path) -> None:
    for page_id in PAGES:
        with report.part(f"page {page_id}") as found:
            found(await _page(console, page_id))
    chart = QImage()
    with report.part("chart") as found:
        chart = await _chart(console)
        found(_drawn(chart))
    with report.part("PDF") as found:
        found(await asyncio.to_thread(_pdf, folder / "selftest.pdf", chart))
    with report.part("XLSX") as found:
        found(await asyncio.to_thread(_xlsx, folder / "selftest.xlsx"))
    with report.part("dialogs") as found:
        found(await _dialogs(console))


async def _page(console: Console, page_id: str) -> str:
    console.window.go(page_id)
    page = console.window.pages[page_id]
    await _until(lambda: console.window.page is page and page.isVisible(), "it is shown")
    await asyncio.sleep(0)
    return _drawn(page.grab().toImage())


def _drawn(image: QImage) -> str:
    """How large it is. Raises ValueError for an empty one."""
    small = image.scaled(96, 96, Qt.AspectRatioMode.IgnoreAspectRatio)
    colours = {small.pixel(x, y) for x in range(small.width()) for y in range(small.height())}
    if len(colours) < _LEAST_COLOURS:
        raise ValueError(f"nothing was drawn on {image.width()} x {image.height()}")
    return f"{image.width()} x {image.height()}"


# -- what leaves the console
# ---------------------------------------------------------------------------------


async def _chart(console: Console) -> QImage:
    from console.views.charts import Bars, Chart, printed

    bars = Bars("Punches", "accent", [3.0, 8.0, 5.0], ["3", "8", "5"])
    return await printed(console.theme.tokens, Chart("Punches", ["Mon", "Tue", "Wed"], [bars]))


def _sheet() -> Sheet:
    return Sheet(
        "Selftest", [SheetColumn("Name"), SheetColumn("Punches", "number")], [["Amina", 3], ["محمد", 5]]
    )


def _pdf(path: Path, chart: QImage) -> str:
    from console.views.exporting_pdf import Document, Picture, write_pdf

    parts = [_sheet(), Picture("Punches", chart)]
    pages = write_pdf(path, Document("Selftest", "Punchdeck", parts))
    content = path.read_bytes()
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-64:] or b"/FontFile" not in content:
        raise ValueError("what was written is no whole PDF with its fonts in it")
    return f"{pages} pages, {len(content)} bytes"


def _xlsx(path: Path) -> str:
    write_xlsx(path, [_sheet()])
    with zipfile.ZipFile(path) as book:
        damaged = book.testzip()
        words = b"".join(book.read(name) for name in book.namelist() if name.endswith(".xml"))
    if damaged is not None or "محمد".encode() not in words:
        raise ValueError(f"what was written cannot be read again: {damaged or 'a name is missing'}")
    return f"{path.stat().st_size} bytes"


# -- dialogs
# -------------------------------------------------------------------------------------------------


async def _dialogs(console: Console) -> str:
    """Every one that a command opens, wherever in the window there is such a command."""
    tried: dict[str, str] = {}
    for page_id in PAGES:
        console.window.go(page_id)
        _select(console)
        await asyncio.sleep(0)
        for command in _asking(console):
            if command.id not in tried:
                tried[command.id] = await _opened(command)
    return ", ".join(sorted(set(tried.values())))


def _select(console: Console) -> None:
    """A terminal, for what is done to one."""
    session = console.session
    if session is not None and session.fleet.devices:
        console.window.selection.select(Kind.DEVICE, next(iter(session.fleet.devices)))


def _asking(console: Console) -> Iterator[Command]:
    registry = console.window.registry
    for command in registry.all():
        if command.title.endswith(ASKS) and not command.grave and command.enabled():
            yield command


async def _opened(command: Command) -> str:
    """The class of what a command opens, a dialog or a menu; it is closed again."""
    await _until(_presses(command), f"'{command.title}' has opened something")
    shown = _in_front()
    name = type(shown).__name__
    await asyncio.sleep(0)
    while (shown := _in_front()) is not None:
        _drawn(shown.grab().toImage())
        shown.reject() if isinstance(shown, QDialog) else shown.close()
        await asyncio.sleep(_STEP_S)
    return name


def _presses(command: Command) -> Callable[[], bool]:
    """Looks whether it has opened something, and runs it now and then until it has: what was closed just
    before may be on its way out still, and hold off the next."""
    looks = 0

    def opened() -> bool:
        nonlocal looks
        if _in_front() is None and looks % _LOOKS_A_PRESS == 0:
            command.run()
        looks += 1
        return _in_front() is not None

    return opened


def _in_front() -> QWidget | None:
    found: QWidget | None = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    return found


async def _until(holds: Callable[[], bool], what: str) -> None:
    """Raises TimeoutError."""
    for _ in range(round(_WAIT_S / _STEP_S)):
        if holds():
            return
        await asyncio.sleep(_STEP_S)
    raise TimeoutError(f"{what}: not within {_WAIT_S:.0f} s")

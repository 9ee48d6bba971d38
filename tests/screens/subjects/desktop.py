"""Reports, what the desktop adds, and the pages in a small window."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.screens.subjects import asked, on_page, opened_by, settled, shot, subject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from console.app import Console
    from console.views.pages.feed import FeedPage
    from console.views.pages.reports import ReportsPage

SMALL = (960, 600)
SMALL_PAGES = (
    "overview", "map", "devices", "feed", "alerts", "attendance", "commands", "webhooks", "reports",
    "settings",
)  # fmt: skip


async def reports_page(console: Console) -> ReportsPage:
    from console.views.pages.reports import ReportsPage

    console.window.selection.clear()
    console.window.go("reports")
    page = console.window.page
    assert isinstance(page, ReportsPage)
    async with asyncio.timeout(60):
        while not (page.export_button.isEnabled() and page.note.toPlainText()):
            await asyncio.sleep(0.1)
    return page


@subject("reports")
async def reports(console: Console) -> QWidget:
    await reports_page(console)
    return await settled(console.window, 1.0)


@subject("reports-end")
async def reports_end(console: Console) -> QWidget:
    """Its tables and the note, further down."""
    from PySide6.QtWidgets import QScrollArea

    page = await reports_page(console)
    await settled(page, 0.6)
    for area in page.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    return await settled(console.window, 0.4)


async def feed_page(console: Console) -> FeedPage:
    from console.views.pages.feed import FeedPage

    console.window.selection.clear()
    console.window.go("feed")
    page = console.window.page
    assert isinstance(page, FeedPage)
    await settled(page, 0.6)
    return page


@subject("feed-coloured")
async def feed_coloured(console: Console) -> QWidget:
    """Rules that stand out, three rows selected."""
    from console.core.colour_rules import Colour, ColourRule, Shape

    page = await feed_page(console)
    page.show_rules(
        [
            ColourRule("verify:fingerprint", Colour.VIOLET, Shape.DIAMOND),
            ColourRule("type:check_out", Colour.AMBER, Shape.TRIANGLE),
        ]
    )
    last = page.model.rowCount() - 1
    for row in (last - 3, last - 5, last - 6):
        page.table._picking.select(row, alone=False)
    page.table.picked.emit()
    await settled(console.window)
    picture = shot(console.window)
    page.table.clearSelection()
    page.table.picked.emit()
    return picture


@subject("colour-rules")
async def colour_rules(console: Console) -> QWidget:
    page = await feed_page(console)
    return await opened_by(console, page.choose_rules)


@subject("export-under-way")
async def export_under_way(console: Console) -> QWidget:
    from console.views.widgets.progress_notice import ProgressNotice, Step

    console.window.go("attendance")
    notice = ProgressNotice(console.theme, console.window)
    notice.work("punches.xlsx", console.window.words.number(128_400), 0.4, [Step("stop", "…")])
    await settled(console.window, 0.8)
    picture = shot(console.window)
    notice.hide()
    return picture


@subject("undo")
async def undo(console: Console) -> QWidget:
    """Something is about to be done."""

    async def nothing() -> None:
        return None

    window = console.window
    window.go("sites")
    assert window.page is not None
    around = window.page.around
    around.later("قاعدة البيانات والمستودع الشمالي", "VGU7891212", nothing)
    return await settled(window, 0.8)


@subject("keys-editor")
async def keys_editor(console: Console) -> QWidget:
    return await opened_by(console, lambda: console.window.registry.run("help.keys"))


@subject("logs")
async def logs(console: Console) -> QWidget:
    return await opened_by(console, lambda: console.window.registry.run("help.logs"))


@subject("diagnostics")
async def diagnostics(console: Console) -> QWidget:
    return await opened_by(console, lambda: console.window.registry.run("help.diagnostics"))


@subject("tray-question")
async def tray_question(console: Console) -> QWidget:
    from console.views.dialogs.tray import TrayDialog

    return await asked(TrayDialog(console.theme, console.window))


@subject("pin")
async def pin(console: Console) -> QWidget:
    from console.views.dialogs.pin import PinDialog

    return await asked(PinDialog(console.theme, console.window, None))


@subject("lock")
async def lock(console: Console) -> QWidget:
    desk = console.desk.lock
    await desk.choose("4711")
    console.window.go("overview")
    desk.lock()
    await settled(console.window, 0.6)
    picture = shot(console.window)
    await desk.give_up()
    return picture


@subject("wall")
async def wall(console: Console) -> QWidget:
    size = console.window.size()
    console.window.go("map")
    console.window.wall.enter()
    await settled(console.window, 1.5)
    picture = shot(console.window)
    console.window.wall.leave()
    await settled(console.window, 0.3)
    console.window.showNormal()
    console.window.resize(size)
    return picture


@subject("torn-feed")
async def torn_feed(console: Console) -> QWidget:
    console.window.registry.run("view.tear_feed")
    torn = console.window.torn.open["feed"]
    await settled(torn, 1.2)
    picture = shot(torn)
    console.window.registry.run("view.tear_feed")
    return picture


def small(page_id: str) -> None:
    @subject(f"{page_id}-small")
    async def show(console: Console) -> QWidget:
        size = console.window.size()
        console.window.resize(*SMALL)
        await on_page(page_id)(console)
        await settled(console.window, 0.5)
        picture = shot(console.window)
        console.window.resize(size)
        return picture


for _page in SMALL_PAGES:
    small(_page)

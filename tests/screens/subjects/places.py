"""Sites with their days; silences and maintenance."""

from __future__ import annotations

import asyncio
import math
import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.screens.subjects import opened_by, settled, shot, subject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from console.app import Console
    from console.core.sites import SiteHistory
    from console.views.pages.alerts import AlertsPage
    from console.views.pages.sites import SitesPage


async def sites_page(console: Console) -> SitesPage:
    from console.views.pages.sites import SitesPage

    console.window.go("sites")
    page = console.window.page
    assert isinstance(page, SitesPage)
    async with asyncio.timeout(20):
        while not page.model.shown or len(page.healths) < min(6, page.model.shown):
            await asyncio.sleep(0.1)
    page.model.unmark()
    return page


@subject("sites")
async def sites(console: Console) -> QWidget:
    page = await sites_page(console)
    if page.pane is not None:
        page.close_detail()
    return await settled(console.window, 1.0)


@subject("sites-site")
async def sites_site(console: Console) -> QWidget:
    """One in full, as the edge has it."""
    page = await sites_page(console)
    page.show_record(page.model.key(page.model.row(0)))
    return await settled(console.window, 2.0)


@subject("sites-month")
async def sites_month(console: Console) -> QWidget:
    """The same with a month that has seen something."""
    from console.views.site_detail import SiteDetail

    page = await sites_page(console)
    page.show_record(page.model.key(page.model.row(0)))
    await settled(console.window, 2.0)
    assert page.pane is not None
    detail = page.pane.detail
    assert isinstance(detail, SiteDetail)
    detail.history = month("x", 3)
    await detail.charts.show_history(detail.history)
    return await settled(console.window, 0.6)


@subject("sites-charts")
async def sites_charts(console: Console) -> QWidget:
    """All of what stands beside the list."""
    await sites_month(console)
    page = await sites_page(console)
    assert page.pane is not None
    assert page.pane.detail is not None
    return shot(page.pane.detail)


@subject("sites-small")
async def sites_small(console: Console) -> QWidget:
    size = console.window.size()
    console.window.resize(960, 600)
    await sites_month(console)
    await settled(console.window, 0.6)
    picture = shot(console.window)
    console.window.resize(size)
    return picture


@subject("sites-compare")
async def sites_compare(console: Console) -> QWidget:
    from console.views.dialogs.site_compare import CompareDialog

    page = await sites_page(console)
    keys = [page.model.key(page.model.row(place)) for place in (0, 2, 4)]
    page.model.mark(keys, True)
    dialog = await opened_by(console, lambda: console.window.registry.run("sites.compare"))
    assert isinstance(dialog, CompareDialog)
    await settled(dialog, 1.5)
    for seed, charts in enumerate(dialog.charts.values(), 2):
        await charts.show_history(month("x", seed), (60.0, 60.0))
    return await settled(dialog, 0.6)


@subject("site-new")
async def site_new(console: Console) -> QWidget:
    await sites_page(console)
    return await opened_by(console, lambda: console.window.registry.run("sites.new"))


@subject("site-edit")
async def site_edit(console: Console) -> QWidget:
    page = await sites_page(console)
    page.table.setCurrentIndex(page.table.at(1))
    return await opened_by(console, lambda: console.window.registry.run("sites.edit"))


@subject("site-place")
async def site_place(console: Console) -> QWidget:
    from console.views.dialogs.site_place import PlaceDialog
    from tests.screens.subjects import asked

    page = await sites_page(console)
    row = page.model.row(1)
    dialog = PlaceDialog(page.around, row.site, row.site.name, console.window)
    await asked(dialog)
    return await settled(dialog, 1.0)


@subject("site-delete")
async def site_delete(console: Console) -> QWidget:
    page = await sites_page(console)
    page.table.setCurrentIndex(page.table.at(1))
    return await opened_by(console, lambda: console.window.registry.run("sites.delete"))


@subject("site-retime")
async def site_retime(console: Console) -> QWidget:
    page = await sites_page(console)
    page.table.setCurrentIndex(page.table.at(1))
    dialog = await opened_by(console, lambda: console.window.registry.run("sites.retime"))
    return await settled(dialog, 1.0)


@subject("silences")
async def silences(console: Console) -> QWidget:
    """Three that hold, one of them in full."""
    from console.views.dialogs.page_dialog import PageDialog

    page = await alerts_shown(console)
    book = page.session.alerts.book
    if not (await page.session.connection.client.get("/v1/silences", {"active": True}))["data"]:
        from common.instants import rfc3339

        now = page.session.now_us()
        for matcher, hours, why in (
            ({"sites": [next(iter(book)).site_id]}, 4, "The line is being mended until noon"),
            ({"kinds": ["storage_nearly_full"], "severities": ["warning"]}, 48, "New cards are on their way"),
            ({"alerts": [book.causes()[0].id]}, 0.1, "Ali is on the road to it"),
        ):
            ends = rfc3339(now + round(hours * 3600e6))
            await page.session.alerts.silence(matcher, ends, why)
    dialog = await opened_by(console, lambda: console.window.registry.run("alerts.silences"))
    assert isinstance(dialog, PageDialog)
    async with asyncio.timeout(20):
        while not dialog.page.model.shown:
            await asyncio.sleep(0.1)
    dialog.page.show_record(dialog.page.model.key(dialog.page.model.row(0)))
    return await settled(dialog, 0.6)


@subject("silence-new")
async def silence_new(console: Console) -> QWidget:
    """Of what the filter shows."""
    return await silence_asked(console, "severity:critical,warning")


@subject("silence-built")
async def silence_built(console: Console) -> QWidget:
    from console.views.dialogs.silences_new import BUILT, NewSilenceDialog

    dialog = await silence_asked(console, "")
    assert isinstance(dialog, NewSilenceDialog)
    dialog.what.set_value(BUILT)
    dialog._turn()
    dialog.places.model.tick(2)
    return await settled(dialog, 0.4)


async def silence_asked(console: Console, text: str) -> QWidget:
    from PySide6.QtWidgets import QApplication

    from console.views.dialogs.silences_new import NewSilenceDialog

    page = await alerts_shown(console)
    page.filter.set_text(text)
    await settled(page, 0.5)
    console.window.registry.run("alerts.silence_filter")
    async with asyncio.timeout(20):
        while not isinstance(QApplication.activeModalWidget(), NewSilenceDialog):
            await asyncio.sleep(0.1)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    return await settled(dialog, 0.6)


@subject("maintenance")
async def maintenance(console: Console) -> QWidget:
    """One that is on, one that comes back, one that is over."""
    from datetime import UTC, datetime

    page = await alerts_shown(console)
    client = page.session.connection.client
    if not (await client.get("/v1/maintenance_windows"))["data"]:
        now = datetime.now(UTC).replace(tzinfo=None, second=0, microsecond=0)
        site = next(iter(page.session.fleet.sites))
        for name, begins, rule in (
            ("New switches", now, None),
            ("Weekly restart", now.replace(hour=2, minute=30), "FREQ=WEEKLY;BYDAY=SA,SU"),
        ):
            body = {"name": name, "starts": begins.isoformat(), "timezone": "UTC", "duration_s": 7200}
            await client.post(
                "/v1/maintenance_windows",
                {**body, "rrule": rule, "selector": {"sites": [site]}, "reason": "With the house technician"},
            )
    dialog = await opened_by(console, lambda: console.window.registry.run("alerts.maintenance"))
    return await settled(dialog, 1.5)


@subject("maintenance-new")
async def maintenance_new(console: Console) -> QWidget:
    from PySide6.QtWidgets import QApplication

    from console.core.maintenance import Repeat
    from console.views.dialogs.maintenance import MaintenanceList
    from console.views.dialogs.maintenance_form import WindowDialog
    from console.views.dialogs.page_dialog import PageDialog

    await alerts_shown(console)
    dialog = await opened_by(console, lambda: console.window.registry.run("alerts.maintenance"))
    assert isinstance(dialog, PageDialog)
    assert isinstance(dialog.page, MaintenanceList)
    dialog.page.make()
    async with asyncio.timeout(20):
        while not isinstance(QApplication.activeModalWidget(), WindowDialog):
            await asyncio.sleep(0.1)
    form = QApplication.activeModalWidget()
    assert isinstance(form, WindowDialog)
    form.repeat.choose(Repeat.WEEKLY)
    form.places.model.tick(1)
    return await settled(form, 1.0)


async def alerts_shown(console: Console) -> AlertsPage:
    from console.views.pages.alerts import AlertsPage
    from tests.screens.subjects import alarmed

    assert console.session is not None
    await alarmed(console.session)
    console.window.go("alerts")
    page = console.window.page
    assert isinstance(page, AlertsPage)
    return page


def month(site_id: str, seed: int) -> SiteHistory:
    """Thirty days of a place where people work, with a cut and some days before it was watched."""
    from console.core.sites import SiteDay, SiteHistory

    rng = random.Random(seed)
    days = []
    for number in range(30):
        day = date(2026, 10, 24) + timedelta(days=number)
        known, rest = number >= 6, day.weekday() >= 5
        hours = [
            0 if not known or (rest and hour not in range(9, 13)) else
            round(rng.uniform(0.5, 1.2) * 52 * math.exp(-min((hour - it) ** 2 for it in (8, 12.5, 17)) / 1.4))
            for hour in range(24)
        ]  # fmt: skip
        uptime = None if not known else 0.62 if number == 17 else 0.974 if number == 22 else 1.0
        if number == 12:
            hours, slow = [0] * 24, None
        else:
            slow = rng.uniform(0.4, 1.6) * (14 if number == 17 else 1)
        median = None if not known or slow is None else slow
        days.append(
            SiteDay(day, uptime, sum(hours), tuple(hours), median, None if median is None else median * 2.6)
        )
    return SiteHistory(site_id, "Somewhere", "Africa/Casablanca", tuple(days))

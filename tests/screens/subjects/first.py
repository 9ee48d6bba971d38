"""The pages and dialogs of the first days: what needs attention, the map, alerts, connecting."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.screens.subjects import NETWORK, alarmed, asked, on_page, opened_by, settled, shot, subject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from console.app import Console
    from console.core.trust import ServerCertificate
    from console.views.pages.alerts import AlertsPage

for page in ("overview", "map", "devices", "feed", "alerts", "settings"):
    subject(page)(on_page(page))
subject("overview-site")(on_page("overview", select="site"))
subject("map-site")(on_page("map", select="site"))
subject("devices-device")(on_page("devices", select="device"))
subject("feed-punch")(on_page("feed", select="punch"))

subject("alerts-alert")(on_page("alerts", select="alert"))


@subject("map-by-day")
async def map_by_day(console: Console) -> QWidget:
    """A site on the map as it looks at any hour."""
    from console.views.pages.map import MapPage

    page = console.window.pages["map"]
    assert isinstance(page, MapPage)
    shown_before = page.map.night
    page.map.set_night(False)
    await on_page("map", select="site")(console)
    picture = shot(await settled(console.window, 3.0))
    page.map.set_night(shown_before)
    return picture


@subject("alerts-many")
async def alerts_many(console: Console) -> QWidget:
    """Several selected, one cause unfolded, one just over."""
    from console.core.alerts import Stage

    page = await alerts_page(console)
    book, now_us = page.session.alerts.book, page.session.now_us()
    last = book.causes()[3]
    book.put(replace(last, stage=Stage.RESOLVED, resolved_us=now_us))
    page.catch_up()
    page.model.fold(page.model.row(0).alert.id, False)
    page.table.selectAll()
    page.table.setFocus()
    return await settled(console.window)


@subject("alerts-unstable")
async def alerts_unstable(console: Console) -> QWidget:
    """One that comes and goes, in full."""
    page = await alerts_page(console)
    loose = next(it for it in page.session.alerts.book if it.kind == "device_unstable")
    console.window.show_alert(loose.id)
    return await settled(console.window, 0.8)


@subject("alert-acknowledge")
async def alert_acknowledge(console: Console) -> QWidget:
    page = await alerts_page(console)
    page.table.setCurrentIndex(page.table.at(0))
    return await opened_by(console, lambda: page.actions_on.acknowledge(page.picked()))


@subject("alert-silence")
async def alert_silence(console: Console) -> QWidget:
    page = await alerts_page(console)
    page.table.setCurrentIndex(page.table.at(2))
    return await opened_by(console, lambda: page.actions_on.silence(page.picked()))


@subject("alert-assign")
async def alert_assign(console: Console) -> QWidget:
    page = await alerts_page(console)
    page.table.setCurrentIndex(page.table.at(2))
    return await opened_by(console, lambda: page.actions_on.assign(page.picked()))


@subject("alert-toast")
async def alert_toast(console: Console) -> QWidget:
    """One has just opened."""
    window, session = console.window, console.session
    assert session is not None
    await alarmed(session)
    window.go("map")
    window.selection.clear()
    session.alerts.opened.tell(session.alerts.book.causes()[0])
    await settled(window)
    return window


async def alerts_page(console: Console) -> AlertsPage:
    from console.views.pages.alerts import AlertsPage

    assert console.session is not None
    await alarmed(console.session)
    console.window.toast.hide()
    console.window.go("alerts")
    console.window.selection.clear()
    page = console.window.page
    assert isinstance(page, AlertsPage)
    page.table.selectionModel().clear()
    await settled(page, 0.8)
    return page


@subject("palette")
async def palette(console: Console) -> QWidget:
    console.window.go("overview")
    console.window.selection.clear()
    console.window.open_palette()
    return await settled(console.window)


@subject("shortcuts")
async def shortcuts(console: Console) -> QWidget:
    from console.views.dialogs.shortcuts import ShortcutSheet

    console.window.palette_box.dismiss()
    sheet = ShortcutSheet(console.theme, console.window.registry, console.window)
    sheet.open()
    await settled(sheet)
    return sheet


@subject("connect")
async def connect(console: Console) -> QWidget:
    from console.core.profiles import Profile
    from console.views.dialogs.connect import ConnectDialog

    for name, url in (("Head office", "https://edge.example.com"), ("Test bench", "http://localhost:8080")):
        if console.profiles.named(name) is None:
            console.profiles.keep(Profile.new(name, url, colour="#6D5BD0"))
    return await asked(ConnectDialog(console.theme, console.profiles, console.keys, console.window))


@subject("connect-first")
async def connect_first(console: Console) -> QWidget:
    from console.core.profiles import Profiles
    from console.views.dialogs.connect import ConnectDialog

    none = Profiles(console.paths.settings / "none.json")
    return await asked(ConnectDialog(console.theme, none, console.keys, console.window))


@subject("trust-unknown")
async def trust_unknown(console: Console) -> QWidget:
    return await trust(console, changed=False)


@subject("trust-changed")
async def trust_changed(console: Console) -> QWidget:
    return await trust(console, changed=True)


async def trust(console: Console, *, changed: bool) -> QWidget:
    from console.core.problems import Problem, ProblemCode
    from console.views.dialogs.trust import TrustDialog

    url = "https://edge.example.com"
    if changed:
        problem = Problem(ProblemCode.CERTIFICATE_CHANGED, url, "", certificate(1), certificate(2))
    else:
        problem = Problem(ProblemCode.CERTIFICATE_UNKNOWN, url, "", offered=certificate(2))
    return await asked(TrustDialog(console.theme, problem, console.window))


def certificate(serial: int) -> ServerCertificate:
    """One that an edge made itself."""
    from console.core.trust import ServerCertificate

    pairs = hashlib.sha256(bytes([serial])).hexdigest().upper()
    begins = datetime(2026, serial, 1, tzinfo=UTC)
    return ServerCertificate(
        "",
        ":".join(pairs[at : at + 2] for at in range(0, 64, 2)),
        "CN=edge.example.com",
        "CN=edge.example.com",
        ("edge.example.com", "10.20.0.5"),
        begins,
        begins.replace(year=2036),
    )


@subject("offline")
async def offline(console: Console) -> QWidget:
    """The edge is not heard: what was known is aged, and a banner says so."""
    from console.core.states import Offline

    window, session = console.window, console.session
    assert session is not None
    window.go("overview")
    NETWORK[-1].refusing = True
    NETWORK[-1].reset()
    async with asyncio.timeout(60):
        while not isinstance(session.state, Offline):
            await asyncio.sleep(0.2)
    return await settled(window)


@subject("welcome", alone=True)
async def welcome(console: Console) -> QWidget:
    console.window.show_welcome()
    return await settled(console.window)

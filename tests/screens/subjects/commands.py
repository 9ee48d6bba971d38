"""Commands to terminals: each step of the dialog, what becomes of them, and the list they stand in."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.screens.subjects import on_page, opened_by, settled, subject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from console.app import Console
    from console.views.dialogs.command import CommandDialog
    from console.views.pages.devices import DevicesPage

subject("commands")(on_page("commands"))


async def page_of(console: Console) -> DevicesPage:
    from console.views.pages.devices import DevicesPage

    console.window.go("devices")
    await asyncio.sleep(0.3)
    page = console.window.pages["devices"]
    assert isinstance(page, DevicesPage)
    return page


async def dialog_of(console: Console, word: str = "") -> CommandDialog:
    """About the terminals of the two sites that are worst off."""
    from console.views.dialogs.command import CommandDialog

    page = await page_of(console)
    fleet, worst = page.session.fleet, page.session.verdicts.worst_first()[:2]
    ids = [device.id for site in worst for device in fleet.devices_at(site.site_id)]
    dialog = await opened_by(console, lambda: page.sending.open(ids if word else (), word))
    assert isinstance(dialog, CommandDialog)
    return dialog


@subject("devices-marked")
async def devices_marked(console: Console) -> QWidget:
    page = await page_of(console)
    page.marks.mark(page.model.shown_ids[1:4])
    await settled(console.window)
    return console.window


@subject("command-who")
async def command_who(console: Console) -> QWidget:
    from console.views.dialogs.command_scope import Scope

    dialog = await dialog_of(console)
    dialog.who.scope.button(Scope.SITE).click()
    dialog.who.model.mark([dialog.who.model.key(dialog.who.model.row(1))], True)
    return await settled(dialog)


@subject("command-what")
async def command_what(console: Console) -> QWidget:
    return await settled(await dialog_of(console, "update_settings"))


@subject("command-check")
async def command_check(console: Console) -> QWidget:
    return await settled(await dialog_of(console, "restart"))


@subject("command-check-grave")
async def command_check_grave(console: Console) -> QWidget:
    from PySide6.QtWidgets import QLineEdit

    dialog = await dialog_of(console, "clear_all")
    asked = dialog.what.asked
    assert asked is not None
    assert isinstance(asked.reason.control, QLineEdit)
    asked.reason.control.setText("Moves to another building")
    dialog.forward.click()
    dialog.check.offline.button(True).click()
    return await settled(dialog)


@subject("command-live")
async def command_live(console: Console) -> QWidget:
    dialog = await dialog_of(console, "fetch_info")
    dialog.check.typed.setText(dialog.check.typed_number)
    dialog.forward.click()
    return await settled(dialog, 3.0)

"""Putting up terminals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.screens.subjects import asked, subject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from console.app import Console
    from console.views.dialogs.add_terminal import AddTerminalDialog


def adding(console: Console) -> AddTerminalDialog:
    from console.views.dialogs.add_terminal import AddTerminalDialog

    open_session = console.window._open
    assert open_session is not None
    return AddTerminalDialog(open_session.around, console.window)


@subject("add-terminal")
async def add_terminal(console: Console) -> QWidget:
    return await asked(adding(console))


@subject("add-terminal-menu")
async def add_terminal_menu(console: Console) -> QWidget:
    wizard = adding(console)
    wizard.go(1)
    return await asked(wizard)


@subject("add-terminal-waits")
async def add_terminal_waits(console: Console) -> QWidget:
    wizard = adding(console)
    wizard._serial = "BFEZ203901245"
    wizard.go(2)
    return await asked(wizard)


@subject("replace-terminal")
async def replace_terminal(console: Console) -> QWidget:
    from console.views.dialogs.replace_terminal import ReplaceTerminalDialog

    open_session = console.window._open
    assert open_session is not None
    device = next(iter(open_session.session.fleet.devices.values()))
    wizard = ReplaceTerminalDialog(open_session.around, device, console.window)
    wizard.serial.setText("BFEZ203901246")
    wizard.go(1)
    return await asked(wizard)

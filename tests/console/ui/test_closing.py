"""What closing the window means where there is a tray."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.app import Console
from console.views.dialogs.tray import TrayDialog
from tests.console.conftest import Until
from tests.console.ui.conftest import Opened


def with_tray(console: Console) -> None:
    """As where the system has one; the offscreen platform does not."""
    face: Any = SimpleNamespace(close=lambda: None)
    console.desk._face = face
    console.window.show()


def asked() -> TrayDialog | None:
    dialog = QApplication.activeModalWidget()
    return dialog if isinstance(dialog, TrayDialog) else None


async def test_who_wants_it_in_the_tray_is_asked_once(opened: Opened, until: Until, qtbot: QtBot) -> None:
    async with opened() as console:
        with_tray(console)
        console.window.close()
        dialog = await until(asked, 30)
        qtbot.mouseClick(dialog.stay, Qt.MouseButton.LeftButton)
        await until(lambda: not console.window.isVisible(), 30)
        assert not console.leave.is_set()
        console.window.show()
        console.window.close()
        await until(lambda: not console.window.isVisible(), 30)
        assert asked() is None
        console.window.registry.run("file.quit")
        await until(console.leave.is_set, 30)


async def test_who_does_not_quits_from_then_on(opened: Opened, until: Until, qtbot: QtBot) -> None:
    async with opened() as console:
        with_tray(console)
        console.window.close()
        dialog = await until(asked, 30)
        qtbot.mouseClick(dialog.quit, Qt.MouseButton.LeftButton)
        await until(console.leave.is_set, 30)
        assert console.book.now.close_to_tray is False


async def test_neither_leaves_the_window_open(opened: Opened, until: Until, qtbot: QtBot) -> None:
    async with opened() as console:
        with_tray(console)
        console.window.close()
        dialog = await until(asked, 30)
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        await until(lambda: asked() is None, 30)
        assert console.window.isVisible()
        assert not console.leave.is_set()


async def test_what_waits_is_done_before_it_ends(opened: Opened, until: Until) -> None:
    async with opened() as console:
        console.window.show()
        done: list[str] = []

        async def act() -> None:
            done.append("sent")

        console.window.held.later("Gate 1 is renamed", "", act)
        console.window.close()
        await until(console.leave.is_set, 30)
        assert done == ["sent"]


async def test_what_failed_on_the_way_out_is_read_first(
    opened: Opened, until: Until, expected_logs: list[Any]
) -> None:
    async with opened() as console:
        console.window.show()

        async def act() -> None:
            raise OSError("the edge is gone")

        console.window.held.later("Gate 1 is renamed", "", act)
        console.window.close()
        await until(console.window.toast.isVisible, 30)
        assert not console.leave.is_set()
        console.window.close()
        await until(console.leave.is_set, 30)

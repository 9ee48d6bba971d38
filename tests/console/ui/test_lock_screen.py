"""Locking the console."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from console.app import Console
from console.platform.clipboard import clear_secret, copy_secret
from tests.console.conftest import Until
from tests.console.ui.conftest import MemoryKeyring, Opened

PIN = "2468"
Locked = Callable[[], AbstractAsyncContextManager[Console]]


@pytest.fixture
def with_pin(opened: Opened, until: Until) -> Locked:
    @asynccontextmanager
    async def begin() -> AsyncIterator[Console]:
        async with opened() as console:
            await console.desk.lock.choose(PIN)
            console.window.show()
            await until(lambda: console.window.windowHandle() is not None, 30)
            yield console

    return begin


async def enter(console: Console, pin: str, until: Until) -> None:
    screen = console.desk.lock.screen
    assert screen is not None
    QTest.keyClicks(screen.pin, pin)
    QTest.keyClick(screen.pin, Qt.Key.Key_Return)
    await until(lambda: console.desk.lock.screen is not screen or not screen.pin.text(), 30)


async def test_it_hides_everything_until_the_pin_was_right(with_pin: Locked, until: Until) -> None:
    async with with_pin() as console:
        window, lock = console.window, console.desk.lock
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_L, both, "\x0c")
        QApplication.sendEvent(window.windowHandle(), press)
        await until(lambda: lock.screen is not None, 30)
        screen = lock.screen
        assert screen is not None
        assert screen.geometry() == window.rect()
        corner = window.rect().bottomRight() - QPoint(30, 60)
        window.toast.say("A message", "of what goes on")
        QApplication.processEvents()
        for point in (QPoint(5, 5), window.rect().center(), corner):
            over = window.childAt(point)
            assert over is screen or screen.isAncestorOf(over), "nothing else is seen"
        await enter(console, "1357", until)
        assert lock.screen is screen
        assert "This is not the PIN." in screen._wrong.text()
        await enter(console, PIN, until)
        await until(lambda: lock.screen is None, 30)
        assert window.menuBar().isEnabled()


async def test_keys_do_nothing_behind_it(with_pin: Locked, until: Until) -> None:
    async with with_pin() as console:
        window = console.window
        console.desk.lock.lock()
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        QApplication.processEvents()
        assert not window.palette_box.isVisible()
        await enter(console, PIN, until)
        await until(lambda: console.desk.lock.screen is None, 30)
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        assert window.palette_box.isVisible()
        window.palette_box.dismiss()


async def test_dialogs_go_and_come_back(with_pin: Locked, until: Until) -> None:
    async with with_pin() as console:
        before, later = QDialog(console.window), QDialog(console.window)
        before.open()
        console.desk.lock.lock()
        later.open()
        await until(lambda: not before.isVisible() and not later.isVisible(), 30)
        await enter(console, PIN, until)
        await until(lambda: before.isVisible() and later.isVisible(), 30)
        before.reject()
        later.reject()


async def test_guessing_takes_longer_and_longer(with_pin: Locked, until: Until) -> None:
    async with with_pin() as console:
        console.desk.lock.lock()
        screen = console.desk.lock.screen
        assert screen is not None
        for _ in range(3):
            await enter(console, "1357", until)
        assert "Try again in 5 s" in screen._wrong.text()
        QTest.keyClicks(screen.pin, PIN)
        QTest.keyClick(screen.pin, Qt.Key.Key_Return)
        QApplication.processEvents()
        assert console.desk.lock.screen is screen, "not even with the right one"


async def test_it_locks_when_nobody_uses_it(with_pin: Locked, until: Until) -> None:
    async with with_pin() as console:
        lock = console.desk.lock
        console.book.change(lock_idle_min=10)
        assert lock._idle.isActive()
        now = lock._clock()
        lock._clock = lambda: now + 599
        lock._look()
        assert lock.screen is None
        QTest.keyClick(console.window.windowHandle(), Qt.Key.Key_Shift)
        lock._clock = lambda: now + 601
        lock._look()
        assert lock.screen is None, "a key was pressed meanwhile"
        lock._clock = lambda: now + 1300
        lock._look()
        assert lock.screen is not None


async def test_a_start_is_no_way_around_it(with_pin: Locked, until: Until) -> None:
    async with with_pin() as console:
        await console.start(None)
        assert console.window.isVisible()
        assert console.desk.lock.screen is not None


async def test_who_gives_the_pin_up_loses_the_keys(
    with_pin: Locked, until: Until, memory_keyring: MemoryKeyring, qtbot: QtBot
) -> None:
    from console.core.profiles import Profile

    async with with_pin() as console:
        profile = Profile.new("Head office", "https://edge.example.com")
        console.profiles.keep(profile)
        await console.keys.put(profile.id, "pdk_live_secret")
        console.desk.lock.lock()
        screen = console.desk.lock.screen
        assert screen is not None
        qtbot.mouseClick(screen.give_up, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(screen.forget, Qt.MouseButton.LeftButton)
        await until(lambda: console.desk.lock.screen is None, 30)
        assert memory_keyring.kept == {}
        assert not console.desk.lock.has_pin


async def test_without_a_pin_nothing_locks(opened: Opened) -> None:
    async with opened() as console:
        console.desk.lock.lock()
        assert console.desk.lock.screen is None
        assert not console.window.registry.run("file.lock")


async def test_what_was_chosen_is_kept(opened: Opened, until: Until, tmp_path: Path) -> None:
    async with opened() as console:
        console.book.change(lock_idle_min=7)
        with contextlib.suppress(RuntimeError):
            await until(lambda: console.paths.manners.exists(), 30)
        assert '"lock_idle_min": 7' in console.paths.manners.read_text()


async def test_a_copied_secret_does_not_stay(qapp: QApplication, until: Until) -> None:
    clipboard = QApplication.clipboard()
    copy_secret("pdk_live_secret", after_ms=50)
    assert clipboard.text() == "pdk_live_secret"
    await until(lambda: clipboard.text() == "", 30)
    copy_secret("pdk_live_secret")
    clipboard.setText("something else")
    clear_secret()
    assert clipboard.text() == "something else", "it is not ours"
    clipboard.clear()

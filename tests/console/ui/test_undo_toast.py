"""Taking back what is about to be done."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from console.commands.registry import Registry
from console.core.undo import HELD_S
from console.theme.theme import Look, Theme
from console.views.held_acts import HeldActs
from console.views.keys import CommandKeys
from console.views.widgets.toast import Toast
from tests.console.conftest import Until


@dataclass
class Desk:
    window: QMainWindow
    toast: Toast
    acts: HeldActs
    done: list[str] = field(default_factory=list)
    now_s: float = 100.0

    def later(self, title: str, words: str = "") -> None:
        async def act() -> None:
            await asyncio.sleep(0)
            self.done.append(title)

        self.acts.later(title, words, act)

    def fail_later(self, title: str) -> None:
        async def act() -> None:
            raise OSError("the edge is gone")

        self.acts.later(title, "", act)


MakeDesk = Callable[[], Desk]


@pytest.fixture
def make_desk(qtbot: QtBot, qapp: QApplication) -> MakeDesk:
    def make() -> Desk:
        theme, window, registry = Theme(qapp, Look.DARK), QMainWindow(), Registry()
        qtbot.addWidget(window)
        window.resize(960, 600)
        toast = Toast(theme, window)
        made: list[Desk] = []
        acts = HeldActs(theme, toast, registry, lambda: made[0].now_s)
        CommandKeys(window, registry)
        made.append(Desk(window, toast, acts))
        window.show()
        window.activateWindow()
        return made[0]

    return make


async def test_it_is_done_when_the_bar_has_run_out(make_desk: MakeDesk, until: Until) -> None:
    desk = make_desk()
    desk.later("Gate 1 is renamed", "From now on it is North gate.")
    card = desk.acts.card
    assert card.accessibleName() == "Gate 1 is renamed. From now on it is North gate."
    assert card._left.text() == "In 10 s"
    desk.now_s += HELD_S / 2
    await until(lambda: card._left.text() == "In 5 s", 30)
    assert desk.done == []
    desk.now_s += HELD_S / 2
    await until(lambda: desk.done == ["Gate 1 is renamed"], 30)
    assert not card.isVisible()


async def test_the_button_takes_it_back(make_desk: MakeDesk, qtbot: QtBot, until: Until) -> None:
    desk = make_desk()
    desk.later("Gate 1 is renamed")
    qtbot.mouseClick(desk.acts.card.undo, Qt.MouseButton.LeftButton)
    assert not desk.acts.card.isVisible()
    assert desk.toast.accessibleName() == "Taken back: nothing was changed. Gate 1 is renamed"
    desk.now_s += 60
    assert await desk.acts.finish()
    assert desk.done == []


async def test_so_does_ctrl_z(make_desk: MakeDesk, qtbot: QtBot, until: Until) -> None:
    desk = make_desk()
    desk.later("Gate 1 is renamed")
    QTest.keyClick(desk.window.windowHandle(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: not desk.acts.waiting, 30)
    assert desk.done == []


async def test_the_next_act_sends_the_one_before(make_desk: MakeDesk, until: Until) -> None:
    desk = make_desk()
    desk.later("first")
    desk.later("second")
    await until(lambda: desk.done == ["first"], 30)
    assert desk.acts.waiting
    desk.acts.hurry()
    await until(lambda: desk.done == ["first", "second"], 30)


async def test_who_leaves_sends_at_once(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.later("Gate 1 is renamed")
    assert await desk.acts.finish()
    assert desk.done == ["Gate 1 is renamed"]


async def test_a_failure_is_told(make_desk: MakeDesk, expected_logs: list[logging.LogRecord]) -> None:
    desk = make_desk()
    desk.fail_later("Gate 1 is renamed")
    assert not await desk.acts.finish()
    assert desk.toast.accessibleName() == "It was not done: Gate 1 is renamed. the edge is gone"


async def test_messages_stand_above_it(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.later("Gate 1 is renamed", "From now on it is North gate.")
    desk.toast.say("Something else", "was done")
    QApplication.processEvents()
    assert not desk.toast.geometry().intersects(desk.acts.card.geometry())
    assert desk.window.rect().contains(desk.toast.geometry())
    assert await desk.acts.finish()

"""The dialog of commands on a large fleet: it stays fluid, and says what would be lost."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.core.orders import CANARY
from console.models.selection import Selection
from console.theme.theme import Look, Theme
from console.views.dialogs.command import CommandDialog, Step
from console.views.dialogs.command_scope import Scope
from console.views.pages.page import Surroundings
from console.views.words import Words
from tests.console.conftest import Until
from tests.console.fleets import Told, site, terminals

MANY = 500


async def test_five_hundred_terminals_are_chosen_and_looked_at(qapp: QApplication, until: Until) -> None:
    places = [site(f"Site {number}") for number in range(10)]
    devices = [device for place in places for device in terminals(place, MANY // 10, punches=3, users=2)]
    told = Told(places, devices).live()
    told.session.connection.me = {"id": "key_1", "scopes": ("commands:execute",)}
    words = Words(QLocale("en_GB"))
    around = Surroundings(Theme(qapp, Look.DARK), told.session, Selection(), words, lambda _: None)
    dialog = CommandDialog(around, None)
    asking = asyncio.create_task(dialog.ask())
    await until(dialog.isVisible, 30)
    QTest.mouseClick(dialog.who.scope.button(Scope.FLEET), Qt.MouseButton.LeftButton)
    assert len(dialog.who.devices()) == MANY
    await asyncio.sleep(0)
    QTest.mouseClick(dialog.forward, Qt.MouseButton.LeftButton)
    assert dialog.step is Step.WHAT
    dialog.what.choose("clear_attendance")
    asked = dialog.what.asked
    assert asked is not None
    QTest.keyClicks(asked.reason.control, "Audit is over")
    await asyncio.sleep(0)
    QTest.mouseClick(dialog.forward, Qt.MouseButton.LeftButton)
    assert dialog.step is Step.CHECK
    assert "1500 punches" in dialog.check.lost.title.replace(",", "")
    order = dialog.check.order()
    assert order.rollout is not None, "many at risk are tried on a few first"
    assert order.rollout.steps == CANARY.steps
    assert not dialog.grave.isEnabled()
    await asyncio.sleep(0)
    QTest.keyClicks(dialog.check.typed, str(MANY))
    assert dialog.grave.isEnabled()
    QTest.keyClick(dialog.check.typed, Qt.Key.Key_A)
    assert not dialog.grave.isEnabled()
    dialog.reject()
    await asking
    qapp.setStyleSheet("")


async def test_what_is_found_is_chosen_by_keyboard(qapp: QApplication, until: Until) -> None:
    place = site("Agadir")
    told = Told([place], terminals(place, 12)).live()
    told.session.connection.me = {"id": "key_1", "scopes": ("commands:execute",)}
    words = Words(QLocale("en_GB"))
    around = Surroundings(Theme(qapp, Look.LIGHT), told.session, Selection(), words, lambda _: None)
    dialog = CommandDialog(around, None)
    asking = asyncio.create_task(dialog.ask())
    await until(dialog.isVisible, 30)
    QTest.keyClicks(dialog.who.search, "gate 1")
    assert dialog.who.model.shown == 4
    QTest.keyClick(dialog.who.search, Qt.Key.Key_Down)
    QTest.keyClick(dialog.who.table, Qt.Key.Key_Space)
    QTest.keyClick(dialog.who.table, Qt.Key.Key_Down)
    QTest.keyClick(dialog.who.table, Qt.Key.Key_X)
    assert len(dialog.who.devices()) == 2
    QTest.keyClick(dialog.who.table, Qt.Key.Key_Return)
    assert dialog.step is Step.WHAT
    dialog.what.choose("update_settings")
    QTest.mouseClick(dialog.forward, Qt.MouseButton.LeftButton)
    assert dialog.step is Step.WHAT, "nothing was filled in"
    asked = dialog.what.asked
    assert asked is not None
    QTest.keyClicks(asked.fields["volume"].control, "140")
    QTest.mouseClick(dialog.forward, Qt.MouseButton.LeftButton)
    assert asked.fields["volume"].wrong
    QTest.keyClick(asked.fields["volume"].control, Qt.Key.Key_Backspace)
    QTest.mouseClick(dialog.forward, Qt.MouseButton.LeftButton)
    assert dialog.step is Step.CHECK
    assert dialog.check.order().params == {"volume": 14}
    dialog.reject()
    await asking
    qapp.setStyleSheet("")

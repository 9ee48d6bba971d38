"""The menu bar says and does what the registry has."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.commands.registry import Command, Group, Registry
from console.theme.theme import Look, Theme
from console.views.menus import MenuBar, with_mnemonic


class Switch:
    def __init__(self) -> None:
        self.on = False
        self.possible = True
        self.flipped = 0

    def flip(self) -> None:
        self.flipped += 1
        self.on = not self.on


@pytest.fixture
def switch() -> Switch:
    return Switch()


@pytest.fixture
def registry(switch: Switch) -> Registry:
    registry = Registry()
    registry.add(
        Command("page.map", "Map", Group.GO, run=lambda: None, shortcut="G M", icon="map"),
        Command(
            "view.rail",
            "Sites & rail",
            Group.VIEW,
            run=switch.flip,
            shortcut="Ctrl+B",
            enabled=lambda: switch.possible,
            checked=lambda: switch.on,
        ),
    )
    return registry


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Theme:
    """One for all: dressing the application anew costs more than any of these tests."""
    return Theme(qapp, Look.DARK)


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme, registry: Registry) -> MenuBar:
    bar = MenuBar(registry, theme)
    qtbot.addWidget(bar)
    return bar


def test_each_group_is_a_menu_in_order(bar: MenuBar) -> None:
    assert [action.text() for action in bar.actions()] == ["&View", "&Go"]


def test_shortcuts_are_written_but_not_registered_again(bar: MenuBar) -> None:
    [rail] = bar.menu(Group.VIEW).actions()
    [map_page] = bar.menu(Group.GO).actions()
    assert rail.text() == "Sites && rail\tCtrl+B"
    assert map_page.text() == "Map\tG then M"
    # what stands after a tab is shown only: an action that has a shortcut of its own would run twice
    assert rail.shortcut() == QKeySequence()
    assert map_page.shortcut() == QKeySequence()


def test_what_can_be_done_and_what_is_on_is_asked_on_opening(bar: MenuBar, switch: Switch) -> None:
    menu = bar.menu(Group.VIEW)
    [rail] = menu.actions()
    assert (rail.isEnabled(), rail.isChecked()) == (True, False)
    switch.on, switch.possible = True, False
    menu.aboutToShow.emit()
    assert (rail.isEnabled(), rail.isChecked()) == (False, True)


def test_choosing_runs_the_command_and_the_check_is_the_commands_own(bar: MenuBar, switch: Switch) -> None:
    menu = bar.menu(Group.VIEW)
    [rail] = menu.actions()
    rail.trigger()
    menu.aboutToShow.emit()
    assert (switch.flipped, rail.isChecked()) == (1, True)


def test_a_menu_comes_and_goes_with_the_commands_of_a_page(
    qtbot: QtBot, bar: MenuBar, registry: Registry
) -> None:
    page = (Command("feed.end", "Follow", Group.FEED, run=lambda: None, shortcut="End"),)
    registry.add(*page)
    qtbot.waitUntil(lambda: len(bar.actions()) == 3)
    assert bar.menu(Group.FEED).actions()[0].text() == "Follow\tEnd"
    registry.remove(*page)
    qtbot.waitUntil(lambda: len(bar.actions()) == 2)
    with pytest.raises(KeyError):
        bar.menu(Group.FEED)


def test_menus_share_no_letter_while_there_are_others() -> None:
    taken: set[str] = set()
    titles = [with_mnemonic(title, taken) for title in ("File", "Feed", "Fee", "& Co", "Fee")]
    assert titles == ["&File", "F&eed", "Fee", "&& &Co", "Fee"]


def test_menus_have_names_for_who_does_not_see_them(bar: MenuBar) -> None:
    assert bar.accessibleName()
    assert bar.menu(Group.GO).accessibleName() == "Go"

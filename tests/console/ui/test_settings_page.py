"""The settings: the keyboard begins at what is chosen, and words are those of the other places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from console.core.profiles import SafeMode
from console.models.selection import Selection
from console.theme.theme import Look, Theme
from console.views.dialogs.profile_form import ProfileForm
from console.views.pages.page import SettingsPart, Surroundings, finished
from console.views.pages.settings import SettingsPage
from console.views.words import Words
from tests.console.fleets import Told, three_sites


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    yield Theme(qapp, Look.DARK)
    qapp.setStyleSheet("")


@pytest.fixture
def told() -> Told:
    return three_sites().live()


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, told: Told) -> SettingsPage:
    page = SettingsPage(
        Surroundings(theme, told.session, Selection(), Words(QLocale("en_GB")), lambda _: None)
    )
    finished(page)
    qtbot.addWidget(page, before_close_func=lambda _: page.close_page())
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


@pytest.mark.parametrize("look", [Look.DARK, Look.LIGHT])
def test_the_keyboard_begins_at_the_option_that_is_chosen(
    page: SettingsPage, theme: Theme, look: Look
) -> None:
    theme.set_look(look)
    page.catch_up()
    page.focus_first()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == f"Colours: {look.value.title()}"


@pytest.mark.parametrize("mode", list(SafeMode))
def test_a_safe_mode_is_told_as_it_was_chosen(
    page: SettingsPage, theme: Theme, told: Told, qtbot: QtBot, mode: SafeMode
) -> None:
    form = ProfileForm(theme)
    qtbot.addWidget(form)
    form.safe_mode.set_value(mode)
    button = form.safe_mode.button(mode)
    told.session.profile = replace(told.session.profile, safe_mode=mode)
    page.catch_up()
    said = [label.text() for label in page.findChildren(QLabel)]
    assert f"{button.text()}. {button.accessibleDescription()}" in said


def button(page: SettingsPage, name: str) -> QAbstractButton:
    return next(
        it for it in page.findChildren(QAbstractButton) if name in (it.accessibleName(), it.text().strip())
    )


def test_what_is_chosen_is_known_to_all_at_once(page: SettingsPage) -> None:
    choices = page.around.choices
    told: list[str] = []
    choices.changed.connect(told.append)
    button(page, "Reduce motion: nothing glides or blinks").click()
    button(page, "Spare the line").click()
    button(page, "Next page after: 60 s").click()
    assert (choices.now.reduced_motion, choices.now.sparing, choices.now.wall_s) == (True, True, 60)
    assert told == ["reduced_motion", "sparing", "wall_s"]


def test_a_language_is_for_the_next_start_and_the_page_says_so(page: SettingsPage) -> None:
    said = next(it for it in page.findChildren(QLabel) if "next start" in it.text())
    assert not said.isVisible()
    button(page, "Language: Français").click()
    assert page.around.choices.now.language == "fr"
    assert said.isVisible()
    button(page, "Language: Language of this computer").click()
    assert not said.isVisible()


def test_what_is_chosen_elsewhere_is_shown(page: SettingsPage) -> None:
    page.around.choices.choose(notify=False, sparing=True)
    assert button(page, "Spare the line").isChecked()
    assert not button(page, "Tell me of new alerts while I use something else").isChecked()


def test_the_list_of_sections_leads_to_each(page: SettingsPage) -> None:
    page.resize(900, 500)
    button(page, "Connection").click()
    [connection] = [card for card in page.cards if card.title == "Connection"]
    assert not connection.visibleRegion().isEmpty()
    page.resize(700, 500)
    assert not button(page, "Connection").isVisible(), "no room for it"


def test_commands_of_the_window_are_asked_for_by_name(page: SettingsPage) -> None:
    wanted: list[str] = []
    page.command_wanted.connect(wanted.append)
    button(page, "Change keyboard shortcuts…").click()
    button(page, "Begin").click()
    assert wanted == ["help.keys", "view.wall"]


def test_others_add_sections_of_their_own(qtbot: QtBot, theme: Theme, told: Told) -> None:
    part = SettingsPart("Lock", "lock", lambda parent: QLabel("PIN", parent))
    around = Surroundings(
        *(theme, told.session, Selection(), Words(QLocale("en_GB")), lambda _: None), settings=[part]
    )
    page = SettingsPage(around)
    finished(page)
    qtbot.addWidget(page, before_close_func=lambda _: page.close_page())
    assert [card.title for card in page.cards].count("Lock") == 1
    assert any(said.text() == "PIN" for said in page.findChildren(QLabel))


def test_it_says_what_the_console_sends_and_receives(page: SettingsPage, told: Told) -> None:
    for second in range(3):
        told.session.traffic.note(second * 4200, float(second))
    page.catch_up()
    assert any(said.text() == "8.4 kB in the last minute" for said in page.findChildren(QLabel))

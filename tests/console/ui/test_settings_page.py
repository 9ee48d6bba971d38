"""The settings: the keyboard begins at what is chosen, and words are those of the other places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from console.core.profiles import SafeMode
from console.models.selection import Selection
from console.theme.theme import Look, Theme
from console.views.dialogs.profile_form import ProfileForm
from console.views.pages.page import Surroundings
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

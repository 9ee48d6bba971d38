"""Terminals are marked in their table to be told something together; views of it are kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication

from console.models.device_columns import PLACE, Column
from console.models.selection import Selection
from console.theme.theme import Look, Theme
from console.views.pages.devices import DevicesPage
from console.views.pages.page import Surroundings
from console.views.words import Words
from tests.console.fleets import Told, three_sites

SCOPES = ("devices:read", "commands:execute", "commands:read")


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Look.DARK)


@pytest.fixture
def told() -> Iterator[Told]:
    told = three_sites().live()
    told.session.connection.me = {"id": "key_1", "scopes": SCOPES}
    return told


@pytest.fixture
def page(told: Told, theme: Theme, qtbot: Any) -> DevicesPage:
    words, selection = Words(QLocale("en_GB")), Selection()
    made = DevicesPage(Surroundings(theme, told.session, selection, words, lambda _: None))
    qtbot.addWidget(made, before_close_func=DevicesPage.close_page)
    made.resize(1220, 620)
    made.show()
    made.focus_first()
    return made


def row_centre(page: DevicesPage, place: int) -> Any:
    return page.table.visualRect(page.model.index(place, PLACE[Column.NAME])).center()


def test_x_marks_shift_x_marks_up_to_here_and_esc_unmarks(page: DevicesPage, qtbot: Any) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Home)
    page.marking.mark_current()
    for _ in range(3):
        qtbot.keyClick(page.table, Qt.Key.Key_Down)
    page.marking.mark_current(to_here=True)
    assert len(page.marks) == 4
    assert page.bar.isVisible()
    assert page.picked() == page.marks.ids
    assert page.step_back()
    assert not page.marks
    assert not page.bar.isVisible()


def test_a_click_with_ctrl_marks_another_one_and_with_shift_a_range(page: DevicesPage, qtbot: Any) -> None:
    view, left = page.table.viewport(), Qt.MouseButton.LeftButton
    qtbot.mouseClick(view, left, pos=row_centre(page, 1))
    qtbot.mouseClick(view, left, Qt.KeyboardModifier.ControlModifier, row_centre(page, 3))
    assert len(page.marks) == 2, "the one that was selected counts too"
    qtbot.mouseClick(view, left, Qt.KeyboardModifier.ShiftModifier, row_centre(page, 6))
    assert len(page.marks) == 5
    assert page.table.on_box(page.table.visualRect(page.model.index(0, 0)).center()) is False
    qtbot.mouseClick(view, left, Qt.KeyboardModifier.ControlModifier, row_centre(page, 1))
    assert len(page.marks) == 4


def test_all_that_the_filter_shows_are_marked_and_stay_so_behind_another(
    page: DevicesPage, told: Told, qtbot: Any
) -> None:
    page.filter.set_text("site:rabat")
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert set(page.marks.ids) == {"rabat1", "rabat2"}
    page.filter.set_text("site:agadir")
    assert set(page.picked()) == {"rabat1", "rabat2"}
    told.devices = [device for device in told.devices if device.id != "rabat1"]
    told.tell()
    page._refresh()
    assert page.marks.ids == ("rabat2",), "who is gone is not marked any more"


def test_clocks_that_are_off_are_proposed_to_be_set(page: DevicesPage, told: Told) -> None:
    assert not page.clocks.isVisible()
    told.change("rabat1", "fès1", clock_drift_s=75.0)
    page._refresh()
    assert page.clocks.isVisible()
    assert page._drifting() == ["fès1", "rabat1"]
    told.session.connection.me = {"id": "key_1", "scopes": ("devices:read",)}
    page._refresh()
    assert not page.clocks.isVisible(), "who may not send commands is offered none"


def test_a_view_is_kept_and_shown_again(page: DevicesPage) -> None:
    page.filter.set_text("site:rabat")
    page.toggle_grouping()
    page.views.keep("Rabat", page._view())
    page.filter.clear()
    page.toggle_grouping()
    view = page.views.get("Rabat")
    assert view is not None
    page.views_button.wanted.emit(view.state)
    assert page.filter.text == "site:rabat"
    assert page.model.grouped
    again = page.save_state()
    assert [entry["name"] for entry in again["views"]] == ["Rabat"]

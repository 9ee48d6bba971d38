"""The page of terminals: filter, chips, order, groups, columns, selection, and all of it by keyboard."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QLocale, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget

from console.commands.registry import Registry
from console.core.records import Device
from console.core.status import Status
from console.models.device_columns import COLUMNS, DEFAULT, PLACE, Column, Order
from console.models.devices import Group
from console.models.selection import Kind, Selected, Selection
from console.theme.theme import Look, Theme
from console.views.pages.devices import DevicesPage
from console.views.pages.page import Surroundings
from console.views.widgets.columns_menu import ColumnsMenu
from console.views.words import Words
from tests.console.fleets import MINUTE_US, NINE_US, Told, site, terminals, three_sites


class Stage:
    """A page of terminals in a window of its own, and what it asks of the window around it."""

    def __init__(self, told: Told, theme: Theme, qtbot: Any) -> None:
        self.told = told
        self.bot = qtbot
        self.selection = Selection()
        self.opened: list[str] = []
        self.words = Words(QLocale())
        self.around = Surroundings(theme, told.session, self.selection, self.words, self.opened.append)
        self.page = self.new_page()

    def new_page(self) -> DevicesPage:
        page = DevicesPage(self.around)
        self.bot.addWidget(page, before_close_func=DevicesPage.close_page)
        page.resize(1220, 620)
        return page

    def show(self) -> Stage:
        self.page.show()
        self.page.focus_first()
        return self

    @property
    def rows(self) -> list[str]:
        """The rows by id, headings in brackets."""
        model = self.page.model
        found = [model.row(place) for place in range(model.rowCount())]
        return [f"[{row.id}]" if isinstance(row, Group) else row.device.id for row in found]

    @property
    def chips(self) -> dict[str, bool]:
        """What the chips say that are shown, and whether they are pressed."""
        chips = self.page.chips.chips.values()
        return {chip.accessibleName(): chip.isChecked() for chip in chips if not chip.isHidden()}

    def press(self, *keys: Qt.Key, on: QWidget | None = None) -> None:
        for key in keys:
            self.bot.keyClick(on or self.page.table, key)

    def told_of(self, *ids: str, **to: Any) -> None:
        """The edge tells that terminals are different, and the page has shown it."""
        self.told.change(*ids, **to)
        self.page._refresh()

    def menu(self) -> QMenu:
        """The menu that is open."""
        found = QApplication.activePopupWidget()
        assert isinstance(found, QMenu)
        return found

    def choose(self, title: str) -> None:
        menu = self.menu()
        next(action for action in menu.actions() if action.text() == title).trigger()
        menu.close()

    def index(self, id: str, column: Column) -> QModelIndex:
        place = self.page.model.place_of(id)
        assert place is not None
        return self.page.model.index(place, PLACE[column])

    def text(self, id: str, column: Column) -> str:
        return self.index(id, column).data()


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Look.DARK)


@pytest.fixture
def popups(qtlog: Any) -> Iterator[None]:
    """For tests that open a menu or a tip: the offscreen plugin has no windows above others, and says so."""
    with qtlog.disabled():
        yield


@pytest.fixture
def no_collector() -> Iterator[None]:
    """What is timed is what the page does, not the garbage that a whole run has piled up."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def stage(theme: Theme, qtbot: Any) -> Stage:
    """Three sites; one terminal is offline, one unstable."""
    told = three_sites().live()
    told.change("fès2", connectivity="offline", last_seen_us=NINE_US - 90 * MINUTE_US)
    told.change("rabat1", health="unstable")
    return Stage(told, theme, qtbot).show()


def waiting(*serials: str) -> tuple[Device, ...]:
    return tuple(Device(it, it, it, "Unassigned", "", "pending", last_seen_us=NINE_US) for it in serials)


# -- what it shows
# -----------------------------------------------------------------------------------------------------


def test_the_worst_are_at_the_top_and_the_chips_count_them(stage: Stage) -> None:
    assert stage.rows[:3] == ["fès2", "rabat1", "agadir1"]
    assert stage.chips == {"1 offline": False, "1 unstable": False, "7 online": False}


def test_cells_say_what_is_known(stage: Stage) -> None:
    stage.told.now_us += 5_000_000
    stage.told_of(
        "agadir1",
        model="K40",
        ip="10.0.0.7",
        users=1204,
        pending_commands=2,
        clock_drift_s=-75.0,
        tags=("a", "b"),
    )
    said = {column: stage.text("agadir1", column) for column in COLUMNS}
    assert said == {
        Column.STATUS: "Online",
        Column.NAME: "Gate 1",
        Column.SITE: "Agadir",
        Column.REASON: "Clock 1 min behind",
        Column.SEEN: "5 s ago",
        Column.PUNCH: "–",
        Column.SERIAL: "⁦SN-agadir1⁩",
        Column.MODEL: "⁦K40⁩",
        Column.USERS: "1,204",
        Column.FINGERPRINTS: "–",
        Column.FACES: "–",
        Column.PUNCHES: "–",
        Column.COMMANDS: "2",
        Column.DRIFT: "⁦−1 min⁩",
        Column.IP: "⁦10.0.0.7⁩",
        Column.FIRMWARE: "–",
        Column.PUSH: "–",
        Column.TAGS: "a, b",
    }
    assert stage.text("fès2", Column.REASON) == "Silent for 1 h"
    assert stage.text("rabat1", Column.REASON) == "Comes and goes"


def test_a_screen_reader_hears_the_whole_row_in_its_name(stage: Stage) -> None:
    index = stage.index("fès2", Column.NAME)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Gate 2, Fès, Offline, Silent for 1 h"
    other = index.siblingAtColumn(PLACE[Column.FACES])
    assert other.data(Qt.ItemDataRole.AccessibleTextRole) == "Faces: not known"


def test_every_part_that_takes_the_keyboard_has_a_name(stage: Stage) -> None:
    unnamed = [
        widget
        for widget in stage.page.findChildren(QWidget)
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert not unnamed


def test_without_terminals_it_says_how_to_connect_one(theme: Theme, qtbot: Any) -> None:
    stage = Stage(Told().live(), theme, qtbot).show()
    assert stage.page._stack.currentWidget() is stage.page._first
    assert not stage.page.filter.isVisible()
    stage.told.waiting = waiting("CJ-1")
    stage.told.tell()
    stage.page._refresh()
    assert stage.page._stack.currentWidget() is stage.page.table
    assert stage.rows == ["[waiting]", "CJ-1"]


def test_before_anything_is_known_it_does_not_claim_that_there_is_nothing(theme: Theme, qtbot: Any) -> None:
    stage = Stage(Told(), theme, qtbot).show()
    assert stage.page._stack.currentWidget() is stage.page._connecting


def test_who_waits_for_approval_is_first_and_has_a_chip(stage: Stage) -> None:
    stage.told.waiting = waiting("CJ-1", "CJ-2", "CJ-3")
    stage.told.tell()
    stage.page._refresh()
    assert stage.rows[:5] == ["[waiting]", "CJ-1", "CJ-2", "CJ-3", "[registered]"]
    assert next(iter(stage.chips)) == "3 waiting for approval"
    stage.bot.mouseClick(stage.page.chips.chips[Status.PENDING], Qt.MouseButton.LeftButton)
    assert stage.rows == ["[waiting]", "CJ-1", "CJ-2", "CJ-3"]


@pytest.mark.usefixtures("popups")
def test_what_is_cut_is_said_on_hover(stage: Stage) -> None:
    stage.told_of("fès2", name="A name that is much longer than a column " * 3)
    table = stage.page.table
    index = stage.index("fès2", Column.NAME)
    at = table.visualRect(index).center()
    QApplication.sendEvent(
        table.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, at, table.viewport().mapToGlobal(at))
    )
    assert QToolTip.text().startswith("A name that is much longer")
    QToolTip.hideText()


# -- filter and chips
# --------------------------------------------------------------------------------------------------


def test_a_chip_asks_for_its_status_and_pressed_again_for_all(stage: Stage) -> None:
    offline = stage.page.chips.chips[Status.OFFLINE]
    unstable = stage.page.chips.chips[Status.UNSTABLE]
    stage.bot.mouseClick(offline, Qt.MouseButton.LeftButton)
    assert (stage.rows, stage.page.filter.text) == (["fès2"], "status=offline")
    stage.bot.mouseClick(unstable, Qt.MouseButton.LeftButton)
    assert stage.rows == ["fès2", "rabat1"]
    assert stage.chips == {"1 offline": True, "1 unstable": True, "7 online": False}
    stage.bot.mouseClick(offline, Qt.MouseButton.LeftButton)
    stage.bot.mouseClick(unstable, Qt.MouseButton.LeftButton)
    assert (len(stage.rows), stage.page.filter.text) == (9, "")


def test_chips_count_within_the_rest_of_the_filter(stage: Stage) -> None:
    stage.page.filter.set_text("site:fes")
    assert stage.chips == {"1 offline": False, "0 unstable": False, "2 online": False}
    stage.page.filter.set_text("site:rabat status:offline")  # whatever is filtered, no chip goes away
    assert stage.chips == {"0 offline": True, "1 unstable": False, "1 online": False}


def test_when_nothing_matches_a_button_clears_the_filter(stage: Stage) -> None:
    stage.page.filter.set_text("no such terminal")
    assert stage.page._stack.currentWidget() is stage.page._no_match
    clear = stage.page._no_match.findChild(QWidget, "clear")
    assert clear is not None
    stage.bot.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert len(stage.rows) == 9
    assert stage.page._stack.currentWidget() is stage.page.table
    assert stage.page.table.hasFocus()


def test_typing_filters_after_a_moment_and_escape_goes_back_to_the_rows(stage: Stage) -> None:
    stage.page.filter.focus()
    line = stage.page.filter.line
    stage.bot.keyClicks(line, "site:agadir ")
    stage.bot.waitUntil(lambda: len(stage.rows) == 4)
    stage.press(Qt.Key.Key_Escape, on=line)
    assert (stage.page.filter.text, len(stage.rows)) == ("", 9)
    stage.press(Qt.Key.Key_Escape, on=line)
    assert stage.page.table.hasFocus()


def test_esc_clears_the_filter_before_anything_else(stage: Stage) -> None:
    stage.page.filter.set_text("fes")
    assert stage.page.step_back()
    assert len(stage.rows) == 9
    assert not stage.page.step_back()


# -- order
# -------------------------------------------------------------------------------------------------------


def header_click(stage: Stage, column: Column) -> None:
    header = stage.page.table.header
    x = header.sectionViewportPosition(PLACE[column]) + 20
    stage.bot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 12))


def test_a_click_on_a_title_sorts_and_another_one_turns_it_round(stage: Stage) -> None:
    header_click(stage, Column.SERIAL)
    assert stage.rows[0] == "agadir1"
    header_click(stage, Column.SERIAL)
    assert stage.rows[0] == "rabat2"
    assert stage.page.model.order == Order(Column.SERIAL, True)


def test_what_is_selected_stays_selected_when_rows_move(stage: Stage) -> None:
    stage.selection.select(Kind.DEVICE, "agadir3")
    stage.told_of("rabat2", connectivity="offline")
    header_click(stage, Column.SERIAL)
    stage.page.filter.set_text("gate")
    table = stage.page.table
    assert stage.selection.current == Selected(Kind.DEVICE, "agadir3")
    assert table.selected == "agadir3"
    chosen = {index.row() for index in table.selectionModel().selectedIndexes()}
    assert chosen == {stage.page.model.place_of("agadir3")}


def test_a_terminal_that_vanishes_is_not_swapped_for_its_neighbour(stage: Stage) -> None:
    stage.selection.select(Kind.DEVICE, "fès2")
    stage.page.filter.set_text("status=offline,unstable")
    stage.told_of("fès2", connectivity="online")
    assert stage.rows == ["rabat1"]
    assert stage.selection.current == Selected(Kind.DEVICE, "fès2")
    assert not stage.page.table.selectionModel().hasSelection()
    stage.page.filter.clear()
    assert stage.page.table.selectionModel().hasSelection()


def test_rows_in_sight_stay_where_they_are_when_one_above_comes(theme: Theme, qtbot: Any) -> None:
    at = site("Rabat")
    stage = Stage(Told([at], terminals(at, 80)).live(), theme, qtbot).show()
    table = stage.page.table
    table.verticalScrollBar().setValue(40 * 36 + 10)
    before = stage.page.model.row(table.rowAt(0))
    y = table.rowViewportPosition(table.rowAt(0))
    stage.told_of("rabat80", connectivity="offline")
    assert stage.rows[0] == "rabat80"
    assert stage.page.model.row(table.rowAt(0)) is before
    assert table.rowViewportPosition(table.rowAt(0)) == y
    table.verticalScrollBar().setValue(0)
    stage.told_of("rabat79", connectivity="offline")
    assert table.verticalScrollBar().value() == 0, "who is at the top sees what comes there"


# -- groups
# -------------------------------------------------------------------------------------------------------


def test_grouped_by_site_the_headings_fold(stage: Stage) -> None:
    stage.page.toggle_grouping()
    assert stage.page._group.isChecked()
    assert stage.rows[:5] == ["[site:fès]", "fès2", "fès1", "fès3", "[site:rabat]"]
    table = stage.page.table
    first = table.visualRect(stage.page.model.index(0, PLACE[Column.NAME])).center()
    stage.bot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert stage.rows[:2] == ["[site:fès]", "[site:rabat]"]
    assert stage.selection.current is None, "a heading is not selected"
    stage.bot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert stage.rows[1] == "fès2"


def test_a_heading_says_how_the_site_does(stage: Stage) -> None:
    stage.page.toggle_grouping()
    assert stage.page.model.index(0, 0).data() == "Fès, 1 of 3 offline, 3 terminals, open"
    stage.page.filter.set_text("status=offline")
    assert stage.page.model.index(0, 0).data() == "Fès, 1 of 3 offline, 1 of 3 terminals, open"


def test_grouped_no_row_repeats_its_site(stage: Stage) -> None:
    table = stage.page.table
    assert not table.isColumnHidden(PLACE[Column.SITE])
    stage.page.toggle_grouping()
    assert table.isColumnHidden(PLACE[Column.SITE])
    assert Column.SITE in table.shown_columns
    stage.page.toggle_grouping()
    assert not table.isColumnHidden(PLACE[Column.SITE])


def test_who_is_selected_elsewhere_is_unfolded_and_brought_into_sight(stage: Stage) -> None:
    stage.page.resize(1220, 340)
    stage.page.toggle_grouping()
    stage.page.fold_all(True)
    assert stage.rows == ["[site:fès]", "[site:rabat]", "[site:agadir]"]
    stage.selection.select(Kind.DEVICE, "agadir4")
    table = stage.page.table
    place = stage.page.model.place_of("agadir4")
    assert place is not None
    assert table.viewport().rect().contains(table.visualRect(table.at(place)).center())


# -- selection
# ----------------------------------------------------------------------------------------------------


def test_a_click_selects_for_the_whole_window(stage: Stage) -> None:
    table = stage.page.table
    at = table.visualRect(stage.page.model.index(1, PLACE[Column.SITE])).center()
    stage.bot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert stage.selection.current == Selected(Kind.DEVICE, "rabat1")


def test_a_site_selected_elsewhere_leaves_the_rows_where_they_are(stage: Stage) -> None:
    stage.selection.select(Kind.DEVICE, "agadir2")
    rows, value = stage.rows, stage.page.table.verticalScrollBar().value()
    stage.selection.select(Kind.SITE, "rabat")
    assert (stage.rows, stage.page.table.verticalScrollBar().value()) == (rows, value)
    assert stage.page.table.selected is None, "what is selected is the site, and one thing only"
    stage.press(Qt.Key.Key_Down)
    below = rows[rows.index("agadir2") + 1]
    assert stage.selection.current == Selected(Kind.DEVICE, below), "the keyboard goes on from where it was"


def test_what_was_selected_while_hidden_is_in_sight_when_shown(theme: Theme, qtbot: Any) -> None:
    at = site("Rabat")
    stage = Stage(Told([at], terminals(at, 80)).live(), theme, qtbot)
    stage.selection.select(Kind.DEVICE, "rabat70")
    assert stage.page.table.selected is None, "a hidden page does nothing"
    stage.show()
    table = stage.page.table
    qtbot.waitUntil(lambda: table.viewport().rect().contains(table.visualRect(table.currentIndex()).center()))
    assert table.selected == "rabat70"


def test_a_hidden_page_catches_up_when_it_is_shown(stage: Stage) -> None:
    stage.page.hide()
    stage.told.change("agadir4", connectivity="offline")
    assert not stage.page._due.isActive()
    assert not stage.page._second.isActive()
    assert stage.rows[0] == "fès2"
    stage.page.show()
    assert stage.rows[:2] == ["fès2", "agadir4"]


def test_news_are_shown_a_moment_later(stage: Stage) -> None:
    stage.told.change("agadir4", connectivity="offline")
    stage.bot.waitUntil(lambda: stage.rows[:2] == ["fès2", "agadir4"])


def test_time_passes_in_the_rows_in_sight(stage: Stage) -> None:
    stage.told.now_us += 7_000_000
    heard: list[Column] = []
    stage.page.model.dataChanged.connect(lambda a, _b: heard.append(COLUMNS[a.column()]))
    stage.page._tick()
    assert Column.SEEN in heard
    assert stage.text("agadir1", Column.SEEN) == "7 s ago"


# -- the keyboard alone
# -------------------------------------------------------------------------------------------


def test_arrows_move_and_select(stage: Stage) -> None:
    stage.press(Qt.Key.Key_Down)
    assert stage.selection.current == Selected(Kind.DEVICE, "rabat1")
    stage.press(Qt.Key.Key_Home)
    assert stage.selection.current == Selected(Kind.DEVICE, "fès2")
    stage.press(Qt.Key.Key_End)
    assert stage.selection.current == Selected(Kind.DEVICE, stage.rows[-1])


def test_enter_and_space_open_what_the_keyboard_is_at(stage: Stage) -> None:
    stage.press(Qt.Key.Key_Home)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        stage.selection.clear()
        stage.press(key)
        assert stage.selection.current == Selected(Kind.DEVICE, "fès2")


def test_groups_are_walked_like_a_tree(stage: Stage) -> None:
    stage.page.toggle_grouping()
    stage.press(Qt.Key.Key_Home)
    assert stage.selection.current is None, "the keyboard is at a heading"
    stage.press(Qt.Key.Key_Left)
    assert stage.rows[1] == "[site:rabat]"
    stage.press(Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert stage.selection.current == Selected(Kind.DEVICE, "fès1")
    stage.press(Qt.Key.Key_Left)
    assert isinstance(stage.page.table.current_row, Group)
    assert stage.selection.current == Selected(Kind.DEVICE, "fès1"), "still what was selected"
    stage.press(Qt.Key.Key_Space)
    assert stage.rows[1] == "[site:rabat]"


def test_commands_do_what_buttons_do(stage: Stage) -> None:
    registry = Registry()
    registry.add(*stage.page.commands())
    registry.run("devices.group")
    assert stage.page.model.grouped
    registry.run("devices.fold")
    assert len(stage.rows) == 3
    registry.run("devices.unfold")
    assert len(stage.rows) == 12
    registry.run("devices.filter")
    assert stage.page.filter.line.hasFocus()
    assert not registry.run("devices.clear_filter")
    assert not registry.run("devices.copy")
    stage.selection.select(Kind.DEVICE, "agadir1")
    assert registry.run("devices.copy")
    assert QGuiApplication.clipboard().text() == "SN-agadir1"
    assert not registry.run("devices.feed"), "it has not punched"


# -- menus
# --------------------------------------------------------------------------------------------------------


def ask(stage: Stage, place: int) -> None:
    """A right click on a row."""
    table = stage.page.table
    at = table.visualRect(table.at(place)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, table.viewport().mapToGlobal(at))
    QApplication.sendEvent(table.viewport(), event)


@pytest.mark.usefixtures("popups")
def test_a_terminal_is_copied_and_shown_elsewhere_from_its_menu(stage: Stage) -> None:
    stage.told.punch("fès2")
    stage.page._refresh()
    ask(stage, 0)
    stage.choose("Copy the serial number")
    assert QGuiApplication.clipboard().text() == "SN-fès2"
    ask(stage, 0)
    stage.choose("Copy the name")
    assert QGuiApplication.clipboard().text() == "Gate 2"
    ask(stage, 0)
    stage.choose("Show on map")
    assert (stage.opened, stage.selection.current) == (["map"], Selected(Kind.SITE, "fès"))
    ask(stage, 0)
    stage.choose("Show its last punch in the feed")
    assert (stage.opened[-1], stage.selection.current) == ("feed", Selected(Kind.PUNCH, "punch 0"))
    ask(stage, 0)
    stage.choose("Only ⁦Fès⁩")
    assert stage.page.filter.text == "site=Fès"


@pytest.mark.usefixtures("popups")
def test_the_menu_key_asks_about_the_current_row(stage: Stage) -> None:
    stage.press(Qt.Key.Key_Home, Qt.Key.Key_Down)
    table = stage.page.table
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), table.mapToGlobal(QPoint(0, 0))
    )
    QApplication.sendEvent(table.viewport(), event)
    stage.choose("Copy the serial number")
    assert QGuiApplication.clipboard().text() == "SN-rabat1"


@pytest.mark.usefixtures("popups")
def test_the_menu_of_a_heading_folds_and_selects_the_site(stage: Stage) -> None:
    stage.page.toggle_grouping()
    ask(stage, 0)
    stage.choose("Fold all groups")
    assert len(stage.rows) == 3
    ask(stage, 0)
    stage.choose("Select Fès")
    assert stage.selection.current == Selected(Kind.SITE, "fès")


@pytest.mark.usefixtures("popups")
def test_at_a_usual_size_nothing_scrolls_sideways_and_no_reason_is_cut(stage: Stage) -> None:
    long = "Branch Office - Casablanca"
    stage.told.sites = [replace(each, name=f"{long} {n}") for n, each in enumerate(stage.told.sites)]
    stage.told_of("fès2", connectivity="offline", last_seen_us=stage.told.now_us - 55 * MINUTE_US)
    stage.page.resize(920, 800)
    QApplication.processEvents()
    table = stage.page.table
    table.measure()
    assert table.horizontalScrollBar().maximum() == 0
    for column in (Column.STATUS, Column.REASON, Column.SEEN, Column.PUNCH, Column.SERIAL):
        assert table.columnWidth(PLACE[column]) >= table.sizeHintForColumn(PLACE[column])
    assert table.columnWidth(PLACE[Column.SITE]) > 140


def test_columns_are_chosen_while_their_menu_stays_open(stage: Stage) -> None:
    table = stage.page.table
    stage.page.choose_columns()
    menu = stage.menu()
    assert isinstance(menu, ColumnsMenu)
    actions = {action.text(): action for action in menu.actions()}
    assert not actions["Name"].isEnabled(), "a row must say what it is about"
    for title in ("Tags", "Model"):
        at = menu.actionGeometry(actions[title]).center()
        stage.bot.mouseMove(menu, at)
        stage.bot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=at)
    assert menu.isVisible()
    assert set(table.shown_columns) == (DEFAULT | {Column.TAGS}) - {Column.MODEL}
    assert not table.isColumnHidden(PLACE[Column.TAGS])
    menu.setActiveAction(actions["Faces"])
    stage.press(Qt.Key.Key_Space, on=menu)
    assert Column.FACES in table.shown_columns
    stage.choose("Columns as they were at first")
    assert set(table.shown_columns) == DEFAULT


# -- what is kept
# -------------------------------------------------------------------------------------------------


def test_it_is_found_as_it_was_left(stage: Stage) -> None:
    page, table = stage.page, stage.page.table
    page.filter.set_text("gate")
    page.toggle_grouping()
    page.model.fold(["site:rabat"], True)
    page.sort_by(Column.SERIAL)
    page.sort_by(Column.SERIAL)
    table.show_column(Column.IP, True)
    table.show_column(Column.MODEL, False)
    table.header.moveSection(table.header.visualIndex(PLACE[Column.IP]), 1)
    table.setColumnWidth(PLACE[Column.NAME], 222)
    kept = json.loads(json.dumps(page.save_state()))

    other = stage.new_page()
    other.restore_state(kept)
    other.show()

    assert other.save_state() == kept
    assert (other.filter.text, other.model.grouped, other.model.folded) == ("gate", True, {"site:rabat"})
    assert other.model.order == Order(Column.SERIAL, True)
    assert other.table.columns[1] is Column.IP
    assert other.table.columnWidth(PLACE[Column.NAME]) == 222
    assert other.table.isColumnHidden(PLACE[Column.MODEL])


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"filter": 3, "history": "x", "sort": ["colour", True], "columns": [1], "shown": ["colour"]},
        {"sort": "status", "shown": ["ip"], "columns": ["ip", "ip"], "widths": {"ip": -4, "name": "x"}},
        {"grouped": 1, "folded": [None], "filter": "colour:red", "widths": 7},
    ],
)
def test_what_cannot_be_used_any_more_is_passed_over(stage: Stage, kept: dict[str, Any]) -> None:
    page = stage.new_page()
    page.restore_state(kept)
    page.show()
    assert page.model.order == Order()
    assert Column.NAME in page.table.shown_columns
    assert sorted(page.table.columns) == sorted(COLUMNS)
    assert page.model.rowCount() == 9


# -- size
# --------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("no_collector")
def test_columns_ask_no_more_rows_than_are_in_sight(
    theme: Theme, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = site("Casablanca")
    stage = Stage(Told([at], terminals(at, 500)).live(), theme, qtbot).show()
    table, asked = stage.page.table, []
    measure = table._delegate.width_of
    monkeypatch.setattr(
        table._delegate, "width_of", lambda row, column: asked.append(row) or measure(row, column)
    )
    table.measure()
    assert 0 < len({row.device.id for row in asked}) < 60


def test_a_thousand_terminals_never_hold_the_window_up(theme: Theme, qtbot: Any) -> None:
    sites = [site(f"Site {number} of") for number in range(100)]
    devices = [device for at in sites for device in terminals(at, 10)]
    stage = Stage(Told(sites, devices).live(), theme, qtbot).show()
    page, line = stage.page, stage.page.filter.line
    qtbot.wait(50)
    page.filter.focus()
    qtbot.keyClicks(line, "gate 7")
    qtbot.waitUntil(lambda: page.model.shown < 1_000)
    stage.press(Qt.Key.Key_Escape, on=line)
    qtbot.waitUntil(lambda: page.model.shown == 1_000)
    header_click(stage, Column.SERIAL)
    qtbot.mouseClick(page._group, Qt.MouseButton.LeftButton)
    page.focus_first()
    stage.press(Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Space)
    stage.told.silence()
    qtbot.waitUntil(lambda: set(page.model.counts()) == {Status.NO_DATA})
    page.hide()
    page.show()
    qtbot.wait(50)  # the watchdog of conftest.py has judged every event
    assert page.model.total == 1_000

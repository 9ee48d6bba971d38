"""The overview as an operator meets it: one glance, and by mouse and keyboard from there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QLocale, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from console.commands.registry import Command
from console.core.profiles import SafeMode
from console.core.status import Status
from console.models.selection import Kind, Selected, Selection
from console.models.sites import Role
from console.theme.theme import Look, Theme
from console.views.delegates.site_card import SiteCardDelegate
from console.views.pages.overview import OverviewPage
from console.views.pages.page import Surroundings
from console.views.widgets.flow_list import FlowList
from console.views.words import Words
from tests.console.fleets import MINUTE_US, NINE_US, Told, site, terminals, three_sites


@dataclass
class Desk:
    """A page on a session, and where it led to."""

    bot: QtBot
    told: Told
    page: OverviewPage
    selection: Selection
    went: list[str]

    def settle(self) -> None:
        """Until what was told is on the screen."""
        self.bot.waitUntil(lambda: not self.page._due.isActive())
        QApplication.processEvents()

    def cards(self) -> list[str]:
        return listed(self.page.cards) if self.page.attention.isVisible() else []


def listed(sites: FlowList) -> list[str]:
    model = sites.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    yield Theme(qapp, Look.DARK)
    qapp.setStyleSheet("")


@pytest.fixture
def told() -> Told:
    """Three sites, nine terminals, all well, nobody waiting."""
    return three_sites().live()


def sit_down(bot: QtBot, theme: Theme, told: Told, width: int = 1200) -> Desk:
    selection, went = Selection(), list[str]()
    page = OverviewPage(Surroundings(theme, told.session, selection, Words(QLocale("en_GB")), went.append))
    bot.addWidget(page, before_close_func=lambda _: page.close_page())
    page.resize(width, 900)
    page.show()
    QApplication.processEvents()
    page.activateWindow()
    bot.waitUntil(page.isActiveWindow)
    return Desk(bot, told, page, selection, went)


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, told: Told) -> Desk:
    return sit_down(qtbot, theme, told)


def click(desk: Desk, sites: FlowList, index: QModelIndex, at: QPoint | None = None) -> None:
    spot = sites.visualRect(index).center() if at is None else at
    desk.bot.mouseClick(sites.viewport(), Qt.MouseButton.LeftButton, pos=spot)


# --- one glance


def test_when_all_is_well_that_is_one_green_line_and_no_card(desk: Desk) -> None:
    assert desk.page.verdict.verdict == "All 9 online · 3 sites"
    assert (desk.page.verdict.status, desk.page.verdict.words) == (Status.ONLINE, "")
    assert desk.cards() == []
    assert listed(desk.page.rows) == ["Agadir", "Fès", "Rabat"]


def test_a_site_that_goes_dark_gets_a_card_and_loses_it(desk: Desk) -> None:
    desk.told.change("rabat1", "rabat2", connectivity="offline", ip="41.140.7.9")
    desk.settle()

    assert desk.page.verdict.verdict == "1 site needs attention: 2 offline"
    assert desk.page.verdict.status is Status.OFFLINE
    assert desk.cards() == ["Rabat"]
    said = desk.page.trouble.index_of("rabat").data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Rabat, 2 terminals, All 2 offline, all behind ⁦41.140.7.9⁩"
    assert listed(desk.page.rows)[0] == "Rabat"

    desk.told.change("rabat1", "rabat2", connectivity="online")
    desk.settle()
    assert desk.page.verdict.verdict == "All 9 online · 3 sites"
    assert desk.cards() == []


def test_the_worst_site_has_the_first_card(desk: Desk) -> None:
    desk.told.change("fès2", health="degraded")
    desk.told.change("agadir1", connectivity="offline")
    desk.settle()

    assert desk.cards() == ["Agadir", "Fès"]


def test_figures(desk: Desk) -> None:
    desk.told.punch("rabat1", 4)
    desk.told.change("agadir1", connectivity="offline")
    desk.settle()

    figures = desk.page.figures
    assert (figures.terminals.number, figures.terminals.words) == ("8 of 9", "1 offline")
    assert figures.punches.number == "4"
    assert figures.punches.words.startswith("4 since ")
    assert (figures.sites.number, figures.sites.words) == ("3", "All on the map")
    assert figures.waiting.number == "0"


def test_who_waits_is_counted_and_the_way_there_is_offered(desk: Desk) -> None:
    desk.told.waiting = (replace(desk.told.devices[0], id="X1", serial="X1", connectivity="pending"),)
    desk.told.tell()
    desk.settle()

    assert desk.page.figures.waiting.number == "1"
    approve = named_button(desk.page.figures, "Approve or refuse")
    desk.bot.mouseClick(approve, Qt.MouseButton.LeftButton)
    assert desk.went == ["devices"]


def test_who_may_only_read_is_not_asked_to_approve(qtbot: QtBot, theme: Theme, told: Told) -> None:
    told.session.profile = replace(told.session.profile, safe_mode=SafeMode.READ_ONLY)
    told.waiting = (replace(told.devices[0], id="X1", serial="X1", connectivity="pending"),)
    told.tell()

    page = sit_down(qtbot, theme, told).page

    assert named_button(page.figures, "See who it is").isVisible()


# --- not heard, nothing there


def test_when_the_edge_is_not_heard_nothing_is_green(desk: Desk) -> None:
    desk.told.change("rabat1", connectivity="offline")
    desk.told.now_us += 5 * MINUTE_US
    desk.told.silence()
    desk.settle()

    page = desk.page
    assert page.verdict.verdict.startswith("No data since ")
    assert page.verdict.status is Status.NO_DATA
    assert "as it was" in page.verdict.words
    assert desk.cards() == []
    levels = {page.sites.index(row).data(Role.ROW).verdict.level for row in range(3)}
    assert levels == {Status.NO_DATA}
    assert (page.figures.terminals.number, page.figures.terminals.words) == ("9", "No data")
    assert not has_colour(page, theme_colour(page, "online"))


def test_when_it_is_heard_again_all_is_as_it_is(desk: Desk) -> None:
    desk.told.silence()
    desk.settle()
    desk.told.live()
    desk.settle()

    assert desk.page.verdict.verdict == "All 9 online · 3 sites"
    assert has_colour(desk.page, theme_colour(desk.page, "online"))


def test_before_the_edge_was_ever_heard(qtbot: QtBot, theme: Theme) -> None:
    page = sit_down(qtbot, theme, Told()).page

    assert page.nothing.connecting.isVisible()
    assert not page.well.isVisible()
    assert page.nothing.first is None


def test_an_empty_fleet_says_what_to_enter_on_the_first_terminal(qtbot: QtBot, theme: Theme) -> None:
    page = sit_down(qtbot, theme, Told().live()).page

    assert page.nothing.first.isVisible()
    assert not page.well.isVisible()
    words = " ".join(part.text() for part in page.nothing.first.findChildren(QLabel))
    for wanted in ("127.0.0.1", "8080", "this computer itself", "punchdeck demo"):
        assert wanted in words
    named_button(page.nothing.first, "Copy: Server port").click()
    assert QGuiApplication.clipboard().text() == "8080"
    assert not page.nothing.first.add.isVisible(), "this key may not add one"


def test_an_empty_fleet_leads_to_adding_a_terminal(qtbot: QtBot, theme: Theme) -> None:
    add = Command("terminal.add", "Add a terminal…", "Terminal", run=lambda: None)
    page = sit_down(qtbot, theme, Told().live()).page
    page.around = replace(page.around, command={add.id: add}.get)
    page.catch_up()
    with qtbot.waitSignal(page.command_wanted) as wanted:
        named_button(page.nothing.first, "Add a terminal…").click()
    assert wanted.args == ["terminal.add"]


def test_the_first_terminal_that_calls_is_offered_for_approval_and_then_shown(
    qtbot: QtBot, theme: Theme
) -> None:
    told = Told().live()
    desk = sit_down(qtbot, theme, told)
    casa = site("Casablanca")
    devices = terminals(casa, 1)

    told.waiting = (replace(devices[0], connectivity="pending"),)
    told.tell()
    desk.settle()
    assert desk.page.nothing.waiting.isVisible()
    named_button(desk.page.nothing.waiting, "Approve or refuse").click()
    assert desk.went == ["devices"]

    told.waiting, told.sites, told.devices = (), [casa], devices
    told.tell()
    desk.settle()
    assert desk.page.verdict.verdict == "1 online · 1 site"
    assert not desk.page.nothing.first.isVisible()
    assert not desk.page.nothing.waiting.isVisible()


# --- going on from there


def test_a_click_on_a_card_selects_the_site_everywhere(desk: Desk) -> None:
    desk.told.change("fès1", connectivity="offline")
    desk.settle()
    click(desk, desk.page.cards, desk.page.trouble.index(0))

    assert desk.selection.current == Selected(Kind.SITE, "fès")
    for shown in (desk.page.cards, desk.page.rows):
        assert [index.data() for index in shown.selectedIndexes()] == ["Fès"]
    assert desk.went == []


def test_what_is_selected_elsewhere_is_shown_here(desk: Desk) -> None:
    desk.selection.select(Kind.DEVICE, "rabat2")
    assert [index.data() for index in desk.page.rows.selectedIndexes()] == ["Rabat"]

    desk.selection.clear()
    assert desk.page.rows.selectedIndexes() == []


def test_a_selected_site_that_gets_into_trouble_is_selected_there_too(desk: Desk) -> None:
    desk.selection.select(Kind.SITE, "rabat")
    desk.told.change("rabat1", connectivity="offline")
    desk.settle()

    assert [index.data() for index in desk.page.cards.selectedIndexes()] == ["Rabat"]


def test_a_double_click_opens_the_map(desk: Desk) -> None:
    rows = desk.page.rows
    spot = rows.visualRect(desk.page.sites.index_of("fès")).center()
    desk.bot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    desk.bot.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    assert desk.selection.current == Selected(Kind.SITE, "fès")
    assert desk.went == ["map"]


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_show_on_map_stands_on_the_card(desk: Desk, direction: Qt.LayoutDirection) -> None:
    desk.page.setLayoutDirection(direction)
    desk.told.change("fès1", "agadir1", connectivity="offline")
    desk.settle()
    delegate = desk.page.cards.itemDelegate()
    assert isinstance(delegate, SiteCardDelegate)
    index = desk.page.trouble.index(1)
    cell = desk.page.cards.visualRect(index)
    mirrored = direction is Qt.LayoutDirection.RightToLeft
    link = delegate.link_box(cell, index.data(Role.ROW), mirrored=mirrored)
    click(desk, desk.page.cards, index, link.center().toPoint())

    assert desk.went == ["map"]
    assert desk.selection.current == Selected(Kind.SITE, index.data(Role.ID))


def test_a_site_without_a_place_is_not_shown_on_the_map(qtbot: QtBot, theme: Theme) -> None:
    depot = site("Depot", lat=None, lon=None)
    desk = sit_down(qtbot, theme, Told([depot], terminals(depot, 2)).live())
    desk.page.rows.opened.emit(desk.page.sites.index(0))

    assert desk.selection.current == Selected(Kind.SITE, "depot")
    assert desk.went == []
    assert desk.page.figures.sites.words == "1 not on the map yet"


def test_the_keyboard_goes_where_the_eye_goes(desk: Desk) -> None:
    desk.told.change("fès1", "agadir1", connectivity="offline")
    desk.settle()
    desk.page.focus_first()
    desk.bot.keyClick(desk.page, Qt.Key.Key_Down)
    assert desk.page.cards.hasFocus()

    desk.bot.keyClick(desk.page.cards, Qt.Key.Key_Right)
    assert desk.selection.current is None
    desk.bot.keyClick(desk.page.cards, Qt.Key.Key_Return)
    second = desk.page.trouble.index(1).data(Role.ID)
    assert desk.selection.current == Selected(Kind.SITE, second)

    desk.bot.keyClick(desk.page.cards, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert desk.went == ["map"]


def test_arrows_go_up_and_down_through_all_sites(desk: Desk) -> None:
    desk.page.focus_first()
    desk.bot.keyClick(desk.page, Qt.Key.Key_Down)
    rows = desk.page.rows
    assert rows.hasFocus()

    for _ in range(2):
        desk.bot.keyClick(rows, Qt.Key.Key_Down)
    desk.bot.keyClick(rows, Qt.Key.Key_Space)

    assert desk.selection.current == Selected(Kind.SITE, "rabat")


def test_what_the_keyboard_reaches_is_scrolled_into_view(qtbot: QtBot, theme: Theme) -> None:
    sites = [site(f"Site {number:02d}") for number in range(60)]
    desk = sit_down(qtbot, theme, Told(sites, [terminals(at, 1)[0] for at in sites]).live(), 900)
    rows = desk.page.rows
    desk.page.focus_first()
    desk.bot.keyClick(desk.page, Qt.Key.Key_Down)
    desk.bot.keyClick(rows, Qt.Key.Key_End)

    place = rows.viewport().mapTo(desk.page, rows.visualRect(rows.currentIndex()).center())
    assert desk.page.rect().contains(place)


def test_the_filter_finds_a_site_and_escape_takes_it_away(desk: Desk) -> None:
    find = next(command for command in desk.page.commands() if command.id == "overview.find")
    find.run()
    assert desk.page.filter.hasFocus()
    desk.bot.keyClicks(desk.page.filter, "fes")
    assert listed(desk.page.rows) == ["Fès"]

    desk.bot.keyClicks(desk.page.filter, "!")
    assert not desk.page.rows.isVisible()

    assert desk.page.step_back()
    assert listed(desk.page.rows) == ["Agadir", "Fès", "Rabat"]
    assert not desk.page.step_back()


def test_the_map_command_wants_a_site_that_is_on_the_map(desk: Desk) -> None:
    show = next(command for command in desk.page.commands() if command.id == "overview.map")
    assert not show.enabled()

    desk.selection.select(Kind.DEVICE, "fès1")
    assert show.enabled()
    show.run()
    assert desk.went == ["map"]


# --- what changed lately


def test_changes_are_listed_newest_first_and_lead_to_the_terminal(desk: Desk) -> None:
    desk.told.now_us += MINUTE_US
    desk.told.change("rabat1", connectivity="offline", last_seen_us=NINE_US)
    desk.told.now_us += 2 * MINUTE_US
    desk.told.change("agadir1", "agadir2", connectivity="offline", last_seen_us=None)
    desk.settle()

    recent = desk.page.recent.list
    said = [entry.partition(", ")[2] for entry in listed(recent)]
    assert said == ["Gate 1 and 1 more: Went offline, Agadir", "Gate 1: Went offline, Rabat"]
    click(desk, recent, recent.model().index(1, 0))
    assert desk.selection.current == Selected(Kind.DEVICE, "rabat1")
    click(desk, recent, recent.model().index(0, 0))
    assert desk.selection.current == Selected(Kind.SITE, "agadir")


def test_many_changes_are_a_short_list_that_can_be_made_longer(desk: Desk) -> None:
    for number in range(9):
        desk.told.now_us += 2 * MINUTE_US
        desk.told.change("rabat1", health=("ok", "unstable")[number % 2 == 0])
    desk.settle()
    recent = desk.page.recent
    assert len(listed(recent.list)) == 6

    named_button(recent, "Show all 9").click()
    assert len(listed(recent.list)) == 9


def test_what_happened_while_another_page_was_open_is_listed(desk: Desk) -> None:
    desk.page.hide()
    desk.told.change("rabat1", connectivity="offline")
    desk.told.change("rabat1", connectivity="online")
    desk.page.show()

    assert len(listed(desk.page.recent.list)) == 2


# --- as a page among others


def test_a_hidden_page_does_nothing_and_catches_up(desk: Desk) -> None:
    desk.page.hide()
    desk.told.change("rabat1", connectivity="offline")
    assert not desk.page._due.isActive()
    assert not desk.page._tick.isActive()
    assert desk.page.verdict.status is Status.ONLINE

    desk.page.show()
    assert desk.page.verdict.status is Status.OFFLINE


def test_a_storm_of_news_is_one_update(desk: Desk) -> None:
    told = list[int]()
    desk.page.sites.dataChanged.connect(lambda first, last: told.append(1))
    for _ in range(50):
        desk.told.punch("rabat1")
    desk.settle()

    assert len(told) == 1


def test_another_tenant_behind_the_address_leaves_nothing_of_the_old_one(desk: Desk) -> None:
    desk.told.change("rabat1", connectivity="offline")
    desk.settle()
    desk.told.session.identified({"tenant": {"id": "another"}})
    depot = site("Depot")
    desk.told.sites, desk.told.devices = [depot], terminals(depot, 1)
    desk.told.live()
    desk.settle()

    assert listed(desk.page.rows) == ["Depot"]
    assert listed(desk.page.recent.list) == []


def test_a_closed_page_hears_nothing(desk: Desk) -> None:
    desk.page.close_page()

    assert len(desk.told.session.changed) == 0


def test_it_is_found_as_it_was_left(desk: Desk, qtbot: QtBot, theme: Theme, told: Told) -> None:
    desk.page.filter.setText("rab")
    desk.bot.mouseClick(desk.page.lately.title, Qt.MouseButton.LeftButton)
    state = desk.page.save_state()

    page = sit_down(qtbot, theme, told).page
    page.restore_state(state)

    assert listed(page.rows) == ["Rabat"]
    assert page.all.open
    assert not page.lately.open
    assert not page.recent.isVisible()


@pytest.mark.parametrize("state", [{}, {"filter": 7, "sites": "x", "changes": None}])
def test_a_state_that_makes_no_sense_is_passed_over(desk: Desk, state: dict[str, object]) -> None:
    desk.page.restore_state(state)

    assert desk.page.all.open
    assert desk.page.lately.open
    assert desk.page.filter.text() == ""


@pytest.mark.parametrize("width", [900, 1280, 2560])
def test_nothing_is_wider_than_the_page(qtbot: QtBot, theme: Theme, told: Told, width: int) -> None:
    desk = sit_down(qtbot, theme, told, width)
    told.change("rabat1", connectivity="offline")
    desk.settle()
    page = desk.page

    assert page._scroll.horizontalScrollBar().maximum() == 0
    for shown in (page.cards, page.rows, page.recent.list):
        right = max(
            shown.visualRect(shown.model().index(row, 0)).right() for row in range(shown.model().rowCount())
        )
        assert right <= shown.width()


def test_larger_text_makes_higher_rows(desk: Desk, theme: Theme) -> None:
    before = desk.page.rows.visualRect(desk.page.sites.index(0)).height()
    theme.set_text_scale(1.5)
    QApplication.processEvents()

    assert desk.page.rows.visualRect(desk.page.sites.index(0)).height() > before


def test_whatever_takes_the_keyboard_has_a_name(desk: Desk) -> None:
    wanted = (QAbstractButton, QLineEdit, FlowList)
    inner = {desk.page.filter.findChild(QAbstractButton)}  # the cross in the field, which Qt names itself
    for part in desk.page.findChildren(QWidget):
        if isinstance(part, wanted) and part not in inner and part.focusPolicy() != Qt.FocusPolicy.NoFocus:
            spoken = QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
            assert spoken, part


def named_button(inside: QWidget, name: str) -> QAbstractButton:
    buttons = inside.findChildren(QAbstractButton)
    return next(button for button in buttons if name in (button.text(), button.accessibleName()))


def theme_colour(page: OverviewPage, name: str) -> int:
    value: str = getattr(page.theme.tokens, name)
    return int(value[1:], 16)


def has_colour(page: OverviewPage, rgb: int) -> bool:
    image = page.grab().toImage()
    return any(
        image.pixel(x, y) & 0xFFFFFF == rgb for y in range(image.height()) for x in range(0, image.width(), 2)
    )

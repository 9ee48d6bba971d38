"""The feed page: it follows, stands still when somebody reads, loses nothing, and shares its selection."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QItemSelectionModel, QLocale, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from console.core.profiles import Profile
from console.core.records import FeedLine, Gap, Punch
from console.core.session import Session
from console.models.feed_columns import Column
from console.models.selection import Kind, Selected, Selection
from console.theme.theme import Look, Theme
from console.views.pages.feed import FeedPage
from console.views.pages.page import Surroundings
from console.views.words import Words

SECOND = 1_000_000
PAGE_UP, WHEEL = (
    QAbstractSlider.SliderAction.SliderPageStepSub,
    QAbstractSlider.SliderAction.SliderSingleStepSub,
)
END, PAGE_DOWN = QAbstractSlider.SliderAction.SliderToMaximum, QAbstractSlider.SliderAction.SliderPageStepAdd


def punch(number: int, **other: object) -> Punch:
    now_us = time.time_ns() // 1000
    base = Punch(
        f"att_{number}", now_us, now_us, 60, str(number), "check_in", "fingerprint", f"dev_{number % 3}",
        f"SN{number % 3}", f"Gate {number % 3}", "Headquarters", "site_1", "ok", late=False,
    )  # fmt: skip
    return base._replace(**other)


def punches(start: int, count: int) -> list[FeedLine]:
    return [punch(number) for number in range(start, start + count)]


@dataclass
class Stand:
    """The page on a session that nobody has connected: what it is told is put into its feed."""

    session: Session
    selection: Selection
    page: FeedPage
    opened: list[str] = field(default_factory=list)

    def tell(self, lines: list[FeedLine]) -> None:
        self.session.feed.append(lines)

    @property
    def bar(self):
        return self.page.table.verticalScrollBar()

    def scroll(self, action: QAbstractSlider.SliderAction) -> None:
        self.bar.triggerAction(action)
        QApplication.processEvents()

    @property
    def shown(self) -> list[FeedLine]:
        model = self.page.model
        return [model.line(row) for row in range(model.rowCount())]

    @property
    def at_end(self) -> bool:
        last = self.page.model.rowCount() - 1
        table = self.page.table
        bottom = table.rowViewportPosition(last) + table.rowHeight(last)
        return bottom <= table.viewport().height() and self.bar.value() == self.bar.maximum()

    def in_sight(self) -> list[tuple[int, FeedLine]]:
        """The rows on the screen and how high they stand."""
        table, model = self.page.table, self.page.model
        first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
        last = model.rowCount() - 1 if last < 0 else last
        return [(table.rowViewportPosition(row), model.line(row)) for row in range(first, last + 1)]

    def picture(self) -> QImage:
        QApplication.processEvents()
        return self.page.table.viewport().grab().toImage()


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Look.DARK)


@pytest.fixture
def stand(theme: Theme, qtbot: QtBot) -> Iterator[Stand]:
    session = Session(Profile.new("test", "http://127.0.0.1:1"), "key")
    selection, opened = Selection(), list[str]()
    words = Words(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    page = FeedPage(Surroundings(theme, session, selection, words, opened.append))
    qtbot.addWidget(page)
    page.resize(1180, 700)
    page.show()
    qtbot.waitExposed(page)
    yield Stand(session, selection, page, opened)
    page.close_page()


# -- Wireshark's rule
# ----------------------------------------------------------------------------------------------------------


def test_it_follows_while_it_is_at_the_bottom(stand: Stand) -> None:
    for start in range(0, 300, 60):
        stand.tell(punches(start, 60))
        assert stand.at_end
    assert stand.page.table.following
    assert stand.shown == list(stand.session.feed.lines())
    assert not stand.page.pill.isVisible()


@pytest.mark.parametrize("step", [PAGE_UP, WHEEL])
def test_any_scroll_upward_freezes_the_view_but_not_the_capture(
    stand: Stand, step: QAbstractSlider.SliderAction
) -> None:
    stand.tell(punches(0, 200))
    stand.scroll(step)
    assert not stand.page.table.following
    before = stand.in_sight()
    stand.tell(punches(200, 1_412))
    assert stand.in_sight() == before
    assert len(stand.session.feed) == 1_612
    assert stand.page.pill.isVisible()
    assert stand.page.pill.text() == "1,412 new, resume (End)"


def test_end_resumes_and_nothing_is_lost_or_doubled(stand: Stand) -> None:
    stand.tell(punches(0, 200))
    stand.scroll(PAGE_UP)
    stand.tell(punches(200, 412))
    QTest.keyClick(stand.page.table, Qt.Key.Key_End)
    assert stand.page.table.following
    assert stand.at_end
    assert not stand.page.pill.isVisible()
    assert [line.employee for line in stand.shown if isinstance(line, Punch)] == [str(n) for n in range(612)]


@pytest.mark.parametrize("way", ["pill", "button", "bottom", "command"])
def test_there_are_more_ways_back_to_the_end(stand: Stand, way: str) -> None:
    stand.tell(punches(0, 200))
    stand.scroll(WHEEL)
    stand.tell(punches(200, 40))
    if way == "pill":
        QTest.mouseClick(stand.page.pill, Qt.MouseButton.LeftButton)
    elif way == "button":
        (button,) = (found for found in stand.page.findChildren(QPushButton) if found.text() == "Resume")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    elif way == "bottom":
        stand.scroll(END)
    else:
        next(command for command in stand.page.commands() if command.id == "feed.end").run()
    assert stand.page.table.following
    assert stand.at_end
    assert len(stand.shown) == 240


def test_space_pauses_and_goes_on(stand: Stand) -> None:
    stand.tell(punches(0, 200))
    QTest.keyClick(stand.page.table, Qt.Key.Key_Space)
    stand.tell(punches(200, 5))
    assert len(stand.shown) == 200
    assert next(command for command in stand.page.commands() if command.id == "feed.pause").checked()
    QTest.keyClick(stand.page.table, Qt.Key.Key_Space)
    assert len(stand.shown) == 205


def test_a_window_that_changes_its_size_neither_freezes_nor_resumes(stand: Stand) -> None:
    stand.tell(punches(0, 100))
    stand.page.resize(900, 400)
    QApplication.processEvents()
    assert stand.at_end
    stand.page.resize(1180, 700)
    QApplication.processEvents()
    assert stand.at_end
    stand.scroll(WHEEL)
    stand.page.resize(1180, 1_400)
    QApplication.processEvents()
    assert not stand.page.table.following


def test_frozen_rows_stand_still_while_the_buffer_lets_lines_go(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = stand.session.feed
    monkeypatch.setattr(feed, "_kept", 300)
    monkeypatch.setattr(feed, "_slab", 20)
    stand.tell(punches(0, 300))
    stand.scroll(PAGE_UP)
    before, picture = stand.in_sight(), stand.picture()
    stand.tell(punches(300, 100))
    assert feed.first > 0
    assert stand.in_sight() == before
    assert stand.page.pill.text() == "100 new, resume (End)"
    stand.tell(punches(400, 300))
    assert stand.in_sight() == before
    assert "what you see is kept no longer" in stand.page.pill.text()
    stand.page.pill.hide()
    assert stand.picture() == picture
    stand.page.resume()
    assert stand.shown == list(feed.lines())
    assert stand.at_end


def test_letting_lines_go_neither_freezes_nor_selects_where_the_keyboard_is(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stand.session.feed, "_kept", 300)
    monkeypatch.setattr(stand.session.feed, "_slab", 20)
    stand.tell(punches(0, 300))
    table = stand.page.table
    table.selectionModel().setCurrentIndex(
        stand.page.model.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate
    )
    for start in range(300, 700, 40):
        stand.tell(punches(start, 40))
        assert table.following
        assert stand.at_end
    assert stand.session.feed.first > 0
    assert stand.selection.current is None
    assert table.verticalHeader().count() == stand.page.model.rowCount() == len(stand.session.feed)


def test_another_edges_punches_replace_even_frozen_ones(stand: Stand) -> None:
    stand.tell(punches(0, 100))
    stand.scroll(PAGE_UP)
    stand.session.feed.clear()
    assert stand.shown == []
    assert stand.page.table.following


def test_a_hidden_page_catches_up_when_it_is_shown(stand: Stand) -> None:
    stand.tell(punches(0, 50))
    stand.page.hide()
    stand.tell(punches(50, 150))
    assert len(stand.shown) == 50
    stand.page.show()
    assert len(stand.shown) == 200
    QApplication.processEvents()
    assert stand.at_end


# -- filter
# ----------------------------------------------------------------------------------------------------------


def test_a_filter_shows_what_passes_and_how_many(stand: Stand) -> None:
    stand.tell([*punches(0, 60), Gap(None, time.time_ns() // 1000), *punches(60, 60)])
    stand.page.filter.set_text("employee:11")
    assert [line.employee for line in stand.shown if isinstance(line, Punch)] == [
        "11", *(str(n) for n in range(110, 120)),
    ]  # fmt: skip
    assert any(isinstance(line, Gap) for line in stand.shown), "gaps are not to be overlooked"
    assert stand.page.filter.count == "11 of 120"
    stand.tell(punches(1100, 3))
    assert stand.page.filter.count == "14 of 123"
    stand.page.filter.clear()
    assert stand.page.filter.count == "123 punches"
    assert stand.at_end


def test_filtering_while_frozen_keeps_the_selected_row_where_it_is(stand: Stand) -> None:
    stand.tell(punches(0, 400))
    stand.scroll(PAGE_UP)
    stand.scroll(PAGE_UP)
    row = stand.page.table.first_row + 5
    row += (3 - row % 3) % 3  # of dev_0
    stand.page.table.selectRow(row)
    chosen, y = stand.page.model.line(row), stand.page.table.rowViewportPosition(row)
    stand.page.filter.set_text("serial=SN0")
    QApplication.processEvents()
    assert not stand.page.table.following
    assert (y, chosen) in stand.in_sight()
    assert stand.page.table.selected_line == chosen


def test_where_nothing_is_to_be_seen_it_says_why(stand: Stand) -> None:
    def said() -> list[str]:
        labels = stand.page.findChildren(QLabel)
        titles = ("No punches yet", "Nothing matches")
        return [label.text() for label in labels if label.isVisible() and label.text() in titles]

    assert said() == ["No punches yet"]
    stand.tell(punches(0, 5))
    assert said() == []
    stand.page.filter.set_text("employee=nobody")
    assert said() == ["Nothing matches"]
    (button,) = (
        found
        for found in stand.page.findChildren(QPushButton)
        if found.text() == "Clear the filter" and found.isVisible()
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(stand.shown) == 5


# -- selection and what can be done with a row
# ----------------------------------------------------------------------------------------------------------


def test_selecting_a_row_freezes_and_is_shared(stand: Stand) -> None:
    stand.tell(punches(0, 100))
    row = stand.page.table.first_row + 4
    at = QPoint(50, stand.page.table.rowViewportPosition(row) + 5)
    QTest.mouseClick(stand.page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert stand.selection.current == Selected(Kind.PUNCH, f"att_{row}")
    assert not stand.page.table.following


def test_what_is_selected_elsewhere_is_shown_here(stand: Stand) -> None:
    stand.tell(punches(0, 300))
    stand.selection.select(Kind.PUNCH, "att_20")
    QApplication.processEvents()
    assert stand.page.table.selected_line == stand.shown[20]
    assert stand.shown[20] in [line for _, line in stand.in_sight()]
    stand.selection.select(Kind.DEVICE, "dev_1")
    assert stand.page.table.selected_line is None
    assert not stand.page.table.following, "whoever reads is left in peace"


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_arrow_keys_begin_at_what_is_in_sight(stand: Stand, direction: Qt.LayoutDirection) -> None:
    stand.page.setLayoutDirection(direction)
    stand.tell(punches(0, 300))
    stand.page.table.setFocus()
    QTest.keyClick(stand.page.table, Qt.Key.Key_Up)
    assert stand.selection.current == Selected(Kind.PUNCH, "att_299")
    QTest.keyClick(stand.page.table, Qt.Key.Key_Up)
    assert stand.selection.current == Selected(Kind.PUNCH, "att_298")


@pytest.mark.parametrize("way", ["double click", "enter"])
def test_a_row_leads_to_its_terminal(stand: Stand, way: str) -> None:
    stand.tell(punches(0, 10))
    table = stand.page.table
    at = QPoint(50, table.rowViewportPosition(4) + 5)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    if way == "enter":
        QTest.keyClick(table, Qt.Key.Key_Return)
    else:
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert stand.selection.current == Selected(Kind.DEVICE, "dev_1")
    assert stand.opened == ["devices"]


def test_the_menu_of_a_row_narrows_the_filter(stand: Stand) -> None:
    stand.tell(punches(0, 30))
    menu = stand.page.menu_of(stand.shown[20])
    actions = {action.text(): action for action in menu.actions() if action.text()}
    assert list(actions) == [
        "Only employee \u206620\u2069", "Only Gate 2", "Only Headquarters", "Only check in",
        "Show Gate 2", "Copy the row",
    ]  # fmt: skip
    actions["Only Gate 2"].trigger()
    assert stand.page.filter.text == "serial=SN2"
    assert len(stand.shown) == 10
    actions["Only employee \u206620\u2069"].trigger()
    assert stand.page.filter.text == "serial=SN2 employee=20"
    actions["Show Gate 2"].trigger()
    assert stand.opened == ["devices"]


@pytest.mark.parametrize("reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard])
def test_mouse_and_menu_key_ask_for_the_menu_of_a_row(stand: Stand, reason: QContextMenuEvent.Reason) -> None:
    stand.tell(punches(0, 30))
    table, asked = stand.page.table, list[FeedLine]()
    table.asked.disconnect()  # nothing pops up on a screen that is none
    table.asked.connect(lambda line, _at: asked.append(line))
    table.selectRow(7)
    pointed = QPoint(50, table.rowViewportPosition(12) + 5)
    event = QContextMenuEvent(reason, pointed, table.viewport().mapToGlobal(pointed))
    QApplication.sendEvent(table.viewport(), event)
    wanted = 12 if reason is QContextMenuEvent.Reason.Mouse else 7
    assert asked == [stand.shown[wanted]]


def test_the_selected_row_is_copied(stand: Stand) -> None:
    stand.tell(punches(0, 30))
    copy = next(command for command in stand.page.commands() if command.id == "feed.copy")
    assert not copy.enabled()
    stand.page.table.selectRow(9)
    assert copy.enabled()
    copy.run()
    assert "\t9\tCheck in\tFingerprint\tGate 0\tSN0\tHeadquarters\t" in QGuiApplication.clipboard().text()


# -- what it looks like
# ----------------------------------------------------------------------------------------------------------


def test_a_gap_spans_the_whole_width(stand: Stand, theme: Theme) -> None:
    now_us = time.time_ns() // 1000
    stand.tell([punch(1), Gap(now_us - 60 * SECOND, now_us), punch(2)])
    QApplication.processEvents()
    table, image = stand.page.table, stand.picture()
    middle = table.rowViewportPosition(1) + table.rowHeight(1) // 2
    ground = image.pixelColor(3, 3)
    painted = [x for x in range(image.width()) if image.pixelColor(x, middle) != ground]
    assert min(painted) < 20
    assert max(painted) > image.width() - 24


def test_what_is_odd_has_a_mark_of_its_own_shape(stand: Stand) -> None:
    stand.tell([punch(1), punch(2, late=True), punch(3, time_quality="suspect")])
    QApplication.processEvents()
    table, image = stand.page.table, stand.picture()
    left = table.columnViewportPosition(Column.FLAGS)

    def mark(row: int) -> QImage:
        return image.copy(left, table.rowViewportPosition(row), 32, table.rowHeight(row))

    assert mark(0) != mark(1)
    assert mark(1) != mark(2)


# -- what is remembered
# ----------------------------------------------------------------------------------------------------------


def test_columns_filter_and_history_are_found_as_they_were_left(
    stand: Stand, theme: Theme, qtbot: QtBot
) -> None:
    assert stand.page.save_state()["columns"] is None, "nobody has drawn any: they fit themselves"
    stand.page.table.setColumnWidth(Column.DEVICE, 311)
    stand.page.filter.set_text("late:yes")
    state = stand.page.save_state()
    other = FeedPage(stand.page.around)
    qtbot.addWidget(other)
    other.restore_state(state)
    other.resize(1180, 700)
    other.show()
    assert other.filter.text == "late:yes"
    assert other.filter.history == ["late:yes"]
    assert other.table.columnWidth(Column.DEVICE) == 311
    other.close_page()


@pytest.mark.parametrize("state", [{}, {"columns": [1], "filter": 3, "history": "x"}, {"columns": ["a"] * 8}])
def test_a_state_that_cannot_be_used_is_passed_over(stand: Stand, state: dict[str, object]) -> None:
    stand.page.restore_state(state)
    assert stand.page.filter.text == ""
    assert stand.page.save_state()["columns"] is None


def test_every_column_is_in_sight_at_a_usual_size(stand: Stand) -> None:
    stand.tell(punches(0, 3))
    QApplication.processEvents()
    assert stand.page.table.horizontalScrollBar().maximum() == 0


def test_beside_an_inspector_the_names_of_sites_have_room_and_empty_columns_take_none(stand: Stand) -> None:
    stand.page.resize(920, 700)
    stand.tell([punch(number, site="Branch Office - Casablanca") for number in range(40)])
    table = stand.page.table
    table.measure()
    assert table.horizontalScrollBar().maximum() == 0
    for column in Column:
        assert table.columnWidth(column) >= table.sizeHintForColumn(column), column.name
    assert table.columnWidth(Column.LAG) < 80 < table.columnWidth(Column.FLAGS)
    before = [table.columnWidth(column) for column in Column]
    stand.scroll(PAGE_UP)
    stand.tell([punch(99, employee="9" * 30)])
    table.measure()
    assert [table.columnWidth(column) for column in Column] == before, "nothing moves while somebody reads"


def test_a_view_is_kept_under_a_name_and_over_a_restart(stand: Stand) -> None:
    page = stand.page
    page.filter.set_text("site:rabat")
    page.views.keep("Rabat", page._view())
    page.filter.set_text("")
    kept = page.save_state()
    page.views.forget("Rabat")
    page.restore_state(kept)
    (view,) = page.views
    page._show_view(view.state)
    assert page.filter.text == "site:rabat"

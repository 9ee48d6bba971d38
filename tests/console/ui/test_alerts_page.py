"""The alerts as an operator meets them: one row for each cause, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from console.core.alerts import Alert, Severity, Stage
from console.core.profiles import SafeMode
from console.core.strips import Strip, Turn
from console.models.alert_columns import COLUMNS, PLACE, Column
from console.models.selection import Kind, Selected, Selection
from console.theme.theme import Look, Theme
from console.views.inspector.panel import Inspector
from console.views.pages.alerts import AlertsPage
from console.views.pages.page import Surroundings
from console.views.words import Words
from tests.console.alerts import alert, outage
from tests.console.fleets import MINUTE_US, NINE_US, Told, three_sites


@dataclass
class Desk:
    """A page on a session, and what stands beside it."""

    bot: QtBot
    told: Told
    page: AlertsPage
    inspector: Inspector
    selection: Selection

    def put(self, *alerts: Alert) -> None:
        intake = self.told.session.alerts
        intake.changed.tell(intake.book.put(*alerts))
        self.settle()

    def settle(self) -> None:
        self.bot.waitUntil(lambda: not self.page._due.isActive())
        QApplication.processEvents()

    def rows(self) -> list[str]:
        model = self.page.model
        return [model.row(place).alert.id for place in range(model.rowCount())]

    def cell(self, alert_id: str, column: Column, role: int = Qt.ItemDataRole.DisplayRole) -> str:
        place = self.page.model.place_of(alert_id)
        assert place is not None
        return str(self.page.model.index(place, PLACE[column]).data(role))

    def click(self, alert_id: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        place = self.page.model.place_of(alert_id)
        assert place is not None
        index = self.page.model.index(place, PLACE[Column.SINCE])
        spot = self.page.table.visualRect(index).center()
        self.bot.mouseClick(self.page.table.viewport(), Qt.MouseButton.LeftButton, modifier, spot)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.bot.keyClick(self.page.table, key, modifier)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    yield Theme(qapp, Look.DARK)
    qapp.setStyleSheet("")


@pytest.fixture
def told() -> Told:
    told = three_sites().live()
    told.session.connection.me = {"id": "key_me", "scopes": ["alerts:read", "alerts:write"]}
    told.session.alerts.available = True
    return told


def sit_down(bot: QtBot, theme: Theme, told: Told) -> Desk:
    selection = Selection()
    around = Surroundings(theme, told.session, selection, Words(QLocale("en_GB")), lambda page_id: None)
    page, inspector = AlertsPage(around), Inspector(around)
    bot.addWidget(page, before_close_func=lambda _: page.close_page())
    bot.addWidget(inspector, before_close_func=lambda _: inspector.close_panel())
    page.resize(1000, 700)
    inspector.resize(340, 700)
    inspector.show()
    page.show()
    QApplication.processEvents()
    page.activateWindow()
    bot.waitUntil(page.isActiveWindow)
    return Desk(bot, told, page, inspector, selection)


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, told: Told) -> Desk:
    return sit_down(qtbot, theme, told)


TROUBLE = (
    alert("loose", "device_unstable", severity=Severity.INFO, stage=Stage.UNSTABLE),
    alert("off", expected=30),
    outage("out", "Rabat", "rabat1", "rabat2", expected=120),
    alert("r1", parent_id="out", stage=Stage.INHIBITED, entity_id="rabat1", site="Rabat", site_id="rabat"),
    alert("r2", parent_id="out", stage=Stage.INHIBITED, entity_id="rabat2", site="Rabat", site_id="rabat"),
    alert("early", stage=Stage.PENDING),
)


# --- what it shows


def test_where_nothing_is_wrong_it_says_so(desk: Desk) -> None:
    said = [part.text() for part in desk.page.findChildren(QLabel) if part.isVisible()]
    assert "Nothing needs you" in said


def test_a_key_that_may_not_read_alerts_is_told_so(desk: Desk) -> None:
    desk.told.session.alerts.available = False
    desk.page.catch_up()
    said = [part.text() for part in desk.page.findChildren(QLabel) if part.isVisible()]
    assert "No alerts here" in said


def test_one_row_for_each_cause_worst_first(desk: Desk) -> None:
    desk.put(*TROUBLE)

    assert desk.rows() == ["out", "off", "loose"], "what is only watched, or part of a cause, has no row"
    assert desk.cell("out", Column.SEVERITY) == "Critical"
    assert desk.cell("out", Column.EXPECTED) == "120"
    assert desk.cell("off", Column.SINCE) == "10 min"
    assert desk.cell("loose", Column.STAGE) == "Comes and goes"
    assert desk.page.filter.count == "3 alerts"
    shown = [chip.accessibleName() for chip in desk.page.chips.chips.values() if chip.isVisible()]
    assert shown == ["1 critical", "1 warning", "1 for information"]


def test_a_cause_unfolds_by_mouse_and_by_keyboard(desk: Desk) -> None:
    desk.put(*TROUBLE)
    desk.click("out")
    desk.press(Qt.Key.Key_Right)
    assert desk.rows() == ["out", "r1", "r2", "off", "loose"]
    desk.press(Qt.Key.Key_Down)
    assert desk.page.table.current == "r1"
    desk.press(Qt.Key.Key_Left)
    assert desk.page.table.current == "out", "out of it, to its cause"
    desk.press(Qt.Key.Key_Left)
    assert desk.rows() == ["out", "off", "loose"]
    cell = desk.page.table.visualRect(desk.page.model.index(0, PLACE[Column.ALERT]))
    chevron = QPoint(cell.left() + 14, cell.center().y())
    desk.bot.mouseClick(desk.page.table.viewport(), Qt.MouseButton.LeftButton, pos=chevron)
    assert len(desk.rows()) == 5


def test_what_is_over_stays_struck_for_five_minutes(desk: Desk) -> None:
    desk.put(*TROUBLE)
    desk.put(replace(TROUBLE[1], stage=Stage.RESOLVED, resolved_us=NINE_US))
    assert desk.rows() == ["out", "loose", "off"]
    assert desk.cell("off", Column.STAGE) == "Over"
    desk.told.now_us += 5 * MINUTE_US
    desk.page._tick()
    desk.settle()
    assert desk.rows() == ["out", "loose"]


def test_ages_go_on(desk: Desk) -> None:
    desk.put(alert("off"))
    desk.told.now_us += 2 * MINUTE_US
    assert desk.cell("off", Column.SINCE) == "12 min"


def test_the_strip_shows_how_a_terminal_came_and_went(desk: Desk) -> None:
    strip = Strip([Turn(NINE_US - n * MINUTE_US, there=n % 2 == 0) for n in range(1, 9)])
    desk.told.session.alerts._strips["agadir1"] = strip
    desk.put(alert("loose", "device_unstable", stage=Stage.UNSTABLE))
    row = desk.page.model.row(0)
    assert len(desk.page.alert_words.cells(row.alert)) == 20
    said = desk.cell("loose", Column.STAGE, Qt.ItemDataRole.ToolTipRole)
    assert said == "went 4 times in the last hour"
    desk.page.grab()


def test_who_has_it_and_why_nobody_is_told(desk: Desk) -> None:
    desk.told.session.alerts.people = {"person_1": "Amina"}
    later = NINE_US + 60 * MINUTE_US
    desk.put(
        alert("mine", acknowledged_us=NINE_US, acknowledged_by="key_me", ack_until_us=later),
        alert("given", assignee="person_1"),
        alert("hushed", muted="sil_1"),
    )
    assert desk.cell("mine", Column.WHO) == "you"
    assert desk.cell("given", Column.WHO) == "Amina"
    assert desk.cell("hushed", Column.WHO) == "Silenced"
    said = desk.cell("mine", Column.ALERT, Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Warning, Title of mine, Agadir, Open, for 10 min, Taken on by you, until ")


# --- filters


def test_filters(desk: Desk) -> None:
    desk.put(*TROUBLE)
    for text, rows in (
        ("severity=critical", ["out"]),
        ("kind:unstable", ["loose"]),
        ("site:rabat", ["out"]),
        ("expected>100", ["out"]),
        ("status:pending", ["early"]),
        ("-severity:info", ["out", "off"]),
        ("since>1h", []),
        ("title of off", ["off"]),
    ):
        desk.page.filter.set_text(text)
        assert desk.rows() == rows, text


def test_what_is_taken_on_can_be_left_out(desk: Desk) -> None:
    desk.put(alert("mine", acknowledged_us=NINE_US), alert("open"))
    desk.page.filter.set_text("is:acked")
    assert desk.rows() == ["mine"]
    desk.page.filter.set_text("-is:acked")
    assert desk.rows() == ["open"]


def test_a_chip_asks_for_its_severity(desk: Desk) -> None:
    desk.put(*TROUBLE)
    desk.bot.mouseClick(desk.page.chips.chips[Severity.INFO], Qt.MouseButton.LeftButton)
    assert desk.page.filter.text == "severity=info"
    assert desk.rows() == ["loose"]


def test_where_nothing_matches_there_is_a_way_back(desk: Desk) -> None:
    desk.put(*TROUBLE)
    desk.page.filter.set_text("site:nowhere")
    clear = next(it for it in desk.page.findChildren(QAbstractButton) if it.text() == "Clear the filter")
    desk.bot.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert desk.rows() == ["out", "off", "loose"]


# --- what is selected


def test_going_to_a_row_selects_it_everywhere(desk: Desk) -> None:
    desk.put(*TROUBLE)
    desk.click("off")
    assert desk.selection.current == Selected(Kind.ALERT, "off")
    assert desk.inspector.title == "Title of off"
    desk.selection.select(Kind.ALERT, "r2")
    assert desk.page.table.selected == ["r2"], "its cause is unfolded for it"


def test_several_are_selected_and_one_again(desk: Desk) -> None:
    desk.put(*TROUBLE)
    desk.click("out")
    desk.click("loose", Qt.KeyboardModifier.ControlModifier)
    assert desk.page.table.selected == ["out", "loose"]
    assert desk.page.bar.isVisible()
    assert desk.page.step_back()
    assert desk.page.table.selected == ["loose"]
    assert not desk.page.bar.isVisible()


def test_what_is_selected_stays_so_when_others_come(desk: Desk) -> None:
    desk.put(*TROUBLE)
    desk.click("off")
    desk.put(alert("new", severity=Severity.CRITICAL), alert("off", title="Another title", expected=30))
    assert desk.rows() == ["out", "new", "off", "loose"]
    assert desk.page.table.selected == ["off"]
    assert desk.cell("off", Column.ALERT) == "Another title"


def test_hundreds_come_at_once(desk: Desk) -> None:
    desk.put(*TROUBLE)
    desk.click("off")
    desk.put(*[alert(f"many{n:03}", severity=Severity.CRITICAL) for n in range(300)])
    assert len(desk.rows()) == 303
    assert desk.page.table.selected == ["off"]
    desk.page.grab()


# --- what can be done


def commands(desk: Desk) -> dict[str, bool]:
    return {command.id: command.enabled() for command in desk.page.commands()}


def test_what_can_be_done_needs_something_to_do_it_to(desk: Desk) -> None:
    assert not commands(desk)["alerts.acknowledge"]
    desk.put(*TROUBLE)
    desk.click("off")
    can = commands(desk)
    assert all(can[f"alerts.{name}"] for name in ("acknowledge", "snooze", "assign", "silence", "resolve"))


def test_in_a_connection_that_only_reads_there_is_nothing_to_do(desk: Desk) -> None:
    session = desk.told.session
    session.profile = replace(session.profile, safe_mode=SafeMode.READ_ONLY)
    desk.put(*TROUBLE)
    desk.click("off")
    assert "alerts.acknowledge" not in commands(desk), "absent, not only grey"
    buttons = [it.text() for it in desk.inspector.findChildren(QAbstractButton) if it.isVisible()]
    assert not [text for text in buttons if "Take on" in text or "Silence" in text]


def test_a_key_that_may_only_read_has_nothing_to_do_either(desk: Desk) -> None:
    desk.told.session.connection.me = {"id": "key_me", "scopes": ["alerts:read"]}
    desk.put(*TROUBLE)
    desk.click("off")
    assert "alerts.silence" not in commands(desk)


def test_what_a_silence_may_be_of(desk: Desk) -> None:
    one = desk.page.actions_on.matchers([alert("off")])
    assert [(it.name, dict(it.matcher)) for it in one] == [
        ("This alert", {"alerts": ["off"]}),
        ("This terminal", {"devices": ["agadir1"]}),
        ("This site", {"sites": ["agadir"]}),
        ("This kind", {"kinds": ["device_offline"]}),
    ]
    other = alert("other", entity_id="rabat1", site_id="rabat")
    several = desk.page.actions_on.matchers([alert("off"), other])
    assert [it.name for it in several] == ["These 2 alerts", "This kind"]


def test_a_link_leads_to_an_alert(desk: Desk) -> None:
    desk.put(*TROUBLE)
    desk.click("off")
    next(it for it in desk.page.commands() if it.id == "alerts.copy").run()
    text = QGuiApplication.clipboard().text()
    assert text == "punchdeck://open/alert/off?edge=http://127.0.0.1:8080"


# --- for everybody


def test_the_inspector_says_what_to_do_and_what_was_done(desk: Desk) -> None:
    from console.core.alerts import Entry

    entries = (Entry(NINE_US - MINUTE_US, "firing"), Entry(NINE_US, "comment", "key_me", "Called them."))
    desk.put(alert("off", runbook="Look at the plug.", timeline=entries, expected=1))
    desk.click("off")
    said = desk.inspector.words
    for words in ("Look at the plug.", "Comment by you", "Called them.", "1 punch"):
        assert words in said
    leads = [it.text() for it in desk.inspector.findChildren(QAbstractButton) if it.isVisible()]
    assert {"Agadir", "Gate 1"} <= set(leads)


def test_where_the_edge_is_not_heard_it_says_from_when_this_is(desk: Desk) -> None:
    desk.put(*TROUBLE)
    desk.told.session.alerts.listed_us = NINE_US - 3 * MINUTE_US
    desk.told.silence()
    desk.settle()
    said = [part.text() for part in desk.page.findChildren(QLabel) if part.isVisible()]
    assert "as they were 3 min ago" in said
    assert desk.page.delegate.aged


def test_whatever_takes_the_keyboard_has_a_name(desk: Desk) -> None:
    desk.put(*TROUBLE)
    desk.click("off")
    for root in (desk.page, desk.inspector):
        for part in root.findChildren(QWidget):
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(part.parent(), QLineEdit):
                spoken = QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
                assert spoken, part


def test_every_cell_is_spoken(desk: Desk) -> None:
    desk.put(*TROUBLE)
    for place in range(desk.page.model.rowCount()):
        for column in range(len(COLUMNS)):
            spoken = desk.page.model.index(place, column).data(Qt.ItemDataRole.AccessibleTextRole)
            assert spoken


@pytest.mark.parametrize("width", [420, 760, 1400])
def test_the_alert_itself_always_has_room(desk: Desk, width: int) -> None:
    desk.put(*TROUBLE)
    desk.page.resize(width, 600)
    QApplication.processEvents()
    table = desk.page.table
    assert table.columnWidth(PLACE[Column.ALERT]) >= 190
    shown = [column for column in COLUMNS if not table.isColumnHidden(PLACE[column])]
    assert Column.SEVERITY in shown
    assert (Column.SITE in shown) is (width > 900)


def test_mirrored_it_paints_as_well(qtbot: QtBot, theme: Theme, told: Told, qapp: QApplication) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        desk = sit_down(qtbot, theme, told)
        desk.put(*TROUBLE)
        table = desk.page.table
        first, last = (PLACE[column] for column in (Column.SEVERITY, Column.WHO))
        assert table.columnViewportPosition(first) > table.columnViewportPosition(last)
        desk.click("out")
        desk.press(Qt.Key.Key_Left)
        assert len(desk.rows()) == 5, "inwards is to the left"
        desk.page.grab()
        desk.inspector.grab()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_a_filter_is_kept_under_a_name_and_over_a_restart(desk: Desk) -> None:
    page = desk.page
    page.filter.set_text("severity:critical")
    page.views.keep("Morning", page._view())
    page.filter.set_text("")
    kept = page.save_state()
    page.views.forget("Morning")
    page.restore_state(kept)
    assert page.filter.text == ""
    (view,) = page.views
    assert view.name == "Morning"
    page._views_button.wanted.emit(view.state)
    assert page.filter.text == "severity:critical"

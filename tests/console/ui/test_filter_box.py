"""The filter box: says at once whether it can be read, completes, remembers, and shows what is wrong."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from common.filters import Filter, parse
from console.models.filter_text import Reading, narrowed, piece_start, read
from console.theme.theme import Look, Theme
from console.views.widgets.filter_box import FilterBox

FIELDS = {"site": ["Farm - Meknès", "Headquarters"], "serial": ["AB1"], "lag": [], "late": ["yes", "no"]}


def parsed(text: str) -> Filter:
    return parse(text, FIELDS)


# -- the text alone
# ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("", Reading.EMPTY),
        ("   ", Reading.EMPTY),
        ("amina", Reading.VALID),
        ("site:casa lag>30s", Reading.VALID),
        ("site:", Reading.UNFINISHED),
        ("lag>", Reading.UNFINISHED),
        ('site:"Farm', Reading.UNFINISHED),
        ('site:"', Reading.UNFINISHED),
        ("lag>soon", Reading.WRONG),
        ("sight:casa", Reading.WRONG),
        ("lag> site:casa", Reading.WRONG),
    ],
)
def test_a_filter_is_judged_kindly_while_it_is_written(text: str, reading: Reading) -> None:
    assert read(text, parsed).reading is reading


def test_what_stands_before_the_unfinished_counts_already() -> None:
    assert read("late:yes site:", parsed).wanted == parsed("late:yes")
    assert read("late:yes sight:x", parsed).wanted is None, "what is wrong changes nothing"


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("si", "si"),
        ("late:yes si", "si"),
        ("-si", "si"),
        ("site:fa", "fa"),
        ("site:farm,head", "head"),
        ('site:"Farm - M', '"Farm - M'),
        ("site!=fa", "fa"),
        ("lag>=3", "3"),
        ("site:a:b", "a:b"),
        ("amina,", "amina,"),
        ("late:yes ", ""),
        (r'site:"a \" b', r'"a \" b'),
    ],
)
def test_a_completion_replaces_what_was_begun(text: str, piece: str) -> None:
    assert text[piece_start(text, len(text)) :] == piece


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("", "site=Headquarters"),
        ("late:yes", "late:yes site=Headquarters"),
        ('site:"Farm - Meknès" late:yes', "late:yes site=Headquarters"),
        ("-site:farm sites", "sites site=Headquarters"),
    ],
)
def test_narrowing_takes_the_place_of_what_was_said_of_the_same(text: str, becomes: str) -> None:
    assert narrowed(text, "site", "Headquarters") == becomes


def test_narrowing_quotes_what_must_be() -> None:
    assert parsed(narrowed("", "site", 'The "Farm", 2')) == parsed(r'site="The \"Farm\", 2"')


# -- the widget
# ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Look.DARK)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(700, 400)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def box(window: QWidget, theme: Theme, qtbot: QtBot) -> FilterBox:
    made = FilterBox(theme, parsed, lambda: FIELDS, "Filter", window)
    column = QVBoxLayout(window)
    column.addWidget(made)
    column.addStretch(1)
    window.show()
    qtbot.waitExposed(window)
    made.focus()
    return made


class Heard:
    def __init__(self, box: FilterBox) -> None:
        self.filters: list[Filter] = []
        box.filtered.connect(self.filters.append)


def typed(box: FilterBox, text: str) -> None:
    QTest.keyClicks(box.line, text)


def pressed(box: FilterBox, key: Qt.Key) -> None:
    QTest.keyClick(box.line, key)


def test_what_is_typed_is_applied_when_the_typing_pauses(box: FilterBox, qtbot: QtBot) -> None:
    heard = Heard(box)
    typed(box, "amina")
    assert heard.filters == []
    qtbot.waitUntil(lambda: heard.filters == [parsed("amina")])
    assert box.wanted == parsed("amina")


def test_enter_applies_at_once(box: FilterBox) -> None:
    heard = Heard(box)
    typed(box, "site:farm")
    pressed(box, Qt.Key.Key_Return)
    assert heard.filters == [parsed("site:farm")]


def test_the_line_wears_how_it_reads_and_says_what_is_wrong_and_where(box: FilterBox) -> None:
    box.set_text("late:yes lag>soon")
    assert box.reading is Reading.WRONG
    assert box.line.property("reading") == "wrong"
    assert box.note.startswith("At character 10: 'soon' cannot be compared")
    assert "cannot be read" in box.line.accessibleDescription()
    box.set_text("late:yes lag>")
    assert (box.line.property("reading"), box.note) == ("unfinished", "After 'lag>' a value is missing.")
    box.set_text("late:yes")
    assert (box.line.property("reading"), box.note) == ("valid", "")
    box.set_text("")
    assert box.line.property("reading") == ""


def test_what_is_wrong_leaves_what_is_shown(box: FilterBox) -> None:
    box.set_text("late:yes")
    heard = Heard(box)
    box.set_text("late:yes lag>soon")
    assert heard.filters == []
    assert box.wanted == parsed("late:yes")


def test_keys_are_completed_then_their_values(box: FilterBox) -> None:
    typed(box, "late:yes si")
    assert box.offers == ["site:"]
    pressed(box, Qt.Key.Key_Tab)
    assert box.text == "late:yes site:"
    assert box.offers == ['"Farm - Meknès"', "Headquarters"]
    pressed(box, Qt.Key.Key_Down)
    pressed(box, Qt.Key.Key_Down)
    pressed(box, Qt.Key.Key_Return)
    assert box.text == "late:yes site:Headquarters"
    assert box.offers == []
    assert box.wanted == parsed("late:yes site:Headquarters"), "a completed value is applied"


def test_a_completion_is_taken_by_a_click(box: FilterBox, window: QWidget) -> None:
    typed(box, "site:f")
    place = window.mapFromGlobal(box.line.mapToGlobal(box.line.rect().bottomLeft()))
    offers = window.childAt(place.x() + 100, place.y() + 20)
    assert offers is not None
    QTest.mouseClick(offers, Qt.MouseButton.LeftButton)
    assert box.text == 'site:"Farm - Meknès"'


def test_enter_without_a_choice_takes_the_text_as_it_is(box: FilterBox) -> None:
    typed(box, "la")
    assert box.offers == ["lag:", "late:"]
    pressed(box, Qt.Key.Key_Return)
    assert (box.text, box.offers) == ("la", [])
    assert box.wanted == parsed("la")


def test_escape_closes_the_list_then_clears_then_leaves(box: FilterBox) -> None:
    left: list[bool] = []
    box.left.connect(lambda: left.append(True))
    typed(box, "site:")
    pressed(box, Qt.Key.Key_Escape)
    assert (box.offers, box.text) == ([], "site:")
    pressed(box, Qt.Key.Key_Escape)
    assert (box.text, left) == ("", [])
    pressed(box, Qt.Key.Key_Escape)
    assert left == [True]


def test_what_was_used_comes_back_with_the_arrow_keys(box: FilterBox) -> None:
    for text in ("late:yes", "amina", "late:yes", "lag>soon"):
        box.set_text(text)
    assert box.history == ["late:yes", "amina"], "newest first, each once, and only what can be read"
    box.set_text("")
    typed(box, "dr")
    pressed(box, Qt.Key.Key_Up)
    pressed(box, Qt.Key.Key_Up)
    assert box.text == "amina"
    pressed(box, Qt.Key.Key_Up)
    assert box.text == "amina", "there is nothing older"
    pressed(box, Qt.Key.Key_Down)
    pressed(box, Qt.Key.Key_Down)
    assert box.text == "dr", "and what was begun is not lost"


def test_down_in_an_empty_line_offers_every_key(box: FilterBox) -> None:
    pressed(box, Qt.Key.Key_Down)
    assert box.offers == ["lag:", "late:", "serial:", "site:"]


def test_it_is_written_left_to_right_in_every_language(box: FilterBox, qapp: QApplication) -> None:
    box.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert box.line.layoutDirection() is Qt.LayoutDirection.LeftToRight
    assert box.line.accessibleName() == "Filter"


def test_the_list_goes_with_the_box(box: FilterBox, window: QWidget) -> None:
    typed(box, "site:")
    assert box.offers
    box.hide()
    assert box.offers == []

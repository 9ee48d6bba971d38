"""Several rows of the feed at once, rows that stand out, and gaps that ask to be filled."""

from __future__ import annotations

import time

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.core.colour_rules import Colour, ColourRule, Shape
from console.core.records import Gap, Punch
from console.views.dialogs.colour_rules import ColourRulesDialog
from console.views.rule_marks import ground
from tests.console.ui.test_feed_page import Stand, punch, punches, stand, theme

__all__ = ["stand", "theme"]
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def click(stand: Stand, row: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    table = stand.page.table
    place = QPoint(table.viewport().width() // 2, table.rowViewportPosition(row) + table.rowHeight(row) // 2)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, held, place)


def picked(stand: Stand) -> list[str]:
    return [line.id for line in stand.page.table.picked_lines if isinstance(line, Punch)]


def run(stand: Stand, command_id: str) -> None:
    next(command for command in stand.page.commands() if command.id == command_id).run()


def test_rows_are_added_and_taken_out_by_mouse_and_keyboard(stand: Stand) -> None:
    stand.tell(punches(0, 15))
    click(stand, 2)
    assert not stand.page.table.following, "whoever selects reads"
    click(stand, 5, SHIFT)
    assert picked(stand) == [f"att_{n}" for n in (2, 3, 4, 5)]
    click(stand, 9, CONTROL)
    assert picked(stand)[-1] == "att_9"
    assert stand.page.bar.isVisible()
    run(stand, "feed.mark")
    assert picked(stand) == [f"att_{n}" for n in (2, 3, 4, 5)], "the one with the keyboard is out"
    assert stand.page.step_back()
    assert len(picked(stand)) == 1
    assert not stand.page.bar.isVisible()
    assert not stand.page.step_back()


def test_what_is_selected_outlives_the_filter(stand: Stand) -> None:
    stand.tell(punches(0, 30))
    click(stand, 3)
    click(stand, 6, CONTROL)
    stand.page.filter.set_text("device:0")
    assert picked(stand) == ["att_3", "att_6"]
    stand.page.filter.set_text("")
    assert picked(stand) == ["att_3", "att_6"]


def test_all_selected_rows_are_copied(stand: Stand) -> None:
    stand.tell(punches(0, 12))
    click(stand, 1)
    click(stand, 3, SHIFT)
    run(stand, "feed.copy")
    assert len(QGuiApplication.clipboard().text().splitlines()) == 3


def test_the_sheet_is_the_selection_or_all_that_is_shown(stand: Stand) -> None:
    stand.tell([*punches(0, 6), Gap(1, 2), *punches(6, 2)])
    whole = stand.page.sheet()
    assert whole is not None
    assert whole.total == len(list(whole.rows)) == 8
    assert "Gaps" in [fact.title for fact in whole.facts]
    click(stand, 0)
    click(stand, 2, SHIFT)
    some = stand.page.sheet()
    assert some is not None
    assert [row[-1] for row in some.rows] == ["att_0", "att_1", "att_2"]


def test_a_rule_gives_a_tint_and_a_shape_and_is_kept(stand: Stand) -> None:
    now_us = time.time_ns() // 1000
    stand.tell([punch(1, punched_us=now_us), punch(2, verify_mode="password")])
    rule = ColourRule("verify:password", Colour.AMBER, Shape.TRIANGLE)
    before = stand.picture()
    stand.page.show_rules([rule])
    after = stand.picture()
    table = stand.page.table
    height, width = table.rowHeight(0), table.viewport().width()
    plain = QRectF(0, table.rowViewportPosition(0), width, height).toRect()
    marked = QRectF(0, table.rowViewportPosition(1), width, height).toRect()
    assert before.copy(plain) == after.copy(plain)
    tint = QColor(ground(Colour.AMBER, stand.page.theme.tokens))
    assert after.pixelColor(width - 3, marked.center().y()).rgb() == tint.rgb()
    mark = {after.pixelColor(x, marked.center().y()).name() for x in range(2, 11)}
    assert mark != {tint.name()}, "a shape stands there, not only a colour"
    state = stand.page.save_state()
    stand.page.show_rules([])
    stand.page.restore_state(state)
    assert list(stand.page._painter.rules.rules) == [rule]


def test_the_dialog_refuses_what_it_cannot_read(stand: Stand) -> None:
    dialog = ColourRulesDialog(stand.page.theme, [], stand.page)
    row = dialog.rows[0]
    QTest.keyClicks(row.line, "lag>soon")
    dialog.finish()
    assert row.field.wrong
    row.line.setText("lag>30s")
    row.colour.choose(Colour.RED)
    dialog.add()
    assert len({other.shape.currentData() for other in dialog.rows}) == 2, "unlike those there are"
    dialog.finish()
    assert dialog._answer == [ColourRule("lag>30s", Colour.RED, Shape.DISC)]
    dialog.deleteLater()


def test_a_gap_is_filled_by_a_press_and_nothing_moves(stand: Stand) -> None:
    gap = Gap(1, 2)
    stand.tell([*punches(0, 3), gap, *punches(40, 40)])
    stand.page.table.freeze()
    stand.bar.setValue(0)
    asked: list[Gap] = []
    table = stand.page.table
    table.fill_wanted.disconnect()
    table.fill_wanted.connect(asked.append)
    box = QRectF(0, table.rowViewportPosition(3), table.viewport().width(), table.rowHeight(3))
    place = stand.page._painter.fill_box(box, gap).center().toPoint()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == [gap]
    seen = stand.in_sight()[0]
    stand.session.feed.fill(gap, [line for line in punches(3, 5) if isinstance(line, Punch)])
    QApplication.processEvents()
    assert [line.id for line in stand.shown[:9] if isinstance(line, Punch)] == [
        *(f"att_{n}" for n in range(8)),
        "att_40",
    ]
    assert stand.in_sight()[0] == seen
    assert not table.following

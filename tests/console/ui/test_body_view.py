"""Text of machines: searched, copied as it came, and never cut without saying so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from console.core.webhooks import pretty
from console.theme.theme import Look, Theme
from console.views.widgets.body_view import LONGEST, BodyView

CAME = '{"event":"attendance.created","device":{"name":"Gate"},"event_id":"evt_1"}'


@pytest.fixture
def view(qapp: QApplication) -> Iterator[BodyView]:
    made = BodyView(Theme(qapp, Look.LIGHT), "Body")
    made.resize(420, 300)
    made.show()
    made.show_text(pretty(CAME), CAME)
    yield made
    made.close()
    made.deleteLater()
    qapp.setStyleSheet("")


def test_what_is_copied_is_what_came_and_not_how_it_is_laid_out(view: BodyView) -> None:
    assert view.text.toPlainText().startswith('{\n  "event"')
    copy = next(it for it in view.findChildren(QToolButton) if it.accessibleName() == "Copy Body")
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == CAME


def test_it_is_searched_by_keys_alone(view: BodyView) -> None:
    view.text.setFocus()
    QTest.keyClick(view.text, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert view.search.isVisible()
    QTest.keyClicks(view.search, "event")
    assert len(view.text.extraSelections()) == 2
    assert view._found.text() == "2 found"
    first = view.text.textCursor().position()
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    second = view.text.textCursor().position()
    assert second > first
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    assert view.text.textCursor().position() == first, "after the last comes the first"
    QTest.keyClick(view.search, Qt.Key.Key_Escape)
    assert not view.search.isVisible()
    assert not view.text.extraSelections()


def test_a_text_without_end_is_cut_and_says_so(view: BodyView) -> None:
    view.show_text("x" * (LONGEST + 1))
    assert view.text.toPlainText().endswith("…")

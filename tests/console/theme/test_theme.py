"""A change of look: at once for what is seen, and for the rest when it is shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from console.theme.theme import Look, Theme
from console.theme.tokens import DARK, LIGHT
from console.views.widgets.labels import label


class Told(QLabel):
    """Counts how often it is told that the style is another one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.turns = 0

    def changeEvent(self, event: QEvent) -> None:
        self.turns += event.type() is QEvent.Type.StyleChange
        super().changeEvent(event)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    yield Theme(qapp, Look.DARK)
    qapp.setStyleSheet("")


@pytest.fixture
def pages(qtbot: QtBot, theme: Theme) -> QStackedWidget:
    """Two of them, both of which have been seen; the first is in front."""
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    for _ in range(2):
        page = QWidget(stack)
        label("said", "dim", page)
        Told(page)
        stack.addWidget(page)
    stack.show()
    for page in (1, 0):
        stack.setCurrentIndex(page)
        QApplication.processEvents()
    return stack


def colour(page: QWidget) -> str:
    return page.findChild(QLabel).palette().color(QPalette.ColorRole.WindowText).name().upper()


def test_what_is_seen_wears_the_new_look_at_once(pages: QStackedWidget, theme: Theme) -> None:
    theme.set_look(Look.LIGHT)
    assert colour(pages.widget(0)) == LIGHT.text_dim.upper()
    theme.set_look(Look.DARK)
    assert colour(pages.widget(0)) == DARK.text_dim.upper()


def test_what_is_hidden_wears_it_when_it_is_shown(pages: QStackedWidget, theme: Theme) -> None:
    hidden = pages.widget(1)
    before = hidden.findChild(Told).turns
    theme.set_look(Look.LIGHT)
    assert hidden.findChild(Told).turns == before, "nobody sees it: it costs nothing"
    pages.setCurrentIndex(1)
    assert colour(hidden) == LIGHT.text_dim.upper()


def test_sizes_of_text_follow_wherever_they_are(pages: QStackedWidget, theme: Theme) -> None:
    sizes = [pages.widget(page).findChild(Told).font().pixelSize() for page in (0, 1)]
    theme.set_text_scale(1.5)
    pages.setCurrentIndex(1)
    assert [pages.widget(page).findChild(Told).font().pixelSize() for page in (0, 1)] == [
        round(size * 1.5) for size in sizes
    ]


@pytest.mark.parametrize(
    ("direction", "side"),
    [
        (Qt.LayoutDirection.LeftToRight, Qt.AlignmentFlag.AlignLeft),
        (Qt.LayoutDirection.RightToLeft, Qt.AlignmentFlag.AlignRight),
    ],
)
@pytest.mark.parametrize("text", ["Casablanca", "الدار البيضاء"])
def test_lines_begin_where_the_users_language_does(
    qtbot: QtBot, direction: Qt.LayoutDirection, side: Qt.AlignmentFlag, text: str
) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    around.setLayoutDirection(direction)
    made = label(text, "", around)
    made.resize(600, 30)
    around.show()
    ground = made.grab().toImage()
    inked = [
        x
        for x in range(ground.width())
        if any(ground.pixel(x, y) != ground.pixel(0, 0) for y in range(ground.height()))
    ]
    middle = ground.width() / 2
    assert (inked[-1] < middle) if side is Qt.AlignmentFlag.AlignLeft else (inked[0] > middle)

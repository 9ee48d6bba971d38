"""The inspector's sheets: what they say, where it stands, and what they offer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from console.core.evidence import Evidence, Turn
from console.models.selection import Kind, Selection
from console.theme.theme import Look, Theme
from console.views.inspector.device import DeviceSheet
from console.views.inspector.panel import Inspector
from console.views.pages.page import Surroundings
from console.views.widgets.labels import WrappedLabel
from console.views.widgets.sparkline import Sparkline
from console.views.words import Words
from tests.console.fleets import MINUTE_US, Told, three_sites


class Desk:
    """An inspector as wide as it is beside a page."""

    def __init__(self, bot: QtBot, theme: Theme, told: Told, page: str = "overview") -> None:
        self.told = told
        self.selection = Selection()
        self.page = page
        around = self.around = Surroundings(
            theme, told.session, self.selection, Words(QLocale("en_GB")), lambda _: None,
            page_shown=lambda: self.page,
        )  # fmt: skip
        self.inspector = Inspector(around)
        bot.addWidget(self.inspector, before_close_func=lambda _: self.inspector.close_panel())
        for kind in Kind:
            self.inspector.prepare(kind)
        self.inspector.resize(320, 800)
        self.inspector.show()

    def select(self, kind: Kind, id: str) -> None:
        self.selection.select(kind, id)
        self.settle()

    def settle(self) -> None:
        self.inspector.refresh()
        QApplication.processEvents()

    def offered(self) -> list[str]:
        buttons = self.inspector.findChildren(QAbstractButton)
        return [one.text().strip() for one in buttons if one.isVisible() and one.text()]

    def places(self) -> dict[str, tuple[int, int]]:
        """Where everything with a text stands, and how high it is."""
        parts = [part for part in self.inspector.findChildren(QWidget) if part.isVisible()]
        said = {getattr(part, "text", str)() or type(part).__name__: part for part in parts}
        return {
            text: (part.mapTo(self.inspector, part.rect().topLeft()).y(), part.height())
            for text, part in said.items()
        }


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    yield Theme(qapp, Look.DARK)
    qapp.setStyleSheet("")


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme) -> Desk:
    return Desk(qtbot, theme, three_sites().live())


def test_the_day_of_a_site_stands_where_it_would_had_it_been_there_from_the_first(
    qtbot: QtBot, theme: Theme, desk: Desk
) -> None:
    desk.told.sites[1] = replace(desk.told.sites[1], address="12 Rue Fleurie", tags=("north", "main"))
    desk.told.tell()
    desk.select(Kind.SITE, desk.told.sites[1].id)  # has more lines than the next one
    desk.select(Kind.SITE, "agadir")
    assert not any(line.isVisible() for line in desk.inspector.findChildren(Sparkline))
    desk.told.punch("agadir1")
    desk.settle()
    fresh = Desk(qtbot, theme, desk.told)
    fresh.select(Kind.SITE, "agadir")
    assert desk.places() == fresh.places()


def test_a_long_address_goes_on_in_the_next_line_and_a_long_word_breaks(desk: Desk) -> None:
    long = "123 Boulevard de la Grande Ceinture, 20250 Casablanca, Morocco"
    desk.told.sites[0] = replace(desk.told.sites[0], address=long, tags=("x" * 80,))
    desk.told.tell()
    desk.select(Kind.SITE, "agadir")
    values = {label.text(): label for label in desk.inspector.findChildren(WrappedLabel)}
    for text in (long, "x" * 80):
        lines = values[text].height() / values[text].fontMetrics().height()
        assert lines > 2
        assert values[text].height() >= values[text].heightForWidth(values[text].width())
        assert values[text].mapTo(desk.inspector, values[text].rect().topRight()).x() < 320


async def test_a_page_that_is_in_front_is_not_offered(desk: Desk) -> None:
    desk.select(Kind.SITE, "agadir")
    assert "Show on map" in desk.offered()
    await asyncio.sleep(0)  # each is an event of its own
    desk.page = "map"
    desk.settle()
    assert "Show on map" not in desk.offered()
    await asyncio.sleep(0)
    desk.select(Kind.DEVICE, "agadir1")
    assert [text for text in desk.offered() if text in ("In devices", "On map")] == ["In devices"]
    await asyncio.sleep(0)
    desk.page = "devices"
    desk.settle()
    assert [text for text in desk.offered() if text in ("In devices", "On map")] == ["On map"]
    await desk.around.tasks.close()


async def test_a_punch_of_no_kind_is_just_a_punch(desk: Desk) -> None:
    desk.told.punch("agadir1")
    line = desk.told.session.feed.lines()[-1]
    desk.told.session._take_lines([line._replace(id="bare", punch_type="undefined", verify_mode="palm")])
    desk.select(Kind.PUNCH, "bare")
    assert "Punch by palm" in desk.inspector.words
    desk.select(Kind.PUNCH, line.id)
    assert "Check in by fingerprint" in desk.inspector.words
    desk.select(Kind.DEVICE, "agadir1")
    assert "undefined" not in desk.inspector.words
    await desk.around.tasks.close()


async def test_one_silence_is_as_long_wherever_it_is_said(desk: Desk) -> None:
    desk.told.change("agadir1", connectivity="offline", last_seen_us=desk.told.now_us - 3 * MINUTE_US + 1)
    desk.select(Kind.DEVICE, "agadir1")
    assert "heard 2 min ago" in desk.inspector.words
    assert "Silent for 2 min" in desk.inspector.words
    await desk.around.tasks.close()


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no edge to be asked."""
    monkeypatch.setattr(DeviceSheet, "_ask", lambda sheet: None)


def said(desk: Desk) -> str:
    return " ".join(part.text() for part in desk.inspector.findChildren(QLabel) if part.isVisible())


@pytest.mark.usefixtures("alone")
def test_two_terminals_under_one_serial_number_are_explained(desk: Desk) -> None:
    desk.told.change("agadir2", health="degraded", health_reasons=("identity_conflict",))
    desk.select(Kind.DEVICE, "agadir2")
    assert "Two terminals call under this serial number" in said(desk)
    assert "identity_conflict" not in said(desk)


@pytest.mark.usefixtures("alone")
def test_a_clock_that_is_off_is_said_with_what_a_status_rests_on(desk: Desk) -> None:
    desk.told.change("agadir2", clock_drift_s=-180.0)
    desk.select(Kind.DEVICE, "agadir2")
    assert "Clock 3 min behind." in said(desk)


@pytest.mark.usefixtures("alone")
def test_what_happened_to_a_terminal_is_told_in_words(desk: Desk) -> None:
    turns = (
        Turn(1, "device.clock_drift", 180.0),
        Turn(1, "device.clock_drift", 0.0),
        Turn(1, "device.identity_changed"),
        Turn(1, "device.moved_away"),
    )
    desk.select(Kind.DEVICE, "agadir2")
    sheet = desk.inspector.findChild(DeviceSheet)
    sheet._evidence = Evidence(1.0, 60.0, 10.0, None, (), turns)
    desk.settle()
    for words in ("clock 3 min ahead", "clock is right again", "another device appeared", "moved away"):
        assert words in said(desk)
    assert "device." not in said(desk)

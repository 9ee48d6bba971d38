"""How the operator hears of an alert that opens: the rail, the corner of the window, the system."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.core.alert_news import PAUSE_S, QuietHours
from console.core.alerts import Alert, Severity, Stage
from console.platform.notifications import Notifier, TrayNotifier, system_notifier
from console.theme.icons import icon
from console.theme.theme import Look, Theme
from console.theme.tokens import DARK
from console.views.alert_herald import AlertHerald
from console.views.widgets.labels import label
from console.views.widgets.rail import Place, Rail, RailButton
from console.views.widgets.toast import Toast
from console.views.words import Words
from tests.console.alerts import alert, outage
from tests.console.fleets import NINE_US, Told, three_sites


class Noted(Notifier):
    """Notes what it is to tell."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, str, bool]] = []

    def tell(self, title: str, words: str, about: str, *, grave: bool) -> None:
        self.told.append((title, about, grave))


class Heard:
    """Notes what it is to play."""

    def __init__(self) -> None:
        self.played: list[Severity] = []

    def play(self, severity: Severity) -> None:
        self.played.append(severity)


@dataclass
class Desk:
    told: Told
    herald: AlertHerald
    toast: Toast
    badge: RailButton
    notifier: Noted
    shown: list[str] = field(default_factory=list)
    now_s: float = 1000.0

    def open(self, *alerts: Alert) -> None:
        """As when the stream tells of them."""
        intake = self.told.session.alerts
        intake.changed.tell(intake.book.put(*alerts))
        for each in alerts:
            intake.opened.tell(each)

    def tell(self) -> None:
        """What is due is told."""
        self.herald._due.stop()
        self.herald._tell()


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    theme = Theme(qapp, Look.DARK)
    told, window = three_sites().live(), QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    rail = Rail(theme, [Place("alerts", "bell", "Alerts")], [], label("", "", window), window)
    toast, notifier = Toast(theme, window), Noted()
    window.show()
    QApplication.processEvents()
    other = QWidget()  # the operator looks at something else
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    made: list[Desk] = []
    herald = AlertHerald(
        told.session, Words(QLocale("en_GB")), rail, toast, notifier,
        lambda about: made[0].shown.append(about), window, lambda: made[0].now_s,
    )  # fmt: skip
    badge = rail.findChild(RailButton, "alerts")
    assert badge is not None
    made.append(Desk(told, herald, toast, badge, notifier))
    yield made[0]
    herald.close()
    qapp.setStyleSheet("")


def test_the_rail_counts_what_nobody_has_taken_on(desk: Desk) -> None:
    desk.open(alert("a"), alert("b"))
    assert desk.badge.accessibleName() == "Alerts, 2"
    desk.open(alert("b", acknowledged_us=NINE_US))
    assert desk.badge.accessibleName() == "Alerts, 1"


def test_an_alert_that_opens_is_told_in_the_corner_and_by_the_system(desk: Desk, qtbot: QtBot) -> None:
    desk.open(outage("out", "Rabat", title="Rabat is offline"))
    qtbot.waitUntil(desk.toast.isVisible)
    assert desk.toast.accessibleName() == "Critical: Rabat is offline. Because."
    assert desk.notifier.told == [("Critical: Rabat is offline", "out", True)]
    qtbot.mouseClick(desk.toast.show_it, Qt.MouseButton.LeftButton)
    assert desk.shown == ["out"]
    assert not desk.toast.isVisible()


def test_a_storm_is_one_message_every_half_minute(desk: Desk) -> None:
    desk.open(alert("first"))
    desk.tell()
    desk.open(*[alert(f"a{n}", title=f"Gate {n}") for n in range(6)])
    assert desk.herald._due.remainingTime() > (PAUSE_S - 1) * 1000
    desk.now_s += PAUSE_S
    desk.tell()
    assert [title for title, _, _ in desk.notifier.told] == ["Warning: Title of first", "6 new alerts"]
    assert desk.toast.accessibleName() == "6 new alerts. Gate 0\nGate 1\nGate 2\nand 3 more"


def test_what_another_alert_explains_is_not_told(desk: Desk) -> None:
    desk.open(outage("out", "Rabat"))
    desk.tell()
    desk.now_s += PAUSE_S
    desk.open(alert("r1", parent_id="out", stage=Stage.INHIBITED), alert("hushed", muted="sil_1"))
    desk.tell()
    assert len(desk.notifier.told) == 1


def test_what_is_over_before_its_turn_is_not_told(desk: Desk) -> None:
    desk.open(alert("a"))
    desk.open(alert("a", stage=Stage.RESOLVED, resolved_us=NINE_US))
    desk.tell()
    assert desk.notifier.told == []


def test_in_quiet_hours_the_system_tells_of_what_is_critical_only(desk: Desk) -> None:
    desk.herald.quiet = QuietHours.of("00:00-23:59")
    desk.open(alert("a"))
    desk.tell()
    assert desk.toast.isVisible(), "who looks sees it all the same"
    assert desk.notifier.told == []
    desk.now_s += PAUSE_S
    desk.open(replace(alert("b"), severity=Severity.CRITICAL))
    desk.tell()
    assert len(desk.notifier.told) == 1


def test_the_system_can_be_told_to_be_silent(desk: Desk) -> None:
    desk.herald.notify = False
    desk.open(alert("a"))
    desk.tell()
    assert desk.notifier.told == []


def test_pressing_a_message_of_the_system_leads_to_the_alert(desk: Desk) -> None:
    desk.notifier.clicked.emit("a")
    assert desk.shown == ["a"]


def test_alerts_are_heard_where_somebody_wants_that(desk: Desk) -> None:
    heard = Heard()
    desk.open(alert("a"))
    desk.tell()
    desk.herald.set_sounds(heard, 5)
    desk.now_s += PAUSE_S
    desk.open(outage("out", "Rabat"))
    desk.tell()
    assert heard.played == [Severity.CRITICAL], "not of what came before"


def test_they_are_heard_again_while_nobody_takes_them_on(desk: Desk) -> None:
    heard = Heard()
    desk.herald.set_sounds(heard, 5)
    desk.open(outage("out", "Rabat"))
    desk.tell()
    assert desk.herald._again.interval() == 300_001
    desk.now_s += 300
    desk.herald._insist()
    assert heard.played == [Severity.CRITICAL] * 2
    desk.open(outage("out", "Rabat", acknowledged_us=NINE_US))
    assert not desk.herald._again.isActive()


def test_for_an_hour_there_can_be_peace(desk: Desk) -> None:
    heard = Heard()
    desk.herald.set_sounds(heard, 5)
    desk.notifier.paused.emit(True)
    desk.open(outage("out", "Rabat"))
    desk.tell()
    assert (desk.notifier.told, heard.played) == ([], [])
    assert desk.toast.isVisible(), "who looks sees it all the same"
    desk.now_s += 3601
    desk.open(outage("out2", "Fes"))
    desk.tell()
    assert len(desk.notifier.told) == len(heard.played) == 1


def test_where_there_is_no_tray_the_window_alone_tells(qapp: QApplication) -> None:
    assert system_notifier(QIcon(), "Test") is None, "the offscreen platform has none"


def test_the_tray_gives_back_what_was_told_of(qapp: QApplication, qtlog: Any) -> None:
    with qtlog.disabled():  # of a tray that is not there Qt complains
        made = TrayNotifier(icon("bell", DARK, 32), "Test")
    heard: list[str] = []
    made.clicked.connect(heard.append)
    made.tell("Title", "Words", "alr_1", grave=True)
    made._tray.messageClicked.emit()
    assert heard == ["alr_1"]
    made.close()


def test_its_menu_shows_pauses_and_quits(qapp: QApplication, qtlog: Any) -> None:
    with qtlog.disabled():
        made = TrayNotifier(icon("bell", DARK, 32), "Test")
    heard: list[object] = []
    made.wanted.connect(lambda: heard.append("wanted"))
    made.paused.connect(heard.append)
    made.ended.connect(lambda: heard.append("ended"))
    for action in made._menu.actions():
        action.trigger()
    made.show_paused(True)
    made._pause.trigger()
    assert heard == ["wanted", True, "ended", False]
    assert made._pause.text() == "Messages again"
    made.show_face(icon("bell", DARK, 32), "All 3 online")
    assert made._tray.toolTip() == "Test: All 3 online"
    made.close()

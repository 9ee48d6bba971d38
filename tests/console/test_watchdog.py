"""The watchdog over the UI thread sees what it is there for."""

from __future__ import annotations

import time
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.kit.watchdog import LIMIT_S, watchdog


def busy(seconds: float) -> None:
    """Use the processor, as a handler does that should have gone to a thread."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def painted(qtbot: Any) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: watchdog.armed)
    return window


def test_a_handler_that_holds_the_window_is_seen(qtbot: Any) -> None:
    painted(qtbot)
    done: list[bool] = []
    QTimer.singleShot(0, lambda: (busy(LIMIT_S * 4), done.append(True)))
    qtbot.waitUntil(lambda: bool(done))
    assert [line for line in watchdog.slow if "ms" in line]
    watchdog.reset()


async def test_so_is_a_task_of_the_loop(qtbot: Any, until: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    await until(lambda: watchdog.armed)
    busy(LIMIT_S * 4)
    await until(lambda: bool(watchdog.slow))
    watchdog.reset()


class Pressed(QWidget):
    """Busy at every key for `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds, self.keys = seconds, 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keys += 1
        busy(self.seconds)


@pytest.mark.parametrize(("seconds", "held"), [(LIMIT_S * 0.4, False), (LIMIT_S * 4, True)])
async def test_keys_that_a_test_presses_are_judged_one_by_one(
    qtbot: Any, until: Any, seconds: float, held: bool
) -> None:
    window = Pressed(seconds)
    qtbot.addWidget(window)
    window.show()
    await until(lambda: watchdog.armed)
    for _ in range(4):
        QTest.keyClick(window, Qt.Key.Key_A)
    await until(lambda: window.keys == 4)
    assert bool(watchdog.slow) is held, watchdog.slow
    assert all(line.startswith("KeyPress to Pressed") for line in watchdog.slow), watchdog.slow
    watchdog.reset()


def test_waiting_is_no_work(qtbot: Any) -> None:
    painted(qtbot)
    qtbot.wait(int(LIMIT_S * 2000))
    assert not watchdog.slow


def test_what_comes_before_the_first_paint_is_not_judged(qtbot: Any) -> None:
    done: list[bool] = []
    QTimer.singleShot(0, lambda: (busy(LIMIT_S * 4), done.append(True)))
    qtbot.waitUntil(lambda: bool(done))
    painted(qtbot)
    assert not watchdog.slow

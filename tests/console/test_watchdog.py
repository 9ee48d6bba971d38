"""The watchdog over the UI thread sees what it is there for."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import QTimer
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

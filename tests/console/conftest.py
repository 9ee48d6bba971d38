"""Console tests run without a display, on the loop the console runs on, and fail on any Qt
warning and on whatever holds up the UI thread.
"""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import qasync
import shiboken6
from PySide6.QtCore import QCoreApplication, QLocale, QTimerEvent, QtMsgType, SignalInstance
from PySide6.QtWidgets import QApplication

from console.i18n.translations import install_translations
from tests.kit.watchdog import WatchedApplication, watchdog

HARMLESS = (
    "This plugin does not support propagateSizeHints()",
    "This plugin does not support raise()",
    "This plugin does not support grabbing the keyboard",
)
"""What the offscreen plugin says of itself, whatever one does."""


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    return {"qasync": lambda: Loop(QApplication.instance() or WatchedApplication([]))}


class Timer(qasync._SimpleTimer):  # type: ignore[misc]
    """A key that is pressed in a test's own step handles events at once, inside that step. No other task can
    take a step there, and what wanted to would be lost: it comes right after.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._loop = loop

    def timerEvent(self, event: QTimerEvent) -> None:
        if asyncio.current_task(self._loop) is None:
            watchdog.step = self._SimpleTimer__callbacks.get(event.timerId())
            super().timerEvent(event)
        else:
            self.killTimer(event.timerId())
            handle = self._SimpleTimer__callbacks.pop(event.timerId(), None)
            if handle is not None:
                self.add_callback(handle)


class Loop(qasync.QEventLoop):
    """One of many in a process: timers of one that is closed must not outlive it, or they fire on whatever
    thread collects it.
    """

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._timer = Timer(self)

    def close(self) -> None:
        super().close()
        if shiboken6.isValid(self._timer):
            shiboken6.delete(self._timer)


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return WatchedApplication


@pytest.fixture(autouse=True)
def nothing_holds_the_window() -> Iterator[None]:
    """No event may use the UI thread for longer than 50 ms once a window has been painted."""
    watchdog.reset()
    yield
    slow = list(watchdog.slow)
    watchdog.reset()
    assert not slow, "the UI thread was held up: " + "; ".join(slow)


@pytest.fixture(scope="session", autouse=True)
def english(qapp: QApplication) -> None:
    """Counted as the English do, as in the program."""
    install_translations(qapp)


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> QApplication:
    """The one application of the session, in English, and not quitting when a test closes its last window."""
    qapp.setQuitOnLastWindowClosed(False)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    return qapp


@pytest.fixture(autouse=True)
def no_qt_warnings(qtlog: Any) -> Iterator[None]:
    """A warning of Qt's is a defect of ours: a wrong connection, a dead object, a painter left open."""
    yield
    said = [
        record.message
        for record in qtlog.records
        if record.type != QtMsgType.QtDebugMsg
        and record.type != QtMsgType.QtInfoMsg
        and not any(harmless in record.message for harmless in HARMLESS)
    ]
    assert not said, "Qt warned: " + "; ".join(said)


@pytest.fixture(scope="session", autouse=True)
def what_stays() -> None:
    """What the whole run keeps need not be looked at after every test."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def garbage_of_this_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """Objects of Qt may only end on their own thread, but the garbage that a loop leaves is collected by
    whichever thread happens to allocate; so nobody collects during a test, and this thread before it. Nor
    does looking through all that a whole run of tests keeps belong to any event of one."""
    if request.node.get_closest_marker("asyncio") is not None:
        gc.collect()
    gc.disable()
    yield
    gc.enable()


Until = Callable[..., Awaitable[Any]]


@pytest.fixture
def until() -> Until:
    """`await until(widget.saved)` for a signal, which gives its arguments, or `await until(lambda: …)`."""

    async def wait(what: SignalInstance | Callable[[], object], seconds: float = 5.0) -> Any:
        async with asyncio.timeout(seconds):
            if isinstance(what, SignalInstance):
                return await _heard(what)
            # what an operator does next is an event of its own, also when nothing has to be waited for
            await asyncio.sleep(0)
            # a widget's state has no event to wait for
            while not (answer := what()):
                await asyncio.sleep(0.005)
            return answer

    return wait


async def _heard(signal: SignalInstance) -> tuple[Any, ...]:
    heard: asyncio.Future[tuple[Any, ...]] = asyncio.get_running_loop().create_future()

    def hear(*arguments: Any) -> None:
        if not heard.done():
            heard.set_result(arguments)

    signal.connect(hear)
    try:
        return await heard
    finally:
        signal.disconnect(hear)

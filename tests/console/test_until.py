"""The waiting fixture that every console test leans on."""

from __future__ import annotations

import asyncio

import pytest
import qasync
from PySide6.QtCore import QObject, QTimer, Signal

from tests.console.conftest import Until


class Source(QObject):
    told = Signal(str, int)


async def test_tests_run_on_the_loop_of_the_console() -> None:
    assert isinstance(asyncio.get_running_loop(), qasync.QEventLoop)


async def test_a_signal_is_waited_for_and_gives_its_arguments(until: Until) -> None:
    source = Source()
    QTimer.singleShot(5, lambda: source.told.emit("gate", 3))

    assert await until(source.told) == ("gate", 3)


async def test_a_condition_is_waited_for(until: Until) -> None:
    source = Source()
    QTimer.singleShot(5, lambda: source.setObjectName("ready"))

    await until(lambda: source.objectName() == "ready")


async def test_what_never_comes_is_not_waited_for_for_ever(until: Until) -> None:
    with pytest.raises(TimeoutError):
        await until(lambda: False, seconds=0.02)

"""Watches the UI thread: no event may hold it for more than 50 ms of CPU once a window has been painted.

CPU time of the thread (`time.thread_time`), never wall time: a busy machine is no defect of ours. Where the
machine's cores are shared, the same work costs more CPU time while others work: so what took too long is held
against a yardstick that is measured right then, and counts as what it would have cost on the quiet machine.
"""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import dataclass, field
from typing import ClassVar, Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

LIMIT_S: Final = 0.050
TOLD_S: Final = float(os.environ.get("UI_TOLD_MS", "inf")) / 1000
TOLD_TO: Final = os.environ.get("UI_TOLD_TO", os.devnull)
"""An event that took longer than UI_TOLD_MS is written to the file UI_TOLD_TO: what comes near the limit."""


def yardstick() -> float:
    """CPU seconds that a fixed piece of work takes now: calls, attributes and allocations, as events are."""
    began_s = time.thread_time()
    kept: list[str] = []
    for number in range(4_000):
        kept.append(f"{number:06}".strip())
        if len(kept) > 500:
            kept.clear()
    return time.thread_time() - began_s


QUIET_S: Final = 0.0012
"""What the yardstick takes on the machine the limit is meant for, while nothing else runs on it."""


def slowdown() -> float:
    """How much more CPU time the same work takes here and now; at least 1."""
    return max(1.0, sorted(yardstick() for _ in range(5))[2] / QUIET_S)


@dataclass
class Watchdog:
    """`armed` from the first paint of a window on until it is stopped; `slow` says what took too long."""

    armed: bool = False
    stopped: bool = False
    slow: list[str] = field(default_factory=list)
    longest_s: float = 0.0
    step: asyncio.Handle | None = None
    """What the loop runs in this event, where it is one of the loop's."""

    @property
    def of_a_test(self) -> bool:
        """Whether the loop runs a step of a test, not of the program."""
        task = _task_of(self.step)
        return task is not None and getattr(task.get_coro(), "__qualname__", "").startswith("test_")

    def reset(self) -> None:
        self.armed, self.stopped, self.longest_s = False, False, 0.0
        self.slow.clear()

    def stop(self) -> None:
        """Judge nothing any more: what follows is the end of the program."""
        self.armed, self.stopped = False, True

    def judge(self, receiver: str, kind: QEvent.Type, took_s: float) -> None:
        self.longest_s = max(self.longest_s, took_s)
        if took_s > min(LIMIT_S, TOLD_S):
            busy = slowdown()
            what = f"{kind.name} to {receiver}{_of(self.step)}: {took_s * 1000:.0f} ms"
            said = f"{what}, at {busy:.2f} x of a quiet machine's"
            if took_s / busy > LIMIT_S:
                self.slow.append(said)
            if took_s / busy > TOLD_S:
                with open(TOLD_TO, "a") as told:
                    told.write(f"{os.environ.get('PYTEST_CURRENT_TEST', '')}\t{said}\n")


def _task_of(step: asyncio.Handle | None) -> asyncio.Task[object] | None:
    task = getattr(getattr(step, "_callback", None), "__self__", None)
    return task if isinstance(task, asyncio.Task) else None


def _of(step: asyncio.Handle | None) -> str:
    """Whose step of the loop it was, and where its task waits now."""
    if step is None:
        return ""
    task = _task_of(step)
    if task is None:
        return f" {step!r}"
    at = "".join(f":{frame.f_lineno}" for frame in task.get_stack(limit=1))
    return f" {task.get_name()} {getattr(task.get_coro(), '__qualname__', '')}{at}"


watchdog: Final = Watchdog()


POSTED: Final = frozenset({QEvent.Type.Timer, QEvent.Type.UpdateRequest, QEvent.Type.MetaCall})
"""What a loop hands out, whoever lets it run: never a part of what somebody does."""


class WatchedApplication(QApplication):
    """Measures every event from outside: what an event sets off directly belongs to it.

    A test's own step is no event, though the loop makes it one: the keys it presses and what the loop hands
    out between them are events of their own, as they are where an operator presses keys.
    """

    _inside: ClassVar[list[float]] = []
    """For each event that is being measured, the seconds of those in it that are measured by themselves."""

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        inside, kind = WatchedApplication._inside, event.type()
        apart = len(inside) == 1 and watchdog.of_a_test and (kind in POSTED or event.spontaneous())
        if inside and not apart:
            return super().notify(receiver, event)
        armed, name = watchdog.armed, ""
        if armed:
            name = f"{type(receiver).__name__} {receiver.objectName()}".strip()
        if not apart:
            watchdog.step = None
        inside.append(0.0)
        began_s = time.thread_time()
        try:
            return super().notify(receiver, event)
        finally:
            took_s = time.thread_time() - began_s
            own_s = took_s - inside.pop()
            if inside:
                inside[-1] += took_s
            if armed and watchdog.armed:
                watchdog.judge(name, kind, own_s)
            elif kind is QEvent.Type.UpdateRequest and isinstance(receiver, QWidget):
                watchdog.armed = not watchdog.stopped

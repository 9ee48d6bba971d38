"""Garbage is collected on the UI thread and nowhere else.

Python collects on whichever thread happens to allocate; an object of Qt's that is freed on another thread
than its own takes the program down. So the collector is switched off, and a timer of the UI thread calls it.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS: Final = 1_000
OLDER_EVERY: Final = 10
ALL_EVERY: Final = 60


class GarbageCollector(QObject):
    """Stands in for Python's own, from its making until `stop`. What is there when it begins is never looked
    through again: it stays until the end."""

    def __init__(self) -> None:
        super().__init__()
        self._rounds = 0
        gc.disable()
        gc.freeze()  # unlooked at: what modules leave behind is little, and looking would hold up the start
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def _collect(self) -> None:
        self._rounds += 1
        gc.collect(2 if self._rounds % ALL_EVERY == 0 else 1 if self._rounds % OLDER_EVERY == 0 else 0)

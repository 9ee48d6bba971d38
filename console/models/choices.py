"""What the user chose for this computer, once for the window and all its pages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from console.core.window_memory import WindowMemory


class Choices(QObject):
    """Of WindowMemory what the settings offer: `now` has it.

    Signals: `changed(str)` with the name of the field, after it changed.
    """

    changed = Signal(str)

    def __init__(self, memory: WindowMemory | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = memory or WindowMemory()

    def choose(self, **wanted: Any) -> None:
        """Fields of WindowMemory by name. Raises TypeError for one that is none."""
        before, self.now = self.now, replace(self.now, **wanted)
        for name in wanted:
            if getattr(before, name) != getattr(self.now, name):
                self.changed.emit(name)

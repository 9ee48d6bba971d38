"""What the safe modes of a connection are called, and what each means."""

from __future__ import annotations

from PySide6.QtCore import QObject

from console.core.profiles import SafeMode


class SafeModeWords(QObject):
    """The same wherever a safe mode is chosen or shown."""

    def name(self, mode: SafeMode) -> str:
        return {
            SafeMode.OPEN: self.tr("Open"),
            SafeMode.CONFIRM: self.tr("Confirm writes"),
            SafeMode.READ_ONLY: self.tr("Read-only"),
        }[mode]

    def meaning(self, mode: SafeMode) -> str:
        """In one sentence."""
        return {
            SafeMode.OPEN: self.tr("Changes are made when you ask for them."),
            SafeMode.CONFIRM: self.tr("Every change shows what it will do, and asks first."),
            SafeMode.READ_ONLY: self.tr("Nothing can be changed from here; such actions are not shown."),
        }[mode]

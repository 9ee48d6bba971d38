"""When an alert is heard: as it opens, and again while nobody takes it on.

Pure: the time is an argument, in seconds of a clock that never jumps.
"""

from __future__ import annotations

from typing import Final

from console.core.alerts import Severity

INSISTENT: Final = frozenset({Severity.CRITICAL, Severity.WARNING})
"""What is only to be known does not come again."""


class AlarmBell:
    """Rings for what waits for somebody. `repeat_s` is how long it leaves them in peace, 0 for good."""

    def __init__(self, repeat_s: float = 0.0) -> None:
        self.repeat_s = repeat_s
        self._rang_s: float | None = None

    def ring(self, now_s: float) -> None:
        """It rings for what has just opened."""
        self._rang_s = now_s

    def due_in(self, worst_waiting: Severity | None, now_s: float) -> float | None:
        """Seconds until it rings again; None where it does not. `worst_waiting`: of what nobody took on."""
        if worst_waiting not in INSISTENT:
            self._rang_s = None  # somebody has it: what opens next begins anew
            return None
        if not self.repeat_s or self._rang_s is None:
            return None
        return max(0.0, self._rang_s + self.repeat_s - now_s)

"""How much is sent and received in a minute. Pure: a counter that only grows is read now and then."""

from __future__ import annotations

from collections import deque
from typing import Final

MINUTE_S: Final = 60.0


class Traffic:
    """Of one counter. `note` it about once a second; before a minute has passed it counts what there was."""

    def __init__(self) -> None:
        self._readings: deque[tuple[float, int]] = deque()

    def note(self, total: int, now_s: float) -> None:
        """The counter stands at `total`; `now_s` of any clock that never jumps."""
        if self._readings and total < self._readings[-1][1]:
            self._readings.clear()  # of another connection
        self._readings.append((now_s, total))
        while len(self._readings) > 1 and self._readings[1][0] <= now_s - MINUTE_S:
            self._readings.popleft()

    @property
    def last_minute(self) -> int:
        """Bytes."""
        return self._readings[-1][1] - self._readings[0][1] if self._readings else 0

"""How often a terminal calls, and after how long a silence it therefore counts as offline.

Pure: `mono` is seconds of a clock that never jumps.
"""

from __future__ import annotations

from collections import deque
from statistics import median
from typing import Final

# We dictate a poll every 10 s; two lost polls must not make a fact (alerts.md §2).
SILENT_POLLS: Final = 3.5
T_OFF_MIN_S: Final = 35.0
T_OFF_MAX_S: Final = 600.0
# Of a terminal that seems to do as we dictate, before its rhythm is known: told of within the minute still.
T_OFF_PRESUMED_S: Final = 56.0
PROMPT_S: Final = 16.5
POLLS_KEPT: Final = 9
KNOWN: Final = 3  # gaps, so four polls
LEARN_S: Final = 180.0
TRUST_S: Final = 600.0


class Rhythm:
    """What the polls of one terminal show. `interval_s`: its usual gap, None before it is known; `known_at`:
    since when.

    What counts is a gap in which it asked nothing else: one that carries out commands polls in haste, and
    then falls back to its own rhythm. Of one that is never idle, the longest gap of a while has to do. Slower
    is believed at once, faster by and by, over `TRUST_S`.
    """

    __slots__ = ("_begun", "_busy", "_gaps", "_last", "_longest", "interval_s", "known_at")

    def __init__(self, interval_s: float | None = None) -> None:
        self.interval_s = interval_s
        self.known_at = float("inf") if interval_s is None else float("-inf")
        self._gaps: deque[float] = deque(maxlen=POLLS_KEPT)
        self._begun: float | None = None
        self._last: float | None = None
        self._longest = 0.0
        self._busy = False

    def note_other(self) -> None:
        """A request came that is no poll."""
        self._busy = True

    def note(self, mono: float) -> None:
        """A poll came."""
        last, busy = self._last, self._busy
        self._last, self._busy = mono, False
        if self._begun is None:
            self._begun = mono
        if last is None or mono - last > T_OFF_MAX_S:
            return
        gap = mono - last
        if self.interval_s is None:
            self._longest = max(self._longest, gap)
            if mono - self._begun >= LEARN_S:
                self.interval_s, self.known_at = self._longest, mono
        if busy:
            return
        self._gaps.append(gap)
        if len(self._gaps) >= KNOWN:
            self._learn(median(self._gaps), gap, mono)

    def _learn(self, usual: float, gap: float, mono: float) -> None:
        if self.interval_s is None:
            self.interval_s, self.known_at = usual, mono
        elif usual >= self.interval_s:
            self.interval_s = usual
        else:
            self.interval_s -= (self.interval_s - usual) * min(gap / TRUST_S, 1.0)

    def silence_s(self, *, obeys: bool) -> float:
        """The silence after which it is offline. `obeys`: whether one that has shown no gap yet is taken for
        one that calls as often as it is told."""
        if self.interval_s is not None:
            return silence_after(self.interval_s)
        prompt = max(self._gaps) <= PROMPT_S if self._gaps else obeys
        return T_OFF_PRESUMED_S if prompt else T_OFF_MAX_S


def silence_after(interval_s: float) -> float:
    """The silence in seconds after which a terminal of a known rhythm is offline."""
    return min(max(SILENT_POLLS * interval_s, T_OFF_MIN_S), T_OFF_MAX_S)

"""When most terminals of most places fall silent at once, it is this edge that is cut off, not they.

Pure: clocks are arguments. `mono` is seconds of a clock that never jumps, `wall` microseconds since 1970.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Final, NamedTuple

from edge.presence_rhythm import SILENT_POLLS

SHARE: Final = 0.5
TOGETHER_S: Final = 60.0
PLACES: Final = 3
FEWEST_PLACES: Final = 2
FEWEST: Final = 3
# Silent for this part of what makes it offline, a terminal is overdue: with our rhythm, after two lost polls.
OVERDUE: Final = 0.6
# So long the silence of most is doubted while others are heard; then it is believed.
DOUBT_S: Final = 600.0
HEARD: Final = 0.05


class Watched(NamedTuple):
    """A terminal that counts as online: where it is, for how long it is silent, and the silence that would
    make it offline."""

    place: Hashable
    silent_s: float
    limit_s: float

    @property
    def overdue(self) -> bool:
        return self.silent_s >= OVERDUE * self.limit_s


class Blindness:
    """Whether this edge is cut off. `since` (microseconds): when it ceased to hear; None while it hears.

    It begins when at least half of all terminals, at three places or more, fall silent within a minute; where
    there are but two places, when all do. One place alone cannot be told from its own router: its silence is
    believed. It ends when most are heard again, or when others are heard for so long that the silence of most
    must be theirs.
    """

    def __init__(self) -> None:
        self.since: int | None = None
        self._begun = 0.0
        self._ended = float("-inf")
        self._last: tuple[float, float] | None = None

    def look(self, watched: Sequence[Watched], mono: float, wall: int) -> bool:
        """Judge anew from all terminals that count as online. Returns whether the edge is blind now."""
        if self.since is None:
            gone = self._gone_together(watched, mono)
            if gone and _is_blindness(gone, _heard(watched, gone[0].silent_s), watched):
                self.since = wall - round(gone[0].silent_s * 1e6)
                self._begun = mono - gone[0].silent_s
        elif self._is_over(watched, mono):
            self._last = (self._begun - TOGETHER_S, mono)
            self.since, self._ended = None, mono
        return self.since is not None

    def explains(self, last_mono: float) -> bool:
        """Whether a silence that began then began with the last blindness."""
        return self._last is not None and self._last[0] <= last_mono <= self._last[1]

    def _gone_together(self, watched: Sequence[Watched], mono: float) -> list[Watched]:
        """Who fell silent with the last that did, that one first. Who stayed away after the last blindness is
        none of them."""
        fresh = [one for one in watched if one.overdue and mono - one.silent_s > self._ended]
        if not fresh:
            return []
        first = min(fresh, key=lambda one: one.silent_s)
        return [first, *(o for o in fresh if o is not first and o.silent_s <= first.silent_s + TOGETHER_S)]

    def _is_over(self, watched: Sequence[Watched], mono: float) -> bool:
        blind_s = mono - self._begun
        away = sum(one.overdue or one.silent_s >= blind_s for one in watched)
        back = len(watched) - away
        if back > (1 - SHARE) * len(watched) or not watched:
            return True
        return blind_s >= DOUBT_S and back >= HEARD * len(watched)


def _heard(watched: Sequence[Watched], within_s: float) -> float:
    """How many terminals were heard within so many seconds. One that calls more seldom than that stands for
    those of its rhythm that did not happen to be due."""
    count = 0.0
    for one in watched:
        if one.silent_s < within_s:
            count += max(one.limit_s / SILENT_POLLS / within_s, 1.0)
    return count


def _is_blindness(gone: Sequence[Watched], heard: float, watched: Sequence[Watched]) -> bool:
    places = len({one.place for one in gone})
    if len({one.place for one in watched}) >= PLACES:
        return places >= PLACES and len(gone) >= SHARE * (len(gone) + heard)
    return places >= FEWEST_PLACES and len(gone) >= FEWEST and heard == 0

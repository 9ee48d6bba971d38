"""Whether a terminal holds punches that never came: what it counts, against what was received.

A terminal says how many punches it holds, not which. So two of its counts are compared: it has taken as many
more as punches of the time in between have arrived, or some are missing. Pure: counts and instants are passed
in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

PATIENCE_US: Final = 15 * 60 * 1_000_000
"""How long punches may be under way: a count is told by another request than the punches it counts."""
WIDER_US: Final = tuple(seconds * 1_000_000 for seconds in (120, 2 * 3_600, 26 * 3_600))
"""By how much more than the gap is asked for, at either end, at the first try and the next: a clock may be
wrong by more than is known, and a zone by all that zones differ."""
TRIES: Final = len(WIDER_US)
"""How often the same gap is asked for; what a terminal counts and never sends is not to be had."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What is known of a terminal's count: at `at` (microseconds) it was `held`, and all of it had come.

    `missing_since`: from when on there were fewer than it counts, None where none is missing; `tries`: how
    often they were asked for. `given_up`: how many it counted that never came however often they were asked
    for, and when the last of them was given up.
    """

    held: int
    at: int
    missing_since: int | None = None
    tries: int = 0
    given_up: int = 0
    given_up_at: int | None = None

    @staticmethod
    def of(kept: Mapping[str, Any]) -> Counted | None:
        """From what was kept with `kept()`; None where nothing was."""
        return Counted(**kept) if kept else None

    def kept(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


class Step(NamedTuple):
    """What is known now, how many are missing, and the time to ask for: (from, to) in microseconds, by the
    terminal's clock."""

    known: Counted
    missing: int
    ask: tuple[int, int] | None = None


def compare(known: Counted | None, held: int, received: int, now: int, drift_us: int = 0) -> Step:
    """A terminal says that it holds `held` punches; `received` is how many of the time since `known.at` came.
    `drift_us`: by how much its clock is ahead, as far as that was measured.

    A terminal that counts fewer than before was emptied, or its oldest made room: counting begins anew. More
    may have come than it counts: it can have sent some and deleted them.
    """
    if known is None or held < known.held:
        return Step(Counted(held, now), 0)
    missing = held - known.held - received
    agreed = replace(known, held=held, at=now, missing_since=None, tries=0)
    if missing <= 0:
        return Step(agreed, 0)
    if known.missing_since is None:
        return Step(replace(known, missing_since=now), missing)
    if now - known.missing_since < PATIENCE_US:
        return Step(known, missing)
    if known.tries >= TRIES:
        given_up = known.given_up + missing
        return Step(replace(agreed, given_up=given_up, given_up_at=now), missing)
    asked = replace(known, missing_since=now, tries=known.tries + 1)
    wider = WIDER_US[known.tries]
    # Punches of the gap were made by a clock that may have been put right since.
    first, last = known.at + min(drift_us, 0), now + max(drift_us, 0)
    return Step(asked, missing, (first - wider, last + wider))

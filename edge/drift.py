"""How far a terminal's clock is off, measured by punches that arrive as they are made.

A punch may arrive late, never early: what comes from the future proves a clock that is ahead, what comes from
the past may have waited in the terminal. So a clock is called slow only when punches say so over a while.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from edge.intents import Intent, SyncTime
from edge.presence import Key
from edge.zones import TimeQuality

TELL_S: Final = 60
CLEAR_S: Final = 30  # less than this and it is right again
KEPT: Final = 9
NEEDED: Final = 3
AGREE_S: Final = 10  # how far from the median a punch may be to speak for it
NEEDED_SLOW: Final = 5  # over SLOW_FOR_S: a buffer is emptied faster, and stray late ones are fewer
SLOW_FOR_S: Final = 60
DRAINED_US: Final = 30 * 1_000_000
ZONE_STEP_S: Final = 900  # zones differ by quarters of an hour
ZONE_EXACT_S: Final = 30
FARTHEST_ZONES_S: Final = 26 * 3_600  # from UTC-12 to UTC+14

_SECOND_US: Final = 1_000_000


class Sample(NamedTuple):
    """One punch: how many seconds the terminal was ahead of us, and when it came (seconds since 1970)."""

    drift_s: int
    received_s: int


class Finding(NamedTuple):
    """A clock was found wrong, or (`off` false) right again.

    `drift_s`: terminal minus server. `zone_error_s`: how much of it a wrong zone or a summer time of the
    terminal's own explains, 0 where it does not.
    """

    off: bool
    drift_s: int
    zone_error_s: int

    @property
    def advice(self) -> tuple[Intent, ...]:
        """What would put it right: told the time anew, a terminal also takes its zone anew."""
        return (SyncTime(),) if self.off else ()


class Drift(NamedTuple):
    """What is known of one terminal's clock: the last punches that tell it, and whether it was called off."""

    samples: tuple[Sample, ...] = ()
    off: bool = False

    @property
    def seconds(self) -> int | None:
        """Terminal minus server in seconds, the median of what is kept; None before the first punch."""
        ordered = sorted([sample.drift_s for sample in self.samples])
        return ordered[(len(ordered) - 1) // 2] if ordered else None

    @property
    def agreed(self) -> int | None:
        """The same, where enough punches agree on it for somebody to be shown it; else None."""
        middle = self.seconds
        return middle if middle is not None and self._speaking(middle) else None

    def measured(self, punched_at: int, received_at: int) -> tuple[Drift, Finding | None]:
        """What is known after a punch (instants in microseconds), and what it brings to light. Only for
        punches that `tells_clock`."""
        sample = Sample(
            round((punched_at - received_at) / _SECOND_US),
            received_at // _SECOND_US,
        )
        samples = (*self.samples[1 - KEPT :], sample)
        seen = Drift(samples, self.off)
        finding = seen._finding()
        return (seen, None) if finding is None else (Drift(samples, finding.off), finding)

    def corrected(self) -> Drift:
        """Its clock was just set: punches from before say nothing any more. Whether it is right now, the next
        ones tell."""
        return Drift((), self.off)

    def stored(self) -> dict[str, Any]:
        """As JSON; `restored` reads it."""
        return {"off": self.off, "samples": [list(sample) for sample in self.samples]}

    @classmethod
    def restored(cls, stored: Mapping[str, Any]) -> Drift:
        """What `stored` gave. Raises KeyError, TypeError or ValueError for anything else."""
        samples = (Sample(int(drift), int(received)) for drift, received in stored["samples"])
        return cls(tuple(samples)[-KEPT:], bool(stored["off"]))

    def _finding(self) -> Finding | None:
        middle = self.seconds
        assert middle is not None
        if abs(middle) >= CLEAR_S if self.off else abs(middle) < TELL_S:
            return None  # as it was: by far the most, and they cost next to nothing
        speaking = self._speaking(middle)
        if not speaking:
            return None
        if self.off:
            return Finding(False, middle, 0)
        lasted = speaking[-1].received_s - speaking[0].received_s
        if middle < 0 and (len(speaking) < NEEDED_SLOW or lasted < SLOW_FOR_S):
            return None
        return Finding(True, middle, zone_error(middle))

    def _speaking(self, middle: int) -> list[Sample]:
        """The punches that agree on a drift; empty where they are too few, or not most of them."""
        speaking = [sample for sample in self.samples if abs(sample.drift_s - middle) <= AGREE_S]
        return speaking if len(speaking) >= NEEDED and 2 * len(speaking) > len(self.samples) else []


def tells_clock(
    punched_at: int, received_at: int, records: int, quality: TimeQuality, in_contact_since: int | None
) -> bool:
    """Whether a punch that was new to us tells its terminal's clock, having come in an upload of so many
    records.

    `in_contact_since`: since when the terminal and we have been in touch without a gap (microseconds), None
    where that is not known. One that was cut off may still be emptying its buffer; a local time that occurs
    twice or not at all has no instant to compare.
    """
    if records != 1 or quality in ("ambiguous", "nonexistent"):
        return False
    if punched_at > received_at:
        return True
    return in_contact_since is not None and received_at - in_contact_since >= DRAINED_US


def zone_error(drift_s: int) -> int:
    """The part of a drift that is a difference of zones, in seconds; 0 where it is none."""
    nearest = round(drift_s / ZONE_STEP_S) * ZONE_STEP_S
    if abs(drift_s - nearest) > ZONE_EXACT_S or abs(nearest) > FARTHEST_ZONES_S:
        return 0
    return nearest


_UNKNOWN: Final = Drift()


class Drifts:
    """The clocks of all terminals, and which of them changed since they were last written down."""

    def __init__(self) -> None:
        self._drifts: dict[Key, Drift] = {}
        self._changed: set[Key] = set()

    def restore(self, key: Key, stored: Mapping[str, Any]) -> None:
        """Begin with what was written down. Raises as `Drift.restored`."""
        self._drifts[key] = Drift.restored(stored)

    def measured(self, key: Key, punched_at: int, received_at: int) -> Finding | None:
        """See Drift.measured."""
        self._drifts[key], finding = self.of(key).measured(punched_at, received_at)
        self._changed.add(key)
        return finding

    def corrected(self, key: Key) -> None:
        """See Drift.corrected."""
        if key in self._drifts:
            self._drifts[key] = self._drifts[key].corrected()
            self._changed.add(key)

    def of(self, key: Key) -> Drift:
        return self._drifts.get(key, _UNKNOWN)

    def forget(self, key: Key) -> None:
        self._drifts.pop(key, None)
        self._changed.discard(key)

    def take_changed(self) -> dict[Key, Drift]:
        """What changed since the last call. Those that could not be written are handed to `mark_changed`."""
        changed = {key: self._drifts[key] for key in self._changed}
        self._changed.clear()
        return changed

    def mark_changed(self, keys: Iterable[Key]) -> None:
        self._changed.update(key for key in keys if key in self._drifts)

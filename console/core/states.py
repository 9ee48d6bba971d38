"""The states of a connection, and the one rule that says which one it is in. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from console.core.problems import Problem


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient a connection is; seconds. The edge says something at least every `heartbeat`."""

    heartbeat: float = 15.0
    stale_after: float = 20.0
    offline_after: float = 30.0
    """Twice the heartbeat: what was said that long ago is no data any more."""
    first_delay: float = 1.0
    longest_delay: float = 60.0
    refresh: float = 30.0
    """How often the snapshot is taken anew, for what no event tells."""
    settle: float = 1.0
    """How long to wait for more after an event that calls for a new snapshot."""
    batch: float = 0.08
    """Events are handed on at most this often: 12 times a second."""
    tick: float = 1.0

    def sparing(self) -> Pace:
        """The same, asking half as often: for lines where every byte is paid for."""
        return replace(self, refresh=2 * self.refresh, settle=2 * self.settle)


@dataclass(frozen=True, slots=True)
class Connecting:
    """For the first time in this run. `heard_us`: how old the remembered fleet on the screen is."""

    heard_us: int | None = None


@dataclass(frozen=True, slots=True)
class Live:
    """What is on the screen is what is."""


@dataclass(frozen=True, slots=True)
class Stale:
    """Nothing was heard for `seconds`; it may be about to come back."""

    seconds: int
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Offline:
    """Not connected. `since_us`: when the edge was last heard, None where never; `retry_in`: whole seconds to
    the next attempt, 0 during one, None where none comes by itself."""

    since_us: int | None
    problem: Problem | None = None
    retry_in: int | None = None


@dataclass(frozen=True, slots=True)
class CatchingUp:
    """Connected again; what was missed is arriving. `done` events so far, `share` of the missed time."""

    done: int
    share: float


State = Connecting | Live | Stale | Offline | CatchingUp


@dataclass(slots=True)
class Known:
    """What the rule judges by: instants named `_s` are of a clock that never jumps, `heard_us` of the wall.

    `heard_s` is None before anything was heard in this run; `done` is None when nothing is missing.
    """

    heard_s: float | None = None
    heard_us: int | None = None
    open: bool = False
    done: int | None = None
    share: float = 0.0
    problem: Problem | None = None
    retry_s: float | None = None
    trying: bool = True


ENDLESS: Final = float("inf")


def state_of(known: Known, now_s: float, pace: Pace) -> State:
    """Which state that is."""
    silence = ENDLESS if known.heard_s is None else max(now_s - known.heard_s, 0.0)
    if known.open and silence <= pace.stale_after:
        return Live() if known.done is None else CatchingUp(known.done, known.share)
    if known.problem is not None and (known.problem.lasting or known.heard_s is None):
        return _offline(known, now_s)
    if known.heard_s is None:
        return Connecting(known.heard_us)
    if silence < pace.offline_after:
        return Stale(int(silence), known.problem)
    return _offline(known, now_s)


def _offline(known: Known, now_s: float) -> Offline:
    retry_in: int | None = None
    if known.trying:
        retry_in = 0
    elif known.retry_s is not None:
        retry_in = max(int(known.retry_s - now_s + 0.999), 0)
    return Offline(known.heard_us, known.problem, retry_in)


def knows_now(state: State) -> bool:
    """Whether statuses on the screen may still be called true."""
    return isinstance(state, Live | Stale | CatchingUp)

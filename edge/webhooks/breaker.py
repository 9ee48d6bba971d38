"""The breaker of an endpoint: tells an outage of the receiver from a delivery that it cannot take. Pure.

Closed, every delivery goes by its own schedule. Open, the lanes are parked and one probe at a time asks
whether the receiver is back; nothing is charged to deliveries meanwhile, so that three hours of outage cost
none of them. Half open, more and more lanes run at once, so that a receiver which just came back is not
trampled down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Literal

State = Literal["closed", "open", "half_open"]

SECOND_US: Final = 1_000_000
FAILURES: Final = 5
OVER_US: Final = 120 * SECOND_US
SHARE: Final = 0.7
LEAST_OF_SHARE: Final = 10
WINDOW_US: Final = 300 * SECOND_US
FIRST_PROBE_US: Final = 30 * SECOND_US
LAST_PROBE_US: Final = 600 * SECOND_US
RAMP: Final = (1, 2, 4)
SLICES: Final = 10
"""The window is counted in so many slices, so that it can be stored: 30 s each."""
DAY_US: Final = 86_400 * SECOND_US
DISABLE_AFTER_US: Final = 5 * DAY_US


@dataclass(frozen=True, slots=True)
class Slice:
    """Attempts and failures that ended in one slice of the window; `at` is its number since the epoch."""

    at: int
    attempts: int
    failures: int


@dataclass(frozen=True, slots=True)
class Breaker:
    """What is known of how an endpoint takes deliveries; instants in microseconds.

    `in_a_row`: failures since the last success, the first of them at `failing_since`. `until`: while open,
    when to probe; `probing`: somebody does, and has until then. `ramp`: while half open, the step of `RAMP`
    reached, and `passed` how many were taken in it. `slices`: the last five minutes.
    """

    state: State = "closed"
    in_a_row: int = 0
    failing_since: int | None = None
    last_success: int | None = None
    until: int | None = None
    probing: bool = False
    probe_us: int = FIRST_PROBE_US
    ramp: int = 0
    passed: int = 0
    slices: tuple[Slice, ...] = ()

    def lanes(self, most: int) -> int:
        """How many lanes may be open at once."""
        if self.state == "open":
            return 1
        if self.state == "half_open":
            return min(RAMP[self.ramp], most)
        return most

    def may_try(self, now: int) -> bool:
        """Whether a delivery may leave now."""
        return self.state != "open" or (self.until is not None and now >= self.until)

    def probed(self, now: int, within_us: int) -> Breaker:
        """A probe leaves now; if nothing is heard of it within that time, another may."""
        return replace(self, probing=True, until=now + within_us)

    @property
    def charges(self) -> bool:
        """Whether a failure now is one of a delivery's own attempts."""
        return self.state != "open"

    def succeeded(self, now: int) -> Breaker:
        """A delivery was taken."""
        counted = self._counted(now, failed=False)
        base = replace(
            counted,
            in_a_row=0,
            failing_since=None,
            last_success=now,
            until=None,
            probing=False,
            probe_us=FIRST_PROBE_US,
        )
        if self.state == "open":
            return replace(base, state="half_open", ramp=0, passed=0, slices=())
        if self.state != "half_open":
            return base
        if self.passed + 1 < RAMP[self.ramp]:  # those that left together are one step
            return replace(base, passed=self.passed + 1)
        if self.ramp + 1 == len(RAMP):
            return replace(base, state="closed", ramp=0, passed=0)
        return replace(base, ramp=self.ramp + 1, passed=0)

    def failed(self, now: int) -> Breaker:
        """A delivery was not taken, for whatever reason; every attempt counts."""
        counted = replace(
            self._counted(now, failed=True),
            in_a_row=self.in_a_row + 1,
            failing_since=now if self.failing_since is None else self.failing_since,
        )
        if self.state == "open":
            if not self.probing:  # it had left before the breaker opened
                return counted
            longer = min(self.probe_us * 2, LAST_PROBE_US)
            return replace(counted, until=now + self.probe_us, probing=False, probe_us=longer)
        if self.state == "half_open" or counted._trips(now):
            return replace(
                counted,
                state="open",
                ramp=0,
                passed=0,
                until=now + FIRST_PROBE_US,
                probe_us=FIRST_PROBE_US * 2,
            )
        return counted

    def disables(self, now: int) -> bool:
        """Whether the endpoint has failed for so long that nobody can be listening any more."""
        return self.failing_since is not None and now - self.failing_since >= DISABLE_AFTER_US

    def _trips(self, now: int) -> bool:
        began = now if self.failing_since is None else self.failing_since
        if now - began < OVER_US:
            return False
        if self.in_a_row >= FAILURES:
            return True
        attempts = sum(part.attempts for part in self.slices)
        failures = sum(part.failures for part in self.slices)
        silent = self.last_success is None or now - self.last_success >= OVER_US
        return silent and attempts >= LEAST_OF_SHARE and failures >= SHARE * attempts

    def _counted(self, now: int, *, failed: bool) -> Breaker:
        at = now // (WINDOW_US // SLICES)
        kept = [part for part in self.slices if at - SLICES < part.at <= at]
        last = kept.pop() if kept and kept[-1].at == at else Slice(at, 0, 0)
        kept.append(Slice(at, last.attempts + 1, last.failures + failed))
        return replace(self, slices=tuple(kept))


def columns(state: Breaker) -> dict[str, Any]:
    """A breaker as columns of an endpoint's row: itself as JSON, and until when nothing is to be tried."""
    slices = [[part.at, part.attempts, part.failures] for part in state.slices]
    return {"breaker": {**asdict(state), "slices": slices}, "parked_until": state.until}


def read(kept: Mapping[str, Any]) -> Breaker:
    """The breaker that was kept as JSON."""
    members = dict(kept)
    slices = tuple(Slice(*part) for part in members.pop("slices"))
    return Breaker(**members, slices=slices)

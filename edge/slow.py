"""The log of slow things: what took so long that an operator should know of it, a line each, not too many."""

from __future__ import annotations

import math
from collections import Counter as Tally
from collections.abc import Callable
from functools import partial
from typing import Any, Final, Literal

import structlog
from prometheus_client import CollectorRegistry, Counter

from edge.store import Run

Kind = Literal["read", "write", "request", "upload", "loop"]

SHARES: Final[dict[Kind, float]] = {"read": 1, "write": 1, "request": 2, "upload": 2, "loop": 0.5}
"""What is slow of each kind, as a multiple of the setting `slow_ms`."""
MOST: Final = 10
"""Lines of a kind between two turns; the rest is only counted."""
TURN_S: Final = 60.0
_MOST_UNITS: Final = 5

log = structlog.get_logger()


class SlowLog:
    """Writes and counts what is slow. `slow_ms`: milliseconds, 0 for nothing at all. `turn` is called every
    TURN_S. What takes less than that costs a comparison."""

    def __init__(self, slow_ms: float = 0, registry: CollectorRegistry | None = None) -> None:
        self._limits = {kind: slow_ms * share / 1000 or math.inf for kind, share in SHARES.items()}
        counted = Counter(
            "punchdeck_slow",
            "Things that took longer than slow_ms allows, by kind.",
            ["kind"],
            registry=registry or CollectorRegistry(),
        )
        self._counted = {kind: counted.labels(kind) for kind in SHARES}
        self._lines: Tally[Kind] = Tally()
        self._left_out: Tally[Kind] = Tally()

    def transaction(self, run: Run) -> None:
        """A transaction is over. What waits for others' transactions is slow as well."""
        kind: Kind = "write" if run.writes else "read"
        if run.waited_s + run.ran_s >= self._limits[kind]:
            self._note(
                kind,
                units=[unit_name(unit) for unit in run.units[:_MOST_UNITS]],
                more_units=max(len(run.units) - _MOST_UNITS, 0),
                uploads=run.uploads,
                waited_ms=_ms(run.waited_s),
                ran_ms=_ms(run.ran_s),
                failed=run.error is not None,
            )

    def request(self, took_s: float, operation: str, status: int, request_id: str) -> None:
        """A request of the API was answered; its id leads to its other lines."""
        if took_s >= self._limits["request"]:
            self._note("request", operation=operation, status=status, request_id=request_id, ms=_ms(took_s))

    def upload(self, took_s: float, commit_s: float, serial: str, table: str) -> None:
        """An upload was answered, `commit_s` of the time spent waiting for its commit."""
        if took_s >= self._limits["upload"]:
            self._note(
                "upload", serial=serial, table=table, ms=_ms(took_s), waited_for_commit_ms=_ms(commit_s)
            )

    def loop(self, late_s: float) -> None:
        """The event loop was held, so everything was."""
        if late_s >= self._limits["loop"]:
            self._note("loop", late_ms=_ms(late_s))

    async def turn(self) -> None:
        """Say how much was left out since the last turn, and let lines be written again."""
        for kind, count in self._left_out.items():
            log.info("slow_left_out", kind=kind, count=count)
        self._lines.clear()
        self._left_out.clear()

    def _note(self, kind: Kind, **said: Any) -> None:
        self._counted[kind].inc()
        if self._lines[kind] >= MOST:
            self._left_out[kind] += 1
            return
        self._lines[kind] += 1
        log.info("slow", kind=kind, **said)


def unit_name(unit: Callable[..., Any]) -> str:
    """Where a unit of work is written, for people who read the source."""
    while isinstance(unit, partial):
        unit = unit.func
    name = getattr(unit, "__qualname__", type(unit).__qualname__)
    return f"{unit.__module__}.{name}".replace(".<locals>", "").replace(".<lambda>", "")


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)

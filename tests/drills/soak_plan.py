"""What is asked of a soak, and what of it is done."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, field
from typing import Any, Final

HOURS: Final = 8.0
POLLS_AN_HOUR: Final = 360
"""Of each terminal."""
PUNCHES_AN_HOUR: Final = 8
"""Of each terminal: 24,000 people, four a day, 500 terminals."""
WARM_SHARE: Final = 0.25


@dataclass(frozen=True, slots=True)
class Soak:
    """What is asked for."""

    minutes: float
    database: str
    terminals: int
    history: int
    seed: int
    trace: str = ""

    @property
    def hurry(self) -> float:
        """So many times as fast as the clock."""
        return HOURS * 60 / self.minutes


@dataclass
class Load:
    """What has been done to the edge so far. `fleet`: what the terminals' process said last."""

    fleet: dict[str, Any] = field(default_factory=dict)
    began: float = 0.0
    polls_before: int = 0
    commands: int = 0
    calls: int = 0
    exports: int = 0
    exported: int = 0
    refused: int = 0
    breaks: int = 0
    heard: list[set[str]] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def polls(self) -> int:
        return int(self.fleet.get("polls", 0)) - self.polls_before

    def hours(self, terminals: int) -> float:
        """The volume that was done, by what is behind."""
        punches = int(self.fleet.get("acknowledged", 0))
        return min(self.polls / POLLS_AN_HOUR, punches / PUNCHES_AN_HOUR) / terminals


def say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)

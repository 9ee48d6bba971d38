"""In which order many terminals are tried: a few first, the rest only if those went well. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

Move = Literal["send", "wait", "next", "stop", "end"]
CAREFUL: Final[tuple[int | str, ...]] = (1, "10%", "100%")

_PERCENT: Final = re.compile(r"([0-9]{1,3})%")


@dataclass(frozen=True, slots=True)
class Rollout:
    """Steps, each said as how many terminals have been tried when it is over: a number, or percent of all
    (`"10%"`). The last one takes all that are left. `tolerate`: how many may have failed for the next step to
    begin."""

    steps: tuple[int | str, ...] = ()
    tolerate: int = 0

    def ends(self, total: int) -> tuple[int, ...]:
        """After how many of `total` each step is over; steps that would try nobody further are left out."""
        reached = 0
        found = []
        for step in self.steps:
            end = min(_count(step, total), total)
            if end > reached:
                reached = end
                found.append(end)
        return (*found, total) if reached < total else tuple(found)

    def kept(self) -> dict[str, Any]:
        return {"steps": list(self.steps), "tolerate": self.tolerate}

    @staticmethod
    def of(kept: Mapping[str, Any]) -> Rollout:
        """From what was kept with `kept()`."""
        return Rollout(tuple(kept["steps"]), kept["tolerate"])


AT_ONCE: Final = Rollout()
"""All in one step, whatever fails."""
CANARY: Final = Rollout(CAREFUL)


def step_numbers(ends: Sequence[int]) -> list[int]:
    """The step of each item, from 0 on."""
    begins = (0, *ends[:-1])
    return [
        step for step, (begin, end) in enumerate(zip(begins, ends, strict=True)) for _ in range(begin, end)
    ]


def move(step: int, next_step: int | None, running: bool, failed: int, tolerate: int) -> Move:
    """What a job does now that is at `step`.

    `next_step`: that of the first item that waits, None where none does; `running`: whether any item of this
    step or an earlier one has not ended; `failed`: how many failed so far.
    """
    if next_step is not None and next_step <= step:
        return "send"
    if running:
        return "wait"
    if next_step is None:
        return "end"
    return "stop" if failed > tolerate else "next"


def is_step(step: int | str) -> bool:
    """Whether a step is said in a way that is understood."""
    if isinstance(step, int):
        return step >= 1
    found = _PERCENT.fullmatch(step)
    return found is not None and 1 <= int(found[1]) <= 100


def _count(step: int | str, total: int) -> int:
    return step if isinstance(step, int) else math.ceil(int(step.removesuffix("%")) * total / 100)

"""Runs the rules over many fleets, several at once, and adds up how they did."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Final

from edge.alerts import replay
from edge.alerts.trace import Record
from tests.bench.alerts import fleets, hearing, rules, traces
from tests.bench.alerts.parameters import CALIBRATION, Target
from tests.bench.alerts.rules import Told
from tests.bench.alerts.scoring import Score, score

OURS: Final = "ours"


def ours(trace: Iterable[Record]) -> list[Told]:
    """What the server's own machine tells."""
    return [Told(told.t, told.kind, told.entity, told.of or "") for told in replay.notices(trace)]


BASELINES: Final[Mapping[str, Callable[[Sequence[Record]], list[Told]]]] = {
    "naive": rules.naive,
    "for 5m": rules.for_5m,
    "ancestor": rules.ancestor,
}
ALL: Final = (*BASELINES, OURS)


@dataclass(slots=True)
class Month:
    """How rules did on a fleet; `took_s`: what our rule took, of the processor."""

    scores: dict[str, Score]
    took_s: float = 0.0


def month(seed: int, names: Sequence[str] = ALL) -> Month:
    """Run the rules of these names over the fleet of a seed."""
    fleet = fleets.month(seed)
    trace = hearing.heard(fleet, seed)
    found = Month({name: score(BASELINES[name](trace), fleet) for name in names if name in BASELINES})
    if OURS in names:
        begun = time.process_time()
        told = ours(trace)
        found.took_s = time.process_time() - begun
        found.scores[OURS] = score(told, fleet)
    return found


def months(seeds: Sequence[int], processes: int = 1) -> Iterator[Month]:
    """Of many seeds, in their order."""
    if processes == 1:
        yield from map(month, seeds)
        return
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(month, seeds, chunksize=2)


def together(found: Iterable[Month]) -> dict[str, Score]:
    """The scores of many months as one, by rule."""
    total: dict[str, Score] = {}
    for one in found:
        for name, result in one.scores.items():
            total.setdefault(name, Score()).add(result)
    return total


def calibrated(scores: Mapping[str, Score]) -> list[tuple[Target, float, bool]]:
    """What the rules ours is compared with were measured to do, what they do here, and whether it is near."""
    found = []
    for target in CALIBRATION:
        measured = float(getattr(scores[target.rule], target.figure))
        found.append((target, measured, target.least <= measured <= target.most))
    return found


def case(make: Callable[[int], traces.Case], seed: int) -> tuple[Score, list[traces.Finding]]:
    """Our rule on a trace that it was not designed for."""
    made = make(seed)
    trace = made.trace(seed)
    return traces.judge(made, trace, ours(trace))

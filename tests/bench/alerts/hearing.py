"""What the detector makes of a fleet: polls that are missed become facts, late and back-dated as ours are.

The same arithmetic as `edge.presence`, in virtual time and without its bookkeeping, so that a month takes a
tenth of a second.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from edge.alerts.trace import Record
from tests.bench.alerts.fleets import Fleet, Span
from tests.bench.alerts.parameters import Parameters


def heard(fleet: Fleet, seed: int, parameters: Parameters | None = None) -> list[Record]:
    """The trace of a fleet: declarations, facts, restarts of the edge, and its end."""
    p = parameters or Parameters()
    dice = random.Random(seed ^ 0x9E3779B9)
    blind = [(down.start, down.end, down.end + p.boot_grace) for down in sorted(fleet.edge_down)]
    declared = [Record(0.0, "device", one, site) for site, devices in fleet.sites.items() for one in devices]
    facts = [Record(up, "edge_restart") for _, up, _ in blind]
    for one in declared:
        poll = fleet.polls.get(one.device, p.poll)
        facts += _facts(one.device, sorted(fleet.silences.get(one.device, ())), poll, blind, dice, p)
    facts = [fact for fact in facts if fact.t <= fleet.until]
    facts.sort(key=lambda fact: fact.t)
    return [*declared, *facts, Record(fleet.until, "end")]


def _facts(
    device: str,
    silences: Sequence[Span],
    poll: float,
    blind: Sequence[tuple[float, float, float]],
    dice: random.Random,
    p: Parameters,
) -> Iterator[Record]:
    t_off = max(p.silent_polls * poll, p.t_off_least)
    for start, end in _unheard(silences, poll, dice):
        off, on = start + t_off + dice.random() * p.scan, end
        for down, up, grace in blind:
            if down <= off < grace:
                off = grace + dice.random() * p.scan
            if down <= on < up:
                on = up + dice.random() * poll
        if off < on:
            yield Record(off, "offline", device, since=start)
            yield Record(on, "online", device)


def _unheard(silences: Sequence[Span], poll: float, dice: random.Random) -> Iterator[tuple[float, float]]:
    """From the last poll before a silence to the first after it; two with no poll between are one."""
    start = end = None
    for silence in silences:
        if end is not None and silence.start < end:
            end = max(end, silence.end + dice.random() * poll)
            continue
        if start is not None and end is not None:
            yield start, end
        start, end = silence.start - dice.random() * poll, silence.end + dice.random() * poll
    if start is not None and end is not None:
        yield start, end

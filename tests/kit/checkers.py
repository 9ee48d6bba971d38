"""The invariants that every drill checks, as functions over plain data: each returns what is wrong.

Numbers are the design's: I1 acknowledged ⇒ stored once, I2 stored ⇒ one event, I10 every line accounted for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping


def i1_acknowledged_stored_once(acknowledged: Iterable[Hashable], stored: Iterable[Hashable]) -> list[str]:
    """Whatever was answered with OK is stored, and nothing is stored twice.

    Keys are (serial, what tells a line of that terminal from its others). Terminals repeat themselves, so a
    key may be acknowledged often; what is stored without an acknowledgement only lost its answer on the way.
    """
    times = Counter(stored)
    lost = [f"acknowledged but not stored: {key}" for key in dict.fromkeys(acknowledged) if not times[key]]
    doubled = [f"stored {count} times: {key}" for key, count in times.items() if count > 1]
    return lost + doubled


def i2_stored_told_once(stored: Iterable[Hashable], told: Iterable[Hashable]) -> list[str]:
    """Every stored punch has exactly one event, and every such event a punch. Both as ids of punches."""
    punches = dict.fromkeys(stored)
    times = Counter(told)
    untold = [f"stored without an event: {punch}" for punch in punches if not times[punch]]
    doubled = [f"told by {count} events: {punch}" for punch, count in times.items() if count > 1]
    invented = [f"event of a punch that is not stored: {punch}" for punch in times if punch not in punches]
    return untold + doubled + invented


def gapless(sequences: Mapping[str, Iterable[int]], first: int = 1) -> list[str]:
    """The sequence numbers of each device, in the order they were told, are first, first + 1, first + 2, …"""
    problems = []
    for device, numbers in sequences.items():
        expected = first
        for number in numbers:
            if number != expected:
                problems.append(f"{device}: {number} where {expected} was due")
            expected = number + 1
    return problems


def i10_lines_accounted(
    *, new: int, known: int, expired: int, dead: int, blank: int, received: int
) -> list[str]:
    """Every line that came in became something, and nothing else did."""
    accounted = new + known + expired + dead + blank
    if accounted == received:
        return []
    sums = f"{new} new + {known} known + {expired} expired + {dead} dead + {blank} blank = {accounted}"
    return [f"{sums}, but {received} lines were received"]

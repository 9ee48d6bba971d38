"""How full a terminal is, by what it says of itself. Pure.

Terminals tell their limits in hundreds of people and in tens of thousands of punches (PROTOCOL.md §4.1), and
some in plain numbers; what no terminal holds in the one unit is meant in the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Limit(NamedTuple):
    """An option that tells a limit. `scale`: what it is counted in; from `plain` on it is a plain number."""

    option: str
    scale: int
    plain: int


class Fullness(NamedTuple):
    """How much of what a terminal has room for is taken. `what`: punches, people, …"""

    what: str
    held: int
    room: int

    @property
    def share(self) -> float:
        return self.held / self.room


# By the count's name on the device.
LIMITS: Final[Mapping[str, Limit]] = {
    "punches": Limit("~MaxAttLogCount", 10_000, 1_000),
    "users": Limit("~MaxUserCount", 100, 2_000),
    "fingerprints": Limit("~MaxFingerCount", 100, 2_000),
    "faces": Limit("~MaxFaceCount", 1, 0),
}
WORDS: Final[Mapping[str, str]] = {
    "punches": "punches",
    "users": "people",
    "fingerprints": "fingerprints",
    "faces": "faces",
}


def fullness(counts: Mapping[str, int], options: Mapping[str, str]) -> list[Fullness]:
    """What is known, the fullest first. What a terminal says to hold more of than it has room for is not
    known: one of the two numbers means something else."""
    found = []
    for name, limit in LIMITS.items():
        held, room = counts.get(name), _room(options.get(limit.option), limit)
        if held is not None and room and 0 <= held <= room:
            found.append(Fullness(WORDS[name], held, room))
    return sorted(found, key=lambda one: one.share, reverse=True)


def _room(said: str | None, limit: Limit) -> int | None:
    text = (said or "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        return None
    return int(text) * (limit.scale if int(text) < limit.plain else 1)

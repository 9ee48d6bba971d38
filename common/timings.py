"""How long the last requests took: for who looks for what is slow. No ids, no filters, no bodies."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Iterator
from typing import Final, NamedTuple

KEPT: Final = 200
_WORD: Final = re.compile(r"v\d+|[a-z][a-z_]*")


class Timing(NamedTuple):
    """`at` is Unix time; `path` is without what names anything; `status` 0 where no answer came."""

    at: float
    method: str
    path: str
    status: int
    seconds: float


class Timings:
    """Of the last KEPT requests, oldest first."""

    def __init__(self) -> None:
        self._kept: deque[Timing] = deque(maxlen=KEPT)

    def __iter__(self) -> Iterator[Timing]:
        return iter(tuple(self._kept))

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, method: str, path: str, status: int, seconds: float) -> None:
        self._kept.append(Timing(time.time(), method, shape_of(path), status, seconds))


def shape_of(path: str) -> str:
    """A path without names: "/v1/devices/…/events". After a collection comes what names one of it."""
    parts = path.partition("?")[0].strip("/").split("/")
    return "/" + "/".join(
        part if _WORD.fullmatch(part) and (place == 0 or place % 2) else "…"
        for place, part in enumerate(parts)
    )

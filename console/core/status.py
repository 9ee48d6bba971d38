"""What one terminal is, in one word, and how many of each there are."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, NamedTuple


class Status(StrEnum):
    """The worst that is true of a terminal. The last three are not counted as monitored."""

    OFFLINE = "offline"
    UNSTABLE = "unstable"
    DEGRADED = "degraded"
    NO_DATA = "no_data"
    ONLINE = "online"
    NEW = "new"
    SUSPENDED = "suspended"
    PENDING = "pending"


STATUSES: Final = (Status.OFFLINE, Status.UNSTABLE, Status.DEGRADED, Status.NO_DATA, Status.ONLINE)
"""Those of monitored terminals, worst first: the order of every ring and list."""

SEVERITY: Final = {status: rank for rank, status in enumerate(Status)}
"""Rank for sorting, worst first."""

_UNHEALTHY: Final = {"unstable": Status.UNSTABLE, "degraded": Status.DEGRADED}
_UNMONITORED: Final = {"new": Status.NEW, "suspended": Status.SUSPENDED, "pending": Status.PENDING}


def status_of(connectivity: str, health: str, blind: bool = False) -> Status:
    """The status behind the API's `status` and `health`. `blind`: we do not hear the edge, so what it last
    said of monitored terminals is not known to be true any more."""
    if connectivity in _UNMONITORED:
        return _UNMONITORED[connectivity]
    if blind:
        return Status.NO_DATA
    if connectivity == "offline":
        return Status.OFFLINE
    if connectivity == "online":
        return _UNHEALTHY.get(health, Status.ONLINE)
    return Status.NO_DATA  # a word of a newer edge


class Counts(NamedTuple):
    """Terminals by status; each is counted once. The first five stand in the order of STATUSES."""

    offline: int = 0
    unstable: int = 0
    degraded: int = 0
    no_data: int = 0
    online: int = 0
    new: int = 0
    suspended: int = 0

    @classmethod
    def of(cls, statuses: Iterable[Status]) -> Counts:
        numbers = dict.fromkeys(cls._fields, 0)
        for status in statuses:
            if status is not Status.PENDING:
                numbers[status.value] += 1
        return cls(**numbers)

    @property
    def monitored(self) -> int:
        """All but those never seen and those suspended."""
        return self.offline + self.unstable + self.degraded + self.no_data + self.online

    @property
    def total(self) -> int:
        return sum(self)

    @property
    def worst(self) -> Status:
        """The worst status that any monitored terminal has; no data where there is none."""
        return next((status for status in STATUSES if getattr(self, status.value)), Status.NO_DATA)

    def __add__(self, other: object) -> Counts:  # type: ignore[override]  # as numbers, not as tuples
        if not isinstance(other, Counts):
            return NotImplemented
        return Counts(*(a + b for a, b in zip(self, other, strict=True)))

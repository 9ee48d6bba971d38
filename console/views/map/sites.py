"""What the map is told about a site, and the arrays it makes of a fleet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from operator import attrgetter
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from console.core.status import STATUSES, Status
from console.views.map.projection import mercator

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


_CODES: Final = {status: code for code, status in enumerate(STATUSES)}


class Counts(NamedTuple):
    """Terminals by status; each is counted once. The fields stand in the order of STATUSES."""

    offline: int = 0
    unstable: int = 0
    degraded: int = 0
    no_data: int = 0
    online: int = 0

    @property
    def total(self) -> int:
        return sum(self)

    @property
    def worst(self) -> Status:
        """The worst status that any of them has; no data where there is none at all."""
        return next((status for status, n in zip(STATUSES, self, strict=True) if n), Status.NO_DATA)

    @classmethod
    def of(cls, numbers: Mapping[Status, int]) -> Counts:
        return cls(**{status.value: n for status, n in numbers.items()})


NOTHING: Final = Counts()


@dataclass(frozen=True, slots=True)
class MapSite:
    """A site as the map shows it.

    `lat` and `lon` are degrees (WGS 84) or None for a site nobody has placed yet; `worst` the site's own
    verdict, which may be worse than its terminals' (a silent site, say); `timezone` an IANA name; `verdict`
    one line for the hover card; `hourly` punches an hour, oldest first, as many as the sparkline shows.
    """

    id: str
    name: str
    lat: float | None
    lon: float | None
    counts: Counts = NOTHING
    worst: Status = Status.NO_DATA
    timezone: str = "UTC"
    last_punch_at: datetime | None = None
    verdict: str = ""
    hourly: tuple[int, ...] = ()

    @property
    def placed(self) -> bool:
        return self.lat is not None and self.lon is not None


@dataclass(frozen=True, eq=False)
class Fleet:
    """The placed sites as arrays, one row each: x and y in the Mercator world, counts by STATUSES, the worst
    as an index into STATUSES."""

    sites: tuple[MapSite, ...] = ()
    unplaced: tuple[MapSite, ...] = ()
    x: Floats = field(default_factory=lambda: np.zeros(0))
    y: Floats = field(default_factory=lambda: np.zeros(0))
    counts: Ints = field(default_factory=lambda: np.zeros((0, len(STATUSES)), dtype=np.int64))
    worst: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    rows: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, sites: Sequence[MapSite]) -> Fleet:
        """Sites in a lasting order (by id), whatever order they come in."""
        placed = sorted((s for s in sites if s.lat is not None and s.lon is not None), key=attrgetter("id"))
        lon, lat = (_column(placed, name) for name in ("lon", "lat"))
        x, y = mercator(lon, lat)
        counts = np.fromiter(chain.from_iterable(site.counts for site in placed), np.int64)
        return cls(
            tuple(placed),
            tuple(site for site in sites if not site.placed),
            x,
            y,
            counts.reshape(-1, len(STATUSES)),
            np.fromiter((_CODES[site.worst] for site in placed), np.int64, len(placed)),
            {site.id: row for row, site in enumerate(placed)},
        )

    @property
    def total(self) -> Counts:
        """All terminals by status, those of sites without a place included."""
        unplaced = (site.counts for site in self.unplaced)
        return Counts(*(sum(n) for n in zip(*unplaced, self.counts.sum(axis=0).tolist(), strict=True)))

    def stands_as(self, other: Fleet) -> bool:
        """Whether both have the same sites at the same places, so that what was laid out still holds."""
        return (
            self.rows.keys() == other.rows.keys()
            and np.array_equal(self.x, other.x)
            and np.array_equal(self.y, other.y)
        )


def _column(sites: Sequence[MapSite], name: str) -> Floats:
    return np.fromiter(map(attrgetter(name), sites), np.float64, len(sites))

"""Which lines between countries are settled and which are disputed, segment by segment.

Natural Earth draws who holds the ground. What of that a map shows is the reader's worldview, chosen at run
time; here each line only gets its kind. Disputes are listed as pairs of countries, and where the rest of
their border is settled, with the part of the world that is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from resources.basemap.geometry import LATITUDE_LIMIT, Points

KINDS: Final = ("coast", "seam", "border", "berm", "parallel", "disputed")
COAST, SEAM, BORDER, BERM, PARALLEL, DISPUTED = range(len(KINDS))
"""seam: a cut made for drawing (along ±180°, round the south pole), never a line to be seen. berm: the line
inside Western Sahara, between 504 and 732 as Natural Earth has them. parallel: 27°40' N, where the United
Nations' maps end Morocco."""

MOROCCO: Final = 504
WESTERN_SAHARA: Final = 732
PARALLEL_LATITUDE: Final = 27 + 40 / 60


@dataclass(frozen=True)
class Dispute:
    pair: frozenset[int]
    west: float = -180.0
    south: float = -90.0
    east: float = 180.0
    north: float = 90.0

    def holds(self, points: Points) -> NDArray[np.bool_]:
        lon, lat = points[:, 0], points[:, 1]
        return (lon >= self.west) & (lon <= self.east) & (lat >= self.south) & (lat <= self.north)


def _between(a: int, b: int, *box: float) -> Dispute:
    return Dispute(frozenset((a, b)), *box)


DISPUTES: Final = (
    _between(706, 984),  # Somalia, Somaliland
    _between(688, 983),  # Serbia, Kosovo
    _between(196, 985),  # Cyprus, its north
    _between(196, 987),
    _between(985, 987),
    _between(376, 275),  # Israel, Palestine
    _between(376, 760),  # Golan
    _between(356, 986),  # Siachen
    _between(586, 986),
    _between(156, 986),
    _between(356, 586, 73.0, 32.3, 80.0, 37.5),  # Kashmir
    _between(156, 586, 73.0, 34.5, 80.0, 38.0),
    _between(156, 356, 76.0, 32.3, 81.0, 37.0),  # Aksai Chin
    _between(156, 356, 91.0, 26.0, 98.0, 30.0),  # Arunachal Pradesh
    _between(643, 804, 32.0, 45.0, 36.0, 46.4),  # Crimea
    _between(729, 818, 33.1, 21.5, 38.0, 23.5),  # Halaib
)


def kinds_along(arc: Points, owners: tuple[int, ...]) -> NDArray[np.int8]:
    """The kind of each segment of an arc (degrees), one fewer than its points."""
    kinds = np.full(len(arc) - 1, COAST if len(owners) == 1 else BORDER, dtype=np.int8)
    middles = (arc[1:] + arc[:-1]) / 2
    if len(owners) == 1:
        on_seam = np.isclose(np.abs(arc[:, 0]) % 360.0, 180.0, atol=1e-6)
        beyond = arc[:, 1] < -LATITUDE_LIMIT
        kinds[(on_seam[1:] & on_seam[:-1]) | (beyond[1:] & beyond[:-1])] = SEAM
    elif {MOROCCO, WESTERN_SAHARA} <= set(owners):
        kinds[:] = BERM
    for dispute in DISPUTES:
        if dispute.pair <= set(owners):
            kinds[dispute.holds(middles)] = DISPUTED
    return kinds

"""The marks a fleet makes at a zoom: which sites each stands for, and what it counts. Pure arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from console.core.status import STATUSES, Status
from console.views.map.clusters import clustered, step_zoom, sums
from console.views.map.sites import Fleet, Floats, Ints

HIDDEN = -1
_ONLINE = STATUSES.index(Status.ONLINE)
_NO_DATA = STATUSES.index(Status.NO_DATA)


@dataclass(frozen=True, eq=False)
class Markers:
    """One entry a mark: the row of the site it stands at, and terminals by status. `home` gives each site of
    the fleet its mark, or HIDDEN where the legend's filter hides it."""

    fleet: Fleet
    shown: frozenset[Status]
    step: float
    home: Ints
    rows: Ints
    counts: Ints

    @classmethod
    def of(cls, fleet: Fleet, shown: frozenset[Status], zoom: float) -> Markers:
        """Clusters afresh. Terminals whose status is not in `shown` do not count; sites of only such hide."""
        counts = fleet.counts * _mask(shown)
        visible = _visible(fleet, counts, shown)
        anchors = clustered(fleet.x[visible], fleet.y[visible], counts[visible].sum(axis=1), step_zoom(zoom))
        return cls._made(fleet, shown, step_zoom(zoom), visible, visible[anchors])

    def again(self, fleet: Fleet) -> Markers:
        """The same clusters with new counts; the fleet stands as it stood."""
        visible = np.flatnonzero(self.home != HIDDEN)
        return self._made(fleet, self.shown, self.step, visible, self.rows[self.home[visible]])

    def hold(self, fleet: Fleet, shown: frozenset[Status], zoom: float) -> bool:
        """Whether the clusters still hold, if not their counts."""
        if self.shown != shown or self.step != step_zoom(zoom):
            return False
        if self.fleet is fleet:
            return True
        visible = _visible(fleet, fleet.counts * _mask(shown), shown)
        return self.fleet.stands_as(fleet) and np.array_equal(np.flatnonzero(self.home != HIDDEN), visible)

    @classmethod
    def _made(
        cls, fleet: Fleet, shown: frozenset[Status], step: float, visible: Ints, anchors: Ints
    ) -> Markers:
        rows, counts = sums(anchors, (fleet.counts * _mask(shown))[visible])
        home = np.full(len(fleet.sites), HIDDEN, dtype=np.int64)
        home[visible] = np.searchsorted(rows, anchors)
        return cls(fleet, shown, step, home, rows, counts)

    @cached_property
    def x(self) -> Floats:
        return self.fleet.x[self.rows]

    @cached_property
    def y(self) -> Floats:
        return self.fleet.y[self.rows]

    @cached_property
    def totals(self) -> Ints:
        return self.counts.sum(axis=1)

    @cached_property
    def sizes(self) -> Ints:
        """Sites at each mark."""
        return np.bincount(self.home[self.home != HIDDEN], minlength=len(self.rows))

    @cached_property
    def worst(self) -> Ints:
        """The worst verdict at each mark, as an index into STATUSES; what the filter hides is not told."""
        told = np.array([status in self.shown for status in STATUSES])
        codes = np.where(told[self.fleet.worst], self.fleet.worst, _ONLINE)
        present = np.where(self.counts > 0, np.arange(len(STATUSES)), len(STATUSES))
        worst = np.where(self.totals > 0, present.min(axis=1, initial=len(STATUSES)), _NO_DATA)
        visible = self.home != HIDDEN
        np.minimum.at(worst, self.home[visible], np.where(codes == _NO_DATA, len(STATUSES), codes)[visible])
        return worst

    @cached_property
    def named(self) -> Ints:
        """The row of the site that names each mark: the one worst off; where all are well, the greatest."""
        rows = np.flatnonzero(self.home != HIDDEN)
        told = np.array([status in self.shown for status in STATUSES])
        codes = np.where(told[self.fleet.worst], self.fleet.worst, _ONLINE)[rows]
        counts = (self.fleet.counts * told)[rows]
        worst = np.where(codes == _NO_DATA, _ONLINE, codes)
        how_many = -counts[:, :_NO_DATA][:, ::-1].T
        order = np.lexsort((rows, -counts.sum(axis=1), *how_many, worst, self.home[rows]))
        firsts = np.searchsorted(self.home[rows][order], np.arange(len(self.rows)))
        return rows[order][firsts]

    def members(self, mark: int) -> Ints:
        """The rows of the sites at a mark, worst first, then greatest."""
        rows = np.flatnonzero(self.home == mark)
        counts = self.fleet.counts[rows]
        return rows[np.lexsort((rows, -counts.sum(axis=1), *(-counts[:, ::-1].T)))]


def _mask(shown: frozenset[Status]) -> NDArray[np.int64]:
    return np.array([status in shown for status in STATUSES], dtype=np.int64)


def _visible(fleet: Fleet, counts: Ints, shown: frozenset[Status]) -> Ints:
    """A site without terminals counts as one without data."""
    empty = fleet.counts.sum(axis=1) == 0
    return np.flatnonzero((counts.sum(axis=1) > 0) | (empty & (Status.NO_DATA in shown)))

"""What stands on the map and where: marks, names beside them, country names where room is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import numpy as np
from PySide6.QtCore import QRectF

from console.core.status import STATUSES, Status
from console.views.map.clusters import step_zoom
from console.views.map.labels import Crowd, Place, Request, mark_boxes, place
from console.views.map.lettering import Letterer, Lettering
from console.views.map.markers import HIDDEN, Markers
from console.views.map.phrases import Phrases
from console.views.map.projection import View, mercator
from console.views.map.sites import Counts, Fleet, Floats
from console.views.map.sprites import Mark, marks
from console.views.map.worldview import Country

AROUND: Final = 1.5
"""Names are placed in so many viewports, so that a pan brings in marks that have theirs."""
MAX_NAMES: Final = 120
CROWDED: Final = 260
"""With more marks than this around, only what is offline is named, in one line."""
NARROWEST: Final = 24.0
"""Pixels a country must be wide to be considered for a name."""
RING: Final = 4.0
"""What a ring around it adds to a mark."""
AHEAD: Final = (0.5, -0.5, 1.0, -1.0, 1.5, -1.5)
STEPS_KEPT: Final = 32
COUNTRY_SIZES: Final = (10, 13)
SWINGS: Final = np.array([0.0, -0.5, 0.5, -1.0, 1.0])
"""Places of a country's name above and below its best, in parts of what is allowed there."""
_OFFLINE: Final = STATUSES.index(Status.OFFLINE)


@dataclass(frozen=True, slots=True)
class Name:
    lettering: Lettering
    place: Place


@dataclass(frozen=True, eq=False)
class CountryNames:
    """`x` and `y` in world coordinates; `dx` and `dy` from there to each text's top left corner, pixels."""

    x: Floats
    y: Floats
    dx: Floats
    dy: Floats
    letterings: Sequence[Lettering]

    @classmethod
    def of(
        cls, rows: Sequence[tuple[float, float, float, float]], letterings: Sequence[Lettering]
    ) -> CountryNames:
        x, y, dx, dy = np.array(rows, dtype=np.float64).reshape(-1, 4).T
        return cls(x, y, dx, dy, letterings)


@dataclass(frozen=True, slots=True)
class WantedCountry:
    """x and y in world coordinates, px and py and depth in pixels."""

    lettering: Lettering
    x: float
    y: float
    px: float
    py: float
    depth: float


@dataclass
class Scene:
    """Laid out for one zoom: `step` moves marks and names with the view, `settle` places names anew.

    `shown`: statuses that the legend's filter lets through; `selected` and `ringed`: rows of the fleet whose
    marks are ringed, so that names keep a little farther off.
    """

    phrases: Phrases
    letterer: Letterer
    countries: Sequence[Country] = ()
    fleet: Fleet = field(default_factory=Fleet)
    shown: frozenset[Status] = frozenset(STATUSES)
    selected: int | None = None
    ringed: frozenset[int] = frozenset()
    markers: Markers = field(init=False)
    names: dict[int, Name] = field(default_factory=dict)
    country_names: CountryNames = field(default_factory=lambda: CountryNames.of((), ()))
    _marks: dict[int, Mark] = field(default_factory=dict)
    _steps: dict[float, Markers] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.markers = Markers.of(self.fleet, self.shown, 0.0)

    def step(self, zoom: float) -> bool:
        """Brings marks in line with fleet, filter and zoom; True if they are others than before."""
        before = self.markers
        held = before.hold(self.fleet, self.shown, zoom)
        if held and before.fleet is self.fleet:
            return False
        self.markers = before.again(self.fleet) if held else self._made_for(zoom)
        self._marks.clear()
        if not held:
            self._keep_names(before)
        return not held

    def step_ahead(self, zoom: float) -> bool:
        """Clusters for one of the steps around this zoom, so that a gesture finds them made; False when all
        are."""
        for away in AHEAD:
            near = step_zoom(zoom) + away
            known = self._steps.get(near)
            if known is None or not known.hold(self.fleet, self.shown, near):
                self._made_for(near)
                return True
        return False

    def _made_for(self, zoom: float) -> Markers:
        """The marks of a step, as they were made before if sites and filter are the same."""
        known = self._steps.get(step_zoom(zoom))
        if known is None or not known.hold(self.fleet, self.shown, zoom):
            known = Markers.of(self.fleet, self.shown, zoom)
        elif known.fleet is not self.fleet:
            known = known.again(self.fleet)
        if len(self._steps) >= STEPS_KEPT:
            self._steps.clear()
        self._steps[step_zoom(zoom)] = known
        return known

    def mark(self, number: int) -> Mark:
        """What the mark with this number looks like."""
        return self.looks([number])[0]

    def looks(self, numbers: Sequence[int]) -> list[Mark]:
        """What marks look like, worked out when first asked for."""
        fresh = [number for number in numbers if number not in self._marks]
        if fresh:
            markers = self.markers
            several = (markers.sizes[fresh] > 1).tolist()
            made = marks(markers.counts[fresh], markers.worst[fresh], several, self.phrases.short_number)
            self._marks.update(zip(fresh, made, strict=True))
        return [self._marks[number] for number in numbers]

    def mark_of(self, row: int | None) -> int | None:
        """The mark that a site is drawn at."""
        if row is None or row >= len(self.markers.home) or self.markers.home[row] == HIDDEN:
            return None
        return int(self.markers.home[row])

    def settle(self, view: View, obstacles: Sequence[QRectF]) -> None:
        """Places names for a view and what lies around it; none over `obstacles`, none across its edge."""
        self.step(view.zoom)
        x, y = view.to_screen(self.markers.x, self.markers.y)
        near = np.flatnonzero(
            (np.abs(x - view.width / 2) < view.width * AROUND / 2)
            & (np.abs(y - view.height / 2) < view.height * AROUND / 2)
        )
        reach = np.array([mark.reach for mark in self.looks(near.tolist())])
        ringed = {self.mark_of(row) for row in self.ringed}
        reach[[number in ringed for number in near.tolist()]] += RING
        crowd = Crowd(mark_boxes(x[near], y[near], reach))
        for box in obstacles:
            crowd.take((box.left(), box.top(), box.right(), box.bottom()))
        for edge in _edges(view):
            crowd.take(edge)
        self._place_names(crowd, near, x, y, reach)
        self._place_countries(crowd, view)

    def named(self, offsets: Floats, reach: Floats, letterings: Sequence[Lettering]) -> list[Name | None]:
        """Places for the names of marks that stand around a point they are tied to by lines."""
        crowd = Crowd(mark_boxes(offsets[:, 0], offsets[:, 1], reach))
        for x, y in offsets.tolist():
            for along in np.linspace(0.0, 1.0, 12).tolist():
                crowd.take((x * along - 1.0, y * along - 1.0, x * along + 1.0, y * along + 1.0))
        requests = [
            Request(x, y, float(r), *self.letterer.size(lettering), leader=False)
            for (x, y), r, lettering in zip(offsets.tolist(), reach, letterings, strict=True)
        ]
        spots = place(crowd, range(len(requests)), requests)
        return [
            spot and Name(lettering.leaning(spot.dx, request.width), spot)
            for spot, lettering, request in zip(spots, letterings, requests, strict=True)
        ]

    def _keep_names(self, before: Markers) -> None:
        """Names stay with the sites they stood at, until they are placed anew."""
        kept = {int(before.rows[number]): name for number, name in self.names.items()}
        self.names = {
            number: kept[row] for number, row in enumerate(self.markers.rows.tolist()) if row in kept
        }

    def _place_names(self, crowd: Crowd, near: np.ndarray, x: Floats, y: Floats, reach: Floats) -> None:
        markers, crowded = self.markers, len(near) > CROWDED
        chosen = self.mark_of(self.selected)
        order = np.lexsort((near, -markers.totals[near], markers.worst[near], near != _or(chosen, HIDDEN)))
        wanted = [
            i
            for i in order.tolist()
            if not crowded or markers.worst[near[i]] == _OFFLINE or near[i] == _or(chosen, HIDDEN)
        ][:MAX_NAMES]
        letterings = [self._lettering(int(near[i]), bare=crowded) for i in wanted]
        requests = [
            Request(float(x[near[i]]), float(y[near[i]]), float(reach[i]), *self.letterer.size(lettering))
            for i, lettering in zip(wanted, letterings, strict=True)
        ]
        places = place(crowd, wanted, requests)
        self.names = {
            int(near[i]): Name(lettering.leaning(spot.dx, self.letterer.size(lettering)[0]), spot)
            for i, lettering, spot in zip(wanted, letterings, places, strict=True)
            if spot is not None
        }

    def _lettering(self, number: int, *, bare: bool) -> Lettering:
        markers = self.markers
        row = int(markers.named[number])
        if self.selected is not None and self.mark_of(self.selected) == number:
            row = self.selected
        text = self.phrases.and_more(self.fleet.sites[row].name, int(markers.sizes[number]) - 1)
        below = "" if bare else self.phrases.trouble(Counts(*markers.counts[number].tolist()))
        return Lettering(text, below, strong=bool(markers.worst[number] == _OFFLINE))

    def _place_countries(self, crowd: Crowd, view: View) -> None:
        """Names stand where their country is deepest, or a little above or below, if that is free."""
        wanted = list(self._countries_around(view))
        sizes = np.array([self.letterer.size(w.lettering) for w in wanted], dtype=np.float64).reshape(
            -1, 1, 2
        )
        middles = np.array([(w.px, w.py) for w in wanted], dtype=np.float64).reshape(-1, 1, 2)
        swings = np.array([min(w.depth * 0.7, 60.0) for w in wanted], dtype=np.float64).reshape(-1, 1)
        offsets = np.zeros((len(wanted), len(SWINGS), 2))
        offsets[:, :, 1] = swings * SWINGS
        corners = middles + offsets - sizes / 2
        boxes = np.concatenate((corners - (4, 2), corners + sizes + (4, 2)), axis=2)
        free = crowd.free(boxes.reshape(-1, 4)).reshape(len(wanted), len(SWINGS))
        taken: list[Sequence[float]] = []
        rows, letterings = [], []
        for number in np.flatnonzero(free.any(axis=1)).tolist():
            choices = zip(boxes[number].tolist(), free[number].tolist(), strict=True)
            place = next((i for i, (box, ok) in enumerate(choices) if ok and not touches(box, taken)), None)
            if place is not None:
                taken.append(boxes[number, place].tolist())
                dx, dy = (corners[number, place] - middles[number, 0]).tolist()
                rows.append((wanted[number].x, wanted[number].y, dx, dy))
                letterings.append(wanted[number].lettering)
        self.country_names = CountryNames.of(rows, letterings)

    def _countries_around(self, view: View) -> Iterator[WantedCountry]:
        """The countries in and around a view whose names fit into them, the roomiest first."""
        places = np.array([(c.lon, c.lat, c.width, c.depth) for c in self.countries]).reshape(-1, 4)
        x, y = mercator(places[:, 0], places[:, 1])
        px, py = view.to_screen(x, y)
        room = places[:, 2:] * view.scale / 360.0
        near = (
            (np.abs(px - view.width / 2) < view.width * AROUND / 2)
            & (np.abs(py - view.height / 2) < view.height * AROUND / 2)
            & (room[:, 0] >= NARROWEST)
        )
        language = self.phrases.language
        for i in np.flatnonzero(near)[np.argsort(-room[near, 1], kind="stable")].tolist():
            width, depth = room[i].tolist()
            lettering = country_lettering(self.countries[i].names[language], width)
            across, down = self.letterer.size(lettering)
            if across <= width * 1.2 and down <= depth * 2.4:
                yield WantedCountry(lettering, float(x[i]), float(y[i]), float(px[i]), float(py[i]), depth)


@lru_cache(maxsize=2000)
def _spelled(name: str, size: int) -> Lettering:
    return Lettering(name.upper(), country=size)


def country_lettering(name: str, width: float) -> Lettering:
    """A country's name, greater where the country is, `width` pixels broad."""
    low, high = COUNTRY_SIZES
    return _spelled(name, round(low + (high - low) * min(max((width - 80) / 500, 0.0), 1.0)))


def touches(box: Sequence[float], taken: Sequence[Sequence[float]]) -> bool:
    left, top, right, bottom = box
    return any(left < t[2] and right > t[0] and top < t[3] and bottom > t[1] for t in taken)


def _or(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value


def _edges(view: View) -> list[tuple[float, float, float, float]]:
    """Hair-thin boxes along the viewport's edges: a name stands inside or outside, never across."""
    width, height, far = view.width, view.height, 1e5
    return [
        (-1.0, -far, 1.0, far),
        (width - 1.0, -far, width + 1.0, far),
        (-far, -1.0, far, 1.0),
        (-far, height - 1.0, far, height + 1.0),
    ]

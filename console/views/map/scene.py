"""What stands on the map and where: marks, names beside them, country names where room is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from PySide6.QtCore import QRectF

from console.views.map.labels import Crowd, Place, Request, mark_boxes, place
from console.views.map.lettering import Letterer, Lettering
from console.views.map.markers import HIDDEN, Markers
from console.views.map.phrases import Phrases
from console.views.map.projection import View, mercator
from console.views.map.sites import STATUSES, Counts, Fleet, Floats, Status
from console.views.map.sprites import Mark
from console.views.map.worldview import Country

AROUND: Final = 1.5
"""Names are placed in so many viewports, so that a pan brings in marks that have theirs."""
MAX_NAMES: Final = 120
CROWDED: Final = 260
"""With more marks than this around, only what is offline is named, in one line."""
RING: Final = 4.0
"""What the ring of selection adds to a mark."""
COUNTRY_SIZES: Final = (10, 13)
_OFFLINE: Final = STATUSES.index(Status.OFFLINE)


@dataclass(frozen=True, slots=True)
class Name:
    lettering: Lettering
    place: Place


@dataclass(frozen=True, slots=True)
class CountryName:
    """`x` and `y` in world coordinates; dx and dy from there to the text's top left corner, pixels."""

    x: float
    y: float
    dx: float
    dy: float
    lettering: Lettering


@dataclass
class Scene:
    """Laid out for one zoom: `step` moves marks and names with the view, `settle` places names anew."""

    phrases: Phrases
    letterer: Letterer
    countries: Sequence[Country] = ()
    fleet: Fleet = field(default_factory=Fleet)
    shown: frozenset[Status] = frozenset(STATUSES)
    selected: int | None = None
    markers: Markers = field(init=False)
    names: dict[int, Name] = field(default_factory=dict)
    country_names: list[CountryName] = field(default_factory=list)
    _marks: dict[int, Mark] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.markers = Markers.of(self.fleet, self.shown, 0.0)

    def step(self, zoom: float) -> bool:
        """Brings marks in line with fleet, filter and zoom; True if they are others than before."""
        markers = self.markers
        if markers.fleet is self.fleet and markers.hold(self.fleet, self.shown, zoom):
            return False
        held = markers.hold(self.fleet, self.shown, zoom)
        self.markers = markers.again(self.fleet) if held else Markers.of(self.fleet, self.shown, zoom)
        self._marks.clear()
        if not held:
            self._keep_names(markers)
        return not held

    def mark(self, number: int) -> Mark:
        """What the mark with this number looks like."""
        known = self._marks.get(number)
        if known is None:
            markers = self.markers
            text = self.phrases.number(int(markers.totals[number]))
            worst = STATUSES[int(markers.worst[number])]
            several = bool(markers.sizes[number] > 1)
            known = self._marks[number] = Mark.of(markers.counts[number], worst, text, several)
        return known

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
        reach = np.array([self.mark(n).reach for n in near.tolist()])
        reach[near == _or(self.mark_of(self.selected), HIDDEN)] += RING
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
            Request(*at, float(r), *self.letterer.size(lettering), leader=False)
            for at, r, lettering in zip(offsets.tolist(), reach, letterings, strict=True)
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
        row = int(markers.rows[number])
        if self.selected is not None and self.mark_of(self.selected) == number:
            row = self.selected
        text = self.phrases.and_more(self.fleet.sites[row].name, int(markers.sizes[number]) - 1)
        below = "" if bare else self.phrases.trouble(Counts(*markers.counts[number].tolist()))
        return Lettering(text, below, strong=bool(markers.worst[number] == _OFFLINE))

    def _place_countries(self, crowd: Crowd, view: View) -> None:
        self.country_names = []
        if not self.countries:
            return
        lon = np.array([country.lon for country in self.countries])
        lat = np.array([country.lat for country in self.countries])
        x, y = mercator(lon, lat)
        px, py = view.to_screen(x, y)
        pixels = view.scale / 360.0
        by_room = sorted(range(len(self.countries)), key=lambda i: -self.countries[i].depth)
        for i in by_room:
            country = self.countries[i]
            if not _around(view, px[i], py[i]) or country.width * pixels < 24:
                continue
            lettering = self._country_lettering(country, country.width * pixels)
            width, height = self.letterer.size(lettering)
            if width > country.width * pixels * 1.2 or height > country.depth * pixels * 2.4:
                continue
            shift = min(country.depth * pixels * 0.7, 60.0)
            for dy in (0.0, -shift / 2, shift / 2, -shift, shift):
                left, top = px[i] - width / 2, py[i] + dy - height / 2
                box = np.array([[left - 4, top - 2, left + width + 4, top + height + 2]])
                if crowd.free(box).all():
                    crowd.take(box[0].tolist())
                    self.country_names.append(
                        CountryName(float(x[i]), float(y[i]), -width / 2, dy - height / 2, lettering)
                    )
                    break

    def _country_lettering(self, country: Country, width: float) -> Lettering:
        low, high = COUNTRY_SIZES
        size = round(low + (high - low) * min(max((width - 80) / 500, 0.0), 1.0))
        name = country.names[self.phrases.language]
        return Lettering(name.upper(), country=size)


def _or(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value


def _around(view: View, x: float, y: float) -> bool:
    return (
        abs(x - view.width / 2) < view.width * AROUND / 2
        and abs(y - view.height / 2) < view.height * AROUND / 2
    )


def _edges(view: View) -> list[tuple[float, float, float, float]]:
    """Hair-thin boxes along the viewport's edges: a name stands inside or outside, never across."""
    width, height, far = view.width, view.height, 1e5
    return [
        (-1.0, -far, 1.0, far),
        (width - 1.0, -far, width + 1.0, far),
        (-far, -1.0, far, 1.0),
        (-far, height - 1.0, far, height + 1.0),
    ]



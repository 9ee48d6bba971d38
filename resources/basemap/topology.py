"""Reads one TopoJSON file of world-atlas: arcs, whose they are, and the outlines they make."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from resources.basemap.geometry import Points, unwrap

NUMBERS = {
    "Kosovo": 983,
    "Somaliland": 984,
    "N. Cyprus": 985,
    "Siachen Glacier": 986,
    "Cyprus U.N. Buffer Zone": 987,
    # leased or dependent ground belongs to the country around it or above it
    "Baikonur": 398,
    "USNB Guantanamo Bay": 192,
    "Akrotiri": 826,
    "Dhekelia": 826,
    "Indian Ocean Ter.": 36,
    "Coral Sea Is.": 36,
}
"""Country numbers of features that ISO 3166 has none for; those above 982 are of our own making."""

NOBODY = 999
"""Rocks and reefs that several countries claim."""


@dataclass(frozen=True)
class Topology:
    """arcs: degrees, unwrapped; owners: country numbers beside each arc; countries and land: polygons, each
    a list of rings (outline, then holes), each ring a list of arc numbers (~n = walked backwards)."""

    arcs: list[Points]
    owners: list[tuple[int, ...]]
    countries: dict[int, list[list[list[int]]]]
    land: list[list[list[int]]]

    def outline(self, ring: list[int]) -> Points:
        """A ring's positions in degrees, continuous across the antimeridian; first and last are equal unless
        the ring winds round a pole."""
        parts: list[Points] = []
        for index in ring:
            part = self.arcs[index] if index >= 0 else self.arcs[~index][::-1]
            parts.append(part if not parts else part[1:])
        return unwrap(np.vstack(parts))


def read_topology(text: str | bytes) -> Topology:
    document = json.loads(text)
    scale, origin = (np.array(document["transform"][key]) for key in ("scale", "translate"))
    arcs = [unwrap(np.cumsum(np.array(arc), axis=0) * scale + origin) for arc in document["arcs"]]
    countries: dict[int, list[list[list[int]]]] = {}
    owners: list[dict[int, None]] = [{} for _ in arcs]
    for feature in document["objects"]["countries"]["geometries"]:
        number = int(feature["id"]) if "id" in feature else NUMBERS.get(feature["properties"]["name"], NOBODY)
        polygons = list(_polygons(feature))
        countries.setdefault(number, []).extend(polygons)
        for ring in (ring for polygon in polygons for ring in polygon):
            for index in ring:
                owners[index if index >= 0 else ~index][number] = None
    land = [
        polygon for geometry in _geometries(document["objects"]["land"]) for polygon in _polygons(geometry)
    ]
    return Topology(arcs, [tuple(o) for o in owners], countries, land)


def _geometries(thing: dict[str, Any]) -> list[dict[str, Any]]:
    return thing["geometries"] if thing["type"] == "GeometryCollection" else [thing]


def _polygons(geometry: dict[str, Any]) -> Iterator[list[list[int]]]:
    if geometry["type"] == "Polygon":
        yield geometry["arcs"]
    elif geometry["type"] == "MultiPolygon":
        yield from geometry["arcs"]

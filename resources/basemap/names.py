"""What countries are called in English, French and Arabic, and where on the map their names stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from resources.basemap.borders import MOROCCO, PARALLEL_LATITUDE, WESTERN_SAHARA
from resources.basemap.geometry import Points, area, clip_latitude, geographic, label_point, mercator
from resources.basemap.topology import Topology

LANGUAGES = ("en", "fr", "ar")
ANTARCTICA = 10
Names = Mapping[str, str]

FORMER_CODES = {"BU", "ZR", "CS", "YU", "QU", "EU", "TP"}
"""Alpha-2 codes that CLDR still lists beside their successors."""

PATCHES: Mapping[str, Names] = {
    "AE": {"en": "U.A.E.", "fr": "Émirats arabes unis", "ar": "الإمارات"},
    "BA": {"fr": "Bosnie-Herzégovine"},
    "CD": {"en": "DR Congo", "fr": "RD Congo", "ar": "الكونغو الديمقراطية"},
    "CF": {"en": "Central African Rep.", "fr": "Rép. centrafricaine", "ar": "أفريقيا الوسطى"},
    "CG": {"en": "Congo", "fr": "Congo", "ar": "الكونغو"},
    "CV": {"en": "Cabo Verde"},
    "DO": {"en": "Dominican Rep.", "fr": "Rép. dominicaine", "ar": "الدومينيكان"},
    "GS": {"en": "South Georgia", "fr": "Géorgie du Sud", "ar": "جورجيا الجنوبية"},
    "HK": {"en": "Hong Kong", "fr": "Hong Kong", "ar": "هونغ كونغ"},
    "MM": {"en": "Myanmar", "fr": "Myanmar", "ar": "ميانمار"},
    "MO": {"en": "Macao", "fr": "Macao", "ar": "ماكاو"},
    "PS": {"en": "Palestine", "fr": "Palestine", "ar": "فلسطين"},
    "TF": {"en": "French Southern Terr."},
    "VA": {"fr": "Vatican", "ar": "الفاتيكان"},
}
"""Names that CLDR spells too long for a map, or otherwise than the country asks for."""


def country_table(topology: Topology, mappings: Any, territories: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One entry a country with an ISO number: id, alpha2, names, label points, and the room a name has there.

    `mappings` is CLDR's codeMappings.json, `territories` its territories.json by language. `label` is
    (lon, lat); `width` and `depth` are in degrees of longitude at the map's scale: the main outline's
    breadth, and the distance from the label to the nearest edge.
    """
    alpha2 = {
        int(codes["_numeric"]): code
        for code, codes in mappings["supplemental"]["codeMappings"].items()
        if "_numeric" in codes and len(code) == 2 and code.isalpha() and code not in FORMER_CODES
    }
    spoken = {
        language: territories[language]["main"][language]["localeDisplayNames"]["territories"]
        for language in LANGUAGES
    }
    table = []
    for number in sorted(topology.countries):
        code = alpha2.get(number)
        if code is None or number >= 983 or number == ANTARCTICA:
            continue
        names = {
            language: PATCHES.get(code, {}).get(language, spoken[language][code]) for language in LANGUAGES
        }
        entry = {"id": number, "alpha2": code, "names": names, **_place(_main_outline(topology, number))}
        table.append(entry)
    _place_the_disputed(topology, table)
    return table


def _main_outline(topology: Topology, number: int) -> list[Points]:
    """The rings of a country's greatest polygon, in Mercator; holes are other countries or lakes."""
    polygons = [
        [mercator(topology.outline(ring))[:-1] for ring in polygon] for polygon in topology.countries[number]
    ]
    return max(polygons, key=lambda rings: abs(area(rings[0])))


def _place(rings: list[Points]) -> dict[str, Any]:
    x, y, depth = label_point(rings)
    lon, lat = geographic(np.array([[x, y]]))[0]
    width = float(np.ptp(rings[0][:, 0]))
    lon = (lon + 180.0) % 360.0 - 180.0
    return {
        "label": [round(float(lon), 2), round(float(lat), 2)],
        "width": round(width * 360, 2),
        "depth": round(depth * 360, 2),
    }


def _place_the_disputed(topology: Topology, table: list[dict[str, Any]]) -> None:
    """Morocco's name stands north of 27°40', Western Sahara's south of it, and where the two are one country,
    Morocco's stands in the middle of both."""
    by_id = {entry["id"]: entry for entry in table}
    morocco, sahara = (_main_outline(topology, number)[0] for number in (MOROCCO, WESTERN_SAHARA))
    whole = _joined(morocco, sahara)
    edge = float(mercator(np.array([[0.0, PARALLEL_LATITUDE]]))[0, 1])
    by_id[MOROCCO]["merged"] = _place([whole])
    by_id[MOROCCO].update(_place([clip_latitude(whole, edge, north=False)]))
    by_id[WESTERN_SAHARA].update(_place([clip_latitude(whole, edge, north=True)]))


def _joined(a: Points, b: Points) -> Points:
    """Two outlines that share one stretch of border, as one outline."""
    in_b = {point.tobytes() for point in b}
    in_a = {point.tobytes() for point in a}
    return np.vstack((_free(a, in_b), _free(b, in_a)))


def _free(ring: Points, shared: set[bytes]) -> Points:
    """The stretch of a ring that is not shared, its two ends included."""
    held = np.array([point.tobytes() in shared for point in ring])
    start = next(i for i in range(len(ring)) if held[i] and not held[(i + 1) % len(ring)])
    turned, held = np.roll(ring, -start, axis=0), np.roll(held, -start)
    end = int(np.flatnonzero(held[1:])[0]) + 2
    return turned[:end]

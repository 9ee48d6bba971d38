"""Whose map of the world is shown: how each kind of line is drawn, and which names stay away.

`neutral` draws no line inside disputed ground and leaves out the names that a dispute is about. `un` draws
those lines dashed, as the United Nations' maps do, and names what the UN's list of countries names. `ma` is
`un` with Morocco in one piece.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any, Final

WESTERN_SAHARA: Final = 732
TAIWAN: Final = 158
PALESTINE: Final = 275
ISRAEL: Final = 376
FALKLANDS: Final = 238


class Stroke(Enum):
    NONE = "none"
    SOLID = "solid"
    DASHED = "dashed"


@dataclass(frozen=True, slots=True)
class Worldview:
    """`strokes`: by the basemap's kind of line, for the lines between countries; coasts are always drawn."""

    name: str
    strokes: Mapping[str, Stroke]
    unnamed: frozenset[int]
    one_morocco: bool = False


@dataclass(frozen=True, slots=True)
class Country:
    """A name on the map: its place in degrees; `width` and `depth` say how much room there is for it, in
    degrees of longitude (the country's breadth, and from the place to the nearest edge)."""

    id: int
    names: Mapping[str, str]
    lon: float
    lat: float
    width: float
    depth: float


def _strokes(berm: Stroke, parallel: Stroke, disputed: Stroke) -> Mapping[str, Stroke]:
    return {
        "seam": Stroke.NONE,
        "border": Stroke.SOLID,
        "berm": berm,
        "parallel": parallel,
        "disputed": disputed,
    }


WORLDVIEWS: Final[Mapping[str, Worldview]] = {
    "neutral": Worldview(
        "neutral",
        _strokes(Stroke.NONE, Stroke.NONE, Stroke.NONE),
        frozenset({WESTERN_SAHARA, TAIWAN, PALESTINE, ISRAEL, FALKLANDS}),
    ),
    "ma": Worldview(
        "ma",
        _strokes(Stroke.NONE, Stroke.NONE, Stroke.DASHED),
        frozenset({WESTERN_SAHARA, TAIWAN}),
        one_morocco=True,
    ),
    "un": Worldview("un", _strokes(Stroke.NONE, Stroke.DASHED, Stroke.DASHED), frozenset({TAIWAN})),
}


def worldview(name: str) -> Worldview:
    """Raises ValueError naming the choices."""
    try:
        return WORLDVIEWS[name]
    except KeyError:
        choices = ", ".join(WORLDVIEWS)
        raise ValueError(f"There is no worldview {name!r} for the map; choose one of {choices}.") from None


def countries(view: Worldview) -> list[Country]:
    """The countries that a worldview names, and where."""
    return [_country(entry, view) for entry in _table() if entry["id"] not in view.unnamed]


def _country(entry: Mapping[str, Any], view: Worldview) -> Country:
    place = entry["merged"] if view.one_morocco and "merged" in entry else entry
    lon, lat = place["label"]
    return Country(entry["id"], entry["names"], lon, lat, place["width"], place["depth"])


@cache
def _table() -> list[dict[str, Any]]:
    text = files("resources.basemap").joinpath("countries.json").read_text(encoding="utf-8")
    table: list[dict[str, Any]] = json.loads(text)
    return table

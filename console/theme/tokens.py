"""Every colour, size and distance of the console, once for dark and once for light.

Colours are "#RRGGBB". Text colours keep 4.5:1 on every surface; a status's word in its own colour does on
`panel`. Status marks, focus and the strong outlines of controls keep 3:1. Tests say so. A status is never
colour alone: see shapes.py of the map.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class TypeScale:
    """Sizes of text in logical pixels, before the user's text scale."""

    caption: int = 11
    label: int = 12
    body: int = 13
    lead: int = 15
    title: int = 18
    headline: int = 24
    display: int = 34


@dataclass(frozen=True, slots=True)
class Space:
    """Distances in logical pixels, multiples of four but for the hairline gap inside a chip."""

    hair: int = 2
    tiny: int = 4
    small: int = 8
    medium: int = 12
    large: int = 16
    huge: int = 24
    vast: int = 32
    radius_small: int = 4
    radius: int = 8
    radius_large: int = 12
    focus_width: int = 2


@dataclass(frozen=True, slots=True)
class Tokens:
    name: str
    dark: bool

    # surfaces, from the back to the front
    window: str
    panel: str
    raised: str
    hover: str
    selected: str
    border: str
    border_strong: str

    # text
    text: str
    text_dim: str
    text_disabled: str
    accent: str
    on_accent: str
    focus: str

    # statuses; unstable and degraded share a hue and differ in shape
    online: str
    unstable: str
    degraded: str
    offline: str
    no_data: str
    on_status: str

    # the map
    sea: str
    shelf: str
    graticule: str
    land: str
    frontier: str
    coast: str
    country_name: str
    halo: str
    marker: str
    marker_ring: str
    night: str
    night_strength: float

    type: TypeScale = TypeScale()
    space: Space = Space()


DARK: Final = Tokens(
    name="dark",
    dark=True,
    window="#0E141A",
    panel="#151D26",
    raised="#1C2631",
    hover="#243140",
    selected="#1B3B57",
    border="#2A3744",
    border_strong="#607386",
    text="#E9EFF4",
    text_dim="#A3B3C1",
    text_disabled="#66798A",
    accent="#5CB3F7",
    on_accent="#04121F",
    focus="#8CCBFF",
    online="#2FB58A",
    unstable="#F0B429",
    degraded="#F0B429",
    offline="#F0653A",
    no_data="#7F8FA0",
    on_status="#0B1117",
    sea="#0B1117",
    shelf="#152230",
    graticule="#121B24",
    land="#202C38",
    frontier="#3B4B5B",
    coast="#4C6074",
    country_name="#7C90A4",
    halo="#0D141B",
    marker="#121A22",
    marker_ring="#B9C7D3",
    night="#020509",
    night_strength=0.30,
)

LIGHT: Final = Tokens(
    name="light",
    dark=False,
    window="#EEF1F4",
    panel="#FFFFFF",
    raised="#F7F9FA",
    hover="#E6EBEF",
    selected="#D3E6F7",
    border="#D2D9DF",
    border_strong="#7F8D99",
    text="#15202A",
    text_dim="#4A5B69",
    text_disabled="#8594A1",
    accent="#0A5FA8",
    on_accent="#FFFFFF",
    focus="#0A6FC2",
    online="#00805A",
    unstable="#946F00",
    degraded="#946F00",
    offline="#A3121F",
    no_data="#6A7784",
    on_status="#FFFFFF",
    sea="#D5E2EC",
    shelf="#E2ECF3",
    graticule="#CAD9E4",
    land="#F8F8F5",
    frontier="#C3CCD4",
    coast="#93A5B4",
    country_name="#6F7F8C",
    halo="#FBFCFB",
    marker="#FFFFFF",
    marker_ring="#5A6B79",
    night="#0A1A33",
    night_strength=0.13,
)

"""What a fleet can be told to be: the file behind `simulate --profile FILE`, TOML or JSON of the same shape.

Every section and key is optional; an unknown one is an error that names it. The values are the defaults::

    [fleet]
    sites = 14                    # 1 to 500; fewer than are listed below cuts the list, more continues it
    devices = 62                  # 1 to 10,000
    employees_per_terminal = 25   # default 25, 8 in fleets above 250 terminals; 0: terminals know nobody
    flapping_share = 0.05         # of the terminals, those with an unsteady line
    drifting_share = 0.03         # of the terminals, those whose clock is wrong and stays so

    [generations]                 # weights of the firmware generations; one left out or 0 is not in the fleet
    old = 1
    x100c = 2
    mb360 = 1
    speedface = 4
    essl = 1
    senseface = 3
    legacy = 0                    # push 1.x of 2008, and 3.2.0 of the Americas
    tft = 0
    f20 = 0                       # these three speak the access-control dialect
    bioface = 0
    inbio = 0

    [punches]
    mode = "workday"              # workday: as people work; rate: evenly; lively: a rate following the hours
    rate = 2.0                    # punches a second over the whole fleet, for the modes rate and lively

    [weather]
    site_outages_per_day = 0.15   # per site
    site_outage_minutes = 20.0    # mean
    terminal_outages_per_day = 0.08
    terminal_outage_minutes = 12.0

    [[sites]]                     # a list of them replaces the standard fourteen
    name = "Cold Store - Berkane"
    lat = 34.97
    lon = -2.34
    timezone = "Africa/Casablanca"
    slug = "cold-store-berkane"   # from here on optional
    address = "Agropole de Berkane"
    country = "MA"                # decides names and week ends
    kind = "warehouse"            # office, warehouse, plant, farm, store
    devices = 4                   # a weight when [fleet] devices says how many there are altogether
    uplink = "adsl"               # fiber, adsl, 3g
    business_critical = true
    doors = ["Dock 1", "Dock 2"]  # names of its terminals
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from edge.simulator.generations import GENERATIONS
from edge.simulator.people import KINDS
from edge.simulator.sites import SiteSpec, Uplink, slug_of

MOST_SITES, MOST_DEVICES = 500, 10_000
USUAL_MIX = {"old": 1, "x100c": 2, "mb360": 1, "speedface": 4, "essl": 1, "senseface": 3}
MODES = ("workday", "rate", "lively")


class ProfileError(Exception):
    """The profile cannot be used; the message is one line that says what is wrong where."""


@dataclass(frozen=True, slots=True)
class Climate:
    """How often lines fail, and for how long (means)."""

    site_outages_per_day: float = 0.15
    site_outage_minutes: float = 20.0
    terminal_outages_per_day: float = 0.08
    terminal_outage_minutes: float = 12.0


CALM = Climate(0.0, 20.0, 0.0, 12.0)
"""Nothing ever fails, but for terminals whose line is unsteady by plan."""
LIVELY = Climate(8.0, 3.0, 2.0, 3.0)
"""Short outages every few minutes over a fleet of the standard size: what a demo wants."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile as read; the file's keys are the fields, sections aside."""

    sites: int | None = None
    devices: int | None = None
    employees_per_terminal: int | None = None
    flapping_share: float = 0.05
    drifting_share: float = 0.03
    generations: Mapping[str, float] = field(
        default_factory=lambda: dict.fromkeys(GENERATIONS, 0) | USUAL_MIX
    )
    mode: str | None = None
    rate: float | None = None
    climate: Climate = Climate()
    site_list: tuple[SiteSpec, ...] = ()


def load_profile(path: Path) -> Profile:
    """Reads a profile file; its suffix decides between JSON and TOML. Raises ProfileError."""
    try:
        text = path.read_text(encoding="utf-8")
        data = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except OSError as failure:
        raise ProfileError(f"profile {path} cannot be read: {failure.strerror or failure}") from None
    except ValueError as failure:  # both parsers and the decoder raise kinds of it
        raise ProfileError(f"profile {path} is neither TOML nor JSON as its name says: {failure}") from None
    try:
        return read_profile(data)
    except ProfileError as failure:
        raise ProfileError(f"profile {path}: {failure}") from None


def read_profile(data: object) -> Profile:
    """A profile from parsed TOML or JSON. Raises ProfileError."""
    top = _known(data, "the file", ("fleet", "generations", "punches", "weather", "sites"))
    fleet = _section(top, "fleet", _FLEET)
    punches = _section(top, "punches", {"mode": _one_of(MODES), "rate": _number(0.0)})
    climate = _section(top, "weather", {item.name: _number(0.0) for item in fields(Climate)})
    generations = _section(top, "generations", dict.fromkeys(GENERATIONS, _number(0.0)))
    profile = Profile(climate=Climate(**climate), site_list=_sites(top.get("sites", [])), **fleet, **punches)
    if not generations:
        return profile
    weights = {key: generations.get(key, 0.0) for key in GENERATIONS}
    if sum(weights.values()) <= 0:
        raise ProfileError("[generations] leaves no generation: give one a weight above 0")
    return replace(profile, generations=weights)


Check = Callable[[str, object], Any]


def _known(data: object, where: str, names: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise ProfileError(f"{where} must hold names and values, not {data!r}")
    for name in data:
        if name not in names:
            raise ProfileError(f"{where} has no key {name!r}; it knows {', '.join(names)}")
    return data


def _section(top: Mapping[str, Any], section: str, checks: Mapping[str, Check]) -> dict[str, Any]:
    given = _known(top.get(section, {}), f"[{section}]", tuple(checks))
    return {name: checks[name](f"[{section}] {name}", value) for name, value in given.items()}


def _number(least: float, most: float = float("inf")) -> Check:
    def check(where: str, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            limit = f"of at least {least:g}" if most == float("inf") else f"from {least:g} to {most:g}"
            raise ProfileError(f"{where} must be a number {limit}, not {value!r}")
        return float(value)

    return check


def _count(least: int, most: int) -> Check:
    def check(where: str, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ProfileError(f"{where} must be a whole number from {least} to {most}, not {value!r}")
        return value

    return check


def _one_of(choices: tuple[str, ...]) -> Check:
    def check(where: str, value: object) -> str:
        if value not in choices:
            raise ProfileError(f"{where} must be one of {', '.join(choices)}, not {value!r}")
        return str(value)

    return check


def _text(where: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ProfileError(f"{where} must be text, not {value!r}")
    return value.strip()


def _flag(where: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ProfileError(f"{where} must be true or false, not {value!r}")
    return value


def _zone(where: str, value: object) -> str:
    name = _text(where, value)
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise ProfileError(f"{where} must be an IANA zone such as Africa/Casablanca, not {value!r}") from None
    return name


def _slug(where: str, value: object) -> str:
    slug = _text(where, value)
    if slug != slug_of(slug):
        raise ProfileError(f"{where} must be small letters, digits and hyphens, not {value!r}")
    return slug


def _texts(where: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ProfileError(f"{where} must be a list of texts, not {value!r}")
    return tuple(_text(where, item) for item in value)


_FLEET: dict[str, Check] = {
    "sites": _count(1, MOST_SITES),
    "devices": _count(1, MOST_DEVICES),
    "employees_per_terminal": _count(0, 500),
    "flapping_share": _number(0.0, 1.0),
    "drifting_share": _number(0.0, 1.0),
}
_SITE: dict[str, Check] = {
    "name": _text,
    "slug": _slug,
    "address": _text,
    "country": _text,
    "lat": _number(-90.0, 90.0),
    "lon": _number(-180.0, 180.0),
    "timezone": _zone,
    "kind": _one_of(KINDS),
    "devices": _count(1, MOST_DEVICES),
    "uplink": _one_of(tuple(Uplink)),
    "business_critical": _flag,
    "doors": _texts,
}


def _sites(listed: object) -> tuple[SiteSpec, ...]:
    if not isinstance(listed, list):
        raise ProfileError("sites must be a list: write each as [[sites]]")
    specs = [_spec(f"[[sites]] number {number}", item) for number, item in enumerate(listed, 1)]
    slugs = [spec.slug for spec in specs]
    for slug in slugs:
        if slugs.count(slug) > 1:
            raise ProfileError(f"[[sites]] two sites have the slug {slug!r}: give one another name or slug")
    return tuple(specs)


def _spec(where: str, item: object) -> SiteSpec:
    given = _known(item, where, tuple(_SITE))
    for name in ("name", "lat", "lon", "timezone"):
        if name not in given:
            raise ProfileError(f"{where} needs {name}")
    values = {name: _SITE[name](f"{where} {name}", value) for name, value in given.items()}
    values["uplink"] = Uplink(values.get("uplink", Uplink.FIBER))
    defaults = {"slug": slug_of(values["name"]), "address": values["name"], "country": "MA"}
    return SiteSpec(**(defaults | values))

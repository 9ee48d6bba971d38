"""The sites a fleet stands on: fourteen that are always the same, then as many real places as wanted."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from edge.simulator.cities import CITIES, City


class Uplink(StrEnum):
    """How a site reaches the internet; weather.py knows what that means for latency."""

    FIBER = "fiber"
    ADSL = "adsl"
    CELLULAR = "3g"


@dataclass(frozen=True, slots=True)
class SiteSpec:
    """A site before terminals are put on it.

    `devices` is how many it has in the standard fleet of 62, and its weight in any other. `doors` name its
    terminals, repeated with a number when there are more.
    """

    name: str
    slug: str
    address: str
    country: str
    lat: float
    lon: float
    timezone: str
    kind: str = "office"
    devices: int = 3
    uplink: Uplink = Uplink.FIBER
    business_critical: bool = False
    doors: tuple[str, ...] = ()


def slug_of(name: str) -> str:
    """A site's slug from its name: plain letters and digits, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


# name, address, country, latitude, longitude, zone, kind, terminals, uplink, `!` where business critical
_STANDARD = """
HQ - Main Entrance|45 Boulevard d'Anfa, Casablanca|MA|33.5925|-7.6300|Africa/Casablanca|office|5|fiber|!
HQ - Parking|47 Boulevard d'Anfa, Casablanca|MA|33.5931|-7.6291|Africa/Casablanca|office|2|fiber|
Warehouse - Gate A|123 Industrial Ave, Casablanca|MA|33.6086|-7.5300|Africa/Casablanca|warehouse|4|adsl|!
Branch Office - Casablanca|12 Rue Ibn Batouta, Casablanca|MA|33.5330|-7.6420|Africa/Casablanca|office|3|fiber|
Farm - Meknès|Route d'El Hajeb km 11, Meknès|MA|33.8110|-5.4790|Africa/Casablanca|farm|2|3g|
Branch Office - Rabat|8 Avenue de France, Rabat|MA|33.9981|-6.8498|Africa/Casablanca|office|4|fiber|
Plant - Tanger|Zone Franche de Gzenaya, Tanger|MA|35.7180|-5.9000|Africa/Casablanca|plant|7|fiber|!
Packing House - Agadir|Route de Biougra, Aït Melloul|MA|30.3342|-9.4972|Africa/Casablanca|farm|6|3g|
Cold Store - Berkane|Agropole de Berkane, Madagh|MA|34.9700|-2.3400|Africa/Casablanca|warehouse|4|adsl|!
Store - Marrakech|101 Avenue Mohammed V, Marrakech|MA|31.6340|-8.0100|Africa/Casablanca|store|5|fiber|
Depot - Fès|Quartier industriel Sidi Brahim, Fès|MA|34.0180|-4.9740|Africa/Casablanca|warehouse|5|adsl|
Branch Office - Lagos|21 Ahmadu Bello Way, Lagos|NG|6.4281|3.4219|Africa/Lagos|office|5|3g|
Branch Office - Dakar|14 Rue Félix Faure, Dakar|SN|14.6680|-17.4340|Africa/Dakar|office|4|adsl|
Branch Office - Paris|9 Rue de Londres, Paris|FR|48.8768|2.3300|Europe/Paris|office|6|fiber|
"""
_SLUGS = {"Warehouse - Gate A": "warehouse"}
_DOORS = {
    "HQ - Main Entrance": ("Turnstile",),
    "HQ - Parking": ("Ramp In", "Ramp Out"),
    "Warehouse - Gate A": ("Gate A - In", "Gate A - Out", "Dock 1", "Dock 2"),
}


def _read(line: str) -> SiteSpec:
    name, address, country, lat, lon, timezone, kind, devices, uplink, critical = line.split("|")
    return SiteSpec(
        name,
        _SLUGS.get(name, slug_of(name)),
        address,
        country,
        float(lat),
        float(lon),
        timezone,
        kind,
        int(devices),
        Uplink(uplink),
        critical == "!",
        _DOORS.get(name, ()),
    )


STANDARD: tuple[SiteSpec, ...] = tuple(_read(line) for line in _STANDARD.strip().splitlines())
"""The fourteen sites and 62 terminals of the demo, the names of the articles first."""

_LABELS = {
    "Branch Office": "office",
    "Depot": "warehouse",
    "Store": "store",
    "Farm": "farm",
    "Plant": "plant",
}
_STREETS = (
    "Avenue Mohammed V",
    "Rue de l'Industrie",
    "Airport Road",
    "Station Road",
    "Avenue de la République",
)


def more_sites(rng: random.Random, taken: set[str]) -> Iterator[SiteSpec]:
    """Some 500 generated sites: every city once under each label, Morocco first, without names in `taken`."""
    home = [city for city in CITIES if city.country == "MA"]
    abroad = [city for city in CITIES if city.country != "MA"]
    for label, kind in _LABELS.items():
        for city in (*rng.sample(home, len(home)), *rng.sample(abroad, len(abroad))):
            name = f"{label} - {city.name}"
            if name not in taken:
                yield _generated(rng, name, kind, city)


def _generated(rng: random.Random, name: str, kind: str, city: City) -> SiteSpec:
    return SiteSpec(
        name,
        slug_of(name),
        f"{rng.randint(1, 180)} {rng.choice(_STREETS)}, {city.name}",
        city.country,
        round(city.lat + rng.uniform(-0.02, 0.02), 4),
        round(city.lon + rng.uniform(-0.02, 0.02), 4),
        city.timezone,
        kind,
        rng.randint(2, 7),
        Uplink.CELLULAR if kind == "farm" else rng.choice((Uplink.FIBER, Uplink.FIBER, Uplink.ADSL)),
        kind == "plant",
    )

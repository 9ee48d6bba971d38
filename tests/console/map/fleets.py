"""Fleets for the map's tests: a few real places, and counts that are easy to add up."""

from __future__ import annotations

from datetime import UTC, datetime

from console.views.map.sites import Counts, MapSite

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

PLACES = {
    "casablanca": ("Casablanca", 33.5731, -7.5898),
    "rabat": ("Rabat", 34.0209, -6.8416),
    "tanger": ("Tanger", 35.7595, -5.8340),
    "fes": ("Fès", 34.0331, -5.0003),
    "marrakech": ("Marrakech", 31.6295, -7.9811),
    "agadir": ("Agadir", 30.4278, -9.5981),
    "oujda": ("Oujda", 34.6805, -1.9076),
    "laayoune": ("Laâyoune", 27.1500, -13.1991),
    "dakar": ("Dakar", 14.7167, -17.4677),
    "paris": ("Paris", 48.8566, 2.3522),
}


def site(
    place: str, counts: Counts | None = None, *, id: str | None = None, name: str | None = None
) -> MapSite:
    title, lat, lon = PLACES[place]
    counts = Counts(online=4) if counts is None else counts
    return MapSite(id or place, name or title, lat, lon, counts, counts.worst, "Africa/Casablanca", NOON)


def morocco() -> list[MapSite]:
    """Eight sites, one of them offline altogether."""
    names = [name for name in PLACES if name not in ("dakar", "paris")]
    return [site(name, Counts(offline=3) if name == "agadir" else None) for name in names]


def tower(floors: int) -> list[MapSite]:
    """Sites that share one point."""
    return [site("casablanca", Counts(online=2), id=f"floor_{n}", name=f"Floor {n}") for n in range(floors)]

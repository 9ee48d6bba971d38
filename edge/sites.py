"""Sites: made, changed, taken away; devices stand at one or at none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from edge import admission
from edge.store import devices
from edge.store import sites as rows
from edge.store.ids import IdClock, public_id
from edge.tenants import is_zone

SITE_ID_PATTERN: Final = r"^site_[a-z0-9_]{1,48}$"
SLUG_PATTERN: Final = r"^[a-z0-9]([a-z0-9_-]{0,62}[a-z0-9])?$"
_SITE_ID: Final = re.compile(SITE_ID_PATTERN, re.ASCII)
_SLUG: Final = re.compile(SLUG_PATTERN, re.ASCII)
SLUG_STEM: Final = 56


class SiteMisuse(ValueError):
    """A site cannot be made or changed as asked."""

    def __init__(self, message: str, param: str) -> None:
        super().__init__(message)
        self.param = param


class SlugTaken(SiteMisuse):
    """Another site has the slug or id."""


class NoSuchSite(LookupError):
    """The tenant has no such site."""


def create(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    *,
    name: str,
    now: int,
    site_id: str | None = None,
    slug: str | None = None,
    devices_there: Sequence[int] = (),
    **settings: Any,
) -> sa.RowMapping:
    """Make a site and move devices to it. Raises SiteMisuse.

    Without a slug it gets one made of its name. `settings`: address, lat, lon, timezone, business_critical,
    tags.
    """
    _check_zone(settings.get("timezone"))
    if site_id is not None:
        if _SITE_ID.fullmatch(site_id) is None:
            raise SiteMisuse(
                f"'{site_id[:60]}' is no site id: site_ and 1 to 48 small letters, digits and _ are.", "id"
            )
        if rows.find(conn, tenant_id, site_id) is not None:
            raise SlugTaken(f"There already is a site with the id '{site_id}'.", "id")
    if slug is None:
        slug = _free_slug(conn, tenant_id, name)
    else:
        _check_slug(conn, tenant_id, slug, None)
    internal_id = ids.next()
    rows.add(
        conn,
        {
            "tenant_id": tenant_id,
            "id": internal_id,
            "public_id": site_id or public_id("site", internal_id),
            "name": name,
            "slug": slug,
            "created_at": now,
            **settings,
        },
    )
    admission.move(conn, tenant_id, devices_there, internal_id)
    return existing(conn, tenant_id, internal_id)


def change(
    conn: sa.Connection,
    tenant_id: int,
    site_id: int,
    *,
    devices_there: Sequence[int] | None = None,
    **values: Any,
) -> sa.RowMapping:
    """Change members of a site; `devices_there` replaces who stands there.

    Raises SiteMisuse, NoSuchSite.
    """
    existing(conn, tenant_id, site_id)
    _check_zone(values.get("timezone"))
    if "slug" in values:
        _check_slug(conn, tenant_id, values["slug"], site_id)
    rows.change(conn, tenant_id, site_id, **values)
    if devices_there is not None:
        there = {row["id"] for row in devices.at_sites(conn, tenant_id, [site_id])[site_id]}
        admission.move(conn, tenant_id, there - set(devices_there), None)
        admission.move(conn, tenant_id, devices_there, site_id)
    return existing(conn, tenant_id, site_id)


def remove(conn: sa.Connection, tenant_id: int, site_id: int) -> None:
    """Take a site away; its devices stand nowhere then, its punches stay. Raises NoSuchSite."""
    existing(conn, tenant_id, site_id)
    devices.cleared_site(conn, tenant_id, site_id)
    rows.remove(conn, tenant_id, site_id)


def existing(conn: sa.Connection, tenant_id: int, site_id: int) -> sa.RowMapping:
    """The row of a site. Raises NoSuchSite."""
    row = rows.by_id(conn, tenant_id, site_id)
    if row is None:
        raise NoSuchSite(public_id("site", site_id))
    return row


def slug_of(name: str) -> str:
    """A slug made of a name: `Farm - Meknès` -> `farm-meknes`. A name without such letters gives `site`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:SLUG_STEM].strip("-") or "site"


def _free_slug(conn: sa.Connection, tenant_id: int, name: str) -> str:
    stem = slug_of(name)
    taken = rows.slugs_like(conn, tenant_id, stem)
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _check_slug(conn: sa.Connection, tenant_id: int, slug: str, own_id: int | None) -> None:
    if _SLUG.fullmatch(slug) is None:
        raise SiteMisuse(
            f"'{slug[:80]}' is no slug: 1 to 64 small letters, digits, - and _ are, and it begins and ends "
            "with a letter or digit.",
            "slug",
        )
    found = rows.find(conn, tenant_id, slug)
    if found is not None and found["id"] != own_id:
        raise SlugTaken(f"The slug '{slug}' is taken by the site '{found['name']}'.", "slug")


def _check_zone(timezone: str | None) -> None:
    if timezone is not None and not is_zone(timezone):
        raise SiteMisuse(
            f"'{timezone[:60]}' is no time zone. Use a name such as Africa/Casablanca.", "location.timezone"
        )

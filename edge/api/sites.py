"""Sites: list, make, change, take away."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

from common.schemas import sites as schema
from common.schemas.fields import Deleted
from edge import audit, sites
from edge.api import finding
from edge.api.errors import ApiError
from edge.api.registry import operation
from edge.api.work import Result, View, Work
from edge.exports import columns
from edge.store import devices
from edge.store import sites as rows

_AUDITED: Final = (
    "public_id",
    "name",
    "slug",
    "address",
    "lat",
    "lon",
    "timezone",
    "business_critical",
    "tags",
)
TABLE: Final = columns(
    "id",
    "name",
    "slug",
    "location.address",
    "location.lat",
    "location.lon",
    "location.timezone",
    "business_critical",
    "tags",
    "created_at",
    location__lat="number",
    location__lon="number",
    business_critical="flag",
    created_at="instant",
)


@operation(
    "GET",
    "/v1/sites",
    scope="sites:read",
    query=schema.SiteQuery,
    answers=schema.SitePage,
    errors=("cursor_invalid",),
    table=TABLE,
)
def list_sites(view: View, query: schema.SiteQuery) -> Result:
    """List sites with their devices, in the order they were made."""
    limit = query.limit or 100
    after = view.id_anchor(query.cursor) or 0
    found = rows.page(view.conn, view.tenant_id, after=after, limit=limit + 1, site_ids=view.site_ids)
    shown = finding.shown_sites(view, found[:limit])
    pairs = [*zip(found[:limit], shown, strict=True), *((row, {}) for row in found[limit:])]
    result = view.page(pairs, limit, lambda pair: [pair[0]["id"]], lambda pair: pair[1])
    return view.counted(
        result,
        query,
        lambda most: len(rows.page(view.conn, view.tenant_id, after=0, limit=most, site_ids=view.site_ids)),
    )


@operation(
    "GET",
    "/v1/sites/{site}",
    scope="sites:read",
    answers=schema.Site,
    errors=("site_not_found",),
    conditional=True,
)
def get_site(view: View) -> Result:
    """Get a site by id or slug, with its devices."""
    return _shown(view, finding.site(view, view.path["site"]))


@operation(
    "POST",
    "/v1/sites",
    scope="sites:write",
    body=schema.SiteCreate,
    answers=schema.Site,
    status=201,
    errors=("already_exists", "device_not_found", "permission_denied"),
)
def create_site(work: Work, body: schema.SiteCreate) -> Result:
    """Make a site.

    Devices that are listed must exist, and move here from where they stood.
    """
    if work.site_ids is not None:
        raise ApiError("permission_denied", "This key is limited to its sites, so it cannot make others.")
    devices_there = finding.devices_listed(work, body.devices)
    row = sites.create(
        work.conn,
        work.ids,
        work.tenant_id,
        name=body.name,
        now=work.now_us,
        site_id=body.id,
        slug=body.slug,
        devices_there=devices_there,
        business_critical=body.business_critical,
        tags=body.tags,
        **_location(body.location),
    )
    work.audit("site.create", row["public_id"], audit.changes({}, _audited(row)))
    _devices_moved(work, row["id"])
    return _shown(work, row, created=True)


@operation(
    "PATCH",
    "/v1/sites/{site}",
    scope="sites:write",
    body=schema.SiteChange,
    answers=schema.Site,
    errors=("site_not_found", "device_not_found", "already_exists"),
    conditional=True,
)
def change_site(work: Work, body: schema.SiteChange) -> Result:
    """Change a site (JSON merge patch). `devices` replaces who stands there."""
    row = finding.site(work, work.path["site"])
    work.require_match(row["version"])
    values = body.model_dump(exclude_unset=True, exclude={"location", "devices"})
    if "location" in body.model_fields_set:
        values |= _location_change(body.location)
    there = None
    if "devices" in body.model_fields_set:
        there = finding.devices_listed(work, body.devices)
    _devices_moved(work, row["id"])
    after = sites.change(work.conn, work.tenant_id, row["id"], devices_there=there, **values)
    _devices_moved(work, row["id"])
    work.audit("site.change", row["public_id"], audit.changes(_audited(row), _audited(after)))
    return _shown(work, after)


@operation(
    "DELETE",
    "/v1/sites/{site}",
    scope="sites:write",
    answers=Deleted,
    errors=("site_not_found",),
    conditional=True,
)
def delete_site(work: Work) -> Result:
    """Delete a site. Its devices stay, at no site; its punches stay too."""
    row = finding.site(work, work.path["site"])
    work.require_match(row["version"])
    _devices_moved(work, row["id"])
    sites.remove(work.conn, work.tenant_id, row["id"])
    work.audit("site.delete", row["public_id"], audit.changes(_audited(row), {}))
    return Result({"id": row["public_id"], "object": "site", "deleted": True})


def _shown(view: View, row: sa.RowMapping, created: bool = False) -> Result:
    return Result(
        finding.shown_sites(view, [row])[0],
        location=f"/v1/sites/{row['public_id']}" if created else None,
        version=row["version"],
    )


def _location(given: schema.LocationGiven | None) -> dict[str, Any]:
    return {} if given is None else given.model_dump(exclude_unset=True)


def _location_change(given: schema.LocationGiven | None) -> dict[str, Any]:
    """Merge patch: null unsets the whole place, members that are missing stay."""
    if given is None:
        return dict.fromkeys(schema.LocationGiven.model_fields)
    return given.model_dump(exclude_unset=True)


def _devices_moved(work: Work, site_id: int) -> None:
    """The devices at the site now carry another name, zone or site."""
    there = devices.at_sites(work.conn, work.tenant_id, [site_id])[site_id]
    if there:
        work.devices_changed([row["serial"] for row in there])


def _audited(row: sa.RowMapping) -> dict[str, Any]:
    return {name: row[name] for name in _AUDITED}

"""Devices: list, register, approve, change, suspend, resume, delete, and what happened to each."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any, Final

import sqlalchemy as sa

from common.schemas import devices as schema
from common.schemas.events import DeviceEventPage
from common.schemas.fields import Deleted
from edge import admission, audit, dialects, retiring
from edge.api import finding
from edge.api.errors import ApiError
from edge.api.objects import device_status, pending_object
from edge.api.registry import operation
from edge.api.work import Result, View, Work
from edge.device_upserts import audited
from edge.exports import columns
from edge.store import device_events
from edge.store import devices as rows
from edge.store.schema import PLATFORM
from edge.tenants import is_zone

WHOLE_FLEET: Final = 10_000
STEP: Final = 1_000
TABLE: Final = columns(
    "id",
    "serial_number",
    "name",
    "site",
    "site_id",
    "status",
    "health",
    "health_reasons",
    "last_seen",
    "model",
    "firmware",
    "push_version",
    "dialect",
    "ip",
    "timezone",
    "counts.users",
    "counts.fingerprints",
    "counts.faces",
    "counts.punches",
    "clock_drift_s",
    "pending_commands",
    "tags",
    "business_critical",
    "created_at",
    last_seen="instant",
    created_at="instant",
    business_critical="flag",
    counts__users="number",
    counts__fingerprints="number",
    counts__faces="number",
    counts__punches="number",
    clock_drift_s="number",
    pending_commands="number",
)
_PRESENCE: Final = (
    "device.online",
    "device.offline",
    "device.unstable",
    "device.registered",
    "device.clock_drift",
    "device.identity_changed",
)


@operation(
    "GET",
    "/v1/devices",
    scope="devices:read",
    query=schema.DeviceQuery,
    answers=schema.DevicePage,
    account="either",
    errors=("site_not_found", "cursor_invalid"),
    table=TABLE,
)
def list_devices(view: View, query: schema.DeviceQuery) -> Result:
    """List devices.

    Without `limit` the whole fleet, up to 10,000, in the order of registration, repeated under `devices`.
    Terminals that wait to be approved are listed with `status=pending` only.
    """
    limit = query.limit or WHOLE_FLEET
    if query.status is not None and "pending" in query.status:
        if len(set(query.status)) > 1:
            raise ApiError(
                "validation_failed",
                "status=pending stands alone: waiting terminals are no devices yet.",
                param="status",
            )
        result = _list_pending(view, query, limit)
    else:
        result = _list_registered(view, query, limit)
    if query.limit is None and query.cursor is None:
        return Result({**result.body, "devices": result.body["data"]})
    return result


def _list_registered(view: View, query: schema.DeviceQuery, limit: int) -> Result:
    sites = view.site_ids
    if query.site is not None:
        named = finding.sites_named(view, query.site)
        sites = frozenset(named if sites is None else named & sites)
    statuses = set(query.status or ())
    healths = set(query.health or ()) | ({"unstable"} if "unstable" in statuses else set())
    statuses.discard("unstable")
    fleet = finding.Fleet(view)

    def listed(after: int, most: int) -> list[tuple[sa.RowMapping, dict[str, Any]]]:
        return _fitting(view, query.q, sites, statuses, healths, fleet, after, most)

    found = listed(view.id_anchor(query.cursor) or 0, limit + 1)
    result = view.page(found, limit, lambda pair: [pair[0]["id"]], lambda pair: pair[1])
    return view.counted(result, query, lambda most: len(listed(0, most)))


def _fitting(
    view: View,
    q: str | None,
    sites: frozenset[int] | None,
    statuses: Collection[str],
    healths: Collection[str],
    fleet: finding.Fleet,
    after: int,
    most: int,
) -> list[tuple[sa.RowMapping, dict[str, Any]]]:
    """Up to `most` devices from after an id on that fit, with their objects."""
    found: list[tuple[sa.RowMapping, dict[str, Any]]] = []
    while len(found) < most:
        step = min(most, STEP)
        page = rows.page(view.conn, view.tenant_id, after=after, limit=step, site_ids=sites, q=q)
        for row in page:
            live = view.services.presence(view.tenant_id, row["id"])
            # What is asked for may be fresher than the table, so the status is judged here.
            if statuses and device_status(row, live) not in statuses:
                continue
            shown = fleet.shown(row)
            if not healths or shown["health"] in healths:
                found.append((row, shown))
        if len(page) < step:
            break
        after = page[-1]["id"]
    return found[:most]


def _list_pending(view: View, query: schema.DeviceQuery, limit: int) -> Result:
    """Waiting terminals stand at no site, so whoever is limited to sites sees none."""
    if query.site is not None:
        finding.sites_named(view, query.site)
    hidden = view.site_ids is not None or query.site is not None or query.health is not None
    waiting = [] if hidden else rows.pending_of(view.conn, view.tenant_id)
    after = view.anchor(query.cursor)
    word = (query.q or "").lower()
    fitting = [row for row in waiting if row["serial"].lower().startswith(word)]
    found = sorted(
        (row for row in fitting if after is None or _waiting_order(row) < list(after)),
        key=_waiting_order,
        reverse=True,
    )
    result = view.page(found[: limit + 1], limit, _waiting_order, pending_object)
    return view.counted(result, query, lambda most: len(fitting[:most]))


def _waiting_order(row: sa.RowMapping) -> list[int | str]:
    return [row["last_seen_at"], row["serial"]]


@operation(
    "GET",
    "/v1/devices/{device}",
    scope="devices:read",
    answers=schema.Device,
    account="either",
    errors=("device_not_found",),
    conditional=True,
)
def get_device(view: View) -> Result:
    """Get a device by id or serial number."""
    name = view.path["device"]
    try:
        row = finding.device(view, name)
    except ApiError:
        waiting = None if view.site_ids is not None else _waiting(view, name)
        if waiting is None:
            raise
        return Result(pending_object(waiting))
    return Result(finding.shown_device(view, row), version=row["version"])


def _waiting(view: View, name: str) -> sa.RowMapping | None:
    if len(name) > 32 or not name.isascii() or not name.isprintable():
        return None
    return rows.pending_one(view.conn, view.tenant_id, name)


@operation(
    "POST",
    "/v1/devices",
    scope="devices:write",
    body=schema.DeviceCreate,
    answers=schema.Device,
    status=201,
    errors=("already_exists", "site_not_found", "permission_denied"),
)
def register_device(work: Work, body: schema.DeviceCreate) -> Result:
    """Register a terminal.

    It is served from its next request on. One that was deleted comes back under its old id, and nothing that
    it sends again is stored twice.
    """
    _check_zone(body.timezone)
    row = admission.register(
        work.conn,
        work.ids,
        work.tenant_id,
        serial=body.serial_number,
        now=work.now_us,
        device_id=body.id,
        name=body.name,
        site_id=_site_for(work, body.site),
        timezone=body.timezone,
        tags=body.tags,
        business_critical=body.business_critical,
    )
    return _changed(work, "device.register", None, row, created=True)


@operation(
    "POST",
    "/v1/devices/{device}/approve",
    scope="devices:write",
    body=schema.DeviceApproval,
    answers=schema.Device,
    errors=(
        "device_not_found",
        "already_exists",
        "site_not_found",
        "permission_denied",
        "timezone_required",
    ),
)
def approve_device(work: Work, body: schema.DeviceApproval) -> Result:
    """Let in a terminal that waits, or confirm the one that calls.

    `history` says which of the punches that it kept are stored; the others are acknowledged and let go. Where
    two terminals call under one serial number (`health_reasons`: identity_conflict), this says that the right
    one calls now: what is known of it is learned anew, and it gets commands again.
    """
    known = _conflicted(work)
    if known is not None:
        confirmed = admission.confirm(work.conn, work.tenant_id, known["id"])
        return _changed(work, "device.approve", known, confirmed)
    history = {"all": None, "none": work.now_us, "since": body.since}[body.history]
    row = admission.approve(
        work.conn,
        work.ids,
        work.tenant_id,
        serial=work.path["device"],
        now=work.now_us,
        site_id=_site_for(work, body.site),
        history_from=history,
        webhooks_hear_all=body.webhooks == "all",
        name=body.name,
        device_id=body.id,
        also_waiting_in=(PLATFORM,) if work.actor.platform else (),
    )
    return _changed(work, "device.approve", None, row)


def _conflicted(work: Work) -> sa.RowMapping | None:
    """The device that the path names, if two terminals seem to share its serial number."""
    try:
        row = finding.device(work, work.path["device"])
    except ApiError:
        return None  # it may wait for its approval
    return row if row["conflicted_at"] is not None else None


@operation(
    "PATCH",
    "/v1/devices/{device}",
    scope="devices:write",
    body=schema.DeviceChange,
    answers=schema.Device,
    errors=("device_not_found", "site_not_found", "permission_denied"),
    conditional=True,
)
def change_device(work: Work, body: schema.DeviceChange) -> Result:
    """Change a device: name, site, zone, tags, dialect, whether it is critical (JSON merge patch)."""
    row = finding.device(work, work.path["device"])
    work.require_match(row["version"])
    values = body.model_dump(exclude_unset=True)
    _check_zone(values.get("timezone"))
    if "site" in values:
        admission.move(work.conn, work.tenant_id, [row["id"]], _site_for(work, values.pop("site")))
    if "dialect" in values:
        dialect = values.pop("dialect")
        dialects.choose(work.conn, work.ids, work.tenant_id, row["id"], dialect, now=work.now_us)
    if values:
        rows.change(work.conn, work.tenant_id, row["id"], **values)
    return _changed(work, "device.change", row, admission.existing(work.conn, work.tenant_id, row["id"]))


@operation(
    "POST",
    "/v1/devices/{device}/suspend",
    scope="devices:write",
    answers=schema.Device,
    errors=("device_not_found",),
    conditional=True,
)
def suspend_device(work: Work) -> Result:
    """Suspend a device: nothing of it is taken until it is resumed. The terminal keeps its records."""
    row = finding.device(work, work.path["device"])
    work.require_match(row["version"])
    return _changed(work, "device.suspend", row, admission.suspend(work.conn, work.tenant_id, row["id"]))


@operation(
    "POST",
    "/v1/devices/{device}/resume",
    scope="devices:write",
    answers=schema.Device,
    errors=("device_not_found",),
    conditional=True,
)
def resume_device(work: Work) -> Result:
    """Resume a suspended device."""
    row = finding.device(work, work.path["device"])
    work.require_match(row["version"])
    return _changed(work, "device.resume", row, admission.resume(work.conn, work.tenant_id, row["id"]))


@operation(
    "DELETE",
    "/v1/devices/{device}",
    scope="devices:delete",
    answers=Deleted,
    account="either",
    errors=("device_not_found",),
    conditional=True,
)
def delete_device(work: Work) -> Result:
    """Delete a device, or turn away one that waits.

    Its punches stay. Registering its serial number again brings it back under the same id. Commands that wait
    for it are cancelled, those that it fetched and has not answered fail.
    """
    name = work.path["device"]
    try:
        row = finding.device(work, name)
    except ApiError:
        if work.site_ids is not None or _waiting(work, name) is None:
            raise
        rows.drop_pending(work.conn, work.tenant_id, name)
        work.audit("device.turn_away", name)
        work.devices_changed([name])
        return Result({"id": name, "object": "device", "deleted": True})
    work.require_match(row["version"])
    retiring.retire(work.conn, work.ids, work.tenant_id, row["id"], now=work.now_us)
    work.audit("device.delete", row["public_id"], audit.changes(audited(row), {}))
    work.devices_changed([row["serial"]])
    key, services = (work.tenant_id, row["id"]), work.services
    work.after_commit(lambda: services.exchanges.forget(key))
    work.after_commit(lambda: services.on_box_gone(key))
    return Result({"id": row["public_id"], "object": "device", "deleted": True})


@operation(
    "GET",
    "/v1/devices/{device}/events",
    scope="devices:read",
    query=schema.DeviceEventQuery,
    answers=DeviceEventPage,
    errors=("device_not_found", "cursor_invalid"),
)
def list_device_events(view: View, query: schema.DeviceEventQuery) -> Result:
    """List what happened to a device besides its punches, newest first, for 30 days."""
    row = finding.device(view, view.path["device"])
    kinds = set(query.kind or ())
    types = {
        *(_PRESENCE if "presence" in kinds else ()),
        *(("device.event",) if kinds - {"presence"} else ()),
    }
    limit = query.limit or 100
    before = view.id_anchor(query.cursor)
    found: list[tuple[int, dict[str, Any]]] = []
    while len(found) <= limit:
        page = device_events.page(
            view.conn, view.tenant_id, row["id"], before=before, limit=STEP, types=types
        )
        bodies = ((row_id, json.loads(body)) for row_id, body in page)
        found += [pair for pair in bodies if not kinds or _kind(pair[1]) in kinds]
        if len(page) < STEP:
            break
        before = page[-1][0]
    return view.page(found[: limit + 1], limit, lambda pair: [pair[0]], lambda pair: pair[1])


def _kind(body: dict[str, Any]) -> str | None:
    """What a device event is about; those of other types are about presence."""
    return body.get("kind") if body["event"] == "device.event" else "presence"


def _site_for(work: Work, name: str | None) -> int | None:
    """The site that a device is put at. Whoever is limited to sites must name one of them."""
    if name is not None:
        return finding.site_named(work, name)
    if work.site_ids is not None:
        raise ApiError(
            "permission_denied",
            "This key is limited to its sites: name the one where the device stands.",
            param="site",
        )
    return None


def _check_zone(zone: str | None) -> None:
    if zone is not None and not is_zone(zone):
        raise ApiError(
            "validation_failed",
            f"'{zone[:60]}' is no time zone. Use a name such as Africa/Lagos.",
            param="timezone",
        )


def _changed(
    work: Work, action: str, before: sa.RowMapping | None, after: sa.RowMapping, created: bool = False
) -> Result:
    """Note a change of a device, and answer with it."""
    diff = audit.changes({} if before is None else audited(before), audited(after))
    work.audit(action, after["public_id"], diff)
    serials: Collection[str] = [after["serial"]]
    work.devices_changed(serials)
    return Result(
        finding.shown_device(work, after),
        location=f"/v1/devices/{after['public_id']}" if created else None,
        version=after["version"],
    )

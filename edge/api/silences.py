"""Silences: list with what each hides, begin, change, end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from common.instants import rfc3339
from common.schemas import silences as schema
from edge import audit
from edge.alerts import muting, notices
from edge.alerts.model import TOLD
from edge.alerts.selecting import Subject
from edge.alerts.subjects import subjects_of
from edge.api.errors import ApiError, no_such
from edge.api.registry import operation
from edge.api.selectors import Confines, kept
from edge.api.work import Result, View, Work
from edge.store import alert_subjects, alerts
from edge.store import silences as rows
from edge.store.ids import public_id, row_id

MOST: Final = 1_000
LONGEST_US: Final = 30 * 86_400 * 1_000_000
SHOWN_ALERTS: Final = 20
_PREFIX: Final = "sil"


@operation(
    "GET",
    "/v1/silences",
    scope="alerts:read",
    query=schema.SilenceQuery,
    answers=schema.SilencePage,
    errors=("cursor_invalid",),
)
def list_silences(view: View, query: schema.SilenceQuery) -> Result:
    """List silences with who asked for them, why, until when, and what each hides now; newest first."""
    limit = query.limit or 100
    before = view.id_anchor(query.cursor)
    confines = Confines(view)
    found = [
        row
        for row in rows.all_of(view.conn, view.tenant_id)
        if (before is None or row["id"] < before)
        and confines.show(row["matcher"])
        and query.active in (None, _is_active(view, row))
    ]
    told = _told(view)
    return view.page(found, limit, lambda row: [row["id"]], lambda row: _object(view, row, told))


@operation(
    "GET",
    "/v1/silences/{silence}",
    scope="alerts:read",
    answers=schema.Silence,
    errors=("silence_not_found",),
    conditional=True,
)
def get_silence(view: View) -> Result:
    """Get a silence and what it hides now."""
    return _shown(view, _found(view, Confines(view)))


@operation(
    "POST",
    "/v1/silences",
    scope="alerts:write",
    body=schema.SilenceCreate,
    answers=schema.Silence,
    status=201,
    errors=("conflict", "alert_not_found", "device_not_found", "site_not_found", "timezone_required"),
)
def create_silence(work: Work, body: schema.SilenceCreate) -> Result:
    """Have nobody told of certain alerts for a while.

    It belongs to what it matches, not to one alert: what recovers and fails again is hidden again. What is
    still bad when it ends is told then. Webhooks hear of alerts all the time.
    """
    if rows.count_open(work.conn, work.tenant_id, work.now_us) >= MOST:
        raise ApiError("conflict", f"There are {MOST} silences. End those that are not needed first.")
    matcher = kept(work, body.matcher, "matcher")
    if not matcher:
        raise ApiError(
            "validation_failed",
            "A silence says what it is of: name sites, devices, kinds, severities, tags, models or alerts. "
            "For work on everything, make a maintenance window.",
            param="matcher",
        )
    if muting.ALERTS in matcher:
        matcher = _with_alerts(work, matcher)
    confines = Confines(work)
    confines.check(matcher)
    silence_id = work.ids.next()
    rows.add(
        work.conn,
        {
            "tenant_id": work.tenant_id,
            "id": silence_id,
            "public_id": public_id(_PREFIX, silence_id),
            "matcher": matcher,
            "starts_at": work.now_us,
            "ends_at": _end(work, body.ends_at),
            "reason": body.reason,
            "created_by": work.actor.public_id,
            "created_at": work.now_us,
        },
    )
    row = _existing(work, silence_id)
    muting.refresh(work.conn, work.tenant_id, work.now_us)
    work.audit("silence.create", row["public_id"], audit.changes({}, _audited(row)))
    return _shown(work, row, created=True)


@operation(
    "PATCH",
    "/v1/silences/{silence}",
    scope="alerts:write",
    body=schema.SilenceChange,
    answers=schema.Silence,
    errors=("silence_not_found", "conflict", "timezone_required"),
    conditional=True,
)
def change_silence(work: Work, body: schema.SilenceChange) -> Result:
    """Have a silence end at another time, or say another reason. One that is over stays so."""
    before = _open(work)
    values = body.model_dump(exclude_unset=True)
    if "ends_at" in values:
        values["ends_at"] = _end(work, values["ends_at"])
    rows.change(work.conn, work.tenant_id, before["id"], **values)
    _ended(work, before["public_id"])
    after = _existing(work, before["id"])
    work.audit("silence.change", before["public_id"], audit.changes(_audited(before), _audited(after)))
    return _shown(work, after)


@operation(
    "POST",
    "/v1/silences/{silence}/end",
    scope="alerts:write",
    answers=schema.Silence,
    errors=("silence_not_found", "conflict"),
)
def end_silence(work: Work) -> Result:
    """End a silence now: what it hid and is still bad is told."""
    before = _open(work)
    rows.change(work.conn, work.tenant_id, before["id"], ends_at=work.now_us)
    _ended(work, before["public_id"])
    after = _existing(work, before["id"])
    work.audit("silence.end", before["public_id"], audit.changes(_audited(before), _audited(after)))
    return _shown(work, after)


def _ended(work: Work, name: str) -> None:
    """It may be over now: what it held is told."""
    notices.release(work.conn, work.tenant_id, name, work.now_us)
    muting.refresh(work.conn, work.tenant_id, work.now_us)


def _found(view: View, confines: Confines) -> sa.RowMapping:
    """The silence that the path names. Raises ApiError (404)."""
    name = view.path["silence"]
    silence_id = row_id(_PREFIX, name)
    row = None if silence_id is None else rows.by_id(view.conn, view.tenant_id, silence_id)
    if row is None or not confines.show(row["matcher"]):
        raise no_such("silence", name)
    return row


def _open(work: Work) -> sa.RowMapping:
    """The same, to be changed. Raises ApiError."""
    confines = Confines(work)
    row = _found(work, confines)
    work.require_match(row["version"])
    confines.check(row["matcher"])
    if row["ends_at"] <= work.now_us:
        raise ApiError("conflict", f"This silence ended at {rfc3339(row['ends_at'])}. Make another.")
    return row


def _existing(view: View, silence_id: int) -> sa.RowMapping:
    row = rows.by_id(view.conn, view.tenant_id, silence_id)
    assert row is not None, "it was there a moment ago, in this transaction"
    return row


def _with_alerts(work: Work, matcher: Mapping[str, Any]) -> dict[str, Any]:
    """The matcher with what its alerts are about. Raises ApiError (404) for the first that is unknown."""
    about = []
    for name in dict.fromkeys(matcher[muting.ALERTS]):
        alert_id = row_id("alr", name)
        row = None if alert_id is None else alerts.find(work.conn, work.tenant_id, alert_id)
        if row is None or (work.site_ids is not None and row["site_id"] not in work.site_ids):
            raise no_such("alert", name)
        about.append([row["rule"], row["entity_type"], row["entity_id"]])
    return {**matcher, muting.ABOUT: about}


def _end(work: Work, ends_at: int) -> int:
    if not work.now_us < ends_at <= work.now_us + LONGEST_US:
        raise ApiError(
            "validation_failed",
            "A silence ends within 30 days from now; give an instant that is still to come.",
            param="ends_at",
        )
    return ends_at


def _is_active(view: View, row: sa.RowMapping) -> bool:
    return bool(row["starts_at"] <= view.now_us < row["ends_at"])


def _told(view: View) -> list[tuple[str, Subject]]:
    """Alerts that people would be told of, as far as the key sees them, oldest first."""
    found = alert_subjects.open_alerts(view.conn, view.tenant_id, statuses=TOLD, site_ids=view.site_ids)
    subjects = subjects_of(view.conn, view.tenant_id, found)
    return [(public_id("alr", row["id"]), subjects[row["id"]]) for row in found]


def _shown(view: View, row: sa.RowMapping, created: bool = False) -> Result:
    return Result(
        _object(view, row, _told(view)),
        location=f"/v1/silences/{row['public_id']}" if created else None,
        version=row["version"],
    )


def _object(view: View, row: sa.RowMapping, told: Sequence[tuple[str, Subject]]) -> dict[str, Any]:
    active = _is_active(view, row)
    hidden = [name for name, subject in told if active and muting.matches(row["matcher"], subject)]
    return {
        "id": row["public_id"],
        "object": "silence",
        "matcher": _matcher(row),
        "starts_at": rfc3339(row["starts_at"]),
        "ends_at": rfc3339(row["ends_at"]),
        "active": active,
        "reason": row["reason"],
        "hides": {"count": len(hidden), "alerts": hidden[:SHOWN_ALERTS]},
        "created_by": row["created_by"],
        "created_at": rfc3339(row["created_at"]),
        "version": row["version"],
    }


def _matcher(row: sa.RowMapping) -> dict[str, Any]:
    return {name: value for name, value in row["matcher"].items() if name != muting.ABOUT}


def _audited(row: sa.RowMapping) -> dict[str, Any]:
    return {"matcher": _matcher(row), "ends_at": rfc3339(row["ends_at"]), "reason": row["reason"]}

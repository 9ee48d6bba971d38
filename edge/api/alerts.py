"""Alerts: see what needs somebody, take it on, put it off, give it away, call it over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from common.instants import rfc3339, rfc3339_or_none
from common.schemas import alerts as schema
from edge.alerts import actions, runbooks
from edge.alerts.model import KINDS, OPEN
from edge.api import finding
from edge.api.errors import ApiError, no_such, printable
from edge.api.persons import person_named
from edge.api.registry import operation
from edge.api.work import Result, View, Work
from edge.store import alert_rules, alerts, persons
from edge.store.alerts import Order, Sought
from edge.store.ids import instant_of, public_id, row_id

NOBODY: Final = "none"
PREFIX: Final = "alr"


@operation(
    "GET",
    "/v1/alerts",
    scope="alerts:read",
    query=schema.AlertQuery,
    answers=schema.AlertPage,
    errors=("site_not_found", "device_not_found", "cursor_invalid"),
)
def list_alerts(view: View, query: schema.AlertQuery) -> Result:
    """List alerts: those that are open, the most urgent first.

    `order=opened_at` lists the newest first, as it is where resolved ones are asked for (`status=all`).
    """
    limit = query.limit or 100
    sought = _sought(view, query)
    over = sought.statuses is None or "resolved" in sought.statuses
    order: Order = query.order or ("opened_at" if over else "urgency")
    found = alerts.page(
        view.conn,
        view.tenant_id,
        sought,
        order=order,
        after=view.anchor(query.cursor),
        limit=limit + 1,
    )
    shown = Showing(view, query.language)
    result = view.page(found, limit, lambda row: alerts.anchor_of(order, row), shown.alert)
    return view.counted(result, query, lambda most: alerts.count(view.conn, view.tenant_id, sought, most))


@operation(
    "GET",
    "/v1/alerts/{alert}",
    scope="alerts:read",
    query=schema.OneAlertQuery,
    answers=schema.AlertDetail,
    errors=("alert_not_found",),
    conditional=True,
)
def get_alert(view: View, query: schema.OneAlertQuery) -> Result:
    """Get an alert: what happened since it was opened, what to do, and which alerts it explains."""
    row = _found(view, view.path["alert"])
    return _detail(view, row, query.language)


@operation(
    "POST",
    "/v1/alerts/{alert}/acknowledge",
    scope="alerts:write",
    body=schema.Acknowledgement,
    answers=schema.AlertDetail,
    errors=("alert_not_found", "conflict"),
    conditional=True,
)
def acknowledge_alert(work: Work, body: schema.Acknowledgement) -> Result:
    """Take an alert on. Nobody is told of it further, whatever its policy says, until it is over or until
    `until`; it stays open.
    """
    row = _held(work)
    _acknowledge(work, row, body)
    return _detail(work, _found(work, work.path["alert"]))


@operation(
    "POST",
    "/v1/alerts/acknowledge",
    scope="alerts:write",
    body=schema.BulkAcknowledgement,
    answers=schema.AcknowledgedAlerts,
    errors=("alert_not_found", "conflict"),
)
def acknowledge_alerts(work: Work, body: schema.BulkAcknowledgement) -> Result:
    """Take several alerts on: all of them, or none where one is missing or over."""
    names = list(dict.fromkeys(body.alerts))
    for name in names:
        _found(work, name)  # the first that is missing is named, before any is held
    for name in sorted(names):  # all who hold several do so in one order
        _acknowledge(work, _found(work, name, hold=True), body)
    shown = Showing(work, None)
    data = [shown.alert(_found(work, name)) for name in names]
    return Result({"object": "list", "data": data})


@operation(
    "POST",
    "/v1/alerts/{alert}/snooze",
    scope="alerts:write",
    body=schema.Snooze,
    answers=schema.AlertDetail,
    errors=("alert_not_found", "conflict"),
    conditional=True,
)
def snooze_alert(work: Work, body: schema.Snooze) -> Result:
    """Put an alert off. Nobody is told of it until then; who put it off counts as having taken it on."""
    row = _held(work)
    actions.snooze(work.conn, work.ids, row, by=doer(work), until=body.until, note=body.note, now=work.now_us)
    work.audit("alert.snooze", _public(row), {"snoozed_until": [None, rfc3339(body.until)]})
    return _detail(work, _found(work, work.path["alert"]))


@operation(
    "POST",
    "/v1/alerts/{alert}/assign",
    scope="alerts:write",
    body=schema.Assignment,
    answers=schema.AlertDetail,
    errors=("alert_not_found", "person_not_found"),
    conditional=True,
)
def assign_alert(work: Work, body: schema.Assignment) -> Result:
    """Give an alert to a person, or with null to nobody. Whether it is taken on stays as it is."""
    row = _held(work)
    person = (
        None if body.person is None else person_named(work.conn, work.tenant_id, body.person)["public_id"]
    )
    actions.assign(work.conn, row, by=doer(work), person=person, note=body.note, now=work.now_us)
    work.audit("alert.assign", _public(row), {"assignee": [row["assignee"], person]})
    return _detail(work, _found(work, work.path["alert"]))


@operation(
    "POST",
    "/v1/alerts/{alert}/comment",
    scope="alerts:write",
    body=schema.Comment,
    answers=schema.AlertDetail,
    errors=("alert_not_found",),
    conditional=True,
)
def comment_alert(work: Work, body: schema.Comment) -> Result:
    """Add a comment to an alert's timeline. One that is over takes comments too."""
    row = _held(work)
    actions.comment(work.conn, row, by=doer(work), text=body.text, now=work.now_us)
    work.audit("alert.comment", _public(row))
    return _detail(work, _found(work, work.path["alert"]))


@operation(
    "POST",
    "/v1/alerts/{alert}/resolve",
    scope="alerts:write",
    body=schema.Resolution,
    answers=schema.AlertDetail,
    errors=("alert_not_found", "conflict"),
    conditional=True,
)
def resolve_alert(work: Work, body: schema.Resolution) -> Result:
    """Call an alert over by hand. What it was about is watched anew: if it still is bad after another hold,
    it opens another alert.
    """
    row = _held(work)
    actions.resolve(work.conn, work.ids, row, by=doer(work), note=body.note, now=work.now_us)
    work.audit("alert.resolve", _public(row), {"status": [row["status"], "resolved"]})
    return _detail(work, _found(work, work.path["alert"]))


class Showing:
    """Makes alerts into objects; what they share is read once. `language`: of runbooks."""

    def __init__(self, view: View, language: str | None) -> None:
        person = _person_of(view) if language is None else None
        self._language = language if person is None else person["language"]
        self._url = view.asked.public_url
        rules = alert_rules.all_of(view.conn, view.tenant_id)
        self._runbooks: Mapping[str, Mapping[str, str]] = {row["public_id"]: row["runbook"] for row in rules}

    def alert(self, row: sa.RowMapping) -> dict[str, Any]:
        """An alert, from a row of `store.alerts`."""
        expected = row["expected"]
        return {
            "id": _public(row),
            "object": "alert",
            "rule": row["rule"],
            "kind": row["kind"],
            "entity": {"type": row["entity_type"], "id": row["entity_id"], "name": row["entity_name"]},
            "status": row["status"],
            "severity": row["severity"],
            "title": row["title"],
            "reason": row["reason"],
            "devices": row["devices"],
            "site": row["site_name"],
            "site_id": row["site_public_id"],
            "expected_punches": None if expected is None else round(expected),
            "opened_at": rfc3339(row["opened_at"]),
            "fired_at": rfc3339_or_none(row["fired_at"]),
            "acknowledged_by": row["acknowledged_by"],
            "acknowledged_at": rfc3339_or_none(row["acknowledged_at"]),
            "acknowledge_expires_at": rfc3339_or_none(row["ack_until"]),
            "assignee": row["assignee"],
            "snoozed_until": rfc3339_or_none(row["snoozed_until"]),
            "resolved_at": rfc3339_or_none(row["resolved_at"]),
            "parent_id": None if row["parent_id"] is None else public_id(PREFIX, row["parent_id"]),
            "occurrences": row["occurrences"],
            "muted": row["muted"],
            "timeline": [_entry(entry) for entry in row["timeline"]],
            "runbook": runbooks.text_of(row["kind"], self._runbooks.get(row["rule"], {}), self._language),
            "url": f"{self._url}/v1/alerts/{_public(row)}",
            "created_at": rfc3339(instant_of(row["id"])),
            "version": row["version"],
        }


def _entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "at": rfc3339(entry["at"]),
        "what": entry["what"],
        "by": entry.get("by"),
        "text": entry.get("text"),
    }


def _detail(view: View, row: sa.RowMapping, language: str | None = None) -> Result:
    shown = Showing(view, language)
    explained = alerts.children(view.conn, view.tenant_id, row["id"])
    children = [shown.alert(child) for child in explained if _sees(view, child)]
    return Result({**shown.alert(row), "children": children}, version=row["version"])


def _acknowledge(work: Work, row: sa.RowMapping, body: schema.Acknowledgement) -> None:
    until = body.until if "until" in body.model_fields_set else work.now_us + actions.FOR_US
    actions.acknowledge(work.conn, work.ids, row, by=doer(work), until=until, note=body.note, now=work.now_us)
    changes = {
        "acknowledged_by": [row["acknowledged_by"], doer(work)],
        "acknowledge_expires_at": [rfc3339_or_none(row["ack_until"]), rfc3339_or_none(until)],
    }
    work.audit("alert.acknowledge", _public(row), changes)


def doer(view: View) -> str:
    """Who does it: the person whose key it is, else the key."""
    person = _person_of(view)
    return view.actor.public_id if person is None else str(person["public_id"])


def _person_of(view: View) -> sa.RowMapping | None:
    person_id = view.actor.person_id
    return None if person_id is None else persons.by_id(view.conn, view.tenant_id, person_id)


def _held(work: Work) -> sa.RowMapping:
    """The alert of the path, about to be changed, at the version that was asked for. Raises ApiError."""
    row = _found(work, work.path["alert"], hold=True)
    work.require_match(row["version"])
    return row


def _found(view: View, name: str, *, hold: bool = False) -> sa.RowMapping:
    alert_id = row_id(PREFIX, name)
    row = None if alert_id is None else alerts.find(view.conn, view.tenant_id, alert_id, hold=hold)
    if row is None or not _sees(view, row):
        raise no_such("alert", name)
    return row


def _sees(view: View, row: sa.RowMapping) -> bool:
    """Whether the key is for the site; one that is limited to sites sees nothing that is about none."""
    return finding.within(view, row["site_id"])


def _public(row: sa.RowMapping) -> str:
    return public_id(PREFIX, row["id"])


def _sought(view: View, query: schema.AlertQuery) -> Sought:
    sites = view.site_ids
    if query.site is not None:
        named = finding.sites_named(view, query.site)
        sites = frozenset(named if sites is None else named & sites)
    devices, device_names = None, list[str]()
    if query.device is not None:
        devices = finding.devices_named(view, query.device)
        device_names = finding.public_ids_of(view, devices)
    return Sought(
        statuses=_statuses(query.status),
        kinds=_kinds(query.kind),
        severities=query.severity,
        site_ids=sites,
        device_ids=devices,
        devices=device_names,
        assignee="" if query.assignee == NOBODY else query.assignee,
        from_us=query.from_,
        to_us=query.to,
        words=(query.q or "").split(),
    )


def _statuses(asked: Sequence[str] | None) -> set[str] | None:
    if asked is None:
        return set(OPEN)
    if "all" in asked:
        return None
    wanted = set(asked)
    return (wanted - {"open"}) | set(OPEN) if "open" in wanted else wanted


def _kinds(asked: Sequence[str] | None) -> Sequence[str] | None:
    for kind in asked or ():
        if kind not in KINDS:
            raise ApiError(
                "validation_failed",
                f"There is no kind of alert '{printable(kind)}'. The kinds are {', '.join(KINDS)}.",
                param="kind",
            )
    return asked

"""Policies: list, make, change, take away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from common.instants import rfc3339
from common.schemas import policies as schema
from common.schemas.fields import Deleted
from edge import audit
from edge.alerts import policies
from edge.alerts.policies import Row
from edge.api import finding
from edge.api.errors import ApiError, no_such
from edge.api.registry import operation
from edge.api.selectors import kept
from edge.api.work import Result, View, Work
from edge.store import channels, persons

_AUDITED: Final = ("name", "position", "matches", "steps", "settings")


@operation(
    "GET",
    "/v1/policies",
    scope="alerts:read",
    query=schema.PolicyQuery,
    answers=schema.PolicyPage,
    errors=("cursor_invalid",),
)
def list_policies(view: View, query: schema.PolicyQuery) -> Result:
    """List policies, in the order in which they are tried. Keys that are limited to sites see none."""
    limit = query.limit or 100
    after = view.anchor(query.cursor)
    found = [
        row
        for row in ([] if view.site_ids is not None else policies.shown(view.conn, view.tenant_id))
        if after is None or [row["position"], row["id"]] > [int(after[0]), int(after[1])]
    ]
    return view.page(found, limit, lambda row: [row["position"], row["id"]], _object)


@operation(
    "GET",
    "/v1/policies/{policy}",
    scope="alerts:read",
    answers=schema.Policy,
    errors=("policy_not_found",),
    conditional=True,
)
def get_policy(view: View) -> Result:
    """Get a policy. `policy_default` is always there: it is for whatever no other fits."""
    row = _found(view, policies.shown(view.conn, view.tenant_id))
    return Result(_object(row), version=row["version"])


@operation(
    "POST",
    "/v1/policies",
    scope="alerts:admin",
    body=schema.PolicyCreate,
    answers=schema.Policy,
    status=201,
    errors=("channel_not_found", "person_not_found", "site_not_found", "device_not_found", "conflict"),
)
def create_policy(work: Work, body: schema.PolicyCreate) -> Result:
    """Make a policy.

    It is for alerts that fire from now on. People and channels that it names must exist.
    """
    if work.site_ids is not None:
        raise ApiError("permission_denied", "This key is limited to its sites; policies are for all of them.")
    values = {
        "name": body.name,
        "position": body.position,
        "matches": _matches(work, body.matches),
        "steps": _steps(work, body.steps),
        "settings": body.settings.given(),
    }
    row = policies.create(work.conn, work.ids, work.tenant_id, work.now_us, values)
    work.audit("policy.create", row["public_id"], audit.changes({}, _audited(row)))
    return Result(_object(row), location=f"/v1/policies/{row['public_id']}", version=row["version"])


@operation(
    "PATCH",
    "/v1/policies/{policy}",
    scope="alerts:admin",
    body=schema.PolicyChange,
    answers=schema.Policy,
    errors=(
        "policy_not_found",
        "channel_not_found",
        "person_not_found",
        "site_not_found",
        "device_not_found",
    ),
    conditional=True,
)
def change_policy(work: Work, body: schema.PolicyChange) -> Result:
    """Change a policy (JSON merge patch). Alerts that fired before are told as it was."""
    row = _held(work)
    values: dict[str, Any] = body.model_dump(exclude_unset=True, include={"name", "position"})
    if "matches" in body.model_fields_set:
        values["matches"] = _matches(work, body.matches)
    if "steps" in body.model_fields_set:
        values["steps"] = _steps(work, body.steps)
    if "settings" in body.model_fields_set:
        values["settings"] = body.settings.given()
    after = policies.change(work.conn, row, values)
    work.audit("policy.change", row["public_id"], audit.changes(_audited(row), _audited(after)))
    return Result(_object(after), version=after["version"])


@operation(
    "DELETE",
    "/v1/policies/{policy}",
    scope="alerts:admin",
    answers=Deleted,
    errors=("policy_not_found", "conflict"),
    conditional=True,
)
def delete_policy(work: Work) -> Result:
    """Delete a policy. Rules that name it go by the first that fits; what it planned stays planned."""
    row = _held(work)
    policies.remove(work.conn, row)
    work.audit("policy.delete", row["public_id"], audit.changes(_audited(row), {}))
    return Result({"id": row["public_id"], "object": "policy", "deleted": True})


def _found(view: View, there: Sequence[Row]) -> Row:
    name = view.path["policy"]
    row = None if view.site_ids is not None else next((r for r in there if r["public_id"] == name), None)
    if row is None:
        raise no_such("policy", name)
    return row


def _held(work: Work) -> Row:
    """The policy that is about to be changed, at the version that was asked for."""
    row = _found(work, policies.all_of(work.conn, work.ids, work.tenant_id, work.now_us, hold=True))
    work.require_match(row["version"])
    return row


def _matches(work: Work, given: schema.Matches) -> dict[str, Any]:
    found = kept(work, given.selector(), "matches")
    if given.schedule is not None:
        found["schedule"] = given.schedule.model_dump(by_alias=True)
    return found


def _steps(work: Work, given: Sequence[schema.PolicyStep]) -> list[dict[str, Any]]:
    """Steps as they are kept. Raises ApiError (404) for the first person or channel that is unknown."""
    for step in given:
        for name in step.people:
            if not finding.is_word(name) or persons.find(work.conn, work.tenant_id, name) is None:
                raise no_such("person", name)
        for name in step.channels:
            if not finding.is_word(name) or channels.find(work.conn, work.tenant_id, name) is None:
                raise no_such("channel", name)
    return [step.model_dump() for step in given]


def _object(row: Row) -> dict[str, Any]:
    return {
        "id": row["public_id"],
        "object": "policy",
        "name": row["name"],
        "position": row["position"],
        "matches": row["matches"],
        "steps": row["steps"],
        "settings": {name: policies.setting(row, name) for name in policies.SETTINGS},
        "created_at": rfc3339(row["created_at"]),
        "version": row["version"],
    }


def _audited(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in _AUDITED}

"""Rules: see them, change the built-in ones, make your own, try them on what was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from common.instants import rfc3339
from common.schemas import rules as schema
from common.schemas.fields import Deleted
from edge import audit
from edge.alerts import rules, ruleset, runbooks
from edge.alerts.model import KINDS
from edge.api import selectors
from edge.api.errors import ApiError, no_such
from edge.api.registry import operation
from edge.api.work import Result, View, Work
from edge.store import alerts

_AUDITED: Final = ("name", "kind", "selector", "params", "severity", "policy", "enabled", "runbook")


@operation("GET", "/v1/rules", scope="alerts:read", answers=schema.RuleList)
def list_rules(view: View) -> Result:
    """List every rule: your own, then those that are built in.

    `punchdeck-edge alerts replay --rules` takes the answer as it is.
    """
    there = [] if view.site_ids is not None else ruleset.rows(view.conn, view.tenant_id)
    counts = alerts.open_by_rule(view.conn, view.tenant_id)
    return view.listing([_object(row, counts) for row in there], False, None)


@operation(
    "GET",
    "/v1/rules/{rule}",
    scope="alerts:read",
    answers=schema.Rule,
    errors=("rule_not_found",),
    conditional=True,
)
def get_rule(view: View) -> Result:
    """Get a rule. The built-in one of a kind has the id `rule_<kind>`."""
    return _shown(view, found_rule(view))


@operation(
    "POST",
    "/v1/rules",
    scope="alerts:admin",
    body=schema.RuleCreate,
    answers=schema.Rule,
    status=201,
    errors=("site_not_found", "device_not_found", "permission_denied"),
)
def create_rule(work: Work, body: schema.RuleCreate) -> Result:
    """Make a rule of your own: for what its selector fits, it holds in place of the built-in one of its kind.
    Of several the one made first holds.
    """
    if work.site_ids is not None:
        raise ApiError(
            "permission_denied", "This key is limited to its sites, and rules are for all of them."
        )
    row = rules.create(
        work.conn,
        work.ids,
        work.tenant_id,
        kind=body.kind,
        name=body.name,
        selector={} if body.selector is None else selectors.kept(work, body.selector),
        params=body.params,
        severity=body.severity,
        policy=body.policy,
        enabled=body.enabled,
        runbook={} if body.runbook is None else body.runbook.model_dump(),
        now=work.now_us,
    )
    work.audit("rule.create", row["public_id"], audit.changes({}, _audited(row)))
    work.after_commit(work.services.on_rules_changed)
    return _shown(work, row, created=True)


@operation(
    "PATCH",
    "/v1/rules/{rule}",
    scope="alerts:admin",
    body=schema.RuleChange,
    answers=schema.Rule,
    errors=("rule_not_found", "site_not_found", "device_not_found"),
    conditional=True,
)
def change_rule(work: Work, body: schema.RuleChange) -> Result:
    """Change a rule (JSON merge patch), built-in ones too: params, severity, policy, runbook, or whether it
    is enabled at all.
    """
    row = _held(work)
    values = body.model_dump(exclude_unset=True)
    if "selector" in values:
        values["selector"] = selectors.kept(work, body.selector)
    after = rules.change(work.conn, row, values)
    work.audit("rule.change", row["public_id"], audit.changes(_audited(row), _audited(after)))
    work.after_commit(work.services.on_rules_changed)
    return _shown(work, after)


@operation(
    "DELETE",
    "/v1/rules/{rule}",
    scope="alerts:admin",
    answers=Deleted,
    errors=("rule_not_found", "conflict"),
    conditional=True,
)
def delete_rule(work: Work) -> Result:
    """Delete a rule of your own. What it was for is again for the rules after it; built-in ones stay."""
    row = _held(work)
    rules.remove(work.conn, row)
    work.audit("rule.delete", row["public_id"], audit.changes(_audited(row), {}))
    work.after_commit(work.services.on_rules_changed)
    return Result({"id": row["public_id"], "object": "rule", "deleted": True})


def found_rule(view: View) -> dict[str, Any]:
    """The rule of the path, also where it has no row yet; none for keys limited to sites. Raises ApiError."""
    name = view.path["rule"]
    row = None if view.site_ids is not None else ruleset.row_of(view.conn, view.tenant_id, name)
    if row is None:
        raise no_such("rule", name)
    return row


def _held(work: Work) -> Mapping[str, Any]:
    name = found_rule(work)["public_id"]
    row = rules.held(work.conn, work.ids, work.tenant_id, name)
    if row is None:
        raise no_such("rule", name)
    work.require_match(row["version"])
    return row


def _shown(view: View, row: Mapping[str, Any], created: bool = False) -> Result:
    counts = alerts.open_by_rule(view.conn, view.tenant_id)
    return Result(
        _object(row, counts),
        location=f"/v1/rules/{row['public_id']}" if created else None,
        version=row["version"],
    )


def _object(row: Mapping[str, Any], open_alerts: Mapping[str, int]) -> dict[str, Any]:
    defaults = KINDS[row["kind"]].params
    return {
        "id": row["public_id"],
        "object": "rule",
        "kind": row["kind"],
        "name": row["name"],
        "built_in": row["built_in"],
        "selector": row["selector"],
        "params": {**defaults, **row["params"]},
        "defaults": dict(defaults),
        "severity": row["severity"],
        "policy": row["policy"],
        "enabled": row["enabled"],
        "runbook": runbooks.texts_of(row["kind"], row["runbook"]),
        "open_alerts": open_alerts.get(row["public_id"], 0),
        "created_at": rfc3339(row["created_at"]),
        "version": row["version"],
    }


def _audited(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in _AUDITED}

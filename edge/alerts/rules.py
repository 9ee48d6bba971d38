"""Rules: made, changed and taken away by people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from edge.alerts import rule_params, ruleset
from edge.alerts.model import KINDS
from edge.alerts.rule_params import RuleMisuse
from edge.store import alert_rules, policies
from edge.store.ids import IdClock, public_id

Row = Mapping[str, Any]


class RuleConflict(Exception):
    """A rule that is built in cannot be taken away."""


def create(
    conn: sa.Connection,
    ids: IdClock,
    tenant_id: int,
    *,
    kind: str,
    name: str,
    selector: Mapping[str, Any],
    params: Mapping[str, Any],
    severity: str | None,
    policy: str | None,
    enabled: bool,
    runbook: Mapping[str, str | None],
    now: int,
) -> Row:
    """Make a rule that goes before the built-in one of its kind. Raises RuleMisuse."""
    if kind not in KINDS:
        raise RuleMisuse(
            f"There is no kind of alert '{kind[:60]}'. The kinds are {', '.join(KINDS)}.", "kind"
        )
    rule_params.check(kind, _given(params))
    _check_policy(conn, tenant_id, policy)
    row_id = ids.next()
    row = {
        "tenant_id": tenant_id,
        "id": row_id,
        "public_id": public_id("rule", row_id),
        "kind": kind,
        "name": name,
        "built_in": False,
        "selector": dict(selector),
        "params": _given(params),
        "severity": severity or KINDS[kind].severity,
        "policy": policy,
        "enabled": enabled,
        "runbook": _given(runbook),
        "created_at": now,
        "version": 1,
    }
    alert_rules.add(conn, [row])
    return row


def change(conn: sa.Connection, row: Row, values: Mapping[str, Any]) -> Row:
    """Change members of a rule that is `held`. In `params` and `runbook` null puts a member back to what it
    is from the start; those not named stay. Raises RuleMisuse."""
    if row["built_in"]:
        for member in ("name", "selector"):
            if member in values:
                raise RuleMisuse(
                    f"'{row['public_id']}' is for all that no other rule of its kind fits, so its {member} "
                    "stays. Make a rule of your own, which goes before it.",
                    member,
                )
    changed = dict(values)
    for member in ("params", "runbook"):
        if member in values:
            changed[member] = _given({**row[member], **values[member]})
    rule_params.check(row["kind"], changed.get("params", {}))
    _check_policy(conn, row["tenant_id"], changed.get("policy"))
    alert_rules.change(conn, row["tenant_id"], row["id"], **changed)
    return {**row, **changed, "version": row["version"] + 1}


def held(conn: sa.Connection, ids: IdClock, tenant_id: int, name: str) -> Row | None:
    """A rule by its id, held until the transaction ends. One that is built in gets its row now."""
    row = alert_rules.find(conn, tenant_id, name, hold=True)
    if row is None and name.removeprefix(ruleset.BUILT_IN) in KINDS:
        ruleset.load(conn, ids, tenant_id)
        row = alert_rules.find(conn, tenant_id, name, hold=True)
    return None if row is None else dict(row)


def remove(conn: sa.Connection, row: Row) -> None:
    """Take a rule away: what it was for is again for those after it. Raises RuleConflict."""
    if row["built_in"]:
        raise RuleConflict(
            f"'{row['public_id']}' is built in, so it stays. Disable it to hear no more of its kind."
        )
    alert_rules.remove(conn, row["tenant_id"], row["id"])


def _given(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}


def _check_policy(conn: sa.Connection, tenant_id: int, policy: str | None) -> None:
    if policy is not None and policies.find(conn, tenant_id, policy) is None:
        raise RuleMisuse(
            f"There is no policy '{policy[:60]}'. GET /v1/policies lists the policies.", "policy"
        )

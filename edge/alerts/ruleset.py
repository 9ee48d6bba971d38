"""The rules of a tenant: those that are built in, changed or not, and its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import sqlalchemy as sa

from edge.alerts import rule_params
from edge.alerts.model import KINDS, SEVERITIES, Severity
from edge.alerts.rule_params import RuleMisuse
from edge.alerts.selecting import Subject, fits
from edge.store import alert_rules, tenants
from edge.store.ids import IdClock

BUILT_IN: Final = "rule_"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `params`: all that its kind has, the defaults too. `selector`: see `edge.alerts.selecting`;
    `runbook`: language -> what to do, only where it was changed; `policy`: public id, None: by matching."""

    id: str
    kind: str
    params: Mapping[str, Any]
    severity: Severity
    selector: Mapping[str, Any]
    enabled: bool
    policy: str | None
    runbook: Mapping[str, str]

    @property
    def built_in(self) -> bool:
        return self.id == built_in_id(self.kind)


def built_in_id(kind: str) -> str:
    """The public id of the rule that a kind has from the start."""
    return f"{BUILT_IN}{kind}"


def load(conn: sa.Connection, ids: IdClock, tenant_id: int) -> list[Rule]:
    """A tenant's rules, its own first; those that are built in get their rows where they have none yet."""
    found = rows(conn, tenant_id)
    missing = [row for row in found if "id" not in row]
    alert_rules.add(conn, [{**row, "id": ids.next()} for row in missing])
    return [rule_of(row) for row in found]


def rows(conn: sa.Connection, tenant_id: int) -> list[dict[str, Any]]:
    """The same as rows, without writing: a built-in rule that has no row yet has no `id` either."""
    stored = {row["public_id"]: dict(row) for row in alert_rules.all_of(conn, tenant_id)}
    lacking = any(built_in_id(kind) not in stored for kind in KINDS)
    tenant = tenants.by_id(conn, tenant_id) if lacking else None
    made_at = 0 if tenant is None else tenant["created_at"]
    own = [row for row in stored.values() if not row["built_in"]]
    built_in = [stored.get(built_in_id(kind)) or _built_in_row(tenant_id, kind, made_at) for kind in KINDS]
    return [*own, *built_in]


def row_of(conn: sa.Connection, tenant_id: int, name: str) -> dict[str, Any] | None:
    """One rule's row by its id, as `rows` has it."""
    return next((row for row in rows(conn, tenant_id) if row["public_id"] == name), None)


def choose(rules: Sequence[Rule], kind: str, subject: Subject) -> Rule | None:
    """The rule of a kind for a subject: the first that is enabled and fits, a tenant's own before the
    built-in one. None: nobody wants to hear of it."""
    of_kind = [rule for rule in rules if rule.kind == kind and rule.enabled]
    for rule in sorted(of_kind, key=lambda rule: rule.built_in):
        if fits(rule.selector, subject):
            return rule
    return None


def defaults() -> list[Rule]:
    """The rules as they are where nobody changed any."""
    return [rule_of(_built_in_row(0, kind, 0)) for kind in KINDS]


def from_api(said: Any) -> list[Rule]:
    """Rules from what GET /v1/rules answers, or from its `data` alone. A kind whose built-in rule is not
    among them keeps it as it is from the start. Raises RuleMisuse, whose message names the rule."""
    found = given(said)
    named = {rule.id for rule in found}
    return found + [rule for rule in defaults() if rule.id not in named]


def given(said: Any) -> list[Rule]:
    """The same without those that it does not name; one rule alone is understood too."""
    listed = said.get("data", [said] if "kind" in said else None) if isinstance(said, dict) else said
    if not isinstance(listed, list):
        raise RuleMisuse(
            "Rules are a list, or an object with a list named data, as GET /v1/rules answers.", ""
        )
    return [_from_object(number, one) for number, one in enumerate(listed)]


def rule_of(row: Mapping[str, Any]) -> Rule:
    """A rule of its row."""
    return Rule(
        id=row["public_id"],
        kind=row["kind"],
        params={**KINDS[row["kind"]].params, **row["params"]},
        severity=row["severity"],
        selector=row["selector"],
        enabled=row["enabled"],
        policy=row["policy"],
        runbook=row["runbook"],
    )


def _built_in_row(tenant_id: int, kind: str, made_at: int) -> dict[str, Any]:
    return {
        "tenant_id": tenant_id,
        "public_id": built_in_id(kind),
        "kind": kind,
        "name": KINDS[kind].summary,
        "built_in": True,
        "selector": {},
        "params": {},
        "severity": KINDS[kind].severity,
        "policy": None,
        "enabled": True,
        "runbook": {},
        "created_at": made_at,
        "version": 1,
    }


def _from_object(number: int, said: Any) -> Rule:
    where = f"data[{number}]"
    if not isinstance(said, dict):
        raise RuleMisuse(f"{where} is no object.", where)
    kind = said.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise RuleMisuse(f"{where}.kind is {kind!r:.60}. Known are {', '.join(KINDS)}.", f"{where}.kind")
    params = _member(said, "params", dict, {}, where)
    rule_params.check(kind, params, f"{where}.params")
    severity = _member(said, "severity", str, KINDS[kind].severity, where)
    if severity not in SEVERITIES:
        raise RuleMisuse(f"{where}.severity must be one of {', '.join(SEVERITIES)}.", f"{where}.severity")
    return Rule(
        id=_member(said, "id", str, built_in_id(kind), where),
        kind=kind,
        params={**KINDS[kind].params, **params},
        severity=cast(Severity, severity),
        selector=_member(said, "selector", dict, {}, where),
        enabled=_member(said, "enabled", bool, True, where),
        policy=None,
        runbook={},
    )


def _member(said: Mapping[str, Any], name: str, type_: type, default: Any, where: str) -> Any:
    value = said.get(name, default)
    if not isinstance(value, type_):
        raise RuleMisuse(f"{where}.{name} is not as GET /v1/rules answers it.", f"{where}.{name}")
    return value

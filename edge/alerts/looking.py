"""What a source of conditions works with: one snapshot, the rules that apply, and what is watched already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import sqlalchemy as sa

from edge.alerts.conditions import Key, Known, Reading
from edge.alerts.model import Entity, Severity
from edge.alerts.ruleset import Rule, choose
from edge.alerts.selecting import Subject


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a tenant. `known`: the alerts that are watched, of the kinds of the source. `of_operator`:
    the tenant is that of whoever runs the installation."""

    conn: sa.Connection
    tenant_id: int
    now_us: int
    rules: Sequence[Rule]
    known: Mapping[Key, Known] = field(default_factory=dict)
    of_operator: bool = True

    def watched(self, kind: str) -> set[str]:
        """The ids of entities that have an alert of that kind."""
        return {key.entity.id for key in self.known if key.kind == kind}

    def least(self, kind: str, param: str) -> float | None:
        """The least value of a param among the rules of a kind that are in use; None: there are none."""
        values = [rule.params[param] for rule in self.rules if rule.kind == kind and rule.enabled]
        return min(values, default=None)

    def most(self, kind: str, param: str) -> float | None:
        """The greatest."""
        values = [rule.params[param] for rule in self.rules if rule.kind == kind and rule.enabled]
        return max(values, default=None)

    def rule(self, kind: str, subject: Subject) -> Rule | None:
        """The rule that applies; None: nobody wants to hear of it."""
        return choose(self.rules, kind, subject)

    def gone(self, kind: str, ids: Iterator[str] | set[str]) -> Iterator[Reading]:
        """Entities that are there no more, or that no rule applies to."""
        wanted = set(ids)
        for key, known in self.known.items():
            if key.kind == kind and key.entity.id in wanted:
                yield Reading(known.rule, kind, key.entity, "gone")


class Source(Protocol):
    """Reads one kind of condition, or some that are read together. What it does not mention it does not know
    anything new of."""

    @property
    def kinds(self) -> frozenset[str]: ...

    def read(self, look: Look) -> Iterator[Reading]: ...


def good(rule: Rule, entity: Entity, reason: str = "") -> Reading:
    """It is as it should be."""
    return Reading(
        rule.id,
        rule.kind,
        entity,
        "good",
        reason=reason,
        hold_s=rule.params["hold_s"],
        clear_s=rule.params["clear_s"],
    )


def bad(
    rule: Rule,
    entity: Entity,
    title: str,
    reason: str,
    devices: Sequence[str] = (),
    severity: Severity | None = None,
    name: str = "",
) -> Reading:
    """It is not. `severity`: where it is not the rule's; `name`: of an entity that is no terminal."""
    return Reading(
        rule.id,
        rule.kind,
        entity,
        "bad",
        severity=severity or rule.severity,
        title=title,
        reason=reason,
        devices=tuple(devices),
        name=name,
        hold_s=rule.params["hold_s"],
        clear_s=rule.params["clear_s"],
    )


def named(row: sa.RowMapping) -> str:
    """A terminal in a sentence: its name, and where it stands."""
    site = row["site_name"]
    return str(row["name"]) if site is None else f"{row['name']} at {site}"

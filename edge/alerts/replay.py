"""Runs the rules over a presence trace in virtual time, and says what a person would have been told.

Pure, and the server's own machine: what a rule would have done last month is found by doing it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from edge.alerts.board import TENANT
from edge.alerts.connectivity import Connectivity
from edge.alerts.model import Change, Entity
from edge.alerts.ruleset import Rule, choose, defaults
from edge.alerts.selecting import Subject
from edge.alerts.trace import Record
from edge.alerts.watches import RuleOf, Terminal

RESTART_S: Final = 180.0
"""A trace says when the edge came back, not when it went. What falls due so shortly before may have done so
while it was down, and waits, like then, until those that are back have said so."""
REPLAYED: Final = ("device_offline", "device_unstable", "site_outage", "tenant_connectivity")
"""The kinds of rule that need no more than presence."""


class Notice(NamedTuple):
    """What a person is told. `t`: seconds, of the trace's epoch; `kind`: of the rule, or `resolved`, and then
    `of` is the rule's; `entity`: the id that the trace gave it, or `tenant`."""

    t: float
    kind: str
    entity: str
    severity: str
    title: str
    devices: tuple[str, ...]
    of: str | None = None

    def members(self) -> dict[str, Any]:
        """As it is printed."""
        said: dict[str, Any] = {"t": int(self.t) if self.t.is_integer() else round(self.t, 6)}
        said["kind"] = self.kind
        if self.of is not None:
            said["of"] = self.of
        return {
            **said,
            "entity": self.entity,
            "severity": self.severity,
            "title": self.title,
            "devices": list(self.devices),
        }


class Known(NamedTuple):
    """What is known of a terminal besides what its trace says: for the rules' selectors, and for titles."""

    subject: Subject
    name: str = ""
    site_name: str = ""


def notices(
    trace: Iterable[Record], rules: Sequence[Rule] | None = None, known: Mapping[str, Known] | None = None
) -> Iterator[Notice]:
    """The notices of a trace, as soon as its records allow. `rules`: those of a new tenant unless given;
    `known`: by the id of the terminal."""
    player = Player(defaults() if rules is None else rules, known or {})
    for record in trace:
        for change in player.play(record):
            if change.tell:
                yield notice(change)


class Player:
    """One tenant, fed with a trace. `play` gives what a record, and the time until it, brought about."""

    def __init__(self, rules: Sequence[Rule], known: Mapping[str, Known]) -> None:
        self._rules = [rule for rule in rules if rule.kind in REPLAYED]
        self._known = known
        self._applied: dict[tuple[str, ...], Mapping[str, RuleOf]] = {}
        self._terminals: dict[str, Terminal] = {}
        self._machine = self._new_machine()
        self._kept: dict[Entity, str] = {}
        self._heard_at = float("-inf")

    def play(self, record: Record) -> list[Change]:
        machine, t = self._machine, record.t
        heard_at, self._heard_at = self._heard_at, t
        if record.type == "edge_restart":
            return machine.advance(max(heard_at, t - RESTART_S)) + self._restart(t)
        if record.type == "offline":
            return machine.offline(record.device, t, record.since, record.cause)
        if record.type == "online":
            return machine.online(record.device, t)
        changes = machine.advance(t)
        if record.type == "device":
            changes += self._declare(record)
        return changes

    def _declare(self, record: Record) -> list[Change]:
        known = self._known.get(record.device) or Known(Subject(device=record.device))
        subject = replace(known.subject, site=record.site, critical=record.critical or known.subject.critical)
        terminal = Terminal(
            id=record.device,
            site=record.site,
            rules=self._rules_for(subject),
            critical=subject.critical,
            name=known.name,
            site_name=known.site_name or record.site or "",
            zone=record.zone or "UTC",
        )
        self._terminals[record.device] = terminal
        return self._machine.declare(terminal, record.t)

    def _rules_for(self, subject: Subject) -> Mapping[str, RuleOf]:
        """The rules that apply to a terminal; one mapping for all to which the same do."""
        chosen = [rule for kind in REPLAYED if (rule := choose(self._rules, kind, subject)) is not None]
        of = {rule.kind: RuleOf(rule.id, rule.params, rule.severity) for rule in chosen}
        return self._applied.setdefault(tuple(rule.id for rule in chosen), of)

    def _restart(self, t: float) -> list[Change]:
        """The edge comes back with what it kept: like the server, as JSON, of what changed since it was saved
        last."""
        for entity, state, _ in self._machine.take_touched():
            self._kept[entity] = json.dumps(state)
        self._machine = self._new_machine()
        self._machine.load({entity: json.loads(state) for entity, state in self._kept.items()})
        changes = [one for terminal in self._terminals.values() for one in self._machine.declare(terminal, t)]
        return changes + self._machine.restart(t)

    def _new_machine(self) -> Connectivity:
        rule = choose(self._rules, "tenant_connectivity", Subject(entity=TENANT))
        return Connectivity(None if rule is None else RuleOf(rule.id, rule.params, rule.severity))


def notice(change: Change) -> Notice:
    """A change that somebody hears of."""
    over = change.status == "resolved"
    return Notice(
        change.at,
        "resolved" if over else change.kind,
        change.entity.id,
        change.severity,
        change.title,
        change.devices,
        change.kind if over else None,
    )

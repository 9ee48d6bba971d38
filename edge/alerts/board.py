"""The state of one tenant's connectivity, its timers, and the changes of the call that is under way.

Pure. `terminal_rules` and `outage_rules` move what stands here; `connectivity` is the way in.
"""

from __future__ import annotations

import heapq
from typing import Final

from edge.alerts.model import Change, Entity, Severity, Status
from edge.alerts.watches import BUILT_IN, RuleOf, SiteWatch, TenantWatch, Terminal, TerminalWatch

TENANT: Final = Entity("tenant", "tenant")


class Board:
    """Everything that is known, by id."""

    def __init__(self, tenant_rule: RuleOf | None = BUILT_IN["tenant_connectivity"]) -> None:
        self.tenant_rule = tenant_rule
        self.terminals: dict[str, Terminal] = {}
        self.watches: dict[str, TerminalWatch] = {}
        self.members: dict[str, set[str]] = {}
        self.sites: dict[str, SiteWatch] = {}
        self.tenant = TenantWatch()
        self.causes: dict[str, str] = {}
        self.changes: list[Change] = []
        self.touched: set[Entity] = set()
        self._timers: list[tuple[float, Entity]] = []
        self._set: dict[Entity, float] = {}

    def watched(self, site: str) -> list[str]:
        """The terminals of a site that count: known, seen, not being worked on."""
        return [one for one in self.members.get(site, ()) if not self.terminals[one].in_maintenance]

    def gone(self, site: str) -> list[str]:
        """Those of them that are offline, and not because of a command of ours."""
        watches, terminals = self.watches, self.terminals
        away = [one for one in self.members.get(site, ()) if not watches[one].online]
        return [one for one in away if not watches[one].commanded and not terminals[one].in_maintenance]

    def site_name(self, site: str) -> str:
        return next((self.terminals[one].site_name for one in sorted(self.members.get(site, ()))), "") or site

    def site_rule(self, site: str, kind: str) -> RuleOf | None:
        """The rule that applies to a site, by way of its terminals."""
        members = self.members.get(site)
        return None if not members else self.terminals[min(members)].rules.get(kind)

    def touch(self, entity: Entity) -> None:
        """It changed: it is to be saved, and its next timer may be another one."""
        self.touched.add(entity)
        due = self._due_of(entity)
        if due is None:
            self._set.pop(entity, None)
        elif self._set.get(entity) != due:
            self._set[entity] = due
            heapq.heappush(self._timers, (due, entity))

    def _due_of(self, entity: Entity) -> float | None:
        if entity.type == "device":
            watch = self.watches.get(entity.id)
            return None if watch is None else watch.next_due()
        if entity.type == "site":
            site = self.sites.get(entity.id)
            return None if site is None else site.next_due()
        return self.tenant.next_due()

    def next_due(self) -> float | None:
        """When something changes by itself."""
        timers, held = self._timers, self._set
        while timers and held.get(timers[0][1]) != timers[0][0]:
            heapq.heappop(timers)
        return timers[0][0] if timers else None

    def pop_due(self, now: float) -> tuple[float, Entity] | None:
        """The next timer that has run out; its entity must be touched again."""
        due = self.next_due()
        if due is None or due > now:
            return None
        _, entity = heapq.heappop(self._timers)
        del self._set[entity]
        return due, entity

    def say(
        self,
        at: float,
        rule: RuleOf,
        kind: str,
        entity: Entity,
        status: Status | None,
        *,
        severity: Severity | None = None,
        title: str = "",
        reason: str = "",
        devices: tuple[str, ...] = (),
        parent: tuple[str, Entity] | None = None,
        tell: bool = False,
        again: bool = False,
    ) -> None:
        """One alert moves."""
        if not devices and entity.type == "device":
            devices = (entity.id,)
        self.changes.append(
            Change(
                at,
                rule.id,
                kind,
                entity,
                status,
                severity or rule.severity,
                title,
                reason,
                devices,
                parent,
                tell,
                again,
            )
        )

"""From the facts that terminals went and came to the alerts that a person should hear of (alerts.md §3).

Pure and replayable: the server, the replay of a trace and the evaluation run this same code. Instants are
seconds as float, of any epoch, and come as arguments; they do not go back but by `shift`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from edge.alerts import outage_rules, tenant_rules, terminal_rules
from edge.alerts.board import TENANT, Board
from edge.alerts.model import Change, Entity
from edge.alerts.watches import BUILT_IN, RuleOf, SiteWatch, TenantWatch, Terminal, TerminalWatch

GRACE_S: Final = 90.0
"""After a restart nothing is told for so long: who came back meanwhile must be heard first."""


class Connectivity:
    """One tenant's terminals and sites. Every method returns the changes it brought about, in order."""

    def __init__(self, tenant_rule: RuleOf | None = BUILT_IN["tenant_connectivity"]) -> None:
        self._board = Board(tenant_rule)
        self._grace_until: float | None = None

    def declare(self, terminal: Terminal, now: float) -> list[Change]:
        """A terminal is known, or known otherwise: another site, other rules, worked on or no more."""
        board = self._board
        before = board.terminals.get(terminal.id)
        if before == terminal:
            return []
        board.terminals[terminal.id] = terminal
        watch = board.watches.setdefault(terminal.id, TerminalWatch(since=float(now), fact_at=float(now)))
        if before is not None and before.site is not None and before.site != terminal.site:
            board.members[before.site].discard(terminal.id)
            self._settle(before.site, now)
        if terminal.site is not None:
            board.members.setdefault(terminal.site, set()).add(terminal.id)
        if before is not None:
            self._redeclared(before, terminal, watch, now)
        return self._said()

    def use_tenant_rule(self, rule: RuleOf | None, now: float) -> list[Change]:
        """The rule about many sites at once was changed, switched off or on."""
        board = self._board
        if rule is None and board.tenant_rule is not None:
            tenant_rules.lapse(board, now)
        board.tenant_rule = rule
        return self._said()

    def _redeclared(self, before: Terminal, after: Terminal, watch: TerminalWatch, now: float) -> None:
        board = self._board
        gone = {kind: rule for kind, rule in before.rules.items() if kind not in after.rules}
        if gone:
            self._lapse(replace(before, rules=gone), watch, now)
        if terminal_rules.OFFLINE not in before.rules and not watch.online and watch.state == "ok":
            fresh = now + after.param(terminal_rules.OFFLINE, "hold_s")
            terminal_rules.hold(board, after, now, not_before=fresh)
        if before.site != after.site and watch.state == "inhibited":
            terminal_rules.hold(board, after, now, not_before=now)
        if before.in_maintenance and not after.in_maintenance and watch.state == "pending":
            fresh = now + after.param(terminal_rules.OFFLINE, "hold_s")
            terminal_rules.hold(board, after, now, not_before=fresh)
        elif after.in_maintenance and watch.state in ("pending", "inhibited"):
            terminal_rules.hold(board, after, now)
        if after.site is not None and _counts(before) != _counts(after):
            self._settle(after.site, now)

    def _lapse(self, terminal: Terminal, watch: TerminalWatch, now: float) -> None:
        """Rules do not apply to it any more: what they said is over. `terminal` has those rules alone."""
        board = self._board
        terminal_rules.leave(board, terminal, now)
        if terminal_rules.OFFLINE in terminal.rules:
            watch.state, watch.due, watch.raised = "ok", None, False
        if terminal_rules.UNSTABLE in terminal.rules:
            watch.drops.unstable_at = watch.drops.checked_at = None
        board.touch(Entity("device", terminal.id))
        if terminal.site is not None:
            outage_rules.lapse(board, terminal.site, terminal.rules, now)

    def forget(self, device: str, now: float) -> list[Change]:
        """It is watched no more: retired, suspended."""
        board = self._board
        terminal = board.terminals.get(device)
        if terminal is None:
            return []
        terminal_rules.leave(board, terminal, now)
        del board.terminals[device], board.watches[device]
        board.causes.pop(device, None)
        board.touch(Entity("device", device))
        if terminal.site is not None:
            board.members[terminal.site].discard(device)
            self._settle(terminal.site, now)
        return self._said()

    def offline(
        self, device: str, at: float, since: float | None = None, cause: str | None = None
    ) -> list[Change]:
        """The fact that a terminal is offline, known at `at`; its last sign of life was at `since`."""
        self._run(at)
        board = self._board
        terminal, watch = board.terminals.get(device), board.watches.get(device)
        if terminal is None or watch is None or not watch.online:
            return self._said()
        watch.online = False
        watch.fact_at = float(at)  # what `shift` moves are the floats
        watch.since = watch.fact_at if since is None else min(float(since), watch.fact_at)
        watch.commanded = cause == "command"
        if cause is not None:
            board.causes[device] = cause
        terminal_rules.went(board, terminal, at)
        if terminal.site is not None and not watch.commanded and not terminal.in_maintenance:
            outage_rules.lost(board, terminal.site, at)
        return self._said()

    def online(self, device: str, at: float) -> list[Change]:
        """The fact that it is back."""
        self._run(at)
        board = self._board
        terminal, watch = board.terminals.get(device), board.watches.get(device)
        if terminal is None or watch is None or watch.online:
            return self._said()
        terminal_rules.came(board, terminal, float(at))
        if terminal.site is not None:
            outage_rules.back(board, terminal.site, at)
        return self._said()

    def advance(self, now: float) -> list[Change]:
        """It is `now`: what was waited for until then happens."""
        self._run(now)
        return self._said()

    def restart(self, now: float) -> list[Change]:
        """The edge was down until now: before anything is told, who is there again has time to say so."""
        self._grace_until = now + GRACE_S
        return self._said()

    def shift(self, seconds: float) -> None:
        """The clock was set: what was waited for is waited for as long as before."""
        board = self._board
        for device, watch in board.watches.items():
            watch.shift(seconds)
            board.touch(Entity("device", device))
        for site, known in board.sites.items():
            known.shift(seconds)
            board.touch(Entity("site", site))
        board.tenant.shift(seconds)
        board.touch(TENANT)
        if self._grace_until is not None:
            self._grace_until += seconds

    def dismiss(self, kind: str, entity: Entity, now: float) -> list[Change]:
        """A person calls an alert over. What still holds is told again after another hold."""
        self._run(now)
        board = self._board
        if entity.type == "device" and entity.id in board.terminals:
            terminal_rules.dismiss(board, board.terminals[entity.id], kind, now)
        elif entity.type == "site" and entity.id in board.sites:
            outage_rules.dismiss(board, entity.id, kind, now)
        elif entity == TENANT:
            tenant_rules.dismiss(board, now)
        return self._said()

    def next_due(self) -> float | None:
        """When `advance` has something to do."""
        due = self._board.next_due()
        return due if due is None or self._grace_until is None else max(due, self._grace_until)

    def take_touched(self) -> list[tuple[Entity, dict[str, Any] | None, float | None]]:
        """What changed since the last call: (entity, what to keep of it or None to forget it, its due)."""
        board = self._board
        found: list[tuple[Entity, dict[str, Any] | None, float | None]] = []
        for entity in board.touched:
            watch = self._watch(entity)
            found.append((entity, None, None) if watch is None else (entity, watch.kept(), watch.next_due()))
        board.touched.clear()
        return found

    def dump(self) -> list[tuple[Entity, dict[str, Any]]]:
        """Everything that is to be kept, as JSON."""
        board = self._board
        found = [(Entity("device", device), watch.kept()) for device, watch in board.watches.items()]
        found += [(Entity("site", site), watch.kept()) for site, watch in board.sites.items()]
        return [*found, (TENANT, board.tenant.kept())]

    def load(self, kept: Mapping[Entity, Mapping[str, Any]]) -> None:
        """Begin with what was kept, before terminals are declared."""
        board = self._board
        for entity, state in kept.items():
            if entity.type == "device":
                board.watches[entity.id] = TerminalWatch.of(state)
            elif entity.type == "site":
                board.sites[entity.id] = SiteWatch.of(state)
            else:
                board.tenant = TenantWatch.of(state)
            board.touch(entity)
        board.touched.clear()

    def _watch(self, entity: Entity) -> TerminalWatch | SiteWatch | TenantWatch | None:
        board = self._board
        if entity.type == "device":
            return board.watches.get(entity.id)
        return board.sites.get(entity.id) if entity.type == "site" else board.tenant

    def _settle(self, site: str, now: float) -> None:
        outage_rules.settle(self._board, site, now)

    def _run(self, now: float) -> None:
        board = self._board
        if self._grace_until is not None and now < self._grace_until:
            return
        while (found := board.pop_due(now)) is not None:
            at, entity = found
            if self._grace_until is not None:
                at = max(at, self._grace_until)
            if entity.type == "device" and entity.id in board.terminals:
                self._terminal_due(board.terminals[entity.id], at)
            elif entity.type == "site" and entity.id in board.sites:
                outage_rules.due(board, entity.id, at)
            elif entity == TENANT:
                tenant_rules.due(board, at)
        self._grace_until = None

    def _terminal_due(self, terminal: Terminal, at: float) -> None:
        watch = self._board.watches[terminal.id]
        if watch.state == "pending" and watch.due is not None and watch.due <= at:
            tenant_rules.alone(self._board, terminal, at)  # then it waits for nothing of its own any more
        terminal_rules.due(self._board, terminal, at)

    def _said(self) -> list[Change]:
        said, self._board.changes = self._board.changes, []
        return said


def _counts(terminal: Terminal) -> tuple[str | None, bool, bool]:
    """What of a terminal decides whether, and where, it counts for the outage of a site."""
    return terminal.site, terminal.in_maintenance, outage_rules.OUTAGE in terminal.rules

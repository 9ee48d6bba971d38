"""Runs connectivity on the facts of every tenant: what it finds is written with how far it has read.

A tenant's machine lives in the memory of whoever holds its lease, and is the same in the database after every
commit. Whoever loses the lease, or fails to commit, forgets it and begins with what the database remembers.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa
import structlog

from common.instants import parse_instant
from edge.alerts import book, muting, ruleset
from edge.alerts.board import TENANT
from edge.alerts.connectivity import Connectivity
from edge.alerts.model import Change, Entity
from edge.alerts.selecting import Subject
from edge.alerts.watches import RuleOf, Terminal
from edge.feed import Feed
from edge.store import Store, StoreError, alert_watches, events, leases
from edge.store.events import EventRow, Position
from edge.store.ids import instant_of, now_us

LEASE: Final = "alerts"
LEASE_US: Final = 60 * 1_000_000
TURN_S: Final = 1.0
RENEW_S: Final = 20.0
ASK_AGAIN_S: Final = 5.0
"""How often a tenant that another process looks after is asked for."""
RELOAD_S: Final = 60.0
WINDOWS_S: Final = 15.0
PAGE: Final = 200
PART: Final = 250
"""Entities a transaction."""
WRITE_S: Final = 15.0
MOST_UNWRITTEN: Final = 40_000
FORGETFUL_S: Final = 300.0
"""How far back is read again at most, where nothing happened that had to be written."""
CLOCK_JUMP_S: Final = 5.0
KINDS: Final = ("device_offline", "device_unstable", "site_outage")

_AT_ONCE: Final = frozenset({"firing", "unstable", "resolving", "resolved"})
_ORDER: Final = {"tenant": 0, "site": 1, "device": 2}  # what explains comes before what is explained

log = structlog.get_logger()


class Stale(Exception):
    """Another process has taken over, or gone on from where this one stood."""


@dataclass(slots=True)
class Watched:
    """One tenant, as the holder of its lease has it in memory. Instants: seconds of a clock that never
    jumps."""

    machine: Connectivity
    fence: int
    position: Position
    seen: int = 0
    renewed_at: float = 0.0
    loaded_at: float = 0.0
    windows_at: float = 0.0
    unwritten: list[Change] = field(default_factory=list)
    unwritten_since: float = 0.0
    written_at: float = 0.0
    terminals: dict[str, Terminal] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)


class AlertEngine:
    """Owns the machines of the tenants that this process looks after. `on_told` is called after a commit that
    people are to hear of."""

    def __init__(
        self,
        store: Store,
        feed: Feed,
        owner: str,
        wall: Callable[[], int] = now_us,
        mono: Callable[[], float] = time.monotonic,
        on_told: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._on_told = on_told
        self._feed = feed
        self._owner = owner
        self._wall = wall
        self._mono = mono
        self._ahead = wall() / 1e6 - mono()
        self._watched: dict[int, Watched] = {}
        self._leased: set[int] = set()  # also of whom it is not known yet whether it was granted
        self._anothers: dict[int, float] = {}
        self._again = True

    def changed(self) -> None:
        """Devices, sites or rules were changed here: they are read again."""
        self._again = True

    async def run(self) -> None:
        """Until cancelled. A database that is away delays alerts, it does not lose them."""
        try:
            while True:
                await asyncio.sleep(TURN_S)
                try:
                    await self.turn()
                except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
                    log.error("alerts_wait", error=str(error))
        finally:
            await self._let_go()

    async def _let_go(self) -> None:
        """Whoever comes next need not wait for the leases to run out."""
        held, self._leased = self._leased, set()
        self._watched.clear()
        try:
            for tenant_id in held:
                await self._store.write(lambda conn, t=tenant_id: leases.release(conn, t, LEASE, self._owner))  # type: ignore[misc]
        except (StoreError, OSError, sa.exc.SQLAlchemyError) as error:
            log.error("leases_not_released", error=str(error))

    async def turn(self) -> None:
        """One round over all tenants."""
        self._follow_clock()
        reload, self._again = self._again, False
        for tenant_id in await self._store.read(alert_watches.tenant_ids):
            try:
                await self._turn(tenant_id, reload)
            except Stale:
                self._watched.pop(tenant_id, None)
                self._leased.discard(tenant_id)
            except BaseException:
                self._watched.pop(tenant_id, None)
                raise
        self._feed.arrived("alerts", self)

    def _follow_clock(self) -> None:
        """A wall clock that was set, or a machine that slept: what is waited for is waited for as long as
        before, and nobody is told of what could not be seen."""
        ahead = self._wall() / 1e6 - self._mono()
        jump, self._ahead = ahead - self._ahead, ahead
        if abs(jump) > CLOCK_JUMP_S:
            log.warning("clock_jumped", seconds=round(jump, 1))
            for watched in self._watched.values():
                watched.machine.shift(jump)
                watched.machine.restart(self._wall() / 1e6)

    async def _turn(self, tenant_id: int, reload: bool) -> None:
        watched = self._watched.get(tenant_id)
        if watched is None:
            if self._mono() < self._anothers.get(tenant_id, 0.0):
                return
            self._leased.add(tenant_id)
            watched = await self._take_on(tenant_id)
            if watched is None:
                self._leased.discard(tenant_id)
                self._anothers[tenant_id] = self._mono() + ASK_AGAIN_S
                return
        changes: list[Change] = []
        mark, now = self._feed.mark(tenant_id), self._mono()
        if reload or now - watched.loaded_at > RELOAD_S:
            changes += await self._declare(tenant_id, watched)
        elif now - watched.windows_at > WINDOWS_S:
            changes += await self._look_at_windows(tenant_id, watched)
        if now - watched.renewed_at > RENEW_S:
            await self._renew(tenant_id, watched)
        alone = self._store.dialect == "sqlite"
        if not alone or mark != watched.seen:
            changes += await self._read(tenant_id, watched)
            watched.seen = mark
        changes += watched.machine.advance(self._wall() / 1e6)
        await self._keep(tenant_id, watched, changes)

    async def _read(self, tenant_id: int, watched: Watched) -> list[Change]:
        """Facts since the last look, page by page; each is written before the next is read."""
        changes: list[Change] = []
        while True:
            after = watched.position
            page = await self._store.read(lambda conn, a=after: events.others_after(conn, tenant_id, a, PAGE))  # type: ignore[misc]
            if any(self._is_fact(row) and row.device_id not in watched.names for row in page):
                changes += await self._declare(tenant_id, watched)
            for row in page:
                changes += self._heard(watched, row)
                watched.position = row.position
            if len(page) < PAGE:
                return changes
            await self._keep(tenant_id, watched, changes)
            changes = []

    @staticmethod
    def _is_fact(row: EventRow) -> bool:
        return row.type in ("device.offline", "device.online")

    def _heard(self, watched: Watched, row: EventRow) -> list[Change]:
        if row.type == "alert.resolved":
            return self._called_over(watched, row)
        if not self._is_fact(row) or row.device_id is None or row.device_id not in watched.names:
            return []
        device, at = watched.names[row.device_id], instant_of(row.position.id) / 1e6
        if row.type == "device.online":
            return watched.machine.online(device, at)
        said = json.loads(row.body)
        since = said.get("since")
        begun = None if since is None else parse_instant(since) / 1e6
        return watched.machine.offline(device, at, begun, said.get("suspected_cause"))

    def _called_over(self, watched: Watched, row: EventRow) -> list[Change]:
        """A person resolved an alert by hand: what still holds counts anew."""
        said = json.loads(row.body)
        if said.get("resolved_by") is None:
            return []
        entity = Entity(said["entity"]["type"], said["entity"]["id"])
        return watched.machine.dismiss(said["kind"], entity, instant_of(row.position.id) / 1e6)

    async def _take_on(self, tenant_id: int) -> Watched | None:
        """Begin to look after a tenant, with what the database remembers. None: another does."""

        def unit(conn: sa.Connection) -> tuple[int, Any, Any, bool] | None:
            fence = leases.acquire(conn, tenant_id, LEASE, self._owner, LEASE_US)
            if fence is None:
                return None
            looked = alert_watches.position(conn, tenant_id)
            first = looked is None
            position = events.newest(conn, tenant_id) if looked is None else looked.position
            ruleset.load(conn, self._store.ids, tenant_id)
            return fence, position, alert_watches.kept(conn, tenant_id), first

        taken = await self._store.write(unit)
        if taken is None:
            return None
        fence, position, kept, first = taken
        machine = Connectivity()
        machine.load({Entity(row.entity_type, row.entity_id): row.state for row in kept})
        if kept:
            machine.restart(self._wall() / 1e6)
        watched = Watched(machine, fence, position, seen=-1, renewed_at=self._mono())
        self._watched[tenant_id] = watched
        await self._keep(
            tenant_id, watched, await self._declare(tenant_id, watched, first=first), at_once=True
        )
        return watched

    @staticmethod
    def _rules(conn: sa.Connection, tenant_id: int) -> list[ruleset.Rule]:
        return [ruleset.rule_of(row) for row in ruleset.rows(conn, tenant_id)]

    async def _declare(self, tenant_id: int, watched: Watched, *, first: bool = False) -> list[Change]:
        """Terminals as they are now. `first`: who is offline when alerts begin is a fact like any other."""

        def unit(conn: sa.Connection) -> tuple[Sequence[sa.RowMapping], list[ruleset.Rule], set[str]]:
            return (
                alert_watches.watched_devices(conn, tenant_id),
                self._rules(conn, tenant_id),
                muting.in_maintenance(conn, tenant_id, self._wall()),
            )

        rows, rules, worked_on = await self._store.read(unit)
        now, machine = self._wall() / 1e6, watched.machine
        tenant_rule = ruleset.choose(rules, "tenant_connectivity", Subject(entity=TENANT))
        changes = machine.use_tenant_rule(None if tenant_rule is None else _rule_of(tenant_rule), now)
        if first and not all(row["online"] for row in rows):
            machine.restart(now)
        chosen: dict[Any, dict[str, RuleOf]] = {}
        found: dict[str, Terminal] = {}
        for number, row in enumerate(rows):
            if number % 500 == 499:
                await asyncio.sleep(0)  # uploads go first
            terminal = _terminal(row, rules, chosen, row["public_id"] in worked_on)
            found[terminal.id] = terminal
            changes += machine.declare(terminal, now)
            if first and not row["online"]:
                changes += machine.offline(terminal.id, now, row["last_seen_at"] / 1e6)
        for gone in watched.terminals.keys() - found.keys():
            changes += machine.forget(gone, now)
        watched.terminals = found
        watched.names = {row["id"]: row["public_id"] for row in rows}
        watched.loaded_at = watched.windows_at = self._mono()
        return changes

    async def _look_at_windows(self, tenant_id: int, watched: Watched) -> list[Change]:
        """Who is worked on, or is so no more."""
        worked_on = await self._store.read(lambda conn: muting.in_maintenance(conn, tenant_id, self._wall()))
        watched.windows_at = self._mono()
        was = {name for name, terminal in watched.terminals.items() if terminal.in_maintenance}
        return [] if worked_on & watched.terminals.keys() == was else await self._declare(tenant_id, watched)

    async def _renew(self, tenant_id: int, watched: Watched) -> None:
        fence = await self._store.write(
            lambda conn: leases.acquire(conn, tenant_id, LEASE, self._owner, LEASE_US)
        )
        if fence != watched.fence:
            raise Stale
        watched.renewed_at = self._mono()

    async def _keep(
        self, tenant_id: int, watched: Watched, changes: Sequence[Change], *, at_once: bool = False
    ) -> None:
        """Write what changed: at once where a person is to hear of it, else a little later together with what
        follows from it. Nothing is lost by that: the facts are in the feed, which is read again from where it
        was last written."""
        now = self._mono()
        if not watched.unwritten:
            watched.unwritten_since = now
        watched.unwritten += changes
        at_once = at_once or any(change.status in _AT_ONCE for change in changes)
        waits = WRITE_S if watched.unwritten else FORGETFUL_S
        since = watched.unwritten_since if watched.unwritten else watched.written_at
        if at_once or len(watched.unwritten) > MOST_UNWRITTEN or now - since >= waits:
            await self._write(tenant_id, watched)

    async def _write(self, tenant_id: int, watched: Watched) -> None:
        """In parts, so that nobody waits for long: each has all that there is of some entities, and only the
        last says how far was read. What is read again after a crash changes nothing that is written."""
        changes, watched.unwritten = watched.unwritten, []
        watched.written_at = self._mono()
        of_entity: dict[Entity, list[Change]] = {}
        for change in changes:
            of_entity.setdefault(change.entity, []).append(change)
        kept = {entity: (state, due) for entity, state, due in watched.machine.take_touched()}
        entities = sorted(of_entity.keys() | kept.keys(), key=lambda one: (_ORDER.get(one.type, 0), one.id))
        position, now = watched.position, self._wall()
        for at in range(0, max(len(entities), 1), PART):
            some = entities[at : at + PART]
            part = [change for entity in some for change in of_entity.get(entity, ())]
            rows = [
                _row(tenant_id, one, *kept[one]) for one in some if one in kept and kept[one][0] is not None
            ]
            gone = [one.id for one in some if one in kept and kept[one][0] is None]
            last = at + PART >= len(entities)

            def unit(
                conn: sa.Connection, part: Any = part, rows: Any = rows, gone: Any = gone, last: bool = last
            ) -> None:
                if not leases.holds(conn, tenant_id, LEASE, watched.fence):
                    raise Stale
                book.apply(conn, self._store.ids, tenant_id, part, now)
                alert_watches.save(conn, rows)
                if gone:
                    alert_watches.forget(conn, tenant_id, "device", gone)
                if last:
                    alert_watches.set_position(conn, tenant_id, position, now)

            await self._store.write(unit)
        if any(change.tell for change in changes):
            self._on_told()


def _row(tenant_id: int, entity: Entity, state: Any, due: float | None) -> dict[str, Any]:
    return {
        "tenant_id": tenant_id,
        "entity_type": entity.type,
        "entity_id": entity.id,
        "state": state,
        "due_at": None if due is None else round(due * 1e6),
    }


def _terminal(
    row: sa.RowMapping,
    rules: Sequence[ruleset.Rule],
    chosen: dict[Any, dict[str, RuleOf]],
    in_maintenance: bool,
) -> Terminal:
    """A device's row as connectivity sees it. `chosen` remembers what rules were chosen for its like."""
    critical = bool(row["business_critical"] or row["site_business_critical"])
    subject = Subject(
        site=row["site_public_id"],
        device=row["public_id"],
        serial=row["serial"],
        tags=tuple(row["tags"] or ()),
        model=row["model"],
        site_tags=tuple(row["site_tags"] or ()),
        critical=critical,
    )
    particular = any("devices" in rule.selector for rule in rules)
    like = subject if particular else (subject.site, subject.tags, subject.model, critical)
    found = chosen.get(like)
    if found is None:
        found = chosen[like] = {}
        for kind in KINDS:
            rule = ruleset.choose(rules, kind, subject)
            if rule is not None:
                found[kind] = _rule_of(rule)
    return Terminal(
        id=row["public_id"],
        site=row["site_public_id"],
        rules=found,
        critical=critical,
        name=row["name"],
        site_name=row["site_name"] or "",
        in_maintenance=in_maintenance,
        zone=row["timezone"] or row["site_timezone"] or row["tenant_timezone"] or "UTC",
    )


def _rule_of(rule: ruleset.Rule) -> RuleOf:
    return RuleOf(rule.id, rule.params, rule.severity)

"""Looks at every tenant now and then for what is bad, and moves its alerts: every rule but connectivity.

Looking only reads. What has to change is written in small transactions, each of which checks that the lease
is still held and that nobody has changed the alert meanwhile.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Final

import sqlalchemy as sa
import structlog

from edge.alerts import book, conditions, ruleset
from edge.alerts.conditions import Key, Known, Move, Reading
from edge.alerts.looking import Look, Source
from edge.alerts.model import Entity
from edge.alerts.ruleset import Rule
from edge.alerts.sources.channels import Channels
from edge.alerts.sources.clocks import Clocks
from edge.alerts.sources.commands import Commands
from edge.alerts.sources.edge_itself import EdgeItself, Vitals
from edge.alerts.sources.endpoints import Endpoints
from edge.alerts.sources.holdings import Holdings
from edge.alerts.sources.lines import Lines
from edge.alerts.sources.serials import Serials
from edge.alerts.sources.silence import Silence
from edge.store import Store, alert_sources, leases
from edge.store.ids import now_us

EVERY_S: Final = 15.0
LEASE: Final = "alert_conditions"
LEASE_US: Final = 60 * 1_000_000
RENEW_S: Final = 20.0
GRACE_S: Final = 90.0
"""After a start, a sleep or a jump of the clock nothing is judged for so long: first everybody reports."""
JUMP_S: Final = 5.0
AT_ONCE: Final = 25
"""Alerts a transaction: uploads wait no longer than for one of these."""

log = structlog.get_logger()


class Watching:
    """A chore over all tenants, each in one process at a time.

    `lease`: what else must not look at the same. `only`: the id of the one entity that this process speaks
    for; None: the tenant's own, whatever they are. `prepare` is awaited before each round.
    """

    def __init__(
        self,
        store: Store,
        owner: str,
        sources: Sequence[Source],
        *,
        lease: str = LEASE,
        only: str | None = None,
        prepare: Callable[[], Awaitable[None]] | None = None,
        wall: Callable[[], int] = now_us,
        mono: Callable[[], float] = time.monotonic,
        grace_s: float = GRACE_S,
    ) -> None:
        self._store = store
        self._owner = owner
        self._sources = sources
        self._lease = lease
        self._only = only
        self._prepare = prepare
        self._wall = wall
        self._mono = mono
        self._grace_s = grace_s
        self._steady_at = mono() + grace_s
        self._ahead = wall() / 1e6 - mono()
        self._fences: dict[int, tuple[int, float]] = {}

    @classmethod
    def of_tenants(cls, store: Store, owner: str) -> Watching:
        """What concerns the terminals, webhooks and channels of a tenant."""
        sources = (
            Clocks(),
            Serials(),
            Holdings(),
            Silence(),
            Lines(),
            Endpoints(),
            Channels(),
            Commands(),
        )
        return cls(store, owner, sources)

    @classmethod
    def of_itself(cls, store: Store, owner: str, vitals: Vitals) -> Watching:
        """What concerns this process of the edge."""
        itself = EdgeItself(vitals)
        lease = f"{LEASE}:{vitals.name}"
        return cls(store, owner, (itself,), lease=lease, only=vitals.name, prepare=itself.measure)

    async def look(self) -> None:
        """One round."""
        jump_s = self._jumped_s()
        tenants = await self._store.read(alert_sources.tenant_ids)
        if self._prepare is not None:
            await self._prepare()
        for tenant_id in tenants:
            fence = await self._fence(tenant_id)
            if fence is None:
                continue
            if jump_s:
                await self._shift(tenant_id, fence, jump_s)
            if self._mono() >= self._steady_at:
                await self._round(tenant_id, fence, of_operator=tenant_id == tenants[0])

    def _jumped_s(self) -> float:
        """By how much the wall clock was set since the last round, or the machine slept; then a new grace
        begins."""
        ahead = self._wall() / 1e6 - self._mono()
        jump_s = ahead - self._ahead
        if abs(jump_s) <= JUMP_S:
            return 0.0
        self._ahead = ahead
        self._steady_at = self._mono() + self._grace_s
        return jump_s

    async def _fence(self, tenant_id: int) -> int | None:
        """The fence under which this process looks at a tenant; None where another does."""
        held = self._fences.get(tenant_id)
        now = self._mono()
        if held is not None and now - held[1] < RENEW_S:
            return held[0]
        fence = await self._store.write(
            lambda conn: leases.acquire(conn, tenant_id, self._lease, self._owner, LEASE_US)
        )
        if fence is None:
            self._fences.pop(tenant_id, None)
        else:
            self._fences[tenant_id] = (fence, now)
        return fence

    async def _round(self, tenant_id: int, fence: int, *, of_operator: bool) -> None:
        rules = await self._store.read(lambda conn: _rules(conn, tenant_id))
        for source in self._sources:
            now = self._wall()

            def read(conn: sa.Connection, source: Source = source, now: int = now) -> list[Move]:
                known = self._known(conn, tenant_id, source.kinds)
                of_kinds = [rule for rule in rules if rule.kind in source.kinds]
                look = Look(conn, tenant_id, now, of_kinds, known, of_operator)
                return conditions.step(known, _mine(source.read(look), self._only), now / 1e6)

            moves = await self._store.read(read)
            for start in range(0, len(moves), AT_ONCE):
                if not await self._write(tenant_id, fence, moves[start : start + AT_ONCE], now):
                    return

    def _known(self, conn: sa.Connection, tenant_id: int, kinds: frozenset[str]) -> dict[Key, Known]:
        rows = alert_sources.watched(conn, tenant_id, kinds)
        found = dict(known_of(row) for row in rows)
        return {key: known for key, known in found.items() if self._only in (None, key.entity.id)}

    async def _write(self, tenant_id: int, fence: int, moves: Sequence[Move], now: int) -> bool:
        """False where another process has taken over."""

        def unit(conn: sa.Connection) -> bool:
            if not leases.holds(conn, tenant_id, self._lease, fence):
                return False
            known = self._known(conn, tenant_id, frozenset(move.key.kind for move in moves))
            apply(conn, self._store, tenant_id, [one for one in moves if _still(one, known)], now)
            return True

        if await self._store.write(unit):
            return True
        self._fences.pop(tenant_id, None)
        return False

    async def _shift(self, tenant_id: int, fence: int, seconds: float) -> None:
        """What is waited for is waited for as long as before."""
        kinds = frozenset(kind for source in self._sources for kind in source.kinds)

        def unit(conn: sa.Connection) -> None:
            if not leases.holds(conn, tenant_id, self._lease, fence):
                return
            for key, known in self._known(conn, tenant_id, kinds).items():
                if known.stage == "dismissed":
                    continue
                after = conditions.shifted(known, seconds)
                alert_sources.remember(
                    conn, tenant_id, key.kind, key.entity, _state(after), round(after.since * 1e6)
                )

        await self._store.write(unit)


def apply(conn: sa.Connection, store: Store, tenant_id: int, moves: Sequence[Move], now: int) -> None:
    """Write what moves, and what is to be remembered of it, in the caller's transaction."""
    for move in moves:
        if move.before is not None and move.before.stage == "dismissed":
            alert_sources.remember(conn, tenant_id, move.key.kind, move.key.entity, {}, None)
    changes = [move.change for move in moves if move.change is not None]
    book.apply(conn, store.ids, tenant_id, changes, now)
    for move in moves:
        state = {} if move.after is None else _state(move.after)
        due_at = None if move.after is None else round(move.due * 1e6)
        alert_sources.remember(conn, tenant_id, move.key.kind, move.key.entity, state, due_at)


def known_of(row: sa.RowMapping) -> tuple[Key, Known]:
    """What the machine knows of an alert, from a row of `store.alert_sources.watched`. What is over and still
    watched was resolved by hand."""
    key = Key(row["kind"], Entity(row["entity_type"], row["entity_id"]))
    if row["status"] == "resolved":
        since = (row["resolved_at"] or 0) / 1e6
        return key, Known(row["rule"], "dismissed", row["severity"], since, row["title"])
    since = row["state"].get("since", 0.0)
    return key, Known(row["rule"], row["status"], row["severity"], since, row["title"])


def _state(known: Known) -> dict[str, float]:
    return {"since": known.since}


def _still(move: Move, known: Mapping[Key, Known]) -> bool:
    """Whether the alert is as it was when it was looked at. What was to be opened is not open yet; nobody
    resolved by hand what was to be moved."""
    now = known.get(move.key)
    if move.before is None:
        return now is None
    return now is not None and now.stage == move.before.stage


def _mine(readings: Iterable[Reading], only: str | None) -> Iterable[Reading]:
    return readings if only is None else [one for one in readings if one.entity.id == only]


def _rules(conn: sa.Connection, tenant_id: int) -> list[Rule]:
    return [ruleset.rule_of(row) for row in ruleset.rows(conn, tenant_id)]

"""What the edge does about alerts by itself, before a person is woken and without waiting for one.

None of it delays an alert: it is done beside the rules, and noted in the history of the alert with what came
of it. What is done once is held by a key in the same transaction as the command, so that neither a process
that dies nor two of them do it twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, NamedTuple

import sqlalchemy as sa

from edge.alerts import muting, remedy_acts, remedy_returns
from edge.alerts.own_end import Found, OwnEnd
from edge.alerts.remedy_hand import Hand
from edge.presence import Key
from edge.store import Store, alert_watches, leases
from edge.store import remedies as rows
from edge.store.ids import now_us

EVERY_S: Final = 5.0
BATCH: Final = 50
"""How much is done in one transaction: uploads wait for it."""
LEASE: Final = "alert_remedies"
LEASE_US: Final = 60 * 1_000_000


class Wanted(NamedTuple):
    """What is to be done, as it was read. It is looked at again as it is done."""

    unchecked: Sequence[int] = ()
    unfinished: bool = False
    returned: Sequence[remedy_returns.Back] = ()
    clocks: Sequence[remedy_acts.Off] = ()
    restarts: Sequence[sa.RowMapping] = ()


class Remedies:
    """Looks after every tenant, each in one process at a time. `given` hears after the commit which devices
    were given commands."""

    def __init__(
        self,
        store: Store,
        owner: str,
        given: Callable[[Key], None],
        own_end: OwnEnd,
        wall: Callable[[], int] = now_us,
    ) -> None:
        self._store = store
        self._owner = owner
        self._given = given
        self._own_end = own_end
        self._wall = wall
        self._after: dict[int, int] = {}

    async def turn(self) -> None:
        """One turn. Where there is nothing to be done, it only reads."""
        for tenant_id in await self._store.read(alert_watches.tenant_ids):
            await self._turn(tenant_id)

    async def _turn(self, tenant_id: int) -> None:
        wanted = await self._store.read(lambda conn: self._wanted(conn, tenant_id))
        if wanted is None:
            return
        if any(wanted):
            await self._act(tenant_id, wanted)
        if await self._store.read(lambda conn: muting.outdated(conn, tenant_id, self._wall())):
            await self._store.write(lambda conn: muting.refresh(conn, tenant_id, self._wall()))

    def _wanted(self, conn: sa.Connection, tenant_id: int) -> Wanted | None:
        now = self._wall()
        if not rows.something(conn, tenant_id, now - remedy_returns.RECENT_US):
            return None
        return Wanted(
            remedy_acts.to_check(conn, tenant_id, now, BATCH),
            bool(rows.unfinished(conn, tenant_id, 1)),
            remedy_returns.find(conn, tenant_id, now, BATCH),
            remedy_acts.find_clocks(conn, tenant_id, now, BATCH),
            remedy_acts.find_restarts(conn, tenant_id, now, BATCH),
        )

    async def _act(self, tenant_id: int, wanted: Wanted) -> None:
        fence = await self._store.write(
            lambda conn: leases.acquire(conn, tenant_id, LEASE, self._owner, LEASE_US)
        )
        if fence is None:
            return
        found = await self._own_end.look() if wanted.unchecked else None
        given = await self._store.write(partial(self._unit, tenant_id, fence, wanted, found))
        for key in given:
            self._given(key)

    def _unit(
        self, tenant_id: int, fence: int, wanted: Wanted, found: Found | None, conn: sa.Connection
    ) -> list[Key]:
        """Returns the devices that were given a command."""
        if not leases.holds(conn, tenant_id, LEASE, fence):
            return []
        hand = Hand(conn, self._store.ids, tenant_id, self._wall())
        if found is not None:
            remedy_acts.check(hand, wanted.unchecked, found)
        self._follow(hand)
        for back in wanted.returned:
            remedy_returns.begin(hand, back)
        for off in wanted.clocks:
            remedy_acts.set_clock(hand, off)
        for alert in wanted.restarts:
            remedy_acts.restart(hand, alert)
        hand.close()
        return hand.given

    def _follow(self, hand: Hand) -> None:
        """A batch of what was begun, in turns: what waits for long keeps nobody else waiting."""
        after = self._after.get(hand.tenant_id, 0)
        open_ = rows.unfinished(hand.conn, hand.tenant_id, BATCH, after)
        for row in open_:
            step = remedy_returns.follow if row["action"] == "return" else remedy_acts.follow
            step(hand, row)
        self._after[hand.tenant_id] = open_[-1]["id"] if len(open_) == BATCH else 0

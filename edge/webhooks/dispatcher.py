"""Sends what waits: takes lanes as slots allow, fairly between tenants, and empties each in order."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random
from typing import Final

import sqlalchemy as sa
import structlog

from edge.feed import Feed
from edge.master_keys import VaultError
from edge.store import Store, StoreError, webhook_lanes, webhooks
from edge.store.ids import now_us, public_id
from edge.store.webhook_lanes import Claim, Waiting
from edge.vault import Vault
from edge.webhooks import endpoints, lanes
from edge.webhooks.endpoints import Opened
from edge.webhooks.gathering import Gathering
from edge.webhooks.lanes import Attempt, Done, Load, Recorded
from edge.webhooks.parcel import Outcome, Parcel
from edge.webhooks.precedence import Precedence
from edge.webhooks.relay import LITTLE, PAGE, relay
from edge.webhooks.schedule import Verdict, verdict_of
from edge.webhooks.sender import Sender

POLL_S: Final = 1.0
IN_FLIGHT: Final = 128
PER_TENANT: Final = 32
FRESH_SHARE: Final = 0.25
"""Slots kept for first attempts, so that a storm of retries does not delay what was just told."""
RECORD_AFTER_S: Final = 10.0
STOP_S: Final = 5.0
FAULTS: Final = (StoreError, VaultError, OSError, sa.exc.SQLAlchemyError)

log = structlog.get_logger()

Key = tuple[int, int]
"""Tenant and endpoint."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """A first attempt that was taken: instants in microseconds, for measuring."""

    tenant_id: int
    device_id: int | None
    told_at: int
    sent_at: int
    taken_at: int


class Dispatcher:
    """Runs the relays of tenants that have endpoints, and the lanes of what they made.

    `on_delivered` hears of first attempts that were taken; `precedence` knows when terminals go first; `wall`
    gives microseconds.
    """

    def __init__(
        self,
        store: Store,
        feed: Feed,
        sender: Sender,
        vault: Vault,
        owner: str,
        *,
        precedence: Precedence | None = None,
        random: Random | None = None,
        wall: Callable[[], int] = now_us,
        on_delivered: Callable[[Delivered], None] = lambda delivered: None,
    ) -> None:
        self._store = store
        self._feed = feed
        self._sender = sender
        self._vault = vault
        self._owner = owner
        self._precedence = precedence or Precedence()
        self._random = random or Random()
        self._wall = wall
        self._on_delivered = on_delivered
        self._relays: dict[int, asyncio.Task[None]] = {}
        self._drains: set[asyncio.Task[None]] = set()
        self._busy: Counter[Key] = Counter()
        self._loading: Gathering[Key, Claim, tuple[Load, Opened]] = Gathering(self._load)
        self._recording: Gathering[Key, Done, Recorded | None] = Gathering(self._record)
        self._wake = asyncio.Event()
        self._stopping = False
        self.stolen = 0
        """Lanes taken over from somebody whose lease had run out."""
        self.stale = 0
        """Times that nothing was written, because the lane was another's by then."""

    @property
    def in_flight(self) -> int:
        """How many lanes are being emptied here."""
        return len(self._drains)

    def changed(self) -> None:
        """Endpoints were made or changed here, or something waits: look at once."""
        self._wake.set()

    async def run(self) -> None:
        """Serve until cancelled; then attempts under way are waited for, as long as they may take."""
        try:
            await self._take_over()
            while True:
                self._wake.clear()
                pause_s = POLL_S
                try:
                    pause_s = await self._turn()
                except FAULTS as error:
                    log.error("webhooks_not_dispatched", error=str(error))
                try:
                    async with asyncio.timeout(pause_s):
                        await self._wake.wait()
                except TimeoutError:
                    pass  # time to look by itself: another process may have written
        finally:
            await self._stop()

    async def _take_over(self) -> None:
        """An embedded database has one process: whoever held a lane before is gone."""
        if self._store.dialect == "sqlite":
            await self._store.write(webhook_lanes.release_all)

    async def _stop(self) -> None:
        """What is under way may end, and is recorded; what takes too long arrives once more later."""
        self._stopping = True
        for task in self._relays.values():
            task.cancel()
        if self._drains:
            await asyncio.wait(self._drains, timeout=STOP_S)
        for task in self._drains:
            task.cancel()
        await asyncio.gather(*self._relays.values(), *self._drains, return_exceptions=True)
        await self._recording.close()
        await self._loading.close()

    async def _turn(self) -> float:
        """Start what can be started. Returns for how many seconds there is nothing to start."""
        now = self._wall()
        owners, waiting = await self._store.read(
            lambda conn: (webhooks.owners(conn), webhook_lanes.waiting(conn))
        )
        self._keep_relays(owners)
        for key in self._chosen([one for one in waiting if one.next_due <= now]):
            await self._take(*key)
        later = [one.next_due - now for one in waiting if one.next_due > now]
        return min([POLL_S, *(wait / 1_000_000 for wait in later)])

    def _chosen(self, due: Iterable[Waiting]) -> list[Key]:
        """Endpoints in the order of their waiting, tenants taking turns."""
        queues: dict[int, list[Key]] = {}
        for one in sorted(due, key=lambda one: one.next_due):
            queues.setdefault(one.tenant_id, []).append((one.tenant_id, one.webhook_id))
        chosen: list[Key] = []
        while queues:
            for tenant_id in list(queues):
                chosen.append(queues[tenant_id].pop(0))
                if not queues[tenant_id]:
                    del queues[tenant_id]
        return chosen

    async def _take(self, tenant_id: int, webhook_id: int) -> None:
        """Claim lanes of an endpoint, as many as there is room for, and empty them."""
        room = IN_FLIGHT - self._busy.total()
        of_tenant = sum(count for key, count in self._busy.items() if key[0] == tenant_id)
        most = min(room, PER_TENANT - of_tenant)
        fresh_only = room <= IN_FLIGHT * FRESH_SHARE
        if most <= 0:
            return
        now, busy = self._wall(), self._busy[tenant_id, webhook_id]
        claims = await self._store.write(
            lambda conn: lanes.take(
                conn,
                tenant_id,
                webhook_id,
                self._owner,
                now=now,
                most=most,
                busy=busy,
                fresh_only=fresh_only,
            )
        )
        self.stolen += sum(claim.stolen for claim in claims)
        for claim in claims:
            task = asyncio.create_task(self._drain(claim), name="webhook-lane")
            self._busy[tenant_id, webhook_id] += 1
            self._drains.add(task)
            task.add_done_callback(lambda done, claim=claim: self._drained(done, claim))  # type: ignore[misc]

    def _drained(self, task: asyncio.Task[None], claim: Claim) -> None:
        self._drains.discard(task)
        self._wake.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("webhook_lane_failed", error=repr(error), tenant=claim.tenant_id)

    async def _drain(self, claim: Claim) -> None:
        """Send what a lane holds until it is empty, has to wait, or is lost."""
        key = (claim.tenant_id, claim.webhook_id)
        sending = True
        try:
            while True:
                await self._precedence.give_way()
                load, opened = await self._loading.ask(key, claim)
                attempts, stopped = await self._attempt(load, opened)
                keep = load.more and not stopped and not self._stopping
                if not keep:  # the receiver is free for another lane, while this one is written down
                    sending = False
                    self._sent(key)
                recorded = await self._recording.ask(key, Done(claim, attempts, load.lost, keep))
                self.stale += recorded is None
                self._measure(claim, attempts)
                if recorded is None or not recorded.kept:
                    return
        except FAULTS as error:
            # The lease runs out, and whoever takes the lane then goes on where this stopped.
            log.error("webhook_lane_left", tenant=claim.tenant_id, error=str(error))
        finally:
            if sending:
                self._sent(key)

    def _sent(self, key: Key) -> None:
        """A lane of an endpoint takes up none of its receiver's time any more."""
        self._busy[key] -= 1
        if not self._busy[key]:
            del self._busy[key]
        self._wake.set()

    async def _load(self, key: Key, claims: list[Claim]) -> list[tuple[Load, Opened]]:
        """What is in front of lanes of an endpoint, and what of it is sealed."""

        def read(conn: sa.Connection) -> list[tuple[Load, Opened]]:
            now = self._wall()
            endpoint = webhooks.by_id(conn, *key)
            loads = lanes.load(conn, endpoint, claims, now)
            opened = Opened()
            if endpoint is not None and any(load.due for load in loads):
                opened = endpoints.opened(conn, self._vault, endpoint, now)
            return [(load, opened) for load in loads]

        return await self._store.read(read)

    async def _record(self, key: Key, done: list[Done]) -> list[Recorded | None]:
        """Write what attempts brought in lanes of an endpoint."""
        now = self._wall()
        return await self._store.write(
            lambda conn: lanes.record(conn, self._store.ids, *key, done, random=self._random, now=now)
        )

    async def _attempt(self, load: Load, opened: Opened) -> tuple[list[Attempt], bool]:
        """Attempt deliveries one after the other; stops after a failure, and before the lease grows old."""
        endpoint = load.endpoint
        if endpoint is None or not load.due:
            return [], True
        began = asyncio.get_running_loop().time()
        attempts: list[Attempt] = []
        for due in load.due:
            parcel = parcel_of(endpoint, due, opened, None if attempts else load.skipped)
            outcome = await self._sender.send(parcel)
            attempts.append(Attempt(due, outcome, self._wall()))
            failed = verdict_of(outcome.status) is not Verdict.DELIVERED
            if failed:
                _log_failure(parcel, outcome)
            if failed and endpoint["ordering"] != "none":
                return attempts, True
            if self._stopping or asyncio.get_running_loop().time() - began > RECORD_AFTER_S:
                break
        return attempts, False

    def _measure(self, claim: Claim, attempts: Iterable[Attempt]) -> None:
        for attempt in attempts:
            row = attempt.due.row
            if not row["attempts"] and row["trigger"] == "event" and attempt.outcome.error is None:
                sent_at = attempt.at - attempt.outcome.took_ms * 1_000
                told_at = min(attempt.due.told_at, sent_at)  # a clock that was put back
                self._on_delivered(Delivered(claim.tenant_id, row["device_id"], told_at, sent_at, attempt.at))

    def _keep_relays(self, owners: set[int]) -> None:
        for tenant_id in [one for one in self._relays if one not in owners]:
            self._relays.pop(tenant_id).cancel()
            self._feed.left("webhooks", tenant_id)
        for tenant_id in owners - self._relays.keys():
            self._feed.arrived("webhooks", tenant_id)
            self._relays[tenant_id] = asyncio.create_task(self._relay(tenant_id), name="webhook-relay")

    async def _relay(self, tenant_id: int) -> None:
        """Make what a tenant is told into deliveries, as it is told."""
        while True:
            await self._precedence.give_way()
            page = LITTLE if self._precedence.many_upload else PAGE
            mark = self._feed.mark(tenant_id)
            try:
                made, more = await self._store.write(
                    lambda conn, page=page: relay(conn, self._store.ids, tenant_id, self._wall(), page)  # type: ignore[misc]
                )
            except FAULTS as error:
                log.error("webhooks_not_relayed", tenant=tenant_id, error=str(error))
                made, more = 0, False
            else:
                if not more:
                    self._feed.arrived("webhooks", tenant_id)
            if made:
                self._wake.set()
            if not more:
                await self._feed.wait(tenant_id, mark)


def parcel_of(endpoint: sa.RowMapping, due: lanes.Due, opened: Opened, skipped: int | None) -> Parcel:
    """What is sent of a delivery."""
    return Parcel(
        url=endpoint["url"],
        delivery=due.name,
        event_id=due.event_name,
        event=due.row["type"],
        attempt=due.row["attempts"] + 1,
        body=due.body,
        secrets=opened.secrets,
        body_secret=endpoints.body_secret(endpoint, opened.secrets),
        headers=opened.headers,
        skipped=None if skipped is None else public_id("dlv", skipped),
        public=endpoints.signs_publicly(endpoint),
    )


def _log_failure(parcel: Parcel, outcome: Outcome) -> None:
    log.info(
        "webhook_failed",
        delivery=parcel.delivery,
        attempt=parcel.attempt,
        error=outcome.error,
        detail=outcome.detail,
    )

"""Days of webhooks in seconds: the real tables, lanes and breaker, a clock of ours, functions as receivers.

What the dispatcher does with sockets and tasks is done here in the order of virtual time.
"""

from __future__ import annotations

import heapq
import itertools
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa

from edge import admission, telling, tenants
from edge.master_keys import MasterKeyFile
from edge.store import webhook_lanes, webhooks
from edge.store.engine import take_told
from edge.store.ids import IdClock
from edge.store.sqlite import writing_engine
from edge.store.webhook_lanes import Claim
from edge.store.webhook_tables import webhook_delivery
from edge.vault import Vault
from edge.webhooks import breaker, endpoints, lanes, watch
from edge.webhooks.lanes import Attempt, Done, Due, Load
from edge.webhooks.parcel import Outcome
from edge.webhooks.relay import relay
from edge.webhooks.schedule import Verdict, verdict_of
from tests.edge.test_commands_machine import empty_database

START = 1_795_240_000_000_000
SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


class Steady(Random):
    """Randomness that is none: every wait is as long as documented."""

    def uniform(self, a: float, b: float) -> float:
        return a


@dataclass(frozen=True)
class Sent:
    """An attempt: when it left, and what of."""

    at: int
    webhook: int
    lane: int
    event: int
    attempt: int
    status: int | None


@dataclass(order=True)
class _UnderWay:
    ends: int
    number: int
    claim: Claim = field(compare=False)
    load: Load = field(compare=False)
    attempts: list[Attempt] = field(compare=False, default_factory=list)


Answer = Callable[[int, int, Due], int | Outcome | None]
"""What a receiver answers: when (microseconds), to which endpoint (its row id), of what."""


def unsynced(conn: sa.Connection) -> None:
    """Commits wait for no disk: nothing here outlives the test."""
    raw = conn.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    raw.execute("PRAGMA synchronous = OFF")


class Virtual:
    """An account with terminals whose endpoints are functions. `took_us`: how long every attempt takes."""

    def __init__(self, folder: Path, terminals: int, *, random: Random | None = None) -> None:
        path = folder / "punchdeck.db"
        path.write_bytes(empty_database())
        self.engine = writing_engine(path)
        self.conn = self.engine.connect()
        unsynced(self.conn)
        self.now = START
        self.ids = IdClock(clock=lambda: self.now)
        self.vault = Vault(MasterKeyFile(folder, None))
        self.random = random or Steady()
        self.answer: Answer = lambda now, webhook, due: 200
        self.took_us = 100_000
        self.watch_us = 10 * MINUTE
        self.sent: list[Sent] = []
        self.most_at_once: dict[int, int] = {}
        self.under_way: list[_UnderWay] = []
        self._numbers = itertools.count()
        self._watched = START
        with self.conn.begin():
            tenant, _ = tenants.ensure_default(self.conn, self.ids, now=self.now)
            self.tenant_id = int(tenant["id"])
            self.devices = [
                admission.register(self.conn, self.ids, self.tenant_id, serial=f"GATE{number}", now=self.now)
                for number in range(terminals)
            ]
            take_told(self.conn)

    def close(self) -> None:
        self.conn.close()
        self.engine.dispose()

    def listen(self, **given: Any) -> int:
        """Make an endpoint, and return its row id."""
        values: dict[str, Any] = {
            "url": "https://example.com",
            "events_wanted": ["device.online"],
            "secret": None,
            "description": None,
            "ordering": "device",
            "settings": {},
            "site_ids": None,
            "actor": "key_1",
            "now": self.now,
            **given,
        }
        with self.conn.begin():
            row, _ = endpoints.create(self.conn, self.ids, self.vault, self.tenant_id, **values)
        return int(row["id"])

    def tell(self, place: int = 0, times: int = 1) -> None:
        """Something happens at a terminal."""
        with self.conn.begin():
            for _ in range(times):
                telling.tell_device(
                    self.conn,
                    self.ids,
                    self.devices[place],
                    "device.online",
                    status="online",
                    last_seen=None,
                )
            take_told(self.conn)

    def endpoint(self, webhook_id: int) -> sa.RowMapping:
        with self.conn.begin():
            row = webhooks.by_id(self.conn, self.tenant_id, webhook_id)
        assert row is not None
        return row

    def breaker(self, webhook_id: int) -> breaker.Breaker:
        return breaker.read(self.endpoint(webhook_id)["breaker"])

    def rows(self) -> list[sa.RowMapping]:
        with self.conn.begin():
            return list(self.conn.execute(sa.select(webhook_delivery)).mappings())

    def unit(self, work: Callable[[sa.Connection], Any]) -> Any:
        """One transaction, as an API call would be."""
        with self.conn.begin():
            done = work(self.conn)
            take_told(self.conn)
        return done

    def run(self, for_us: int) -> None:
        """Let so much time pass, doing everything when it is due."""
        until = self.now + for_us
        while True:
            self._relay()
            self._take()
            following = min(self._next_due(until), *(one.ends for one in self.under_way[:1]), until)
            following = min(following, self._watched + self.watch_us)
            self.now = max(self.now, following)
            while self.under_way and self.under_way[0].ends <= self.now:
                self._finish(heapq.heappop(self.under_way))
            if self.now >= self._watched + self.watch_us:
                self._watched = self.now
                self.unit(lambda conn: watch.look(conn, self.ids, self.tenant_id, self.now))
            if self.now >= until and not (self.under_way and self.under_way[0].ends <= self.now):
                return

    def _relay(self) -> None:
        with self.conn.begin():
            while relay(self.conn, self.ids, self.tenant_id, self.now)[1]:
                pass

    def _next_due(self, until: int) -> int:
        """When something may be taken that cannot be now."""
        with self.conn.begin():
            waiting = webhook_lanes.waiting(self.conn)
        return min([one.next_due for one in waiting if one.next_due > self.now], default=until)

    def _take(self) -> None:
        with self.conn.begin():
            due = [one for one in webhook_lanes.waiting(self.conn) if one.next_due <= self.now]
            for one in due:
                busy = sum(work.claim.webhook_id == one.webhook_id for work in self.under_way)
                taken = lanes.take(
                    self.conn,
                    self.tenant_id,
                    one.webhook_id,
                    "virtual",
                    now=self.now,
                    most=128,
                    busy=busy,
                    fresh_only=False,
                )
                for claim in taken:
                    self._begin(claim)
                self.most_at_once[self.now] = max(self.most_at_once.get(self.now, 0), busy + len(taken))

    def _begin(self, claim: Claim) -> None:
        endpoint = webhooks.by_id(self.conn, claim.tenant_id, claim.webhook_id)
        (load,) = lanes.load(self.conn, endpoint, [claim], self.now)
        work = _UnderWay(self.now, next(self._numbers), claim, load)
        for due in load.due:
            answer = self.answer(work.ends, claim.webhook_id, due)
            outcome = answer if isinstance(answer, Outcome) else _outcome(answer)
            self.sent.append(
                Sent(
                    work.ends,
                    claim.webhook_id,
                    claim.lane,
                    due.row["event_id"],
                    due.row["attempts"] + 1,
                    outcome.status,
                )
            )
            work.ends += self.took_us
            work.attempts.append(Attempt(due, outcome, work.ends))
            assert load.endpoint is not None
            failed = verdict_of(outcome.status) is not Verdict.DELIVERED
            if failed and load.endpoint["ordering"] != "none":
                break
        heapq.heappush(self.under_way, work)

    def _finish(self, work: _UnderWay) -> None:
        whole = len(work.attempts) == len(work.load.due)
        with self.conn.begin():
            (recorded,) = lanes.record(
                self.conn,
                self.ids,
                work.claim.tenant_id,
                work.claim.webhook_id,
                [Done(work.claim, work.attempts, work.load.lost, keep=work.load.more and whole)],
                random=self.random,
                now=self.now,
            )
            take_told(self.conn)
            if recorded is not None and recorded.kept:
                self._begin(work.claim)


def _outcome(status: int | None) -> Outcome:
    taken = status is not None and 200 <= status < 300
    return Outcome(status, 100, None if taken else "timeout" if status is None else f"http_{status}", None)


@contextmanager
def virtual(terminals: int = 1, *, random: Random | None = None) -> Iterator[Virtual]:
    """Usable as a context, on a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        world = Virtual(Path(folder), terminals, random=random)
        try:
            yield world
        finally:
            world.close()

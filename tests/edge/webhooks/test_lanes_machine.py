"""Whatever happens, in whatever order: events told, lanes taken, sent, refused, leases lost, workers gone.

Per lane every event arrives, the first time, in the order it was told; who lost a lane has no effect; and
delivered, dead and waiting add up to what was told.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from edge import admission, telling, tenants
from edge.master_keys import MasterKeyFile
from edge.store import jobs as job_rows
from edge.store import webhooks
from edge.store.engine import take_told
from edge.store.ids import IdClock
from edge.store.sqlite import writing_engine
from edge.store.webhook_lanes import Claim
from edge.store.webhook_tables import webhook_delivery, webhook_lane
from edge.vault import Vault
from edge.webhooks import breaker, endpoints, lanes, replay
from edge.webhooks.lanes import Attempt, Done, Load
from edge.webhooks.parcel import Outcome
from edge.webhooks.relay import relay
from edge.webhooks.replay import Wanted
from tests.edge.test_commands_machine import empty_database
from tests.edge.webhooks.virtual import unsynced

START = 1_795_240_000_000_000
SECOND = 1_000_000
STATUSES = st.sampled_from([200, 200, 200, 200, 204, 301, 401, 429, 500, 503, None])


@dataclass
class Worker:
    """Somebody who holds a lane, and is somewhere in the middle of it."""

    claim: Claim
    load: Load
    attempts: list[Attempt] = field(default_factory=list)
    lost: bool = False
    stopped: bool = False


class Lanes(RuleBasedStateMachine):
    """Two endpoints, two terminals, replays, and workers that come and go."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "punchdeck.db"
        path.write_bytes(empty_database())
        self.engine = writing_engine(path)
        self.conn = self.engine.connect()
        unsynced(self.conn)
        self.now = START
        self.ids = IdClock(clock=lambda: self.now)
        self.vault = Vault(MasterKeyFile(Path(self.folder.name), None))
        self.random = Random(7)
        self.workers: list[Worker] = []
        self.arrived: dict[tuple[int, int], list[int]] = {}
        self.told = 0
        self.jobs: list[int] = []
        with self.conn.begin():
            tenant, _ = tenants.ensure_default(self.conn, self.ids, now=self.now)
            self.tenant_id = int(tenant["id"])
            self.devices = [
                admission.register(self.conn, self.ids, self.tenant_id, serial=serial, now=self.now)
                for serial in ("GATE1", "GATE2")
            ]
            take_told(self.conn)

    def teardown(self) -> None:
        self.conn.close()
        self.engine.dispose()
        self.folder.cleanup()

    @initialize(ordering=st.sampled_from(["device", "endpoint", "none"]))
    def listen(self, ordering: str) -> None:
        self.ordered = ordering != "none"
        with self.conn.begin():
            self.endpoints = [
                endpoints.create(
                    self.conn,
                    self.ids,
                    self.vault,
                    self.tenant_id,
                    url="https://example.com",
                    events_wanted=["*"],
                    secret=None,
                    description=None,
                    ordering=ordering,
                    settings={},
                    site_ids=None,
                    actor="key_1",
                    now=self.now,
                )[0]["id"]
                for _ in range(2)
            ]

    @rule(place=st.integers(0, 1), count=st.integers(1, 7))
    def tell(self, place: int, count: int) -> None:
        with self.conn.begin():
            for _ in range(count):
                self.now += 1
                telling.tell_device(
                    self.conn, self.ids, self.devices[place], "device.online", status="online", last_seen=None
                )
            take_told(self.conn)
        self.told += count

    @rule()
    def make_deliveries(self) -> None:
        with self.conn.begin():
            relay(self.conn, self.ids, self.tenant_id, self.now)

    @rule(seconds=st.sampled_from([0, 1, 15, 40, 400, 2_500, 9_000, 200_000]))
    def time_passes(self, seconds: int) -> None:
        self.now += seconds * SECOND

    @rule(which=st.integers(0, 1), most=st.integers(1, 3))
    def take(self, which: int, most: int) -> None:
        with self.conn.begin():
            claims = lanes.take(
                self.conn,
                self.tenant_id,
                self.endpoints[which],
                "somebody",
                now=self.now,
                most=most,
                busy=0,
                fresh_only=False,
            )
            loads = self._load(self.endpoints[which], claims)
        for claim, load in zip(claims, loads, strict=True):
            held = (claim.webhook_id, claim.lane)
            alive = [w for w in self.workers if (w.claim.webhook_id, w.claim.lane) == held and not w.lost]
            assert not alive, "two hold one lane"
            self.workers.append(Worker(claim, load))

    @precondition(lambda self: any(not w.stopped for w in self.workers))
    @rule(data=st.data(), status=STATUSES)
    def send(self, data: st.DataObject, status: int | None) -> None:
        worker = data.draw(st.sampled_from([w for w in self.workers if not w.stopped]))
        if len(worker.attempts) == len(worker.load.due):
            worker.stopped = True
            return
        due = worker.load.due[len(worker.attempts)]
        taken = status is not None and status < 300
        if taken:
            first = self.arrived.setdefault((worker.claim.webhook_id, worker.claim.lane), [])
            if due.row["event_id"] not in first:
                first.append(due.row["event_id"])
        error = None if taken else f"http_{status}" if status else "connect"
        worker.attempts.append(Attempt(due, Outcome(status, 5, error, None), self.now))
        worker.stopped = not taken and self.ordered

    def _load(self, webhook_id: int, claims: list[Claim]) -> list[Load]:
        endpoint = webhooks.by_id(self.conn, self.tenant_id, webhook_id)
        return lanes.load(self.conn, endpoint, claims, self.now)

    @precondition(lambda self: self.workers)
    @rule(data=st.data(), keep=st.booleans())
    def record(self, data: st.DataObject, keep: bool) -> None:
        """Some of those who are ready at one endpoint, in one transaction."""
        first = data.draw(st.sampled_from(self.workers))
        webhook_id = first.claim.webhook_id
        others = [w for w in self.workers if w is not first and w.claim.webhook_id == webhook_id]
        ready = [first, *(w for w in others if data.draw(st.booleans()))]
        with self.conn.begin():
            recorded = lanes.record(
                self.conn,
                self.ids,
                self.tenant_id,
                webhook_id,
                [Done(w.claim, w.attempts, w.load.lost, keep and not w.stopped) for w in ready],
                random=self.random,
                now=self.now,
            )
            kept = [w.claim for w, one in zip(ready, recorded, strict=True) if one is not None and one.kept]
            loads = self._load(webhook_id, kept)
        for worker, one in zip(ready, recorded, strict=True):
            assert (one is None) == worker.lost, "only who holds the lane has an effect"
            self.workers.remove(worker)
        self.workers += [Worker(claim, load) for claim, load in zip(kept, loads, strict=True)]

    @precondition(lambda self: any(not w.lost for w in self.workers))
    @rule(data=st.data(), gone=st.booleans())
    def lose(self, data: st.DataObject, gone: bool) -> None:
        """Its lease runs out, and another takes the lane; whoever held it may not know yet."""
        worker = data.draw(st.sampled_from([w for w in self.workers if not w.lost]))
        claim = worker.claim
        with self.conn.begin():
            self.conn.execute(
                webhook_lane.update()
                .where(webhook_lane.c.webhook_id == claim.webhook_id, webhook_lane.c.lane == claim.lane)
                .values(lease_until=1, fence=webhook_lane.c.fence + 1)
            )
        worker.lost = True
        if gone:
            self.workers.remove(worker)

    @rule(which=st.integers(0, 1), on=st.booleans())
    def switch(self, which: int, on: bool) -> None:
        with self.conn.begin():
            row = webhooks.by_id(self.conn, self.tenant_id, self.endpoints[which], hold=True)
            assert row is not None
            before = row["status"]
            if on:
                endpoints.enable(self.conn, row, self.now)
            else:
                endpoints.disable(self.conn, self.ids, row, "by hand", self.now)
                self.told += before == "enabled"
            take_told(self.conn)

    @rule(which=st.integers(0, 1), status=st.sampled_from(["any", "dead", "delivered"]))
    def replay_some(self, which: int, status: str) -> None:
        """All of it again, or some: new deliveries, behind what waits."""
        with self.conn.begin():
            row = webhooks.by_id(self.conn, self.tenant_id, self.endpoints[which], hold=True)
            assert row is not None
            wanted = Wanted(max(START, self.now - 86_400 * SECOND), self.now + 1, None, None, status, 5)
            job = replay.create(
                self.conn, self.ids, row, wanted, shown={}, actor="key_1", now=self.now + SECOND
            )
        self.jobs.append(job["id"])

    @precondition(lambda self: self.jobs)
    @rule(data=st.data(), killed=st.booleans())
    def carry_on_a_replay(self, data: st.DataObject, killed: bool) -> None:
        job_id = data.draw(st.sampled_from(self.jobs))
        transaction = self.conn.begin()
        row = job_rows.hold(self.conn, self.tenant_id, job_id)
        assert row is not None
        before = self._replayed(job_id)
        replay.advance(self.conn, self.ids, row, self.now)
        if killed:
            transaction.rollback()
            assert self._replayed(job_id) == before, "half a step is no step"
            self.conn.rollback()
            return
        transaction.commit()
        if job_rows.by_id(self.conn, self.tenant_id, job_id)["status"] == "succeeded":  # type: ignore[index]
            self.jobs.remove(job_id)
        self.conn.rollback()

    def _replayed(self, job_id: int) -> int:
        row = job_rows.by_id(self.conn, self.tenant_id, job_id)
        assert row is not None
        return int(row["params"]["replayed"])

    @invariant()
    def order_is_kept(self) -> None:
        if getattr(self, "ordered", False):
            for first in self.arrived.values():
                assert first == sorted(first), "an event overtook another of its lane"

    @invariant()
    def nothing_is_lost(self) -> None:
        if not hasattr(self, "endpoints"):
            return
        with self.conn.begin():
            rows = self.conn.execute(sa.select(webhook_delivery)).mappings().all()
            waits = {
                (row["webhook_id"], row["lane"]): row["next_due"]
                for row in self.conn.execute(sa.select(webhook_lane)).mappings()
            }
            for webhook_id in self.endpoints:
                row = webhooks.by_id(self.conn, self.tenant_id, webhook_id)
                assert row is not None
                state = breaker.read(row["breaker"])
                assert row["parked_until"] == state.until
        for row in rows:
            if row["state"] == "delivered":
                assert row["event_id"] in self.arrived[row["webhook_id"], row["lane"]]
            elif row["state"] == "pending":
                assert waits[row["webhook_id"], row["lane"]] is not None, "nobody would ever look"
            else:
                assert row["charged"] == 6 or row["error"] == "too_old"


TestLanes = Lanes.TestCase
TestLanes.settings = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

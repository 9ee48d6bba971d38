"""Whatever happens, in whatever order: commands given, fetched, lost, answered, answered again, too late,
cancelled, run out. What may not be repeated reaches a terminal once, and every end is told once."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)

from edge import admission, commands, tenants
from edge import intents as wanted
from edge.command_steps import rule_of
from edge.intents import Intent
from edge.push.attendance.results import parse_results
from edge.push.choosing import ATTEMPTS, LEASE_S
from edge.push.delivery import settle, take
from edge.store import devices
from edge.store.command_tables import command, command_line
from edge.store.engine import take_told
from edge.store.ids import IdClock
from edge.store.migrate import migrate_sqlite
from edge.store.schema import event
from edge.store.sqlite import writing_engine
from tests.edge.push.terminals import MAIN, NOW_US

LEGAL = {
    "queued": {"queued", "sent", "failed", "expired", "cancelled", "succeeded"},
    "sent": {"sent", "succeeded", "failed", "expired"},
    **{end: {end} for end in ("succeeded", "failed", "expired", "cancelled")},
}
INTENTS = st.sampled_from(
    [
        wanted.Restart(),
        wanted.UnlockDoor(),
        wanted.CancelAlarm(),
        wanted.ClearAttendance(),
        wanted.FetchInfo(),
        wanted.UpdateSettings(volume=3),
        wanted.EnrollEmployee(employee_id="7"),
        wanted.EnrollEmployee(employee_id="no such pin fits"),
        wanted.SyncEmployees(employees=[wanted.Person(employee_id=pin) for pin in ("1", "2", "bad", "4")]),
        wanted.SyncEmployees(employees=()),
    ]
)
CODES = st.sampled_from([0, 0, 0, 1, -1, -1002, -5000])


@cache
def empty_database() -> bytes:
    """A migrated database file: copying it is quicker than migrating again."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "punchdeck.db"
        migrate_sqlite(path)
        return path.read_bytes()


class Commands(RuleBasedStateMachine):
    """One terminal and the book that is kept of it."""

    given = Bundle("given")
    delivered = Bundle("delivered")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "punchdeck.db"
        path.write_bytes(empty_database())
        self.engine = writing_engine(path)
        self.conn = self.engine.connect()
        self.now = NOW_US
        self.ids = IdClock(clock=lambda: self.now)
        self.statuses: dict[int, str] = {}
        self.reached: Counter[tuple[int, int, int]] = Counter()
        self.ids_seen: set[str] = set()
        with self.conn.begin():
            tenant, _ = tenants.ensure_default(self.conn, self.ids, now=self.now)
            row = admission.register(
                self.conn, self.ids, tenant["id"], serial=MAIN.serial, name="Gate", now=self.now
            )
        self.key = (tenant["id"], row["id"])

    def teardown(self) -> None:
        self.conn.close()
        self.engine.dispose()
        self.folder.cleanup()

    @initialize(together=st.sampled_from([0, 2]))
    def proven(self, together: int) -> None:
        with self.conn.begin():
            commands.rows.counter(self.conn, *self.key)
            commands.rows.save_counter(self.conn, *self.key, answered_together=together)

    @precondition(lambda self: list(self.statuses.values()).count("queued") < 2)
    @rule(target=given, intent=INTENTS)
    def give(self, intent: Intent) -> int:
        self.now += 1000
        with self.conn.begin():
            row = devices.by_id(self.conn, *self.key)
            assert row is not None
            made = commands.enqueue(
                self.conn, self.ids, row, intent, actor="key_test", now=self.now, reason="test"
            )
        self.statuses[made["id"]] = "queued"
        return int(made["id"])

    @rule(target=delivered, after_s=st.sampled_from([0, 0, LEASE_S]), lost=st.booleans())
    def poll(self, after_s: int, lost: bool) -> MultipleResults[list[str]]:
        """A poll whose reply may never arrive. The ids of what arrived."""
        self.now += after_s * 1_000_000 + 1000
        with self.conn.begin():
            taken = take(self.conn, self.ids, self.key, MAIN, self.now)
        if taken.body == b"OK":
            return multiple()
        sent = [line.split(b":", 2)[1].decode() for line in taken.body.splitlines()]
        assert all(len(wire_id) <= 19 and wire_id.isdigit() for wire_id in sent)
        assert not self.ids_seen & set(sent)
        self.ids_seen |= set(sent)
        for line in self._lines(sent):
            assert self.statuses[line["command_id"]] in ("queued", "sent")
            self.reached[(line["command_id"], line["step"], line["position"])] += 1
        return multiple() if lost else multiple(sent)

    @rule(ids=consumes(delivered), code=CODES, twice=st.booleans())
    def answer(self, ids: list[str], code: int, twice: bool) -> None:
        """Results of one reply, whenever they come, perhaps twice, and one for an id of nobody's."""
        self.now += 1000
        lines = [f"ID={wire_id}&Return={code}&CMD=DATA" for wire_id in ids]
        body = "\n".join([*lines, *(lines if twice else ()), "ID=nobody&Return=0&CMD=INFO"]).encode()
        told = [(result, {}) for result in parse_results(body)]
        with self.conn.begin():
            settle(self.conn, self.ids, self.key, MAIN, told, self.now)

    @rule(ids=delivered, code=CODES)
    def answer_first_only(self, ids: list[str], code: int) -> None:
        """A result that comes alone; the others of its reply may follow or not."""
        if ids:
            with self.conn.begin():
                told = [
                    (result, {}) for result in parse_results(b"ID=%b&Return=%d" % (ids[0].encode(), code))
                ]
                settle(self.conn, self.ids, self.key, MAIN, told, self.now)

    @rule(seconds=st.sampled_from([1, 59, 301, 301, 4000, 8 * 86_400]))
    def wait(self, seconds: int) -> None:
        """Time passes, and what ran out is told."""
        self.now += seconds * 1_000_000
        with self.conn.begin():
            commands.expire(self.conn, self.ids, self.now)

    @rule(command_id=given)
    def cancel(self, command_id: int) -> None:
        before = self.statuses[command_id]
        with self.conn.begin():
            try:
                commands.cancel(self.conn, self.key[0], command_id, now=self.now)
            except commands.CommandConflict:
                assert before not in ("queued", "cancelled")
            else:
                assert before in ("queued", "cancelled")

    def _lines(self, wire_ids: list[str]) -> list[sa.RowMapping]:
        with self.conn.begin():
            statement = sa.select(command_line).where(command_line.c.wire_id.in_(wire_ids))
            return list(self.conn.execute(statement).mappings())

    @invariant()
    def statuses_move_as_they_may(self) -> None:
        with self.conn.begin():
            found = list(self.conn.execute(sa.select(command)).mappings())
            bodies = [json.loads(body) for body in self.conn.scalars(sa.select(event.c.body))]
        take_told(self.conn)
        ended = Counter(
            (body["event"], body["command_id"]) for body in bodies if body["event"].startswith("command.")
        )
        for row in found:
            before, after = self.statuses[row["id"]], row["status"]
            assert after in LEGAL[before], (before, after)
            self.statuses[row["id"]] = after
            assert (row["finished_at"] is None) == (after in ("queued", "sent"))
            told = after not in ("queued", "sent", "cancelled")
            name = commands.public_id("cmd", row["id"])
            assert ended.pop((f"command.{after}", name), 0) == told
            assert (row["error"] is not None) == (after in ("failed", "expired"))
        assert not ended

    @invariant()
    def nothing_leaves_more_often_than_it_may(self) -> None:
        with self.conn.begin():
            found = self.conn.execute(sa.select(command.c.id, command.c.command))
            words = {row.id: row.command for row in found}
        for (command_id, _, _), times in self.reached.items():
            assert times <= (ATTEMPTS if rule_of(words[command_id]).repeatable else 1)

    @invariant()
    def what_has_ended_awaits_nothing(self) -> None:
        statement = (
            sa.select(command_line.c.wire_id)
            .join(command, command.c.id == command_line.c.command_id)
            .where(command_line.c.state.in_(("sent", "waiting")), command.c.status.not_in(("queued", "sent")))
        )
        with self.conn.begin():
            assert self.conn.scalars(statement).all() == []


TestCommands = Commands.TestCase
TestCommands.settings = settings(
    max_examples=40,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

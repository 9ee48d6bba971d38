"""Whatever happens, in whatever order: batches lost in a crash, terminals that fetch, answer, fail or stay
silent, ends that nobody noticed, devices deleted, a job cancelled. Counts always add up, no step begins
early, and a cancelled job gives no further command."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any, ClassVar
from unittest.mock import patch

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from edge import admission, bulk_commands, commands, jobs, tenants
from edge.bulk_commands import Target
from edge.intents import FetchInfo
from edge.rollout import Rollout
from edge.store import devices
from edge.store import jobs as rows
from edge.store.command_tables import command, job_item
from edge.store.engine import take_told
from edge.store.ids import IdClock
from edge.store.migrate import migrate_sqlite
from edge.store.sqlite import writing_engine

NOW_US = 1_791_190_800_000_000
DEVICES = 14
ENDED = ("succeeded", "failed", "skipped", "cancelled")
FINAL = ("succeeded", "partially_failed", "failed", "cancelled")
STEPS = st.sampled_from([(), (1, "10%", "100%"), (1, 2, 5), ("50%",), (3, "100%")])


@pytest.fixture(scope="module", autouse=True)
def _template(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A migrated database, of which each run gets a copy."""
    JobLife.template = tmp_path_factory.mktemp("jobs") / "template.db"
    migrate_sqlite(JobLife.template)


class JobLife(RuleBasedStateMachine):
    """A job over a small fleet. Batches are of three, so that a step takes several."""

    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "punchdeck.db"
        shutil.copy(self.template, path)
        self.engine = writing_engine(path)
        self.conn = self.engine.connect()
        self.now = NOW_US
        self.ids = IdClock(clock=lambda: self.now)
        self.given_when_cancelled: set[int] | None = None

    def teardown(self) -> None:
        """Once everybody has answered, the job is over."""
        try:
            if hasattr(self, "job_id"):
                self._let_it_end()
        finally:
            self.conn.close()
            self.engine.dispose()
            self.folder.cleanup()

    def _let_it_end(self) -> None:
        for _ in range(DEVICES + 3):
            self.carry_on(thorough=True, times=3 * DEVICES, crash=False)
            for row in self._commands():
                if row["status"] in ("queued", "sent"):
                    self._finish(row["id"], "succeeded")
        assert self._job()["status"] in FINAL

    @initialize(count=st.integers(4, DEVICES), steps=STEPS, tolerate=st.integers(0, 2))
    def start(self, count: int, steps: tuple[int | str, ...], tolerate: int) -> None:
        with self.conn.begin():
            tenant, _ = tenants.ensure_default(self.conn, self.ids, now=self.now)
            self.tenant_id = int(tenant["id"])
            fleet = [
                admission.register(self.conn, self.ids, self.tenant_id, serial=f"S{n}", now=self.now)
                for n in range(count)
            ]
            self.count, self.tolerate = count, tolerate
            row = bulk_commands.create(
                self.conn,
                self.ids,
                self.tenant_id,
                FetchInfo(),
                [Target(one["id"], one["public_id"]) for one in fleet],
                actor="key_test",
                rollout=Rollout(steps, tolerate),
            )
            self.job_id = int(row["id"])

    @rule(thorough=st.booleans(), times=st.integers(1, 9), crash=st.booleans())
    def carry_on(self, thorough: bool, times: int, crash: bool) -> None:
        """As the runner does, or until it dies in the middle of its last transaction."""
        self.now += 1_000_000
        with self.conn.begin():
            row = jobs.existing(self.conn, self.tenant_id, self.job_id)
            due = row["status"] not in FINAL and bulk_commands.due(self.conn, row, thorough)
        for turn in range(times if due else 0):
            transaction = self.conn.begin()
            row = jobs.existing(self.conn, self.tenant_id, self.job_id)
            more = row["status"] not in FINAL and self._advance(row)
            if crash and turn == times - 1:
                transaction.rollback()
            else:
                transaction.commit()
            if not more:
                break

    def _advance(self, row: sa.RowMapping) -> bool:
        with patch.object(bulk_commands, "BATCH", 3):
            return bulk_commands.advance(self.conn, self.ids, row, self.now).more

    @rule(well=st.lists(st.booleans(), min_size=1, max_size=8))
    def a_round(self, well: list[bool]) -> None:
        """An uneventful while, so that runs get to later steps."""
        self.carry_on(thorough=False, times=9, crash=False)
        self.answer("queued", well)

    @rule(pick=st.integers(0, 99))
    def fetch(self, pick: int) -> None:
        """A terminal fetches its command, and is not heard of for a while."""
        command_id = self._command("queued", pick)
        if command_id is not None:
            self._change(command_id, status="sent", sent_at=self.now)

    @rule(before=st.sampled_from(["queued", "sent"]), well=st.lists(st.booleans(), min_size=1, max_size=8))
    def answer(self, before: str, well: list[bool]) -> None:
        """Some terminals say how it went."""
        waiting = [row["id"] for row in self._commands() if row["status"] == before]
        for command_id, succeeds in zip(waiting, well, strict=False):
            self._finish(command_id, "succeeded" if succeeds else "failed")

    @rule(pick=st.integers(0, 99), before=st.sampled_from(["queued", "sent"]))
    def end_unnoticed(self, pick: int, before: str) -> None:
        """A command ends by a way that tells no job of it."""
        command_id = self._command(before, pick)
        if command_id is not None:
            self._change(command_id, status="expired", finished_at=self.now, error="too late")

    @rule(pick=st.integers(0, 99))
    def take_one_back(self, pick: int) -> None:
        command_id = self._command("queued", pick)
        if command_id is not None:
            with self.conn.begin():
                commands.cancel(self.conn, self.tenant_id, command_id, now=self.now)

    @rule(pick=st.integers(0, DEVICES - 1))
    def delete_device(self, pick: int) -> None:
        with self.conn.begin():
            row = devices.by_serial(self.conn, self.tenant_id, f"S{pick}")
            if row is not None and row["state"] != "retired":
                admission.retire(self.conn, self.tenant_id, row["id"], now=self.now)

    @precondition(lambda self: self.given_when_cancelled is None)
    @rule(really=st.sampled_from([False, False, False, True]))
    def cancel(self, really: bool) -> None:
        """Seldom, so that most runs get further."""
        if really and self._job()["status"] not in FINAL:
            with self.conn.begin():
                jobs.cancel(self.conn, self.tenant_id, self.job_id)
            self.given_when_cancelled = {row["id"] for row in self._commands()}

    @invariant()
    def counts_add_up(self) -> None:
        items, row = self._items(), self._job()
        with self.conn.begin():
            made = jobs.progress(row, jobs.counts_of(self.conn, row), self.now)
        assert made.total == len(items) == self.count
        assert made.done == sum(item["status"] in ENDED for item in items)
        assert (made.percent == 100) == (made.done == made.total)

    @invariant()
    def no_step_begins_early(self) -> None:
        items = self._items()
        for step in {item["step"] for item in items}:
            begun = any(
                item["step"] == step and (item["command_id"] is not None or item["status"] == "failed")
                for item in items
            )
            if begun:
                before = [item["status"] for item in items if item["step"] < step]
                assert set(before) <= set(ENDED)
                assert before.count("failed") <= self.tolerate

    @invariant()
    def each_terminal_is_given_it_once(self) -> None:
        given = {row["id"]: row["device_id"] for row in self._commands()}
        assert len(set(given.values())) == len(given)
        for item in self._items():
            if item["command_id"] is not None:
                assert given[item["command_id"]] == item["device_id"]

    @invariant()
    def a_cancelled_job_starts_nothing(self) -> None:
        if self.given_when_cancelled is not None:
            assert {row["id"] for row in self._commands()} == self.given_when_cancelled
            assert self._job()["status"] in ("cancelling", "cancelled")

    @invariant()
    def what_has_ended_has_ended(self) -> None:
        row = self._job()
        if row["status"] in FINAL:
            statuses = {item["status"] for item in self._items()}
            assert statuses <= set(ENDED)
            assert row["finished_at"] is not None
            if self.given_when_cancelled is None:
                with self.conn.begin():
                    counts = rows.counts(self.conn, self.tenant_id, self.job_id)
                assert row["status"] == jobs.verdict(counts)

    def _job(self) -> sa.RowMapping:
        with self.conn.begin():
            return jobs.existing(self.conn, self.tenant_id, self.job_id)

    def _items(self) -> list[sa.RowMapping]:
        return self._all(job_item, job_item.c.number)

    def _commands(self) -> list[sa.RowMapping]:
        return self._all(command, command.c.id)

    def _all(self, table: sa.Table, order: sa.ColumnElement[int]) -> list[sa.RowMapping]:
        statement = sa.select(table).where(table.c.tenant_id == self.tenant_id).order_by(order)
        with self.conn.begin():
            return list(self.conn.execute(statement).mappings())

    def _command(self, status: str, pick: int) -> int | None:
        found = [row["id"] for row in self._commands() if row["status"] == status]
        return found[pick % len(found)] if found else None

    def _change(self, command_id: int, **values: Any) -> None:
        with self.conn.begin():
            commands.rows.change(self.conn, self.tenant_id, command_id, **values)

    def _finish(self, command_id: int, status: commands.Ending) -> None:
        with self.conn.begin():
            row = commands.existing(self.conn, self.tenant_id, command_id)
            device_row = devices.by_id(self.conn, self.tenant_id, row["device_id"])
            assert device_row is not None
            message = None if status == "succeeded" else "it said no"
            commands.finish(
                self.conn, self.ids, row, device_row, status, now=self.now, speaking=True, message=message
            )
        take_told(self.conn)


JobLife.TestCase.settings = settings(
    max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestJobLife = JobLife.TestCase

"""Commands to many terminals, carried on by chores of one or several processes over a real database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from logging import LogRecord
from typing import Any

import pytest
import sqlalchemy as sa

from edge import admission, bulk_commands, commands, job_runner, jobs, retiring, tenants
from edge.bulk_commands import Target
from edge.commands import CommandMisuse
from edge.intents import ClearAll, FetchInfo, Intent, Person, Restart, SyncEmployees, UpdateSettings
from edge.job_runner import KINDS, LEASE, THOROUGH_EVERY, JobRunner
from edge.jobs import JobConflict
from edge.rollout import AT_ONCE, CANARY, Rollout
from edge.store import Store, devices, leases, open_store
from edge.store import jobs as rows
from edge.store.command_tables import command
from edge.store.ids import now_us, public_id
from edge.store.schema import event

DAY = 86_400
# For what does not depend on the database.
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@dataclass
class Desk:
    """An installation with a fleet, and the runner of one process."""

    store: Store
    tenant_id: int
    fleet: list[Target]
    commanded: list[tuple[int, int]] = field(default_factory=list)
    now: int = field(default_factory=now_us)

    def __post_init__(self) -> None:
        self.runner = self.another("one")

    def another(self, owner: str, store: Store | None = None) -> JobRunner:
        return JobRunner(store or self.store, owner, self.commanded.append, lambda: self.now)

    async def start(self, intent: Intent, count: int | None = None, **more: Any) -> int:
        row = await self.store.write(
            lambda conn: bulk_commands.create(
                conn,
                self.store.ids,
                self.tenant_id,
                intent,
                self.fleet[:count],
                **{"actor": "key_test", **more},
            )
        )
        return int(row["id"])

    async def job(self, job_id: int) -> sa.RowMapping:
        return await self.store.read(lambda conn: jobs.existing(conn, self.tenant_id, job_id))

    async def counts(self, job_id: int) -> dict[str, int]:
        return dict(await self.store.read(lambda conn: rows.counts(conn, self.tenant_id, job_id)))

    async def given(self, job_id: int, *statuses: str) -> list[sa.RowMapping]:
        statement = sa.select(command).where(
            command.c.tenant_id == self.tenant_id, command.c.job_id == job_id
        )
        if statuses:
            statement = statement.where(command.c.status.in_(statuses))
        return await self.store.read(
            lambda conn: list(conn.execute(statement.order_by(command.c.id)).mappings())
        )

    async def fetch(self, job_id: int) -> None:
        """All terminals fetch what waits for them."""

        def unit(conn: sa.Connection) -> None:
            conn.execute(
                command.update()
                .where(
                    command.c.tenant_id == self.tenant_id,
                    command.c.job_id == job_id,
                    command.c.status == "queued",
                )
                .values(status="sent", sent_at=self.now)
            )

        await self.store.write(unit)

    async def answer(self, job_id: int, succeeds: Callable[[sa.RowMapping], bool] = lambda row: True) -> None:
        """All terminals that were given the command say how it went."""
        await self.fetch(job_id)
        for given in await self.given(job_id, "sent"):
            await self.store.write(lambda conn, given=given: self._finish(conn, given, succeeds(given)))

    def _finish(self, conn: sa.Connection, given: sa.RowMapping, well: bool) -> None:
        device_row = devices.by_id(conn, self.tenant_id, given["device_id"])
        assert device_row is not None
        row = commands.existing(conn, self.tenant_id, given["id"])
        commands.finish(
            conn,
            self.store.ids,
            row,
            device_row,
            "succeeded" if well else "failed",
            now=self.now,
            speaking=True,
            code=None if well else "refused",
            message=None if well else "The terminal said no.",
        )


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    store = await open_store(database_url)

    def unit(conn: sa.Connection) -> tuple[int, list[Target]]:
        tenant, _ = tenants.ensure_default(conn, store.ids, now=now_us())
        made = [
            admission.register(conn, store.ids, tenant["id"], serial=f"S{number}", now=now_us())
            for number in range(25)
        ]
        return tenant["id"], [Target(row["id"], row["public_id"]) for row in made]

    yield Desk(store, *await store.write(unit))
    await store.close()


async def test_each_terminal_is_given_the_command_and_the_job_ends_with_the_last(desk: Desk) -> None:
    job_id = await desk.start(FetchInfo())
    assert (await desk.job(job_id))["status"] == "queued"
    await desk.runner.advance()
    row = await desk.job(job_id)
    assert (row["status"], row["started_at"]) == ("running", desk.now)
    given = await desk.given(job_id)
    assert [one["device_id"] for one in given] == [target.device_id for target in desk.fleet]
    assert {(one["actor"], one["status"]) for one in given} == {("key_test", "queued")}
    assert desk.commanded == [(desk.tenant_id, target.device_id) for target in desk.fleet]
    await desk.answer(job_id, lambda row: row["device_id"] != desk.fleet[3].device_id)
    assert await desk.counts(job_id) == {"succeeded": 24, "failed": 1}
    await desk.runner.advance()
    row = await desk.job(job_id)
    assert (row["status"], row["finished_at"]) == ("partially_failed", desk.now)


async def test_a_step_begins_when_the_one_before_went_well(desk: Desk) -> None:
    job_id = await desk.start(UpdateSettings(volume=3))
    sizes = []
    for _ in range(3):
        await desk.runner.advance()
        await desk.runner.advance()
        sizes.append(len(await desk.given(job_id)))
        await desk.answer(job_id)
    assert sizes == [1, 3, 25], "one, ten percent, all"
    await desk.runner.advance()
    assert (await desk.job(job_id))["status"] == "succeeded"


async def test_a_canary_that_fails_stops_the_job_and_nobody_else_is_touched(desk: Desk) -> None:
    job_id = await desk.start(UpdateSettings(volume=3))
    await desk.runner.advance()
    await desk.answer(job_id, lambda row: False)
    await desk.runner.advance()
    row = await desk.job(job_id)
    assert row["status"] == "failed"
    assert row["error"].startswith("Stopped after step 1 of 3: 1 failed, where 0 may.")
    assert await desk.counts(job_id) == {"failed": 1, "skipped": 24}
    assert len(await desk.given(job_id)) == 1


@on_sqlite
async def test_as_many_may_fail_as_are_tolerated(desk: Desk) -> None:
    job_id = await desk.start(Restart(), rollout=Rollout((5, 10), 2))
    await desk.runner.advance()
    bad = {target.device_id for target in desk.fleet[:2]}
    await desk.answer(job_id, lambda row: row["device_id"] not in bad)
    await desk.runner.advance()
    assert len(await desk.given(job_id)) == 10
    bad |= {desk.fleet[7].device_id}
    await desk.answer(job_id, lambda row: row["device_id"] not in bad)
    await desk.runner.advance()
    assert (await desk.job(job_id))["status"] == "partially_failed"
    assert await desk.counts(job_id) == {"failed": 3, "succeeded": 7, "skipped": 15}


@pytest.mark.parametrize(
    ("intent", "count", "rollout"),
    [
        (UpdateSettings(volume=1), 10, AT_ONCE),
        (UpdateSettings(volume=1), 11, CANARY),
        (ClearAll(), 11, CANARY),
        (ClearAll(), 3, AT_ONCE),
        (FetchInfo(), 9_000, AT_ONCE),
    ],
)
def test_what_can_spoil_many_is_tried_on_a_few_first(intent: Intent, count: int, rollout: Rollout) -> None:
    assert bulk_commands.usual_rollout(intent, count) == rollout


@on_sqlite
async def test_what_expires_has_failed(desk: Desk) -> None:
    job_id = await desk.start(FetchInfo(), count=4, expires_in_s=60)
    await desk.runner.advance()
    desk.now += 61 * 1_000_000
    await desk.store.write(lambda conn: commands.expire(conn, desk.store.ids, desk.now))
    await desk.runner.advance()
    assert (await desk.job(job_id))["status"] == "failed"
    items = await desk.store.read(lambda conn: rows.items(conn, desk.tenant_id, job_id, limit=9))
    assert all("did not fetch it in time" in item["error"] for item in items)


@on_sqlite
async def test_a_terminal_that_cannot_be_given_it_does_not_hold_up_the_others(desk: Desk) -> None:
    job_id = await desk.start(FetchInfo(), count=3)
    gone = desk.fleet[1].device_id
    await desk.store.write(lambda conn: admission.retire(conn, desk.tenant_id, gone, now=desk.now))
    await desk.runner.advance()
    assert await desk.counts(job_id) == {"running": 2, "failed": 1}
    items = await desk.store.read(lambda conn: rows.items(conn, desk.tenant_id, job_id, limit=9))
    assert "was deleted" in items[1]["error"]


async def test_what_is_under_way_for_a_deleted_device_ends_with_it_and_the_job_goes_on(desk: Desk) -> None:
    """One terminal has fetched its command, for another it waits, a third was not given it yet."""
    fetched, waiting, ungiven = (target.device_id for target in desk.fleet[:3])
    job_id = await desk.start(FetchInfo(), count=3, rollout=Rollout((2,)))
    await desk.runner.advance()
    sent = command.update().where(command.c.device_id == fetched).values(status="sent", sent_at=desk.now)
    await desk.store.write(lambda conn: conn.execute(sent))
    for device_id in (fetched, waiting, ungiven):
        await desk.store.write(
            lambda conn, device_id=device_id: retiring.retire(
                conn, desk.store.ids, desk.tenant_id, device_id, now=desk.now
            )
        )
    found = {row["device_id"]: row for row in await desk.given(job_id)}
    assert (found[fetched]["status"], found[fetched]["error_code"]) == ("failed", "device_deleted")
    assert "was deleted before its terminal answered" in found[fetched]["error"]
    assert (found[waiting]["status"], found[waiting]["finished_at"]) == ("cancelled", desk.now)
    assert await desk.store.read(lambda conn: devices.open_commands(conn, desk.tenant_id)) == {}
    for _ in range(THOROUGH_EVERY):
        await desk.runner.advance()
    items = await desk.store.read(lambda conn: rows.items(conn, desk.tenant_id, job_id, limit=9))
    assert [item["status"] for item in items] == ["failed", "cancelled", "skipped"]
    assert (await desk.job(job_id))["status"] == "failed"
    events = await desk.store.read(
        lambda conn: conn.scalars(sa.select(event.c.type).where(event.c.device_id == fetched)).all()
    )
    assert events[-1] == "command.failed"


async def test_an_end_that_nobody_noticed_is_found(desk: Desk) -> None:
    job_id = await desk.start(FetchInfo(), count=2)
    await desk.runner.advance()
    given = await desk.given(job_id)

    def end_without_a_word(conn: sa.Connection) -> None:
        for row in given:
            commands.rows.change(conn, desk.tenant_id, row["id"], status="succeeded", finished_at=desk.now)

    await desk.store.write(end_without_a_word)
    for _ in range(THOROUGH_EVERY):
        await desk.runner.advance()
    assert (await desk.job(job_id))["status"] == "succeeded"


async def test_a_cancelled_job_takes_back_what_has_not_left_and_awaits_the_rest(desk: Desk) -> None:
    job_id = await desk.start(FetchInfo(), rollout=Rollout((10,)))
    await desk.runner.advance()
    left = await desk.given(job_id)
    await desk.store.write(
        lambda conn: commands.rows.change(
            conn, desk.tenant_id, left[0]["id"], status="sent", sent_at=desk.now
        )
    )
    await desk.store.write(lambda conn: jobs.cancel(conn, desk.tenant_id, job_id))
    await desk.runner.advance()
    assert (await desk.job(job_id))["status"] == "cancelling"
    assert await desk.counts(job_id) == {"cancelled": 24, "running": 1}
    assert [row["status"] for row in await desk.given(job_id)] == ["sent", *["cancelled"] * 9]
    await desk.answer(job_id)
    await desk.runner.advance()
    assert (await desk.job(job_id))["status"] == "cancelled"
    assert await desk.counts(job_id) == {"cancelled": 24, "succeeded": 1}


@on_sqlite
async def test_what_is_taken_back_is_taken_back_in_batches_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id = await desk.start(FetchInfo())
    await desk.runner.advance()
    await desk.store.write(lambda conn: jobs.cancel(conn, desk.tenant_id, job_id))
    monkeypatch.setattr(bulk_commands, "BATCH", 10)
    assert await desk.runner._advance(desk.tenant_id, job_id)
    assert await desk.counts(job_id) == {"cancelled": 10, "running": 15}
    await desk.runner.advance()
    assert (await desk.job(job_id))["status"] == "cancelled"


@on_sqlite
async def test_a_job_that_has_ended_cannot_be_cancelled(desk: Desk) -> None:
    job_id = await desk.start(FetchInfo(), count=1)
    await desk.runner.advance()
    await desk.answer(job_id)
    await desk.runner.advance()
    with pytest.raises(JobConflict, match="it is succeeded"):
        await desk.store.write(lambda conn: jobs.cancel(conn, desk.tenant_id, job_id))


async def test_a_crash_between_batches_is_made_up_by_another_process(
    desk: Desk, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first dies after its first batch, with its lease in its hands."""
    monkeypatch.setattr(bulk_commands, "BATCH", 10)
    job_id = await desk.start(FetchInfo())
    key = (desk.tenant_id, job_id)
    assert await desk.runner._advance(*key)  # it says that there is more, and is heard of no more
    assert len(await desk.given(job_id)) == 10
    second = await open_store(database_url) if desk.store.dialect == "postgresql" else desk.store
    survivor = desk.another("two", second)
    await survivor.advance()
    assert len(await desk.given(job_id)) == 10, "the first may only be slow"
    await desk.store.write(lambda conn: leases.release(conn, desk.tenant_id, LEASE, "one"))  # it runs out
    await survivor.advance()
    given = await desk.given(job_id)
    assert sorted(row["device_id"] for row in given) == [target.device_id for target in desk.fleet]
    if second is not desk.store:
        await second.close()


@on_sqlite
async def test_memory_and_transactions_are_bounded_by_what_is_sent(desk: Desk) -> None:
    """One person more or less makes a batch longer or shorter, never larger than it may be."""
    people = [Person(employee_id=str(pin), name="x" * 200) for pin in range(6_000)]
    job_id = await desk.start(SyncEmployees(employees=people), count=10)
    row = await desk.job(job_id)
    assert row["params"]["size"] > 1024 * 1024
    batches = 0
    while await desk.runner._advance(desk.tenant_id, job_id):
        batches += 1
    assert batches >= 4
    assert len(await desk.given(job_id)) == 10


def test_every_kind_of_job_can_be_carried_on() -> None:
    assert set(KINDS) == set(jobs.JobType.__args__)  # type: ignore[attr-defined]  # a Literal's members


MISUSES = [
    (ClearAll(), {}, "reason"),
    (Restart(), {"expires_in_s": 31 * DAY}, "expires_in"),
    (ClearAll(), {"reason": "x", "expires_in_s": 301}, "expires_in"),
    (SyncEmployees(employees=(), remove_others=True), {"reason": "x"}, "params.remove_others"),
]


@on_sqlite
@pytest.mark.parametrize(("intent", "more", "param"), MISUSES)
async def test_what_cannot_be_sent_to_many(
    desk: Desk, intent: Intent, more: dict[str, Any], param: str
) -> None:
    with pytest.raises(CommandMisuse) as refused:
        await desk.start(intent, **more)
    assert refused.value.param == param
    assert await desk.store.read(rows.open_jobs) == []


@on_sqlite
async def test_more_than_can_be_kept_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_commands, "MOST_BYTES", 200)
    with pytest.raises(CommandMisuse, match="for each of 25 terminals"):
        await desk.start(UpdateSettings(options={"Volume": "x" * 50}))


async def test_what_failed_is_tried_again_as_a_new_job(desk: Desk) -> None:
    job_id = await desk.start(UpdateSettings(volume=3), rollout=Rollout((2,)), reason="too loud")
    await desk.runner.advance()
    bad = desk.fleet[1].device_id
    await desk.answer(job_id, lambda row: row["device_id"] != bad)
    await desk.runner.advance()
    row = await desk.job(job_id)

    async def again(skipped: bool) -> list[sa.RowMapping]:
        made = await desk.store.write(
            lambda conn: bulk_commands.retry(
                conn, desk.store.ids, row, actor="key_other", reason=None, skipped=skipped
            )
        )
        assert made["reason"] == "too loud"
        assert made["params"]["retry_of"] == public_id("job", job_id)
        await desk.runner.advance()
        return await desk.given(made["id"])

    (only,) = await again(skipped=False)
    assert (only["device_id"], only["params"], only["actor"]) == (bad, {"volume": 3}, "key_other")
    assert len(await again(skipped=True)) == 2, "the first step of the 24 that are left"


@on_sqlite
async def test_passwords_end_with_the_job_so_it_cannot_be_tried_again(desk: Desk) -> None:
    person = Person(employee_id="7", password="1234")
    job_id = await desk.start(SyncEmployees(employees=[person]), count=1)
    await desk.runner.advance()
    assert (await desk.given(job_id))[0]["params"]["employees"][0]["password"] == "1234"
    await desk.answer(job_id, lambda row: False)
    await desk.runner.advance()
    row = await desk.job(job_id)
    assert "1234" not in str(dict(row))
    with pytest.raises(JobConflict, match="passwords"):
        await desk.store.write(
            lambda conn: bulk_commands.retry(
                conn, desk.store.ids, row, actor="key_test", reason=None, skipped=True
            )
        )


@on_sqlite
async def test_a_poisoned_job_does_not_hold_up_the_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, expected_logs: list[LogRecord]
) -> None:
    poisoned = await desk.start(FetchInfo(), count=1)
    healthy = await desk.start(Restart(), count=1)
    whole = KINDS["commands.bulk"]

    def advance(conn: sa.Connection, ids: Any, row: sa.RowMapping, now: int) -> jobs.Advanced:
        if row["id"] == poisoned:
            raise sa.exc.IntegrityError("INSERT", None, Exception("broken"))
        return whole.advance(conn, ids, row, now)

    monkeypatch.setattr(job_runner, "KINDS", {"commands.bulk": jobs.Kind(whole.due, advance)})
    await desk.runner.advance()
    assert len(await desk.given(healthy)) == 1
    assert (await desk.job(poisoned))["status"] == "queued"
    assert [record.levelname for record in expected_logs] == ["ERROR"]


def test_what_is_left_of_a_job_is_told_from_its_pace() -> None:
    row = {"status": "running", "started_at": 0}
    made = jobs.progress(row, {"succeeded": 30, "failed": 10, "waiting": 60, "skipped": 0}, 80_000_000)
    assert (made.total, made.done, made.percent, made.eta_s) == (100, 40, 40, 120)
    nearly = jobs.progress(row, {"succeeded": 999, "running": 1}, 1)
    assert nearly.percent == 99

"""Jobs and commands as a real edge tells of them, watched until they end."""

from __future__ import annotations

import asyncio
from typing import Any

from console.core.job_watch import JobWatch
from console.core.jobs import (
    Fate,
    Job,
    Part,
    Parts,
    Sent,
    cancel_job,
    fetch_parts,
    retry_job,
    send,
    shares_of,
)
from console.core.orders import Order
from tests.console.core.edges import Tenant, opened
from tests.console.hands import REFUSED, Hand

ITEM: dict[str, Any] = {
    "id": "3", "object": "job_item", "ref": "dev_1", "step": 2, "device_id": "dev_1", "command_id": "cmd_1",
    "status": "running", "error": None, "finished_at": None,
}  # fmt: skip


async def test_a_part_is_queued_until_its_command_says_more() -> None:
    part = Part.of(ITEM)
    assert part.fate is Fate.QUEUED
    assert Part.of({**ITEM, "status": "succeeded"}).fate is Fate.DONE
    assert Part.of({**ITEM, "status": "skipped"}).fate is Fate.SKIPPED
    assert shares_of([part, part]) == {Fate.QUEUED: 2}


async def test_a_job_is_watched_until_all_have_answered(tenant: Tenant) -> None:
    good, bad = await tenant.terminal(), await tenant.terminal()
    async with opened(tenant.profile(), tenant.key) as watched, tenant.client() as client:
        played = [Hand(tenant.port, good.serial), Hand(tenant.port, bad.serial, answer=REFUSED)]
        running = [asyncio.create_task(hand.run()) for hand in played]
        job = await send(client, Order("restart", (good.id, bad.id)).body())
        assert (job.open, job.total, job.command) == (True, 2, "restart")
        watch = JobWatch(client, job.id)
        told: list[Parts] = []
        watch.changed.add(told.append)
        end = watched.session.events.add(watch.hear)
        async with asyncio.timeout(60):
            await watch.run()
        end()
        last = told[-1]
        assert {part.device_id: part.fate for part in last.parts} == {good.id: Fate.DONE, bad.id: Fate.FAILED}
        assert last.job.status == "partially_failed"
        assert last.job.retriable
        failed = next(part for part in last.parts if part.fate is Fate.FAILED)
        assert failed.error
        assert failed.sent is not None
        assert failed.sent.return_code == REFUSED
        again = await retry_job(client, job.id)
        assert (again.total, again.retry_of) == (1, job.id)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def test_cancelling_counts_who_was_too_late(tenant: Tenant) -> None:
    mute, away = await tenant.terminal(), await tenant.terminal()
    async with tenant.client() as client:
        hand = Hand(tenant.port, mute.serial, answer=None)
        running = asyncio.create_task(hand.run())
        job = await send(client, Order("restart", (mute.id, away.id)).body())
        async with asyncio.timeout(60):
            while not hand.fetched:
                await asyncio.sleep(0.05)
        stopped = await cancel_job(client, job)
        assert (stopped.spared, stopped.answered, stopped.fetched) == (1, 0, 1)
        assert stopped.late == 1
        parts = await fetch_parts(client, Job.of(await client.get(f"/v1/jobs/{job.id}")))
        assert {part.device_id: part.fate for part in parts} == {
            mute.id: Fate.SENT, away.id: Fate.CANCELLED,
        }  # fmt: skip
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_a_command_by_itself_is_read(tenant: Tenant) -> None:
    gate = await tenant.terminal()
    async with tenant.client() as client:
        body = await client.post(f"/v1/devices/{gate.id}/commands", {"command": "sync_time", "params": {}})
    sent = Sent.of(body)
    assert (sent.fate, sent.device_id, sent.command, sent.error) == (Fate.QUEUED, gate.id, "sync_time", "")
    assert sent.expires_us is not None
    assert sent.expires_us > sent.created_us

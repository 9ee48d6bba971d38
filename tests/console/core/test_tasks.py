"""Every task in the background has an owner that ends it and hears of its failure."""

from __future__ import annotations

import asyncio
import logging

import pytest

from console.core.tasks import Failure, Tasks
from tests.console.conftest import Until


async def forever() -> None:
    await asyncio.Event().wait()


async def fail() -> None:
    raise LookupError("no such site")


async def test_what_a_task_gives_can_be_awaited() -> None:
    tasks = Tasks()

    async def answer() -> int:
        return 42

    assert await tasks.spawn("answer", answer()) == 42
    assert len(tasks) == 0


async def test_a_failure_is_told_and_ends_nobody_else(until: Until) -> None:
    tasks = Tasks()
    failures: list[Failure] = []
    tasks.failures.add(failures.append)
    tasks.spawn("forever", forever())
    tasks.spawn("failing", fail())
    await until(lambda: failures)
    assert (failures[0].task, str(failures[0].error)) == ("failing", "no such site")
    assert tasks.names == ["forever"]
    await tasks.close()


async def test_a_failure_that_nobody_listens_for_is_logged(
    until: Until, expected_logs: list[logging.LogRecord]
) -> None:
    tasks = Tasks()
    tasks.spawn("failing", fail())
    await until(lambda: expected_logs)
    assert expected_logs[0].getMessage() == "failing failed"
    await tasks.close()


async def test_closing_waits_for_what_a_task_does_on_its_way_out() -> None:
    tasks = Tasks()
    failures: list[Failure] = []
    tasks.failures.add(failures.append)
    done: list[str] = []

    async def tidy() -> None:
        try:
            await forever()
        finally:
            await asyncio.sleep(0.02)
            done.append("tidied")

    tasks.spawn("tidy", tidy())
    await asyncio.sleep(0)
    await tasks.close()
    assert done == ["tidied"]
    assert len(tasks) == 0
    assert failures == [], "to be cancelled is no failure"


async def test_an_owner_that_has_ended_begins_nothing() -> None:
    tasks = Tasks()
    await tasks.close()
    with pytest.raises(RuntimeError, match="'late' cannot begin"):
        tasks.spawn("late", forever())


async def test_a_task_may_close_its_own_owner() -> None:
    tasks = Tasks()
    other = tasks.spawn("forever", forever())
    await tasks.spawn("ender", tasks.close())
    assert other.cancelled()

"""Terminals go first while they wait for the core, and only then; receivers hear something in any case."""

from __future__ import annotations

import asyncio
import time

import pytest

from edge.store import Run
from edge.webhooks.precedence import (
    BUSY_S,
    LONGEST_S,
    MANY,
    MANY_S,
    UPLOAD_BYTES,
    Precedence,
)


class Machine:
    """Time, and how much of a core the process uses of it."""

    def __init__(self, share: float) -> None:
        self.share = share
        self.now = 100.0
        self.used = 0.0

    def pass_by(self, seconds: float) -> None:
        self.now += seconds
        self.used += seconds * self.share


def watched(machine: Machine) -> Precedence:
    return Precedence(lambda: machine.now, lambda: machine.used)


def committed(uploads: int, size: int = 0) -> Run:
    return Run(True, [], uploads, size)


@pytest.mark.parametrize(
    ("share", "runs", "wait"),
    [
        pytest.param(1.0, [committed(MANY)], True, id="many uploads, no core to spare"),
        pytest.param(1.0, [committed(1)] * MANY, True, id="each committed by itself"),
        pytest.param(1.4, [committed(MANY)], True, id="readers of the database beside"),
        pytest.param(1.0, [committed(1, MANY * UPLOAD_BYTES)], True, id="one upload of many punches"),
        pytest.param(1.0, [committed(MANY - 1, 50 * MANY)], False, id="not quite so many"),
        pytest.param(1.0, [committed(0)] * 2 * MANY, False, id="deliveries alone"),
        pytest.param(0.5, [committed(5 * MANY)], False, id="only the disk is slow"),
    ],
)
def test_terminals_wait_where_many_upload_and_the_core_is_busy(
    share: float, runs: list[Run], wait: bool
) -> None:
    machine = Machine(share)
    precedence = watched(machine)
    machine.pass_by(2 * BUSY_S)
    for run in runs:
        precedence.ran(run)
    assert precedence.terminals_wait is wait


def test_uploads_are_counted_over_a_moment() -> None:
    machine = Machine(1.0)
    precedence = watched(machine)
    machine.pass_by(2 * BUSY_S)
    precedence.ran(committed(MANY // 2))
    machine.pass_by(MANY_S / 2)
    precedence.ran(committed(MANY // 2))
    assert precedence.terminals_wait
    machine.pass_by(MANY_S * 0.75)
    assert not precedence.terminals_wait


def test_the_share_of_the_core_is_of_the_last_moments() -> None:
    machine = Machine(0.1)
    precedence = watched(machine)
    machine.pass_by(3600)
    precedence.ran(committed(MANY))
    assert not precedence.terminals_wait
    machine.share = 1.0
    machine.pass_by(2 * BUSY_S)
    precedence.ran(committed(MANY))
    assert precedence.terminals_wait


async def test_nobody_gives_way_to_nobody() -> None:
    begun = time.monotonic()
    await Precedence().give_way()
    assert time.monotonic() - begun < 0.05


async def test_who_gives_way_goes_on_once_the_uploads_are_over_and_otherwise_after_a_second() -> None:
    clock = asyncio.get_running_loop().time
    precedence = Precedence(clock, clock)  # always busy
    await asyncio.sleep(BUSY_S)

    precedence.ran(committed(MANY))
    begun = clock()
    await precedence.give_way()
    assert MANY_S - 0.01 <= clock() - begun < LONGEST_S

    async def uploads_without_end() -> None:
        while True:
            precedence.ran(committed(MANY))
            await asyncio.sleep(MANY_S / 4)

    flood = asyncio.create_task(uploads_without_end())
    await asyncio.sleep(0)
    begun = clock()
    await precedence.give_way()
    assert clock() - begun >= LONGEST_S - 0.01
    flood.cancel()

"""A whole fleet against a real server: it connects, punches, survives cuts, and gives account of every record."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from edge.simulator import CALM, Climate, Fleet, plan_fleet
from edge.simulator.punch_log import LoggedPunch
from edge.simulator.workday import Direction, DuePunch
from tests.edge.simulator.tiny_edge import tiny_edge

PLAN = plan_fleet(seed=11, sites=4, devices=12)
SPEED = 50.0


class Script:
    """A source of punches that a test writes."""

    def __init__(self) -> None:
        self.waiting: list[DuePunch] = []

    def punch(self, serial: str, *pins: int) -> None:
        self.waiting += [DuePunch(0.0, serial, str(pin), Direction.IN, 15) for pin in pins]

    def due(self, start: float, end: float) -> list[DuePunch]:
        given, self.waiting = self.waiting, []
        return given


@asynccontextmanager
async def running(fleet: Fleet) -> AsyncIterator[Fleet]:
    task = asyncio.create_task(fleet.run())
    try:
        yield fleet
    finally:
        fleet.stop()
        await asyncio.wait_for(task, 5)


async def until(fleet: Fleet, happened: object, edge: object = None) -> None:
    async with asyncio.timeout(10):
        while not happened():  # type: ignore[operator]
            await asyncio.sleep(0.02)


async def test_every_terminal_connects_and_the_silent_one_is_heard_once() -> None:
    async with tiny_edge() as edge, running(Fleet(PLAN, edge.url, rate=0.0, climate=CALM, speed=SPEED)) as fleet:
        await asyncio.wait_for(fleet.wait_connected(), 10)
        stats = fleet.stats()
        assert (stats.terminals, stats.pending, stats.failures) == (12, 0, 0)
        silent = [plan.serial for plan in PLAN.terminals if plan.silent]
        heard = {seen.serial for seen in edge.seen}
        assert heard >= {plan.serial for plan in PLAN.terminals} - set(silent)
    assert fleet.connected == 0
    assert all(edge.kinds(serial).count("poll") <= 1 for serial in silent)

"""A terminal that skipped punches: the hole is noticed by its own count, asked for, and filled without
doubles."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest
import sqlalchemy as sa

from edge import admission, tenants
from edge.detector import Detector
from edge.devices import Directory
from edge.exchanges import Exchanges
from edge.feed import Feed
from edge.gaps import PATIENCE_US, Counted
from edge.ingest import Ingest
from edge.knocking import Knocking
from edge.metrics import Metrics
from edge.minding import Minding
from edge.open_commands import OpenCommands
from edge.push.delivery import Delivery
from edge.push.session import Session
from edge.push.transport import DeviceFront
from edge.simulator.exchange import Server
from edge.simulator.fleet import plan_fleet
from edge.simulator.profile import Profile
from edge.simulator.punch_log import LoggedPunch
from edge.simulator.terminal import Terminal
from edge.simulator.workday import Direction
from edge.store import Store, open_store
from edge.store.command_tables import command
from edge.store.events import START
from edge.store.ids import IdClock, now_us
from edge.store.schema import punch

SPEED = 100.0
DEADLINE_S = 30.0


@dataclass
class Scene:
    """An edge, and a simulated terminal that speaks to it over real sockets; `ahead_us` turns both clocks."""

    store: Store
    directory: Directory
    terminal: Terminal
    waiting: OpenCommands
    ahead_us: int = 0

    def wall(self) -> int:
        return now_us() + self.ahead_us

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds; what is looked at is in memory."""
        async with asyncio.timeout(DEADLINE_S):
            while not holds():
                await asyncio.sleep(0.02)

    def known(self) -> Counted | None:
        device = self.directory.known(self.terminal.plan.serial)
        return None if device is None else Counted.of(device.counted)

    async def punches(self, count: int) -> None:
        """People come while its line is cut: all that it sends comes before it counts again."""
        self.terminal.cut()
        for number in range(count):
            pin = str(100 + number)
            await self.until(lambda pin=pin: self.terminal.punch(pin, Direction.IN, 1))
        self.terminal.restore()
        await self.until(lambda: not self.terminal.machine.memory.punches.pending)

    @property
    def made(self) -> int:
        """Punches that it ever held."""
        return self.terminal.machine.memory.punches.made

    async def agreed(self) -> Counted:
        """People come until it tells a count that is what came. Once in a while it counts a moment before it
        sends, and tells its count again only with the next punch."""
        async with asyncio.timeout(DEADLINE_S):
            while True:
                await self.punches(1)
                for _ in range(50):
                    await asyncio.sleep(0.02)
                    known = self.known()
                    if known is not None and (known.held, known.missing_since) == (self.made, None):
                        return known

    def skipped(self, count: int) -> None:
        """Punches that the terminal has and believes to have sent."""
        log, local = self.terminal.machine.memory.punches, self.terminal.machine.clock.local()
        for number in range(count):
            record = LoggedPunch(str(500 + number), local, 0, 1)
            log.append(record)
            log.acknowledge([record])

    async def stored(self) -> list[str]:
        statement = sa.select(punch.c.pin).order_by(punch.c.id)
        return list(await self.store.read(lambda conn: conn.scalars(statement).all()))

    async def told(self) -> int:
        """Punches that integrators were told of."""
        page = await Feed(self.store).page(1, START, 10_000)
        return sum(row.type == "attendance.created" for row in page)

    async def asked(self) -> list[str]:
        """What became of what was asked for."""
        statement = sa.select(command.c.status).where(command.c.command == "fetch_attendance")
        statement = statement.order_by(command.c.id)
        return list(await self.store.read(lambda conn: conn.scalars(statement).all()))


@asynccontextmanager
async def scene(database_url: str, wrong_s: float = 0.0) -> AsyncIterator[Scene]:
    store = await open_store(database_url)
    directory, metrics, waiting = Directory(store, None), Metrics(), OpenCommands(store)
    made: list[Scene] = []

    def wall() -> int:
        return made[0].wall() if made else now_us()

    store.ids = IdClock(clock=wall)
    minding = Minding(store, waiting, wall)
    session = Session(
        store,
        directory,
        Ingest(store, None),
        Knocking(store, directory, open_door=False),
        Detector(store, None, wall=wall),
        metrics,
        Exchanges(),
        delivery=Delivery(store, waiting, lambda key, seconds: None, wall, minding=minding),
        minding=minding,
        wall=wall,
    )
    front = DeviceFront(session.handle, None)
    server = await asyncio.get_running_loop().create_server(front.protocol, "127.0.0.1", 0)
    plan = plan_fleet(3, 1, 3, Profile(generations={"speedface": 1}, employees_per_terminal=1))
    # Answers tell the true time; it goes by its own.
    planned = replace(plan.terminals[1], clock_drift_s=wrong_s, follows_server_clock=False)
    terminal = Terminal(
        planned,
        plan.sites[0],
        Server.parse(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"),
        utc=lambda: wall() / 1e6 if made else time.time(),
        rng=random.Random(1),
        speed=SPEED,
        timeout_s=5.0,
    )
    made.append(Scene(store, directory, terminal, waiting))

    def register(conn: sa.Connection) -> None:
        tenant, _ = tenants.ensure_default(conn, store.ids, now=now_us())
        zone = plan.sites[0].timezone
        admission.register(conn, store.ids, tenant["id"], serial=planned.serial, now=now_us(), timezone=zone)

    await store.write(register)
    running = asyncio.create_task(terminal.run())
    try:
        yield made[0]
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        server.close()
        await front.stop()
        await store.close()


async def missed(scene: Scene) -> None:
    """Punches that came, three that the terminal skipped, two that came; the edge has noticed."""
    await scene.until(scene.known)  # the first count is where counting begins
    await scene.punches(5)
    await scene.agreed()
    scene.skipped(3)
    await scene.punches(2)
    await scene.until(lambda: (known := scene.known()) and known.missing_since)


async def asked_once_more(scene: Scene) -> None:
    """So much time goes by that what is missing cannot be under way; somebody punches, so it counts again,
    and what it is asked for then has come."""
    before = len(await scene.asked())
    scene.ahead_us += PATIENCE_US + 60_000_000
    await scene.punches(1)
    async with asyncio.timeout(DEADLINE_S):
        while await scene.asked() != ["succeeded"] * (before + 1):
            await asyncio.sleep(0.05)


async def test_a_hole_is_noticed_and_filled_without_doubles(database_url: str) -> None:
    async with scene(database_url) as course:
        await missed(course)
        assert len(await course.stored()) == course.made - 3
        assert await course.asked() == [], "it may be under way"
        await asked_once_more(course)
        stored = await course.stored()
        # Where it counted a moment before it sent, what was asked for brings the last punch as well.
        assert sorted(pin for pin in stored if pin >= "500") == ["500", "501", "502"]
        assert len(stored) == course.made
        assert await course.told() == course.made, "integrators hear of each once"
        await course.agreed()
        assert await course.asked() == ["succeeded"], "all is there: nothing more is asked for"


@pytest.mark.parametrize(("wrong_s", "tries"), [(600.0, 1), (-600.0, 2)])
async def test_a_clock_that_nobody_knows_to_be_wrong_hides_no_hole_for_long(
    database_url: str, wrong_s: float, tries: int
) -> None:
    if database_url.startswith("postgresql"):
        pytest.skip("what depends on the database is shown above")
    async with scene(database_url, wrong_s) as course:
        await missed(course)
        for _ in range(tries):
            assert len(await course.stored()) < course.made
            await asked_once_more(course)
        assert len(await course.stored()) == await course.told() == course.made

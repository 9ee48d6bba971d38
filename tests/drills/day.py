"""A scripted day of a whole fleet: people come, move and go, clocks change, a site is dark for four hours.

`python -m tests.drills.day [--terminals 80] [--people 24000] [--sites 14] [--backlog 100000]
[--database sqlite|postgresql] [--seed N]`

A real edge process; simulated terminals of every generation and both dialects in this one. The day is that on
which Morocco's clocks went forward in March 2026: edge and terminals live by a clock that is put there
(`day_clock`). It runs as fast as any clock through everything that is measured, the change of the clocks
among it; in between, while nothing is under way, parts of the day are passed over.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from common.client import EdgeClient, EdgeError
from edge.simulator import AccessTerminal, FleetPlan, SitePlan
from edge.simulator.hardware import MODEL
from edge.simulator.staging import stage
from tests.drills import day_checks
from tests.drills.day_clock import DayClock, edge_command
from tests.drills.day_fleet import DayFleet, until
from tests.drills.day_office import Office, employee
from tests.drills.day_plan import STRANGERS, Wish, is_access, newcomers, offset_at, planned, wished
from tests.drills.day_watch import HEAD, Watch, row_of
from tests.kit.edge_process import EdgeProcess
from tests.kit.postgres import Postgres

ZONE: Final = "Africa/Casablanca"
DAY: Final = datetime(2026, 3, 21, 12, tzinfo=UTC)
BEFORE: Final = timedelta(hours=2)
HOURS: Final = 4.0
PATIENCE_S: Final = 900.0


@dataclass(frozen=True, slots=True)
class Day:
    """How large the day is. `pace` divides the waits of terminals (10 s between two polls), `live_rate` is
    how many people a second punch; `steps` is how many parts the dark hours are passed over in, `work_s` how
    long people punch live after each; `ahead_s` before the change of the clocks none is passed over any more.
    `offline_after`: the setting, None for the edge's own rule. `dark`: part of the slug of the site that goes
    dark."""

    terminals: int = 80
    people: int = 24_000
    sites: int = 14
    backlog: int = 100_000
    database: str = "sqlite"
    seed: int = 1
    newcomers: int = 500
    movers: int = 50
    leavers: int = 10
    pace: float = 4.0
    live_rate: float = 20.0
    steps: int = 8
    work_s: float = 4.0
    ahead_s: float = 20.0
    offline_after: float | None = None
    dark: str = "lagos"


@dataclass(slots=True)
class Outcome:
    """What came of it: the table's figures and everything that is wrong."""

    watch: Watch
    problems: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Stage:
    """Everybody and everything on it."""

    day: Day
    clock: DayClock
    change: float
    plan: FleetPlan
    fleet: DayFleet
    office: Office
    wishes: dict[str, Wish]
    outcome: Outcome
    gone: dict[str, set[str]] = field(default_factory=dict)

    @property
    def dark(self) -> SitePlan:
        return next(site for site in self.plan.sites if self.day.dark in site.slug)

    @property
    def lit(self) -> list[SitePlan]:
        return [site for site in self.plan.sites if site != self.dark]

    def at_work(self) -> None:
        """From now on those punch who are where they shall be."""
        there = [site for site in self.plan.sites if site.id != self.fleet.dark]
        self.fleet.comings.staff = {site.id: self.people_of(site.id) for site in there}

    def people_of(self, site_id: str) -> list[str]:
        return sorted(pin for pin, wish in self.wishes.items() if wish.site_id == site_id)

    def missed(self, site_id: str, pin: str) -> None:
        self.gone.setdefault(site_id, set()).add(pin)


def next_change(zone: str, after: datetime) -> float:
    """The first second, since 1970, at which clocks of a zone show another offset than an hour before."""
    hour, step = after, timedelta(minutes=15)
    while (hour + step).astimezone(ZoneInfo(zone)).utcoffset() == after.astimezone(
        ZoneInfo(zone)
    ).utcoffset():
        hour += step
    return (hour + step).timestamp()


async def drill(day: Day) -> Outcome:
    """Live through it."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="punchdeck-day-")))
        server = stack.enter_context(Postgres()) if day.database == "postgresql" else None
        change = next_change(ZONE, DAY)
        clock = DayClock(folder / "clock", change - BEFORE.total_seconds())
        edge = EdgeProcess(
            folder / "data",
            database=None if server is None else server.create_database("day"),
            command=edge_command(clock),
        )
        if day.offline_after is not None:
            edge.data.mkdir()
            (edge.data / "punchdeck.toml").write_text(f"offline_after = {day.offline_after}\n")
        stack.enter_context(edge)
        outcome = Outcome(Watch(edge.pid))
        plan = planned(day.seed, day.sites, day.terminals, day.people, day.newcomers)
        fleet = DayFleet(plan, edge.url, clock, day.live_rate, day.pace)
        async with EdgeClient(edge.url, edge.admin_key, timeout_s=120.0) as api:
            office = Office(api, edge.admin_key, lambda: fleet.stats().commands)
            scene = _Stage(day, clock, change, plan, fleet, office, wished(plan), outcome)
            try:
                await _live(scene)
            except (TimeoutError, AssertionError, EdgeError) as error:
                outcome.problems.append(f"the day ended early: {error}")
        return outcome


async def _live(scene: _Stage) -> None:
    watch = scene.outcome.watch
    async with watch.part("sites and terminals registered"):
        await stage(scene.plan, scene.office.api)
    async with _running(scene.fleet):
        await _begin(scene)
        await _change_people(scene)
        await _go_dark(scene)
        await _change_clocks(scene)
        await _come_back(scene)
        async with watch.part("read back and compared") as part:
            part.said += await _compare(scene)


@asynccontextmanager
async def _running(fleet: DayFleet) -> AsyncIterator[None]:
    running = asyncio.create_task(fleet.run())
    try:
        yield
    finally:
        fleet.stop()
        await running


async def _begin(scene: _Stage) -> None:
    """Terminals tell whom they hold, the office makes its people, and the two are brought together."""
    watch, fleet, office = scene.outcome.watch, scene.fleet, scene.office
    async with watch.part("terminals connect, tell whom they hold") as part:
        async with asyncio.timeout(PATIENCE_S):
            await fleet.wait_connected()
            while await _untold(scene):
                await asyncio.sleep(1.0)
        part.said.append(f"{fleet.came_with:,} people learnt from attendance terminals' own uploads; ")
        part.said[-1] += f"{sum(map(is_access, scene.plan.terminals))} access terminals came empty"
    wishes = list(scene.wishes.values())
    async with watch.part(f"{len(wishes):,} people made") as part:
        half = len(wishes) // 2
        await office.upsert([employee(wish) for wish in wishes[:half]])
        await office.load_table(wishes[half:])
        part.said.append("half as JSON, half as CSV, 1,000 in a request")
    async with watch.part("matrix converged") as part:
        await office.converged()
        pairs = sum(_pairs(scene).values())
        written, _ = await day_checks.commands(office.api)
        part.said.append(f"{pairs:,} pairs, {dict(written)}")
    scene.at_work()
    fleet.comings.pausing = False


async def _untold(scene: _Stage) -> bool:
    """Whether the edge has yet to hear of somebody whom an attendance terminal holds."""
    for one in scene.fleet.terminals.values():
        if isinstance(one, AccessTerminal):
            continue
        last = max(user.pin for user in one.machine.memory.users)
        path = f"/v1/devices/{one.plan.serial}/people"
        told = {person["pin"] async for person in scene.office.api.pages(path, {"limit": 1000})}
        if len(told) < len(one.machine.memory.users) or last not in told:
            return True
    return False


def _pairs(scene: _Stage) -> Mapping[str, int]:
    """How many people shall be on each terminal."""
    counts = {site.id: 0 for site in scene.plan.sites}
    for wish in scene.wishes.values():
        counts[wish.site_id] += 1
    return {terminal.serial: counts[terminal.site_id] for terminal in scene.plan.terminals}


async def _change_people(scene: _Stage) -> None:
    day, watch, office = scene.day, scene.outcome.watch, scene.office
    joined = _roomy(scene, day.newcomers)
    async with watch.part(f"{day.newcomers} people begin at one site") as part:
        fresh = newcomers(scene.plan, joined, day.newcomers)
        scene.wishes |= fresh
        await office.load_table(fresh.values())
        await office.converged()
        part.said.append(f"{joined.name}, {len(scene.plan.terminals_of(joined.id))} terminals")
    rng = random.Random(f"{day.seed}:changes")
    from_, to = [site for site in scene.lit if site != joined][:2]
    async with watch.part(f"{day.movers} people move to another site") as part:
        movers = rng.sample(scene.people_of(from_.id), day.movers)
        for pin in movers:
            scene.missed(from_.id, pin)
            scene.wishes[pin] = replace(scene.wishes[pin], site_id=to.id)
        await office.upsert([employee(scene.wishes[pin]) for pin in movers])
        await office.converged()
        part.said.append(f"from {from_.name} to {to.name}")
    async with watch.part(f"{day.leavers} people revoked") as part:
        leavers = rng.sample(scene.people_of(to.id), day.leavers)
        for pin in leavers:
            scene.missed(to.id, pin)
            del scene.wishes[pin]
        await office.revoke(leavers)
        there = [one.serial for one in scene.plan.terminals_of(to.id)]
        await until(
            lambda: not any(scene.fleet.holds(serial).keys() & set(leavers) for serial in there),
            PATIENCE_S,
            "who was revoked is gone from every terminal",
        )
        part.said.append(f"{len(there)} terminals at {to.name}; half set inactive, half deleted")
    scene.at_work()


def _roomy(scene: _Stage, count: int) -> SitePlan:
    """Of the sites whose terminals have room for so many more, that with most terminals."""

    def room(site: SitePlan) -> int:
        there = [one for one in scene.plan.terminals if one.site_id == site.id]
        return min(MODEL[one.model].max_users for one in there) - site.headcount - STRANGERS

    fitting = [site for site in scene.lit if room(site) >= count]
    if not fitting:
        raise AssertionError(f"no site has room for {count} more people: ask for fewer --people")
    return max(fitting, key=lambda site: len(scene.plan.terminals_of(site.id)))


async def _go_dark(scene: _Stage) -> None:
    """The line of a site fails."""
    fleet, dark = scene.fleet, scene.dark
    serials = [one.serial for one in scene.plan.terminals_of(dark.id)]
    async with scene.outcome.watch.part(f"{dark.name} goes dark") as part:
        fleet.cut(dark.id)
        scene.at_work()
        async with asyncio.timeout(PATIENCE_S):
            while not await _all_offline(scene, serials):
                await asyncio.sleep(1.0)
        part.said.append(f"{len(serials)} terminals told offline; the others punch on")


async def _all_offline(scene: _Stage, serials: list[str]) -> bool:
    found = await scene.office.api.devices(status="offline")
    return {one["serial_number"] for one in found} >= set(serials)


async def _change_clocks(scene: _Stage) -> None:
    """Time goes by until shortly before the change, then runs through it; then the rest of the four hours."""
    day, fleet, clock, pins = scene.day, scene.fleet, scene.clock, scene.people_of(scene.dark.id)
    watch, began = scene.outcome.watch, clock.time()
    stops, ends = scene.change - day.ahead_s, began + HOURS * 3600
    earlier = min(max(1, round(day.steps * (stops - began) / (HOURS * 3600))), day.steps - 1)
    share = round(day.backlog * (stops - began) / (HOURS * 3600))
    async with watch.part(f"{(stops - began) / 60:.0f} minutes pass, {share:,} punches in the dark"):
        await fleet.pass_until(stops, earlier, day.work_s, share, pins)
    async with watch.part("clocks go forward, in real time") as part:
        if fleet.astray():
            raise AssertionError("clocks show another offset before the change")
        await asyncio.sleep(max(0.0, scene.change - clock.time()))
        await until(lambda: not fleet.astray(), PATIENCE_S, "all clocks show the new time")
        seconds = clock.time() - scene.change
        part.said.append(f"the last of {_changing(scene)} terminals was told {seconds:.1f} s after it;")
        part.said[-1] += f" they ask every {10 / day.pace:g} s"
    left = day.backlog - share
    async with watch.part(f"{(ends - clock.time()) / 60:.0f} minutes pass, {left:,} punches in the dark"):
        await fleet.pass_until(ends, day.steps - earlier, day.work_s, left, pins)


def _changing(scene: _Stage) -> int:
    """How many terminals with a line stand where the clocks change."""
    return sum(
        offset_at(site, scene.change - 1) != offset_at(site, scene.change) and site.id != scene.fleet.dark
        for one in scene.plan.terminals
        for site in (scene.plan.site(one.site_id),)
    )


async def _come_back(scene: _Stage) -> None:
    day, fleet, dark = scene.day, scene.fleet, scene.dark
    began_with = fleet.punches
    async with scene.outcome.watch.part(f"{dark.name} is back: {day.backlog:,} uploaded") as part:
        waiting = fleet.waiting(dark=True)
        fleet.restore()
        fleet.comings.pausing = False
        began = time.monotonic()
        serials = {one.serial for one in scene.plan.terminals_of(dark.id)}
        await until(lambda: not _owing(fleet, serials), PATIENCE_S, "the backlog is uploaded")
        seconds = time.monotonic() - began
        part.said.append(f"{waiting:,} punches in {seconds:.1f} s = {waiting / seconds:,.0f} a second, ")
        part.said[-1] += f"{fleet.punches - began_with} live ones among them"
    async with scene.outcome.watch.part("quiet again"):
        await fleet.quiet()
        await scene.office.converged()


def _owing(fleet: DayFleet, serials: set[str]) -> int:
    return sum(fleet.terminals[serial].counts.unacknowledged for serial in serials)


async def _compare(scene: _Stage) -> list[str]:
    api, outcome, fleet, plan = scene.office.api, scene.outcome, scene.fleet, scene.plan
    in_sync, wrong = await day_checks.matrix(api, plan, scene.wishes)
    outcome.problems += wrong
    outcome.problems += day_checks.stores(fleet, scene.wishes, scene.gone)
    feed = await day_checks.told(api)
    outcome.problems += await day_checks.punches(api, fleet.made, feed)
    outcome.problems += day_checks.outages(plan, scene.dark.id, feed)
    counts, failed = await day_checks.commands(api)
    outcome.problems += failed
    outcome.problems += [f"{serial}: its clock shows another offset" for serial in fleet.astray()]
    return [
        f"{in_sync:,} pairs in sync and as each terminal's own store has them",
        f"{fleet.punches:,} punches made, stored once and told once, per terminal in order",
        f"{sum(map(len, feed.numbers.values())):,} events of terminals, numbered without a gap",
        "nobody was ever called offline but the dark site",
        f"commands {dict(counts)}; sessions of terminals that broke off {fleet.stats().failures}",
    ]


def report(day: Day, outcome: Outcome, seconds: float) -> int:
    """Print the table once more as a whole; the exit code says whether all held."""
    print(
        f"\nA day of {day.terminals} terminals, {day.people:,} people, {day.sites} sites; "
        f"{day.database}, seed {day.seed}"
    )
    print(HEAD)
    for part in outcome.watch.parts:
        print(row_of(part))
    most = max((part.most_mb for part in outcome.watch.parts), default=0.0)
    worked = sum(part.worked_s for part in outcome.watch.parts)
    print(f"{'all of it':<44}{seconds:8.1f}{worked:12.1f}{most:13.0f}")
    for problem in outcome.problems[:30]:
        print(f"  VIOLATED {problem}")
    print(f"{len(outcome.problems)} problems" if outcome.problems else "all of it holds")
    return 1 if outcome.problems else 0


def main() -> None:
    usual = Day()
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    for name in ("terminals", "people", "sites", "backlog"):
        parser.add_argument(f"--{name}", type=int, default=getattr(usual, name))
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default=usual.database)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    parser.add_argument("--newcomers", type=int, default=usual.newcomers)
    parser.add_argument("--dark", default=usual.dark, help="part of the slug of the site that goes dark")
    parser.add_argument("--pace", type=float, default=usual.pace)
    given: dict[str, Any] = vars(parser.parse_args())
    day = replace(usual, **given)
    print(__doc__)
    print(HEAD, flush=True)
    started = time.monotonic()
    outcome = asyncio.run(drill(day))
    sys.exit(report(day, outcome, time.monotonic() - started))


if __name__ == "__main__":
    main()

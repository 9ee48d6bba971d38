"""Runs a simulated fleet for the command line: plans it, registers it, reports, obeys."""

from __future__ import annotations

import asyncio
import random
import signal
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import typer

from common.client import EdgeClient, EdgeError
from edge.cli.running import fail
from edge.cli.trusting import client_tls
from edge.simulator.fleet import FleetPlan, PlanError, plan_fleet
from edge.simulator.profile import LIVELY, Profile, ProfileError, load_profile
from edge.simulator.run import Fleet, FleetStats
from edge.simulator.staging import stage

REPORT_S = 10.0
USUAL_RATE = 2.0


@dataclass(frozen=True, slots=True)
class FleetOptions:
    """What the command line said; None is the profile's choice."""

    server: str
    devices: int | None
    sites: int | None
    rate: float | None
    profile: Path | None
    seed: int | None
    lively: bool
    key: str | None
    control: bool
    ca_file: Path | None = None


def run_fleet(options: FleetOptions) -> None:
    """Until interrupted. What a user can cause ends in one line."""
    try:
        told = load_profile(options.profile) if options.profile is not None else Profile()
        seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1 << 32)
        plan = plan_fleet(seed, options.sites, options.devices, told)
        fleet = Fleet(
            plan,
            options.server,
            rate=options.rate if options.rate is not None else _rate_of(told),
            lively=options.lively or told.mode == "lively",
            tls=None if options.ca_file is None else client_tls(options.server, options.ca_file),
            climate=LIVELY if options.lively and options.profile is None else told.climate,
        )
        asyncio.run(_run(fleet, plan, options, seed))
    except (ProfileError, PlanError, EdgeError, ValueError) as error:
        fail(str(error))


def _rate_of(profile: Profile) -> float | None:
    """None: people work their shifts."""
    if profile.mode in ("rate", "lively"):
        return profile.rate if profile.rate is not None else USUAL_RATE
    return profile.rate if profile.mode is None else None


async def _run(fleet: Fleet, plan: FleetPlan, options: FleetOptions, seed: int) -> None:
    _stop_on_signals(fleet)
    server = options.server
    if options.key is not None:
        async with EdgeClient(server, options.key, tls=client_tls(server, options.ca_file)) as client:
            await stage(plan, client)
    typer.echo(
        f"{len(plan.terminals)} terminals at {len(plan.sites)} sites call {server}; seed {seed}.", err=True
    )
    beside = [asyncio.create_task(_report(fleet))]
    if options.control:
        beside.append(asyncio.create_task(_obey(fleet, plan)))
    try:
        await fleet.run()
    finally:
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
    typer.echo(_summary(fleet.stats()), err=True)


async def _report(fleet: Fleet) -> None:
    while True:
        await asyncio.sleep(REPORT_S)
        typer.echo(_summary(fleet.stats()), err=True)


def _summary(stats: FleetStats) -> str:
    line = (
        f"{stats.connected} of {stats.terminals} terminals connected, {stats.punches} punches made, "
        f"{stats.acknowledged} acknowledged, {stats.pending} waiting"
    )
    return f"{line}; last trouble: {stats.trouble}" if stats.trouble else line


async def _obey(fleet: Fleet, plan: FleetPlan) -> None:
    """Carry out lines of standard input until it ends."""
    known = {site.id for site in plan.sites} | {site.slug for site in plan.sites}
    ids = {site.slug: site.id for site in plan.sites}
    lines = _lines_of_stdin()
    while line := (await lines.get()).decode("utf-8", "replace"):
        verb, _, site = line.strip().partition(" ")
        if site not in known or verb not in ("cut", "restore"):
            typer.echo(f"Not understood: {line.strip()!r}; write 'cut SITE' or 'restore SITE'.", err=True)
            continue
        act = fleet.cut_site if verb == "cut" else fleet.restore_site
        act(ids.get(site, site))


def _lines_of_stdin() -> asyncio.Queue[bytes]:
    """Lines as they come, then an empty one: read in a thread, because no loop reads files, consoles or the
    pipes of Windows.
    """
    lines: asyncio.Queue[bytes] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def read() -> None:
        # A file of its own, unbuffered: the lock of sys.stdin would hold up the end of the process.
        with open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as stdin:
            line = b"-"
            while line:
                line = stdin.readline()
                try:
                    loop.call_soon_threadsafe(lines.put_nowait, line)
                except RuntimeError:  # the loop is closed, and nobody listens any more
                    return

    threading.Thread(target=read, name="stdin", daemon=True).start()
    return lines


def _stop_on_signals(fleet: Fleet) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        if sys.platform == "win32":
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(fleet.stop))
        else:
            loop.add_signal_handler(number, fleet.stop)

"""How soon silence is told, in real time: 500 terminals over real sockets, 40 of them stopped at random.

A terminal is stopped by taking its line away, and stays so. A fact is counted from the end of its last
exchange as the terminal saw it, and from the moment it was stopped. A fact about a terminal that was not
stopped is false.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from common.client import EdgeClient
from common.instants import parse_instant
from edge.simulator.fleet import FleetPlan, plan_fleet
from edge.simulator.profile import CALM, Profile
from edge.simulator.run import Fleet
from edge.simulator.staging import stage
from tests.bench.table import Budget, arguments, machine, show
from tests.kit.edge_process import EdgeProcess

MEDIAN_S: Final = 35.0
LATEST_S: Final = 60.0
# Terminals are there for so long before the first is stopped, and the last is waited for so long.
BEFORE_S: Final = 60.0
AFTER_S: Final = 75.0
PUNCHES_A_SECOND: Final = 1.0
SPOKEN_EVERY_S: Final = 60.0


@dataclass(slots=True)
class Seen:
    """What the terminals themselves know: when each had its last answer, when it was stopped (seconds)."""

    heard: dict[str, float] = field(default_factory=dict)
    stopped: dict[str, float] = field(default_factory=dict)

    def note(self, serial: str, *exchange: object) -> None:
        self.heard[serial] = time.time()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Seconds from the last sign of life, and from the stop, to each fact; the serial numbers of what went
    wrong."""

    from_life: list[float]
    from_stop: list[float]
    false: list[str]
    missed: list[str]


def main() -> int:
    parser = arguments(__doc__ or "")
    parser.add_argument("--minutes", type=float, help="of the run (default 15, quick 3.5)")
    parser.add_argument("--terminals", type=int, default=500)
    parser.add_argument("--stopped", type=int, default=40, help="of the terminals, how many are stopped")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    minutes = options.minutes or (3.5 if options.quick else 15.0)
    with tempfile.TemporaryDirectory(prefix="punchdeck-bench-") as folder:
        on = machine(Path(folder))
        plan = _plan(options.terminals, options.seed)
        with EdgeProcess(Path(folder) / "edge", "--dev") as edge:
            outcome = asyncio.run(_run(edge, plan, options.stopped, minutes * 60, options.seed))
    row = {"minutes": minutes, "terminals": options.terminals, "stopped": options.stopped, **_row(outcome)}
    show(
        f"silence told: {options.terminals} terminals that poll every 10 s, {options.stopped} stopped",
        [row],
        on=on,
        budgets=_budgets(outcome),
        notes=[
            "Life: since the last answer that the terminal had. Stop: since its line was taken away.",
            *_wrong(outcome),
        ],
        as_json=options.json,
    )
    return 1 if outcome.false or outcome.missed else 0


def _plan(terminals: int, seed: int) -> FleetPlan:
    """A fleet in which nothing fails by itself."""
    profile = Profile(flapping_share=0.0, employees_per_terminal=2)
    plan = plan_fleet(seed, max(terminals // 12, 1), terminals, profile)
    return replace(plan, terminals=tuple(replace(one, silent=False) for one in plan.terminals))


async def _run(edge: EdgeProcess, plan: FleetPlan, count: int, seconds: float, seed: int) -> Outcome:
    rng = random.Random(seed)
    seen = Seen()
    fleet = Fleet(plan, edge.url, rate=PUNCHES_A_SECOND, climate=CALM)
    for serial, terminal in fleet.terminals.items():
        terminal.courier.watch = partial(seen.note, serial)
    async with EdgeClient(edge.url, edge.admin_key) as client:
        await stage(plan, client)
        running = asyncio.create_task(fleet.run())
        await fleet.wait_connected()
        begun = time.time()
        span = max(seconds - BEFORE_S - AFTER_S, 1.0)
        chosen = rng.sample(sorted(fleet.terminals), count)
        stops = sorted((begun + BEFORE_S + rng.uniform(0, span), serial) for serial in chosen)
        beside = asyncio.create_task(_speak(client, seen))
        for at, serial in stops:
            await asyncio.sleep(max(at - time.time(), 0))
            fleet.cut_terminal(serial)
            seen.stopped[serial] = time.time()
        await asyncio.sleep(max(begun + seconds - time.time(), 0))
        beside.cancel()
        outcome = _outcome(seen, await _facts(client))
        fleet.stop()
        await asyncio.gather(running, beside, return_exceptions=True)
    return outcome


async def _facts(client: EdgeClient) -> list[tuple[str, float]]:
    """Serial number and instant of each fact that a terminal is offline."""
    return [
        (body["device"]["serial_number"], parse_instant(body["timestamp"]) / 1e6)
        async for body in client.pages("/v1/events", {"types": "device.offline", "limit": 1000})
    ]


async def _speak(client: EdgeClient, seen: Seen) -> None:
    while True:
        await asyncio.sleep(SPOKEN_EVERY_S)
        so_far = _outcome(seen, await _facts(client))
        print(
            f"{time.strftime('%H:%M')} {len(seen.stopped)} stopped, {len(so_far.from_life)} told, "
            f"latest {max(so_far.from_life, default=0):.1f} s, false {len(so_far.false)}",
            file=sys.stderr,
            flush=True,
        )


def _outcome(seen: Seen, facts: Sequence[tuple[str, float]]) -> Outcome:
    told: dict[str, float] = {}
    false = []
    for serial, at in facts:
        if serial not in seen.stopped or at < seen.stopped[serial] or serial in told:
            false.append(serial)
        else:
            told[serial] = at
    return Outcome(
        from_life=[at - seen.heard[serial] for serial, at in told.items()],
        from_stop=[at - seen.stopped[serial] for serial, at in told.items()],
        false=false,
        missed=[serial for serial in seen.stopped if serial not in told],
    )


def _share(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else float("nan")


def _row(outcome: Outcome) -> dict[str, Any]:
    shares = {"median": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
    return {
        "told": len(outcome.from_life),
        "missed": len(outcome.missed),
        "false": len(outcome.false),
        **{f"life {name} s": round(_share(outcome.from_life, share), 1) for name, share in shares.items()},
        **{f"stop {name} s": round(_share(outcome.from_stop, share), 1) for name, share in shares.items()},
    }


def _budgets(outcome: Outcome) -> list[Budget]:
    median, latest = _share(outcome.from_stop, 0.5), _share(outcome.from_life, 1.0)
    wrong = len(outcome.false)
    return [
        Budget("stop to fact, median", f"<= {MEDIAN_S:.0f} s", f"{median:.1f} s", median <= MEDIAN_S),
        Budget(
            "last sign of life to fact, max", f"<= {LATEST_S:.0f} s", f"{latest:.1f} s", latest <= LATEST_S
        ),
        Budget("stopped and not told", "0", str(len(outcome.missed)), not outcome.missed),
        Budget("false facts", "0", str(wrong), not wrong),
    ]


def _wrong(outcome: Outcome) -> list[str]:
    return [f"False: {serial}" for serial in outcome.false] + [f"Missed: {one}" for one in outcome.missed]


if __name__ == "__main__":
    sys.exit(main())

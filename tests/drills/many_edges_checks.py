"""What was done to several edges and their terminals, and whether what they told of it is right."""

from __future__ import annotations

import bisect
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from common.client import EdgeClient, EdgeError
from common.instants import parse_instant
from edge.simulator.exchange import Answer
from edge.simulator.run import Fleet
from tests.drills.accounts import settle
from tests.drills.many_edges_cluster import EDGES, Cluster
from tests.drills.many_edges_console import Console
from tests.drills.receiver import Receiver, order_of
from tests.kit.invariants import punch_sequences, read

TOLD_S: Final = 60.0
LEAST_S: Final = 34.0
"""A shorter silence is none; one second for what the answer took."""
LATE_S: Final = (0, 2, 4, 6, 8)
"""So late may be what edges know of one another: who is back for less than that is told of as gone first."""
AFTER_DATABASE_S: Final = 150.0
"""After nobody could listen, every terminal has a grace before its silence counts."""
AWAY_S: Final = 60.0
"""The longest pause of the console between two attempts; what it missed meanwhile it must have afterwards."""


@dataclass
class Harm:
    """What was done to whom, and when."""

    kills: int = 0
    stops: int = 0
    database: list[float] = field(default_factory=list)
    unheard: list[float] = field(default_factory=list)
    """When somebody began to listen again after nobody had: at first, and after each stop of the database."""
    cut: dict[str, float] = field(default_factory=dict)
    heard: dict[str, list[float]] = field(default_factory=dict)

    def note(self, serial: str, _request: bytes, answer: Answer) -> None:
        """A terminal had an answer. One that a balancer gave in place of an edge was heard by nobody."""
        if answer.status < 500:
            self.heard.setdefault(serial, []).append(time.time())

    def silent_s(self, serial: str, at: float) -> float:
        """For how long a terminal had had no answer at an instant."""
        times = self.heard.get(serial, [])
        place = bisect.bisect(times, at)
        return at - times[place - 1] if place else float("inf")


@dataclass(frozen=True)
class Outcome:
    row: dict[str, Any]
    problems: list[str]


async def judge(
    cluster: Cluster, fleet: Fleet, receiver: Receiver, harm: Harm, console: Console, lasted: float
) -> Outcome:
    """Hold what is there in the end against what was done."""
    # Some firmware writes the time with a T between its parts.
    acknowledged = [(serial, line.replace("T", " ", 1)) for serial, line in fleet.acknowledged]
    async with EdgeClient(cluster.balancer.url, cluster.edges[0].admin_key) as api:
        account = await settle(cluster.url, acknowledged, api)
    problems = list(account.problems)
    problems += order_of(receiver, await read(cluster.url, punch_sequences))
    facts = await facts_of(cluster.balancer.url, cluster.edges[0].admin_key)
    wrong, late = _presence(harm, facts)
    problems += wrong
    missing = account.stored - len(console.punches)
    if missing or console.gaps:
        problems.append(f"the console saw {missing} punches fewer than there are, and {console.gaps} gaps")
    if console.longest_s > AWAY_S:
        problems.append(f"the console was away for {console.longest_s:.0f} s")
    row = {
        "minutes": round(lasted / 60, 1),
        "edges": EDGES,
        "terminals": len(fleet.terminals),
        "kills": harm.kills,
        "stops": harm.stops,
        "database stops": len(harm.database),
        "acknowledged": account.acknowledged,
        "stored": account.stored,
        "lost": account.lost,
        "doubled": account.doubled,
        "webhooks": len(receiver.seen),
        "twice": receiver.taken - len(receiver.seen),
        "cut": len(harm.cut),
        "told": len({serial for serial, _ in facts} & harm.cut.keys()),
        "told after s": late,
        "false": sum("false" in one for one in wrong),
        "waited by themselves": len(facts) - len({serial for serial, _ in facts} & harm.cut.keys()),
        "console reconnecting s": round(console.away_s, 1),
        "longest s": round(console.longest_s, 1),
    }
    return Outcome(row, problems)


async def facts_of(url: str, key: str) -> list[tuple[str, float]]:
    """Serial number and instant of each fact that a terminal is offline."""
    try:
        async with EdgeClient(url, key) as client:
            return [
                (body["device"]["serial_number"], parse_instant(body["timestamp"]) / 1e6)
                async for body in client.pages("/v1/events", {"types": "device.offline", "limit": 1000})
            ]
    except EdgeError:
        return []


def _presence(harm: Harm, facts: Sequence[tuple[str, float]]) -> tuple[list[str], float]:
    """What is wrong with the facts, and after how many seconds the latest was told, if nothing excuses it."""
    told: dict[str, float] = {}
    problems, latest = [], 0.0
    for serial, at in facts:
        if serial in harm.cut and at >= harm.cut[serial] and serial not in told:
            told[serial] = at
        elif (silent := max(harm.silent_s(serial, at - late) for late in LATE_S)) < LEAST_S:
            problems.append(f"a false fact: {serial}, offline {silent:.0f} s after its last answer")
    for serial, cut in harm.cut.items():
        if serial not in told:
            problems.append(f"not told: {serial} lost its line")
            continue
        after = harm.silent_s(serial, told[serial])
        if any(cut - 10 <= at + AFTER_DATABASE_S and at <= told[serial] for at in harm.unheard):
            continue  # everybody had a grace then
        latest = max(latest, after)
        if after > TOLD_S:
            problems.append(f"late: {serial} was told {after:.0f} s after its last sign of life")
    return problems, round(latest, 1)

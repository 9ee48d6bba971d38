"""Who sends webhooks is stopped for longer than its lease, and goes on later: what it brings has no effect.

`python -m tests.drills.webhooks_stale [--wait 50]`

Two edges share a PostgreSQL. The one that has taken a lane is stopped (SIGSTOP) while the receiver holds its
request; the other takes the lane over and delivers everything; the first is let go on (SIGCONT), and what its
attempt brought is refused by the fence. `--wait 0` ends the lease by hand.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil
import sqlalchemy as sa
from aiohttp import web

from edge.master_keys import KEY_FILE
from edge.store import open_store
from edge.store.webhook_tables import webhook_delivery
from tests.bench.stand import metric
from tests.drills.receiver import receiving_at
from tests.kit.checkers import FenceSample
from tests.kit.edge_process import EdgeProcess
from tests.kit.invariants import check_all, fences_of, read, wrong
from tests.kit.postgres import Postgres

PUNCHES = 4
SOON_S = 30.0
LEASE_S = 50.0


@dataclass
class Holder:
    """A receiver that keeps its first request waiting, then refuses it."""

    first_from: int | None = None
    came: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)
    sequences: list[int] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.sequences.append(body["sequence"])
        if self.first_from is None:
            assert request.transport is not None
            self.first_from = request.transport.get_extra_info("peername")[1]
            self.came.set()
            await self.go_on.wait()
            return web.Response(status=500)
        return web.Response()


@dataclass(frozen=True)
class Outcome:
    """What came of it, and everything that is wrong."""

    waited_s: float
    stale: float
    stolen: float
    arrived: list[int]
    problems: list[str]


async def drill(wait_s: float) -> Outcome:
    """Run it. `wait_s`: for how long the one that held the lane is stopped; 0: until its lease, ended by
    hand."""
    holder = Holder()
    async with receiving_at(holder.take) as url:
        with contextlib.ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            server = stack.enter_context(Postgres())
            where = server.create_database("stale")
            edges = [EdgeProcess(folder / name, "--dev", database=where) for name in ("one", "two")]
            await asyncio.to_thread(stack.enter_context, edges[0])
            await _listen(edges[0], url)
            edges[1].data.mkdir()
            shutil.copy(edges[0].data / KEY_FILE, edges[1].data / KEY_FILE)  # both open the same secrets
            await asyncio.to_thread(stack.enter_context, edges[1])
            await _punch(edges[0].port)
            async with asyncio.timeout(SOON_S):
                await holder.came.wait()
            stopped, other = sorted(edges, key=lambda edge: not _talks_from(edge.pid, holder.first_from))
            fences = await read(where, fences_of)
            began = time.monotonic()
            os.kill(stopped.pid, signal.SIGSTOP)
            try:
                if wait_s:
                    await asyncio.sleep(wait_s)
                else:
                    await _end_leases(where)
                async with asyncio.timeout(SOON_S):
                    while len(holder.sequences) < PUNCHES + 1:
                        await asyncio.sleep(0.05)
                    while (await _rows(where))[-1]["state"] != "delivered":
                        await asyncio.sleep(0.05)
                before = await _rows(where)
                fences += await read(where, fences_of)
            finally:
                os.kill(stopped.pid, signal.SIGCONT)
            waited_s = time.monotonic() - began
            holder.go_on.set()
            stale = await _stale_of(stopped)
            stolen = await asyncio.to_thread(metric, other, "punchdeck_webhook_lease_steals_total")
            after = await _rows(where)
            if after != before:
                fences += _written_late(fences)
            violated = wrong(await check_all(where, fences=fences))
    return _outcome(waited_s, stale, stolen, holder.sequences, before, after, violated)


def _written_late(fences: list[FenceSample]) -> list[FenceSample]:
    """What the first holders of lanes did after all."""
    held = [sample for sample in fences if sample.name[0] == "lane" and sample.owner is not None]  # type: ignore[index]
    return [held[0]._replace(effect=True)]


def _outcome(
    waited_s: float,
    stale: float,
    stolen: float,
    sequences: list[int],
    before: list[sa.RowMapping],
    after: list[sa.RowMapping],
    violated: list[str],
) -> Outcome:
    problems = list(violated)
    first = min(sequences)
    if sequences != [first, *range(first, first + PUNCHES)]:
        problems.append(f"arrived as {sequences}")
    if stale != 1 or stolen < 1:
        problems.append(f"{stale:g} results refused, {stolen:g} lanes taken over")
    if after != before:
        problems.append("what the stopped one brought was written")
    if any((row["state"], row["attempts"]) != ("delivered", 1) for row in after):
        problems.append(f"deliveries: {[(row['state'], row['attempts']) for row in after]}")
    return Outcome(waited_s, stale, stolen, sequences, problems)


def _talks_from(pid: int, port: int | None) -> bool:
    return any(found.laddr.port == port for found in psutil.Process(pid).net_connections("tcp"))


async def _listen(edge: EdgeProcess, url: str) -> None:
    headers = {"Authorization": f"Bearer {edge.admin_key}"}
    async with httpx.AsyncClient(trust_env=False, headers=headers) as http:
        body = {"url": url, "events": ["attendance.created"]}
        (await http.post(f"{edge.url}/v1/webhooks", json=body)).raise_for_status()


async def _punch(port: int) -> None:
    lines = "".join(f"{pin}\t2026-01-01 08:00:{pin:02}\t0\t1\t\t0\t0\n" for pin in range(1, PUNCHES + 1))
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.post(
            f"http://127.0.0.1:{port}/iclock/cdata",
            params={"SN": "STALE0001", "table": "ATTLOG", "Stamp": "9999"},
            content=lines.encode(),
        )
        assert answer.text == f"OK: {PUNCHES}", answer.text


async def _rows(where: str) -> list[sa.RowMapping]:
    store = await open_store(where)
    try:
        statement = sa.select(webhook_delivery).order_by(webhook_delivery.c.id)
        return await store.read(lambda conn: list(conn.execute(statement).mappings().all()))
    finally:
        await store.close()


async def _end_leases(where: str) -> None:
    store = await open_store(where)
    try:
        await store.write(lambda conn: conn.execute(sa.text("UPDATE webhook_lane SET lease_until = 1")))
    finally:
        await store.close()


async def _stale_of(edge: EdgeProcess) -> float:
    """How many results it had refused, once it has noticed."""
    refused = 0.0
    deadline = time.monotonic() + SOON_S
    while not refused and time.monotonic() < deadline:
        refused = await asyncio.to_thread(metric, edge, "punchdeck_webhook_stale_fences_total")
        await asyncio.sleep(0.1)
    return refused


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wait", type=float, default=LEASE_S, help="seconds; a lease is 45 s long")
    outcome = asyncio.run(drill(parser.parse_args().wait))
    print(
        f"stopped for {outcome.waited_s:.0f} s: lanes taken over {outcome.stolen:g}, results refused by the "
        f"fence {outcome.stale:g}, arrived {outcome.arrived}, wrong {len(outcome.problems)}"
    )
    for problem in outcome.problems:
        print(f"  VIOLATED {problem}")
    sys.exit(1 if outcome.problems else 0)


if __name__ == "__main__":
    main()

"""A rolling upgrade from the previous schema under load: edges of the version before, on PostgreSQL behind
HAProxy, are replaced one by one by edges of this one; nothing is lost or doubled, nobody waits long.

`python -m tests.drills.rolling [--seconds 60] [--terminals 40] [--from REVISION] [--seed N]`

The version before is the last commit that did not have the newest migration, taken from the repository's
history (`--from` names another). Where there is no history, as in a source archive, it says so and ends well.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import io
import random
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from common.client import EdgeClient
from edge.store import webhooks
from edge.store.engine import normalise_url
from edge.store.migrate import MIGRATIONS, revisions
from edge.store.postgresql import connect_engine
from tests.drills.accounts import settle
from tests.drills.receiver import Receiver, drained, listen, order_of, receiving
from tests.drills.terminals import ENOUGH, Resender
from tests.kit.edge_process import ROOT, EdgeProcess
from tests.kit.haproxy import Haproxy
from tests.kit.invariants import punch_sequences, read
from tests.kit.postgres import Postgres

EDGES: Final = 3
PACE_S: Final = 0.5
DRAIN_S: Final = 100.0
LONGEST_S: Final = 15.0
"""The longest that the whole fleet may go without one acknowledgement."""


class NoHistory(Exception):
    """The version before cannot be had; the message says why."""


@dataclass(frozen=True)
class Outcome:
    row: dict[str, Any]
    problems: list[str]


def version_before() -> str:
    """The last commit without the newest migration. Raises NoHistory."""
    newest = next((MIGRATIONS / "versions").glob(f"{revisions()[-1]}*.py"))
    added = _git("log", "--diff-filter=A", "--format=%H", "--", str(newest.relative_to(ROOT))).split()
    if not added:
        raise NoHistory(f"the history does not say when {newest.name} was added")
    return _git("rev-parse", f"{added[-1]}^").strip()


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        raise NoHistory(done.stderr.strip() or f"git {arguments[0]} failed")
    return done.stdout


def checked_out(revision: str, folder: Path) -> Path:
    """The code of a revision in a folder of its own. Raises NoHistory."""
    packed = subprocess.run(
        ["git", "archive", revision, "common", "edge", "resources"], cwd=ROOT, capture_output=True
    )
    if packed.returncode != 0:
        raise NoHistory(packed.stderr.decode().strip())
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder


async def drill(seconds: float, terminals: int, revision: str, seed: int) -> Outcome:
    """Run it and return the outcome."""
    receiver = Receiver(random.Random(seed), own={"X-Own": "only the receiver knows"})
    with tempfile.TemporaryDirectory(prefix="roll-", dir="/tmp") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        before = checked_out(revision, folder / "before")
        server = stack.enter_context(Postgres({"max_connections": "60"}))
        url = server.create_database("rolling")
        edges = [_edge(folder, number, url, before) for number in range(EDGES)]
        for edge in edges:
            await asyncio.to_thread(edge.start)
            stack.callback(_end, edge)
        schema = await _schema(url)
        balancer = stack.enter_context(Haproxy([edge.port for edge in edges]))
        async with receiving(receiver) as hook:
            key = edges[0].admin_key
            receiver.endpoint, receiver.secret = await listen(balancer.url, key, hook, receiver.own)
            fleet = [
                Resender(f"ROLL{number:04}", balancer.port, random.Random(f"{seed}:{number}"))
                for number in range(terminals)
            ]
            stop = asyncio.Event()
            async with asyncio.TaskGroup() as group:
                for terminal in fleet:
                    group.create_task(_punches(terminal, stop))
                pauses = group.create_task(_pauses(fleet, stop))
                await asyncio.sleep(seconds / (EDGES + 1))
                for number, edge in enumerate(edges):
                    await asyncio.to_thread(edge.terminate)
                    edges[number] = _edge(folder, number, url, ROOT, edge.port)
                    stack.callback(_end, edges[number])
                    await asyncio.to_thread(edges[number].start)
                    await asyncio.sleep(seconds / (EDGES + 1))
                stop.set()
            told = await read(url, punch_sequences)
            await drained(sum(map(len, told.values())), receiver.seen, patience_s=DRAIN_S)
            async with EdgeClient(balancer.url, key) as api:
                acknowledged = [entry for terminal in fleet for entry in terminal.acknowledged]
                account = await settle(url, acknowledged, api)
        problems = account.problems + order_of(receiver, told)
        if receiver.bare:
            problems.append(f"{receiver.bare} deliveries came without the receiver's own headers")
        if await read(url, _headers_lie_open):
            problems.append("the receiver's own headers are not sealed, and no older version is left")
        longest = pauses.result()
        if longest > LONGEST_S:
            problems.append(f"nothing was acknowledged for {longest:.1f} s")
        now = await _schema(url)
        if now == schema:
            problems.append(f"the schema is {now} before and after: this was no upgrade")
        row = {
            "from": f"{revision[:7]} (schema {schema})",
            "to schema": now,
            "edges": EDGES,
            "terminals": terminals,
            "acknowledged": account.acknowledged,
            "stored": account.stored,
            "lost": account.lost,
            "doubled": account.doubled,
            "webhooks": len(receiver.seen),
            "longest without an acknowledgement s": round(longest, 1),
        }
        return Outcome(row, problems)


def _edge(folder: Path, number: int, url: str, code: Path, port: int | None = None) -> EdgeProcess:
    data = folder / f"edge{number}"
    if not data.exists():
        data.mkdir()
        key = folder / "master.key"
        key.write_text("cHVuY2hkZWNrLWRyaWxsLW1hc3Rlci1rZXktMDAwMDE=\n")
        key.chmod(0o600)
        (data / "punchdeck.toml").write_text(f'trusted_proxies = ["127.0.0.1"]\nmaster_key_file = "{key}"\n')
    return EdgeProcess(data, "--dev", database=url, port=port, checkout=code)


def _end(edge: EdgeProcess) -> None:
    with contextlib.suppress(AssertionError):
        edge.kill9()


async def _punches(terminal: Resender, stop: asyncio.Event) -> None:
    """A punch every PACE_S, sent until it is acknowledged: what matters is the upgrade, not the volume."""
    while not stop.is_set() or terminal.buffer:
        if not stop.is_set() and len(terminal.buffer) < ENOUGH:
            terminal.punch()
        await terminal.deliver()
        await asyncio.sleep(PACE_S)


async def _pauses(fleet: Sequence[Resender], stop: asyncio.Event) -> float:
    """The longest time in which no terminal had an acknowledgement (seconds)."""
    longest, last, before = 0.0, time.monotonic(), -1
    while not stop.is_set():
        await asyncio.sleep(0.05)
        now = sum(len(terminal.acknowledged) for terminal in fleet)
        if now != before:
            longest, last, before = max(longest, time.monotonic() - last), time.monotonic(), now
    return max(longest, time.monotonic() - last)


def _headers_lie_open(conn: sa.Connection) -> bool:
    return any(isinstance(row["settings"]["headers"], dict) for row in webhooks.all_settings(conn))


async def _schema(url: str) -> str:
    engine = connect_engine(normalise_url(url))
    async with engine.connect() as conn:
        found = (await conn.execute(sa.text("SELECT version_num FROM alembic_version"))).scalar_one()
    await engine.dispose()
    return str(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--terminals", type=int, default=40)
    parser.add_argument("--from", dest="revision", help="the version before, as a commit")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    given = parser.parse_args()
    try:
        revision = given.revision or version_before()
        outcome = asyncio.run(drill(given.seconds, given.terminals, revision, given.seed))
    except NoHistory as reason:
        print(f"rolling upgrade: skipped, {reason}")
        return
    said = "  ".join(f"{name} {value}" for name, value in outcome.row.items())
    print(f"rolling upgrade: {said}  seed {given.seed}")
    for problem in outcome.problems[:20]:
        print(f"  VIOLATED {problem}")
    sys.exit(1 if outcome.problems else 0)


if __name__ == "__main__":
    main()

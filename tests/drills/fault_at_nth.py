"""The disk fails at the n-th statement or commit, for every n: all is right, and the edge goes on serving.

`python -m tests.drills.fault_at_nth [--every 1] [--most 2000]`

One edge in this process, on a real SQLite file with real sockets. In each round a terminal introduces itself,
punches, gets a command and answers it, an alert fires and is over, and webhooks tell of all that; in round n
the database answers the n-th statement or commit with "disk I/O error", whoever asked. Terminals and clients
try again, as they do. The rounds end with the first in which nothing is left to fail; then everything must
have arrived once, every invariant must hold, and whatever ran when the edge began must still run.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import re
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import httpx
import sqlalchemy as sa
from aiohttp import web
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from edge import room
from edge.alerts import book
from edge.alerts.model import Change, Entity
from edge.app import Edge, running
from edge.settings import Settings
from edge.store.ids import now_us
from edge.store.webhook_tables import webhook_delivery
from tests.drills.receiver import receiving_at
from tests.kit.invariants import check_all, wrong

PUNCHES: Final = 2
SERVED_S: Final = 30.0
"""How long somebody who tries again may be refused."""
ARRIVED_S: Final = 2.0
"""How long a round waits for its webhooks; what a fault held up arrives in a later one."""
DRAIN_S: Final = 120.0
AGAIN_S: Final = 0.05
CALM_S: Final = 0.2
"""How long after a fault nothing new is taken; five seconds otherwise, which would be all of a round."""


@dataclass
class Outcome:
    """What was tried, and everything that is wrong. `hit`: statements that failed, by how often."""

    rounds: int = 0
    faults: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    arrived: int = 0
    problems: list[str] = field(default_factory=list)


class Disk:
    """Counts what the database is asked for, and lets one of it fail."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._fails = 0
        self.failed: str | None = None
        """What failed since it was last told to."""

    def fail(self, number: int) -> None:
        """Of what it is asked for from now on, this one fails. 0: none."""
        self.failed, self._fails = None, number
        self._numbers = itertools.count(1)

    def ask(self, what: str) -> None:
        """Raises sqlite3.OperationalError."""
        if next(self._numbers) == self._fails:
            self.failed = " ".join(what.split())[:60]
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise error


@contextmanager
def failing() -> Iterator[Disk]:
    """Every SQLite of this process is on a disk that may fail."""
    disk = Disk()
    commit = SQLiteDialect_pysqlite.do_commit

    def execute(cursor: object, statement: str, parameters: object, context: object) -> None:
        disk.ask(statement)

    def committing(self: SQLiteDialect_pysqlite, connection: Any) -> None:
        if connection.in_transaction:
            disk.ask("COMMIT")
        commit(self, connection)

    names = ("do_execute", "do_executemany")
    for name in names:
        sa.event.listen(sa.Engine, name, execute)
    try:
        with patch.object(SQLiteDialect_pysqlite, "do_commit", committing):
            yield disk
    finally:
        for name in names:
            sa.event.remove(sa.Engine, name, execute)


@dataclass
class Scenario:
    """Everything that happens in a round, at one edge."""

    edge: Edge
    http: httpx.AsyncClient
    admin: str
    outcome: Outcome
    seen: dict[str, None] = field(default_factory=dict)
    punches: set[str] = field(default_factory=set)
    acknowledged: list[tuple[str, str]] = field(default_factory=list)

    async def receive(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.seen[body["id"]] = None
        if body["event"] == "attendance.created":
            self.punches.add(f"{body['device']['serial_number']} {body['sequence']}")
        return web.Response()

    async def round(self, number: int) -> None:
        """Raises TimeoutError where somebody is refused for too long."""
        serial = f"FAULT{number:05}"
        before = len(self.punches)
        await self._terminal("GET", "cdata", serial, lambda said: "GET OPTION" in said, options="all")
        lines = [f"{pin}\t2026-01-01 08:00:0{pin}\t0\t1\t\t0\t0" for pin in range(1, PUNCHES + 1)]
        told = "\n".join(lines) + "\n"
        await self._terminal(
            "POST", "cdata", serial, lambda said: said == f"OK: {PUNCHES}", told, table="ATTLOG", Stamp="9999"
        )
        self.acknowledged += [(serial, line) for line in lines]
        await self._command(serial)
        await self._alert(number)
        deadline = time.monotonic() + ARRIVED_S
        while len(self.punches) < before + PUNCHES and time.monotonic() < deadline:
            await asyncio.sleep(AGAIN_S)

    async def _command(self, serial: str) -> None:
        headers = {"Idempotency-Key": f"command-of-{serial}", "Authorization": f"Bearer {self.admin}"}
        path = f"/v1/devices/{serial}/commands"

        async def send() -> str | None:
            answer = await self.http.post(path, json={"command": "restart"}, headers=headers)
            return str(answer.json()["id"]) if self._noted(answer).status_code == 202 else None

        sent = await _until(send)

        async def succeeded() -> bool:
            said = await self._ask("GET", "getrequest", serial)
            for wire_id, line in re.findall(r"C:(\w+):([^\n]*)", said or ""):
                result = f"ID={wire_id}&Return=0&CMD={line.split()[0]}\n"
                await self._terminal("POST", "devicecmd", serial, lambda said: said == "OK", result)
            answer = await self.http.get(f"/v1/commands/{sent}", headers=headers)
            return self._noted(answer).status_code == 200 and answer.json()["status"] == "succeeded"

        await _until(succeeded)

    async def _alert(self, number: int) -> None:
        """Of the tenant: it fires, and in the next round it is over."""
        moves = ("pending", "firing") if number % 2 else ("resolved",)
        for move in moves:
            change = Change(
                at=time.time(),
                rule="rule_drill",
                kind="drill",
                entity=Entity("tenant", "tenant"),
                status=move,  # type: ignore[arg-type]
                title="A drill",
                reason="It is one.",
                tell=move != "pending",
                name="drill",
            )

            async def apply(change: Change = change) -> bool:
                try:
                    await self.edge.store.write(
                        lambda conn: book.apply(conn, self.edge.store.ids, 1, [change], now_us())
                    )
                except sa.exc.OperationalError:
                    return False  # the engine of alerts tries again in its next turn, and so does this
                return True

            await _until(apply)

    async def _terminal(
        self, method: str, where: str, serial: str, good: Callable[[str], bool], body: str = "", **query: str
    ) -> None:
        async def ask() -> bool:
            said = await self._ask(method, where, serial, body, **query)
            return said is not None and good(said)

        await _until(ask)

    async def _ask(self, method: str, where: str, serial: str, body: str = "", **query: str) -> str | None:
        """What a terminal was answered, None if the answer was no good one."""
        answer = await self.http.request(
            method, f"/iclock/{where}", params={"SN": serial, **query}, content=body.encode()
        )
        return answer.text if self._noted(answer).status_code == 200 else None

    def _noted(self, answer: httpx.Response) -> httpx.Response:
        if answer.status_code >= 400:
            self.outcome.answers[f"{answer.status_code} {answer.request.url.path.split('/')[1]}"] += 1
        return answer


async def _until(attempt: Callable[[], Awaitable[Any]]) -> Any:
    """Try until something comes of it, as terminals and clients do. Raises TimeoutError."""
    async with asyncio.timeout(SERVED_S):
        while True:
            if found := await attempt():
                return found
            await asyncio.sleep(AGAIN_S)


async def drill(every: int, most: int, first: int = 1) -> Outcome:
    """Run it. `every`: of so many numbers one; `most`: rounds at most."""
    outcome = Outcome()
    soon = patch.multiple(room, CALM_S=CALM_S, LOOK_S=AGAIN_S)
    with tempfile.TemporaryDirectory() as folder, failing() as disk, soon:
        data = Path(folder) / "data"
        settings = Settings(
            data=data, port=0, dev=True, webhooks_allowed_networks=(ip_network("127.0.0.0/8"),)
        )
        async with running(settings) as (edge, served):
            chores = asyncio.all_tasks() - {asyncio.current_task()}
            admin = (await asyncio.to_thread(served.key_file.read_text)).strip()
            limits = httpx.Limits(max_keepalive_connections=0)
            async with httpx.AsyncClient(
                base_url=served.url, trust_env=False, timeout=SERVED_S, limits=limits
            ) as http:
                scenario = Scenario(edge, http, admin, outcome)
                async with receiving_at(scenario.receive) as url:
                    endpoint = await _listen(http, admin, url)
                    await _rounds(scenario, disk, every, most, first)
                    await _drained(scenario)
            outcome.problems += [
                f"{task.get_coro()} ended: {task.cancelled() or task.exception()!r}"
                for task in chores
                if task.done()
            ]
        outcome.arrived = len(scenario.seen)
        outcome.problems += wrong(
            await check_all(
                f"sqlite:///{data}/punchdeck.db", scenario.acknowledged, {endpoint: list(scenario.seen)}
            )
        )
    return outcome


async def _listen(http: httpx.AsyncClient, admin: str, url: str) -> str:
    """The public id of an endpoint that hears of everything."""
    headers = {"Authorization": f"Bearer {admin}"}
    made = await http.post("/v1/webhooks", json={"url": url, "events": ["*"]}, headers=headers)
    made.raise_for_status()
    return str(made.json()["id"])


async def _rounds(scenario: Scenario, disk: Disk, every: int, most: int, first: int) -> None:
    outcome = scenario.outcome
    for number in itertools.islice(itertools.count(first, every), most):
        disk.fail(number)
        try:
            await scenario.round(outcome.rounds)
        except TimeoutError:
            outcome.problems.append(f"after a fault at {number} ({disk.failed}) somebody was not served")
            return
        outcome.rounds += 1
        failed = disk.failed
        disk.fail(0)
        if failed is None:
            return
        outcome.faults += 1
        outcome.hit[failed] += 1


async def _drained(scenario: Scenario) -> None:
    """Until nothing waits for the receiver."""
    waits = sa.select(sa.func.count()).where(webhook_delivery.c.state == "pending")
    deadline = time.monotonic() + DRAIN_S
    while await scenario.edge.store.read(lambda conn: conn.scalar(waits)):
        if time.monotonic() > deadline:
            scenario.outcome.problems.append("deliveries still wait")
            return
        await asyncio.sleep(AGAIN_S)
    wanted = PUNCHES * scenario.outcome.rounds
    if len(scenario.punches) != wanted:
        scenario.outcome.problems.append(f"{len(scenario.punches)} of {wanted} punches arrived")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--most", type=int, default=2_000, help="rounds")
    given = parser.parse_args()
    began = time.perf_counter()
    outcome = asyncio.run(drill(given.every, given.most))
    refused = ", ".join(f"{what} {count}" for what, count in sorted(outcome.answers.items())) or "none"
    print(
        f"fault at the n-th: rounds {outcome.rounds}  faults {outcome.faults} in {len(outcome.hit)} "
        f"different statements  refused: {refused}  webhooks {outcome.arrived:,}  "
        f"problems {len(outcome.problems)}  seconds {time.perf_counter() - began:.0f}"
    )
    for problem in outcome.problems[:20]:
        print(f"  VIOLATED {problem}")
    return 1 if outcome.problems else 0


if __name__ == "__main__":
    sys.exit(main())

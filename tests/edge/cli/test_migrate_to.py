"""`db migrate-to`: the server goes on from PostgreSQL as if nothing had happened, and nobody notices."""

from __future__ import annotations

import asyncio
import json
import random
import secrets
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from aiohttp import web

from common import signing
from common.client import EdgeClient
from edge.settings import FILE
from edge.store import schema
from edge.store.ids import IdClock, row_id
from edge.store.sqlite import writing_engine
from tests.drills.receiver import receiving_at
from tests.drills.terminals import Resender
from tests.edge.cli.conftest import Folder
from tests.kit import postgres as kit
from tests.kit.edge_process import ROOT, EdgeFailed, EdgeProcess

ARRIVES_S = 60.0


@pytest.fixture
def target(postgres: kit.DatabaseServer) -> Iterator[str]:
    """`postgresql://…` of an empty database, as a user writes it."""
    name = f"target_{secrets.token_hex(6)}"
    yield postgres.create_database(name).replace("+asyncpg", "")
    postgres.drop_database(name)


@dataclass
class Receiver:
    """Takes what is told until it is told to refuse; keeps each terminal's numbers in the order they came."""

    secret: str = ""
    refuses: bool = False
    refused: int = 0
    taken: list[tuple[str, int]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        raw = await request.read()
        signing.verify(self.secret, request.headers, raw, now=time.time())
        if self.refuses:
            self.refused += 1
            return web.Response(status=500)
        body = json.loads(raw)
        self.taken.append((body["device"]["serial_number"], body["sequence"]))
        return web.Response()


class Terminal(Resender):
    """One that makes its punches when told to and can send all of them again."""

    def __init__(self, serial: str, port: int) -> None:
        super().__init__(serial, port, random.Random(serial))

    async def send(self, count: int) -> None:
        for _ in range(count):
            self.punch()
        async with asyncio.timeout(ARRIVES_S):
            while self.buffer:
                await self.deliver()

    async def send_all_again(self) -> None:
        self.buffer.extend(line for _, line in self.acknowledged)
        await self.send(0)

    async def ask(self) -> str:
        """What the edge has for it."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(f"GET /iclock/getrequest?SN={self.serial} HTTP/1.0\r\nHost: test\r\n\r\n".encode())
        answer = (await reader.read()).decode()
        writer.close()
        return answer


async def arrived(taken: list[Any], count: int) -> None:
    async with asyncio.timeout(ARRIVES_S):
        while len(taken) < count:
            await asyncio.sleep(0.05)


async def test_nobody_notices_that_the_server_moved(folder: Folder, target: str) -> None:
    receiver = Receiver()
    edge = EdgeProcess(folder.path, "--dev")
    terminals = [Terminal(f"MOVE{n}", edge.port) for n in range(3)]
    folder.path.mkdir()
    (folder.path / FILE).write_text("# ours\noffline_after = 90 # seconds\n")
    async with AsyncExitStack() as stack:
        url = await stack.enter_async_context(receiving_at(receiver.take))
        stack.push(edge.__exit__)  # killed where something is not as it should be
        await asyncio.to_thread(edge.start)
        async with EdgeClient(edge.url, edge.admin_key) as client:
            hook = await client.post("/v1/webhooks", {"url": url, "events": ["attendance.created"]})
            receiver.secret = hook["secret"]
            for terminal in terminals:
                await terminal.send(20)
            await arrived(receiver.taken, 60)
            receiver.refuses = True
            employee = await client.post("/v1/employees", {"employee_id": "7", "name": "Anna"})
            for terminal in terminals:
                await terminal.send(10)
            command = await client.post("/v1/devices/MOVE0/commands", {"command": "sync_time"})
            command = await client.get(f"/v1/commands/{command['id']}")
            async with asyncio.timeout(ARRIVES_S):
                while receiver.refused < 3:
                    await asyncio.sleep(0.05)
            punches = [punch async for punch in client.attendance(order="received_at")]
            listed = await client.get("/v1/attendance", {"order": "received_at", "limit": 50})
            page = await client.get("/v1/events", {"limit": 40})
            told = [event["id"] async for event in client.pages("/v1/events", {"limit": 1000})]
            rules = await client.get("/v1/rules")
        await asyncio.to_thread(edge.terminate)

        done = await asyncio.to_thread(folder.run, "db", "migrate-to", target)
        assert done.code == 0, done
        assert f"{folder.path / 'punchdeck.db'} is as it was." in done.out
        written = (folder.path / FILE).read_text()
        assert written == f'# ours\noffline_after = 90 # seconds\ndatabase = "{target}"\n'

        receiver.refuses = False
        await asyncio.to_thread(edge.start)
        async with EdgeClient(edge.url, edge.admin_key) as client:
            assert [punch async for punch in client.attendance(order="received_at")] == punches
            rest = await client.get(
                "/v1/attendance",
                {"order": "received_at", "limit": 1000, "cursor": listed["next_cursor"]},
            )
            assert rest["data"] == punches[50:]
            assert (await client.get("/v1/employees/7"))["id"] == employee["id"]
            assert (await client.get("/v1/rules")) == rules
            assert (await client.get(f"/v1/commands/{command['id']}")) == command
            assert "\r\n\r\nC:" in await terminals[0].ask()

            for terminal in terminals:
                await terminal.send_all_again()
                await terminal.send(5)
            await arrived(receiver.taken, 105)
            now = [punch async for punch in client.attendance(order="received_at")]
            assert now[:90] == punches
            assert len(now) == 105
            assert min(_row(punch) for punch in now[90:]) > max(_row(punch) for punch in punches)

            cursor = page["next_cursor"]
            after = [event["id"] async for event in client.pages("/v1/events", {"cursor": cursor})]
            assert [event["id"] for event in page["data"]] == told[:40]
            assert after[: len(told) - 40] == told[40:]
            assert len(after) == len(set(after))
            streamed: list[str] = []
            async for message in client.stream(cursor):
                if message.event != "heartbeat":
                    streamed.append(json.loads(message.text)["id"])
                elif streamed:  # the first comes before what was missed, the next after it
                    break
            assert streamed[: len(after)] == after
        await asyncio.to_thread(edge.terminate)
    for terminal in terminals:
        numbers = [number for serial, number in receiver.taken if serial == terminal.serial]
        assert numbers == sorted(set(numbers))
        assert len(numbers) == 35
    verified = await asyncio.to_thread(folder.run, "audit", "verify", "--json")
    assert verified.code == 0, verified
    assert sum(row["entries"] for row in json.loads(verified.out)) > 0


def _row(punch: dict[str, Any]) -> int:
    found = row_id("att", punch["id"])
    assert found is not None
    return found


# -- interrupted
# ---------------------------------------------------------------------------------------------------


def grow(path: Path, count: int) -> None:
    """So many punches of one terminal, straight into the file."""
    ids = IdClock().take(count)
    row = {
        "tenant_id": 1,
        "device_id": 1,
        "timezone": "UTC",
        "time_quality": "ok",
        "verify_mode": "card",
    } | dict.fromkeys(("utc_offset", "status", "verify", "punched_at"), 0)
    engine = writing_engine(path)
    with engine.begin() as conn:
        for begin in range(0, count, 10_000):
            conn.execute(
                schema.punch.insert(),
                [
                    row | {"id": ids[n], "dedup": n.to_bytes(16, "big"), "pin": str(n % 900), "seq": n}
                    for n in range(begin, begin + 10_000)
                ],
            )
    engine.dispose()


async def count_of(target: str) -> int:
    """Punches there; 0 while there is no table."""
    connection = await asyncpg.connect(target)
    try:
        return int(await connection.fetchval("SELECT count(*) FROM punch"))
    except asyncpg.UndefinedTableError:
        return 0
    finally:
        await connection.close()


def test_killed_half_way_it_is_run_again(with_a_terminal: Folder, target: str) -> None:
    grow(with_a_terminal.path / "punchdeck.db", 60_000)
    words = [sys.executable, "-m", "edge", "db", "migrate-to", target, "--data", str(with_a_terminal.path)]
    killed = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while asyncio.run(count_of(target)) == 0:
        assert killed.poll() is None
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert 0 < asyncio.run(count_of(target)) < 60_000
    assert not (with_a_terminal.path / FILE).exists()
    with pytest.raises(EdgeFailed, match="only half filled: 'db migrate-to' is at work, or was interrupted"):
        EdgeProcess(with_a_terminal.path.with_name("other"), database=target).start()

    done = with_a_terminal.call("db", "migrate-to", target, "--json")
    assert done.code == 0, done
    assert done.err == ""
    said = json.loads(done.out)
    rows = {table["table"]: (table["rows"], table["ok"]) for table in said["tables"]}
    assert (rows["punch"], rows["device"]) == ((60_000, True), (1, True))
    assert said["ok"]
    assert asyncio.run(count_of(target)) == 60_000
    devices = json.loads(with_a_terminal.must("devices", "list", "--json"))
    assert [row["serial_number"] for row in devices] == ["A1"]


# -- the server's file
# ---------------------------------------------------------------------------------------------------


def test_the_file_can_be_left_alone_and_written_later(with_a_terminal: Folder, target: str) -> None:
    kept = with_a_terminal.call("db", "migrate-to", target, "--keep-config")
    assert kept.code == 0, kept
    assert "run this without --keep-config" in kept.out
    assert not (with_a_terminal.path / FILE).exists()
    later = with_a_terminal.call("db", "migrate-to", target)
    assert later.code == 0, later
    assert "had been moved" in later.out
    file = with_a_terminal.path / FILE
    assert file.read_text() == f'database = "{target}"\n'
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600  # there may be a password in it
    assert with_a_terminal.call("db", "migrate-to", target).failure == (
        f"The server of {with_a_terminal.path} is on PostgreSQL already; there is nothing to move."
    )


def test_nothing_is_moved_while_the_server_runs(held: Folder) -> None:
    refused = held.call("db", "migrate-to", "postgresql://nobody@127.0.0.1:1/none")
    assert refused.failure.startswith(f"Another process uses {held.path}. ")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:///other.db", "What is on SQLite is moved to PostgreSQL: name a database like "),
        ("mysql://db/punchdeck", "Databases of kind 'mysql' are not supported"),
        ("punchdeck", "'punchdeck' is not a database URL."),
    ],
)
def test_what_is_no_database_to_move_to_is_refused(with_a_terminal: Folder, url: str, said: str) -> None:
    assert with_a_terminal.call("db", "migrate-to", url).failure.startswith(said)


def test_where_there_is_nothing_to_move_it_says_so(folder: Folder) -> None:
    assert folder.call("db", "migrate-to", "postgresql://db/punchdeck").failure == (
        f"There is no database {folder.path / 'punchdeck.db'}. Name the server's folder with --data."
    )

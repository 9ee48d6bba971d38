"""What zkteco-lan-agent sends and how it judges answers: facts our edge is built on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.kit.lan_agent import LanAgent
from tests.kit.pull_terminal import LoggedPunch, Person, PullTerminal

MORNING = datetime(2026, 3, 2, 8, 0, 0)
HEARTBEAT = "GET /iclock/cdata/?SN=PULL0001&agent=1.2.2"
POLL = "GET /iclock/getrequest/?SN=PULL0001"
PUNCHES = "POST /iclock/cdata/?SN=PULL0001&table=ATTLOG"
PEOPLE = "POST /iclock/cdata/?SN=PULL0001&table=USERINFO"
RESULT = "POST /iclock/devicecmd/?SN=PULL0001"


class Server:
    """Answers like an edge that knows one terminal, approved or not (PROTOCOL.md §13, 8)."""

    def __init__(self) -> None:
        self.approved = False
        self.commands: list[str] = []
        self.uploads: list[bytes] = []
        self.results: list[bytes] = []
        self.seen: set[str] = set()
        self.url = ""

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[Server]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield self
        finally:
            server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request, *headers = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            lengths = [int(line.split(":")[1]) for line in headers if line.startswith("Content-Length:")]
            body = await reader.readexactly(lengths[0]) if lengths else b""
            status, answer = self._answer(request.removesuffix(" HTTP/1.1"), body)
            # Without the charset the agent reads names as Latin-1.
            kind = "text/plain;charset=UTF-8"
            head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nConnection: close\r\n"
            writer.write(f"{head}Content-Length: {len(answer.encode())}\r\n\r\n{answer}".encode())
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the agent was stopped
        finally:
            writer.close()

    def _answer(self, request: str, body: bytes) -> tuple[str, str]:
        self.seen.add(request)
        if not self.approved:
            refused = request.startswith("POST")
            return ("403 Forbidden", "NOT APPROVED") if refused else ("200 OK", "UNKNOWN DEVICE")
        if request == PUNCHES:
            heading, *lines = body.split(b"\n")
            assert heading == b"TABLE=ATTLOG"
            self.uploads.append(body)
            return "200 OK", f"OK: {len(lines)}"
        if request == RESULT:
            self.results.append(body)
        if request == POLL and self.commands:
            return "200 OK", self.commands.pop(0)
        return "200 OK", "OK"


async def test_it_keeps_what_is_refused_and_sends_it_all_again(
    lan_agent_installed: Path, tmp_path: Path
) -> None:
    punches = [LoggedPunch(f"{1000 + n}", MORNING + timedelta(seconds=n)) for n in range(3000)]
    async with (
        Server().listening() as server,
        PullTerminal("PULL0001", [Person(1, "1000", "Amina")], punches) as terminal,
        LanAgent(lan_agent_installed, tmp_path / "agent", server.url, [terminal]) as agent,
    ):
        assert await agent.pushed() == (403, "NOT APPROVED")
        assert await agent.pushed() == (403, "NOT APPROVED")
        server.approved = True
        await agent.said("table=ATTLOG status=200 body=OK: 3000$")
        (upload,) = server.uploads
        assert upload.split(b"\n")[1:] == [
            f"{punch.pin}\t{punch.at}\t1\t1\t0\t0".encode() for punch in punches
        ]
        terminal.punches.append(LoggedPunch("7", MORNING + timedelta(days=1), verify=15, state=1))
        assert await agent.pushed() == (200, "OK: 1")
        # How it was verified stands where the state belongs too, and the state where the work code goes.
        assert server.uploads[1] == b"TABLE=ATTLOG\n7\t2026-03-03 08:00:00\t15\t15\t1\t0"
        await agent.said("no new records")
    assert server.seen <= {HEARTBEAT, POLL, PUNCHES, PEOPLE}
    assert {HEARTBEAT, POLL, PUNCHES} <= server.seen
    assert len(server.uploads) == 2


async def test_it_carries_out_one_command_an_answer(lan_agent_installed: Path, tmp_path: Path) -> None:
    async with (
        Server().listening() as server,
        PullTerminal("PULL0001") as terminal,
    ):
        server.approved = True
        server.commands = [
            "C:7:DATA UPDATE USERINFO PIN=3\tName=Chaïma\tPri=0\tPasswd=\tCard=99\tGrp=1\tTZ=\n",
            "C:8:CHECK\n",
        ]
        async with LanAgent(lan_agent_installed, tmp_path / "agent", server.url, [terminal]) as agent:
            await agent.said("Unsupported command: CHECK")
            await agent.said("no new records")
    assert terminal.people == {3: Person(3, "3", "Chaïma", 99)}
    assert server.results == [b"ID=7&Return=0&CMD=DATA", b"ID=8&Return=1&CMD=DATA"]


async def test_waiting_for_words_it_never_says_fails_with_what_it_said(
    lan_agent_installed: Path, tmp_path: Path
) -> None:
    async with (
        PullTerminal("PULL0001") as terminal,
        LanAgent(lan_agent_installed, tmp_path / "agent", "http://127.0.0.1:9", [terminal]) as agent,
    ):
        await agent.said("Started zkteco-lan-agent")
        with pytest.raises(AssertionError, match=r"did not say 'a poem' within 0 s(.|\n)*server=http"):
            await agent.said("a poem", within_s=0.05)

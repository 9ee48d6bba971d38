"""A tiny server that plays the edge for terminals over real sockets, and behaves badly on demand."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from email.utils import formatdate
from urllib.parse import parse_qsl, urlsplit

BLOCK = {
    "ATTLOGStamp": "0",
    "OPERLOGStamp": "9999",
    "ErrorDelay": "30",
    "Delay": "10",
    "TransFlag": "TransData AttLog\tOpLog\tEnrollUser",
    "TimeZone": "60",
    "Realtime": "1",
    "ServerVer": "2.4.1",
    "PushOptionsFlag": "1",
}

KINDS = {
    "GET cdata": "init",
    "GET getrequest": "poll",
    "POST devicecmd": "result",
    "GET ping": "ping",
    "POST registry": "registry",
    "POST push": "push",
    "GET rtdata": "time",
    "POST querydata": "answer",
    "GET file": "file",
}
CODE = "Uy47fxftP3"
CONFIG = {
    "ServerVersion": "3.0.1",
    "ErrorDelay": "30",
    "RequestDelay": "10",
    "TransTables": "User Transaction",
    "Realtime": "1",
    "SessionID": "30BFB04B2C8AECC72C01C03BFD549D15",
    "TimeoutSec": "10",
    "BioDataFun": "1",
    "BioPhotoFun": "1",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as it arrived."""

    kind: str  # init, poll, options, ATTLOG, OPERLOG, …, result, ping; access: registry, push, rtlog, …
    serial: str
    target: str
    http: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def lines(self) -> list[str]:
        return self.body.decode().splitlines()


class TinyEdge:
    """What it saw, what it stored, and how it answers.

    `instead` maps kinds of request to a status and a body answered instead of the proper ones, `*` stands for
    every kind. Who
    announces `DeviceType=acc` is answered in that dialect, `registered` is whether it is known, `config` and
    `verdict` what it is told, `gmt` the time in encoded seconds; `zone` is of the time that
    3.2.0 asks for. `files` are there for downloads, by path or
    address. `lose_answers` punch uploads are stored, but the connection is closed instead of answered.
    """

    def __init__(self) -> None:
        self.url = ""
        self.block = dict(BLOCK)
        self.headers = "Content-Type: text/plain\r\nDate: {date}\r\nContent-Length: {length}\r\n"
        self.seen: list[Seen] = []
        self.stored: dict[str, list[str]] = defaultdict(list)
        self.commands: dict[str, deque[bytes]] = defaultdict(deque)
        self.instead: dict[str, tuple[str, bytes]] = {}
        self.lose_answers = 0
        self._access: set[str] = set()
        self.registered = False
        self.config = dict(CONFIG)
        self.verdict = b"AUTH=SUCCESS\r\n"
        self.files: dict[str, bytes] = {}
        self.gmt = 0
        self.zone = timezone(timedelta(hours=1))
        self.ranges = True
        self._arrived = asyncio.Condition()

    # What the tests ask

    def kinds(self, serial: str | None = None) -> list[str]:
        return [seen.kind for seen in self.seen if serial in (None, seen.serial)]

    def of(self, kind: str) -> list[Seen]:
        return [seen for seen in self.seen if seen.kind == kind]

    async def until(self, happened: Callable[[], bool]) -> None:
        """Waits for requests until something is so."""
        async with asyncio.timeout(10), self._arrived:
            await self._arrived.wait_for(happened)

    async def until_seen(self, kind: str, count: int = 1) -> list[Seen]:
        await self.until(lambda: len(self.of(kind)) >= count)
        return self.of(kind)

    def answer(self, body: bytes, status: str = "200 OK") -> bytes:
        """A finished answer with the usual headers."""
        headers = self.headers.format(date=formatdate(usegmt=True), length=len(body))
        return f"HTTP/1.1 {status}\r\n{headers}Connection: close\r\n\r\n".encode() + body

    # How it serves

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = _read_request(await reader.readuntil(b"\r\n\r\n"))
            seen = replace(head, body=await reader.readexactly(int(head.headers.get("Content-Length", "0"))))
            answer = self._answer(seen)
            if answer is not None:
                writer.write(answer)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            return  # the terminal hung up, which tests make it do
        finally:
            writer.close()
        async with self._arrived:
            self.seen.append(seen)
            self._arrived.notify_all()

    def _answer(self, seen: Seen) -> bytes | None:
        instead = self.instead.get(seen.kind, self.instead.get("*"))
        if instead is not None:
            return self.answer(instead[1], instead[0])
        if seen.kind == "file":
            return self._file(seen)
        if seen.query.get("DeviceType") == "acc":
            self._access.add(seen.serial)
        if seen.serial in self._access:
            return self._access_answer(seen)
        if seen.kind == "init":
            options = "".join(f"{key}={value}\n" for key, value in self.block.items())
            return self.answer(f"GET OPTION FROM: {seen.serial}\n{options}".encode())
        if seen.kind == "poll":
            waiting = self.commands[seen.serial]
            return self.answer(waiting.popleft() if waiting else b"OK")
        if seen.kind == "time":
            return self.answer(b"Time=" + datetime.now(self.zone).isoformat(timespec="seconds").encode())
        if seen.kind == "ATTLOG":
            self.stored[seen.serial] += seen.lines
            if self.lose_answers:
                self.lose_answers -= 1
                return None
        counted = seen.kind not in ("options", "result", "ping", "ATTPHOTO")
        return self.answer(b"OK: %d" % len(seen.lines) if counted else b"OK")

    def _file(self, seen: Seen) -> bytes:
        content = self.files.get(seen.query.get("url", seen.target))
        span = re.fullmatch(r"bytes=(\d+)-(\d+)", seen.headers.get("RANGE", ""))
        if content is None:
            return self.answer(b"no such file", "404 Not Found")
        if span is None or not self.ranges:
            return self.answer(content)
        piece = content[int(span[1]) : int(span[2]) + 1]
        return self.answer(piece, "206 Partial Content") if piece else self.answer(b"", "416 Range")

    def _access_answer(self, seen: Seen) -> bytes:
        lines = "".join(f"{key}={value}\n" for key, value in self.config.items())
        match seen.kind:
            case "init":
                return self.answer(
                    f"registry=ok\nRegistryCode={CODE}\n{lines}".encode() if self.registered else b"OK"
                )
            case "registry":
                self.registered = True
                return self.answer(f"RegistryCode={CODE}".encode())
            case "push":
                return self.answer(lines.encode())
            case "time":
                return self.answer(b"DateTime=%d,ServerTZ=+0100" % self.gmt)
            case "may enter":
                return self.answer(self.verdict)
            case "poll":
                waiting = self.commands[seen.serial]
                return self.answer(waiting.popleft() if waiting else b"OK")
            case "tabledata":
                self.stored[seen.serial] += seen.lines
                return self.answer(f"{seen.query['tablename']}={seen.query['count']}".encode())
            case "answer" if seen.query["type"] == "tabledata":
                return self.answer(f"{seen.query['tablename']}={seen.query['count']}".encode())
            case "rtlog":
                self.stored[seen.serial] += seen.lines
        return self.answer(b"OK")


def _read_request(head: bytes) -> Seen:
    first, *lines = head.decode().split("\r\n")
    method, target, http = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines if line)
    parts = urlsplit(target)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    endpoint = re.sub(r"\.aspx$", "", parts.path.rsplit("/", 1)[1])
    kind = KINDS.get(f"{method} {endpoint}") or query.get("table") or _told_by_stamp(query)
    if query.get("type") == "time":
        kind = "time"
    if kind is None:
        kind = "may enter" if "AuthType" in query else "file"
    return Seen(kind, query.get("SN", ""), target, http, query, headers, b"")


def _told_by_stamp(query: dict[str, str]) -> str | None:
    """What the terminals of 2008 upload: they name no table."""
    tables = {"PhotoStamp": "ATTPHOTO", "OpStamp": "OPERLOG", "Stamp": "ATTLOG"}
    return next((table for name, table in tables.items() if name in query), None)


@asynccontextmanager
async def tiny_edge(tls: ssl.SSLContext | None = None) -> AsyncIterator[TinyEdge]:
    """A running one on a free port of this machine."""
    edge = TinyEdge()
    server = await asyncio.start_server(edge.serve, "127.0.0.1", 0, ssl=tls)
    port = server.sockets[0].getsockname()[1]
    edge.url = f"{'https' if tls else 'http'}://127.0.0.1:{port}"
    try:
        yield edge
    finally:
        server.close()
        await server.wait_closed()

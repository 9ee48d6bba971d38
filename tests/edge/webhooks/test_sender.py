"""One attempt against receivers of every kind: nothing inside is reached, nothing holds us up or grows."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import aiohttp
import psutil
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from edge.webhooks import sender as sending
from edge.webhooks.guard import Guard
from edge.webhooks.parcel import Outcome, Parcel
from edge.webhooks.sender import Sender
from tests.edge.webhooks.test_guard import INSIDE
from tests.kit.certificates import self_signed

LOOPBACK = (ip_network("127.0.0.0/8"),)
Answering = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def parcel(url: str) -> Parcel:
    return Parcel(
        url=url,
        delivery="dlv_1",
        event_id="evt_1",
        event="attendance.created",
        attempt=1,
        body=b'{"id":"evt_1"}',
        secrets=["whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="],
        body_secret="whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        headers={"X-Ours": "1"},
    )


@asynccontextmanager
async def answering(answer: Answering, tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    """A server that reads a request and then does as it likes."""

    tasks: set[asyncio.Task[Any]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            await reader.readexactly(length)
            await answer(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the other side had enough, or the test is over
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    scheme = "http" if tls is None else "https"
    try:
        yield f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)


def saying(text: bytes) -> Answering:
    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(text)
        await writer.drain()

    return answer


@pytest.fixture
async def sender() -> AsyncIterator[Sender]:
    made = Sender(Guard(LOOPBACK))
    yield made
    await made.close()


async def tried(sender: Sender, answer: Answering) -> Outcome:
    async with answering(answer) as url:
        return await sender.send(parcel(url))


@pytest.mark.parametrize(
    ("said", "status", "error"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, None),
        (b"HTTP/1.1 204 No Content\r\n\r\n", 204, None),
        (b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", 500, "http_500"),
        (b"HTTP/1.1 200 OK\r\nX-Name: \xff\xfe\xc3\xa4\r\nContent-Length: 0\r\n\r\n", 200, None),
        (b"HTTP/1.1 200 OK\r\nX-N\xc3\xa4me: 1\r\nContent-Length: 0\r\n\r\n", None, "protocol"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\ncut", 200, None),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 200, None),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 50, None, "protocol"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", None, "protocol"),
        (b"", None, "connect"),
    ],
)
async def test_what_a_receiver_says_is_understood(
    sender: Sender, said: bytes, status: int | None, error: str | None
) -> None:
    outcome = await tried(sender, saying(said))
    assert (outcome.status, outcome.error) == (status, error)


async def test_a_redirect_is_an_answer_and_never_followed(sender: Sender) -> None:
    asked = []

    async def secret(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(1)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret")

    async with answering(secret) as inside:
        redirect = f"HTTP/1.1 307 T\r\nLocation: {inside}\r\nContent-Length: 0\r\n\r\n".encode()
        outcome = await tried(sender, saying(redirect))
    assert (outcome.status, outcome.error, asked) == (307, "http_307", [])


async def test_of_an_answer_only_its_beginning_is_read_and_kept(sender: Sender) -> None:
    async def endless(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
        while True:
            writer.write(b"whsec_abcdefgh\x00" * 1_000)
            await writer.drain()

    before = psutil.Process().memory_info().rss
    outcome = await tried(sender, endless)
    assert outcome.error is None
    assert outcome.response is not None
    assert len(outcome.response) <= 2_000
    assert "\0" not in outcome.response
    assert "whsec_" not in outcome.response, "what a receiver echoes is no place for secrets"
    assert psutil.Process().memory_info().rss - before < 10 * 1024 * 1024


async def test_a_packed_answer_is_not_unpacked(sender: Sender) -> None:
    bomb = gzip.compress(bytes(20_000_000))
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(bomb)}\r\n\r\n".encode()
    before = psutil.Process().memory_info().rss
    outcome = await tried(sender, saying(head + bomb))
    assert outcome.error is None
    assert psutil.Process().memory_info().rss - before < 10 * 1024 * 1024


@pytest.mark.parametrize("begins", [b"HTTP/1.1 200 ", b"HTTP/1.1 200 OK\r\nX-Slow: "])
async def test_who_takes_too_long_is_left(
    sender: Sender, begins: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "TIMEOUT_S", 0.5)
    patient = Sender(Guard(LOOPBACK))

    async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(begins)
        for _ in range(1_000):
            writer.write(b"a")
            await writer.drain()
            await asyncio.sleep(0.05)

    began = time.monotonic()
    outcome = await tried(patient, drip)
    await patient.close()
    assert outcome.error == "timeout"
    assert time.monotonic() - began < 5


async def test_a_body_that_drips_does_not_undo_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "TIMEOUT_S", 0.5)
    patient = Sender(Guard(LOOPBACK))

    async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(1_000):
            writer.write(b"a")
            await writer.drain()
            await asyncio.sleep(0.05)

    outcome = await tried(patient, drip)
    await patient.close()
    assert (outcome.status, outcome.error) == (200, None)


async def test_nothing_listens_or_the_name_is_unknown(sender: Sender) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert (await sender.send(parcel(f"http://127.0.0.1:{port}/"))).error == "connect"
    assert (await sender.send(parcel("https://no-such-host.invalid/"))).error == "dns"


async def test_tls_that_cannot_be_verified_is_refused(sender: Sender, tmp_path: Path) -> None:
    async with answering(
        saying(b"HTTP/1.1 200 OK\r\n\r\n"), self_signed(tmp_path, "example.com").context()
    ) as url:
        outcome = await sender.send(parcel(url))
    assert outcome.error == "tls"
    expired = self_signed(tmp_path, "localhost", valid=(-30, -1)).context()
    async with answering(saying(b"HTTP/1.1 200 OK\r\n\r\n"), expired) as url:
        assert (await sender.send(parcel(url))).error == "tls"


@pytest.mark.parametrize("text", INSIDE)
async def test_no_spelling_of_an_inside_address_is_connected_to(text: str) -> None:
    if "%" in text:
        pytest.skip("a zone cannot stand in a URL")
    guarded = Sender(Guard())
    host = f"[{text}]" if ":" in text else text
    for scheme in ("http", "https"):
        outcome = await guarded.send(parcel(f"{scheme}://{host}/"))
        assert outcome.error == "blocked_address", outcome
    await guarded.close()


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "localhost"])
async def test_no_other_way_of_writing_this_machine_leads_to_it(host: str) -> None:
    connected = []

    async def trap(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected.append(1)

    guarded = Sender(Guard())
    async with answering(trap) as url:
        port = url.split(":")[2].split("/")[0]
        outcome = await guarded.send(parcel(f"http://{host}:{port}/"))
    await guarded.close()
    assert outcome.error in ("blocked_address", "dns", "protocol")
    assert connected == []


@pytest.fixture
def dialled(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every address that a connection is opened to; those off this machine are not let through."""
    found: list[Any] = []
    connect = asyncio.selector_events.BaseSelectorEventLoop.sock_connect

    async def noted(loop: Any, sock: socket.socket, address: Any) -> None:
        found.append(address)
        if not address[0].startswith("127."):
            raise ConnectionRefusedError("not from here")
        await connect(loop, sock, address)

    monkeypatch.setattr(asyncio.selector_events.BaseSelectorEventLoop, "sock_connect", noted)
    return found


async def test_of_the_whole_corpus_not_one_address_is_dialled(dialled: list[Any]) -> None:
    guarded = Sender(Guard())
    hosts = [f"[{text}]" if ":" in text else text for text in INSIDE if "%" not in text]
    hosts += [
        "localhost",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:0:0:1]",
    ]
    for host in hosts:
        for url in (f"http://{host}/", f"https://{host}/", f"http://{host}:22/", f"https://{host}:8443/a"):
            outcome = await guarded.send(parcel(url))
            assert outcome.error in ("blocked_address", "dns", "protocol"), url
            assert outcome.status is None
    await guarded.close()
    assert len(hosts) >= 60
    assert dialled == []


async def test_a_redirect_to_the_credentials_of_a_machine_is_not_dialled(
    sender: Sender, dialled: list[Any]
) -> None:
    for inside in ("http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "//127.0.0.1:22/"):
        dialled.clear()
        said = f"HTTP/1.1 302 F\r\nLocation: {inside}\r\nContent-Length: 0\r\n\r\n".encode()
        assert (await tried(sender, saying(said))).error == "http_302"
        assert len(dialled) == 1, "the receiver itself and nothing else"


async def test_a_name_that_is_public_first_and_inside_then_is_not_dialled(dialled: list[Any]) -> None:
    guarded = Sender(Guard(), Rebinding(("93.184.216.34",), ("169.254.169.254",)))
    first = await guarded.send(parcel("https://rebinding.example/"))
    assert (first.error, [address[0] for address in dialled]) == ("connect", ["93.184.216.34"])
    dialled.clear()
    connector = guarded._tls.connector
    assert isinstance(connector, aiohttp.TCPConnector)
    connector.clear_dns_cache()  # as half a minute does
    assert (await guarded.send(parcel("https://rebinding.example/"))).error == "blocked_address"
    await guarded.close()
    assert dialled == []


class Rebinding(AbstractResolver):
    """A name that is public when looked at, and inside when used; or both at once."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self._answers = list(answers)

    async def resolve(self, host: str, port: int = 0, family: Any = socket.AF_INET) -> list[ResolveResult]:
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return [
            ResolveResult(hostname=host, host=one, port=port, family=socket.AF_INET, proto=0, flags=0)
            for one in answer
        ]

    async def close(self) -> None:
        pass


@pytest.mark.parametrize("answers", [[("127.0.0.1",)], [("8.8.8.8", "127.0.0.1")], [("10.0.0.1", "8.8.8.8")]])
async def test_a_name_that_leads_inside_is_refused(answers: list[tuple[str, ...]]) -> None:
    guarded = Sender(Guard(), Rebinding(*answers))
    outcome = await guarded.send(parcel("https://rebinding.example/"))
    await guarded.close()
    assert outcome.error == "blocked_address"
    assert outcome.detail is not None
    assert "webhooks_allowed_networks" in outcome.detail


async def test_headers_of_ours_cannot_be_replaced(sender: Sender) -> None:
    heads: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    await sender.send(parcel(f"http://127.0.0.1:{port}/"))
    server.close()
    head = heads[0].decode().lower()
    for name in (
        "user-agent: punchdeck-webhooks/",
        "x-ours: 1",
        "content-type: application/json",
        "webhook-id:",
    ):
        assert head.count(name) == 1
    assert "cookie" not in head
    assert "accept-encoding" not in head


def test_the_defaults_of_aiohttp_that_we_rely_on() -> None:
    assert ssl.create_default_context().verify_mode is ssl.CERT_REQUIRED
    assert aiohttp.TCPConnector.__init__.__kwdefaults__["ssl"] is True

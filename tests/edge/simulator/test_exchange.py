"""One HTTP exchange as a terminal makes it, over real sockets: old clients read headers to the letter."""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from edge.simulator.exchange import Answer, NoAnswer, Server, exchange

REQUEST = b"GET /iclock/getrequest?SN=1 HTTP/1.0\r\n\r\n"


@asynccontextmanager
async def answering(*pieces: bytes, tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    """A server that reads one request, sends those bytes and hangs up."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    scheme = "https" if tls else "http"
    try:
        yield Server.parse(f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    finally:
        server.close()
        await server.wait_closed()


async def ask(server: Server, literal: bool = False, timeout_s: float = 5.0) -> Answer:
    return await exchange(server, REQUEST, literal=literal, timeout_s=timeout_s)


@pytest.mark.parametrize(
    ("url", "host_header", "prefix"),
    [
        ("http://10.0.0.9", "10.0.0.9:80", ""),
        ("http://10.0.0.9:8080/", "10.0.0.9:8080", ""),
        ("https://edge.example/t/s3cret", "edge.example:443", "/t/s3cret"),
        ("http://edge.example:81/t/s3cret/iclock/", "edge.example:81", "/t/s3cret"),
        ("http://[::1]:8080", "[::1]:8080", ""),
    ],
)
def test_addresses_as_typed_into_a_terminal(url: str, host_header: str, prefix: str) -> None:
    server = Server.parse(url)
    assert (server.host_header, server.prefix) == (host_header, prefix)
    assert (server.tls is not None) == url.startswith("https")


@pytest.mark.parametrize("url", ["10.0.0.9:8080", "ftp://x", "http://", "http://x:99999", "http://x:abc"])
def test_what_is_no_address_is_refused_in_one_line(url: str) -> None:
    with pytest.raises(ValueError, match=re.escape(repr(url))):
        Server.parse(url)


async def test_an_answer_with_a_length_is_read_as_far_as_it_goes() -> None:
    async with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", b"OKand more") as server:
        answer = await ask(server)
    assert (answer.status, answer.body) == (200, b"OK")
    assert answer.header("content-LENGTH", literal=False) == "2"
    assert answer.header("content-LENGTH", literal=True) == ""


async def test_a_lower_case_length_is_not_seen_by_an_old_client() -> None:
    head = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n"
    async with answering(head, b"OKand more") as server:
        assert (await ask(server, literal=True)).body == b"OKand more"
        assert (await ask(server)).body == b"OK"


async def test_chunks_are_joined_unless_their_header_is_misspelt() -> None:
    chunks = b"2\r\nOK\r\n3;x=y\r\n: 5\r\n0\r\n\r\n"
    async with answering(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunks) as server:
        assert (await ask(server, literal=True)).body == b"OK: 5"
    async with answering(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", chunks) as server:
        assert (await ask(server, literal=True)).body == chunks
        assert (await ask(server)).body == b"OK: 5"


async def test_headers_beyond_the_old_buffer_are_a_failure_there() -> None:
    head = b"HTTP/1.1 200 OK\r\nX-Trace: " + b"x" * 2_100 + b"\r\nContent-Length: 2\r\n\r\nOK"
    async with answering(head) as server:
        assert (await ask(server)).body == b"OK"
        with pytest.raises(NoAnswer, match="overflow"):
            await ask(server, literal=True)


async def test_an_old_client_wants_a_blank_after_200() -> None:
    async with answering(b"HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nOK") as server:
        assert (await ask(server)).status == 200
        with pytest.raises(NoAnswer, match="not an HTTP answer"):
            await ask(server, literal=True)


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"HTTP/1.1 200 OK\r\n",
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nOK",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\nOK",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n",
    ],
)
async def test_half_an_answer_is_none(reply: bytes) -> None:
    async with answering(reply) as server:
        with pytest.raises(NoAnswer):
            await ask(server)


async def test_a_closed_port_and_a_silent_server_are_no_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Server.parse(f"http://127.0.0.1:{listener.getsockname()[1]}")
        with pytest.raises(NoAnswer, match=r"within 0\.1 s"):
            await ask(server, timeout_s=0.1)
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        server = Server.parse(f"http://127.0.0.1:{deaf.getsockname()[1]}")
        with pytest.raises(NoAnswer, match=re.escape(server.host_header)):
            await ask(server)


async def test_a_name_is_looked_up_once() -> None:
    async with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK") as server:
        named = Server("localhost", server.port)
        resolved = await named.resolved()
        assert resolved.address == "127.0.0.1"
        assert resolved.host_header == f"localhost:{server.port}"
        assert (await ask(resolved)).body == b"OK"
    unknown = Server("no-such-host.invalid", 80)
    assert await unknown.resolved() == unknown


@pytest.fixture
def self_signed(tmp_path: Path) -> ssl.SSLContext:
    """A server context with a certificate nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "edge.test")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(
            name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1)
        )
        .sign(key, hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "cert.pem").write_bytes(certificate + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem")
    return context


async def test_https_is_spoken_without_looking_at_the_certificate(self_signed: ssl.SSLContext) -> None:
    async with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK", tls=self_signed) as server:
        assert (await ask(server)).body == b"OK"
        strict = Server.parse(f"https://127.0.0.1:{server.port}", ssl.create_default_context())
        with pytest.raises(NoAnswer, match="certificate"):
            await ask(strict)

"""What cannot be read as a request is answered as any error of the API is, and does not fill the log."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from edge.app.process import running
from edge.settings import Settings
from tests.kit.edge_process import free_port

KEY = "att_secretsecretsecretsecretsecret00"


@pytest.fixture
async def port(tmp_path: Path) -> AsyncIterator[int]:
    settings = Settings(data=tmp_path / "data", host="127.0.0.1", port=free_port())
    async with running(settings):
        yield settings.port


async def said(port: int, *requests: bytes) -> tuple[int, dict[str, str], Any]:
    """Status, headers and JSON of the last answer on one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    async with asyncio.timeout(10):
        for request in requests:
            writer.write(request)
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
            body = await reader.readexactly(int(headers["content-length"]))
        closed = await reader.read() == b""
    writer.close()
    assert closed, "nothing more can be read of such a connection"
    return int(head[0].split()[1]), headers, json.loads(body)


GOOD = b"GET /healthz HTTP/1.1\r\nHost: edge\r\n\r\n"
LONG = b"GET /v1/devices?q=" + b"x" * 9_000 + b" HTTP/1.1\r\nHost: edge\r\n\r\n"
LONG_HEADER = (
    b"GET /v1/me HTTP/1.1\r\nHost: edge\r\nAuthorization: Bearer " + KEY.encode() * 400 + b"\r\n\r\n"
)


@pytest.mark.parametrize(
    ("requests", "says"),
    [
        ((LONG,), "longer than this server reads"),
        ((GOOD, LONG), "longer than this server reads"),
        ((LONG_HEADER,), "longer than this server reads"),
        ((GOOD, b"GET /v1/me HTTP/1.1\r\nBad Header: x\r\n\r\n"), "no HTTP request"),
        ((GOOD, b"\x16\x03\x01\x02\x00\x01\r\n\r\n"), "no HTTP request"),
    ],
    ids=["long-url", "long-url-later", "long-header", "bad-header-later", "tls-later"],
)
async def test_the_answer_is_json_with_words_and_the_log_has_no_key(
    port: int, requests: tuple[bytes, ...], says: str, caplog: pytest.LogCaptureFixture
) -> None:
    status, headers, body = await said(port, *requests)
    assert (status, body["error"]["code"], body["error"]["status"]) == (400, "bad_request", 400)
    assert headers["content-type"].startswith("application/json")
    assert headers["x-request-id"] == body["error"]["request_id"]
    assert says in body["error"]["message"]
    assert KEY not in json.dumps(body) + caplog.text

"""Behind a proxy: whose address, scheme and host count, for terminals and for the API alike."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.edge.test_tls import INIT, Served, sent, serving
from tests.kit.certificates import Pair

PROXIES = (ip_network("127.0.0.0/8"),)
THROUGH_NGINX = {
    "X-Forwarded-For": "41.1.2.3",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "hr.example",
}
THROUGH_HAPROXY = {"Forwarded": "for=41.1.2.3;proto=https;host=hr.example"}


async def asked(served: Served, path: str, headers: Any, *, key: bool = False) -> httpx.Response:
    extra = list(dict(headers).items()) if isinstance(headers, dict) else headers
    async with served.client() as client:
        return await client.get(
            f"{served.url}{path}", headers=[*extra, *(served.as_admin().items() if key else ())]
        )


@pytest.mark.parametrize("headers", [THROUGH_NGINX, THROUGH_HAPROXY], ids=["x-forwarded", "forwarded"])
async def test_the_address_the_scheme_and_the_host_are_those_that_the_client_called(
    tmp_path: Path, headers: dict[str, str]
) -> None:
    async with serving(tmp_path, None, trusted_proxies=PROXIES) as served:
        metrics = await asked(served, "/metrics", headers)
        missing = await asked(served, "/v1/devices/none", headers, key=True)
        described = await asked(served, "/openapi.json", headers)
        tenant = await asked(served, "/v1/me", headers, key=True)
    assert metrics.status_code == 403  # the client's address is judged, not the proxy's
    assert metrics.headers["Strict-Transport-Security"].startswith("max-age=")
    assert missing.json()["error"]["doc_url"].startswith("https://hr.example/docs/errors/")
    assert described.json()["servers"] == [{"url": "https://hr.example"}]
    assert tenant.status_code == 200


async def test_nobody_else_is_believed(tmp_path: Path) -> None:
    async with serving(tmp_path, None) as served:
        for headers in (THROUGH_NGINX, THROUGH_HAPROXY):
            metrics = await asked(served, "/metrics", headers)
            missing = await asked(served, "/v1/devices/none", headers, key=True)
            assert metrics.status_code == 200
            assert "Strict-Transport-Security" not in metrics.headers
            assert missing.json()["error"]["doc_url"].startswith(f"{served.url}/docs/")
        await sent(with_headers(INIT, "X-Forwarded-For: 41.1.2.3"), served.port, None)
        assert await addresses(served) == ["127.0.0.1"]


async def test_a_line_that_the_client_made_up_stands_before_the_proxys_own(tmp_path: Path) -> None:
    async with serving(tmp_path, None, trusted_proxies=PROXIES) as served:
        headers = [
            ("X-Forwarded-For", "127.0.0.1"),
            ("X-Forwarded-Proto", "https"),
            ("X-Forwarded-For", "41.1.2.3"),
            ("X-Forwarded-Proto", "http"),
        ]
        metrics = await asked(served, "/metrics", headers)
    assert metrics.status_code == 403
    assert "Strict-Transport-Security" not in metrics.headers


async def test_a_public_url_that_was_set_stays_what_it_is(tmp_path: Path) -> None:
    async with serving(tmp_path, None, trusted_proxies=PROXIES, public_url="https://set.example/") as served:
        missing = await asked(served, "/v1/devices/none", THROUGH_NGINX, key=True)
    assert missing.json()["error"]["doc_url"].startswith("https://set.example/docs/")


@pytest.mark.parametrize("line", ["X-Forwarded-For: 6.6.6.6, 41.1.2.3", 'Forwarded: for="41.1.2.3:4711"'])
async def test_a_terminals_address_is_its_own(tmp_path: Path, line: str) -> None:
    async with serving(tmp_path, None, trusted_proxies=PROXIES) as served:
        assert (await sent(with_headers(INIT, line), served.port, None)).startswith(b"HTTP/1.1 200 ")
        # The same in a form that the web server reads.
        chunked = INIT.replace(b"A1", b"B2").replace(b"GET", b"POST")
        chunked = with_headers(chunked, line, "Transfer-Encoding: chunked") + b"0\r\n\r\n"
        await sent(chunked, served.port, None)
        assert await addresses(served) == ["41.1.2.3"] * 2


async def addresses(served: Served) -> list[str]:
    """Of all terminals, as they are shown."""
    await served.edge.detector.flush()
    return [device["ip"] for device in (await asked(served, "/v1/devices", {}, key=True)).json()["data"]]


@pytest.mark.usefixtures("expected_logs")
@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded"])
async def test_hostile_words_crash_nothing(tmp_path: Path, name: str) -> None:
    hostile = [
        b"",
        b',,,;;;==="""',
        b'for="[',
        b"\x80\xff\xfe",
        b"for=" + b"1" * 6000,
        b"127.0.0.1" + b", 127.0.0.1" * 500,
        b"%s%n{}\\'",
        b"javascript:alert(1)//",
    ]
    async with serving(tmp_path, None, trusted_proxies=PROXIES) as served:
        for value in hostile:
            line = b"%s: %s\r\n" % (name.encode(), value)
            init = INIT.replace(b"Host: edge\r\n", b"Host: edge\r\n" + line)
            assert (await sent(init, served.port, None)).startswith(b"HTTP/1.1 200 ")
            page = b"GET /v1/me HTTP/1.1\r\nHost: edge\r\nConnection: close\r\n%s\r\n" % line
            answer = await sent(page, served.port, None)
            assert answer.split(b" ")[1] in (b"401", b"400", b"429"), answer
            assert b"javascript" not in answer


async def test_behind_a_proxy_that_ends_tls_nobody_is_sent_in_circles(tmp_path: Path) -> None:
    pair = Pair.made(tmp_path)
    async with (
        serving(tmp_path, pair, device_tls="both", trusted_proxies=(ip_network("127.0.0.0/8"),)) as served,
        served.client() as client,
    ):
        through = await client.get(f"{served.plain}/v1/me", headers={**THROUGH_NGINX, **served.as_admin()})
        past = await client.get(f"{served.plain}/v1/me", headers=served.as_admin())
    assert (through.status_code, past.status_code) == (200, 400)


def with_headers(request: bytes, *lines: str) -> bytes:
    added = "".join(f"{line}\r\n" for line in lines).encode()
    return request.replace(b"Host: edge\r\n", b"Host: edge\r\n" + added)

"""A served edge with a certificate: who is let in on which port, over what, and how a renewal arrives."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from common.client import EdgeClient
from edge.app import Edge, StartError, running
from edge.settings import Settings
from edge.simulator.fleet import plan_fleet
from edge.simulator.profile import Profile
from edge.simulator.run import Fleet
from edge.tls import Files, LiveCertificate, load
from tests.kit.certificates import Pair, replace, shown_at

Logs = list[logging.LogRecord]

LINES = b"1\t2026-03-02 08:01:00\t0\t1\t0\t0\n"
UPLOAD = (
    b"POST /iclock/cdata?SN=A1&table=ATTLOG&Stamp=9999 HTTP/1.1\r\nHost: edge\r\nContent-Length: %d\r\n\r\n%s"
    % (len(LINES), LINES)
)
INIT = b"GET /iclock/cdata?SN=A1&options=all&language=69&pushver=2.4.1 HTTP/1.1\r\nHost: edge\r\n\r\n"
CHUNKED = (
    b"POST /iclock/cdata?SN=A1&table=ATTLOG&Stamp=9999 HTTP/1.1\r\nHost: edge\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(LINES), LINES)
)


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair.made(tmp_path)


@dataclass
class Served:
    """An edge that runs, and ways to call it."""

    edge: Edge
    url: str
    device_url: str
    key: str
    pair: Pair | None

    @property
    def port(self) -> int:
        return int(urlsplit(self.url).port or 0)

    @property
    def device_port(self) -> int:
        return int(urlsplit(self.device_url).port or 0)

    @property
    def plain(self) -> str:
        """The API's port, called without TLS."""
        return f"http://127.0.0.1:{self.port}"

    def client(self, **options: Any) -> httpx.AsyncClient:
        verify = self.pair.client() if self.pair else True
        return httpx.AsyncClient(verify=verify, trust_env=False, **options)

    def as_admin(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"}

    async def sends(self, raw: bytes, *, tls: bool, port: int | None = None) -> bytes:
        """What comes back for bytes of a terminal."""
        return await sent(raw, port or self.device_port, self.pair.client() if tls and self.pair else None)


async def sent(raw: bytes, port: int, context: ssl.SSLContext | None) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context)
    writer.write(raw)
    try:
        async with asyncio.timeout(10):
            return await reader.read()
    finally:
        writer.close()
        try:
            await writer.wait_closed()
        except OSError:
            pass  # the server was quicker


@asynccontextmanager
async def serving(folder: Path, pair: Pair | None, **said: Any) -> AsyncIterator[Served]:
    shown = {"tls_cert": pair.cert, "tls_key": pair.key} if pair else {}
    settings = Settings(data=folder / "edge", port=0, admission="open", **shown, **said)
    async with running(settings) as (edge, served):
        key = served.key_file.read_text().strip()
        yield Served(edge, served.url, served.device_url, key, pair)


def assert_took(answer: bytes) -> None:
    assert answer.startswith(b"HTTP/1.1 200 "), answer
    assert answer.endswith(b"\r\n\r\nOK: 1") or b"OK: 1" in answer, answer


def assert_refused(answer: bytes) -> None:
    assert answer.startswith(b"HTTP/1.1 400 "), answer
    assert b"https://" in answer
    assert b"OK" not in answer.upper()


# -- who is let in where


@pytest.mark.usefixtures("expected_logs")
async def test_with_a_certificate_the_shared_port_is_for_tls_alone(tmp_path: Path, pair: Pair) -> None:
    async with serving(tmp_path, pair) as served:
        assert served.url == served.device_url
        assert served.url.startswith("https://")
        assert (await served.sends(INIT, tls=True)).startswith(b"HTTP/1.1 200 ")
        assert_took(await served.sends(UPLOAD, tls=True))
        assert_refused(await served.sends(UPLOAD, tls=False))
        async with served.client() as client:
            me = await client.get(f"{served.url}/v1/me", headers=served.as_admin())
            plain = await client.get(f"{served.plain}/v1/me", headers=served.as_admin())
    assert (me.status_code, me.json()["role"]) == (200, "admin")
    assert (plain.status_code, plain.headers["Content-Type"]) == (400, "text/plain;charset=UTF-8")


@pytest.mark.parametrize("device_tls", ["both", "off"])
async def test_terminals_without_tls_can_share_the_port_with_an_api_that_has_it(
    tmp_path: Path, pair: Pair, device_tls: str
) -> None:
    async with serving(tmp_path, pair, device_tls=device_tls) as served:
        for tls in (False, True):
            assert (await served.sends(INIT, tls=tls)).startswith(b"HTTP/1.1 200 ")
            assert_took(await served.sends(UPLOAD, tls=tls))
            assert_took(await served.sends(CHUNKED, tls=tls))
        async with served.client() as client:
            posted = await client.post(
                f"{served.plain}/v1/sites", headers=served.as_admin(), json={"name": "A"}
            )
            read = await client.get(f"{served.plain}/v1/me", headers=served.as_admin())
            page = await client.get(f"{served.plain}/docs?q=a%20b")
            ready = await client.get(f"{served.plain}/readyz")
            sites = await client.get(f"{served.url}/v1/sites", headers=served.as_admin())
    for refused in (posted, read):
        assert (refused.status_code, refused.json()["error"]["code"]) == (400, "https_required")
        assert refused.json()["error"]["doc_url"] == f"{served.url}/docs/errors/https_required"
        assert "Strict-Transport-Security" not in refused.headers
    assert (page.status_code, page.headers["Location"]) == (308, f"{served.url}/docs?q=a%20b")
    assert ready.status_code == 200
    assert sites.json()["data"] == []
    assert sites.headers["Strict-Transport-Security"].startswith("max-age=")


@pytest.mark.usefixtures("expected_logs")
@pytest.mark.parametrize(
    ("device_tls", "plain_served", "tls_served"),
    [("off", True, False), ("on", False, True), ("both", True, True)],
)
async def test_a_port_for_terminals_alone_takes_what_it_is_told_to(
    tmp_path: Path, pair: Pair, device_tls: str, plain_served: bool, tls_served: bool
) -> None:
    async with serving(tmp_path, pair, device_tls=device_tls, device_port=0) as served:
        assert served.device_url.startswith("https://" if tls_served else "http://")
        if tls_served:
            assert_took(await served.sends(UPLOAD, tls=True))
        else:
            with pytest.raises((ssl.SSLError, ConnectionError)):
                await served.sends(UPLOAD, tls=True)
        answer = await served.sends(UPLOAD, tls=False)
        (assert_took if plain_served else assert_refused)(answer)
        # What is not a terminal's is nothing there, and the API's own port knows no plain.
        nothing = await served.sends(b"GET /v1/me HTTP/1.1\r\nHost: e\r\n\r\n", tls=tls_served)
        assert nothing.startswith(b"HTTP/1.1 404 ")
        assert_refused(await served.sends(UPLOAD, tls=False, port=served.port))
        async with served.client() as client:
            assert (await client.get(f"{served.url}/readyz")).status_code == 200


async def test_a_hello_to_a_server_without_tls_is_named_once(
    tmp_path: Path, pair: Pair, expected_logs: Logs
) -> None:
    async with serving(tmp_path, None, device_port=0) as served:
        for port in (served.port, served.device_port, served.port, served.device_port):
            with pytest.raises((ssl.SSLError, ConnectionError)):
                await sent(UPLOAD, port, pair.client())
        assert_took(await served.sends(UPLOAD, tls=False))
        async with served.client() as client:
            assert (await client.get(f"{served.url}/readyz")).status_code == 200
    assert ["tls_on_plain_port" in record.getMessage() for record in expected_logs] == [True]


async def test_the_stream_and_a_large_body_go_over_the_port_that_takes_both(
    tmp_path: Path, pair: Pair
) -> None:
    async with serving(tmp_path, pair, device_tls="both") as served:
        async with EdgeClient(served.url, served.key, tls=pair.client()) as client:
            stream = client.stream()
            assert (await anext(stream)).event == "heartbeat"
            assert_took(await served.sends(UPLOAD, tls=False))
            heard = [await anext(stream) for _ in range(2)]
            await stream.aclose()
        assert "attendance.created" in {message.event for message in heard}
        rows = b"".join(b"%d\t2026-03-02 08:01:00\t0\t1\t0\t0\n" % pin for pin in range(5_000))
        head = UPLOAD.partition(b"Content-Length")[0] + b"Content-Length: %d\r\n\r\n" % len(rows)
        assert b"OK: 5000" in await served.sends(head + rows, tls=True)


# -- old terminals


def offering(version: ssl.TLSVersion, pair: Pair) -> ssl.SSLContext:
    """A client that knows nothing newer."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=pair.pem)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.maximum_version = version
    return context


@pytest.mark.usefixtures("expected_logs")
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
@pytest.mark.parametrize("least", ["1.0", "1.1", "1.2"])
async def test_old_tls_is_for_terminals_alone_and_only_where_it_is_wanted(
    tmp_path: Path, pair: Pair, least: str
) -> None:
    if not (ssl.HAS_TLSv1 and ssl.HAS_TLSv1_1):
        pytest.skip("this Python's OpenSSL cannot offer TLS 1.0 and 1.1: nothing old was tried")
    olds = {"1.0": ssl.TLSVersion.TLSv1, "1.1": ssl.TLSVersion.TLSv1_1, "1.2": ssl.TLSVersion.TLSv1_2}
    async with serving(tmp_path, pair, device_port=0, device_tls="on", device_tls_min=least) as served:
        for version, told in olds.items():
            context = offering(told, pair)
            if version >= least:
                assert_took(await sent(UPLOAD, served.device_port, context))
            else:
                with pytest.raises((ssl.SSLError, ConnectionError)):
                    await sent(UPLOAD, served.device_port, context)
            if version != "1.2":
                with pytest.raises((ssl.SSLError, ConnectionError)):
                    await sent(UPLOAD, served.port, context)
        assert_took(await served.sends(UPLOAD, tls=True))


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
async def test_a_server_that_takes_old_tls_says_so_at_its_start(
    tmp_path: Path, pair: Pair, expected_logs: Logs
) -> None:
    async with serving(tmp_path, pair, device_port=0, device_tls="both", device_tls_min="1.1"):
        pass
    (line,) = [record.getMessage() for record in expected_logs]
    assert "old_tls_for_terminals" in line
    assert "1.1" in line


# -- renewals


async def settled(certificate: LiveCertificate | None) -> None:
    """What the watch does in two of its rounds."""
    assert certificate is not None
    await certificate.look()
    await certificate.look()


async def test_a_renewed_certificate_is_shown_to_who_comes_and_nobody_is_dropped(
    tmp_path: Path, pair: Pair
) -> None:
    async with serving(tmp_path, pair) as served, served.client() as client:
        first = pair.fingerprint
        assert await asyncio.to_thread(shown_at, served.port) == first
        before = await client.get(f"{served.url}/healthz")
        pair.renew()
        await settled(served.edge.certificate)
        assert pair.fingerprint != first
        assert await asyncio.to_thread(shown_at, served.port) == pair.fingerprint
        again = await client.get(f"{served.url}/healthz")
        # The same connection, or the client would have refused what it does not trust.
        assert (before.status_code, again.status_code) == (200, 200)
        assert_took(await served.sends(UPLOAD, tls=True))


async def test_a_pair_is_not_read_while_it_is_being_written(tmp_path: Path, pair: Pair) -> None:
    certificate = LiveCertificate(Files(pair.cert, pair.key))
    first = certificate.shown.fingerprint
    other = Pair.made(tmp_path_of(tmp_path, "other"))
    replace(pair.cert, other.cert.read_text())
    await certificate.look()
    replace(pair.key, other.key.read_text())
    await certificate.look()
    assert certificate.shown.fingerprint == first
    await certificate.look()
    assert certificate.shown.fingerprint.replace(":", "").lower() == other.fingerprint


def tmp_path_of(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir()
    return made


@pytest.mark.parametrize("broken", ["mismatch", "nonsense", "empty", "missing", "passphrase"])
async def test_what_cannot_be_used_is_refused_once_and_the_old_one_stays(
    tmp_path: Path, pair: Pair, broken: str, expected_logs: Logs
) -> None:
    async with serving(tmp_path, pair) as served:
        first = pair.fingerprint
        other = Pair.made(tmp_path_of(tmp_path, "other"))
        if broken == "mismatch":
            replace(pair.cert, other.cert.read_text())
        elif broken == "missing":
            pair.cert.unlink()
        elif broken == "passphrase":
            replace(pair.key, with_passphrase(pair.key.read_bytes()))
        else:
            replace(pair.cert, "-----BEGIN CERTIFICATE-----\nbm8=\n" if broken == "nonsense" else "")
        for _ in range(3):
            await settled(served.edge.certificate)
        (line,) = [record.getMessage() for record in expected_logs]
        assert "tls_certificate_refused" in line
        assert str(tmp_path) in line
        assert await asyncio.to_thread(shown_at, served.port) == first
        pair.renew()
        await settled(served.edge.certificate)
        assert await asyncio.to_thread(shown_at, served.port) == pair.fingerprint != first


def with_passphrase(key: bytes) -> str:
    locked = BestAvailableEncryption(b"secret")
    loaded = load_pem_private_key(key, None)
    return loaded.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked).decode()


async def test_the_watch_looks_by_itself_and_at_once_when_asked(
    tmp_path: Path, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(tmp_path, pair) as served:
        certificate = served.edge.certificate
        assert certificate is not None
        pair.renew()
        await certificate.look(at_once=True)
        await shows(certificate, pair)
    monkeypatch.setattr("edge.tls.LOOK_EVERY_S", 0.02)
    async with serving(tmp_path, pair) as served:
        assert served.edge.certificate is not None
        pair.renew()
        await shows(served.edge.certificate, pair)


async def shows(certificate: LiveCertificate, pair: Pair) -> None:
    async with asyncio.timeout(5):
        while certificate.shown.fingerprint.replace(":", "").lower() != pair.fingerprint:
            await asyncio.sleep(0.01)


async def test_a_certificate_that_cannot_be_used_at_the_start_is_the_end_of_it(
    tmp_path: Path, pair: Pair
) -> None:
    other = Pair.made(tmp_path_of(tmp_path, "other"))
    with pytest.raises(StartError, match="Both must be PEM files that belong together"):
        async with serving(tmp_path, Pair(pair.cert, other.key)):
            pass
    with pytest.raises(StartError, match=r"none\.pem cannot be read: No such file"):
        async with serving(tmp_path, Pair(tmp_path / "none.pem", pair.key)):
            pass


# -- its end


async def test_the_end_of_a_certificate_is_announced_each_time_it_matters(
    pair: Pair, expected_logs: Logs
) -> None:
    ends = load(Files(pair.cert, pair.key)).expires_at
    now = ends - 40 * 86_400
    certificate = LiveCertificate(Files(pair.cert, pair.key), wall=lambda: now)
    said = []
    for left in (31, 30, 29, 8, 7, 6.5, 1.1, 1, 0.9, 0.1, 0, -1, -40):
        expected_logs.clear()
        now = ends - left * 86_400
        await certificate.look()
        said += [(left, record.levelname) for record in expected_logs]
        assert certificate.expires_in_s() == pytest.approx(left * 86_400)
    assert said == [(30, "WARNING"), (7, "WARNING"), (1, "WARNING"), (0, "ERROR")]


async def test_a_server_started_late_says_it_once_and_a_new_certificate_ends_it(
    tmp_path: Path, expected_logs: Logs
) -> None:
    pair = Pair.made(tmp_path, valid=(-80, 3))
    async with serving(tmp_path, pair) as served:
        await settled(served.edge.certificate)
        (line,) = [record.getMessage() for record in expected_logs]
        assert "tls_certificate_expires_soon" in line
        assert "days=3.0" in line
        async with served.client() as client:
            shown = (await client.get(f"{served.url}/metrics")).text
            pair.renew()
            await settled(served.edge.certificate)
            later = (await client.get(f"{served.url}/metrics")).text
    assert len(expected_logs) == 1
    assert left_of(shown) == pytest.approx(3 * 86_400, abs=60)
    assert left_of(later) == pytest.approx(90 * 86_400, abs=60)


def left_of(metrics: str) -> float:
    (line,) = [line for line in metrics.splitlines() if line.startswith("punchdeck_tls_expires_seconds ")]
    return float(line.split()[1])


async def test_an_expired_certificate_is_served_and_said(tmp_path: Path, expected_logs: Logs) -> None:
    pair = Pair.made(tmp_path, valid=(-80, -1))
    async with serving(tmp_path, pair) as served:
        assert await asyncio.to_thread(shown_at, served.port) == pair.fingerprint
    assert ["tls_certificate_expired" in record.getMessage() for record in expected_logs] == [True]


# -- a whole fleet


async def test_a_simulated_fleet_speaks_tls(tmp_path: Path, pair: Pair) -> None:
    plan = plan_fleet(7, 1, 4, Profile())
    async with serving(tmp_path, pair, device_tls="both") as served:
        fleet = Fleet(plan, served.url, rate=20.0, speed=5.0, tls=pair.client(), record_acknowledged=True)
        running_fleet = asyncio.create_task(fleet.run())
        async with asyncio.timeout(20):
            await fleet.wait_connected()
            while len(fleet.acknowledged) < 10:
                await asyncio.sleep(0.05)
        fleet.stop()
        await running_fleet
        async with served.client() as client:
            page = await client.get(f"{served.url}/v1/attendance", headers=served.as_admin())
    assert len(page.json()["data"]) >= 10

"""Templates and pictures come and go over TLS, or where the operator vouches for the network only."""

from __future__ import annotations

import asyncio
import ssl
from ipaddress import ip_network
from typing import Any

import pytest
import sqlalchemy as sa

from edge.push.peers import Network
from edge.push.privacy import KEEPS_NOTHING, Privacy
from edge.push.wire import DeviceRequest
from edge.store.people_tables import device_credential, template
from edge.store.schema import device
from tests.edge.push.conftest import OPEN_HEARTED, TLS, DeviceSide, serving
from tests.edge.push.test_attendance_corpus import Glass
from tests.kit.replies import body_of

LOOPBACK = (ip_network("127.0.0.0/8"),)
ELSEWHERE = (ip_network("10.8.0.0/16"),)
TLS_ONLY = Privacy(keeps=True)
FINGER = b"FP PIN=7\tFID=6\tSize=160\tValid=1\tTMP=" + b"TUdTUzIxAAADxg==" * 10 + b"\n"


def request(peer: str, secure: bool = False) -> DeviceRequest:
    return DeviceRequest("POST", "cdata", {}, {}, b"", peer, secure=secure)


@pytest.mark.parametrize(
    ("privacy", "peer", "secure", "admitted"),
    [
        (KEEPS_NOTHING, "127.0.0.1", True, False),
        (Privacy(False, LOOPBACK), "127.0.0.1", False, False),
        (TLS_ONLY, "198.51.100.7", True, True),
        (TLS_ONLY, "127.0.0.1", False, False),
        (Privacy(True, ELSEWHERE), "10.8.3.4", False, True),
        (Privacy(True, ELSEWHERE), "10.9.3.4", False, False),
        (Privacy(True, ELSEWHERE), "no address", False, False),
    ],
)
def test_which_requests_may_carry_templates(
    privacy: Privacy, peer: str, secure: bool, admitted: bool
) -> None:
    assert privacy.admits(request(peer, secure)) is admitted


async def say(
    side: DeviceSide, start: str, body: bytes = b"", tls: ssl.SSLContext | None = None, more: str = ""
) -> bytes:
    head = f"{start} HTTP/1.1\r\nHost: edge\r\n{more}Content-Length: {len(body)}\r\n\r\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", side.port, ssl=tls)
    writer.write(head.encode() + body)
    async with asyncio.timeout(10):
        answer = await reader.read()
    writer.close()
    return body_of(answer)


async def held(side: DeviceSide) -> tuple[list[bytes | None], int]:
    """The digests of what terminals said they have, and how many templates are kept."""

    def look(conn: sa.Connection) -> tuple[Any, int]:
        whose = device_credential.c.tenant_id == side.tenant_id
        kept = sa.select(sa.func.count()).select_from(template).where(template.c.tenant_id == side.tenant_id)
        digests = conn.scalars(sa.select(device_credential.c.digest).where(whose)).all()
        return digests, conn.execute(kept).scalar_one()

    found, count = await side.store.read(look)
    return list(found), count


async def noted(side: DeviceSide) -> bool:
    """Whether the terminal is known to call by a way that templates may travel."""
    statement = sa.select(device.c.private).where(device.c.tenant_id == side.tenant_id)
    return bool(await side.store.read(lambda conn: conn.execute(statement).scalar_one()))


async def speak(side: DeviceSide, tls: ssl.SSLContext | None = None, more: str = "") -> bytes:
    """A terminal introduces itself, sends a finger and polls. Returns what it is told at its init."""
    await side.register("D1")
    init = await say(side, "GET /iclock/cdata?SN=D1&options=all&pushver=2.4.1", tls=tls, more=more)
    upload = "POST /iclock/cdata?SN=D1&table=OPERLOG&OpStamp=1"
    assert await say(side, upload, FINGER, tls, more) == b"OK: 1", "it must not be sent again for ever"
    assert (await say(side, "GET /iclock/getrequest?SN=D1", tls=tls, more=more)).startswith(b"OK")
    return init


async def test_in_clear_no_template_is_taken_nor_asked_for(database_url: str) -> None:
    async with serving(database_url, Glass(), privacy=TLS_ONLY) as side:
        asked_in_clear = await speak(side)
        assert await held(side) == ([None], 0)
        assert not await noted(side)
    async with serving(database_url, Glass(), privacy=OPEN_HEARTED) as side:
        assert await speak_again(side) != asked_in_clear


async def speak_again(side: DeviceSide) -> bytes:
    return await say(side, "GET /iclock/cdata?SN=D1&options=all&pushver=2.4.1")


async def test_over_tls_it_is_taken(database_url: str, contexts: TLS) -> None:
    server, client = contexts
    async with serving(database_url, Glass(), privacy=TLS_ONLY, tls=server) as side:
        await speak(side, client)
        digests, kept = await held(side)
        assert (len(digests), kept) == (1, 1)
        assert await noted(side)


@pytest.mark.parametrize(
    ("proxies", "said", "taken"),
    [
        (LOOPBACK, "https", True),
        (LOOPBACK, "http", False),
        ((), "https", False),  # anybody can write that
    ],
)
async def test_a_proxy_that_is_trusted_says_how_the_terminal_reached_it(
    database_url: str, proxies: tuple[Network, ...], said: str, taken: bool
) -> None:
    more = f"X-Forwarded-For: 203.0.113.5\r\nX-Forwarded-Proto: {said}\r\n"
    async with serving(database_url, Glass(), privacy=TLS_ONLY, proxies=proxies) as side:
        await speak(side, more=more)
        assert ((await held(side))[1] == 1) is taken
        assert await noted(side) is taken


async def test_who_calls_in_clear_after_tls_is_trusted_no_more(database_url: str) -> None:
    async with serving(database_url, Glass(), privacy=TLS_ONLY, proxies=LOOPBACK) as side:
        await speak(side, more="X-Forwarded-For: 203.0.113.5\r\nX-Forwarded-Proto: https\r\n")
        assert await noted(side)
        await say(side, "GET /iclock/getrequest?SN=D1")
        assert not await noted(side)

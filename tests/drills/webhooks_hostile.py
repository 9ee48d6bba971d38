"""Receivers that mean harm, one after another, with the real time limits: what each costs the one who sends.

`python -m tests.drills.webhooks_hostile`

Each is tried eight times at once. A slot is to be free again within 16 seconds, and the process must not have
grown by more than 10 MiB.
"""

from __future__ import annotations

import asyncio
import gc
import gzip
import ssl
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Final

import psutil

from edge.webhooks.guard import Guard
from edge.webhooks.parcel import Outcome
from edge.webhooks.sender import Sender
from tests.bench.table import print_table
from tests.edge.webhooks.test_sender import Answering, answering, parcel, saying
from tests.kit.certificates import self_signed

AT_ONCE: Final = 8
SLOT_S: Final = 16.0
GROWTH_MIB: Final = 10.0
OK: Final = b"HTTP/1.1 200 OK\r\n"
_BOMB: Final = gzip.compress(bytes(50_000_000))


def dripping(head: bytes) -> Answering:
    """A byte now and then, for ever."""

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(b"a")
            await writer.drain()
            await asyncio.sleep(0.2)

    return answer


def pouring(head: bytes, part: bytes, size: int) -> Answering:
    """As much as is taken, up to that size."""

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        for _ in range(size // len(part)):
            writer.write(part)
            await writer.drain()

    return answer


async def silent(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(3_600)


HOSTILE: Final[Mapping[str, Answering]] = {
    "says nothing": silent,
    "drips its status line": dripping(b"HTTP/1.1 200 "),
    "drips a header": dripping(OK + b"X-Slow: "),
    "drips its body": dripping(OK + b"Content-Length: 1000000\r\n\r\n"),
    "1 GB of body": pouring(OK + b"Content-Length: 1000000000\r\n\r\n", b"x" * 65_536, 1_000_000_000),
    "1 GB of header": pouring(OK + b"X: ", b"x" * 65_536, 1_000_000_000),
    "headers without end": pouring(OK, b"X-Again: and again\r\n" * 1_000, 1_000_000_000),
    "gzip bomb": saying(OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(_BOMB) + _BOMB),
    "endless chunks": pouring(
        OK + b"Transfer-Encoding: chunked\r\n\r\n", b"4000\r\n" + b"x" * 16_384 + b"\r\n", 10**9
    ),
    "non-ASCII headers": saying(OK + b"X-Name: \xff\xfe\xc3\xa4\r\nContent-Length: 0\r\n\r\n"),
    "non-ASCII header name": saying(OK + b"X-N\xc3\xa4me: 1\r\nContent-Length: 0\r\n\r\n"),
    "closes at once": saying(b""),
    "closes in its body": saying(OK + b"Content-Length: 50\r\n\r\ncut"),
    "100 Continue, then 200": saying(b"HTTP/1.1 100 Continue\r\n\r\n" + OK + b"Content-Length: 0\r\n\r\n"),
    "100 Continue for ever": pouring(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100, 1_000_000_000),
    "no HTTP at all": saying(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "redirects to itself": saying(b"HTTP/1.1 307 T\r\nLocation: /hook\r\nContent-Length: 0\r\n\r\n"),
}


@dataclass(frozen=True)
class Result:
    """What one of them came to."""

    name: str
    outcome: Outcome
    slowest_s: float
    grown_mib: float

    @property
    def bearable(self) -> bool:
        return self.slowest_s <= SLOT_S and self.grown_mib <= GROWTH_MIB


async def attack(name: str, answer: Answering, tls: ssl.SSLContext | None = None) -> Result:
    """Several deliveries to one of them at once."""
    sender = Sender(Guard((ip_network("127.0.0.0/8"),)))
    gc.collect()
    process = psutil.Process()
    before = process.memory_info().rss
    took: list[float] = []

    async def once(url: str) -> Outcome:
        began = time.monotonic()
        outcome = await sender.send(parcel(url))
        took.append(time.monotonic() - began)
        return outcome

    async with answering(answer, tls) as url:
        outcomes = await asyncio.gather(*(once(url) for _ in range(AT_ONCE)))
        grown = process.memory_info().rss - before
    await sender.close()
    return Result(name, outcomes[0], max(took), grown / 2**20)


async def drill(names: list[str] | None = None) -> list[Result]:
    """All of them, or those named."""
    results = [
        await attack(name, answer) for name, answer in HOSTILE.items() if names is None or name in names
    ]
    if names is None:
        with tempfile.TemporaryDirectory() as folder:
            expired = self_signed(Path(folder), "localhost", valid=(-30, -1)).context()
            results.append(await attack("TLS certificate expired", saying(OK + b"\r\n"), expired))
    return results


def main() -> None:
    results = asyncio.run(drill())
    print_table(
        [
            {
                "receiver": one.name,
                "status": one.outcome.status,
                "error": one.outcome.error or "-",
                "slot free after s": one.slowest_s,
                "grown MiB": one.grown_mib,
                "bearable": "yes" if one.bearable else "NO",
            }
            for one in results
        ]
    )
    sys.exit(0 if all(one.bearable for one in results) else 1)


if __name__ == "__main__":
    main()

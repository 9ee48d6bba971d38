"""What `tests.drills.hostile` sends: clients that mean harm, each from an address of its own.

Run as a program it takes a Plan as JSON, attacks until its time is over, and prints what came of it as JSON:
a process of its own, so that it is the edge that is held up and not whoever measures.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import asdict, dataclass
from typing import Final

DRIP_S: Final = 2.0
PER_ADDRESS: Final = 400
"""Slow connections of one address: fewer than the edge allows of one, so that it is held by its own clock."""
SERIALS_PER_ADDRESS: Final = 190
"""Under what is noted of one address in a minute: every one of them is written down."""
AT_ONCE: Final = 32
READ_S: Final = 5.0
HELLO: Final = bytes.fromhex("16030100c8010000c40303") + bytes(range(200))
JUNK: Final = b"\x00\xff\x7f\x80SSH-2.0-OpenSSH_9.2\r\n\r\n"
BOMB: Final = gzip.compress(bytes(200_000_000), 6)
MIB: Final = 1 << 20
UPLOAD: Final = b"POST /iclock/cdata?SN=%s&table=ATTLOG&Stamp=1 HTTP/1.1\r\nHost: h\r\n"
BIG: Final = UPLOAD % b"BIG"
KNOWN: Final = "iclock/cdata?SN=%s&table=ATTLOG"


@dataclass(frozen=True, slots=True)
class Plan:
    """`slow`: connections that are kept open. `serials`: how many nobody knows. `known`: one that is let in,
    which anybody may write down."""

    host: str
    port: int
    seconds: float
    slow: int
    serials: int
    known: str
    seed: int


class Attacks:
    """All of them at once. `came` counts what the edge did, by attack."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._rng = random.Random(plan.seed)
        self._until = time.monotonic() + plan.seconds
        self._left = plan.serials
        self.came: Counter[str] = Counter()

    async def run(self) -> None:
        plan = self._plan
        async with asyncio.TaskGroup() as group:
            for number in range(plan.slow):
                way = (self._head_without_end, self._dripped_head, self._dripped_body)[number % 3]
                group.create_task(self._again_and_again(way, _address(1, number // PER_ADDRESS)))
            for number in range(AT_ONCE):
                group.create_task(self._unknown_serials(number))
            for number, way in enumerate(
                (
                    self._hoarded_bodies,
                    self._crowd,
                    self._says("bomb at a terminal's door", self._bomb(KNOWN % "BOMB")),
                    self._says("bomb in a known name", self._bomb(KNOWN % plan.known)),
                    self._says("bomb at the API", self._bomb("v1/devices")),
                    self._says("head of 1 MiB", b"GET /iclock/ping HTTP/1.1\r\nX: " + b"x" * MIB),
                    self._says("1 GB announced", BIG + b"Content-Length: 1000000000\r\n\r\n"),
                    self._says(
                        "9 MiB sent", BIG + b"Content-Length: %d\r\n\r\n" % (9 * MIB) + bytes(9 * MIB)
                    ),
                    self._says("9 MiB without a length", BIG + b"\r\n" + bytes(9 * MIB)),
                    self._says("junk", JUNK),
                    self._says("TLS hello", HELLO),
                    self._says("junk after a good head", BIG + b"Content-Length: -1\r\n\r\n" + JUNK),
                )
            ):
                group.create_task(self._again_and_again(way, _address(2, number)))

    # Slow ones

    async def _head_without_end(self, address: str) -> str:
        return await self._drip(address, b"GET /iclock/getrequest?SN=SLOW HTTP/1.1\r\nHost: h\r\nX: ", b"")

    async def _dripped_head(self, address: str) -> str:
        return await self._drip(address, b"GET /iclock/getrequest?SN=SLOW HTTP/1.1\r\nX: ", b"x")

    async def _dripped_body(self, address: str) -> str:
        return await self._drip(address, UPLOAD % b"SLOW" + b"Content-Length: 1000000\r\n\r\n", b"1")

    async def _drip(self, address: str, begin: bytes, drop: bytes) -> str:
        """Begin a request, and go on by a drop now and then until the edge has had enough."""
        reader, writer = await self._open(address)
        try:
            writer.write(begin)
            answer = asyncio.ensure_future(reader.read())
            while time.monotonic() < self._until:
                done, _ = await asyncio.wait([answer], timeout=DRIP_S * self._rng.uniform(0.5, 1.5))
                if done:
                    return _status(answer.result())
                writer.write(drop)
            answer.cancel()
            return "still open"
        finally:
            writer.close()

    async def _hoarded_bodies(self, address: str) -> str:
        """Uploads that never end, as large as is allowed, all at once: more than is held of them all."""
        most = 8 * MIB
        ends = [await self._open(address) for _ in range(20)]
        try:
            for _, writer in ends:
                writer.write(UPLOAD % b"HOARD" + b"Content-Length: %d\r\n\r\n" % most + bytes(most - 1))
            answers = await asyncio.gather(*(_read(reader) for reader, _ in ends), return_exceptions=True)
            return _status(next((one for one in answers if isinstance(one, bytes) and one), b""))
        finally:
            for _, writer in ends:
                writer.close()

    async def _crowd(self, address: str) -> str:
        """More connections than one address may have."""
        ends = [await self._open(address) for _ in range(600)]
        waits = (asyncio.wait_for(reader.read(), 2.0) for reader, _ in ends)
        gone = await asyncio.gather(*waits, return_exceptions=True)
        refused = sum(not isinstance(one, TimeoutError) for one in gone)
        for _, writer in ends:
            writer.close()
        return f"{refused // 10 * 10} of 600 refused"

    # Quick ones

    def _bomb(self, target: str) -> bytes:
        head = f"POST /{target} HTTP/1.1\r\nHost: h\r\nContent-Encoding: gzip\r\nConnection: close\r\n"
        return f"{head}Content-Type: application/json\r\nContent-Length: {len(BOMB)}\r\n\r\n".encode() + BOMB

    def _says(self, name: str, what: bytes) -> Callable[[str], Coroutine[None, None, str]]:
        async def say(address: str) -> str:
            reader, writer = await self._open(address)
            try:
                writer.write(what)
                return _status(await _read(reader))
            finally:
                writer.close()
                await asyncio.sleep(0.05)

        say.__name__ = name
        return say

    async def _unknown_serials(self, number: int) -> None:
        """Names that nobody gave, as many as are left to be tried."""
        while self._left > 0 and time.monotonic() < self._until:
            self._left -= 1
            address = _address(3, self._left // SERIALS_PER_ADDRESS)
            name = f"{self._rng.getrandbits(64):016X}"
            target = self._rng.choice(("getrequest?SN=%s", "cdata?SN=%s&options=all&pushver=2.4.1")) % name
            try:
                reader, writer = await self._open(address)
                try:
                    writer.write(f"GET /iclock/{target} HTTP/1.1\r\nHost: h\r\n\r\n".encode())
                    came = _status(await _read(reader))
                finally:
                    writer.close()
            except (OSError, TimeoutError) as error:
                came = type(error).__name__
            self.came[f"unknown serials: {came}"] += 1

    async def _again_and_again(self, way: Callable[[str], Coroutine[None, None, str]], address: str) -> None:
        name = way.__name__.strip("_").replace("_", " ")
        while time.monotonic() < self._until:
            try:
                came = await way(address)
            except (OSError, TimeoutError) as error:
                came = type(error).__name__
                await asyncio.sleep(0.2)
            self.came[f"{name}: {came}"] += 1

    async def _open(self, address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        plan = self._plan
        return await asyncio.open_connection(plan.host, plan.port, local_addr=(address, 0))


def _address(group: int, number: int) -> str:
    """One of the addresses that 198.18.0.0/15 has, which belong to no network."""
    return f"198.19.{group * 16 + number // 250}.{number % 250 + 1}"


async def _read(reader: asyncio.StreamReader) -> bytes:
    async with asyncio.timeout(READ_S):
        return await reader.read()


def _status(answer: bytes) -> str:
    return answer[9:12].decode("latin-1") if answer.startswith(b"HTTP/") else "closed"


def main() -> None:
    os.nice(5)  # the cores here are the edge's: an attacker has his own
    plan = Plan(**json.loads(sys.argv[1]))
    attacks = Attacks(plan)
    asyncio.run(attacks.run())
    print(json.dumps(attacks.came))


def command(plan: Plan) -> list[str]:
    """What runs it."""
    return [sys.executable, "-m", "tests.drills.hostile_attacks", json.dumps(asdict(plan))]


if __name__ == "__main__":
    main()

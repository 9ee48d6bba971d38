"""A terminal that is asked over TCP (port 4370) instead of pushing: enough of one to read punches from."""

from __future__ import annotations

import asyncio
import itertools
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Final, Self

MAGIC: Final = b"\x50\x50\x82\x7d"
TOP: Final = struct.Struct("<4sI")
HEADER: Final = struct.Struct("<4H")
USER: Final = struct.Struct("<HB8s24sIx7sx24s")
PUNCH: Final = struct.Struct("<H24sBIB8s")
LARGEST_FRAME: Final = 1 << 20
# Tables up to this size come with the first answer; greater ones are fetched piece by piece.
AT_ONCE: Final = 1024


class Code(IntEnum):
    """Commands and answers."""

    USER_WRITE = 8
    USERS = 9
    OPTION = 11
    PUNCHES = 13
    CLEAR_PUNCHES = 15
    USER_DELETE = 18
    SIZES = 50
    GET_TIME = 201
    SET_TIME = 202
    CONNECT = 1000
    EXIT = 1001
    ENABLE = 1002
    DISABLE = 1003
    REFRESH = 1013
    VERSION = 1100
    AUTHENTICATE = 1102
    PREPARE_DATA = 1500
    DATA = 1501
    FREE = 1502
    PREPARE_TABLE = 1503
    CHUNK = 1504
    DONE = 2000
    FAILED = 2001
    UNAUTHENTICATED = 2005


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody enrolled; `number` is the terminal's own, `pin` what is typed and reported."""

    number: int
    pin: str
    name: str = ""
    card: int = 0

    def packed(self) -> bytes:
        return USER.pack(self.number, 0, b"", self.name.encode()[:24], self.card, b"", self.pin.encode())


@dataclass(frozen=True, slots=True)
class LoggedPunch:
    """A punch in the terminal's log; `at` is its wall clock, to the second."""

    pin: str
    at: datetime
    verify: int = 1
    state: int = 0

    def packed(self) -> bytes:
        return PUNCH.pack(0, self.pin.encode(), self.verify, encoded_time(self.at), self.state, b"")


@dataclass(slots=True)
class Session:
    """One connection: who it is, what it may do, and the table it is fetching."""

    number: int
    trusted: bool
    table: bytes = b""


class PullTerminal:
    """Listens on a free loopback port while it is entered. People and punches may be changed at any time."""

    def __init__(
        self,
        serial: str,
        people: Iterable[Person] = (),
        punches: Iterable[LoggedPunch] = (),
        *,
        comm_key: int = 0,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self.serial = serial
        self.people = {person.number: person for person in people}
        self.punches = list(punches)
        self.comm_key = comm_key
        self.enabled = True
        self.port = 0
        self._clock = clock
        self._skew = timedelta()
        self._numbers = itertools.count(1000)
        self._connections: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    @property
    def now(self) -> datetime:
        """What its clock shows."""
        return self._clock() + self._skew

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = asyncio.create_task(self._converse(reader, writer))
        self._connections.add(connection)
        connection.add_done_callback(self._connections.discard)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        session = Session(next(self._numbers), trusted=not self.comm_key)
        command = 0
        try:
            while command != Code.EXIT:
                magic, length = TOP.unpack(await reader.readexactly(TOP.size))
                if magic != MAGIC or not HEADER.size <= length <= LARGEST_FRAME:
                    return
                packet = await reader.readexactly(length)
                command, _, _, reply = HEADER.unpack_from(packet)
                answers = self._answers(session, command, packet[HEADER.size :])
                writer.write(b"".join(frame(code, session.number, reply, data) for code, data in answers))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            return  # the client has gone
        finally:
            writer.close()

    def _answers(self, session: Session, command: int, data: bytes) -> list[tuple[int, bytes]]:
        """What is sent back, as command and data of each frame."""
        if command == Code.AUTHENTICATE:
            session.trusted = data == scrambled_key(self.comm_key, session.number)
        if not session.trusted:
            return [(Code.UNAUTHENTICATED, b"")]
        if command == Code.PREPARE_TABLE:
            session.table = self._table(struct.unpack("<bhii", data)[1])
            if len(session.table) <= AT_ONCE:
                return [(Code.DATA, session.table)]
            return [(Code.DONE, struct.pack("<BII", 0, len(session.table), 0))]
        if command == Code.CHUNK:
            start, size = struct.unpack("<ii", data)
            piece = session.table[start : start + size]
            announced = struct.pack("<II", len(piece), 0)
            return [(Code.PREPARE_DATA, announced), (Code.DATA, piece), (Code.DONE, b"")]
        return [self._answer(command, data)]

    def _answer(self, command: int, data: bytes) -> tuple[int, bytes]:
        match command:
            case Code.CONNECT | Code.EXIT | Code.AUTHENTICATE | Code.FREE | Code.REFRESH:
                return Code.DONE, b""
            case Code.ENABLE | Code.DISABLE:
                self.enabled = command == Code.ENABLE
                return Code.DONE, b""
            case Code.VERSION:
                return Code.DONE, b"Ver 6.60 Apr 28 2017\0"
            case Code.OPTION:
                return self._option(text(data))
            case Code.SIZES:
                return Code.DONE, self._sizes()
            case Code.GET_TIME:
                return Code.DONE, struct.pack("<I", encoded_time(self.now))
        return self._change(command, data)

    def _change(self, command: int, data: bytes) -> tuple[int, bytes]:
        match command:
            case Code.SET_TIME:
                self._skew = decoded_time(struct.unpack("<I", data)[0]) - self._clock()
            case Code.USER_WRITE:
                number, _, _, name, card, _, pin = USER.unpack(data)
                self.people[number] = Person(number, text(pin), text(name), card)
            case Code.USER_DELETE:
                if self.people.pop(struct.unpack("<H", data)[0], None) is None:
                    return Code.FAILED, b""
            case Code.CLEAR_PUNCHES:
                self.punches.clear()
            case _:
                return Code.FAILED, b""
        return Code.DONE, b""

    def _option(self, name: str) -> tuple[int, bytes]:
        options = {
            "~SerialNumber": self.serial,
            "~DeviceName": "F18",
            "~Platform": "ZEM560_TFT",
            "MAC": "00:17:61:01:02:03",
        }
        if name not in options:
            return Code.FAILED, b""
        return Code.DONE, f"{name}={options[name]}\0".encode()

    def _sizes(self) -> bytes:
        fields = [0] * 20
        fields[4], fields[8] = len(self.people), len(self.punches)
        fields[14], fields[15], fields[16] = 3_000, 10_000, 200_000
        return struct.pack("<20i", *fields)

    def _table(self, command: int) -> bytes:
        rows: list[bytes] = []
        if command == Code.USERS:
            rows = [person.packed() for person in self.people.values()]
        elif command == Code.PUNCHES:
            rows = [punch.packed() for punch in self.punches]
        return b"".join([struct.pack("<I", sum(map(len, rows))), *rows])


def frame(command: int, session: int, reply: int, data: bytes) -> bytes:
    """A packet as it goes over TCP, with its checksum."""
    header = HEADER.pack(command, checksum(HEADER.pack(command, 0, session, reply) + data), session, reply)
    return TOP.pack(MAGIC, len(header) + len(data)) + header + data


def checksum(packet: bytes) -> int:
    """The complement of the sum of little-endian 16-bit words, carries added back in."""
    padded = packet + b"\0" * (len(packet) % 2)
    total: int = sum(struct.unpack(f"<{len(padded) // 2}H", padded))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def scrambled_key(key: int, session: int, ticks: int = 50) -> bytes:
    """What a client sends to show that it knows the communication key."""
    mirrored = int(f"{key & 0xFFFFFFFF:032b}"[::-1], 2)
    a, b, c, d = struct.pack("<I", (mirrored + session) & 0xFFFFFFFF)
    a, b, c, d = a ^ ord("Z"), b ^ ord("K"), c ^ ord("S"), d ^ ord("O")
    return bytes([c ^ ticks, d ^ ticks, ticks, b ^ ticks])


def encoded_time(at: datetime) -> int:
    """Seconds of a calendar in which every month has 31 days, since 2000 (PROTOCOL.md §8.3)."""
    days = (at.year % 100 * 12 + at.month - 1) * 31 + at.day - 1
    return days * 86_400 + at.hour * 3600 + at.minute * 60 + at.second


def decoded_time(value: int) -> datetime:
    days, seconds = divmod(value, 86_400)
    months, day = divmod(days, 31)
    return datetime(2000 + months // 12, months % 12 + 1, day + 1) + timedelta(seconds=seconds)


def text(field: bytes) -> str:
    return field.split(b"\0", 1)[0].decode(errors="replace")

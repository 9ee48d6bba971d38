"""The fake pull terminal speaks port 4370 as real ones do, byte for byte where it matters."""

from __future__ import annotations

import asyncio
import struct
from datetime import datetime, timedelta

import pytest

from tests.kit.pull_terminal import (
    HEADER,
    TOP,
    Code,
    LoggedPunch,
    Person,
    PullTerminal,
    checksum,
    decoded_time,
    encoded_time,
    frame,
    scrambled_key,
)

AMINA = Person(1, "1001", "Amina", 4567)
MORNING = datetime(2026, 3, 2, 8, 1, 0)


class Caller:
    """The least that a client of the protocol does."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.session = 0

    async def ask(self, command: int, data: bytes = b"") -> tuple[int, bytes]:
        self.writer.write(frame(command, self.session, 1, data))
        return await self.hear()

    async def hear(self) -> tuple[int, bytes]:
        async with asyncio.timeout(5):
            _, length = TOP.unpack(await self.reader.readexactly(TOP.size))
            packet = await self.reader.readexactly(length)
        code, told, self.session, _ = HEADER.unpack_from(packet)
        assert told == checksum(packet[:2] + b"\0\0" + packet[4:])
        return code, packet[HEADER.size :]

    async def table(self, what: int) -> bytes:
        code, data = await self.ask(Code.PREPARE_TABLE, struct.pack("<bhii", 1, what, 0, 0))
        if code == Code.DATA:
            return data
        (size,) = struct.unpack_from("<I", data, 1)
        pieces = []
        for start in range(0, size, 0xFFC0):
            code, announced = await self.ask(Code.CHUNK, struct.pack("<ii", start, min(0xFFC0, size - start)))
            assert code == Code.PREPARE_DATA
            _, piece = await self.hear()
            assert struct.unpack_from("<I", announced)[0] == len(piece)
            assert await self.hear() == (Code.DONE, b"")
            pieces.append(piece)
        return b"".join(pieces)


async def call(terminal: PullTerminal) -> Caller:
    return Caller(*await asyncio.open_connection("127.0.0.1", terminal.port))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (583512660, datetime(2018, 2, 27, 14, 51)),
        (285528079, datetime(2008, 11, 19, 17, 21, 19)),
        (9999, datetime(2000, 1, 1, 2, 46, 39)),
        (860144400, datetime(2026, 10, 5, 9, 0)),
    ],
)
def test_times_are_encoded_as_terminals_encode_them(value: int, shown: datetime) -> None:
    assert encoded_time(shown) == value
    assert decoded_time(value) == shown


def test_a_packet_begins_with_the_magic_and_its_length() -> None:
    assert frame(Code.CONNECT, 0, 0, b"") == bytes.fromhex("5050827d 08000000 e803 17fc 0000 0000")


async def test_people_and_punches_are_read_as_tables() -> None:
    punches = [LoggedPunch("1001", MORNING + timedelta(seconds=n), verify=15, state=1) for n in range(5000)]
    async with PullTerminal("PULL0001", [AMINA], punches) as terminal:
        caller = await call(terminal)
        assert (await caller.ask(Code.CONNECT))[0] == Code.DONE
        sizes = struct.unpack("<20i", (await caller.ask(Code.SIZES))[1])
        assert (sizes[4], sizes[8]) == (1, 5000)
        assert await caller.ask(Code.OPTION, b"~SerialNumber\0") == (Code.DONE, b"~SerialNumber=PULL0001\0")

        people = await caller.table(Code.USERS)
        assert people[:4] == struct.pack("<I", 72)
        assert struct.unpack("<HB8s24sIx7sx24s", people[4:])[3:5] == (b"Amina".ljust(24, b"\0"), 4567)

        log = await caller.table(Code.PUNCHES)
        assert struct.unpack_from("<I", log) == (5000 * 40,)
        _, pin, verify, at, state, _ = struct.unpack("<H24sBIB8s", log[-40:])
        assert (pin.rstrip(b"\0"), verify, state) == (b"1001", 15, 1)
        assert decoded_time(at) == MORNING + timedelta(seconds=4999)
        caller.writer.close()


async def test_a_communication_key_is_asked_for() -> None:
    async with PullTerminal("PULL0001", comm_key=123456) as terminal:
        caller = await call(terminal)
        assert (await caller.ask(Code.CONNECT))[0] == Code.UNAUTHENTICATED
        wrong = scrambled_key(654321, caller.session)
        assert (await caller.ask(Code.AUTHENTICATE, wrong))[0] == Code.UNAUTHENTICATED
        assert (await caller.ask(Code.SIZES))[0] == Code.UNAUTHENTICATED
        right = scrambled_key(123456, caller.session)
        assert (await caller.ask(Code.AUTHENTICATE, right))[0] == Code.DONE
        assert (await caller.ask(Code.SIZES))[0] == Code.DONE
        caller.writer.close()


async def test_what_is_written_to_it_is_there_afterwards() -> None:
    async with PullTerminal("PULL0001", punches=[LoggedPunch("1001", MORNING)]) as terminal:
        caller = await call(terminal)
        await caller.ask(Code.CONNECT)
        assert (await caller.ask(Code.DISABLE))[0] == Code.DONE
        assert not terminal.enabled
        assert (await caller.ask(Code.USER_WRITE, AMINA.packed()))[0] == Code.DONE
        assert terminal.people == {1: AMINA}
        assert (await caller.ask(Code.USER_DELETE, struct.pack("<H", 1)))[0] == Code.DONE
        assert (await caller.ask(Code.USER_DELETE, struct.pack("<H", 1)))[0] == Code.FAILED
        assert terminal.people == {}
        assert (await caller.ask(Code.CLEAR_PUNCHES))[0] == Code.DONE
        assert terminal.punches == []
        assert (await caller.ask(Code.ENABLE))[0] == Code.DONE
        assert terminal.enabled
        caller.writer.close()


async def test_its_clock_can_be_read_and_set() -> None:
    async with PullTerminal("PULL0001", clock=lambda: MORNING) as terminal:
        caller = await call(terminal)
        await caller.ask(Code.CONNECT)
        assert await caller.ask(Code.GET_TIME) == (Code.DONE, struct.pack("<I", encoded_time(MORNING)))
        later = MORNING + timedelta(days=40)
        await caller.ask(Code.SET_TIME, struct.pack("<I", encoded_time(later)))
        assert terminal.now == later
        caller.writer.close()


async def test_an_unknown_command_fails_and_noise_ends_the_connection() -> None:
    async with PullTerminal("PULL0001") as terminal:
        caller = await call(terminal)
        await caller.ask(Code.CONNECT)
        assert (await caller.ask(4711))[0] == Code.FAILED
        assert (await caller.ask(Code.OPTION, b"NoSuchOption\0"))[0] == Code.FAILED
        caller.writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert await caller.reader.read() == b""
        caller.writer.close()

"""A TCP proxy between two real processes that does to their bytes what bad networks do."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, Self

WHOLE: Final = 65_536
# Long enough that the system does not join two pieces into one packet.
BETWEEN_PIECES_S: Final = 0.001
Side = Literal["client", "server"]


@dataclass(slots=True)
class Faults:
    """What befalls the bytes of one direction. May be changed at any time; holds from the next piece on.

    delay_s: every piece waits this long. bytes_per_s: no faster than that. piece: bytes of a packet.
    cut_after: once so many more bytes have passed, that connection is reset, and this is None again.
    """

    delay_s: float = 0.0
    bytes_per_s: float | None = None
    piece: int | None = None
    cut_after: int | None = None

    def holds(self, size: int) -> float:
        """How long a piece of this size is held back."""
        rate = size / self.bytes_per_s if self.bytes_per_s else 0.0
        return self.delay_s + max(rate, BETWEEN_PIECES_S if self.piece else 0.0)


@dataclass(eq=False, slots=True)
class Link:
    """One connection carried: its ends, which of them is left hanging, and the task that carries it."""

    client: asyncio.StreamWriter
    server: asyncio.StreamWriter | None = None
    spared: asyncio.StreamWriter | None = None
    task: asyncio.Task[None] = field(init=False)


class ChaosProxy:
    """Listens on `port` of the loopback address while entered, and passes on to `target`.

    `target`: host and port, or the path of a unix socket (as of `tests.kit.postgres`). `up` holds for bytes
    towards it, `down` for its answers; both may be changed and replaced, also for connections that stand.
    """

    def __init__(self, target: tuple[str, int] | Path) -> None:
        self.up = Faults()
        self.down = Faults()
        self.refusing = False
        self.port = 0
        self._target = target
        self._links: set[Link] = set()
        self._left_hanging: list[asyncio.StreamWriter] = []
        self._passable = asyncio.Event()
        self._passable.set()

    async def __aenter__(self) -> Self:
        self._listener = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._listener.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._listener.close()
        tasks = [link.task for link in self._links]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for writer in self._left_hanging:
            writer.transport.abort()

    @property
    def connections(self) -> int:
        return len(self._links)

    def partition(self) -> None:
        """Nothing passes any more, in either direction, and nobody is told: packets are dropped."""
        self._passable.clear()

    def heal(self) -> None:
        """What was held up by a partition goes on, as TCP would send it again."""
        self._passable.set()

    def reset(self) -> None:
        """RST to both ends of every connection."""
        for link in self._links:
            link.task.cancel()
            _reset(link.client, link.server)

    def half_open(self, left: Side) -> None:
        """Every connection ends for one side, and the other, the one `left`, hears nothing of it."""
        for link in self._links:
            link.spared = link.client if left == "client" else link.server
            link.task.cancel()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.refusing:
            _reset(writer)
            return
        link = Link(writer)
        link.task = asyncio.create_task(self._carry(reader, link))
        self._links.add(link)

    async def _carry(self, client_reader: asyncio.StreamReader, link: Link) -> None:
        try:
            await self._passable.wait()
            server_reader, link.server = await self._connect()
            async with asyncio.TaskGroup() as pumps:
                pumps.create_task(self._pump(client_reader, link.server, lambda: self.up))
                pumps.create_task(self._pump(server_reader, link.client, lambda: self.down))
        except* OSError:  # one end was reset or could not be reached: so is the other
            _reset(link.client, link.server)
        finally:
            self._links.discard(link)
            for writer in (link.client, link.server):
                if writer is not None and writer is link.spared:
                    self._left_hanging.append(writer)
                elif writer is not None:
                    writer.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if isinstance(self._target, Path):
            return await asyncio.open_unix_connection(self._target)
        return await asyncio.open_connection(*self._target)

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, befalling: Callable[[], Faults]
    ) -> None:
        while waiting := await reader.read(WHOLE):
            while waiting:
                faults = befalling()
                size = faults.piece or len(waiting)
                piece, waiting = waiting[:size], waiting[size:]
                await asyncio.sleep(faults.holds(len(piece)))
                await self._passable.wait()
                if faults.cut_after is not None:
                    piece, faults.cut_after = piece[: faults.cut_after], faults.cut_after - len(piece)
                writer.write(piece)
                await writer.drain()
                if faults.cut_after is not None and faults.cut_after <= 0:
                    faults.cut_after = None
                    raise ConnectionResetError("cut")
        await self._passable.wait()
        writer.write_eof()


def _reset(*writers: asyncio.StreamWriter | None) -> None:
    for writer in writers:
        if writer is not None:
            end = writer.get_extra_info("socket")
            if end.family != socket.AF_UNIX and end.fileno() != -1:  # it may have gone by itself
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()

"""The front door of terminals: a lenient HTTP server that loses no upload and hands on all else.

A strict server refuses real terminals' requests, drops the answer of a client that half-closes, and takes a
POST without a length for an empty one. So the device side is served here, one request a connection
(PROTOCOL.md §1), and a connection whose first head is not the device side's goes to another protocol
untouched: terminals, API and documentation share one port, with and without TLS.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterable
from operator import attrgetter

import structlog

from edge.push.connection import Connection
from edge.push.limits import Limits
from edge.push.peers import Network, Peers
from edge.push.reply import ReplyWriter
from edge.push.wire import DeviceReply, Handler

SEE_OFF_SECONDS = 0.2  # for the last replies to leave after a stop took all its time

log = structlog.get_logger()


class DeviceFront:
    """Serves the device side of one or more listening sockets: `loop.create_server(front.protocol, …)`.

    Owns the connections and every reply under way. A reply is awaited whatever its client does, since a
    commit may hang on it. `web` makes the protocol for connections that are not the device side's (aiohttp's
    `runner.server`, which may be set later); None answers them 404. A connection given to it is its own, also
    at `stop`.
    `running` are the replies under way; `refused` counts refusals by status, for metrics. `on_hello` is told
    the address of a client that greets in TLS here, where it is too late for that.
    """

    def __init__(
        self,
        handler: Handler,
        web: Callable[[], asyncio.Protocol] | None,
        *,
        trusted_networks: Iterable[Network] = (),
        trusted_proxies: Iterable[Network] = (),
        limits: Limits | None = None,
        clock: Callable[[], float] = time.time,
        on_hello: Callable[[str], None] = lambda address: None,
    ) -> None:
        self.handler = handler
        self.web = web
        self.limits = limits or Limits()
        self.on_hello = on_hello
        self.peers = Peers(trusted_networks, trusted_proxies)
        self.replies = ReplyWriter(clock)
        self.refused: Counter[int] = Counter()
        self.running: set[asyncio.Future[DeviceReply]] = set()
        self._connections: set[Connection] = set()
        self._per_address: dict[str, int] = {}
        self._held = 0
        self._stopping = False
        self._empty = asyncio.Event()

    @property
    def connections(self) -> int:
        """Open connections of the device side."""
        return len(self._connections)

    def protocol(self) -> asyncio.Protocol:
        """The protocol of one accepted connection."""
        return Connection(self)

    async def stop(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109 (what is late is cancelled, not this)
        """Closes connections that wait for nothing, awaits the replies under way and sees them off.

        What is still running after `timeout` seconds is cancelled: its terminal gets no OK and sends again.
        Close the listening sockets first.
        """
        self._stopping = True
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        for connection in list(self._connections):
            connection.stop()
        if self.running:
            await asyncio.wait(self.running, timeout=timeout)
        late = [reply for reply in self.running if isinstance(reply, asyncio.Task)]
        if late:
            log.warning("device_replies_cancelled", count=len(late), after_seconds=timeout)
            for task in late:
                task.cancel()
            await asyncio.wait(late)
        if self._connections:
            self._empty.clear()
            try:
                async with asyncio.timeout_at(max(deadline, loop.time() + SEE_OFF_SECONDS)):
                    await self._empty.wait()
            except TimeoutError:
                for connection in list(self._connections):
                    connection.abort()

    def admit(self, connection: Connection) -> bool:
        """Counts a new connection, or says that there is no room for it."""
        peer = connection.peer
        count = self._per_address.get(peer, 0)
        if self._stopping or len(self._connections) >= self.limits.connections:
            return False
        if count >= self.limits.per_address and not self.peers.unlimited(peer):
            return False
        self._per_address[peer] = count + 1
        self._connections.add(connection)
        return True

    def forget(self, connection: Connection) -> None:
        """The connection is lost or no longer ours."""
        if connection not in self._connections:
            return
        self._connections.discard(connection)
        self.release(connection)
        count = self._per_address.pop(connection.peer) - 1
        if count:
            self._per_address[connection.peer] = count
        if not self._connections:
            self._empty.set()

    def hold(self, connection: Connection, size: int) -> None:
        """Counts bytes of an incomplete request; beyond the limit the largest are refused, down to 7/8."""
        connection.held += size
        self._held += size
        if self._held <= self.limits.held_bytes:
            return
        for largest in sorted(self._connections, key=attrgetter("held"), reverse=True):
            if self._held <= self.limits.held_bytes * 7 // 8:
                break
            largest.refuse(503)

    def release(self, connection: Connection) -> None:
        """The connection's request is complete or given up."""
        self._held -= connection.held
        connection.held = 0

"""Ports that speak TLS, or do not: the first byte of a connection says which its client means.

0x16 begins a TLS hello. What was read up to then is fed to the handshake, so the choice costs no connection;
a client that means the other is told so where it can read it, and the log names it once.
"""

from __future__ import annotations

import asyncio
import ssl
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, cast

import structlog

HELLO: Final = 0x16
HELLO_S: Final = 20.0  # for the first byte, and again for the handshake
LINGER_S: Final = 2.0  # for a refused client to stop sending and read why
PER_ADDRESS: Final = 512  # connections whose client has not said what it means
MOST_EARLY: Final = 1024 * 1024  # bytes that follow a handshake before its connection has an owner
MOST_NAMED: Final = 10_000

Factory = Callable[[], asyncio.Protocol]

# Read by people and by terminals, which take the letters OK anywhere for a receipt.
_REFUSED: Final = (
    b"This port speaks TLS: call it with https:// in place of http://. Nothing of this request was stored.\n"
    b'Terminals that know no TLS are served where device_tls = "both" is set, or on a port of their own.\n'
)
REFUSAL: Final = (
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain;charset=UTF-8\r\nConnection: close\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(_REFUSED), _REFUSED)
)

log = structlog.get_logger()


class Strangers:
    """Names in the log who does not speak as a port does: each address once for each thing."""

    def __init__(self) -> None:
        self._named: set[tuple[str, str]] = set()

    def hello_on_plain(self, address: str) -> None:
        """A TLS hello came where no TLS is spoken."""
        self._name("tls_on_plain_port", address, "let it call with http://, or give the server --tls-cert")

    def plain_on_tls(self, address: str) -> None:
        """A plain request came where only TLS is spoken."""
        self._name("plain_on_tls_port", address, 'let it call with https://; device_tls = "both" takes plain')

    def failed(self, address: str, error: Exception) -> None:
        """A handshake came to nothing."""
        advice = "the client may not trust the certificate, or know only older TLS: see device_tls_min"
        self._name("tls_handshake_failed", address, f"{str(error) or type(error).__name__}; {advice}")

    def _name(self, event: str, address: str, advice: str) -> None:
        if (event, address) not in self._named and len(self._named) < MOST_NAMED:
            self._named.add((event, address))
            log.warning(event, address=address, advice=advice)


@dataclass(frozen=True, slots=True)
class Takes:
    """What a port takes. `tls` gives the context of a new connection, None where TLS is not spoken; `owner`
    makes the protocol of a client that is let in; without `plain` those are refused who speak no TLS."""

    tls: Callable[[], ssl.SSLContext] | None
    owner: Factory
    plain: bool


class FirstByte:
    """Serves a port that takes one or the other: `loop.create_server(it.protocol, …)`.

    `unlimited` tells addresses that may wait with as many connections as they like. A connection that has
    said what it means is its protocol's own; `close` ends the others.
    """

    def __init__(
        self,
        takes: Takes,
        *,
        unlimited: Callable[[str], bool] = lambda address: False,
        strangers: Strangers | None = None,
        hello_s: float = HELLO_S,
    ) -> None:
        self.takes = takes
        self.unlimited = unlimited
        self.strangers = strangers or Strangers()
        self.hello_s = hello_s
        self.handshakes: set[asyncio.Task[None]] = set()
        self._guests: set[_Guest] = set()
        self._per_address: Counter[str] = Counter()

    def protocol(self) -> asyncio.Protocol:
        """The protocol of one accepted connection."""
        return _Guest(self)

    async def close(self) -> None:
        """End what is still undecided. Close the listening socket first."""
        for guest in list(self._guests):
            guest.abort()
        for task in self.handshakes:
            task.cancel()
        await asyncio.gather(*self.handshakes, return_exceptions=True)

    def admit(self, guest: _Guest) -> bool:
        """Counts a new connection, or says that its address has enough of them."""
        address = guest.address
        if self._per_address[address] >= PER_ADDRESS and not self.unlimited(address):
            return False
        self._guests.add(guest)
        self._per_address[address] += 1
        return True

    def forget(self, guest: _Guest) -> None:
        """The connection is lost, or somebody else's."""
        if guest not in self._guests:
            return
        self._guests.discard(guest)
        self._per_address[guest.address] -= 1
        if not self._per_address[guest.address]:
            del self._per_address[guest.address]


class _Guest(asyncio.Protocol):
    """A connection until it has said what it means."""

    __slots__ = ("_early", "_own", "_port", "_timer", "_transport", "address")

    def __init__(self, port: FirstByte) -> None:
        self._port = port
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._own: Callable[[bytes], None] = self._decide
        self._early = b""
        self.address = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        peer = transport.get_extra_info("peername")
        self.address = peer[0] if peer else ""
        if self._port.admit(self):
            self._arm(self._port.hello_s)
        else:
            self.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._disarm()
        self._port.forget(self)

    def data_received(self, data: bytes) -> None:
        self._own(data)

    def abort(self) -> None:
        """Drop the connection."""
        if self._transport is not None:
            self._transport.abort()

    def _decide(self, data: bytes) -> None:
        takes, strangers = self._port.takes, self._port.strangers
        transport = self._transport
        assert transport is not None
        if data[0] != HELLO:
            if takes.plain:
                self._hand_over(transport, takes.owner(), data)
            else:
                strangers.plain_on_tls(self.address)
                self._refuse(transport)
        elif takes.tls is None:
            strangers.hello_on_plain(self.address)
            self.abort()
        else:
            self._disarm()
            transport.pause_reading()  # the rest of the hello is for start_tls, which reads on
            self._own = self._keep
            task = asyncio.create_task(self._shake_hands(transport, takes.tls(), data))
            self._port.handshakes.add(task)
            task.add_done_callback(self._port.handshakes.discard)

    def _keep(self, data: bytes) -> None:
        """What the client says right behind the handshake, which nobody listens to yet."""
        self._early += data
        if len(self._early) > MOST_EARLY:
            self.abort()

    def _drop(self, data: bytes) -> None:
        """What a refused client goes on to say."""

    def _refuse(self, transport: asyncio.Transport) -> None:
        """Answer, and let the client finish sending: unread bytes would turn the close into a reset, and it
        would never read why."""
        self._own = self._drop
        transport.write(REFUSAL)
        try:
            transport.write_eof()
        except OSError:  # the client is gone
            transport.abort()
        self._arm(LINGER_S)

    async def _shake_hands(self, transport: asyncio.Transport, context: ssl.SSLContext, hello: bytes) -> None:
        loop = asyncio.get_running_loop()
        shaking = asyncio.ensure_future(
            loop.start_tls(
                transport, self, context, server_side=True, ssl_handshake_timeout=self._port.hello_s
            )
        )
        try:
            await self._feed(transport, hello, shaking)
            secured = await shaking
        except (OSError, RuntimeError) as error:  # RuntimeError: it was closed before it began
            self._port.strangers.failed(self.address, error)
            transport.abort()
            self._port.forget(self)
            return
        finally:
            shaking.cancel()
        if secured is None or self._transport is None:
            return
        self._hand_over(secured, self._port.takes.owner(), self._early)

    async def _feed(
        self, transport: asyncio.Transport, hello: bytes, shaking: asyncio.Future[asyncio.Transport | None]
    ) -> None:
        """The hello was read here, not by the protocol that start_tls puts in our place: it is handed to that
        as a transport would, once it has been connected and before anything else can arrive."""
        await asyncio.sleep(0)  # start_tls begins, and puts its protocol in place
        await asyncio.sleep(0)  # which is told of its connection
        placed = cast(asyncio.BufferedProtocol, transport.get_protocol())
        if shaking.done():
            return
        rest = memoryview(hello)
        while rest:
            room = memoryview(placed.get_buffer(len(rest)))
            taken = min(len(room), len(rest))
            room[:taken] = rest[:taken]
            placed.buffer_updated(taken)
            rest = rest[taken:]

    def _hand_over(self, transport: asyncio.Transport, owner: asyncio.Protocol, received: bytes) -> None:
        self._disarm()
        self._transport = None
        self._port.forget(self)
        transport.set_protocol(owner)
        owner.connection_made(transport)
        if received:
            owner.data_received(received)

    def _arm(self, seconds: float) -> None:
        self._disarm()
        self._timer = asyncio.get_running_loop().call_later(seconds, self.abort)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

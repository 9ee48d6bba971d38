"""The way out for libraries that open sockets themselves: to allowed addresses, and until a deadline."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from threading import Lock
from typing import Final

from edge.webhooks.guard import Guard

CONNECT_S: Final = 5.0


class Door:
    """The connections of one attempt. One thread opens them, any may cut them."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._lock = Lock()
        self._held: list[socket.socket] = []
        self._cut = False

    def open(self, host: str, port: int, *, plain: bool, timeout: float = CONNECT_S) -> socket.socket:
        """A connection to a host; `plain`: nothing is going to encrypt it. A name is refused altogether if
        any of its addresses may not be reached.

        Raises BlockedAddress, socket.gaierror, TimeoutError, OSError.
        """
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except UnicodeError:
            raise socket.gaierror(socket.EAI_NONAME, "no host has such a name") from None
        for *_, where in found:
            self._guard.check(ip_address(str(where[0])), port, plain=plain)
        failure: OSError = socket.gaierror(socket.EAI_NONAME, "the name has no address")
        for family, kind, proto, _, where in found:
            made = socket.socket(family, kind, proto)
            try:
                made.settimeout(timeout)
                self._hold(made)
                made.connect(where)
            except OSError as error:
                made.close()
                failure = error
            else:
                return made
        raise failure

    def cut(self) -> None:
        """Have whoever waits at one of the connections find it ended."""
        with self._lock:
            self._cut = True
            for held in self._held:
                try:
                    held.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass  # it was not open any more, or not yet

    def close(self) -> None:
        """Let go of the connections, of which nobody is left who uses them."""
        self.cut()
        with self._lock:
            while self._held:
                self._held.pop().close()

    def _hold(self, made: socket.socket) -> None:
        """Keep a second handle: TLS takes the first one away."""
        with self._lock:
            if self._cut:
                raise TimeoutError("the time for the attempt is over")
            self._held.append(made.dup())

"""What each terminal asked lately and how it was answered: the evidence behind its status.

In memory, of this process alone and since its start. Written on the loop at every request, read from other
threads: what is kept of a terminal is one value that is replaced as a whole, so no reader sees half of it.
"""

from __future__ import annotations

from functools import lru_cache
from struct import Struct
from typing import Final, NamedTuple

from edge.presence import Key

KEPT: Final = 8
FORGOTTEN_AFTER_US: Final = 86_400 * 1_000_000

# Instant, microseconds until the answer, bytes, status, request: 42 bytes an exchange hold 10,000 terminals
# in a few MiB, where tuples would take some 20.
_NAME_BYTES: Final = 24
_ENTRY: Final = Struct(f"<qIIH{_NAME_BYTES}s")
_OLDER: Final = _ENTRY.size * (KEPT - 1)
_LONGEST_US: Final = (1 << 32) - 1


class Exchange(NamedTuple):
    """A request and its answer. `request` is short and for people, as `cdata ATTLOG`; `bytes_in` is the size
    of its body, `took_us` the time from the whole request to its answer in microseconds."""

    at_us: int
    request: str
    status: int
    bytes_in: int
    took_us: int


class Exchanges:
    """The last KEPT exchanges of each device."""

    def __init__(self) -> None:
        self._last: dict[Key, bytes] = {}

    def note(self, key: Key, at_us: int, request: bytes, status: int, bytes_in: int, took_us: int) -> None:
        """Note one exchange; `request` as `named` gives it. Instants in microseconds since 1970."""
        if not 0 <= took_us <= _LONGEST_US:
            took_us = 0 if took_us < 0 else _LONGEST_US  # the wall clock was set meanwhile
        entry = _ENTRY.pack(at_us, took_us, bytes_in, status, request)
        self._last[key] = entry + self._last.get(key, b"")[:_OLDER]

    def of(self, key: Key) -> list[Exchange]:
        """What is known of a device, newest first: an upload that was stored slowly may have come before a
        poll that was answered meanwhile."""
        found = [
            Exchange(at_us, request.rstrip(b"\0").decode("utf-8", "ignore"), status, bytes_in, took_us)
            for at_us, took_us, bytes_in, status, request in _ENTRY.iter_unpack(self._last.get(key, b""))
        ]
        return sorted(found, key=lambda exchange: exchange.at_us, reverse=True)

    def forget(self, key: Key) -> None:
        """The device was deleted."""
        self._last.pop(key, None)

    def forget_silent(self, now_us: int) -> None:
        """Let go of devices that were not heard for a day."""
        before = now_us - FORGOTTEN_AFTER_US
        for key in [key for key, kept in self._last.items() if _ENTRY.unpack_from(kept)[0] < before]:
            del self._last[key]

    def __len__(self) -> int:
        """How many devices are known."""
        return len(self._last)


@lru_cache(512)
def named(endpoint: str, what: str) -> bytes:
    """How a request is called in the book: its endpoint and what it was about, cut to what an entry holds."""
    text = f"{endpoint} {what}" if what else endpoint
    shown = "".join(letter if letter.isprintable() else "?" for letter in text[:_NAME_BYTES])
    return shown.encode()[:_NAME_BYTES]

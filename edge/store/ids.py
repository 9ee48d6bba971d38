"""Internal ids that grow with time, and the public ids that are made from them.

An internal id is 63 bits: microseconds since 2024 (53 bits) and the number of the edge process (10 bits). It
says when the row was made, so `received_at` needs no column and no index of its own. The public id is a
UUIDv7 of the same instant in Crockford base32 behind a prefix (`att_…`), computed both ways without a
look-up; its spare bits are a digest of the id, so that a mistyped one is recognised as unknown.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

EPOCH_US = 1_704_067_200_000_000  # 2024-01-01T00:00:00Z
NODE_BITS = 10
MAX_NODE = (1 << NODE_BITS) - 1
MAX_ID = (1 << 63) - 1

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = [a + b for a in _ALPHABET for b in _ALPHABET]
_VALUE = {letter: value for value, letter in enumerate(_ALPHABET)}
_DIGEST_MASK = (1 << 54) - 1
_LETTERS = frozenset(_ALPHABET)
_SHIFTS = tuple(range(120, -1, -10))
_DIGEST_MULTIPLIER = 0x2C6FE96EE78B6955  # odd, so that every bit of the id reaches the top bits


def now_us() -> int:
    """Wall clock, microseconds since 1970, UTC."""
    return time.time_ns() // 1000


class IdClock:
    """Hands out ids that never repeat and never go back within a process, whatever the wall clock does.

    `after` is the greatest id already in the database: where one process writes, ids are then also in commit
    order.
    """

    def __init__(self, node: int = 0, after: int = 0, clock: Callable[[], int] = now_us) -> None:
        if not 0 <= node <= MAX_NODE:
            raise ValueError(f"node number {node} is outside 0..{MAX_NODE}")
        self._node = node
        self._last = after >> NODE_BITS
        self._clock = clock
        self._lock = threading.Lock()

    def take(self, count: int = 1) -> range:
        """`count` fresh ids, ascending."""
        with self._lock:
            first = max(self._clock() - EPOCH_US, self._last + 1)
            self._last = first + count - 1
        start = (first << NODE_BITS) | self._node
        return range(start, start + (count << NODE_BITS), 1 << NODE_BITS)

    def next(self) -> int:
        return self.take()[0]


def instant_of(row_id: int) -> int:
    """Microseconds since 1970 at which the id was made."""
    return (row_id >> NODE_BITS) + EPOCH_US


def first_id_at(instant_us: int) -> int:
    """The least id that can have been made at that instant: turns a time range into an id range. Beyond the
    years that ids last, the greatest there is."""
    return min(max(instant_us - EPOCH_US, 0) << NODE_BITS, MAX_ID)


def public_id(prefix: str, row_id: int) -> str:
    """The id users see: `prefix_` and 26 characters, a UUIDv7 in Crockford base32."""
    millis, fraction = divmod((row_id >> NODE_BITS) + EPOCH_US, 1000)
    node = row_id & MAX_NODE
    digest = (row_id * _DIGEST_MULTIPLIER >> 9) & _DIGEST_MASK
    head = (millis << 4 | 0x7) << 12 | fraction << 2 | node >> 8
    value = head << 64 | 0b10 << 62 | (node & 0xFF) << 54 | digest
    pairs = _PAIRS
    return f"{prefix}_" + "".join([pairs[value >> shift & 0x3FF] for shift in _SHIFTS])


def row_id(prefix: str, public: str) -> int | None:
    """The internal id behind a public one, or None if no id of that kind is spelled so."""
    head, _, tail = public.partition("_")
    if head != prefix or len(tail) != 26 or not _LETTERS.issuperset(tail):
        return None
    value = 0
    for letter in tail:
        value = value << 5 | _VALUE[letter]
    micros = (value >> 80) * 1000 + (value >> 66 & 0x3FF)
    node = (value >> 64 & 3) << 8 | value >> 54 & 0xFF
    candidate = (micros - EPOCH_US) << NODE_BITS | node
    return candidate if candidate >= 0 and public_id(prefix, candidate) == public else None

"""Whether a terminal is the one it was: what it says of itself, against what is known of its serial number.

A serial number is all that terminals show, it is printed on the box, and clones carry the same one. So what
else they say is kept as evidence. It never proves anything; it tells when there seem to be two
(security-reliability.md §2). Pure: clock and addresses are passed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

Finding = Literal["same", "changed", "other"]

MEMORY_US: Final = 60 * 1_000_000
"""How long an address is remembered as polling; two that take turns within it are two boxes."""
TURNS: Final = 3
"""How often they must take turns: a terminal that moves from one network to another does so once, and may go
back once."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What tells a box from another; None: it never said."""

    mac: str | None = None
    firmware: str | None = None
    push_version: str | None = None
    model: str | None = None

    @staticmethod
    def of(kept: Mapping[str, str]) -> Evidence:
        """From what was kept with `kept()`; members that are not known are passed over."""
        return Evidence(**{name: kept.get(name) for name in Evidence.__slots__})

    def kept(self) -> dict[str, str]:
        return {name: value for name in Evidence.__slots__ if (value := getattr(self, name)) is not None}

    def learned(self, said: Evidence) -> Evidence:
        """This, with what `said` says over it."""
        return replace(self, **said.kept())


def mac_of(text: str | None) -> str | None:
    """A hardware address in one form, `00:17:61:12:34:56`; None for what is none, or none in particular."""
    if text is None:
        return None
    digits = "".join(character for character in text.lower() if character in "0123456789abcdef")
    if len(digits) != 12 or len(set(digits)) == 1:
        return None
    return ":".join(digits[at : at + 2] for at in range(0, 12, 2))


def compare(known: Evidence, said: Evidence) -> Finding:
    """What to make of what a terminal says of itself.

    `other`: another box, because its hardware address is another one, and its firmware, version or model
    too. One alone changes in a terminal's life: a firmware upgrade, a new network module, another cable.
    `changed`: to be remembered.
    """
    if known.mac is not None and said.mac is not None and known.mac != said.mac:
        further = ("firmware", "push_version", "model")
        if any(_differ(getattr(known, name), getattr(said, name)) for name in further):
            return "other"
    return "same" if known.learned(said) == known else "changed"


def differences(known: Evidence, said: Evidence) -> dict[str, tuple[str, str]]:
    """What was known and what is said now, by member, where both are there and differ."""
    return {
        name: (before, now)
        for name, before in known.kept().items()
        if (now := said.kept().get(name)) is not None and now != before
    }


def _differ(known: str | None, said: str | None) -> bool:
    return known is not None and said is not None and known != said


@dataclass(slots=True)
class Addresses:
    """From where one serial number polls, as far as that tells of two boxes.

    It is a hint and no more: mobile networks send one terminal's requests out by several addresses in turn.
    """

    _seen: dict[str, int] = field(default_factory=dict)
    _last: str | None = None
    _turns: int = 0

    def polled(self, address: str, now_us: int) -> frozenset[str]:
        """Note a poll. The addresses that take turns, once they have done so often enough; else none."""
        self._seen = {each: seen for each, seen in self._seen.items() if now_us - seen <= MEMORY_US}
        if self._last is not None and address != self._last:
            back = address in self._seen and self._last in self._seen
            self._turns = self._turns + 1 if back else 0
        elif len(self._seen) <= 1:
            self._turns = 0
        self._seen[address] = now_us
        self._last = address
        return frozenset(self._seen) if self._turns >= TURNS else frozenset()

"""What can be wanted of terminals: the commands the edge accepts, what each needs, and how grave it is.

Pure. What they are called in the user's language is `console.views.command_words`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from console.core.records import Json

CAREFUL_ABOVE: Final = 10
"""With more terminals than this, what can spoil them all is tried on a few first."""
TYPED_ABOVE: Final = 20
"""Above so many terminals the operator writes their number before it is done."""
MOST: Final = 10_000
"""Terminals that one job takes by name."""
SHORT_S: Final = 300
"""How long what cannot be undone may wait for its terminal; the edge allows no more."""


class Weight(StrEnum):
    """How much there is to think about before it is done."""

    LIGHT = "light"
    """Takes nothing away and disturbs nobody."""
    FELT = "felt"
    """People at the terminal notice it, or settings change."""
    GRAVE = "grave"
    """Takes something away for good, or opens a door."""


class Ask(StrEnum):
    """What kind of answer a parameter wants."""

    NUMBER = "number"
    SWITCH = "switch"
    PERIOD = "period"
    FIRMWARE = "firmware"
    OPTIONS = "options"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter; `needed`: the command makes no sense without it. Numbers lie within `least` and
    `most`."""

    id: str
    ask: Ask
    least: int = 0
    most: int = 0
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A command. `scope` is what the key needs; `reason`: the edge wants to know why; `away_s`: how long a
    terminal is away after it, seconds; `loses`: what of it is gone for good ("punches", "people")."""

    word: str
    weight: Weight
    params: tuple[Param, ...] = ()
    scope: str = "commands:execute"
    reason: bool = False
    away_s: int = 0
    loses: tuple[str, ...] = ()

    @property
    def grave(self) -> bool:
        return self.weight is Weight.GRAVE

    @property
    def at_once(self) -> bool:
        """Whether one press may do it to one terminal: nothing to fill in, nothing to lose."""
        return self.weight is Weight.LIGHT and not self.params


KINDS: Final[Mapping[str, Kind]] = {
    kind.word: kind
    for kind in (
        Kind("restart", Weight.FELT, away_s=60),
        Kind("sync_time", Weight.LIGHT),
        Kind("fetch_info", Weight.LIGHT),
        Kind("fetch_attendance", Weight.LIGHT, (Param("period", Ask.PERIOD, needed=True),)),
        Kind("reload_options", Weight.LIGHT),
        Kind(
            "update_settings",
            Weight.FELT,
            (
                Param("volume", Ask.NUMBER, 0, 100),
                Param("duplicate_punch_minutes", Ask.NUMBER, 0, 999),
                Param("daylight_saving", Ask.SWITCH),
                Param("enforce_validity", Ask.SWITCH),
                Param("options", Ask.OPTIONS),
            ),
        ),
        Kind("cancel_alarm", Weight.LIGHT),
        Kind(
            "unlock_door",
            Weight.GRAVE,
            (Param("door", Ask.NUMBER, 1, 16), Param("seconds", Ask.NUMBER, 1, 254)),
            reason=True,
        ),
        Kind(
            "upgrade_firmware",
            Weight.GRAVE,
            (Param("firmware", Ask.FIRMWARE, needed=True),),
            reason=True,
            away_s=300,
        ),
        Kind("clear_attendance", Weight.GRAVE, reason=True, loses=("punches",)),
        Kind("clear_all", Weight.GRAVE, reason=True, loses=("people", "punches")),
        Kind(
            "raw",
            Weight.GRAVE,
            (Param("text", Ask.TEXT, needed=True),),
            scope="commands:raw",
            reason=True,
        ),
    )
}
"""What is offered, in this order. What is about single people is done where the people are."""


@dataclass(frozen=True, slots=True)
class Rollout:
    """A few first: each step ends after so many terminals, a number or percent. `tolerate`: how many may have
    failed for the next one to begin."""

    steps: tuple[int | str, ...] = (1, "10%", "100%")
    tolerate: int = 0

    def sizes(self, total: int) -> tuple[int, ...]:
        """How many terminals each step takes of `total`."""
        sizes: list[int] = []
        reached = 0
        for step in (*self.steps, "100%"):
            end = step if isinstance(step, int) else -(-int(step.removesuffix("%")) * total // 100)
            if reached < min(end, total):
                sizes.append(min(end, total) - reached)
                reached = min(end, total)
        return tuple(sizes)


CANARY: Final = Rollout()


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done by which terminals. `rollout`: None for all at once; `expires_s`: how long each may
    take to fetch it, None where the edge decides."""

    word: str
    devices: tuple[str, ...]
    params: Json = field(default_factory=dict)
    reason: str = ""
    rollout: Rollout | None = None
    expires_s: int | None = None

    @property
    def kind(self) -> Kind:
        return KINDS[self.word]

    def body(self) -> Json:
        """As POST /v1/commands/bulk takes it."""
        canary: Any = False
        if self.rollout is not None:
            canary = {"steps": list(self.rollout.steps), "tolerate": self.rollout.tolerate}
        return {
            "command": self.word,
            "params": dict(self.params),
            "selector": {"devices": list(self.devices)},
            "canary": canary,
            **({"reason": self.reason} if self.reason else {}),
            **({"expires_in": self.expires_s} if self.expires_s is not None else {}),
        }

    def undone(self) -> Order | None:
        """What takes it back; None where nothing does. Only switches have an opposite: what a number was
        before nobody kept."""
        if self.word != "update_settings" or not self.params:
            return None
        if not all(isinstance(value, bool) for value in self.params.values()):
            return None
        return Order(self.word, self.devices, {name: not value for name, value in self.params.items()})


def usual_rollout(kind: Kind, count: int) -> Rollout | None:
    """How it goes out to so many terminals unless somebody says otherwise; as the edge does."""
    risky = kind.reason or kind.word == "update_settings"
    return CANARY if risky and count > CAREFUL_ABOVE else None


def typed_wanted(kind: Kind, count: int) -> bool:
    """Whether the number of terminals has to be written out before."""
    return count > TYPED_ABOVE or (kind.grave and kind.word != "unlock_door") or (kind.grave and count > 1)


def options_of(text: str) -> Mapping[str, str]:
    """Options written one a line, `Name=value`. Raises ValueError with the line that is not one."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        name, equals, value = line.strip().partition("=")
        if not line.strip():
            continue
        if not equals or not name.strip():
            raise ValueError(line.strip())
        found[name.strip()] = value.strip()
    return found


def offered(scopes: Sequence[str]) -> tuple[Kind, ...]:
    """Those that a key with these scopes may send."""
    return tuple(kind for kind in KINDS.values() if kind.scope in scopes)

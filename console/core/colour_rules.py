"""Rules to see at a glance what matters: what passes a filter of the feed gets a colour and a shape.

Of several rules that fit the first one counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from common.filters import Filter, FilterError, Value
from console.core.feed import TEXTS, parse_feed_filter
from console.core.records import Punch

MOST: Final = 12
REMEMBERED: Final = 4_096


class Shape(StrEnum):
    """Never colour alone: two rules of like colours differ by these."""

    DISC = "disc"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    RING = "ring"
    BAR = "bar"


class Colour(StrEnum):
    """By name: the theme says what it is in the dark and in the light."""

    BLUE = "blue"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    VIOLET = "violet"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class ColourRule:
    """`text` is a filter as it is written in the feed's own."""

    text: str
    colour: Colour
    shape: Shape

    @property
    def wanted(self) -> Filter:
        """Raises FilterError."""
        return parse_feed_filter(self.text)


class ColourRules:
    """The rules in their order, asked for one punch after the other."""

    def __init__(self, rules: Iterable[ColourRule] = ()) -> None:
        self.rules: Sequence[ColourRule] = tuple(rules)
        self._wanted = [(rule.wanted, rule) for rule in self.rules]
        self._known: dict[str, ColourRule | None] = {}

    def of(self, punch: Punch) -> ColourRule | None:
        """The first one that fits."""
        if not self._wanted:
            return None
        if punch.id not in self._known:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = (rule for wanted, rule in self._wanted if _passes(punch, wanted))
            self._known[punch.id] = next(found, None)
        return self._known[punch.id]


def _passes(punch: Punch, wanted: Filter) -> bool:
    """As the feed's own filter has it: bare words are looked for in the texts alone."""
    texts: dict[str, Value] = {name: getattr(punch, member) for name, member in TEXTS.items()}
    others: dict[str, Value] = {
        "lag": punch.lag_s,
        "late": punch.late,
        "temperature": punch.temperature,
        "mask": punch.mask,
    }
    return all(term.holds(texts if term.key is None else texts | others) for term in wanted.terms)


def saved(rules: Iterable[ColourRule]) -> list[list[str]]:
    """As JSON."""
    return [[rule.text, rule.colour.value, rule.shape.value] for rule in rules]


def restored(kept: object) -> list[ColourRule]:
    """What `saved` gave; what cannot be used any more is passed over."""
    found: list[ColourRule] = []
    for entry in kept if isinstance(kept, list) else ():
        try:
            text, colour, shape = entry
            rule = ColourRule(str(text), Colour(colour), Shape(shape))
            if rule.wanted:
                found.append(rule)
        except (ValueError, TypeError, FilterError):
            continue
    return found[:MOST]

"""What connectivity remembers of a terminal, a site and the tenant between two facts. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Final, Self

from edge.alerts.model import KINDS, Severity

MOST_DROPS: Final = 64
TIGHT_S: Final = 30.0
"""Terminals whose silence begins within this of each other lost the same thing; later is chance."""


@dataclass(frozen=True, slots=True)
class RuleOf:
    """A rule as it applies to one entity: its public id, all its params, its severity."""

    id: str
    params: Mapping[str, Any]
    severity: Severity


BUILT_IN: Final[Mapping[str, RuleOf]] = {
    name: RuleOf(f"rule_{name}", kind.params, kind.severity) for name, kind in KINDS.items()
}


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal as the rules see it. `rules`: by kind; a kind that is missing does not apply to it."""

    id: str
    site: str | None = None
    rules: Mapping[str, RuleOf] = field(default_factory=lambda: BUILT_IN)
    critical: bool = False
    name: str = ""
    site_name: str = ""
    in_maintenance: bool = False
    zone: str = "UTC"

    def param(self, kind: str, name: str) -> Any:
        """A param of the rule of that kind; the built-in default where the rule does not apply."""
        rule = self.rules.get(kind)
        return KINDS[kind].params[name] if rule is None else rule.params.get(name, KINDS[kind].params[name])


@dataclass(slots=True)
class Kept:
    """What is saved as JSON and read back."""

    def kept(self) -> dict[str, Any]:
        found = {name: getattr(self, name) for name in self._members()}
        return {name: value.kept() if isinstance(value, Kept) else value for name, value in found.items()}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """Members that this version does not know are left out."""
        known = [name for name in cls._members() if name in kept]
        return cls(**{name: Drops.of(kept[name]) if name == "drops" else kept[name] for name in known})

    def shift(self, seconds: float) -> None:
        """The wall clock was set: everything is so much later."""
        for name in self._members():
            value = getattr(self, name)
            if isinstance(value, Kept):
                value.shift(seconds)
            elif isinstance(value, float):
                setattr(self, name, value + seconds)
            elif isinstance(value, list):
                setattr(self, name, [v + seconds if isinstance(v, float) else v for v in value])

    @classmethod
    @cache  # asked for at every save and every start, and `fields` looks at each anew
    def _members(cls) -> tuple[str, ...]:
        return tuple(one.name for one in fields(cls))


@dataclass(slots=True)
class Drops(Kept):
    """When something was lost, as far as it counts for flapping, and whether that is called unstable.

    `checked_at`: more drops than allowed were seen, and it is looked at again then: what turns out to be a
    whole site's is taken out before.
    """

    times: list[float] = field(default_factory=list)
    checked_at: float | None = None
    unstable_at: float | None = None
    stable_at: float | None = None
    occurrences: int = 0

    def add(self, at: float, window_s: float, now: float) -> None:
        self.times = [one for one in self.times if one > now - window_s][1 - MOST_DROPS :]
        self.times.append(at)

    def remove(self, at: float) -> None:
        if at in self.times:
            self.times.remove(at)

    def within(self, window_s: float, now: float) -> int:
        return sum(one > now - window_s for one in self.times)

    def calm_at(self, window_s: float) -> float:
        """When at most one drop is left in the window."""
        return self.times[-2] + window_s if len(self.times) > 1 else float("-inf")


@dataclass(slots=True)
class TerminalWatch(Kept):
    """A terminal. `state`: ok, pending, firing, resolving or inhibited; `due`: when that ends by itself."""

    online: bool = True
    since: float = 0.0
    fact_at: float = 0.0
    commanded: bool = False
    state: str = "ok"
    due: float | None = None
    raised: bool = False
    drops: Drops = field(default_factory=Drops)

    def next_due(self) -> float | None:
        return earliest(self.due, self.drops.checked_at)


@dataclass(slots=True)
class SiteWatch(Kept):
    """A site. `state`: ok, pending, firing, or inhibited by the tenant's alert; `back_at`: since when most
    of it is back."""

    state: str = "ok"
    since: float = 0.0
    due: float | None = None
    back_at: float | None = None
    tight: bool = False
    drops: Drops = field(default_factory=Drops)

    def next_due(self) -> float | None:
        return earliest(self.due, self.drops.checked_at)


@dataclass(slots=True)
class TenantWatch(Kept):
    """The tenant: which sites and single terminals its alert explains, and the last of their drops."""

    state: str = "ok"
    since: float = 0.0
    due: float | None = None
    back_at: float | None = None
    last_drop: float = 0.0
    sites: list[str] = field(default_factory=list)

    def next_due(self) -> float | None:
        return self.due


def earliest(one: float | None, other: float | None) -> float | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)

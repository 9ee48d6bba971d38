"""What alerts were worth: how many there were, how many somebody acted on, and which rules only make noise.

Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

DAY_US: Final = 86_400 * 1_000_000
NOISIEST: Final = 5


class Fired(Protocol):
    """An alert that people were told of: rule, kind, acknowledged_at, timeline."""

    def __getitem__(self, name: str, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class OfRule:
    """What one rule brought."""

    rule: str
    kind: str
    alerts: int
    acted_on: int

    @property
    def ratio(self) -> float:
        return self.acted_on / self.alerts

    @property
    def noise(self) -> int:
        """Alerts that were for nothing."""
        return self.alerts - self.acted_on


@dataclass(frozen=True, slots=True)
class Report:
    """Figures of a time. `noisiest`: the rules with the most alerts that nobody acted on, those first."""

    alerts: int
    acted_on: int
    per_day: float
    noisiest: tuple[OfRule, ...]

    @property
    def ratio(self) -> float | None:
        return self.acted_on / self.alerts if self.alerts else None


def report(fired: Iterable[Fired], from_us: int, to_us: int) -> Report:
    """The figures of alerts that were opened between two instants."""
    alerts: Counter[tuple[str, str]] = Counter()
    acted: Counter[tuple[str, str]] = Counter()
    for row in fired:
        rule = (row["rule"], row["kind"])
        alerts[rule] += 1
        acted[rule] += was_acted_on(row["acknowledged_at"], row["timeline"])
    rules = [OfRule(*rule, count, acted[rule]) for rule, count in alerts.items()]
    noisy = sorted((one for one in rules if one.noise), key=lambda one: (-one.noise, one.ratio, one.rule))
    days = max(to_us - from_us, 1) / DAY_US
    return Report(
        alerts=alerts.total(),
        acted_on=acted.total(),
        per_day=alerts.total() / days,
        noisiest=tuple(noisy[:NOISIEST]),
    )


def was_acted_on(acknowledged_at: int | None, timeline: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a person did anything about an alert: took it on, gave it away, wrote to it, resolved it."""
    return acknowledged_at is not None or any(entry.get("by") for entry in timeline)

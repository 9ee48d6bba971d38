"""What a rule's params may be: each has a kind of value and a range, whatever the rule."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from edge.alerts.model import KINDS
from edge.alerts.schedule import DAYS
from edge.tenants import is_zone

HOUR_S: Final = 3_600
DAY_S: Final = 86_400


class RuleMisuse(ValueError):
    """A rule cannot be as it is asked for. `param`: the member that is wrong."""

    def __init__(self, message: str, param: str) -> None:
        super().__init__(message)
        self.param = param


@dataclass(frozen=True, slots=True)
class Between:
    """A number, both ends allowed. `whole`: without a fraction."""

    low: float
    high: float
    whole: bool = False

    def __str__(self) -> str:
        return f"{'a whole number' if self.whole else 'a number'} from {self.low:g} to {self.high:,g}"


# By the name of the param; where one means something else in a kind, by kind and name.
BOUNDS: Final[Mapping[str, Between]] = {
    "hold_s": Between(0, HOUR_S),
    "clear_s": Between(0, 6 * HOUR_S),
    "hold_outside_s": Between(0, 12 * HOUR_S),
    "dead_while_unstable_s": Between(60, DAY_S),
    "critical_after_s": Between(0, 7 * DAY_S),
    "drops": Between(1, 60, whole=True),
    "window_s": Between(60, DAY_S),
    "calm_s": Between(0, DAY_S),
    "reopen_s": Between(0, DAY_S),
    "share": Between(0.1, 1),
    "clear_share": Between(0, 1),
    "together_s": Between(10, HOUR_S),
    "together_share": Between(0.1, 1),
    "sites": Between(2, 10_000, whole=True),
    "within_s": Between(60, 30 * DAY_S),
    "records": Between(1, 1_000_000, whole=True),
    "expected": Between(1, 100_000, whole=True),
    "weeks": Between(1, 12, whole=True),
    "lines": Between(1, 1_000_000, whole=True),
    "days": Between(1, 365),
    "critical_days": Between(0, 365),
    "free_mib": Between(0, 10_000_000),
    "free_share": Between(0, 0.9),
    "lag_s": Between(0.1, 600),
    "times": Between(1, 100, whole=True),
    "drift_s": Between(10, DAY_S),
    "waiting": Between(1, 10_000, whole=True),
}
_OF_KIND: Final[Mapping[tuple[str, str], Between]] = {
    ("device_offline", "clear_s"): Between(0, HOUR_S),
    ("tenant_connectivity", "within_s"): Between(30, HOUR_S),
}
_CLOCK: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_SWITCHES: Final = frozenset({"auto_reboot"})
# The first must not be greater than the second: a rule would be over before it began.
_ORDERED: Final = (("clear_share", "share"), ("critical_days", "days"))


def check(kind: str, params: Mapping[str, Any], path: str = "params") -> None:
    """Whether a kind of rule knows these params and they are in their ranges. Raises RuleMisuse."""
    known = KINDS[kind].params
    for name, value in params.items():
        if name not in known:
            raise RuleMisuse(
                f"'{name[:60]}' is no param of {kind}. It has {', '.join(sorted(known))}.",
                f"{path}.{name[:60]}",
            )
        _check_value(kind, name, value, f"{path}.{name}")
    merged = {**known, **params}
    for smaller, greater in _ORDERED:
        if smaller in known and greater in known and merged[smaller] > merged[greater]:
            raise RuleMisuse(
                f"{smaller} ({merged[smaller]:g}) must not be greater than {greater} ({merged[greater]:g}).",
                f"{path}.{smaller}",
            )


def bounds_of(kind: str, name: str) -> Between | None:
    """The range of a number; None where it is none."""
    return _OF_KIND.get((kind, name), BOUNDS.get(name))


def _check_value(kind: str, name: str, value: Any, path: str) -> None:
    if name in _SWITCHES:
        if not isinstance(value, bool):
            raise RuleMisuse(f"{name} must be true or false.", path)
        return
    if name == "schedule":
        if value is not None:
            _check_schedule(value, path)
        return
    bounds = bounds_of(kind, name)
    if bounds is None:
        raise AssertionError(f"{kind}.{name} has no bounds")
    fits = isinstance(value, int if bounds.whole else (int, float)) and not isinstance(value, bool)
    if not fits or not bounds.low <= value <= bounds.high:
        raise RuleMisuse(f"{name} must be {bounds}.", path)


def _check_schedule(value: Any, path: str) -> None:
    """Weekly hours: {timezone (the terminal's where it is left out), hours: [{days, from, to}]}."""
    hours = value.get("hours") if isinstance(value, dict) else None
    if not isinstance(hours, list) or not 1 <= len(hours) <= 50 or value.keys() - {"timezone", "hours"}:
        raise RuleMisuse(
            'schedule must be like {"timezone": "Africa/Casablanca", "hours": [{"days": ["mon", "tue"], '
            '"from": "08:00", "to": "18:00"}]}; without timezone it is that of each terminal.',
            path,
        )
    zone = value.get("timezone")
    if zone is not None and not (isinstance(zone, str) and is_zone(zone)):
        raise RuleMisuse(f"{zone!r:.60} is no time zone. Use a name such as Africa/Casablanca.", path)
    for number, one in enumerate(hours):
        _check_hours(one, f"{path}.hours[{number}]")


def _check_hours(one: Any, path: str) -> None:
    if not isinstance(one, dict) or one.keys() != {"days", "from", "to"}:
        raise RuleMisuse("Hours have days, from and to, and nothing else.", path)
    days = one["days"]
    if not isinstance(days, list) or not days or not set(map(str, days)) <= set(DAYS):
        raise RuleMisuse(f"days must be some of {', '.join(DAYS)}.", f"{path}.days")
    for end in ("from", "to"):
        if not (isinstance(one[end], str) and _CLOCK.fullmatch(one[end])):
            raise RuleMisuse(f"{end} must be a time of day such as 08:00.", f"{path}.{end}")
    if one["from"] == one["to"]:
        raise RuleMisuse("Hours that end when they begin are none; 00:00 to 23:59 is a day.", f"{path}.to")

"""Maintenance windows as the edge has them, and one that is being drawn up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from common.client import EdgeClient
from common.instants import parse_instant
from console.core.records import Json, instant_or_none

WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""As recurrences name them, Monday first."""


class Mode(StrEnum):
    """What is hushed while a turn is on: all telling, or only that of people."""

    SUPPRESS = "suppress"
    OBSERVE = "observe"


class Repeat(StrEnum):
    """How a window comes back. OTHER is a recurrence that only its own notation says."""

    ONCE = "once"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """`days`: of WEEKLY, as in WEEKDAYS; `rule`: of OTHER, the notation of RFC 5545."""

    repeat: Repeat = Repeat.ONCE
    days: tuple[str, ...] = ()
    rule: str = ""

    @classmethod
    def of(cls, rrule: str | None) -> Recurrence:
        """Read the API's member; whatever cannot be said simply is OTHER."""
        if not rrule:
            return cls()
        parts = dict(part.split("=", 1) for part in rrule.split(";") if "=" in part)
        rest = (
            parts.keys()
            - {"FREQ", "BYDAY", "WKST"}
            - ({"INTERVAL"} if parts.get("INTERVAL") == "1" else set())
        )
        days = tuple(parts["BYDAY"].split(",")) if "BYDAY" in parts else ()
        freq = parts.get("FREQ", "")
        if not rest and freq == "WEEKLY" and set(days) <= set(WEEKDAYS):
            return cls(Repeat.WEEKLY, days)
        if not rest and not days and freq in ("DAILY", "MONTHLY"):
            return cls(Repeat(freq.lower()))
        return cls(Repeat.OTHER, rule=rrule)

    def rrule(self) -> str | None:
        """As the API has it; None for once."""
        match self.repeat:
            case Repeat.ONCE:
                return None
            case Repeat.OTHER:
                return self.rule
            case Repeat.WEEKLY if self.days:
                return "FREQ=WEEKLY;BYDAY=" + ",".join(day for day in WEEKDAYS if day in self.days)
        return f"FREQ={self.repeat.value.upper()}"


@dataclass(frozen=True, slots=True)
class Turn:
    """One time of a window."""

    starts_us: int
    ends_us: int


@dataclass(frozen=True, slots=True)
class Window:
    """`starts`: the hour on the wall of `timezone` at which the first turn begins; `until_us`: when the turn
    that is on ends, None where none is; `devices`: how many terminals it covers now."""

    id: str
    name: str
    selector: Mapping[str, Any]
    starts: datetime
    timezone: str
    duration_s: int
    recurrence: Recurrence
    mode: Mode
    reason: str
    active: bool
    until_us: int | None
    coming: tuple[Turn, ...]
    devices: int
    created_by: str
    version: int = 0

    @classmethod
    def of(cls, body: Json) -> Window:
        """Read the API's object. Raises one of NOT_UNDERSTOOD where it is none."""
        turns = [(parse_instant(it["starts_at"]), parse_instant(it["ends_at"])) for it in body["next_turns"]]
        return cls(
            id=body["id"],
            name=body["name"],
            selector={name: wanted for name, wanted in body["selector"].items() if wanted is not None},
            starts=datetime.fromisoformat(body["starts"]),
            timezone=body["timezone"],
            duration_s=body["duration_s"],
            recurrence=Recurrence.of(body["rrule"]),
            mode=Mode(body["mode"]),
            reason=body["reason"] or "",
            active=body["active"],
            until_us=instant_or_none(body["active_until"]),
            coming=tuple(Turn(*turn) for turn in turns),
            devices=body["device_count"],
            created_by=body["created_by"],
            version=body["version"],
        )

    @property
    def past(self) -> bool:
        """Whether no turn is on and none comes."""
        return not self.active and not self.coming


@dataclass(frozen=True, slots=True)
class WindowDraft:
    """One as a form has it. An empty `selector` is everything."""

    name: str
    starts: datetime
    timezone: str
    duration_s: int
    selector: Mapping[str, Sequence[str]] = field(default_factory=dict)
    recurrence: Recurrence = Recurrence()
    mode: Mode = Mode.SUPPRESS
    reason: str = ""

    def body(self) -> dict[str, Any]:
        """As POST and PATCH take it."""
        return {
            "name": self.name,
            "selector": {name: list(wanted) for name, wanted in self.selector.items()},
            "starts": self.starts.isoformat(timespec="seconds"),
            "timezone": self.timezone,
            "duration_s": self.duration_s,
            "rrule": self.recurrence.rrule(),
            "mode": self.mode.value,
            "reason": self.reason or None,
        }


def weekday(day: date) -> str:
    """As recurrences name it."""
    return WEEKDAYS[day.weekday()]


async def fetch_windows(client: EdgeClient) -> list[Window]:
    """Newest first. Raises EdgeError."""
    return [Window.of(body) async for body in client.pages("/v1/maintenance_windows", {"limit": 100})]


async def fetch_coverage(client: EdgeClient, selector: Mapping[str, Any]) -> int:
    """How many terminals a selector covers now. Raises EdgeError."""
    body = await client.post("/v1/maintenance_windows/coverage", {"selector": dict(selector)})
    count: int = body["device_count"]
    return count

"""Webhooks as the console knows them: endpoints, deliveries, attempts; read from the API's JSON.

Instants are whole microseconds since 1970, UTC.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from statistics import median
from typing import Any, Final

from common.events import EVERY
from common.instants import parse_instant
from console.core.records import Json, instant_or_none

LONGEST_NAME: Final = 48
MASKED: Final = "•" * 8
SIGNATURES: Final = frozenset({"x-punchconnect-signature", "webhook-signature"})
"""Headers that prove who sent a delivery: whoever has one can send it again."""


class Health(Enum):
    """How an endpoint does, in one word."""

    TAKING = auto()
    NEW = auto()
    """Nothing was sent yet."""
    FAILING = auto()
    """The last attempts failed; deliveries go by their own schedule."""
    PARKED = auto()
    """It takes nothing: only one delivery at a time asks whether it is back."""
    RECOVERING = auto()
    PAUSED = auto()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where events are sent. `events` is ("*",) for all; `latency_ms` the median of what it took lately, None
    where nothing was asked or taken."""

    id: str
    url: str
    description: str
    events: tuple[str, ...]
    ordering: str
    header_names: tuple[str, ...]
    max_lanes: int
    max_age_hours: int
    signature: str
    enabled: bool
    disabled_reason: str
    disabled_us: int | None
    breaker: str
    failures_in_a_row: int
    failing_since_us: int | None
    probes_us: int | None
    last_success_us: int | None
    pending: int
    dead: int
    oldest_pending_us: int | None
    secrets: int
    created_us: int
    version: int
    latency_ms: int | None = None

    @classmethod
    def of(cls, body: Json) -> Endpoint:
        """Read the API's object. Raises one of NOT_UNDERSTOOD where it is none."""
        breaker = body["breaker"]
        return cls(
            id=body["id"],
            url=body["url"],
            description=body["description"] or "",
            events=tuple(body["events"]),
            ordering=body["ordering"],
            header_names=tuple(body["headers"]),
            max_lanes=body["max_lanes"],
            max_age_hours=body["max_age_hours"],
            signature=body["signature"],
            enabled=body["status"] == "enabled",
            disabled_reason=body["disabled_reason"] or "",
            disabled_us=instant_or_none(body["disabled_at"]),
            breaker=breaker["state"],
            failures_in_a_row=breaker["failures_in_a_row"],
            failing_since_us=instant_or_none(breaker["failing_since"]),
            probes_us=instant_or_none(breaker["probes_at"]),
            last_success_us=instant_or_none(breaker["last_success_at"]),
            pending=body["pending"],
            dead=body["dead"],
            oldest_pending_us=instant_or_none(body["oldest_pending_at"]),
            secrets=body["secrets"],
            created_us=parse_instant(body["created_at"]),
            version=body["version"],
        )

    @property
    def match(self) -> dict[str, str]:
        """The header by which a change is of this version: whoever changed it meanwhile is not
        overwritten."""
        return {"If-Match": f'"v{self.version}"'}

    @property
    def health(self) -> Health:
        if not self.enabled:
            return Health.PAUSED
        if self.breaker == "open":
            return Health.PARKED
        if self.breaker == "half_open":
            return Health.RECOVERING
        if self.failures_in_a_row:
            return Health.FAILING
        return Health.NEW if self.last_success_us is None else Health.TAKING

    @property
    def troubled(self) -> bool:
        """Whether it is on and does not take what it is sent."""
        return self.health in (Health.FAILING, Health.PARKED)

    @property
    def hears_all(self) -> bool:
        return EVERY in self.events

    @property
    def name(self) -> str:
        """What people call it; short."""
        if self.description or len(self.place) <= LONGEST_NAME:
            return self.description or self.place
        return f"{self.place[: LONGEST_NAME - 16]}…{self.place[-15:]}"

    @property
    def host(self) -> str:
        return self.place.partition("/")[0]

    @property
    def place(self) -> str:
        """Its address without what all have in common."""
        return self.url.partition("://")[2] or self.url


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event on its way to one endpoint. `state` and `trigger` are the API's words; `device_id` is ""
    where the event is of no terminal."""

    id: str
    webhook_id: str
    event_id: str
    event: str
    device_id: str
    state: str
    trigger: str
    attempts: int
    next_us: int | None
    status: int | None
    error: str
    took_ms: int | None
    created_us: int
    tried_us: int | None
    finished_us: int | None
    resent_as: str

    @classmethod
    def of(cls, body: Json) -> Delivery:
        """Read the API's object. Raises one of NOT_UNDERSTOOD where it is none."""
        return cls(
            id=body["id"],
            webhook_id=body["webhook_id"],
            event_id=body["event_id"],
            event=body["event"],
            device_id=body["device_id"] or "",
            state=body["state"],
            trigger=body["trigger"],
            attempts=body["attempts"],
            next_us=instant_or_none(body["next_attempt_at"]),
            status=body["status"],
            error=body["error"] or "",
            took_ms=body["took_ms"],
            created_us=parse_instant(body["created_at"]),
            tried_us=instant_or_none(body["last_attempt_at"]),
            finished_us=instant_or_none(body["finished_at"]),
            resent_as=body["resent_as"] or "",
        )

    @property
    def waits(self) -> bool:
        return self.state == "pending"

    @property
    def failing(self) -> bool:
        """Whether it was tried, and not taken, and will be tried again."""
        return self.waits and self.attempts > 0


@dataclass(frozen=True, slots=True)
class Attempt:
    """One time that it was sent. `charged`: whether it counts as one of those that it has."""

    number: int
    at_us: int
    took_ms: int
    status: int | None
    error: str
    response: str
    charged: bool

    @classmethod
    def of(cls, body: Json) -> Attempt:
        return cls(
            number=body["number"],
            at_us=parse_instant(body["at"]),
            took_ms=body["took_ms"],
            status=body["status"],
            error=body["error"] or "",
            response=body["response"] or "",
            charged=body["charged"],
        )


@dataclass(frozen=True, slots=True)
class Request:
    """A delivery as it goes over the wire: `body` are the very characters that are signed."""

    url: str
    headers: Mapping[str, str]
    body: str

    def shown_headers(self, *, masked: bool) -> Mapping[str, str]:
        """With signatures, or a row of dots in their place."""
        return {
            name: MASKED if masked and name.lower() in SIGNATURES else value
            for name, value in self.headers.items()
        }

    def curl(self, *, masked: bool) -> str:
        """A command for a POSIX shell that sends the same."""
        headers = self.shown_headers(masked=masked)
        named = (f"-H {shlex.quote(f'{name}: {value}')}" for name, value in headers.items())
        parts = ("curl -i", *named, f"--data-binary {shlex.quote(self.body)}", shlex.quote(self.url))
        return " \\\n  ".join(parts)


@dataclass(frozen=True, slots=True)
class Told:
    """A delivery in full. `request` is None once the event is no longer kept."""

    delivery: Delivery
    request: Request | None
    history: tuple[Attempt, ...]

    @classmethod
    def of(cls, body: Json) -> Told:
        """Read the API's object. Raises one of NOT_UNDERSTOOD where it is none."""
        wire = body["request"]
        return cls(
            delivery=Delivery.of(body),
            request=None if wire is None else Request(wire["url"], dict(wire["headers"]), wire["body"]),
            history=tuple(Attempt.of(one) for one in body["history"]),
        )


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a test event."""

    delivered: bool
    status: int | None
    error: str
    took_ms: int
    response: str
    body: str

    @classmethod
    def of(cls, body: Json) -> Trial:
        """Read the API's object. Raises one of NOT_UNDERSTOOD where it is none."""
        return cls(
            delivered=body["delivered"],
            status=body["status"],
            error=body["error"] or "",
            took_ms=body["took_ms"],
            response=body["response"] or "",
            body=json.dumps(body["body"], ensure_ascii=False),
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """An endpoint as somebody wants it. `headers` None leaves those that are kept."""

    url: str
    events: tuple[str, ...]
    description: str = ""
    ordering: str = "device"
    max_age_hours: int = 72
    signature: str = "hmac"
    headers: Mapping[str, str] | None = field(default=None, repr=False)

    def body(self) -> dict[str, Any]:
        """For POST and PATCH."""
        said: dict[str, Any] = {
            "url": self.url,
            "events": list(self.events),
            "description": self.description or None,
            "ordering": self.ordering,
            "max_age_hours": self.max_age_hours,
            "signature": self.signature,
        }
        return said if self.headers is None else {**said, "headers": dict(self.headers)}


def middle_ms(took: Iterable[int | None]) -> int | None:
    """The median of those that are known."""
    known = [one for one in took if one is not None]
    return round(median(known)) if known else None


def headers_of(text: str) -> dict[str, str]:
    """Headers written one a line, "Name: value". Raises ValueError with the line that is none."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        if line.strip():
            name, colon, value = line.partition(":")
            if not colon or not name.strip():
                raise ValueError(line.strip())
            found[name.strip()] = value.strip()
    return found


def pretty(text: str) -> str:
    """JSON with its members below each other; what is no JSON as it is."""
    try:
        return json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    except ValueError:
        return text


def lines_of(headers: Mapping[str, str]) -> str:
    """Headers as they are written, one a line."""
    return "\n".join(f"{name}: {value}" for name, value in headers.items())


def event_families(events: Sequence[str]) -> dict[str, list[str]]:
    """Names of events by what they are about: {"attendance": ["attendance.created", …], …}."""
    found: dict[str, list[str]] = {}
    for event in events:
        found.setdefault(event.partition(".")[0], []).append(event)
    return found

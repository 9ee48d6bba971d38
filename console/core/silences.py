"""Silences as the edge has them, what one would hide now, and what of a filter of alerts one can be of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from common.client import EdgeClient
from common.filters import Filter, Term
from common.instants import parse_instant, rfc3339
from console.core.alerts import Alert, Severity, Stage
from console.core.fleet import FleetState
from console.core.records import Json

IDLE_US: Final = 7 * 86_400_000_000
"""What has hidden nothing for so long is perhaps not needed."""
WARN_US: Final = 600_000_000
"""So long before one ends it is said."""
MOST_ALERTS: Final = 100
"""Alerts that one silence can name."""
LONGEST_S: Final = 30 * 86_400

Matcher = Mapping[str, Any]
TOLD: Final = frozenset({Stage.FIRING, Stage.UNSTABLE, Stage.RESOLVING})
"""Of these people are told, so they can be hidden."""


@dataclass(frozen=True, slots=True)
class Silence:
    """`hides`: how many alerts now, `hidden` the ids of the first of them."""

    id: str
    matcher: Matcher
    starts_us: int
    ends_us: int
    active: bool
    reason: str
    hides: int
    hidden: tuple[str, ...]
    created_by: str
    version: int = 0

    @classmethod
    def of(cls, body: Json) -> Silence:
        """Read the API's object. Raises one of NOT_UNDERSTOOD where it is none."""
        return cls(
            id=body["id"],
            matcher={name: wanted for name, wanted in body["matcher"].items() if wanted is not None},
            starts_us=parse_instant(body["starts_at"]),
            ends_us=parse_instant(body["ends_at"]),
            active=body["active"],
            reason=body["reason"] or "",
            hides=body["hides"]["count"],
            hidden=tuple(body["hides"]["alerts"]),
            created_by=body["created_by"],
            version=body["version"],
        )

    def left_us(self, now_us: int) -> int:
        return max(0, self.ends_us - now_us)

    def over(self, now_us: int) -> bool:
        return not self.active or self.ends_us <= now_us


async def fetch_silences(client: EdgeClient, *, active: bool | None = None) -> list[Silence]:
    """Newest first. Raises EdgeError."""
    wanted = {"limit": 100} | ({} if active is None else {"active": active})
    return [Silence.of(body) async for body in client.pages("/v1/silences", wanted)]


async def fetch_lately(client: EdgeClient, now_us: int) -> list[Alert]:
    """Alerts that opened in the last IDLE_US, also those that are over. Raises EdgeError."""
    wanted = {"limit": 250, "from": rfc3339(now_us - IDLE_US), "status": "all", "order": "opened_at"}
    return [Alert.of(body) async for body in client.pages("/v1/alerts", wanted)]


def idle(silence: Silence, lately: Iterable[Alert], fleet: FleetState, now_us: int) -> bool:
    """Whether it has been there for IDLE_US and nothing that opened in that time was of it. One of certain
    alerts is never called so: nobody but the edge knows what comes back."""
    if silence.hides or silence.over(now_us) or now_us - silence.starts_us < IDLE_US:
        return False
    return "alerts" not in silence.matcher and not any(
        matches(silence.matcher, alert, fleet) for alert in lately
    )


def expiring(silences: Iterable[Silence], now_us: int) -> list[Silence]:
    """Those that end within WARN_US."""
    return [it for it in silences if not it.over(now_us) and it.left_us(now_us) <= WARN_US]


# -- what one is of
# ----------------------------------------------------------------------------------------------------------


def matches(matcher: Matcher, alert: Alert, fleet: FleetState) -> bool:
    """Whether a silence of this hides an alert, as the edge decides it."""
    for member, wanted in matcher.items():
        if wanted is not None and not _fits(member, wanted, alert, fleet):
            return False
    return True


def affected(matcher: Matcher, alerts: Iterable[Alert], fleet: FleetState) -> list[Alert]:
    """Those of which people would not be told any more, worst first; none for a matcher without members."""
    if all(wanted in (None, []) for wanted in matcher.values()):
        return []
    found = [it for it in alerts if it.stage in TOLD and matches(matcher, it, fleet)]
    return sorted(found, key=lambda it: it.rank)


def _fits(member: str, wanted: Any, alert: Alert, fleet: FleetState) -> bool:
    device = fleet.devices.get(alert.device_id or "")
    site = fleet.sites.get(alert.site_id)
    match member:
        case "sites":
            return alert.site_id in wanted
        case "devices":
            return alert.device_id in wanted
        case "kinds":
            return alert.kind in wanted
        case "severities":
            return alert.severity.value in wanted
        case "alerts":
            return alert.id in wanted
        case "models":
            return device is not None and device.model in wanted
        case "tags":
            tags = {*(device.tags if device else ()), *(site.tags if site else ())}
            return not tags.isdisjoint(wanted)
        case "business_critical":
            critical = (device and device.business_critical) or (site and site.business_critical)
            return bool(critical) is wanted
    return False


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a filter comes to: `matcher` as far as a silence can say it, `left` what it cannot."""

    matcher: dict[str, Any]
    left: tuple[str, ...] = ()


def drawn_from(wanted: Filter, shown: Sequence[Alert], fleet: FleetState) -> Drawn:
    """Of a filter of alerts: its sites, kinds and severities become a matcher. Where it says anything else,
    the alerts that it shows are named one by one."""
    matcher: dict[str, Any] = {}
    left = []
    for term in wanted.terms:
        if term.key == "site" and not term.negated:
            matcher["sites"] = _kept(
                matcher.get("sites"), [it.id for it in fleet.sites.values() if _holds(term, it.name)]
            )
        elif term.key == "kind" and not term.negated:
            kinds = sorted({it.kind for it in shown if _holds(term, it.kind)})
            matcher["kinds"] = _kept(matcher.get("kinds"), kinds)
        elif term.key == "severity" and not term.negated:
            names = [it.value for it in Severity if _holds(term, it.value)]
            matcher["severities"] = _kept(matcher.get("severities"), names)
        else:
            left.append(term.key or term.values[0])
    if left or not matcher or not all(matcher.values()):
        return Drawn({"alerts": [it.id for it in shown[:MOST_ALERTS]]} if shown else {}, tuple(left))
    return Drawn(matcher)


def _holds(term: Term, value: str) -> bool:
    assert term.key is not None
    return term.holds({term.key: value})


def _kept(before: list[str] | None, found: list[str]) -> list[str]:
    return found if before is None else [it for it in before if it in found]

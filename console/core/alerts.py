"""The alerts as the console knows them: one for each cause, with what it holds under it, worst first.

Pure: no I/O and no clock.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from common.instants import parse_instant
from console.core.records import NO_SITE, Json, instant_or_none

STAY_US: Final = 300_000_000
"""What is over stays to be seen for five minutes."""


class Severity(StrEnum):
    """Worst first."""

    CRITICAL = "critical"
    WARNING = "warning"
    INFO = "info"


class Stage(StrEnum):
    """Where an alert stands; the API's words of its `status`, and one for those of a newer edge."""

    FIRING = "firing"
    UNSTABLE = "unstable"
    RESOLVING = "resolving"
    INHIBITED = "inhibited"
    PENDING = "pending"
    OTHER = "other"
    RESOLVED = "resolved"


TOLD: Final = frozenset({Stage.FIRING, Stage.UNSTABLE, Stage.RESOLVING, Stage.OTHER})
"""Something that a person is to hear of; the others wait, or are part of something else."""
OPEN: Final = TOLD - {Stage.RESOLVING}

RANK: Final = {severity: rank for rank, severity in enumerate(Severity)}


class Entry(NamedTuple):
    """One thing that happened to an alert. `what` is a word of the edge's, `text` what somebody wrote."""

    at_us: int
    what: str
    by: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert as the edge last described it.

    `devices` are ids. `expected`: punches that were to be expected there in the two hours after it fired,
    None where nobody can say. `ack_until_us`: until when it is taken on, None where until it is over.
    `acknowledged_by` and `assignee` are ids of people or keys, as `by` of its entries is. `muted`: the id of
    what keeps people from being told. `parent_id`: of the alert that explains it. `runbook`: what to do.
    """

    id: str
    rule: str
    kind: str
    entity_type: str
    entity_id: str
    entity_name: str
    stage: Stage
    severity: Severity
    title: str
    reason: str
    opened_us: int
    devices: tuple[str, ...] = ()
    site: str = ""
    site_id: str = NO_SITE
    expected: int | None = None
    fired_us: int | None = None
    resolved_us: int | None = None
    acknowledged_by: str | None = None
    acknowledged_us: int | None = None
    ack_until_us: int | None = None
    assignee: str | None = None
    snoozed_until_us: int | None = None
    parent_id: str | None = None
    muted: str | None = None
    occurrences: int = 1
    timeline: tuple[Entry, ...] = ()
    runbook: str = ""
    version: int = 0

    @classmethod
    def of(cls, body: Json) -> Alert:
        """Read the API's object. Raises one of NOT_UNDERSTOOD where it is none."""
        entity, shared = body["entity"], sys.intern
        return cls(
            id=shared(body["id"]),
            rule=shared(body["rule"]),
            kind=shared(body["kind"]),
            entity_type=shared(entity["type"]),
            entity_id=shared(entity["id"]),
            entity_name=shared(entity["name"]),
            stage=_stage(body["status"]),
            severity=Severity(body["severity"]),
            title=body["title"],
            reason=body["reason"],
            opened_us=parse_instant(body["opened_at"]),
            devices=tuple(body["devices"]),
            site=shared(body["site"] or ""),
            site_id=shared(body["site_id"] or NO_SITE),
            expected=body["expected_punches"],
            fired_us=instant_or_none(body["fired_at"]),
            resolved_us=instant_or_none(body["resolved_at"]),
            acknowledged_by=body["acknowledged_by"],
            acknowledged_us=instant_or_none(body["acknowledged_at"]),
            ack_until_us=instant_or_none(body["acknowledge_expires_at"]),
            assignee=body["assignee"],
            snoozed_until_us=instant_or_none(body["snoozed_until"]),
            parent_id=body["parent_id"],
            muted=body["muted"],
            occurrences=body["occurrences"],
            timeline=tuple(map(_entry, body["timeline"])),
            runbook=body["runbook"],
            version=body["version"],
        )

    @property
    def over(self) -> bool:
        return self.stage is Stage.RESOLVED

    @property
    def acknowledged(self) -> bool:
        """Whether somebody has taken it on."""
        return self.acknowledged_us is not None

    @property
    def since_us(self) -> int:
        """Since when it is as it is."""
        return self.opened_us

    @property
    def rank(self) -> tuple[bool, int, int, int, str]:
        """Sorts by severity, then by consequence; what is over comes last."""
        return self.over, RANK[self.severity], -(self.expected or 0), self.opened_us, self.id

    @property
    def device_id(self) -> str | None:
        """The terminal that it is about, if it is about one."""
        return self.entity_id if self.entity_type == "device" else None


def members(alert: Alert) -> dict[str, Any]:
    """What `remembered` reads; JSON."""
    return {each.name: getattr(alert, each.name) for each in fields(alert)}


def remembered(body: Mapping[str, Any]) -> Alert:
    """An alert of what `members` wrote. Raises one of NOT_UNDERSTOOD."""
    own = {
        "stage": Stage(body["stage"]),
        "severity": Severity(body["severity"]),
        "devices": tuple(body["devices"]),
        "timeline": tuple(Entry(*entry) for entry in body["timeline"]),
    }
    return Alert(**{**body, **own})


def needs_somebody(alert: Alert, now_us: int) -> bool:
    """Whether it is open, and neither taken on nor hushed. What seems over needs nobody."""
    snoozed = alert.snoozed_until_us is not None and alert.snoozed_until_us > now_us
    return alert.stage in OPEN and not alert.acknowledged and alert.muted is None and not snoozed


class AlertBook:
    """All alerts that are open, and those that ended a moment ago."""

    def __init__(self) -> None:
        self._alerts: dict[str, Alert] = {}
        self._under: dict[str, tuple[str, ...]] = {}

    def __iter__(self) -> Iterator[Alert]:
        return iter(self._alerts.values())

    def __len__(self) -> int:
        return len(self._alerts)

    @property
    def all(self) -> Mapping[str, Alert]:
        """By id."""
        return MappingProxyType(self._alerts)

    def get(self, alert_id: str) -> Alert | None:
        return self._alerts.get(alert_id)

    def causes(self) -> list[Alert]:
        """Those that nothing else explains, worst first."""
        return sorted((it for it in self._alerts.values() if self.is_cause(it)), key=lambda it: it.rank)

    def is_cause(self, alert: Alert) -> bool:
        parent = None if alert.parent_id is None else self._alerts.get(alert.parent_id)
        return parent is None or (parent.over and not alert.over)

    def under(self, alert_id: str) -> list[Alert]:
        """What an alert explains, worst first."""
        held = (self._alerts[id] for id in self._under.get(alert_id, ()))
        return sorted((it for it in held if not self.is_cause(it)), key=lambda it: it.rank)

    def needing(self, now_us: int) -> list[Alert]:
        """Causes that need somebody, worst first."""
        return [it for it in self.causes() if needs_somebody(it, now_us)]

    def put(self, *alerts: Alert) -> frozenset[str]:
        """Take over alerts. Returns which of them are other than before; an older version changes nothing."""
        changed: set[str] = set()
        for alert in alerts:
            known = self._alerts.get(alert.id)
            if known != alert and (known is None or alert.version >= known.version):
                self._alerts[alert.id] = alert
                changed.add(alert.id)
        if changed:
            self._gather()
        return frozenset(changed)

    def take(self, *alert_ids: str) -> frozenset[str]:
        """Forget alerts. Returns which there were."""
        gone = frozenset(id for id in alert_ids if self._alerts.pop(id, None) is not None)
        if gone:
            self._gather()
        return gone

    def prune(self, now_us: int, kept: Collection[str] = ()) -> frozenset[str]:
        """Forget what is over for long enough, but for those that are to be `kept`."""
        old = [it.id for it in self if it.over and now_us - (it.resolved_us or 0) >= STAY_US]
        return self.take(*[alert_id for alert_id in old if alert_id not in kept])

    def missing(self, listed: Iterable[str]) -> frozenset[str]:
        """Open ones that are not listed."""
        return frozenset(it.id for it in self if not it.over) - frozenset(listed)

    def _gather(self) -> None:
        under: dict[str, list[str]] = {}
        for alert in self._alerts.values():
            if alert.parent_id is not None:
                under.setdefault(alert.parent_id, []).append(alert.id)
        self._under = {parent: tuple(ids) for parent, ids in under.items()}


def _stage(word: str) -> Stage:
    return Stage(word) if word in tuple(Stage) else Stage.OTHER


def _entry(body: Json) -> Entry:
    return Entry(parse_instant(body["at"]), body["what"], body.get("by") or "", body.get("text") or "")

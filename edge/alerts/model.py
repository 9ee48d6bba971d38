"""What every rule speaks of: entities, the states of an alert, and how one changes.

Pure. Instants are seconds since 1970 (in a replay: of any epoch) as float.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

Status = Literal["pending", "firing", "resolving", "unstable", "inhibited", "resolved"]
Severity = Literal["info", "warning", "critical"]

SEVERITIES: Final[tuple[Severity, ...]] = ("info", "warning", "critical")
OPEN: Final[tuple[Status, ...]] = ("pending", "firing", "resolving", "unstable", "inhibited")
TOLD: Final[tuple[Status, ...]] = ("firing", "resolving", "unstable")
"""An open alert in one of these is something that a person was, or is being, told of."""


class Entity(NamedTuple):
    """What an alert is about. `type`: device, site, tenant, webhook, channel, command, certificate or edge;
    `id`: the public id of it ("tenant" for the tenant itself)."""

    type: str
    id: str


@dataclass(frozen=True, slots=True)
class Change:
    """One alert moves. `status` None: it was pending and is over before anybody had to hear of it.

    `tell`: a person is to hear of this move. `devices`: public ids of the terminals concerned. `parent`: the
    alert that explains this one, as its kind and entity. `again`: it opens anew what was over a short while
    ago. `name`: what people call the entity, where it is neither a terminal nor a site.
    """

    at: float
    rule: str
    kind: str
    entity: Entity
    status: Status | None
    severity: Severity = "warning"
    title: str = ""
    reason: str = ""
    devices: tuple[str, ...] = ()
    parent: tuple[str, Entity] | None = None
    tell: bool = False
    again: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A built-in kind of rule: its defaults, and the word that says what it is for. `params`: name -> default
    (seconds, counts or shares, by the name's ending); they are what a rule's `params` may hold."""

    name: str
    severity: Severity
    summary: str
    params: Mapping[str, Any]
    entity: str = "device"


KINDS: Final[Mapping[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind(
            "device_offline",
            "warning",
            "A terminal is silent for longer than a passing trouble lasts.",
            {
                "hold_s": 300,
                "clear_s": 180,
                "dead_while_unstable_s": 900,
                "critical_after_s": 14_400,
                "schedule": None,
                "hold_outside_s": 300,
                "auto_reboot": False,
            },
        ),
        Kind(
            "device_unstable",
            "info",
            "A terminal comes and goes.",
            {"drops": 3, "window_s": 1800, "calm_s": 900, "reopen_s": 7200},
        ),
        Kind(
            "site_outage",
            "critical",
            "All or most terminals of a site are gone at once.",
            {"hold_s": 300, "clear_s": 60, "share": 0.8, "together_s": 180, "together_share": 0.5},
            "site",
        ),
        Kind(
            "tenant_connectivity",
            "critical",
            "Several sites are gone at once.",
            {"sites": 5, "within_s": 300, "clear_s": 60},
            "tenant",
        ),
        Kind(
            "clock_drift",
            "warning",
            "A terminal's clock is off and did not let itself be put right.",
            {"drift_s": 60, "hold_s": 900, "clear_s": 0},
        ),
        Kind(
            "storage_nearly_full",
            "warning",
            "A terminal has room for few more punches, people or templates.",
            {"share": 0.9, "clear_share": 0.85, "hold_s": 0, "clear_s": 0},
        ),
        Kind(
            "attlog_stuck",
            "warning",
            "A terminal holds punches that it does not send.",
            {"records": 3, "within_s": 604_800, "hold_s": 3600, "clear_s": 0},
        ),
        Kind(
            "no_punches_expected",
            "warning",
            "A terminal is there, but nobody punches at it at hours when they usually do, and do elsewhere.",
            {"expected": 20, "weeks": 4, "within_s": 7200, "share": 0.5, "hold_s": 1800, "clear_s": 0},
        ),
        Kind(
            "duplicate_serial",
            "warning",
            "Two boxes call under one serial number.",
            {"hold_s": 0, "clear_s": 0},
        ),
        Kind(
            "dead_line_rate",
            "warning",
            "Many lines of a terminal cannot be read.",
            {"lines": 20, "within_s": 3600, "hold_s": 0, "clear_s": 3600},
        ),
        Kind(
            "webhook_failing",
            "warning",
            "An endpoint takes nothing.",
            {"times": 3, "hold_s": 900, "clear_s": 60},
            "webhook",
        ),
        Kind(
            "command_failed",
            "warning",
            "A terminal refused a command, or never answered it.",
            {"within_s": 86_400, "hold_s": 0, "clear_s": 0},
        ),
        Kind(
            "certificate_expiry",
            "warning",
            "The certificate that terminals and clients are shown is soon over.",
            {"days": 21, "critical_days": 5, "hold_s": 0, "clear_s": 0},
            "certificate",
        ),
        Kind(
            "edge_unreachable",
            "critical",
            "Nobody reaches this edge any more: its own network, not the terminals.",
            {"hold_s": 120, "clear_s": 60},
            "edge",
        ),
        Kind(
            "edge_health",
            "critical",
            "The edge itself is short of disk or of time.",
            {
                "free_mib": 2048,
                "free_share": 0.1,
                "lag_s": 2.0,
                "waiting": 5000,
                "hold_s": 120,
                "clear_s": 300,
            },
            "edge",
        ),
        Kind(
            "channel_failing",
            "critical",
            "A channel does not take what people are to be told.",
            {"times": 3, "hold_s": 0, "clear_s": 0},
            "channel",
        ),
    )
}

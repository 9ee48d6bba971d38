"""What the API needs of the rest of the edge, handed in by whoever wires the parts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from aiohttp import web
from prometheus_client import CollectorRegistry

from edge.alerts.channels import Channels
from edge.api.limits import Gate, exports_gate
from edge.dead_lines import Reader
from edge.exchanges import Exchanges
from edge.firmware_files import FirmwareFiles
from edge.keys import Actor, KeyRing
from edge.presence import Key
from edge.push.peers import Caller
from edge.settings import Role
from edge.slow import SlowLog
from edge.store import Store
from edge.updates_mirror import Mirror
from edge.vault import Vault
from edge.webhooks.parcel import Outcome, Parcel

# (online, last seen in microseconds, silence in seconds after which it counts as offline)
LivePresence = tuple[bool, int | None, float]


class Peers(Protocol):
    """Judges addresses by the operator's lists of trusted networks and proxies."""

    def unlimited(self, peer: str) -> bool: ...

    def caller(self, peer: str, headers: Mapping[str, str], *, over_tls: bool) -> Caller: ...


@dataclass(slots=True)
class ApiServices:
    """`presence` knows better than the table who is there, or nothing (None); `exchanges` what terminals
    asked of this process. `on_devices_changed` is called after the commit with the tenant and the serial
    numbers whose rows changed, None for all of the tenant's; `on_command` with the tenant and the device that
    was given a command; `on_box_gone` with those whose box is another one now, or
    served no more.
    `firmware` is where uploaded files lie; without, none can be uploaded here.
    `on_rules_changed` is called after a rule was made, changed or taken away;
    `on_webhooks_changed` after a webhook was made or changed, or has something to send;
    `send_webhook` makes one attempt, where this process sends; `channels` tells people, where it does.
    `https_only`: who calls plain is sent to https. `learns_url`: nobody set `public_url`, so the address by
    which a trusted proxy was called stands in for it.
    `read_again` reads lines that could not be read once, where this process can.
    `exports` holds back more exports and bulk calls of a tenant than may run at once.
    `role`: what this process does of all that an edge does; without "api" there is little of the API.
    `slow` hears how long requests took; `stream` answers GET /v1/stream, where this process has one; `vault`
    opens what is sealed; `updates` holds releases to give away. `check_answers` holds every answer against
    its schema, for tests.
    """

    store: Store
    keyring: KeyRing
    peers: Peers
    public_url: str
    https_only: bool = False
    learns_url: bool = False
    presence: Callable[[int, int], LivePresence | None] = lambda tenant_id, device_id: None
    exchanges: Exchanges = field(default_factory=Exchanges)
    firmware: FirmwareFiles | None = None
    on_devices_changed: Callable[[int, Collection[str] | None], None] = lambda tenant_id, serials: None
    on_command: Callable[[Key], None] = lambda key: None
    on_box_gone: Callable[[Key], None] = lambda key: None
    on_webhooks_changed: Callable[[], None] = lambda: None
    on_rules_changed: Callable[[], None] = lambda: None
    send_webhook: Callable[[Parcel], Awaitable[Outcome]] | None = None
    channels: Channels | None = None
    ready: Callable[[], bool] = lambda: True
    stream: Callable[[web.Request, Actor, int], Awaitable[web.StreamResponse]] | None = None
    read_again: Reader | None = None
    exports: Gate = field(default_factory=exports_gate)
    vault: Vault | None = None
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    slow: SlowLog = field(default_factory=SlowLog)
    role: Role = "all"
    updates: Mirror | None = None
    check_answers: bool = False

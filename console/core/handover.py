"""What happened in a shift, for those who take over: alerts, silences, and what people did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from common.client import EdgeClient, RequestRefused
from common.instants import parse_instant, rfc3339
from console.core.alerts import Alert
from console.core.records import Json, instant_or_none

SHIFT_US: Final = 12 * 3_600_000_000
MOST: Final = 400
"""Entries of the log that are looked through."""
# Looking at something, and what the other parts of the note tell already, is no deed to tell of.
_TOLD_ELSEWHERE: Final = ("alert.", "silence.", "attendance.photo")
_EXPORT: Final = ".export"


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that a person or a key did: `actor` and `target` are ids."""

    at_us: int
    actor: str
    action: str
    target: str

    @classmethod
    def of(cls, body: Json) -> Deed:
        """Read an entry of the audit log."""
        return cls(parse_instant(body["created_at"]), body["actor"], body["action"], body["target"] or "")


@dataclass(frozen=True, slots=True)
class Hush:
    """A silence that holds: until when, by whom, and why."""

    until_us: int
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Shift:
    """What there is to hand over. `deeds` is None where the key may not read the log."""

    since_us: int
    until_us: int
    open: Sequence[Alert] = ()
    resolved: Sequence[Alert] = ()
    hushes: Sequence[Hush] = ()
    deeds: Sequence[Deed] | None = ()


async def fetch_shift(client: EdgeClient, now_us: int, length_us: int = SHIFT_US) -> Shift:
    """The last hours until now. Raises EdgeError."""
    since = now_us - length_us
    open_now = [Alert.of(body) async for body in client.pages("/v1/alerts", {"limit": 250})]
    over = []
    lately = {
        "status": "resolved",
        "order": "opened_at",
        "limit": 250,
        "from": rfc3339(since - 7 * length_us),
    }
    async for body in client.pages("/v1/alerts", lately):
        alert = Alert.of(body)
        if (alert.resolved_us or 0) >= since and alert.fired_us is not None:
            over.append(alert)
    causes = [alert for alert in open_now if alert.parent_id is None]
    return Shift(since, now_us, causes, over, await _hushes(client), await _deeds(client, since))


async def _hushes(client: EdgeClient) -> list[Hush]:
    found = []
    async for body in client.pages("/v1/silences", {"limit": 100}):
        ends = instant_or_none(body["ends_at"])
        if body["active"] and ends is not None:
            found.append(Hush(ends, body["created_by"], body["reason"] or ""))
    return found


async def _deeds(client: EdgeClient, since_us: int) -> list[Deed] | None:
    """Oldest first."""
    found: list[Deed] = []
    looked = 0
    try:
        async for body in client.pages("/v1/audit", {"limit": 100}):
            deed, looked = Deed.of(body), looked + 1
            if deed.at_us < since_us or looked > MOST:
                break
            if not deed.action.startswith(_TOLD_ELSEWHERE) and not deed.action.endswith(_EXPORT):
                found.append(deed)
    except RequestRefused as error:
        if error.status == 403:
            return None
        raise
    return found[::-1]

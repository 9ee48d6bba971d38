"""Why a terminal counts as what it does: what the edge has seen of it lately."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from common.client import EdgeClient
from console.core.records import Json, instant_or_none

TURNS: Final = 6


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request of the terminal and how the edge answered. `size`: bytes it brought; `took_ms` until the
    answer."""

    at_us: int
    request: str
    status: int
    size: int
    took_ms: float


@dataclass(frozen=True, slots=True)
class Turn:
    """The terminal came or went: `event` is device.online, device.offline and the like. `drift_s`: how far
    its clock was ahead of the edge's, where the event is about that; 0 where it is right again."""

    at_us: int
    event: str
    drift_s: float | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a status rests on. Seconds; None where the edge does not know. Newest first."""

    silent_s: float | None
    offline_after_s: float | None
    poll_interval_s: float | None
    last_punch_us: int | None
    exchanges: tuple[Exchange, ...]
    turns: tuple[Turn, ...]


async def fetch_evidence(client: EdgeClient, device_id: str) -> Evidence:
    """Raises EdgeError."""
    health = await client.get(f"/v1/devices/{device_id}/health")
    events = await client.get(f"/v1/devices/{device_id}/events", {"kind": "presence", "limit": TURNS})
    return Evidence(
        health["silent_s"],
        health["offline_after_s"],
        health["poll_interval_s"],
        instant_or_none(health["last_punch_at"]),
        tuple(_exchange(body) for body in health["exchanges"]),
        tuple(map(_turn, events["data"])),
    )


def _exchange(body: Json) -> Exchange:
    return Exchange(_instant(body["at"]), body["request"], body["status"], body["bytes"], body["took_ms"])


def _turn(body: Json) -> Turn:
    drift_s = body["clock_drift_s"] if body.get("drifting") else 0.0
    about_clock = body["event"] == "device.clock_drift"
    return Turn(_instant(body["timestamp"]), body["event"], drift_s if about_clock else None)


def _instant(text: str) -> int:
    instant = instant_or_none(text)
    assert instant is not None, "the edge dates whatever happened"
    return instant

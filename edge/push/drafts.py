"""From what a line said to what is stored: instants, dedup keys, words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b
from operator import attrgetter

from common.codes import generation_of, verify_mode
from edge.devices import Device
from edge.ingest import PunchDraft
from edge.punch_times import SUSPECT_BEFORE_US, instant_shown, judged
from edge.push.attendance.records import Punch
from edge.terminal_time import FormerTime
from edge.zones import Instant, local_seconds

_SIGN = 1 << 63
_PUNCHED_AT = attrgetter("punched_at")


def dedup_key(local: datetime, pin: str, status: int, verify: int, work_code: str) -> bytes:
    """16 bytes that are equal for the same punch sent again (PROTOCOL.md §6.10): its local time first, so
    that new rows land on the same pages of the index."""
    return _key(local_seconds(local), pin, status, verify, work_code)


def _key(seconds: int, pin: str, status: int, verify: int, work_code: str) -> bytes:
    said = f"{pin}\0{status}\0{verify}\0{work_code}".encode()
    return (seconds * 1_000_000 + _SIGN).to_bytes(8, "big") + blake2b(said, digest_size=8).digest()


def punch_drafts(punches: Iterable[Punch], device: Device, now_us: int) -> tuple[list[PunchDraft], int]:
    """Drafts in the order in which they are told, and how many punches are older than what is kept.

    Punches come in the order of their lines, in which those of one instant stay.
    """
    kept_from = device.kept_from(now_us)
    clock, generation = device.clock, generation_of(device.push_version)
    zone, plain_clock = clock.zone, not device.former_time
    drafts: list[PunchDraft] = []
    expired = 0
    for punch in punches:
        pin, _, local, status, verify, work_code, mask, temperature, said_offset, *_ = punch
        seconds = local_seconds(local)
        offset = clock.offset_of(seconds) if plain_clock and said_offset is None else None
        if offset is None:
            instant = _instant(punch, device, now_us)
        else:  # what `_instant` comes to nearly always
            instant = judged(Instant((seconds - offset) * 1_000_000, offset, clock.quality), now_us)
        if too_old(instant, kept_from):
            expired += 1
            continue
        drafts.append(
            PunchDraft(
                _key(seconds, pin, status, verify, work_code),
                pin,
                instant.at,
                instant.offset,
                zone,
                instant.quality,
                status,
                verify,
                verify_mode(verify, generation),
                work_code or None,
                mask,
                temperature,
                punch.odd,
            )
        )
    drafts.sort(key=_PUNCHED_AT)
    return drafts, expired


def too_old(instant: Instant, kept_from: int | None) -> bool:
    """Whether a punch is older than what is kept; of one whose clock had lost the time nobody can say."""
    return kept_from is not None and SUSPECT_BEFORE_US <= instant.at < kept_from


def instant_of(local: datetime, device: Device, now_us: int) -> Instant:
    """When the clock of a terminal showed this; marked where that can hardly have been."""
    former = FormerTime(**device.former_time) if device.former_time else None
    return instant_shown(local, device.clock, now_us, former)


def _instant(punch: Punch, device: Device, now_us: int) -> Instant:
    if punch.utc_offset is None:
        return instant_of(punch.local, device, now_us)
    at = (local_seconds(punch.local) - punch.utc_offset) * 1_000_000
    return judged(Instant(at, punch.utc_offset, "ok"), now_us)

"""From what a line said to what is stored: instants, dedup keys, words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b

from common.codes import generation_of, verify_mode
from edge.devices import Device
from edge.ingest import PunchDraft
from edge.punch_times import SUSPECT_BEFORE_US, instant_shown, judged
from edge.push.attendance.records import Punch
from edge.terminal_time import FormerTime
from edge.zones import Instant, local_seconds

_SIGN = 1 << 63


def dedup_key(local: datetime, pin: str, status: int, verify: int, work_code: str) -> bytes:
    """16 bytes that are equal for the same punch sent again (PROTOCOL.md §6.10): its local time first, so
    that new rows land on the same pages of the index."""
    said = f"{pin}\0{status}\0{verify}\0{work_code}".encode()
    micros = local_seconds(local) * 1_000_000 + _SIGN
    return micros.to_bytes(8, "big") + blake2b(said, digest_size=8).digest()


def punch_drafts(punches: Iterable[Punch], device: Device, now_us: int) -> tuple[list[PunchDraft], int]:
    """Drafts in the order in which they are told, and how many punches are older than what is kept."""
    kept_from = device.kept_from(now_us)
    drafts: list[tuple[int, int, PunchDraft]] = []
    expired = 0
    for punch in punches:
        instant = _instant(punch, device, now_us)
        if too_old(instant, kept_from):
            expired += 1
            continue
        drafts.append((instant.at, punch.line_no, _draft(punch, instant, device)))
    drafts.sort(key=lambda entry: entry[:2])
    return [draft for _, _, draft in drafts], expired


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


def _draft(punch: Punch, instant: Instant, device: Device) -> PunchDraft:
    return PunchDraft(
        dedup=dedup_key(punch.local, punch.pin, punch.status, punch.verify, punch.work_code),
        pin=punch.pin,
        punched_at=instant.at,
        utc_offset=instant.offset,
        timezone=device.clock.zone,
        time_quality=instant.quality,
        status=punch.status,
        verify=punch.verify,
        verify_mode=verify_mode(punch.verify, generation_of(device.push_version)),
        work_code=punch.work_code or None,
        mask=punch.mask,
        temperature=punch.temperature,
        line=punch.odd,
    )

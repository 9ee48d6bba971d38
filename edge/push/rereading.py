"""Lines that could not be read once, read again by the parsers of today."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from edge.dead_lines import NotAgain, StillUnreadable
from edge.devices import Device
from edge.ingest import PunchDraft, Upload
from edge.punch_times import SUSPECT_BEFORE_US
from edge.push.access_reading import read as read_access
from edge.push.attendance.tables import parse_attlog
from edge.push.drafts import punch_drafts
from edge.push.text import encoding_hint

_EPOCH: Final = datetime(1970, 1, 1)
_PUNCHES: Final = "ATTLOG"
_EVENTS: Final = frozenset({"rtlog", "transaction"})


def reread(device: Device, table: str, line: bytes, seen_at: int, now: int) -> Upload:
    """What a line comes to that came at `seen_at`, as an upload to be stored now (microseconds).

    By the device's settings of today, and judged as it would have been when it came. `expired` where it is
    older than what is kept. Raises StillUnreadable, NotAgain.
    """
    if table.upper() == _PUNCHES:
        upload = _punch(device, line, seen_at)
    elif table.lower() in _EVENTS:
        upload = _event(device, table, line, seen_at)
    else:
        raise NotAgain(
            f"Lines of {table} say how people and settings stood when they came, which may no longer be so. "
            "Have the terminal send them again with a command such as fetch_info or reload_options, "
            "and discard this line."
        )
    kept_from = device.kept_from(now)
    kept = [draft for draft in upload.punches if not _too_old(draft, kept_from)]
    expired = upload.expired + len(upload.punches) - len(kept)
    return replace(upload, punches=kept, expired=expired)


def _punch(device: Device, line: bytes, seen_at: int) -> Upload:
    read = parse_attlog(
        line,
        now=_EPOCH + timedelta(microseconds=seen_at + device.clock.offset_at(seen_at) * 1_000_000),
        pushver=device.push_version,
        device_type=device.options.get("DeviceType"),
        encoding=encoding_hint(device.options.get("language")),
    )
    for dead in read.dead:
        raise StillUnreadable(dead.code, dead.message)
    if not read.punches:
        raise StillUnreadable("no_record", "There is no punch in this line.")
    drafts, expired = punch_drafts(read.punches, device, seen_at)
    return Upload(device.source, seen_at, _PUNCHES, punches=drafts, expired=expired)


def _event(device: Device, table: str, line: bytes, seen_at: int) -> Upload:
    drafts, _ = read_access(table, line, False, device, seen_at, biometrics=False)
    for dead in drafts.dead:
        raise StillUnreadable(dead.code, dead.message)
    if not (drafts.punches or drafts.facts or drafts.expired):
        raise StillUnreadable("no_record", "There is no event in this line.")
    return Upload(
        device.source,
        seen_at,
        table,
        punches=drafts.punches,
        reports=drafts.reports,
        expired=drafts.expired,
    )


def _too_old(draft: PunchDraft, kept_from: int | None) -> bool:
    return kept_from is not None and SUSPECT_BEFORE_US <= draft.punched_at < kept_from

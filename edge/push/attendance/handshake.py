"""The first exchange: what a terminal announces, and the block of options that it is to work by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zlib import crc32

from common.codes import generation_of
from edge.push.text import Encoding, decode, encoding_hint

LEGACY: Final = "1.x"
"""What the version of terminals is called that have none to tell: push 1.x says neither version nor
`options=all` at init, and no table at uploads (PROTOCOL.md §0.3, §3.5)."""

SERVER_VERSION: Final = "2.2.14"  # what new terminals want at least (§3.2)
_OUR_PROTOCOL: Final = (2, 4, 1)
_ASSUMED_PROTOCOL: Final = (2, 2, 14)

POLL_EVERY_S: Final = 10
_SOONEST_RETRY_S, _LATEST_RETRY_S = 30, 60
_SHORTEST_ZONE_MIN = 60

TABLES: Final = ("ATTLOG", "OPERLOG", "ATTPHOTO", "BIODATA", "IDCARD", "ERRORLOG")
_LEGACY_STAMPS: Final = {"Stamp": "ATTLOG", "OpStamp": "OPERLOG", "PhotoStamp": "ATTPHOTO"}
_STAMP = re.compile(r"[0-9A-Za-z:.+-]{1,32}")
_VERSION = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){1,3}")

# Fingerprint images (FPImag) are not asked for: nothing here uses them, and nothing is more private.
_COMMON_TRANSFERS: Final = ("AttLog", "OpLog", "AttPhoto", "EnrollUser", "ChgUser", "EnrollFP", "ChgFP")
_TRANSFERS: Final = (*_COMMON_TRANSFERS, "FACE", "UserPic", "WORKCODE", "BioPhoto")
_BIOMETRIC_TRANSFERS: Final = frozenset(
    {"EnrollFP", "ChgFP", "FACE", "EnrollFACE", "ChgFACE", "UserPic", "BioPhoto"}
)
_TFT_TRANSFERS: Final = (*_COMMON_TRANSFERS, "EnrollFACE", "ChgFACE")


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a terminal says of itself at init (PROTOCOL.md §3.1); None where it does not say it. `bare`: it
    does not even ask for options."""

    pushver: str | None = None
    bare: bool = False
    language: str | None = None
    device_type: str | None = None
    comm_key: str | None = field(default=None, repr=False)
    options_flag: int = 0

    @property
    def encoding(self) -> Encoding:
        """What its text is in where it is not UTF-8."""
        return encoding_hint(self.language)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the reply to init depends on.

    `utc_offset_min` is the terminal's zone, east positive. `stamps` are the last received by table; a table
    not among them gets `unseen_stamp`, "0" for everything the terminal still has.
    """

    serial: str
    utc_offset_min: int = 0
    stamps: Mapping[str, str] = field(default_factory=dict)
    pushver: str | None = None
    unseen_stamp: str = "0"
    biometrics: bool = True


def parse_init(query: Mapping[str, bytes]) -> Announcement:
    """Read the query of init; `query` has lower-case names and decoded values."""
    flag = _word(query, "pushoptionsflag") or ""
    return Announcement(
        pushver=_word(query, "pushver"),
        bare="options" not in query,
        language=_word(query, "language"),
        device_type=_word(query, "devicetype"),
        comm_key=_word(query, "pushcommkey") or _word(query, "comkey"),
        options_flag=int(flag) if flag in ("1", "2") else 0,
    )


def render_options(terms: Terms) -> bytes:
    """The reply to init: every line ended, keys spelled as firmware compares them (PROTOCOL.md §3.2-§3.6)."""
    stamps = {table: _stamp(terms, table) for table in TABLES}
    lines = [
        f"GET OPTION FROM: {terms.serial}",
        *(f"{table}Stamp={stamp}" for table, stamp in stamps.items()),
        *(f"{key}={stamps[table]}" for key, table in _LEGACY_STAMPS.items()),
        f"ErrorDelay={error_delay(terms.serial)}",
        f"Delay={POLL_EVERY_S}",
        "TransTimes=00:00;14:05",
        "TransInterval=1",
        f"TransFlag={_transfers(terms)}",
        f"TimeZone={_time_zone(terms.utc_offset_min)}",
        "Realtime=1",
        "Encrypt=0",
        f"ServerVer={SERVER_VERSION}",
        f"PushProtVer={protocol_for(terms.pushver)}",
        "PushOptionsFlag=1",
        "SupportPing=1",
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def render_time(now: datetime) -> bytes:
    """The answer to `type=time`; `now` is aware and in the terminal's zone (PROTOCOL.md §8.1)."""
    return f"Time={now.isoformat(timespec='seconds')}".encode()


def error_delay(serial: str) -> int:
    """Seconds to the next try after a failure: 30 to 60, a serial's own, lest all come at once (§12 #29)."""
    return _SOONEST_RETRY_S + crc32(serial.encode()) % (_LATEST_RETRY_S - _SOONEST_RETRY_S + 1)


def protocol_for(pushver: str | None) -> str:
    """The lower of our protocol version and the terminal's, 2.2.14 where it does not say (§3.1, §3.2)."""
    theirs: tuple[int, ...] = _ASSUMED_PROTOCOL
    if pushver is not None and _VERSION.fullmatch(pushver):
        theirs = tuple(int(part) for part in pushver.split("."))
    return ".".join(str(part) for part in min(theirs, _OUR_PROTOCOL))


def _word(query: Mapping[str, bytes], name: str) -> str | None:
    return decode(query.get(name, b"")).text.strip() or None


def _stamp(terms: Terms, table: str) -> str:
    # Terminals chose these texts: none may add a line to the block.
    stamp = terms.stamps.get(table, "")
    return stamp if _STAMP.fullmatch(stamp) else terms.unseen_stamp


def _transfers(terms: Terms) -> str:
    # 3.2 knows no prefix and reads no more than 90 characters (§3.3).
    tft = generation_of(terms.pushver) == "tft"
    names = [
        name
        for name in (_TFT_TRANSFERS if tft else _TRANSFERS)
        if terms.biometrics or name not in _BIOMETRIC_TRANSFERS
    ]
    return ("" if tft else "TransData ") + "\t".join(names)


def _time_zone(offset_min: int) -> int:
    """Always minutes; what is nearer to UTC than an hour would be read as hours, so it is 0 (§3.4)."""
    return offset_min if abs(offset_min) >= _SHORTEST_ZONE_MIN else 0

"""What a terminal or controller says it is when it registers: its doors and what it can do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from common.codes import VERIFY_MODES
from edge.push.attendance.options import info_from_options, parse_options
from edge.push.attendance.records import DeviceInfo
from edge.push.text import Encoding

_BITS = re.compile(r"[01]{1,64}")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}){1,64}")
_NUMBER = re.compile(r"[0-9]{1,9}")

MACHINES: Final[Mapping[int, str]] = {
    1: "C3-200",
    2: "C3-400",
    3: "C4-400",
    4: "C3-100",
    5: "C4-200",
    6: "C4-400 as two doors",
    7: "C3-400 as two doors",
    8: "C3-160",
    9: "C3-260",
    10: "C3-460",
    23: "C5-100",
    24: "C5-200",
    25: "C5-400",
    26: "inBio5-100",
    27: "inBio5-200",
    28: "inBio5-400",
    40: "BioIR9000",
    101: "standalone terminal",
    102: "finger vein terminal",
    103: "iFace7",
    301: "wireless lock",
}
# Positions of AccSupportFunList that decide which commands and tables a terminal understands (§10.1).
FUNCTIONS: Final[Mapping[str, int]] = {
    "lock_door": 2,
    "long_name": 5,
    "several_cards": 7,
    "account": 11,
    "verify_mode_by_time": 12,
    "door_properties": 17,
    "reader_properties": 18,
    "door_parameters": 21,
    "device_id": 26,
    "sub_controllers": 27,
    "authorize_table": 29,
    "qr_code": 35,
    "photo_comparison": 38,
    "unified_face": 39,
    "remote_enrolment": 40,
    "remote_verification": 42,
}


@dataclass(frozen=True, slots=True)
class Registration:
    """What a terminal or controller says it is (PROTOCOL.md §10.1). None and empty: not told.

    `info` is what both dialects tell. `verify_modes` are numbers of §6.3, `event_codes` of §10.9. `functions`
    are words. `new_verify_styles` is there where verify types come as strings of bits. `packet_bytes` is the
    largest upload.
    """

    info: DeviceInfo
    machine: int | None
    doors: int | None
    readers: int | None
    auxiliary_inputs: int | None
    auxiliary_outputs: int | None
    packet_bytes: int | None
    verify_modes: frozenset[int] = frozenset()
    event_codes: frozenset[int] = frozenset()
    functions: frozenset[str] = frozenset()
    new_verify_styles: str | None = None
    verifies_remotely: bool = False

    @property
    def machine_word(self) -> str | None:
        return None if self.machine is None else MACHINES.get(self.machine, f"other_{self.machine}")


def parse_registration(body: bytes, encoding: Encoding | None = None) -> Registration:
    """Read the body of /registry: pairs between commas, as options are (PROTOCOL.md §4.1, §10.1). Never
    raises."""
    told = parse_options(body, encoding)
    functions = told.get("AccSupportFunList", "").strip()
    styles = told.get("NewVFStyles", "").strip()
    return Registration(
        info=info_from_options(told),
        machine=_count(told, "MachineType"),
        doors=_count(told, "LockCount"),
        readers=_count(told, "ReaderCount"),
        auxiliary_inputs=_count(told, "AuxInCount"),
        auxiliary_outputs=_count(told, "AuxOutCount"),
        packet_bytes=_count(told, "MaxPackageSize"),
        verify_modes=_bits_set(told.get("VerifyStyles", "")) & VERIFY_MODES.keys(),
        event_codes=_bits_set(told.get("EventTypes", "")),
        functions=frozenset(word for word, place in FUNCTIONS.items() if functions[place : place + 1] == "1"),
        new_verify_styles=styles if _BITS.fullmatch(styles) else None,
        verifies_remotely=told.get("AutoServerFunOn", "").strip() == "1",
    )


def _count(told: Mapping[str, str], name: str) -> int | None:
    text = told.get(name, "").strip()
    return int(text) if _NUMBER.fullmatch(text) else None


def _bits_set(digits: str) -> frozenset[int]:
    """The numbers of the bits that are set, the lowest of the first byte being 0."""
    clean = digits.strip()
    if not _HEX.fullmatch(clean):
        return frozenset()
    value = int.from_bytes(bytes.fromhex(clean), "little")
    return frozenset(bit for bit in range(value.bit_length()) if value >> bit & 1)

"""What a terminal tells of itself: pushed options, INFO on the poll, the answer to the command INFO."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from edge.push.attendance.records import DeviceInfo
from edge.push.text import Encoding, decode

# Values hold commas and blanks (`ZKTECO CO., LTD.`), so a comma parts pairs only where a key follows (§4.1).
_NEXT_PAIR = re.compile(r"(?:,|\r?\n)(?=~?[A-Za-z0-9_]+=)")
_COUNT = re.compile(r"[0-9]{1,9}")

_INFO_NAMES: Final = (
    "fw",
    "users",
    "fps",
    "attlogs",
    "ip",
    "fp_ver",
    "face_ver",
    "face_parts",
    "faces",
    "funcs",
    "cards",
    "user_photos",
    "att_photos",
)
_CAPABILITIES: Final = ("fingerprint", "face", "user_photo", "photo_comparison", "visible_face")
_FUNCTIONS: Final = {
    "FingerFunOn": "fingerprint",
    "FaceFunOn": "face",
    "PhotoFunOn": "user_photo",
    "FvFunOn": "finger_vein",
    "PvFunOn": "palm",
    "VisilightFun": "visible_face",
}
_SECRETS: Final = frozenset(
    {"pushcomkey", "pushcommkey", "compwd", "comkey", "authkey", "qrcodedecryptkey"}
)  # what only those who run the terminal may know: never stored beside the rest
_TENS_OF_THOUSANDS, _HUNDREDS = 10_000, 100


def parse_options(body: bytes, encoding: Encoding | None = None) -> dict[str, str]:
    """The pairs of an options body in their order, names and values as sent (PROTOCOL.md §4.1).

    Of a repeated name the last value counts. What precedes the first pair is no option and is left out.
    """
    pairs = (pair.partition("=") for pair in _NEXT_PAIR.split(decode(body, encoding).text.rstrip("\r\n")))
    return {key: value for key, equals, value in pairs if equals}


def parse_info(value: bytes, encoding: Encoding | None = None) -> dict[str, str]:
    """The values of `INFO=` on a poll by their names in the corpus; 5 to 13 of them (PROTOCOL.md §4.2)."""
    return dict(zip(_INFO_NAMES, decode(value, encoding).text.split(","), strict=False))


def info_from_poll(told: Mapping[str, str]) -> DeviceInfo:
    """A terminal as `parse_info` read it."""
    functions = told.get("funcs")
    return DeviceInfo(
        firmware=_text(told, "fw"),
        users=_count(told, "users"),
        fingerprints=_count(told, "fps"),
        faces=_count(told, "faces"),
        punches=_count(told, "attlogs"),
        ip=_text(told, "ip"),
        fingerprint_version=_version(told, "fp_ver"),
        face_version=_version(told, "face_ver"),
        face_parts=_count(told, "face_parts"),
        capabilities=None
        if functions is None
        else frozenset(word for word, bit in zip(_CAPABILITIES, functions, strict=False) if bit == "1"),
        cards=_count(told, "cards"),
        user_photos=_count(told, "user_photos"),
        punch_photos=_count(told, "att_photos"),
        raw=dict(told),
    )


def info_from_options(told: Mapping[str, str]) -> DeviceInfo:
    """A terminal as its options say, pushed (§4.1) or in answer to INFO (§7.3); limits are scaled."""
    switches = [name for name in _FUNCTIONS if name in told]
    return DeviceInfo(
        firmware=_text(told, "FWVersion", "FirmVer"),
        users=_count(told, "UserCount"),
        fingerprints=_count(told, "FPCount"),
        faces=_count(told, "FaceCount"),
        punches=_count(told, "TransactionCount"),
        ip=_text(told, "IPAddress"),
        fingerprint_version=_version(told, "FPVersion", "~ZKFPVersion", "~AlgVer"),
        face_version=_version(told, "FaceVersion"),
        capabilities=frozenset(_FUNCTIONS[name] for name in switches if told[name] == "1")
        if switches
        else None,
        max_users=_count(told, "~MaxUserCount", scale=_HUNDREDS),
        max_fingerprints=_count(told, "~MaxFingerCount", scale=_HUNDREDS),
        max_faces=_count(told, "~MaxFaceCount"),
        max_punches=_count(told, "~MaxAttLogCount", scale=_TENS_OF_THOUSANDS),
        model=_text(told, "~DeviceName"),
        mac=_text(told, "MAC"),
        platform=_text(told, "~Platform"),
        client_build=_text(told, "PushVersion"),
        language=_text(told, "Language"),
        raw={key: value for key, value in told.items() if key.lower().lstrip("~") not in _SECRETS},
    )


def _text(told: Mapping[str, str], *names: str) -> str | None:
    return next((text for name in names if (text := told.get(name, "").strip())), None)


def _version(told: Mapping[str, str], *names: str) -> str | None:
    text = _text(told, *names)
    return None if text is None or text.startswith("-") else text  # -1: the terminal has no such algorithm


def _count(told: Mapping[str, str], name: str, scale: int = 1) -> int | None:
    text = told.get(name, "").strip()
    return int(text) * scale if _COUNT.fullmatch(text) else None  # -1 is a placeholder (§12 #36)

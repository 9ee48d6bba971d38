"""People, their templates, photos, codes and messages in the words of attendance terminals."""

from __future__ import annotations

from typing import Final

from common.codes import BIOMETRIC_TYPES
from edge.intents import (
    BiometricKind,
    DeleteEmployee,
    EnrollBiometric,
    EnrollEmployee,
    Person,
    Privilege,
)
from edge.push.command_lines import Line, Unfit, fields, one_line
from edge.push.terminal import (
    FINGER_VEIN,
    FINGERPRINT,
    INFRARED_FACE,
    PALM_VEIN,
    VISIBLE_FACE,
    VISIBLE_PALM,
    Terminal,
)
from edge.upkeep_intents import (
    DeleteBiometrics,
    DeleteMessage,
    DeleteWorkCode,
    StoreMessage,
    StorePhoto,
    StoreTemplate,
    StoreWorkCode,
)

PRIVILEGES: Final[dict[Privilege, int]] = {"user": 0, "enroller": 2, "admin": 6, "super_admin": 14}
AT_THE_TERMINAL: Final = "Enrol the person in the terminal's own menu."

_OLD: Final = frozenset({"legacy", "old"})
_PLAIN: Final = frozenset({"legacy", "old", "tft"})  # know neither BIODATA nor what 2.2.14 added to USERINFO
_LAST_OLD_FINGERPRINT: Final = 10  # newer algorithms travel as BIODATA only (§7.5)
_GREATEST_OLD_CARD: Final = 2**32 - 1
_TO_EVERYBODY, _TO_SOME = 253, 254
_LONGEST_MESSAGE: Final = 320
# The group's time zones. In 3.2.0 the first four digits mean the opposite (C5).
_TIME_ZONES: Final = {
    "legacy": "0000000000000000",
    "old": "0000000000000000",
    "main": "0000000100000000",
    "tft": "0001000000000000",
}
_CANDIDATES: Final[dict[BiometricKind, tuple[int, ...]]] = {
    "finger": (FINGERPRINT,),
    "face": (VISIBLE_FACE, INFRARED_FACE),
    "palm": (VISIBLE_PALM, PALM_VEIN),
    "finger_vein": (FINGER_VEIN,),
}
_USUAL: Final[dict[BiometricKind, int]] = {
    "finger": FINGERPRINT, "face": VISIBLE_FACE, "palm": PALM_VEIN, "finger_vein": FINGER_VEIN,
}  # fmt: skip


def text_line(text: str, terminal: Terminal, *, last: bool = False, needed: bool = True) -> Line:
    """A line in the terminal's encoding."""
    return Line(text.encode(terminal.text_encoding, "replace"), last=last, needed=needed)


def biometric_type(kind: BiometricKind, terminal: Terminal) -> int:
    """The biometric type of §6.9 that a terminal enrols for a kind: what it says it takes, else the usual
    one. Raises Unfit where it says that it takes none of them."""
    candidates = _CANDIDATES[kind]
    takes = {candidate: terminal.takes(candidate) for candidate in candidates}
    if all(told is False for told in takes.values()):
        raise terminal.unable(f"take a {kind.replace('_', ' ')}", "Choose a terminal that has the sensor.")
    return next((candidate for candidate in candidates if takes[candidate]), _USUAL[kind])


def biometric_types(kind: BiometricKind) -> tuple[int, ...]:
    """All biometric types of §6.9 that a kind may be kept as."""
    return _CANDIDATES[kind]


def store_person(person: EnrollEmployee, terminal: Terminal) -> tuple[Line, ...]:
    """The whole record, as what is left out is wiped (PROTOCOL.md §7.5, C26)."""
    record: dict[str, object] = {
        "PIN": terminal.pin(person.terminal_pin),
        "Name": terminal.name(person.name),
        "Pri": PRIVILEGES[person.privilege],
        "Passwd": person.password or "",
        "Card": card_text(person.card_number, terminal),
        "Grp": person.group,
        "TZ": person.time_zones or _TIME_ZONES.get(terminal.generation, ""),
    }
    if terminal.generation not in _PLAIN:
        record |= {"Verify": -1, "ViceCard": card_text(person.second_card_number, terminal)}
    if terminal.switched("UserValidTimeFun"):
        record |= _validity(person)
    table = "DATA USER" if terminal.generation == "legacy" else "DATA UPDATE USERINFO"
    return (text_line(f"{table} {fields(record)}", terminal),)


def _validity(person: Person) -> dict[str, object]:
    begins, ends = (moment.isoformat() if moment else "0" for moment in (person.valid_from, person.valid_to))
    return {"StartDatetime": begins, "EndDatetime": ends, "Expires": int(begins != ends)}


def card_text(number: str | None, terminal: Terminal) -> str:
    """A card as the terminal takes it: decimal; or five bytes in hex, least significant first, in brackets,
    where a decimal number would clear it (PROTOCOL.md §6.4, §7.5). "": no card."""
    value = int(number or 0)
    if not value:
        return ""
    if terminal.generation not in _OLD:
        return str(value)
    if value > _GREATEST_OLD_CARD:
        raise Unfit(
            "card_unfit",
            f"The terminal {terminal.serial} holds card numbers up to {_GREATEST_OLD_CARD}; this one is "
            "greater. Use a card with a shorter number, or another way to punch here.",
        )
    return f"[{value.to_bytes(5, 'little').hex()}]"


def delete_person(intent: DeleteEmployee, terminal: Terminal) -> tuple[Line, ...]:
    """The person with all credentials (PROTOCOL.md §7.5)."""
    verb = "DATA DEL_USER" if terminal.generation == "legacy" else "DATA DELETE USERINFO"
    return (text_line(f"{verb} {fields({'PIN': terminal.pin(intent.terminal_pin)})}", terminal),)


def enroll(intent: EnrollBiometric, terminal: Terminal) -> tuple[Line, ...]:
    """Opens the terminal's own dialog; the result comes when the person is done (PROTOCOL.md §7.5)."""
    pin = terminal.pin(intent.terminal_pin)
    if intent.kind == "card":
        if terminal.generation != "main":
            raise terminal.unable("be told to enrol a card", AT_THE_TERMINAL)
        return (text_line(f"ENROLL_MF {fields({'PIN': pin, 'RETRY': intent.attempts})}", terminal),)
    kind = biometric_type(intent.kind, terminal)
    often = {"RETRY": intent.attempts, "OVERWRITE": int(intent.replace)}
    if kind == FINGERPRINT and not _modern_fingers(terminal):
        return (text_line(f"ENROLL_FP {fields({'PIN': pin, 'FID': intent.number, **often})}", terminal),)
    if terminal.generation in _PLAIN:
        raise terminal.unable(f"be told to enrol a {intent.kind.replace('_', ' ')}", AT_THE_TERMINAL)
    wanted = {"TYPE": kind, "PIN": pin, "CardNo": "", **often, "NO": intent.number}
    return (text_line(f"ENROLL_BIO {fields(wanted)}", terminal),)


def _modern_fingers(terminal: Terminal) -> bool:
    return terminal.generation == "main" and (terminal.algorithm(FINGERPRINT) or 0) > _LAST_OLD_FINGERPRINT


def store_template(intent: StoreTemplate, terminal: Terminal) -> tuple[Line, ...]:
    """In the table that the terminal keeps the kind in (PROTOCOL.md §7.5)."""
    terminal.check_template(intent.type, intent.major)
    pin, text = terminal.pin(intent.pin), padded(intent.text)
    valid = (3 if intent.duress else 1) if intent.valid else 0
    plain = terminal.generation in _PLAIN
    if intent.type == FINGERPRINT and (intent.major or 0) <= _LAST_OLD_FINGERPRINT:
        verb = "DATA FP" if terminal.generation == "legacy" else "DATA UPDATE FINGERTMP"
        told = {"PIN": pin, "FID": intent.number, "Size": len(text), "Valid": valid, "TMP": text}
    elif intent.type == INFRARED_FACE and terminal.generation != "legacy":
        verb = "DATA UPDATE FACE"
        told = {"PIN": pin, "FID": intent.part, "SIZE": len(text), "VALID": valid, "TMP": text}
    elif intent.type == FINGER_VEIN and intent.major is None and not plain:
        verb = "DATA UPDATE FVEIN"
        told = {"Pin": pin, "FID": intent.number, "Index": intent.part, "Size": len(text)}
        told |= {"Valid": valid, "Tmp": text}
    elif plain:
        word = BIOMETRIC_TYPES.get(intent.type, f"type {intent.type}").replace("_", " ")
        raise terminal.unable(f"take {word} templates", "Give the person another way to punch here.")
    else:
        verb = "DATA UPDATE BIODATA"
        told = {"Pin": pin, "No": intent.number, "Index": intent.part, "Valid": int(intent.valid)}
        told |= {"Duress": int(intent.duress), "Type": intent.type, "MajorVer": intent.major or 0}
        told |= {"MinorVer": intent.minor or 0, "Format": intent.format, "Tmp": text}
    return (text_line(f"{verb} {fields(told)}", terminal),)


def padded(text: str) -> str:
    """Base64 with its padding, which some terminals miss when they compare sizes (§7.5)."""
    digits = text.rstrip("=")
    return digits + "=" * (-len(digits) % 4)


def store_photo(intent: StorePhoto, terminal: Terminal) -> tuple[Line, ...]:
    """A picture for the screen, or the one a face is known by (PROTOCOL.md §7.5)."""
    pin, text = terminal.pin(intent.pin), padded(intent.text)
    content = {"Size": len(text), "Content": text}
    if intent.purpose == "display":
        if terminal.generation in ("legacy", "tft") or not terminal.has_screen:
            raise terminal.unable("take photos of people", "Its screen shows names only.")
        return (text_line(f"DATA UPDATE USERPIC {fields({'PIN': pin, **content})}", terminal),)
    if terminal.generation in _PLAIN or terminal.takes(VISIBLE_FACE) is False:
        raise terminal.unable("know a face by a photo", AT_THE_TERMINAL)
    told = {"PIN": pin, "Type": VISIBLE_FACE, **content, "Format": 0, "Url": "", "PostBackTmpFlag": 0}
    return (text_line(f"DATA UPDATE BIOPHOTO {fields(told)}", terminal),)


def delete_biometrics(intent: DeleteBiometrics, terminal: Terminal) -> tuple[Line, ...]:
    """From every table that may hold them (PROTOCOL.md §7.5)."""
    pin = terminal.pin(intent.pin)
    legacy = terminal.generation == "legacy"
    kinds: tuple[BiometricKind, ...] = (intent.kind,) if intent.kind else tuple(_CANDIDATES)
    conditions: list[str] = []
    if "finger" in kinds:
        conditions.append(f"DEL_FP PIN={pin}" if legacy else f"DELETE FINGERTMP PIN={pin}")
    if "face" in kinds and not legacy:
        conditions += [f"DELETE FACE PIN={pin}"]
    if terminal.generation not in _PLAIN:
        if "finger_vein" in kinds:
            conditions.append(f"DELETE FVEIN Pin={pin}")
        types = sorted(kind for word in kinds for kind in _CANDIDATES[word])
        conditions += [f"DELETE BIODATA Pin={pin}\tType={kind}" for kind in types]
        if "face" in kinds:
            conditions.append(f"DELETE BIOPHOTO PIN={pin}")
    if intent.kind is None and terminal.generation in ("old", "main"):
        conditions.append(f"DELETE USERPIC PIN={pin}")
    if not conditions:
        raise terminal.unable(
            f"be told to delete a {(intent.kind or 'finger').replace('_', ' ')}", "Delete the whole person."
        )
    return tuple(text_line(f"DATA {condition}", terminal) for condition in conditions)


def store_work_code(intent: StoreWorkCode, terminal: Terminal) -> tuple[Line, ...]:
    """3.2.0 has two columns where the main line has three (C18)."""
    name = terminal.name(intent.name)
    if terminal.generation == "tft":
        told = {"CODE": intent.code, "Name": name}
    else:
        told = {"PIN": intent.code, "CODE": intent.code, "NAME": name}
    return (text_line(f"DATA UPDATE WORKCODE {fields(told)}", terminal),)


def delete_work_code(intent: DeleteWorkCode, terminal: Terminal) -> tuple[Line, ...]:
    return (text_line(f"DATA DELETE WORKCODE CODE={intent.code}", terminal),)


def store_message(intent: StoreMessage, terminal: Terminal) -> tuple[Line, ...]:
    """The message, and to whom it is shown if not to everybody (PROTOCOL.md §7.5)."""
    text = one_line(intent.text)
    if len(text.encode(terminal.text_encoding, "replace")) > _LONGEST_MESSAGE:
        raise Unfit(
            "too_long",
            f"The message takes more than the {_LONGEST_MESSAGE} bytes that the terminal {terminal.serial} "
            "shows. Shorten it.",
        )
    told = {
        "MSG": text,
        "TAG": _TO_EVERYBODY if intent.pins is None else _TO_SOME,
        "UID": intent.number,
        "MIN": intent.minutes,
        "StartTime": intent.starts.isoformat(" "),
    }
    message = text_line(f"DATA UPDATE SMS {fields(told)}", terminal)
    readers = (fields({"PIN": terminal.pin(pin), "UID": intent.number}) for pin in intent.pins or ())
    return (message, *(text_line(f"DATA UPDATE USER_SMS {reader}", terminal) for reader in readers))


def delete_message(intent: DeleteMessage, terminal: Terminal) -> tuple[Line, ...]:
    return (text_line(f"DATA DELETE SMS UID={intent.number}", terminal),)

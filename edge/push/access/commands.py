"""From what is wanted to the lines an access-control terminal understands (PROTOCOL.md §10.8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from edge import intents as wanted
from edge import upkeep_intents as upkeep
from edge.intents import Intent
from edge.push.attendance.commands import options, upgrade_text
from edge.push.attendance.person_commands import (
    AT_THE_TERMINAL,
    PRIVILEGES,
    biometric_type,
    biometric_types,
    padded,
    text_line,
)
from edge.push.command_lines import Line, Unfit, fields, pairs
from edge.push.terminal import FINGERPRINT, VISIBLE_FACE, Terminal
from edge.push.text import encode_seconds

LONGEST_LINE: Final = 4_000_000  # bytes; beyond 4 MB it answers -106 (§10.10)
OPEN_SECONDS: Final = 5

_LAST_TEMPLATEV10: Final = 10  # of the fingerprint algorithm; newer ones travel as biodata
_DURESS_FINGER: Final = 16  # added to the number of a finger that calls for help (§10.7)
_OUTPUT, _CANCEL_ALARM, _RESTART = 0x01, 0x02, 0x03
_LOCK: Final = 0x01
_ALL_DOORS: Final = 0
_ENDS: Final = frozenset({"UPGRADE"})
_INFO: Final = (
    "~DeviceName,MAC,FirmVer,FWVersion,PushVersion,IPAddress,~Platform,Language,UserCount,FPCount,FaceCount,"
    "PvCount,TransactionCount,~MaxUserCount,~MaxAttLogCount,~MaxUserFingerCount,~ZKFPVersion,FPVersion,"
    "FaceVersion,PvVersion,LockCount,ReaderCount,MachineType,AccSupportFunList,MultiBioDataSupport,"
    "MultiBioPhotoSupport,MultiBioVersion,DateFmtFunOn,StringPinFunOn,CmdFormat"
)


def write(intent: Intent, terminal: Terminal, now_us: int) -> tuple[Line, ...]:
    """The lines that carry out one step (`edge.intents.steps_of`) on a terminal, in their order.

    `now_us`, microseconds since 1970, is when they leave: setting the clock takes it from there. Raises Unfit
    where the terminal cannot do it, TypeError for an intent of several steps.
    """
    lines = _clock(now_us, terminal) if isinstance(intent, wanted.SyncTime) else _worded(intent, terminal)
    for line in lines:
        if len(line.text) > LONGEST_LINE:
            raise Unfit(
                "too_long",
                f"The command takes {len(line.text)} bytes, the terminal {terminal.serial} reads "
                f"{LONGEST_LINE} at most. Make the photo or template smaller.",
            )
    if terminal.option("CmdFormat") == "1":
        lines = tuple(replace(line, addressed_to=terminal.serial) for line in lines)
    return lines


def _worded(intent: Intent, terminal: Terminal) -> tuple[Line, ...]:
    word = _WORDED.get(type(intent))
    if word is None:
        raise TypeError(f"{intent.word} is written step by step: take the steps of it first.")
    return word(intent, terminal)


def _control(*parts: int) -> Line:
    """Each operand is one byte in hex (C15)."""
    return Line(b"CONTROL DEVICE " + bytes(parts).hex().upper().encode())


def _read(text: str, terminal: Terminal) -> tuple[Line, ...]:
    return (Line(text.encode(terminal.text_encoding), reads=True),)


def _query(table: str, condition: str, terminal: Terminal) -> tuple[Line, ...]:
    return _read(f"DATA QUERY tablename={table},fielddesc=*,filter={condition or '*'}", terminal)


def _update(table: str, columns: Mapping[str, object], terminal: Terminal) -> Line:
    """One record a command: more of them could not be told from further commands (§10.8)."""
    return text_line(f"DATA UPDATE {table} {fields(columns)}", terminal)


def _restart(intent: wanted.Restart, terminal: Terminal) -> tuple[Line, ...]:
    return (replace(_control(_RESTART, 0, 0, 0), last=True),)


def _clock(now_us: int, terminal: Terminal) -> tuple[Line, ...]:
    """Seconds of the terminal's own wall clock; some ask for the time thereafter (PROTOCOL.md §8.1)."""
    return (text_line(f"SET OPTIONS DateTime={encode_seconds(terminal.wall_clock(now_us))}", terminal),)


def _store_person(person: wanted.EnrollEmployee, terminal: Terminal) -> tuple[Line, ...]:
    """The person, then what the person may open: without that nothing opens (PROTOCOL.md §10.8)."""
    pin = terminal.pin(person.terminal_pin)
    cards = [str(int(card)) for card in (person.card_number, person.second_card_number) if card and int(card)]
    apart = terminal.can("several_cards")
    record = {
        "CardNo": cards[0] if cards and not apart else "",
        "Pin": pin,
        "Password": person.password or "",
        "Group": person.group,
        "StartTime": _limit(person.valid_from, terminal),
        "EndTime": _limit(person.valid_to, terminal),
        "Name": terminal.name(person.name),
        "Privilege": PRIVILEGES[person.privilege],
    }
    lines = [_update("user", record, terminal)]
    if apart:
        lines += _cards(pin, cards, terminal)
    return (*lines, *_doors(person, pin, terminal))


def _cards(pin: str, cards: list[str], terminal: Terminal) -> list[Line]:
    """In a table of their own and in hex; those of before are taken away first."""
    rows = [
        {"Pin": pin, "CardNo": f"{int(card):x}", "LossCardFlag": 0, "CardType": place}
        for place, card in enumerate(cards)
    ]
    return [
        _delete("mulcarduser", f"Pin={pin}", needed=False),
        *(_update("mulcarduser", row, terminal) for row in rows),
    ]


def _doors(person: wanted.EnrollEmployee, pin: str, terminal: Terminal) -> list[Line]:
    doors = range(1, (terminal.doors or 1) + 1) if person.doors is None else person.doors
    for door in doors:
        _door(door, terminal)
    if not doors:
        return [_delete("userauthorize", f"Pin={pin}")]
    columns = {
        "Pin": pin,
        "AuthorizeTimezoneId": person.schedule,
        "AuthorizeDoorId": sum(1 << (door - 1) for door in set(doors)),
        "DevID": 1 if terminal.can("device_id") else None,
    }
    return [_update("userauthorize", columns, terminal)]


def _limit(moment: datetime | None, terminal: Terminal) -> str:
    """A limit of validity: seconds where the terminal counts them, else the day (PROTOCOL.md §10.7)."""
    if moment is None:
        return "0"
    return str(encode_seconds(moment)) if terminal.switched("DateFmtFunOn") else f"{moment:%Y%m%d}"


def _delete(table: str, condition: str, *, needed: bool = True) -> Line:
    return Line(f"DATA DELETE {table} {condition}".encode(), needed=needed)


def _delete_person(intent: wanted.DeleteEmployee, terminal: Terminal) -> tuple[Line, ...]:
    """Rights and credentials first, in whatever tables it has, then the person."""
    one = f"Pin={terminal.pin(intent.terminal_pin)}"
    tables = ["userauthorize", "templatev10", "biodata", "biophoto", "userpic"]
    if terminal.can("several_cards"):
        tables.append("mulcarduser")
    return (*(_delete(table, one, needed=False) for table in tables), _delete("user", one))


def _enroll(intent: wanted.EnrollBiometric, terminal: Terminal) -> tuple[Line, ...]:
    pin = terminal.pin(intent.terminal_pin)
    if intent.kind == "card":
        raise terminal.unable("be told to enrol a card", AT_THE_TERMINAL)
    told = {
        "type": biometric_type(intent.kind, terminal),
        "no": intent.number,
        "pin": pin,
        "cardno": "",
        "retry": intent.attempts,
        "overwrite": int(intent.replace),
    }
    return (text_line(f"ENROLL_BIO {fields(told)}", terminal),)


def _settings(intent: wanted.UpdateSettings, terminal: Terminal) -> tuple[Line, ...]:
    if intent.duplicate_punch_minutes is not None:
        raise terminal.unable(
            "drop repeated punches", "It has an interval for each door: set its door parameter DoorIntertime."
        )
    return (text_line(f"SET OPTIONS {pairs(options(intent))}", terminal),)


def _fetch_attendance(intent: wanted.FetchAttendance, terminal: Terminal) -> tuple[Line, ...]:
    first, last = (moment.replace(microsecond=0) for moment in terminal.wall_range(intent.start, intent.end))
    limits = {"starttime": first.isoformat(" "), "endtime": last.isoformat(" ")}
    return _query("transaction", fields(limits), terminal)


def _clear_all(intent: wanted.ClearAll, terminal: Terminal) -> tuple[Line, ...]:
    """Rights first: a terminal that stops in between opens to nobody."""
    kept = ["templatev10", "biodata", "biophoto", "userpic"]
    if terminal.can("several_cards"):
        kept.append("mulcarduser")
    return (
        _delete("userauthorize", "*"),
        *(_delete(table, "*", needed=False) for table in kept),
        _delete("user", "*"),
        _delete("transaction", "*"),
    )


def _door(door: int, terminal: Terminal) -> int:
    if terminal.doors is not None and door > terminal.doors:
        raise terminal.unable(f"open door {door}", f"Its doors are 1 to {terminal.doors}: name one of these.")
    return door


def _unlock(intent: wanted.UnlockDoor, terminal: Terminal) -> tuple[Line, ...]:
    seconds = intent.seconds or OPEN_SECONDS
    return (_control(_OUTPUT, _door(intent.door, terminal), _LOCK, seconds),)


def _cancel_alarm(intent: wanted.CancelAlarm, terminal: Terminal) -> tuple[Line, ...]:
    # Some refuse operands that are all zero, so "all doors" is said only where there are several.
    all_doors = _ALL_DOORS if (terminal.doors or 1) > 1 else 1
    door = all_doors if intent.door is None else _door(intent.door, terminal)
    return (_control(_CANCEL_ALARM, door, 0, 0),)


def _upgrade(intent: wanted.UpgradeFirmware, terminal: Terminal) -> tuple[Line, ...]:
    return (text_line(upgrade_text(intent, terminal), terminal, last=True),)


def _reload(intent: wanted.ReloadOptions, terminal: Terminal) -> tuple[Line, ...]:
    raise terminal.unable("be told to load its options anew", "Restart it.")


def _raw(intent: wanted.Raw, terminal: Terminal) -> tuple[Line, ...]:
    words = intent.text.upper().split()
    restarts = words[:2] == ["CONTROL", "DEVICE"] and words[2:3] != [] and words[2].startswith("03")
    return (text_line(intent.text, terminal, last=words[0] in _ENDS or restarts),)


def _fetch_employees(intent: upkeep.FetchEmployees, terminal: Terminal) -> tuple[Line, ...]:
    """The people, then their cards and rights, which are in tables of their own (PROTOCOL.md §10.8). Not
    every terminal has those, and the people are told either way."""
    condition = "" if intent.pin is None else f"Pin={terminal.pin(intent.pin)}"
    beside = ["mulcarduser"] if terminal.can("several_cards") else []
    lines = [
        replace(line, needed=False)
        for table in (*beside, "userauthorize")
        for line in _query(table, condition, terminal)
    ]
    return (*_query("user", condition, terminal), *lines)


def _fetch_templates(intent: upkeep.FetchTemplates, terminal: Terminal) -> tuple[Line, ...]:
    kind = biometric_type(intent.kind, terminal)
    pin = None if intent.pin is None else terminal.pin(intent.pin)
    if kind == FINGERPRINT and (terminal.algorithm(kind) or 0) <= _LAST_TEMPLATEV10:
        return _query("templatev10", fields({"Pin": pin}), terminal)
    return _query("biodata", fields({"Type": kind, "Pin": pin}), terminal)


def _store_template(intent: upkeep.StoreTemplate, terminal: Terminal) -> tuple[Line, ...]:
    terminal.check_template(intent.type, intent.major)
    pin, text = terminal.pin(intent.pin), padded(intent.text)
    if intent.type == FINGERPRINT and (intent.major or 0) <= _LAST_TEMPLATEV10:
        finger = intent.number + (_DURESS_FINGER if intent.duress else 0)
        columns = {"Pin": pin, "FingerID": finger, "Valid": int(intent.valid), "Template": text}
        return (_update("templatev10", columns, terminal),)
    record: dict[str, object] = {"pin": pin, "no": intent.number, "index": intent.part}
    record |= {"valid": int(intent.valid), "duress": int(intent.duress), "type": intent.type}
    record |= {"majorver": intent.major or 0, "minorver": intent.minor or 0, "format": intent.format}
    return (_update("biodata", {**record, "tmp": text}, terminal),)


def _store_photo(intent: upkeep.StorePhoto, terminal: Terminal) -> tuple[Line, ...]:
    pin, text = terminal.pin(intent.pin), padded(intent.text)
    if intent.purpose == "display":
        if not terminal.has_screen:
            raise terminal.unable("show photos of people", "It has no screen for them.")
        picture = {"pin": pin, "size": len(text), "format": 0, "url": "", "content": text}
        return (_update("userpic", picture, terminal),)
    if terminal.takes(VISIBLE_FACE) is False:
        raise terminal.unable("know a face by a photo", AT_THE_TERMINAL)
    face = {"PIN": pin, "Type": VISIBLE_FACE, "Size": len(text), "Content": text}
    return (_update("biophoto", {**face, "Format": 0, "Url": "", "PostBackTmpFlag": 0}, terminal),)


def _delete_biometrics(intent: upkeep.DeleteBiometrics, terminal: Terminal) -> tuple[Line, ...]:
    one = f"Pin={terminal.pin(intent.pin)}"
    if intent.kind is None:
        tables = ("templatev10", "biodata", "biophoto", "userpic")
        return tuple(_delete(table, one) for table in tables)
    lines = [_delete("biodata", f"Type={kind}\t{one}") for kind in biometric_types(intent.kind)]
    if intent.kind == "finger":
        lines.insert(0, _delete("templatev10", one))
    if intent.kind == "face":
        lines.append(_delete("biophoto", one))
    return tuple(lines)


def _no_such_table(what: str, instead: str) -> Callable[[Intent, Terminal], tuple[Line, ...]]:
    def word(intent: Intent, terminal: Terminal) -> tuple[Line, ...]:
        raise terminal.unable(what, instead)

    return word


_NO_CODES: Final = _no_such_table("keep work codes", "Use a terminal of the attendance dialect.")
_NO_MESSAGES: Final = _no_such_table("show messages", "Use a terminal of the attendance dialect.")

# The keys are classes of intents and each function takes just that class, which a table cannot say.
_WORDED: Final[dict[type[Intent], Callable[[Any, Terminal], tuple[Line, ...]]]] = {
    wanted.Restart: _restart,
    wanted.EnrollEmployee: _store_person,
    wanted.DeleteEmployee: _delete_person,
    wanted.EnrollBiometric: _enroll,
    wanted.UpdateSettings: _settings,
    wanted.FetchInfo: lambda intent, terminal: _read(f"GET OPTIONS {_INFO}", terminal),
    wanted.FetchAttendance: _fetch_attendance,
    wanted.ClearAttendance: lambda intent, terminal: (_delete("transaction", "*"),),
    wanted.ClearAll: _clear_all,
    wanted.UnlockDoor: _unlock,
    wanted.CancelAlarm: _cancel_alarm,
    wanted.UpgradeFirmware: _upgrade,
    upkeep.InstallFirmware: _upgrade,
    wanted.ReloadOptions: _reload,
    wanted.Raw: _raw,
    upkeep.Reconnect: _no_such_table("be told to introduce itself again", "Restart it."),
    upkeep.FetchEmployees: _fetch_employees,
    upkeep.FetchTemplates: _fetch_templates,
    upkeep.CountAttendance: _no_such_table("count the punches of a range", "Fetch the punches of the range."),
    upkeep.StoreTemplate: _store_template,
    upkeep.StorePhoto: _store_photo,
    upkeep.DeleteBiometrics: _delete_biometrics,
    upkeep.StoreWorkCode: _NO_CODES,
    upkeep.DeleteWorkCode: _NO_CODES,
    upkeep.StoreMessage: _NO_MESSAGES,
    upkeep.DeleteMessage: _NO_MESSAGES,
}

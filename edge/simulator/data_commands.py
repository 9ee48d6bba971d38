"""DATA UPDATE, DELETE and QUERY: the commands that move users, templates and records (PROTOCOL.md §7.5)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from edge.simulator.answers import Command, time_from
from edge.simulator.machine import Machine, Outcome, Upload
from edge.simulator.memory import FACE_KIND, FINGER, PALM_KIND
from edge.simulator.wire import CARD, User, attlog_line, fingerprint_line, result_line, user_line

# Return codes of §7.4
PARAMETER_ERROR, PHOTO_SIZE, TEMPLATE_SIZE, NO_USER, WRONG_VERSION = -1, -2, -9, -10, -30
CAPACITY, NOT_SUPPORTED, INCONSISTENT, NO_PIN_OLD, NO_USER_OLD = -1001, -1002, -1004, -20, -13

_ACCEPTED_TEXT = """
SMS USER_SMS WORKCODE ADPIC WALLPAPER SHORTCUTKEY TIMEZONE GLOCK ACCGROUP ACCTIMEZONE ACCHOLIDAY ACCUNLOCKCOMB
"""
_ACCEPTED = frozenset(_ACCEPTED_TEXT.split())
_USER_FIELDS = {
    "name": "name",
    "pri": "privilege",
    "passwd": "password",
    "grp": "group",
    "tz": "timezones",
    "verify": "verify",
    "vicecard": "vice_card",
    "startdatetime": "start",
    "enddatetime": "end",
    "expires": "expires",
}
_BRACKETED_OLD = re.compile(r"\[([0-9A-Fa-f]{10})\]")
_BRACKETED = re.compile(r"\[([0-9A-Fa-f]{8}|[0-9A-Fa-f]{10})\]")


def fields_of(arguments: str) -> dict[str, str]:
    """`Key=value` pairs separated by TAB, keys in lower case; each splits at its first `=`."""
    pairs = (part.partition("=") for part in arguments.strip().split("\t"))
    return {key.strip().lower(): value for key, equals, value in pairs if equals}


def _table(arguments: str) -> tuple[str, dict[str, str]]:
    name, _, rest = arguments.strip().partition(" ")
    return name, fields_of(rest)


def update_data(machine: Machine, command: Command, arguments: str) -> Outcome:
    """Adds or replaces one record."""
    name, fields = _table(arguments)
    match name.upper():
        case "USERINFO":
            returned = _update_user(machine, fields)
        case "FINGERTMP" | "FACE":
            returned = _update_template(machine, fields, FINGER if name.upper() == "FINGERTMP" else FACE_KIND)
        case "BIODATA" if not machine.firmware.literal:
            returned = _update_biodata(machine, fields)
        case "BIOPHOTO" | "USERPIC" if not machine.firmware.literal:
            returned = _update_photo(machine, fields, name.upper())
        case table if table in _ACCEPTED:
            returned = 0
        case _:
            returned = PARAMETER_ERROR if machine.firmware.literal else NOT_SUPPORTED
    return Outcome(result_line(command.id, returned, "DATA"))


def _update_user(machine: Machine, fields: dict[str, str]) -> int:
    users, firmware = machine.memory.users, machine.firmware
    pin = fields.get("pin", "")
    if not pin:
        return NO_PIN_OLD if firmware.literal else PARAMETER_ERROR
    known = users.get(pin)
    if known is None and len(users) >= machine.model.max_users:
        return CAPACITY
    user = known if known is not None and firmware.keeps_omitted_fields else User(pin)
    given = {_USER_FIELDS[key]: value for key, value in fields.items() if key in _USER_FIELDS}
    if "card" in fields:
        given["card"] = _card_number(fields["card"], firmware.literal)
    users.put(replace(user, **given))
    return 0


def _card_number(text: str, literal: bool) -> str:
    """A card as decimal text; old firmware takes ten hex digits in brackets and clears the card otherwise."""
    bracketed = (_BRACKETED_OLD if literal else _BRACKETED).match(text)
    if bracketed:
        return str(int.from_bytes(bytes.fromhex(bracketed[1]), "little"))
    return text if CARD.fullmatch(text) and text != "0" and not literal else ""


def _update_template(machine: Machine, fields: dict[str, str], kind: int) -> int:
    memory = machine.memory
    pin, template = fields.get("pin", ""), fields.get("tmp", "")
    if kind == FACE_KIND and machine.model.faces < 0:
        return NOT_SUPPORTED
    if pin not in memory.users:
        return NO_USER_OLD if machine.firmware.literal else NO_USER
    if fields.get("size") != str(len(template)):
        return TEMPLATE_SIZE
    memory.templates[pin, kind, fields.get("fid", "0")] = template
    return 0


def _update_biodata(machine: Machine, fields: dict[str, str]) -> int:
    model = machine.model
    versions = {str(FINGER): model.fingers, str(FACE_KIND): model.faces, str(PALM_KIND): model.palms}
    kind = fields.get("type", "")
    if machine.firmware.templates_table != "BIODATA" or versions.get(kind, -1) < 0:
        return NOT_SUPPORTED
    if fields.get("pin", "") not in machine.memory.users:
        return NO_USER
    if fields.get("majorver") != str(versions[kind]):
        return WRONG_VERSION
    machine.memory.templates[fields["pin"], int(kind), fields.get("no", "0")] = fields.get("tmp", "")
    return 0


def _update_photo(machine: Machine, fields: dict[str, str], table: str) -> int:
    pin, content = fields.get("pin", ""), fields.get("content", "")
    if pin not in machine.memory.users:
        return NO_USER
    if fields.get("format", "0") == "0" and fields.get("size") != str(len(content)):
        return PHOTO_SIZE
    if table == "BIOPHOTO":
        if machine.model.faces < 39:
            return NOT_SUPPORTED
        machine.memory.templates[pin, FACE_KIND, "0"] = content
    return 0


def delete_data(machine: Machine, command: Command, arguments: str) -> Outcome:
    """Removes records; a PIN that is not here is no error."""
    name, fields = _table(arguments)
    memory, literal = machine.memory, machine.firmware.literal
    pin = fields.get("pin", "")
    kinds = {"FINGERTMP": str(FINGER), "FACE": str(FACE_KIND), "BIOPHOTO": str(FACE_KIND)}
    returned = 0
    match name if literal else name.upper():
        case "USERINFO":
            memory.forget_person(pin)
        case "FINGERTMP" | "FACE" | "BIOPHOTO" | "BIODATA" as table:
            kind = kinds.get(table, fields.get("type"))
            number = fields.get("fid", fields.get("no"))
            for key in list(memory.templates):
                if key[0] == pin and kind in (None, str(key[1])) and number in (None, key[2]):
                    del memory.templates[key]
        case "USERPIC":
            pass  # photos are not kept, so there is nothing to remove
        case table if table.upper() in _ACCEPTED:
            pass  # content this terminal acknowledges without keeping it
        case _:
            returned = PARAMETER_ERROR if literal else NOT_SUPPORTED
    return Outcome(result_line(command.id, returned, "DATA"))


def query_data(machine: Machine, command: Command, arguments: str) -> Outcome:
    """Uploads what was asked for, then tells how it went."""
    name, fields = _table(arguments)
    match name.upper():
        case "USERINFO":
            return _query_users(machine, command, fields)
        case "ATTLOG":
            return _query_punches(machine, command, fields)
        case "FINGERTMP":
            return _query_fingers(machine, command, fields)
        case _:
            refusal = PARAMETER_ERROR if machine.firmware.literal else INCONSISTENT
            return Outcome(result_line(command.id, refusal, machine.firmware.query_echo))


def _query_users(machine: Machine, command: Command, fields: dict[str, str]) -> Outcome:
    users, firmware = machine.memory.users, machine.firmware
    asked = list(users) if "pin" not in fields else [user for user in (users.get(fields["pin"]),) if user]
    return _answer(
        machine, command, firmware.queried_users_table, [user_line(firmware, user) for user in asked]
    )


def _query_punches(machine: Machine, command: Command, fields: dict[str, str]) -> Outcome:
    firmware = machine.firmware
    start, end = time_from(fields.get("starttime", "")), time_from(fields.get("endtime", ""), end=True)
    if start is None or end is None:
        return Outcome(result_line(command.id, PARAMETER_ERROR, firmware.query_echo))
    extend = machine.extension()
    found = [attlog_line(firmware, punch, extend) for punch in machine.memory.punches.between(start, end)]
    if not found and firmware.nothing_in_range:
        return Outcome(result_line(command.id, firmware.nothing_in_range, firmware.query_echo))
    return _answer(machine, command, "ATTLOG", found)


def _query_fingers(machine: Machine, command: Command, fields: dict[str, str]) -> Outcome:
    pin, finger = fields.get("pin", ""), fields.get("fid", fields.get("fingerid"))
    lines = [
        fingerprint_line(pin, number, template)
        for (owner, kind, number), template in machine.memory.templates.items()
        if owner == pin and kind == FINGER and finger in (None, number)
    ]
    return _answer(machine, command, "FINGERTMP" if machine.firmware.literal else "OPERLOG", lines)


def _answer(machine: Machine, command: Command, table: str, lines: Sequence[bytes]) -> Outcome:
    """Packs of a batch each; newest firmware marks ATTLOG packs with the command they answer (§5)."""
    firmware = machine.firmware
    size = firmware.largest_batch
    packs = [lines[start : start + size] for start in range(0, len(lines), size)]
    uploads = []
    for number, pack in enumerate(packs, 1):
        marks: dict[str, str] = {}
        if firmware.marks_query_answers and table == "ATTLOG":
            marks = {
                "Count": str(len(lines)),
                "PackCnt": str(len(packs)),
                "PackIdx": str(number),
                "CmdId": command.id,
            }
        uploads.append(Upload(table, pack, marks))
    returned = len(lines) if firmware.query_returns_count else 0
    return Outcome(result_line(command.id, returned, firmware.query_echo), tuple(uploads))

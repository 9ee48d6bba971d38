"""DATA UPDATE and DELETE: the commands that write a terminal's users, templates and content (§7.5)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from edge.simulator.answers import Command
from edge.simulator.machine import Machine, Outcome
from edge.simulator.memory import FACE_KIND, FINGER, FINGER_VEIN, INFRARED_FACE, PALM_KIND, Photo, Place
from edge.simulator.wire import CARD, Template, User, biodata_line, result_line

# Return codes of §7.4
PARAMETER_ERROR, PHOTO_SIZE, TEMPLATE_SIZE, WRONG_VERSION, NOT_SUPPORTED = -1, -2, -9, -30, -1002

LAST_FINGERTMP = 10  # newer fingerprint algorithms travel as BIODATA only (§7.5)

# Content that a terminal keeps and shows, and the field each record is known by; any other's is its first
_CONTENT = {
    "ADPIC": "index",
    "WALLPAPER": "index",
    "SHORTCUTKEY": "keyid",
    "TIMEZONE": "tzid",
    "GLOCK": "glid",
    "ACCGROUP": "id",
    "ACCTIMEZONE": "uid",
    "ACCHOLIDAY": "uid",
    "ACCUNLOCKCOMB": "uid",
}
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

Fields = dict[str, str]
Write = Callable[[Machine, Fields], int]


def fields_of(arguments: str) -> Fields:
    """`Key=value` pairs separated by TAB, keys in lower case; each splits at its first `=`."""
    pairs = (part.partition("=") for part in arguments.strip().split("\t"))
    return {key.strip().lower(): value for key, equals, value in pairs if equals}


def table_of(arguments: str) -> tuple[str, Fields]:
    """The table a command names, as spelled, and its fields."""
    name, _, rest = arguments.strip().partition(" ")
    return name, fields_of(rest)


def versions_of(machine: Machine) -> dict[int, int]:
    """The template versions this model works with, by biometric type; below 0 where it has no sensor."""
    model = machine.model
    visible = model.faces if model.faces >= 39 else -1
    return {
        FINGER: model.fingers if model.bits[0] == "1" else -1,
        INFRARED_FACE: -1 if model.faces >= 39 else model.faces,
        PALM_KIND: model.palms,
        FACE_KIND: visible,
    }


# Writing


def update_data(machine: Machine, command: Command, arguments: str) -> Outcome:
    """Adds or replaces one record."""
    name, fields = table_of(arguments)
    return Outcome(result_line(command.id, _update(machine, name.upper(), fields), "DATA"))


def update_old(table: str) -> Callable[[Machine, Command, str], Outcome]:
    """The verbs of 1.x, which the 2.0.x client still knows: `DATA USER`, `DATA FP` (§7.5)."""

    def run(machine: Machine, command: Command, arguments: str) -> Outcome:
        return Outcome(result_line(command.id, _write(machine, table, fields_of(arguments)), "DATA"))

    return run


def _update(machine: Machine, table: str, fields: Fields) -> int:
    if table not in machine.firmware.tables:
        return machine.firmware.refusals.table
    return _write(machine, table, fields)


def _write(machine: Machine, table: str, fields: Fields) -> int:
    write = _TABLES.get(table)
    if write is not None:
        return write(machine, fields)
    machine.memory.content[table, fields.get(_content_key(table, fields), "")] = fields
    return 0


def _content_key(table: str, fields: Fields) -> str:
    return _CONTENT.get(table) or next(iter(fields), "")


def _update_user(machine: Machine, fields: Fields) -> int:
    users, firmware = machine.memory.users, machine.firmware
    pin = fields.get("pin", "")
    if not pin:
        return firmware.refusals.no_pin
    known = users.get(pin)
    if known is None and len(users) >= machine.model.max_users:
        return firmware.refusals.full
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


def _unknown_user(machine: Machine, pin: str) -> int | None:
    if pin in machine.memory.users:
        return None
    return machine.firmware.refusals.no_user


def _in_parts(kind: int, *, number: str | None, part: str | None) -> Write:
    """FINGERTMP, FACE and FVEIN: what their fields for finger and part are called."""

    def write(machine: Machine, fields: Fields) -> int:
        pin, text = fields.get("pin", ""), fields.get("tmp", "")
        version = machine.model.fingers if kind == FINGER else versions_of(machine).get(kind, -1)
        if version < 0:
            return NOT_SUPPORTED
        unknown = _unknown_user(machine, pin)
        if unknown is not None:
            return unknown
        if kind == FINGER and version > LAST_FINGERTMP:
            return WRONG_VERSION
        if fields.get("size") != str(len(text)):
            return TEMPLATE_SIZE
        place = Place(pin, kind, *(fields.get(name, "0") if name else "0" for name in (number, part)))
        machine.memory.templates[place] = Template(text, str(version), valid=fields.get("valid", "1"))
        return 0

    return write


def _update_biodata(machine: Machine, fields: Fields) -> int:
    kind, versions = fields.get("type", ""), versions_of(machine)
    number = int(kind) if re.fullmatch(r"[0-9]{1,2}", kind) else -1
    if machine.firmware.templates_table != "BIODATA" or versions.get(number, -1) < 0:
        return NOT_SUPPORTED
    if fields.get("pin", "") not in machine.memory.users:
        return machine.firmware.refusals.no_user
    if fields.get("majorver") != str(versions[number]):
        return WRONG_VERSION
    place = Place(fields["pin"], number, fields.get("no", "0"), fields.get("index", "0"))
    machine.memory.templates[place] = Template(
        fields.get("tmp", ""),
        fields["majorver"],
        fields.get("minorver", "0"),
        fields.get("valid", "1"),
        fields.get("duress", "0"),
        fields.get("format", "0"),
    )
    return 0


def _update_photo(word: str) -> Write:
    """A picture for the screen, or the one a face is known by: a template is made of that (§7.5)."""

    def write(machine: Machine, fields: Fields) -> int:
        memory, pin, content = machine.memory, fields.get("pin", ""), fields.get("content", "")
        unknown = _unknown_user(machine, pin)
        if unknown is not None:
            return unknown
        if fields.get("format", "0") != "0":
            return NOT_SUPPORTED  # photos by address are an option these builds do not have
        if fields.get("size") != str(len(content)):
            return PHOTO_SIZE
        if word == "USERPIC":
            memory.photos[Photo(word, pin)] = content
            return 0
        version = versions_of(machine)[FACE_KIND]
        if version < 0:
            return NOT_SUPPORTED
        memory.photos[Photo(word, pin, fields.get("type", str(FACE_KIND)))] = content
        template = Template(content[:800], str(version))
        memory.templates[Place(pin, FACE_KIND)] = template
        if fields.get("postbacktmpflag") == "1":
            memory.outbox["BIODATA"].append(biodata_line(pin, "0", FACE_KIND, template))
        return 0

    return write


def _update_work_code(machine: Machine, fields: Fields) -> int:
    code = fields.get("code", "")
    if not code:
        return PARAMETER_ERROR
    machine.memory.work_codes[code] = fields.get("name", "")
    return 0


def _update_message(machine: Machine, fields: Fields) -> int:
    number = fields.get("uid", "")
    if not number:
        return PARAMETER_ERROR
    machine.memory.messages[number] = fields
    return 0


def _update_reader(machine: Machine, fields: Fields) -> int:
    pin, number = fields.get("pin", ""), fields.get("uid", "")
    unknown = _unknown_user(machine, pin)
    if unknown is not None:
        return unknown
    if number not in machine.memory.messages:
        return PARAMETER_ERROR
    machine.memory.readers.add((pin, number))
    return 0


_TABLES: dict[str, Write] = {
    "USERINFO": _update_user,
    "FINGERTMP": _in_parts(FINGER, number="fid", part=None),
    "FACE": _in_parts(INFRARED_FACE, number=None, part="fid"),
    "USERPIC": _update_photo("USERPIC"),
    "WORKCODE": _update_work_code,
    "SMS": _update_message,
    "USER_SMS": _update_reader,
    "FVEIN": _in_parts(FINGER_VEIN, number="fid", part="index"),
    "BIODATA": _update_biodata,
    "BIOPHOTO": _update_photo("BIOPHOTO"),
}


# Deleting


def delete_data(machine: Machine, command: Command, arguments: str) -> Outcome:
    """Removes records; a PIN that is not here is no error. Old clients want the table's exact spelling."""
    name, fields = table_of(arguments)
    table = name if machine.firmware.literal else name.upper()
    known = table in machine.firmware.tables
    returned = _delete(machine, table, fields) if known else machine.firmware.refusals.table
    return Outcome(result_line(command.id, returned, "DATA"))


def delete_old(table: str) -> Callable[[Machine, Command, str], Outcome]:
    """The verbs of 1.x, which the 2.0.x client still knows: `DATA DEL_USER`, `DATA DEL_FP` (§7.5)."""

    def run(machine: Machine, command: Command, arguments: str) -> Outcome:
        return Outcome(result_line(command.id, _delete(machine, table, fields_of(arguments)), "DATA"))

    return run


def _delete(machine: Machine, table: str, fields: Fields) -> int:
    memory, pin = machine.memory, fields.get("pin", "")
    match table:
        case "USERINFO":
            memory.forget_person(pin)
        case "FINGERTMP" | "FACE" | "FVEIN" | "BIODATA":
            _delete_templates(machine, table, pin, fields)
        case "USERPIC" | "BIOPHOTO":
            for photo in [photo for photo in memory.photos if (photo.word, photo.pin) == (table, pin)]:
                del memory.photos[photo]
            if table == "BIOPHOTO":
                _delete_templates(machine, "BIODATA", pin, {"type": str(FACE_KIND)})
        case "WORKCODE":
            memory.work_codes.pop(fields.get("code", ""), None)
        case "SMS":
            memory.messages.pop(fields.get("uid", ""), None)
            memory.readers = {reader for reader in memory.readers if reader[1] != fields.get("uid")}
        case "USER_SMS":
            memory.readers.discard((pin, fields.get("uid", "")))
        case _:
            memory.content.pop((table, fields.get(_content_key(table, fields), "")), None)
    return 0


def _delete_templates(machine: Machine, table: str, pin: str, fields: Fields) -> None:
    kinds = {"FINGERTMP": FINGER, "FACE": INFRARED_FACE, "FVEIN": FINGER_VEIN}
    kind = str(kinds[table]) if table in kinds else fields.get("type")
    number = None if table == "FACE" else fields.get("fid", fields.get("no"))
    templates = machine.memory.templates
    for place in list(templates):
        if place.pin == pin and kind in (None, str(place.kind)) and number in (None, place.number):
            del templates[place]

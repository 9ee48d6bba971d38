"""DATA QUERY: what a terminal uploads when it is asked, in the packs of its generation (§5, §7.5)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from edge.simulator.answers import Command, time_from
from edge.simulator.data_commands import PARAMETER_ERROR, Fields, table_of
from edge.simulator.machine import Machine, Outcome, Upload
from edge.simulator.memory import FINGER
from edge.simulator.wire import (
    User,
    attlog_line,
    biodata_line,
    fingerprint_line,
    photo_line,
    result_line,
    user_line,
)


def query_data(machine: Machine, command: Command, arguments: str) -> Outcome:
    """Uploads what was asked for, then tells how it went."""
    name, fields = table_of(arguments)
    match name.upper():
        case "USERINFO":
            return _query_users(machine, command, fields)
        case "ATTLOG":
            return _query_punches(machine, command, fields)
        case "FINGERTMP":
            return _query_fingers(machine, command, fields)
        case "BIODATA" if machine.firmware.templates_table == "BIODATA":
            return _query_biodata(machine, command, fields)
        case "ATTPHOTO":
            return _query_photos(machine, command, fields)
        case _:
            return _refused(machine, command, machine.firmware.refusals.query)


def _refused(machine: Machine, command: Command, returned: int) -> Outcome:
    return Outcome(result_line(command.id, returned, machine.firmware.query_echo))


def _query_users(machine: Machine, command: Command, fields: Fields) -> Outcome:
    users, firmware = machine.memory.users, machine.firmware
    asked = list(users) if "pin" not in fields else [user for user in (users.get(fields["pin"]),) if user]
    lines = []
    for user in asked:
        lines.append(user_line(firmware, user))
        if firmware.user_query_brings_templates:
            lines += _credentials(machine, user)
    return _answer(machine, command, firmware.queried_users_table, lines, len(asked))


def _credentials(machine: Machine, user: User) -> list[bytes]:
    """What ZAM180 builds send with a user: templates and the photo a face is known by (§6.6)."""
    memory = machine.memory
    templates = [
        biodata_line(place.pin, place.number, place.kind, template, place.part)
        for place, template in memory.templates.items()
        if place.pin == user.pin
    ]
    photos = [
        photo_line(photo.word, photo.pin, content, photo.kind)
        for photo, content in memory.photos.items()
        if photo.pin == user.pin and photo.word == "BIOPHOTO"
    ]
    return templates + photos


def _query_punches(machine: Machine, command: Command, fields: Fields) -> Outcome:
    firmware = machine.firmware
    start, end = time_from(fields.get("starttime", "")), time_from(fields.get("endtime", ""), end=True)
    if start is None or end is None:
        return _refused(machine, command, PARAMETER_ERROR)
    extend = machine.extension()
    found = [attlog_line(firmware, punch, extend) for punch in machine.memory.punches.between(start, end)]
    if not found and firmware.nothing_in_range:
        return _refused(machine, command, firmware.nothing_in_range)
    return _answer(machine, command, "ATTLOG", found)


def _query_photos(machine: Machine, command: Command, fields: Fields) -> Outcome:
    """They are too large to be answered with: they go up by themselves, one after the other."""
    start, end = time_from(fields.get("starttime", "")), time_from(fields.get("endtime", ""), end=True)
    if start is None or end is None:
        return _refused(machine, command, PARAMETER_ERROR)
    found = machine.memory.punches.between(start, end) if machine.firmware.photos else []
    machine.memory.snapshots += found
    return _answer(machine, command, "ATTPHOTO", [], len(found))


def _query_fingers(machine: Machine, command: Command, fields: Fields) -> Outcome:
    finger = fields.get("fid", fields.get("fingerid"))
    lines = [
        fingerprint_line(place.pin, place.number, template.text, template.valid)
        for place, template in machine.memory.templates_of(FINGER, fields.get("pin", ""), finger)
    ]
    own_table = machine.firmware.queried_users_table == "USERINFO"
    return _answer(machine, command, "FINGERTMP" if own_table else "OPERLOG", lines)


def _query_biodata(machine: Machine, command: Command, fields: Fields) -> Outcome:
    kind = fields.get("type", "")
    if not re.fullmatch(r"[0-9]{1,2}", kind):
        return _refused(machine, command, PARAMETER_ERROR)
    found = machine.memory.templates_of(int(kind), fields.get("pin"), fields.get("no"))
    lines = [
        biodata_line(place.pin, place.number, place.kind, template, place.part) for place, template in found
    ]
    return _answer(machine, command, "BIODATA", lines)


def _answer(
    machine: Machine, command: Command, table: str, lines: Sequence[bytes], found: int | None = None
) -> Outcome:
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
    count = len(lines) if found is None else found
    returned = count if firmware.query_returns_count else 0
    return Outcome(result_line(command.id, returned, firmware.query_echo), tuple(uploads))

"""ENROLL_…: somebody stands before the terminal and lets it take a finger, a face, a palm, a card (§7.5)."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import replace

from edge.simulator.answers import Command
from edge.simulator.data_commands import NOT_SUPPORTED, Fields, fields_of, versions_of
from edge.simulator.machine import Machine, Outcome
from edge.simulator.memory import FACE_KIND, FINGER, INFRARED_FACE, JPEG, PALM_KIND, Photo, Place
from edge.simulator.wire import (
    Template,
    biodata_line,
    face_line,
    fingerprint_line,
    oplog_line,
    photo_line,
    result_line,
    user_line,
)

ALREADY_ENROLLED = 2  # §7.4
FACE_PARTS = 12  # of a near-infrared face, value 8 of INFO (§4.2)
_OPERATIONS = {FINGER: 6, FACE_KIND: 101, INFRARED_FACE: 101, PALM_KIND: 124}
_CARD_ENROLLED = 15
_TEMPLATE_BYTES, _PHOTO_BYTES = 600, 1_500

Person = Callable[[Machine, Command, str], Outcome]


def enroll_finger(machine: Machine, command: Command, arguments: str) -> Outcome:
    """A finger, the only thing that the 2.0.x client can be told to take."""
    fields = fields_of(arguments)
    return _enroll(machine, command, "ENROLL_FP", fields, FINGER, fields.get("fid", "0"))


def enroll_biometric(machine: Machine, command: Command, arguments: str) -> Outcome:
    """Whatever the model has a sensor for."""
    fields = fields_of(arguments)
    kind = fields.get("type", "")
    number = int(kind) if re.fullmatch(r"[0-9]{1,2}", kind) else -1
    if versions_of(machine).get(number, -1) < 0:
        return Outcome(result_line(command.id, NOT_SUPPORTED, "ENROLL_BIO"))
    return _enroll(machine, command, "ENROLL_BIO", fields, number, fields.get("no", "0"))


def enroll_card(machine: Machine, command: Command, arguments: str) -> Outcome:
    """A card held to the reader; the person's record goes up with its number."""
    memory, pin = machine.memory, fields_of(arguments).get("pin", "")
    user = memory.users.get(pin)
    if user is None:
        return Outcome(result_line(command.id, machine.firmware.refusals.no_user, "ENROLL_MF"))
    user = replace(user, card=str(machine.rng.randrange(1_000_000, 16_777_216)))
    memory.users.put(user)
    memory.outbox["OPERLOG"] += [
        oplog_line(_CARD_ENROLLED, machine.clock.local(), pin),
        user_line(machine.firmware, user),
    ]
    return Outcome(result_line(command.id, 0, "ENROLL_MF"), takes_s=machine.rng.uniform(2, 5))


def _enroll(machine: Machine, command: Command, echo: str, fields: Fields, kind: int, number: str) -> Outcome:
    """The template goes up by itself (§6.6)."""
    memory, pin = machine.memory, fields.get("pin", "")
    if pin not in memory.users:
        return Outcome(result_line(command.id, machine.firmware.refusals.no_user, echo))
    takes_s = machine.rng.uniform(4, 9)
    known = memory.templates_of(kind, pin, number)
    if known and fields.get("overwrite") == "0":
        return Outcome(result_line(command.id, ALREADY_ENROLLED, echo), takes_s=takes_s)
    for place, _ in known:
        del memory.templates[place]
    _take(machine, pin, kind, number)
    return Outcome(result_line(command.id, 0, echo), takes_s=takes_s)


def _take(machine: Machine, pin: str, kind: int, number: str) -> None:
    memory, outbox = machine.memory, machine.memory.outbox
    parts = FACE_PARTS if kind == INFRARED_FACE else 1
    version = max(versions_of(machine)[kind], 0) if kind != FINGER else machine.model.fingers
    outbox["OPERLOG"].append(oplog_line(_OPERATIONS[kind], machine.clock.local(), pin))
    for part in map(str, range(parts)):
        text = base64.b64encode(machine.rng.randbytes(_TEMPLATE_BYTES)).decode()
        template = Template(text, str(version))
        memory.templates[Place(pin, kind, number, part)] = template
        if kind == INFRARED_FACE:
            outbox["OPERLOG"].append(face_line(pin, part, text))
        elif machine.firmware.templates_table == "OPERLOG":
            outbox["OPERLOG"].append(fingerprint_line(pin, number, text))
        else:
            outbox["BIODATA"].append(biodata_line(pin, number, kind, template, part))
    if kind == FACE_KIND:
        content = base64.b64encode(JPEG + machine.rng.randbytes(_PHOTO_BYTES)).decode()
        memory.photos[Photo("BIOPHOTO", pin, str(kind))] = content
        if machine.firmware.pushes_face_photo:
            outbox["OPERLOG"].append(photo_line("BIOPHOTO", pin, content, str(kind)))

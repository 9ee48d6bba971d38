"""ENROLL_BIO at an access terminal: somebody lets it take a finger or a face (PROTOCOL.md §10.8)."""

from __future__ import annotations

import base64
from collections import deque

from edge.simulator.access_answers import Order
from edge.simulator.access_machine import AccessMachine
from edge.simulator.access_outcome import AccessOutcome, done
from edge.simulator.access_tables import Row, pairs_of, record_line
from edge.simulator.data_commands import LAST_FINGERTMP
from edge.simulator.memory import FACE_KIND, FINGER, JPEG, PALM_KIND

ECHO = "ENROLL_BIO"
ALREADY_ENROLLED, NO_SUCH_PERSON, UNSUPPORTED = 2, -27, -708  # §7.4, §10.10
_TEMPLATE_BYTES, _PHOTO_BYTES = 600, 1_500


def enroll(machine: AccessMachine, order: Order, arguments: str) -> AccessOutcome:
    """The template goes up as table data by itself."""
    told, model = pairs_of(arguments), machine.model
    versions = {
        str(FINGER): model.fingers if model.bits[0] == "1" else -1,
        str(FACE_KIND): model.faces,
        str(PALM_KIND): model.palms,
    }
    kind, number, pin = told.get("type", ""), told.get("no", "0"), told.get("pin", "")
    version = versions.get(kind, -1)
    if version < 0:
        return done(machine, order, ECHO, UNSUPPORTED)
    if machine.tables.user(pin) is None:
        return done(machine, order, ECHO, NO_SUCH_PERSON)
    takes_s = machine.rng.uniform(4, 9)
    table, row = _template(machine, pin, kind, number, version)
    same = {
        key: row[key] for key in (("pin", "fingerid") if table == "templatev10" else ("pin", "type", "no"))
    }
    if told.get("overwrite") == "0" and machine.tables.matching(table, same):
        return done(machine, order, ECHO, ALREADY_ENROLLED, takes_s=takes_s)
    _store(machine, table, row)
    if kind == str(FACE_KIND) and "biophoto" in machine.firmware.tables:
        content = base64.b64encode(JPEG + machine.rng.randbytes(_PHOTO_BYTES)).decode()
        _store(machine, "biophoto", {"pin": pin, "type": kind, "size": str(len(content)), "content": content})
    return done(machine, order, ECHO, takes_s=takes_s)


def _template(machine: AccessMachine, pin: str, kind: str, number: str, version: int) -> tuple[str, Row]:
    text = base64.b64encode(machine.rng.randbytes(_TEMPLATE_BYTES)).decode()
    if kind == str(FINGER) and version <= LAST_FINGERTMP:
        return "templatev10", {"pin": pin, "fingerid": number, "valid": "1", "template": text}
    versions = {"majorver": str(version), "minorver": "0", "format": "0"}
    row = {"pin": pin, "type": kind, "no": number, "index": "0", "valid": "1", "duress": "0"}
    return "biodata", {**row, **versions, "tmp": text}


def _store(machine: AccessMachine, table: str, row: Row) -> None:
    machine.tables.put(table, row)
    keys = ("pin", "fingerid") if table == "templatev10" else ("pin", "type")
    kept = machine.tables.matching(table, {key: row[key] for key in keys})[-1]
    machine.outbox.setdefault(table, deque()).append(record_line(table, kept))

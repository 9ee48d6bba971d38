"""Commands as a terminal executes them, and the results its generation posts (PROTOCOL.md §7.3–§7.5)."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import replace

from edge.simulator.answers import Command, time_from
from edge.simulator.data_commands import delete_data, fields_of, query_data, update_data
from edge.simulator.hardware import told_options
from edge.simulator.machine import After, Machine, Outcome
from edge.simulator.memory import FACE_KIND, FINGER, PALM_KIND
from edge.simulator.wire import biodata_line, fingerprint_line, oplog_line, result_line

Execute = Callable[[Machine, Command, str], Outcome]

ALREADY_ENROLLED, NO_USER, NO_USER_OLD, NOT_SUPPORTED, PARAMETER_ERROR = 2, -10, -13, -1002, -1  # §7.4


def execute(machine: Machine, command: Command) -> Outcome | None:
    """Executes one command. None: this client drops it silently, no result will ever come (§7.1)."""
    text = command.text.strip("\r\n")
    for verb, run in _VERBS.items():
        if not text.upper().startswith(verb):
            continue
        rest = text[len(verb) :]
        if rest[:1] in ("", " "):
            return run(machine, command, rest[1:])
        if machine.firmware.literal:
            return None
    return _unknown(machine, command, text)


def _unknown(machine: Machine, command: Command, text: str) -> Outcome:
    firmware = machine.firmware
    words = [word for word in text.split(" ") if "=" not in word]
    echo = firmware.unknown_echo or " ".join(words[:2])
    return Outcome(result_line(command.id, firmware.unknown_return, echo))


def _plain(echo: str, after: After = After.NOTHING) -> Execute:
    def run(machine: Machine, command: Command, arguments: str) -> Outcome:
        return Outcome(result_line(command.id, 0, echo), after=after)

    return run


def _info(machine: Machine, command: Command, arguments: str) -> Outcome:
    told = told_options(machine.known_options()).encode()
    return Outcome(result_line(command.id, 0, "INFO") + told)


def _set_options(echo: str, separator: str | None) -> Execute:
    def run(machine: Machine, command: Command, arguments: str) -> Outcome:
        pairs = dict(
            (key.strip(), value)
            for key, equals, value in (
                part.partition("=") for part in (arguments.split(separator) if separator else [arguments])
            )
            if equals
        )
        refused = machine.firmware.literal and any(key.startswith("~") for key in pairs)
        if not pairs or refused:
            return Outcome(result_line(command.id, PARAMETER_ERROR, echo))
        machine.memory.options.update(pairs)
        return Outcome(result_line(command.id, 0, echo), changed=pairs)

    return run


def _poll_interval(machine: Machine, command: Command, arguments: str) -> Outcome:
    if not re.fullmatch(r"[0-9]{1,5}", arguments.strip()):
        return Outcome(result_line(command.id, PARAMETER_ERROR, "DelayForAReq"))
    return Outcome(result_line(command.id, 0, "DelayForAReq"), changed={"Delay": arguments.strip()})


def _clear(what: str) -> Execute:
    def run(machine: Machine, command: Command, arguments: str) -> Outcome:
        memory = machine.memory
        if what in ("LOG", "DATA"):
            memory.punches.clear()
        if what in ("DATA", "ALL USERINFO"):
            memory.users.clear()
        if what in ("DATA", "ALL USERINFO", "BIODATA"):
            memory.templates.clear()
        if what == "ADMIN":
            for user in [user for user in memory.users if user.privilege != "0"]:
                memory.users.put(replace(user, privilege="0"))
        return Outcome(result_line(command.id, 0, machine.firmware.clear_echo + what))

    return run


def _unlock(machine: Machine, command: Command, arguments: str) -> Outcome:
    machine.memory.outbox["OPERLOG"].append(oplog_line(29, machine.clock.local()))
    return Outcome(result_line(command.id, 0, "AC_UNLOCK"))


def _verify_sum(machine: Machine, command: Command, arguments: str) -> Outcome:
    fields = fields_of(arguments)
    start, end = fields.get("starttime", ""), fields.get("endtime", "")
    first, last = time_from(start), time_from(end, end=True)
    literal = machine.firmware.literal
    echo = "VERIFY SUM ATTLOG" if literal else "VERIFY SUM"
    if first is None or last is None:
        return Outcome(result_line(command.id, PARAMETER_ERROR, echo))
    count = str(len(machine.memory.punches.between(first, last)))
    counted = {"AttlogCount" if literal else "AttlogSum": count}
    return Outcome(result_line(command.id, int(literal), echo, StartTime=start, EndTime=end, **counted))


def _enroll_finger(machine: Machine, command: Command, arguments: str) -> Outcome:
    fields = fields_of(arguments)
    return _enroll(machine, command, "ENROLL_FP", fields, FINGER, fields.get("fid", "0"))


def _enroll_bio(machine: Machine, command: Command, arguments: str) -> Outcome:
    fields = fields_of(arguments)
    kind = fields.get("type", "")
    sensors = {
        str(FINGER): machine.model.bits[0] == "1",
        str(FACE_KIND): machine.model.faces >= 39,
        str(PALM_KIND): machine.model.palms > 0,
    }
    if machine.firmware.literal:
        return _unknown(machine, command, command.text)
    if not sensors.get(kind, False):
        return Outcome(result_line(command.id, NOT_SUPPORTED, "ENROLL_BIO"))
    return _enroll(machine, command, "ENROLL_BIO", fields, int(kind), fields.get("no", "0"))


def _enroll(
    machine: Machine, command: Command, echo: str, fields: dict[str, str], kind: int, number: str
) -> Outcome:
    """The person lets the terminal take finger, face or palm; the template goes up by itself (§6.6)."""
    memory, firmware = machine.memory, machine.firmware
    pin = fields.get("pin", "")
    if pin not in memory.users:
        return Outcome(result_line(command.id, NO_USER_OLD if firmware.literal else NO_USER, echo))
    takes_s = machine.rng.uniform(4, 9)
    if (pin, kind, number) in memory.templates and fields.get("overwrite") == "0":
        return Outcome(result_line(command.id, ALREADY_ENROLLED, echo), takes_s=takes_s)
    template = base64.b64encode(machine.rng.randbytes(600)).decode()
    memory.templates[pin, kind, number] = template
    operation = {FINGER: 6, FACE_KIND: 101, PALM_KIND: 124}[kind]
    memory.outbox["OPERLOG"].append(oplog_line(operation, machine.clock.local(), pin))
    if firmware.templates_table == "OPERLOG":
        memory.outbox["OPERLOG"].append(fingerprint_line(pin, number, template))
    else:
        version = {
            FINGER: machine.model.fingers,
            FACE_KIND: machine.model.faces,
            PALM_KIND: machine.model.palms,
        }
        memory.outbox["BIODATA"].append(biodata_line(pin, number, kind, version[kind], template))
    return Outcome(result_line(command.id, 0, echo), takes_s=takes_s)


_CLEARABLE = ("LOG", "DATA", "PHOTO", "BIODATA", "ALL USERINFO", "ADMIN")
_VERBS: dict[str, Execute] = {
    "DATA UPDATE": update_data,
    "DATA DELETE": delete_data,
    "DATA QUERY": query_data,
    "INFO": _info,
    "CHECK": _plain("CHECK", After.START_AGAIN),
    "LOG": _plain("LOG"),
    "REBOOT": _plain("REBOOT", After.REBOOT),
    "SET OPTIONS": _set_options("SET OPTIONS", ","),
    "SET OPTION": _set_options("SET OPTION", None),
    "RELOAD OPTIONS": _plain("RELOAD OPTIONS"),
    "GET OPTION": _plain("GET OPTION"),
    "DELAYFORAREQ": _poll_interval,
    "AC_UNLOCK": _unlock,
    "AC_UNALARM": _plain("AC_UNALARM"),
    "VERIFY SUM ATTLOG": _verify_sum,
    "ENROLL_FP": _enroll_finger,
    "ENROLL_BIO": _enroll_bio,
    **{f"CLEAR {what}": _clear(what) for what in _CLEARABLE},
}

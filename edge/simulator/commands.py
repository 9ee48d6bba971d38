"""Commands as a terminal executes them, and the results its generation posts (PROTOCOL.md §7.3–§7.5)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from edge.simulator.answers import Command, time_from
from edge.simulator.data_commands import (
    PARAMETER_ERROR,
    delete_data,
    delete_old,
    fields_of,
    update_data,
    update_old,
)
from edge.simulator.enrolment import enroll_biometric, enroll_card, enroll_finger
from edge.simulator.file_commands import get_file, put_file, shell, upgrade
from edge.simulator.hardware import told_options
from edge.simulator.machine import After, Machine, Outcome, Upload
from edge.simulator.query_commands import query_data
from edge.simulator.wire import attlog_line, oplog_line, result_line

Execute = Callable[[Machine, Command, str], Outcome]


def execute(machine: Machine, command: Command) -> Outcome | None:
    """Executes one command. None: this client drops it silently, no result will ever come (§7.1)."""
    text = command.text.strip("\r\n")
    for verb, run in _VERBS_OF[machine.firmware.words].items():
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
        if what in ("DATA", "ALL USERINFO", "PHOTO"):
            memory.photos.clear()
            memory.snapshots.clear()
        if what == "DATA":
            memory.work_codes.clear()
            memory.messages.clear()
            memory.readers.clear()
        if what == "ADMIN":
            for user in [user for user in memory.users if user.privilege != "0"]:
                memory.users.put(replace(user, privilege="0"))
        return Outcome(result_line(command.id, 0, machine.firmware.clear_echo + what))

    return run


def _forget(table: str) -> Execute:
    """What 3.2.0 has verbs for: all records of one table go."""

    def run(machine: Machine, command: Command, arguments: str) -> Outcome:
        content = machine.memory.content
        for place in [place for place in content if place[0] == table]:
            del content[place]
        return Outcome(result_line(command.id, 0, " ".join(command.text.split(" ")[:3])))

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


def _counted(machine: Machine, command: Command, arguments: str) -> Outcome:
    """ACCOUNT and SYNC: an old client with more records than the server counted sends them again (§7.5)."""
    fields = fields_of(arguments)
    echo = command.text.split(" ")[0].upper()
    first, last = time_from(fields.get("start", "")), time_from(fields.get("end", ""), end=True)
    if first is None or last is None or not re.fullmatch(r"[0-9]{1,9}", fields.get("count", "")):
        return Outcome(result_line(command.id, PARAMETER_ERROR, echo))
    found = machine.memory.punches.between(first, last)
    lines = [attlog_line(machine.firmware, punch) for punch in found]
    uploads = (Upload("ATTLOG", lines),) if len(found) > int(fields["count"]) else ()
    return Outcome(result_line(command.id, len(found), echo), uploads)


def _door_status(machine: Machine, command: Command, arguments: str) -> Outcome:
    told = {"Content": "Acc", "Fun": "Advanced", "LockStatus": "LOCK", "AlarmStatus": "NULL"}
    tail = "".join(f"&{key}={value}" for key, value in told.items())
    return Outcome(f"ID={command.id}&SN={machine.serial}&Return=0&CMD=ACC Status{tail}\n".encode())


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
    "ENROLL_FP": enroll_finger,
    "UPGRADE": upgrade,
    "PUTFILE": put_file,
    "GETFILE": get_file,
    "SHELL": shell,
    **{f"CLEAR {what}": _clear(what) for what in _CLEARABLE},
}
_VERBS_OLD: dict[str, Execute] = _VERBS | {
    "DATA USER": update_old("USERINFO"),
    "DATA FP": update_old("FINGERTMP"),
    "DATA DEL_USER": delete_old("USERINFO"),
    "DATA DEL_FP": delete_old("FINGERTMP"),
    "RESTART": _plain("RESTART", After.REBOOT),
    "ACC STATUS": _door_status,
    "ACCOUNT": _counted,
    "SYNC": _counted,
}
_VERBS_LEGACY = {verb: run for verb, run in _VERBS_OLD.items() if verb != "REBOOT"}  # there it is RESTART
_VERBS_NEW: dict[str, Execute] = _VERBS | {"ENROLL_BIO": enroll_biometric, "ENROLL_MF": enroll_card}
_VERBS_TFT: dict[str, Execute] = _VERBS | {
    "CLEAR ALL BELL": _forget("BELL"),
    "RESET ALL FUNCKEYS": _forget("FUNCTIONKEY"),
    "RESET ALL TIMEZONE": _forget("TIMEZONE"),
}
_VERBS_OF = {"legacy": _VERBS_LEGACY, "old": _VERBS_OLD, "main": _VERBS_NEW, "tft": _VERBS_TFT}

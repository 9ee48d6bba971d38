"""CONTROL DEVICE: doors, alarms, restarts, each operand one byte in hex (PROTOCOL.md §10.8)."""

from __future__ import annotations

import re
from collections.abc import Callable

from edge.simulator import access_log as code
from edge.simulator.access_answers import Order
from edge.simulator.access_machine import AccessMachine
from edge.simulator.access_outcome import AccessOutcome, done
from edge.simulator.machine import After

PARAMETER, NO_SUCH_COMMAND, DURING_NORMALLY_OPEN, UNSUPPORTED = -11, -13, -28, -708  # §10.10
ECHO = "CONTROL DEVICE"
LOCK, AUX = 1, 2
NORMALLY_OPEN = 0xFF
_OPERANDS = re.compile(r"(?:[0-9A-Fa-f]{2}){4,40}")
_NO_EFFECT = frozenset({0x05, 0x08, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x10})  # battery, radio, LED, network, …
_ELEVATOR = frozenset({0x0F, 0x11, 0x12})

Operands = tuple[int, int, int]
Act = Callable[[AccessMachine, Operands], int]


def control_device(machine: AccessMachine, order: Order, arguments: str) -> AccessOutcome:
    """Does it at once."""
    text = arguments.strip()
    if not _OPERANDS.fullmatch(text):
        return done(machine, order, ECHO, PARAMETER)
    what, *operands = bytes.fromhex(text)
    restart = what == 0x03
    if machine.firmware.refuses_zero_operands and not restart and not any(operands):
        return done(machine, order, ECHO, NO_SUCH_COMMAND)
    first: Operands = (operands[0], operands[1], operands[2])
    if restart:
        return done(machine, order, ECHO, after=After.NOTHING if first[0] else After.REBOOT)
    act = _ACTS.get(what)
    if act is not None:
        return done(machine, order, ECHO, act(machine, first))
    if what in _NO_EFFECT:
        return done(machine, order, ECHO)
    return done(machine, order, ECHO, UNSUPPORTED if what in _ELEVATOR else NO_SUCH_COMMAND)


def _output(machine: AccessMachine, operands: Operands) -> int:
    number, output, seconds = operands
    doors = machine.doors.chosen(number)
    if not doors or output not in (LOCK, AUX):
        return PARAMETER
    if output == AUX:
        machine.log(code.AUX_ON if seconds else code.AUX_OFF, number or 1)
        return 0
    if 0 < seconds < NORMALLY_OPEN and any(door.held_open for door in doors):
        return DURING_NORMALLY_OPEN
    now = machine.clock.local()
    for door in doors:
        if seconds == 0:
            door.held_open, door.unlocked_until = False, None
            machine.log(code.CLOSED, door.number)
        elif seconds == NORMALLY_OPEN:
            door.held_open = True
            machine.log(code.REMOTE_NORMALLY_OPEN, door.number)
        else:
            machine.log(code.OPENED, door.number)
            machine.open(door, now, seconds)
    return 0


def _cancel_alarm(machine: AccessMachine, operands: Operands) -> int:
    doors = machine.doors.chosen(operands[0])
    for door in doors:
        door.alarm = 0
        machine.log(code.CANCELLED, door.number)
    return 0 if doors else PARAMETER


def _normally_open(machine: AccessMachine, operands: Operands) -> int:
    doors = machine.doors.chosen(operands[0])
    for door in doors:
        if not operands[1]:
            door.held_open = False
        machine.log(code.NO_ENABLED if operands[1] else code.NO_DISABLED, door.number)
    return 0 if doors else PARAMETER


def _lock(machine: AccessMachine, operands: Operands) -> int:
    doors = machine.doors.chosen(operands[0])
    for door in doors:
        door.locked_out = bool(operands[1])
        machine.log(code.LOCKED if operands[1] else code.UNLOCKED, door.number)
    return 0 if doors else PARAMETER


def _emergency(machine: AccessMachine, operands: Operands) -> int:
    if operands[0] not in (1, 2):
        return PARAMETER
    for door in machine.doors.all:
        door.held_open = operands[0] == 1
    machine.log(code.ALL_OPEN if operands[0] == 1 else code.ALL_CLOSED)
    return 0


def _wiegand_test(machine: AccessMachine, operands: Operands) -> int:
    """Somebody holds a card to the reader; what came over the wires goes up as `testdata`."""
    if operands[0] == 1:
        bits = f"{machine.rng.getrandbits(26):026b}"
        machine.tests.append(f"type=wg\tbitscount=26\tbits={bits}\tsn={machine.serial}")
    return 0


_ACTS: dict[int, Act] = {
    0x01: _output,
    0x02: _cancel_alarm,
    0x04: _normally_open,
    0x06: _lock,
    0x07: _emergency,
    0x09: _wiegand_test,
}

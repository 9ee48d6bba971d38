"""Commands as an access terminal executes them, with the return codes of its kind (§10.8, §10.10)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from edge.simulator.access_answers import Order, local_time_of
from edge.simulator.access_control import control_device
from edge.simulator.access_data import count_table, delete_table, options_told, query_table, update_table
from edge.simulator.access_enrolment import enroll
from edge.simulator.access_machine import AccessMachine
from edge.simulator.access_outcome import AccessOutcome, done
from edge.simulator.access_wire import access_result
from edge.simulator.answers import Command
from edge.simulator.file_commands import upgraded
from edge.simulator.machine import Outcome

NO_SUCH_COMMAND, OPTIONS_ERROR, NOT_THERE, QUEUED = -13, -108, -2, -5000  # §10.10
PARAMETER, MISMATCH, NOT_FETCHED = -11, -19, -721
DATE_TIME = "DateTime"

Execute = Callable[[AccessMachine, Order, str], Outcome]


def execute(machine: AccessMachine, order: Order) -> Sequence[Outcome]:
    """Executes one command; one for a controller behind this one is accepted first and done later."""
    if order.serial and order.serial != machine.serial:
        return _pass_on(machine, order)
    text = order.text.strip("\r\n")
    for verb, run in _VERBS.items():
        if text.upper().startswith(verb) and text[len(verb) : len(verb) + 1] in ("", " "):
            return (run(machine, order, text[len(verb) + 1 :]),)
    echo = " ".join(word for word in text.split(" ")[:2] if "=" not in word)
    return (done(machine, order, echo, NO_SUCH_COMMAND),)


def _pass_on(machine: AccessMachine, order: Order) -> Sequence[Outcome]:
    echo = " ".join(word for word in order.text.split(" ")[:2] if "=" not in word)
    there = order.serial in machine.behind
    returns = (QUEUED, 0) if there else (NOT_THERE,)
    return [
        AccessOutcome(access_result(machine.firmware, order.id, returned, echo, order.serial))
        for returned in returns
    ]


def _set_options(machine: AccessMachine, order: Order, arguments: str) -> Outcome:
    pairs = dict(part.split("=", 1) for part in arguments.split(",") if "=" in part)
    if not pairs:
        return done(machine, order, "SET OPTIONS", OPTIONS_ERROR)
    told = pairs.pop(DATE_TIME, None)
    if told is not None:
        moment = local_time_of(told)
        if moment is None:
            return done(machine, order, "SET OPTIONS", OPTIONS_ERROR)
        machine.clock.show(moment)
    machine.options |= {key.strip(): value for key, value in pairs.items()}
    return done(machine, order, "SET OPTIONS", changed=pairs, asks_time=told is not None)


def _get_options(machine: AccessMachine, order: Order, arguments: str) -> Outcome:
    return options_told(machine, order, "GET OPTIONS", arguments)


def _upgrade(machine: AccessMachine, order: Order, arguments: str) -> Outcome:
    command = Command(order.id, order.text)
    return upgraded(machine, command, arguments, (PARAMETER, MISMATCH, NOT_FETCHED), encoded=False)


def _plain(echo: str) -> Execute:
    def run(machine: AccessMachine, order: Order, arguments: str) -> Outcome:
        return done(machine, order, echo)

    return run


_VERBS: dict[str, Execute] = {
    "DATA UPDATE": update_table,
    "DATA DELETE": delete_table,
    "DATA COUNT": count_table,
    "DATA QUERY": query_table,
    "CONTROL DEVICE": control_device,
    "SET OPTIONS": _set_options,
    "SET ADSCREEN_OPTIONS": _plain("SET ADSCREEN_OPTIONS"),
    "GET OPTIONS": _get_options,
    "ENROLL_BIO": enroll,
    "UPGRADE": _upgrade,
    "TEST HOST": _plain("Test Host"),
}

"""What executing one command of the access dialect came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from edge.simulator.access_answers import Order
from edge.simulator.access_machine import AccessMachine
from edge.simulator.access_wire import Packet, access_result
from edge.simulator.machine import Outcome


@dataclass(frozen=True, slots=True)
class AccessOutcome(Outcome):
    """`packets` go up before the result. With `asks_time` the terminal asks for the time thereafter."""

    packets: tuple[Packet, ...] = ()
    asks_time: bool = False


def done(machine: AccessMachine, order: Order, echo: str, returned: int = 0, **more: Any) -> AccessOutcome:
    """An outcome whose result names the command by `echo`; `more` are the other fields of the outcome."""
    return AccessOutcome(access_result(machine.firmware, order.id, returned, echo), **more)

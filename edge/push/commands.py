"""The one door from what is wanted of a terminal to the lines it is told, whatever it speaks."""

from __future__ import annotations

from edge.intents import Intent
from edge.push.access import commands as access
from edge.push.attendance import commands as attendance
from edge.push.command_lines import Line
from edge.push.terminal import Terminal


def lines_of(step: Intent, terminal: Terminal, now_us: int) -> tuple[Line, ...]:
    """The lines of one step (`edge.intents.steps_of`), to be sent in this order under ids of their own.

    `now_us` (microseconds since 1970) is when they leave. Write them anew whenever they are sent: the clock
    goes on, and what is known of the terminal may have changed. Raises Unfit where it cannot do it.
    """
    if terminal.dialect == "acc":
        return access.write(step, terminal, now_us)
    return attendance.write(step, terminal)

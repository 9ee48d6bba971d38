"""What of people a terminal can hold, asked before it is told."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import sqlalchemy as sa

from edge.intents import EnrollEmployee, Person
from edge.push.command_lines import Unfit
from edge.push.commands import lines_of
from edge.push.terminal import Terminal


class TerminalFitting:
    """The fitting (`edge.matrix.Fitting`) of the terminal of a row of `store.devices.whole`."""

    def __init__(self, row: sa.RowMapping) -> None:
        zone = row["timezone"] or row["site_timezone"] or row["tenant_timezone"] or "UTC"
        self._terminal = Terminal(
            row["serial"],
            dialect="acc" if (row["chosen_dialect"] or row["dialect"]) == "acc" else "att",
            push_version=row["push_version"],
            options=row["options"],
            zone=ZoneInfo(zone),
        )

    def name(self, text: str) -> str:
        """A name as the terminal will hold it."""
        return self._terminal.name(text)

    def takes(self, kind: int, major: int) -> bool:
        """Whether a template of a biometric type and major version works there, as far as it said."""
        return self._terminal.takes(kind) is not False and self._terminal.algorithm(kind) == major

    def refusal(self, person: Person) -> str | None:
        """Why the terminal cannot hold a person, None if it can."""
        try:
            lines_of(EnrollEmployee.model_validate(person.model_dump()), self._terminal, 0)
        except Unfit as why:
            return str(why)
        return None

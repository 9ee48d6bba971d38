"""What of people a terminal can hold, asked before it is told."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import sqlalchemy as sa

from edge.dialects import spoken
from edge.intents import EnrollEmployee, Intent, Person
from edge.push.command_lines import Unfit
from edge.push.commands import lines_of
from edge.push.terminal import Terminal
from edge.upkeep_intents import StoreTemplate, StoreWorkCode


class TerminalFitting:
    """The fitting (`edge.matrix.Fitting`) of the terminal of a row of `store.devices.whole`."""

    def __init__(self, row: sa.RowMapping) -> None:
        zone = row["timezone"] or row["site_timezone"] or row["tenant_timezone"] or "UTC"
        self._terminal = Terminal(
            row["serial"],
            dialect=spoken(row["chosen_dialect"], row["dialect"]),
            push_version=row["push_version"],
            options=row["options"],
            zone=ZoneInfo(zone),
        )

    def name(self, text: str) -> str:
        """A name as the terminal will hold it."""
        return self._terminal.name(text)

    def holds_work_codes(self) -> bool:
        """Whether it has room for work codes, as far as is known of its kind."""
        return self._refusal(StoreWorkCode(code="1", name="")) is None

    def takes(self, kind: int, major: int) -> bool:
        """Whether a template of a biometric type and major version can be sent there, and works, as far as
        it said."""
        template = StoreTemplate.model_validate({"pin": "1", "type": kind, "major": major, "text": "AAAA"})
        return self._terminal.algorithm(kind) == major and self._refusal(template) is None

    def refusal(self, person: Person) -> str | None:
        """Why the terminal cannot hold a person, None if it can."""
        return self._refusal(EnrollEmployee.model_validate(person.model_dump()))

    def _refusal(self, intent: Intent) -> str | None:
        try:
            lines_of(intent, self._terminal, 0)
        except Unfit as why:
            return str(why)
        return None

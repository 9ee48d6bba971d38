"""What people are told, and what came of telling it: the same whichever way it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from edge.alerts.model import Severity


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to tell. Nothing in it is marked up.

    `title`: one line; `text`: lines, the first of which says most. `dedupe_key`: the same for every attempt
    at telling it, and for nothing else, so that a receiver may drop what it has. `url`: where to look, if the
    edge knows the address that people reach it by. `alerts`: objects as the API shows them, or parts of
    those, with `id` at least; none in a test.
    """

    title: str
    text: str
    dedupe_key: str
    severity: Severity
    url: str | None = None
    alerts: Sequence[Mapping[str, Any]] = ()

    @property
    def over(self) -> bool:
        """Whether it says that everything it speaks of is over."""
        return bool(self.alerts) and all(alert.get("status") == "resolved" for alert in self.alerts)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt. `error`: what happened, to what, and what to do next, with nothing in it that
    is secret; beside `ok` where some of several recipients were refused, else null."""

    ok: bool
    error: str | None
    took_ms: int


class NotTaken(Exception):
    """A message was not taken; the words are those of `Outcome.error`."""

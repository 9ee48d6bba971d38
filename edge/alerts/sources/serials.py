"""Serial numbers that two boxes call under."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from edge.alerts.conditions import Reading
from edge.alerts.looking import Look, bad, good, named
from edge.alerts.subjects import device_subject
from edge.store import alert_sources

KIND: Final = "duplicate_serial"
_REASON: Final = (
    "More than one box calls under its serial number, so it gets no commands and what it says of itself is "
    "not taken over. Find out which is the right one and confirm it; give the other one a number of its own."
)


class Serials:
    """By what `edge.knocking` and the device side found out."""

    kinds = frozenset({KIND})

    def read(self, look: Look) -> Iterator[Reading]:
        watched = look.watched(KIND)
        there = {row["public_id"]: row for row in alert_sources.terminals(look.conn, look.tenant_id, watched)}
        yield from look.gone(KIND, watched - there.keys())
        if look.least(KIND, "hold_s") is not None:
            conflicted = alert_sources.conflicted(look.conn, look.tenant_id)
            there.update((row["public_id"], row) for row in conflicted)
        for name, row in there.items():
            subject = device_subject(row)
            assert subject.entity is not None
            rule = look.rule(KIND, subject)
            if rule is None:
                yield from look.gone(KIND, {name})
            elif row["conflicted_at"] is None:
                yield good(rule, subject.entity, "It was settled which box is the right one.")
            else:
                title = f"Two boxes call as {named(row)} ({row['serial']})"
                yield bad(rule, subject.entity, title, _REASON, [name])

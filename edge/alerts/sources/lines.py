"""Terminals that send much that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from edge.alerts.conditions import Reading
from edge.alerts.looking import Look, bad, good, named
from edge.alerts.subjects import device_subject
from edge.alerts.words import lasting
from edge.store import alert_sources

KIND: Final = "dead_line_rate"


class Lines:
    """Counts lines that are new: one that a terminal sends again and again is one line, and what somebody let
    go of, or had read after all, is none."""

    kinds = frozenset({KIND})

    def read(self, look: Look) -> Iterator[Reading]:
        watched = look.watched(KIND)
        counts = _counts(look)
        rows = {row["public_id"]: row for row in alert_sources.terminals(look.conn, look.tenant_id, watched)}
        yield from look.gone(KIND, watched - rows.keys())
        least = look.least(KIND, "lines")
        many = {row for found in counts.values() for row, lines in found.items() if lines >= (least or 0)}
        if many:
            there = alert_sources.terminals(look.conn, look.tenant_id, ids=many)
            rows.update((row["public_id"], row) for row in there)
        for name, row in rows.items():
            subject = device_subject(row)
            assert subject.entity is not None
            rule = look.rule(KIND, subject)
            if rule is None:
                yield from look.gone(KIND, {name})
                continue
            count = counts[rule.params["within_s"]].get(row["id"], 0)
            if count >= rule.params["lines"]:
                title = f"{named(row)} sends lines that cannot be read"
                yield bad(rule, subject.entity, title, _reason(count, rule.params["within_s"]), [name])
            else:
                yield good(rule, subject.entity, "What it sends can be read again.")


def _counts(look: Look) -> dict[float, dict[int, int]]:
    """By how far back a rule looks, and by the ids of rows."""
    spans = {rule.params["within_s"] for rule in look.rules if rule.kind == KIND and rule.enabled}
    return {
        span: alert_sources.new_dead_lines(look.conn, look.tenant_id, look.now_us - round(span * 1e6))
        for span in spans
    }


def _reason(count: int, within_s: float) -> str:
    return (
        f"{count} different lines within {lasting(within_s)}. They are kept: look at them under the dead "
        "lines of the terminal; with a firmware that is not known yet they can be read again later."
    )

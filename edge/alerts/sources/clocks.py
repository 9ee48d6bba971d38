"""Clocks of terminals that are off, and stay off although they were told the time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import sqlalchemy as sa

from edge.alerts.conditions import Reading
from edge.alerts.looking import Look, bad, good, named
from edge.alerts.subjects import device_subject
from edge.alerts.words import lasting
from edge.drift import zone_error
from edge.store import alert_sources

KIND: Final = "clock_drift"


class Clocks:
    """By what `edge.clocks` measured, which it forgets where a clock was set: until new punches show it
    right, or still wrong, there is nothing to read. So a clock that let itself be put right is never told of,
    and one that did not is told of as soon as that shows."""

    kinds = frozenset({KIND})

    def read(self, look: Look) -> Iterator[Reading]:
        watched = look.watched(KIND)
        least = look.least(KIND, "drift_s")
        rows = {row["public_id"]: row for row in alert_sources.drifts(look.conn, look.tenant_id, watched)}
        yield from look.gone(KIND, watched - rows.keys())
        if least is not None:
            far = alert_sources.drifting(look.conn, look.tenant_id, least)
            rows.update((row["public_id"], row) for row in far)
        for row in rows.values():
            yield from _of(look, row)


def _of(look: Look, row: sa.RowMapping) -> Iterator[Reading]:
    subject = device_subject(row)
    assert subject.entity is not None
    rule = look.rule(KIND, subject)
    if rule is None:
        yield from look.gone(KIND, {row["public_id"]})
        return
    drift_s = row["clock_drift_s"]
    if drift_s is None:
        return
    called_off = bool((row["drift"] or {}).get("off"))
    if called_off and abs(drift_s) >= rule.params["drift_s"]:
        way = "ahead" if drift_s > 0 else "behind"
        title = f"The clock of {named(row)} is {lasting(abs(drift_s))} {way}"
        yield bad(rule, subject.entity, title, _reason(drift_s), [row["public_id"]])
    elif not called_off or abs(drift_s) < rule.params["drift_s"] / 2:
        yield good(rule, subject.entity, "Its punches show the right time again.")


def _reason(drift_s: int) -> str:
    if zone_error(drift_s):
        return (
            "Its punches are dated wrongly by the difference of two zones. See whether its site has the "
            "right time zone, and whether the terminal keeps a summer time of its own, then set its clock."
        )
    return (
        "Its punches are dated wrongly, and it did not let its clock be put right. Set it with sync_time; if "
        "it goes wrong again, its battery is empty."
    )

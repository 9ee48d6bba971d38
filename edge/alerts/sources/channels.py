"""Channels that do not take what people are to be told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from edge.alerts.conditions import Reading
from edge.alerts.looking import Look, bad, good
from edge.alerts.model import Entity
from edge.alerts.selecting import Subject
from edge.store import alert_sources

KIND: Final = "channel_failing"


class Channels:
    """By the failures in a row that whoever sends notices counts."""

    kinds = frozenset({KIND})

    def read(self, look: Look) -> Iterator[Reading]:
        rows = alert_sources.channels(look.conn, look.tenant_id)
        yield from look.gone(KIND, look.watched(KIND) - {row["public_id"] for row in rows})
        for row in rows:
            entity = Entity("channel", row["public_id"])
            rule = look.rule(KIND, Subject(entity=entity, kind=KIND))
            if rule is None or not row["enabled"]:
                yield from look.gone(KIND, {row["public_id"]})
            elif row["failures"] >= rule.params["times"]:
                last = f" {row['last_error']}" if row["last_error"] else ""
                title = f"The channel {row['name']} does not take notices"
                yield bad(
                    rule, entity, title, f"Who is told by it alone hears nothing.{last}", name=row["name"]
                )
            elif row["failures"] == 0:
                yield good(rule, entity, "It takes notices again.")

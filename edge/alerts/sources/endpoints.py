"""Webhook endpoints that take nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import sqlalchemy as sa

from common.instants import rfc3339
from edge.alerts.conditions import Reading
from edge.alerts.looking import Look, bad, good
from edge.alerts.model import Entity
from edge.alerts.selecting import Subject
from edge.store import webhooks
from edge.webhooks import breaker, endpoints

KIND: Final = "webhook_failing"
BY_HAND: Final = "disabled by hand"


class Endpoints:
    """By the breakers that the senders keep."""

    kinds = frozenset({KIND})

    def read(self, look: Look) -> Iterator[Reading]:
        rows = webhooks.page(look.conn, look.tenant_id, after=0, limit=endpoints.MOST_ENDPOINTS)
        yield from look.gone(KIND, look.watched(KIND) - {row["public_id"] for row in rows})
        for row in rows:
            yield from _of(look, row)


def _of(look: Look, row: sa.RowMapping) -> Iterator[Reading]:
    entity = Entity("webhook", row["public_id"])
    rule = look.rule(KIND, Subject(entity=entity, kind=KIND))
    given_up = row["status"] == "disabled" and row["disabled_reason"] != BY_HAND
    if rule is None or (row["status"] == "disabled" and not given_up):
        yield from look.gone(KIND, {row["public_id"]})
        return
    state = breaker.read(row["breaker"])
    name = row["description"] or row["url"]
    if given_up:
        title = f"The webhook {name} was switched off"
        reason = (
            f"It was given up: {row['disabled_reason']}. See to its receiver, then enable it again and send "
            "what it missed."
        )
        yield bad(rule, entity, title, reason, name=name)
    elif state.failing_since is None:
        yield good(rule, entity, "It takes deliveries again.")
    elif state.in_a_row >= rule.params["times"]:
        reason = (
            f"Nothing was taken since {rfc3339(state.failing_since)}. What is told meanwhile waits and is "
            "sent once the receiver answers; look at its last deliveries for what it answered."
        )
        yield bad(rule, entity, f"The webhook {name} takes nothing", reason, name=name)

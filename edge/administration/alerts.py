"""Alert rules, as the command line tries them on what was."""

from __future__ import annotations

import asyncio
from typing import Any

import sqlalchemy as sa

from common.instants import rfc3339
from edge.administration.units import LONGEST_LIST, AdministrationError, explained, tenant_id_of
from edge.alerts import dry_run, ruleset
from edge.alerts.rule_params import RuleMisuse
from edge.store import Store
from edge.store.ids import now_us


async def alerts_dry_run(store: Store, tenant: str, rules: Any, days: float) -> Any:
    """What the present rules told, and would have told with these in their place. `rules`: objects as
    GET /v1/rules answers them; one without an id stands for the built-in one of its kind."""
    try:
        asked = ruleset.given(rules)
    except RuleMisuse as error:
        raise AdministrationError(f"The rules cannot be used: {error}") from error
    if not asked:
        raise AdministrationError("The list names no rule, so there is nothing to try.")
    until_us = now_us()
    since_us = until_us - round(days * 86_400_000_000)

    def unit(conn: sa.Connection) -> tuple[dry_run.Past, list[ruleset.Rule]]:
        tenant_id = tenant_id_of(conn, tenant)
        present = [ruleset.rule_of(row) for row in ruleset.rows(conn, tenant_id)]
        return dry_run.past(conn, tenant_id, since_us, until_us), present

    seen, present = await explained(store.read(unit))

    def replayed() -> dict[str, Any]:
        return {
            "from": rfc3339(seen.since_us),
            "to": rfc3339(seen.until_us),
            "terminals": len(seen.known),
            "facts": seen.facts,
            "present": _told(seen.under(present)),
            "would": _told(seen.under(dry_run.instead(present, asked))),
        }

    return await asyncio.to_thread(replayed)


def _told(outcome: dry_run.Outcome) -> dict[str, Any]:
    return {
        "per_day": round(outcome.per_day, 2),
        "by_kind": outcome.by_kind,
        "by_day": outcome.by_day,
        "notices": [one.members() for one in outcome.notices[-LONGEST_LIST:]],
    }

"""What a rule would have told last month: tried on what was seen then, before anybody relies on it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from aiohttp import web

from common.instants import rfc3339
from common.schemas import rules as schema
from edge.alerts import dry_run, rule_params, ruleset
from edge.alerts.dry_run import Outcome, Past
from edge.alerts.model import KINDS
from edge.alerts.replay import REPLAYED, Notice
from edge.alerts.ruleset import Rule
from edge.api import selectors
from edge.api.errors import ApiError, no_such, printable
from edge.api.finding import Glance
from edge.api.registry import Call, operation
from edge.feed import KEPT_US
from edge.store.ids import now_us

SHOWN: Final = 200
NOISIEST: Final = 5
_UNSAVED: Final = "rule_unsaved"


@operation(
    "POST",
    "/v1/rules/{rule}/dry_run",
    scope="alerts:read",
    body=schema.DryRunParams,
    answers=schema.DryRun,
    rate="bulk",
    raw=True,
    errors=("rule_not_found", "site_not_found", "device_not_found", "validation_failed", "rate_limited"),
)
async def dry_run_rule(call: Call) -> web.StreamResponse:
    """Say what a rule would have told with other params, over up to 30 days.

    It is tried on the presence that was seen, by the very code that watches: maintenance, silences and
    acknowledgements are not looked at. Only kinds about connectivity can be tried so.
    """
    asked: schema.DryRunParams = call.body
    return await _answered(call, asked, call.request.match_info["rule"], None)


@operation(
    "POST",
    "/v1/rules/dry_run",
    scope="alerts:read",
    body=schema.NewRuleDryRun,
    answers=schema.DryRun,
    rate="bulk",
    raw=True,
    errors=("site_not_found", "device_not_found", "validation_failed", "permission_denied", "rate_limited"),
)
async def dry_run_new_rule(call: Call) -> web.StreamResponse:
    """Say what a rule that is not made yet would have told, over up to 30 days.

    It is tried as one of your own: for what its selector fits, in place of the built-in one of its kind.
    """
    asked: schema.NewRuleDryRun = call.body
    return await _answered(call, asked, None, asked.kind)


async def _answered(
    call: Call, asked: schema.DryRunParams, name: str | None, kind: str | None
) -> web.StreamResponse:
    if call.actor.site_ids is not None:
        if name is not None:
            raise no_such("rule", name)
        raise ApiError(
            "permission_denied", "This key is limited to its sites, and rules are for all of them."
        )
    now = now_us()
    since, until = asked.from_, now if asked.to is None else min(asked.to, now)
    since = max(now - KEPT_US if since is None else since, now - KEPT_US)
    if since >= until:
        raise ApiError("validation_failed", "from must be before to, and before now.", param="from")

    def read(conn: sa.Connection) -> tuple[Past, list[Rule], Rule]:
        glance = Glance(conn, call.tenant_id, call.actor.site_ids)
        rules = [ruleset.rule_of(row) for row in ruleset.rows(conn, call.tenant_id)]
        selector = None if asked.selector is None else selectors.kept(glance, asked.selector)
        rule = _tried(rules, asked, name, kind, selector)
        return dry_run.past(conn, call.tenant_id, since, until), rules, rule

    with call.services.exports.hold(call.tenant_id):
        past, rules, rule = await call.services.store.read(read)
        changed = dry_run.instead(rules, [rule])
        would, present = await asyncio.to_thread(lambda: (past.under(changed), past.under(rules)))
    return web.json_response(_object(rule.kind, past, would, present))


def _tried(
    rules: Sequence[Rule],
    asked: schema.DryRunParams,
    name: str | None,
    kind: str | None,
    selector: Mapping[str, Any] | None,
) -> Rule:
    """The rule as it is to be tried. Raises ApiError, RuleMisuse."""
    if name is not None:
        known = next((one for one in rules if one.id == name), None)
        if known is None:
            raise no_such("rule", name)
    else:
        known = next((one for one in ruleset.defaults() if one.kind == kind), None)
        if known is None:
            raise ApiError(
                "validation_failed",
                f"There is no kind of alert '{printable(kind or '')}'. The kinds are {', '.join(KINDS)}.",
                param="kind",
            )
    if known.kind not in REPLAYED:
        raise ApiError(
            "validation_failed",
            f"What {known.kind} would have told cannot be found out afterwards. It can be of "
            f"{', '.join(REPLAYED)}.",
            param="kind" if name is None else None,
        )
    rule_params.check(known.kind, asked.params)
    return Rule(
        id=known.id if name is not None else _UNSAVED,
        kind=known.kind,
        params={**known.params, **asked.params},
        severity=asked.severity or known.severity,
        selector=known.selector if selector is None else selector,
        enabled=True,
        policy=known.policy,
        runbook=known.runbook,
    )


def _object(kind: str, past: Past, would: Outcome, present: Outcome) -> dict[str, Any]:
    found = {
        "object": "dry_run",
        "kind": kind,
        "from": rfc3339(past.since_us),
        "to": rfc3339(past.until_us),
        "terminals": len(past.known),
        "facts": past.facts,
        "would": _outcome(would),
        "present": _outcome(present),
    }
    return schema.DryRun.model_validate(found).model_dump(mode="json", by_alias=True)


def _outcome(outcome: Outcome) -> dict[str, Any]:
    alerts = [one for one in outcome.notices if one.of is None]
    counts = Counter((one.kind, one.entity) for one in alerts)
    titles = {(one.kind, one.entity): one.title for one in alerts}
    return {
        "alerts": len(alerts),
        "per_day": round(outcome.per_day, 2),
        "by_kind": outcome.by_kind,
        "by_day": outcome.by_day,
        "noisiest": [
            {"kind": kind, "entity": entity, "title": titles[kind, entity], "alerts": count}
            for (kind, entity), count in counts.most_common(NOISIEST)
        ],
        "told": [_telling(one) for one in outcome.notices[-SHOWN:]],
        "left_off": max(len(outcome.notices) - SHOWN, 0),
    }


def _telling(one: Notice) -> dict[str, Any]:
    return {
        "at": rfc3339(round(one.t * 1e6)),
        "kind": one.kind,
        "of": one.of,
        "entity": one.entity,
        "severity": one.severity,
        "title": one.title,
        "devices": list(one.devices),
    }

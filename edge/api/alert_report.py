"""The weekly report of alerts: whether they are worth being told."""

from __future__ import annotations

from typing import Final

from common.instants import rfc3339
from common.schemas import alert_report as schema
from edge.alerts.report import DAY_US, report
from edge.api.registry import operation
from edge.api.work import Result, View
from edge.store import alert_report

MOST: Final = 10_000


@operation(
    "GET",
    "/v1/alerts/report",
    scope="alerts:read",
    query=schema.AlertReportQuery,
    answers=schema.AlertReport,
)
def get_alert_report(view: View, query: schema.AlertReportQuery) -> Result:
    """Get how many alerts people were told of lately, on how many somebody acted, and which rules only made
    noise."""
    to_us = view.now_us
    from_us = to_us - query.days * DAY_US
    found = alert_report.fired(
        view.conn, view.tenant_id, from_us, to_us, site_ids=view.site_ids, most=MOST + 1
    )
    figures = report(found[:MOST], from_us, to_us)
    ratio = figures.ratio
    return Result(
        {
            "object": "alert_report",
            "from": rfc3339(from_us),
            "to": rfc3339(to_us),
            "alerts": figures.alerts,
            "alerts_capped": len(found) > MOST,
            "alerts_per_day": round(figures.per_day, 2),
            "acted_on": figures.acted_on,
            "acted_on_ratio": None if ratio is None else round(ratio, 3),
            "noisy_rules": [
                {
                    "rule": one.rule,
                    "kind": one.kind,
                    "alerts": one.alerts,
                    "acted_on": one.acted_on,
                    "acted_on_ratio": round(one.ratio, 3),
                }
                for one in figures.noisiest
            ],
        }
    )

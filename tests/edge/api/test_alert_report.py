"""The weekly figures: alerts a day, how many somebody acted on, which rules only made noise."""

from __future__ import annotations

from typing import Any

from edge.alerts.model import Entity
from edge.alerts.report import DAY_US, OfRule, report, was_acted_on
from tests.edge.api.conftest import Api, on_sqlite
from tests.edge.api.test_alerts import of_device, opened


def fired(rule: str, count: int, acted: int = 0) -> list[dict[str, Any]]:
    return [
        {
            "rule": rule,
            "kind": rule.removeprefix("rule_"),
            "acknowledged_at": 5 if number < acted else None,
            "timeline": [{"at": 1, "what": "firing"}],
        }
        for number in range(count)
    ]


def test_rules_that_nobody_acts_on_come_first() -> None:
    rows = [row for n in range(8) for row in fired(f"rule_{n}", 10 + n, acted=2 * n)]
    found = report(rows, 0, 7 * DAY_US)
    assert (found.alerts, found.acted_on, round(found.per_day, 2)) == (108, 56, 15.43)
    assert [one.rule for one in found.noisiest] == ["rule_0", "rule_1", "rule_2", "rule_3", "rule_4"]
    assert found.noisiest[1] == OfRule("rule_1", "1", 11, 2)


def test_a_rule_of_which_every_alert_was_worth_it_is_not_noisy() -> None:
    assert report(fired("rule_a", 3, acted=3), 0, DAY_US).noisiest == ()
    nothing = report([], 0, DAY_US)
    assert (nothing.ratio, nothing.per_day) == (None, 0)


def test_what_people_do_stands_in_the_history_with_who_did_it() -> None:
    assert not was_acted_on(None, [{"at": 1, "what": "firing"}, {"at": 2, "what": "notice", "by": None}])
    assert was_acted_on(None, [{"at": 1, "what": "comment", "by": "key_1"}])


@on_sqlite
async def test_over_the_api(api: Api) -> None:
    noisy = await of_device(api, "R1")
    quiet = await of_device(api, "R2")
    pending = await opened(api, "clock_drift", Entity("device", "dev_x"), "pending")
    assert noisy
    assert pending
    answer = await api.post(f"/v1/alerts/{quiet}/comment", {"text": "On my way."})
    assert answer.status_code == 200, answer.text
    body = (await api.get("/v1/alerts/report")).json()
    assert (body["alerts"], body["acted_on"], body["acted_on_ratio"]) == (2, 1, 0.5)
    assert body["alerts_per_day"] == 0.29
    assert body["noisy_rules"] == [
        {
            "rule": "rule_device_offline",
            "kind": "device_offline",
            "alerts": 2,
            "acted_on": 1,
            "acted_on_ratio": 0.5,
        }
    ]
    assert (await api.get("/v1/alerts/report?days=0")).status_code == 422

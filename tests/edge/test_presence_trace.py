"""An exported trace is one that a replay takes, and says of each terminal what was told of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from edge.alerts.trace import Record, read
from edge.presence_trace import WEEK_US, trace

SECOND = 1_000_000
START = 1_800_000_000 * SECOND  # a Friday
END = START + 3600 * SECOND


def device(row: int, **members: Any) -> dict[str, Any]:
    return {
        "row": row,
        "id": f"dev_{row}",
        "site": "site_hq",
        "critical": False,
        "tz": "Africa/Casablanca",
        "created": START - WEEK_US,
        "online": True,
        "retired": False,
        **members,
    }


def fact(after_s: float, row: int, status: str, **rest: Any) -> list[Any]:
    since = rest.get("since_s")
    at = START + round(after_s * SECOND)
    return [at, row, status, None if since is None else START + round(since * SECOND), rest.get("cause")]


def replayed(lines: list[dict[str, Any]]) -> list[Record]:
    return list(read(json.dumps(line).encode() for line in lines))


def test_it_is_a_trace_that_a_replay_takes() -> None:
    facts = [fact(100, 1, "offline", since_s=64.5, cause="site"), fact(220, 1, "online")]
    made = list(
        trace([device(1, critical=True), device(2, site=None)], facts, [START + 150 * SECOND], START, END)
    )
    assert [(line["t"] - START / 1e6, line["type"]) for line in made] == [
        (0, "device"),
        (0, "device"),
        (100, "offline"),
        (150, "edge_restart"),
        (220, "online"),
        (3600, "end"),
    ]
    one, two, offline, *_ = replayed(made)
    assert (one.device, one.site, one.critical, one.zone) == ("dev_1", "site_hq", True, "Africa/Casablanca")
    assert (two.site, two.critical) == (None, False)
    assert (offline.since, offline.cause) == (START / 1e6 + 64.5, "site")


@pytest.mark.parametrize(
    ("online_now", "facts", "offline_at_start"),
    [
        (True, [], False),
        (False, [], True),
        (True, [fact(10, 1, "online")], True),
        (False, [fact(10, 1, "offline")], False),
        (True, [fact(7200, 1, "online")], True),
    ],
)
def test_what_a_terminal_was_at_the_start_shows_in_what_it_became(
    online_now: bool, facts: list[list[Any]], offline_at_start: bool
) -> None:
    made = list(trace([device(1, online=online_now)], facts, [], START, END))
    first = made[1]
    assert ((first["t"], first["type"]) == (START / 1e6, "offline")) == offline_at_start
    assert all(line["t"] <= END / 1e6 for line in made)


def test_who_was_registered_meanwhile_is_declared_then_and_who_left_long_ago_is_not() -> None:
    newcomer = device(1, created=START + 60 * SECOND)
    gone, left = device(2, retired=True), device(3, retired=True)
    made = list(trace([newcomer, gone, left], [fact(30, 3, "offline")], [], START, END))
    assert [(line["t"] - START / 1e6, line.get("device")) for line in made] == [
        (0, "dev_3"),
        (30, "dev_3"),
        (60, "dev_1"),
        (3600, None),
    ]


def test_an_anonymous_trace_has_numbers_and_no_dates_but_hours_and_weekdays_stay() -> None:
    facts = [fact(100, 1, "offline", since_s=64)]
    made = list(trace([device(1), device(2)], facts, [], START, END, anonymous=True))
    text = json.dumps(made)
    assert not any(word in text for word in ("dev_", "site_", "Casablanca"))
    assert made[0] == {"t": made[0]["t"], "type": "device", "device": "D1", "site": "S1"}
    assert 0 <= made[0]["t"] < WEEK_US / 1e6
    weeks = (START / 1e6 - made[0]["t"] - 4 * 86_400) / (WEEK_US / 1e6)
    assert weeks == int(weeks)
    replayed(made)

"""Hours and days by a clock of ours: exact schedules, outages, warnings, clocks that jump."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import pairwise
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from edge.store import webhooks
from edge.store.schema import event
from edge.webhooks import breaker, endpoints
from edge.webhooks.parcel import Outcome
from edge.webhooks.schedule import DELAYS_S, retry_after_s
from tests.edge.webhooks.virtual import DAY, HOUR, MINUTE, SECOND, START, Virtual, virtual


def poison_only(world: Virtual) -> None:
    """What the first terminal tells is never taken, everything else is: no outage."""
    poison = world.devices[0]["id"]
    world.answer = lambda now, webhook, due: 500 if due.row["device_id"] == poison else 200


def in_order(world: Virtual, webhook: int) -> bool:
    """Whether each lane's events arrived in order the first time, and none but the first ever waited."""
    taken: dict[int, list[int]] = {}
    for sent in world.sent:
        if sent.webhook == webhook and sent.status == 200:
            first = taken.setdefault(sent.lane, [])
            if sent.event not in first:
                first.append(sent.event)
    return all(first == sorted(first) for first in taken.values())


def test_the_six_attempts_are_made_at_the_documented_seconds_exactly() -> None:
    with virtual(2) as world:
        world.listen()
        world.took_us = 0
        poison_only(world)
        world.tell(0)
        for _ in range(6):
            world.tell(1)
            world.run(HOUR // 2)
        poisoned = [sent for sent in world.sent if sent.status == 500]
        waits = [(after.at - before.at) / SECOND for before, after in pairwise(poisoned)]
        assert waits == list(DELAYS_S) == [10, 60, 300, 1_800, 7_200]
        dead = [row for row in world.rows() if row["state"] == "dead"]
        assert [(row["attempts"], row["charged"]) for row in dead] == [(6, 6)]
        assert dead[0]["finished_at"] - START == 9_370 * SECOND


def test_with_jitter_they_are_later_and_never_earlier() -> None:
    for seed in range(3):
        with virtual(2, random=Random(seed)) as world:
            world.listen()
            poison_only(world)
            world.tell(0)
            for _ in range(7):
                world.tell(1)
                world.run(HOUR // 2)
            poisoned = [sent for sent in world.sent if sent.status == 500]
            assert len(poisoned) == 6
            for (before, after), delay_s in zip(pairwise(poisoned), DELAYS_S, strict=True):
                waited_s = (after.at - before.at - world.took_us) / SECOND
                assert delay_s <= waited_s <= delay_s + max(1.0, delay_s * 0.1)


@pytest.mark.parametrize(
    ("status", "header", "waited_s"),
    [(503, "120", 120), (429, "3", 10), (503, "date", 95), (500, "120", 10), (429, "99999", 7_200)],
)
def test_a_receiver_that_asks_for_later_gets_it_later(status: int, header: str, waited_s: int) -> None:
    with virtual() as world:
        world.listen()
        world.took_us = 0

        def answer(now: int, webhook: int, due: Any) -> Outcome | int:
            if due.row["attempts"]:
                return 200
            at = format_datetime(datetime.fromtimestamp(now / 1e6 + 95, UTC), usegmt=True)
            asked = retry_after_s(status, at if header == "date" else header, now)
            return Outcome(status, 1, f"http_{status}", None, asked)

        world.answer = answer
        world.tell()
        world.run(3 * HOUR)
        first, second = world.sent
        assert (second.at - first.at) / SECOND == waited_s


def test_three_hours_of_outage_lose_nothing_and_the_way_back_is_a_ramp() -> None:
    with virtual(12) as world:
        world.watch_us = HOUR
        webhook = world.listen()
        back_at = START + 3 * HOUR
        world.answer = lambda now, webhook, due: 200 if now >= back_at else None
        for _ in range(9):
            for place in range(12):
                world.tell(place, 4)
            world.run(20 * MINUTE)
        assert {row["state"] for row in world.rows()} == {"pending"}, "no dead letter"
        assert world.breaker(webhook).state == "open"
        assert len(world.sent) < 100, "the receiver is hardly bothered meanwhile"
        world.most_at_once.clear()
        world.run(11 * MINUTE)
        rows = world.rows()
        assert len(rows) == 9 * 12 * 4
        assert {row["state"] for row in rows} == {"delivered"}
        assert in_order(world, webhook)
        at_once = [most for _, most in sorted(world.most_at_once.items()) if most]
        assert at_once[0] == 1, "one probe"
        assert max(at_once) == 8
        grows = [most for place, most in enumerate(at_once) if most > max(at_once[:place], default=0)]
        assert grows == [1, 2, 4, 8], "no stampede"


@pytest.fixture
def seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    """Days pass quicker where an open breaker probes every three hours."""
    monkeypatch.setattr(breaker, "LAST_PROBE_US", 3 * HOUR)


@pytest.mark.usefixtures("seldom")
def test_others_are_told_of_an_endpoint_that_fails_and_then_is_disabled() -> None:
    with virtual() as world:
        world.watch_us = HOUR // 2
        broken = world.listen(events_wanted=["*"])
        well = world.listen(events_wanted=["webhook.failing", "webhook.disabled"])
        world.answer = lambda now, webhook, due: 503 if webhook == broken else 200
        told: list[tuple[str, float]] = []
        for _ in range(6):
            world.tell()
            world.run(DAY)
        kinds = dict(
            world.unit(lambda conn: [tuple(row) for row in conn.execute(sa.select(event.c.id, event.c.type))])
        )
        for sent in world.sent:
            if sent.webhook == well:
                told.append((kinds[sent.event], round((sent.at - START) / HOUR, 1)))
        assert [kind for kind, _ in told] == ["webhook.failing"] * 3 + ["webhook.disabled"]
        for (_, hours), wanted in zip(told, (1, 24, 72, 120), strict=True):
            assert wanted <= hours <= wanted + (0.5 if wanted < 120 else 3), told
        row = world.endpoint(broken)
        assert (row["status"], row["disabled_reason"]) == (
            "disabled",
            "not one delivery was taken for five days",
        )
        own = [
            one for one in world.rows() if one["webhook_id"] == broken and one["type"].startswith("webhook.")
        ]
        assert own == [], "it is not told of itself"


@pytest.mark.usefixtures("seldom")
def test_what_waits_for_longer_than_the_endpoint_wants_is_given_up() -> None:
    with virtual() as world:
        patient = world.listen()
        hasty = world.listen(settings={"max_age_hours": 6})
        world.watch_us = HOUR
        world.answer = lambda now, webhook, due: None
        world.tell()
        world.run(8 * HOUR)
        states = {row["webhook_id"]: (row["state"], row["error"]) for row in world.rows()}
        assert states[hasty] == ("dead", "too_old")
        assert states[patient][0] == "pending"
        world.run(3 * DAY)
        assert {row["state"] for row in world.rows()} == {"dead"}


def test_who_answers_gone_is_disabled_at_once_and_loses_nothing() -> None:
    with virtual() as world:
        webhook = world.listen()
        world.answer = lambda now, webhook, due: 410
        world.tell(times=3)
        world.run(HOUR)
        assert len(world.sent) == 1
        assert world.endpoint(webhook)["status"] == "disabled"
        world.answer = lambda now, webhook, due: 200
        world.unit(lambda conn: endpoints.enable(conn, _held(conn, world, webhook), world.now))
        world.run(MINUTE)
        assert {row["state"] for row in world.rows()} == {"delivered"}


def _held(conn: sa.Connection, world: Virtual, webhook: int) -> sa.RowMapping:
    row = webhooks.by_id(conn, world.tenant_id, webhook, hold=True)
    assert row is not None
    return row


@pytest.mark.parametrize("jump", [-HOUR, HOUR])
def test_a_clock_that_jumps_an_hour_costs_no_delivery_and_no_order(jump: int) -> None:
    with virtual(3) as world:
        webhook = world.listen()
        world.answer = lambda now, webhook, due: 500 if due.row["attempts"] < 2 else 200
        for place in range(3):
            world.tell(place, 4)
        world.run(5 * SECOND)
        world.now += jump
        for place in range(3):
            world.tell(place, 4)
        world.run(5 * SECOND)
        world.now -= jump
        world.answer = lambda now, webhook, due: 200
        world.run(2 * HOUR)
        assert {row["state"] for row in world.rows()} == {"delivered"}
        assert in_order(world, webhook)


def test_deleted_while_an_attempt_is_under_way_its_outcome_has_no_effect() -> None:
    with virtual() as world:
        webhook = world.listen()
        world.tell(times=3)
        world.took_us = 5 * SECOND
        world.run(SECOND)
        assert len(world.under_way) == 1
        world.unit(lambda conn: endpoints.remove(conn, _held(conn, world, webhook), world.now))
        world.run(HOUR)
        assert [row["state"] for row in world.rows()] == ["cancelled"] * 3
        assert len(world.sent) == 3, "what was loaded had left; nothing more does"


def test_disabled_while_an_attempt_is_under_way_its_outcome_counts_and_nothing_follows() -> None:
    with virtual() as world:
        webhook = world.listen()
        world.tell(times=8)
        world.took_us = 5 * SECOND
        world.run(SECOND)
        world.unit(
            lambda conn: endpoints.disable(conn, world.ids, _held(conn, world, webhook), "by hand", world.now)
        )
        world.run(HOUR)
        states = [row["state"] for row in world.rows()]
        assert states == ["delivered"] * 5 + ["pending"] * 3
        assert len(world.sent) == 5
        world.unit(lambda conn: endpoints.enable(conn, _held(conn, world, webhook), world.now))
        world.run(MINUTE)
        assert [sent.event for sent in world.sent] == sorted(sent.event for sent in world.sent)
        assert [row["state"] for row in world.rows()] == ["delivered"] * 8

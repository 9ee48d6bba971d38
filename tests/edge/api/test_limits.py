"""Limits: what a caller has left is said on every answer, and it is the truth."""

from __future__ import annotations

import time
from contextlib import ExitStack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.api.errors import ApiError
from edge.api.limits import ADDRESS, KEY, SWEEP_AT, TENANT, Gate, Limiter, Policy
from tests.edge.api.conftest import Api, on_sqlite

SMALL = Policy("small", quota=6, window_s=60, burst=3)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_passes_at_once_and_the_rest_at_its_pace() -> None:
    clock = Clock()
    limiter = Limiter(clock)
    verdicts = [limiter.ask(SMALL, "a") for _ in range(4)]
    assert [verdict.allowed for verdict in verdicts] == [True, True, True, False]
    assert [verdict.remaining for verdict in verdicts] == [2, 1, 0, 0]
    assert verdicts[-1].retry_in_s == 10
    clock.now += 9.9
    assert not limiter.ask(SMALL, "a").allowed
    clock.now += 0.2
    assert limiter.ask(SMALL, "a").allowed
    assert limiter.ask(SMALL, "b").remaining == 2


def test_looking_costs_nothing() -> None:
    limiter = Limiter(Clock())
    for _ in range(10):
        assert limiter.ask(SMALL, "a", cost=0).remaining == 3
    for _ in range(3):
        limiter.ask(SMALL, "a")
    assert not limiter.ask(SMALL, "a", cost=0).allowed


@given(st.lists(st.floats(0, 30), min_size=1, max_size=60))
def test_never_more_than_burst_and_pace_allow(pauses: list[float]) -> None:
    clock = Clock()
    limiter = Limiter(clock)
    passed: list[float] = []
    for pause in pauses:
        clock.now += pause
        before = limiter.ask(SMALL, "a", cost=0)
        verdict = limiter.ask(SMALL, "a")
        assert verdict.allowed == (before.remaining > 0)
        if verdict.allowed:
            passed.append(clock.now)
        elif verdict.retry_in_s:
            clock.now += verdict.retry_in_s + 1e-6
            assert limiter.ask(SMALL, "a").allowed
            passed.append(clock.now)
    for start in passed:
        within = [at for at in passed if start <= at <= start + SMALL.window_s]
        assert len(within) <= SMALL.burst + SMALL.quota + 1


def test_callers_that_are_done_are_forgotten() -> None:
    clock = Clock()
    limiter = Limiter(clock)
    for number in range(SWEEP_AT):
        limiter.ask(SMALL, number)
    clock.now += 3600
    limiter.ask(SMALL, "last")
    assert len(limiter._arrival) == 1


@on_sqlite
async def test_every_answer_says_what_is_left(api: Api) -> None:
    first = await api.get("/v1/me")
    second = await api.get("/v1/devices/nonexistent")
    assert first.headers["X-RateLimit-Limit"] == "600"
    assert first.headers["RateLimit-Policy"] == '"key";q=600;w=60'
    left = [int(answer.headers["X-RateLimit-Remaining"]) for answer in (first, second)]
    assert left[1] in (left[0] - 1, left[0])
    assert abs(int(first.headers["X-RateLimit-Reset"]) - time.time()) < 5
    for unknown in (await api.get("/v1/nothing"), await api.get("/v1/me", key=None)):
        assert unknown.headers["X-RateLimit-Limit"] == "60"
        assert "RateLimit" in unknown.headers


@on_sqlite
async def test_a_key_that_asks_too_often_waits_and_others_do_not(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edge.api.limits.KEY", Policy("key", 6, 60, 3))
    answers = [await api.get("/v1/me") for _ in range(6)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    error = refused[0].json()["error"]
    assert (error["code"], error["policy"]) == ("rate_limited", "key")
    assert refused[0].headers["X-RateLimit-Remaining"] == "0"
    assert 1 <= int(refused[0].headers["Retry-After"]) <= 12
    assert (await api.get("/v1/me", key=api.home.keys["viewer"])).status_code == 200


@on_sqlite
async def test_an_address_without_a_key_may_ask_sixty_times_a_minute(api: Api) -> None:
    stranger = {"X-Forwarded-For": "203.0.113.7"}
    answers = [
        (await api.get("/v1/me", key=None, headers=stranger)).status_code for _ in range(ADDRESS.burst + 5)
    ]
    assert answers.count(401) >= ADDRESS.burst
    assert answers[-1] == 429
    assert (await api.get("/v1/me", headers=stranger)).status_code == 200
    assert (await api.get("/v1/me", key=None, headers={"X-Forwarded-For": "203.0.113.8"})).status_code == 401


@on_sqlite
async def test_wrong_keys_are_tried_twenty_times_a_minute(api: Api) -> None:
    stranger = {"X-Forwarded-For": "203.0.113.9"}
    answers = [(await api.get("/v1/me", key="pd_live_x", headers=stranger)).status_code for _ in range(25)]
    assert answers[:20] == [401] * 20
    assert answers[-1] == 429


@on_sqlite
async def test_trusted_addresses_have_no_limit_of_their_own(api: Api) -> None:
    answers = {(await api.get("/v1/nothing", key=None)).status_code for _ in range(ADDRESS.burst + 10)}
    assert answers == {404}


@on_sqlite
async def test_health_and_docs_are_not_counted(api: Api) -> None:
    stranger = {"X-Forwarded-For": "203.0.113.10"}
    for _ in range(ADDRESS.burst + 5):
        assert (await api.get("/healthz", key=None, headers=stranger)).status_code == 200
    assert (await api.get("/v1/me", key=None, headers=stranger)).status_code == 401


def test_a_gate_lets_so_many_in_at_once_and_another_when_one_has_left() -> None:
    gate = Gate("exports", "exports", 2)
    with ExitStack() as stack:
        stack.enter_context(gate.hold(1))
        with gate.hold(1), gate.hold(2), pytest.raises(ApiError) as refused:
            stack.enter_context(gate.hold(1))
        assert (refused.value.code, refused.value.extra["policy"]) == ("rate_limited", "exports")
        assert 1 <= int(refused.value.headers["Retry-After"]) <= 3
        stack.enter_context(gate.hold(1))
    with pytest.raises(LookupError), gate.hold(1):
        raise LookupError
    assert not gate._under_way


def test_the_limits_are_those_of_the_docs() -> None:
    told = {policy.name: (policy.quota, policy.window_s) for policy in (KEY, TENANT, ADDRESS)}
    assert told == {"key": (600, 60), "tenant": (3_000, 60), "address": (60, 60)}
    assert KEY.burst == 100


@on_sqlite
async def test_the_keys_of_a_tenant_share_its_limit_and_no_other_tenant_does(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edge.api.limits.TENANT", Policy("tenant", 6, 60, 6))
    secrets = [api.home.keys[role] for role in ("viewer", "operator", "admin")]
    answers = [await api.get("/v1/me", key=secret) for secret in secrets * 3]
    assert [answer.status_code for answer in answers] == [200] * 6 + [429] * 3
    assert answers[0].headers["RateLimit-Policy"].startswith('"key"')
    refused = answers[-1]
    assert refused.json()["error"]["policy"] == "tenant"
    assert refused.headers["RateLimit-Policy"] == '"tenant";q=6;w=60'
    assert int(refused.headers["Retry-After"]) >= 1
    assert (await api.get("/v1/me", key=api.other.admin)).status_code == 200


@on_sqlite
async def test_even_what_is_wrong_is_counted_and_says_what_is_left(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    for method, path, sent in [
        ("GET", "/v1/devices?surprise=1", {}),
        ("POST", "/v1/sites", {"content": b"{"}),
        ("GET", "/v1/me", {"headers": {"Accept": "image/png"}}),
        ("PUT", "/v1/me", {}),
        ("OPTIONS", "/v1/me", {}),
        ("GET", "/nothing", {}),
    ]:
        answer = await api.call(method, path, **sent)
        for header in ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "RateLimit"):
            assert header in answer.headers, (method, path)
    monkeypatch.setattr("edge.api.limits.ADDRESS", Policy("address", 3, 60, 3))
    stranger = {"X-Forwarded-For": "203.0.113.11"}
    told = [await api.call("OPTIONS", "/v1/me", key=None, headers=stranger) for _ in range(4)]
    assert [answer.status_code for answer in told] == [204, 204, 204, 429]

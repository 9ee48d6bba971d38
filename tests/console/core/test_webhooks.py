"""Webhooks as the console reads them from the API."""

from __future__ import annotations

import shlex
from typing import Any

import pytest

from console.core.webhooks import MASKED, Draft, Endpoint, Health, Request, headers_of, middle_ms, pretty


def endpoint(status: str = "enabled", **breaker: Any) -> Endpoint:
    return Endpoint.of(
        {
            "id": "wh_1", "url": "https://hr.example.com/in", "description": None, "events": ["*"],
            "ordering": "device", "headers": [], "max_lanes": 8, "max_age_hours": 72, "signature": "hmac",
            "status": status, "disabled_reason": None, "disabled_at": None,
            "breaker": {
                "state": "closed", "failures_in_a_row": 0, "failing_since": None, "probes_at": None,
                "last_success_at": "2026-11-01T08:00:00Z", **breaker,
            },
            "pending": 0, "dead": 0, "oldest_pending_at": None, "secrets": 1,
            "created_at": "2026-10-01T08:00:00Z", "version": 1,
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("made", "health"),
    [
        (endpoint(), Health.TAKING),
        (endpoint(last_success_at=None), Health.NEW),
        (endpoint(failures_in_a_row=2), Health.FAILING),
        (endpoint(state="open", failures_in_a_row=9), Health.PARKED),
        (endpoint(state="half_open"), Health.RECOVERING),
        (endpoint("disabled", state="open"), Health.PAUSED),
    ],
)
def test_how_an_endpoint_does_is_one_word(made: Endpoint, health: Health) -> None:
    assert made.health is health


def test_a_command_for_the_shell_keeps_the_bytes_and_hides_the_signatures() -> None:
    body = """{"name":"N'Golo \\"K\\""}"""
    request = Request("https://x.example/a?b=c&d", {"Webhook-Signature": "v1,abc", "A": "it's"}, body)
    words = shlex.split(request.curl(masked=True).replace("\\\n", " "))
    assert words[words.index("--data-binary") + 1] == body
    assert words[-1] == request.url
    assert f"Webhook-Signature: {MASKED}" in words
    assert "A: it's" in words
    assert "v1,abc" in request.curl(masked=False)


def test_headers_are_written_one_a_line() -> None:
    assert headers_of("X-Key: a:b\n\n Other :  c ") == {"X-Key": "a:b", "Other": "c"}
    with pytest.raises(ValueError, match="nonsense"):
        headers_of("X-Key: a\nnonsense")


def test_headers_that_are_not_named_stay() -> None:
    assert "headers" not in Draft("https://x.example", ("*",)).body()
    assert Draft("https://x.example", ("*",), headers={}).body()["headers"] == {}


def test_a_body_is_laid_out_where_it_is_json() -> None:
    assert pretty('{"a":[1]}') == '{\n  "a": [\n    1\n  ]\n}'
    assert pretty("<html>") == "<html>"


def test_the_middle_of_what_is_known() -> None:
    assert middle_ms([10, None, 500, 20]) == 20
    assert middle_ms([None]) is None

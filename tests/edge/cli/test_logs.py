"""Logs: one line an event, no secret in any, and none that a terminal wrote."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.keys import mint
from edge.logs import HIDDEN, escaped, redact
from tests.kit.edge_process import ROOT

KEY = mint()
SECRETS = [KEY, mint("test"), "whsec_c2VjcmV0c2VjcmV0c2VjcmV0", "/t/AbCdEfGhIjKlMnOpQrStUv", "me:hunter2"]
TOLD = [*SECRETS[:4], f"postgresql://{SECRETS[4]}@there/db"]

# A process of its own: loggers remember the first configuration they meet.
PROGRAM = """
import logging, sys, structlog
from edge import logs
style, secret = sys.argv[1:]
if style == "quiet":
    logs.quiet()
else:
    logs.configure(style)
log = structlog.get_logger()
log.info("serving", key="/data/admin.key", count=3)
log.warning("odd", name="a\\nERROR forged", token="t0ken")
try:
    raise ValueError(f"bad {secret}\\nERROR forged")
except ValueError:
    log.exception("failed")
logging.getLogger("library").error("bad line %s\\nERROR forged", secret)
logging.getLogger("library").info("chatter")
"""


def logged(style: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, style, KEY], cwd=ROOT, capture_output=True, check=True, timeout=60
    )
    assert done.stdout == b""
    return done.stderr.decode()


def redacted(**event: Any) -> dict[str, Any]:
    return dict(redact(None, "info", event))


def test_json_is_one_object_a_line_from_us_and_from_libraries() -> None:
    events = [json.loads(line) for line in logged("json").splitlines()]
    assert [event["level"] for event in events] == ["info", "warning", "error", "error"]
    assert events[0]["count"] == 3
    assert "ValueError" in events[2]["exception"]
    assert events[3]["event"] == f"bad line {HIDDEN}\\x0aERROR forged"
    assert all("timestamp" in event for event in events)


@pytest.mark.parametrize("style", ["json", "text"])
def test_no_secret_and_no_forged_line_reaches_the_log(style: Literal["json", "text"]) -> None:
    lines = logged(style).splitlines()
    assert not [line for line in lines if line.startswith("ERROR forged")]
    assert not [line for line in lines if KEY in line or "t0ken" in line]
    assert any("/data/admin.key" in line for line in lines)
    assert not [line for line in lines if "chatter" in line]


def test_commands_for_scripts_log_only_failures() -> None:
    printed = logged("quiet")
    assert "serving" not in printed
    assert "odd" not in printed
    assert "failed" in printed


@pytest.mark.parametrize("text", TOLD, ids=[str(number) for number in range(len(TOLD))])
@pytest.mark.parametrize(
    "wrap",
    [str, lambda s: [s], lambda s: {"a": (1, s)}, lambda s: {s: 1}, lambda s: {s}, ValueError, str.encode],
    ids=["text", "list", "deep", "key of a dict", "set", "exception", "bytes"],
)
def test_secrets_are_hidden_wherever_they_stand(text: str, wrap: Any) -> None:
    shown = repr(redacted(event=wrap(text)))
    assert HIDDEN in shown
    assert not [secret for secret in SECRETS if secret in shown]


@pytest.mark.parametrize(
    "name",
    [
        *("authorization", "Authorization", "secret", "webhook_secret", "token", "password", "template"),
        *("photo", "face", "face_data", "finger", "fingerprint", "comm_key", "admin_key", "api_key"),
    ],
)
def test_values_with_telling_names_are_hidden_whatever_they_are(name: str) -> None:
    assert redacted(**{name: b"\x00\x01"}) == {name: HIDDEN}
    assert redacted(outer={name: ["x"]}) == {"outer": {name: HIDDEN}}


def test_what_is_no_secret_stays() -> None:
    event = {"event": "e", "interface": "eth0", "count": 3, "ratio": 0.5, "none": None, "yes": True}
    assert redacted(**event) == event


@given(st.text())
def test_escaped_text_is_one_line_and_moves_no_cursor(text: str) -> None:
    shown = escaped(text)
    assert len(shown.splitlines()) <= 1
    assert not [letter for letter in shown if ord(letter) < 32 or 127 <= ord(letter) < 160]
    assert shown == text or len(shown) > len(text)

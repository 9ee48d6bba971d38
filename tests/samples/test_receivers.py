"""The receivers of the documentation take what the edge really sends, and refuse what it did not."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from common import signing
from tests.samples.conftest import HTTP, Office
from tests.samples.programs import Language, Listener, sample
from tests.samples.recorder import Recorder, Sent
from tests.samples.test_samples import ToolboxOf, in_every_language

REFUSED = 401
OURS = ("x-punchconnect-", "webhook-")


@dataclass(frozen=True)
class Rotated:
    """A delivery signed with two secrets."""

    old: str
    new: str
    sent: Sent


@pytest.fixture(scope="package")
def sent(back_office: Office, recorder: Recorder, secret: str) -> Sent:
    """A delivery as it was really sent."""
    back_office.webhook(f"{recorder.url}/plain", "attendance.created", secret=secret)
    return recorder.first("/plain", f'"pin":"{back_office.punch()}"')


@pytest.fixture(scope="package")
def rotated(back_office: Office, recorder: Recorder) -> Rotated:
    old = signing.new_secret()
    webhook = back_office.webhook(f"{recorder.url}/rotated", "attendance.created", secret=old)
    new = back_office.call("POST", f"/webhooks/{webhook}/rotate_secret", {"overlap_hours": 1})["secret"]
    return Rotated(old, new, recorder.first("/rotated", f'"pin":"{back_office.punch()}"'))


def status(receiver: Listener, sent: Sent, body: bytes | None = None, **changed: str | None) -> int:
    """What a receiver answers to a delivery, or to one that somebody has changed on its way."""
    headers = {name: value for name, value in sent.headers.items() if name.startswith(OURS)}
    for name, value in changed.items():
        headers.pop(name.replace("_", "-"), None)
        if value is not None:
            headers[name.replace("_", "-")] = value
    content = sent.body if body is None else body
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    return HTTP.post(receiver.url, content=content, headers=raw).status_code


def tampered(body: bytes) -> tuple[bytes, ...]:
    changed = body.replace(b'"late":false', b'"late":true')
    assert changed != body
    return changed, body + b"\n", b""


@in_every_language
@pytest.mark.parametrize("flow", ["verify_signature", "verify_standard"])
def test_what_the_edge_sends_is_taken(
    office: Office, secret: str, toolbox_of: ToolboxOf, language: Language, flow: str, tmp_path: Path
) -> None:
    toolbox = toolbox_of(language)
    with toolbox.listening(language, sample(flow, language), tmp_path, SECRET=secret) as receiver:
        webhook = office.webhook(f"{receiver.url}/hook", "attendance.created", secret=secret)
        tried = office.call("POST", f"/webhooks/{webhook}/test", {"event": "device.offline"})
        assert (tried["delivered"], tried["status"]) == (True, 204), tried
        receiver.await_line(f"device.offline {tried['event_id']}")
        punch = office.punched(office.punch())
        receiver.await_line(f"attendance.created evt{punch['id'].removeprefix('att')}")


@in_every_language
def test_only_the_bytes_that_were_signed_are_believed(
    sent: Sent, secret: str, toolbox_of: ToolboxOf, language: Language, tmp_path: Path
) -> None:
    toolbox, file = toolbox_of(language), sample("verify_signature", language)
    with toolbox.listening(language, file, tmp_path, SECRET=secret) as receiver:
        assert status(receiver, sent) == 204
        for body in tampered(sent.body):
            assert status(receiver, sent, body) == REFUSED
        forged = signing.body_signature(signing.new_secret(), sent.body)
        for signature in (forged, forged[:20], "", "é", None):
            assert status(receiver, sent, x_punchconnect_signature=signature) == REFUSED


@in_every_language
def test_standard_webhooks_refuse_what_is_changed_or_old(
    sent: Sent, secret: str, toolbox_of: ToolboxOf, language: Language, tmp_path: Path
) -> None:
    toolbox, file = toolbox_of(language), sample("verify_standard", language)
    key = signing.standard_key(secret)
    assert key is not None
    with toolbox.listening(language, file, tmp_path, SECRET=secret) as receiver:
        assert status(receiver, sent) == 204
        for body in tampered(sent.body):
            assert status(receiver, sent, body) == REFUSED
        for missing in ("webhook_id", "webhook_timestamp", "webhook_signature"):
            assert status(receiver, sent, **{missing: None}) == REFUSED
        assert status(receiver, sent, webhook_id="evt_another") == REFUSED
        with_another = f"v1a,AAAA {sent.headers['webhook-signature']}"
        assert status(receiver, sent, webhook_signature=with_another) == 204
        forged = signing.standard_signature(
            bytes(32), sent.headers["webhook-id"], int(sent.headers["webhook-timestamp"]), sent.body
        )
        for signatures in (forged, "v1,AAAA v1,é", f"v1a,{forged}", "none"):
            assert status(receiver, sent, webhook_signature=signatures) == REFUSED
        for seconds, answer in ((-600, REFUSED), (600, REFUSED), (-200, 204)):
            stamp = int(time.time()) + seconds
            signed = signing.standard_signature(key, sent.headers["webhook-id"], stamp, sent.body)
            told = status(receiver, sent, webhook_timestamp=str(stamp), webhook_signature=signed)
            assert told == answer, f"{seconds} s away"


@in_every_language
def test_while_a_secret_is_rotated_both_are_good(
    rotated: Rotated, toolbox_of: ToolboxOf, language: Language, tmp_path: Path
) -> None:
    toolbox, file = toolbox_of(language), sample("verify_standard", language)
    assert len(rotated.sent.headers["webhook-signature"].split()) == 2
    for secret in (rotated.old, rotated.new):
        with toolbox.listening(language, file, tmp_path, SECRET=secret) as receiver:
            assert status(receiver, rotated.sent) == 204

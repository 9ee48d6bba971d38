"""Signatures that a receiver's own library accepts, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from common import signing
from common.signing import SignatureRefused

SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
NOW = 1_795_240_000


def headers(secret: str, body: bytes, at: int = NOW) -> dict[str, str]:
    key = signing.standard_key(secret)
    assert key is not None
    return {
        "Webhook-Id": "evt_1",
        "Webhook-Timestamp": str(at),
        "Webhook-Signature": signing.standard_signature(key, "evt_1", at, body),
    }


def test_the_key_of_the_body_s_signature_is_the_secret_as_shown() -> None:
    body = '{"name":"Zoë"}'.encode()
    expected = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert signing.body_signature(SECRET, body) == expected
    assert signing.body_is_signed(SECRET, body, expected.upper() + " ")
    assert not signing.body_is_signed(SECRET, body + b" ", expected)
    assert not signing.body_is_signed(SECRET, body, "é")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.integers(24, 64))
def test_the_library_of_standard_webhooks_takes_ours(text: str, length: int) -> None:
    secret = "whsec_" + base64.b64encode(bytes(range(length))).decode()
    now = int(datetime.now(UTC).timestamp())
    body = f'{{"t":"{text.encode().hex()}"}}'.encode()
    Webhook(secret).verify(body, {k.lower(): v for k, v in headers(secret, body, now).items()})
    signing.verify(secret, headers(secret, body, now), body, now=now)


def test_and_we_take_theirs() -> None:
    now = datetime.now(UTC)
    signature = Webhook(SECRET).sign("evt_1", now, "{}")
    given_headers = {
        "webhook-id": "evt_1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": f"v1a,else {signature}",
    }
    signing.verify(["whsec_old", SECRET], given_headers, b"{}", now=now.timestamp())


@pytest.mark.parametrize(
    "change",
    [
        {"Webhook-Signature": "v1,AAAA"},
        {"Webhook-Signature": "v2,é"},
        {"Webhook-Id": "evt_2"},
        {"Webhook-Timestamp": str(NOW + 1)},
        {"Webhook-Timestamp": "²"},
        {"Webhook-Timestamp": ""},
    ],
)
def test_what_was_changed_is_refused(change: dict[str, str]) -> None:
    with pytest.raises(SignatureRefused):
        signing.verify(SECRET, headers(SECRET, b"{}") | change, b"{}", now=NOW)


def test_what_is_old_is_refused() -> None:
    signing.verify(SECRET, headers(SECRET, b"{}"), b"{}", now=NOW + 300)
    with pytest.raises(SignatureRefused):
        signing.verify(SECRET, headers(SECRET, b"{}"), b"{}", now=NOW + 301)
    with pytest.raises(SignatureRefused):
        signing.verify(
            "whsec_" + base64.b64encode(b"x" * 32).decode(), headers(SECRET, b"{}"), b"{}", now=NOW
        )


def test_what_follows_the_prefix_decides_whether_there_is_a_standard_signature() -> None:
    made = {signing.new_secret() for _ in range(50)}
    assert len(made) == 50
    assert all(len(signing.standard_key(secret) or b"") == 32 for secret in made)
    for bad in (
        "secret",
        "whsec_",
        "whsec_short",
        "whsec_" + base64.b64encode(b"x" * 65).decode(),
        "whsec_é" * 9,
    ):
        assert signing.standard_key(bad) is None

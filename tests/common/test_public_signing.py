"""Signatures that are checked with a public key, as Standard Webhooks writes them."""

from __future__ import annotations

import base64

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from common import signing
from common.public_signing import public_key, public_signature

SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


def checked(key: str | None, signature: str | None, signed: bytes) -> None:
    """As a receiver does it. Raises InvalidSignature."""
    assert key is not None
    assert signature is not None
    assert key.startswith("whpk_")
    assert signature.startswith("v1a,")
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key.removeprefix("whpk_")))
    public.verify(base64.b64decode(signature.removeprefix("v1a,")), signed)


@given(st.binary(max_size=2_000), st.integers(0, 10**11))
def test_whatever_is_signed_is_accepted_by_the_public_key_and_nothing_else(body: bytes, at: int) -> None:
    signature = public_signature(SECRET, "evt_1", at, body)
    checked(public_key(SECRET), signature, f"evt_1.{at}.".encode() + body)
    with pytest.raises(InvalidSignature):
        checked(public_key(SECRET), signature, f"evt_1.{at}.".encode() + body + b" ")
    with pytest.raises(InvalidSignature):
        checked(public_key(signing.new_secret()), signature, f"evt_1.{at}.".encode() + body)


def test_a_key_is_of_its_secret_for_ever() -> None:
    assert public_key(SECRET) == "whpk_zq0avYHp2yI2R26R698JKqBNa0G/fu4a+l5x4iR2Uq4="


@pytest.mark.parametrize("secret", ["my own secret", "whsec_c2hvcnQ=", "whsec_not base64"])
def test_a_weak_secret_keeps_no_key(secret: str) -> None:
    assert public_key(secret) is None
    assert public_signature(secret, "evt_1", 1, b"{}") is None

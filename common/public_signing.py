"""Webhook signatures by Ed25519, for receivers that must not hold a secret: they check with a public key.

The key pair is made from the webhook's secret and changes with it. Signatures are those of Standard Webhooks,
`v1a,` in `webhook-signature`; keys are written as there, `whpk_` and base64.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING, Final

from common import signing

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PREFIX: Final = "whpk_"
VERSION: Final = "v1a,"
_PURPOSE: Final = b"punchdeck webhook ed25519 v1"


def public_key(secret: str) -> str | None:
    """What a receiver checks with; None where the secret is too weak to keep a key pair (`standard_key`)."""
    pair = _pair(secret)
    return None if pair is None else PREFIX + base64.b64encode(pair.public_key().public_bytes_raw()).decode()


def public_signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str | None:
    """One signature of `webhook-signature`; `timestamp` in seconds. None as for `public_key`."""
    pair = _pair(secret)
    if pair is None:
        return None
    return VERSION + base64.b64encode(pair.sign(f"{message_id}.{timestamp}.".encode() + body)).decode()


def _pair(secret: str) -> Ed25519PrivateKey | None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = signing.standard_key(secret)
    if key is None:
        return None
    return Ed25519PrivateKey.from_private_bytes(hmac.new(key, _PURPOSE, hashlib.sha256).digest())

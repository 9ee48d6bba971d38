"""Webhook signatures: how the edge makes them and how a receiver checks them. Integrators may copy this file.

Two families travel with every delivery, made from one secret. `X-PunchConnect-Signature` is the hex
HMAC-SHA256 of the body under the secret's characters as they are shown. `webhook-signature` is that of
Standard Webhooks 1.0.0: over `id.timestamp.body`, under the bytes that follow `whsec_` in base64; it also
protects against replays, so check that one where you can.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from typing import Final

PREFIX: Final = "whsec_"
TOLERANCE_S: Final = 300
_LEAST, _MOST = 24, 64


class SignatureRefused(ValueError):
    """A delivery is not to be trusted; the message says why."""


def new_secret() -> str:
    """A secret as it is shown to its owner: `whsec_` and base64 of 32 random bytes."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def standard_key(secret: str) -> bytes | None:
    """The key that Standard Webhooks signs with; None where the secret is not `whsec_` and base64 of 24 to 64
    bytes, which leaves only the signature of the body."""
    if not secret.startswith(PREFIX):
        return None
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if _LEAST <= len(key) <= _MOST else None


def body_signature(secret: str, body: bytes) -> str:
    """What `X-PunchConnect-Signature` says."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def standard_signature(key: bytes, message_id: str, timestamp: int, body: bytes) -> str:
    """One signature of `webhook-signature`; `timestamp` in seconds."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def body_is_signed(secret: str, body: bytes, signature: str) -> bool:
    """Whether `X-PunchConnect-Signature` was made with the secret, over exactly these bytes."""
    return hmac.compare_digest(body_signature(secret, body).encode(), signature.strip().lower().encode())


def verify(
    secrets_: str | Iterable[str],
    headers: Mapping[str, str],
    body: bytes,
    *,
    now: float,
    tolerance_s: float = TOLERANCE_S,
) -> None:
    """Check a delivery by its `webhook-*` headers against one secret, or any of several during a rotation.

    `headers` by name in any case; `now` in seconds. Raises SignatureRefused.
    """
    given = {name.lower(): value for name, value in headers.items()}
    message_id, stamp = given.get("webhook-id"), given.get("webhook-timestamp")
    signatures = given.get("webhook-signature", "").split()
    if not message_id or not stamp or not signatures:
        raise SignatureRefused("webhook-id, webhook-timestamp and webhook-signature are needed.")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
        raise SignatureRefused("webhook-timestamp is no number of seconds.")
    if abs(now - int(stamp)) > tolerance_s:
        raise SignatureRefused("webhook-timestamp is too far from now: an old delivery, or a wrong clock.")
    for secret in [secrets_] if isinstance(secrets_, str) else secrets_:
        key = standard_key(secret)
        if key is None:
            continue
        expected = standard_signature(key, message_id, int(stamp), body).encode()
        if any(hmac.compare_digest(expected, one.encode()) for one in signatures):
            return
    raise SignatureRefused("No signature matches: another secret, or the body was changed on its way.")

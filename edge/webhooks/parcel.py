"""What goes out in an attempt, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from common import __version__, signing
from common.public_signing import public_signature


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is sent, and where. `secrets`: the newest first; `body_secret`: which of them signs the body
    alone. `skipped`: the delivery before this one in its lane, where it was given up. `public`: it is also
    signed for who has only the public key."""

    url: str
    delivery: str
    event_id: str
    event: str
    attempt: int
    body: bytes
    secrets: Sequence[str]
    body_secret: str
    headers: Mapping[str, str]
    skipped: str | None = None
    public: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt. `error` is a word that tells no more than its owner may know: blocked_address,
    dns, connect, tls, timeout, protocol, http_<status>. `detail`: in words, for the one who runs the edge."""

    status: int | None
    took_ms: int
    error: str | None
    response: str | None
    retry_after_s: float | None = None
    detail: str | None = None


def headers_of(parcel: Parcel, now: float) -> dict[str, str]:
    """What goes with a body: ours over the owner's own."""
    stamp = int(now)
    signatures = _signatures(parcel, stamp)
    ours = {
        "Content-Type": "application/json",
        "User-Agent": f"Punchdeck-Webhooks/{__version__}",
        "X-PunchConnect-Signature": signing.body_signature(parcel.body_secret, parcel.body),
        "X-PunchConnect-Delivery": parcel.delivery,
        "X-PunchConnect-Event": parcel.event,
        "X-PunchConnect-Attempt": str(parcel.attempt),
        "X-PunchConnect-Timestamp": str(stamp),
    }
    if signatures:
        ours |= {
            "webhook-id": parcel.event_id,
            "webhook-timestamp": str(stamp),
            "webhook-signature": " ".join(signatures),
        }
    if parcel.skipped is not None:
        ours["X-PunchConnect-Skipped"] = parcel.skipped
    return {**parcel.headers, **ours}


def _signatures(parcel: Parcel, stamp: int) -> list[str]:
    """Those of Standard Webhooks: by each secret that is good for it, and for the public key where wanted."""
    keys = [key for key in map(signing.standard_key, parcel.secrets) if key is not None]
    made = [signing.standard_signature(key, parcel.event_id, stamp, parcel.body) for key in keys]
    if parcel.public:
        public = (public_signature(one, parcel.event_id, stamp, parcel.body) for one in parcel.secrets)
        made += [signature for signature in public if signature is not None]
    return made

"""Webhooks: endpoints that are told of events, and what was delivered to them."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from common.events import EVENTS, EVERY
from common.schemas.fields import Answer, Instant, InstantText, ListQuery, Page, Received, Text, absent

Ordering = Literal["device", "endpoint", "none"]
Signature = Literal["hmac", "ed25519"]
DeliveryState = Literal["pending", "delivered", "dead", "cancelled"]

_HEADER_NAME: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}", re.ASCII)
_HEADER_VALUE: Final = re.compile(r"[\x20-\x7e]{0,1000}")
_NOT_YOURS: Final = frozenset(
    {
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "cookie",
        "expect",
        "host",
        "keep-alive",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "webhook-id",
        "webhook-signature",
        "webhook-timestamp",
    }
)


def _url(text: str) -> str:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise ValueError(f"is no URL: {error}") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must be a whole URL like https://example.com/webhooks")
    if parts.username is not None or parts.password is not None:
        raise ValueError("must not hold a user name or password; use `headers` to send credentials")
    if parts.fragment:
        raise ValueError("must not have a part after #")
    if port == 0 or any(ord(letter) <= 32 or ord(letter) > 126 for letter in text):
        raise ValueError("must be a URL in plain ASCII; write other characters with %")
    return text


def _events(names: list[str]) -> list[str]:
    for name in names:
        if name != EVERY and name not in EVENTS:
            raise ValueError(f"'{name}' is no event. Known are {', '.join(EVENTS)}, and * for all.")
    return sorted(set(names))


def _headers(headers: dict[str, str]) -> dict[str, str]:
    for name, value in headers.items():
        if not _HEADER_NAME.fullmatch(name) or not _HEADER_VALUE.fullmatch(value):
            raise ValueError(f"'{name[:64]}' and its value must be plain ASCII without control characters")
        if name.lower() in _NOT_YOURS or name.lower().startswith("x-punchconnect-"):
            raise ValueError(f"'{name}' is a header that the edge writes itself")
    return headers


Url = Annotated[Text, Field(max_length=2_000), AfterValidator(_url)]
Events = Annotated[list[Text], Field(min_length=1, max_length=50), AfterValidator(_events)]
Headers = Annotated[dict[str, str], Field(max_length=20), AfterValidator(_headers)]
Secret = Annotated[Text, Field(min_length=8, max_length=200)]
Lanes = Annotated[int, Field(ge=1, le=32)]
MaxAge = Annotated[int, Field(ge=1, le=14 * 24)]


class Breaker(Answer):
    """Whether an endpoint takes deliveries: `open` while it does not, and is only probed."""

    state: Literal["closed", "open", "half_open"]
    failures_in_a_row: int
    failing_since: InstantText | None
    probes_at: InstantText | None
    last_success_at: InstantText | None


class Webhook(Answer):
    """An endpoint that is told of events."""

    id: str
    object: Literal["webhook"]
    url: str
    description: str | None
    events: list[str]
    ordering: Ordering
    headers: list[str] = Field(description="Names of the headers that are sent along; values are not shown.")
    max_lanes: int = Field(description="How many terminals' events are sent at once.")
    max_age_hours: int = Field(description="For how long deliveries wait while it takes none.")
    signature: Signature = Field(description="ed25519: also signed for who has only the public key.")
    site_ids: list[str] | None = Field(description="The sites that it hears of; null: all.")
    status: Literal["enabled", "disabled"]
    disabled_reason: str | None
    disabled_at: InstantText | None
    breaker: Breaker
    pending: int = Field(description="Deliveries that wait.")
    dead: int = Field(description="Deliveries that were given up.")
    oldest_pending_at: InstantText | None
    secrets: int = Field(description="How many secrets sign: more than one while a rotation overlaps.")
    created_at: InstantText
    version: int


class WebhookCreated(Webhook):
    """An endpoint that was just made, with its secret."""

    secret: str = Field(description="Shown here, and when it is rotated or revealed.")
    warnings: list[str]


class MissedEvents(Answer):
    """What was given up, as the body for POST /v1/webhooks/{id}/replay that delivers it after all."""

    from_: InstantText = Field(alias="from")
    status: Literal["dead"]


class WebhookEnabled(Webhook):
    """An endpoint that is switched on, and what it missed."""

    replay: MissedEvents | None = Field(
        description="To be sent to POST /v1/webhooks/{id}/replay to have what was given up delivered after "
        "all; null where nothing was."
    )


class PublicKeys(Answer):
    """What signatures of kind v1a are checked with."""

    id: str
    object: Literal["webhook_public_key"]
    public_keys: list[str] = Field(
        description="whpk_ and base64, the newest first: several while a rotation overlaps, none where the "
        "secret is no good for it."
    )


class WebhookPage(Page[Webhook]):
    """Endpoints in the order they were made."""


class WebhookQuery(ListQuery):
    """Which endpoints: all."""


class WebhookCreate(Received):
    """An endpoint to make. Only the URL's form is looked at; addresses are judged when it is called."""

    url: Url = Field(examples=["https://hr.example.com/punchdeck"])
    events: Events = Field(description="Names of events, or * for all.", examples=[["attendance.created"]])
    secret: Secret | None = Field(
        None, repr=False, description="whsec_ and base64 of 24 to 64 bytes; one is made where none is given."
    )
    description: Annotated[Text, Field(max_length=500)] | None = None
    ordering: Ordering = Field(
        "device",
        description="device: in order for each terminal; endpoint: one order for all, so one that is not "
        "taken holds up the rest; none.",
    )
    headers: Headers = Field(default_factory=dict, repr=False)
    max_lanes: Lanes = 8
    max_age_hours: MaxAge = Field(
        72, description="For how long deliveries wait while the endpoint takes none, or is disabled."
    )
    signature: Signature = Field(
        "hmac",
        description="ed25519: webhook-signature holds one more, v1a, that is checked with the public key of "
        "GET /v1/webhooks/{id}/public_key: for receivers that must not hold a secret.",
    )


class WebhookChange(Received):
    """What to change of an endpoint."""

    url: Url = absent()
    events: Events = absent()
    description: Annotated[Text, Field(max_length=500)] | None = None
    ordering: Ordering = absent()
    headers: Headers = absent()
    max_lanes: Lanes = absent()
    max_age_hours: MaxAge = absent()
    signature: Signature = absent()


class SecretRotation(Received):
    """How long the old secret signs beside the new one, and which of them signs the body alone meanwhile."""

    overlap_hours: float = Field(24, ge=0, le=24 * 30)
    secret: Secret | None = Field(None, repr=False)
    legacy_signature_key: Literal["old", "new"] = Field(
        "old",
        description="X-PunchConnect-Signature has room for one: by the old secret until it retires, or "
        "by the new one at once.",
    )


class RevealedSecret(Answer):
    """The secrets that sign, the newest first."""

    id: str
    object: Literal["webhook_secret"]
    secrets: list[str]


class TestEvent(Received):
    """Which event to send as a test."""

    event: Text = "attendance.created"


class TestResult(Answer):
    """What came of a test."""

    object: Literal["webhook_test"]
    delivered: bool
    event_id: str
    status: int | None
    error: str | None
    message: str | None = Field(description="What to do about the error.")
    took_ms: int
    response: str | None
    body: dict[str, Any]


class Attempt(Answer):
    """One attempt of a delivery."""

    number: int
    at: InstantText
    took_ms: int
    status: int | None
    error: str | None
    response: str | None
    charged: bool = Field(
        description="Whether it counts as one of the six; while the breaker is open none do."
    )


class Delivery(Answer):
    """One event to one endpoint."""

    id: str
    object: Literal["delivery"]
    webhook_id: str
    event_id: str
    event: str
    device_id: str | None
    state: DeliveryState
    trigger: Literal["event", "resend", "replay"]
    attempts: int
    next_attempt_at: InstantText | None
    status: int | None
    error: str | None
    took_ms: int | None
    created_at: InstantText
    last_attempt_at: InstantText | None
    finished_at: InstantText | None
    resent_as: str | None = Field(description="The delivery that was made in its place.")


class DeliveryRequest(Answer):
    """A delivery as it goes over the wire, signed by the secrets of now as of its last attempt."""

    method: Literal["POST"]
    url: str
    headers: dict[str, str] = Field(description="Values of your own headers are not shown.")
    body: str
    curl: str = Field(
        description="The same for a shell. A receiver that checks webhook-timestamp finds it old: resend "
        "the delivery to have it signed anew."
    )


class DeliveryDetail(Delivery):
    """A delivery with its body, its request and every attempt that is kept."""

    body: dict[str, Any] | None = Field(description="Null once the event is no longer kept.")
    request: DeliveryRequest | None = Field(description="Null without a body, or without the webhook's keys.")
    history: list[Attempt]


class DeliveryPage(Page[Delivery]):
    """Deliveries, newest first."""


class DeliveryQuery(ListQuery):
    """Which deliveries."""

    state: list[DeliveryState] | None = None
    event: list[Text] | None = None
    device: Text | None = None
    from_: Instant | None = Field(None, alias="from", description="Of events told at this instant or later.")
    to: Instant | None = Field(None, description="Of events told before this instant.")


class Replay(Received):
    """Which events to deliver again."""

    from_: Instant = Field(
        alias="from", description="Events told at this instant or later: 30 days ago at most."
    )
    to: Instant | None = Field(None, description="Before this instant; default: now.")
    events: Events | None = Field(None, description="Default: those that the endpoint asks for.")
    device: Text | None = Field(None, description="Id or serial number: only what is of this device.")
    status: Literal["any", "dead", "delivered"] = Field(
        "any",
        description="any: whatever became of them, also what was told before the webhook was made; dead: "
        "only those given up; delivered: only those taken. What still waits is never repeated.",
    )
    per_second: int = Field(50, ge=1, le=500, description="How many are made a second, at most.")

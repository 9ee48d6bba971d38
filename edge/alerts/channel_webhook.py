"""A message as a signed POST, by the sender that webhooks use: the same headers, signatures and guard."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from common import signing
from edge.alerts.messages import Message, NotTaken
from edge.webhooks.meanings import meaning_of
from edge.webhooks.parcel import Outcome, Parcel

EVENT: Final = "alert.notice"
DEDUPE_HEADER: Final = "X-PunchConnect-Dedupe-Key"
_PLAIN: Final = re.compile(r"[A-Za-z0-9._:-]{1,120}", re.ASCII)


def parcel_of(
    url: str,
    channel: str,
    kept: Mapping[str, Any],
    person: Mapping[Any, Any] | None,
    message: Message,
) -> Parcel:
    """What is sent: the same bytes at every attempt. `channel`: its public id; `kept`: `secret` and
    `headers`; `person`: the row of who is told, where it is one."""
    key = header_key(message.dedupe_key)
    body = {
        "object": "notice",
        "dedupe_key": message.dedupe_key,
        "channel": channel,
        "severity": message.severity,
        "title": message.title,
        "text": message.text,
        "url": message.url,
        "person": None if person is None else _person(person),
        "alerts": list(message.alerts),
    }
    return Parcel(
        url=url,
        delivery=key,
        event_id=key,
        event=EVENT,
        attempt=1,
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(),
        secrets=[kept["secret"]],
        body_secret=kept["secret"],
        headers={**kept.get("headers", {}), DEDUPE_HEADER: key},
    )


def header_key(dedupe_key: str) -> str:
    """A dedupe key as it may stand in a header."""
    if _PLAIN.fullmatch(dedupe_key):
        return dedupe_key
    return hashlib.sha256(dedupe_key.encode()).hexdigest()[:40]


def check(url: str, outcome: Outcome) -> None:
    """Raises NotTaken where the receiver did not take it."""
    if outcome.error is not None:
        meaning = meaning_of(outcome.error) or "The attempt failed."
        raise NotTaken(f"The webhook at {urlsplit(url).hostname} did not take the message. {meaning}")


def new_secret() -> str:
    """A secret to sign with, for a channel that was given none."""
    return signing.new_secret()


def _person(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        "id": row["public_id"],
        "name": row["name"],
        "email": row["email"],
        "phone": row["phone"],
        "language": row["language"],
    }

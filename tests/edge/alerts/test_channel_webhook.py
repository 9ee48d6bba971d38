"""A message as a signed POST: what a receiver gets, checks, and may throw away the second time."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from ipaddress import ip_network
from typing import Any

import pytest
import standardwebhooks
from aiohttp import web
from aiohttp.test_utils import TestServer

from common import signing
from edge.alerts.channel_webhook import DEDUPE_HEADER, check, header_key, new_secret, parcel_of
from edge.alerts.messages import Message, NotTaken
from edge.webhooks.guard import Guard
from edge.webhooks.sender import Sender

MESSAGE = Message(
    "Cuisine é", "No word.", "ntc_1", "warning", "https://edge/1", ({"id": "alr_1", "expected": 1.5},)
)
PERSON = {
    "public_id": "person_1",
    "name": "Amina",
    "email": "a@example.com",
    "phone": None,
    "language": "fr",
    "id": 7,
}


class Receiver:
    """Keeps what arrives."""

    def __init__(self) -> None:
        self.status = 200
        self.url = ""
        self.got: list[tuple[Mapping[str, str], bytes]] = []

    async def take(self, request: web.Request) -> web.Response:
        self.got.append((request.headers, await request.read()))
        return web.Response(status=self.status)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    made = Receiver()
    app = web.Application()
    app.router.add_post("/hook", made.take)
    async with TestServer(app, host="127.0.0.1") as server:
        made.url = str(server.make_url("/hook"))
        yield made


@pytest.fixture
async def sender() -> AsyncIterator[Sender]:
    made = Sender(Guard([ip_network("127.0.0.0/8")]))
    yield made
    await made.close()


async def test_a_receiver_checks_who_sent_it_and_knows_it_again(receiver: Receiver, sender: Sender) -> None:
    secret = new_secret()
    kept = {"secret": secret, "headers": {"Authorization": "Bearer x"}}
    for _ in range(2):
        outcome = await sender.send(parcel_of(receiver.url, "chan_1", kept, PERSON, MESSAGE))
        check(receiver.url, outcome)
    (headers, body), (later_headers, again) = receiver.got
    standardwebhooks.Webhook(secret).verify(body, dict(headers))
    assert headers["X-PunchConnect-Signature"] == signing.body_signature(secret, body)
    assert headers["Authorization"] == "Bearer x"
    assert headers["X-PunchConnect-Event"] == "alert.notice"
    assert headers["webhook-id"] == headers[DEDUPE_HEADER] == later_headers[DEDUPE_HEADER] == "ntc_1"
    assert body == again
    assert json.loads(body) == {
        "object": "notice",
        "dedupe_key": "ntc_1",
        "channel": "chan_1",
        "severity": "warning",
        "title": "Cuisine é",
        "text": "No word.",
        "url": "https://edge/1",
        "person": {
            "id": "person_1",
            "name": "Amina",
            "email": "a@example.com",
            "phone": None,
            "language": "fr",
        },
        "alerts": [{"id": "alr_1", "expected": 1.5}],
    }


async def test_a_header_of_the_owner_does_not_stand_for_ours(receiver: Receiver, sender: Sender) -> None:
    kept: dict[str, Any] = {"secret": new_secret(), "headers": {DEDUPE_HEADER: "theirs"}}
    await sender.send(parcel_of(receiver.url, "chan_1", kept, None, MESSAGE))
    assert receiver.got[0][0].getall(DEDUPE_HEADER) == ["ntc_1"]  # type: ignore[attr-defined]  # many of one name


async def test_what_went_wrong_is_said_and_what_to_do(receiver: Receiver, sender: Sender) -> None:
    kept = {"secret": new_secret()}
    receiver.status = 500

    async def said(url: str, by: Sender = sender) -> str:
        with pytest.raises(NotTaken) as refused:
            check(url, await by.send(parcel_of(url, "chan_1", kept, None, MESSAGE)))
        return str(refused.value)

    start = "The webhook at 127.0.0.1 did not take the message. "
    assert await said(receiver.url) == start + (
        "The receiver answered 500. Any status from 200 to 299 means taken."
    )
    assert await said("http://127.0.0.1:9/") == start + (
        "Nothing accepts connections there, or the connection was cut. Is the receiver running?"
    )
    strict = Sender(Guard())
    assert "not inside webhooks_allowed_networks" in await said(receiver.url, strict)
    await strict.close()
    assert len(receiver.got) == 1


def test_any_dedupe_key_can_stand_in_a_header() -> None:
    assert header_key("ntc_1:fired.2") == "ntc_1:fired.2"
    for key in ("a b", "a\r\nb", "é", "", "x" * 121):
        assert header_key(key).isalnum()
        assert header_key(key) == header_key(key)
    assert header_key("a b") != header_key("a  b")

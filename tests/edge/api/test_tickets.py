"""Tickets: a browser's way to a stream, for a minute and one address, as mighty as the key and no more."""

from __future__ import annotations

import string
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import aiohttp
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.client import EdgeClient
from edge.api import tickets
from edge.api.errors import ApiError
from edge.api.tickets import LIFE_US, Ticket
from edge.app import Edge, running
from edge.master_keys import MasterKeyFile
from edge.settings import Settings
from edge.vault import Vault

TICKET = Ticket(bytes(range(32)), "/v1/stream", None, 1_000)
KEY = bytes(32)


def test_a_ticket_says_what_was_written_under_any_key_of_the_installation() -> None:
    text = tickets.write(TICKET, KEY)
    for known in ((KEY,), (b"newer", KEY)):
        assert tickets.read(text, known, "/v1/stream", 999) == TICKET


@pytest.mark.parametrize(
    ("key", "path", "now", "why"),
    [
        (b"another", "/v1/stream", 999, "no ticket of this server"),
        (KEY, "/v1/jobs/job_1/events", 999, "for /v1/stream only"),
        (KEY, "/v1/stream", 1_000, "run out"),
    ],
)
def test_a_ticket_is_for_one_server_one_path_and_one_minute(
    key: bytes, path: str, now: int, why: str
) -> None:
    with pytest.raises(ApiError, match=why):
        tickets.read(tickets.write(TICKET, KEY), (key,), path, now)


@given(st.integers(0, 100), st.sampled_from(string.ascii_letters))
def test_no_letter_of_a_ticket_can_be_changed(place: int, letter: str) -> None:
    text = tickets.write(TICKET, KEY)
    changed = text[:place] + letter + text[place + 1 :]
    if changed != text:
        with pytest.raises(ApiError):
            tickets.read(changed, (KEY,), "/v1/stream", 999)


@given(st.text(max_size=80))
def test_no_text_breaks_the_check(text: str) -> None:
    with pytest.raises(ApiError):
        tickets.read(text, (KEY,), "/v1/stream", 999)


def test_replicas_with_one_master_key_take_each_others_tickets(tmp_path: Path) -> None:
    one, other = (Vault(MasterKeyFile(tmp_path, environment={})) for _ in range(2))
    one.master.make()
    text = tickets.write(TICKET, tickets.signing_keys(one)[0])
    assert tickets.read(text, tickets.signing_keys(other), "/v1/stream", 999) == TICKET
    assert tickets.signing_keys(one)[0] not in one.master.read()


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[tuple[Edge, str, str]]:
    async with running(Settings(data=tmp_path / "data", port=0, dev=True)) as (edge, at):
        yield edge, at.url, at.key_file.read_text().strip()


async def ticket_of(url: str, key: str, path: str = "/v1/stream") -> str:
    async with EdgeClient(url, key) as client:
        made = await client.post("/v1/stream/ticket", {"path": path})
    assert made["path"] == path
    return str(made["ticket"])


async def answer(url: str, ticket: str, path: str = "/v1/stream") -> tuple[int, str]:
    """What a browser gets that shows a ticket: the status, and the first line or the error's code."""
    async with (
        httpx.AsyncClient(base_url=url, trust_env=False, timeout=5) as http,
        http.stream("GET", path, params={"ticket": ticket}) as response,
    ):
        if response.status_code == 200:
            return 200, await anext(response.aiter_text())
        await response.aread()
        return response.status_code, response.json()["error"]["code"]


async def test_a_browser_connects_with_a_ticket_both_ways(served: tuple[Edge, str, str]) -> None:
    _, url, key = served
    ticket = await ticket_of(url, key)
    status, first = await answer(url, ticket)
    assert (status, "heartbeat" in first) == (200, True)
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{url}/v1/stream", params={"ticket": ticket}) as socket,
    ):
        await socket.send_json({"after": None})
        assert (await socket.receive_json())["event"] == "heartbeat"


async def test_a_ticket_opens_nothing_else(served: tuple[Edge, str, str]) -> None:
    _, url, key = served
    ticket = await ticket_of(url, key)
    assert await answer(url, ticket, "/v1/me") == (401, "authentication_required")
    assert await answer(url, ticket, "/v1/jobs/job_1/events") == (401, "ticket_invalid")
    assert await answer(url, ticket[:-2] + "AA") == (401, "ticket_invalid")
    other = await ticket_of(url, key, "/v1/jobs/job_1/events")
    assert await answer(url, other, "/v1/jobs/job_1/events") == (404, "job_not_found")
    async with EdgeClient(url, key) as client:
        refused = await client._http.post("/v1/stream/ticket", json={"path": "/v1/devices"})
        assert (refused.status_code, refused.json()["error"]["param"]) == (404, "path")


async def test_a_ticket_is_no_mightier_than_its_key_and_ends_with_it(
    served: tuple[Edge, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, url, admin = served
    async with EdgeClient(url, admin) as client:
        narrow = await client.post("/v1/keys", {"name": "x", "role": "viewer", "scopes": ["stream:read"]})
        ticket = await ticket_of(url, narrow["key"])
        jobs = await ticket_of(url, narrow["key"], "/v1/jobs/job_1/events")
        assert await answer(url, jobs, "/v1/jobs/job_1/events") == (403, "scope_missing")
        assert (await answer(url, ticket))[0] == 200
        await client.delete(f"/v1/keys/{narrow['id']}")
        assert await answer(url, ticket) == (401, "api_key_revoked")
    ticket = await ticket_of(url, admin)
    later = tickets.now_us() + LIFE_US
    monkeypatch.setattr("edge.api.dispatch.now_us", lambda: later)
    assert await answer(url, ticket) == (401, "ticket_invalid")


async def test_a_ticket_is_in_no_log(
    served: tuple[Edge, str, str], capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    _, url, key = served
    ticket = await ticket_of(url, key)
    await answer(url, ticket)
    await answer(url, ticket + "x")
    assert ticket[:40] not in caplog.text + "".join(capfd.readouterr())


def test_tickets_differ_by_what_they_are_for() -> None:
    others = [replace(TICKET, path="/x"), replace(TICKET, account="ten_1"), replace(TICKET, until=5)]
    assert len({tickets.write(one, KEY) for one in (TICKET, *others)}) == 4

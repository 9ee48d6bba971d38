"""A console and an edge that are too far apart say so before anything else is tried."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web

from common import __version__
from common.client import EdgeClient, RequestRefused
from common.compatibility import MIN_CONSOLE, console_agent
from console.core.connect import try_edge
from console.core.problems import Problem, ProblemCode
from console.core.profiles import Profile
from console.core.versions import AGENT, ConsoleTooOld, EdgeTooOld, check_versions
from tests.console.core.edges import Tenant
from tests.console.servers import web_server

URL = "https://edge.example"


def test_versions_that_work_with_each_other_pass() -> None:
    check_versions({"server_version": "1.4.0", "min_console": "1.2.0"}, URL, ours="1.2.0", min_edge="1.4.0")


@pytest.mark.parametrize("me", [{}, {"server_version": None, "min_console": 3}, {"server_version": "a fork"}])
def test_what_an_edge_leaves_out_speaks_for_it(me: dict[str, Any]) -> None:
    check_versions(me, URL, ours="1.2.0", min_edge="1.4.0")


def test_an_edge_that_is_too_old_is_named_with_what_would_do() -> None:
    with pytest.raises(
        EdgeTooOld, match=r"is version 1\.3\.9.*works with 1\.4\.0 and later.*Ask whoever runs"
    ):
        check_versions({"server_version": "1.3.9"}, URL, ours="1.4.0", min_edge="1.4.0")


def test_a_console_that_is_too_old_is_told_to_update() -> None:
    with pytest.raises(ConsoleTooOld, match=r"is version 1\.1\.0.*serves 1\.2\.0 and later\. Update"):
        check_versions({"server_version": "2.0.0", "min_console": "1.2.0"}, URL, ours="1.1.0")


async def asked(url: str) -> Problem:
    found = await try_edge(Profile.new("Test", url), "pd_live_x")
    assert isinstance(found, Problem), found
    return found


@pytest.mark.parametrize(
    ("me", "code"),
    [
        ({"server_version": "0.0.9"}, ProblemCode.EDGE_TOO_OLD),
        ({"server_version": "9.0.0", "min_console": "8.0.0"}, ProblemCode.CONSOLE_TOO_OLD),
    ],
)
async def test_a_connection_is_refused_with_the_reason(me: dict[str, str], code: ProblemCode) -> None:
    async with web_server(lambda request: web.json_response({"object": "me", **me})) as url:
        assert (await asked(url)).code is code


async def test_the_console_is_known_to_the_edge_as_what_it_is() -> None:
    heard: list[str] = []

    def answer(request: web.Request) -> web.Response:
        heard.append(request.headers["User-Agent"])
        return web.json_response({}, status=401)

    async with web_server(answer) as url:
        await asked(url)
    assert heard == [f"Punchdeck-Console/{__version__}"]


async def test_a_real_edge_turns_a_console_away_that_it_does_not_serve_any_more(tenant: Tenant) -> None:
    async with EdgeClient(tenant.url, tenant.key, agent=console_agent("0.0.9")) as client:
        with pytest.raises(RequestRefused) as refused:
            await client.me()
    assert (refused.value.status, refused.value.code) == (426, "console_too_old")
    assert refused.value.body["min_console"] == MIN_CONSOLE
    async with EdgeClient(tenant.url, tenant.key, agent=AGENT) as client:
        assert (await client.me())["min_console"] == MIN_CONSOLE

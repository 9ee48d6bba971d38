"""One attempt to connect: what it finds, and each of the ways in which it fails, against real servers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from console.core import connect
from console.core.connect import Found, try_edge
from console.core.problems import Problem, ProblemCode
from console.core.profiles import Profile
from console.core.trust import read_certificate
from tests.console.core.conftest import House
from tests.console.core.edges import Tenant
from tests.console.servers import silent_server, tls_front, web_server
from tests.kit.certificates import self_signed
from tests.kit.edge_process import free_port


def profile(url: str, **settings: Any) -> Profile:
    return Profile.new("Test", url, **settings)


async def problem(url: str, key: str = "pd_live_x", **settings: Any) -> Problem:
    found = await try_edge(profile(url, **settings), key)
    assert isinstance(found, Problem), f"{url} let us in: {found}"
    return found


async def found(url: str, key: str, **settings: Any) -> Found:
    answer = await try_edge(profile(url, **settings), key)
    assert isinstance(answer, Found), answer
    return answer


# -- whom one meets


async def test_a_key_that_opens_the_edge_says_whose_it_is(tenant: Tenant) -> None:
    met = await found(tenant.url, tenant.key)
    assert (met.key_name, met.role, met.mode) == ("console", "admin", "live")
    assert met.tenant is not None
    assert met.tenant.startswith("tenant ")
    assert "devices:write" in met.scopes
    assert met.may_write
    assert met.server_version


async def test_a_viewers_key_is_known_to_read_only(tenant: Tenant) -> None:
    async with tenant.client() as client:
        made = await client.post("/v1/keys", {"name": "wall screen", "role": "viewer"})
    met = await found(tenant.url, made["key"])
    assert (met.role, met.may_write) == ("viewer", False)


async def test_a_key_of_the_installation_belongs_to_no_tenant_unless_it_names_one(
    house: House, tenant: Tenant
) -> None:
    assert (await found(house.url, house.platform_key)).tenant is None
    named = await found(house.url, house.platform_key, account=tenant.id)
    assert named.tenant is not None


@given(
    st.dictionaries(
        st.sampled_from(["tenant", "name", "role", "scopes", "mode", "server_version", "other"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            max_leaves=6,
        ),
    )
)
def test_an_answer_of_something_else_is_read_or_refused_and_nothing_worse(me: dict[str, Any]) -> None:
    try:
        met = Found.of(me)
    except (KeyError, TypeError):
        return
    assert all(isinstance(scope, str) for scope in met.scopes)


# -- the key


async def test_a_wrong_key_is_a_problem_of_the_key(tenant: Tenant) -> None:
    wrong = tenant.key[:-1] + ("a" if tenant.key[-1] != "a" else "b")
    assert (await problem(tenant.url, wrong)).code is ProblemCode.WRONG_KEY


@pytest.mark.parametrize("key", ["pd_live_a b", "clé", "a\nb", "a\x00b", "пароль"])
async def test_a_key_that_cannot_be_one_is_told_without_asking_anyone(key: str) -> None:
    nobody = f"http://127.0.0.1:{free_port()}"
    assert (await problem(nobody, key)).code is ProblemCode.WRONG_KEY


async def test_without_a_key_there_is_nothing_to_try() -> None:
    assert (await problem(f"http://127.0.0.1:{free_port()}", "")).code is ProblemCode.NO_KEY


# -- the address


@pytest.mark.parametrize("url", ["http://127.0.0.1:{}", "https://127.0.0.1:{}", "http://[::1]:{}"])
async def test_where_nobody_listens_it_is_unreachable(url: str) -> None:
    assert (await problem(url.format(free_port()))).code is ProblemCode.UNREACHABLE


async def test_a_name_that_nobody_has_is_unreachable_too() -> None:
    assert (await problem("http://edge.invalid")).code is ProblemCode.UNREACHABLE


@pytest.mark.parametrize(
    "answer",
    [
        lambda: web.Response(text="<h1>Welcome to the intranet</h1>", content_type="text/html"),
        lambda: web.json_response({"hello": "world"}),
        lambda: web.json_response({"tenant": 5, "name": "n", "scopes": 5, "role": "", "mode": ""}),
        lambda: web.json_response([1, 2]),
        lambda: web.json_response({"error": {"code": "not_found", "message": "no such page"}}, status=404),
        lambda: web.Response(text="no", status=403),
    ],
    ids=["a page", "other JSON", "a look-alike", "a list", "404 as JSON", "403 without a reason"],
)
async def test_something_else_that_answers_is_not_an_edge(answer: Callable[[], web.Response]) -> None:
    async with web_server(lambda _: answer()) as url:
        assert (await problem(url)).code is ProblemCode.NOT_AN_EDGE


async def test_a_server_that_says_nothing_is_given_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "PATIENCE_S", 0.2)
    async with silent_server() as (url, _):
        told = await problem(url)
    assert told.code is ProblemCode.UNREACHABLE
    assert "did not answer" in told.detail


async def test_it_ends_at_once_when_it_is_cancelled() -> None:
    async with silent_server() as (url, came):
        trying = asyncio.create_task(try_edge(profile(url), "pd_live_x"))
        await came.wait()
        trying.cancel()
        with pytest.raises(asyncio.CancelledError):
            async with asyncio.timeout(1):
                await trying


# -- the certificate


async def test_a_certificate_nobody_vouches_for_is_shown_and_once_pinned_believed(
    tenant: Tenant, tmp_path: Path
) -> None:
    identity = self_signed(tmp_path, "edge")
    async with tls_front(identity, tenant.port) as url:
        told = await problem(url, tenant.key)
        assert told.code is ProblemCode.CERTIFICATE_UNKNOWN
        assert told.offered is not None
        assert told.offered.fingerprint == read_certificate(identity.pem).fingerprint
        await found(url, tenant.key, certificate=told.offered.pem)


async def test_another_certificate_than_the_pinned_one_is_told_with_both(
    tenant: Tenant, tmp_path: Path
) -> None:
    old, new = self_signed(tmp_path, "old"), self_signed(tmp_path, "new")
    async with tls_front(new, tenant.port) as url:
        told = await problem(url, tenant.key, certificate=old.pem)
    assert told.code is ProblemCode.CERTIFICATE_CHANGED
    assert told.pinned == read_certificate(old.pem)
    assert told.offered == read_certificate(new.pem)


async def test_a_pinned_certificate_is_refused_once_it_has_expired(tenant: Tenant, tmp_path: Path) -> None:
    identity = self_signed(tmp_path, "edge", valid=(-30, -2))
    async with tls_front(identity, tenant.port) as url:
        told = await problem(url, tenant.key, certificate=identity.pem)
    assert told.code is ProblemCode.CERTIFICATE_EXPIRED

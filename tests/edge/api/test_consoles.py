"""Consoles of a version that is not served any more are told so; nobody else is asked for a version."""

from __future__ import annotations

import pytest

from common.compatibility import MIN_CONSOLE
from tests.edge.api.conftest import Api, on_sqlite

OLD = {"User-Agent": "Punchdeck-Console/0.0.9"}


@on_sqlite
async def test_an_old_console_is_told_what_it_needs(api: Api) -> None:
    for path in ("/v1/me", "/v1/devices", "/v1/stream"):
        refused = await api.get(path, headers=OLD)
        error = refused.json()["error"]
        assert (refused.status_code, error["code"]) == (426, "console_too_old")
        assert error["min_console"] == MIN_CONSOLE
        assert "0.0.9" in error["message"]
        assert "Update the console" in error["message"]
        assert error["doc_url"].endswith("/docs/errors/console_too_old")


@on_sqlite
async def test_it_changes_nothing(api: Api) -> None:
    refused = await api.post("/v1/sites", {"name": "HQ"}, headers=OLD)
    assert refused.status_code == 426
    assert (await api.get("/v1/sites")).json()["data"] == []


@on_sqlite
async def test_who_has_no_key_learns_nothing_of_versions(api: Api) -> None:
    refused = await api.get("/v1/me", key=None, headers=OLD)
    assert refused.status_code == 401
    assert "min_console" not in refused.text


@on_sqlite
@pytest.mark.parametrize(
    "agent",
    ["Punchdeck/0.0.1", "payroll/0.0.1", "Punchdeck-Console/of-our-own", f"Punchdeck-Console/{MIN_CONSOLE}"],
)
async def test_everybody_else_is_served(api: Api, agent: str) -> None:
    answer = await api.get("/v1/me", headers={"User-Agent": agent})
    assert answer.status_code == 200
    assert answer.json()["min_console"] == MIN_CONSOLE


@on_sqlite
async def test_the_update_itself_is_not_kept_from_them(api: Api) -> None:
    assert (await api.get("/openapi.json", key=None, headers=OLD)).status_code == 200

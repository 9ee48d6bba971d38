"""The description of the API is valid and whole: what each operation takes, answers and refuses."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from openapi_spec_validator import validate

from edge.api import server
from edge.api.error_kinds import KINDS
from edge.api.openapi import document
from edge.api.registry import CATALOGUE, Catalogue, Operation, operation
from edge.keys import SCOPES
from tests.edge.api.conftest import URL, Api, on_sqlite

METHODS = {"get", "post", "patch", "put", "delete"}


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    assert server.make_app
    return document(CATALOGUE, URL)


def each(described: dict[str, Any]) -> list[tuple[Operation, dict[str, Any]]]:
    by_name = {
        one["operationId"]: one
        for path in described["paths"].values()
        for method, one in path.items()
        if method in METHODS
    }
    return [(declared, by_name[declared.name]) for declared in CATALOGUE]


def test_it_is_valid_openapi_3_1(described: dict[str, Any]) -> None:
    assert described["openapi"] == "3.1.0"
    validate(described)


@on_sqlite
async def test_every_route_is_described_and_nothing_else(api: Api, described: dict[str, Any]) -> None:
    app = server.make_app(api.services.__class__(api.store, api.services.keyring, api.services.peers, URL))
    routed = {
        (route.method, route.resource.canonical)
        for route in app.router.routes()
        if route.resource is not None and route.method != "HEAD"
    }
    told = {(method.upper(), path) for path, ways in described["paths"].items() for method in ways}
    assert routed == told


def test_every_body_query_and_answer_is_described(described: dict[str, Any]) -> None:
    for declared, told in each(described):
        names = {parameter["name"] for parameter in told["parameters"] if parameter["in"] == "query"}
        fields = declared.query.model_fields if declared.query else {}
        assert names == {field.alias or name for name, field in fields.items()}, declared.name
        sends = declared.body is not None or (declared.raw and declared.mutates)
        assert ("requestBody" in told) == sends, declared.name
        if declared.answers is not None:
            assert "content" in told["responses"][str(declared.status)], declared.name
        assert told["summary"], declared.name
        if declared.path.startswith("/v1") and not declared.raw:
            assert declared.answers is not None, declared.name


def test_every_refusal_is_described(described: dict[str, Any]) -> None:
    for declared, told in each(described):
        for code in declared.all_errors():
            assert code in told["responses"][str(KINDS[code].status)]["description"], (declared.name, code)
        if declared.public:
            assert told["security"] == []
        if declared.params and declared.path.startswith("/v1"):
            assert "404" in told["responses"], declared.name
    codes = described["components"]["schemas"]["ErrorDetail"]["properties"]["code"]["x-extensible-enum"]
    assert codes == sorted(KINDS)


def test_every_change_is_held_back_by_a_scope() -> None:
    for declared in CATALOGUE:
        if declared.public:
            assert declared.method == "GET"
        elif declared.name != "get_me":
            assert declared.scope in SCOPES, declared.name


@on_sqlite
async def test_it_is_served(api: Api, described: dict[str, Any]) -> None:
    assert (await api.get("/openapi.json", key=None)).json() == described


@on_sqlite
async def test_the_docs_list_every_call_without_help_from_elsewhere(api: Api) -> None:
    page = await api.get("/docs/operations", key=None)
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert not re.findall(r"""(?:src|href)=['"](?:https?:)?//""", page.text)
    for declared in CATALOGUE:
        if declared.path.startswith("/v1"):
            assert html.escape(declared.path) in page.text
    index = await api.get("/docs/errors", key=None)
    assert all(f'"/docs/errors/{code}"' in index.text for code in KINDS)


def test_a_declaration_that_contradicts_itself_is_refused() -> None:
    def handler() -> None:
        """Do it."""

    sample = next(iter(CATALOGUE))
    catalogue = Catalogue()
    catalogue.add(sample)
    with pytest.raises(ValueError, match="declared twice"):
        catalogue.add(sample)
    with pytest.raises(ValueError, match="no page"):
        operation("GET", "/v1/x", errors=("made_up",))(handler)
    with pytest.raises(ValueError, match="no key can have"):
        operation("GET", "/v1/x", scope="world:rule")(handler)
    handler.__doc__ = None
    with pytest.raises(ValueError, match="docstring"):
        operation("GET", "/v1/x")(handler)

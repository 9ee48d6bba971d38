"""The guides say what is so: calls, bodies, parameters and options that they show are of this version."""

from __future__ import annotations

import json
import re
import shlex
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import typer

from edge.api import server
from edge.api.error_kinds import KINDS
from edge.api.registry import CATALOGUE, Operation
from edge.cli import cli
from edge.cli.serve import serve
from edge.settings import Settings

PAGES = {
    "/".join((*folder[1:], page.name)): page.read_text("utf-8")
    for folder in (("pages",), ("pages", "fr"), ("templates",))
    for page in files("resources").joinpath("docs", *folder).iterdir()
    if page.name.endswith(".md")
}
# In what a guide shows, `…`, `{id}` and words in capitals stand for a value of the reader's.
STANDS_FOR = re.compile(r"\{[^}]*\}|…|\b[A-Z_]{4,}\b")
MENTION = re.compile(
    r"\b(GET|POST|PATCH|PUT|DELETE) (?:\{\{ base \}\})?(/(?:v1|docs|healthz|readyz|metrics)[^\s`\"|]*)"
)
# What is typed: a command of the edge's with its options, in a block or in a line of text.
TYPED = re.compile(r"(?<!-u )(?<!security )punchdeck-edge(?:\.exe\")? ((?:[^\n`|$)#\"';]|\"[^\"]*\")+)")
HERE = r"\{\{ base \}\}|\$PUNCHDECK_URL|https?://(?:127\.0\.0\.1|punch\.example\.com):\d+"
CURL = re.compile(r"curl (?:[^\n]|\\\n|\n  +(?=[^\n]))*")
BODY_HERE = re.compile(r"(POST|PATCH) (/v1/[^\s`]*) (\{[^`]*\})`")


def operation_of(method: str, address: str) -> Operation:
    assert server.make_app, "it declares the operations"
    path = STANDS_FOR.sub("x", urlsplit(address.rstrip(".,;:")).path)
    found = CATALOGUE.matching(method, path)
    assert found is not None, f"{method} {path} is no call"
    return found[0]


def check_query(operation: Operation, address: str) -> None:
    known = (
        set()
        if operation.query is None
        else {field.alias or name for name, field in operation.query.model_fields.items()}
    )
    known |= {"ticket", "types", "after"} if operation.name == "stream_events" else set()
    asked = {name for name, _ in parse_qsl(urlsplit(address).query, keep_blank_values=True)}
    assert asked <= known, f"{operation.name} has no {asked - known}"


def check_body(operation: Operation, text: str) -> None:
    assert operation.body is not None, f"{operation.name} takes no body"
    filled = text.replace("\n", " ").replace('"…"', '"2026-03-27T00:00:00Z"')
    operation.body.model_validate(json.loads(filled))


@pytest.mark.parametrize("name", sorted(PAGES))
def test_calls_that_a_page_names_exist(name: str) -> None:
    for method, address in MENTION.findall(PAGES[name]):
        if "{{ one" not in address:
            check_query(operation_of(method, address), address.rstrip(".,;:)"))


@pytest.mark.parametrize("name", sorted(PAGES))
def test_bodies_that_a_page_shows_are_taken(name: str) -> None:
    for method, address, body in BODY_HERE.findall(PAGES[name].replace("\n", " ")):
        check_body(operation_of(method, address), body.replace("‘", "'"))
    for found in CURL.finditer(PAGES[name]):
        line = found[0].replace("\\\n", " ")
        address = re.search(rf"(?:{HERE})(/[^\s\"]*)", line)
        assert address is not None, line
        body = re.search(r"-d '(.*?)'", line, re.DOTALL)
        method = re.search(r"-X (\w+)", line)
        said = method[1] if method else "POST" if body else "GET"
        operation = operation_of(said, address[1].replace("{{ event }}", "x"))
        check_query(operation, address[1])
        if body is not None:
            check_body(operation, body[1].replace("{{ event }}", "device.online"))


@pytest.mark.parametrize("name", sorted(PAGES))
def test_settings_and_options_that_a_page_names_exist(name: str) -> None:
    options = {option.replace("_", "-") for option in serve.__annotations__} - {"return"} | {"help"}
    for line in re.findall(r"punchdeck-edge serve([^\n`]*)", PAGES[name]):
        for option in re.findall(r"--([a-z-]+)", line):
            assert option in options, option
    for setting in re.findall(r"^([a-z_]+) = ", PAGES[name], re.MULTILINE):
        if "punchdeck.toml" in PAGES[name]:
            assert setting in Settings.model_fields, setting


@pytest.mark.parametrize("name", sorted(PAGES))
def test_commands_that_a_page_tells_to_type_exist(name: str) -> None:
    for typed in TYPED.findall(PAGES[name].replace("\\\n", " ")):
        if "…" in typed:
            continue  # any command
        words = shlex.split(typed)
        command: Any = typer.main.get_command(cli)
        while hasattr(command, "commands") and words and not words[0].startswith("-"):
            assert words[0] in command.list_commands(None), f"there is no 'punchdeck-edge {typed}'"
            command = command.get_command(None, words.pop(0))
        known = {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
        said = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert said <= known | {"--help"}, f"'punchdeck-edge {typed}' takes no {said - known}"
        for at, word in enumerate(words[1:]):
            if words[at] == "--set":
                setting = word.partition("=")[0]
                assert setting.isupper() or setting in Settings.model_fields, word


def test_the_guides_name_no_error_that_there_is_not() -> None:
    for name, text in PAGES.items():
        for code in re.findall(r"/docs/errors/([a-z_]+)", text):
            assert code in KINDS, (name, code)

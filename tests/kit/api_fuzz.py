"""Schemathesis against a served edge: everything its description allows, and what it forbids."""

from __future__ import annotations

import asyncio
import copy
import time
import warnings
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import httpx
import hypothesis
import requests
import schemathesis
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from edge import keys
from edge.api import limits
from edge.api.limits import Policy
from edge.app import Edge, running
from edge.settings import Settings
from edge.store.ids import now_us
from edge.store.schema import PLATFORM

CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# Streams do not end, and what they say is no JSON answer.
ENDLESS: Final = frozenset({"stream_events", "stream_job"})
# A webhook is tried for real: there is nobody to take it, and that is what 503 says.
UNAVAILABLE: Final = frozenset({"test_webhook"})
UNLIMITED: Final = Policy("unlimited", 10**9, 60, 10**9)


@dataclass
class Figures:
    """What a run found. `failures`: what is wrong, by operation."""

    cases: int = 0
    operations: int = 0
    seconds: float = 0.0
    answers: Counter[int] = field(default_factory=Counter)
    failures: dict[str, str] = field(default_factory=dict)

    def table(self) -> str:
        """For people."""
        lines = [
            f"operations {self.operations}, cases {self.cases}, {self.seconds:.0f} s",
            "answers    " + ", ".join(f"{status}: {count}" for status, count in sorted(self.answers.items())),
            f"failures   {len(self.failures)}",
        ]
        return "\n".join([*lines, *(f"  {name}: {what}" for name, what in self.failures.items())])


@dataclass
class Target:
    """A served edge: its address, a key of a tenant, one of the platform, and names of what there is."""

    url: str
    key: str
    platform: str
    names: Mapping[str, str]


@asynccontextmanager
async def target(folder: Path, database: str | None = None) -> AsyncIterator[Target]:
    """An edge that limits nobody, with a thing of each kind in it."""
    settings = Settings(data=folder, port=0, dev=True, database=database)
    with patch.multiple(limits, KEY=UNLIMITED, TENANT=UNLIMITED):
        async with running(settings) as (edge, at):
            key = at.key_file.read_text().strip()
            platform = await edge.store.write(lambda conn: _platform_key(edge, conn))
            async with httpx.AsyncClient(
                base_url=at.url, headers={"Authorization": f"Bearer {key}"}, trust_env=False, timeout=30
            ) as http:
                names = await _things(http)
            yield Target(at.url, key, platform, names)


def _platform_key(edge: Edge, conn: Any) -> str:
    return keys.create(conn, edge.store.ids, PLATFORM, name="platform", role="admin", now=now_us())[1]


async def _things(http: httpx.AsyncClient) -> dict[str, str]:
    async def made(path: str, body: dict[str, Any]) -> str:
        answer = await http.post(path, json=body)
        assert answer.status_code in (200, 201, 202), answer.text
        return str(answer.json()["id"])

    site = await made("/v1/sites", {"name": "HQ"})
    device = await made("/v1/devices", {"serial_number": "A1", "site": site})
    punch = await http.post(
        "/iclock/cdata?SN=A1&table=ATTLOG", content=b"7\t2026-08-12 08:00:00\t0\t1\nrubbish\n"
    )
    assert punch.text == "OK: 2", punch.text
    selector = {"devices": [device]}
    return {
        "site": site,
        "device": device,
        "attendance": (await http.get("/v1/attendance")).json()["data"][0]["id"],
        "employee": await made("/v1/employees", {"employee_id": "7", "name": "Amina"}),
        "command": await made(f"/v1/devices/{device}/commands", {"command": "fetch_info"}),
        "job": await made("/v1/commands/bulk", {"command": "fetch_info", "selector": selector}),
        "webhook": await made("/v1/webhooks", {"url": "http://127.0.0.1:1/", "events": ["*"]}),
        "key": await made("/v1/keys", {"name": "x", "role": "viewer"}),
        "work_code": await made("/v1/work_codes", {"code": "1", "name": "Digging"}),
        "message": await made("/v1/messages", {"text": "x", "selector": selector}),
        "tenant": (await http.get("/v1/me")).json()["tenant"]["id"],
    }


async def fuzz(
    where: Target, examples: int, seed: int, only: Collection[str] = (), wrong_every: int = 1
) -> Figures:
    """`examples` of what is right for each operation (or `only` those), and as many of what is wrong, there
    for each so manieth only."""
    return await asyncio.to_thread(_fuzz, where, examples, seed, only, wrong_every)


def _fuzz(where: Target, examples: int, seed: int, only: Collection[str], wrong_every: int) -> Figures:
    figures, begun = Figures(), time.monotonic()
    description = requests.get(f"{where.url}/openapi.json", timeout=30).json()
    with requests.Session() as session:
        session.trust_env = False
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            schema = schemathesis.openapi.from_dict(described(description, mode))
            positive = mode is GenerationMode.POSITIVE
            for number, found in enumerate(schema.get_all_operations()):
                operation = found.ok()
                name = operation.definition.raw["operationId"]
                if name in ENDLESS or (only and name not in only):
                    continue
                figures.operations += positive
                if positive or (number + seed) % wrong_every == 0:
                    _try(where, session, operation, mode, examples, seed, figures)
    figures.seconds = time.monotonic() - begun
    return figures


def described(description: Mapping[str, Any], mode: GenerationMode) -> dict[str, Any]:
    """The description without what would have every call refused alike: a header that only platform keys
    may send, and, where calls are to be wrong, keys that are."""
    copied: dict[str, Any] = copy.deepcopy(dict(description))
    for ways in copied["paths"].values():
        for told in ways.values():
            told["parameters"] = [one for one in told["parameters"] if one["name"] != "Punchdeck-Account"]
            if mode is GenerationMode.NEGATIVE:
                told.pop("security", None)
    if mode is GenerationMode.NEGATIVE:
        del copied["security"], copied["components"]["securitySchemes"]
    return copied


def _try(
    where: Target,
    session: requests.Session,
    operation: Any,
    mode: GenerationMode,
    examples: int,
    seed: int,
    figures: Figures,
) -> None:
    name = operation.definition.raw["operationId"]
    named = {
        part.name: where.names[part.name] for part in operation.path_parameters if part.name in where.names
    }
    positive = mode is GenerationMode.POSITIVE
    strategy = operation.as_strategy(mode, path_parameters=named if positive and named else None)
    by_platform = operation.path.startswith("/v1/tenants")
    headers = {"Authorization": f"Bearer {where.platform if by_platform else where.key}"}

    def one(case: schemathesis.Case) -> None:
        response = case.call(base_url=where.url, session=session, headers=headers, timeout=60)
        figures.cases += 1
        figures.answers[response.status_code] += 1
        checks: list[Callable[..., Any]] = [*CHECKS, ignored_auth] if positive else list(CHECKS)
        if "fields" in (case.query or {}):
            checks.remove(response_schema_conformance)  # of an object only what was asked for is there
        if name in UNAVAILABLE and response.status_code == 503:
            checks.remove(not_a_server_error)
        case.validate_response(response, checks=checks, headers=headers)

    running_it = hypothesis.settings(
        max_examples=examples,
        database=None,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=(hypothesis.Phase.generate,),
    )(hypothesis.seed(seed)(hypothesis.given(strategy)(one)))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            running_it()
    except Unsatisfiable:
        pass  # nothing can be wrong with a call that takes nothing
    except (Failure, FailureGroup, ExceptionGroup) as error:
        figures.failures[f"{name} ({mode.value})"] = _told(error)


def _told(error: BaseException) -> str:
    if isinstance(error, BaseExceptionGroup):
        return "; ".join(_told(one) for one in error.exceptions)
    return f"{type(error).__name__}: {error}"[:600]

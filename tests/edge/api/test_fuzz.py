"""Whatever is sent, nothing breaks: every answer is one that the operation declares."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from edge.api.error_kinds import KINDS
from edge.api.limits import Policy
from edge.api.registry import CATALOGUE, Operation
from edge.webhooks.parcel import Outcome
from tests.edge.api import test_matrix as made
from tests.edge.api.conftest import Api
from tests.edge.api.test_matrix import EXAMPLES
from tests.edge.api.test_webhooks import attempted

REQUESTS = 1200
# What has broken servers: control characters, halves of characters, numbers out of range, ids of others.
TEXTS = [
    "",
    " ",
    "x",
    "hq",
    "A1",
    "\0",
    "\ud800",
    "é",
    "مرحبا",
    "😀",
    "x" * 500,
    "../..",
    "%",
    "_",
    "' OR 1=1 --",
    "2026-03-27T00:00:00Z",
    "2026-03-27T00:00:00",
    "0000-00-00T00:00:00Z",
    "9999-12-31T23:59:59.999999999-23:59",
    "0001-01-01T00:00:00+23:59",
    "-1",
    "1e400",
    "99999999999999999999",
    "att_00000000000000000000000000",
    "dev_zzzzzzzzzzzzzzzzzzzzzzzzzz",
    "Africa/Lagos",
    "received_at",
    "0.0",
    "7fffffffffffffff.7fffffffffffffff",
]
VALUES: list[Any] = [*TEXTS, None, True, 0, -1, 2**63, 2**64, -(2**63) - 1, 1e308, [], {}, [None], {"a": {}}]


def some_value(rng: random.Random) -> Any:
    value = rng.choice(VALUES)
    if rng.random() < 0.1:
        return [rng.choice(VALUES) for _ in range(rng.randrange(4))]
    return value


def some_body(rng: random.Random, operation: Operation) -> Any:
    example = EXAMPLES[operation.name].body
    body: dict[str, Any] = {} if example is None else example()
    names = [*(operation.body.model_fields if operation.body else ()), "idempotency_key", "surprise"]
    for name in rng.sample(names, rng.randrange(min(4, len(names)))):
        body[name] = some_value(rng)
    return body if rng.random() < 0.95 else some_value(rng)


def some_query(rng: random.Random, operation: Operation) -> list[tuple[str, str]]:
    fields = operation.query.model_fields if operation.query else {}
    names = [*(field.alias or name for name, field in fields.items()), "surprise"]
    texts = [text.encode("utf-8", "replace").decode() for text in TEXTS]
    return [
        (rng.choice(names), rng.choice([*texts, "1", "10"]))
        for _ in range(rng.choice((0, 1, 1, 2)) if operation.query else rng.choice((0, 0, 0, 1)))
    ]


async def real_names(api: Api) -> dict[str, list[str]]:
    """By the parameters of paths: names that there are things behind."""
    webhook = await made.webhook(api, api.home)
    device = await api.device("A1", site="hq")
    await api.punch(device["id"], *({"pin": str(n)} for n in range(5)))
    await attempted(api, [Outcome(500, 12, None, "x"), *[Outcome(200, 12, None, "ok")] * 4])
    deliveries = (await api.get(f"/v1/webhooks/{webhook}/deliveries")).json()["data"]
    assert deliveries
    punches = (await api.get("/v1/attendance")).json()["data"]
    makers = (made.employee, made.command, made.job, made.key, made.firmware, made.work_code, made.message)
    others = {maker.__name__: [await maker(api, api.home)] for maker in makers}
    return {
        "device": ["A1", device["id"]],
        "site": ["hq", await made.site(api, api.home)],
        "webhook": [webhook],
        "delivery": [one["id"] for one in deliveries],
        "attendance": [one["id"] for one in punches],
        "tenant": [api.home.public_id],
        **others,
    }


@pytest.mark.parametrize("seed", range(2))
async def test_nothing_that_is_sent_breaks_anything(
    api: Api, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("KEY", "TENANT"):
        monkeypatch.setattr(f"edge.api.limits.{name}", Policy(name.lower(), 10**6, 60, 10**6))
    rng = random.Random(seed)
    await api.made("/v1/sites", {"name": "HQ"})
    names = await real_names(api)
    operations = [one for one in CATALOGUE if not one.public and not one.raw]
    answers: dict[int, int] = {}
    for _ in range(REQUESTS):
        operation = rng.choice(operations)
        path = operation.path
        for name in operation.params:
            target = rng.choice(names.get(name, ["A1"]) if rng.random() < 0.3 else [*TEXTS[1:], "A1", "hq"])
            path = path.replace(f"{{{name}}}", _quoted(target))
        sent: dict[str, Any] = {"params": some_query(rng, operation)}
        if operation.mutates:
            sent["content"] = json.dumps(some_body(rng, operation)).encode()
            sent["headers"] = {"Content-Type": "application/json"}
        key = api.platform if operation.account == "platform" else api.home.admin
        answer = await api.call(operation.method, path, key=key, **sent)
        answers[answer.status_code] = answers.get(answer.status_code, 0) + 1
        told = f"{operation.method} {path} {sent} -> {answer.text[:500]}"
        assert answer.status_code < 500, told
        if answer.status_code >= 400:
            code = answer.json()["error"]["code"]
            assert KINDS[code].status == answer.status_code, told
            assert code in (*operation.all_errors(), "not_found", "method_not_allowed"), told
    # A fuzzer that only ever hears "no" finds nothing.
    accepted = sum(count for status, count in answers.items() if 200 <= status < 300)
    assert accepted > REQUESTS / 10, answers


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))

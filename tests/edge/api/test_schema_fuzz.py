"""Schemathesis in short: every operation answers as the description says, whatever is sent.

`python -m tests.drills.api_fuzz` is the long form.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from schemathesis import GenerationMode

from edge.api.registry import CATALOGUE
from tests.kit import api_fuzz
from tests.kit.api_fuzz import ENDLESS, Target, fuzz, target


@pytest.fixture
async def where(tmp_path: Path) -> AsyncIterator[Target]:
    async with target(tmp_path / "data") as served:
        yield served


async def test_every_operation_answers_as_described_to_what_is_right_and_to_what_is_wrong(
    where: Target,
) -> None:
    found = await fuzz(where, examples=1, seed=20261121, wrong_every=3)
    assert found.failures == {}, found.table()
    assert found.operations == sum(one.name not in ENDLESS for one in CATALOGUE)
    accepted = sum(count for status, count in found.answers.items() if status < 300)
    assert accepted > found.operations / 5, found.table()


async def test_a_description_that_is_not_kept_is_noticed(
    where: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    described = api_fuzz.described

    def wrongly(description: Mapping[str, Any], mode: GenerationMode) -> dict[str, Any]:
        told = described(description, mode)
        told["components"]["schemas"]["Me"]["properties"]["name"] = {"type": "integer"}
        del told["paths"]["/v1/sites"]["post"]["responses"]["201"]
        return told

    monkeypatch.setattr(api_fuzz, "described", wrongly)
    found = await fuzz(where, examples=1, seed=1, only=["get_me", "create_site", "list_sites"])
    assert found.failures.keys() == {"get_me (positive)", "create_site (positive)"}

"""One edge for the whole folder; every test is a tenant of its own."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from common.client import EdgeClient
from tests.console.core.edges import Tenant
from tests.kit.edge_process import ROOT, EdgeProcess

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class House:
    """A running edge, its folder, and the key of its installation, with which tenants are made."""

    url: str
    data: Path
    platform_key: str

    async def tenant(self) -> Tenant:
        name = f"tenant {next(_numbers)}"
        async with EdgeClient(self.url, self.platform_key) as client:
            made = await client.post("/v1/tenants", {"name": name})
        async with EdgeClient(self.url, self.platform_key, account=made["id"]) as client:
            key = await client.post("/v1/keys", {"name": "console", "role": "admin"})
        return Tenant(self.url, made["id"], key["key"])


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """For tests that leave the edge as it is."""
    data = tmp_path_factory.mktemp("house") / "data"
    with EdgeProcess(data) as edge:
        words = ["keys", "create", "--name", "tests", "--role", "admin", "--tenant", "platform"]
        made = subprocess.run(
            [sys.executable, "-m", "edge", *words, "--data", str(data)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
        )
        yield House(edge.url, data, made.stdout.strip())


@pytest.fixture
async def tenant(house: House) -> Tenant:
    return await house.tenant()


@pytest.fixture
def cache_file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "profile_1.db"

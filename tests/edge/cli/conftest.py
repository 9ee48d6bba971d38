"""The command as its users run it: a process, its exit code, and what it prints where."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from edge import logs
from edge.cli import cli
from edge.control import administer
from edge.settings import Settings
from tests.kit.edge_process import ROOT, EdgeProcess
from tests.kit.postgres import EXTERNAL

DEADLINE_S = 60.0


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def failure(self) -> str:
        """The one line of a command that failed, without the program's name."""
        assert (self.code, self.out) == (1, ""), self
        name, _, line = self.err.partition(": ")
        assert name == "punchdeck-edge", self
        assert line.endswith("\n"), self
        assert line.count("\n") == 1, self
        return line[:-1]


def run(*words: str | Path, variables: Mapping[str, str] | None = None) -> Done:
    """A command as a process of its own."""
    environment = {name: value for name, value in os.environ.items() if name != EXTERNAL}
    done = subprocess.run(
        [sys.executable, "-m", "edge", *map(str, words)],
        cwd=ROOT,
        env={**environment, **(variables or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=DEADLINE_S,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@dataclass(frozen=True)
class Folder:
    """A server's folder, and commands upon it."""

    path: Path

    def run(self, *words: str | Path) -> Done:
        """A command as a process of its own."""
        return run(*words, "--data", self.path)

    def call(self, *words: str | Path) -> Done:
        """The same command line, without the time that a process takes to start."""
        done = CliRunner().invoke(cli, [*map(str, words), "--data", str(self.path)], catch_exceptions=False)
        return Done(done.exit_code, done.stdout, done.stderr)

    def must(self, *words: str | Path) -> str:
        """What a command that must succeed prints for scripts."""
        done = self.call(*words)
        assert done.code == 0, done
        return done.out

    def arrange(self, action: str, **arguments: Any) -> Any:
        """What a command would do: for what a test starts from and looks at."""
        return asyncio.run(administer(Settings(data=self.path), action, arguments))

    def terminals(self, tenant: str = "default") -> dict[str, dict[str, Any]]:
        """By serial number, as listed."""
        return {row["serial_number"]: row for row in self.arrange("devices.list", tenant=tenant)}


@pytest.fixture(autouse=True)
def own_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that is called here leaves the log of the tests as it is."""
    monkeypatch.setattr(logs, "configure", lambda style, least=0: None)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder that is not there yet."""
    return Folder(tmp_path / "edge")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Folder(tmp_path_factory.mktemp("template") / "edge")
    folder.arrange("devices.create", tenant="default", serial="A1")
    return folder.path


@pytest.fixture
def with_a_terminal(folder: Folder, template: Path) -> Folder:
    """A folder in which A1 is registered and nobody runs."""
    shutil.copytree(template, folder.path)
    return folder


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EdgeProcess]:
    """A server that the tests of a module share."""
    with EdgeProcess(tmp_path_factory.mktemp("serving") / "edge") as process:
        yield process


@pytest.fixture(scope="module")
def held(serving: EdgeProcess) -> Folder:
    """The folder of a server that runs."""
    return Folder(serving.data)

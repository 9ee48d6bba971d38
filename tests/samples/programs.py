"""The programs of the documentation and of the articles, run as their readers run them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.kit.edge_process import ROOT, free_port
from tests.samples.cgi import cgi_server

SAMPLES: Final = ROOT / "resources" / "docs" / "samples"
RUN_S: Final = 60.0
START_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Language:
    """`needs` are its programs, and how to have them."""

    name: str
    suffix: str
    command: tuple[str, ...]
    needs: tuple[str, ...] = ()
    remedy: str = ""

    def missing(self) -> str | None:
        """Why its samples cannot run here, if so."""
        absent = [program for program in self.needs if shutil.which(program) is None]
        if absent:
            return f"{self.name} samples need {', '.join(absent)}: {self.remedy}"
        if self.name == "PHP" and "curl" not in _said("php", "-m").split():
            return f"PHP samples need its curl extension: {self.remedy}"
        return None


PYTHON: Final = Language("Python", "py", (sys.executable,))
JAVASCRIPT: Final = Language("JavaScript", "js", ("node",))
CURL: Final = Language(
    "cURL", "sh", ("bash",), ("bash", "curl", "jq", "openssl"), "apt install curl jq openssl"
)
PHP: Final = Language("PHP", "php", ("php",), ("php",), "apt install php-cli php-curl")
RUBY: Final = Language("Ruby", "rb", ("ruby",), ("ruby",), "apt install ruby")
LANGUAGES: Final = (PYTHON, JAVASCRIPT, CURL, PHP, RUBY)


@dataclass(frozen=True, slots=True)
class Toolbox:
    """What programs run with: where `node` is, and the packages it has."""

    node: str | None = None
    node_modules: Path | None = None

    def command(self, language: Language, file: Path) -> list[str]:
        if language is JAVASCRIPT:
            assert self.node is not None
            return [self.node, str(file)]
        return [*language.command, str(file)]

    def environment(self, more: Mapping[str, str]) -> dict[str, str]:
        """Nothing of the machine but where programs are; nothing of a proxy."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "TZ", "LC_ALL")}
        kept["PYTHONUNBUFFERED"] = "1"
        if self.node_modules is not None:
            kept["NODE_PATH"] = str(self.node_modules)
        return {**kept, **more}

    def run(
        self, language: Language, file: Path, *arguments: str, cwd: Path, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """A program from its start to its end."""
        return subprocess.run(
            [*self.command(language, file), *arguments],
            cwd=cwd,
            env=self.environment(environment),
            capture_output=True,
            text=True,
            timeout=RUN_S,
            check=False,
        )

    @contextmanager
    def listening(
        self, language: Language, file: Path, folder: Path, **environment: str
    ) -> Iterator[Listener]:
        """A program that receives, from when it listens until the context ends."""
        port = free_port()
        printed = folder / f"{file.name}.{port}.log"
        known = self.environment({**environment, "PORT": str(port)})
        if language is CURL:
            with cgi_server(file, port, known, printed):
                yield Listener(port, printed)
            return
        command = self.command(language, file)
        if language is PHP:
            command = ["php", "-S", f"127.0.0.1:{port}", str(file)]
        with printed.open("wb") as out:
            process = subprocess.Popen(command, cwd=folder, env=known, stdout=out, stderr=out)
        try:
            listener = Listener(port, printed)
            listener.await_port(process)
            yield listener
        finally:
            process.kill()
            process.wait()


@dataclass(frozen=True, slots=True)
class Listener:
    """A program that receives on a port of the loopback address."""

    port: int
    printed: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def output(self) -> str:
        return self.printed.read_text(errors="replace")

    def await_line(self, words: str) -> None:
        """Until it has printed the words."""
        until(lambda: words in self.output, f"{words!r} in what it printed", lambda: self.output)

    def await_port(self, process: subprocess.Popen[bytes]) -> None:
        def listens() -> bool:
            assert process.poll() is None, f"it ended: {self.output}"
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", self.port)) == 0

        until(listens, "a program that listens", lambda: self.output)


def until(
    holds: Callable[[], object],
    what: str,
    shown: Callable[[], object] = lambda: "",
    *,
    within_s: float = START_S,
    every_s: float = 0.05,
) -> None:
    """Wait for what another process does. Fails with `what` was awaited and what is `shown` instead."""
    deadline = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < deadline, f"no {what} within {within_s:.0f} s: {shown()}"
        time.sleep(every_s)


def sample(flow: str, language: Language) -> Path:
    return SAMPLES / flow / f"{flow}.{language.suffix}"


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def lines(done: subprocess.CompletedProcess[str]) -> Sequence[str]:
    """What a program printed that must have succeeded."""
    assert done.returncode == 0, f"exit code {done.returncode}: {done.stdout}{done.stderr}"
    return done.stdout.removesuffix("\n").split("\n")

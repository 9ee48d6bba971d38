"""`zkteco-lan-agent` from PyPI, run as its users run it: reads terminals over port 4370, pushes to our edge.

It is proprietary and not a dependency of ours: tests install it into a folder of its own, and only they.
What it does on the wire, read in its source (1.2.2) and seen: it never initialises;
`GET /iclock/cdata/?SN=&agent=` is its heartbeat, `GET /iclock/getrequest/?SN=` its poll,
`POST /iclock/cdata/?SN=&table=` its upload, with all punches since its own mark in one body. Any answer of
status 200 counts as stored, whatever it says; then the mark moves to the newest punch.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Self

from tests.kit.pull_terminal import PullTerminal

REQUIREMENT: Final = "zkteco-lan-agent==1.2.2"
INSTALL_S: Final = 180
# It waits this long between two rounds at the least.
ROUND_S: Final = 1


class AgentUnavailable(Exception):
    """The agent cannot be installed here; the message says why."""


def install(cache: Path) -> Path:
    """The folder the agent is installed in, below `cache`; installed once for each Python.

    Raises AgentUnavailable.
    """
    name = f"{REQUIREMENT}-{sys.implementation.cache_tag}"
    target = cache / re.sub(r"[^a-z0-9.-]+", "-", name)
    if target.exists():
        return target
    cache.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="installing-", dir=cache))
    try:
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-input", "--target", str(fresh)]
        options = ["--retries", "1", "--timeout", "15", "--disable-pip-version-check"]
        # Tests have a home of their own; pip's settings, which may name a mirror, are in the person's.
        environment = {
            key: value for key, value in os.environ.items() if key not in ("HOME", "XDG_CONFIG_HOME")
        }
        done = subprocess.run(
            [*command, *options, REQUIREMENT],
            env=environment,
            capture_output=True,
            text=True,
            timeout=INSTALL_S,
        )
        if done.returncode != 0:
            reason = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
            raise AgentUnavailable(
                f"{REQUIREMENT} could not be installed; is PyPI reachable? pip said: {''.join(reason)}"
            )
        fresh.replace(target)
    except subprocess.TimeoutExpired as error:
        raise AgentUnavailable(f"PyPI did not deliver {REQUIREMENT} within {INSTALL_S} s") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return target


class LanAgent:
    """The agent as a process while it is entered, reading `terminals` and pushing to `server_url`.

    `folder` takes its settings and its marks.
    """

    def __init__(
        self, installed: Path, folder: Path, server_url: str, terminals: Sequence[PullTerminal]
    ) -> None:
        self._installed = installed
        self._folder = folder
        self._settings = {
            "server_url": server_url,
            "poll_interval_seconds": ROUND_S,
            "command_poll_interval_seconds": ROUND_S,
            "heartbeat_interval_seconds": ROUND_S,
            "userinfo_sync_interval_seconds": ROUND_S,
            "state_dir": str(folder / "marks"),
            "devices": [
                {
                    "name": terminal.serial,
                    "device_ip": "127.0.0.1",
                    "device_port": terminal.port,
                    "device_sn": terminal.serial,
                    "comm_password": terminal.comm_key,
                }
                for terminal in terminals
            ],
        }
        self.lines: list[str] = []
        self._heard = 0
        self._news = asyncio.Condition()

    async def __aenter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        settings = self._folder / "devices.yaml"
        settings.write_text(json.dumps(self._settings))  # JSON is YAML
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "zkteco_lan_agent",
            "--config",
            str(settings),
            env=self._environment(),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        self._listening = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._process.returncode is None:
            self._process.terminate()
        await self._process.wait()
        await self._listening

    async def said(self, pattern: str, within_s: float = 30.0) -> re.Match[str]:
        """Wait for the next line of its log that contains a pattern; lines before it count as heard.

        Raises AssertionError if it says nothing of the kind in time or ends.
        """

        def next_match() -> re.Match[str] | None:
            while self._heard < len(self.lines):
                self._heard += 1
                if match := re.search(pattern, self.lines[self._heard - 1]):
                    return match
            return None

        try:
            async with asyncio.timeout(within_s), self._news:
                while (match := next_match()) is None:
                    assert not self._listening.done(), self._silent(pattern, "before it ended")
                    await self._news.wait()
                return match
        except TimeoutError:
            raise AssertionError(self._silent(pattern, f"within {within_s:.0f} s")) from None

    async def pushed(self, table: str = "ATTLOG") -> tuple[int, str]:
        """Wait for its next upload of a table to be answered: the status, and the body as it saw it."""
        match = await self.said(rf"Push SN=\S+ table={table} status=(\d+) body=(.*)")
        return int(match[1]), match[2]

    def forget(self) -> None:
        """Throw away its marks of what it has delivered. Not while it runs."""
        assert self._process.returncode is not None, "the agent runs"
        shutil.rmtree(self._folder / "marks")

    def _environment(self) -> dict[str, str]:
        """Ours, with the agent on the path, no proxy, and a `ping` that answers.

        The agent pings a terminal before it connects; many machines have no `ping`, or may not use it.
        """
        path = os.environ.get("PATH", "")
        if os.name == "posix":
            tools = self._folder / "tools"
            tools.mkdir(exist_ok=True)
            ping = tools / "ping"
            ping.write_text("#!/bin/sh\nexit 0\n")
            ping.chmod(0o755)
            path = f"{tools}{os.pathsep}{path}"
        ours = {"PATH": path, "PYTHONPATH": str(self._installed), "PYTHONUNBUFFERED": "1", "NO_PROXY": "*"}
        return os.environ | ours

    async def _listen(self) -> None:
        assert self._process.stdout is not None
        try:
            async for line in self._process.stdout:
                async with self._news:
                    self.lines.append(line.decode(errors="replace").rstrip())
                    self._news.notify_all()
        finally:
            async with self._news:
                self._news.notify_all()

    def _silent(self, pattern: str, when: str) -> str:
        said = "\n".join(self.lines[-40:]) or "(nothing)"
        return f"zkteco-lan-agent did not say {pattern!r} {when}. It said:\n{said}"

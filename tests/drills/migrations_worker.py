"""What `tests.drills.migrations` kills: starts of the store, each killed at a given step of its migrations.

A line is a list of [url, step] as JSON: a start of each at the same time, ended by SIGKILL as it is about to
take that step (0: never). A step is a statement, or a commit. The answer: the exit code of each, -9 of those
that were killed.
"""

from __future__ import annotations

import asyncio
import importlib
import itertools
import json
import os
import signal
import sys

import sqlalchemy as sa

from edge.store import open_store
from tests.drills.webhooks_worker import LATE

FAILED = 3


async def start(url: str) -> None:
    store = await open_store(url)
    await store.close()


def killed_at(step: int) -> None:
    """From now on this process is one that ends as it is about to take this step."""
    steps = itertools.count(1)

    def take(*_: object) -> None:
        if next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sa.event.listen(sa.Engine, "before_cursor_execute", take)
    sa.event.listen(sa.Engine, "commit", take)


def begin(url: str, step: int) -> int:
    """Fork a start, and return its process id."""
    pid = os.fork()
    if pid:
        return pid
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # where answers are told
        killed_at(step)
        asyncio.run(start(url))
    except BaseException as error:
        print(f"a start failed: {error!r}", file=sys.stderr, flush=True)
        os._exit(FAILED)
    os._exit(0)


def main() -> None:
    for name in (*LATE, "asyncpg"):
        importlib.import_module(name)
    for line in sys.stdin:
        pids = [begin(url, step) for url, step in json.loads(line)]
        codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
        print(json.dumps(codes), flush=True)


if __name__ == "__main__":
    main()

"""The stream samples: cut in the middle of an event, they go on where they were."""

from __future__ import annotations

import asyncio
from pathlib import Path

from common.instants import rfc3339
from edge.store.ids import now_us
from tests.kit.chaos import ChaosProxy
from tests.kit.edge_process import EdgeProcess
from tests.samples.conftest import Office
from tests.samples.programs import Language, sample
from tests.samples.test_samples import ToolboxOf, in_every_language

WANTED = 4
WITHIN_S = 60.0


@in_every_language
async def test_a_stream_that_was_cut_goes_on_without_a_gap_or_a_repetition(
    edge_served: EdgeProcess, office: Office, toolbox_of: ToolboxOf, language: Language, tmp_path: Path
) -> None:
    toolbox = toolbox_of(language)
    began = rfc3339(now_us())
    async with ChaosProxy(("127.0.0.1", edge_served.port)) as proxy, asyncio.timeout(WITHIN_S):
        process = await asyncio.create_subprocess_exec(
            *toolbox.command(language, sample("stream", language)),
            str(WANTED),
            cwd=tmp_path,
            env=toolbox.environment(
                {**office.environment, "PUNCHDECK_URL": f"http://127.0.0.1:{proxy.port}"}
            ),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        assert process.stdout is not None
        printed = [await _first_line(process.stdout, office)]
        proxy.down.cut_after = 200  # bytes: within the next event
        for _ in range(WANTED):
            office.punch()
        rest, errors = await process.communicate()
        assert process.returncode == 0, errors.decode()
    told = [event["id"] for event in office.call("GET", "/events", **{"from": began}, limit=1000)["data"]]
    shown = [line.split()[1] for line in (printed[0] + rest).decode().splitlines()]
    assert proxy.down.cut_after is None, "it was cut"
    assert len(shown) == WANTED
    begin = told.index(shown[0])
    assert shown == told[begin : begin + WANTED]


async def _first_line(stdout: asyncio.StreamReader, office: Office) -> bytes:
    """What it prints first: only what happens once it listens is told."""
    while True:
        office.punch()
        try:
            async with asyncio.timeout(0.5):
                return await stdout.readline()
        except TimeoutError:
            pass  # not listening yet

"""The balancer's example: HAProxy takes it, and what real terminals send goes through it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.end_to_end.test_corpus import SAMPLES, send
from tests.kit.edge_process import EdgeProcess
from tests.kit.haproxy import Haproxy, HaproxyUnavailable, executable

# HAProxy reads heads more strictly than terminals write them. Spaces in an address it answers with 400 by
# itself, and a body without a length it does not wait for: such terminals need an edge, or `mode tcp`.
NOT_BY_HAPROXY = frozenset(
    {"048_attlog_table_with_spaces", "055_attlog_no_content_length", "083_errorlog_spec"}
)


@pytest.fixture
def balanced() -> None:
    try:
        executable()
    except HaproxyUnavailable as reason:
        pytest.skip(str(reason))


@pytest.mark.usefixtures("balanced")
async def test_what_real_terminals_send_goes_through_the_balancer(tmp_path: Path) -> None:
    data = tmp_path / "edge"
    data.mkdir()
    (data / "punchdeck.toml").write_text('trusted_proxies = ["127.0.0.1"]\n')
    with EdgeProcess(data, "--dev") as edge, Haproxy([edge.port] * 3) as balancer:
        assert balancer.check() == ""
        wrong = {}
        for sample in SAMPLES:
            if sample.name in NOT_BY_HAPROXY:
                continue
            answer = await send(balancer.port, sample)
            if not answer.startswith(b"HTTP/1.1 200"):
                wrong[sample.name] = answer[:60]
        assert wrong == {}
        # A terminal that says nothing of the connection waits for its end.
        reader, writer = await asyncio.open_connection("127.0.0.1", balancer.port)
        writer.write(b"GET /iclock/getrequest?SN=HAPROXY1 HTTP/1.1\r\nHost: x\r\n\r\n")
        async with asyncio.timeout(10):
            assert (await reader.read()).startswith(b"HTTP/1.1 200")
        writer.close()

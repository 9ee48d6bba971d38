"""A terminal that asks too often waits, and what it sent is stored or refused, never half believed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.app import Edge, running
from edge.push import shaping
from edge.push.shaping import BURST, BYTES_BURST, BYTES_PER_S, LONGEST_S, PER_S, TOO_FAST, Pace, Shaping
from edge.push.wire import OK, DeviceReply, DeviceRequest
from edge.settings import Settings

REQUESTS = st.lists(
    st.tuples(st.floats(0, 2), st.sampled_from([0, 0, 1, 300, 2**20, 8 * 2**20])), min_size=1, max_size=400
)


def request(serial: bytes = b"S1", body: bytes = b"") -> DeviceRequest:
    return DeviceRequest("POST" if body else "GET", "cdata", {"sn": serial}, {}, body, "192.0.2.1")


@given(REQUESTS)
def test_never_more_than_pace_and_burst_and_never_a_longer_wait(sent: list[tuple[float, int]]) -> None:
    pace, now = Pace(), 1000.0
    served: dict[bool, list[tuple[float, int]]] = {True: [], False: []}
    for pause, size in sent:
        now += pause
        wait = pace.ask(size, now)
        if wait <= LONGEST_S:
            served[size > 0].append((now + max(wait, 0.0), size))
    for those in served.values():
        for place, (start, _) in enumerate(those):
            for end in range(place, len(those)):
                within = those[end][0] - start
                assert end - place + 1 <= BURST + within * PER_S + 1 + 1e-6
                size = sum(one for _, one in those[place : end + 1])
                most = max(one for _, one in those[place : end + 1])
                assert size <= BYTES_BURST + within * BYTES_PER_S + most + 1e-3


def test_polls_and_uploads_are_counted_apart() -> None:
    pace = Pace()
    waits = [pace.ask(0, 0.0) for _ in range(BURST + 1)]
    assert [wait <= 0 for wait in (waits[0], waits[-2], waits[-1])] == [True, True, False]
    assert pace.ask(100, 0.0) <= 0


def test_who_is_refused_is_not_charged_for_it() -> None:
    pace = Pace()
    most = round(BURST + LONGEST_S * PER_S)
    waits = [pace.ask(0, 0.0) for _ in range(most + 50)]
    assert sum(wait <= LONGEST_S for wait in waits) == most
    assert pace.ask(0, 1.0) <= LONGEST_S


def test_terminals_do_not_wait_for_each_other_and_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shaping, "KEPT", 100)
    now = [0.0]
    shaped = Shaping(lambda request: OK, mono=lambda: now[0])
    shaped._sweep_at = 100
    for number in range(100):
        assert shaped.handle(request(b"S%d" % number)) is OK
    now[0] = 60.0
    assert shaped.handle(request(b"last")) is OK
    assert len(shaped._paces) == 1


async def test_too_fast_is_late_and_far_too_fast_is_refused(expected_logs: list[object]) -> None:
    handled = 0

    def handler(request: DeviceRequest) -> DeviceReply:
        nonlocal handled
        handled += 1
        return OK

    shaped = Shaping(handler, mono=lambda: 0.0)
    at_once = [shaped.handle(request()) for _ in range(BURST)]
    assert at_once == [OK] * BURST
    late = shaped.handle(request())
    assert not isinstance(late, DeviceReply)
    assert await late is OK
    waiting = [shaped.handle(request()) for _ in range(round(LONGEST_S * PER_S) - 1)]
    refused = [shaped.handle(request()) for _ in range(3)]
    assert refused == [TOO_FAST] * 3
    assert (shaped.delayed, shaped.refused) == (1 + len(waiting), 3)
    assert len(expected_logs) == 1
    for one in waiting:
        assert not isinstance(one, DeviceReply)
        one.close()  # type: ignore[attr-defined]  # coroutines that this test does not wait for
    assert handled == BURST + 1


def test_the_refusal_says_nothing_that_a_terminal_takes_for_stored() -> None:
    assert TOO_FAST.status == 503
    assert b"OK" not in TOO_FAST.body


def test_it_costs_next_to_nothing() -> None:
    """A terminal asks every few seconds; ten thousand of them are well below what this takes in a second."""
    shaped = Shaping(lambda request: OK)
    requests = [request(b"S%d" % number) for number in range(5_000)]
    begun = time.perf_counter()
    for one in requests * 4:
        shaped.handle(one)
    assert (time.perf_counter() - begun) / 20_000 < 50e-6


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[tuple[Edge, int]]:
    async with running(Settings(data=tmp_path / "data", port=0, dev=True)) as (edge, at):
        yield edge, int(at.url.rpartition(":")[2])


async def sent(port: int, number: int) -> bytes:
    body = f"{number}\t2026-08-12 08:00:00\t0\t1\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        b"POST /iclock/cdata?SN=FAST&table=ATTLOG HTTP/1.1\r\n"
        b"Content-Length: %d\r\n\r\n%b" % (len(body), body.encode())
    )
    answer = await reader.read()
    writer.close()
    return answer


async def test_what_a_hasty_terminal_was_told_ok_is_stored_and_nothing_else(
    served: tuple[Edge, int], monkeypatch: pytest.MonkeyPatch, expected_logs: list[object]
) -> None:
    edge, port = served
    monkeypatch.setattr(shaping, "BURST", 20)
    monkeypatch.setattr(shaping, "LONGEST_S", 1.0)
    answers = await asyncio.gather(*(sent(port, number) for number in range(60)))
    accepted = [answer for answer in answers if answer.endswith(b"OK: 1")]
    refused = [answer for answer in answers if b" 503 " in answer.partition(b"\r\n")[0]]
    assert len(accepted) + len(refused) == 60
    assert refused
    assert all(b"OK" not in answer for answer in refused)
    assert edge.shaping.delayed
    assert len(accepted) >= 30
    stored = await edge.store.read(
        lambda conn: conn.exec_driver_sql("SELECT count(*) FROM punch").scalar_one()
    )
    assert stored == len(accepted)
    assert expected_logs

"""`listen`: what is told, live and without holes, and sent on exactly as a webhook is."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from common import signing
from common.client import EdgeClient, StreamMessage
from common.event_samples import sample_of
from common.events import EVENTS
from edge.cli import cli, following
from edge.cli.following import Wanted, line_of
from tests.edge.cli.conftest import Done
from tests.kit.edge_process import ROOT, EdgeProcess, free_port

SECRET = signing.new_secret()
unix_only = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no signal to end a process gently"
)


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EdgeProcess]:
    """A server for developers: terminals are let in, webhooks come to this machine."""
    with EdgeProcess(tmp_path_factory.mktemp("listen") / "edge", "--dev") as process:
        yield process


@dataclass
class Receiver:
    """Keeps what it is sent."""

    status: int = 200
    port: int = 0
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    async def take(self, request: web.Request) -> web.Response:
        self.got.append((dict(request.headers), await request.read()))
        return web.Response(status=self.status)

    async def of(self, event: str, count: int = 1) -> list[tuple[dict[str, str], bytes]]:
        """The first deliveries of a kind, once they are there."""
        async with asyncio.timeout(20):
            while len(found := [one for one in self.got if one[0]["X-PunchConnect-Event"] == event]) < count:
                await asyncio.sleep(0.02)
        return found


@asynccontextmanager
async def receiving(status: int = 200, port: int = 0) -> AsyncIterator[Receiver]:
    receiver = Receiver(status)
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    receiver.port = runner.addresses[0][1]
    try:
        yield receiver
    finally:
        await runner.cleanup()


@asynccontextmanager
async def listening(edge: EdgeProcess, *words: str) -> AsyncIterator[Process]:
    """A listener in a process of its own, there once it hears, that does not outlive the test."""
    command = (sys.executable, "-m", "edge", "listen", "--server", edge.url, "--key", edge.admin_key, *words)
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=PIPE, stderr=PIPE)
    try:
        await noted(process, "Listening to")
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def noted(process: Process, start: str) -> str:
    """A line beside the events, once it is there."""
    assert process.stderr is not None
    async with asyncio.timeout(30):
        async for line in process.stderr:
            if line.decode().startswith(start):
                return line.decode().rstrip("\n")
    raise AssertionError(f"it ended without saying {start!r}")


async def told(process: Process) -> str:
    """The next line of an event."""
    assert process.stdout is not None
    async with asyncio.timeout(30):
        return (await process.stdout.readline()).decode().rstrip("\n")


async def interrupted(process: Process) -> Done:
    """How it ends at Ctrl+C, and what it had to say that nobody read before."""
    process.send_signal(signal.SIGINT)
    async with asyncio.timeout(20):
        out, err = await process.communicate()
    assert process.returncode is not None
    return Done(process.returncode, out.decode(), err.decode())


async def punches(edge: EdgeProcess, serial: str, *pins: int) -> None:
    """A terminal tells of people, a line each."""
    day = time.strftime("%Y-%m-%d", time.gmtime())
    lines = "".join(f"{pin}\t{day} 08:{pin % 60:02d}:00\t0\t1\t0\t0\n" for pin in pins).encode()
    for request in (
        f"GET /iclock/cdata?SN={serial}&options=all HTTP/1.1\r\nHost: e\r\n\r\n".encode(),
        f"POST /iclock/cdata?SN={serial}&table=ATTLOG&Stamp=9999 HTTP/1.1\r\nHost: e\r\n"
        f"Content-Length: {len(lines)}\r\n\r\n".encode()
        + lines,
    ):
        reader, writer = await asyncio.open_connection("127.0.0.1", edge.port)
        writer.write(request)
        assert b" 200 " in (await reader.read())[:20]
        writer.close()
        await writer.wait_closed()


@unix_only
async def test_what_is_sent_on_is_what_a_webhook_is_sent(serving: EdgeProcess) -> None:
    async with (
        EdgeClient(serving.url, serving.admin_key) as client,
        receiving() as hooked,
        receiving() as local,
        listening(serving, "--forward", local.url, "--secret", SECRET) as process,
    ):
        made = await client.post(
            "/v1/webhooks", {"url": hooked.url, "events": ["*"], "secret": signing.new_secret()}
        )
        await client.create_site("Éntrée – “A”", id="site_quotes")
        await client.register_device("QUOTE1", name='Gate "Ñ" \u2028 \\ ☃', site="site_quotes")
        await punches(serving, "QUOTE1", 41, 42)
        for event, count in (("attendance.created", 2), ("device.online", 1), ("device.registered", 1)):
            by_edge, by_us = await hooked.of(event, count), await local.of(event, count)
            bodies = {json.loads(body)["id"]: (headers, body) for headers, body in by_edge}
            for headers, body in by_us[:count]:
                theirs, same = bodies[json.loads(body)["id"]]
                assert body == same
                assert list(map(str.lower, headers)) == list(map(str.lower, theirs))
                varying = ("signature", "delivery", "timestamp", "host")
                for name, value in headers.items():
                    if not name.lower().endswith(varying):
                        assert value == theirs[name], name
                signing.verify(SECRET, headers, body, now=time.time())
                assert signing.body_is_signed(SECRET, body, headers["X-PunchConnect-Signature"])
        await client.delete(f"/v1/webhooks/{made['id']}")
        done = await interrupted(process)
    assert done.code == 0
    assert re.search(r"^[0-9:]{8}  attendance.created +Gate .* 41 check_in  → 200 \d+ ms$", done.out, re.M)
    assert "Go on from here with --after " in done.err


@unix_only
async def test_a_break_of_the_connection_leaves_no_hole_and_tells_nothing_twice(tmp_path: Path) -> None:
    edge = EdgeProcess(tmp_path / "edge", "--dev")
    await asyncio.to_thread(edge.start)
    async with listening(edge, "--json", "--events", "attendance.created") as process:
        await punches(edge, "A1", 1, 2)
        heard = [json.loads(await told(process)) for _ in range(2)]
        await asyncio.to_thread(edge.kill9)
        assert "Trying again in 1 s; nothing is missed meanwhile." in await noted(process, edge.url)
        await asyncio.to_thread(edge.start)
        await punches(edge, "A1", 3, 4)
        heard += [json.loads(await told(process)) for _ in range(2)]
        await noted(process, "Connected again to")
        await punches(edge, "A1", 5)
        heard.append(json.loads(await told(process)))
        done = await interrupted(process)
    await asyncio.to_thread(edge.terminate)
    assert (done.code, done.out) == (0, "")
    assert [message["employee_id"] for message in heard] == ["1", "2", "3", "4", "5"]
    assert f"5 events. Go on from here with --after {heard[-1]['cursor']}\n" in done.err


@unix_only
async def test_a_receiver_that_is_not_there_yet_is_waited_for(serving: EdgeProcess) -> None:
    port = free_port()
    words = ("--forward", f"http://127.0.0.1:{port}/hook", "--events", "attendance.created", "--json")
    async with listening(serving, *words) as process:
        await punches(serving, "WAITS1", 1, 2, 3)
        line = await noted(process, "http://127.0.0.1")
        assert "takes no connection" in line
        assert line.endswith("Start it; what comes is kept for it.")
        async with receiving(port=port) as local:
            got = await local.of("attendance.created", 3)
            first = json.loads(await told(process))
            done = await interrupted(process)
    assert [json.loads(body)["employee_id"] for _, body in got] == ["1", "2", "3"]
    assert first["forward"]["status"] == 200
    assert first["forward"]["attempts"] >= 2
    assert done.code == 0


def run(edge: EdgeProcess, *words: str, key: str | None = None) -> Done:
    """A listener for a while, without the time that a process takes to start."""
    variables = {"PUNCHDECK_KEY": key or edge.admin_key}
    done = CliRunner().invoke(
        cli, ["listen", "--server", edge.url, *words], env=variables, catch_exceptions=False
    )
    return Done(done.exit_code, done.stdout, done.stderr)


def past(edge: EdgeProcess, serial: str, *pins: int) -> None:
    asyncio.run(punches(edge, serial, *pins))


def test_it_goes_on_after_a_cursor_and_prints_messages_as_they_came(serving: EdgeProcess) -> None:
    past(serving, "AFTER1", 7, 8)
    done = run(serving, "--after", "0.0", "--for", "1.5", "--json", "--events", "attendance.created")
    lines = [line for line in done.out.splitlines() if '"AFTER1"' in line]
    messages = [json.loads(line) for line in lines]
    assert done.code == 0
    assert [message["employee_id"] for message in messages] == ["7", "8"]
    assert all(
        line.endswith(f',"cursor":"{one["cursor"]}"}}') for line, one in zip(lines, messages, strict=True)
    )
    again = run(
        serving, "--after", messages[0]["cursor"], "--for", "1", "--json", "--events", "attendance.created"
    )
    assert [json.loads(line)["employee_id"] for line in again.out.splitlines() if "AFTER1" in line] == ["8"]


def test_events_that_are_no_longer_kept_are_told_as_a_gap(serving: EdgeProcess) -> None:
    done = run(serving, "--after", "1.5", "--for", "1")
    assert done.code == 0
    assert "gap" in done.out.splitlines()[0]
    assert "GET /v1/attendance has the punches" in done.out.splitlines()[0]
    as_json = run(serving, "--after", "1.5", "--for", "1", "--json")
    assert json.loads(as_json.out.splitlines()[0])["event"] == "gap"


async def test_what_the_receiver_answers_is_said(
    serving: EdgeProcess, capsys: pytest.CaptureFixture[str]
) -> None:
    await punches(serving, "ANSWER1", 9)
    async with receiving(503) as local:
        only = ("attendance.created",)
        await following.run(
            Wanted(serving.url, serving.admin_key, local.url, only, None, "0.0", 1.5, False, None)
        )
    out, err = capsys.readouterr()
    assert re.search(r"ANSWER1.* 9 check_in  → 503 \d+ ms$", out, re.M)
    assert re.search(r"signed with whsec_\S{44} \(of this run; --secret keeps one\)", err)


def test_a_key_that_opens_nothing_ends_it(serving: EdgeProcess) -> None:
    assert "key" in run(serving, key="pd_live_" + "0" * 38).failure


def test_a_server_that_is_not_there_ends_it(serving: EdgeProcess) -> None:
    done = CliRunner().invoke(cli, ["listen", "--server", f"http://127.0.0.1:{free_port()}", "--key", "x"])
    assert done.exit_code == 1
    assert "cannot be reached" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_cursor_that_is_none_ends_it(serving: EdgeProcess) -> None:
    assert "cursor" in run(serving, "--after", "nonsense").failure.lower()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Missing option '--server'"),
        (("--server", "http://x"), "Missing option '--key'"),
        (("--server", "localhost:8080", "--key", "k"), "'localhost:8080' is no address"),
        (("--server", "http://x", "--key", "k", "--forward", "file:///etc"), "'file:///etc' is no address"),
        (
            ("--server", "http://x", "--key", "k", "--events", "device.offlin"),
            "did you mean 'device.offline'?",
        ),
        (("--server", "http://x", "--key", "k", "--events", "zzz"), "attendance.created"),
        (("--server", "http://x", "--key", "k", "--secret", "whsec_x"), "give --forward too"),
        (("--server", "http://x", "--key", "k", "--for", "-1"), "Invalid value for '--for'"),
    ],
)
def test_wrong_usage_ends_with_2(words: tuple[str, ...], said: str) -> None:
    done = CliRunner().invoke(cli, ["listen", *words])
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.split())


# -- lines


@pytest.mark.parametrize("event", EVENTS)
def test_every_event_is_one_line_that_says_what_where_and_who(event: str) -> None:
    body = sample_of(event, "evt_1", "2026-03-27T08:00:01.250Z")
    line = line_of(body)
    assert re.match(r"\d\d:\d\d:\d\d  " + re.escape(event), line)
    assert body["device"] is None or body["device"]["name"] in line
    assert "None" not in line


def test_a_punch_is_said_with_who_came() -> None:
    body = sample_of("attendance.created", "evt_1", "2026-03-27T08:00:01.250Z")
    assert line_of(body).endswith("Warehouse - Gate A, Warehouse       EMP001 check_in")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(EVENTS)), st.text(), json_values)
def test_no_name_paints_the_screen_or_breaks_the_line(event: str, text: str, value: Any) -> None:
    body = sample_of(event, "evt_1", text)
    if body["device"]:
        body["device"] = {**body["device"], "name": text, "site": value}
    body |= {"employee_id": value, "word": text, "title": text, "model": text, "command": value}
    line = line_of(body)
    assert not set(line) & set("\n\r\x1b\x00\x07\x9b\u2028")


def test_only_an_event_is_the_body_of_a_webhook() -> None:
    body = {"id": "evt_1", "event": "x", "cursor": "1.2"}
    text = '{"id":"evt_1","event":"x","cursor":"1.2"}'
    assert StreamMessage("x", "1.2", body, text).as_webhook() == b'{"id":"evt_1","event":"x"}'
    for wrong in (
        StreamMessage(
            "heartbeat",
            "1.2",
            {"event": "heartbeat", "cursor": "1.2"},
            '{"event":"heartbeat","cursor":"1.2"}',
        ),
        StreamMessage("x", "1.2", body, '{"cursor":"1.2","id":"evt_1"}'),
        StreamMessage("x", "1.2", body),
    ):
        with pytest.raises(ValueError, match="no body of a webhook"):
            wrong.as_webhook()

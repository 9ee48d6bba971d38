"""What an event says is, byte for byte, what JavaScript makes of it: `JSON.stringify(JSON.parse(body))`.

Receivers that sign what their parser gave back depend on it. One Node process answers for all examples.
"""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from common.event_samples import sample_of
from common.events import EVENTS
from common.js_safe import NotJsSafe, js_bytes, js_safe
from edge import telling
from edge.ingest import PunchDraft
from edge.punch_events import body_of
from edge.push import access_drafts, attendance_drafts
from edge.push.access.rtlog import parse_rtlog
from edge.push.attendance.errorlog import parse_errorlog
from edge.push.attendance.operlog import parse_operlog
from edge.push.attendance.tables import parse_attlog
from edge.push.drafts import punch_drafts
from edge.reports import FactDraft
from edge.store import events
from edge.store.events import PunchToTell
from edge.store.ids import IdClock
from edge.store.schema import event
from tests.edge.push.access_terminals import NOW_US, device_of
from tests.kit.node import Node
from tests.samples.conftest import HTTP, Office
from tests.samples.programs import until
from tests.samples.recorder import Recorder

Stringify = Callable[[bytes], bytes]
NOW = datetime.fromtimestamp(NOW_US / 1e6, UTC).replace(tzinfo=None)
TIME = b"2026-10-05 08:00:00"

# What JavaScript and Python spell differently, or would if it were a number, a key or half a character.
NASTY = (
    "36.0", "36.60", "036.5", "0.000001", "1e5", "1.5E300", "-0.0", "254.999999", "9007199254740993", "0x1F",
    "1.0", "7", "007", "", "null", "NaN", '"', "\\", "\\u0041", "</script>", "\u2028", "\x7f", "\x01", "\b",
    "é", "e\u0301", "محمد", "\u200f", "😀", "👩\u200d🔧", "\ufeff", "\uffff", "__proto__", "constructor",
)  # fmt: skip
texts = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
words = st.one_of(
    texts.map(str.encode),
    st.sampled_from([b"\xed\xa0\x80", b"\xed\xb0\x80", b"\xff\xfe", b"\xd6\xd0", b"\xe2\x82", b"\xc0\x80"]),
    st.binary(max_size=6),
)
numbers = st.sampled_from([b"0", b"1", b"255", b"4", b"15", b"68", b"999999999", b"9" * 20, b"-1"])
temperatures = st.sampled_from([text.encode() for text in NASTY]) | st.decimals(
    0, 300, places=6, allow_nan=False
).map(lambda value: f"{value}".encode())

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(-1e7, 1e7)
    | texts
    | st.sampled_from([1.0, -0.0, 1e15, 1e-4, 1e-5, 2**70, 0.1 + 0.2, "\ud800", "a\udc00"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
few = settings(max_examples=60, deadline=None)


@pytest.fixture(scope="module")
def stringify(found_node: Node) -> Iterator[Stringify]:
    """What JavaScript makes of a body."""
    command = [found_node.node, str(Path(__file__).with_name("stringify.js"))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        stdin, stdout = process.stdin, process.stdout

        def ask(body: bytes) -> bytes:
            stdin.write(base64.b64encode(body) + b"\n")
            stdin.flush()
            return base64.b64decode(stdout.readline())

        yield ask
        stdin.close()


@pytest.fixture(scope="module")
def feed() -> Iterator[sa.Connection]:
    """Where events are kept between being told and being sent."""
    with sa.create_engine("sqlite://").connect() as conn:
        event.create(conn)
        yield conn


ids = IdClock()


def kept(feed: sa.Connection, name: str, members: Mapping[str, Any]) -> bytes:
    """The body of an event, as it comes back from where it is kept. Raises NotJsSafe."""
    row_id = ids.next()
    shown = {"id": "dev_1", "serial_number": "A1", "name": "😀 é", "site": "Unassigned"}
    events.append(feed, 1, row_id, telling.event_body(row_id, name, 1, shown, members))
    return events.bodies(feed, 1, [row_id])[row_id].encode()


def punch_bodies(drafts: Sequence[PunchDraft], name: str) -> list[bytes]:
    """The bodies of punches at a terminal, a site and of a person of this name."""
    return [
        body_of(
            PunchToTell(0, ids.next(), 7, 1842, *draft[1:12], "dev_7", "SN1", name, "site_1", name, name)
        ).encode()
        for draft in drafts
    ]


def test_node_sees_what_differs(stringify: Stringify) -> None:
    """Without this, the tests below could not fail."""
    assert stringify(b'{"b":1,"10":2}') == b'{"10":2,"b":1}'
    assert stringify(b"[36.0,1e16,9007199254740993]") == b"[36,10000000000000000,9007199254740992]"
    assert stringify(b"{").startswith(b"not JSON")


@few
@given(
    lines=st.lists(st.tuples(words, numbers, numbers, words, numbers, temperatures), min_size=1, max_size=5),
    name=texts,
)
def test_punches_of_attendance_terminals(
    stringify: Stringify, lines: list[tuple[bytes, ...]], name: str
) -> None:
    body = b"\n".join(
        b"\t".join((pin, TIME, status, verify, work_code, b"0", b"0", mask, temperature))
        for pin, status, verify, work_code, mask, temperature in lines
    )
    drafts, _ = punch_drafts(parse_attlog(body, now=NOW).punches, device_of(), NOW_US)
    for told in punch_bodies(drafts, name):
        assert stringify(told) == told


def facts_told(stringify: Stringify, feed: sa.Connection, facts: Sequence[FactDraft]) -> None:
    for fact in facts:
        members = {"kind": fact.kind, "at": None, "local_time": fact.local, **fact.members}
        told = kept(feed, "device.event", members)
        assert stringify(told) == told


@few
@given(lines=st.lists(st.tuples(words, numbers, words, numbers, temperatures, words), max_size=5), name=texts)
def test_what_access_terminals_tell(
    stringify: Stringify, feed: sa.Connection, lines: list[tuple[bytes, ...]], name: str
) -> None:
    names = (b"pin", b"event", b"cardno", b"verifytype", b"temperature", b"sitecode")

    def said(line: tuple[bytes, ...]) -> Iterator[bytes]:
        return map(b"=".join, zip(names, line, strict=True))

    body = b"\r\n".join(
        b"\t".join((b"time=" + TIME, b"eventaddr=1", b"index=%d" % number, *said(line)))
        for number, line in enumerate(lines, 1)
    )
    table = parse_rtlog(body, serial="SN1", now=NOW)
    drafted = access_drafts.drafted(table, device_of(), NOW_US, False)
    for told in punch_bodies(drafted.punches, name):
        assert stringify(told) == told
    facts_told(stringify, feed, drafted.facts)


@few
@given(lines=st.lists(st.tuples(numbers, words, words, words, numbers), max_size=5))
def test_what_attendance_terminals_log(
    stringify: Stringify, feed: sa.Connection, lines: list[tuple[bytes, ...]]
) -> None:
    logged = b"\n".join(
        b"OPLOG " + b"\t".join((code, operator, TIME, first, second, number))
        for code, operator, first, second, number in lines
    )
    errors = b"\n".join(
        b"ERRORLOG "
        + b"\t".join((b"ErrCode=" + first, b"ErrMsg=" + second, b"CmdId=" + code, b"Additional=" + word))
        for code, first, second, word, _ in lines
    )
    records = [*parse_operlog(logged).records, *parse_errorlog(errors).records]
    facts_told(stringify, feed, attendance_drafts.drafted(records, device_of(), NOW_US, False).facts)


@few
@given(members=st.dictionaries(texts, values, max_size=5))
def test_anything_else_is_told_so_or_refused_where_it_is_made(
    stringify: Stringify, feed: sa.Connection, members: dict[str, Any]
) -> None:
    try:
        told = kept(feed, "command.succeeded", members)
    except NotJsSafe:
        return
    assert stringify(told) == told
    assert json.loads(told)["event"] == members.get("event", "command.succeeded")


@pytest.mark.parametrize("name", EVENTS)
def test_examples_of_events(stringify: Stringify, name: str) -> None:
    told = js_bytes(sample_of(name, "evt_1", "2026-03-27T08:00:00.000Z"))
    assert stringify(told) == told
    assert json.loads(told) == js_safe(sample_of(name, "evt_1", "2026-03-27T08:00:00.000Z"))


class Odd:
    """A terminal that says what no other does."""

    serial = "ODD00000000001"

    def __init__(self, url: str) -> None:
        self.url = url

    def ask(self, method: str, target: str, body: bytes = b"") -> str:
        answer = HTTP.request(method, f"{self.url}/iclock/{target}", content=body)
        assert answer.is_success, answer.text
        return answer.text


def test_bodies_as_they_were_really_sent(office: Office, recorder: Recorder, stringify: Stringify) -> None:
    """Names and records of every kind, and an answer to INFO whose names are numbers."""
    terminal = Odd(office.url)
    terminal.ask("GET", f"cdata?SN={terminal.serial}&options=all&pushver=2.4.1")
    name = '😀 "Gate" \\ \u2028 محمد 36.0'
    office.call("PATCH", f"/devices/{terminal.serial}", {"name": name})
    office.webhook(f"{recorder.url}/odd", "*")
    line = b"\t".join((b"1e5\xff", TIME, b"7", b"1", b"9007199254740993", b"0", b"0", b"1", b"36.60"))
    terminal.ask("POST", f"cdata?SN={terminal.serial}&table=ATTLOG", line)
    command = office.call("POST", f"/devices/{terminal.serial}/commands", {"command": "fetch_info"})["id"]
    wire_id = terminal.ask("GET", f"getrequest?SN={terminal.serial}").split(":")[1]
    said = f"ID={wire_id}&Return=0&CMD=INFO\n7=x\n007=y\nUserCount=9007199254740993\n~Temp=36.0\n"
    terminal.ask("POST", f"devicecmd?SN={terminal.serial}", said.encode())
    until(lambda: office.call("GET", f"/commands/{command}")["status"] == "succeeded", "success", every_s=0.2)
    punched = recorder.first("/odd", '"temperature":36.6,')
    ended = recorder.first("/odd", command)
    assert json.loads(punched.body)["device"]["name"] == name
    assert json.loads(ended.body)["result"]["info"]["~Temp"] == "36.0"
    for sent in [sent for sent in recorder.taken if sent.path == "/odd"]:
        assert stringify(sent.body) == sent.body


@pytest.mark.parametrize("name", ["\ud800", "a\udc00b", "\x00", "\x1b"])
def test_names_that_no_event_could_hold_are_refused(office: Office, name: str) -> None:
    refused = HTTP.post(
        f"{office.url}/v1/sites",
        content=json.dumps({"name": name, "location": {"timezone": "UTC"}}),
        headers={"Authorization": f"Bearer {office.key}", "Content-Type": "application/json"},
    )
    assert refused.status_code in (400, 422), refused.text

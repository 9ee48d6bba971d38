"""Work codes and messages from the desk to a terminal, through a real edge, onto a raw socket."""

from __future__ import annotations

import re
import time

from tests.end_to_end.test_commands import SERIAL, call, poll, result, terminal
from tests.kit.edge_process import EdgeProcess

SECONDS = 20.0


def told(edge: EdgeProcess) -> list[str]:
    """What the terminal is told next, without the ids; it carries it out. What there is comes by itself."""
    deadline = time.monotonic() + SECONDS
    while (answer := poll(edge)) == b"OK":
        assert time.monotonic() < deadline, "nothing was told"
        time.sleep(0.1)
    lines = re.findall(r"C:(\d+):(.*)\n", answer.decode())
    for wire_id, _ in lines:
        result(edge, wire_id, b"&Return=0&CMD=DATA\n")
    return [text for _, text in lines]


def gathered(edge: EdgeProcess, wanted: set[str]) -> None:
    """All of these are told, nothing else, and in whatever order."""
    found: set[str] = set()
    while found != wanted:
        more = set(told(edge))
        assert more <= wanted, more
        found |= more


def test_work_codes_reach_a_terminal_and_stay_as_they_are_here(edge: EdgeProcess) -> None:
    call(edge, "POST", "/v1/devices", {"serial_number": SERIAL})
    terminal(edge, "GET", f"cdata?SN={SERIAL}&options=all&pushver=2.4.1&language=69")
    for code in ("1", "2", "3"):
        call(edge, "POST", "/v1/work_codes", {"code": code, "name": f"Work {code}"})
    gathered(edge, {f"DATA UPDATE WORKCODE PIN={code}\tCODE={code}\tNAME=Work {code}" for code in "123"})
    assert call(edge, "GET", "/v1/work_codes/3")["sync"] == {"in_sync": 1, "pending": 0, "failed": 0}
    call(edge, "DELETE", "/v1/work_codes/3")
    assert told(edge) == ["DATA DELETE WORKCODE CODE=3"]
    same, other = b"WORKCODE Code=1\tName=Work 1\n", b"WORKCODE Code=2\tName=Travail 2\n"
    upload = terminal(edge, "POST", f"cdata?SN={SERIAL}&table=OPERLOG&OpStamp=1", same + other)
    assert upload == b"OK: 2"
    assert told(edge) == ["DATA UPDATE WORKCODE PIN=2\tCODE=2\tNAME=Work 2"]


def test_messages_reach_a_terminal_and_are_taken_back(edge: EdgeProcess) -> None:
    call(edge, "POST", "/v1/devices", {"serial_number": SERIAL, "timezone": "Asia/Kathmandu"})
    terminal(edge, "GET", f"cdata?SN={SERIAL}&options=all&pushver=2.4.1&language=69")
    call(edge, "POST", "/v1/employees", {"employee_id": "7", "name": "Rita", "devices": [SERIAL]})
    assert [text.partition("\t")[0] for text in told(edge)] == ["DATA UPDATE USERINFO PIN=7"]
    body = {"text": "See\tHR", "employees": ["7"], "starts_at": "2026-11-22T08:00:00Z"}
    made = call(edge, "POST", "/v1/messages", body)
    stored = "DATA UPDATE SMS MSG=See HR\tTAG=254\tUID=1\tMIN=0\tStartTime=2026-11-22 13:45:00"
    gathered(edge, {stored, "DATA UPDATE USER_SMS PIN=7\tUID=1"})
    shown = call(edge, "GET", f"/v1/messages/{made['id']}")
    assert shown["devices"] == {"waiting": 0, "shown": 1, "failed": 0, "leaving": 0, "gone": 0}
    call(edge, "DELETE", f"/v1/messages/{made['id']}")
    assert told(edge) == ["DATA DELETE SMS UID=1"]

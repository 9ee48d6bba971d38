"""A command from the desk to a terminal and back: over the API, through a real edge, onto a raw socket."""

from __future__ import annotations

import json
import socket
import time
import urllib.request
from typing import Any

from tests.kit.edge_process import EdgeProcess

SERIAL = "CKJF193060021"


def call(edge: EdgeProcess, method: str, path: str, body: Any = None) -> dict[str, Any]:
    request = urllib.request.Request(
        edge.url + path,
        None if body is None else json.dumps(body).encode(),
        {"Authorization": f"Bearer {edge.admin_key}", "Content-Type": "application/json"},
        method=method,
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def terminal(edge: EdgeProcess, method: str, target: str, body: bytes = b"") -> bytes:
    """The body of what the edge answers to one request of the terminal."""
    head = f"{method} /iclock/{target} HTTP/1.1\r\nHost: edge\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", edge.port), timeout=10) as line:
        line.sendall(head.encode() + body)
        answer = b""
        while piece := line.recv(65536):
            answer += piece
    return answer.partition(b"\r\n\r\n")[2]


def poll(edge: EdgeProcess) -> bytes:
    return terminal(edge, "GET", f"getrequest?SN={SERIAL}")


def result(edge: EdgeProcess, wire_id: str, rest: bytes) -> bytes:
    return terminal(edge, "POST", f"devicecmd?SN={SERIAL}", b"ID=" + wire_id.encode() + rest)


def wire_id_of(line: bytes, text: bytes) -> str:
    head, wire_id, said = line.split(b":", 2)
    assert (head, said) == (b"C", text)
    return wire_id.decode()


def test_a_command_is_fetched_answered_and_told(edge: EdgeProcess) -> None:
    call(edge, "POST", "/v1/devices", {"serial_number": SERIAL, "name": "Gate"})
    terminal(edge, "GET", f"cdata?SN={SERIAL}&options=all&pushver=2.4.1&language=69")
    assert poll(edge) == b"OK"
    path = f"/v1/devices/{SERIAL}/commands"
    sent = call(edge, "POST", path, {"command": "restart", "idempotency_key": "restart-1"})
    assert (sent["status"], sent["queued"]) == ("queued", True)

    wire_id = wire_id_of(poll(edge), b"REBOOT\n")
    assert poll(edge) == b"OK"
    where = f"/v1/commands/{sent['id']}"
    assert call(edge, "GET", where)["status"] == "sent"
    for _ in range(2):
        assert result(edge, wire_id, b"&Return=0&CMD=REBOOT\n") == b"OK"
    shown = call(edge, "GET", where)
    assert (shown["status"], shown["queued"], shown["return_code"]) == ("succeeded", False, 0)
    told = [
        event
        for event in call(edge, "GET", "/v1/events?limit=1000")["data"]
        if event["event"].startswith("command.")
    ]
    assert [(event["event"], event["command_id"]) for event in told] == [("command.succeeded", sent["id"])]
    assert told[0]["device"]["serial_number"] == SERIAL


def test_what_a_terminal_tells_of_itself_comes_without_its_secrets(edge: EdgeProcess) -> None:
    call(edge, "POST", "/v1/devices", {"serial_number": SERIAL})
    terminal(edge, "GET", f"cdata?SN={SERIAL}&options=all&pushver=2.4.1")
    sent = call(edge, "POST", f"/v1/devices/{SERIAL}/commands", {"command": "fetch_info"})
    wire_id = wire_id_of(poll(edge), b"INFO\n")
    answer = b"&Return=0&CMD=INFO\n~DeviceName=SpeedFace-V5L\nUserCount=12\nPushComKey=s3cret\n"
    assert result(edge, wire_id, answer) == b"OK"
    shown = call(edge, "GET", f"/v1/commands/{sent['id']}")
    assert shown["status"] == "succeeded"
    assert shown["result"] == {"info": {"~DeviceName": "SpeedFace-V5L", "UserCount": "12"}}
    assert call(edge, "GET", f"/v1/devices/{SERIAL}")["counts"]["users"] == 12


def test_commands_outlive_a_crash_of_the_edge(edge: EdgeProcess) -> None:
    call(edge, "POST", "/v1/devices", {"serial_number": SERIAL})
    terminal(edge, "GET", f"cdata?SN={SERIAL}&options=all&pushver=2.4.1")
    path = f"/v1/devices/{SERIAL}/commands"
    first = call(edge, "POST", path, {"command": "restart"})
    edge.kill9()
    edge.start()
    wire_id = wire_id_of(poll(edge), b"REBOOT\n")
    edge.kill9()
    edge.start()
    assert poll(edge) == b"OK"  # it may have done it: never again
    result(edge, wire_id, b"&Return=0&CMD=REBOOT\n")
    assert call(edge, "GET", f"/v1/commands/{first['id']}")["status"] == "succeeded"


def test_what_ran_out_is_told_by_itself(edge: EdgeProcess) -> None:
    call(edge, "POST", "/v1/devices", {"serial_number": SERIAL})
    path = f"/v1/devices/{SERIAL}/commands"
    sent = call(edge, "POST", path, {"command": "restart", "expires_in": 1})
    deadline = time.monotonic() + 20
    while call(edge, "GET", f"/v1/commands/{sent['id']}")["status"] != "expired":
        assert time.monotonic() < deadline
        time.sleep(0.2)

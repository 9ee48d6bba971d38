"""Firmware from the desk to a terminal: sent to a real edge, fetched over raw sockets, in ranges, over lines
that break; and by nobody else."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import random
import re
import socket
import urllib.request
from pathlib import Path
from typing import Any, NamedTuple

from tests.end_to_end.test_commands import call
from tests.kit.chaos import ChaosProxy
from tests.kit.edge_process import EdgeProcess

SERIAL = "CKJF193060021"
FILE = random.Random(7).randbytes(3 * 1024 * 1024 + 777)
MD5 = hashlib.md5(FILE, usedforsecurity=False).hexdigest()
MIB = 1024 * 1024


class Answer(NamedTuple):
    """What came back; `broken` where the line broke before its end."""

    status: int
    headers: dict[str, str]
    body: bytes
    broken: bool = False


def ask(port: int, request: bytes) -> Answer:
    """One request over a connection of its own, as raw as it is given."""
    received = bytearray()
    broken = False
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(request)
        try:
            while piece := line.recv(65536):
                received += piece
        except ConnectionResetError:
            broken = True
    head, _, body = bytes(received).partition(b"\r\n\r\n")
    if not head:
        return Answer(0, {}, b"", True)
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    return Answer(int(first.split(" ")[1]), headers, body, broken)


def get(port: int, target: str, *headers: str, method: str = "GET") -> Answer:
    host, close = f"Host: 127.0.0.1:{port}", "Connection: close"
    lines = [f"{method} {target} HTTP/1.1", host, close, *headers, "", ""]
    return ask(port, "\r\n".join(lines).encode())


def send(edge: EdgeProcess, content: bytes = FILE) -> str:
    """Upload a file. Returns its id."""
    request = urllib.request.Request(
        f"{edge.url}/v1/firmware?name=emfw.cfg",
        content,
        {"Authorization": f"Bearer {edge.admin_key}", "Content-Type": "application/octet-stream"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(json.load(answer)["id"])


def order(edge: EdgeProcess, firmware: str, serial: str = SERIAL) -> str:
    body = {"command": "upgrade_firmware", "params": {"firmware": firmware}, "reason": "new release"}
    return str(call(edge, "POST", f"/v1/devices/{serial}/commands", body)["id"])


class Order(NamedTuple):
    """An upgrade as it came over the line."""

    command: str
    wire_id: str
    text: str
    url: str


def told(edge: EdgeProcess, firmware: str, serial: str = SERIAL, port: int = 0) -> Order:
    """Order an upgrade and let the terminal hear of it."""
    command = order(edge, firmware, serial)
    answer = get(port or edge.port, f"/iclock/getrequest?SN={serial}").body.decode()
    found = re.fullmatch(r"(?:DataType.*)?C:(\d+):(UPGRADE .*)\n", answer)
    assert found is not None, answer
    url = re.search(r"url=([^,\n]+)", found[2])
    assert url is not None
    return Order(command, found[1], found[2], url[1])


def introduce(edge: EdgeProcess, serial: str = SERIAL, more: str = "&pushver=2.4.1", port: int = 0) -> None:
    call(edge, "POST", "/v1/devices", {"serial_number": serial})
    answer = get(port or edge.port, f"/iclock/cdata?SN={serial}&options=all{more}")
    assert answer.status == 200


def ends(edge: EdgeProcess, given: Order, returned: int = 0, serial: str = SERIAL) -> dict[str, Any]:
    """The terminal says what became of it; the command as the API shows it."""
    body = f"ID={given.wire_id}&Return={returned}&CMD=UPGRADE\n"
    request = f"POST /iclock/devicecmd?SN={serial} HTTP/1.1\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    assert ask(edge.port, request.encode()).body == b"OK"
    return call(edge, "GET", f"/v1/commands/{given.command}")


async def test_a_terminal_fetches_in_ranges_over_a_line_that_breaks(edge: EdgeProcess) -> None:
    await asyncio.to_thread(introduce, edge)
    firmware = await asyncio.to_thread(send, edge)
    async with ChaosProxy(("127.0.0.1", edge.port)) as line:
        given = await asyncio.to_thread(told, edge, firmware, port=line.port)
        assert given.text == f"UPGRADE type=1,checksum={MD5},size={len(FILE)},url={given.url}"
        assert given.url.startswith(f"http://127.0.0.1:{line.port}/iclock/file/{SERIAL}/")
        target = f"/iclock/file?SN={SERIAL}&url={given.url}"

        async def piece(span: str) -> Answer:
            return await asyncio.to_thread(get, line.port, target, f"RANGE: bytes={span}")

        first, last = await piece("0-127"), await piece("-128")
        assert (first.status, first.body, last.status, last.body) == (206, FILE[:128], 206, FILE[-128:])
        assert first.headers["content-range"] == f"bytes 0-127/{len(FILE)}"
        content, breaks = b"", 0
        while len(content) < len(FILE):
            line.down.cut_after = 700_000 if breaks < 3 else None
            got = await piece(f"{len(content)}-{len(content) + MIB - 1}")
            assert got.status in (0, 206)
            breaks += got.broken
            content += got.body
        assert breaks == 3
        assert hashlib.md5(content, usedforsecurity=False).hexdigest() == MD5
        beyond = await piece(f"{len(FILE)}-")
        assert (beyond.status, beyond.headers["content-range"]) == (416, f"bytes */{len(FILE)}")
    ended = await asyncio.to_thread(ends, edge, given)
    assert ended["status"] == "succeeded"
    assert (await asyncio.to_thread(get, edge.port, target)).status == 404  # it has had it


def test_a_file_is_served_by_its_own_address_too(edge: EdgeProcess) -> None:
    introduce(edge)
    given = told(edge, send(edge))
    target = given.url.removeprefix(f"http://127.0.0.1:{edge.port}")
    whole = get(edge.port, target)
    assert (whole.status, whole.body, whole.headers["content-length"]) == (200, FILE, str(len(FILE)))
    assert whole.headers["accept-ranges"] == "bytes"
    assert len(str(whole.headers)) < 1024
    head = get(edge.port, target, method="HEAD")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(FILE)))
    modified = whole.headers["last-modified"]
    resumed = get(edge.port, target, "Range: bytes=5-9", f"If-Range: {modified}")
    assert (resumed.status, resumed.body) == (206, FILE[5:10])
    anew = get(edge.port, target, "Range: bytes=5-9", "If-Range: Thu, 01 Jan 1970 00:00:00 GMT")
    assert (anew.status, len(anew.body)) == (200, len(FILE))
    proxied = get(edge.port, given.url, "Range: bytes=0-3")  # as clients behind a proxy ask
    assert (proxied.status, proxied.body) == (206, FILE[:4])
    odd = f"get  {target.replace('/iclock/file', '//ICLOCK/File')} HTTP/1.0\nX Odd: 1\nrange:bytes=0-3\n\n"
    assert ask(edge.port, odd.encode()).body == FILE[:4]


def test_nobody_else_gets_it(edge: EdgeProcess) -> None:
    introduce(edge)
    introduce(edge, "OTHER1")
    firmware = send(edge)
    given = told(edge, firmware)
    key = given.url.rpartition("/")[2]
    unknown = get(edge.port, f"/iclock/file?SN=STRANGER1&url=/iclock/file/STRANGER1/{key}")
    assert unknown.body == b"UNKNOWN DEVICE"
    guesses = {
        "another terminal, its own name": f"/iclock/file?SN=OTHER1&url=file/OTHER1/{key}",
        "another terminal, this name": f"/iclock/file?SN=OTHER1&url=file/{SERIAL}/{key}",
        "another terminal, this address": f"/iclock/file/{SERIAL}/{key}?SN=OTHER1",
        "another key": f"/iclock/file/{SERIAL}/{'0' * 32}",
        "no key": f"/iclock/file?SN={SERIAL}",
        "a path": f"/iclock/file?SN={SERIAL}&url=../../../edge/admin.key",
        "a path of its own": f"/iclock/file/{SERIAL}/../../admin.key",
        "a file of ours": f"/iclock/file?SN={SERIAL}&url=http://127.0.0.1:{edge.port}/healthz",
        "what is stored": f"/iclock/file/{hashlib.sha256(FILE).hexdigest()}",
    }
    answers = {what: get(edge.port, target) for what, target in guesses.items()}
    found = {what: answer.status for what, answer in answers.items()}
    assert found.pop("what is stored") == found.pop("a path of its own") == 400  # they name no terminal
    assert set(found.values()) == {404}, found
    assert b"OK" not in b"".join(answer.body for answer in answers.values())
    mine = f"/iclock/file/{SERIAL}/{key}"
    assert get(edge.port, mine, "Content-Length: 0", method="POST").status == 404
    call(edge, "POST", f"/v1/devices/{SERIAL}/suspend")
    assert b"FWV" not in get(edge.port, mine, "Range: bytes=0-3").body
    assert get(edge.port, mine).body == b"UNKNOWN DEVICE"
    call(edge, "POST", f"/v1/devices/{SERIAL}/resume")
    assert get(edge.port, mine).status == 200
    ends(edge, given, -1)
    assert get(edge.port, mine).status == 404


def test_old_clients_get_text_that_they_decode(edge: EdgeProcess) -> None:
    introduce(edge, more="&pushver=2.0.1")
    given = told(edge, send(edge))
    assert given.text == f"UPGRADE checksum={MD5},url={given.url},size={len(FILE)}"
    answer = ask(edge.port, f"GET {given.url} HTTP/1.0\r\n\r\n".encode())
    assert (answer.status, base64.b64decode(answer.body, validate=True)) == (200, FILE)
    assert answer.headers["content-type"].startswith("text/plain")
    part = get(edge.port, given.url, "RANGE: bytes=4-7")
    assert part.body == answer.body[4:8]


def test_access_terminals_fetch_in_pieces(edge: EdgeProcess) -> None:
    introduce(edge, more="&pushver=3.1.2&DeviceType=acc")
    options = "DeviceType=acc,~DeviceName=F20/M,FirmVer=Ver 8.0.1,SubcontractingUpgradeFunOn=1"
    request = f"POST /iclock/registry?SN={SERIAL} HTTP/1.1\r\nContent-Length: {len(options)}\r\n\r\n{options}"
    assert ask(edge.port, request.encode()).status == 200
    given = told(edge, send(edge))
    assert given.text.endswith(",supportsubcontracting=1")
    content = b""
    while len(content) < len(FILE):
        target = f"/iclock/file?SN={SERIAL}&url={given.url}"
        got = get(
            edge.port, target, f"RANGE: bytes={len(content)}-{len(content) + MIB - 1}", "Cookie: token=x"
        )
        assert got.status == 206
        content += got.body
    assert content == FILE
    assert ends(edge, given)["status"] == "succeeded"


def test_a_terminal_that_comes_back_with_other_firmware_has_done_it(edge: EdgeProcess) -> None:
    introduce(edge)
    info = f"/iclock/getrequest?SN={SERIAL}&INFO=Ver%20{{}},1,0,5,10.0.0.9"
    get(edge.port, info.format("8.0.1"))
    given = told(edge, send(edge))
    get(edge.port, info.format("8.0.1"))
    assert call(edge, "GET", f"/v1/commands/{given.command}")["status"] == "sent"
    get(edge.port, info.format("8.0.2"))
    ended = call(edge, "GET", f"/v1/commands/{given.command}")
    assert (ended["status"], ended["return_code"]) == ("succeeded", None)
    assert ended["result"] == {"firmware": "Ver 8.0.2", "firmware_before": "Ver 8.0.1"}
    assert ends(edge, given, -1)["status"] == "succeeded"  # whatever it says afterwards
    get(edge.port, info.format("8.0.3"))
    assert call(edge, "GET", f"/v1/commands/{given.command}")["result"]["firmware"] == "Ver 8.0.2"


def test_terminals_with_a_port_of_their_own_fetch_there(tmp_path: Path) -> None:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    with EdgeProcess(tmp_path / "edge", "--device-port", str(port)) as edge:
        introduce(edge, port=port)
        given = told(edge, send(edge), port=port)
        assert given.url.startswith(f"http://127.0.0.1:{port}/iclock/file/")
        assert get(port, given.url, "Range: bytes=0-9").body == FILE[:10]
        elsewhere = get(port, "/v1/devices")
        assert (elsewhere.status, elsewhere.headers["server"]) == (404, "Punchdeck")
        assert get(edge.port, given.url.replace(str(port), str(edge.port))).status == 404


def test_an_edge_without_the_file_says_which_one_is_missing(edge: EdgeProcess) -> None:
    """As behind a balancer, where another edge took the upload."""
    introduce(edge)
    given = told(edge, send(edge))
    (stored,) = edge.data.glob("firmware/*/*")
    stored.rename(stored.with_name("away"))
    assert get(edge.port, given.url).status == 404
    printed = edge.printed.read_text("utf-8")
    assert "firmware_not_on_this_edge" in printed
    assert hashlib.sha256(FILE).hexdigest() in printed

"""Where a terminal is told to fetch a file, and how it may ask for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from edge.push.commands import lines_of
from edge.push.file_requests import addressed, origin_of
from edge.push.terminal import Terminal
from edge.push.wire import DeviceRequest
from edge.upkeep_intents import InstallFirmware
from tests.edge.push.terminals import ACCESS, MAIN, NOW_US, OLD, WIDE

KEY = "0123456789abcdef" * 2
FILE = InstallFirmware(firmware="fw_1", checksum="0" * 32, size=9, url=None, key=KEY)


def asked(
    endpoint: str = "getrequest", query: dict[str, bytes] | None = None, **members: str
) -> DeviceRequest:
    headers = {name.replace("_", "-"): value for name, value in members.items()}
    return DeviceRequest("GET", endpoint, query or {}, headers, b"", "10.0.0.1")


@pytest.mark.parametrize(
    ("headers", "origin"),
    [
        ({"host": "time.example.org:8080"}, "http://time.example.org:8080/iclock/"),
        ({"host": "10.1.2.3"}, "http://10.1.2.3/iclock/"),
        ({"host": "[fd00::1]:80"}, "http://[fd00::1]:80/iclock/"),
        ({"host": "a.b", "x_forwarded_proto": "https"}, "https://a.b/iclock/"),
        ({}, ""),
        ({"host": ""}, ""),
        ({"host": "a b"}, ""),
        ({"host": "a,size=1"}, ""),
        ({"host": "a/b"}, ""),
    ],
)
def test_a_terminal_is_sent_where_it_calls(headers: dict[str, str], origin: str) -> None:
    assert origin_of(asked(**headers)) == origin


def test_the_path_of_its_tenant_and_tls_are_part_of_that() -> None:
    request = DeviceRequest("GET", "getrequest", {}, {"host": "a.b"}, b"", "", "s3cret", secure=True)
    assert origin_of(request) == "https://a.b/t/s3cret/iclock/"


@pytest.mark.parametrize("terminal", [OLD, MAIN, WIDE, ACCESS])
def test_what_does_not_say_where_it_calls_gets_a_path_below_its_own(terminal: Terminal) -> None:
    (line,) = lines_of(FILE, terminal, NOW_US)
    assert f"url=file/{terminal.serial}/{KEY}".encode() in line.text
    (line,) = lines_of(FILE, replace(terminal, origin="http://a.b/iclock/"), NOW_US)
    assert f"url=http://a.b/iclock/file/{terminal.serial}/{KEY}".encode() in line.text


def test_a_file_asked_for_by_its_address_names_its_terminal() -> None:
    request = addressed(asked(f"file/S-1/{KEY}"))
    assert request.endpoint == "file"
    assert request.query == {"sn": b"S-1", "url": f"file/S-1/{KEY}".encode()}


def test_whoever_says_who_it_is_is_believed_over_the_address() -> None:
    assert addressed(asked(f"file/S-1/{KEY}", {"sn": b"S-2"})).query["sn"] == b"S-2"


def test_what_is_no_address_of_ours_names_nobody() -> None:
    assert addressed(asked("file/../../etc/passwd")).query["sn"] == b""

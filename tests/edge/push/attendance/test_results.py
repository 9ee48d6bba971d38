"""What became of commands, in every form terminals use to say it."""

from __future__ import annotations

import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.codes import succeeded
from edge.push.attendance.records import CommandResult
from edge.push.attendance.results import parse_results
from tests.kit.corpus import Sample, samples_where

BESIDE = {"SN", "FILENAME"}  # said by the sidecars elsewhere or not at all


def as_sidecar(result: CommandResult, names: set[str]) -> dict[str, Any]:
    said: dict[str, Any] = {"id": result.id, "ret": result.ret, "cmd": result.cmd}
    if result.info is not None:
        said["info"] = dict(result.info)
    if result.content is not None:
        said["content"] = result.content.decode()
    if result.file_name is not None:
        said["file_name"] = result.file_name
    if result.count is not None:
        said["count"] = result.count
    if "extra" in names or not result.fields.keys() <= BESIDE:
        said["extra"] = dict(result.fields)
    assert result.ret is not None
    good = succeeded(result.ret, result.cmd)
    if "success" in names:
        said["success"] = good
        said |= {"record_count": result.ret} if good else {}
    return said


@pytest.mark.parametrize("sample", samples_where(lambda e: "results" in e), ids=lambda s: s.name)
def test_results_of_the_corpus(sample: Sample) -> None:
    expected = sample.expect["results"]
    results = parse_results(sample.body, sample.query)
    assert len(results) == len(expected)
    assert [as_sidecar(r, set(e)) for r, e in zip(results, expected, strict=True)] == expected


def test_values_are_not_url_encoded() -> None:
    (result,) = parse_results(b"ID=5&Return=0&CMD=SET OPTION&Value=a+b%20c&d &Last=1\n")
    assert result.fields == {"Value": "a+b%20c&d ", "Last": "1"}


@pytest.mark.parametrize(
    "body",
    [
        b"SN=X&ID=5&Return=-1&CMD=DATA",
        b"ID=5&SN=X&RETURN=-1&CMD=DATA\r\n",
        b"Return=-1&id=5&SN=X&cmd=DATA\n",
        b"SN=X&Return=-1&CMD=DATA&ID=5\n",
        b"\nID=5\nSN=X\nReturn=-1\nCMD=DATA\n",
    ],
)
def test_fields_in_any_order_and_case(body: bytes) -> None:
    assert parse_results(body) == (CommandResult("5", -1, "DATA", fields={"SN": "X"}),)


def test_results_follow_one_another_in_all_forms() -> None:
    body = (
        b"ID=1&Return=0&CMD=INFO\nUserCount=3\n~OEMVendor=A&B, Inc.\n"
        b"ID=2&Return=0&CMD=DATA\n"
        b"ID=3\nReturn=5120\nCMD=PutFile\n"
        b"ID=4\nSN=X\nFILENAME=a.txt\nCMD=GetFile\nReturn=12\nContent=ID=9&a\n\x00\xffb\n\n"
        b"ID=5&Return=0&CMD=DATA\n"
        b"ID=6\nSN=X\nReturn=0\nCMD=Shell\nFILENAME=shellout.txt\nContent=ID=7&Return=0&CMD=DATA\n\x00=&"
    )
    info, data, put, get, after, shell = parse_results(body)
    assert info.info == {"UserCount": "3", "~OEMVendor": "A&B, Inc."}
    assert (data.id, put.id, put.ret, put.cmd) == ("2", "3", 5120, "PutFile")
    assert (get.ret, get.content, get.file_name) == (12, b"ID=9&a\n\x00\xffb\n\n"[:12], "a.txt")
    assert (after.id, after.cmd) == ("5", "DATA")
    # What a console printed has no length: it is all that follows.
    assert (shell.id, shell.content) == ("6", b"ID=7&Return=0&CMD=DATA\n\x00=&")


def test_line_ends_are_no_part_of_values() -> None:
    info, _ = parse_results(b"ID=1&Return=0&CMD=INFO\r\nMAC=00:17\r\nID=2&Return=0&CMD=DATA\r\n")
    assert info.info == {"MAC": "00:17"}


def test_content_in_the_one_line_form() -> None:
    (shell,) = parse_results(b"ID=6&Return=0&CMD=Shell&FILENAME=o.txt&Content=a&b=c\nd\n")
    assert (shell.content, shell.file_name) == (b"a&b=c\nd\n", "o.txt")


def test_a_file_shorter_than_announced_is_all_there_is() -> None:
    (get,) = parse_results(b"ID=4\nCMD=GetFile\nReturn=99\nContent=abc")
    assert get.content == b"abc"


def test_a_result_may_come_in_the_query_alone() -> None:
    query = {"sn": b"X", "id": b"5", "return": b"-1002", "cmd": b"DATA"}
    assert parse_results(b"\r\n", query) == (CommandResult("5", -1002, "DATA"),)
    assert parse_results(b"", {"sn": b"X"}) == ()
    assert parse_results(b"ID=6&Return=0&CMD=LOG", query)[0].id == "6"


@pytest.mark.parametrize("number", ["", "OK", "1.5", "0x1", "99999999999", "2147483648"])
def test_a_return_that_is_no_number_is_unknown(number: str) -> None:
    (result,) = parse_results(f"ID=5&Return={number}&CMD=DATA".encode())
    assert result.ret is None


@pytest.mark.parametrize(
    "body", [b"", b"\n", b"hello=world", b"Return=0&CMD=DATA", b"ID=&Return=0", b"ID= \n"]
)
def test_what_names_no_command_is_no_result(body: bytes) -> None:
    assert parse_results(body) == ()


WORD = st.text(string.ascii_letters + string.digits, min_size=1, max_size=19)
RESULT = st.tuples(
    WORD, st.integers(-(2**31) + 1, 2**31 - 1), st.sampled_from(["DATA", "CLEAR LOG", "REBOOT"])
)


@given(st.lists(RESULT), st.sampled_from([b"\n", b"\r\n"]))
def test_results_written_are_results_read(written: list[tuple[str, int, str]], end: bytes) -> None:
    body = b"".join(f"ID={id_}&Return={ret}&CMD={cmd}".encode() + end for id_, ret, cmd in written)
    assert [(r.id, r.ret, r.cmd) for r in parse_results(body)] == written


@given(st.dictionaries(st.from_regex(r"~?[B-HJ-Z][A-Za-z]{1,9}", fullmatch=True), st.text("abc 123.,&=:-")))
def test_info_written_is_info_read(info: dict[str, str]) -> None:
    body = "ID=1&Return=0&CMD=INFO\n" + "".join(f"{key}={value}\n" for key, value in info.items())
    results = parse_results((body + "ID=2&Return=0&CMD=DATA\n").encode())
    assert [result.info for result in results] == [info, None]


@given(st.binary())
def test_content_is_kept_byte_for_byte(content: bytes) -> None:
    (result,) = parse_results(b"ID=1\nReturn=0\nCMD=Shell\nContent=" + content)
    assert result.content == content


PIECES = st.sampled_from(
    [
        b"ID=",
        b"Return=",
        b"CMD=",
        b"INFO",
        b"GetFile",
        b"Shell",
        b"Content=",
        b"&",
        b"\n",
        b"\r",
        b"5",
        b"=",
        b"SN=",
    ]
)


@given(st.lists(PIECES | st.binary(max_size=2)).map(b"".join))
def test_no_bytes_raise_and_every_result_names_its_command(body: bytes) -> None:
    for result in parse_results(body):
        assert 0 < len(result.id) <= 64
        assert result.id == result.id.strip()

"""Results written in each shape of PROTOCOL.md §7.3 are results read, whatever stands beside them."""

from __future__ import annotations

import string
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from edge.push.attendance.records import CommandResult
from edge.push.attendance.results import parse_results

IDS = st.text(string.ascii_letters + string.digits, min_size=1, max_size=19)
RETURNS = st.integers(-(2**31) + 1, 2**31 - 1)
VERBS = st.sampled_from(["DATA", "DATA UPDATE", "CLEAR LOG", "CLEAR_LOG", "SET OPTION", "UNKNOWN CMD"])
SERIALS = st.text(string.ascii_uppercase + string.digits, min_size=1, max_size=20)
FILES = st.text(string.ascii_letters + string.digits + "._/-", min_size=1, max_size=20)
VALUES = st.text("abc 123.,:+%-=", max_size=12)
OPTION_NAMES = st.from_regex(r"~?[B-HJ-Z][A-Za-z]{1,9}", fullmatch=True)


class Written(NamedTuple):
    """A result and how it stands in a body; `ended`: another one may follow it."""

    result: CommandResult
    wire: bytes
    ended: bool = True


def cased(draw: st.DrawFn, name: str) -> str:
    return draw(st.sampled_from([name, name.lower(), name.upper()]))


@st.composite
def of_one_line(draw: st.DrawFn) -> Written:
    """`ID=&Return=&CMD=`, with SN on access terminals, in any order, with more behind it."""
    identity, code, verb = draw(IDS), draw(RETURNS), draw(VERBS)
    fields = draw(st.dictionaries(st.sampled_from(["SN", "PIN", "Value"]), SERIALS))
    said = [f"{cased(draw, 'Return')}={code}", f"{cased(draw, 'CMD')}={verb}"]
    said += [f"{name}={value}" for name, value in fields.items()]
    head = draw(st.sampled_from(["ID", "id"])) + "=" + identity
    line = "&".join([head, *draw(st.permutations(said))])
    return Written(CommandResult(identity, code, verb, fields=fields), line.encode() + b"\n")


@st.composite
def of_info(draw: st.DrawFn) -> Written:
    identity = draw(IDS)
    told = draw(st.dictionaries(OPTION_NAMES, VALUES.filter(lambda text: not text.startswith("="))))
    lines = [f"ID={identity}&Return=0&CMD=INFO", *(f"{name}={value}" for name, value in told.items())]
    return Written(
        CommandResult(identity, 0, "INFO", info=told), "".join(f"{each}\n" for each in lines).encode()
    )


@st.composite
def of_a_sum(draw: st.DrawFn) -> Written:
    """VERIFY SUM, under the name of either document."""
    identity, count = draw(IDS), draw(st.integers(0, 10**6))
    verb, name = draw(st.sampled_from([("VERIFY SUM", "AttlogSum"), ("VERIFY SUM ATTLOG", "AttlogCount")]))
    beside = {"StartTime": "2026-08-01 00:00:00", "EndTime": "2026-08-12 23:59:59"}
    fields = {**beside, name: str(count)}
    line = f"ID={identity}&Return=0&CMD={verb}&" + "&".join(f"{n}={v}" for n, v in fields.items())
    result = CommandResult(identity, 0, verb, fields=fields)
    assert result.count == count
    return Written(result, line.encode() + b"\n")


@st.composite
def of_a_file_taken(draw: st.DrawFn) -> Written:
    identity, size = draw(IDS), draw(st.integers(0, 10**6))
    return Written(
        CommandResult(identity, size, "PutFile"), f"ID={identity}\nReturn={size}\nCMD=PutFile\n".encode()
    )


@st.composite
def of_a_file_given(draw: st.DrawFn) -> Written:
    """GetFile says how long it is, so anything may stand in it and more may follow."""
    identity, serial, name = draw(IDS), draw(SERIALS), draw(FILES)
    content = draw(
        st.binary(min_size=1, max_size=60) | IDS.map(lambda i: f"\nID={i}&Return=0&CMD=X".encode())
    )
    head = f"ID={identity}\nSN={serial}\nFILENAME={name}\nCMD=GetFile\nReturn={len(content)}\nContent="
    fields = {"SN": serial, "FILENAME": name}
    result = CommandResult(identity, len(content), "GetFile", content=content, fields=fields)
    assert result.file_name == name
    return Written(result, head.encode() + content + b"\n")


@st.composite
def of_a_shell(draw: st.DrawFn) -> Written:
    """What a console printed is all that follows."""
    identity, code, serial = draw(IDS), draw(RETURNS), draw(SERIALS)
    content = draw(st.binary(max_size=60))
    head = f"ID={identity}\nSN={serial}\nReturn={code}\nCMD=Shell\nFILENAME=shellout.txt\nContent="
    fields = {"SN": serial, "FILENAME": "shellout.txt"}
    result = CommandResult(identity, code, "Shell", content=content, fields=fields)
    return Written(result, head.encode() + content, ended=False)


ENDED = st.one_of(of_one_line(), of_info(), of_a_sum(), of_a_file_taken(), of_a_file_given())


@given(st.lists(ENDED, max_size=6), st.none() | of_a_shell())
def test_results_of_all_shapes_come_back_from_one_body(written: list[Written], last: Written | None) -> None:
    said = [*written, last] if last else written
    assert parse_results(b"".join(each.wire for each in said)) == tuple(each.result for each in said)


@given(st.lists(ENDED, min_size=1, max_size=3))
def test_a_body_that_comes_twice_is_the_same_results_twice(written: list[Written]) -> None:
    body = b"".join(each.wire for each in written)
    assert parse_results(body + body) == 2 * parse_results(body)


@given(IDS, RETURNS, VERBS)
def test_a_result_in_the_query_comes_back(identity: str, code: int, verb: str) -> None:
    query = {"id": identity.encode(), "return": str(code).encode(), "cmd": verb.encode()}
    assert parse_results(b"", query) == (CommandResult(identity, code, verb),)


def test_an_id_that_is_too_long_is_cut_and_still_trimmed() -> None:
    (result,) = parse_results(b"ID=A" + b"\t" * 64 + b"n&Return=0&CMD=DATA\n")
    assert result.id == "A"


def test_a_count_that_nobody_can_have_is_none() -> None:
    for digits in ("9" * 5000, "9" * 10, "\u0665", "", "-1"):
        (result,) = parse_results(f"ID=1&Return=0&CMD=VERIFY SUM&AttlogSum={digits}\n".encode())
        assert result.count is None

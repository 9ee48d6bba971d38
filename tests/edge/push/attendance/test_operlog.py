"""The OPERLOG container: operations, people, templates, pictures and work codes in one body."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.codes import alarm_reason
from edge.push.attendance.operlog import card_number, parse_operlog
from edge.push.attendance.table_records import (
    Operation,
    OperlogRecord,
    Picture,
    Template,
    User,
    WorkCode,
)
from tests.edge.push.attendance.bodies import (
    ANY_BODY,
    COSTLY_BODIES,
    as_sidecar_value,
    check_accounted,
    check_fast,
    large,
)
from tests.kit.corpus import Sample, samples_where

TABLES = ("OPERLOG", "USERINFO", "FINGERTMP", "FACE", "FVEIN", "USERPIC", "BIOPHOTO", "WORKCODE")


def one(body: bytes, **hints: Any) -> OperlogRecord:
    table = parse_operlog(body, **hints)
    assert (len(table.records), list(table.dead)) == (1, [])
    return table.records[0]


def operation(body: bytes) -> Operation:
    record = one(body)
    assert isinstance(record, Operation)
    return record


def user(body: bytes, **hints: Any) -> User:
    record = one(body, **hints)
    assert isinstance(record, User)
    return record


# --- the corpus ------------------------------------------------------------------------------------------


def check_as_sidecar(record: OperlogRecord, expected: dict[str, Any], card: str | None) -> None:
    """A record says what the sidecar's strings say, by names in whatever case."""
    told = {name.lower(): value for name, value in expected.items()}
    kind = told.pop("type") if isinstance(record, Operation | User | WorkCode) else expected["type"]
    match record:
        case Operation():
            objects = tuple(told.pop(f"obj{n}") for n in (1, 2, 3, 4))
            assert (kind, record.objects) == ("OPLOG", objects)
            assert told == {"op": str(record.code), "operator": record.operator, "time": record.time_text}
            assert str(record.local) == record.time_text
        case User():
            assert kind == "USER"
            assert record.name_certain
            assert card_number(told["card"]) == record.card == card
            plain = {
                "pin": record.pin, "name": record.name, "pri": str(record.privilege),
                "passwd": record.password, "card": told["card"], "vicecard": "", "grp": record.group,
                "tz": record.timezones, "verify": str(record.verify), "expires": str(record.expires),
                "startdatetime": "0", "enddatetime": "0",
            }  # fmt: skip
            assert told == {name: plain[name] for name in told}
            assert (record.second_card, record.valid_from, record.valid_to) == (None, None, None)
            assert record.other == {}
        case WorkCode():
            assert (kind, told) == ("WORKCODE", {"code": record.code, "name": record.name})
        case Template():
            assert (kind, told["pin"]) == (record.keyword, record.pin)
            assert told["tmp"] == as_sidecar_value(record.text)
            assert told.get("size", str(record.size)) == str(record.size)
            assert record.whole
            fid = record.part if kind == "FACE" else record.number
            assert told.get("fid", str(fid)) == str(fid)
            assert told.get("index", str(record.part)) == str(record.part)
            assert told["valid"] == str(record.valid)
        case Picture():
            assert (kind, told["pin"]) == (record.keyword, record.pin)
            assert told["content"] == as_sidecar_value(record.text)
            assert (told["size"], told["filename"]) == (str(record.declared), record.file_name)
            assert record.whole
            assert record.size == record.declared


def card_of(expect: Mapping[str, Any], record: dict[str, Any]) -> str | None:
    if "card_number" in expect:
        return str(expect["card_number"])
    if "card_bytes_le" in expect:
        return str(int.from_bytes(bytes.fromhex(expect["card_bytes_le"]), "little"))
    return record.get("Card") or None


@pytest.mark.parametrize(
    "sample",
    samples_where(lambda e: e.get("table") in TABLES and e["dialect"] == "att"),
    ids=lambda s: s.name,
)
def test_samples_of_the_corpus_give_exactly_what_their_sidecars_say(sample: Sample) -> None:
    expect = sample.expect
    table = parse_operlog(sample.body, table=expect["table"])
    assert len(table.records) == len(expect["records"]) == table.lines
    assert f"OK: {table.lines}" in expect["reply"]["body_any_of"]
    for record, expected in zip(table.records, expect["records"], strict=True):
        check_as_sidecar(record, expected, card_of(expect, expected))
    check_accounted(sample.body, table)


# --- operations ------------------------------------------------------------------------------------------


def test_an_operation_says_who_did_what_when_and_to_what() -> None:
    read = operation(b"OPLOG 70\t3\t2024-08-05 16:08:50\t1157\tA B\t\t0\n")
    at = datetime(2024, 8, 5, 16, 8, 50)
    assert read == Operation(70, "3", "2024-08-05 16:08:50", at, ("1157", "A B", "", "0"), 1)
    assert (read.pin, read.alarm) == ("1157", None)


@pytest.mark.parametrize(
    ("line", "alarm"),
    [
        (b"OPLOG 3\t0\t2020-06-23 13:19:37\t55\t0\t0\t0", "device_tampered"),
        (b"OPLOG 3\t0\t2020-06-23 13:19:37\t0\t54\t0\t0", "door_forced"),
        (b"OPLOG 3\t0\t2020-06-23 13:19:37\t00\t54\t0\t0", "door_forced"),
        (b"OPLOG 3\t0\t2020-06-23 13:19:37\t0\t00\t0\t0", None),
        (b"OPLOG 3\t0\t2020-06-23 13:19:37\tdoor sensor break\t0\t0\t0", None),
        (b"OPLOG 3\t0\t2020-06-23 13:19:37", None),
        (b"OPLOG 4\t0\t2020-06-23 13:19:37\t55\t0\t0\t0", None),
    ],
)
def test_the_reason_of_an_alarm_is_in_object_1_or_else_2(line: bytes, alarm: str | None) -> None:
    reason = operation(line).alarm
    assert reason != 0
    assert (None if reason is None else alarm_reason(reason)) == alarm


@pytest.mark.parametrize(("code", "pin"), [(6, "A17"), (9, "A17"), (30, "A17"), (114, "A17"), (5, None)])
def test_object_1_is_a_pin_where_a_person_is_concerned(code: int, pin: str | None) -> None:
    assert operation(b"OPLOG %d\t0\t2020-06-23 13:19:37\tA17\t0\t0\t0" % code).pin == pin
    assert operation(b"OPLOG %d\t0\t2020-06-23 13:19:37\t0" % code).pin is None


@pytest.mark.parametrize("time", [b"1971--10--29 -23:-27:-54", b"2020-02-31 00:00:00", b"null"])
def test_an_operation_of_a_broken_clock_is_kept(time: bytes) -> None:
    read = operation(b"OPLOG 0\t0\t" + time)
    assert (read.time_text, read.local) == (time.decode(), None)


def test_equal_operations_in_one_body_are_as_many_records() -> None:
    line = b"OPLOG 5\t0\t2020-06-23 13:20:44\tDHCP\t0\t0\t0\n"
    assert [record.line_no for record in parse_operlog(line * 3).records] == [1, 2, 3]


# --- people ----------------------------------------------------------------------------------------------


def test_a_person_of_a_new_terminal() -> None:
    read = user(
        b"USER PIN=0012\tName=Mira M.\tPri=14\tPasswd=77\tCard=158364\tGrp=1\tTZ=0000000100000000\t"
        b"Verify=-1\tViceCard=[15CD5B07]\tExpires=1\tStartDatetime=2026-08-12T08:00:00\t"
        b"EndDatetime=2027-01-01T00:00:00\tPhone=555\n"
    )
    assert read == User(
        pin="0012", name="Mira M.", name_certain=True, privilege=14, password="77", card="158364",
        second_card="123456789", group="1", timezones="0000000100000000", verify=-1, expires=1,
        valid_from=datetime(2026, 8, 12, 8), valid_to=datetime(2027, 1, 1), other={"phone": "555"}, line_no=1,
    )  # fmt: skip
    assert not {"77", "158364", "123456789"} & set(repr(read).replace("'", " ").split())


def test_what_a_person_leaves_out_is_not_told() -> None:
    assert user(b"USER PIN=5") == User(
        pin="5", name="", name_certain=True, privilege=None, password="", card=None, second_card=None,
        group="", timezones="", verify=None, expires=None, valid_from=None, valid_to=None, other={},
        line_no=1,
    )  # fmt: skip
    assert user(b"USER PIN=5\tName=null\tPasswd=null\tCard=null\tVerify=") == user(b"USER PIN=5")


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("OPERLOG", b"user pin=5\tname=Mira\tpri=6"),
        ("OPERLOG", b"USER Pri=6\tName=Mira\tPIN=5\t"),
        ("OPERLOG", b"USERINFO PIN=5\tName=Mira\tPri=6"),
        ("OPERLOG", b"PIN=5\tName=Mira\tPrivilege=6\tPassword="),
        ("USERINFO", b"PIN=5\tPri=6\tName=Mira"),
        ("USERINFO", b"\0USER\tPIN=5\tPri=6\tName=Mira\0"),
    ],
)
def test_a_person_in_every_form(table: str, line: bytes) -> None:
    assert user(line, table=table) == replace(user(b"USER PIN=5\tName=Mira\tPri=6"), line_no=1)


def test_names_in_other_encodings_and_cut_ones() -> None:
    line = b"USER PIN=5\tName=%s\tPri=0"
    assert user(line % "王晓明".encode("gb2312")).name == "王晓明"
    cut = user(line % "شركة محمد".encode()[:-1], encoding="utf-8")
    assert (cut.name, cut.name_certain, cut.privilege) == ("شركة محم", False, 0)
    long = user(line % (b"A" * 10_000))
    assert (len(long.name), long.name_certain) == (256, False)


@pytest.mark.parametrize(
    ("sent", "number"),
    [
        ("123456789", "123456789"),
        ("[15CD5B07]", "123456789"),
        ("[15cd5b0700]", "123456789"),
        ("0000158364", "158364"),
        ("18446744073709551615", "18446744073709551615"),
        ("[0000000000]", None),
        ("0", None),
        ("000", None),
        ("", None),
        ("null", None),
        ("[xyz]", "[xyz]"),
        ("04A1B2C3", "04A1B2C3"),
    ],
)
def test_a_card_is_one_number_in_every_form(sent: str, number: str | None) -> None:
    assert card_number(sent) == number


@given(st.integers(1, 2**64 - 1), st.integers(8, 12), st.booleans())
def test_cards_written_are_cards_read(number: int, size: int, upper: bool) -> None:
    text = number.to_bytes(size, "little").hex()
    assert card_number(f"[{text.upper() if upper else text}]") == str(number) == card_number(str(number))


# --- the rest --------------------------------------------------------------------------------------------


def test_the_table_says_what_a_line_without_a_keyword_is() -> None:
    assert isinstance(one(b"PIN=5\tFID=0\tTMP=ocoA", table="FINGERTMP"), Template)
    assert isinstance(one(b"PIN=5\tFID=0\tTMP=A", table="FACE"), Template)
    assert isinstance(one(b"PIN=5\tContent=/9j/", table="USERPIC"), Picture)
    assert isinstance(one(b"PIN=5\tContent=/9j/\tType=9", table="BIOPHOTO"), Picture)
    assert isinstance(one(b"Code=5\tName=Assembly", table="WORKCODE"), WorkCode)
    assert isinstance(one(b"USER PIN=5", table="FACE"), User)  # the line's own word counts more


def test_a_portrait_may_be_emptied_and_is_never_shown() -> None:
    read = one(b"BIOPHOTO PIN=5\tFileName=5.jpg\tType=9\tNo=0\tIndex=2\tSize=8\tContent=/9j/SECR")
    assert isinstance(read, Picture)
    assert (read.kind, read.number, read.part, read.size, read.whole) == (9, 0, 2, 8, True)
    assert (read.bare().text, read.bare().size, read.bare().whole) == ("", 8, True)
    assert "SECR" not in repr(read)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"OPLOG", "unknown_keyword"),
        (b"OPLOG ", "no_operation"),
        (b"OPLOG x\t0\t2020-06-23 13:19:37", "no_operation"),
        (b"OPLOG 4\t0", "no_time"),
        (b"OPLOG 4\t0\t \t0", "no_time"),
        (b"USER Name=Mira", "no_pin"),
        (b"USER PIN=null\tName=Mira", "no_pin"),
        (b"USER PIN=" + b"5" * 65, "pin_too_long"),
        (b"USERPIC FileName=5.jpg\tContent=A", "no_pin"),
        (b"USERPIC PIN=5\tSize=8", "no_picture"),
        (b"WORKCODE Name=Assembly", "no_code"),
        (b"WORKCODE Code=" + b"5" * 65, "work_code_too_long"),
        (b"FP PIN=5\tFID=0", "no_template"),
        (b"SMS PIN=5\tUID=1", "unknown_keyword"),
        (b"PIN=5\tUID=1", "unknown_keyword"),
        (b"PIN=5", "unknown_keyword"),
        (b"1001\t2026-08-12 08:00:00\t0\t1", "unknown_keyword"),
        (b"basura sin tabs", "unknown_keyword"),
    ],
)
def test_what_cannot_be_read_is_kept_and_said_why(line: bytes, code: str) -> None:
    table = parse_operlog(b"USER PIN=1\n" + line + b"\r\nUSER PIN=2")
    (dead,) = table.dead
    assert (dead.raw, dead.line_no, dead.code) == (line, 2, code)
    assert [record.line_no for record in table.records] == [1, 3]
    assert table.lines == 3


# --- round trips -----------------------------------------------------------------------------------------

WORD = st.text(string.ascii_letters + string.digits + "_-.", min_size=1, max_size=24)
PINS = WORD.filter(lambda word: word != "null")
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), max_size=40
).filter(lambda text: text != "null")  # fmt: skip
NUMBER = st.none() | st.integers(-1, 255)
BASE64_DIGITS = st.text(string.ascii_letters + string.digits + "+/", max_size=60).filter(
    lambda text: text != "null"
)
CARD = st.none() | st.integers(1, 2**32 - 1).map(str)
TIME = st.none() | st.datetimes(datetime(1970, 1, 1), datetime(2099, 12, 31)).map(
    lambda time: time.replace(microsecond=0)
)


def said(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return "" if value is None else str(value)


@st.composite
def people(draw: st.DrawFn) -> tuple[User, bytes]:
    record = User(
        pin=draw(PINS), name=draw(TEXT), name_certain=True, privilege=draw(NUMBER), password=draw(TEXT),
        card=draw(CARD), second_card=draw(CARD), group=draw(TEXT), timezones=draw(TEXT), verify=draw(NUMBER),
        expires=draw(NUMBER), valid_from=draw(TIME), valid_to=draw(TIME),
        other=draw(st.dictionaries(st.sampled_from(["phone", "gender", "idnum"]), TEXT)), line_no=1,
    )  # fmt: skip
    fields = {
        "PIN": record.pin, "Name": record.name, "Pri": record.privilege, "Passwd": record.password,
        "Grp": record.group, "TZ": record.timezones, "Verify": record.verify, "ViceCard": record.second_card,
        "Expires": record.expires, "StartDatetime": record.valid_from, "EndDatetime": record.valid_to,
        "Card": f"[{int(record.card).to_bytes(5, 'little').hex()}]" if record.card else "0",
        **record.other,
    }  # fmt: skip
    case = draw(st.sampled_from([str, str.upper, str.lower]))
    order = draw(st.permutations(list(fields)))
    return record, "\t".join(f"{case(name)}={said(fields[name])}" for name in order).encode()


@st.composite
def operations(draw: st.DrawFn) -> tuple[Operation, bytes]:
    local = draw(TIME.filter(bool))
    assert local is not None
    objects = tuple(draw(TEXT.filter(lambda text: "\0" not in text)) for _ in range(4))
    one, two, three, four = objects
    record = Operation(
        draw(st.integers(0, 99_999)), draw(WORD), local.isoformat(" "), local, (one, two, three, four), 1
    )
    return record, "\t".join([str(record.code), record.operator, record.time_text, *objects]).encode()


@st.composite
def pictures(draw: st.DrawFn) -> tuple[Picture, bytes]:
    text = draw(BASE64_DIGITS) + draw(st.sampled_from(["", "=="]))
    record = Picture(
        keyword=draw(st.sampled_from(["USERPIC", "BIOPHOTO"])), pin=draw(PINS), file_name=draw(WORD) + ".jpg",
        kind=draw(st.none() | st.integers(0, 10)), number=draw(st.integers(0, 9)),
        part=draw(st.integers(0, 9)),        declared=len(text), size=len(text), text=text, line_no=1,
    )  # fmt: skip
    fields = {
        "PIN": record.pin, "FileName": record.file_name, "Type": record.kind, "No": record.number,
        "Index": record.part, "Size": record.declared, "Content": text,
    }  # fmt: skip
    return record, "\t".join(f"{name}={said(value)}" for name, value in fields.items()).encode()


@st.composite
def work_codes(draw: st.DrawFn) -> tuple[WorkCode, bytes]:
    record = WorkCode(draw(PINS), draw(TEXT), 1)
    return record, f"Code={record.code}\tName={record.name}".encode()


def keyword_of(record: Operation | User | Picture | WorkCode) -> bytes:
    if isinstance(record, Picture):
        return record.keyword.encode()
    return {Operation: b"OPLOG", User: b"USER", WorkCode: b"WORKCODE"}[type(record)]


@given(
    st.lists(people() | operations() | pictures() | work_codes(), max_size=6),
    st.sampled_from([b"\n", b"\r\n", b"\n\n"]),
    st.booleans(),
)
def test_records_written_are_records_read(
    written: list[tuple[Operation | User | Picture | WorkCode, bytes]], end: bytes, ended: bool
) -> None:
    body = end.join(keyword_of(record) + b" " + line for record, line in written) + (end if ended else b"")
    table = parse_operlog(body)
    step = end.count(b"\n")
    expected = [replace(record, line_no=1 + n * step) for n, (record, _) in enumerate(written)]
    assert (list(table.records), list(table.dead)) == (expected, [])
    check_accounted(body, table)


@settings(max_examples=400, deadline=None)
@given(ANY_BODY, st.sampled_from(TABLES), st.sampled_from([None, "utf-8", "gb18030"]))
def test_no_bytes_raise_and_every_line_is_accounted_for(body: bytes, table: str, encoding: Any) -> None:
    read = parse_operlog(body, table=table, encoding=encoding)
    check_accounted(body, read)
    for record in read.records:
        repr(record)
        if isinstance(record, User | Template | Picture):
            assert 0 < len(record.pin) <= 64
            assert "\0" not in record.pin
            record.pin.encode()


@settings(max_examples=30, deadline=None, derandomize=True)
@given(ANY_BODY)
def test_any_large_body_is_read_in_time(seed: bytes) -> None:
    body = large(seed)
    check_fast(lambda: parse_operlog(body))


@pytest.mark.parametrize("body", COSTLY_BODIES, ids=lambda body: repr(body[:12]))
@pytest.mark.parametrize("table", ["USERINFO", "WORKCODE", "FACE", "USERPIC"])
def test_costly_bodies_are_read_in_time(body: bytes, table: str) -> None:
    check_fast(lambda: parse_operlog(body, table=table))
    check_accounted(body, parse_operlog(body, table=table))

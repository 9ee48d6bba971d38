"""The tables of access terminals: what is extracted from uploads and answers (PROTOCOL.md §10.7, §10.8)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.push.access.dialect import classify
from edge.push.access.records import Event
from edge.push.access.table_records import Authorization, Card, Row, SubController, User
from edge.push.access.tabledata import parse_tabledata, render_reply
from edge.push.attendance.table_records import ErrorReport, IdentityCard, Picture, PunchPhoto, Template
from edge.push.text import encode_seconds
from tests.edge.push.access.bodies import (
    ANY_BODY,
    NOW,
    SERIAL,
    SNIPPETS,
    check_accounted,
    check_fast,
    enlarged,
)
from tests.kit.corpus import Sample, samples_where

TABLES = [
    "user", "userauthorize", "mulcarduser", "templatev10", "biodata", "biophoto", "userpic", "attphoto",
    "identitycard", "errorlog", "deviceauthorize", "transaction", "timezone",
]  # fmt: skip


def parse(table: str, body: bytes) -> Any:
    return parse_tabledata(table, body, serial=SERIAL, now=NOW)


def one(table: str, line: bytes) -> Any:
    read = parse(table, line)
    assert not read.dead
    (record,) = read.records
    return record


def digest(text: str) -> object:
    return {"length": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest()}


def as_sidecar(record: Any) -> dict[str, object]:
    """A record as the sidecars have it, of the columns that are kept."""
    match record:
        case User():
            return {
                "uid": record.uid, "cardno": record.card or "", "pin": record.pin,
                "password": record.password,
                "group": record.group, "name": record.name, "privilege": str(record.privilege),
                "disable": str(int(record.disabled or 0)), "verify": str(record.verify),
                "starttime": "0" if record.valid_from is None else "set",
                "endtime": "0" if record.valid_to is None else "set",
            }  # fmt: skip
        case Template():
            return {
                "pin": record.pin, "size": str(record.declared), "valid": str(record.valid),
                "template": digest(record.text), "fingerid": str(record.number + 16 * record.duress),
            }  # fmt: skip
        case PunchPhoto():
            return {"pin": record.file_name, "size": str(record.declared)}
        case ErrorReport():
            return {
                "errcode": record.code, "errmsg": record.message, "dataorigin": record.origin,
                "cmdid": record.command_id, "additional": record.additional,
            }  # fmt: skip
        case SubController():
            return {
                "SN": record.serial, "Online": str(int(record.online or 0)), "AuthorizeInfo": record.about,
                "RegisterInfo": record.registration, "IsAuthorize": "0",
            }  # fmt: skip
        case Event():
            return {
                "cardno": record.card or "0", "pin": record.pin or "0", "verified": record.verify_text,
                "doorid": str(record.door), "eventtype": str(record.code),
                "inoutstate": str(record.direction),
                "time_second": record.time_text, "index": record.index, **record.other,
            }  # fmt: skip
    raise AssertionError(record)


NOT_KEPT = {"type", "resverd", "endtag", "uid", "sn", "photo"}


@pytest.mark.parametrize(
    "sample", samples_where(lambda e: e.get("table") == "tabledata"), ids=lambda s: s.name
)
def test_records_of_the_corpus(sample: Sample) -> None:
    expect = sample.expect
    request = classify(sample.endpoint, sample.method, sample.query, sample.body)
    table = parse_tabledata(request.table, sample.body, serial=expect["sn"], now=NOW)
    assert len(table.records) == table.lines == expect["record_count"]
    for record, wanted in zip(table.records, expect["records"], strict=True):
        told = as_sidecar(record)
        kept = {name: value for name, value in wanted.items() if name in told or name not in NOT_KEPT}
        assert {name: told[name] for name in kept} == kept
    reply = expect["reply"]
    assert render_reply(request.said, table.lines).decode() in reply["body_any_of"]
    assert render_reply(request.said, table.lines).decode() != reply["not_body"]


def test_fingers_of_the_corpus() -> None:
    (sample,) = samples_where(lambda e: "fingers" in e)
    told = [
        {"finger": template.number, "duress": template.duress}
        for template in parse("templatev10", sample.body).records
    ]
    assert told == sample.expect["fingers"]


def test_the_photo_of_the_corpus_is_a_picture() -> None:
    (sample,) = samples_where(lambda e: e.get("tablename") == "ATTPHOTO")
    photo = one("attphoto", sample.body)
    assert (photo.pin, photo.local, len(photo.image)) == ("22", datetime(2018, 10, 3, 14, 36, 17), 231)
    assert photo.is_jpeg
    assert photo.whole


def test_the_time_of_a_transaction_of_the_corpus() -> None:
    (sample,) = samples_where(lambda e: "time_decoded" in e)
    event = parse_tabledata("transaction", sample.body, serial=sample.expect["sn"], now=NOW).records[0]
    assert isinstance(event, Event)
    assert str(event.local) == sample.expect["time_decoded"]
    assert event.sub_serial == ""
    assert (event.band, event.subject, event.word) == ("alarm", "door", "tampered")


def test_people() -> None:
    user = one(
        "user",
        "USER Uid=7\tCardNo=0012345\tPin=A7\tPassword=99\tGroup=2\tStartTime=20260101\tEndTime=860144400\t"
        "Name=Åsa\tPrivilege=14\tDisable=1\tVerify=1\tDeptId=3".encode(),
    )
    assert (user.pin, user.name, user.card, user.group, user.privilege) == ("A7", "Åsa", "12345", "2", 14)
    assert (user.valid_from, user.valid_to) == (datetime(2026, 1, 1), datetime(2026, 10, 5, 9))
    assert (user.disabled, user.verify, user.other) == (True, 1, {"deptid": "3"})
    assert "99" not in repr(user)


def test_a_name_cut_inside_a_character_is_kept_and_marked() -> None:
    user = one("user", "user pin=1\tname=张".encode() + "三".encode()[:2])
    assert (user.name, user.name_certain) == ("张", False)


def test_rights_and_cards() -> None:
    right = one("userauthorize", b"userauthorize Pin=5\tAuthorizeTimezoneId=1\tAuthorizeDoorId=9\tDevID=2")
    assert right == Authorization("5", 1, 1, 9, 2)
    assert right.doors == (1, 4)
    assert one("mulcarduser", b"mulcarduser Pin=5\tCardNo=ff01\tLossCardFlag=1\tCardType=1") == Card(
        "5", 1, "65281", True, True
    )


def test_sub_controllers_with_and_without_the_blank() -> None:
    line = b"SN=DDG7059967043\tOnline=0\tIsAuthorize=2"
    for prefix in (b"DeviceAuthorize", b"DeviceAuthorize ", b"deviceauthorize\t", b""):
        told = one("deviceauthorize", prefix + line)
        assert (told.serial, told.online, told.authorized) == ("DDG7059967043", False, "refused")


def test_templates_pictures_and_documents_are_those_of_the_other_dialect() -> None:
    told = one(
        "biodata",
        b"biodata pin=1\tno=0\tindex=0\tvalid=1\tduress=0\ttype=9\tmajorver=40\tminorver=1\ttmp=QQ==",
    )
    assert isinstance(told, Template)
    assert (told.kind, told.version, told.text) == (9, "40.1", "QQ==")
    picture = one("biophoto", b"biophoto pin=1\tfilename=1.jpg\ttype=9\tsize=4\tcontent=QQ==")
    assert isinstance(picture, Picture)
    assert (picture.keyword, picture.file_name, picture.kind, picture.whole) == ("BIOPHOTO", "1.jpg", 9, True)
    document = one(
        "identitycard",
        b"identitycard pin=0\tID_Num=11010119900101123X\tValid_Info=2013091220230912\tPhoto=QQ==",
    )
    assert isinstance(document, IdentityCard)
    assert (document.pin, document.id_number, document.biometrics) == (
        None,
        "11010119900101123X",
        {"photo": "QQ=="},
    )
    assert str(document.valid_to) == "2023-09-12"


def test_other_tables_come_as_rows() -> None:
    line = b"DoorParameters ID=1\tName=DoorDrivertime\tValue=5\tDevID=1"
    row = Row("doorparameters", {"id": "1", "name": "DoorDrivertime", "value": "5", "devid": "1"}, 1)
    assert one("doorparameters", line) == row


@pytest.mark.parametrize(
    ("table", "line", "code"),
    [
        ("user", b"user uid=1\tname=x", "no_pin"),
        ("user", b"user pin=" + b"9" * 65, "pin_too_long"),
        ("user", b"holiday pin=1\tname=Anna Bergman", "unknown_keyword"),
        ("user", b"pin=1", "no_columns"),
        ("user", b"pin=1\tname=A", "no_keyword"),
        ("user", b"user nothing named", "no_columns"),
        ("templatev10", b"templatev10 pin=1\tfingerid=1", "no_template"),
        ("templatev10", b"templatev10 pin=1\tfingerid=99\ttemplate=QQ==", "no_finger"),
        ("deviceauthorize", b"DeviceAuthorize Online=1", "no_serial"),
        ("biophoto", b"biophoto pin=1\tsize=0", "no_picture"),
        ("attphoto", b"pin=20181003143617-22.jpg\tsize=3\tphoto=QQ==", "no_photo"),
        ("attphoto", b"sn=1\tphoto=" + b"Q" * 80, "no_file_name"),
        ("identitycard", b"identitycard pin=7\tname=Anna", "no_id_number"),
        ("transaction", b"transaction pin=7\teventtype=3\ttime_second=99999999999", "bad_time"),
        ("transaction", b"transaction pin=7\ttime_second=5", "no_event"),
    ],
)
def test_what_cannot_be_read_is_a_dead_line(table: str, line: bytes, code: str) -> None:
    read = parse(table, line)
    assert [(dead.code, dead.raw) for dead in read.dead] == [(code, line)]


def test_a_reply_without_a_table_is_plain() -> None:
    assert render_reply("", 3) == b"OK"
    assert render_reply("user", 0) == b"user=0"


TEXT = st.text(st.characters(exclude_characters="\t\r\n\0", exclude_categories=["Cs"]), max_size=24)
PINS = TEXT.filter(lambda pin: pin not in ("", "null"))
WORDS = TEXT.filter(lambda text: text != "null")
LIMITS = st.datetimes(datetime(2004, 1, 1), datetime(2062, 1, 1)).map(lambda at: at.replace(microsecond=0))
USERS = st.builds(
    User,
    pin=PINS,
    line_no=st.just(0),
    name=WORDS,
    privilege=st.integers(0, 14),
    password=WORDS,
    card=st.none() | st.integers(1, 2**64).map(str),
    group=st.integers(0, 99).map(str),
    verify=st.integers(0, 255),
    disabled=st.booleans(),
    valid_from=st.none() | LIMITS,
    valid_to=st.none() | LIMITS,
    uid=st.integers(0, 9999).map(str),
)
RIGHTS = st.builds(
    Authorization,
    pin=PINS,
    line_no=st.just(0),
    timezone=st.integers(0, 50),
    door_bits=st.integers(0, 2**16),
    device_id=st.integers(0, 9),
)


def encoded(limit: datetime | None) -> object:
    return "0" if limit is None else encode_seconds(limit)


def user_line(user: User) -> str:
    return (
        f"user uid={user.uid}\tcardno={user.card or ''}\tpin={user.pin}\tpassword={user.password}"
        f"\tgroup={user.group}\tstarttime={encoded(user.valid_from)}\tendtime={encoded(user.valid_to)}"
        f"\tname={user.name}\tprivilege={user.privilege}\tdisable={int(user.disabled or 0)}"
        f"\tverify={user.verify}"
    )


def right_line(right: Authorization) -> str:
    return (
        f"userauthorize Pin={right.pin}\tAuthorizeTimezoneId={right.timezone}"
        f"\tAuthorizeDoorId={right.door_bits}\tDevID={right.device_id}"
    )


CASES: list[tuple[str, Any, Callable[[Any], str]]] = [
    ("user", USERS, user_line),
    ("userauthorize", RIGHTS, right_line),
]


@pytest.mark.parametrize(("table", "records", "line"), CASES, ids=[case[0] for case in CASES])
@given(data=st.data(), end=st.sampled_from(["\n", "\r\n", "\t\n"]), ended=st.booleans())
def test_what_goes_over_the_wire_comes_back(
    table: str, records: Any, line: Callable[[Any], str], data: st.DataObject, end: str, ended: bool
) -> None:
    sent = data.draw(st.lists(records, min_size=1, max_size=4))
    body = end.join(line(record) for record in sent) + (end if ended else "")
    read = parse(table, body.encode())
    assert not read.dead
    for number, (record, told) in enumerate(zip(sent, read.records, strict=True), 1):
        assert told.line_no == number
        names = [name for name in record.__dataclass_fields__ if name not in ("line_no", "other")]
        assert {n: getattr(told, n) for n in names} == {n: getattr(record, n) for n in names}


@pytest.mark.parametrize("table", TABLES)
@given(body=ANY_BODY)
def test_any_bytes_are_accounted_for(table: str, body: bytes) -> None:
    check_accounted(body, parse(table, body))


COSTLY = [
    ("user", [b"\n", b"a\n", b"user\n", b"user pin=1\n", b"user pin=\xd5\xc5\n"]),
    ("user", [b"pin=\xd5\xc5\ta=\n", b"=\t"]),
    ("holiday", [b"holiday a=1\n", b"a=1\tb=2\n", b"a=\xff\tb=\xfe\taaaaaaaaaaaa=\n"]),
    ("x", [b"x aaaaaa=1\n", b"x aaaaa=\xff\n"]),
    ("userauthorize", [b"userauthorize pin=1\n", b"pin=1\tauthorizedoorid=31\n"]),
    ("templatev10", [b"templatev10 pin=1\tfingerid=1\ttemplate=\n", b"pin=1\tfingerid=1\ttemplate=\n"]),
    ("biophoto", [b"biophoto pin=1\tcontent=\n"]),
    ("attphoto", [b"pin=1\tphoto=" + b"A" * 64 + b"\n", b"pin=1\tphoto=" + b"=" * 64 + b"\n"]),
    ("transaction", [b"time_second=1\tevent=20\tpin=0\tcardno=0\n", b"time_second=1\tevent=20\n"]),
    ("transaction", [b"time_second=860144400\tevent=3\tpin=1\n"]),
    ("deviceauthorize", [b"DeviceAuthorizeSN=1\n"]),
    ("identitycard", [b"identitycard idnum=1\n", b"id_num=1\taaaaaaaaaaaa=\n"]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "seed"), [(table, seed) for table, seeds in COSTLY for seed in seeds])
def test_a_large_body_is_read_at_once(table: str, seed: bytes) -> None:
    check_fast(partial(parse, table, enlarged(seed)))


@pytest.mark.parametrize("table", TABLES)
@given(seed=st.lists(SNIPPETS, min_size=1, max_size=6).map(b"".join))
def test_any_large_body_is_read_at_once(table: str, seed: bytes) -> None:
    check_fast(partial(parse, table, enlarged(seed)))

"""Records of every table written as access terminals write them are records read (PROTOCOL.md §10.7, §10.8).

People and rights are in `test_tabledata`, events of both tables in `test_rtlog`.
"""

from __future__ import annotations

import base64
import string
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.push.access.table_records import AUTHORIZED, Card, Row, SubController
from edge.push.access.tabledata import parse_tabledata, render_reply
from edge.push.attendance.table_records import ErrorReport, IdentityCard, Picture, PunchPhoto, Template
from tests.edge.push.access.bodies import NOW, SERIAL, check_accounted

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).filter(lambda t: t != "null")
WORDS = st.text(string.ascii_letters + string.digits, min_size=1, max_size=20).filter(lambda t: t != "null")
PINS = WORDS.filter(lambda pin: pin != "0")
SMALL = st.integers(0, 15)
BASE64 = st.binary(min_size=1, max_size=40).map(lambda raw: base64.b64encode(raw).decode()).filter(
    lambda text: text != "null"
)  # fmt: skip
PHOTOS = st.binary(min_size=60, max_size=90).map(lambda noise: b"\xff\xd8\xff\xe0" + noise)


class Written(NamedTuple):
    """A record and its columns as sent."""

    record: Any
    columns: Mapping[str, object]


def said(written: Written, table: str, order: Sequence[int], named: bool) -> str:
    parts = [f"{name}={'' if value is None else value}" for name, value in written.columns.items()]
    line = "\t".join(parts[place] for place in order if place < len(parts))
    return f"{table} {line}" if named else line


@st.composite
def cards(draw: st.DrawFn) -> Written:
    record = Card(
        draw(PINS), 1, draw(st.none() | st.integers(1, 2**40).map(str)), draw(st.booleans()),
        draw(st.booleans()),
    )  # fmt: skip
    number = f"{int(record.number):x}" if record.number else ""
    flags = {"LossCardFlag": int(record.lost), "CardType": int(record.secondary)}
    return Written(record, {"Pin": record.pin, "CardNo": number, **flags})


@st.composite
def fingers(draw: st.DrawFn) -> Written:
    """One that is to be pressed under duress is 16 further, or valid 3 (PROTOCOL.md §10.7)."""
    text, finger, further = draw(BASE64), draw(SMALL), draw(st.booleans())
    valid = draw(st.sampled_from([1, 3]))
    record = Template(
        keyword="FP", pin=draw(PINS), kind=1, number=finger, part=0, valid=valid,
        duress=further or valid == 3, major=10, minor=None, format=None, declared=len(text), size=len(text),
        text=text, line_no=1,
    )  # fmt: skip
    return Written(
        record,
        {"size": len(text), "uid": 1, "pin": record.pin, "fingerid": finger + 16 * further, "valid": valid,
         "template": text, "resverd": "", "endtag": ""},
    )  # fmt: skip


@st.composite
def unified(draw: st.DrawFn) -> Written:
    text = draw(BASE64)
    record = Template(
        keyword="BIODATA", pin=draw(PINS), kind=draw(st.integers(1, 10)), number=draw(SMALL),
        part=draw(SMALL), valid=draw(st.integers(0, 1)), duress=draw(st.booleans()), major=draw(SMALL),
        minor=draw(SMALL), format=draw(SMALL), declared=None, size=len(text), text=text, line_no=1,
    )  # fmt: skip
    return Written(
        record,
        {"pin": record.pin, "no": record.number, "index": record.part, "valid": record.valid,
         "duress": int(record.duress), "type": record.kind, "majorver": record.major,
         "minorver": record.minor, "format": record.format, "tmp": text},
    )  # fmt: skip


def pictures(keyword: Any) -> st.SearchStrategy[Written]:
    @st.composite
    def written(draw: st.DrawFn) -> Written:
        text = draw(BASE64)
        record = Picture(
            keyword=keyword, pin=draw(PINS), file_name=draw(WORDS) + ".jpg", kind=draw(SMALL),
            number=draw(SMALL), part=draw(SMALL), declared=len(text), size=len(text), text=text, line_no=1,
        )  # fmt: skip
        return Written(
            record,
            {"pin": record.pin, "filename": record.file_name, "type": record.kind, "no": record.number,
             "index": record.part, "size": record.declared, "content": text},
        )  # fmt: skip

    return written()


@st.composite
def photos(draw: st.DrawFn) -> Written:
    image, pin = draw(PHOTOS), draw(st.integers(1, 10**9).map(str))
    at = draw(st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1))).replace(microsecond=0)
    name = f"{at:%Y%m%d%H%M%S}-{pin}.jpg"
    record = PunchPhoto(
        file_name=name, pin=pin, local=at, success=True, outcome=None, id_number=None, command="",
        real_time=False, declared=len(image), base64=True, image=image,
    )  # fmt: skip
    photo = base64.b64encode(image).decode()
    return Written(record, {"pin": name, "sn": SERIAL, "size": len(image), "photo": photo})


@st.composite
def documents(draw: st.DrawFn) -> Written:
    """With underscores in the names of their columns, or without."""
    first, last, born = (draw(st.dates(date(1900, 1, 1), date(2100, 1, 1))) for _ in range(3))
    apart = draw(st.sampled_from(["_", ""]))
    photo, finger = draw(st.none() | BASE64), draw(st.none() | BASE64)
    told = {"photo": photo, "fptemplate1": finger}
    record = IdentityCard(
        pin=draw(st.none() | PINS), id_number=draw(WORDS), serial_number=draw(TEXT),
        application_number=draw(TEXT), name=draw(TEXT), gender=draw(TEXT), nation=draw(TEXT), birthday=born,
        valid_from=first, valid_to=last, validity=f"{first:%Y%m%d}{last:%Y%m%d}", address=draw(TEXT),
        additional=draw(TEXT), issuer=draw(TEXT), reserve=draw(TEXT), notice=draw(TEXT),
        biometrics={name: value for name, value in told.items() if value}, line_no=1,
    )  # fmt: skip
    return Written(
        record,
        {"pin": record.pin or "0", f"SN{apart}Num": record.serial_number, f"ID{apart}Num": record.id_number,
         f"DN{apart}Num": record.application_number, "Name": record.name, "Gender": record.gender,
         "Nation": record.nation, "Birthday": f"{born:%Y%m%d}", f"Valid{apart}Info": record.validity,
         "Address": record.address, f"Additional{apart}Info": record.additional, "Issuer": record.issuer,
         "Reserve": record.reserve, "Notice": record.notice, "Photo": photo,
         f"FP{apart}Template1": finger},
    )  # fmt: skip


@st.composite
def errors(draw: st.DrawFn) -> Written:
    module, number, additional = (
        draw(st.integers(0, 99)),
        draw(st.integers(0, 9999)),
        draw(TEXT.filter(str.isprintable)),
    )
    command = draw(st.none() | st.integers(1, 2**31).map(str))
    record = ErrorReport(
        f"D{module:02}E{number:04}", "D", module, number, draw(TEXT), "cmd", command, additional, 1
    )
    return Written(
        record,
        {"errcode": record.code, "errmsg": record.message, "dataorigin": "cmd", "cmdid": command,
         "additional": base64.b64encode(additional.encode()).decode()},
    )  # fmt: skip


@st.composite
def sub_controllers(draw: st.DrawFn) -> Written:
    state = draw(st.sampled_from(list(AUTHORIZED)))
    record = SubController(draw(WORDS), 1, draw(st.booleans()), AUTHORIZED[state], draw(TEXT), draw(TEXT))
    return Written(
        record,
        {"SN": record.serial, "Online": int(record.online or 0), "IsAuthorize": state,
         "AuthorizeInfo": record.about, "RegisterInfo": record.registration},
    )  # fmt: skip


def rows(table: str, *names: str) -> st.SearchStrategy[Written]:
    columns = st.fixed_dictionaries({name: TEXT for name in names})
    return columns.map(lambda told: Written(Row(table, {n.lower(): v for n, v in told.items()}, 1), told))


CASES: list[tuple[str, st.SearchStrategy[Written], bool]] = [  # and whether the name may be left out
    ("mulcarduser", cards(), False),
    ("templatev10", fingers(), False),
    ("biodata", unified(), True),
    ("biophoto", pictures("BIOPHOTO"), False),
    ("userpic", pictures("USERPIC"), False),
    ("attphoto", photos(), True),
    ("identitycard", documents(), False),
    ("errorlog", errors(), False),
    ("deviceauthorize", sub_controllers(), False),
    ("timezone", rows("timezone", "TimezoneId", "SunTime1", "SunTime2", "MonTime1"), False),
    ("doorparameters", rows("doorparameters", "ID", "Name", "Value", "DevID"), False),
    ("holiday", rows("holiday", "Holiday", "HolidayType", "Loop"), False),
]


@pytest.mark.parametrize(("table", "records", "may_be_bare"), CASES, ids=[case[0] for case in CASES])
@given(data=st.data(), end=st.sampled_from(["\n", "\r\n"]), ended=st.booleans())
def test_what_goes_over_the_wire_comes_back(
    table: str, records: st.SearchStrategy[Written], may_be_bare: bool, data: st.DataObject, end: str,
    ended: bool,
) -> None:  # fmt: skip
    written = data.draw(st.lists(records, min_size=1, max_size=4))
    word = data.draw(st.sampled_from([table, table.upper()]))
    order, bare = data.draw(st.permutations(range(16))), may_be_bare and data.draw(st.booleans())
    lines = [said(each, word, order, named=not bare) for each in written]
    body = (end.join(lines) + (end if ended else "")).encode()
    read = parse_tabledata(table, body, serial=SERIAL, now=NOW)
    numbered = [
        each.record if isinstance(each.record, PunchPhoto) else replace(each.record, line_no=number)
        for number, each in enumerate(written, 1)
    ]
    assert (list(read.records), list(read.dead)) == (numbered, [])
    check_accounted(body, read)
    assert render_reply(word, read.lines) == f"{word}={len(written)}".encode()

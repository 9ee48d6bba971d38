"""Templates written as terminals write them in OPERLOG, and in tables of their own, are templates read."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.push.attendance.biodata import parse_biodata
from edge.push.attendance.operlog import parse_operlog
from edge.push.attendance.table_records import OperlogRecord, Template, TemplateKeyword
from tests.edge.push.attendance.bodies import check_accounted
from tests.edge.push.attendance.test_operlog import keyword_of, operations, people, pictures, work_codes

PINS = st.text(string.ascii_letters + string.digits, min_size=1, max_size=24).filter(
    lambda pin: pin != "null"
)
SMALL = st.integers(0, 15)
BASE64 = st.text(string.ascii_letters + string.digits + "+/", max_size=80).filter(lambda text: text != "null")
KINDS: Mapping[TemplateKeyword, int] = {"FP": 1, "FACE": 2, "FVEIN": 7}
VERSIONS = {"oco": 9, "T": 10, "S": 10}  # of a fingerprint, by how it begins (PROTOCOL.md §6.4)


def template(keyword: TemplateKeyword, text: str, **said: object) -> Template:
    nothing = dict.fromkeys(("major", "minor", "format", "declared", "valid"))
    told = {"number": 0, "part": 0, "kind": KINDS.get(keyword, 0), **nothing, **said}
    duress = told.pop("duress", told["valid"] == 3)
    return Template(keyword=keyword, text=text, size=len(text), duress=duress, line_no=1, **told)  # type: ignore[arg-type]  # made by name


def line(order: list[int], fields: Mapping[str, object]) -> bytes:
    said = [f"{name}={'' if value is None else value}" for name, value in fields.items()]
    return "\t".join(said[place] for place in order if place < len(said)).encode()


ORDER = st.permutations(range(10))
NAMES_OF_FINGERS = st.sampled_from(["FID", "FingerID", "No"])


@st.composite
def fingerprints(draw: st.DrawFn) -> tuple[Template, bytes]:
    begins, rest = draw(st.sampled_from(list(VERSIONS))), draw(BASE64)
    record = template(
        "FP", begins + rest, pin=draw(PINS), number=draw(st.integers(0, 9)), valid=draw(st.integers(0, 3)),
        major=VERSIONS[begins], declared=len(begins + rest),
    )  # fmt: skip
    case = draw(st.sampled_from([str, str.upper, str.lower]))
    return record, line(
        draw(ORDER),
        {case("PIN"): record.pin, draw(NAMES_OF_FINGERS): record.number, case("Size"): record.size,
         case("Valid"): record.valid, case("TMP"): record.text},
    )  # fmt: skip


@st.composite
def faces(draw: st.DrawFn) -> tuple[Template, bytes]:
    """A face comes in pieces, and FID says which."""
    text = draw(BASE64)
    record = template(
        "FACE", text, pin=draw(PINS), part=draw(SMALL), valid=draw(st.integers(0, 1)), declared=len(text)
    )
    return record, line(
        draw(ORDER),
        {"PIN": record.pin, "FID": record.part, "SIZE": record.size, "VALID": record.valid, "TMP": text},
    )


@st.composite
def veins(draw: st.DrawFn) -> tuple[Template, bytes]:
    text = draw(BASE64)
    record = template(
        "FVEIN", text, pin=draw(PINS), number=draw(SMALL), part=draw(SMALL), valid=draw(st.integers(0, 3)),
        declared=len(text),
    )  # fmt: skip
    return record, line(
        draw(ORDER),
        {"Pin": record.pin, "FID": record.number, "Index": record.part, "Size": record.size,
         "Valid": record.valid, "Tmp": text},
    )  # fmt: skip


@st.composite
def unified(draw: st.DrawFn) -> tuple[Template, bytes]:
    text = draw(BASE64)
    record = template(
        "BIODATA", text, pin=draw(PINS), kind=draw(st.integers(0, 10)), number=draw(SMALL), part=draw(SMALL),
        valid=draw(SMALL), duress=draw(st.booleans()), major=draw(st.none() | SMALL),
        minor=draw(st.none() | SMALL), format=draw(st.none() | SMALL),
    )  # fmt: skip
    return record, line(
        draw(ORDER),
        {"Pin": record.pin, "No": record.number, "Index": record.part, "Valid": record.valid,
         "Duress": int(record.duress), "Type": record.kind, "MajorVer": record.major,
         "MinorVer": record.minor, "Format": record.format, "Tmp": text},
    )  # fmt: skip


TEMPLATES = st.one_of(fingerprints(), faces(), veins(), unified())
ENDS = st.sampled_from([b"\n", b"\r\n", b"\t\n"])


@given(st.lists(TEMPLATES, max_size=6), ENDS)
def test_templates_of_every_form_come_back_from_either_table(
    written: list[tuple[Template, bytes]], end: bytes
) -> None:
    body = b"".join(record.keyword.encode() + b" " + said + end for record, said in written)
    expected = [replace(record, line_no=number) for number, (record, _) in enumerate(written, 1)]
    for table in (parse_operlog(body), parse_biodata(body)):
        assert (list(table.records), list(table.dead)) == (expected, [])
        check_accounted(body, table)
    assert all(record.whole == (record.size > 0) for record in expected)


@pytest.mark.parametrize(
    ("table", "written"), [("FINGERTMP", fingerprints()), ("FACE", faces()), ("FVEIN", veins())]
)
@given(data=st.data())
def test_the_table_stands_in_for_the_keyword(
    table: str, written: st.SearchStrategy[tuple[Template, bytes]], data: st.DataObject
) -> None:
    record, said = data.draw(written)
    assert parse_operlog(said, table=table).records == [record]


@given(
    st.lists(st.one_of(people(), operations(), pictures(), work_codes(), TEMPLATES), max_size=8),
    st.sampled_from([b"\n", b"\r\n"]),
    st.booleans(),
)
def test_all_kinds_of_lines_come_back_from_one_body(
    written: list[tuple[OperlogRecord, bytes]], end: bytes, headed: bool
) -> None:
    lines = [
        (record.keyword.encode() if isinstance(record, Template) else keyword_of(record)) + b" " + said
        for record, said in written
    ]
    body = b"".join(each + end for each in ([b"TABLE=OPERLOG"] if headed else []) + lines)
    table = parse_operlog(body)
    assert list(table.records) == [
        replace(record, line_no=number + headed) for number, (record, _) in enumerate(written, 1)
    ]
    assert (list(table.dead), table.lines, table.blank) == ([], len(written), 0)

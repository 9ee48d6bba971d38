"""Templates: of all kinds, in all forms, with their sizes and versions, never decoded."""

from __future__ import annotations

import base64
import string
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.push.attendance.biodata import parse_biodata
from edge.push.attendance.table_records import Template
from tests.edge.push.attendance.bodies import (
    ANY_BODY,
    COSTLY_BODIES,
    as_sidecar_value,
    check_accounted,
    check_fast,
    large,
)
from tests.kit.corpus import Sample, samples_where


def one(body: bytes) -> Template:
    table = parse_biodata(body)
    assert (len(table.records), list(table.dead)) == (1, [])
    return table.records[0]


def as_sidecar(template: Template) -> dict[str, Any]:
    return {
        "type": "BIODATA",
        "Pin": template.pin,
        "No": str(template.number),
        "Index": str(template.part),
        "Valid": str(template.valid),
        "Duress": str(int(template.duress)),
        "Type": str(template.kind),
        "MajorVer": str(template.major),
        "MinorVer": str(template.minor),
        "Format": str(template.format),
        "Tmp": as_sidecar_value(template.text),
    }


@pytest.mark.parametrize("sample", samples_where(lambda e: e.get("table") == "BIODATA"), ids=lambda s: s.name)
def test_samples_of_the_corpus_give_exactly_what_their_sidecars_say(sample: Sample) -> None:
    table = parse_biodata(sample.body)
    assert [as_sidecar(template) for template in table.records] == sample.expect["records"]
    assert len(table.records) == table.lines == sample.expect["record_count"]
    assert all(template.whole and template.size == len(template.text) for template in table.records)
    check_accounted(sample.body, table)


def test_fields_without_a_keyword_are_a_template_too() -> None:
    (sample,) = samples_where(lambda e: e.get("kind") == "unclassified")
    template = one(sample.body)
    assert (template.pin, template.kind, template.number, template.version) == ("14", 9, 0, None)
    assert template.size == len(template.text) > 100


@pytest.mark.parametrize(
    ("line", "version"),
    [
        (b"BIODATA Pin=1\tType=9\tMajorVer=58\tMinorVer=10\tTmp=A", "58.10"),
        (b"BIODATA Pin=1\tType=8\tMajorVer=12\tTmp=A", "12"),
        (b"BIODATA Pin=1\tType=8\tMajorVer=\tMinorVer=\tTmp=A", None),
        (b"BIODATA Pin=1\tType=8\tMajorVer = 5\tMinorVer = 0\tTmp=A", "5.0"),
        (b"FP PIN=1\tFID=0\tTMP=ocosgBBXwAC", "9"),
        (b"FP PIN=1\tFID=0\tTMP=TfdTi0QL", "10"),
        (b"FP PIN=1\tFID=0\tTMP=S5SS21AAA", "10"),
        (b"FP PIN=1\tFID=0\tTMP=apUBboNw", None),
        (b"FP PIN=1\tFID=0\tMajorVer=12\tTMP=TfdTi0QL", "12"),
        (b"FACE PIN=1\tFID=0\tTMP=TfdTi0QL", None),
        (b"FVEIN Pin=1\tFID=6\tIndex=2\tTmp=A", None),
    ],
)
def test_the_version_of_the_algorithm(line: bytes, version: str | None) -> None:
    assert one(line).version == version


def test_what_number_and_part_mean_depends_on_the_form() -> None:
    def place(line: bytes) -> tuple[int, int, int]:
        return one(line).kind, one(line).number, one(line).part

    assert place(b"FP PIN=1\tFID=6\tTMP=A") == (1, 6, 0)
    assert place(b"FINGERTMP PIN=1\tFingerID=6\tTMP=A") == (1, 6, 0)
    assert place(b"FACE PIN=1\tFID=6\tTMP=A") == (2, 0, 6)  # the sixth piece of one face
    assert place(b"FVEIN Pin=1\tFID=6\tIndex=2\tTmp=A") == (7, 6, 2)
    assert place(b"BIODATA Pin=1\tNo=1\tIndex=4\tType=8\tTmp=A") == (8, 1, 4)


def test_duress_has_two_spellings() -> None:
    assert one(b"BIODATA Pin=1\tValid=1\tDuress=1\tType=1\tTmp=A").duress
    assert one(b"FP PIN=1\tFID=1\tValid=3\tTMP=A").duress
    assert not one(b"FP PIN=1\tFID=1\tValid=1\tTMP=A").duress
    assert not one(b"BIODATA Pin=1\tValid=3\tDuress=0\tType=1\tTmp=A").duress


@pytest.mark.parametrize(
    ("size", "whole"), [(8, True), (6, True), (5, True), (4, True), (3, False), (7, False), (9, False)]
)
def test_the_size_may_be_declared_in_characters_or_in_bytes(size: int, whole: bool) -> None:
    template = one(b"FP PIN=1\tFID=0\tSize=%d\tTMP=QUJDREU=" % size)
    assert (template.declared, template.size, template.whole) == (size, 8, whole)


def test_an_emptied_template_is_one_of_no_size() -> None:
    template = one(b"FP PIN=1\tFID=0\tSize=8\tTMP=")
    assert (template.size, template.whole, template.declared) == (0, False, 8)
    full = one(b"FP PIN=1\tFID=0\tSize=8\tTMP=QUJDREU=")
    assert full.bare() == replace(full, text="")
    assert (full.bare().size, full.bare().whole) == (8, True)


def test_a_template_is_never_shown() -> None:
    assert "Secret" not in repr(one(b"BIODATA Pin=1\tType=1\tTmp=SecretTemplate"))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"BIODATA No=0\tType=1\tTmp=A", "no_pin"),
        (b"BIODATA Pin=\tType=1\tTmp=A", "no_pin"),
        (b"BIODATA Pin=" + b"9" * 65 + b"\tType=1\tTmp=A", "pin_too_long"),
        (b"BIODATA Pin=1\tTmp=A", "no_type"),
        (b"BIODATA Pin=1\tType=face\tTmp=A", "no_type"),
        (b"BIODATA Pin=1\tType=1", "no_template"),
        (b"BIODATA", "unknown_keyword"),
        (b"BIODATA Type=1", "no_pin"),
        (b"USER PIN=1\tName=A", "unknown_keyword"),
        (b"noise", "unknown_keyword"),
        (b"\xff\xd8\xff", "unknown_keyword"),
    ],
)
def test_what_is_no_template_is_kept_and_said_why(line: bytes, code: str) -> None:
    table = parse_biodata(line + b"\n")
    (dead,) = table.dead
    assert (dead.raw, dead.line_no, dead.code) == (line, 1, code)
    assert len(table.records) == 0


# --- round trips ------------------------------------------------------------------------------------------

PINS = st.text(string.ascii_letters + string.digits + "_-", min_size=1, max_size=24).filter(
    lambda pin: pin != "null"
)
BASE64 = st.binary(max_size=60).map(lambda raw: base64.b64encode(raw).decode()).filter(lambda t: t != "null")
SMALL = st.integers(0, 999)


@st.composite
def templates(draw: st.DrawFn) -> tuple[Template, list[bytes]]:
    """A BIODATA record and the fields of its line."""
    text = draw(BASE64)
    record = Template(
        keyword="BIODATA", pin=draw(PINS),
        kind=draw(st.integers(0, 10)), number=draw(SMALL), part=draw(SMALL),
        valid=draw(st.none() | SMALL), duress=draw(st.booleans()), major=draw(st.none() | SMALL),
        minor=draw(st.none() | SMALL), format=draw(st.none() | SMALL),
        declared=None, size=len(text), text=text,
        line_no=1,
    )  # fmt: skip
    said = {
        "Pin": record.pin, "No": record.number, "Index": record.part, "Valid": record.valid,
        "Duress": int(record.duress), "Type": record.kind, "MajorVer": record.major, "MinorVer": record.minor,
        "Format": record.format, "Tmp": text,
    }  # fmt: skip
    fields = [f"{name}={'' if value is None else value}".encode() for name, value in said.items()]
    case = draw(st.sampled_from([bytes, lambda f: f.partition(b"=")[0].upper() + f[f.index(b"=") :]]))
    return record, [case(field) for field in draw(st.permutations(fields))]


@given(st.lists(templates(), max_size=5), st.sampled_from([b"\n", b"\r\n"]), st.sampled_from([b"", b"\t"]))
def test_templates_written_are_templates_read(
    written: list[tuple[Template, list[bytes]]], end: bytes, last: bytes
) -> None:
    body = b"".join(b"BIODATA " + b"\t".join(fields) + last + end for _, fields in written)
    table = parse_biodata(body)
    assert table.records == [replace(record, line_no=n) for n, (record, _) in enumerate(written, 1)]
    assert (list(table.dead), table.blank) == ([], 0)


@settings(max_examples=300, deadline=None)
@given(ANY_BODY)
def test_no_bytes_raise_and_every_line_is_accounted_for(body: bytes) -> None:
    check_accounted(body, parse_biodata(body))


@settings(max_examples=30, deadline=None, derandomize=True)
@given(ANY_BODY)
def test_any_large_body_is_read_in_time(seed: bytes) -> None:
    body = large(seed)
    check_fast(lambda: parse_biodata(body))


@pytest.mark.parametrize("body", COSTLY_BODIES, ids=lambda body: repr(body[:12]))
def test_costly_bodies_are_read_in_time(body: bytes) -> None:
    check_fast(lambda: parse_biodata(body))
    check_accounted(body, parse_biodata(body))

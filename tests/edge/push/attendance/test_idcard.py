"""Identity cards that terminals read."""

from __future__ import annotations

import base64
import string
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.push.attendance.idcard import parse_idcard
from edge.push.attendance.table_records import IdentityCard
from tests.edge.push.attendance.bodies import (
    ANY_BODY,
    COSTLY_BODIES,
    check_accounted,
    check_fast,
    large,
)
from tests.kit.corpus import Sample, samples_where


def one(body: bytes) -> IdentityCard:
    table = parse_idcard(body)
    assert (len(table.records), list(table.dead)) == (1, [])
    return table.records[0]


def as_sidecar(card: IdentityCard) -> dict[str, Any]:
    biometrics = ("Photo", "PhotoJPG", "FPTemplate1", "FPTemplate2")
    assert card.birthday is not None
    return {
        "type": "IDCARD", "PIN": card.pin, "SNNum": card.serial_number, "IDNum": card.id_number,
        "DNNum": card.application_number, "Name": card.name, "Gender": card.gender, "Nation": card.nation,
        "Birthday": f"{card.birthday:%Y%m%d}", "ValidInfo": card.validity, "Address": card.address,
        "AdditionalInfo": card.additional, "Issuer": card.issuer, "Reserve": card.reserve,
        "Notice": card.notice, **{name: card.biometrics.get(name.lower(), "") for name in biometrics},
    }  # fmt: skip


@pytest.mark.parametrize("sample", samples_where(lambda e: e.get("table") == "IDCARD"), ids=lambda s: s.name)
def test_samples_of_the_corpus_give_exactly_what_their_sidecars_say(sample: Sample) -> None:
    table = parse_idcard(sample.body)
    assert [as_sidecar(card) for card in table.records] == sample.expect["records"]
    assert (table.records[0].valid_from, table.records[0].valid_to) == (date(2013, 9, 12), date(2023, 9, 12))
    check_accounted(sample.body, table)


CARD = b"IDCARD PIN=%s\tSNNum=1\tIDNum=44030119900101123X\tName=Secretive\tPhoto=SECRET\tFPTemplate1=\n"


def test_a_document_may_belong_to_nobody() -> None:
    assert one(CARD % b"0").pin is None
    assert one(CARD % b"").pin is None
    assert one(CARD % b"17").pin == "17"


def test_pictures_and_templates_can_be_left_out_and_are_never_shown() -> None:
    card = one(CARD % b"17")
    assert card.biometrics == {"photo": "SECRET"}
    assert card.bare() == replace(card, biometrics={})
    assert not any(secret in repr(card) for secret in ("SECRET", "44030119900101123X"))


def test_what_is_no_day_is_left_open() -> None:
    card = one("IDCARD IDNum=1\tBirthday=19901399\tValidInfo=20130912长期\tName=明".encode())
    assert (card.birthday, card.valid_from, card.valid_to) == (None, date(2013, 9, 12), None)
    assert (card.validity, card.name) == ("20130912长期", "明")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"IDCARD PIN=1\tName=A", "no_id_number"),
        (b"IDCARD PIN=1\tIDNum=null\tSNNum=", "no_id_number"),
        (b"IDCARD PIN=" + b"1" * 65 + b"\tIDNum=1", "pin_too_long"),
        (b"IDCARD ", "unknown_keyword"),
        (b"USER PIN=5", "unknown_keyword"),
        (b"PIN=5\tIDNum=1", "unknown_keyword"),
        (b"noise", "unknown_keyword"),
    ],
)
def test_what_is_no_document_is_kept_and_said_why(line: bytes, code: str) -> None:
    (dead,) = parse_idcard(line).dead
    assert (dead.raw, dead.line_no, dead.code) == (line, 1, code)


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).filter(lambda t: t != "null")
WORD = st.text(string.ascii_letters + string.digits, min_size=1, max_size=20).filter(lambda t: t != "null")
DAY = st.dates(date(1000, 1, 1), date(9999, 12, 31))
BASE64 = (
    st.binary(min_size=1, max_size=30)
    .map(lambda raw: base64.b64encode(raw).decode())
    .filter(lambda t: t != "null")
)


@st.composite
def cards(draw: st.DrawFn) -> tuple[IdentityCard, bytes]:
    first, last, born = draw(DAY), draw(DAY), draw(st.none() | DAY)
    names = st.sampled_from(["photo", "photojpg", "fptemplate1", "fptemplate2"])
    card = IdentityCard(
        pin=draw(st.none() | WORD.filter(lambda pin: pin != "0")), id_number=draw(WORD),
        serial_number=draw(TEXT), application_number=draw(TEXT), name=draw(TEXT), gender=draw(TEXT),
        nation=draw(TEXT), birthday=born,
        valid_from=first, valid_to=last, validity=f"{first:%Y%m%d}{last:%Y%m%d}", address=draw(TEXT),
        additional=draw(TEXT), issuer=draw(TEXT), reserve=draw(TEXT), notice=draw(TEXT),
        biometrics=draw(st.dictionaries(names, BASE64)), line_no=1,
    )  # fmt: skip
    fields = {
        "PIN": card.pin or "0", "SNNum": card.serial_number, "IDNum": card.id_number, "Name": card.name,
        "DNNum": card.application_number, "Gender": card.gender, "Nation": card.nation,
        "Birthday": f"{born:%Y%m%d}" if born else "", "ValidInfo": card.validity, "Address": card.address,
        "AdditionalInfo": card.additional, "Issuer": card.issuer, "Reserve": card.reserve,
        "Notice": card.notice, **card.biometrics,
    }  # fmt: skip
    order = draw(st.permutations(list(fields)))
    return card, "\t".join(f"{name}={fields[name]}" for name in order).encode()


@given(st.lists(cards(), max_size=4), st.sampled_from([b"\n", b"\r\n"]))
def test_documents_written_are_documents_read(written: list[tuple[IdentityCard, bytes]], end: bytes) -> None:
    body = b"".join(b"IDCARD " + line + end for _, line in written)
    assert parse_idcard(body).records == [replace(card, line_no=n) for n, (card, _) in enumerate(written, 1)]


@settings(max_examples=300, deadline=None)
@given(ANY_BODY)
def test_no_bytes_raise_and_every_line_is_accounted_for(body: bytes) -> None:
    check_accounted(body, parse_idcard(body))


@settings(max_examples=30, deadline=None, derandomize=True)
@given(ANY_BODY)
def test_any_large_body_is_read_in_time(seed: bytes) -> None:
    body = large(seed)
    check_fast(lambda: parse_idcard(body))


@pytest.mark.parametrize("body", COSTLY_BODIES, ids=lambda body: repr(body[:12]))
def test_costly_bodies_are_read_in_time(body: bytes) -> None:
    check_fast(lambda: parse_idcard(body))
    check_accounted(body, parse_idcard(body))

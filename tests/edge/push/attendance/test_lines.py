"""What the readers of tables stand on: lines, keywords, fields."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from edge.push.attendance.lines import MOST_DEAD, Unread, fields_of, read_table, split_keyword
from tests.edge.push.attendance.bodies import ANY_BODY, check_accounted

WHY = Unread("odd", "The line is odd.")


def test_lines_are_numbered_from_one_blanks_counted_and_a_heading_skipped() -> None:
    seen: list[tuple[bytes, int]] = []

    def read(line: bytes, line_no: int) -> int | Unread:
        seen.append((line, line_no))
        return WHY if line == b"bad" else line_no

    table = read_table(b"\r\nTABLE=OPERLOG\r\ngood\r\n\r\n bad\r\nbad\nTABLE=OPERLOG\r", read)
    assert seen == [(b"good", 3), (b" bad", 5), (b"bad", 6), (b"TABLE=OPERLOG", 7)]
    assert (table.records, table.lines, table.blank, table.unlisted) == ([3, 5, 7], 4, 2, 0)
    assert [(dead.raw, dead.line_no, dead.code) for dead in table.dead] == [(b"bad", 6, "odd")]


def test_of_much_noise_only_the_first_lines_are_kept_one_by_one() -> None:
    table = read_table(b"x\n" * (MOST_DEAD + 7), lambda line, line_no: WHY)
    assert (len(table.dead), table.unlisted, table.lines) == (MOST_DEAD, 7, MOST_DEAD + 7)
    check_accounted(b"x\n" * (MOST_DEAD + 7), table)


@given(ANY_BODY)
@example(b"TABLE=X\n\r")
@example(b"\r")
@example(b"\n\r\r")
def test_lines_are_counted_as_for_punches(body: bytes) -> None:
    def read(line: bytes, line_no: int) -> Unread:
        return WHY

    check_accounted(body, read_table(body, read))


def test_a_keyword_is_a_word_with_a_blank_behind_it() -> None:
    assert split_keyword(b"USER PIN=5") == (b"USER", b"PIN=5")
    assert split_keyword(b"  user \tPIN=5") == (b"USER", b"PIN=5")
    assert split_keyword(b"USER") == (b"", b"USER")
    assert split_keyword(b"PIN=5\tName=A B") == (b"", b"PIN=5\tName=A B")
    assert split_keyword(b"5\t2026-08-12 08:00:00") == (b"", b"5\t2026-08-12 08:00:00")


def test_fields_come_in_any_order_and_case_and_hold_anything() -> None:
    fields = fields_of(b"name=Mira = M.\tPIN=5\tTmp=QQ==\tCard=null\tGrp=\tstray\tMinorVer =3\tpin=6\t")
    assert fields.text("pin") == "5"  # of a repeated name the first counts
    assert (fields.text("name"), fields.text("tmp")) == ("Mira = M.", "QQ==")
    assert (fields.text("card"), fields.text("grp"), fields.text("none")) == ("", "", "")
    assert (fields.number("minorver"), fields.number("grp"), fields.number("none")) == (3, None, None)
    assert list(fields.told) == ["name", "pin", "tmp", "card", "grp", "minorver"]


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("-1", -1), ("+5", 5), (" 7 ", 7), ("007", 7), ("999999999", 999999999), ("1.0", None),
     ("1234567890", None), ("٣", None), ("0x1", None), ("null", None)],
)  # fmt: skip
def test_numbers_of_fields(text: str, number: int | None) -> None:
    assert fields_of(f"a={text}".encode()).number("a") == number


def test_what_cannot_be_the_name_of_a_field_is_passed_over() -> None:
    assert fields_of(b"\xe1Name=A\t=B\t" + b"x" * 65 + b"=C\tN\0ame=D").told == {"name": "D"}
    assert len(fields_of(b"\t".join(b"f%d=" % n for n in range(1000))).told) <= 65


def test_text_that_is_not_utf8_is_read_field_by_field() -> None:
    fields = fields_of(b"Name=\xcd\xf5\xcf\xfe\tGrp=1\tMsg=\xe6\x9d\x8e\xe6\tCard=null", "utf-8")
    assert dict(fields.told) == {"name": "王晓", "grp": "1", "msg": "李", "card": ""}
    assert fields.guessed == {"msg"}  # which lost half a character
    assert fields_of(b"Name=\xd5\xc5\xce", "gb18030").told == {"name": "张"}


@given(st.binary())
def test_no_bytes_raise(line: bytes) -> None:
    word, rest = split_keyword(line)
    assert word in line.upper()
    assert line.endswith(rest)
    fields = fields_of(rest)
    assert fields.guessed <= fields.told.keys()
    for name, text in fields.told.items():
        assert "\0" not in name + text
        (name + text).encode()
        fields.number(name)

"""What holds for every command to every terminal: lines that end, fields that hold, numbers that fit."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge import intents as wanted
from edge.intents import Intent
from edge.push.command_lines import LONGEST_ID, Line, Unfit, fields, fit_name, one_line, pairs, wire_id
from edge.push.commands import lines_of
from edge.push.terminal import NAME_BYTES, Terminal
from tests.edge.push.terminals import CHINESE, CONTROLLER, MAIN, NOW_US, STEPS, TERMINALS, TYPED, lines

FIELD = re.compile(r"[A-Za-z]+=.*", re.DOTALL)
ANY_TERMINAL = st.sampled_from(sorted(TERMINALS)).map(TERMINALS.__getitem__)


@given(STEPS, ANY_TERMINAL, st.integers(1, 2**40))
def test_every_line_is_one_line_that_ends_in_lf(step: Intent, terminal: Terminal, sequence: int) -> None:
    for line in lines(step, terminal):
        wire = line.wire(wire_id(sequence))
        assert wire.endswith(b"\n")
        assert not set(wire[:-1]) & set(b"\r\n\0")
        assert re.match(rb"(?:DataType=1,SN=\w+,Priority=0,CmdID=(\d+),CmdDesc=)?C:(\d+):[A-Z]", wire)


@given(st.integers(1, 2**80))
def test_ids_fit_the_old_clients_buffer(sequence: int) -> None:
    made = wire_id(sequence)
    assert re.fullmatch(r"[1-9][0-9]*", made)
    assert len(made) <= LONGEST_ID
    assert int(made) <= 2**31 - 1


def test_ids_differ_until_they_begin_again() -> None:
    assert [wire_id(n) for n in (1, 2, 2**31 - 1, 2**31)] == ["1", "2", "2147483647", "1"]


@pytest.mark.parametrize("bad", ["", "1" * 20, "a b", "a&b", "a=b", "a:b", "é", "1\n"])
def test_an_id_that_terminals_cannot_carry_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="no command id"):
        Line(b"INFO").wire(bad)


@pytest.mark.parametrize("bad", [b"", b"INFO\n", b"A\rB", b"A\0B"])
def test_what_is_not_one_line_is_no_command(bad: bytes) -> None:
    with pytest.raises(ValueError, match="one line of text"):
        Line(bad)


@given(TYPED, ANY_TERMINAL)
def test_no_name_breaks_out_of_its_field(name: str, terminal: Terminal) -> None:
    person = wanted.EnrollEmployee(employee_id="7", name=name, password="1234")
    plain = lines_of(wanted.EnrollEmployee(employee_id="7", password="1234"), terminal, NOW_US)
    told = lines_of(person, terminal, NOW_US)
    assert len(told) == len(plain)
    for line, empty in zip(told, plain, strict=True):
        text, without = line.text.decode(terminal.text_encoding), empty.text.decode()
        # Taking the name out again leaves the line of a person without one.
        assert re.sub(r"((?:\t)Name=)[^\t]*", r"\1", text) == without


@given(st.dictionaries(st.from_regex(r"\A[A-Z][a-z]{1,5}\Z"), st.text()))
def test_fields_written_are_fields_read(values: dict[str, str]) -> None:
    read = [part.partition("=")[::2] for part in fields(values).split("\t")] if values else []
    assert read == [(key, one_line(value)) for key, value in values.items()]


@given(st.text(st.characters()))
def test_a_cleaned_value_has_no_separators(text: str) -> None:
    clean = one_line(text)
    assert len(clean.splitlines()) <= 1
    assert "\t" not in clean
    assert clean.encode().decode() == clean  # nothing that cannot be sent
    assert one_line(clean) == clean


@given(st.text(), st.sampled_from(["utf-8", "gb18030"]), st.integers(1, 40))
def test_a_name_fits_and_no_character_is_broken(text: str, encoding: str, room: int) -> None:
    fitted = fit_name(text, encoding, room)  # type: ignore[arg-type]  # a name from the strategy above
    raw = fitted.encode(encoding)
    assert len(raw) <= room
    assert raw.decode(encoding) == fitted
    assert fit_name(fitted, encoding, room) == fitted  # type: ignore[arg-type]  # likewise


@pytest.mark.parametrize(
    ("typed", "held", "terminal"),
    [
        ("Ahmed K.", "Ahmed K.", MAIN),
        ("محمد عبد الرحمن الإدريسي", "محمد عبد الرح", MAIN),  # two bytes each, blanks one
        ("François-Xavier de la Tour", "François-Xavier de la T", MAIN),
        ("e\u0301" * 13, "é" * 12, MAIN),  # composed before it is cut
        ("张伟" * 7, "张伟" * 4, MAIN),  # three bytes each
        ("张伟" * 7, "张伟" * 6, CHINESE),  # two bytes each
        (" a\tb\r\nc ", "a b c", MAIN),
        ("\u2028\0\t", "", MAIN),
    ],
)
def test_names_are_cut_to_the_bytes_a_terminal_has(typed: str, held: str, terminal: Terminal) -> None:
    assert terminal.name(typed) == held
    assert len(held.encode(terminal.text_encoding)) <= NAME_BYTES


def test_what_a_terminals_own_uploads_show_overrules_its_language() -> None:
    assert replace(CHINESE, encoding="utf-8").name("张伟" * 7) == "张伟" * 4


def test_commas_part_options_of_access_terminals() -> None:
    assert pairs({"A": "1", "B": "x y"}) == "A=1,B=x y"
    with pytest.raises(Unfit, match="cannot hold a comma"):
        pairs({"A": "1,WebServerIP=6.6.6.6"})


def test_a_controller_that_wants_it_is_addressed_on_every_line() -> None:
    told = lines_of(wanted.DeleteEmployee(employee_id="7"), CONTROLLER, NOW_US)
    head = b"DataType=1,SN=DGD9190019050,Priority=0,CmdID=31,CmdDesc=C:31:DATA DELETE "
    assert all(line.wire("31").startswith(head) for line in told)


@pytest.mark.parametrize("terminal", TERMINALS.values(), ids=TERMINALS)
def test_people_are_written_one_by_one(terminal: Terminal) -> None:
    with pytest.raises(TypeError, match="step by step"):
        lines_of(wanted.SyncEmployees(employees=()), terminal, NOW_US)

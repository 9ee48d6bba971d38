"""Employees as they are read, searched and put at places; what differs between the edge and a terminal."""

from __future__ import annotations

from typing import Any

import pytest

from console.core.employees import Employee, LineResult, placed_on, search_word
from console.core.matrix import LONG_US, Cell, Member, Stands, in_order, row_of, taken_over
from tests.console.fleets import NINE_US

HELD = {"name": "Amina K.", "card_number": "0012", "privilege": "user"}
NOTHING = {"fingerprints": 0, "faces": 0, "palms": 0, "card": False, "password": False}


def employee(**of_it: Any) -> Employee:
    return Employee(**{"id": "emp_1", "employee_id": "E1", "pin": "1", "name": "Amina", **of_it})


def cell(status: str, *, held: Any = None, wanted: Any = None, known: Any = True, **more: Any) -> Cell:
    body = {
        "pin": "7",
        "employee": {"id": "emp_7", "employee_id": "E7", "pin": "7", "name": "Amina"} if known else None,
        "held": held and {"credentials": NOTHING, "reported_at": "2026-11-21T09:00:00Z", **held},
        "wanted": wanted,
        "status": status,
        "error": None,
        "since": None,
        **more,
    }
    return Cell.of("dev_1", body)


def test_an_employee_counts_its_terminals() -> None:
    body = {
        "id": "emp_1", "employee_id": "E1", "pin": "1", "name": "Amina", "card_number": None,
        "privilege": "user", "active": True, "department": None, "valid_from": None, "valid_to": None,
        "sites": ["s1"], "devices": [], "credentials": {**NOTHING, "faces": 1},
        "sync": {"in_sync": 3, "pending": 2, "failed": 1}, "created_at": "2026-11-21T09:00:00Z", "version": 4,
    }  # fmt: skip
    read = Employee.of(body)
    assert (read.terminals, read.out_of_sync, read.enrolled) == (6, 3, True)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("", ""),
        ("amina", "amina"),
        ("Élise department:sales", "Élise"),
        ("al Mansoori", "Mansoori"),
        ('"ben ali"', "ben"),
        ("-amina fingers=0", ""),
        ("محمد", "محمد"),
    ],
)
def test_the_edge_is_asked_for_the_longest_bare_word(written: str, asked: str) -> None:
    assert search_word(written) == asked


def test_places_are_added_to_those_there_are() -> None:
    people = [employee(sites=("s1",)), employee(employee_id="E2", sites=("s2",), devices=("d1",))]
    found = placed_on(people, ["s2"], ["d1", "d2"], {"d1": "s9", "d2": "s1"})
    assert found[0] == {"employee_id": "E1", "sites": ["s1", "s2"], "devices": ["d1"]}
    assert found[1] == {"employee_id": "E2", "devices": ["d1", "d2"]}
    assert not placed_on(people[1:], ["s2"], ["d1"], {}), "whoever is there already is not sent"


def test_a_line_of_a_table_says_what_became_of_it() -> None:
    made = {"line": 2, "index": 0, "employee_id": "E1", "status": 201, "error": None}
    wrong = {**made, "line": None, "status": 422, "error": {"code": "x", "message": "No.", "param": None}}
    assert LineResult.of(made) == LineResult(2, "E1", True, "")
    assert LineResult.of(wrong) == LineResult(1, "E1", False, "No.")


LATE = {"since": "2026-11-21T08:00:00Z"}


@pytest.mark.parametrize(
    ("one", "heard", "stands"),
    [
        (cell("in_sync", held=HELD, wanted=HELD), True, Stands.THERE),
        (cell("in_sync"), True, Stands.NOT_MEANT),
        (cell("pending", wanted=HELD), True, Stands.WAITING),
        (cell("pending", wanted=HELD, **LATE), True, Stands.MISSING),
        (cell("pending", wanted=HELD, **LATE), False, Stands.WAITING),
        (cell("pending", wanted=HELD, error="It is full."), True, Stands.MISSING),
        (cell("pending", held=HELD, wanted={**HELD, "name": "Amina"}), True, Stands.DIFFERENT),
        (cell("pending", held=HELD, wanted=HELD), True, Stands.WAITING),
        (cell("pending", held=HELD), True, Stands.EXTRA),
        (cell("unknown", held=HELD, known=False), True, Stands.EXTRA),
        (cell("failed", wanted=HELD), False, Stands.FAILED),
    ],
)
def test_how_a_person_stands_on_a_terminal(one: Cell, heard: bool, stands: Stands) -> None:
    assert one.stands(NINE_US, heard=heard) is stands
    assert LONG_US < 3_600_000_000


def test_only_what_both_sides_say_can_differ() -> None:
    wanted = {"name": "Amina", "card_number": "12", "privilege": "admin"}
    found = cell("pending", held=HELD, wanted=wanted).differences()
    assert [(it.member, it.wanted, it.held) for it in found] == [
        (Member.NAME, "Amina", "Amina K."),
        (Member.PRIVILEGE, "admin", "user"),
    ], "0012 is the same card as 12"
    unsaid = cell("pending", held={**HELD, "name": None}, wanted={**HELD, "privilege": None})
    assert not unsaid.differences()
    (missing,) = cell("pending", held={**HELD, "card_number": None}, wanted=HELD).differences()
    assert (missing.member, missing.held) == (Member.CARD, "")


def test_the_edge_knows_names_best_and_strangers_stand_last() -> None:
    stranger, known = cell("unknown", held=HELD, known=False), cell("in_sync", held=HELD, wanted=HELD)
    assert row_of(known, row_of(stranger, None)).employee == "emp_7"
    rows = [row_of(stranger, None), row_of(known, None)]
    assert [row.employee for row in in_order(rows)] == ["emp_7", None]


def test_what_terminals_hold_is_taken_over() -> None:
    stranger = cell("unknown", held=HELD, known=False)
    other = cell("pending", held={**HELD, "card_number": None}, wanted={**HELD, "name": "Amina"})
    assert taken_over([stranger]) == [
        {
            "employee_id": "7", "name": "Amina K.", "card_number": "0012", "privilege": "user", "pin": "7",
            "devices": ["dev_1"],
        }
    ]  # fmt: skip
    assert taken_over([other]) == [{"employee_id": "E7", "name": "Amina K.", "privilege": "user"}]

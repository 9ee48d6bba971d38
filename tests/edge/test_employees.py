"""Employees: their PINs, their places, many at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from edge import employees, people_named
from edge.employees import Draft, EmployeeTaken, NoSuchEmployee
from edge.intents import DeleteEmployee, Restart, SyncEmployees
from edge.store import employees as rows
from edge.store.employees import FIRST_GIVEN, Place
from tests.edge.people_kit import DAY, World, world


@pytest.fixture
def w() -> Iterator[World]:
    with world() as made:
        made.site("hq")
        made.device("A", "hq", push_version="2.4.1")
        yield made


def error_of(w: World, draft: Draft) -> str:
    (saved,) = w.save_all([draft])
    assert saved.error is not None
    return str(saved.error)


@pytest.mark.parametrize("own", ["1", "42", "999999999"])
def test_who_has_an_id_that_every_terminal_can_hold_goes_by_it(w: World, own: str) -> None:
    assert w.save(own)["pin"] == own


@pytest.mark.parametrize("own", ["EMP001", "007", "0", "1234567890", "7 8", "é", "٧"])
def test_others_get_digits(w: World, own: str) -> None:
    assert w.save(own)["pin"] == str(FIRST_GIVEN + 1)


def test_letters_are_a_pin_only_where_chosen(w: World) -> None:
    assert w.save("EMP001", pin="EMP001")["pin"] == "EMP001"


def test_given_pins_are_never_given_twice(w: World) -> None:
    first = w.save("EMP1")["pin"]
    w.remove("EMP1")
    second = w.save("EMP2")["pin"]
    assert int(second) == int(first) + 1


def test_a_pin_is_not_given_that_anybody_has(w: World) -> None:
    held, of_another, an_id = (str(FIRST_GIVEN + number) for number in (1, 2, 3))
    w.report("A", held, name="a stranger")
    w.save("EMP2", pin=of_another)
    w.save(an_id, pin="5")
    assert w.save("EMP1")["pin"] == str(FIRST_GIVEN + 4)


def test_an_id_that_is_the_pin_of_another_gets_digits(w: World) -> None:
    w.save("EMP1", pin="7")
    assert w.save("7")["pin"] == str(FIRST_GIVEN + 1)


def test_a_pin_belongs_to_one(w: World) -> None:
    w.save("7")
    assert "is that of the employee '7'" in error_of(w, Draft("8", {"pin": "7"}))
    assert "given to two" in error_of_second(w, [Draft("a", {"pin": "5"}), Draft("b", {"pin": "5"})])


def error_of_second(w: World, drafts: list[Draft]) -> str:
    first, second = w.save_all(drafts)
    assert first.error is None
    return str(second.error)


def test_a_pin_is_not_taken_while_terminals_still_hold_the_one_before(w: World) -> None:
    w.save("EMP1", pin="7", name="x", sites=["hq"])
    w.compare("A")
    w.obey("A")
    w.remove("EMP1")
    assert "still being deleted" in error_of(w, Draft("EMP2", {"pin": "7"}))
    w.compare("A")
    w.obey("A")
    assert w.save("EMP2", pin="7")["pin"] == "7"


def test_who_is_hired_again_has_his_number_back(w: World) -> None:
    w.save("7", name="x", sites=["hq"])
    w.compare("A")
    w.obey("A")
    w.remove("7")
    assert w.save("7", name="x", sites=["hq"])["pin"] == "7"
    w.compare("A")
    assert w.open("A") == []


def test_a_draft_changes_what_it_names(w: World) -> None:
    w.save("7", name="x", department="sales", sites=["hq"], devices=["A"])
    after = w.save("7", name="y", devices=[])
    assert (after["name"], after["department"], after["version"]) == ("y", "sales", 2)
    places = rows.places_of(w.conn, w.tenant_id, [after["id"]])[after["id"]]
    assert places == {Place("site", w.sites["hq"])}


def test_an_employee_is_renamed_by_its_id(w: World) -> None:
    w.save("7", name="x")
    w.save("8")
    (taken,) = w.save_all([Draft("7", {"employee_id": "8"})])
    assert isinstance(taken.error, EmployeeTaken)
    w.save_all([Draft("7", {"employee_id": "9"})])
    assert w.employee("9")["pin"] == "7"
    with pytest.raises(NoSuchEmployee):
        w.employee("7")


def test_what_was_never_given_is_not_the_same_as_what_was_taken_away(w: World) -> None:
    assert w.save("7", card_number=None)["card_number"] is None
    assert w.save("7", card_number="5")["card_number"] == "5"
    assert w.save("7", card_number=None)["card_number"] == ""


def test_of_many_those_with_errors_are_left_out(w: World) -> None:
    w.save("1")
    drafts = [
        Draft("1", {"name": "changed"}),
        Draft("2", {"pin": "1"}),
        Draft("3", {"valid_from": w.now, "valid_to": w.now}),
        Draft("4", {}),
        Draft("4", {}),
        Draft("5", {}, may_create=False),
        Draft("1x", {}),
    ]
    saved = w.save_all(drafts)
    assert [one.error is None for one in saved] == [True, False, False, False, False, False, True]
    assert w.employee("1")["name"] == "changed"
    assert [one.before is None for one in saved if one.error is None] == [False, True]


def test_places_out_of_sight_stay(w: World) -> None:
    w.site("farm")
    row = w.save("7", sites=["hq", "farm"])
    hidden = [Place("site", w.sites["farm"])]
    w.save_all([Draft("7", {}, sites=(), hidden=hidden)])
    assert rows.places_of(w.conn, w.tenant_id, [row["id"]])[row["id"]] == set(hidden)


def test_beginnings_and_ends_of_validity_are_found(w: World) -> None:
    first = w.save("1", valid_from=w.now + DAY)["id"]
    second = w.save("2", valid_to=w.now + 2 * DAY)["id"]
    w.save("3")

    def crossing(after: int, until: int) -> set[int]:
        return rows.crossing(w.conn, w.tenant_id, w.now + after * DAY, w.now + until * DAY)

    assert crossing(0, 1) == {first}
    assert crossing(1, 2) == {second}
    assert crossing(0, 2) == {first, second}
    assert crossing(2, 9) == set()


def test_trying_again_takes_up_what_was_given_up(w: World) -> None:
    w.save("7", name="x", sites=["hq"])
    w.compare("A")
    w.end(w.open("A")[0], "cancelled")
    assert w.standing("7") == {"A": "failed"}
    employees.retry(w.conn, w.tenant_id, w.employee("7"), now=w.now)
    assert w.standing("7") == {"A": "pending"}
    w.compare("A")
    assert len(w.open("A")) == 1


def test_commands_name_employees_and_terminals_get_their_pins(w: World) -> None:
    w.save("EMP1", name="x")
    people = [{"id": "EMP1", "name": "x"}, {"id": "9"}, {"id": "EMP1", "pin": "5"}]
    sync = SyncEmployees.model_validate({"employees": people})
    found = people_named.addressed(w.conn, w.tenant_id, sync)
    assert isinstance(found, SyncEmployees)
    assert [one.terminal_pin for one in found.employees] == ["100001", "9", "5"]
    gone = people_named.addressed(w.conn, w.tenant_id, DeleteEmployee(employee_id="EMP1"))
    assert isinstance(gone, DeleteEmployee)
    assert (gone.terminal_pin, gone.employee_id) == ("100001", "EMP1")
    assert people_named.addressed(w.conn, w.tenant_id, Restart()) == Restart()
    clash = SyncEmployees.model_validate({"employees": [{"id": "EMP1"}, {"id": "100001"}]})
    with pytest.raises(ValueError, match="named twice"):
        people_named.addressed(w.conn, w.tenant_id, clash)

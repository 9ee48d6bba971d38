"""Whom commands name: they become employees of the terminal, and the matrix and the command agree."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from edge import people_named
from edge.commands import CommandConflict
from edge.employees import EmployeeMisuse
from edge.intents import DeleteEmployee, EnrollEmployee, Intent, SyncEmployees
from tests.edge.people_kit import World, world


@pytest.fixture
def w() -> Iterator[World]:
    with world() as made:
        made.site("hq")
        made.device("A", "hq", push_version="2.4.1")
        made.device("B", push_version="2.4.1")
        made.device("C", push_version="2.4.1")
        yield made


def send(w: World, serial: str, intent: Intent) -> sa.RowMapping:
    """As an operator does."""
    people_named.settle_in(w.conn, w.ids, w.row(serial), intent, now=w.now)
    return w.order(serial, people_named.addressed(w.conn, w.tenant_id, intent))


def two() -> SyncEmployees:
    people = [
        {"id": "EMP001", "name": "Ahmed K.", "card_number": "12345678"},
        {"id": "EMP002", "name": "Fatima B."},
    ]
    return SyncEmployees.model_validate({"employees": people})


def test_those_who_are_unknown_are_made_with_a_pin_that_terminals_can_hold(w: World) -> None:
    row = send(w, "B", two())
    pins = [person["pin"] for person in row["params"]["employees"]]
    assert pins == [w.employee("EMP001")["pin"], w.employee("EMP002")["pin"]]
    assert all(pin.isdigit() for pin in pins)
    assert w.standing("EMP001") == {"B": "pending"}
    w.compare_due()
    assert len(w.open("B")) == 1, "the command does it; nothing is sent twice"
    w.obey("B")
    w.compare_due()
    assert w.open("B") == []
    assert w.standing("EMP001") == w.standing("EMP002") == {"B": "in_sync"}


def test_what_a_command_says_of_somebody_known_is_kept_and_goes_everywhere(w: World) -> None:
    w.save("7", name="Old", card_number="5", sites=["hq"], devices=["C"])
    send(w, "B", EnrollEmployee.model_validate({"employee_id": "7", "name": "New"}))
    after = w.employee("7")
    assert (after["name"], after["card_number"]) == ("New", "5")
    assert set(w.standing("7")) == {"A", "B", "C"}, "and where it was, it stays"


def test_who_shall_be_there_already_is_left_as_it_is(w: World) -> None:
    before = w.save("7", name="Ahmed", sites=["hq"])
    send(w, "A", EnrollEmployee.model_validate({"employee_id": "7", "name": "Ahmed"}))
    assert w.employee("7")["version"] == before["version"]
    w.save("7", sites=[])
    assert w.standing("7") == {}, "no place of its own was added"


def test_a_record_under_another_pin_is_the_terminals_own(w: World) -> None:
    before = w.save("7", name="Ahmed", sites=["hq"])
    send(w, "B", EnrollEmployee.model_validate({"employee_id": "7", "pin": "99", "name": "x"}))
    assert w.employee("7") == before or w.employee("7")["name"] == "Ahmed"
    assert set(w.standing("7")) == {"A"}


def test_who_is_not_active_is_not_brought_anywhere(w: World) -> None:
    w.save("7", active=False)
    with pytest.raises(EmployeeMisuse, match="not active"):
        send(w, "B", EnrollEmployee.model_validate({"employee_id": "7"}))


def test_a_deletion_takes_back_what_a_command_brought(w: World) -> None:
    send(w, "B", EnrollEmployee.model_validate({"employee_id": "7"}))
    w.obey("B")
    send(w, "B", DeleteEmployee(employee_id="7"))
    assert (
        w.standing("7") == {"B": "leaving"} or "B" not in w.standing("7") or w.standing("7")["B"] != "in_sync"
    )
    w.obey("B")
    w.compare_due()
    w.obey("B")
    assert w.standing("7") == {}


def test_who_is_there_because_of_the_site_is_not_deleted_by_hand(w: World) -> None:
    w.save("7", sites=["hq"], devices=["A"])
    with pytest.raises(CommandConflict, match="its site"):
        send(w, "A", DeleteEmployee(employee_id="7"))


def test_of_whom_nobody_said_where_it_shall_be_nothing_is_deleted(w: World) -> None:
    w.report("A", "7", name="Ahmed")
    w.report("B", "8", name="Fatima")
    w.save("7", name="Ahmed K.")
    w.save("7", name="Ahmed Khalil")
    w.compare_due()
    assert w.open("A") == []
    w.save("8", name="Fatima", sites=["hq"])
    w.compare_due()
    assert [row["command"] for row in w.open("B")] == ["delete_employee"], "it shall be at its places alone"
    w.save("7", active=False)
    w.compare_due()
    assert "delete_employee" in [row["command"] for row in w.open("A")], "and who has left is nowhere"

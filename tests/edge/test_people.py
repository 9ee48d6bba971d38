"""The matrix: whom terminals lack, what they are told, what came of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from edge import commands as orders
from edge import people, sites
from edge.employees import Draft
from edge.enrolments import Enrolment
from edge.intents import ClearAll, DeleteEmployee, EnrollEmployee, SyncEmployees
from edge.matrix import ATTEMPTS, BACKOFF_US, REWRITES
from edge.people import BATCH
from edge.store import commands, devices, held_people, reports
from tests.edge.people_kit import DAY, MINUTE, SECOND, START, World, world


@pytest.fixture
def w() -> Iterator[World]:
    with world() as made:
        made.site("hq")
        made.site("farm")
        made.device("A", "hq", push_version="2.4.1")
        made.device("B", "hq", push_version="2.0.1")
        made.device("C", "farm", push_version="2.4.1")
        yield made


def words(w: World, serial: str) -> list[str]:
    return [row["command"] for row in w.open(serial)]


def named(w: World, serial: str) -> list[str]:
    """The PINs in the open command of people of a device."""
    (row,) = [row for row in w.open(serial) if row["command"] == "sync_employees"]
    return [person["pin"] for person in row["params"]["employees"]]


def test_an_employee_is_brought_to_every_terminal_of_its_sites_and_to_those_named(w: World) -> None:
    w.save("7", name="Ahmed K.", card_number="0012345678", sites=["hq"], devices=["C"])
    assert w.standing("7") == {"A": "pending", "B": "pending", "C": "pending"}
    assert w.compare_due() == ["A", "B", "C"]
    (command,) = w.open("A")
    assert (command["actor"], command["command"]) == ("people", "sync_employees")
    (person,) = command["params"]["employees"]
    assert (person["pin"], person["name"], person["card_number"]) == ("7", "Ahmed K.", "0012345678")
    w.obey("A")
    assert w.standing("7") == {"A": "in_sync", "B": "pending", "C": "pending"}
    assert w.told("employee.synced") == 0
    w.obey("B")
    w.obey("C")
    assert w.told("employee.synced") == 1
    assert w.compare_due() == ["A", "B", "C"]
    assert w.open("A") == w.open("B") == w.open("C") == []
    assert w.compare_due() == []


def test_what_is_as_it_should_be_is_not_written(w: World) -> None:
    w.report("A", "7", name="Ahmed Khalil ben Yousse", card="12345678")
    w.save("7", name="Ahmed Khalil ben Youssef al Fassi", card_number="0012345678", sites=["hq"])
    w.report("A", "7", name="Ahmed Khalil ben Youssef", card="12345678")
    w.compare_due()
    assert w.open("A") == []  # the name as it fits, the card without its zeros
    assert named(w, "B") == ["7"]


@pytest.mark.parametrize(
    ("reported", "wanted"),
    [
        ({"name": "Ahmad"}, {"name": "Ahmed"}),
        ({"name": "x", "card": "5"}, {"name": "x", "card_number": "6"}),
        ({"name": "x", "privilege": "admin"}, {"name": "x", "privilege": "user"}),
    ],
)
def test_what_differs_is_written(w: World, reported: dict[str, str], wanted: dict[str, str]) -> None:
    w.save("7", sites=["hq"], **wanted)
    w.report("A", "7", **reported)
    w.compare("A")
    assert named(w, "A") == ["7"]


def test_what_nobody_decided_stays_as_the_terminal_holds_it(w: World) -> None:
    details = {"group": "3", "timezones": "0001000200000000", "second_card": "99"}
    w.report("A", "7", name="old", card="555", privilege="admin", details=details)
    w.save("7", name="new", sites=["hq"])
    w.compare("A")
    (person,) = w.open("A")[0]["params"]["employees"]
    assert person["name"] == "new"
    assert (person["card_number"], person["privilege"], person["group"]) == ("555", "admin", 3)
    assert (person["time_zones"], person["second_card_number"]) == ("0001000200000000", "99")


def test_a_card_taken_away_leaves_the_terminals(w: World) -> None:
    w.save("7", name="x", sites=["hq"])
    w.report("A", "7", name="x", card="555")
    w.compare("A")
    assert w.open("A") == []
    w.save("7", card_number=None)
    w.compare("A")
    (person,) = w.open("A")[0]["params"]["employees"]
    assert person["card_number"] is None
    w.obey("A")
    w.compare("A")
    assert w.open("A") == []


def test_strangers_are_left_alone(w: World) -> None:
    w.report("A", "900", name="Somebody")
    w.listed("A")
    w.save("7", name="x", sites=["hq"])
    w.compare("A")
    w.obey("A")
    w.remove("7")
    w.compare("A")
    assert [row["params"]["pin"] for row in w.open("A")] == ["7"]
    w.obey("A")
    assert set(w.held("A")) == {"900"}


@pytest.mark.parametrize("how", ["deleted", "moved", "inactive", "over", "renumbered"])
def test_who_shall_not_be_there_goes(w: World, how: str) -> None:
    w.save("7", name="x", sites=["hq"])
    w.compare_due()
    w.obey("A")
    w.obey("B")
    if how == "deleted":
        w.remove("7")
    elif how == "moved":
        w.save("7", sites=["farm"])
    elif how == "inactive":
        w.save("7", active=False)
    elif how == "over":
        w.save("7", valid_to=w.now)
    else:
        w.save("7", pin="8")
    w.compare_due()
    goes = [row["params"]["pin"] for row in w.open("A") if row["command"] == "delete_employee"]
    assert goes == ["7"]
    assert w.lacks("A")["7"].wanted == "absent"
    w.obey("A")
    assert "7" not in w.held("A")
    assert "7" not in w.lacks("A")


def test_who_comes_back_before_he_went_is_written_after(w: World) -> None:
    w.save("7", name="x", sites=["hq"])
    w.compare_due()
    w.obey("A")
    w.save("7", active=False)
    w.compare("A")
    assert words(w, "A") == ["delete_employee"]
    w.save("7", active=True)
    assert w.standing("7")["A"] == "pending"
    w.compare("A")
    w.obey("A")
    w.compare("A")
    w.obey("A")
    assert set(w.held("A")) == {"7"}
    assert w.standing("7")["A"] == "in_sync"


def test_who_was_deleted_while_on_the_way_is_deleted_there_too(w: World) -> None:
    w.save("7", name="x", sites=["hq"])
    w.compare("A")
    (under_way,) = w.open("A")
    w.remove("7")
    assert w.lacks("A")["7"].wanted == "absent"
    w.end(under_way, "succeeded")
    assert set(w.held("A")) == {"7"}
    w.compare("A")
    w.obey("A")
    assert w.held("A") == {}
    assert w.lacks("A") == {}


def test_a_repeat_that_comes_after_the_deletion_is_put_right(w: World) -> None:
    w.save("7", name="x", sites=["hq"])
    w.compare("A")
    (first,) = w.open("A")
    w.remove("7")
    w.compare("A")
    deletion = w.open("A")[-1]
    w.end(deletion, "succeeded")
    w.end(first, "succeeded")  # sent again, answered last
    w.compare("A")
    assert words(w, "A") == ["delete_employee"]


def test_a_change_while_a_command_is_under_way_is_written_after_it(w: World) -> None:
    w.save("7", name="one", sites=["hq"])
    w.compare("A")
    w.save("7", name="two")
    w.compare("A")
    assert len(w.open("A")) == 1
    w.obey("A")
    assert w.standing("7")["A"] == "pending"
    w.compare("A")
    (person,) = w.open("A")[0]["params"]["employees"]
    assert person["name"] == "two"


def test_terminals_are_told_two_hundred_at_a_time(w: World) -> None:
    count = 2 * BATCH + 50
    w.save_all([Draft(str(number), {"name": "x"}, {w.sites["hq"]}) for number in range(1, count + 1)])
    sizes = []
    while w.compare_due() and w.open("A"):
        sizes.append(len(named(w, "A")))
        w.compare("A")
        assert len(w.open("A")) == 1  # one at a time
        w.obey("A")
    assert sizes == [BATCH, BATCH, 50]
    assert len(w.held("A")) == count


def test_who_is_to_go_does_not_wait_for_those_who_come(w: World) -> None:
    w.save("7", name="x", sites=["hq"])
    w.compare("A")
    w.obey("A")
    w.save("8", name="y", sites=["hq"])
    w.compare("A")
    w.remove("7")
    w.compare("A")
    assert words(w, "A") == ["sync_employees", "delete_employee"]


def test_a_refusal_is_tried_again_later_and_then_given_up(w: World) -> None:
    w.save("7", name="x", sites=["hq"])
    for attempt in range(1, ATTEMPTS + 1):
        w.compare("A")
        (command,) = w.open("A")
        w.end(command, "failed", error="The terminal is full.", error_code="refused")
        lack = w.lacks("A")["7"]
        assert (lack.attempts, lack.error) == (attempt, "The terminal is full.")
        if attempt < ATTEMPTS:
            assert w.standing("7")["A"] == "pending"
            w.compare("A")
            assert w.open("A") == []  # not yet
            w.now += BACKOFF_US[attempt - 1]
            assert "A" in w.compare_due()
    assert w.standing("7")["A"] == "failed"
    w.now += 100 * MINUTE
    w.compare("A")
    assert w.open("A") == []
    w.save("7", name="y")
    w.compare("A")
    assert named(w, "A") == ["7"]


def test_what_was_given_up_is_tried_once_more_a_day_later(w: World) -> None:
    w.save("7", name="x", sites=["hq"])
    w.compare("A")
    w.obey("A")
    w.remove("7")
    for _ in range(ATTEMPTS):
        w.compare("A")
        w.end(w.open("A")[0], "failed", error="no", error_code="refused")
        w.now += BACKOFF_US[-1]
    w.compare("A")
    assert w.open("A") == []
    w.now += DAY + MINUTE
    assert "A" in w.compare_due()
    assert words(w, "A") == ["delete_employee"]
    w.obey("A")
    assert w.held("A") == {}


def test_one_refused_does_not_keep_out_the_others(w: World) -> None:
    for pin in ("7", "8", "9"):
        w.save(pin, name="x", sites=["hq"])
    w.compare("A")
    (command,) = w.open("A")
    w.end(command, "failed", refused={"8": "No room for its card."})
    assert set(w.held("A")) == {"7", "9"}
    assert w.lacks("A")["8"].error == "No room for its card."
    assert set(w.lacks("A")) == {"8"}


def test_where_it_is_not_told_who_was_refused_they_are_tried_apart(w: World) -> None:
    w.save_all([Draft(str(number), {"name": "x"}, {w.sites["hq"]}) for number in range(1, 51)])
    sizes = []
    for attempt in range(3):
        w.compare("A")
        sizes.append(len(named(w, "A")))
        w.end(w.open("A")[0], "failed", error="no", error_code="no_answer")
        w.now += BACKOFF_US[min(attempt, 3)]
    assert sizes == [50, 20, 20]
    while (lack := min(w.lacks("A").values(), key=lambda lack: lack.attempts)).attempts < 2:
        w.now += BACKOFF_US[1]
        w.compare("A")
        w.end(w.open("A")[0], "failed", error="no", error_code="no_answer")
    assert lack.status == "pending"
    w.now += BACKOFF_US[1]
    w.compare("A")
    assert len(named(w, "A")) == 1


def test_what_expired_is_told_again_and_what_was_cancelled_is_not(w: World) -> None:
    w.save("7", name="x", sites=["hq"])
    w.compare("A")
    w.end(w.open("A")[0], "expired")
    assert w.lacks("A")["7"].attempts == 0
    w.compare("A")
    w.end(w.open("A")[0], "cancelled")
    assert w.standing("7")["A"] == "failed"
    w.compare("A")
    assert w.open("A") == []


def test_a_command_that_ended_unseen_is_noticed(w: World) -> None:
    w.save("7", name="x", sites=["hq"])
    w.compare("A")
    (command,) = w.open("A")
    commands.change(w.conn, w.tenant_id, command["id"], status="cancelled")
    w.compare("A")
    assert named(w, "A") == ["7"]


def test_whom_a_terminal_cannot_hold_it_is_not_told(w: World) -> None:
    w.save("EMP1", pin="EMP1", name="x", sites=["hq"])
    w.save("7", name="y", sites=["hq"])
    w.compare("B")
    assert named(w, "B") == ["7"]
    lack = w.lacks("B")["EMP1"]
    assert lack.status == "failed"
    assert "cannot hold the PIN 'EMP1'" in (lack.error or "")


def test_a_terminal_that_keeps_its_own_word_is_given_up(w: World) -> None:
    w.save("7", name="Ahmed", sites=["hq"])
    w.report("A", "7", name="AHMED")
    for _ in range(REWRITES):
        w.compare("A")
        w.obey("A")
        w.report("A", "7", name="AHMED")
    w.compare("A")
    assert w.open("A") == []
    assert w.standing("7")["A"] == "failed"
    assert "'Ahmed'" in (w.lacks("A")["7"].error or "")
    w.save("7", name="AHMED")
    w.compare("A")
    assert w.standing("7")["A"] == "in_sync"


def test_a_terminal_that_obeys_in_the_end_is_not_held_to_its_past(w: World) -> None:
    w.save("7", name="Ahmed", sites=["hq"])
    for _ in range(REWRITES - 1):
        w.report("A", "7", name="someone")
        w.conn.exec_driver_sql("UPDATE device_person SET rewritten = 4, written_at = 1")
        w.compare("A")
        w.obey("A")
        w.now += SECOND
        w.conn.exec_driver_sql(f"UPDATE device_person SET reported_at = {w.now}")
        w.compare("A")
    assert w.held("A")["7"].rewritten == 0


def test_a_new_validity_is_written_though_terminals_do_not_tell_it(w: World) -> None:
    w.save("7", name="x", sites=["hq"])
    w.compare("A")
    w.obey("A")
    w.save("7", valid_to=w.now + DAY)
    w.compare("A")
    (person,) = w.open("A")[0]["params"]["employees"]
    assert person["valid_to"] == "2026-10-06T09:00:02"
    w.obey("A")
    w.compare("A")
    assert w.open("A") == []


def test_validity_is_told_on_the_clock_of_the_terminal(w: World) -> None:
    sites.change(w.conn, w.tenant_id, w.sites["hq"], timezone="Asia/Tokyo")
    w.save("7", name="x", sites=["hq"], valid_from=START - DAY)
    w.compare("A")
    (person,) = w.open("A")[0]["params"]["employees"]
    assert person["valid_from"] == "2026-10-04T18:00:00"


def test_a_terminal_that_moves_is_compared_with_its_new_site(w: World) -> None:
    w.save("7", name="x", sites=["hq"])
    w.save("8", name="y", sites=["farm"])
    w.compare("A")
    w.obey("A")
    w.compare_due()
    devices.move(w.conn, w.tenant_id, [w.devices["A"]], w.sites["farm"])
    assert w.compare_due() == ["A"]
    assert [row["params"].get("pin") for row in w.open("A")] == ["7", None]
    w.obey("A")
    assert set(w.held("A")) == {"8"}


def test_a_terminal_nobody_looked_at_for_a_day_is_compared(w: World) -> None:
    w.compare_due()
    assert w.compare_due() == []
    w.now += DAY + MINUTE
    assert w.compare_due() == ["A", "B", "C"]


def test_commands_of_operators_count_too(w: World) -> None:
    person = {"employee_id": "7", "name": "x", "password": "1234", "card_number": "5"}
    w.end(
        w.order("A", EnrollEmployee.model_validate(person)),
        "succeeded",
        params={"employee_id": "7", "name": "x", "password": "********", "card_number": "5"},
    )
    assert (w.held("A")["7"].name, w.held("A")["7"].card) == ("x", "5")
    going = w.order("A", DeleteEmployee(employee_id="7"))
    w.save("7", name="x", sites=["hq"])
    w.compare("A")
    assert words(w, "A") == ["delete_employee"]  # nobody is told what is there already
    w.end(going, "succeeded")
    w.compare("A")
    assert named(w, "A") == ["7"]
    w.obey("A")
    w.end(w.order("A", ClearAll(), reason="moved"), "succeeded")
    assert w.held("A") == {}
    w.compare("A")
    assert named(w, "A") == ["7"]


def test_others_that_an_operator_removed_are_gone(w: World) -> None:
    w.report("A", "900", name="stranger")
    w.listed("A")
    sync = SyncEmployees.model_validate(
        {"employees": [{"employee_id": "7", "name": "x"}], "remove_others": True, "confirm_removals": 1}
    )
    w.end(w.order("A", sync, reason="tidy"), "succeeded")
    assert set(w.held("A")) == {"7"}


def test_two_boxes_of_one_serial_get_nothing_until_one_is_confirmed(w: World) -> None:
    devices.note_identity(w.conn, w.tenant_id, w.devices["A"], conflicted_at=w.now)
    w.save("7", name="x", sites=["hq"])
    assert w.compare("A") == 0
    assert w.standing("7")["A"] == "pending"
    devices.note_identity(w.conn, w.tenant_id, w.devices["A"], conflicted_at=None)
    w.now += 11 * MINUTE
    assert "A" in w.compare_due()
    assert named(w, "A") == ["7"]


def test_retired_terminals_lack_nobody(w: World) -> None:
    w.save("7", name="x", sites=["hq"])
    w.compare("A")
    devices.change(w.conn, w.tenant_id, w.devices["B"], state="retired")
    w.compare_due()
    w.obey("A")
    assert w.told("employee.synced") == 1
    assert "B" not in w.compare_due()


def test_an_enrolled_card_goes_to_the_other_terminals(w: World) -> None:
    w.save("7", name="x", sites=["hq"])
    w.compare_due()
    w.obey("A")
    w.obey("B")
    w.report("A", "7", name="x", card="4711")
    w.enrolled("A", Enrolment("7", "card", card="4711"))
    assert w.told("employee.enrolled") == 1
    assert w.employee("7")["card_number"] == "4711"
    assert w.compare_due() == ["A", "B"]
    assert w.open("A") == []
    (person,) = w.open("B")[0]["params"]["employees"]
    assert person["card_number"] == "4711"


def test_a_card_that_we_gave_was_not_enrolled(w: World) -> None:
    w.save("7", name="x", card_number="0004711", sites=["hq"])
    w.enrolled("A", Enrolment("7", "card", card="4711"))
    assert w.told("employee.enrolled") == 0


def test_a_card_of_ours_is_not_replaced_by_one_enrolled_elsewhere(w: World) -> None:
    w.save("7", name="x", card_number="42", sites=["hq"])
    w.enrolled("A", Enrolment("7", "card", card="4711"))
    assert (w.told("employee.enrolled"), w.employee("7")["card_number"]) == (1, "42")


def test_a_credential_of_a_stranger_is_told_to_nobody(w: World) -> None:
    w.enrolled("A", Enrolment("900", "finger", 3))
    assert w.told("employee.enrolled") == 0


def test_credentials_are_counted_once_however_many_terminals_hold_them(w: World) -> None:
    for serial in ("A", "B"):
        w.credential(serial, "7", 1, number=2)
        w.credential(serial, "7", 9)
    w.credential("A", "7", 1, number=5)
    for part in range(5):
        w.credential("A", "7", 8, part=part)
    w.report("B", "7", card="0")
    found = held_people.credentials_of(w.conn, w.tenant_id, ["7", "8"])
    assert found == {"7": held_people.Credentials(2, 1, 1, False)}


def test_an_access_terminal_is_asked_whom_it_holds_once_people_shall_be_there(w: World) -> None:
    """Else strangers are not seen; attendance terminals tell by themselves."""

    def call(serial: str) -> int:
        return people.call_the_roll(w.conn, w.ids, w.row(serial), orders.enqueue, now=w.now)

    w.device("D", "hq", push_version="3.1.2", dialect="acc")
    assert call("D") == 0, "it has not called yet"
    devices.save_presence(w.conn, [presence(w, "D")])
    assert call("D") == 0, "nobody shall be there"
    w.save("7", sites=["hq"])
    assert call("D") == 1
    assert [(row["command"], row["params"]) for row in w.open("D")] == [("fetch_employees", {})]
    assert call("D") == 0, "once"
    w.end(w.open("D")[0], "failed")
    w.now += 29 * DAY
    assert call("D") == 0, "what it does not tell it will not tell the next day either"
    w.now += 2 * DAY
    assert call("D") == 1
    reports.note_people(w.conn, w.tenant_id, w.devices["D"], changed_at=None, listed_at=w.now)
    w.now += 40 * DAY
    assert call("D") == 0, "it told"
    devices.save_presence(w.conn, [presence(w, "A")])
    assert call("A") == 0


def presence(w: World, serial: str) -> dict[str, object]:
    return {
        "tenant_id": w.tenant_id,
        "device_id": w.devices[serial],
        "last_seen_at": w.now,
        "online": True,
        "changed_at": w.now,
        "address": None,
    }

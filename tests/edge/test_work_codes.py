"""Work codes on terminals: told what differs, tried carefully, and left alone what is the terminal's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from edge import commands, work_codes
from edge.intents import ClearAll
from edge.push.fitting import TerminalFitting
from edge.store import people
from edge.store import work_codes as rows
from edge.store.schema import device
from edge.store.work_codes import HeldCode
from edge.upkeep_intents import DeleteWorkCode, StoreWorkCode
from edge.work_codes import AT_ONCE, RETRY_US, REWRITES, differences
from tests.edge.people_kit import DAY, World, world

Told = list[tuple[str, str]]


class Codes:
    """A tenant with one terminal, which does as the test says."""

    def __init__(self, world: World, **values: Any) -> None:
        self.world = world
        self.device_id = world.device("A", dialect="att", push_version="2.4.1", **values)

    @property
    def place(self) -> tuple[sa.Connection, int]:
        return self.world.conn, self.world.tenant_id

    def create(self, *codes: str, name: str = "") -> None:
        for code in codes:
            work_codes.create(*self.place, code=code, name=name, now=self.world.now)

    def compare(self) -> Told:
        """Compare it, and what it was told."""
        row = self.world.row("A")
        before = len(self.open())
        given = work_codes.compare(
            self.world.conn, self.world.ids, row, TerminalFitting(row), commands.enqueue, now=self.world.now
        )
        told = self.open()[before:]
        assert len(told) == given
        return [(row["command"], row["params"]["code"]) for row in told]

    def open(self) -> list[sa.RowMapping]:
        return self.world.open("A")

    def end(self, status: Any = "succeeded", **values: Any) -> None:
        """All that it was told ends so."""
        for row in self.open():
            if status == "cancelled":
                commands.cancel(*self.place, row["id"], now=self.world.now)
                continue
            device = self.world.row("A")
            commands.finish(
                self.world.conn,
                self.world.ids,
                row,
                device,
                status,
                now=self.world.now,
                speaking=True,
                **values,
            )

    def settled(self) -> None:
        """Until there is nothing left to tell."""
        while self.compare():
            self.end()

    def hear(self, **reported: str) -> None:
        work_codes.heard(*self.place, self.device_id, reported, now=self.world.now)

    def held(self) -> dict[str, str | None]:
        return {code: known.held for code, known in rows.held_at(*self.place, self.device_id).items()}

    def is_due(self) -> bool:
        now = self.world.now
        return self.device_id in people.due(*self.place, now, 0, 10)


@pytest.fixture
def codes() -> Iterator[Codes]:
    with world() as made:
        yield Codes(made)


def test_one_code_is_tried_and_then_all_follow(codes: Codes) -> None:
    codes.create("1", "2", "3")
    assert codes.compare() == [("store_work_code", "1")]
    assert codes.compare() == []
    codes.end()
    assert codes.compare() == [("store_work_code", "2"), ("store_work_code", "3")]
    codes.end()
    assert codes.compare() == []
    assert codes.held() == {"1": "", "2": "", "3": ""}


def test_a_terminal_that_has_no_room_for_codes_is_asked_once_a_day(codes: Codes) -> None:
    codes.create("1", "2")
    assert codes.compare() == [("store_work_code", "1")]
    codes.end("failed", code="not_supported", message="x")
    assert codes.compare() == []
    codes.world.now += RETRY_US
    assert codes.compare() == [("store_work_code", "1")]


def test_what_is_renamed_or_taken_away_is_told_and_nothing_else(codes: Codes) -> None:
    codes.create("1", "2", "3")
    codes.settled()
    work_codes.rename(*codes.place, "2", "Sawing", now=codes.world.now)
    work_codes.remove(*codes.place, "3", now=codes.world.now)
    assert codes.compare() == [("delete_work_code", "3"), ("store_work_code", "2")]
    codes.end()
    assert codes.compare() == []
    assert codes.held() == {"1": "", "2": "Sawing"}


def test_a_name_is_held_as_far_as_there_is_room(codes: Codes) -> None:
    codes.create("1", name="Ünterhaltsreinigung der Büros")
    codes.settled()
    (held,) = codes.held().values()
    assert held is not None
    assert len(held.encode()) <= 24
    codes.hear(**{"1": held})
    assert codes.compare() == []


def test_codes_of_the_terminal_itself_stay(codes: Codes) -> None:
    codes.hear(**{"99": "Own"})
    assert codes.held() == {}
    codes.create("1")
    codes.settled()
    codes.hear(**{"99": "Own", "1": ""})
    assert codes.compare() == []


def test_what_it_reports_otherwise_is_told_again_a_few_times(codes: Codes) -> None:
    codes.create("1", name="Cutting")
    codes.settled()
    for _ in range(REWRITES - 1):
        codes.hear(**{"1": "Snijden"})
        assert codes.is_due()
        assert codes.compare() == [("store_work_code", "1")]
        codes.end()
    codes.hear(**{"1": "Snijden"})
    assert codes.compare() == []
    work_codes.rename(*codes.place, "1", "Sawing", now=codes.world.now)
    assert codes.compare() == [("store_work_code", "1")]
    codes.end()
    codes.hear(**{"1": "Sawing"})
    codes.hear(**{"1": "Zagen"})
    assert codes.compare() == [("store_work_code", "1")]  # it had obeyed in between


def test_what_is_reported_as_it_is_known_changes_nothing(codes: Codes) -> None:
    codes.create("1", name="Cutting")
    codes.settled()
    people.hold(*codes.place, codes.device_id)
    people.compared(*codes.place, codes.device_id, None, codes.world.now, None)
    codes.hear(**{"1": "Cutting"})
    assert not codes.is_due()


def test_a_code_that_it_holds_already_is_not_told(codes: Codes) -> None:
    codes.create("1", name="Cutting")
    codes.hear(**{"1": "Cutting"})
    assert codes.compare() == []
    work_codes.remove(*codes.place, "1", now=codes.world.now)
    assert codes.compare() == [("delete_work_code", "1")]  # it was in our list while it was there


def test_what_was_tried_and_never_answered_is_deleted_too(codes: Codes) -> None:
    codes.create("1")
    codes.settled()
    codes.create("2")
    codes.compare()
    codes.end("expired", code="no_answer", message="x")
    work_codes.remove(*codes.place, "2", now=codes.world.now)
    assert codes.compare() == [("delete_work_code", "2")]


def test_a_cancelled_command_is_tried_again_the_next_day(codes: Codes) -> None:
    codes.create("1")
    codes.compare()
    codes.end("cancelled")
    assert codes.compare() == []
    codes.world.now += DAY
    assert codes.compare() == [("store_work_code", "1")]


def test_after_everything_was_cleared_all_is_told_again(codes: Codes) -> None:
    codes.create("1", "2")
    codes.settled()
    codes.world.order("A", ClearAll(), reason="x")
    codes.end()
    assert codes.compare() == [("store_work_code", "1")]


def test_others_want_something_of_the_terminal_too(codes: Codes) -> None:
    codes.create(*(str(number) for number in range(AT_ONCE + 5)))
    codes.compare()
    codes.end()
    assert len(codes.compare()) == AT_ONCE
    assert codes.compare() == []
    codes.end()
    assert len(codes.compare()) == 4


@pytest.mark.parametrize("values", [{"dialect": "acc"}, {"chosen_dialect": "acc"}, {"conflicted_at": 1}])
def test_some_terminals_are_left_alone(codes: Codes, values: dict[str, Any]) -> None:
    codes.world.conn.execute(device.update().values(**values))
    codes.create("1")
    assert codes.compare() == []


CODES = st.sampled_from("123")
NAMES = st.sampled_from(["", "a", "b"])
KNOWN = st.builds(
    HeldCode,
    st.just(""),
    st.none() | NAMES,
    st.booleans(),
    st.none() | st.just(7),
    st.sampled_from([0, REWRITES]),
    st.none() | st.sampled_from([0, RETRY_US]),
)


@given(
    st.dictionaries(CODES, NAMES),
    st.dictionaries(CODES, KNOWN).map(
        lambda held: {code: known._replace(code=code) for code, known in held.items()}
    ),
)
def test_whatever_it_holds_only_differences_of_ours_are_told(
    wanted: dict[str, str], held: dict[str, HeldCode]
) -> None:
    now = RETRY_US + 1
    for intent in differences(wanted, held, {7}, now):
        assert isinstance(intent, StoreWorkCode | DeleteWorkCode)
        known = held.get(intent.code, HeldCode(intent.code))
        assert known.command_id is None
        assert known.failed_at != RETRY_US
        if isinstance(intent, StoreWorkCode):
            assert wanted[intent.code] == intent.name != known.held
        else:
            assert known.ours
            assert intent.code not in wanted

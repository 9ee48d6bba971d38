"""Whatever happens to employees, places, terminals and commands: in the end every terminal holds whom it
should, and nobody was deleted who never was ours.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from edge.push.fitting import TerminalFitting
from edge.store import devices, held_people
from edge.store import people as rows
from tests.edge.people_kit import DAY, MINUTE, World, world

SITES = ("north", "south")
SERIALS = {"A": "north", "B": "north", "C": "south", "D": None}
NAMES = ("Ahmed", "Fatima", "Mohamed Abderrahmane El Yazidi el Fassi", "")
PEOPLE = ("7", "8", "9", "EMP1", "EMP2")
STRANGERS = ("901", "902")

serials = st.sampled_from(sorted(SERIALS))
people_ = st.sampled_from(PEOPLE)
names = st.sampled_from(NAMES)
cards = st.sampled_from([None, "0012345678", "99"])
sites_ = st.sets(st.sampled_from(SITES))
devices_ = st.sets(serials)
Record = tuple[str, int, str]


class Matrix(RuleBasedStateMachine):
    """`truth` is what each terminal really holds: PIN -> name, card, privilege."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.w: World = self.stack.enter_context(world())
        self.truth: dict[str, dict[str, Record]] = {serial: {} for serial in SERIALS}
        self.strangers: set[tuple[str, str]] = set()
        self.alive: set[str] = set()

    @initialize()
    def fleet(self) -> None:
        for name in SITES:
            self.w.site(name)
        for serial, site in SERIALS.items():
            self.w.device(serial, site, push_version="2.0.1" if serial == "B" else "2.4.1")

    @rule(name=people_, label=names, card=cards, places=sites_, there=devices_)
    def save(self, name: str, label: str, card: str | None, places: set[str], there: set[str]) -> None:
        self.w.save(name, name=label, card_number=card, sites=places, devices=there)
        self.alive.add(name)

    @precondition(lambda self: self.alive)
    @rule(data=st.data(), active=st.booleans())
    def switch(self, data: st.DataObject, active: bool) -> None:
        self.w.save(data.draw(st.sampled_from(sorted(self.alive))), active=active)

    @precondition(lambda self: self.alive)
    @rule(data=st.data(), begins=st.integers(-2, 2), lasts=st.integers(1, 3))
    def limit(self, data: st.DataObject, begins: int, lasts: int) -> None:
        start = self.w.now + begins * DAY
        name = data.draw(st.sampled_from(sorted(self.alive)))
        self.w.save(name, valid_from=start, valid_to=start + lasts * DAY)

    @precondition(lambda self: self.alive)
    @rule(data=st.data(), pin=st.integers(2_001, 2_004))
    def renumber(self, data: st.DataObject, pin: int) -> None:
        name = data.draw(st.sampled_from(sorted(self.alive)))
        taken = {self.w.employee(one)["pin"] for one in self.alive}
        if str(pin) not in taken | self._leaving():
            self.w.save(name, pin=str(pin))

    @precondition(lambda self: self.alive)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.alive)))
        self.w.remove(name)
        self.alive.discard(name)

    @rule(serial=serials, site=st.sampled_from([*SITES, None]))
    def move(self, serial: str, site: str | None) -> None:
        site_id = None if site is None else self.w.sites[site]
        devices.move(self.w.conn, self.w.tenant_id, [self.w.devices[serial]], site_id)

    @rule(serial=serials, pin=st.sampled_from(STRANGERS))
    def stranger_enrols(self, serial: str, pin: str) -> None:
        self.truth[serial][pin] = ("a stranger", 0, "user")
        self.strangers.add((serial, pin))

    @rule(serial=serials, data=st.data(), label=names)
    def somebody_renames_at_the_terminal(self, serial: str, data: st.DataObject, label: str) -> None:
        if self.truth[serial]:
            pin = data.draw(st.sampled_from(sorted(self.truth[serial])))
            self.truth[serial][pin] = (label[:20], *self.truth[serial][pin][1:])

    @rule(serial=serials, whole=st.booleans())
    def report(self, serial: str, whole: bool) -> None:
        """All that it holds; `whole`: and who is not in it is gone."""
        known = self.w.held(serial)
        for pin, (name, card, privilege) in self.truth[serial].items():
            told = (name, str(card or ""), privilege)
            if pin not in known or known[pin][1:4] != told:
                self.w.report(serial, pin, name=told[0], card=told[1], privilege=told[2])
        if whole:
            device_id = self.w.devices[serial]
            gone = self.w.held(serial).keys() - self.truth[serial].keys()
            held_people.forget_held(self.w.conn, self.w.tenant_id, device_id, gone)
            self.w.listed(serial)

    @rule(serial=serials)
    def compare(self, serial: str) -> None:
        self.w.compare(serial)

    @rule(
        serial=serials,
        done=st.booleans(),
        status=st.sampled_from(["succeeded", "succeeded", "failed", "expired"]),
    )
    def answer(self, serial: str, done: bool, status: str) -> None:
        """The oldest command ends; a terminal may have done it whatever became of the answer."""
        for row in self.w.open(serial)[:1]:
            self._end(serial, row, status, done or status == "succeeded")

    @rule(minutes=st.sampled_from([1, 30, 1500]))
    def time_passes(self, minutes: int) -> None:
        self.w.now += minutes * MINUTE

    def _end(self, serial: str, row: sa.RowMapping, status: str, done: bool) -> None:
        if done:
            self._carry_out(serial, row)
        values: dict[str, Any] = {"error": "no", "error_code": "refused"} if status == "failed" else {}
        self.w.end(row, status, **values)

    def _carry_out(self, serial: str, row: sa.RowMapping) -> None:
        holds, params = self.truth[serial], row["params"]
        if row["command"] == "delete_employee":
            assert params["pin"] not in STRANGERS
            holds.pop(params["pin"], None)
            return
        fitting = TerminalFitting(self.w.row(serial))
        for person in params["employees"]:
            card = int(person["card_number"] or 0)
            holds[person["pin"]] = (fitting.name(person["name"]), card, person["privilege"])

    def _leaving(self) -> set[str]:
        return {
            pin for serial in SERIALS for pin, lack in self.w.lacks(serial).items() if lack.wanted == "absent"
        }

    @invariant()
    def one_command_of_people_at_a_time(self) -> None:
        for serial in self.w.devices:
            words = [row["command"] for row in self.w.open(serial)]
            assert words.count("sync_employees") <= 1

    def teardown(self) -> None:
        try:
            if self.w.devices:
                self.converge()
        finally:
            self.stack.close()

    def converge(self) -> None:
        """From now on terminals do as they are told and tell what they hold."""
        for _ in range(12):
            told = 0
            for serial in SERIALS:
                self.report(serial, whole=True)
                self.w.compare(serial)
                for row in self.w.open(serial):
                    told += 1
                    self._end(serial, row, "succeeded", done=True)
            if not told and not any(self.w.lacks(serial) for serial in SERIALS):
                break
            self.w.now += DAY // 3
        for serial in SERIALS:
            self._check(serial)

    def _check(self, serial: str) -> None:
        w, fitting = self.w, TerminalFitting(self.w.row(serial))
        self.report(serial, whole=True)
        w.compare(serial)
        wanted = rows.wanted_at(w.conn, w.tenant_id, w.devices[serial], w.row(serial)["site_id"], w.now)
        ours = {pin for pin in self.truth[serial] if pin not in STRANGERS}
        assert ours == wanted.keys()
        for pin, person in wanted.items():
            name, card, _ = self.truth[serial][pin]
            assert person.name == "" or name == fitting.name(person.name)
            assert person.card is None or card == int(person.card or 0)
        assert w.lacks(serial) == {}
        assert {pin for where, pin in self.strangers if where == serial} <= self.truth[serial].keys()


Matrix.TestCase.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
TestMatrix = Matrix.TestCase

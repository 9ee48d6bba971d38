"""People by terminals: rows that come together from terminals, are filtered, and are many."""

from __future__ import annotations

import time
from collections.abc import Iterable

from common.filters import parse
from console.core.matrix import Cell, Record, Stands
from console.core.records import Device
from console.models.matrix import MatrixModel
from tests.console.fleets import NINE_US, site, terminals

GATES = terminals(site("Rabat"), 3)


def model(columns: list[Device]) -> MatrixModel:
    made = MatrixModel(lambda: NINE_US, lambda device: True, lambda row, *_: row.name)
    made.begin(columns)
    return made


def people(device: Device, *pins: str, status: str = "in_sync", known: bool = True) -> Iterable[Cell]:
    for pin in pins:
        record = Record(f"Name {pin}", None, None)
        id_ = f"emp_{pin}" if known else None
        wanted = record if known else None
        yield Cell(device.id, pin, id_, id_, f"Name {pin}", record, wanted, status)


def test_rows_come_together_from_terminals_and_go_with_the_last_one() -> None:
    made = model(GATES)
    made.put(GATES[0].id, people(GATES[0], "2", "1"))
    made.put(GATES[1].id, people(GATES[1], "3", status="unknown", known=False))
    assert [row.pin for row in made.rows] == ["1", "2", "3"]
    assert made.stands(0, 0) is Stands.THERE
    assert made.stands(0, 1) is Stands.NOT_MEANT
    assert made.stands(2, 1) is Stands.EXTRA
    assert [made.loaded(column) for column in range(3)] == [True, True, False]
    made.put(GATES[0].id, people(GATES[0], "1"))
    assert [row.pin for row in made.rows] == ["1", "3"]


def test_only_whoever_is_wanted_is_shown() -> None:
    made = model(GATES)
    made.put(GATES[0].id, people(GATES[0], "10", "11", "20"))
    made.put(GATES[1].id, people(GATES[1], "20", "21", status="failed"))
    made.set_filter(parse("1", ()))
    assert [row.pin for row in made.rows] == ["10", "11", "21"]
    made.set_only_wrong(True)
    assert [row.pin for row in made.rows] == ["21"]
    assert [cell.pin for cell, _ in made.wrong()] == ["21"]
    made.set_filter(parse("", ()))
    assert [row.pin for row in made.rows] == ["20", "21"]
    assert [stands for _, stands in made.at([(range(2), range(2))])] == [
        Stands.THERE, Stands.FAILED, Stands.FAILED,
    ]  # fmt: skip
    assert [device.id for device in made.unsettled()] == [GATES[1].id]


def test_five_hundred_people_on_forty_terminals_come_terminal_by_terminal() -> None:
    columns = terminals(site("Fès"), 40)
    made = model(columns)
    pins = [str(number) for number in range(500)]
    slowest = 0.0
    for device in columns:
        cells = list(people(device, *pins))
        begin = time.process_time()
        made.put(device.id, cells)
        slowest = max(slowest, time.process_time() - begin)
    assert (made.rowCount(), made.columnCount()) == (500, 40)
    assert made.counts()[Stands.THERE] == 20_000
    assert slowest < 0.05, "no step may hold up the window"

"""People brought onto terminals, found, compared and mended, in the real window, with terminals that call."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from common.client import EdgeClient
from console.app import Console
from console.core.matrix import Stands
from console.core.profiles import Profile, SafeMode
from console.core.states import Live
from console.core.status import Status
from console.views.dialogs.ask import ConfirmDialog, line_of
from console.views.dialogs.employee import EmployeeDialog
from console.views.dialogs.employee_import import EmployeeImportDialog
from console.views.dialogs.enrol import EnrolDialog
from console.views.pages.employees import EmployeesPage
from console.views.shell.window import PAGES
from tests.console.ui.conftest import Opened
from tests.console.ui.terminals_apart import TerminalsApart
from tests.kit.edge_process import EdgeProcess

Until = Callable[..., Awaitable[Any]]

ARABIC = "محمد عبد الرحمن بن عبد العزيز المغربي"
LONG = "Maximiliana Konstantinopoulou-Papadimitriou de la Vega Torres"
TEAM = 30
OTHERS = 400
STRANGER = {"990001": "Old Guard"}


@dataclass
class House:
    """An edge, five terminals at two sites, people whom no terminal knows yet."""

    edge: EdgeProcess
    terminals: TerminalsApart
    near: list[str]
    far: list[str]

    @property
    def client(self) -> EdgeClient:
        return EdgeClient(self.edge.url, self.edge.admin_key)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("house")
    (folder / "edge").mkdir()
    (folder / "edge" / "punchdeck.toml").write_text("offline_after = 6\n")
    with EdgeProcess(folder / "edge", "--dev") as edge:
        terminals = TerminalsApart(edge.url, 5, STRANGER)
        made = House(edge, terminals, terminals.serials[:3], terminals.serials[3:])
        asyncio.run(furnish(made))
        with terminals:
            yield made


async def furnish(house: House) -> None:
    people = [
        {"employee_id": f"T{number}", "pin": str(7000 + number), "name": f"Zahra Bennis {number:02}",
         "department": "Team"}
        for number in range(TEAM)
    ]  # fmt: skip
    people[1]["name"], people[2]["name"] = ARABIC, LONG
    people += [
        {"employee_id": f"O{number}", "pin": str(8000 + number), "name": f"Karim Tazi {number:03}"}
        for number in range(OTHERS)
    ]
    async with house.client as client:
        for name, serials in (("Near", house.near), ("Far", house.far)):
            site = await client.create_site(name)
            for number, serial in enumerate(serials, 1):
                await client.register_device(serial, name=f"{name} Gate {number}", site=site["id"])
        answer = await client.post("/v1/employees/bulk", {"items": people})
        assert not answer["summary"]["failed"]


async def opened_page(
    console: Console, house: House, until: Until, safe_mode: SafeMode = SafeMode.OPEN
) -> EmployeesPage:
    console.window.resize(1280, 800)
    console.window.show()
    profile = Profile.new("Test", house.edge.url, safe_mode=safe_mode)
    await console.open(profile, house.edge.admin_key)
    session = console.session
    assert session is not None
    await until(lambda: isinstance(session.state, Live), 90)
    await until(lambda: set(console.window.pages) == set(PAGES), 90)
    console.window.go("employees")
    page = console.window.pages["employees"]
    assert isinstance(page, EmployeesPage)
    await until(lambda: page.model.total, 60)
    return page


async def dialog(until: Until, kind: type[Any]) -> Any:
    await until(lambda: isinstance(QApplication.activeModalWidget(), kind), 60)
    return QApplication.activeModalWidget()


async def gone(until: Until, page: EmployeesPage) -> None:
    await until(lambda: QApplication.activeModalWidget() is None and not page.acting.busy, 60)


def is_status(page: EmployeesPage, serials: list[str], status: Status) -> bool:
    fleet = page.session.fleet
    found = [fleet.by_serial(serial) for serial in serials]
    return all(device is not None and fleet.status(device) is status for device in found)


async def test_thirty_people_are_enrolled_on_five_terminals_of_which_two_are_offline(
    opened: Opened, house: House, until: Until
) -> None:
    async with opened() as console:
        page = await opened_page(console, house, until)
        await until(lambda: is_status(page, [*house.near, *house.far], Status.ONLINE), 120)
        house.terminals.cut(*house.far)
        # one types, and the edge searches: of 430 only one hundred had come
        assert page.model.total == 100
        page.filter.focus()
        for letter in "Tazi 399":
            QTest.keyClicks(page.filter.line, letter)
            await asyncio.sleep(0)
        await until(lambda: [it.name for it in page.model.rows()] == ["Karim Tazi 399"], 60)
        page.filter.set_text("department:team")
        await until(lambda: page.model.shown == TEAM, 60)
        page.focus_first()
        await asyncio.sleep(0)
        QTest.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        assert len(page.picked()) == TEAM
        await until(lambda: is_status(page, house.far, Status.OFFLINE), 120)
        assert console.window.registry.run("employees.enrol")
        asked: EnrolDialog = await dialog(until, EnrolDialog)
        for site in ("Near", "Far"):
            asked.places.search.setText(site)
            QTest.keyClick(asked.places.search, Qt.Key.Key_Down)
            QTest.keyClick(asked.places.view, Qt.Key.Key_Space)
        assert asked.notice.title == "30 people on 5 terminals"
        assert asked.notice.words == "2 of them are offline and are told when they call."
        asked.do.click()
        await until(lambda: asked.notice.title == "90 of 150 are there", 135)
        rows = {row.name: row.words for row in asked.rows.values()}
        assert rows["Near Gate 1"] == "30 of 30"
        assert rows["Far Gate 2"] == "0 of 30 · 30 waiting until it calls"
        # the matrix would show the same; here the line is mended while one looks
        house.terminals.restore(*house.far)
        await until(lambda: asked.notice.title == "150 of 150 are there", 180)
        assert not asked.again.isVisible()
        asked.do.click()
        await gone(until, page)
        held = house.terminals.name_of(house.far[0], "7001")
        assert held is not None
        assert ARABIC.startswith(held), "as much of the name as such a terminal holds"
        await until(lambda: all(it.in_sync == 5 for it in page.model.rows() if it.pin == "7000"), 60)


async def test_a_difference_made_at_a_terminal_is_seen_and_mended(
    opened: Opened, house: House, until: Until
) -> None:
    serial, pin = house.near[0], "7004"
    async with opened() as console:
        page = await opened_page(console, house, until)
        page.toggle_matrix()
        matrix = page.matrix
        await until(lambda: len(matrix.model.rows) == TEAM + 1 and not matrix.loading, 90)
        model = matrix.model
        place = next(at for at, row in enumerate(model.rows) if row.pin == pin)
        column = next(at for at, it in enumerate(model.columns) if it.serial == serial)
        assert {model.stands(place, at) for at in range(5)} == {Stands.THERE}
        stranger = next(at for at, row in enumerate(model.rows) if row.employee is None)
        assert model.stands(stranger, 0) is Stands.EXTRA
        await asyncio.to_thread(house.terminals.rename, serial, pin, "SOMEBODY ELSE")
        await until(lambda: model.stands(place, column) is Stands.DIFFERENT, 90)
        # the keyboard walks there, and what differs is said
        matrix.focus_first()
        QTest.keyClick(matrix.table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        for key in [Qt.Key.Key_Down] * place + [Qt.Key.Key_Right] * column:
            QTest.keyClick(matrix.table, key)
            await asyncio.sleep(0)
        assert (matrix.table.currentIndex().row(), matrix.table.currentIndex().column()) == (place, column)
        await until(lambda: matrix.diff.push.isVisible() and len(matrix.diff.lines) == 1, 60)
        assert "Zahra Bennis 04 at the edge, SOMEBODY ELSE on the terminal" in plain(matrix.diff.lines[0])
        spoken = model.data(model.index(place, column), Qt.ItemDataRole.AccessibleTextRole)
        assert spoken.startswith("Zahra Bennis 04 on Near Gate 1: Different")
        matrix.diff.push.click()
        asked = await dialog(until, ConfirmDialog)
        QTest.keyClick(asked, Qt.Key.Key_Return)
        await gone(until, page)
        house.terminals.restore(serial)
        await until(lambda: model.stands(place, column) is Stands.THERE, 120)
        assert house.terminals.name_of(serial, pin) == "Zahra Bennis 04"
        # whom nobody knows is named before he is removed, and from this terminal alone
        matrix.table.selectionModel().setCurrentIndex(
            model.index(stranger, column), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        await until(lambda: matrix.diff.remove.isVisible(), 60)
        matrix.diff.remove.click()
        asked = await dialog(until, ConfirmDialog)
        asked.do.click()
        await gone(until, page)
        await until(lambda: house.terminals.name_of(serial, "990001") is None, 90)
        assert house.terminals.name_of(house.near[1], "990001") == "Old Guard"


async def test_made_changed_imported_and_deleted(
    opened: Opened, house: House, until: Until, tmp_path: Path
) -> None:
    async with opened() as console:
        page = await opened_page(console, house, until)
        assert console.window.registry.run("employees.new")
        asked: Any = await dialog(until, EmployeeDialog)
        QTest.keyClicks(line_of(asked.name), "Salma Naciri")
        asked.do.click()
        assert asked.employee_id.wrong == "Give it an id of yours."
        QTest.keyClicks(line_of(asked.employee_id), "S1")
        QTest.keyClick(asked, Qt.Key.Key_Return)
        await until(lambda: any(it.name == "Salma Naciri" for it in page.model.rows()), 60)
        await gone(until, page)
        made = next(it for it in page.model.rows() if it.name == "Salma Naciri")
        page.show_record(made.id)
        assert console.window.registry.run("employees.edit")
        asked = await dialog(until, EmployeeDialog)
        line_of(asked.card).setText("12a")
        asked.do.click()
        assert asked.card.wrong
        line_of(asked.card).setText("1234567")
        asked.do.click()
        await gone(until, page)
        await until(lambda: page.model.record(made.id).card == "1234567", 10)  # type: ignore[union-attr]
        # a table: one line makes, one changes, one is wrong, and each says so
        table = tmp_path / "people.csv"
        table.write_text("employee_id,name,card_number\nS1,Salma N.,\nS2,Élise,77\nS3,Omar,seven\n")
        assert console.window.registry.run("employees.import")
        asked = await dialog(until, EmployeeImportDialog)
        asked.load(table)
        await until(asked.do.isEnabled, 60)
        asked.do.click()
        await until(lambda: len(asked.results) == 3 and asked.do.isEnabled(), 60)
        assert asked.notice.title == "1 made · 1 changed · 1 failed"
        assert [(it.line, bool(it.error)) for it in asked.results] == [(4, True), (2, False), (3, False)]
        asked.do.click()
        await gone(until, page)
        page.filter.set_text("salma")
        await until(lambda: [it.name for it in page.model.rows()] == ["Salma N."], 60)
        page.table.show_current(made.id)
        assert console.window.registry.run("employees.delete")
        asked = await dialog(until, ConfirmDialog)
        asked.do.click()
        await until(lambda: not page.model.shown, 60)
        await gone(until, page)


async def test_long_and_arabic_names_are_cut_not_squeezed(opened: Opened, house: House, until: Until) -> None:
    async with opened() as console:
        page = await opened_page(console, house, until)
        console.window.resize(960, 600)
        await until(lambda: page.model.total >= TEAM, 60)
        await asyncio.sleep(0)
        name = page.model.columns[0]
        rows = {it.name: it for it in page.model.rows()}
        assert page.table.columnWidth(0) < page.table.delegate.width_of(rows[LONG], name)
        assert sum(page.table.columnWidth(at) for at in range(len(page.model.columns))) <= (
            page.table.viewport().width()
        )
        page.toggle_matrix()
        await until(lambda: page.matrix.model.rows and not page.matrix.loading, 90)
        names = page.matrix.table.names
        assert names.width() < names.fontMetrics().horizontalAdvance(LONG)
        assert page.width() <= 960, "names do not make the window wider"


async def test_who_may_only_read_is_offered_nothing_else(opened: Opened, house: House, until: Until) -> None:
    async with opened() as console:
        page = await opened_page(console, house, until, SafeMode.READ_ONLY)
        page.table.show_current(page.model.key(page.model.row(0)))
        offered = {command.id for command in page.commands()}
        assert "employees.matrix" in offered
        assert not offered & {"employees.new", "employees.import", "employees.enrol", "employees.delete"}
        assert not page._new.isVisible()
        page.toggle_matrix()
        await until(lambda: page.matrix.model.rows and not page.matrix.loading, 90)
        page.matrix.table.selectAll()
        await until(lambda: page.matrix.diff.lines, 60)
        diff = page.matrix.diff
        assert not any(it.isVisible() for it in (diff.push, diff.take, diff.remove, diff.enrol))


def plain(text: str) -> str:
    """Without the marks that keep its direction."""
    return "".join(letter for letter in text if letter.isprintable() or letter == "\n")

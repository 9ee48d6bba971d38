"""Employees: the list, the matrix, and what is asked about them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from tests.screens.subjects import settled, subject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from console.app import Console
    from console.views.pages.employees import EmployeesPage

NAMES = ("Amina El Idrissi", "محمد عبد الرحمن المغربي", "Maximiliana Konstantinopoulou de la Vega")


async def shown(console: Console) -> EmployeesPage:
    """The page, with a few people; those whom the terminals hold already are taken over."""
    from console.views.pages.employees import EmployeesPage

    window, session = console.window, console.session
    assert session is not None
    site = next(iter(session.fleet.sites))
    items = [
        {"employee_id": f"E{pin}", "pin": str(pin), "name": NAMES[pin % 3], "sites": [site]}
        for pin in range(1001, 1031)
    ]
    await session.connection.client.post("/v1/employees/bulk", {"items": items})
    window.go("employees")
    page = window.pages["employees"]
    assert isinstance(page, EmployeesPage)
    if page.shows_matrix:
        page.toggle_matrix()
    page.close_detail()
    page.model.unmark()
    page.site.choose("")
    page.reload()
    async with asyncio.timeout(30):
        while page.loading or not page.model.total:
            await asyncio.sleep(0.05)
    return page


async def asked() -> Any:
    from PySide6.QtWidgets import QApplication

    async with asyncio.timeout(10):
        while (dialog := QApplication.activeModalWidget()) is None:
            await asyncio.sleep(0.05)
    return await settled(dialog)


@subject("employees")
async def employees(console: Console) -> QWidget:
    await shown(console)
    return await settled(console.window)


@subject("employees-detail")
async def employees_detail(console: Console) -> QWidget:
    page = await shown(console)
    page.show_record(page.model.key(page.model.row(1)))
    return await settled(console.window, 1.5)


@subject("employees-matrix")
async def employees_matrix(console: Console) -> QWidget:
    page = await shown(console)
    page.site.choose(next(iter(page.session.fleet.sites)))
    page.toggle_matrix()
    async with asyncio.timeout(30):
        while page.matrix.loading or not page.matrix.model.rows:
            await asyncio.sleep(0.05)
    return await settled(console.window, 0.8)


@subject("employee-new")
async def employee_new(console: Console) -> QWidget:
    page = await shown(console)
    page.actions_on.make()
    return await asked()


@subject("employees-enrol")
async def employees_enrol(console: Console) -> QWidget:
    page = await shown(console)
    page.actions_on.enrol(list(page.model.rows()[:3]))
    return await asked()


@subject("employees-delete")
async def employees_delete(console: Console) -> QWidget:
    page = await shown(console)
    page.actions_on.delete(list(page.model.rows()[:3]))
    return await asked()

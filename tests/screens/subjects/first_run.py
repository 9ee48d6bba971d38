"""The first start, step by step."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.screens.subjects import asked, settled, subject
from tests.screens.subjects.first import certificate

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from console.app import Console
    from console.core.problems import Problem
    from console.views.dialogs.first_run import FirstRunDialog

URL = "https://edge.example.com"


async def begun(console: Console) -> FirstRunDialog:
    from console.core.profiles import Profiles
    from console.views.dialogs.first_run import FirstRunDialog

    none = Profiles(console.paths.settings / "none.json")
    dialog = FirstRunDialog(console.theme, none, console.keys, console.window)
    await asked(dialog)
    return dialog


async def at_the_key(console: Console) -> FirstRunDialog:
    """The edge of the fleet has been found."""
    assert console.session is not None
    dialog = await begun(console)
    dialog.go(1)
    dialog.form.address.setText(console.session.profile.url)
    dialog.where.look()
    async with asyncio.timeout(20):
        while not dialog.where.found:
            await asyncio.sleep(0.1)
    return dialog


@subject("first-run")
async def first_run(console: Console) -> QWidget:
    return await begun(console)


@subject("first-run-found")
async def found(console: Console) -> QWidget:
    return await settled(await at_the_key(console))


@subject("first-run-certificate")
async def unknown(console: Console) -> QWidget:
    from console.core.problems import Problem, ProblemCode

    return await certified(console, Problem(ProblemCode.CERTIFICATE_UNKNOWN, URL, "", offered=certificate(2)))


@subject("first-run-certificate-changed")
async def changed(console: Console) -> QWidget:
    from console.core.problems import Problem, ProblemCode

    return await certified(
        console, Problem(ProblemCode.CERTIFICATE_CHANGED, URL, "", certificate(1), certificate(2))
    )


@subject("first-run-nobody")
async def nobody(console: Console) -> QWidget:
    from console.core.problems import Problem, ProblemCode

    return await certified(console, Problem(ProblemCode.UNREACHABLE, URL, "nobody listens there"))


async def certified(console: Console, problem: Problem) -> QWidget:
    """As it stands once that was met."""
    dialog = await begun(console)
    dialog.go(1)
    dialog.form.address.setText("edge.example.com")
    dialog.where.stop()
    dialog.where._say_problem(problem)
    dialog.where.changed.emit()
    return await settled(dialog)


@subject("first-run-key")
async def key(console: Console) -> QWidget:
    assert console.session is not None
    dialog = await at_the_key(console)
    dialog.go(2)
    kept = console.session.connection.client
    dialog.form.key.set_text(kept._http.headers["Authorization"].removeprefix("Bearer "))
    dialog._check()
    async with asyncio.timeout(20):
        while dialog.trying:
            await asyncio.sleep(0.1)
    return await settled(dialog)


@subject("first-run-name")
async def name(console: Console) -> QWidget:
    from console.core.profiles import SafeMode
    from console.views.dialogs.profile_form import GREEN

    shown = await key(console)
    dialog = shown.window()
    from console.views.dialogs.first_run import FirstRunDialog

    assert isinstance(dialog, FirstRunDialog)
    dialog.go(3)
    dialog.form.colours.set_value(GREEN)
    dialog.form.safe_mode.set_value(SafeMode.CONFIRM)
    return await settled(dialog)

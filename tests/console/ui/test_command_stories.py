"""Commands as an operator gives them, in the real window on a real edge, with terminals that answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from console.app import Console
from console.core.blast import Reach
from console.core.jobs import Fate
from console.core.profiles import Profile, SafeMode
from console.core.session import Session
from console.core.states import Live
from console.views.dialogs.ask import ConfirmDialog
from console.views.dialogs.command import CommandDialog, Step
from console.views.dialogs.command_scope import Scope
from console.views.inspector.device import DeviceSheet
from console.views.job_detail import JobDetail
from console.views.pages.commands import CommandsPage
from console.views.pages.devices import DevicesPage
from console.views.shell.window_places import PAGES
from console.views.widgets.form import Choice
from tests.console.hands import OK, REFUSED, hands
from tests.console.ui.conftest import Fleet, Opened

Until = Callable[..., Awaitable[Any]]


async def connected(
    console: Console, fleet: Fleet, until: Until, safe_mode: SafeMode = SafeMode.OPEN
) -> Session:
    console.window.show()
    profile = replace(Profile.new("Test", fleet.edge.url), safe_mode=safe_mode)
    await console.open(profile, fleet.edge.admin_key)
    session = console.session
    assert session is not None
    await until(lambda: isinstance(session.state, Live) and session.connection.me is not None, 30)
    await until(lambda: set(console.window.pages) == set(PAGES), 30)
    return session


def devices_page(console: Console) -> DevicesPage:
    console.window.go("devices")
    page = console.window.pages["devices"]
    assert isinstance(page, DevicesPage)
    return page


def commands_page(console: Console) -> CommandsPage:
    console.window.go("commands")
    page = console.window.pages["commands"]
    assert isinstance(page, CommandsPage)
    return page


async def asked(until: Until) -> CommandDialog:
    """The dialog that has opened."""
    dialog = await until(lambda: _modal(CommandDialog), 30)
    assert isinstance(dialog, CommandDialog)
    await until(lambda: dialog.isVisible(), 30)
    return dialog


def _modal(kind: type[Any]) -> Any:
    return next(
        (it for it in QApplication.topLevelWidgets() if isinstance(it, kind) and it.isVisible()), None
    )


def press(button: QAbstractButton) -> None:
    assert button.isVisible(), button.text()
    assert button.isEnabled(), button.text()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


async def known(session: Session, until: Until, *device_ids: str) -> None:
    await until(lambda: all(id in session.fleet.devices for id in device_ids), 30)


async def online(session: Session, until: Until, *device_ids: str) -> None:
    await known(session, until, *device_ids)
    devices = session.fleet.devices
    await until(lambda: all(devices[id].connectivity == "online" for id in device_ids), 30)


async def test_a_site_is_restarted_one_terminal_refuses_and_is_tried_again(
    opened: Opened, fleet: Fleet, until: Until
) -> None:
    names = ("RETRYA", "RETRYB", "RETRYC")
    async with opened() as console, hands(fleet.edge.url, fleet.edge.admin_key, "Tanger", *names) as played:
        played[1].answer = REFUSED
        session = await connected(console, fleet, until)
        await online(session, until, *(hand.id for hand in played))
        page = devices_page(console)
        site_id = session.fleet.devices[played[0].id].site_id
        page.sending.open(word="restart", site_id=site_id)
        dialog = await asked(until)
        assert dialog.step is Step.CHECK, "both are given, so only what would happen is left to be seen"
        assert set(dialog.check.ids) == {hand.id for hand in played}
        QTest.keyClick(dialog.check.table, Qt.Key.Key_Return)
        await until(lambda: dialog.step is Step.LIVE, 30)
        await until(lambda: dialog.live.job is not None and not dialog.live.job.open, 60)
        latest = dialog.live.panel.latest
        assert latest is not None
        assert {part.device_id: part.fate for part in latest.parts} == {
            played[0].id: Fate.DONE, played[1].id: Fate.FAILED, played[2].id: Fate.DONE,
        }  # fmt: skip
        assert dialog.live.result.isVisible()
        sheet = dialog.live.panel.sheet()
        assert sheet is not None
        assert {row[3] for row in sheet.rows} == {"Done", "Failed"}

        played[1].answer = OK
        first = dialog.live.job
        press(dialog.live.retry)
        await until(lambda: dialog.live.job is not first and dialog.live.job is not None, 30)
        await until(lambda: dialog.live.job is not None and not dialog.live.job.open, 60)
        again = dialog.live.job
        assert again is not None
        assert first is not None
        assert (again.retry_of, again.total, again.status) == (first.id, 1, "succeeded")
        press(dialog.forward)
        listed = commands_page(console)
        await until(lambda: {first.id, again.id} <= {it.id for it in listed.model.all()}, 30)
        listed.show_record(first.id)
        await until(lambda: listed.pane is not None and listed.pane.isVisible())


async def test_what_would_happen_tells_who_is_offline_and_leaves_them_out_on_demand(
    opened: Opened, fleet: Fleet, until: Until
) -> None:
    async with (
        opened() as console,
        hands(fleet.edge.url, fleet.edge.admin_key, "Oujda", "THERE1") as there,
        hands(fleet.edge.url, fleet.edge.admin_key, "Zagora", "GONE1", polling=False) as gone,
    ):
        session = await connected(console, fleet, until)
        await online(session, until, there[0].id)
        await known(session, until, gone[0].id)
        page = devices_page(console)
        page.marks.mark([there[0].id, gone[0].id])
        await until(page.bar.isVisible)
        press(next(button for verb, button in page.bar.buttons if verb.id == "devices.marked.restart"))
        dialog = await asked(until)
        assert dialog.step is Step.CHECK
        reach = {it.device.id: it.reach for it in dialog.check.model.rows()}
        assert reach == {there[0].id: Reach.NOW, gone[0].id: Reach.LATER}
        assert "1" in dialog.forward.text() or "2" in dialog.forward.text()
        press(dialog.check.offline.button(False))
        assert dialog.check.ids == (there[0].id,)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        await until(lambda: _modal(CommandDialog) is None)


async def test_cancelling_says_who_was_too_late(opened: Opened, fleet: Fleet, until: Until) -> None:
    async with (
        opened() as console,
        hands(fleet.edge.url, fleet.edge.admin_key, "Safi", "MUTE1") as mute,
        hands(fleet.edge.url, fleet.edge.admin_key, "Taza", "AWAY1", polling=False) as away,
    ):
        mute[0].answer = None
        session = await connected(console, fleet, until)
        await online(session, until, mute[0].id)
        await known(session, until, away[0].id)
        page = devices_page(console)
        page.sending.open([mute[0].id, away[0].id], "restart")
        dialog = await asked(until)
        press(dialog.forward)
        await until(lambda: dialog.step is Step.LIVE, 30)
        await until(lambda: Fate.SENT in _fates(dialog), 30)
        assert "not said" in _words(dialog, mute[0].id), "sent is not done"
        job = dialog.live.job
        assert job is not None
        press(dialog.forward)
        listed = commands_page(console)
        listed.show_record(job.id)
        await until(lambda: [it.id for it in listed.picked()] == [job.id], 30)
        assert listed.pane is not None
        detail = listed.pane.detail
        assert isinstance(detail, JobDetail)
        press(detail.cancel)
        sure = await until(lambda: _modal(ConfirmDialog), 30)
        press(sure.do)
        await until(lambda: "too late" in _said(console.window.toast), 30)
        words = _said(console.window.toast)
        assert "spared" in words
        assert "fetched" in words
        assert "answered" not in words


def _fates(dialog: CommandDialog) -> set[Fate]:
    latest = dialog.live.panel.latest
    return set() if latest is None else {part.fate for part in latest.parts}


def _words(dialog: CommandDialog, device_id: str) -> str:
    latest = dialog.live.panel.latest
    assert latest is not None
    part = next(part for part in latest.parts if part.device_id == device_id)
    return dialog._words.part(part)


def _said(toast: Any) -> str:
    return " ".join(label.text() for label in toast.findChildren(QLabel))


async def test_what_is_grave_wants_the_number_written_and_a_reason(
    opened: Opened, fleet: Fleet, until: Until
) -> None:
    async with opened() as console:
        session = await connected(console, fleet, until)
        await until(lambda: len(session.fleet.sites) >= 3, 30)
        page = devices_page(console)
        page.sending.open()
        dialog = await asked(until)
        press(dialog.who.scope.button(Scope.SITE))
        QTest.keyClicks(dialog.who.search, session.fleet.sites[next(iter(session.fleet.sites))].name)
        QTest.keyClick(dialog.who.search, Qt.Key.Key_Return)
        QTest.keyClick(dialog.who.table, Qt.Key.Key_Return)
        assert dialog.step is Step.WHAT
        dialog.what.choose("clear_attendance")
        press(dialog.forward)
        assert dialog.step is Step.WHAT, "no reason, no way on"
        assert dialog.what.asked is not None
        QTest.keyClicks(dialog.what.asked.reason.control, "Sold")
        press(dialog.forward)
        assert dialog.step is Step.CHECK
        assert not dialog.grave.isEnabled()
        assert dialog.check.lost.isVisible()
        QTest.keyClicks(dialog.check.typed, str(len(dialog.check.ids)))
        assert dialog.grave.isEnabled()
        dialog.reject()
        await until(lambda: _modal(CommandDialog) is None)


async def test_a_harmless_act_on_one_terminal_needs_no_question(
    opened: Opened, fleet: Fleet, until: Until
) -> None:
    async with opened() as console, hands(fleet.edge.url, fleet.edge.admin_key, "Settat", "TIME1") as played:
        session = await connected(console, fleet, until)
        await online(session, until, played[0].id)
        devices_page(console).sending.send("sync_time", [played[0].id])
        await until(lambda: "queued" in _said(console.window.toast), 30)
        assert _modal(ConfirmDialog) is None
        await until(lambda: played[0].fetched, 30)


async def test_where_writes_are_confirmed_it_is_asked_too(opened: Opened, fleet: Fleet, until: Until) -> None:
    async with opened() as console, hands(fleet.edge.url, fleet.edge.admin_key, "Larache", "TIME2") as played:
        session = await connected(console, fleet, until, SafeMode.CONFIRM)
        await online(session, until, played[0].id)
        before = len(played[0].fetched)
        devices_page(console).sending.send("sync_time", [played[0].id])
        sure = await until(lambda: _modal(ConfirmDialog), 30)
        assert len(played[0].fetched) == before
        press(sure.do)
        await until(lambda: len(played[0].fetched) > before, 30)


async def test_a_switch_is_thrown_back_by_undo(opened: Opened, fleet: Fleet, until: Until) -> None:
    async with (
        opened() as console,
        hands(fleet.edge.url, fleet.edge.admin_key, "Essaouira", "SWITCH1") as played,
    ):
        session = await connected(console, fleet, until)
        await online(session, until, played[0].id)
        devices_page(console).sending.open([played[0].id], "update_settings")
        dialog = await asked(until)
        assert dialog.step is Step.WHAT
        assert dialog.what.asked is not None
        summer = dialog.what.asked.fields["daylight_saving"].control
        assert isinstance(summer, Choice)
        press(summer.button(True))
        press(dialog.forward)
        press(dialog.forward)
        await until(lambda: dialog.step is Step.LIVE and dialog.live.undo.isVisible(), 60)
        first = dialog.live.job
        press(dialog.live.undo)
        await until(lambda: dialog.live.job is not first, 30)
        await until(lambda: dialog.live.job is not None and not dialog.live.job.open, 60)
        assert played[0].fetched.count("SET") == 2
        press(dialog.forward)


async def test_read_only_shows_no_command_anywhere(opened: Opened, fleet: Fleet, until: Until) -> None:
    async with opened() as console:
        session = await connected(console, fleet, until, SafeMode.READ_ONLY)
        await until(lambda: bool(session.fleet.devices), 30)
        page = devices_page(console)
        page.marks.mark(list(session.fleet.devices)[:2])
        await until(page.bar.isVisible)
        assert not any(button.isVisible() for _, button in page.bar.buttons)
        assert not any(command.id.startswith("devices.send") for command in page.commands())
        listed = commands_page(console)
        await until(listed.isVisible)
        assert not listed.new.isVisible()
        assert not any(command.id == "commands.send" for command in listed.commands())
        sheet = DeviceSheet(page.around)
        assert sheet.show_id(next(iter(session.fleet.devices)))
        assert not sheet.command.isVisibleTo(sheet)
        sheet.deleteLater()

"""Webhooks and keys as an operator lives with them: a receiver that fails and comes back, a key from its
making to its end.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from common.client import EdgeClient, KeyRefused
from console.app import Console
from console.core.profiles import Profile, SafeMode
from console.core.session import Session
from console.core.states import Live
from console.core.webhooks import Health
from console.views.access.audit import AuditList
from console.views.access.keys import KeysList
from console.views.dialogs.access import KeyDialog
from console.views.dialogs.ask import ConfirmDialog, line_of
from console.views.dialogs.secret import SecretDialog
from console.views.dialogs.webhook import EndpointDialog, ReplayDialog
from console.views.dialogs.webhook_trial import SignatureDialog, TrialDialog
from console.views.pages.keys import KeysPage
from console.views.pages.webhooks import WebhooksPage
from console.views.webhooks.deliveries import DeliveriesList
from console.views.webhooks.delivery_detail import DeliveryDetail
from console.views.widgets.notice import Tone
from tests.console.ui.conftest import Fleet, Opened
from tests.console.webhook_receiver import Receiver, hours_pass, receiving

Until = Callable[..., Awaitable[Any]]


WRITES = {
    *(f"webhooks.{verb}" for verb in ("new", "test", "pause", "edit", "delete", "resend", "retry", "replay")),
    *(f"keys.{verb}" for verb in ("new_key", "rotate", "whose", "revoke", "new_person", "edit", "delete")),
}


async def connected(
    console: Console, fleet: Fleet, key: str, until: Until, profile: Profile | None = None
) -> Session:
    console.window.show()
    await console.open(profile or Profile.new("Test", fleet.edge.url), key, remember=False)
    session = console.session
    assert session is not None
    await until(lambda: isinstance(session.state, Live), 30)
    return session


async def dialog(until: Until, kind: type[Any]) -> Any:
    await until(lambda: isinstance(QApplication.activeModalWidget(), kind), 30)
    return QApplication.activeModalWidget()


async def closed(until: Until) -> None:
    await until(lambda: QApplication.activeModalWidget() is None, 30)


def write(line: QLineEdit, words: str) -> None:
    line.clear()
    QTest.keyClicks(line, words)


def press(console: Console, key: Qt.Key) -> None:
    """As the system hands it in, before any widget sees it."""
    door = console.window.windowHandle()
    assert door is not None
    QTest.keyClick(door, key)


async def hooks(console: Console, until: Until) -> WebhooksPage:
    console.window.go("webhooks")
    page = console.window.page
    assert isinstance(page, WebhooksPage)
    await until(lambda: len(page.lists) == 2, 30)
    await until(lambda: not page.endpoints.loading, 30)
    return page


async def add_webhook(
    console: Console, page: WebhooksPage, receiver: Receiver, until: Until, event: str
) -> str:
    """By the page. Returns its secret, as it stood in the clipboard."""
    before = page.endpoints.model.total
    assert console.window.registry.run("webhooks.new")
    asked = await dialog(until, EndpointDialog)
    asked.finish()
    assert asked.url.wrong, "an address is needed"
    write(line_of(asked.url), receiver.url)
    write(line_of(asked.description), event)
    QTest.mouseClick(asked.events.which.button(False), Qt.MouseButton.LeftButton)
    asked.events.boxes[event].setChecked(True)
    asked.do.click()
    shown = await dialog(until, SecretDialog)
    shown.copies[0].click()
    secret = QGuiApplication.clipboard().text()
    assert secret == shown.lines[0].text()
    shown.do.click()
    await closed(until)
    await until(lambda: page.endpoints.model.total == before + 1, 30)
    return secret


async def test_what_failed_is_delivered_again_once_the_receiver_is_back(
    opened: Opened, fleet: Fleet, until: Until
) -> None:
    async with receiving() as receiver, opened() as console:
        await connected(console, fleet, fleet.edge.admin_key, until)
        page = await hooks(console, until)
        receiver.status = 500
        secret = await add_webhook(console, page, receiver, until, "attendance.created")
        endpoints, deliveries = page.endpoints, page.deliveries
        made = next(it for it in endpoints.model.all() if it.url == receiver.url)
        # it fails, and one sees that
        await until(lambda: receiver.signatures, 30)
        endpoints.reload()
        await until(lambda: endpoints.model.record(made.id).health is Health.FAILING, 30)
        endpoints.table.show_current(made.id)
        endpoints.focus_first()
        press(console, Qt.Key.Key_V)
        await until(lambda: page.front is deliveries, 10)
        await until(lambda: any(it.failing for it in deliveries.model.all()), 30)
        # six attempts later they are given up
        await hours_pass(fleet.edge.data)

        lost = await given_up(deliveries, until)
        assert not receiver.taken
        # one of them in full: what was sent, what came back, and that it was signed well
        first = next(it for it in deliveries.model.all() if it.state == "dead")
        deliveries.show_record(first.id)
        detail = deliveries.pane.detail if deliveries.pane is not None else None
        assert isinstance(detail, DeliveryDetail)
        await until(lambda: detail.told is not None, 30)
        assert detail._cards[0].response.text.toPlainText() == '{\n  "said": 500\n}'
        assert secret not in detail.headers.text.toPlainText()
        detail._check.click()
        checked = await dialog(until, SignatureDialog)
        write(checked.secret.line, secret)
        checked.do.click()
        assert {notice._tone for notice in checked.results} <= {Tone.GOOD, Tone.CARE}
        checked.leave.click()
        await closed(until)
        # it is back: all of them arrive, each under the id that it always had
        receiver.status = 200
        page.show_list("endpoints")
        endpoints.table.show_current(made.id)
        assert console.window.registry.run("webhooks.retry")
        (await dialog(until, ConfirmDialog)).do.click()
        await closed(until)
        await until(lambda: receiver.taken, 30)
        await until(lambda: not endpoints.acting.busy, 10)
        endpoints.actions_on.replay(endpoints.model.record(made.id))
        asked = await dialog(until, ReplayDialog)
        await until(asked.do.isEnabled, 30)
        assert int(asked.preview.title.split()[0]) >= len(lost)
        asked.do.click()
        await closed(until)
        await until(lambda: set(lost) <= set(receiver.taken), 30)
        endpoints.reload()
        await until(lambda: endpoints.model.record(made.id).health is Health.TAKING, 30)
        await delete(console, page, made.id, receiver, until)


async def given_up(deliveries: DeliveriesList, until: Until) -> list[str]:
    """The events that are, once there are some."""
    async with asyncio.timeout(30):
        while True:
            deliveries.reload()
            await until(lambda: not deliveries.loading, 30)
            if lost := [it.event_id for it in deliveries.model.all() if it.state == "dead"]:
                return lost
            await asyncio.sleep(0.2)  # nobody tells of it


async def delete(
    console: Console, page: WebhooksPage, endpoint_id: str, receiver: Receiver, until: Until
) -> None:
    page.endpoints.table.show_current(endpoint_id)
    assert console.window.registry.run("webhooks.delete")
    asked = await dialog(until, ConfirmDialog)
    assert not asked.do.isEnabled(), "it has to be written out first"
    write(line_of(asked.field), receiver.url.partition("://")[2].partition("/")[0])
    asked.do.click()
    await closed(until)
    await until(lambda: page.endpoints.model.record(endpoint_id) is None, 30)


async def test_a_test_event_says_what_came_back(opened: Opened, fleet: Fleet, until: Until) -> None:
    async with receiving() as receiver, opened() as console:
        await connected(console, fleet, fleet.edge.admin_key, until)
        page = await hooks(console, until)
        await add_webhook(console, page, receiver, until, "alert.opened")
        made = next(it for it in page.endpoints.model.all() if it.url == receiver.url)
        page.endpoints.table.show_current(made.id)
        assert console.window.registry.run("webhooks.test")
        asked = await dialog(until, TrialDialog)
        asked.do.click()
        await until(asked.do.isEnabled, 30)
        assert asked.outcome.title == "It was taken"
        receiver.status = 503
        asked.do.click()
        await until(lambda: asked.do.isEnabled() and asked.outcome.title.startswith("Answered 503"), 30)
        assert '"said": 503' in asked.response.text.toPlainText()
        assert '"test": true' in asked.sent.text.toPlainText()
        asked.leave.click()
        await closed(until)
        await until(lambda: not page.endpoints.acting.busy, 10)
        # paused, it is told of nothing, and says so
        assert console.window.registry.run("webhooks.pause")
        (await dialog(until, ConfirmDialog)).do.click()
        await closed(until)
        await until(lambda: page.endpoints.model.record(made.id).health is Health.PAUSED, 30)
        await until(lambda: not page.endpoints.acting.busy, 10)
        assert console.window.registry.run("webhooks.resume")
        await until(lambda: page.endpoints.model.record(made.id).health is not Health.PAUSED, 30)


async def test_a_key_from_its_making_to_its_end(opened: Opened, fleet: Fleet, until: Until) -> None:
    async with opened() as console:
        await connected(console, fleet, fleet.edge.admin_key, until)
        window = console.window
        window.go("keys")
        page = window.page
        assert isinstance(page, KeysPage)
        await until(lambda: len(page.lists) == 3, 30)
        keys = page.lists["api_keys"]
        assert isinstance(keys, KeysList)
        await until(lambda: keys.model.total == 1, 30)
        assert window.registry.run("keys.new_key")
        asked = await dialog(until, KeyDialog)
        write(line_of(asked.name), "Wallboard")
        asked.role.button("viewer").click()
        asked.do.click()
        shown = await dialog(until, SecretDialog)
        secret = shown.lines[0].text()
        QTest.keyClick(shown, Qt.Key.Key_Escape)
        assert shown.isVisible(), "not before somebody has thought of keeping it"
        shown.copies[0].click()
        assert QGuiApplication.clipboard().text() == secret
        QTest.keyClick(shown, Qt.Key.Key_Escape)
        await closed(until)
        await until(lambda: keys.model.total == 2, 30)
        async with EdgeClient(fleet.edge.url, secret) as client:
            assert (await client.me())["name"] == "Wallboard"
            wallboard = next(key for key in keys.model.all() if key.name == "Wallboard")
            keys.table.show_current(wallboard.id)
            assert window.registry.run("keys.revoke")
            sure = await dialog(until, ConfirmDialog)
            write(line_of(sure.field), "Wallboard")
            sure.do.click()
            await closed(until)
            await until(lambda: keys.model.record(wallboard.id).status == "revoked", 30)
            with pytest.raises(KeyRefused):
                await client.me()
        # the log says who did both, and that nobody has touched it since
        press(console, Qt.Key.Key_3)
        audit = page.lists["audit"]
        assert isinstance(audit, AuditList)
        await until(lambda: page.front is audit and audit.model.total, 30)
        done = {it.action: it for it in audit.model.all() if it.target == wallboard.id}
        assert set(done) == {"key.create", "key.revoke"}
        assert audit.names.actor(done["key.revoke"].actor).startswith("admin")
        await until(lambda: audit.proof.line.word.text() == "Unbroken", 30)


async def test_who_only_looks_sees_nothing_to_press(opened: Opened, fleet: Fleet, until: Until) -> None:
    async with EdgeClient(fleet.edge.url, fleet.edge.admin_key) as client:
        made = await client.post("/v1/keys", {"name": "Looks", "role": "operator"})
        viewer = await client.post("/v1/keys", {"name": "Sees", "role": "viewer"})
    async with opened() as console:
        await connected(console, fleet, made["key"], until)
        page = await hooks(console, until)
        ids = {command.id for command in page.commands()}
        assert "webhooks.deliveries" in ids
        assert not ids & WRITES
        assert not page.endpoints._new.isVisible()
        assert not console.window.may_go("keys")
    async with opened() as console:
        careful = replace(Profile.new("Test", fleet.edge.url), safe_mode=SafeMode.READ_ONLY)
        await connected(console, fleet, fleet.edge.admin_key, until, careful)
        page = await hooks(console, until)
        assert not page.endpoints._new.isVisible()
        assert not {command.id for command in page.commands()} & WRITES
        console.window.go("keys")
        keys = console.window.page
        assert isinstance(keys, KeysPage)
        await until(lambda: len(keys.lists) == 3, 30)
        assert not {command.id for command in keys.commands()} & WRITES
    async with opened() as console:
        await connected(console, fleet, viewer["key"], until)
        await until(lambda: not console.window.may_go("webhooks"), 30)
        assert not console.window.may_go("keys")

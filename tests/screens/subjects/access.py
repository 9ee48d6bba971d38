"""Webhooks, keys and the audit log."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from tests.screens.subjects import opened_by, settled, subject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from console.app import Console
    from console.views.pages.keys import KeysPage
    from console.views.pages.webhooks import WebhooksPage

NOBODY_LISTENS = "http://127.0.0.1:9/in"


async def webhooks_page(console: Console) -> WebhooksPage:
    """With two webhooks of which one is paused and nobody listens to the other."""
    from console.views.pages.webhooks import WebhooksPage

    session = console.session
    assert session is not None
    client = session.connection.client
    if not (await client.get("/v1/webhooks"))["data"]:
        wanted: dict[str, Any] = {"url": NOBODY_LISTENS, "description": "Payroll", "events": ["*"]}
        await client.post("/v1/webhooks", wanted)
        paused = await client.post(
            "/v1/webhooks", {"url": "https://hr.example.com/punchdeck", "events": ["alert.opened"]}
        )
        await client.post(f"/v1/webhooks/{paused['id']}/disable", {})
    console.window.go("webhooks")
    page = console.window.page
    assert isinstance(page, WebhooksPage)
    page.endpoints.reload()
    async with asyncio.timeout(20):
        while page.endpoints.model.total < 2 or len(page.lists) < 2:
            await asyncio.sleep(0.1)
    page.show_list("endpoints")
    return page


@subject("webhooks")
async def webhooks(console: Console) -> QWidget:
    page = await webhooks_page(console)
    page.endpoints.show_record(page.endpoints.model.row(0).id)
    return await settled(console.window)


@subject("webhooks-delivery")
async def webhooks_delivery(console: Console) -> QWidget:
    """One that failed, in full."""
    page = await webhooks_page(console)
    page.show_deliveries(page.endpoints.model.row(0).id)
    page.deliveries.state.choose("failing")
    async with asyncio.timeout(30):
        while not page.deliveries.model.shown:
            page.deliveries.reload()
            await asyncio.sleep(0.5)
    page.deliveries.show_record(page.deliveries.model.row(0).id)
    return await settled(console.window, 1.0)


@subject("webhooks-new")
async def webhooks_new(console: Console) -> QWidget:
    page = await webhooks_page(console)
    return await opened_by(console, page.endpoints.actions_on.create)


@subject("webhooks-test")
async def webhooks_test(console: Console) -> QWidget:
    page = await webhooks_page(console)
    first = page.endpoints.model.row(0)
    shown = await opened_by(console, lambda: page.endpoints.actions_on.test(first))
    from console.views.dialogs.webhook_trial import TrialDialog

    assert isinstance(shown, TrialDialog)
    shown.do.click()
    async with asyncio.timeout(20):
        while not shown.do.isEnabled():
            await asyncio.sleep(0.1)
    return await settled(shown)


@subject("webhooks-replay")
async def webhooks_replay(console: Console) -> QWidget:
    page = await webhooks_page(console)
    first = page.endpoints.model.row(0)
    return await opened_by(console, lambda: page.endpoints.actions_on.replay(first))


async def keys_page(console: Console, list_id: str) -> KeysPage:
    from console.views.pages.keys import KeysPage

    console.window.go("keys")
    page = console.window.page
    assert isinstance(page, KeysPage)
    shown = page.show_list(list_id)
    async with asyncio.timeout(20):
        while shown.loading or not shown.model.total:
            await asyncio.sleep(0.1)
    shown.table.show_current(shown.model.key(shown.model.row(0)))
    shown.open_record(shown.model.key(shown.model.row(0)))
    return page


@subject("keys")
async def keys(console: Console) -> QWidget:
    await keys_page(console, "api_keys")
    return await settled(console.window)


@subject("keys-audit")
async def keys_audit(console: Console) -> QWidget:
    await keys_page(console, "audit")
    return await settled(console.window, 1.0)


@subject("keys-new")
async def keys_new(console: Console) -> QWidget:
    page = await keys_page(console, "api_keys")
    from console.views.access.keys import KeysList

    shown = page.front
    assert isinstance(shown, KeysList)
    return await opened_by(console, shown.actions_on.create)

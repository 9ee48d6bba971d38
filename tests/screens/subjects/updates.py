"""New versions: the line over the page, all that is known of one, and the card of the settings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.kit.releases import manifest
from tests.screens.subjects import opened_by, settled, subject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from console.app import Console
    from console.core.updates import State
    from console.views.update_desk import UpdateDesk

NOTES = {
    "en": "- The map shows doors.\n- Reports can be sent every Monday.",
    "fr": "- La carte montre les portes.\n- Les rapports peuvent être envoyés chaque lundi.",
    "ar": "- تُظهر الخريطة الأبواب.\n- يمكن إرسال التقارير كل يوم اثنين.",
}


async def standing(console: Console, state: State) -> UpdateDesk:
    """A window that knows this much of a new version."""
    desk = await console.updating.desk()
    console.window.go("overview")
    desk.updates._state = state
    desk.updates.changed.tell(state)
    return desk


def ready() -> State:
    from common.updates import Manifest, Update
    from console.core.updates import Ready

    now = datetime.now(UTC)
    told = Manifest.model_validate_json(
        manifest(
            {"windows-x86_64": ("Punchdeck-0.2.0-windows-x64-setup.exe", b"x" * 57_000_000)},
            released_at=now - timedelta(days=1),
            expires_at=now + timedelta(days=90),
            notes=NOTES,
        )
    )
    update = Update(told, told.platforms["windows-x86_64"])
    return Ready(update, Path("C:/Users/amina/punchdeck-setup.exe"))


@subject("update-ready")
async def bar(console: Console) -> QWidget:
    """The line over the page."""
    await standing(console, ready())
    return await settled(console.window)


@subject("update-dialog")
async def dialog(console: Console) -> QWidget:
    """What is new in it."""
    desk = await standing(console, ready())
    return await opened_by(console, lambda: desk.bar.notes.click())


@subject("update-refused")
async def refused(console: Console) -> QWidget:
    """What somebody changed on its way."""
    from common.updates import Refusal, RefusalCode
    from console.core.updates import Refused

    refusal = Refusal(RefusalCode.TAMPERED, "The manifest is not what was signed. Nothing was downloaded.")
    desk = await standing(console, Refused(refusal, "https://edge.example/updates"))
    return await opened_by(console, lambda: console.updating._tasks.spawn("show", desk.show()))


@subject("update-settings")
async def settings(console: Console) -> QWidget:
    """What may happen by itself."""
    from console.views.pages.settings import SettingsPage

    console.window.go("settings")
    page = console.window.page
    assert isinstance(page, SettingsPage)
    await settled(page, 1.0)
    page.show_card(next(card for card in page.cards if card.icon == "to-end"))
    return await settled(console.window, 0.6)

"""A real edge with a simulated fleet, and the console's window on it."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keyring
import keyring.backend
import pytest
from PySide6.QtWidgets import QApplication

from console.app import Console, dress
from console.platform.paths import Paths
from tests.kit.edge_process import EdgeProcess
from tests.kit.fleet_process import FleetProcess
from tests.kit.watchdog import watchdog

OFFLINE_AFTER_S = 15


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A system keyring that forgets."""

    priority = 1.0  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.kept.pop((service, username), None)


@pytest.fixture
def memory_keyring() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    made = MemoryKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@dataclass
class Fleet:
    """An edge of its own and the terminals that call it."""

    edge: EdgeProcess
    terminals: FleetProcess


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    """Three sites, nine terminals, four punches a second; silence of OFFLINE_AFTER_S counts as offline."""
    folder: Path = tmp_path_factory.mktemp("fleet")
    asked = ("--sites", "3", "--devices", "9", "--rate", "4", "--seed", "3")
    (folder / "edge").mkdir()
    (folder / "edge" / "punchdeck.toml").write_text(f"offline_after = {OFFLINE_AFTER_S}\n")
    with (
        EdgeProcess(folder / "edge", "--dev") as edge,
        FleetProcess(edge.url, edge.admin_key, folder / "fleet.log", *asked) as terminals,
    ):
        yield Fleet(edge, terminals)


async def page_shown(console: Console, page_id: str, until: Callable[..., Awaitable[object]]) -> Any:
    """The page, in front, once the window has made it of itself: what a test does is one step of the UI
    thread, in which code would have to be loaded too."""
    await until(lambda: page_id in console.window.pages, 30)
    console.window.go(page_id)
    return console.window.pages[page_id]


Opened = Callable[[], AbstractAsyncContextManager[Console]]


@pytest.fixture
def opened(qapp: QApplication, tmp_path: Path, memory_keyring: MemoryKeyring) -> Opened:
    """The whole program but for its loop: `async with opened() as console`. Nothing of it is left after.

    No fixture that ends by itself: between a test and the end of its fixtures events are handled while no
    loop runs, and tasks of the program would take their steps there.
    """

    @asynccontextmanager
    async def open_console() -> AsyncIterator[Console]:
        dress(qapp)
        console = Console(qapp, Paths.under(tmp_path / "console"))
        console.window.resize(1440, 900)
        try:
            yield console
        finally:
            watchdog.stop()
            await console.end()
            del console
            gc.collect()

    return open_console

"""Takes the pictures of one scale: a child of `python -m tests.screens`."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import traceback
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from common.client import EdgeError
from common.zone_rules import use_newest_rules
from console.app import Console, run
from console.core import window_memory
from console.core.profiles import Profile
from console.core.states import Live
from console.platform.paths import Paths
from console.theme.theme import Look
from tests.kit.chaos import ChaosProxy
from tests.screens.clipping import CUT, clipped
from tests.screens.subjects import NETWORK, SUBJECTS, Subject

SIZE = (1440, 900)
FEED_LINES = 60
WAIT_S = 60.0


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("url")
    parser.add_argument("key")
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--page", action="append")
    parser.add_argument("--theme")
    parser.add_argument("--lang", default="en")
    asked = parser.parse_args()
    use_newest_rules()
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths.under(Path(folder))
        paths.window.parent.mkdir(parents=True, exist_ok=True)
        window_memory.save(paths.window, window_memory.WindowMemory(language=asked.lang))
        return run(lambda console: take(console, asked), paths)


async def take(console: Console, asked: argparse.Namespace) -> None:
    address = urlsplit(asked.url)
    async with ChaosProxy((address.hostname or "", address.port or 80)) as network:
        NETWORK.append(network)
        await take_all(console, asked, f"http://127.0.0.1:{network.port}")


async def take_all(console: Console, asked: argparse.Namespace, url: str) -> None:
    window = console.window
    missing: list[str] = []
    window.resize(*SIZE)
    window.show()
    wanted = [SUBJECTS[each] for each in asked.page or SUBJECTS]
    looks = [Look(asked.theme)] if asked.theme else [Look.DARK, Look.LIGHT]
    for look in looks:
        console.theme.set_look(look)
        NETWORK[-1].refusing = False
        await console.open(Profile("demo", "Demo fleet", url, colour="#6D5BD0"), asked.key, remember=False)
        async with asyncio.timeout(WAIT_S):
            session = console.session
            assert session is not None
            while not isinstance(session.state, Live) or len(session.feed) < FEED_LINES:
                await asyncio.sleep(0.1)
        spoken = "" if asked.lang == "en" else f"-{asked.lang}"
        for each in sorted(wanted, key=lambda subject: subject.alone):
            path = asked.out / f"{each.name}{spoken}-{look.value}-{asked.scale}x.png"
            try:
                await picture(console, each, path)
            except (TimeoutError, AssertionError, httpx.HTTPError, EdgeError):
                traceback.print_exc()
                missing.append(path.name)
                put_away()
        await console.close_session()
    if missing:
        print(f"{len(missing)} pictures were not taken: {', '.join(missing)}", flush=True)
    console.leave.set()


async def reach_again(console: Console) -> None:
    """After a subject that cut the line."""
    session = console.session
    if session is None or not NETWORK[-1].refusing:
        return
    NETWORK[-1].refusing = False
    async with asyncio.timeout(WAIT_S):
        while not isinstance(session.state, Live):
            await asyncio.sleep(0.1)


def put_away() -> None:
    """What a subject has left in front, one behind the other."""
    while (dialog := QApplication.activeModalWidget()) is not None:
        dialog.reject() if isinstance(dialog, QDialog) else dialog.close()


async def picture(console: Console, subject: Subject, path: Path) -> None:
    await reach_again(console)
    shown: QWidget = await subject.show(console)
    shown.grab().save(str(path))
    print(path.name, flush=True)
    for found in shown.property(CUT) or clipped(shown):
        print(f"  cut in {path.stem}: {found}", flush=True)
    if isinstance(shown, QDialog):
        shown.reject()
    await asyncio.sleep(0.05)
    put_away()


if __name__ == "__main__":
    sys.exit(main())

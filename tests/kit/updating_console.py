"""A console of its own process that updates itself: what an operator would press is pressed.

    python -m tests.kit.updating_console FOLDER EDGE_URL EDGE_KEY PUBLIC_KEY

It believes it runs on Windows, so that what was fetched is run once it has ended. It prints what its window
says, a line each, and "ended" as its last word.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from console.app import Console, run
from console.core.profiles import Profile
from console.core.update_handover import Installed
from console.core.update_policy import Policy
from console.core.updates import Found, Looking, Ready, Setting, Unknown, Updates
from console.platform.paths import Paths


def main() -> int:
    folder, url, key, public = sys.argv[1:]
    paths = Paths.under(Path(folder))
    setting = Setting(
        *(paths.updates, paths.update_memory, Policy(), "windows-x86_64", Installed.BY_USER, "win32"),
        keys=(public,),
    )

    async def begin(console: Console) -> None:
        console.window.show()
        await console.open(Profile.new("Test", url), key)
        asyncio.get_running_loop().create_task(press(console))

    ended = run(begin, paths, seconds=60, updates=setting)
    print("ended", flush=True)
    return ended


async def press(console: Console) -> None:
    desk = await console.updating.desk()
    updates = desk.updates
    say = print
    console.window.registry.run("help.updates")
    await settled(updates)
    say(desk.says.told(updates).title, flush=True)
    if isinstance(updates.state, Found):
        assert desk.bar.isVisible()
        say(desk.bar.words, flush=True)
        desk.bar.action.click()
        await settled(updates, Ready)
        say(desk.bar.words, flush=True)
        if desk.dialog is not None:
            desk.dialog.reject()
        if isinstance(updates.state, Ready):
            desk.bar.action.click()
            return
    console.leave.set()


async def settled(updates: Updates, *wanted: type) -> None:
    """Until what was begun has come to something."""
    changed = asyncio.Event()
    end = updates.changed.add(lambda _: changed.set())
    try:
        async with asyncio.timeout(40):
            while not _done(updates, wanted):
                await changed.wait()
                changed.clear()
    finally:
        end()


def _done(updates: Updates, wanted: tuple[type, ...]) -> bool:
    state = updates.state
    if wanted:
        return isinstance(state, wanted) or (isinstance(state, Found) and bool(state.failure))
    return not isinstance(state, Unknown | Looking)


if __name__ == "__main__":
    sys.exit(main())

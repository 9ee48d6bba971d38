"""`punchdeck demo` on a real display, worked with a real keyboard: from the first window to nothing left."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from common.client import EdgeClient
from console.theme.tokens import DARK
from tests.kit.demo_window import demo_window
from tests.kit.screen import NEEDED, Screen, screen_in, wait

SITE = "Warehouse - Gate A"

pytestmark = NEEDED


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    with screen_in(tmp_path) as made:
        yield made


def online(url: str, key: str, site: str) -> float:
    """Which share of a site's terminals is. In the demo one or the other comes and goes by itself."""

    async def ask() -> float:
        async with EdgeClient(url, key) as client:
            devices = await client.devices(site=site)
            return sum(device["status"] == "online" for device in devices) / len(devices)

    return asyncio.run(ask())


def test_the_demo_opens_a_window_where_a_dark_site_turns_red_and_comes_back(screen: Screen) -> None:
    with demo_window(screen) as demo:
        wait(lambda: online(demo.url, demo.key, "warehouse") > 0.7, 60, "the site is online")
        screen.press("g", "m")
        wait(lambda: screen.share(DARK.online) > 0.2, 20, "green marks on the map")
        calm = screen.share(DARK.offline)
        screen.press("ctrl+k")
        screen.write(SITE)
        screen.press("Return")
        screen.press("ctrl+k")
        screen.write("Cut the line")
        screen.press("Return")
        wait(lambda: online(demo.url, demo.key, "warehouse") == 0, 60, "the site is dark")
        wait(lambda: screen.share(DARK.offline) > calm + 0.3, 10, "red on the screen")
        dark = screen.share(DARK.offline)
        screen.press("ctrl+k")
        screen.write("Mend the line")
        screen.press("Return")
        wait(lambda: online(demo.url, demo.key, "warehouse") > 0.7, 90, "the site is back")
        wait(lambda: screen.share(DARK.offline) < dark * 0.7, 10, "less red on the screen")
        screen.press("ctrl+q")
        demo.ended()

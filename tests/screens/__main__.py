"""Renders every page and dialog, fed by a real edge with a simulated fleet, to PNG files and a contact sheet.

    python -m tests.screens OUT [--page P]… [--theme light|dark] [--lang en|fr|ar] [--scale 1|2]

Without a filter: all of them, in every language. Two sites are cut off before the pictures are taken, so that
trouble shows.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from common.client import EdgeClient
from console.demo import Demo, DemoOptions, running_demo, until_staged
from console.i18n.translations import LANGUAGES
from tests.console.alarms import Alarms
from tests.screens.alarms import stage
from tests.screens.contact_sheet import contact_sheet
from tests.screens.subjects import SUBJECTS

DARK_SITES = ("warehouse", "farm-meknes")
OPERATOR = "Africa/Casablanca"
"""Where the one sits who looks: most sites have the same time, and some another."""
AT_WORK_S = 60.0
"""How long the fleet works before a line is cut, and how long after it."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.screens", description=__doc__)
    parser.add_argument("out", type=Path, help="the folder for the pictures")
    parser.add_argument(
        "--page", action="append", choices=sorted(SUBJECTS), help="only this page or dialog; more than once"
    )
    parser.add_argument("--theme", choices=("light", "dark"))
    parser.add_argument("--lang", choices=LANGUAGES)
    parser.add_argument("--scale", type=int, choices=(1, 2))
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    failed = asyncio.run(shoot_all(asked))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    contact_sheet(asked.out)
    print(f"{len(list(asked.out.glob('*.png')))} pictures in {asked.out}")
    return failed


@asynccontextmanager
async def fleet_in_trouble() -> AsyncIterator[Demo]:
    """A demo that has worked for a while, with two sites cut off and every kind of alert."""
    async with running_demo(DemoOptions()) as demo:
        await until_staged(demo)
        await asyncio.sleep(AT_WORK_S)
        await shorten_holds(demo)
        for site in await sites_to_cut(demo):
            await demo.tell_fleet(f"cut {site}")
        await asyncio.sleep(AT_WORK_S)
        await raise_alarms(demo)
        yield demo


async def shoot_all(asked: argparse.Namespace) -> int:
    failed = 0
    async with fleet_in_trouble() as demo:
        for scale in (asked.scale,) if asked.scale else (1, 2):
            spoken = (asked.lang,) if asked.lang else LANGUAGES
            for code in await asyncio.gather(*(shoot(demo, asked, scale, language) for language in spoken)):
                failed |= code
    return failed


async def shorten_holds(demo: Demo) -> None:
    """Nobody waits five minutes for the outages of the sites that are cut."""
    headers = {"Authorization": f"Bearer {demo.key}"}
    async with httpx.AsyncClient(base_url=demo.url, headers=headers) as http:
        for kind in ("device_offline", "site_outage"):
            answer = await http.patch(f"/v1/rules/rule_{kind}", json={"params": {"hold_s": 5}})
            answer.raise_for_status()


async def raise_alarms(demo: Demo) -> None:
    """Alerts as the fleet's troubles would make them, had anybody time to wait for that."""
    async with EdgeClient(demo.url, demo.key) as client:
        me, sites, devices = await client.me(), await client.sites(), await client.devices()
    by_site = {site["id"]: [it for it in devices if it["site_id"] == site["id"]] for site in sites}
    dark = [site for site in sites if site["slug"] in await sites_to_cut(demo)]
    alarms = Alarms(demo.folder, me["tenant"]["id"])
    try:
        stage(alarms, sites, dark, by_site)
    finally:
        alarms.close()


async def sites_to_cut(demo: Demo) -> list[str]:
    """Two of the fleet's: one whole site dark is an outage, and there shall be more than one."""
    async with EdgeClient(demo.url, demo.key) as client:
        slugs = [site["slug"] for site in await client.sites()]
    return [slug for slug in DARK_SITES if slug in slugs] or slugs[-2:]


async def shoot(demo: Demo, asked: argparse.Namespace, scale: int, language: str) -> int:
    """In a process of its own: Qt takes its scale from the environment, once."""
    options = [word for page in asked.page or () for word in ("--page", page)]
    options += ["--theme", asked.theme] if asked.theme else []
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.screens.shoot",
        *(str(asked.out), demo.url, demo.key, "--scale", str(scale), "--lang", language, *options),
        env={**os.environ, "QT_QPA_PLATFORM": screen(), "QT_SCALE_FACTOR": str(scale), "TZ": OPERATOR},
    )
    return await process.wait()


def screen() -> str:
    """One that holds the whole window at twice the size."""
    place = {"x": 0, "y": 0, "width": 3200, "height": 2000, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    path = Path(tempfile.gettempdir(), f"punchdeck-screen-{os.getpid()}.json")
    path.write_text(json.dumps({"screens": [{"name": "desk", **place}]}))
    return f"offscreen:configfile={path}"


if __name__ == "__main__":
    sys.exit(main())

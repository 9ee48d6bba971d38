"""A day before the console on a real display, with nothing but its keyboard and its mouse."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from PySide6.QtGui import QImage

from console.views.shell.window_places import WindowPlaces
from tests.kit.demo_window import DemoWindow, demo_window
from tests.kit.screen import NEEDED, Screen, screen_in, wait

SITE: Final = "warehouse"
RAIL_X, RAIL_FIRST_Y, RAIL_STEP, SETTINGS_Y = 100, 115, 37, 806
"""Where the places of the rail are in the window, as it opens on this screen."""
STRIP: Final = (0, 60, 150, 500)
"""Of the rail too: on the wall something else is there."""

pytestmark = NEEDED


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    with screen_in(tmp_path) as made:
        yield made


class Day:
    """What the operator does, and what the edge says of it."""

    def __init__(self, screen: Screen, demo: DemoWindow, api: httpx.Client) -> None:
        self.screen, self.demo, self.api = screen, demo, api

    @property
    def page(self) -> str:
        """Which page is in front, by what the system shows of the window."""
        return self.screen.title(self.demo.window).partition(" · ")[0]

    def ask(self, path: str, **query: str) -> list[dict[str, Any]]:
        answer = self.api.get(path, params=query).raise_for_status()
        found: list[dict[str, Any]] = answer.json()["data"]
        return found

    def go(self, keys: str, title: str) -> None:
        def press() -> bool:
            self.screen.press(*keys.lower().split())
            end = time.monotonic() + 5
            while time.monotonic() < end and self.page != title:
                time.sleep(0.1)
            return self.page == title

        wait(press, 25, f"the page {title}")

    def comes_to(self, title: str) -> None:
        wait(lambda: self.page == title, 20, f"the page {title}")

    def palette(self, words: str) -> None:
        """Find it and choose it."""
        self.screen.press("ctrl+k")
        self.screen.write(words)
        self.screen.press("Return")

    def dialog(self, name: str) -> str:
        """One that has opened, with the keyboard in it."""
        found = wait(lambda: self.screen.window(name), 20, f"the dialog {name!r}")
        self.screen.focus(found)
        return found

    def asked_for(self, name: str, *keys: str) -> str:
        """One that keys open as soon as there is something to open it for."""

        def press() -> str | None:
            self.screen.press(*keys)
            end = time.monotonic() + 3
            while time.monotonic() < end and self.screen.window(name) is None:
                time.sleep(0.25)
            return self.screen.window(name)

        found = str(wait(press, 40, f"the dialog {name!r}"))
        self.screen.focus(found)
        return found

    def back(self, name: str) -> None:
        """That dialog is closed, and the keyboard is in the window again."""
        wait(lambda: self.screen.window(name) is None, 20, f"the end of {name!r}")
        self.screen.focus(self.demo.window)

    def export(self, title: str, path: Path) -> list[Mapping[str, str]]:
        """What Ctrl+E makes of the page, as a spreadsheet reads it."""
        self.asked_for(f"Export {title}", "ctrl+e")
        self.screen.write(str(path))
        self.screen.press("Return")
        self.back(f"Export {title}")
        wait(path.exists, 20, f"the file {path.name}")
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def unlike(self, before: QImage) -> float:
        """Which share of a strip at the window's side has changed."""
        now = self.strip()
        points = [(x, y) for x in range(0, now.width(), 3) for y in range(0, now.height(), 3)]
        return sum(before.pixel(*at) != now.pixel(*at) for at in points) / len(points)

    def strip(self) -> QImage:
        return QImage(str(self.screen.picture())).copy(*STRIP)


def test_a_day_by_keyboard_and_mouse(screen: Screen, tmp_path: Path) -> None:
    with demo_window(screen) as demo, httpx.Client(base_url=demo.url, headers=demo.headers) as api:
        day = Day(screen, demo, api)
        for kind in ("device_offline", "site_outage"):  # nobody waits five minutes for them
            api.patch(f"/v1/rules/rule_{kind}", json={"params": {"hold_s": 5}}).raise_for_status()
        wait(lambda: day.page == "Overview", 30, "the first page")
        cuts_the_line_of_a_site(day)
        walks_by_keys(day)
        walks_by_mouse(day)
        restarts_a_terminal(day)
        filters_the_terminals(day, tmp_path / "terminals.csv")
        finds_punches(day, tmp_path / "punches.csv")
        takes_an_alert_on(day)
        looks_at_the_keys(day)
        shows_the_wall_and_comes_back(day)
        screen.press("ctrl+q")
        demo.ended()


def cuts_the_line_of_a_site(day: Day) -> None:
    """So that there is an alert by and by."""
    wait(lambda: len(day.ask("/v1/devices", status="online")) > 20, 60, "a fleet")
    site = next(it for it in day.ask("/v1/sites") if it["slug"] == SITE)
    day.palette(site["name"])
    day.comes_to("Map")
    day.palette("Cut the line")


def walks_by_keys(day: Day) -> None:
    for place in WindowPlaces().all:
        day.go(place.hint, place.title)


def walks_by_mouse(day: Day) -> None:
    """Down the rail, and to what is apart at its bottom."""
    places = WindowPlaces()
    heights = [RAIL_FIRST_Y + number * RAIL_STEP for number in range(len(places.main))]
    for place, y in zip(places.all, [*heights, SETTINGS_Y], strict=True):
        day.screen.click(day.demo.window, RAIL_X, y)
        day.comes_to(place.title)


def restarts_a_terminal(day: Day) -> None:
    dark = {it["id"] for it in day.ask("/v1/devices", site=SITE)}
    online = [it for it in day.ask("/v1/devices", status="online") if it["id"] not in dark]
    terminal = online[0]
    day.palette(terminal["serial_number"])
    day.comes_to("Devices")
    day.screen.press("shift+r")
    day.dialog("Send a command")
    day.screen.press("Return")
    asked = wait(lambda: day.ask("/v1/commands", device=terminal["id"]), 20, "the command at the edge")
    assert [it["command"] for it in asked] == ["restart"]
    day.screen.press("Escape")
    day.back("Send a command")


def filters_the_terminals(day: Day, path: Path) -> None:
    terminal = day.ask("/v1/devices")[0]
    day.go("G D", "Devices")
    day.screen.press("slash")
    day.screen.write(f"serial:{terminal['serial_number']}")
    day.screen.press("Return")
    rows = day.export("Terminals", path)
    assert [row["Serial number"] for row in rows] == [terminal["serial_number"]]
    day.screen.press("Escape", "Escape")


def finds_punches(day: Day, path: Path) -> None:
    employee = wait(lambda: day.ask("/v1/attendance"), 30, "a punch")[0]["employee_id"]
    day.go("G P", "Attendance")
    day.screen.press("slash")
    day.screen.write(f"employee:{employee}")
    day.screen.press("Return")
    rows = day.export("Attendance", path)
    assert rows
    assert {row["Employee number"] for row in rows} == {employee}
    day.screen.press("Escape", "Escape")


def takes_an_alert_on(day: Day) -> None:
    wait(lambda: day.ask("/v1/alerts", status="open"), 60, "an alert")
    day.go("G A", "Alerts")
    day.asked_for("Take on", "Home", "a")
    day.screen.press("Return")
    day.back("Take on")
    wait(
        lambda: [it for it in day.ask("/v1/alerts") if it["acknowledged_by"]], 20, "an alert that is taken on"
    )


def looks_at_the_keys(day: Day) -> None:
    day.screen.press("question")
    day.dialog("Keyboard shortcuts")
    day.screen.press("Escape")
    day.back("Keyboard shortcuts")


def shows_the_wall_and_comes_back(day: Day) -> None:
    day.go("G O", "Overview")
    before = day.strip()
    day.screen.press("F11")
    wait(lambda: day.unlike(before) > 0.2, 20, "the wall")
    day.screen.press("Escape")
    wait(lambda: day.unlike(before) < 0.1, 20, "the window as it was")
    day.comes_to("Overview")

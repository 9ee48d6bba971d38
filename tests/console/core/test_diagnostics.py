"""The bundle of diagnostics."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from common.timings import KEPT, Timing, Timings
from console.core.diagnostics import (
    Piece,
    bundle,
    connection_piece,
    known_names,
    log_piece,
    read_tail,
    requests_piece,
    settings_piece,
)
from console.core.manners import Manners
from console.core.profiles import Profile, SafeMode
from console.core.window_memory import WindowMemory
from tests.console.fleets import three_sites

KEY = "pd_live_0123456789abcdefghijABCDEFGHIJxyz012345"


def test_what_was_planted_is_in_none_of_its_files() -> None:
    told = three_sites().live()
    session = told.session
    profile = Profile.new("Secret headquarters", "https://hidden.example.com", safe_mode=SafeMode.CONFIRM)
    memory = WindowMemory(recent=("go.map",), pages={"feed": {"filter": 'name:"Amina El Idrissi" pin:4711'}})
    timings = Timings()
    timings.add("GET", "/v1/employees/4711?q=Amina", 200, 0.1)
    sites = [site.name for site in session.fleet.sites.values()]
    serials = [device.serial for device in session.fleet.devices.values()]
    log = (
        f"2026-11-22T07:00:00.123Z ERROR console.app: {KEY} refused at {sites[0]} for 'Amina El Idrissi', "
        f"PIN 4711, terminal {serials[0]} of Secret headquarters\n"
    )
    known = list(known_names(session, [profile]))
    pieces = [
        settings_piece(memory, Manners(), [profile]),
        connection_piece(session, ["connection", "alerts"]),
        requests_piece(timings),
        log_piece("log.txt", log, known),
    ]
    with zipfile.ZipFile(io.BytesIO(bundle(pieces))) as archive:
        everything = "\n".join(archive.read(name).decode() for name in archive.namelist())
    for planted in (KEY, "Amina", "4711", "Secret headquarters", "hidden.example", *sites, *serials):
        assert planted not in everything, planted


def test_settings_say_how_the_console_is_set_up() -> None:
    profile = Profile.new("Head office", "https://edge.example.com", safe_mode=SafeMode.READ_ONLY)
    body = json.loads(settings_piece(WindowMemory(text_scale=1.25), Manners(sounds=True), [profile]).content)
    assert body["window"]["text_scale"] == 1.25
    assert body["manners"]["sounds"] is True
    assert body["connections"][0]["safe_mode"] == "read_only"


def test_requests_are_told_with_their_times() -> None:
    said = requests_piece([Timing(0.0, "GET", "/v1/devices/…", 200, 0.0421)]).text
    assert said == "at,method,path,status,ms\n1970-01-01T00:00:00Z,GET,/v1/devices/…,200,42\n"


def test_only_the_last_requests_are_kept() -> None:
    timings = Timings()
    for number in range(KEPT + 5):
        timings.add("GET", "/v1/me", 200, number)
    assert next(it.seconds for it in timings) == 5
    assert len(timings) == KEPT


def test_of_a_long_log_the_end_is_read(tmp_path: Path) -> None:
    file = tmp_path / "log"
    file.write_text("".join(f"line {number}\n" for number in range(1000)))
    assert read_tail(file, 25).split() == ["line", "998", "line", "999"]
    assert read_tail(tmp_path / "none") == ""


def test_a_picture_has_no_text() -> None:
    assert Piece("window.png", b"\x89PNG").text is None

"""The programs of the articles, unchanged, at a served edge: only base URL, key and secret are given."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from common import signing
from tests.kit.edge_process import ROOT
from tests.samples.articles import SILENT
from tests.samples.conftest import HTTP, Office
from tests.samples.programs import CURL, JAVASCRIPT, PYTHON, Language, Listener, Toolbox, lines, until

SEEDS = Path(__file__).with_name("seeds")
SHARED = ROOT.parent / "shared" / "seeds" / "samples"
NODE_HEADERS = {"Content-Type": "application/json"}
ToolboxOf = Callable[[Language], Toolbox]


def environment(office: Office, **more: str) -> dict[str, str]:
    return {"BASE_URL": f"{office.url}/v1", "API_KEY": office.key, **more}


def test_they_are_those_of_the_articles() -> None:
    if not SHARED.is_dir():
        pytest.skip("the articles' own files are not beside this clone; the copies are what is run")
    for path in SHARED.iterdir():
        assert (SEEDS / path.name).read_bytes() == path.read_bytes(), path.name


def test_attendance_sync(office: Office, tmp_path: Path) -> None:
    def synced(**since: str) -> list[str]:
        done = Toolbox().run(
            PYTHON, SEEDS / "attendance_sync.py", cwd=tmp_path, **environment(office, **since)
        )
        return list(lines(done))

    def shown(punch: dict[str, Any]) -> str:
        return (
            f"[{punch['punch_time']}] {punch['employee_id']} — {punch['punch_type']} ({punch['verify_mode']})"
        )

    since = "2026-03-02T00:00:00Z"
    listed = office.call("GET", "/attendance", **{"from": since})["data"]
    assert len(listed) > 800
    assert synced(SINCE=since) == [f"Fetched {len(listed)} records", *map(shown, listed)]
    punch = office.punched(office.punch())
    assert shown(punch) in synced(), "what is of today is fetched without being asked for"


def test_fleet_status(office: Office, tmp_path: Path) -> None:
    def told() -> list[str]:
        done = Toolbox().run(PYTHON, SEEDS / "fleet_status.py", cwd=tmp_path, **environment(office))
        return [line for line in lines(done) if line]

    def expected() -> list[str]:
        """Without how long terminals have been offline."""
        devices = office.call("GET", "/devices")["devices"]
        names = sorted({device["site"] for device in devices})
        shown = [f"Fleet Status — {len(devices)} devices across {len(names)} sites"]
        for name in names:
            here = [device for device in devices if device["site"] == name]
            online = sum(device["status"] == "online" for device in here)
            shown.append(f"{'OK' if online == len(here) else 'WARN'} {name}: {online}/{len(here)} online")
            shown += [
                f"   {device['serial_number']} — offline" for device in here if device["status"] == "offline"
            ]
        return shown

    def agree() -> bool:
        """Somebody may go or come between the two."""
        return [re.sub(r" \d+h \d+m$", "", line) for line in told()] == expected()

    until(lambda: f"   {SILENT} — offline" in expected(), f"{SILENT} that is offline", expected, every_s=0.2)
    until(agree, "agreement", lambda: (told(), expected()))
    assert any(re.fullmatch(rf"   {SILENT} — offline \d+h \d+m", line) for line in told())


def test_site_health(office: Office, tmp_path: Path) -> None:
    site = "site_hq_main_entrance"
    office.punched(office.punch("BFEZ203901245"))

    def told() -> dict[str, Any]:
        done = Toolbox().run(PYTHON, SEEDS / "site_health.py", site, cwd=tmp_path, **environment(office))
        report: dict[str, Any] = json.loads(lines(done)[-1])
        return report

    def expected() -> dict[str, Any]:
        health = office.call("GET", f"/sites/{site}/health")
        return {
            "site": "HQ - Main Entrance",
            "devices_online": health["online_count"],
            "devices_total": 5,
            "uptime_30d": health["uptime_percentage"],
            "avg_latency_ms": health["avg_webhook_latency_ms"],
            "punches_today": health["punches_today"],
            "last_punch": health["last_punch_at"],
        }

    until(lambda: told() == expected(), "agreement", lambda: (told(), expected()))
    report = told()
    assert report["punches_today"] >= 1
    assert 0 <= report["uptime_30d"] <= 100


def test_bulk_restart_restarts_once_a_day(office: Office, tmp_path: Path) -> None:
    site = "site_hq_parking"
    serials = {device["serial_number"] for device in office.call("GET", f"/sites/{site}")["devices"]}
    assert len(serials) == 2

    def commands() -> list[dict[str, Any]]:
        found = office.call("GET", "/commands", limit=1000)["data"]
        return [
            one
            for one in found
            if one["command"] == "restart" and one["device_id"].startswith("dev_hq_parking")
        ]

    before = {command["id"] for command in commands()}
    for _ in range(2):
        done = Toolbox().run(PYTHON, SEEDS / "bulk_restart.py", site, cwd=tmp_path, **environment(office))
        results = json.loads(lines(done)[-1])
        assert {result["device"] for result in results} == serials
        assert {(result["status"], result["queued"]) for result in results} == {(202, True)}
    fresh = [command["id"] for command in commands() if command["id"] not in before]
    assert len(fresh) == 2, "one for each terminal, though it was asked for twice"
    for command in fresh:
        await_success(office, command)


@contextmanager
def listener(toolbox_of: ToolboxOf, name: str, folder: Path, **more: str) -> Iterator[Listener]:
    with toolbox_of(JAVASCRIPT).listening(JAVASCRIPT, SEEDS / name, folder, **more) as running:
        running.await_line("listening")
        yield running


def test_the_attendance_listener(office: Office, toolbox_of: ToolboxOf, tmp_path: Path) -> None:
    with listener(toolbox_of, "attendance_listener.js", tmp_path) as running:
        office.webhook(f"{running.url}/webhook/attendance", "attendance.created")
        punch = office.punched(office.punch())
        running.await_line(f"New punch: {punch['employee_id']} at {punch['punch_time']}")
        running.await_line(f"  Type: {punch['punch_type']} | Method: {punch['verify_mode']}")
        running.await_line(f"  Device: {punch['device_serial']}")


def test_the_device_status_listener(office: Office, toolbox_of: ToolboxOf, tmp_path: Path) -> None:
    """It verifies what `JSON.stringify` makes of the parsed body: that must be the bytes that were signed."""
    secret = signing.new_secret()
    terminal = office.articles.at("site_farm_meknes")[0]
    with listener(toolbox_of, "device_status_listener.js", tmp_path, WEBHOOK_SECRET=secret) as running:
        url = f"{running.url}/webhooks/device-status"
        office.webhook(url, "device.online", "device.offline", secret=secret)
        office.articles.cut(terminal.serial)
        running.await_line(f"ALERT: {terminal.serial} at Farm - Meknès went offline; last seen 20")
        office.articles.restore(terminal.serial)
        running.await_line(f"UP: {terminal.serial} at Farm - Meknès back online")
        assert "BAD SIGNATURE" not in running.output
        body = '{"event":"device.online","device":{"serial_number":"1","site":"é"}}'
        for signed, answer in ((body, 200), (body.replace("é", "e"), 401)):
            headers = {"X-PunchConnect-Signature": signing.body_signature(secret, signed.encode())}
            posted = HTTP.post(url, content=body.encode(), headers=NODE_HEADERS | headers)
            assert posted.status_code == answer


def await_success(office: Office, command: str) -> None:
    def state() -> str:
        return str(office.call("GET", f"/commands/{command}")["status"])

    until(lambda: state() == "succeeded", f"success of {command}", state, every_s=0.2)


def documents(text: str) -> list[dict[str, Any]]:
    """JSON values written one after another."""
    found, decoder = [], json.JSONDecoder()
    while text := text.lstrip():
        value, end = decoder.raw_decode(text)
        found.append(value)
        text = text[end:]
    return found


def test_every_line_of_curl(office: Office, toolbox_of: ToolboxOf, tmp_path: Path) -> None:
    moved = [f"dev_warehouse_0{number}" for number in (1, 2, 3)]
    at_warehouse = {device["id"] for device in office.call("GET", "/sites/warehouse")["devices"]}
    assert at_warehouse == {*moved, "dev_warehouse_04"}

    done = toolbox_of(CURL).run(CURL, SEEDS / "curl.sh", cwd=tmp_path, **environment(office))
    assert done.returncode == 0, done.stderr
    punches, fleet, warehouse, missing, webhook, site, restart, sync, enrol = documents(done.stdout)
    # It is of somebody else: nothing shall be sent there.
    shown = office.call("GET", f"/webhooks/{webhook['id']}")
    office.call("DELETE", f"/webhooks/{webhook['id']}")

    assert punches["object"] == "list"
    assert all(punch["punch_time"] >= "2026-03-27" for punch in punches["data"])
    assert fleet["devices"] == fleet["data"]
    assert {device["id"] for device in fleet["data"]} >= at_warehouse
    assert {device["id"] for device in warehouse["devices"]} == at_warehouse
    assert missing["error"]["code"] == "device_not_found"
    assert missing["error"]["message"] == "No device found with ID 'nonexistent'"
    assert missing["error"]["doc_url"] == f"{office.url}/docs/errors/device_not_found"

    assert shown["url"] == "https://your-app.com/webhooks/device-status"
    assert set(shown["events"]) == {"device.online", "device.offline"}
    assert webhook["secret"] == "whsec_your_signing_secret"
    assert "Standard Webhooks" in webhook["warnings"][0]

    made = office.call("GET", f"/sites/{site['id']}")
    assert (made["name"], made["location"]["timezone"]) == ("Warehouse - Gate A", "Africa/Casablanca")
    assert made["location"]["address"] == "123 Industrial Ave, Casablanca"
    assert {device["id"] for device in made["devices"]} == set(moved)
    left = office.call("GET", "/sites/warehouse")["devices"]
    assert [device["id"] for device in left] == ["dev_warehouse_04"]

    for command, word in ((restart, "restart"), (sync, "sync_employees"), (enrol, "enroll_employee")):
        assert (command["command"], command["queued"]) == (word, True)
        await_success(office, command["id"])
    first = office.articles.at("site_warehouse")[0].serial
    assert {"Ahmed K.", "Fatima B."} <= set(office.articles.users(first).values())
    assert "Sarah Johnson" in office.articles.users("BFEZ203901245").values()

    for device in moved:
        office.call("PATCH", f"/devices/{device}", {"site": "site_warehouse"})
    office.call("DELETE", f"/sites/{site['id']}")

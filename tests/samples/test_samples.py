"""The samples of the documentation, in every language, against a served edge: what they do happens."""

from __future__ import annotations

import asyncio
import csv
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from edge.alerts import book
from edge.alerts.model import Change, Entity
from edge.store.ids import now_us
from edge.store.schema import device
from edge.store.sqlite import open_sqlite
from tests.kit.edge_process import EdgeProcess
from tests.samples.conftest import BACKLOG, Office
from tests.samples.programs import LANGUAGES, SAMPLES, Language, Toolbox, lines, sample

FLOWS = (
    "first_call",
    "read_punches",
    "create_webhook",
    "verify_signature",
    "verify_standard",
    "idempotent_post",
    "export_csv",
    "stream",
    "take_on_alerts",
)
ARGUMENTS = {
    "create_webhook": ("https://example.com/hook",),
    "idempotent_post": ("dev_hq_parking_01",),
    "export_csv": ("2026-03-01T00:00:00Z", "out.csv"),
    "stream": ("1",),
    "take_on_alerts": ("I see to it",),
}
in_every_language = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
ToolboxOf = Callable[[Language], Toolbox]


def test_every_flow_is_there_in_every_language_and_short() -> None:
    found = {path.relative_to(SAMPLES).as_posix() for path in SAMPLES.glob("*/*")}
    assert found == {f"{flow}/{flow}.{language.suffix}" for flow in FLOWS for language in LANGUAGES}
    for path in SAMPLES.glob("*/*"):
        text = path.read_text()
        assert len(text.splitlines()) <= 40, path
        assert max(map(len, text.splitlines())) <= 110, path


@in_every_language
def test_the_first_call_lists_the_terminals(
    office: Office, toolbox_of: ToolboxOf, language: Language, tmp_path: Path
) -> None:
    done = toolbox_of(language).run(
        language, sample("first_call", language), cwd=tmp_path, **office.environment
    )
    told = [line.rpartition(": ") for line in lines(done)]
    known = [device["name"] for device in office.call("GET", "/devices")["data"]]
    assert sorted(name for name, _, _ in told) == sorted(known)
    assert ("Gate A - In", ": ", "online") in told


@in_every_language
def test_punches_are_read_over_many_pages_and_then_only_the_new_ones(
    office: Office, toolbox_of: ToolboxOf, language: Language, tmp_path: Path
) -> None:
    toolbox = toolbox_of(language)

    def read(*cursor: str) -> tuple[int, str, str]:
        done = toolbox.run(
            language, sample("read_punches", language), *cursor, cwd=tmp_path, **office.environment
        )
        told, onward = lines(done)
        count, _, last = told.partition(" punches, the last ")
        return int(count), last, onward.removeprefix("go on with ")

    count, last, cursor = read()
    newest = office.call("GET", "/attendance", order="received_at", cursor=cursor)
    assert newest["data"] == []
    assert count >= BACKLOG
    assert office.call("GET", f"/attendance/{last}")["object"] == "attendance"
    fresh = office.punched(office.punch())
    assert read(cursor)[:2] == (1, fresh["id"])


@in_every_language
def test_a_webhook_is_made_and_its_secret_shown(
    office: Office, toolbox_of: ToolboxOf, language: Language, tmp_path: Path
) -> None:
    url = f"https://example.com/{language.suffix}?a=1&b=é%20".replace("é", "%C3%A9")
    done = toolbox_of(language).run(
        language, sample("create_webhook", language), url, cwd=tmp_path, **office.environment
    )
    made, secret = lines(done)
    office.made.append(made)
    shown = office.call("GET", f"/webhooks/{made}")
    assert (shown["url"], shown["events"]) == (url, ["attendance.created", "device.offline"])
    assert office.call("POST", f"/webhooks/{made}/reveal_secret")["secrets"] == [secret]


@in_every_language
def test_the_same_idempotency_key_has_one_effect(
    office: Office, toolbox_of: ToolboxOf, language: Language, tmp_path: Path
) -> None:
    terminal = office.articles.at("site_hq_main_entrance")[LANGUAGES.index(language)].device_id

    def restarts() -> list[dict[str, Any]]:
        return list(office.call("GET", "/commands", device=terminal)["data"])

    before = {command["id"] for command in restarts()}
    done = toolbox_of(language).run(
        language, sample("idempotent_post", language), terminal, cwd=tmp_path, **office.environment
    )
    fresh = [command for command in restarts() if command["id"] not in before]
    assert [command["command"] for command in fresh] == ["restart"]
    assert lines(done) == [
        f"attempt 1: {fresh[0]['id']}, replayed: false",
        f"attempt 2: {fresh[0]['id']}, replayed: true",
    ]


@in_every_language
def test_what_is_wrong_is_seen_and_taken_on(
    office: Office, edge_served: EdgeProcess, toolbox_of: ToolboxOf, language: Language, tmp_path: Path
) -> None:
    terminal = office.articles.at("site_hq_main_entrance")[LANGUAGES.index(language)].device_id
    title = f"{terminal} is offline, says {language.name}"
    asyncio.run(alarm(edge_served.data, terminal, title))
    firing = office.call("GET", "/alerts", status="firing")["data"]
    free = [alert["id"] for alert in firing if alert["acknowledged_by"] is None]
    done = toolbox_of(language).run(
        language, sample("take_on_alerts", language), "I see to it", cwd=tmp_path, **office.environment
    )
    told = lines(done)
    assert told[:-1] == [f"{alert['severity']}: {alert['title']}" for alert in firing]
    assert f"critical: {title}" in told
    assert told[-1] == f"taken on: {len(free)}"
    mine = next(alert["id"] for alert in firing if alert["title"] == title)
    taken = office.call("GET", f"/alerts/{mine}")
    assert taken["acknowledged_by"] is not None
    # The edge looks into it by itself too, and may have noted something since.
    assert "I see to it" in [entry["text"] for entry in taken["timeline"]]


async def alarm(data: Path, device_id: str, title: str) -> None:
    """Have an alert about a terminal, as if the edge's engine had just found it."""
    store = open_sqlite(data / "punchdeck.db")
    change = Change(
        time.time(),
        "rule_device_offline",
        "device_offline",
        Entity("device", device_id),
        "firing",
        severity="critical",
        title=title,
        devices=(device_id,),
        tell=True,
    )

    def unit(conn: sa.Connection) -> None:
        tenant_id = conn.execute(
            sa.select(device.c.tenant_id).where(device.c.public_id == device_id)
        ).scalar_one()
        book.apply(conn, store.ids, tenant_id, [change], now_us())

    await store.write(unit)
    await store.close()


@in_every_language
def test_the_csv_has_the_rows_of_the_api(
    office: Office, toolbox_of: ToolboxOf, language: Language, tmp_path: Path
) -> None:
    since = "2026-03-02T10:00:00Z"
    done = toolbox_of(language).run(
        language, sample("export_csv", language), since, "out.csv", cwd=tmp_path, **office.environment
    )
    file = tmp_path / "out.csv"
    assert lines(done) == [f"out.csv: {file.stat().st_size} bytes"]
    with file.open(newline="", encoding="utf-8") as saved:
        rows = {row["id"]: row for row in csv.DictReader(saved)}
    listed = office.call("GET", "/attendance", **{"from": since})
    assert not listed["has_more"]
    assert rows.keys() == {punch["id"] for punch in listed["data"]}
    for punch in listed["data"]:
        for name in ("employee_id", "punch_time", "device_serial", "punch_type", "verify_mode"):
            assert rows[punch["id"]][name] == punch[name]


@in_every_language
def test_a_refusal_ends_a_sample_with_a_plain_message(
    edge_served: EdgeProcess, toolbox_of: ToolboxOf, language: Language, tmp_path: Path
) -> None:
    toolbox = toolbox_of(language)

    def refused(flow: str) -> subprocess.CompletedProcess[str]:
        return toolbox.run(
            language,
            sample(flow, language),
            *ARGUMENTS.get(flow, ()),
            cwd=tmp_path,
            PUNCHDECK_URL=edge_served.url,
            PUNCHDECK_KEY="pd_live_" + "0" * 38,
        )

    with ThreadPoolExecutor(3) as together:
        for done in together.map(refused, [flow for flow in FLOWS if not flow.startswith("verify")]):
            assert done.returncode != 0
            assert "key" in done.stderr or "401" in done.stderr, done.args
            for trace in ("Traceback", "    at ", "Stack trace", ".rb:"):
                assert trace not in done.stderr
    assert not (tmp_path / "out.csv").exists()

"""Bodies written as text are those that the API would render, and that JavaScript would print."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.instants import rfc3339
from common.js_safe import js_safe
from edge.attendance import PunchView, attendance_members
from edge.ingest import Source
from edge.punch_events import PunchTeller
from edge.store.ids import instant_of, public_id
from edge.store.punches import PunchRow

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
numbers = st.decimals(0, 60, places=2).map(lambda number: f"{number.normalize():f}")

sources = st.builds(
    Source,
    tenant_id=st.just(1),
    device_id=st.just(2),
    device_public_id=texts,
    serial=texts,
    name=texts,
    site_id=st.none(),
    site_public_id=st.none() | texts,
    site_name=texts,
)
rows = st.builds(
    PunchRow,
    tenant_id=st.just(1),
    id=st.integers(0, 2**62),
    device_id=st.just(2),
    site_id=st.none(),
    dedup=st.just(b""),
    pin=texts,
    punched_at=st.integers(-(10**15), 4 * 10**15).map(lambda us: us // 10**6 * 10**6),
    utc_offset=st.integers(-14 * 60, 14 * 60).map(lambda minutes: minutes * 60),
    timezone=st.sampled_from(["UTC", "Africa/Casablanca"]),
    time_quality=st.sampled_from(["ok", "suspect"]),
    status=st.integers(0, 255),
    verify=st.integers(0, 255),
    verify_mode=st.sampled_from(["face", "fingerprint"]),
    work_code=st.none() | texts,
    mask=st.none() | st.integers(0, 1),
    temperature=st.none() | numbers,
    line=st.none(),
)


def written(source: Source, row: PunchRow, received_at: int, sequence: int) -> str:
    (event,) = PunchTeller(source, received_at).events([row], sequence)
    return event.body


@given(sources, rows, st.integers(0, 4 * 10**15), st.integers(1, 2**40))
def test_a_body_is_the_attendance_object_in_the_shape_of_events(
    source: Source, row: PunchRow, received_at: int, sequence: int
) -> None:
    view = PunchView(
        *row[1:2],
        *row[5:16],
        device_id=source.device_public_id,
        device_serial=source.serial,
        site=source.site_name,
        site_id=source.site_public_id,
    )
    expected = js_safe(
        {
            "id": public_id("evt", row.id),
            "object": "event",
            "event": "attendance.created",
            "timestamp": rfc3339(instant_of(row.id)),
            "sequence": sequence,
            "device": {
                "id": source.device_public_id,
                "serial_number": source.serial,
                "name": source.name,
                "site": source.site_name,
                "status": "online",
                "last_seen": rfc3339(received_at),
            },
            "attendance_id": public_id("att", row.id),
            **attendance_members(view),
        }
    )
    body = written(source, row, received_at, sequence)
    assert json.loads(body) == expected
    assert list(json.loads(body)) == list(expected)


@settings(max_examples=1)
@given(st.lists(st.tuples(sources, rows), min_size=200, max_size=200))
def test_javascript_prints_the_same_bytes(punches: list[tuple[Source, PunchRow]]) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node.js is not installed, so there is no JavaScript to compare with")
    bodies = [written(source, row, 10**15, 1) for source, row in punches]
    script = (
        "const lines = require('fs').readFileSync(0, 'utf8').split('\\n');"
        "process.stdout.write(lines.map(l => JSON.stringify(JSON.parse(l))).join('\\n'));"
    )
    printed = subprocess.run(
        [node, "-e", script], input="\n".join(bodies), capture_output=True, text=True, check=True
    ).stdout
    assert printed == "\n".join(bodies)

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
from edge.punch_events import body_of
from edge.store.events import PunchToTell
from edge.store.ids import instant_of, public_id

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
numbers = st.decimals(0, 60, places=2).map(lambda number: f"{number.normalize():f}")

punches = st.builds(
    PunchToTell,
    xid=st.just(0),
    id=st.integers(0, 2**62),
    device_id=st.just(2),
    seq=st.integers(1, 2**40),
    pin=texts,
    punched_at=st.integers(-(10**9), 4 * 10**9).map(lambda seconds: seconds * 10**6),
    utc_offset=st.integers(-14 * 60, 14 * 60).map(lambda minutes: minutes * 60),
    timezone=st.sampled_from(["UTC", "Africa/Casablanca"]),
    time_quality=st.sampled_from(["ok", "suspect"]),
    status=st.integers(0, 255),
    verify=st.integers(0, 255),
    verify_mode=st.sampled_from(["face", "fingerprint"]),
    work_code=st.none() | texts,
    mask=st.none() | st.integers(0, 1),
    temperature=st.none() | numbers,
    device_public_id=texts,
    serial=texts,
    device_name=texts,
    site_public_id=st.none() | texts,
    site_name=st.none() | texts,
    employee_id=st.none() | texts,
)


@given(punches)
def test_a_body_is_the_attendance_object_in_the_shape_of_events(punch: PunchToTell) -> None:
    site = "Unassigned" if punch.site_name is None else punch.site_name
    view = PunchView(
        id=punch.id,
        **{name: getattr(punch, name) for name in PunchToTell._fields[4:15]},
        device_id=punch.device_public_id,
        device_serial=punch.serial,
        site=site,
        site_id=punch.site_public_id,
        employee_id=punch.pin if punch.employee_id is None else punch.employee_id,
    )
    received_at = rfc3339(instant_of(punch.id))
    expected = js_safe(
        {
            "id": public_id("evt", punch.id),
            "object": "event",
            "event": "attendance.created",
            "timestamp": received_at,
            "sequence": punch.seq,
            "device": {
                "id": punch.device_public_id,
                "serial_number": punch.serial,
                "name": punch.device_name,
                "site": site,
                "status": "online",
                "last_seen": received_at,
            },
            "attendance_id": public_id("att", punch.id),
            **attendance_members(view),
        }
    )
    body = body_of(punch)
    assert json.loads(body) == expected
    assert list(json.loads(body)) == list(expected)


@settings(max_examples=5, deadline=None)
@given(st.lists(punches, min_size=1, max_size=20))
def test_javascript_prints_the_same_bytes(told: list[PunchToTell]) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node.js is not installed, so there is no JavaScript to compare with")
    bodies = [body_of(punch) for punch in told]
    script = (
        "const lines = require('fs').readFileSync(0, 'utf8').split('\\n');"
        "process.stdout.write(lines.map(l => JSON.stringify(JSON.parse(l))).join('\\n'));"
    )
    printed = subprocess.run(
        [node, "-e", script], input="\n".join(bodies), capture_output=True, text=True, check=True
    ).stdout
    assert printed == "\n".join(bodies)

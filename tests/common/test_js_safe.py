"""The bytes of an event are those that JavaScript would write of it."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.js_safe import MAX_INTEGER, NotJsSafe, js_bytes, js_safe

text = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
keys = text.filter(lambda key: not (key.isascii() and key.isdigit()))
numbers = (
    st.integers(-MAX_INTEGER, MAX_INTEGER)
    | st.floats(1e-4, 1e15, exclude_max=True)
    | st.floats(-1e15, -1e-4, exclude_min=True)
    | st.just(-0.0)
)
scalars = st.none() | st.booleans() | text | numbers
documents = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed; it is what is compared with")
@settings(max_examples=8, deadline=None)
@given(st.lists(documents, min_size=20, max_size=100))
def test_bytes_equal_what_javascript_writes(many: list[Any]) -> None:
    bodies = [js_bytes(document) for document in many]
    script = (
        "const lines = require('fs').readFileSync(0, 'utf8').split('\\u0000');"
        "process.stdout.write(lines.map(l => JSON.stringify(JSON.parse(l))).join('\\u0000'));"
    )
    answered = subprocess.run(
        ["node", "-e", script], input=b"\0".join(bodies), capture_output=True, check=True, timeout=60
    )
    assert answered.stdout.split(b"\0") == bodies


@given(documents)
def test_nothing_is_lost(document: Any) -> None:
    assert json.loads(js_bytes(document)) == document


@pytest.mark.parametrize(
    ("value", "written"), [(36.0, b"36"), (-0.0, b"0"), (100.0, b"100"), (36.6, b"36.6")]
)
def test_whole_numbers_have_no_point(value: float, written: bytes) -> None:
    assert js_bytes(value) == written


@pytest.mark.parametrize(
    "value",
    [
        MAX_INTEGER + 1,
        -MAX_INTEGER - 1,
        1e-5,
        1e15,
        1e300,
        math.nan,
        math.inf,
        "\ud800",
        {"10": 1},
        {1: 1},
        {"\udfff": 1},
        b"bytes",
        {1, 2},
        object(),
    ],
)
def test_what_javascript_would_write_differently_is_refused(value: object) -> None:
    with pytest.raises(NotJsSafe):
        js_safe(value)


def test_the_message_says_where() -> None:
    with pytest.raises(NotJsSafe, match=r"body\.device\.list\[1\]"):
        js_safe({"device": {"list": [1, 2**60]}})

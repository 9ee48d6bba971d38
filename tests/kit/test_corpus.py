"""The samples are what was captured: a checkout that changed line ends would make every other test a lie."""

from __future__ import annotations

import hashlib
import json

import pytest

from tests.kit.corpus import FOLDER, Sample, samples


@pytest.mark.parametrize("sample", samples(), ids=lambda s: s.name)
def test_bodies_are_the_captured_bytes(sample: Sample) -> None:
    sidecar = json.loads((FOLDER / f"{sample.name}.json").read_text("utf-8"))
    assert len(sample.body) == sidecar["body_length"]
    assert hashlib.sha256(sample.body).hexdigest() == sidecar["body_sha256"]
    assert sample.method == sample.expect["method"]


def test_the_corpus_is_whole() -> None:
    assert len(samples()) == 138
    assert len({sample.name[:3] for sample in samples()}) == len(samples())

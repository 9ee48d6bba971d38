"""The wire samples in tests/corpus, read without code of the project, so that it can be judged by them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

FOLDER = Path(__file__).parent.parent / "corpus"


@dataclass(frozen=True, slots=True)
class Sample:
    """One request of a terminal and what is expected. Header names are lower-cased, the first one wins."""

    name: str
    request: bytes
    method: str
    target: str
    version: str
    headers: Mapping[str, str]
    body: bytes
    real: bool
    notes: str
    expect: Mapping[str, Any]

    @property
    def query(self) -> dict[str, bytes]:
        """Names lower-cased, the last of repeated ones wins; values percent-decoded, not stripped."""
        pairs = (pair.partition("=") for pair in self.target.partition("?")[2].split("&"))
        return {name.lower(): unquote_to_bytes(value) for name, _, value in pairs if name}

    @property
    def endpoint(self) -> str:
        return str(self.expect["endpoint"])


def read_sample(path: Path) -> Sample:
    """The sample whose `.http` file this is. A target may hold blanks: method first, version last."""
    request = path.read_bytes()
    sidecar = json.loads(path.with_suffix(".json").read_text("utf-8"))
    head, _, body = request.partition(b"\r\n\r\n")
    first, *header_lines = head.decode("latin-1").split("\r\n")
    method, _, rest = first.partition(" ")
    target, _, version = rest.rpartition(" ")
    headers: dict[str, str] = {}
    for line in header_lines:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    notes = sidecar.get("notes") or ""
    return Sample(
        path.stem, request, method, target, version, headers, body, sidecar["real"], notes, sidecar["expect"]
    )


@cache
def samples() -> tuple[Sample, ...]:
    """All requests of the corpus, in the order of their numbers."""
    return tuple(read_sample(path) for path in sorted(FOLDER.glob("*.http")))


def samples_where(wanted: Callable[[Mapping[str, Any]], bool]) -> list[Sample]:
    """The samples whose expectations fit. Raises AssertionError where none does: that tests nothing."""
    found = [sample for sample in samples() if wanted(sample.expect)]
    assert found, "no sample of the corpus fits"
    return found

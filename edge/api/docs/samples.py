"""The sample programs of the documentation: files that run, shown in pages and beside operations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

# By the ending of the file: the tab's title, the name for colouring, the name that OpenAPI's readers know.
LANGUAGES: Final[Mapping[str, tuple[str, str, str]]] = {
    "py": ("Python", "python", "python"),
    "js": ("JavaScript", "javascript", "javascript"),
    "sh": ("cURL", "bash", "shell"),
    "php": ("PHP", "php", "php"),
    "rb": ("Ruby", "ruby", "ruby"),
}
FLOWS: Final[Mapping[str, str]] = {
    "first_call": "List the terminals",
    "read_punches": "Walk through the punches with cursors",
    "create_webhook": "Make a webhook",
    "verify_signature": "Check the signature of a delivery",
    "verify_standard": "Check a delivery with a Standard Webhooks library",
    "idempotent_post": "Send a request that can be repeated",
    "export_csv": "Export punches as CSV",
    "stream": "Follow the live stream",
    "take_on_alerts": "See what is wrong, and take it on",
}
# Which flows stand beside an operation in the API reference.
_BESIDE: Final[Mapping[str, tuple[str, ...]]] = {
    "list_devices": ("first_call",),
    "list_attendance": ("read_punches", "export_csv"),
    "create_webhook": ("create_webhook",),
    "test_webhook": ("verify_standard", "verify_signature"),
    "send_command": ("idempotent_post",),
    "stream_events": ("stream",),
    "list_alerts": ("take_on_alerts",),
    "acknowledge_alerts": ("take_on_alerts",),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """One flow in one language: its tab, the language for colouring and for OpenAPI, file name, text."""

    title: str
    lexer: str
    language: str
    name: str
    code: str


@cache
def samples_of(flow: str) -> tuple[Sample, ...]:
    """A flow in every language that there is a file of. Raises KeyError for an unknown flow."""
    FLOWS[flow]
    folder = files("resources").joinpath("docs", "samples", flow)
    found = []
    for ending, (title, lexer, language) in LANGUAGES.items():
        file = folder.joinpath(f"{flow}.{ending}")
        if file.is_file():
            found.append(Sample(title, lexer, language, file.name, file.read_text("utf-8")))
    return tuple(found)


def as_markdown(flow: str) -> str:
    """A flow as fences in a row, which become tabs."""
    return "\n".join(
        f'~~~~~~{one.lexer} tab="{one.title}" file="{one.name}"\n{_shown(one)}\n~~~~~~\n'
        for one in samples_of(flow)
    )


def beside(operation: str) -> list[dict[str, str]]:
    """`x-codeSamples` of an operation."""
    flows = _BESIDE.get(operation, ())
    return [
        {
            "lang": one.language,
            "label": one.title if len(flows) == 1 else f"{one.title}: {FLOWS[flow]}",
            "source": _shown(one),
        }
        for flow in flows
        for one in samples_of(flow)
    ]


def _shown(sample: Sample) -> str:
    """Without the first line that only a shell reads."""
    lines = sample.code.rstrip().split("\n")
    return "\n".join(lines[1:] if lines[0].startswith("#!") else lines).lstrip("\n")

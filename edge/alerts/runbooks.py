"""What to do about each kind of alert, in the languages of those who are told."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

LANGUAGES: Final = ("en", "fr", "ar")


def texts_of(kind: str, own: Mapping[str, str]) -> dict[str, str]:
    """By language: what a rule says itself, else what comes with its kind. Plain text."""
    return {language: text_of(kind, own, language) for language in LANGUAGES}


def text_of(kind: str, own: Mapping[str, str], language: str | None) -> str:
    """The same in one language (`fr` or `fr-MA`); English where that is not one of ours."""
    asked = (language or "").lower().partition("-")[0]
    known = asked if asked in LANGUAGES else "en"
    return own.get(known) or _shipped(known)[kind]


@cache
def _shipped(language: str) -> Mapping[str, str]:
    """By kind, from `resources/runbooks`: a line `## kind`, and its text up to the next."""
    text = files("resources").joinpath("runbooks", f"{language}.md").read_text("utf-8")
    found = {}
    for part in text.split("## ")[1:]:
        kind, _, said = part.partition("\n")
        found[kind.strip()] = said.strip()
    return found

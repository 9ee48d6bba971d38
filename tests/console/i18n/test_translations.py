"""Translations follow the sources: nothing missing, nothing stale, and English counts as the English do."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from console.i18n import build
from console.i18n.translations import LANGUAGES, install_translations
from console.views.words import Words


def messages(path: Path) -> dict[tuple[str, str, str], list[str]]:
    """Translations by context, source and comment."""
    found = {}
    for context in ET.parse(path).getroot().findall("context"):
        for message in context.findall("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation.findall("numerusform")]
            key = (
                context.findtext("name", ""),
                message.findtext("source", ""),
                message.findtext("comment", ""),
            )
            found[key] = forms or [translation.text or ""]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_says_what_the_sources_say(language: str, tmp_path: Path) -> None:
    shutil.copy(build.source_file(language), build.source_file(language, tmp_path))
    build.update(language, tmp_path)
    fresh, kept = messages(build.source_file(language, tmp_path)), messages(build.source_file(language))
    hint = "run python -m console.i18n.build and translate what is new"
    assert fresh.keys() == kept.keys(), hint
    assert not [source for source, forms in kept.items() if not all(forms)], hint


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_program_reads_is_made_of_it(language: str, tmp_path: Path) -> None:
    made = build.release(language, tmp_path)
    assert made.read_bytes() == (build.BUILT / made.name).read_bytes(), "run python -m console.i18n.build"


def test_every_form_of_a_plural_names_the_number_or_says_one() -> None:
    for (_, source, _), forms in messages(build.source_file("en")).items():
        mark = "%Ln" if "%Ln" in source else "%n"
        assert mark in source
        assert len(forms) == 2
        assert mark in forms[1]
        for form in forms:
            assert re.findall(r"\{\d\}", form) == re.findall(r"\{\d\}", source), source


def test_english_counts(qapp: QApplication) -> None:
    install_translations(qapp)
    words = Words(QLocale(QLocale.Language.English))
    assert words.sites(1) == "1 site"
    assert words.sites(2) == "2 sites"
    assert words.terminals(1) == "1 terminal"
    assert words.punches(1) == "1 punch"

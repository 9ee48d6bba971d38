"""Whole in every language: run it when the texts are settled, after `python -m console.i18n.build`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from console.i18n import build
from console.i18n.translations import LANGUAGES
from tests.console.i18n.files import messages

HINT = "run python -m console.i18n.build and translate what is new"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_says_what_the_sources_say(language: str, tmp_path: Path) -> None:
    shutil.copy(build.source_file(language), build.source_file(language, tmp_path))
    build.update(language, tmp_path)

    def said(folder: Path) -> set[tuple[str, str, str]]:
        return {(each.context, each.source, each.comment) for each in messages(language, folder)}

    assert said(tmp_path) == said(build.HERE), HINT


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_to_translate(language: str) -> None:
    left = [each.source for each in messages(language) if not each.finished or not all(each.forms)]
    assert not left, HINT

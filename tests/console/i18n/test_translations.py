"""What is translated is translated well: the same is filled in, every form counted, the script its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from console.i18n import build
from console.i18n.translations import LANGUAGES
from tests.console.i18n.files import Message, messages, placeholders

FORMS = {"en": 2, "fr": 2, "ar": 6}
TRANSLATED = [language for language in LANGUAGES if language != "en"]
ARABIC = re.compile(r"[\u0600-\u06ff]")
LETTERS = re.compile(r"[A-Za-z]{3,}")
NAMES = re.compile(
    r"\{\w*\}|%L?n|(ddd )?d MMM( yyyy)?|https?|punchdeck|pd_live_|csv|xlsx|pdf|sha-256|api|id", re.IGNORECASE
)
"""What is called the same everywhere."""
SAME_IN_FRENCH = frozenset(Path(__file__).with_name("same_in_french.txt").read_text("utf-8").splitlines())
"""What the French call just like the English; one a line in small letters, to be added to."""
KEYS_ON_ARABIC_KEYBOARDS = "key"
"""The comment of names of keys: these are printed on them in Latin letters."""


def done(language: str) -> list[Message]:
    """What nobody has translated yet is the matter of test_complete."""
    return [each for each in messages(language) if each.finished and all(each.forms)]


def worth_translating(source: str) -> bool:
    return LETTERS.search(NAMES.sub("", source)) is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_program_reads_is_made_of_what_people_translate(language: str, tmp_path: Path) -> None:
    made = build.release(language, tmp_path)
    assert made.read_bytes() == (build.BUILT / made.name).read_bytes(), "run python -m console.i18n.build"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_of_a_plural_is_there_and_the_general_one_names_the_number(language: str) -> None:
    for each in filter(lambda it: it.plural, done(language)):
        assert len(each.forms) == FORMS[language], each.source
        assert placeholders(each.forms[-1])["%n"] == placeholders(each.source)["%n"], each.source


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_is_filled_in(language: str) -> None:
    for each in done(language):
        wanted = placeholders(each.source)
        for form in each.forms:
            missing, unknown = wanted - placeholders(form), placeholders(form) - wanted
            assert not unknown, (each.source, form)
            assert not missing or (each.plural and set(missing) == {"%n"}), (each.source, form)


@pytest.mark.parametrize("language", TRANSLATED)
def test_mnemonics_and_edges_are_kept(language: str) -> None:
    for each in done(language):
        for form in each.forms:
            assert len(re.findall(r"&\w", form)) == len(re.findall(r"&\w", each.source)), form
            assert form[:1].isspace() == each.source[:1].isspace(), form
            assert form[-1:].isspace() == each.source[-1:].isspace(), form


def test_french_is_not_english() -> None:
    same = {
        each.source.lower()
        for each in done("fr")
        if each.forms[0].replace("\u00a0", " ") == each.source and worth_translating(each.source)
    }
    assert same <= SAME_IN_FRENCH


def test_arabic_is_written_in_arabic() -> None:
    latin = {
        each.source
        for each in done("ar")
        if worth_translating(each.source)
        and each.comment != KEYS_ON_ARABIC_KEYBOARDS
        and not any(ARABIC.search(form) for form in each.forms)
    }
    assert not latin

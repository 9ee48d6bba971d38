"""Some pages are in more languages than English: they lead to each other and tell the same."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest

from edge.api import server
from edge.api.docs.collection import Library, make_library, size_of_webp
from edge.api.docs.languages import ENGLISH, LANGUAGES, translated
from tests.edge.api.conftest import Api, on_sqlite
from tests.screens.guides import PICTURES

FOLDER = files("resources").joinpath("docs")
OTHERS = [language for language in LANGUAGES if language != ENGLISH]
TRANSLATED = [
    (language, page.name.removesuffix(".md"))
    for language in OTHERS
    for page in FOLDER.joinpath("pages", language).iterdir()
]
FENCES = re.compile(r"^```([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
PICTURE = re.compile(r'picture\("([^"]+)", "([^"]+)"\)')
# What is read by programs: code, addresses, and the fences around it.
NO_PROSE = re.compile(r"```.*?```|`[^`\n]*`|\]\([^)]*\)", re.DOTALL)


@pytest.fixture(scope="module")
def library() -> Library:
    assert server.make_app, "it declares what the library tells of"
    return make_library()


def source(language: str, name: str) -> str:
    folder = ("pages",) if language == ENGLISH else ("pages", language)
    return FOLDER.joinpath(*folder, f"{name}.md").read_text("utf-8")


def page(library: Library, language: str, name: str) -> str:
    prefix = "/docs" if language == ENGLISH else f"/docs/{language}"
    return library.texts[f"{prefix}/guides/{name}"].body.decode()


def test_the_guides_for_people_are_in_french() -> None:
    assert {("fr", "operator"), ("fr", "administrator")} <= set(TRANSLATED)


@pytest.mark.parametrize(("language", "name"), TRANSLATED)
def test_a_page_says_its_language_and_leads_to_the_others(library: Library, language: str, name: str) -> None:
    for spoken in (ENGLISH, language):
        text = page(library, spoken, name)
        assert f'<html lang="{spoken}">' in text
        for other, prefix in ((ENGLISH, "/docs"), (language, f"/docs/{language}")):
            assert f'<link rel="alternate" hreflang="{other}" href="{prefix}/guides/{name}">' in text
            current = ' aria-current="page"' if other == spoken else ""
            switch = f'<a href="{prefix}/guides/{name}" hreflang="{other}" lang="{other}"{current}>'
            assert f"{switch}{LANGUAGES[other]}</a>" in text


def test_a_page_in_english_alone_has_no_switch(library: Library) -> None:
    text = page(library, ENGLISH, "webhooks")
    assert "hreflang" not in text
    assert 'class="languages"' not in text


@pytest.mark.parametrize(("language", "name"), TRANSLATED)
def test_contents_lead_to_the_readers_language_where_there_is_one(
    library: Library, language: str, name: str
) -> None:
    text = page(library, language, name)
    assert f'<li><a href="/docs/{language}/guides/{name}" aria-current="page">' in text
    assert f'<li><a href="/docs/guides/{name}"' not in text
    assert '<li><a href="/docs/guides/webhooks" lang="en" hreflang="en">Webhooks</a></li>' in text


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_readers_search_their_language_and_what_is_not_in_it(library: Library, language: str) -> None:
    entries = json.loads(library.texts["/docs/search.json"].body)
    found = {address.partition("#")[0] for address, *_, readers in entries if language in readers}
    for spoken, name in TRANSLATED:
        assert (f"/docs/{spoken}/guides/{name}" in found) == (spoken == language)
        assert (f"/docs/guides/{name}" in found) == (language == ENGLISH)
    assert "/docs/guides/webhooks" in found


@pytest.mark.parametrize(("language", "name"), TRANSLATED)
def test_a_translation_has_the_parts_code_and_pictures_of_the_original(language: str, name: str) -> None:
    ours, theirs = source(ENGLISH, name), source(language, name)

    def levels(text: str) -> list[str]:
        return re.findall(r"^(#+) ", FENCES.sub("", text), re.MULTILINE)

    assert levels(theirs) == levels(ours)
    assert FENCES.findall(theirs) == FENCES.findall(ours)
    assert [named for named, _ in PICTURE.findall(theirs)] == [named for named, _ in PICTURE.findall(ours)]
    assert theirs.count("\n|") == ours.count("\n|"), "rows of tables"


def test_every_picture_that_is_named_is_there_and_every_one_that_is_there_is_named() -> None:
    for language in LANGUAGES:
        names = [name for spoken, name in TRANSLATED if language in (ENGLISH, spoken)]
        told = [found for name in names for found in PICTURE.findall(source(language, name))]
        there = {file.name for file in FOLDER.joinpath("pictures", language).iterdir()}
        assert there == {f"{name}.webp" for name, _ in told} == {f"{name}.webp" for name in PICTURES}
        for name, words in told:
            assert len(words) > 30, f"{language} {name} says what is on it to who cannot see it"


def test_pictures_are_fine_enough_and_small_enough() -> None:
    pictures = [file for language in LANGUAGES for file in FOLDER.joinpath("pictures", language).iterdir()]
    for file in pictures:
        width, height = size_of_webp(file.read_bytes())
        assert 900 <= width <= 1472
        assert height <= 1400, file.name
    assert sum(len(file.read_bytes()) for file in pictures) < 2_500_000


def test_what_is_no_lossy_webp_has_no_size() -> None:
    with pytest.raises(ValueError, match="no lossy WebP"):
        size_of_webp(b"\x89PNG\r\n\x1a\n" + bytes(40))


def test_all_words_around_a_page_are_translated() -> None:
    sources = [file.read_text("utf-8") for file in FOLDER.joinpath("templates").iterdir()]
    words = {found for text in sources for found in re.findall(r"say\('([^']+)'\)", text)}
    assert len(words) > 10
    for language in OTHERS:
        for said in words:
            assert translated(said, language)
    with pytest.raises(KeyError):
        translated("Nobody translated this", "fr")


def test_the_scripts_speak_every_language() -> None:
    script = FOLDER.joinpath("assets", "docs.js").read_text("utf-8")
    table = script.partition("const WORDS = {")[2].partition("}[root.lang]")[0]
    spoken = dict(re.findall(r"^  (\w\w): \{\n(.*?)^  \}", table, re.MULTILINE | re.DOTALL))
    assert set(spoken) == set(LANGUAGES)
    keys = {language: re.findall(r"(\w+): \"", told) for language, told in spoken.items()}
    assert all(own == keys[ENGLISH] and own for own in keys.values())


@pytest.mark.parametrize("name", [name for language, name in TRANSLATED if language == "fr"])
def test_french_is_set_as_the_french_set_it(name: str) -> None:
    prose = NO_PROSE.sub("", source("fr", name))
    assert not re.findall(r".{0,20}\w'\w.{0,20}", prose), "apostrophes are typographic"
    assert not re.findall(r".{0,20} [;:!?»%](?:[\s*]|$)", prose), "no line breaks before signs"
    assert not re.findall(r"« .{0,20}", prose)


@on_sqlite
async def test_translations_are_served_and_others_are_not_there(api: Api) -> None:
    found = await api.get("/docs/fr/guides/operator", key=None)
    assert found.status_code == 200
    assert "Guide de l’opérateur" in found.text
    for path in ("/docs/de/guides/operator", "/docs/fr/guides/webhooks", "/docs/en/guides/operator"):
        assert (await api.get(path, key=None)).status_code == 404
    picture = re.findall(r'src="(/docs/assets/fr-overview\.webp\?v=\w+)"', found.text)[0]
    sent = await api.get(picture, key=None)
    assert sent.headers["Content-Type"].startswith("image/webp")

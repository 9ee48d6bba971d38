"""All pages of the documentation, made once: guides from Markdown, errors, events and calls from the code."""

from __future__ import annotations

import hashlib
import html
import json
import struct
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from pydantic_core import to_json

from common import __version__
from common.event_samples import sample_of
from common.events import EVENTS
from common.schemas.event_bodies import schema_of
from edge.alerts.model import KINDS as ALERT_KINDS
from edge.api.docs import samples
from edge.api.docs.languages import ENGLISH, LANGUAGES, translated
from edge.api.docs.markdown import Rendered, Section, render
from edge.api.error_kinds import KINDS
from edge.api.openapi import TAGS, document, in_order, tag_of
from edge.api.registry import CATALOGUE, Operation
from edge.keys import BY_NAME_ONLY, ROLES, SCOPES

# Stands for the server's own address until a page is sent; one word, so that no colouring tears it apart.
BASE: Final = "PUNCHDECKBASEURL"
_RESOURCES: Final = files("resources")
_FOLDER: Final = _RESOURCES.joinpath("docs")
_ASSETS: Final[Mapping[str, tuple[str, str]]] = {
    "docs.css": ("docs/assets/docs.css", "text/css"),
    "docs.js": ("docs/assets/docs.js", "text/javascript"),
    "colours.js": ("docs/assets/colours.js", "text/javascript"),
    "reference.css": ("docs/assets/reference.css", "text/css"),
    "reference.js": ("docs/assets/reference.js", "text/javascript"),
    "icon.svg": ("docs/assets/icon.svg", "image/svg+xml"),
    "scalar.js": ("docs/scalar/standalone.js", "text/javascript"),
    **{
        f"console-{name}.png": (f"pictures/{name}.png", "image/png")
        for name in ("overview", "alert", "map", "command", "site")
    },
}


@dataclass(frozen=True, slots=True)
class Text:
    """Something to send. `BASE` in it becomes the server's address."""

    body: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Asset(Text):
    """A file that pages refer to by its name and its `mark`, which changes with its content."""

    mark: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the navigation."""

    path: str
    title: str
    language: str = ENGLISH


@dataclass(slots=True)
class _Page:
    """A page before it is dressed."""

    path: str
    rendered: Rendered
    language: str = ENGLISH
    # Where the same page is in each of its languages, its own among them, by their codes.
    versions: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Library:
    """Everything by its path, `missing` for what is not there, and the assets by name."""

    texts: dict[str, Text] = field(default_factory=dict)
    missing: Text = Text(b"", "text/html")
    assets: dict[str, Asset] = field(default_factory=dict)


def make_library() -> Library:
    """Read and render all of it: a second of work, not for a loop."""
    library = Library(assets={name: _asset(*named) for name, named in {**_ASSETS, **_pictures()}.items()})
    templates = _templates(library.assets)
    sections = tomllib.loads(_read("contents.toml"))["section"]
    names = [name for section in sections for name in section["pages"] if not name.startswith("/")]
    pages = [page for name in names for page in _written(templates, library.assets, name)]
    pages += _pages_of_code(templates)
    navigations = {language: _navigation(sections, pages, language) for language in LANGUAGES}
    for page in pages:
        library.texts[page.path] = _dressed(templates, page, navigations[page.language])
    reference = templates.get_template("templates/reference.html").render(
        _frame(ENGLISH), navigation=navigations[ENGLISH]
    )
    library.texts["/docs/reference"] = Text(reference.encode(), "text/html")
    library.missing = _dressed(templates, _missing(), navigations[ENGLISH])
    library.texts["/docs/search.json"] = _index(pages)
    library.texts["/openapi.json"] = Text(to_json(document(CATALOGUE, BASE)), "application/json")
    for event in EVENTS:
        path = f"/docs/events/{event}/schema.json"
        library.texts[path] = Text(_pretty(schema_of(event, BASE + path)).encode(), "application/schema+json")
    return library


def _path_of(name: str, language: str = ENGLISH) -> str:
    """Where a page of contents.toml is: it names a guide, or the path of a page made of code."""
    if name.startswith("/"):
        return name
    if name == "index":
        return "/docs"
    return f"/docs/guides/{name}" if language == ENGLISH else f"/docs/{language}/guides/{name}"


def _written(templates: Environment, assets: Mapping[str, Asset], name: str) -> list[_Page]:
    """A guide in every language that there is a file of."""
    files_of = {ENGLISH: f"pages/{name}.md"} | {
        language: f"pages/{language}/{name}.md"
        for language in LANGUAGES
        if _FOLDER.joinpath("pages", language, f"{name}.md").is_file()
    }
    versions = {language: _path_of(name, language) for language in files_of}
    return [
        _Page(
            versions[language],
            render(templates.get_template(file).render(_frame(language, assets)), language),
            language,
            versions,
        )
        for language, file in files_of.items()
    ]


def _pictures() -> dict[str, tuple[str, str]]:
    """The guides' pictures of the console, of every language by its code."""
    return {
        f"{language}-{file.name}": (f"docs/pictures/{language}/{file.name}", "image/webp")
        for language in LANGUAGES
        for file in _FOLDER.joinpath("pictures", language).iterdir()
        if file.name.endswith(".webp")
    }


def _frame(language: str, assets: Mapping[str, Asset] | None = None) -> dict[str, Any]:
    """What a page is filled in with because it is of a language."""
    return {
        "language": language,
        "say": partial(translated, language=language),
        "picture": partial(_picture, assets or {}, language),
    }


def _picture(assets: Mapping[str, Asset], language: str, name: str, words: str) -> str:
    """A picture of the page's language, twice as fine as it is shown, with what is on it in words. It leads
    to itself, in its full size."""
    file = f"{language}-{name}.webp"
    width, height = size_of_webp(assets[file].body)
    address = _address_of_asset(assets, file)
    return (
        f'<a class="picture" href="{address}"><img src="{address}" alt="{html.escape(words)}" '
        f'width="{width // 2}" height="{height // 2}" loading="lazy"></a>'
    )


def size_of_webp(body: bytes) -> tuple[int, int]:
    """Width and height of a picture, so that a page has room for it before it is there. Raises ValueError
    for what is no lossy WebP, the only kind that `tests.screens.guides` makes."""
    if body[:4] != b"RIFF" or body[8:16] != b"WEBPVP8 " or body[23:26] != b"\x9d\x01\x2a":
        raise ValueError("no lossy WebP")
    width, height = struct.unpack("<HH", body[26:30])
    return width & 0x3FFF, height & 0x3FFF


Navigation = Sequence[tuple[str, Sequence[Entry]]]


def _navigation(sections: Sequence[Mapping[str, Any]], pages: Sequence[_Page], language: str) -> Navigation:
    """As a reader of a language sees it: pages that are not in that language stand there in English."""
    by_path = {page.path: page for page in pages}

    def entry(name: str) -> Entry:
        path = _path_of(name, language)
        page = by_path.get(path) or by_path.get(_path_of(name))
        if page is None:  # made by a script in the browser
            return Entry(path, translated("API reference", language))
        return Entry(page.path, page.rendered.title, page.language)

    return [
        (translated(section["title"], language), [entry(name) for name in section["pages"]])
        for section in sections
    ]


def _read(name: str) -> str:
    return _FOLDER.joinpath(*name.split("/")).read_text("utf-8")


def _asset(file: str, content_type: str) -> Asset:
    body = _RESOURCES.joinpath(*file.split("/")).read_bytes()
    return Asset(body, content_type, hashlib.sha256(body).hexdigest()[:16])


def _templates(assets: Mapping[str, Asset]) -> Environment:
    """Where pages are filled in; only those that are HTML escape what they are given."""
    environment = Environment(
        loader=FunctionLoader(_read),
        autoescape=lambda name: name is not None and name.endswith(".html"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        base=BASE,
        version=__version__,
        samples=samples.as_markdown,
        asset=partial(_address_of_asset, assets),
        pretty=_pretty,
        reference=reference_link,
        alert_kinds=ALERT_KINDS,
    )
    return environment


def _address_of_asset(assets: Mapping[str, Asset], name: str) -> str:
    return f"/docs/assets/{name}?v={assets[name].mark}"


def reference_link(operation: Operation) -> str:
    """Where an operation stands in the API reference."""
    return f"/docs/reference#tag/{tag_of(operation)}/{operation.method}{operation.path}"


def _pages_of_code(templates: Environment) -> list[_Page]:
    calls = [one for one in in_order(CATALOGUE) if one.path.startswith("/v1")]
    groups = {
        tag: (title, [one for one in calls if tag_of(one) == tag])
        for tag, (title, _) in TAGS.items()
        if any(tag_of(one) == tag for one in calls)
    }
    return [
        _filled(templates, "/docs/operations", "operations.md", groups=groups),
        _filled(templates, "/docs/scopes", "scopes.md", roles=ROLES, scopes=SCOPES, by_name=BY_NAME_ONLY),
        _filled(templates, "/docs/errors", "errors.md", kinds=KINDS),
        *(_error_page(templates, code, calls) for code in KINDS),
        _filled(templates, "/docs/events", "events.md", events=EVENTS),
        *(_event_page(templates, event) for event in EVENTS),
    ]


def _filled(templates: Environment, path: str, template: str, **values: Any) -> _Page:
    return _Page(path, render(templates.get_template(f"templates/{template}").render(**values)))


def _error_page(templates: Environment, code: str, calls: Sequence[Operation]) -> _Page:
    kind = KINDS[code]
    example = {
        "error": {
            "code": code,
            "message": _EXAMPLES.get(code, kind.meaning),
            "status": kind.status,
            "doc_url": f"{BASE}/docs/errors/{code}",
            "request_id": "req_01kmpsv6r8e2s8w5q3n7c1z0ah",
        }
    }
    answering = [one for one in calls if code in one.all_errors()]
    return _filled(
        templates,
        f"/docs/errors/{code}",
        "error.md",
        code=code,
        kind=kind,
        example=example,
        answering=answering,
        everywhere=len(answering) == len(calls),
    )


def _event_page(templates: Environment, event: str) -> _Page:
    return _filled(
        templates,
        f"/docs/events/{event}",
        "event.md",
        event=event,
        meaning=EVENTS[event],
        example=sample_of(event, "evt_01kmpsv6r8e2s8w5q3n7c1z0aj", "2026-03-27T08:00:01.250Z"),
        schema=schema_of(event, f"{BASE}/docs/events/{event}/schema.json"),
    )


# What an error's message says, where its meaning would be no example of one.
_EXAMPLES: Final[Mapping[str, str]] = {
    "bad_request": "There is no query parameter 'form'. Known are cursor, device, employee_id, from, limit.",
    "invalid_json": "The body is not JSON: Expecting ',' delimiter: line 3 column 5 (char 41).",
    "authentication_required": "Send an API key: 'Authorization: Bearer pd_live_…'.",
    "scope_missing": "This key (viewer) lacks the scope webhooks:write.",
    "not_found": "There is nothing at /v1/device.",
    "device_not_found": "No device found with ID 'dev_warehouse_09'",
    "site_not_found": "No site found with ID 'warehuose'",
    "method_not_allowed": "PUT is not for /v1/devices. It has GET, HEAD, OPTIONS, POST.",
    "timezone_required": "from: 2026-03-27T00:00:00 has no offset; write 2026-03-27T00:00:00Z.",
    "rate_limited": "More than 600 requests in 60 s (key). Wait 3 s.",
    "payload_too_large": "The body is larger than 1,048,576 bytes.",
}


def _dressed(templates: Environment, page: _Page, navigation: Navigation) -> Text:
    order = [entry for _, entries in navigation for entry in entries]
    paths = [entry.path for entry in order]
    at = paths.index(page.path) if page.path in paths else None
    parent = page.path.rpartition("/")[0]
    filled = templates.get_template("templates/page.html").render(
        _frame(page.language),
        page=page,
        title=page.rendered.title,
        content=page.rendered.html,
        parts=[part for part in page.rendered.sections if part.level in (2, 3)],
        navigation=navigation,
        current=page.path if at is not None else parent,
        parent=next((entry for entry in order if entry.path == parent), None) if at is None else None,
        before=order[at - 1] if at else None,
        after=order[at + 1] if at is not None and at + 1 < len(order) else None,
        languages=LANGUAGES,
    )
    return Text(filled.encode(), "text/html")


def _missing() -> _Page:
    return _Page("", render(_read("templates/missing.md")))


def _index(pages: Sequence[_Page]) -> Text:
    """What the search looks through: [address, page, part, text, languages] of every part of every page.

    Readers of which languages look through it: of the page's own, and of all those that it is not in."""
    entries = [
        [_address(page.path, part), page.rendered.title, part.title, part.text, _readers(page)]
        for page in pages
        for part in page.rendered.sections
    ]
    return Text(to_json(entries), "application/json")


def _readers(page: _Page) -> list[str]:
    return [page.language, *(language for language in LANGUAGES if language not in page.versions)]


def _address(path: str, part: Section) -> str:
    return path if part.level == 1 else f"{path}#{part.anchor}"


def _pretty(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)

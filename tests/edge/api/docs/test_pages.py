"""The pages are whole, lead to each other, come from this server alone, and are kept by browsers."""

from __future__ import annotations

import hashlib
import json
import re
import statistics
import time
from html.parser import HTMLParser
from importlib.resources import files
from urllib.parse import unquote

import pytest
from aiohttp.test_utils import make_mocked_request

from common.events import EVENTS
from edge.api import server
from edge.api.docs import samples
from edge.api.docs.collection import BASE, Library, make_library, reference_link
from edge.api.docs.pages import base_url
from edge.api.error_kinds import KINDS
from edge.api.openapi import TAGS, document, tag_of
from edge.api.registry import CATALOGUE
from tests.edge.api.conftest import URL, Api, on_sqlite

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


class Anatomy(HTMLParser):
    """What a page refers to and can be referred to by."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self.loads: set[str] = set()
        self.inline: list[str] = []
        self._script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            assert given["id"] not in self.ids, f"{given['id']} stands twice"
            self.ids.add(str(given["id"]))
        if tag == "a":
            self.links.add(unquote(str(given["href"])))
        if given.get("rel") == "alternate":
            self.links.add(str(given["href"]))
        elif tag in ("script", "img", "link"):
            self.loads.add(str(given.get("src") or given.get("href")))
        if "style" in given or tag == "style" or any(name.startswith("on") for name in given):
            self.inline.append(tag)
        if tag == "script" and "src" not in given:
            self.inline.append(tag)


@pytest.fixture(scope="module")
def library() -> Library:
    assert server.make_app, "it declares what the library tells of"
    return make_library()


@pytest.fixture(scope="module")
def anatomy(library: Library) -> dict[str, Anatomy]:
    found = {
        path: Anatomy(text.body.decode())
        for path, text in library.texts.items()
        if text.content_type == "text/html"
    }
    return found | {"": Anatomy(library.missing.body.decode())}


def test_every_link_and_anchor_leads_somewhere(library: Library, anatomy: dict[str, Anatomy]) -> None:
    described = {"/openapi.json", "/healthz", "/metrics"}
    operations = {reference_link(one) for one in CATALOGUE}
    for path, page in anatomy.items():
        for link in page.links:
            if link in operations:
                continue
            if link.startswith("/docs/assets/"):
                page.loads.add(link)  # a picture in its full size
                continue
            target, _, anchor = link.partition("#")
            where = target or path or "/docs"
            assert where in library.texts or where in described, f"{path} leads to {link}"
            if anchor and where in anatomy:
                assert anchor in anatomy[where if target else path].ids, f"{path} leads to {link}"


def test_descriptions_in_the_reference_lead_somewhere(library: Library) -> None:
    told = json.dumps(document(CATALOGUE, URL))
    for target in re.findall(r"\]\((/docs[^)#]*)", told):
        assert target in library.texts


def test_everything_can_be_reached_from_the_first_page(anatomy: dict[str, Anatomy]) -> None:
    reached, waiting = set[str](), ["/docs"]
    while waiting:
        path = waiting.pop()
        if path and path not in reached and path in anatomy:
            reached.add(path)
            waiting += [link.partition("#")[0] for link in anatomy[path].links]
    assert reached == set(anatomy) - {""}
    assert {f"/docs/errors/{code}" for code in KINDS} <= reached
    assert {f"/docs/events/{event}" for event in EVENTS} <= reached
    calls = {reference_link(one) for one in CATALOGUE if one.path.startswith("/v1")}
    assert calls <= anatomy["/docs/operations"].links


def test_nothing_comes_from_elsewhere_and_nothing_is_inline(
    library: Library, anatomy: dict[str, Anatomy]
) -> None:
    for path, page in anatomy.items():
        assert not page.inline, path
        for load in page.loads:
            name, _, mark = load.removeprefix("/docs/assets/").partition("?v=")
            assert library.assets[name].mark == mark, load
    for name, asset in library.assets.items():
        if name != "scalar.js":
            assert not re.findall(rb"https?://(?!www\.w3\.org/2000/svg)", asset.body), name


def test_every_operation_stands_in_a_part_that_has_a_name() -> None:
    assert {tag_of(one) for one in CATALOGUE} <= set(TAGS)


def test_every_page_says_what_it_is(library: Library) -> None:
    titles = [re.findall(r"<title>(.*?)</title>", text.body.decode()) for text in library.texts.values()]
    told = [title[0] for title in titles if title]
    assert len(set(told)) == len(told) > 90


@on_sqlite
async def test_every_page_is_served(api: Api, library: Library) -> None:
    for path, text in library.texts.items():
        page = await api.get(path, key=None, headers=HTML)
        assert page.status_code == 200, path
        assert page.headers["Content-Type"].startswith(text.content_type)
        assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
        assert "unsafe" not in page.headers["Content-Security-Policy"] or path == "/docs/reference"
        assert BASE not in page.text, "the address of the server stands there"
        if text.content_type.endswith("json"):
            assert page.json()
    assert URL in (await api.get("/docs", key=None)).text


@on_sqlite
async def test_what_is_not_there_says_so_in_the_same_clothes(api: Api) -> None:
    for path in ("/docs/nothing", "/docs/guides/nothing", "/docs/errors/nothing", "/docs/assets/nothing"):
        page = await api.get(path, key=None, headers=HTML)
        assert page.status_code == 404
        assert "There is no such page" in page.text
        assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
        program = await api.get(path, key=None)
        assert program.json()["error"]["code"] in ("not_found", "error_not_found")
    moved = await api.get("/docs/guides/webhooks/", key=None, headers=HTML)
    assert (moved.status_code, moved.headers["Location"]) == (308, "/docs/guides/webhooks")
    api_path = await api.get("/v1/nothing", key=None, headers=HTML)
    assert api_path.json()["error"]["code"] == "not_found"


@on_sqlite
async def test_browsers_keep_what_has_not_changed(api: Api, library: Library) -> None:
    plain = await api.get("/docs", key=None, headers={"Accept-Encoding": "identity"})
    again = await api.get("/docs", key=None, headers={"If-None-Match": plain.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    packed = await api.get("/docs", key=None, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.text == plain.text
    head = await api.call("HEAD", "/docs", key=None)
    assert (head.status_code, head.content) == (200, b"")
    for name, asset in library.assets.items():
        kept = await api.get(f"/docs/assets/{name}", key=None, params={"v": asset.mark})
        assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert kept.content == asset.body
        other = await api.get(f"/docs/assets/{name}", key=None, params={"v": "old"})
        assert other.headers["Cache-Control"] == "no-cache"


@on_sqlite
async def test_a_page_that_was_asked_for_before_comes_at_once(api: Api) -> None:
    times = []
    for _ in range(30):
        began = time.perf_counter()
        await api.get("/docs/guides/webhooks", key=None)
        times.append(time.perf_counter() - began)
    assert statistics.median(times[1:]) < 0.05


@pytest.mark.parametrize(
    ("public_url", "host", "shown"),
    [
        ("https://punch.example.com", "10.0.0.7:8080", "https://punch.example.com"),
        ("http://127.0.0.1:8080", "10.0.0.7:8080", "http://10.0.0.7:8080"),
        ("http://0.0.0.0:8080", "edge.local:8080", "http://edge.local:8080"),
        ("http://[::1]:8080", "[fd00::1]:8080", "http://[fd00::1]:8080"),
        ("http://localhost:8080", "x</script><b>", "http://localhost:8080"),
        ("http://localhost:8080", "x/..?y", "http://localhost:8080"),
    ],
)
def test_the_address_shown_is_the_one_that_works(public_url: str, host: str, shown: str) -> None:
    """The one that was set; else the one that the reader just used, if it can be one."""
    request = make_mocked_request("GET", "/docs", headers={"Host": host})
    assert base_url(request, public_url) == shown


def test_what_was_vendored_is_what_its_list_says() -> None:
    folder = files("resources").joinpath("docs", "scalar")
    listed = dict(
        reversed(line.split("  ")) for line in folder.joinpath("SHA256SUMS").read_text().splitlines()
    )
    there = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}
    assert listed == {name: digest for name, digest in there.items() if name != "SHA256SUMS"}
    assert "MIT License" in folder.joinpath("LICENSE").read_text()


def test_every_flow_has_a_sample_in_every_language() -> None:
    for flow in samples.FLOWS:
        titles = [one.title for one in samples.samples_of(flow)]
        assert titles == ["Python", "JavaScript", "cURL", "PHP", "Ruby"], flow
    with pytest.raises(KeyError):
        samples.samples_of("made_up")


def test_samples_stand_in_the_guides_and_beside_their_operations(library: Library) -> None:
    pages = b"".join(text.body for path, text in library.texts.items() if "/docs" in path)
    told = document(CATALOGUE, URL)
    beside = {
        code["source"]
        for path in told["paths"].values()
        for operation in path.values()
        for code in operation.get("x-codeSamples", ())
    }
    for flow in samples.FLOWS:
        for one in samples.samples_of(flow):
            assert f"<figcaption>{one.name}</figcaption>".encode() in pages
            assert any(one.code.rstrip().endswith(source) for source in beside), one.name

"""The pages in a real browser: nothing is refused or fetched from elsewhere, keys suffice, calls work."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.edge.api.conftest import Api, on_sqlite
from tests.kit.browser import Tab, browsing, found_browser

BROWSER = found_browser()
pytestmark = pytest.mark.skipif(
    BROWSER is None, reason="no Chromium is installed: the pages were NOT looked at"
)
PAGES = (
    "/docs",
    "/docs/guides/signatures",
    "/docs/events/attendance.created",
    "/docs/operations",
    "/docs/fr/guides/operator",
)


@pytest.fixture
async def tab(tmp_path: Path) -> AsyncIterator[Tab]:
    assert BROWSER is not None
    async with browsing(BROWSER, tmp_path / "browser") as opened:
        await opened.shape(1280, 900)
        yield opened


def at(api: Api, path: str) -> str:
    return f"{str(api.http.base_url).rstrip('/')}{path}"


@on_sqlite
async def test_pages_load_whole_and_fit_the_window(api: Api, tab: Tab) -> None:
    for width in (1440, 390):
        await tab.shape(width, 900)
        for path in PAGES:
            await tab.open(at(api, path))
            assert await tab.run("document.documentElement.scrollWidth") <= width, (path, width)
    assert tab.complaints == []
    assert {urlsplit(url).hostname for url in tab.asked if url.startswith("http")} == {"127.0.0.1"}


@on_sqlite
async def test_keys_find_a_page(api: Api, tab: Tab) -> None:
    await tab.open(at(api, "/docs"))
    await tab.press("/")
    await tab.call("Input.insertText", text="late punches")
    first = await tab.until("document.querySelector('#found [aria-selected=true] strong')?.textContent")
    assert first == "Offline and late punches"
    await tab.press("Enter")
    assert await tab.until("location.pathname.endsWith('/offline') && location.pathname")
    assert tab.complaints == []


@on_sqlite
async def test_colours_and_languages_are_remembered(api: Api, tab: Tab) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    await tab.shape(1280, 900, "dark")
    await tab.open(at(api, "/docs/guides/signatures"))
    assert await tab.run(ground) == "rgb(16, 20, 27)", "as the system prefers"
    await tab.run("document.querySelector('.colours').click()")
    assert await tab.run(ground) == "rgb(255, 255, 255)"
    await tab.run("document.querySelector('[role=tab]').focus()")
    await tab.press("ArrowRight")
    await tab.open(at(api, "/docs/guides/pagination"))
    assert await tab.run(ground) == "rgb(255, 255, 255)"
    chosen = "[...document.querySelectorAll('[role=tab][aria-selected=true]')].map(one => one.textContent)"
    assert await tab.run(f"({chosen}).join()") == "JavaScript"
    assert await tab.run("document.querySelectorAll('.panel:not([data-later])').length") == 1


@on_sqlite
async def test_a_reader_changes_the_language_and_searches_in_it(api: Api, tab: Tab) -> None:
    await tab.open(at(api, "/docs/guides/operator"))
    await tab.open(await tab.run("document.querySelector('.languages [lang=fr]').href"))
    assert await tab.run("location.pathname") == "/docs/fr/guides/operator"
    assert await tab.run("document.documentElement.lang") == "fr"
    await tab.press("/")
    await tab.call("Input.insertText", text="premiere connexion")
    first = await tab.until("document.querySelector('#found [aria-selected=true] strong')?.textContent")
    assert first == "La première connexion"
    await tab.press("Enter")
    assert await tab.until("decodeURIComponent(location.hash) === '#la-première-connexion'")
    assert tab.complaints == []


@on_sqlite
async def test_pictures_have_their_room_before_they_are_there(api: Api, tab: Tab) -> None:
    """Those further down are fetched when a reader comes near; nothing moves then."""
    await tab.open(at(api, "/docs/guides/operator"))
    height = await tab.run("document.querySelector('article').getBoundingClientRect().height")
    pictures = "[...document.querySelectorAll('.picture img')]"
    loaded = f"Promise.all({pictures}.map(one => (one.loading = 'eager', one.decode()))).then(() => true)"
    assert await tab.run(loaded)
    assert await tab.run(f"{pictures}.every(one => one.naturalWidth > 900 && one.alt)")
    after = await tab.run("document.querySelector('article').getBoundingClientRect().height")
    assert after == pytest.approx(height, abs=2), "but for halves of pixels"


@on_sqlite
async def test_a_call_can_be_tried_from_the_reference(api: Api, tab: Tab) -> None:
    """Here without a key: the reference shows the refusal that this very server gave."""
    await tab.open(at(api, "/docs/reference#tag/devices/GET/v1/devices"))
    button = "[...document.querySelectorAll('button')].filter(one => /^%s/.test(one.innerText.trim())).at(-1)"
    await tab.until(f"!!{button % 'Test Request'}")
    await tab.run(f"{button % 'Test Request'}.click()")
    await tab.until(f"!!{button % 'Send'}")
    await tab.run(f"{button % 'Send'}.click()")
    assert await tab.until("document.body.innerText.includes('401 Unauthorized')")
    assert [said for said in tab.complaints if "401 (Unauthorized)" not in said] == []
    assert at(api, "/v1/devices") in tab.asked
    assert {urlsplit(url).hostname for url in tab.asked if url.startswith("http")} == {"127.0.0.1"}

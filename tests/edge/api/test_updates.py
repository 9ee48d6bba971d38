"""What a console without a way to the internet fetches from its edge."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from edge.api.updates import BY_ADDRESS
from edge.updates_mirror import FolderSource, Mirror, Release, utc_now
from tests.edge.api.conftest import Api, on_sqlite
from tests.kit.releases import Signer, put

SIGNER = Signer()
SETUP = b"0123456789" * 100_000
ANYBODY = {"X-Forwarded-For": "203.0.113.7"}

pytestmark = on_sqlite


@pytest.fixture
def release(api: Api, tmp_path: Path) -> Release:
    now = utc_now()
    put(
        tmp_path / "new",
        SIGNER,
        {"windows-x86_64": ("setup.exe", SETUP)},
        released_at=now - timedelta(days=1),
        expires_at=now + timedelta(days=9),
    )
    mirror = api.services.updates = Mirror(tmp_path / "updates", [SIGNER.public])
    return mirror.take(FolderSource(tmp_path / "new"), now)


async def get(api: Api, path: str, **headers: str) -> httpx.Response:
    return await api.http.get(path, headers=headers)


async def test_manifest_signature_and_file_are_given_to_anybody_byte_for_byte(
    api: Api, release: Release
) -> None:
    manifest = await get(api, "/updates/latest.json", **ANYBODY)
    assert (manifest.status_code, manifest.content) == (200, release.text)
    assert manifest.headers["Content-Type"] == "application/json"
    assert (await get(api, "/updates/latest.json.sig", **ANYBODY)).content == release.signature
    file = await get(api, "/updates/setup.exe", **ANYBODY)
    assert (file.status_code, file.content) == (200, SETUP)
    assert file.headers["X-Content-Type-Options"] == "nosniff"


async def test_what_was_begun_goes_on(api: Api, release: Release) -> None:
    first = await get(api, "/updates/setup.exe", Range="bytes=0-9")
    assert (first.status_code, first.content) == (206, b"0123456789")
    rest = await get(api, "/updates/setup.exe", Range="bytes=999990-")
    assert (rest.content, rest.headers["Content-Range"]) == (b"0123456789", "bytes 999990-999999/1000000")
    assert (await get(api, "/updates/setup.exe", Range="bytes=1000000-")).status_code == 416


async def test_what_is_known_is_not_sent_again(api: Api, release: Release) -> None:
    for path in ("/updates/latest.json", "/updates/latest.json.sig", "/updates/setup.exe"):
        tag = (await get(api, path)).headers["ETag"]
        again = await get(api, path, **{"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")


async def test_a_head_says_how_large_it_is(api: Api, release: Release) -> None:
    head = await api.http.head("/updates/setup.exe")
    assert (head.status_code, head.headers["Content-Length"], head.content) == (200, "1000000", b"")


@pytest.mark.parametrize(
    "path",
    [
        "secret.txt",
        "..%2f..%2fpunchdeck.db",
        "%2e%2e",
        "latest.json.bak",
        "",
        "setup.exe%00",
        "%2fetc%2fpasswd",
    ],
)
async def test_there_is_nothing_else_and_no_list(api: Api, release: Release, path: str) -> None:
    (release.folder / "secret.txt").write_text("not of the release")
    answer = await get(api, f"/updates/{path}")
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not_found"


async def test_without_a_release_it_is_said_how_to_put_one_there(api: Api, tmp_path: Path) -> None:
    api.services.updates = Mirror(tmp_path / "updates", [SIGNER.public])
    for name in ("latest.json", "latest.json.sig", "setup.exe"):
        answer = await get(api, f"/updates/{name}")
        assert answer.status_code == 404
        assert "updates import" in answer.json()["error"]["message"]


async def test_nobody_can_be_kept_from_it_by_one_who_never_reads(api: Api, release: Release) -> None:
    with ExitStack() as slow:
        for _ in range(8):
            slow.enter_context(BY_ADDRESS.hold("203.0.113.7"))
        refused = await get(api, "/updates/setup.exe", **ANYBODY)
        assert (refused.status_code, refused.json()["error"]["code"]) == (429, "rate_limited")
        assert "Retry-After" in refused.headers
        other = await get(api, "/updates/setup.exe", **{"X-Forwarded-For": "203.0.113.8"})
        assert other.status_code == 200


async def test_places_are_given_back(api: Api, release: Release) -> None:
    for _ in range(3):
        answers = await asyncio.gather(*(get(api, "/updates/setup.exe", **ANYBODY) for _ in range(6)))
        assert {answer.status_code for answer in answers} == {200}


async def test_a_console_that_is_turned_away_for_its_age_can_still_be_updated(
    api: Api, release: Release
) -> None:
    old = {"User-Agent": "Punchdeck-Console/0.0.1"}
    assert (await get(api, "/updates/latest.json", **old)).status_code == 200
    assert (await get(api, "/updates/setup.exe", **old)).status_code == 200

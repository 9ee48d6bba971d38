"""What a manifest is worth: believed only as it was signed, in time, and never backwards."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from common.updates import (
    MOST_BYTES,
    Current,
    Manifest,
    Refusal,
    RefusalCode,
    Seen,
    Update,
    key_id,
    read_signed,
    verify,
)
from tests.kit.releases import NOW, Signer, manifest

OURS, NEXT, STRANGER = Signer(), Signer(), Signer()
GOOD = manifest()


def judged(
    text: bytes = GOOD,
    signature: bytes | None = None,
    *,
    keys: tuple[str, ...] = (OURS.public,),
    **others: Any,
) -> Update | Current | Refusal:
    situation: dict[str, Any] = {"now": NOW, "installed": "0.1.0", "platform": "linux-x86_64", **others}
    return verify(text, OURS.sign(text) if signature is None else signature, keys, **situation)


def refused(*given: Any, **situation: Any) -> RefusalCode:
    found = judged(*given, **situation)
    assert isinstance(found, Refusal), found
    assert found.detail.endswith(".")
    return found.code


def signed(**members: Any) -> bytes:
    """A manifest as its maker could write it by mistake."""
    return json.dumps(json.loads(GOOD) | members).encode()


def test_a_signed_manifest_of_a_newer_version_is_an_update_with_the_file_for_this_computer() -> None:
    found = judged()
    assert isinstance(found, Update)
    assert found.manifest.version == "0.2.0"
    assert found.artefact.file == "punchdeck-0.2.0-linux-x86_64.tar.xz"
    assert found.manifest.notes.ar == "الجديد في 0.2.0."


# -- who signed
# -------------------------------------------------------------------------------------------------------


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_no_byte_of_a_manifest_can_be_changed(place: int, flip: int) -> None:
    changed = bytearray(GOOD)
    changed[place] ^= flip
    assert refused(bytes(changed), OURS.sign(GOOD)) is RefusalCode.TAMPERED


@given(st.integers(0, len(OURS.sign(GOOD)) - 1), st.integers(1, 255))
def test_no_byte_of_a_signature_can_be_changed(place: int, flip: int) -> None:
    changed = bytearray(OURS.sign(GOOD))
    changed[place] ^= flip
    assert refused(GOOD, bytes(changed)) in {
        RefusalCode.TAMPERED,
        RefusalCode.UNKNOWN_KEY,
        RefusalCode.UNSIGNED,
    }


@given(st.binary(max_size=400))
def test_whatever_is_served_as_a_signature_is_refused_calmly(signature: bytes) -> None:
    assert refused(GOOD, signature) is RefusalCode.UNSIGNED


def test_a_stranger_who_signs_in_our_name_is_not_believed() -> None:
    forged = STRANGER.sign(GOOD).replace(key_id(STRANGER.public).encode(), key_id(OURS.public).encode())
    assert refused(GOOD, STRANGER.sign(GOOD)) is RefusalCode.UNKNOWN_KEY
    assert refused(GOOD, forged) is RefusalCode.TAMPERED


def test_without_a_key_nobody_is_believed() -> None:
    assert refused(keys=()) is RefusalCode.NO_KEYS


def test_a_new_key_takes_over_from_an_old_one_by_a_release_that_both_signed() -> None:
    both = OURS.sign(GOOD) + NEXT.sign(GOOD)
    for keys in [(OURS.public,), (NEXT.public,), (OURS.public, NEXT.public)]:
        assert isinstance(judged(GOOD, both, keys=keys), Update)
    half = OURS.sign(GOOD) + NEXT.sign(GOOD + b" ")
    assert refused(GOOD, half, keys=(OURS.public, NEXT.public)) is RefusalCode.TAMPERED


def test_what_is_too_large_to_be_a_manifest_is_not_even_checked() -> None:
    assert refused(b" " * (MOST_BYTES + 1)) is RefusalCode.UNSIGNED


# -- when
# ---------------------------------------------------------------------------------------------------------


def test_a_mirror_that_stands_still_is_found_out() -> None:
    ends = NOW + timedelta(days=90)
    assert isinstance(judged(now=ends - timedelta(seconds=1)), Update)
    assert refused(now=ends) is RefusalCode.EXPIRED


def test_a_release_from_the_future_is_a_wrong_clock() -> None:
    released = NOW - timedelta(days=1)
    assert refused(now=released - timedelta(hours=2)) is RefusalCode.NOT_YET
    assert isinstance(judged(now=released - timedelta(minutes=30)), Update)


def test_nothing_older_is_believed_than_what_was_seen_or_is_installed() -> None:
    seen = Seen("0.3.0", NOW - timedelta(days=2))
    assert refused(seen=seen) is RefusalCode.DOWNGRADED
    assert refused(seen=Seen("0.2.0", NOW)) is RefusalCode.DOWNGRADED
    assert isinstance(judged(seen=Seen("0.2.0", NOW - timedelta(days=1))), Update)
    assert refused(installed="0.2.1") is RefusalCode.DOWNGRADED


def test_the_version_that_is_installed_is_current() -> None:
    assert isinstance(judged(installed="0.2.0"), Current)


@given(
    st.lists(st.integers(0, 30), min_size=3, max_size=3), st.lists(st.integers(0, 30), min_size=3, max_size=3)
)
def test_versions_are_compared_as_numbers(offered: list[int], installed: list[int]) -> None:
    there, here = (".".join(map(str, numbers)) for numbers in (offered, installed))
    found = judged(manifest(version=there, min_version="0.0.0"), installed=here)
    if offered > installed:
        assert isinstance(found, Update)
    elif offered == installed:
        assert isinstance(found, Current)
    else:
        assert isinstance(found, Refusal)


def test_a_preview_comes_before_its_release() -> None:
    assert isinstance(judged(installed="0.2.0rc1"), Update)
    assert isinstance(judged(manifest(version="0.2.0rc2"), installed="0.2.0rc1"), Update)
    assert refused(manifest(version="0.2.0rc1"), installed="0.2.0") is RefusalCode.DOWNGRADED


# -- for whom
# -----------------------------------------------------------------------------------------------------


def test_it_is_said_why_a_release_does_not_fit() -> None:
    assert refused(platform="windows-x86_64") is RefusalCode.OTHER_PLATFORM
    assert refused(channel="preview") is RefusalCode.OTHER_CHANNEL
    assert refused(manifest(min_version="0.1.5")) is RefusalCode.TOO_FAR_BEHIND


def test_a_rollout_reaches_its_share_and_whoever_it_reaches_stays_reached() -> None:
    fleet = [f"installation-{number}" for number in range(4_000)]
    tenth = Manifest.model_validate_json(manifest(rollout=10))
    half = Manifest.model_validate_json(manifest(rollout=50))
    first = {each for each in fleet if tenth.reaches(each)}
    assert 0.07 < len(first) / len(fleet) < 0.13
    assert first < {each for each in fleet if half.reaches(each)}
    assert not any(Manifest.model_validate_json(manifest(rollout=0)).reaches(each) for each in fleet)
    assert all(Manifest.model_validate_json(manifest(rollout=100)).reaches(each) for each in fleet)


def test_the_next_release_begins_with_others() -> None:
    fleet = [f"installation-{number}" for number in range(1_000)]
    one, other = (Manifest.model_validate_json(manifest(rollout=10, version=it)) for it in ("0.2.0", "0.3.0"))
    assert {it for it in fleet if one.reaches(it)} != {it for it in fleet if other.reaches(it)}


# -- what cannot be understood
# ------------------------------------------------------------------------------------

FILE = {"kind": "tar", "file": "a.tar.xz", "size": 3, "sha256": "0" * 64}


@pytest.mark.parametrize(
    "members",
    [
        {"version": "1.4" + ".0-beta"},
        {"version": "v1.4.0"},
        {"version": "1.4.0+local"},
        {"rollout": 101},
        {"rollout": True},
        {"released_at": "2026-11-22T12:00:00"},
        {"expires_at": "2026-11-01T12:00:00Z"},
        {"min_version": "9.0.0"},
        {"notes": {"en": "only English"}},
        {"platforms": {}},
        {"platforms": {"linux-x86_64": FILE | {"file": "../../etc/passwd"}}},
        {"platforms": {"linux-x86_64": FILE | {"file": "http://elsewhere/a.tar.xz"}}},
        {"platforms": {"linux-x86_64": FILE | {"file": ".hidden"}}},
        {"platforms": {"linux-x86_64": FILE | {"file": "latest.json"}}},
        {"platforms": {"linux-x86_64": FILE | {"size": 0}}},
        {"platforms": {"linux-x86_64": FILE | {"kind": "script"}}},
        {"platforms": {"linux-x86_64": FILE, "linux-arm64": FILE | {"file": "A.tar.xz"}}},
        {"product": "another"},
        {"format": "1"},
    ],
)
def test_a_mistake_of_whoever_signed_is_refused_and_named(members: dict[str, Any]) -> None:
    assert refused(signed(**members)) is RefusalCode.MALFORMED


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b"\xff\xfe", b"null", b"[" * 100_000, b'{"format": 1}'])
def test_what_is_no_manifest_is_refused(text: bytes) -> None:
    assert refused(text) is RefusalCode.MALFORMED


def test_a_later_form_is_told_apart_from_a_mistake() -> None:
    assert refused(signed(format=2)) is RefusalCode.NEWER_FORMAT


def test_members_that_a_later_release_adds_are_passed_over() -> None:
    assert isinstance(judged(signed(urgent=True)), Update)


def test_a_manifest_says_what_it_is_without_a_clock() -> None:
    found = read_signed(GOOD, OURS.sign(GOOD), [OURS.public])
    assert isinstance(found, Manifest)
    assert found.as_seen == Seen("0.2.0", datetime.fromisoformat("2026-11-21T12:00:00Z"))


def test_a_manifest_cannot_name_keys() -> None:
    """What is believed is in the program, never in what it reads."""
    text = signed(keys=[STRANGER.public], public_key=STRANGER.public)
    assert refused(text, STRANGER.sign(text)) is RefusalCode.UNKNOWN_KEY


def test_manifests_are_frozen() -> None:
    found = Manifest.model_validate_json(GOOD)
    with pytest.raises(ValidationError):
        found.version = "9.9.9"

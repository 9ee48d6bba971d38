"""What terminals tell of themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.push.attendance.options import info_from_options, info_from_poll, parse_info, parse_options
from edge.push.attendance.results import parse_results
from tests.kit.corpus import Sample, samples_where


@pytest.mark.parametrize(
    "sample",
    samples_where(lambda e: e["endpoint"] in ("cdata", "querydata") and "options" in e),
    ids=lambda s: s.name,
)
def test_pushed_options_of_the_corpus(sample: Sample) -> None:
    assert parse_options(sample.body) == sample.expect["options"]


@pytest.mark.parametrize("sample", samples_where(lambda e: e.get("kind") == "info"), ids=lambda s: s.name)
def test_info_on_polls_of_the_corpus(sample: Sample) -> None:
    told = parse_info(sample.query["info"])
    assert told == sample.expect["info"]
    info = info_from_poll(told)
    assert (info.firmware or "") == told["fw"]
    assert str(info.users) == told["users"]
    assert str(info.fingerprints) == told["fps"]
    assert str(info.punches) == told["attlogs"]
    assert info.ip == told["ip"]
    assert info.raw == told


def test_a_comma_or_a_blank_in_a_value_stays_in_it() -> None:
    body = b"~OEMVendor=ZKTECO CO., LTD.,~MaxPvCount=,FWVersion=Ver 8.0.4.2-I113-02,Note=a,b=,c\r\n"
    assert parse_options(body) == {
        "~OEMVendor": "ZKTECO CO., LTD.",
        "~MaxPvCount": "",
        "FWVersion": "Ver 8.0.4.2-I113-02",
        "Note": "a",
        "b": ",c",
    }


def test_what_pushed_options_say_of_a_terminal() -> None:
    (sample,) = samples_where(lambda e: e.get("table") == "options" and e["dialect"] == "att")
    info = info_from_options(parse_options(sample.body))
    assert (info.users, info.fingerprints, info.faces, info.punches) == (143, 1, 141, 128)
    assert (info.max_users, info.max_fingerprints, info.max_faces, info.max_punches) == (
        2_000,
        2_000,
        1_500,
        100_000,
    )
    assert (info.model, info.platform, info.mac) == ("MB360/ID", "ZMM220_TFT", "00:17:61:ab:79:9f")
    assert (info.firmware, info.client_build) == ("Ver 8.0.4.2-I113-02", "Ver 2.0.36-20180926")
    assert (info.ip, info.language) == ("172.16.12.182", "69")
    assert (info.fingerprint_version, info.face_version) == ("10", "7")
    assert info.capabilities == frozenset({"fingerprint", "face", "user_photo"})


def test_the_answer_to_info_says_the_same_way_who_the_terminal_is() -> None:
    (sample,) = (s for s in samples_where(lambda e: "results" in e) if s.name.startswith("095_"))
    (result,) = parse_results(sample.body)
    assert result.info is not None
    info = info_from_options(result.info)
    assert (info.model, info.platform, info.users) == ("Biopro SA40", "ZLM60_TFT", 1)
    assert info.capabilities is None  # it did not say


def test_placeholders_are_not_counts() -> None:
    info = info_from_options({"UserCount": "-1", "FaceVersion": "-1", "FPCount": "", "~MaxUserCount": "x"})
    assert (info.users, info.face_version, info.fingerprints, info.max_users) == (None, None, None, None)
    poll = info_from_poll(parse_info(b"1.0.78,2,0,0,192.168.20.21,12,-1,12,-1,11110"))
    assert (poll.face_version, poll.faces, poll.face_parts) == (None, None, 12)


@pytest.mark.parametrize(
    ("bits", "words"),
    [
        (b"111", {"fingerprint", "face", "user_photo"}),
        (b"01110", {"face", "user_photo", "photo_comparison"}),
        (b"00001", {"visible_face"}),
        (b"", set()),
    ],
)
def test_capability_bits_are_words(bits: bytes, words: set[str]) -> None:
    assert info_from_poll(parse_info(b"1.0,1,1,1,10.0.0.2,10,7,12,1," + bits)).capabilities == frozenset(
        words
    )


def test_an_info_of_five_values_says_nothing_of_the_rest() -> None:
    info = info_from_poll(parse_info(b",1,2,1,192.168.1.201"))
    assert (info.firmware, info.capabilities, info.face_version, info.cards) == (None, None, None, None)


def test_secrets_of_a_terminal_are_not_handed_on() -> None:
    told = {
        "PushComKey": "k1",
        "pushcommkey": "k2",
        "ComPwd": "k3",
        "~authKey": "k4",
        "QRCodeDecryptKey": "k5",
    }
    assert info_from_options({**told, "MAC": "m"}).raw == {"MAC": "m"}


KEY = st.from_regex(r"~?[A-Za-z0-9_]{1,12}", fullmatch=True)
VALUE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters=",="))


@given(st.dictionaries(KEY, VALUE))
def test_options_written_are_options_read(options: dict[str, str]) -> None:
    body = ",".join(f"{key}={value}" for key, value in options.items()).encode()
    assert parse_options(body) == options


@given(st.binary())
def test_any_bytes_are_some_options(body: bytes) -> None:
    info_from_options(parse_options(body))
    info_from_poll(parse_info(body))

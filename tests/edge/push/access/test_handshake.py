"""Getting in: registration, the options of /push, the token (PROTOCOL.md §10.1-§10.4)."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.push.access.handshake import (
    Credentials,
    Terms,
    check_token,
    credentials_of,
    protocol_for,
    render_configuration,
    render_registered,
    render_registration,
    token_for,
    token_in,
)
from edge.push.access.registration import parse_registration
from tests.kit.corpus import Sample, samples_where

SERIAL = "3383159910274"
SECRET = b"a secret of the installation"
CREDENTIALS = credentials_of(SECRET, SERIAL)


def pairs(block: bytes) -> dict[str, str]:
    lines = block.decode().split("\n")
    assert lines.pop() == ""
    assert all("=" in line and "\r" not in line for line in lines)
    return {name: value for name, _, value in (line.partition("=") for line in lines)}


def test_registration_of_the_corpus() -> None:
    (sample,) = samples_where(lambda e: e["endpoint"] == "registry")
    told = parse_registration(sample.body)
    secrets = {"authKey"}
    assert dict(told.info.raw) == {k: v for k, v in sample.expect["options"].items() if k not in secrets}
    assert (told.machine, told.machine_word) == (101, "standalone terminal")
    assert (told.doors, told.readers, told.auxiliary_inputs, told.auxiliary_outputs) == (1, 2, 0, 0)
    assert told.packet_bytes == 2_048_000
    assert told.verify_modes == frozenset(range(15))
    assert 6 not in told.event_codes
    assert {0, 1, 2, 3, 4, 5, 7} <= told.event_codes
    assert told.verifies_remotely
    assert (told.info.model, told.info.firmware) == ("F20/M", "Ver 8.0.1.3-20151229")
    assert re.fullmatch(sample.expect["reply"]["body_regex"], render_registration(CREDENTIALS).decode())


def test_abilities_are_read_from_their_places() -> None:
    told = parse_registration(
        b"AccSupportFunList=" + b"0" * 26 + b"11,NewVFStyles=0000101000010010,MachineType=9999"
    )
    assert told.functions == {"device_id", "sub_controllers"}
    assert told.new_verify_styles == "0000101000010010"
    assert told.machine_word == "other_9999"
    assert told.doors is None


@given(st.binary())
def test_any_registration_is_read(body: bytes) -> None:
    told = parse_registration(body)
    assert told.new_verify_styles is None or set(told.new_verify_styles) <= {"0", "1"}


def test_credentials_are_the_same_for_ever_and_every_terminal_has_its_own() -> None:
    assert credentials_of(SECRET, SERIAL) == CREDENTIALS
    others = [credentials_of(SECRET, "3383159910275"), credentials_of(b"another", SERIAL)]
    assert len({CREDENTIALS, *others}) == 3
    assert re.fullmatch(r"[0-9a-f]{1,32}", CREDENTIALS.registry_code)
    assert re.fullmatch(r"[0-9A-F]{32}", CREDENTIALS.session_id)
    assert CREDENTIALS.registry_code not in repr(CREDENTIALS)


def test_the_block_for_a_registered_terminal() -> None:
    told = pairs(render_registered(Terms(SERIAL, CREDENTIALS, pushver="3.1.2")))
    assert list(told)[:2] == ["registry", "RegistryCode"]
    assert told["registry"] == "ok"
    assert told["RegistryCode"] == CREDENTIALS.registry_code
    assert told["SessionID"] == CREDENTIALS.session_id
    assert told["PushProtVer"] == told["PushVersion"] == "3.0.1"
    assert told["Realtime"] == "1"
    assert 30 <= int(told["ErrorDelay"]) <= 60


def test_the_reply_to_push() -> None:
    (sample,) = samples_where(lambda e: e["endpoint"] == "push")
    told = pairs(render_configuration(Terms(SERIAL, CREDENTIALS)))
    assert set(sample.expect["reply"]["must_contain_keys"]) <= told.keys()
    assert "registry" not in told
    assert "NewVFStyles" not in told
    assert (told["BioDataFun"], told["BioPhotoFun"]) == ("1", "1")
    assert "templatev10" in told["TransTables"]


def test_bits_and_lists_of_the_terminal_are_granted() -> None:
    options = {"NewVFStyles": "0000101000010010", "MultiBioDataSupport": "0:1:1:0:0:0:0:1:1:1:1"}
    told = pairs(render_configuration(Terms(SERIAL, CREDENTIALS, options=options)))
    assert told["NewVFStyles"] == options["NewVFStyles"]
    assert told["MultiBioDataSupport"] == options["MultiBioDataSupport"]


def test_where_biometrics_are_not_stored_none_are_asked_for() -> None:
    options = {"MultiBioDataSupport": "0:1:1:0:0:0:0:1:1:1:1"}
    told = pairs(render_configuration(Terms(SERIAL, CREDENTIALS, options=options, biometrics=False)))
    assert (told["BioDataFun"], told["BioPhotoFun"]) == ("0", "0")
    assert set(told["MultiBioDataSupport"] + told["MultiBioPhotoSupport"]) == {"0", ":"}
    assert told["TransTables"] == "User Transaction"


@pytest.mark.parametrize("theirs", ["1\nDelay=0", "x", "0:1\r0", "1" * 65, "٠"])
def test_nothing_a_terminal_says_adds_a_line(theirs: str) -> None:
    options = {"NewVFStyles": theirs, "MultiBioDataSupport": theirs, "MultiBioPhotoSupport": theirs}
    plain = render_configuration(Terms(SERIAL, CREDENTIALS))
    assert render_configuration(Terms(SERIAL, CREDENTIALS, options=options)) == plain


@pytest.mark.parametrize(
    ("theirs", "agreed"),
    [("3.1.2", "3.0.1"), ("3.0.1", "3.0.1"), ("2.4.1", "2.4.1"), (None, "3.0.1"), ("x", "3.0.1")],
)
def test_the_lower_protocol_is_agreed_on_below_encryption(theirs: str | None, agreed: str) -> None:
    assert protocol_for(theirs) == agreed


def test_the_token_is_made_as_terminals_make_it() -> None:
    token = token_for(Credentials("Uy47fxftP3", "30BFB04B2C8AECC72C01C03BFD549D15"), "0316144680030")
    said = b"Uy47fxftP3031614468003030BFB04B2C8AECC72C01C03BFD549D15"
    assert token == hashlib.md5(said, usedforsecurity=False).hexdigest()


@pytest.mark.parametrize("sample", samples_where(lambda e: "token" in e), ids=lambda s: s.name)
def test_tokens_of_the_corpus(sample: Sample) -> None:
    cookie = sample.headers["cookie"]
    assert token_in(cookie) == sample.expect["token"]
    assert check_token(cookie, CREDENTIALS, SERIAL) == "foreign"


@pytest.mark.parametrize(
    "cookie",
    [
        "token={}",
        "Token={}; path=/",
        "token={},timestamp=1612345678",
        "timestamp=1; token={}",
        "{}",
        ' token="{}"',
    ],
)
def test_the_right_token_is_known_in_every_form(cookie: str) -> None:
    token = token_for(CREDENTIALS, SERIAL)
    assert check_token(cookie.format(token), CREDENTIALS, SERIAL) == "right"
    assert check_token(cookie.format(token.upper()), CREDENTIALS, SERIAL) == "right"
    assert check_token(cookie.format(token), CREDENTIALS, "another") == "foreign"


@pytest.mark.parametrize("cookie", [None, "", "token=", "token=12", "nottoken=" + "a" * 32, "é" * 32])
def test_no_token(cookie: str | None) -> None:
    assert check_token(cookie, CREDENTIALS, SERIAL) == "absent"

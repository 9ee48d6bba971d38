"""The reply to init is what makes or breaks a terminal's day: clock, history and rhythm depend on it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.push.attendance.handshake import (
    TABLES,
    Announcement,
    Terms,
    error_delay,
    parse_init,
    protocol_for,
    render_options,
    render_time,
)
from tests.kit.corpus import Sample, samples_where

INITS = samples_where(lambda e: e.get("kind") == "init" and e["dialect"] != "acc")


def options_of(block: bytes) -> dict[str, str]:
    _, *lines = block.decode().split("\n")
    return dict(line.split("=", 1) for line in lines if line)


@pytest.mark.parametrize("sample", INITS, ids=lambda s: s.name)
def test_every_init_of_the_corpus_is_understood_and_answered(sample: Sample) -> None:
    told = parse_init(sample.query)
    asked = sample.expect["query"]
    assert told.pushver == asked.get("pushver", told.pushver)
    assert told.language == asked.get("language", told.language)
    assert told.device_type == asked.get("DeviceType", told.device_type)
    assert told.comm_key == asked.get("pushcommkey")
    assert told.options_flag == int(asked.get("PushOptionsFlag", told.options_flag))
    assert told.encoding == sample.expect.get("encoding_hint", "utf-8")

    block = render_options(Terms(sample.expect["sn"], 60, {}, told.pushver))
    reply = sample.expect["reply"]
    assert block.decode().split("\n")[0] == reply["first_line"].replace("{SN}", sample.expect["sn"])
    assert set(reply["must_contain_keys"]) <= options_of(block).keys()
    assert block.endswith(b"\n") == reply["must_end_with_newline"]


def test_the_block_word_for_word() -> None:
    block = render_options(Terms("CKJF207731845", 330, {"ATTLOG": "9999", "ATTPHOTO": "583512660"}, "2.4.1"))
    assert block.decode() == (
        "GET OPTION FROM: CKJF207731845\n"
        "ATTLOGStamp=9999\nOPERLOGStamp=0\nATTPHOTOStamp=583512660\n"
        "BIODATAStamp=0\nIDCARDStamp=0\nERRORLOGStamp=0\n"
        "Stamp=9999\nOpStamp=0\nPhotoStamp=583512660\n"
        "ErrorDelay=45\nDelay=10\nTransTimes=00:00;14:05\nTransInterval=1\n"
        "TransFlag=TransData AttLog\tOpLog\tAttPhoto\tEnrollUser\tChgUser\tEnrollFP\tChgFP\tFACE\tUserPic"
        "\tWORKCODE\tBioPhoto\n"
        "TimeZone=330\nRealtime=1\nEncrypt=0\n"
        "ServerVer=2.2.14\nPushProtVer=2.4.1\nPushOptionsFlag=1\nSupportPing=1\n"
    )


@pytest.mark.parametrize(
    ("offset", "sent"),
    [(330, "330"), (480, "480"), (-300, "-300"), (345, "345"), (840, "840"), (60, "60"), (-60, "-60"),
     (0, "0"), (30, "0"), (-59, "0"), (1, "0")],
)  # fmt: skip
def test_the_zone_is_always_minutes_and_never_taken_for_hours(offset: int, sent: str) -> None:
    assert options_of(render_options(Terms("S", offset)))["TimeZone"] == sent


def test_a_terminal_that_was_never_seen_is_asked_for_what_the_policy_says() -> None:
    everything = options_of(render_options(Terms("S")))
    assert {everything[f"{table}Stamp"] for table in TABLES} == {"0"}
    nothing_old = options_of(render_options(Terms("S", unseen_stamp="9999")))
    assert {nothing_old[key] for key in ("ATTLOGStamp", "Stamp", "OpStamp", "PhotoStamp")} == {"9999"}


STAMPS = st.from_regex(
    r"[0-9]{1,10}|None|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}", fullmatch=True
)


@given(st.dictionaries(st.sampled_from(TABLES), STAMPS))
def test_stamps_are_echoed_unchanged_under_both_families(stamps: dict[str, str]) -> None:
    options = options_of(render_options(Terms("S", stamps=stamps)))
    for table in TABLES:
        assert options[f"{table}Stamp"] == stamps.get(table, "0")
    for key, table in (("Stamp", "ATTLOG"), ("OpStamp", "OPERLOG"), ("PhotoStamp", "ATTPHOTO")):
        assert options[key] == options[f"{table}Stamp"]


@given(st.text(), st.text() | st.none())
def test_nothing_a_terminal_chose_adds_a_line_to_the_block(stamp: str, pushver: str | None) -> None:
    plain = render_options(Terms("S", pushver="2.4.1"))
    chosen = render_options(Terms("S", stamps={"ATTLOG": stamp}, pushver=pushver))
    assert [line.split(b"=")[0] for line in chosen.split(b"\n")] == [
        line.split(b"=")[0] for line in plain.split(b"\n")
    ]


def test_terminals_come_back_at_different_times_after_an_outage_each_at_its_own() -> None:
    delays = [error_delay(f"CKJF20773{number:04}") for number in range(500)]
    assert set(delays) == set(range(30, 61))
    assert delays == [error_delay(f"CKJF20773{number:04}") for number in range(500)]


@pytest.mark.parametrize(
    ("pushver", "spoken"),
    [("2.4.1", "2.4.1"), ("2.4.0", "2.4.0"), ("2.4.2", "2.4.1"), ("3.1.2", "2.4.1"), ("2.2.14", "2.2.14"),
     ("2.0.1", "2.0.1"), (None, "2.2.14"), ("nonsense", "2.2.14"), ("2.10.0", "2.4.1")],
)  # fmt: skip
def test_the_protocol_is_the_lower_of_both(pushver: str | None, spoken: str) -> None:
    assert protocol_for(pushver) == spoken


def test_a_tft_terminal_gets_the_names_without_a_prefix_and_within_its_90_characters() -> None:
    flag = options_of(render_options(Terms("S", pushver="3.2.0")))["TransFlag"]
    assert flag.split("\t")[:2] == ["AttLog", "OpLog"]
    assert len(flag) <= 90


def test_the_block_leaves_room_in_the_buffers_of_old_terminals() -> None:
    longest = Terms("S" * 32, -720, dict.fromkeys(TABLES, "2018-05-02T08:00:01"), "2.2.14")
    assert len(render_options(longest)) < 1024


def test_the_comm_key_is_not_shown_where_an_announcement_is_printed() -> None:
    told = parse_init({"options": b"all", "pushcommkey": b"4a9594af164f2b97", "devicetype": b"middle east"})
    assert told == Announcement(device_type="middle east", comm_key="4a9594af164f2b97")
    assert "4a9594af" not in repr(told)


def test_only_who_has_no_version_to_tell_does_not_even_ask_for_options() -> None:
    assert parse_init({"sn": b"88888881"}).bare
    assert not parse_init({"sn": b"1", "options": b"all", "pushver": b"2.0.1"}).bare


def test_the_time_is_told_with_its_offset() -> None:
    zone = timezone(timedelta(hours=-5))
    assert render_time(datetime(2011, 5, 5, 17, 40, 20, 999, zone)) == b"Time=2011-05-05T17:40:20-05:00"


@given(
    st.dictionaries(st.sampled_from(["pushver", "language", "devicetype", "pushoptionsflag"]), st.binary())
)
def test_any_query_is_some_announcement(query: dict[str, bytes]) -> None:
    told = parse_init(query)
    render_options(Terms("S", pushver=told.pushver))

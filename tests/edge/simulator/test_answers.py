"""How a terminal judges what a server answers: old clients to the letter, newer ones with some patience."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.simulator.answers import (
    Command,
    Crash,
    Orders,
    Refused,
    Settings,
    UnknownDevice,
    Verdict,
    idle_gap,
    judge_upload,
    read_handshake,
    read_poll,
    results_taken,
    server_time,
)
from edge.simulator.clock import DeviceClock, zone_seconds
from edge.simulator.exchange import Answer
from edge.simulator.firmware import FIRMWARES, OLD, SPEEDFACE

PLAIN = (("Content-Type", "text/plain"), ("Date", "Tue, 23 Jun 2020 05:20:09 GMT"))
BLOCK = (
    b"GET OPTION FROM: CKJF207731845\nATTLOGStamp=0\nOPERLOGStamp=9999\nErrorDelay=60\nDelay=15\n"
    b"TransTimes=00:00;14:05\nTransInterval=3\nTransFlag=TransData AttLog\tOpLog\nTimeZone=330\nRealtime=1\n"
    b"ServerVer=2.4.1\nPushOptionsFlag=1\nSupportPing=1\n"
)


def answer(body: bytes, status: int = 200, headers: tuple[tuple[str, str], ...] = PLAIN) -> Answer:
    return Answer(status, headers, body)


def test_the_option_block_is_read() -> None:
    settings = read_handshake(SPEEDFACE, answer(BLOCK))
    assert (settings.delay_s, settings.error_delay_s, settings.zone_s) == (15, 60, 330 * 60)
    assert settings.times == ("00:00", "14:05")
    assert settings.stamp("ATTLOG") == "0"
    assert settings.stamp("OPERLOG") == "9999"
    assert settings.wants_options
    assert settings.answers_ping
    assert read_handshake(OLD, answer(BLOCK.replace(b"\n", b"\r\n"))) == settings


def test_an_old_client_ignores_a_last_line_without_newline() -> None:
    cut = BLOCK.removesuffix(b"\nSupportPing=1\n") + b"\nTimeZone=60"
    assert read_handshake(OLD, answer(cut)).zone_s == 330 * 60
    assert read_handshake(SPEEDFACE, answer(cut)).zone_s == 60 * 60


def test_a_bare_ok_is_no_handshake_for_an_old_client_and_defaults_for_a_new_one() -> None:
    with pytest.raises(Refused):
        read_handshake(OLD, answer(b"OK"))
    assert read_handshake(SPEEDFACE, answer(b"OK")).zone_s == 8 * 3600


@pytest.mark.parametrize("firmware", FIRMWARES.values(), ids=list(FIRMWARES))
def test_unknown_device_sends_every_generation_back_to_the_start(firmware: object) -> None:
    for body in (b"UNKNOWN DEVICE", b"UNKNOWN DEVICE\n"):
        with pytest.raises(UnknownDevice):
            read_handshake(firmware, answer(body))  # type: ignore[arg-type]  # a Firmware
        with pytest.raises(UnknownDevice):
            read_poll(firmware, answer(body))  # type: ignore[arg-type]  # a Firmware
        assert judge_upload(answer(body)) is Verdict.UNKNOWN_DEVICE


@pytest.mark.parametrize(
    ("body", "status", "verdict"),
    [
        (b"OK", 200, Verdict.STORED),
        (b"OK: 5", 200, Verdict.STORED),
        (b'{"status":"OK"}', 200, Verdict.STORED),
        (b"ok", 200, Verdict.REFUSED),
        (b"", 200, Verdict.REFUSED),
        (b" " * 10_240 + b"OK", 200, Verdict.REFUSED),
        (b"OK", 201, Verdict.REFUSED),
        (b"OK", 503, Verdict.REFUSED),
    ],
)
def test_an_upload_is_stored_by_status_and_letters(body: bytes, status: int, verdict: Verdict) -> None:
    assert judge_upload(answer(body, status)) is verdict


def test_the_servers_cursor_has_two_names() -> None:
    both = {"ATTLOGStamp": "1", "Stamp": "2", "OpStamp": "3"}
    assert Settings(stamps=both, server_version="2.4.1").stamp("ATTLOG") == "1"
    assert Settings(stamps=both).stamp("ATTLOG") == "2"
    assert Settings(stamps=both, server_version="2.4.1").stamp("OPERLOG") == "3"
    assert Settings().stamp("ATTLOG") is None


def test_transfer_flags_in_both_spellings() -> None:
    named = Settings(transfer="TransData AttLog\tEnrollUser")
    assert [named.transfers(name) for name in ("AttLog", "OpLog", "EnrollUser")] == [True, False, True]
    digits = Settings(transfer="1011000000")
    assert [digits.transfers(name) for name in ("AttLog", "OpLog", "EnrollUser")] == [True, False, False]
    short = Settings(transfer="01")
    assert [short.transfers(name) for name in ("AttLog", "OpLog", "EnrollUser")] == [False, True, True]


def test_when_records_go_out_if_not_at_once() -> None:
    noon = datetime(2026, 10, 5, 12, 0, 0)
    assert Settings(interval_min=3, times=("13:00",)).next_upload_in(noon) == 180
    assert Settings(times=("00:00", "13:30")).next_upload_in(noon) == 5400
    assert Settings(times=("12:00",)).next_upload_in(noon) == 86_400


def test_commands_are_lines_that_begin_with_c() -> None:
    body = b"C:12:DATA UPDATE USERINFO PIN=1\tName=A\nC:a7:REBOOT\r\nnonsense\nC:broken\n"
    commands = (Command("12", "DATA UPDATE USERINFO PIN=1\tName=A"), Command("a7", "REBOOT"))
    assert read_poll(SPEEDFACE, answer(body)) == Orders(commands)
    assert read_poll(OLD, answer(body)) == Orders(commands, confused=True)


def test_an_old_client_drops_an_unterminated_command_and_trips_over_ok_with_newline() -> None:
    assert read_poll(OLD, answer(b"C:1:INFO\nC:2:REBOOT")) == Orders((Command("1", "INFO"),))
    assert len(read_poll(SPEEDFACE, answer(b"C:1:INFO\nC:2:REBOOT")).commands) == 2
    assert read_poll(OLD, answer(b"OK")) == Orders()
    assert read_poll(OLD, answer(b"OK\n")).confused
    assert not read_poll(SPEEDFACE, answer(b"OK\r\n")).confused


def test_a_long_command_id_crashes_an_old_client_only() -> None:
    body = b"C:" + b"1" * 20 + b":INFO\n"
    with pytest.raises(Crash):
        read_poll(OLD, answer(body))
    assert len(read_poll(SPEEDFACE, answer(body)).commands) == 1


@pytest.mark.parametrize(("body", "status"), [(b"", 200), (b"OK", 500)])
def test_an_empty_or_failed_poll_ends_the_session(body: bytes, status: int) -> None:
    with pytest.raises(Refused):
        read_poll(SPEEDFACE, answer(body, status))


@given(st.binary(max_size=200))
def test_no_poll_answer_breaks_a_terminal(body: bytes) -> None:
    for firmware in (OLD, SPEEDFACE):
        try:
            orders = read_poll(firmware, answer(body))
        except (Refused, UnknownDevice, Crash):
            continue
        assert all("\n" not in command.text for command in orders.commands)


@given(st.lists(st.text(max_size=30)))
def test_no_option_block_breaks_a_terminal(lines: list[str]) -> None:
    body = "\n".join(
        ["GET OPTION FROM: 1", *(f"TimeZone={line}\nDelay={line}\nTransTimes={line}" for line in lines), ""]
    )
    settings = read_handshake(OLD, answer(body.encode()))
    assert settings.delay_s >= 1, "a Delay of 0 would poll without pause"
    assert abs(settings.zone_s) <= 14 * 3600


LOWER = (("content-type", "text/plain"), ("date", "Tue, 23 Jun 2020 05:20:09 GMT"))


@pytest.mark.parametrize(
    ("headers", "old", "new"),
    [
        (PLAIN, True, True),
        (LOWER, False, True),
        ((("Content-Type", "application/json"), PLAIN[1]), False, False),
        ((PLAIN[0],), False, False),
        ((PLAIN[0], ("Date", "yesterday")), False, False),
    ],
)
def test_the_clock_is_set_by_a_date_in_plain_text(
    headers: tuple[tuple[str, str], ...], old: bool, new: bool
) -> None:
    for firmware, expected in ((OLD, old), (SPEEDFACE, new)):
        assert server_time(firmware, answer(b"OK", headers=headers)) == (1592889609.0 if expected else None)


def test_an_old_client_distrusts_the_date_of_a_slow_answer() -> None:
    slow = replace(answer(b"OK"), took_s=5.0)
    assert server_time(OLD, slow) is None
    assert server_time(SPEEDFACE, slow) is not None


def test_an_old_client_throws_results_away_for_plain_text_only() -> None:
    page = answer(b"OK", headers=(("Content-Type", "text/html"),))
    assert not results_taken(OLD, page)
    assert results_taken(SPEEDFACE, page)
    assert results_taken(OLD, answer(b"OK"))
    assert not results_taken(SPEEDFACE, answer(b"OK", status=500))


def test_polls_slow_down_from_a_second_to_the_delay() -> None:
    assert [idle_gap(SPEEDFACE, polls, 5) for polls in range(7)] == [1, 1.2, 2, 3, 4, 5, 5]
    assert [idle_gap(OLD, polls, 10) for polls in range(6)] == [1, 3, 5, 7, 9, 10]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("8", 28_800),
        ("-5", -18_000),
        ("330", 19_800),
        ("-300", -18_000),
        ("0", 0),
        ("+8", 28_800),
        ("5.5", 18_000),
        ("-05:00", -18_000),
        ("", 0),
        ("840", 50_400),
    ],
)
def test_time_zones_are_hours_below_25_and_minutes_above(text: str, seconds: int) -> None:
    assert zone_seconds(text) == seconds


def test_a_clock_is_set_beyond_its_tolerance_unless_it_does_not_follow() -> None:
    now = 1_760_000_000.0
    old = DeviceClock(lambda: now, 3600, error_s=30, tolerance_s=10)
    assert old.local() == datetime(2025, 10, 9, 9, 53, 50)
    assert not old.set_from(now + 25)
    assert old.set_from(now)
    assert old.local() == datetime(2025, 10, 9, 9, 53, 20)
    stubborn = DeviceClock(lambda: now, 0, error_s=300, follows=False)
    assert not stubborn.set_from(now)
    assert stubborn.error_s == 300

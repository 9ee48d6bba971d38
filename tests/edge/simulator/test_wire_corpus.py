"""The simulator's wire text equals captured requests of real terminals, byte for byte (tests/corpus)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from edge.simulator.answers import Command
from edge.simulator.commands import execute
from edge.simulator.encoded_time import encoded_seconds
from edge.simulator.file_commands import put_file, shell_result
from edge.simulator.firmware import ESSL, LEGACY, MB360, OLD, SENSEFACE, SPEEDFACE, TFT, X100C, Firmware
from edge.simulator.hardware import MODEL, Counts, properties, pushed_options, told_options
from edge.simulator.punch_log import LoggedPunch
from edge.simulator.wire import (
    Sender,
    Template,
    User,
    attlog_line,
    biodata_line,
    face_line,
    fingerprint_line,
    info_value,
    init_request,
    oplog_line,
    options_request,
    photo_line,
    photo_request,
    poll_request,
    position_extension,
    result_line,
    result_request,
    stamp_parameter,
    time_request,
    upload_request,
    user_line,
)
from tests.edge.simulator.test_commands import box

CORPUS = Path(__file__).parents[2] / "corpus"
PYA = replace(SPEEDFACE, init=ESSL.init, content_type=None, attlog_tail=("0", "0", "0", "0", "0", "0", ""))
"""A face terminal between the generations: ten columns as the SpeedFace, mask 0, no Content-Type."""

MB560 = replace(PYA, attlog_tail=("", "0", "0", "", "", "43"))
FOUR_ZEROES = replace(PYA, attlog_tail=("0", "0", "0", "0", "0", "0"))
SHORT = replace(PYA, attlog_tail=("", "0", "0", "0", ""))
"""Others between the generations, by their columns."""

V5L = ("CKJF207731845", "192.168.54.33:8080")
X100 = ("SLN87654321004", "10.20.30.40:8081")
MB = ("CEZU209948172", "172.16.12.199:8000")
SF3A = ("VGU6269907734", "192.168.1.50:8081")
AIFACE = ("NCD8259900137", "192.168.0.106:8080")
OLD_BOX = ("1099920411", "10.20.30.40:8081")


def sample(name: str) -> bytes:
    """One request of the corpus as it went over the wire."""
    return (CORPUS / f"{name}.http").read_bytes()


def sender(firmware: Firmware, serial: str, host: str) -> Sender:
    return Sender(firmware, serial, host)


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S")


def punch(pin: str, time: str, status: int, verify: int, offset_s: int = 0) -> LoggedPunch:
    return LoggedPunch(pin, at(time), status, verify, offset_s)


@pytest.mark.parametrize(
    ("name", "firmware", "serial", "host", "language"),
    [
        ("001_init_v5l", SPEEDFACE, *V5L, 69),
        ("002_init_x100c_lang73", X100C, *X100, 73),
        ("004_init_mb360_flag2", MB360, *MB, 69),
        ("005_init_pya_devicetype_att", PYA, "PYA8269914037", "192.168.60.10:8080", 69),
        ("007_init_http10_old_client", OLD, "1099920411", "192.168.1.10:80", 69),
        ("008_init_legacy_bare_sn", LEGACY, "88888881", "192.168.1.10", 69),
        ("011_init_aspx", replace(ESSL, init=SPEEDFACE.init), *AIFACE, 69),
        ("150_init_sf3a_att", replace(SENSEFACE, pushver="2.4.1"), *SF3A, 69),
    ],
)
def test_first_requests(name: str, firmware: Firmware, serial: str, host: str, language: int) -> None:
    assert init_request(sender(firmware, serial, host), language) == sample(name)


@pytest.mark.parametrize(
    ("name", "firmware", "model", "serial", "host", "version", "ip", "counts"),
    [
        (
            "018_info_v5l",
            SPEEDFACE,
            "SpeedFace-V5L[TD]",
            *V5L,
            "ZAM170-NF-Ver1.1.27",
            "192.168.54.216",
            Counts(1, 1),
        ),
        (
            "019_info_mb360_pct20",
            MB360,
            "MB360/ID",
            *MB,
            "Ver 8.0.4.2-I113-02",
            "172.16.12.182",
            Counts(143, 1, 109, 141),
        ),
        (
            "021_info_essl_13_values_aspx",
            ESSL,
            "AiFace-Mars",
            *AIFACE,
            "ZAM180-NF50VA-Ver3.4.10",
            "192.168.0.25",
            Counts(1, 0, 16, 1),
        ),
        (
            "023_info_old_six_values",
            replace(OLD, http="1.1"),
            "MA300",
            "6916199920735",
            "192.168.12.4:8080",
            "Ver 6.60 Mar 19 2015",
            "192.168.12.115",
            Counts(5, 4, 18),
        ),
        (
            "024_info_empty_fw",
            replace(LEGACY, http="1.1", accept="*/*"),
            "iClock 260",
            "3392144700123",
            "10.20.30.40:8081",
            "",
            "192.168.1.201",
            Counts(1, 2, 1),
        ),
        (
            "027_info_v5l_after_face_enrol",
            SPEEDFACE,
            "SpeedFace-V5L[TD]",
            *V5L,
            "ZAM170-NF-Ver1.1.27",
            "192.168.54.216",
            Counts(1, 1, faces=1),
        ),
        (
            "028_info_v5l_after_delete",
            SPEEDFACE,
            "SpeedFace-V5L[TD]",
            *V5L,
            "ZAM170-NF-Ver1.1.27",
            "192.168.54.216",
            Counts(),
        ),
        (
            "159_info_zam70_13_values",
            SENSEFACE,
            "SenseFace 3A",
            "VGU6259907752",
            "10.20.30.40:8081",
            "ZAM70-NF24HA-Ver3.3.12",
            "192.168.1.201",
            Counts(27, 73, 283, 3, photos=25),
        ),
    ],
)
def test_polls_that_tell_counts(
    name: str, firmware: Firmware, model: str, serial: str, host: str, version: str, ip: str, counts: Counts
) -> None:
    info = info_value(firmware, MODEL[model], version, ip, counts)
    assert poll_request(sender(firmware, serial, host), info) == sample(name)


def test_bare_polls() -> None:
    assert poll_request(sender(SPEEDFACE, *V5L)) == sample("025_poll_v5l")
    assert poll_request(sender(ESSL, *AIFACE)) == sample("029_poll_essl_aspx")


def mb360_options(counts: Counts) -> dict[str, str]:
    return properties(
        MODEL["MB360/ID"], MB[0], "Ver 8.0.4.2-I113-02", "172.16.12.182", "00:17:61:ab:79:9f", 69, counts
    )


def test_options_push() -> None:
    known = mb360_options(Counts(users=143, fingerprints=1, logs=128, faces=141))
    request = options_request(sender(MB360, *MB), pushed_options(MODEL["MB360/ID"], known))
    assert request == sample("016_options_mb360_spaces")


@pytest.mark.parametrize(
    ("name", "firmware", "serial", "host", "stamp", "punches"),
    [
        (
            "031_attlog_10cols_trailing_tab",
            replace(SPEEDFACE, content_type="text/plain "),
            "0782239910427",
            "192.168.1.240:8080",
            "9999",
            [punch("3", "2023-10-16 08:38:16", 255, 15)],
        ),
        (
            "032_attlog_pya",
            PYA,
            "PYA8269914037",
            "192.168.60.10:8080",
            "9999",
            [punch("1", "2026-08-20 11:27:27", 255, 15)],
        ),
        (
            "033_attlog_outage_burst",
            PYA,
            "PYA8269914037",
            "192.168.60.10:8080",
            "9999",
            [
                punch("1", "2026-08-20 16:57:20", 255, 15),
                punch("2", "2026-08-20 17:03:33", 255, 15),
                punch("1", "2026-08-20 17:08:51", 255, 1),
                punch("3", "2026-08-20 17:17:08", 255, 15),
                punch("2", "2026-08-21 08:42:50", 255, 15),
            ],
        ),
        ("035_attlog_essl_aspx", ESSL, *AIFACE, "9999", [punch("9001", "2026-07-28 22:40:21", 1, 15)]),
        (
            "037_attlog_four_columns_http10",
            OLD,
            *OLD_BOX,
            "260705",
            [punch("982", "2008-02-25 12:08:21", 1, 0), punch("982", "2008-02-25 18:01:09", 1, 0)],
        ),
        (
            "038_attlog_string_pin",
            X100C,
            "CGKK219902255",
            "10.20.30.40:8081",
            "9999",
            [punch("5_7301", "2025-11-03 07:58:41", 0, 1)],
        ),
        (
            "044_attlog_v58_timeoffset_ext",
            SENSEFACE,
            "VGU6269900991",
            "10.20.30.40:8081",
            "9999",
            [punch("77", "2026-03-30 23:59:59", 1, 15, 28_800)],
        ),
        (
            "034_attlog_mb560_empty_mask",
            MB560,
            "CLBW219904413",
            "10.20.30.40:8081",
            "9999",
            [punch("2", "2022-07-12 16:00:20", 1, 15)],
        ),
        (
            "036_attlog_spec_nine",
            replace(X100C, attlog_tail=("0", "0", "0"), last_line_terminated=False),
            "0316149920631",
            "58.250.50.81:8011",
            "9999",
            [
                *(
                    punch("1452", f"2015-07-30 15:16:{second}", 0, 1)
                    for second in (28, 29, 30, 31, 33, 34, 35)
                ),
                *(punch("8965", f"2015-07-30 15:16:{second}", 0, 1) for second in (36, 37)),
            ],
        ),
        (
            "039_attlog_alnum_pin_mixed_case",
            FOUR_ZEROES,
            "NYU7259900044",
            "10.20.30.40:8081",
            "9999",
            [
                punch("abctl070", "2026-08-13 09:14:02", 0, 15),
                punch("ABCTL502", "2026-08-13 09:14:09", 0, 15),
                punch("zk01", "2026-08-13 09:15:30", 1, 15),
            ],
        ),
        (
            "043_attlog_tft16_decimals",
            replace(TFT, attlog_tail=(*"000", "11", "12", "", "", "", "", "1.0", "2.50", "0.0")),
            "ABC1299900012",
            "10.20.30.40:8081",
            "2018-05-02T08:00:01",
            [punch("100", "2018-05-02 08:00:01", 0, 1)],
        ),
        (
            "052_attlog_palm_batch",
            replace(SHORT, content_type="text/plain"),
            "6064209917352",
            "192.168.53.33:8080",
            "9999",
            [
                punch("4", "2020-06-09 13:30:11", 255, 25),
                punch("6", "2020-06-09 13:31:40", 255, 25),
                punch("1", "2020-06-09 13:32:36", 255, 25),
            ],
        ),
        (
            "053_attlog_duplicates",
            replace(SHORT, attlog_tail=("", "0", "0", "0", "", "")),
            "CEXB199931582",
            "10.20.30.40:8081",
            "9999",
            [punch("2222", f"2020-06-05 15:53:{second}", 3, 15) for second in (21, 21, 22)],
        ),
        ("154_attlog_sf3a_live", PYA, *SF3A, "9999", [punch("3", "2026-09-15 15:35:43", 255, 1)]),
        ("155_attlog_sf3a_replay_post1", PYA, *SF3A, "9999", [punch("1", "2026-09-14 18:24:18", 255, 1)]),
        ("157_attlog_essl_pair_1of2", ESSL, *AIFACE, "9999", [punch("1001", "2026-08-05 16:28:26", 0, 15)]),
        ("158_attlog_essl_pair_2of2", ESSL, *AIFACE, "9999", [punch("1001", "2026-08-05 16:28:35", 1, 15)]),
    ],
)
def test_punch_uploads(
    name: str, firmware: Firmware, serial: str, host: str, stamp: str, punches: list[LoggedPunch]
) -> None:
    extend = position_extension(22.763456, 114.080021)
    lines = [attlog_line(firmware, record, extend) for record in punches]
    parameter = stamp_parameter(firmware, "ATTLOG", stamp, server_version_known=True)
    assert upload_request(sender(firmware, serial, host), "ATTLOG", parameter, lines) == sample(name)


@pytest.mark.parametrize(
    ("name", "firmware", "serial", "host", "lines"),
    [
        (
            "057_oplog_v5l_six",
            SPEEDFACE,
            *V5L,
            [
                oplog_line(0, at("2020-06-23 13:19:24")),
                oplog_line(3, at("2020-06-23 13:19:37"), "55"),
                oplog_line(4, at("2020-06-23 13:19:42")),
                oplog_line(5, at("2020-06-23 13:20:44"), "DHCP"),
                oplog_line(5, at("2020-06-23 13:20:49"), "DHCP"),
                oplog_line(5, at("2020-06-23 13:20:50"), "DHCP"),
            ],
        ),
        (
            "058_oplog_v5l_face_enrol",
            SPEEDFACE,
            *V5L,
            [
                oplog_line(114, at("2020-06-23 13:21:28"), "5"),
                oplog_line(101, at("2020-06-23 13:21:28"), "5"),
            ],
        ),
        ("059_oplog_v5l_delete_user", SPEEDFACE, *V5L, [oplog_line(103, at("2020-06-23 13:21:42"), "5")]),
        ("060_oplog_v5l_single", SPEEDFACE, *V5L, [oplog_line(4, at("2020-06-23 13:20:22"))]),
        (
            "066_oplog_x100c_enrol",
            X100C,
            *X100,
            [oplog_line(code, at("2024-08-05 12:48:25"), "1160") for code in (30, 6)],
        ),
        (
            "069_oplog_p300_deletes",
            SPEEDFACE,
            "6064209917352",
            "192.168.53.33:8080",
            [
                oplog_line(9, at("2020-06-09 11:56:24"), "6"),
                oplog_line(9, at("2020-06-09 11:56:33"), "10"),
                oplog_line(9, at("2020-06-09 11:56:45"), "2222"),
                oplog_line(70, at("2020-06-09 11:59:22"), "4"),
                oplog_line(30, at("2020-06-09 12:03:50"), "4"),
            ],
        ),
        ("061_oplog_x100c_rename", X100C, *X100, [oplog_line(70, at("2024-08-05 16:08:50"), "1157")]),
        ("062_user_x100c", X100C, *X100, [user_line(X100C, User("1160", "Ona004"))]),
        ("063_user_v5l", SPEEDFACE, *V5L, [user_line(SPEEDFACE, User("5", "Mira", password="1"))]),
        (
            "067_operlog_2026_lifecycle",
            PYA,
            "CQUH219900874",
            "10.20.30.40:8081",
            [
                oplog_line(4, at("2026-06-25 16:27:43"), "3", operator="3"),
                oplog_line(70, at("2026-06-25 16:28:10"), "4"),
                oplog_line(30, at("2026-06-25 16:28:28"), "4"),
                oplog_line(6, at("2026-06-25 16:28:28"), "4"),
                user_line(PYA, User("4", "User3", verify="1")),
                oplog_line(9, at("2026-06-25 16:29:14"), "4"),
            ],
        ),
        (
            "151_user_sf3a_query_answer",
            SENSEFACE,
            *SF3A,
            [
                user_line(SENSEFACE, User("1", "DARIO", privilege="14", card="158364")),
                user_line(SENSEFACE, User("2", "MELIS")),
            ],
        ),
        ("152_oplog_sf3a_rename", SENSEFACE, *SF3A, [oplog_line(70, at("2026-09-14 19:05:35"), "2")]),
    ],
)
def test_operations_and_users(
    name: str, firmware: Firmware, serial: str, host: str, lines: list[bytes]
) -> None:
    parameter = stamp_parameter(firmware, "OPERLOG", "9999", server_version_known=True)
    assert upload_request(sender(firmware, serial, host), "OPERLOG", parameter, lines) == sample(name)


def test_users_asked_for_by_query_on_an_old_client_stand_in_a_table_of_their_own() -> None:
    lines = [user_line(OLD, User("982", "Rita")), user_line(OLD, User("983", "Jon", privilege="14"))]
    stamp = stamp_parameter(OLD, "USERINFO", str(encoded_seconds(at("2026-10-05 09:00:00"))), True)
    request = upload_request(sender(OLD, *OLD_BOX), OLD.queried_users_table, stamp, lines)
    assert request == sample("080_userinfo_table_old_query")


def test_an_old_card_is_five_bytes_in_small_hex_letters() -> None:
    user = User("000000982", "Rita", "1", "9822", str(0x2281E409), timezones="0001000200000000")
    stamp = stamp_parameter(OLD, "OPERLOG", str(encoded_seconds(at("2026-10-05 09:00:00"))), True)
    request = upload_request(sender(OLD, *OLD_BOX), "OPERLOG", stamp, [user_line(OLD, user)])
    assert request == sample("077_user_old_card_hex")


def test_the_time_is_asked_for() -> None:
    assert time_request(sender(TFT, "12300099", "10.20.30.40:8081")) == sample("141_cdata_type_time")


@pytest.mark.parametrize(
    ("name", "firmware", "serial", "file_name", "stamp", "word", "size"),
    [
        (
            "087_attphoto_fdata_photostamp",
            OLD,
            "3392144700123",
            "20151115160000-000000306.jpg",
            "PhotoStamp=510163200",
            "uploadphoto",
            None,
        ),
        (
            "089_attphoto_failed_realupload",
            TFT,
            "0316149920631",
            "20150731103055.jpg",
            "Stamp=9999",
            "realupload",
            None,
        ),
        (
            "090_attphoto_base64",
            X100C,
            "CKJF219900776",
            "20210105080910-12.jpg",
            "Stamp=9999",
            "uploadphoto",
            231,
        ),
        (
            "091_attphoto_idcard_name",
            X100C,
            "POPX209900071",
            "20190304101112-3-0-44030119900101123X.jpg",
            "Stamp=9999",
            "uploadphoto",
            None,
        ),
    ],
)
def test_pictures_taken_at_a_punch(
    name: str, firmware: Firmware, serial: str, file_name: str, stamp: str, word: str, size: int | None
) -> None:
    content = sample(name).partition(b"\r\n\r\n")[2].partition(b"\0")[2]
    told = sender(firmware, serial, "10.20.30.40:8081")
    assert photo_request(told, file_name, content, stamp, size, word) == sample(name)


def test_the_terminals_of_2008_say_in_the_query_what_they_upload() -> None:
    """PROTOCOL.md §3.5 and §6.7 give the forms, no sample does."""
    moment = at("2008-11-19 17:21:19")
    stamp = str(encoded_seconds(moment))
    assert stamp_parameter(LEGACY, "ATTLOG", stamp, False) == "Stamp=285528079"
    assert stamp_parameter(LEGACY, "OPERLOG", stamp, False) == "OpStamp=285528079"
    told = sender(LEGACY, "88888888", "10.20.30.40:8081")
    photo = stamp_parameter(LEGACY, "ATTPHOTO", stamp, False)
    request = photo_request(told, "20081119172119-4.jpg", b"\xff\xd8", photo)
    target = b"/iclock/fdata?SN=88888888&PIN=20081119172119-4.jpg&PhotoStamp=285528079"
    assert request.split(b" ")[:2] == [b"POST", target]
    line = attlog_line(LEGACY, LoggedPunch("4", moment, 0, 1))
    punches = upload_request(told, "ATTLOG", "Stamp=285528079", [line])
    assert punches.startswith(b"POST /iclock/cdata?SN=88888888&Stamp=285528079 HTTP/1.0\r\n")


def test_templates() -> None:
    fingerprint = sample("065_operlog_mixed_kinds").splitlines()[-1]
    template = re.search(rb"TMP=(.*)", fingerprint)
    assert template
    assert fingerprint_line("1160", "0", template[1].decode()) == fingerprint
    alone = fingerprint_line("1160", "0", text_of(sample("064_fp_x100c_padding").splitlines()[-1]))
    told = upload_request(sender(X100C, *X100), "OPERLOG", "OpStamp=9999", [alone])
    assert told == sample("064_fp_x100c_padding")
    face = text_of(sample("082_biodata_v5l_face").splitlines()[-1])
    line = biodata_line("5", "0", 9, Template(face, "58", "10"))
    assert upload_request(sender(SPEEDFACE, *V5L), "BIODATA", "Stamp=9999", [line]) == sample(
        "082_biodata_v5l_face"
    )
    body = sample("153_biodata_sf3a_fp13").partition(b"\r\n\r\n")[2]
    templates = re.findall(rb"Tmp=(.*)", body)
    lines = [
        biodata_line(pin, "6", 1, Template(tmp.decode(), "13"))
        for pin, tmp in zip("12", templates, strict=True)
    ]
    request = upload_request(sender(SENSEFACE, *SF3A), "BIODATA", "Stamp=9999", lines)
    assert request == sample("153_biodata_sf3a_fp13")


@pytest.mark.parametrize(
    ("name", "firmware", "serial", "host", "results"),
    [
        (
            "092_devicecmd_batch_alnum_ids",
            PYA,
            "0316149920631",
            "58.250.50.81:8011",
            [(number, 0, "DATA") for number in ("info8487", "info8488", "info8489", "info7464", "fp7464")],
        ),
        (
            "093_devicecmd_batch_p300",
            SPEEDFACE,
            "6064209917352",
            "192.168.53.33:8080",
            [(str(number), 0, "DATA") for number in range(277, 285)],
        ),
        (
            "102_devicecmd_essl_unsupported",
            ESSL,
            *AIFACE,
            [("17", -1002, "USER ADD"), ("18", -1004, "DATA"), ("19", -1, "DATA"), ("20", 0, "DATA")],
        ),
        ("103_devicecmd_unknown_cmd_old", OLD, *OLD_BOX, [("5", -22, "UNKNOWN CMD")] * 2),
        ("163_devicecmd_att_rejects_table_form", SENSEFACE, *SF3A, [("44", -1004, "DATA QUERY")]),
    ],
)
def test_command_results(
    name: str, firmware: Firmware, serial: str, host: str, results: list[tuple[str, int, str]]
) -> None:
    body = b"".join(result_line(*result) for result in results)
    assert result_request(sender(firmware, serial, host), body) == sample(name)


def test_answer_to_the_command_info() -> None:
    known = mb360_options(Counts(users=143, fingerprints=1, logs=98, faces=141))
    body = result_line("122", 0, "INFO") + told_options(known).encode()
    assert result_request(sender(MB360, *MB), body) == sample("094_devicecmd_info_mb360")


@pytest.mark.parametrize(
    ("name", "firmware", "serial", "command_id", "returned", "echo", "count"),
    [
        ("100_devicecmd_verify_sum_spec", PYA, "0316149920631", "vs1", 0, "VERIFY SUM", "AttlogSum"),
        ("101_devicecmd_verify_sum_fw", OLD, "1099920411", "31", 1, "VERIFY SUM ATTLOG", "AttlogCount"),
    ],
)
def test_counting_records(
    name: str, firmware: Firmware, serial: str, command_id: str, returned: int, echo: str, count: str
) -> None:
    more = {"StartTime": "2015-07-01 00:00:00", "EndTime": "2015-07-31 23:59:59", count: "412"}
    body = result_line(command_id, returned, echo, **more)
    assert result_request(sender(firmware, serial, "10.20.30.40:8081"), body) == sample(name)


@pytest.mark.parametrize(
    ("name", "word", "pin", "firmware", "serial", "host", "kind", "stamp"),
    [
        ("072_userpic_line", "USERPIC", "1160", X100C, *X100, None, "Stamp=9999"),
        ("073_biophoto_v5l_36k", "BIOPHOTO", "5", SPEEDFACE, *V5L, "0", "Stamp=9999"),
    ],
)
def test_photos(
    name: str,
    word: str,
    pin: str,
    firmware: Firmware,
    serial: str,
    host: str,
    kind: str | None,
    stamp: str,
) -> None:
    content = re.search(rb"Content=(.*)", sample(name))
    assert content
    line = photo_line(word, pin, content[1].decode(), kind)
    assert upload_request(sender(firmware, serial, host), "OPERLOG", stamp, [line]) == sample(name)


def test_near_infrared_faces_and_palms_in_parts() -> None:
    faces = sample("070_face_uppercase_keys").partition(b"\r\n\r\n")[2].splitlines()
    assert [face_line("306", str(part), text_of(line)) for part, line in enumerate(faces)] == faces
    lines = sample("081_biodata_v5l_palm").partition(b"\r\n\r\n")[2].splitlines()
    palms = [
        biodata_line("5", "0", 8, Template(text_of(line), "12"), str(part)) for part, line in enumerate(lines)
    ]
    assert upload_request(sender(SPEEDFACE, *V5L), "BIODATA", "Stamp=9999", palms) == sample(
        "081_biodata_v5l_palm"
    )


def text_of(line: bytes) -> str:
    """The template at the end of a record."""
    return re.split(rb"tmp=", line, flags=re.IGNORECASE)[1].decode()


def test_what_one_build_tells_of_a_user_it_is_asked_for() -> None:
    name = "079_essl_query_userinfo_answer"
    user, biodata, photo = sample(name).partition(b"\r\n\r\n")[2].splitlines()
    content = photo.partition(b"Content=")[2].decode()
    lines = [
        user_line(ESSL, User("9001", "Vendor One", group="100")),
        biodata_line("9001", "0", 9, Template(text_of(biodata), "39", "3")),
        photo_line("BIOPHOTO", "9001", content, "9"),
    ]
    assert lines == [user, biodata, photo]
    terminated = replace(ESSL, last_line_terminated=sample(name).endswith(b"\n"))
    assert upload_request(sender(terminated, *AIFACE), "OPERLOG", "Stamp=9999", lines) == sample(name)


def test_results_of_several_lines() -> None:
    # Its header MAC is of this one model alone
    wanted = sample("096_devicecmd_shell_real").partition(b"\r\n\r\n")[2]
    said = wanted.partition(b"Content=")[2].decode()
    assert shell_result("68", "CQZ7239918405", said) == wanted
    order = put_file(box("x100c"), Command("pf7", ""), "logo.jpg\t/mnt/logo.jpg")
    assert order.download is not None
    stored = order.download.finish(bytes(5_120))
    pya = sender(PYA, "0316149920631", "10.20.30.40:8081")
    assert result_request(pya, stored.result) == sample("099_devicecmd_putfile_multiline")


def test_the_state_of_a_door_behind_an_old_terminal() -> None:
    machine = box("old")
    machine.serial = OLD_BOX[0]
    outcome = execute(machine, Command("12", "ACC Status"))
    assert outcome is not None
    told = outcome.result.replace(b"LockStatus=LOCK&", b"LockStatus=UNLOCK&")
    assert result_request(sender(OLD, *OLD_BOX), told) == sample("104_devicecmd_acc_status_sn")


NOT_OURS = {
    "006_init_spec_pushcommkey": "no terminal of the fleet has a key",
    "009_init_double_path": "an address mistyped at the terminal",
    "010_init_no_prefix": "an address mistyped at the terminal",
    "013_init_behind_proxy": "headers of a proxy between",
    "014_init_absolute_form": "no terminal of the fleet is set to a proxy",
    "022_info_cexa": "a model that is not in the fleet",
    "045_attlog_crlf_blank_lines": "no terminal known, an edge case of reading",
    "047_attlog_dirty_lines": "no terminal known, an edge case of reading",
    "048_attlog_table_with_spaces": "no terminal known, an edge case of reading",
    "050_attlog_keyed_fields": "a shape claimed once",
    "051_attlog_space_separated": "a shape claimed once",
    "054_attlog_expect_100": "how a client library sends, not a terminal",
    "055_attlog_no_content_length": "how a client library sends, not a terminal",
    "056_attlog_invalid_card_echo": "nobody holds a wrong card to a simulated reader",
    "071_fvein_mixed_case": "no model of the fleet has a finger vein sensor",
    "075_user_gb2312_name": "the fleet speaks French and English",
    "083_errorlog_spec": "nothing of the fleet goes wrong inside",
    "084_idcard_utf8": "no model of the fleet reads documents",
    "085_workcode_upload": "work codes are written from the desk only",
    "095_devicecmd_info_sa40_comma": "a model that is not in the fleet",
    "116_rtlog_device_events_only": "its lines are joined as a captured fault has them",
    "119_irstate": "no model of the fleet counts with beams",
    "125_tabledata_attphoto_no_prefix": "access terminals of the fleet take no pictures at doors",
    "126_tabledata_errorlog": "nothing of the fleet goes wrong inside",
    "129_querydata_duplicate_type": "a slip in the document's example",
    "134_querydata_account_tgz": "the edge never asks for archives",
    "137_acc_account_overview": "the edge never asks for archives",
    "138_acc_account_file": "the edge never asks for archives",
    "139_exchange_publickey": "encryption that nobody outside the vendor can do",
    "142_remote_att_get": "people of the fleet keep to their site",
    "144_auth_fp_old": "no terminal of the fleet lets the server compare fingers",
    "145_event_realtime_lock": "old terminals of the fleet log doors as operations",
    "147_putfile_odd_get": "the edge never sends PutFile",
    "148_unknown_endpoint_service_control": "no terminal known",
    "149_biodata_query_type_param": "a shape of another simulator",
}
"""Samples that describe what no simulated terminal does, and why none does."""


def test_every_sample_is_compared_or_says_why_not() -> None:
    sources = [Path(__file__), Path(__file__).with_name("test_access_wire_corpus.py")]
    named = {name for file in sources for name in re.findall(r'"(\d{3}_\w+)"', file.read_text("utf-8"))}
    assert {path.stem for path in CORPUS.glob("*.http")} == named

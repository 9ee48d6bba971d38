"""Photos of punches, in every framing; fingerprints' pictures of push 1.x."""

from __future__ import annotations

import base64
import hashlib
import string
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.push.attendance.photos import parse_attphoto, parse_finger_image
from edge.push.attendance.table_records import FingerImage, PunchPhoto
from tests.edge.push.attendance.bodies import ANY_BODY, COSTLY_BODIES, LARGE, check_fast, large
from tests.kit.corpus import Sample, samples_where

# A picture with all that could be taken for a frame: NULs, line ends, a header of its own.
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\r\nPIN=evil\nSN=evil\nsize=1\nCMD=realupload\0\n\r\xff\xd9"
NAME = "20210105080910-12.jpg"
HEADER = b"PIN=20210105080910-12.jpg\nSN=X1\nsize=%d\nCMD=uploadphoto\0" % len(JPEG)


def one(body: bytes, query: dict[str, bytes] | None = None, **hints: Any) -> PunchPhoto:
    table = parse_attphoto(body, query or {}, **hints)
    assert (len(table.records), len(table.dead), table.lines, table.blank) == (1, 0, 1, 0)
    return table.records[0]


@pytest.mark.parametrize("sample", samples_where(lambda e: "photo" in e), ids=lambda s: s.name)
def test_samples_of_the_corpus_give_exactly_what_their_sidecars_say(sample: Sample) -> None:
    photo = one(sample.body, sample.query)
    assert {
        "file_name": photo.file_name,
        "pin": photo.pin,
        "time": str(photo.local),
        "cmd": photo.command,
        "declared_size": photo.declared,
        "success": photo.success,
        "base64": photo.base64,
        "sha256": hashlib.sha256(photo.image).hexdigest(),
        "bytes": len(photo.image),
    } == sample.expect["photo"]
    assert photo.id_number == sample.expect.get("id_num")
    assert photo.outcome == (int(sample.expect["photo_type"]) if "photo_type" in sample.expect else None)
    assert photo.whole
    assert photo.is_jpeg
    assert photo.real_time == (photo.command == "realupload")


plain = one(HEADER + JPEG)


def test_a_photo_says_who_and_when() -> None:
    assert plain == PunchPhoto(
        file_name=NAME, pin="12", local=datetime(2021, 1, 5, 8, 9, 10), success=True, outcome=None,
        id_number=None, command="uploadphoto", real_time=False, declared=len(JPEG), base64=False, image=JPEG,
    )  # fmt: skip
    assert "JFIF" not in repr(plain)


ENCODED = base64.b64encode(JPEG)


@pytest.mark.parametrize(
    ("body", "as_base64"),
    [
        (HEADER.replace(b"\n", b"\r\n") + JPEG, False),
        (HEADER + JPEG + b"\r\n", False),
        (HEADER.replace(b"\0", b"\n") + JPEG, False),
        (HEADER.replace(b"\0", b"\n\0") + JPEG, False),
        (b"SN=X1\nCMD=uploadphoto\nsize=%d\nPIN=" % len(JPEG) + NAME.encode() + b"\0" + JPEG, False),
        (HEADER.lower().replace(b"\0", b"\0") + JPEG, False),
        (HEADER + ENCODED, True),
        (HEADER + ENCODED + b"\n", True),
        (HEADER + ENCODED.rstrip(b"="), True),
        (HEADER + b"\n".join([ENCODED[:76], ENCODED[76:]]), True),
        (HEADER.replace(b"\0", b"\n") + ENCODED, True),
    ],
)
def test_the_same_photo_in_every_framing(body: bytes, as_base64: bool) -> None:
    photo = one(body)
    assert (photo.image, photo.base64, photo.whole, photo.pin) == (JPEG, as_base64, True, "12")
    assert (photo.file_name, photo.command, photo.local) == (NAME, "uploadphoto", plain.local)


def test_push_1_says_all_by_the_query() -> None:
    photo = one(JPEG, {"sn": b"88888888", "pin": b"20081119172119-4.jpg", "photostamp": b"285528079"})
    assert (photo.pin, photo.local, photo.image) == ("4", datetime(2008, 11, 19, 17, 21, 19), JPEG)
    assert (photo.declared, photo.whole, photo.command) == (None, True, "")


def test_the_header_counts_more_than_the_query() -> None:
    assert one(HEADER + JPEG, {"pin": b"20081119172119-4.jpg", "size": b"1"}) == plain


@pytest.mark.parametrize(
    ("name", "hints", "pin", "success", "outcome", "id_number"),
    [
        ("20210105080910-12.jpg", {}, "12", True, None, None),
        ("20210105080910.jpg", {}, None, False, None, None),
        ("20210105080910-.jpg", {}, None, False, None, None),
        ("20210105080910-5_7301.JPG", {}, "5_7301", True, None, None),
        ("20210105080910-A-17.jpg", {}, "A-17", True, None, None),
        ("20210105080910-3-17-9.jpg", {}, "3-17-9", True, None, None),
        ("20210105080910-0-17-44030119900101123X.jpg", {}, "17", True, 0, "44030119900101123X"),
        ("20210105080910-1-17-440301900101123.jpg", {}, "17", False, 1, "440301900101123"),
        ("20210105080910-4-0-44030119900101123X.jpg", {}, "0", False, 4, "44030119900101123X"),
        ("20210105080910-3-17-P123.jpg", {"device_type": "pid"}, "17", True, 3, "P123"),
        ("20210105080910-2-17-.jpg", {"device_type": "PID"}, "17", False, 2, None),
        ("20210105080910-17.jpg", {"device_type": "pid"}, "17", True, None, None),
        ("17.jpg", {}, "17", True, None, None),
    ],
)
def test_the_name_says_whom(
    name: str,
    hints: dict[str, str],
    pin: str | None,
    success: bool,
    outcome: int | None,
    id_number: str | None,
) -> None:
    photo = one(HEADER.replace(NAME.encode(), name.encode()) + JPEG, **hints)
    said = (photo.pin, photo.success, photo.outcome, photo.id_number)
    assert said == (pin, success, outcome, id_number)
    assert photo.file_name == name
    assert photo.local == (None if name == "17.jpg" else plain.local)


def test_a_time_that_is_none_does_not_lose_the_photo() -> None:
    photo = one(HEADER.replace(b"20210105", b"20211345") + JPEG)
    assert (photo.local, photo.pin, photo.image) == (None, "12", JPEG)


@pytest.mark.parametrize("name", [b"../../etc/20210105080910-12.jpg", b"C:\\x\\20210105080910-12.jpg"])
def test_a_name_leads_to_no_other_folder(name: bytes) -> None:
    assert one(HEADER.replace(NAME.encode(), name) + JPEG).file_name == NAME


def test_a_photo_cut_off_or_of_another_kind_is_marked() -> None:
    assert not one(HEADER + JPEG[:-5]).whole
    odd = one(HEADER + b"<html>")
    assert (odd.image, odd.is_jpeg, odd.whole) == (b"<html>", False, False)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (HEADER, "no_photo"),
        (b"SN=X1\nsize=3\nCMD=uploadphoto\0abc", "no_file_name"),
        (b"PIN=\nsize=3\nCMD=uploadphoto\0abc", "no_file_name"),
        (b"PIN=" + b"9" * 257 + b".jpg\nCMD=uploadphoto\0abc", "no_file_name"),
        (JPEG, "no_file_name"),
        (b"\n", "no_file_name"),
    ],
)
def test_what_is_no_photo_is_kept_whole_and_said_why(body: bytes, code: str) -> None:
    table = parse_attphoto(body, {})
    (dead,) = table.dead
    assert (dead.raw, dead.line_no, dead.code) == (body, 1, code)
    assert (len(table.records), table.lines, table.blank) == (0, 1, 0)


def test_no_bytes_are_no_photo_and_nothing_dead() -> None:
    for table in (parse_attphoto(b"", {"pin": b"1"}), parse_finger_image(b"", {"pin": b"1"})):
        assert (len(table.records), len(table.dead), table.lines) == (0, 0, 0)


def test_the_picture_of_a_finger() -> None:
    (image,) = parse_finger_image(b"BM\0\n1", {"pin": b"17", "fid": b"6", "fpimage": b"1"}).records
    assert image == FingerImage("17", 6, 5, b"BM\0\n1")
    assert "BM" not in repr(image)
    assert [dead.code for dead in parse_finger_image(b"BM", {"fid": b"6"}).dead] == ["no_pin"]


# --- round trips -----------------------------------------------------------------------------------------

PINS = st.text(string.ascii_letters + string.digits + "_", min_size=1, max_size=24)
TIMES = st.datetimes(datetime(1000, 1, 2), datetime(9998, 12, 31)).map(lambda t: t.replace(microsecond=0))


@given(
    TIMES, st.none() | PINS, st.binary(), st.booleans(), st.booleans(), st.sampled_from([b"\n", b"\r\n"])
)  # fmt: skip
def test_photos_written_are_photos_read(
    local: datetime, pin: str | None, content: bytes, live: bool, encoded: bool, end: bytes
) -> None:
    image = b"\xff\xd8\xff" + content
    name = f"{local:%Y%m%d%H%M%S}" + (f"-{pin}" if pin else "") + ".jpg"
    command = "realupload" if live else "uploadphoto"
    lines = [f"PIN={name}", "SN=X1", f"size={len(image)}", f"CMD={command}"]
    body = end.join(line.encode() for line in lines) + b"\0" + (base64.b64encode(image) if encoded else image)
    assert one(body) == PunchPhoto(
        name, pin, local, pin is not None, None, None, command, live, len(image), encoded, image
    )


@given(st.binary(min_size=1), PINS)
def test_a_picture_described_by_the_query_is_kept_byte_for_byte(content: bytes, pin: str) -> None:
    image = b"\xff\xd8\xff" + content
    assert one(image, {"pin": f"20081119172119-{pin}.jpg".encode()}).image == image
    assert parse_finger_image(content, {"pin": pin.encode()}).records[0].image == content


@settings(max_examples=400, deadline=None)
@given(ANY_BODY, st.dictionaries(st.sampled_from(["pin", "size", "cmd", "fid"]), st.binary()))
def test_no_bytes_raise_and_a_body_is_one_record_or_one_dead(body: bytes, query: dict[str, bytes]) -> None:
    for read in (parse_attphoto(body, query), parse_finger_image(body, query)):
        assert len(read.records) + len(read.dead) == read.lines == (1 if body else 0)
        assert (read.blank, read.unlisted) == (0, 0)
        assert all(dead.raw == body for dead in read.dead)
    for photo in parse_attphoto(body, query).records:
        assert photo.image
        assert "/" not in photo.file_name
        assert 0 < len(photo.pin or "-") <= 64


@settings(max_examples=30, deadline=None, derandomize=True)
@given(ANY_BODY)
def test_any_large_body_is_read_in_time(seed: bytes) -> None:
    body = large(seed)
    check_fast(lambda: parse_attphoto(body, {"pin": b"1"}))


@pytest.mark.parametrize(
    "body",
    [*COSTLY_BODIES, HEADER + b"A" * LARGE, HEADER + b"/9j/" * (LARGE // 4), b"PIN=1\n" * (LARGE // 6)],
    ids=lambda body: repr(body[:12]),
)
def test_costly_bodies_are_read_in_time(body: bytes) -> None:
    check_fast(lambda: parse_attphoto(body, {"pin": b"1"}, "pid"))
    check_fast(lambda: parse_attphoto(HEADER.replace(NAME.encode(), body[:512]) + JPEG, {}, "pid"))

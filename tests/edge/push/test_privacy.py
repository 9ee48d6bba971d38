"""What an upload says of people stays, what it holds of their bodies does not."""

from __future__ import annotations

from edge.push.privacy import without_biometrics

TEMPLATE = b"TUdTUzIxAAADxg==" * 8


def test_templates_and_pictures_are_emptied() -> None:
    body = (
        b"USER PIN=1\tName=Amina\tPri=0\tPasswd=\tCard=[15CD5B07]\n"
        b"FP PIN=1\tFID=6\tSize=128\tValid=1\tTMP=" + TEMPLATE + b"\n"
        b"BIODATA Pin=1\tNo=0\tType=9\tTmp=" + TEMPLATE + b"\n"
        b"IDCARD PIN=1\tPhotoJPG=" + TEMPLATE + b"\tFPTemplate2=" + TEMPLATE + b"\n"
        b"BIOPHOTO PIN=1\tFileName=1.jpg\tSize=128\tContent=" + TEMPLATE
    )
    kept = without_biometrics(body)
    assert b"TUdT" not in kept
    assert b"Name=Amina" in kept
    assert kept.count(b"\n") == body.count(b"\n")
    assert kept.endswith(b"Content=")


def test_what_holds_none_is_unchanged() -> None:
    body = b"OPLOG 30\t1\t2026-08-12 08:00:00\t1001\t0\t0\t0\n"
    assert without_biometrics(body) == body

"""Answers of the device side, held against what the corpus says a terminal needs."""

from __future__ import annotations

from tests.kit.corpus import Sample


def attendance(expect: object) -> bool:
    """Samples of the attendance dialect, whatever they carry."""
    assert isinstance(expect, dict)
    return expect["dialect"] in ("att", "legacy") and "reply" in expect and bool(expect.get("sn"))


def body_of(answer: bytes) -> bytes:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"\r\nContent-Length: %d\r\n" % len(body) in head + b"\r\n", head
    return body


def status_of(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def serial_of(sample: Sample) -> str:
    return sample.query["sn"].decode().strip()


def check_reply(sample: Sample, answer: bytes) -> None:
    """Reply bytes are what the sidecar wants, in a form that the oldest firmware can digest."""
    head, _, body = answer.partition(b"\r\n\r\n")
    wanted = sample.expect["reply"]
    assert status_of(answer) in wanted.get("status_any_of", [wanted.get("status", 200)]), answer
    assert len(head) < 1024
    for line in (b"Content-Type: text/plain", b"Date: ", b"Connection: close"):
        assert b"\r\n" + line in head
    text = body.decode()
    if "body_any_of" in wanted:
        command = wanted.get("or_commands") and text.startswith("C:") and text.endswith("\n")
        assert command or text in wanted["body_any_of"] or text.rstrip("\n") in wanted["body_any_of"], text
    if "first_line" in wanted:
        assert text.split("\n")[0] == wanted["first_line"].replace("{SN}", serial_of(sample))
        keys = {line.partition("=")[0] for line in text.split("\n")[1:]}
        assert set(wanted.get("must_contain_keys", ())) <= keys
        assert text.endswith("\n")
    assert text not in wanted.get("not_body", ())

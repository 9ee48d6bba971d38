"""Inputs for the fuzz: samples of the corpus, changed as bytes and as what they are: lines of fields."""

from __future__ import annotations

import random
import re
from functools import cache
from typing import Final

from tests.drills.fuzz_rules import LONGEST
from tests.kit.corpus import samples

_SEPARATORS: Final = (b"\t", b"&", b",", b" ", b"=")
_FIELD_NAME: Final = re.compile(rb"~?[A-Za-z_]{2,24}(?==)")
PIECES: Final = (
    b"\t", b"\n", b"\r\n", b"\0", b" ", b"=", b"&", b"%", b",", b"\xff", b"\xd6\xd0", b"\xe2\x82",
    b"9" * 40, b"-1", b"0000-00-00 00:00:00", b"9999-12-31 23:59:59", b"PIN=", b"null", b"TABLE=ATTLOG\n",
    b"\t" * 40, b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n",
)  # fmt: skip
# Digits that are none to `int`, numbers too large, times that are none, text cut inside a character.
VALUES: Final = (
    b"", b"0", b"1", b"-1", b"+1", b"255", b"256", b"2147483648", b"4294967295", b"9" * 10, b"9" * 20,
    b"9" * 5000, b"00", b"0x1F", b"1e9", b"1_0", b"NaN", b"inf", b"null", b"NULL", b" 5 ",
    "\u0665".encode(), "\u00b2".encode(), "\uff15".encode(), b"\xd6", b"\xd6\xd0", b"\xe2\x82", b"\xff\xfe",
    b"\xed\xa0\x80", b"A" * 65, b"A" * 300, b"../../etc/passwd", b"[15CD5B07]", b"[15CD5B0]", b"FF" * 80,
    b"=", b"==", b"QQ==", b"Q", b"/9j/4AAQ", b"1" * 32, b"01" * 8, b"0:1:0", b"1999-02-29 00:00:00",
    b"1971--10--29 -23:-27:-54", b"0001-01-01 00:00:00", b"9999-12-31 23:59:59", b"20260231000000",
    b"2026-08-12T08:00:00", b"860144400", b"99999999999", b"INFO", b"Shell", b"GetFile", b"tgz", b"base64",
)  # fmt: skip


def bodies(*tables: str) -> list[bytes]:
    """The bodies of the corpus that hold one of these tables; all there are where none is named."""
    wanted = {table.lower() for table in tables}
    return [
        sample.body
        for sample in samples()
        if sample.body and (not wanted or wanted & {_word(sample.expect, k) for k in ("table", "tablename")})
    ]


def bodies_at(*endpoints: str) -> list[bytes]:
    """The bodies of the corpus that were posted to one of these endpoints."""
    return [sample.body for sample in samples() if sample.body and sample.endpoint in endpoints]


def heads() -> list[bytes]:
    """All requests of the corpus, whole."""
    return [sample.request for sample in samples()]


def requests() -> list[bytes]:
    """All requests of the corpus as method, target and body, each a line."""
    return [
        b"\n".join((sample.method.encode(), sample.target.encode("latin-1"), sample.body))
        for sample in samples()
    ]


def one_input(rng: random.Random, own: list[bytes], others: list[bytes]) -> bytes:
    """A sample of a parser's own changed, now and then another's, or nothing but noise."""
    if rng.random() < 0.03:
        return rng.randbytes(rng.choice((rng.randint(0, 64), rng.randint(0, 4096))))
    data = mutated(rng, rng.choice(own if rng.random() < 0.9 else others), rng.choice(others))
    if data and rng.random() < 0.02:
        data = data[: rng.randint(1, 200)] * (LONGEST // 100)  # what is quadratic shows only in the large
    return data[:LONGEST]


def mutated(rng: random.Random, seed: bytes, other: bytes) -> bytes:
    """One to eight changes: of fields and lines as often as of bytes."""
    data = seed
    for _ in range(rng.randint(1, 8)):
        data = (_rearranged if rng.random() < 0.5 else _spoiled)(rng, data, other)
    return data


def _spoiled(rng: random.Random, seed: bytes, other: bytes) -> bytes:
    """Bits, bytes, pieces put in, cut out, doubled, or another sample's end."""
    data = bytearray(seed)
    at, length = rng.randint(0, len(data)), rng.randint(1, 30)
    match rng.randrange(7):
        case 0 if at < len(data):
            data[at] ^= 1 << rng.randrange(8)
        case 1 if at < len(data):
            data[at] = rng.randrange(256)
        case 2:
            data[at:at] = rng.choice(PIECES)
        case 3:
            del data[at : at + length]
        case 4:
            data[at:at] = data[at : at + length] * rng.choice((1, 2, 200))
        case 5:
            data[at:] = other[rng.randint(0, len(other)) :]
        case _:
            data[at:at] = rng.randbytes(length)
    return bytes(data)


def _rearranged(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """Lines left out, doubled or exchanged with another sample's, or the fields of one of them."""
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    match rng.randrange(8):
        case 0:
            del lines[at]
        case 1:
            lines.insert(rng.randint(0, len(lines)), lines[at])
        case 2:
            lines.insert(at, rng.choice(other.split(b"\n")))
        case _:
            lines[at] = _other_fields(rng, lines[at])
    return b"\n".join(lines)


def _other_fields(rng: random.Random, line: bytes) -> bytes:
    """A line whose fields are others, in another order, or parted by another separator."""
    separator = rng.choice([each for each in _SEPARATORS if each in line] or [b"\t"])
    fields = line.split(separator)
    at = rng.randrange(len(fields))
    name, equals, value = fields[at].partition(b"=")
    match rng.randrange(7):
        case 0:
            del fields[at]
        case 1:
            fields.insert(rng.randint(0, len(fields)), fields[at])
        case 2:
            rng.shuffle(fields)
        case 3:
            fields[at] = rng.choice(_names()) + equals + value
        case 4:
            separator = rng.choice(_SEPARATORS)
        case 5:
            fields.insert(at, rng.choice(_names()) + b"=" + rng.choice(VALUES))
        case _:
            fields[at] = (name + equals if equals else b"") + rng.choice(VALUES)
    return separator.join(fields)


@cache
def _names() -> tuple[bytes, ...]:
    """The names of all fields of the corpus."""
    found = {name for sample in samples() for name in _FIELD_NAME.findall(sample.request)}
    return tuple(sorted(found))


def _word(expect: object, key: str) -> str:
    return str(expect.get(key, "")).lower() if isinstance(expect, dict) else ""

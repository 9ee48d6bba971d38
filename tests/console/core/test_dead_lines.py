"""A line that could not be read, and its bytes as people look at them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from console.core.dead_lines import ROW, dump


def test_a_dump_shows_place_bytes_and_what_can_be_printed() -> None:
    rows = list(dump("Ali\t2026\r\né".encode()))
    assert rows == [("0000", "41 6c 69 09 32 30 32 36", "Ali·2026"), ("0008", "0d 0a c3 a9", "····")]


@given(st.binary(max_size=200))
def test_every_byte_is_in_the_dump_once(sent: bytes) -> None:
    rows = list(dump(sent))
    assert bytes.fromhex("".join(hexed for _, hexed, _ in rows).replace(" ", "")) == sent
    assert [int(at, 16) for at, _, _ in rows] == list(range(0, len(sent), ROW))

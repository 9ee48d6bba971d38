"""What the client says of an edge that it cannot talk to, on real sockets."""

from __future__ import annotations

import asyncio
import socket
import struct

import pytest

from common.client import EdgeClient, Unreachable


async def test_a_line_that_is_cut_is_named_by_what_it_was() -> None:
    def cut(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        at_once = struct.pack("ii", 1, 0)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
        writer.close()

    async with await asyncio.start_server(cut, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with EdgeClient(url, "pd_live_x") as client:
            with pytest.raises(Unreachable, match="cannot be reached") as raised:
                await client.me()
    said = str(raised.value)
    assert url in said
    assert "()" not in said
    assert "Check the address and the network." in said

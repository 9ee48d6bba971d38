"""The load of the peers bench: what it sends, and when it takes something as acknowledged."""

from __future__ import annotations

import socket
import threading

import pytest

from tests.bench.peers.load import Terminals, acknowledged, answer_in, numbered, pin_of, punches, result


def lines_of(request: bytes) -> list[list[bytes]]:
    body = request.partition(b"\r\n\r\n")[2]
    return [line.split(b"\t") for line in body.splitlines()]


def test_no_two_punches_are_alike_whatever_terminal_request_or_load_they_are_of() -> None:
    seen = set()
    for day in range(2):
        build = punches("T", 100, day)
        for terminal in range(3):
            for number in range(12):
                for fields in lines_of(build(terminal, number)):
                    seen.add((fields[0], fields[1]))
    assert len(seen) == 2 * 3 * 12 * 100


def test_a_request_says_how_long_its_body_is() -> None:
    request = punches("T", 100, 0)(7, 3)
    head, _, body = request.partition(b"\r\n\r\n")
    assert f"Content-Length: {len(body)}".encode() in head
    assert b"SN=T0007&table=ATTLOG" in head


def test_a_numbered_punch_is_of_the_person_that_its_number_names() -> None:
    ((pin, *_),) = lines_of(numbered("K")(3, 41))
    assert pin.decode() == pin_of(3, 41)
    assert len({pin_of(terminal, number) for terminal in range(50) for number in range(100)}) == 5_000


@pytest.mark.parametrize(
    ("data", "ended", "expected"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nOK: 1", False, (200, b"OK: 1")),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nOK", False, None),
        (b"HTTP/1.1 200 OK\r\nContent-Le", False, None),
        (b"HTTP/1.1 403 Forbidden\r\n\r\nno", False, None),
        (b"HTTP/1.1 403 Forbidden\r\n\r\nno", True, (403, b"no")),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nOK\r\n", False, None),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nOK\r\n0\r\n\r\n", False, (200, b"OK")),
        (
            b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nOK",
            True,
            (0, b"HTTP/1.1 200 OK\r\nContent-Length: 5"),
        ),
        (b"", True, (0, b"")),
    ],
    ids=["whole", "cut", "half-head", "open", "closed", "chunk", "chunks", "broken", "nothing"],
)
def test_an_answer_is_whole_or_it_is_none(
    data: bytes, ended: bool, expected: tuple[int, bytes] | None
) -> None:
    found = answer_in(data, ended=ended)
    if expected is None or expected[0]:
        assert found == expected
    else:
        assert found is not None
        assert found[0] == 0


def test_commands_are_said_to_be_done_by_their_ids() -> None:
    said = result("T0001", b"C:7:INFO\nC:12:SET OPTION Delay=10\n")
    assert said.endswith(b"\r\n\r\nID=7&Return=0&CMD=DATA\nID=12&Return=0&CMD=DATA\n")
    assert b"POST /iclock/devicecmd?SN=T0001" in said


def test_only_an_ok_in_a_200_acknowledges() -> None:
    assert acknowledged(200, b"OK: 3")
    assert not acknowledged(200, b"ERROR: Device not verified")
    assert not acknowledged(500, b"OK")


def test_a_terminal_sends_the_same_again_until_it_is_told_ok() -> None:
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            for answer in (b"500 Error", b"200 OK"):
                connection, _ = listener.accept()
                with connection:
                    heard.append(connection.recv(65_536))
                    connection.sendall(b"HTTP/1.1 " + answer + b"\r\nContent-Length: 2\r\n\r\nOK")

        thread = threading.Thread(target=serve)
        thread.start()
        tally = Terminals(listener.getsockname()[1], 1, "K", 1).run(numbered("K"), each=1, seconds=10)
        thread.join()
    assert tally.acknowledged == [1]
    assert tally.errors == 1
    assert heard[0] == heard[1]


def test_terminals_take_turns_where_only_some_may_speak_at_once() -> None:
    turns: list[set[bytes]] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.3)

        def serve() -> None:
            for _ in range(4):
                speaking = [listener.accept()[0] for _ in range(2)]
                with pytest.raises(TimeoutError):
                    listener.accept()
                turns.append({connection.recv(65_536).split(b"SN=")[1][:5] for connection in speaking})
                for connection in speaking:
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK")
                    connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        tally = Terminals(listener.getsockname()[1], 4, "K", 2).run(numbered("K"), each=2, seconds=10)
        thread.join()
    assert tally.acknowledged == [2] * 4
    assert turns == [{b"K0000", b"K0001"}, {b"K0002", b"K0003"}] * 2

"""The desk chooses what is spoken with a terminal, and its very next request is answered so."""

from __future__ import annotations

from tests.end_to_end.test_commands import SERIAL, call, terminal
from tests.kit.edge_process import EdgeProcess

DEVICE = f"/v1/devices/{SERIAL}"
INIT = f"cdata?SN={SERIAL}&options=all&pushver=3.1.2"
PUNCH = (
    b"time=2026-11-20 08:00:00\tpin=7\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=1"
    b"\tindex=1\r\n"
)


def test_the_chosen_dialect_is_spoken_from_the_next_request_on(edge: EdgeProcess) -> None:
    call(edge, "POST", "/v1/devices", {"serial_number": SERIAL, "name": "Gate"})
    assert terminal(edge, "GET", INIT).startswith(b"GET OPTION FROM: ")  # it does not say what it is
    shown = call(edge, "GET", DEVICE)
    assert (shown["dialect"], shown["dialect_source"]) == ("att", "shown")
    call(edge, "POST", f"{DEVICE}/commands", {"command": "fetch_info"})

    chosen = call(edge, "PATCH", DEVICE, {"dialect": "acc"})
    assert (chosen["dialect"], chosen["dialect_source"]) == ("acc", "chosen")
    assert terminal(edge, "GET", f"getrequest?SN={SERIAL}").split(b":", 2)[2].startswith(b"GET OPTIONS ")
    assert terminal(edge, "GET", INIT) == b"OK"  # it is to register now (§10.1)
    assert terminal(edge, "POST", f"cdata?SN={SERIAL}&table=rtlog", PUNCH) == b"OK"
    (punch,) = call(edge, "GET", f"/v1/attendance?device={SERIAL}")["data"]
    assert punch["employee_id"] == "7"

    call(edge, "PATCH", DEVICE, {"dialect": "att"})
    assert terminal(edge, "GET", INIT + "&DeviceType=acc").startswith(b"GET OPTION FROM: ")
    back = call(edge, "PATCH", DEVICE, {"dialect": None})
    assert back["dialect_source"] == "shown"
    assert terminal(edge, "GET", INIT + "&DeviceType=acc") == b"OK"
    assert call(edge, "GET", DEVICE)["dialect"] == "acc"

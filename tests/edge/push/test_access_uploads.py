"""What access terminals upload, over real sockets: counted, stored once, told once, nobody's body kept."""

from __future__ import annotations

import asyncio
import base64
import gzip
import json
import zlib
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa

from edge.ingest import Ingest
from edge.metrics import Metrics
from edge.push.access.dialect import classify
from edge.push.access_uploads import AccessUploads
from edge.push.storing import Storing
from edge.push.text import encode_seconds
from edge.push.wire import DeviceRequest
from edge.store import StoreError
from edge.store.ids import now_us
from edge.store.people_tables import device_credential, device_person, photo, template
from edge.store.schema import dead_line, raw_push
from tests.edge.push.access_terminals import AccessTerminal, registered
from tests.edge.push.conftest import OPEN_HEARTED, DeviceSide, serving
from tests.kit.corpus import samples
from tests.kit.replies import body_of, status_of

TEMPLATE = base64.b64encode(b"finger of somebody" * 20).decode()
PICTURE = base64.b64encode(b"\xff\xd8\xff" + b"face of somebody" * 20).decode()


def event(pin: str, at: str = "2026-08-12 08:00:00", code: int = 3, index: int = 7, more: str = "") -> bytes:
    return (
        f"time={at}\tpin={pin}\tcardno=0\teventaddr=1\tevent={code}\tinoutstatus=0\tverifytype=15"
        f"\tindex={index}{more}\n"
    ).encode()


def state(sensor: str, at: str = "2026-08-12 08:00:00", relay: str = "00", alarm: str = "00" * 8) -> bytes:
    return f"time={at}\tsensor={sensor}\trelay={relay}\talarm={alarm}\n".encode()


async def told(side: DeviceSide) -> list[dict[str, Any]]:
    return [json.loads(row.body) for row in await side.events("device.event")]


async def rows_of(side: DeviceSide, table: sa.Table) -> list[sa.RowMapping]:
    return await side.store.read(lambda conn: list(conn.execute(sa.select(table)).mappings()))


async def test_an_event_is_the_same_by_whichever_table_it_comes(device_side: DeviceSide) -> None:
    terminal = await registered(device_side, "ACC1")
    assert body_of(await terminal.table("rtlog", event("12"))) == b"OK"
    assert body_of(await terminal.table("rtlog", event("12"))) == b"OK"
    again = (
        b"transaction cardno=0\tpin=12\tverified=15\tdoorid=1\teventtype=3\tinoutstate=0"
        b"\ttime_second=%d\tindex=7\n"
    ) % encode_seconds(datetime(2026, 8, 12, 8))
    assert body_of(await terminal.packet("transaction", again, cmdid="5", count="1")) == b"transaction=1"
    assert body_of(await terminal.records("transaction", again)) == b"transaction=1"
    (row,) = await device_side.punches()
    assert (row["pin"], row["verify"], row["verify_mode"], row["status"]) == ("12", 15, "face", 0)
    # After a reset its numbers begin anew.
    assert body_of(await terminal.table("rtlog", event("12", at="2026-08-13 08:00:00"))) == b"OK"
    assert len(await device_side.punches()) == 2


async def test_how_somebody_was_verified_is_read_from_bits_too(device_side: DeviceSide) -> None:
    terminal = await registered(device_side, "ACC1")
    both = event("12").replace(b"verifytype=15", b"verifytype=0000101000000011")
    assert body_of(await terminal.table("rtlog", both)) == b"OK"
    (row,) = await device_side.punches()
    assert row["verify_mode"] == "face_and_password_and_card"


async def test_events_older_than_what_is_kept_are_counted_and_let_go(device_side: DeviceSide) -> None:
    terminal = await registered(device_side, "ACC1", history_from=now_us())
    assert body_of(await terminal.table("rtlog", event("12") + event("0", code=27, index=8))) == b"OK"
    assert (await device_side.punches(), await told(device_side)) == ([], [])


async def test_lines_that_cannot_be_read_are_kept_beside_the_good_ones(device_side: DeviceSide) -> None:
    terminal = await registered(device_side, "ACC1")
    body = b"rubbish\n" + event("12") + b"\n" + event("13", at="1971--10--29 -23:-27:-54", index=8)
    body += event("0", at="1971--10--29 -23:-27:-54", code=206, index=9)
    for _ in range(2):
        assert body_of(await terminal.table("rtlog", body)) == b"OK"
    dead = {row["line"]: (row["code"], row["count"]) for row in await rows_of(device_side, dead_line)}
    assert dead[b"rubbish"] == ("no_event", 2)
    assert sorted(code for code, _ in dead.values()) == ["bad_time", "no_event"]
    assert [row["pin"] for row in await device_side.punches()] == ["12"]
    (started,) = await told(device_side)
    assert (started["word"], started["at"], started["time_text"]) == (
        "terminal_started",
        None,
        "1971--10--29 -23:-27:-54",
    )


async def test_doors_are_told_only_when_they_change(device_side: DeviceSide) -> None:
    terminal = await registered(device_side, "ACC1", timezone="Africa/Casablanca")
    for report in (state("01"), state("01"), state("02", "2026-08-12 08:00:10"), state("02")):
        assert body_of(await terminal.table("rtstate", report)) == b"OK"
    (opened,) = await told(device_side)
    assert (opened["kind"], opened["door"], opened["sensor"]) == ("door", 1, "open")
    assert opened["at"] == "2026-08-12T07:00:10.000Z"
    both = state("01", "2026-08-12 08:00:20") + state("01", "2026-08-12 08:00:30", alarm="02" + "00" * 7)
    for _ in range(2):
        assert body_of(await terminal.table("rtstate", both + b"noise\n")) == b"OK"
    closed, forced = (await told(device_side))[1:3]
    assert (closed["sensor"], closed["alarms"], forced["alarms"]) == ("closed", [], ["tamper"])
    assert len(await rows_of(device_side, dead_line)) == 1


async def test_a_change_that_could_not_be_stored_is_told_when_it_comes_again(
    device_side: DeviceSide, monkeypatch: pytest.MonkeyPatch, expected_logs: list[Any]
) -> None:
    terminal = await registered(device_side, "ACC1")
    await terminal.table("rtstate", state("01"))
    with monkeypatch.context() as broken:
        broken.setattr(device_side.store, "submit", _full)
        refused = await terminal.table("rtstate", state("02", "2026-08-12 08:00:10"))
        assert (status_of(refused), b"OK" in refused) == (503, False)
        refused = await terminal.table("rtlog", event("12"))
        assert (status_of(refused), b"OK" in refused) == (503, False)
    assert body_of(await terminal.table("rtstate", state("02", "2026-08-12 08:00:10"))) == b"OK"
    assert [body["sensor"] for body in await told(device_side)] == ["open"]


def _full(work: Any, size: int) -> Any:
    raise StoreError("The disk is full.")


async def test_people_of_a_terminal_are_known_as_it_reports_them(device_side: DeviceSide) -> None:
    terminal = await registered(device_side, "ACC1")
    two = (
        "user uid=1\tcardno=4711\tpin=12\tpassword=99\tgroup=2\tstarttime=0\tendtime=20270131\tname=Nora"
        "\tprivilege=14\tdisable=0\tverify=0\n"
        "user uid=2\tcardno=\tpin=13\tpassword=\tgroup=1\tstarttime=0\tendtime=0\tname=\tprivilege=0"
        "\tdisable=1\tverify=0\n"
    )
    rights = (
        b"userauthorize pin=12\tauthorizetimezoneid=1\tauthorizedoorid=3\tdevid=1\n"
        b"userauthorize pin=12\tauthorizetimezoneid=2\tauthorizedoorid=4\tdevid=1\n"
    )
    for _ in range(2):
        assert body_of(await terminal.records("user", two.encode())) == b"user=2"
        assert body_of(await terminal.records("userauthorize", rights)) == b"userauthorize=2"
    assert (
        body_of(await terminal.records("user", b"user pin=12\tname=\tcardno=4711\tprivilege=14\n"))
        == b"user=1"
    )
    nora, other = sorted(await rows_of(device_side, device_person), key=lambda row: str(row["pin"]))
    assert (nora["name"], nora["card"], nora["privilege"]) == ("Nora", "4711", "super_admin")
    assert nora["details"]["authorizations"] == [
        {"timezone": 1, "doors": [1, 2], "device_id": 1},
        {"timezone": 2, "doors": [3], "device_id": 1},
    ]
    assert (other["name"], other["card"], other["details"]["disabled"]) == (None, "", True)
    assert "99" not in json.dumps([nora["details"], other["details"]])


async def test_cards_in_a_table_of_their_own_belong_to_their_people(device_side: DeviceSide) -> None:
    terminal = await registered(device_side, "ACC1")
    await terminal.register(b"DeviceType=acc,AccSupportFunList=00000001")
    cards = b"mulcarduser pin=12\tcardno=1267\tlosscardflag=0\tcardtype=0\n"
    assert body_of(await terminal.records("mulcarduser", cards)) == b"mulcarduser=1"
    assert body_of(await terminal.records("user", b"user pin=12\tcardno=\tname=Nora\tgroup=1\n")) == b"user=1"
    (row,) = await rows_of(device_side, device_person)
    assert (row["card"], row["name"]) == (str(0x1267), "Nora")


async def test_no_finger_and_no_face_is_kept_unless_it_is_wanted(device_side: DeviceSide) -> None:
    terminal = await registered(device_side, "ACC1")
    uploads = {
        "templatev10": f"templatev10 size=1\tpin=12\tfingerid=22\tvalid=1\ttemplate={TEMPLATE}\n",
        "biophoto": f"biophoto pin=12\tfilename=12.jpg\ttype=9\tsize=1\tcontent={PICTURE}\n",
        "biodata": f"biodata pin=\tno=0\ttype=9\ttmp={TEMPLATE}\n",  # of nobody: dead
        "ATTPHOTO": f"pin=20260812080000-12.jpg\tsn=ACC1\tsize=323\tphoto={PICTURE}\n",
        "identitycard": f"identitycard Name=Nora\tPhotoJPG={PICTURE}\tFP_Template1={TEMPLATE}\n",  # dead
        "newtable": f"newtable pin=12\tcontent={PICTURE}\n",
    }
    for name, body in uploads.items():
        assert body_of(await terminal.records(name, body.encode())) == f"{name}=1".encode()
    assert body_of(await terminal.table("elsewhere", f"x=1\ttmp={TEMPLATE}\n".encode())) == b"OK"
    (finger,) = await rows_of(device_side, device_credential)
    assert (finger["kind"], finger["number"], finger["duress"]) == (1, 6, True)
    assert await rows_of(device_side, template) == await rows_of(device_side, photo) == []
    tables = (dead_line, raw_push, device_credential, device_person)
    kept = repr([dict(row) for table in tables for row in await rows_of(device_side, table)])
    kept += repr([zlib.decompress(row["body"]) for row in await rows_of(device_side, raw_push)])
    assert len(await rows_of(device_side, dead_line)) == 2
    assert {row["table_name"] for row in await rows_of(device_side, raw_push)} == {"newtable", "elsewhere"}
    assert TEMPLATE[:32] not in kept
    assert PICTURE[:32] not in kept


class Glass:
    """A vault that anybody can look into."""

    def within(self, conn: sa.Connection) -> Glass:
        return self

    def seal(self, tenant_id: int, purpose: str, row: str, content: bytes) -> tuple[int, bytes]:
        return 1, content


async def test_fingers_and_faces_that_are_wanted_are_sealed_and_nowhere_else(database_url: str) -> None:
    async with serving(database_url, Glass(), privacy=OPEN_HEARTED) as side:
        terminal = await registered(side, "ACC1")
        configuration = body_of(await terminal.post("push?SN=ACC1", b""))
        assert b"\nBioDataFun=1\n" in configuration
        finger = f"templatev10 size={len(TEMPLATE)}\tpin=12\tfingerid=6\tvalid=1\ttemplate={TEMPLATE}\n"
        stray = f"templatev10 size={len(TEMPLATE)}\tpin=\tfingerid=6\tvalid=1\ttemplate={TEMPLATE}\n"
        face = f"ATTPHOTO pin=20260812080000-12.jpg\tsn=ACC1\tphoto={PICTURE}\n"
        for _ in range(2):
            assert (
                body_of(await terminal.records("templatev10", (finger + stray).encode())) == b"templatev10=2"
            )
            assert body_of(await terminal.records("ATTPHOTO", face.encode())) == b"ATTPHOTO=1"
        assert [row["sealed"] for row in await rows_of(side, template)] == [TEMPLATE.encode()]
        assert [row["sealed"] for row in await rows_of(side, photo)] == [base64.b64decode(PICTURE)]
        (dead,) = await rows_of(side, dead_line)
        assert dead["line"].endswith(b"\ttemplate=")


async def test_an_archive_of_an_unknown_table_is_kept_without_bodies(device_side: DeviceSide) -> None:
    terminal = await registered(device_side, "ACC1")
    inside = f"newtable pin=1\ttmp={TEMPLATE}\nnewtable pin=2\ttmp=\n".encode()
    target = "file?SN=ACC1&cmdid=2&fileseq=1&contenttype=tgz&table=newtable"
    assert body_of(await terminal.post(target, gzip.compress(inside))) == b"OK"
    (row,) = await rows_of(device_side, raw_push)
    assert zlib.decompress(row["body"]) == b"newtable pin=1\ttmp=\nnewtable pin=2\ttmp=\n"


async def test_an_answer_in_packets_that_split_a_record_arrives_whole(device_side: DeviceSide) -> None:
    terminal = await registered(device_side, "ACC1")
    whole = people(*range(1, 41))
    packets = [whole[start:end] for start, end in pairwise((0, 333, 777, len(whole)))]
    for index in (1, 3, 2, 3):  # out of order, and one twice
        query = {"cmdid": "9", "count": "40", "packcnt": "3", "packidx": str(index)}
        assert body_of(await terminal.packet("user", packets[index - 1], **query)) == b"user=40"
    assert len(await rows_of(device_side, device_person)) == 40
    assert await rows_of(device_side, dead_line) == []


async def test_packets_that_overtake_each_other_are_put_in_order(device_side: DeviceSide) -> None:
    terminal = await registered(device_side, "ACC1")
    whole = people(*range(1, 41))
    parts = [whole[start:end] for start, end in pairwise((0, 333, 777, len(whole)))]
    queries = [{"cmdid": "9", "count": "40", "packcnt": "3", "packidx": str(index)} for index in (1, 2, 3)]
    packets = zip(parts, queries, strict=True)
    answers = await asyncio.gather(*(terminal.packet("user", part, **query) for part, query in packets))
    assert [body_of(answer) for answer in answers] == [b"user=40"] * 3
    assert len(await rows_of(device_side, device_person)) == 40
    assert await rows_of(device_side, dead_line) == []


async def test_an_answer_whose_end_never_comes_is_given_out(device_side: DeviceSide) -> None:
    await device_side.register("ACC1")
    device = await device_side.directory.find("ACC1")
    assert device is not None
    now = 1000.0
    storing = Storing(Ingest(device_side.store), Metrics())
    uploads = AccessUploads(storing, mono=lambda: now)
    part = b"user uid=1\tpin=1\tname=A\tgroup=1\nuser uid=2\tpin=2\tna"
    query = {"cmdid": b"9", "tablename": b"user", "count": b"2", "packcnt": b"2", "packidx": b"1"}
    request = DeviceRequest("POST", "querydata", query, {}, part, "127.0.0.1")
    reply = await uploads.take(request, classify("querydata", "POST", query, part), device)
    assert reply.body == b"user=2"
    await uploads.give_out_overdue(device_side.directory.find)
    assert [row["pin"] for row in await rows_of(device_side, device_person)] == ["1"]
    now += 600
    for _ in range(2):
        await uploads.give_out_overdue(device_side.directory.find)
    assert sorted(row["pin"] for row in await rows_of(device_side, device_person)) == ["1", "2"]


def people(*pins: int) -> bytes:
    return b"".join(b"user uid=%d\tpin=%d\tname=P%d\tgroup=1\n" % (pin, pin, pin) for pin in pins)


async def test_a_broken_archive_is_one_dead_line_and_acknowledged(device_side: DeviceSide) -> None:
    terminal = await registered(device_side, "ACC1")
    broken = b"\x1f\x8b\x08\x00" + b"\x07" * 60
    answer = await terminal.post("file?SN=ACC1&cmdid=2&fileseq=1&contenttype=tgz&table=transaction", broken)
    assert body_of(answer) == b"OK"
    answer = await terminal.packet("templatev10", broken, cmdid="3", count="2", datafmt="3")
    assert body_of(answer) == b"templatev10=2"
    dead = {row["table_name"]: row["line"] for row in await rows_of(device_side, dead_line)}
    assert dead == {"transaction": broken, "templatev10": b""}


async def test_a_large_upload_is_read_whole(device_side: DeviceSide) -> None:
    terminal = await registered(device_side, "ACC1")
    body = b"".join(event(str(n % 50 + 1), index=n + 1) for n in range(3_000))
    assert body_of(await terminal.table("rtlog", body)) == b"OK"
    assert len(await device_side.punches()) == 3_000


async def test_the_counters_of_a_passage_and_the_bits_of_a_test_are_kept(device_side: DeviceSide) -> None:
    terminal = await registered(device_side, "ACC1")
    wanted = {
        sample.expect["table"]: sample.body for sample in samples() if sample.name[:3] in ("119", "120")
    }
    for name, body in wanted.items():
        assert body_of(await terminal.table(name, body)) == b"OK"
    assert {row["table_name"] for row in await rows_of(device_side, raw_push)} == wanted.keys()


async def test_a_controller_that_was_found_is_told(device_side: DeviceSide) -> None:
    terminal = await registered(device_side, "ACC1")
    found = b"DeviceAuthorizeSN=SUB1\tOnline=1\tIsAuthorize=0\tAuthorizeInfo=Type=1;Ver=2.0\tRegisterInfo=\n"
    for _ in range(2):
        assert body_of(await terminal.records("DeviceAuthorize", found)) == b"DeviceAuthorize=1"
    (body,) = await told(device_side)
    assert (body["kind"], body["word"], body["controller"], body["online"]) == (
        "operation",
        "controller_undecided",
        "SUB1",
        True,
    )


async def test_two_terminals_do_not_share_what_they_say(device_side: DeviceSide) -> None:
    first, second = await registered(device_side, "ACC1"), await registered(device_side, "ACC2")
    for terminal in (first, second):
        assert isinstance(terminal, AccessTerminal)
        await terminal.table("rtlog", event("12"))
        await terminal.table("rtstate", state("01"))
    assert len(await device_side.punches()) == 2
    assert await told(device_side) == []

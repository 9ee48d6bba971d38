"""An access terminal against a real server: registers, tells, is asked, asks, and loses nothing."""

from __future__ import annotations

import asyncio
import hashlib
import random
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from edge.simulator import CALM, Fleet, Profile, plan_fleet
from edge.simulator.access_firmware import ACCESS_FIRMWARES
from edge.simulator.access_terminal import AccessTerminal
from edge.simulator.encoded_time import encoded_seconds
from edge.simulator.exchange import Server
from edge.simulator.punch_log import LoggedPunch
from edge.simulator.workday import Direction
from tests.edge.simulator.tiny_edge import CODE, CONFIG, TinyEdge, tiny_edge

SPEED = 250.0
EVERY = list(ACCESS_FIRMWARES)


class Life:
    """An access terminal with one person, and what its callbacks said."""

    def __init__(self, edge: TinyEdge, generation: str) -> None:
        now = datetime.now(UTC).replace(tzinfo=None)
        edge.gmt = encoded_seconds(now)
        plan = plan_fleet(3, 1, 3, Profile(generations={generation: 1}, employees_per_terminal=1))
        site = plan.sites[0]
        drifting = replace(plan.terminals[1], clock_drift_s=100.0, follows_server_clock=True, incidents=0.0)
        people = plan.employees(site.id)
        self.pin = people[0].pin
        self.acknowledged: list[str] = []
        self.terminal = AccessTerminal(
            drifting,
            site,
            Server.parse(edge.url),
            utc=time.time,
            rng=random.Random(1),
            roster={person.pin: person for person in people},
            speed=SPEED,
            timeout_s=2.0,
            on_acknowledged=lambda serial, line: self.acknowledged.append(line),
        )
        self.serial = drifting.serial
        self._edge = edge

    def punch(self, pin: str | None = None, verify: int = 1) -> LoggedPunch | None:
        return self.terminal.punch(pin or self.pin, Direction.IN, verify)

    def order(self, *commands: str) -> None:
        text = "".join(f"{command}\n" for command in commands)
        self._edge.commands[self.serial].append(text.encode())

    async def until(self, happened: Callable[[], bool]) -> None:
        await self._edge.until(happened)


@asynccontextmanager
async def living(edge: TinyEdge, generation: str = "bioface") -> AsyncIterator[Life]:
    life = Life(edge, generation)
    running = asyncio.create_task(life.terminal.run())
    try:
        yield life
    finally:
        running.cancel()
        outcome = (await asyncio.gather(running, return_exceptions=True))[0]
        assert isinstance(outcome, asyncio.CancelledError)


def columns(line: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in line.split("\t"))


@pytest.mark.parametrize("generation", EVERY)
async def test_an_unknown_terminal_registers_and_shows_its_token_from_then_on(generation: str) -> None:
    async with tiny_edge() as edge, living(edge, generation) as life:
        await edge.until_seen("poll", 2)
        assert life.terminal.connected
        assert edge.kinds()[:5] == ["init", "registry", "push", "options", "time"]
        assert "Cookie" not in edge.of("registry")[0].headers
        token = hashlib.md5(f"{CODE}{life.serial}{CONFIG['SessionID']}".encode()).hexdigest()
        for kind in ("options", "time", "poll", "rtstate"):
            assert edge.of(kind)[0].headers["Cookie"] == f"token={token}"
        told = edge.of("registry")[0].body.decode()
        assert f"LockCount={life.terminal.machine.firmware.doors}," in told
        assert told.startswith("DeviceType=acc,")


async def test_a_known_terminal_needs_no_registration_nor_a_server_that_has_the_second_step() -> None:
    async with tiny_edge() as edge:
        edge.registered = True
        edge.instead["push"] = ("404 Not Found", b"")
        async with living(edge) as life:
            await edge.until_seen("poll")
            assert life.terminal.connected
            assert "registry" not in edge.kinds()


@pytest.mark.parametrize("answer", [("406 Not Acceptable", b""), ("200 OK", b"OK")])
async def test_a_registration_without_a_code_is_tried_again_later(answer: tuple[str, bytes]) -> None:
    async with tiny_edge() as edge:
        edge.instead["registry"] = answer
        async with living(edge) as life:
            await edge.until_seen("registry", 2)
            assert not life.terminal.connected
            assert life.terminal.trouble.startswith("registration answered")
            del edge.instead["registry"]
            await edge.until_seen("poll")


async def test_the_clock_follows_the_time_it_is_told() -> None:
    async with tiny_edge() as edge, living(edge) as life:
        await edge.until_seen("poll")
        clock = life.terminal.machine.clock
        assert clock.zone_s == 3_600
        assert clock.error_s == pytest.approx(0, abs=2)


@pytest.mark.parametrize("generation", EVERY)
async def test_a_person_who_passes_is_told_at_once_and_kept_until_the_ok(generation: str) -> None:
    async with tiny_edge() as edge, living(edge, generation) as life:
        await edge.until_seen("poll")
        edge.instead["rtlog"] = ("503 Service Unavailable", b"busy")
        assert life.punch() is not None
        await edge.until_seen("rtlog", 3)
        assert life.terminal.counts.unacknowledged == 1
        del edge.instead["rtlog"]
        await life.until(lambda: any(f"pin={life.pin}" in line for line in edge.stored[life.serial]))
        passed = next(columns(line) for line in edge.stored[life.serial] if f"pin={life.pin}" in line)
        granted = life.terminal.machine.firmware.granted
        assert (passed["event"], passed["inoutstatus"]) == (str(granted), "0")
        await life.until(lambda: life.terminal.counts.acknowledged == 1)
        assert len(life.acknowledged) == 1


async def test_verify_types_are_bits_once_the_server_agrees() -> None:
    async with tiny_edge() as edge:
        edge.config["NewVFStyles"] = "0000101000011111"
        async with living(edge) as life:
            await edge.until_seen("poll")
            life.punch(verify=15)
            await life.until(lambda: any(f"pin={life.pin}" in line for line in edge.stored[life.serial]))
    passed = next(columns(line) for line in edge.stored[life.serial] if f"pin={life.pin}" in line)
    assert passed["verifytype"] == "0000000000000010"


async def test_events_of_every_band_and_the_door_they_change() -> None:
    async with tiny_edge() as edge, living(edge, "inbio") as life:
        await edge.until_seen("poll")
        assert life.punch() is not None
        assert life.punch("77777") is None, "the door stays shut for a stranger"
        life.terminal.happens(102, 2)
        await life.until(lambda: any("event=102" in line for line in edge.stored[life.serial]))
        await life.until(lambda: any(b"alarm=0001" in seen.body for seen in edge.of("rtstate")))
        told = {columns(line)["event"] for line in edge.stored[life.serial] if "event=" in line}
        assert {"0", "27", "102", "200"} <= told
        assert all(
            line.endswith("sn=" + life.serial) for line in edge.stored[life.serial] if "event=" in line
        )


async def test_an_outage_loses_nothing_and_doubles_nothing() -> None:
    async with tiny_edge() as edge, living(edge, "f20") as life:
        await edge.until_seen("poll")
        life.terminal.cut()
        roster = [str(number) for number in range(9_001, 9_121)]
        for pin in roster:
            life.terminal.machine.tables.put("user", {"pin": pin})
            life.terminal.machine.tables.put("userauthorize", {"pin": pin, "authorizedoorid": "1"})
            assert life.punch(pin) is not None
        life.terminal.restore()
        await life.until(lambda: life.terminal.counts.acknowledged == 120)
        assert [columns(line)["pin"] for line in edge.stored[life.serial]] == roster


@pytest.mark.parametrize("generation", EVERY)
async def test_what_is_asked_for_comes_before_the_result(generation: str) -> None:
    async with tiny_edge() as edge, living(edge, generation) as life:
        line = "DATA QUERY tablename=user,fielddesc=*,filter=*"
        if generation == "inbio":
            life.order(f"DataType=1,SN={life.serial},Priority=0,CmdID=41,CmdDesc=C:41:{line}")
        else:
            life.order(f"C:41:{line}")
        (result,) = await edge.until_seen("result")
        (answer,) = edge.of("answer")
        assert {key: answer.query[key] for key in ("type", "cmdid", "tablename", "packcnt", "packidx")} == {
            "type": "tabledata",
            "cmdid": "41",
            "tablename": "user",
            "packcnt": "1",
            "packidx": "1",
        }
        assert int(answer.query["count"]) == len(answer.lines)
        assert result.body.strip() == f"ID=41&Return={len(answer.lines)}&CMD=DATA QUERY".encode()
        kinds = edge.kinds()
        assert kinds.index("answer") < kinds.index("result")


async def test_an_answer_that_is_not_taken_makes_the_command_fail() -> None:
    async with tiny_edge() as edge:
        edge.instead["answer"] = ("200 OK", b"OK")
        async with living(edge) as life:
            life.order("C:41:DATA QUERY tablename=user,fielddesc=*,filter=*")
            (result,) = await edge.until_seen("result")
            assert result.body == b"ID=41&Return=-722&CMD=DATA QUERY"
            assert len(edge.of("answer")) == 3


async def test_an_enrolment_goes_up_as_table_data_until_it_is_counted() -> None:
    async with tiny_edge() as edge, living(edge) as life:
        await edge.until_seen("poll")
        edge.instead["tabledata"] = ("200 OK", b"OK")
        life.order(f"C:5:ENROLL_BIO type=9\tno=0\tpin={life.pin}\tcardno=\tretry=3\toverwrite=1")
        await edge.until_seen("tabledata", 4)
        del edge.instead["tabledata"]
        await life.until(lambda: any("biophoto " in line for line in edge.stored[life.serial]))
        face = next(line for line in edge.stored[life.serial] if line.startswith("biodata "))
        assert f"pin={life.pin}\tno=0\tindex=0\tvalid=1\tduress=0\ttype=9\tmajorver=40\t" in face


async def test_biometrics_the_server_does_not_want_stay() -> None:
    async with tiny_edge() as edge:
        edge.config |= {"BioDataFun": "0", "BioPhotoFun": "0"}
        async with living(edge) as life:
            life.order(f"C:5:ENROLL_BIO type=9\tno=0\tpin={life.pin}\toverwrite=1")
            await edge.until_seen("result")
            await edge.until_seen("poll", len(edge.of("poll")) + 3)
            assert "tabledata" not in edge.kinds()


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        (b"AUTH=SUCCESS\r\ntime=now\r\nCONTROL DEVICE 0101010500\r\n", "222"),
        (b"AUTH=FAILED\r\n", "44"),
        (b"AUTH=TIMEOUT\r\n", "45"),
        (b"what?", "45"),
    ],
)
async def test_the_server_decides_who_enters_where_it_is_asked(verdict: bytes, code: str) -> None:
    async with tiny_edge() as edge:
        edge.verdict = verdict
        async with living(edge) as life:
            life.order("C:1:SET OPTIONS AutoServerFunOn=1")
            await edge.until_seen("result")
            life.punch()
            asked = (await edge.until_seen("may enter"))[0]
            assert asked.query["AuthType"] == "device"
            assert columns(asked.body.decode().strip())["pin"] == life.pin
            await life.until(lambda: any(f"event={code}\t" in line for line in edge.stored[life.serial]))
            opened = any("event=8\t" in line for line in edge.stored[life.serial])
            if code == "222":
                await life.until(lambda: any("event=8\t" in line for line in edge.stored[life.serial]))
            else:
                assert not opened
            assert life.terminal.counts.made == (code == "222")


@pytest.mark.parametrize("ranges", [True, False])
@pytest.mark.parametrize("generation", EVERY)
async def test_firmware_is_fetched_in_pieces_and_told_after_the_restart(
    generation: str, ranges: bool
) -> None:
    content = b"FWVersion=Ver 9.9.9\n" + random.Random(2).randbytes(2 * 1024 * 1024 + 5)
    checksum = hashlib.md5(content).hexdigest()
    async with tiny_edge() as edge:
        edge.files["http://10.0.0.1/emfw.cfg"] = content
        edge.ranges = ranges
        async with living(edge, generation) as life:
            text = f"UPGRADE checksum={checksum},size={len(content)},url=http://10.0.0.1/emfw.cfg"
            life.order(f"C:9:{text},supportsubcontracting=1")
            (result,) = await edge.until_seen("result")
            assert result.body.strip() == b"ID=9&Return=0&CMD=UPGRADE"
            assert len(edge.of("file")) == (3 if ranges else 1)
            assert all("Cookie" in seen.headers for seen in edge.of("file"))
            told = await edge.until_seen("options", 2)
            assert b"FWVersion=Ver 9.9.9," in told[1].body
            await life.until(lambda: any("event=206" in line for line in edge.stored[life.serial]))


async def test_a_controller_names_the_one_behind_it() -> None:
    async with tiny_edge() as edge, living(edge, "inbio") as life:
        (asked,) = await edge.until_seen("tabledata")
        assert (asked.query["tablename"], asked.query["type"]) == ("DeviceAuthorize", "registry")
        (behind,) = life.terminal.machine.behind
        assert asked.lines[0].startswith(f"DeviceAuthorizeSN={behind}\tOnline=1\t")
        await edge.until_seen("poll", 3)
        assert len(edge.of("tabledata")) == 1


async def test_unknown_device_means_from_the_start() -> None:
    async with tiny_edge() as edge, living(edge) as life:
        await edge.until_seen("poll")
        edge.registered = False
        edge.instead["poll"] = ("200 OK", b"UNKNOWN DEVICE")
        await edge.until_seen("init", 2)
        del edge.instead["poll"]
        await edge.until_seen("registry", 2)
        assert life.terminal.tally.failures >= 1


async def test_a_fleet_may_mix_both_dialects() -> None:
    mix = {"f20": 1, "bioface": 1, "inbio": 1, "speedface": 1, "old": 1}
    plan = plan_fleet(11, 3, 12, Profile(generations=mix, flapping_share=0, drifting_share=0))
    assert {terminal.generation for terminal in plan.terminals} >= set(mix)
    async with tiny_edge() as edge:
        edge.gmt = encoded_seconds(datetime.now(UTC).replace(tzinfo=None))
        fleet = Fleet(plan, edge.url, rate=40.0, climate=CALM, speed=100.0, record_acknowledged=True)
        running = asyncio.create_task(fleet.run())
        await asyncio.wait_for(fleet.wait_connected(), 10)
        await edge.until(lambda: fleet.stats().acknowledged >= 30)
        fleet.stop()
        await asyncio.wait_for(running, 5)
        stored = {line for lines in edge.stored.values() for line in lines}
        assert {line for _, line in fleet.acknowledged} <= stored
        assert fleet.stats().failures == 0
        assert any(re.search(r"pin=1\d{3}\t.*event=[03]\t", line) for _, line in fleet.acknowledged)
        assert any(re.match(r"1\d{3}\t", line) for _, line in fleet.acknowledged)

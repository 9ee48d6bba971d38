"""A fake terminal against a real server: keeps what has no OK, replays, obeys, is as picky as its kind."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from edge.simulator.encoded_time import encoded_seconds
from edge.simulator.exchange import Server
from edge.simulator.firmware import FIRMWARES
from edge.simulator.fleet import plan_fleet
from edge.simulator.memory import snapshot
from edge.simulator.profile import Profile
from edge.simulator.punch_log import LoggedPunch, PunchLog
from edge.simulator.terminal import Terminal
from edge.simulator.workday import Direction
from tests.edge.simulator.tiny_edge import TinyEdge, tiny_edge

SPEED = 250.0  # a Delay of 10 s takes 0.04 s
EVERY = list(FIRMWARES)
BUSY = ("503 Service Unavailable", b"busy")


class Life:
    """A terminal and what its callbacks said."""

    def __init__(self, edge: TinyEdge, generation: str, buffered: int, changes: dict[str, object]) -> None:
        plan = plan_fleet(3, 1, 3, Profile(generations={generation: 1}, employees_per_terminal=1))
        site, terminal_plan = plan.sites[0], replace(plan.terminals[1], clock_drift_s=0.0)
        self.acknowledged: list[str] = []
        self.when_lost: Callable[[], object] = lambda: None
        self.when_acknowledged: Callable[[], object] = lambda: None
        self.terminal = Terminal(
            replace(terminal_plan, **changes),  # type: ignore[arg-type]  # fields of the plan
            site,
            Server.parse(edge.url),
            utc=time.time,
            rng=random.Random(1),
            roster={person.pin: person for person in plan.employees(site.id)},
            speed=SPEED,
            timeout_s=2.0,
            on_acknowledged=self._note_acknowledged,
            on_connection=self._note_connection,
        )
        self.serial = terminal_plan.serial
        self._edge = edge
        now = self.terminal.machine.clock.local()
        for number in range(buffered):
            self.log.append(LoggedPunch(str(number), now - timedelta(seconds=buffered - number), 0, 1))

    def _note_acknowledged(self, serial: str, line: str) -> None:
        self.acknowledged.append(line)
        self.when_acknowledged()

    def _note_connection(self, serial: str, connected: bool) -> None:
        if not connected:
            self.when_lost()

    @property
    def log(self) -> PunchLog:
        return self.terminal.machine.memory.punches

    def punch(self, pin: object) -> LoggedPunch | None:
        return self.terminal.punch(str(pin), Direction.IN, 1)

    def order(self, *commands: str) -> None:
        """The next poll is answered with these."""
        text = "".join(f"{command}\n" for command in commands)
        self._edge.commands[self.serial].append(text.encode())


@asynccontextmanager
async def living(
    edge: TinyEdge, generation: str = "speedface", buffered: int = 0, **changes: object
) -> AsyncIterator[Life]:
    """A terminal that runs for the length of the block; `buffered` punches wait in it, a second apart."""
    life = Life(edge, generation, buffered, changes)
    running = asyncio.create_task(life.terminal.run())
    try:
        yield life
    finally:
        running.cancel()
        outcome = (await asyncio.gather(running, return_exceptions=True))[0]
        assert outcome is None or isinstance(outcome, asyncio.CancelledError)


# Sessions


@pytest.mark.parametrize("generation", EVERY)
async def test_a_session_begins_as_each_generation_does(generation: str) -> None:
    firmware = FIRMWARES[generation]
    async with tiny_edge() as edge:
        edge.block["OPERLOGStamp"] = "0"
        async with living(edge, generation) as life:
            await edge.until_seen("poll", 2)
            assert life.terminal.connected
    pushed = ["options"] if firmware.pushes_options else []
    asked = ["time"] if firmware.asks_time else []
    expected = ["init", *pushed, *asked, "OPERLOG", "poll", "poll"]
    assert edge.kinds()[: len(expected)] == expected
    assert {seen.http for seen in edge.seen} == {f"HTTP/{firmware.http}"}
    first, second = edge.of("poll")[:2]
    assert len(first.query["INFO"].split(",")) == firmware.info_values
    assert "INFO" not in second.query
    users = edge.of("OPERLOG")[0]
    assert [line.split("\t")[0] for line in users.lines] == [
        "USER PIN=1001",
        "USER PIN=1002",
        "USER PIN=1003",
    ]
    assert users.headers.get("Content-Type") == firmware.content_type
    assert life.terminal.tally.failures == 0


async def test_users_are_not_told_when_the_server_has_a_cursor_for_them() -> None:
    async with tiny_edge() as edge, living(edge):
        await edge.until_seen("poll")
        assert edge.of("OPERLOG") == []


async def test_counts_are_told_again_when_they_change() -> None:
    async with tiny_edge() as edge, living(edge) as life:
        await edge.until_seen("poll", 2)
        life.order("C:1:DATA UPDATE USERINFO PIN=77\tName=New")
        await edge.until(lambda: sum("INFO" in poll.query for poll in edge.of("poll")) == 2)
        told = [poll.query["INFO"].split(",")[1] for poll in edge.of("poll") if "INFO" in poll.query]
        assert told == ["3", "4"]


async def test_a_terminal_planned_as_silent_registers_and_is_never_heard_of_again() -> None:
    async with tiny_edge() as edge:
        life = Life(edge, "x100c", 0, {"silent": True})
        await asyncio.wait_for(life.terminal.run(), 5)
        assert edge.kinds() == ["init", "options", "poll"]
        assert not life.terminal.connected
        assert life.punch(1) is None


# Punches


@pytest.mark.parametrize("generation", EVERY)
async def test_a_punch_goes_up_at_once_and_stays_until_the_ok(generation: str) -> None:
    async with tiny_edge() as edge, living(edge, generation) as life:
        await edge.until_seen("poll")
        record = life.punch(1001)
        assert record is not None
        (upload,) = await edge.until_seen("ATTLOG")
        await edge.until(lambda: life.log.pending == 0)
        assert life.acknowledged == upload.lines
        firmware, iso = FIRMWARES[generation], record.time.isoformat()
        shown = iso if firmware.iso_times else str(record.time)
        assert upload.lines[0].startswith(f"1001\t{shown}\t{record.status}\t1")
        stamps = {"encoded": str(encoded_seconds(record.time)), "iso": iso, "constant": "9999"}
        assert upload.query["Stamp"] == stamps[firmware.stamps]
        assert ("table" in upload.query) == (generation != "legacy")


@pytest.mark.parametrize(
    ("generation", "name", "head"),
    [
        ("legacy", "PIN={name}&PhotoStamp={encoded}", b""),
        ("tft", "table=ATTPHOTO&Stamp={iso}", b"PIN={name}\nSN={serial}\nsize=1013\nCMD=realupload\0"),
    ],
)
async def test_what_the_camera_saw_goes_up_behind_the_punch(generation: str, name: str, head: bytes) -> None:
    async with tiny_edge() as edge:
        edge.block["TransFlag"] = "1110000000"
        async with living(edge, generation) as life:
            await edge.until_seen("poll")
            record = life.punch(1001)
            assert record is not None
            (photo,) = await edge.until_seen("ATTPHOTO")
            await edge.until(lambda: not life.terminal.machine.memory.snapshots)
    file_name = f"{record.time:%Y%m%d%H%M%S}-1001.jpg"
    told = {"encoded": encoded_seconds(record.time), "iso": record.time.isoformat()}
    assert photo.target.endswith(name.format(name=file_name, **told))
    wanted = head.decode().format(name=file_name, serial=life.serial).encode()
    assert photo.body == wanted + snapshot(file_name)
    assert edge.kinds().index("ATTLOG") < edge.kinds().index("ATTPHOTO")


@pytest.mark.parametrize("generation", ["legacy", "old", "tft"])
async def test_what_the_server_has_by_its_stamp_does_not_go_up_again(generation: str) -> None:
    async with tiny_edge() as edge:
        life = Life(edge, generation, 5, {})
        newest = life.log.batch(5)[2].time
        iso = FIRMWARES[generation].stamps == "iso"
        edge.block["ATTLOGStamp"] = newest.isoformat() if iso else str(encoded_seconds(newest))
        running = asyncio.create_task(life.terminal.run())
        await edge.until(lambda: life.log.pending == 0)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        assert [line.split("\t")[0] for line in edge.stored[life.serial]] == ["3", "4"]


async def test_the_tft_line_takes_clock_and_zone_from_the_time_it_asks_for() -> None:
    async with tiny_edge() as edge:
        edge.zone, edge.block["TimeZone"] = timezone(timedelta(hours=5, minutes=45)), "0"
        async with living(edge, "tft") as life:
            await edge.until_seen("poll")
            assert life.terminal.machine.clock.zone_s == (5 * 60 + 45) * 60
            ahead = life.terminal.machine.clock.local() - datetime.now(edge.zone).replace(tzinfo=None)
            assert abs(ahead) < timedelta(seconds=3)


async def test_no_two_records_of_a_terminal_are_equal() -> None:
    async with tiny_edge() as edge:
        new, old = Life(edge, "speedface", 0, {}), Life(edge, "old", 0, {})
    assert all(new.punch(pin) for pin in range(50)), "a face terminal takes many people a second"
    taken = [record.time for record in [old.punch(pin) for pin in range(50)] if record]
    assert 2 <= len(taken) < 10
    assert len(set(taken)) == len(taken), "an old reader takes one"
    same = [record.time for record in [new.punch("same") for _ in range(50)] if record]
    assert len(set(same)) == len(same) < 10


@pytest.mark.parametrize(
    ("status", "body"),
    [
        ("503 Busy", b"busy"),
        ("200 OK", b"ok"),
        ("200 OK", b""),
        ("403 Forbidden", b"OK"),
        ("201 Created", b"OK"),
    ],
)
async def test_without_an_ok_everything_is_kept(status: str, body: bytes) -> None:
    async with tiny_edge() as edge:
        edge.instead = {"ATTLOG": (status, body)}
        async with living(edge, buffered=5) as life:
            await edge.until_seen("ATTLOG", 3)
            assert (life.log.pending, life.log.acknowledged, life.acknowledged) == (5, 0, [])
            edge.instead = {}
            await edge.until(lambda: life.log.pending == 0)
        assert [line.split("\t")[0] for line in edge.stored[life.serial]] == ["0", "1", "2", "3", "4"]
        assert life.acknowledged == edge.stored[life.serial]


async def test_after_three_attempts_the_handshake_comes_again() -> None:
    async with tiny_edge() as edge:
        edge.instead = {"ATTLOG": BUSY}
        async with living(edge, buffered=1) as life:
            await edge.until_seen("init", 2)
            assert edge.kinds()[:6] == ["init", "options", "ATTLOG", "ATTLOG", "ATTLOG", "init"]
            assert "503" in life.terminal.trouble


async def test_refused_batches_shrink_and_taken_ones_grow() -> None:
    async with tiny_edge() as edge:
        edge.instead = {"ATTLOG": BUSY}
        async with living(edge, "old", buffered=200) as life:
            await edge.until_seen("ATTLOG", 3)
            edge.instead = {}
            await edge.until(lambda: life.log.pending == 0)
        sizes = [len(seen.lines) for seen in edge.of("ATTLOG")]
        assert sizes[:3] == [60, 30, 30]
        assert sizes[3:] == [30, 40, 50, 60, 20]
        assert len(edge.stored[life.serial]) == 200


@pytest.mark.parametrize("generation", EVERY)
async def test_an_outage_loses_nothing_and_doubles_nothing(generation: str) -> None:
    async with tiny_edge() as edge, living(edge, generation) as life:
        await edge.until_seen("poll")
        life.terminal.cut()
        made = sum(life.punch(pin) is not None for pin in range(47))
        seen = len(edge.seen)
        await asyncio.sleep(30 / SPEED)
        assert edge.kinds()[seen + 1 :] == [], "at most a request that was on its way"
        edge.block["ATTLOGStamp"] = "9999" if generation != "old" else "0"
        life.terminal.restore()
        await edge.until(lambda: life.log.pending == 0)
        assert life.log.acknowledged == made == len(life.acknowledged)
        assert edge.stored[life.serial] == life.acknowledged
        assert "init" in edge.kinds()[seen:]


@pytest.mark.parametrize("generation", EVERY)
async def test_a_lost_answer_means_the_same_records_again(generation: str) -> None:
    async with tiny_edge() as edge:
        edge.lose_answers = 2
        async with living(edge, generation, buffered=70) as life:
            await edge.until(lambda: life.log.pending == 0)
        stored = edge.stored[life.serial]
        assert len(stored) > 70
        assert len(set(stored)) == 70
        assert sorted(life.acknowledged) == sorted(set(stored)), "each is acknowledged once"


async def test_a_cut_line_swallows_the_answer_on_its_way() -> None:
    async with tiny_edge() as edge, living(edge) as life:
        await edge.until_seen("poll")
        answer = edge.answer
        lost = asyncio.Event()
        life.when_lost = lost.set

        def cut_then_answer(body: bytes, status: str = "200 OK") -> bytes:
            if edge.stored[life.serial]:
                life.terminal.cut()
            return answer(body, status)

        edge.answer = cut_then_answer  # type: ignore[method-assign]  # the line goes down while the server answers
        life.punch(1)
        await asyncio.wait_for(lost.wait(), 5)
        assert (life.log.pending, len(edge.stored[life.serial])) == (1, 1)
        edge.answer = answer  # type: ignore[method-assign]  # and is steady again
        life.terminal.restore()
        await edge.until(lambda: life.log.pending == 0)
        assert len(set(edge.stored[life.serial])) == 1


async def test_people_queueing_at_the_door_do_not_keep_a_terminal_from_polling() -> None:
    async with tiny_edge() as edge, living(edge) as life:
        await edge.until_seen("poll")
        life.when_acknowledged = lambda: life.punch(len(life.acknowledged))
        life.punch(0)
        polls = len(edge.of("poll"))
        await edge.until_seen("poll", polls + 10)
        assert len(life.acknowledged) > 10


async def test_attempts_to_upload_are_spaced() -> None:
    async with tiny_edge() as edge:
        edge.instead = {"options": BUSY}
        async with living(edge):
            await edge.until_seen("options")
            started = time.monotonic()
            await edge.until_seen("options", 3)
            assert time.monotonic() - started >= 0.9 * (0.3 + 0.6) / SPEED


# Stamps


async def test_an_old_terminal_sends_again_what_is_newer_than_the_servers_stamp() -> None:
    async with tiny_edge() as edge, living(edge, "old", buffered=10) as life:
        await edge.until(lambda: life.log.pending == 0)
        stamp = edge.of("ATTLOG")[-1].query["Stamp"]
        assert life.log.last is not None
        assert stamp == str(encoded_seconds(life.log.last.time))
        for given, again in ((stamp, 0), (str(int(stamp) - 4), 4), ("0", 10), ("1760000000", 10)):
            edge.block["ATTLOGStamp"] = given
            uploads, polls = len(edge.of("ATTLOG")), len(edge.of("poll"))
            life.order("C:1:CHECK")
            await edge.until(lambda polls=polls: len(edge.of("poll")) >= polls + 3)
            assert sum(len(seen.lines) for seen in edge.of("ATTLOG")[uploads:]) == again, given
        assert len(life.acknowledged) == 10


async def test_an_answer_to_a_query_does_not_move_the_servers_stamp() -> None:
    async with tiny_edge() as edge, living(edge, "old", buffered=10) as life:
        await edge.until(lambda: life.log.pending == 0)
        (upload,) = edge.of("ATTLOG")
        life.order("C:1:DATA QUERY ATTLOG StartTime=2000-01-01\tEndTime=2060-01-01")
        answer = (await edge.until_seen("ATTLOG", 2))[1]
        assert answer.query["Stamp"] == upload.query["Stamp"]
        assert answer.lines == upload.lines


async def test_a_newer_terminal_uploads_all_again_for_stamp_zero_only() -> None:
    async with tiny_edge() as edge, living(edge, buffered=10) as life:
        await edge.until(lambda: life.log.pending == 0)
        for given, again in (("9999", 0), ("123", 0), ("0", 10)):
            edge.block["ATTLOGStamp"] = given
            uploads, polls = len(edge.of("ATTLOG")), len(edge.of("poll"))
            life.order("C:1:CHECK")
            await edge.until(lambda polls=polls: len(edge.of("poll")) >= polls + 3)
            assert sum(len(seen.lines) for seen in edge.of("ATTLOG")[uploads:]) == again, given


async def test_without_a_server_version_an_old_terminal_uses_the_old_names() -> None:
    async with tiny_edge() as edge:
        edge.block = {"Stamp": "0", "OpStamp": "0", "ErrorDelay": "30", "Delay": "10", "TimeZone": "0"}
        async with living(edge, "old", buffered=1):
            await edge.until_seen("poll")
        assert "OpStamp" in edge.of("OPERLOG")[0].query
        assert "Stamp" in edge.of("ATTLOG")[0].query


# Orders of the server


@pytest.mark.parametrize("where", ["init", "poll", "ATTLOG"])
async def test_unknown_device_means_from_the_start_with_everything_kept(where: str) -> None:
    async with tiny_edge() as edge:
        edge.block["ATTLOGStamp"] = "9999"
        edge.instead = {where: ("200 OK", b"UNKNOWN DEVICE")}
        async with living(edge, buffered=3) as life:
            await edge.until_seen("init", 3)
            if where != "poll":
                assert life.log.acknowledged == 0
            edge.instead = {}
            await edge.until(lambda: life.log.pending == 0)
            assert edge.stored[life.serial] == life.acknowledged
            assert len(life.acknowledged) == 3


async def test_a_server_that_was_never_reached_is_tried_every_fifteen_seconds() -> None:
    async with tiny_edge() as edge:
        edge.instead = {"*": ("401 Unauthorized", b"Device Unauthorized")}
        async with living(edge) as life:
            started = time.monotonic()
            await edge.until_seen("init", 4)
            assert time.monotonic() - started >= 3 * 15 / SPEED
            assert set(edge.kinds()) == {"init"}
            assert "401" in life.terminal.trouble


async def test_the_clock_follows_date_and_zone() -> None:
    async with tiny_edge() as edge:
        edge.block["TimeZone"] = "330"
        async with (
            living(edge, clock_drift_s=500.0) as life,
            living(edge, clock_drift_s=500.0, follows_server_clock=False) as stubborn,
        ):
            await edge.until_seen("poll", 2)
            for it, error_s in ((life, 0), (stubborn, 500)):
                assert it.terminal.machine.clock.zone_s == 330 * 60
                assert it.terminal.machine.clock.error_s == pytest.approx(error_s, abs=2)


async def test_an_old_clock_is_not_set_by_lower_case_headers() -> None:
    async with tiny_edge() as edge:
        edge.headers = "content-type: text/plain\r\ndate: {date}\r\ncontent-length: {length}\r\n"
        async with living(edge, "old", clock_drift_s=60.0) as old, living(edge, clock_drift_s=60.0) as new:
            await edge.until(lambda: old.terminal.connected and new.terminal.connected)
            assert old.terminal.machine.clock.error_s == 60
            assert new.terminal.machine.clock.error_s == pytest.approx(0, abs=2)


async def test_the_old_client_ignores_an_unterminated_last_option_and_command() -> None:
    async with tiny_edge() as edge:
        del edge.block["TimeZone"]
        edge.block["Unterminated"] = "1\nTimeZone=60"
        answer = edge.answer
        edge.answer = lambda body, status="200 OK": answer(body.removesuffix(b"\n"), status)  # type: ignore[method-assign]
        async with living(edge, "old") as old, living(edge) as new:
            for life in (old, new):
                life.order("C:1:INFO", "C:2:DATA UPDATE USERINFO PIN=5\tName=Z")
            await edge.until_seen("result", 2)
            zones = [life.terminal.machine.clock.zone_s for life in (old, new)]
            assert zones == [8 * 3600, 3600]
            posted = {seen.serial: seen.body for seen in edge.of("result")}
            assert b"ID=2" in posted[new.serial]
            assert b"ID=2" not in posted[old.serial]
            assert "5" in new.terminal.machine.memory.users
            assert "5" not in old.terminal.machine.memory.users


async def test_records_wait_for_their_time_when_not_in_real_time() -> None:
    async with tiny_edge() as edge:
        edge.block |= {"Realtime": "0", "TransInterval": "1"}
        async with living(edge) as life:
            await edge.until_seen("poll", 2)
            life.punch(1)
            started, polls = time.monotonic(), len(edge.of("poll"))
            await edge.until_seen("ATTLOG")
            assert time.monotonic() - started < 60 / SPEED + 1
            assert len(edge.of("poll")) > polls


async def test_what_the_server_does_not_want_stays_on_the_terminal() -> None:
    async with tiny_edge() as edge:
        edge.block["TransFlag"] = "TransData OpLog\tEnrollUser"
        async with living(edge, buffered=3) as life:
            await edge.until_seen("poll", 3)
            assert (edge.of("ATTLOG"), life.log.pending) == ([], 3)


async def test_a_long_upload_is_interrupted_by_pings_where_the_server_answers_them() -> None:
    async with tiny_edge() as edge:
        edge.block["SupportPing"] = "1"
        async with living(edge, buffered=1_100) as life:
            await edge.until(lambda: life.log.pending == 0)
        assert len(edge.of("ping")) == 2
        assert len(edge.stored[life.serial]) == 1_100


# Commands


@pytest.mark.parametrize("generation", EVERY)
async def test_results_are_posted_in_one_body_after_the_records_they_asked_for(generation: str) -> None:
    firmware = FIRMWARES[generation]
    async with tiny_edge() as edge, living(edge, generation) as life:
        verb = "DATA USER" if generation == "legacy" else "DATA UPDATE USERINFO"
        life.order(f"C:1:{verb} PIN=5\tName=Sarah", "C:2:DATA QUERY USERINFO PIN=5", "C:3:NO SUCH THING")
        (result,) = await edge.until_seen("result")
        before = edge.kinds()[: edge.kinds().index("result")]
        assert before[-1] == firmware.queried_users_table
        count = int(firmware.query_returns_count)
        echo = firmware.unknown_echo or "NO SUCH"
        sender = f"&SN={life.serial}" if firmware.signs_results else ""
        assert result.lines == [
            f"ID=1{sender}&Return=0&CMD=DATA",
            f"ID=2{sender}&Return={count}&CMD={firmware.query_echo}",
            f"ID=3{sender}&Return={firmware.unknown_return}&CMD={echo}",
        ]


async def test_results_are_posted_again_until_they_are_taken() -> None:
    async with tiny_edge() as edge:
        edge.instead = {"result": BUSY}
        async with living(edge) as life:
            life.order("C:1:AC_UNLOCK")
            await edge.until_seen("result", 2)
            edge.instead = {}
            await edge.until_seen("result", 3)
            life.order("C:2:RELOAD OPTIONS")
            results = await edge.until_seen("result", 4)
        assert [seen.lines for seen in results[:4]] == [["ID=1&Return=0&CMD=AC_UNLOCK"]] * 3 + [
            ["ID=2&Return=0&CMD=RELOAD OPTIONS"]
        ]


async def test_an_old_client_posts_results_again_for_want_of_plain_text() -> None:
    async with tiny_edge() as edge:
        edge.headers = "Content-Type: text/html\r\nContent-Length: {length}\r\n"
        async with living(edge, "old") as life:
            life.order("C:1:LOG")
            await edge.until_seen("result", 2)
            edge.headers = "Content-Type: text/plain\r\nContent-Length: {length}\r\n"
            count = len(await edge.until_seen("result", 3))
            await edge.until_seen("poll", len(edge.of("poll")) + 3)
            assert len(edge.of("result")) <= count + 1


async def test_a_reboot_is_reported_then_the_terminal_is_gone_and_comes_back() -> None:
    async with tiny_edge() as edge, living(edge) as life:
        await edge.until_seen("poll")
        life.order("C:1:REBOOT", "C:2:INFO")
        tried: list[LoggedPunch | None] = []
        life.when_lost = lambda: tried.append(life.punch(1))
        (result,) = await edge.until_seen("result")
        assert result.lines == ["ID=1&Return=0&CMD=REBOOT"], "what stands behind a reboot is lost"
        started = time.monotonic()
        (operation,) = await edge.until_seen("OPERLOG")
        assert tried == [None], "nobody can punch while it boots"
        assert time.monotonic() - started >= 20 / SPEED
        assert operation.lines[0].startswith("OPLOG 0\t0\t")
        assert edge.kinds().count("init") == 2
        assert life.punch(1) is not None


async def test_check_goes_through_the_handshake_at_once() -> None:
    async with tiny_edge() as edge, living(edge) as life:
        await edge.until_seen("poll")
        life.order("C:1:CHECK")
        await edge.until_seen("init", 2)
        kinds = edge.kinds()
        assert kinds[kinds.index("result") + 1] == "init"
        assert life.terminal.tally.failures == 0


async def test_a_delay_set_by_command_holds_until_the_next_handshake() -> None:
    async with tiny_edge() as edge, living(edge) as life:
        life.order("C:1:SET OPTIONS Delay=40,ErrorDelay=90,Realtime=0")
        await edge.until_seen("result")
        settings = life.terminal.settings
        assert (settings.delay_s, settings.error_delay_s, settings.realtime) == (40, 90, False)
        life.order("C:2:CHECK")
        await edge.until_seen("init", 2)
        await edge.until(lambda: life.terminal.settings.delay_s == 10)


async def test_an_enrolment_at_the_terminal_brings_result_operation_and_template() -> None:
    async with tiny_edge() as edge, living(edge) as life:
        life.order("C:1:ENROLL_BIO TYPE=9\tPIN=1001\tCardNo=\tRETRY=3\tOVERWRITE=1")
        (template,) = await edge.until_seen("BIODATA")
        assert template.lines[0].startswith("BIODATA Pin=1001\tNo=0\t")
        assert edge.of("OPERLOG")[0].lines[0].startswith("OPLOG 101\t")
        assert edge.of("result")[0].lines == ["ID=1&Return=0&CMD=ENROLL_BIO"]


async def test_a_command_id_too_long_crashes_the_old_client_which_starts_again() -> None:
    async with tiny_edge() as edge, living(edge, "old") as life:
        life.order(f"C:{'9' * 20}:INFO")
        await edge.until_seen("init", 2)
        assert edge.of("result") == []
        assert life.terminal.tally.reboots == 1


async def test_polls_slow_down_to_the_delay_and_an_old_client_is_thrown_off_by_a_newline() -> None:
    async with tiny_edge() as edge:
        edge.instead = {"poll": ("200 OK", b"OK\n")}
        async with living(edge, "old"), living(edge):
            await edge.until(lambda: len(edge.of("poll")) >= 12)
    by_terminal = [edge.kinds(serial).count("poll") for serial in {seen.serial for seen in edge.seen}]
    assert min(by_terminal) <= 3 < max(by_terminal), "ErrorDelay against seconds"


@pytest.mark.parametrize("generation", EVERY)
async def test_firmware_is_fetched_as_each_generation_does_and_told_after_the_restart(
    generation: str,
) -> None:
    content = b"FWVersion=Ver 9.9.9\n" + random.Random(2).randbytes(1024 * 1024 + 5)
    checksum = hashlib.md5(content).hexdigest()
    direct = FIRMWARES[generation].fetches_directly
    async with tiny_edge() as edge:
        url = f"{edge.url}/fw/emfw.cfg"
        edge.files["/fw/emfw.cfg" if direct else url] = (
            base64.b64encode(content) if FIRMWARES[generation].literal else content
        )
        ranged = "" if FIRMWARES[generation].literal else ",supportsubcontracting=1"
        async with living(edge, generation) as life:
            life.order(f"C:9:UPGRADE checksum={checksum},url={url},size={len(content)}{ranged}")
            (result,) = await edge.until_seen("result")
            assert result.body.replace(b"&SN=%b" % life.serial.encode(), b"") == (
                b"ID=9&Return=0&CMD=UPGRADE\n"
            )
            spans = [seen.headers.get("RANGE") for seen in edge.of("file")]
            assert spans == (["bytes=0-1048575", "bytes=1048576-2097151"] if ranged else [None])
            await edge.until_seen("init", 2)
            await edge.until(lambda: any("9.9.9" in seen.query.get("INFO", "") for seen in edge.of("poll")))
            assert life.terminal.tally.reboots == 1


async def test_firmware_that_is_not_there_fails_the_command_and_nothing_else() -> None:
    async with tiny_edge() as edge, living(edge) as life:
        life.order(f"C:9:UPGRADE type=1,checksum={'0' * 32},url=http://nowhere/x,size=5")
        (result,) = await edge.until_seen("result")
        assert result.body == b"ID=9&Return=-1008&CMD=UPGRADE\n"
        await edge.until_seen("poll", 3)
        assert life.terminal.tally.reboots == 0


async def test_a_result_of_several_lines_has_a_body_of_its_own() -> None:
    async with tiny_edge() as edge, living(edge) as life:
        life.order("C:1:LOG", "C:2:SHELL ls", "C:3:LOG", "C:4:LOG")
        results = await edge.until_seen("result", 3)
        assert [seen.body.split(b"\n")[0] for seen in results] == [
            b"ID=1&Return=0&CMD=LOG",
            b"ID=2",
            b"ID=3&Return=0&CMD=LOG",
        ]
        assert results[2].body.endswith(b"ID=4&Return=0&CMD=LOG\n")

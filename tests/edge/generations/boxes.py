"""One simulated terminal of every generation, and what each of them holds, whatever it speaks."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from edge.simulator import AccessTerminal, Fleet, FleetPlan, Profile, Terminal, plan_fleet
from edge.simulator.access_machine import AccessMachine
from edge.simulator.exchange import Answer
from edge.simulator.generations import GENERATIONS
from edge.simulator.hardware import MODEL
from edge.simulator.machine import Machine
from edge.simulator.memory import Photo
from edge.simulator.profile import CALM
from edge.simulator.sites import SiteSpec, Uplink

SPEED: Final = 120.0
MODEL_OF: Final = {
    "legacy": "iClock 260",
    "old": "K40",
    "x100c": "X100-C",
    "mb360": "MB460",
    "speedface": "SpeedFace-V5L[TD]",
    "essl": "AiFace-Mars",
    "senseface": "SenseFace 4A",
    "tft": "iClock 880-H",
    "f20": "F20/M",
    "bioface": "BioFace A1",
    "inbio": "inBio460 Pro",
}
KATHMANDU: Final = SiteSpec(  # whose zone no whole number of hours tells, and no summer time changes
    slug="kathmandu",
    name="Kathmandu",
    address="Kathmandu",
    country="NP",
    lat=27.7,
    lon=85.3,
    timezone="Asia/Kathmandu",
    kind="office",
    devices=len(MODEL_OF),
    uplink=Uplink.FIBER,
)
_COMMAND: Final = re.compile(rb"(DataType=1,SN=\w+,Priority=0,CmdID=\d+,CmdDesc=)?C:(\d+):(.*)")


class Held(NamedTuple):
    """A person as a terminal holds it."""

    name: str
    card: str
    password: str
    privilege: str


@dataclass
class Box:
    """A terminal and what it was told: `told` has each command's text by its wire id."""

    generation: str
    terminal: Terminal | AccessTerminal
    told: dict[str, str] = field(default_factory=dict)
    exchanged: asyncio.Event = field(default_factory=asyncio.Event)
    notes: dict[str, int] = field(default_factory=dict)

    def watch(self, request: bytes, answer: Answer) -> None:
        """Note the commands in an answer (`Courier.watch`)."""
        if b"/getrequest" in request.partition(b"\r\n")[0]:
            for line in answer.body.splitlines():
                command = _COMMAND.fullmatch(line)
                if command is not None:
                    self.told[command[2].decode()] = _shown(self.serial, command)
        self.exchanged.set()

    @property
    def serial(self) -> str:
        return self.terminal.plan.serial

    @property
    def attendance(self) -> Machine:
        """The box of one that speaks the attendance dialect."""
        machine = self.terminal.machine
        assert isinstance(machine, Machine)
        return machine

    @property
    def access(self) -> AccessMachine:
        """The box of one that speaks the access dialect."""
        machine = self.terminal.machine
        assert isinstance(machine, AccessMachine)
        return machine

    @property
    def speaks_access(self) -> bool:
        return isinstance(self.terminal, AccessTerminal)

    @property
    def fingers(self) -> int:
        return self.terminal.machine.model.fingers

    @property
    def clock_error_s(self) -> float:
        return self.terminal.machine.clock.error_s

    @clock_error_s.setter
    def clock_error_s(self, seconds: float) -> None:
        self.terminal.machine.clock.error_s = seconds

    def options(self) -> dict[str, str]:
        return self.terminal.machine.known_options()

    def pins(self) -> set[str]:
        if self.speaks_access:
            return {row["pin"] for row in self.access.tables.rows("user")}
        return {user.pin for user in self.attendance.memory.users}

    def person(self, pin: str) -> Held | None:
        if not self.speaks_access:
            user = self.attendance.memory.users.get(pin)
            return None if user is None else Held(user.name, user.card, user.password, user.privilege)
        row = self.access.tables.user(pin)
        if row is None:
            return None
        card = row["cardno"]
        if not card and "mulcarduser" in self.access.firmware.tables:
            cards = self.access.tables.matching("mulcarduser", {"pin": pin, "cardtype": "0"})
            card = str(int(cards[0]["cardno"], 16)) if cards else ""
        return Held(row["name"], card, row["password"], row["privilege"])

    def templates(self, pin: str, kind: int) -> int:
        """How many templates of a biometric type it has of a person."""
        if not self.speaks_access:
            places = self.attendance.memory.templates
            return sum((place.pin, place.kind) == (pin, kind) for place in places)
        tables, found = self.access.tables, 0
        if kind == 1:
            found = len(tables.matching("templatev10", {"pin": pin}))
        if "biodata" in self.access.firmware.tables:
            found += len(tables.matching("biodata", {"pin": pin, "type": str(kind)}))
        return found

    def photo(self, pin: str, purpose: str) -> str | None:
        """The picture of a person for the screen, or the one the face is known by; base64."""
        if not self.speaks_access:
            photo = Photo("USERPIC", pin) if purpose == "display" else Photo("BIOPHOTO", pin, "9")
            return self.attendance.memory.photos.get(photo)
        table = "userpic" if purpose == "display" else "biophoto"
        if table not in self.access.firmware.tables:
            return None
        found = self.access.tables.matching(table, {"pin": pin})
        return found[0]["content"] if found else None


def _shown(serial: str, command: re.Match[bytes]) -> str:
    """As it stands in the golden table: without the id, `@` before what is addressed to a controller."""
    addressed, wire_id, text = command.groups()
    if addressed is not None:
        assert addressed.decode() == f"DataType=1,SN={serial},Priority=0,CmdID={wire_id.decode()},CmdDesc="
    shown = text.decode("utf-8").replace("\t", "⇥").replace(serial, "<SN>")
    shown = re.sub(r"(?<=DateTime=)\d+", "<now>", shown)
    shown = re.sub(r"(?<=url=)http://127.0.0.1:\d+", "<edge>", shown)
    shown = re.sub(r"(?<=<SN>/)[0-9a-f]{32}", "<key>", shown)
    return ("@ " if addressed else "") + shown


def plan() -> FleetPlan:
    """A terminal of every generation, at one site with a person each."""
    assert MODEL_OF.keys() == GENERATIONS.keys()
    profile = Profile(
        generations=dict.fromkeys(GENERATIONS, 1),
        employees_per_terminal=1,
        flapping_share=0.0,
        drifting_share=0.0,
        site_list=(KATHMANDU,),
    )
    planned = plan_fleet(4, 1, len(GENERATIONS), profile)
    terminals = []
    for one in planned.terminals:
        model = MODEL[MODEL_OF[one.generation]]
        told = {"model": model.name, "firmware": model.versions[0], "clock_drift_s": 0.0, "incidents": 0.0}
        terminals.append(replace(one, **told))  # type: ignore[arg-type]  # fields of the plan
    return FleetPlan(planned.seed, planned.sites, tuple(terminals))


def boxes(fleet: Fleet) -> dict[str, Box]:
    """The terminals of a fleet by generation, watched."""
    found = {}
    for terminal in fleet.terminals.values():
        assert isinstance(terminal, Terminal | AccessTerminal)
        box = Box(terminal.plan.generation, terminal)
        terminal.courier.watch = box.watch
        found[box.generation] = box
    return found


def fleet_at(url: str) -> Fleet:
    return Fleet(plan(), url, rate=0.0, climate=CALM, speed=SPEED)

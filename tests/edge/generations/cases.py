"""The commands of the story, in its order, each with what must be so on the terminal and at the edge
afterwards."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from edge import intents as wanted
from edge import upkeep_intents as upkeep
from edge.intents import Intent
from edge.simulator.access_log import OPENED, TAMPER
from edge.simulator.data_commands import versions_of
from edge.simulator.memory import Place
from edge.simulator.wire import Template
from edge.simulator.workday import Direction
from tests.edge.generations.boxes import Box, Held
from tests.edge.generations.story import Case, Ended, Scene, Seen

FINGER, INFRARED_FACE, FINGER_VEIN, PALM, FACE = 1, 2, 7, 8, 9
KIND_OF: Final = {"finger": FINGER, "face": FACE, "palm": PALM, "finger_vein": FINGER_VEIN}
PIN, SECOND, THIRD, FOURTH, LAST = "8001", "8002", "8003", "8004", "8005"
EVER: Final = {"from": "2026-01-01T00:00:00Z", "to": "2060-12-31T23:59:59Z"}
LONG_AGO: Final = {"from": "2020-01-01T00:00:00Z", "to": "2020-01-31T23:59:59Z"}
TEXT: Final = base64.b64encode(bytes(range(48))).decode()
VISIBLE: Final = {"speedface": 58, "essl": 39, "senseface": 40, "bioface": 40}
PALMS: Final = {"speedface": 12, "senseface": 12}
INFRARED: Final = {"mb360": 7}


def fixed(model: type[Intent], **params: Any) -> Callable[[Scene, Box], Intent]:
    """The same for every box."""
    return lambda scene, box: model.model_validate(params)


def shown(look: Callable[[Box], Any], expected: Any) -> Seen:
    """Something of the box is as expected."""

    async def seen(scene: Scene, box: Box, ended: Ended) -> str:
        found = look(box)
        return "" if found == expected else f"{found!r} instead of {expected!r}"

    return seen


def all_of(*parts: Seen) -> Seen:
    async def seen(scene: Scene, box: Box, ended: Ended) -> str:
        for part in parts:
            if wrong := await part(scene, box, ended):
                return wrong
        return ""

    return seen


# Itself


async def told_of_itself(scene: Scene, box: Box, ended: Ended) -> str:
    row = await scene.device(box)
    model = box.terminal.machine.model.name
    if row["model"] != model:
        return f"the edge has it as {row['model']!r}"
    if (row["counts"] or {}).get("users") != len(box.pins()):
        return f"the edge counts {row['counts']!r}"
    version = {"legacy": "1.x"}.get(box.generation, box.terminal.plan.pushver)
    return "" if row["push_version"] == version else f"push_version is {row['push_version']!r}"


def make_clock_wrong(box: Box) -> None:
    box.clock_error_s = 300.0


async def clock_right(scene: Scene, box: Box, ended: Ended) -> str:
    return "" if abs(box.clock_error_s) < 12 else f"its clock is off by {box.clock_error_s:.0f} s"


def note_handshakes(box: Box) -> None:
    box.notes["handshakes"] = box.terminal.tally.handshakes


async def introduced_again(scene: Scene, box: Box, ended: Ended) -> str:
    return "" if box.terminal.tally.handshakes > box.notes["handshakes"] else "it did not begin again"


def note_reboots(box: Box) -> None:
    box.notes["reboots"] = box.terminal.tally.reboots


async def restarted(scene: Scene, box: Box, ended: Ended) -> str:
    if box.terminal.tally.reboots == box.notes["reboots"]:
        return "it did not restart"
    return "" if box.terminal.connected else "it is not back"


async def runs_new_firmware(scene: Scene, box: Box, ended: Ended) -> str:
    if wrong := await restarted(scene, box, ended):
        return wrong
    row = await scene.device(box)
    return "" if row["firmware"] == "Ver 9.9.9" else f"the edge says {row['firmware']!r}"


# People

PERSON: Final = {
    "employee_id": PIN,
    "name": "Zoé Ndiaye",
    "card_number": "0012345678",
    "password": "4321",
    "privilege": "super_admin",
    "group": 2,
}


async def reported(scene: Scene, box: Box, ended: Ended) -> str:
    """The terminal told everybody it has; cards of access terminals are in a table of their own."""
    people = await scene.people(box)
    if people.keys() != box.pins():
        return f"the edge has {sorted(people)}, the terminal {sorted(box.pins())}"
    row = people[PIN]
    found = (row["name"], row["card"], row["privilege"])
    return "" if found == ("Zoé Ndiaye", "12345678", "super_admin") else f"the edge has {found!r}"


async def may_enter(scene: Scene, box: Box, ended: Ended) -> str:
    """Who was brought to an access terminal opens its doors with the next step."""
    if not box.speaks_access:
        return ""
    refused = box.access.refusal(PIN, 1, box.access.clock.local())
    return "" if refused is None else f"the door stays shut: {refused}"


# Templates and photos


def held_and_known(kind: str) -> Seen:
    """The terminal has a template of the person, and the edge was told of it."""

    async def seen(scene: Scene, box: Box, ended: Ended) -> str:
        wanted_type = INFRARED_FACE if kind == "face" and box.generation in INFRARED else KIND_OF[kind]
        if not box.templates(PIN, wanted_type):
            return "the terminal has no template"
        known = await scene.credentials(box, PIN)
        return "" if wanted_type in known else f"the edge knows of {known}"

    return seen


async def card_enrolled(scene: Scene, box: Box, ended: Ended) -> str:
    person = box.person(SECOND)
    card = None if person is None else person.card
    row = (await scene.people(box)).get(SECOND)
    return "" if row is not None and card and row["card"] == card else f"{card!r} there, {row!r} here"


def stored(kind: int) -> Seen:
    return shown(lambda box: box.templates(THIRD, kind), 1)


def template(kind: int, version: Callable[[Box], int]) -> Callable[[Scene, Box], Intent]:
    """A template of the version that the terminal works with."""
    return lambda scene, box: upkeep.StoreTemplate.model_validate(
        {
            "pin": THIRD,
            "type": kind,
            "number": 3 if kind == FINGER else 0,
            "major": version(box),
            "text": TEXT,
        }
    )


def has_of_each(box: Box) -> None:
    """What there is to be deleted, put in place by hand where the terminal has a place for it."""
    if not box.speaks_access:
        kinds = [kind for kind, version in versions_of(box.attendance).items() if version >= 0]
        for kind in (*kinds, FINGER_VEIN) if "FVEIN" in box.attendance.firmware.tables else kinds:
            box.attendance.memory.templates[Place(PIN, kind)] = Template(TEXT, "10")
        return
    tables = box.access.tables
    tables.put("templatev10", {"pin": PIN, "fingerid": "0", "valid": "1", "template": TEXT})
    if "biodata" in box.access.firmware.tables:
        for kind in (FINGER, FINGER_VEIN, PALM, FACE):
            tables.put("biodata", {"pin": PIN, "type": str(kind), "no": "0", "index": "0", "tmp": TEXT})


def gone(*kinds: int) -> Seen:
    return shown(lambda box: [kind for kind in kinds if box.templates(PIN, kind)], [])


# What else it keeps


def work_codes(box: Box) -> dict[str, str]:
    return box.attendance.memory.work_codes


def message(number: str) -> Callable[[Box], Any]:
    def look(box: Box) -> Any:
        memory = box.attendance.memory
        kept = memory.messages.get(number)
        readers = sorted(pin for pin, uid in memory.readers if uid == number)
        return None if kept is None else (kept["msg"], kept["tag"], kept["min"], kept["starttime"], readers)

    return look


# Punches


def punch_there(box: Box) -> None:
    """Two people use the terminal."""
    modes = dict(box.terminal.machine.model.verify)
    for pin in (PIN, SECOND):
        record = box.terminal.punch(pin, Direction.IN, next(iter(modes)))
        # A reader that takes one person a second has the second one wait; one is enough.
        assert record is not None or pin == SECOND


async def counted(scene: Scene, box: Box, ended: Ended) -> str:
    held = len(box.attendance.memory.punches)
    return "" if held and ended.result.get("count") == held else f"{held} there, told {ended.result!r}"


async def all_here_once(scene: Scene, box: Box, ended: Ended) -> str:
    made = box.terminal.counts.made
    here = await scene.punches(box)
    if not made == here > 0:
        return f"{made} there, {here} here"
    pictures = await scene.snapshots(box)
    takes_them = not box.speaks_access and bool(box.attendance.firmware.photos)
    return "" if pictures == (made if takes_them else 0) else f"{pictures} pictures of {made} punches"


async def nothing_came(scene: Scene, box: Box, ended: Ended) -> str:
    return "" if not ended.result.get("records") else f"told {ended.result!r}"


def held_punches(box: Box) -> int:
    return len(box.access.punches if box.speaks_access else box.attendance.memory.punches)


# Doors


async def unlocked(scene: Scene, box: Box, ended: Ended) -> str:
    if box.speaks_access and 1 not in opened(box):
        return "the door was not opened"
    told = [body.get("code") for body in await scene.operations(box)]
    return "" if (8 if box.speaks_access else 29) in told else f"the edge was told {told}"


def opened(box: Box) -> set[int]:
    """The doors that an access terminal opened when told to."""
    now = box.access.clock.local()
    events = box.access.events.between(now - timedelta(days=1), now)
    return {event.door for event in events if event.code == OPENED}


def tamper(box: Box) -> None:
    if box.speaks_access:
        box.access.happens(TAMPER)


async def silent(scene: Scene, box: Box, ended: Ended) -> str:
    if not box.speaks_access:
        return ""
    return "" if not any(door.alarm for door in box.access.doors.all) else "it still sounds"


def _raw(scene: Scene, box: Box) -> Intent:
    return wanted.Raw(text="DATA COUNT user" if box.speaks_access else "LOG")


async def answered(scene: Scene, box: Box, ended: Ended) -> str:
    return "" if ended.return_code is not None and ended.return_code >= 0 else "no return code"


CASES: Final = (
    Case("fetch_info", fixed(wanted.FetchInfo), told_of_itself),
    Case("sync_time", fixed(wanted.SyncTime), clock_right, make_clock_wrong),
    Case("reconnect", fixed(upkeep.Reconnect), introduced_again, note_handshakes),
    Case(
        "update_settings",
        fixed(wanted.UpdateSettings, volume=60, options={"LockOn": "5"}),
        shown(lambda box: (box.options().get("VOLUME"), box.options().get("LockOn")), ("60", "5")),
    ),
    Case(
        "update_settings duplicate_punch_minutes",
        fixed(wanted.UpdateSettings, duplicate_punch_minutes=2),
        shown(lambda box: box.options().get("AlarmReRec"), "2"),
    ),
    Case("reload_options", fixed(wanted.ReloadOptions), answered),
    Case(
        "enroll_employee",
        fixed(wanted.EnrollEmployee, **PERSON),
        all_of(shown(lambda box: box.person(PIN), Held("Zoé Ndiaye", "12345678", "4321", "14")), may_enter),
    ),
    Case(
        "enroll_employee with a card of eleven digits",
        fixed(wanted.EnrollEmployee, employee_id=FOURTH, card_number="99999999999"),
        shown(lambda box: box.person(FOURTH), Held("", "99999999999", "", "0")),
    ),
    Case(
        "enroll_employee until a day",
        fixed(wanted.EnrollEmployee, employee_id=LAST, name="Temp", valid_to="2059-12-31"),
        shown(lambda box: box.person(LAST), Held("Temp", "", "", "0")),
    ),
    Case(
        "sync_employees",
        fixed(
            wanted.SyncEmployees,
            employees=[{"employee_id": SECOND, "name": "Bo"}, {"employee_id": THIRD, "name": "Cy"}],
        ),
        shown(lambda box: {SECOND, THIRD} <= box.pins(), True),
    ),
    Case("fetch_employees", fixed(upkeep.FetchEmployees), reported),
    Case("fetch_employees of one", fixed(upkeep.FetchEmployees, pin=PIN), reported),
    *(
        Case(
            f"enroll_biometric {kind}",
            fixed(wanted.EnrollBiometric, employee_id=PIN, kind=kind, number=6 if kind == "finger" else 0),
            held_and_known(kind),
        )
        for kind in KIND_OF
    ),
    Case(
        "enroll_biometric card", fixed(wanted.EnrollBiometric, employee_id=SECOND, kind="card"), card_enrolled
    ),
    Case("store_template fingerprint", template(FINGER, lambda box: box.fingers), stored(FINGER)),
    Case(
        "store_template infrared_face",
        template(INFRARED_FACE, lambda box: INFRARED.get(box.generation, 7)),
        stored(INFRARED_FACE),
    ),
    Case("store_template finger_vein", template(FINGER_VEIN, lambda box: 3), stored(FINGER_VEIN)),
    Case("store_template palm", template(PALM, lambda box: PALMS.get(box.generation, 12)), stored(PALM)),
    Case("store_template face", template(FACE, lambda box: VISIBLE.get(box.generation, 58)), stored(FACE)),
    *(
        Case(
            f"fetch_templates {kind}", fixed(upkeep.FetchTemplates, kind=kind, pin=PIN), held_and_known(kind)
        )
        for kind in KIND_OF
    ),
    *(
        Case(
            f"store_photo {purpose}",
            fixed(upkeep.StorePhoto, pin=SECOND, purpose=purpose, text=TEXT),
            shown(lambda box, purpose=purpose: box.photo(SECOND, purpose), TEXT),
        )
        for purpose in ("display", "face")
    ),
    Case(
        "delete_biometrics finger",
        fixed(upkeep.DeleteBiometrics, pin=PIN, kind="finger"),
        gone(FINGER),
        has_of_each,
    ),
    Case(
        "delete_biometrics face",
        fixed(upkeep.DeleteBiometrics, pin=PIN, kind="face"),
        gone(INFRARED_FACE, FACE),
        has_of_each,
    ),
    Case(
        "delete_biometrics palm",
        fixed(upkeep.DeleteBiometrics, pin=PIN, kind="palm"),
        gone(PALM),
        has_of_each,
    ),
    Case(
        "delete_biometrics finger_vein",
        fixed(upkeep.DeleteBiometrics, pin=PIN, kind="finger_vein"),
        gone(FINGER_VEIN),
        has_of_each,
    ),
    Case(
        "delete_biometrics",
        fixed(upkeep.DeleteBiometrics, pin=PIN),
        gone(FINGER),
        has_of_each,
    ),
    Case(
        "store_work_code",
        fixed(upkeep.StoreWorkCode, code="10", name="Assembly"),
        shown(work_codes, {"10": "Assembly"}),
    ),
    Case("delete_work_code", fixed(upkeep.DeleteWorkCode, code="10"), shown(work_codes, {})),
    Case(
        "store_message",
        fixed(
            upkeep.StoreMessage, number=3, text="Stand-up at ten", starts="2026-10-05T08:00:00", minutes=60
        ),
        shown(message("3"), ("Stand-up at ten", "253", "60", "2026-10-05 08:00:00", [])),
    ),
    Case(
        "store_message to one",
        fixed(upkeep.StoreMessage, number=4, text="See me", starts="2026-10-05", pins=[PIN]),
        shown(message("4"), ("See me", "254", "0", "2026-10-05 00:00:00", [PIN])),
    ),
    Case("delete_message", fixed(upkeep.DeleteMessage, number=4), shown(message("4"), None)),
    Case("count_attendance", fixed(upkeep.CountAttendance, **EVER), counted, punch_there),
    Case("fetch_attendance", fixed(wanted.FetchAttendance, **EVER), all_here_once, punch_there),
    Case("fetch_attendance of a month without", fixed(wanted.FetchAttendance, **LONG_AGO), nothing_came),
    Case("unlock_door", fixed(wanted.UnlockDoor), unlocked),
    Case(
        "unlock_door 2 for nine seconds",
        fixed(wanted.UnlockDoor, door=2, seconds=9),
        shown(lambda box: 2 in opened(box), True),
    ),
    Case("cancel_alarm", fixed(wanted.CancelAlarm), silent, tamper),
    Case("raw", _raw, answered),
    Case(
        "delete_employee",
        fixed(wanted.DeleteEmployee, employee_id=SECOND),
        shown(lambda box: box.person(SECOND), None),
    ),
    Case("restart", fixed(wanted.Restart), restarted, note_reboots),
    Case(
        "upgrade_firmware",
        lambda scene, box: wanted.UpgradeFirmware(firmware=scene.firmware),
        runs_new_firmware,
        note_reboots,
    ),
    Case("clear_attendance", fixed(wanted.ClearAttendance), shown(held_punches, 0)),
    Case(
        "clear_all",
        fixed(wanted.ClearAll),
        shown(lambda box: (box.pins(), box.templates(THIRD, FINGER), held_punches(box)), (set(), 0, 0)),
        punch_there,
    ),
)
"""Whoever adds a command gives it a case here: `test_nothing_is_left_out` asks for it."""

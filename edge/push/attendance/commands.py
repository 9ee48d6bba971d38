"""From what is wanted to the lines an attendance terminal of its generation understands (PROTOCOL.md §7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from edge import intents as wanted
from edge import upkeep_intents as upkeep
from edge.intents import Intent
from edge.push.attendance import person_commands as people
from edge.push.attendance.person_commands import biometric_type, text_line
from edge.push.command_lines import Line, Unfit, fields
from edge.push.terminal import FINGERPRINT, INFRARED_FACE, Terminal

LONGEST_LINE: Final = 900_000  # bytes, of the newest (§7.1)
LONGEST_OLD_LINE: Final = 60_000  # the old client's buffer is 64 KB, less 4 (§5)

_ENDS: Final = frozenset({"CHECK", "REBOOT", "RESTART", "UPGRADE"})  # what follows them may be lost (§7.1)
_ONLY_READ: Final = ("INFO", "DATA QUERY ", "VERIFY SUM ", "GET OPTION ")
_OLD: Final = frozenset({"legacy", "old"})


def write(intent: Intent, terminal: Terminal) -> tuple[Line, ...]:
    """The lines that carry out one step (`edge.intents.steps_of`) on a terminal, in their order.

    Raises Unfit where the terminal cannot do it, TypeError for an intent of several steps.
    """
    worded = _WORDED.get(type(intent))
    if worded is None:
        raise TypeError(f"{intent.word} is written step by step: take the steps of it first.")
    lines: tuple[Line, ...] = worded(intent, terminal)
    most = LONGEST_LINE if terminal.generation == "main" else LONGEST_OLD_LINE
    for line in lines:
        if len(line.text) > most:
            raise Unfit(
                "too_long",
                f"The command takes {len(line.text)} bytes, the terminal {terminal.serial} reads {most} at "
                "most. Make the photo or template smaller.",
            )
    return lines


def _read(text: str, terminal: Terminal) -> tuple[Line, ...]:
    return (Line(text.encode(terminal.text_encoding), reads=True),)


def _fixed(text: str) -> Callable[[Intent, Terminal], tuple[Line, ...]]:
    """A command without arguments that all generations know."""

    def word(intent: Intent, terminal: Terminal) -> tuple[Line, ...]:
        return (Line(text.encode(), last=text in _ENDS or text == "CLEAR DATA", reads=text in _ONLY_READ),)

    return word


def _restart(intent: wanted.Restart, terminal: Terminal) -> tuple[Line, ...]:
    return (text_line("RESTART" if terminal.generation == "legacy" else "REBOOT", terminal, last=True),)


def _settings(intent: wanted.UpdateSettings, terminal: Terminal) -> tuple[Line, ...]:
    """One option a line; old clients load them anew by themselves, others when told (PROTOCOL.md §7.5)."""
    lines = [
        text_line(f"SET OPTION {fields({key: value})}", terminal) for key, value in options(intent).items()
    ]
    return (*lines, text_line("RELOAD OPTIONS", terminal, needed=False))


def options(intent: wanted.UpdateSettings) -> dict[str, str]:
    """Settings under the terminal's own names (PROTOCOL.md §7.6)."""
    named = {
        "VOLUME": intent.volume,
        "AlarmReRec": intent.duplicate_punch_minutes,
        "DaylightSavingTimeOn": intent.daylight_saving,
        "UserValidTimeFun": intent.enforce_validity,
    }
    return {key: str(int(value)) for key, value in named.items() if value is not None} | intent.options


def _between(intent: wanted.Between, terminal: Terminal) -> str:
    first, last = terminal.wall_range(intent.start, intent.end)
    first, last = first.replace(microsecond=0), last.replace(microsecond=0)
    return fields({"StartTime": first.isoformat(" "), "EndTime": last.isoformat(" ")})


def _unlock(intent: wanted.UnlockDoor, terminal: Terminal) -> tuple[Line, ...]:
    if intent.door != 1:
        raise terminal.unable(f"open door {intent.door}", "It has one door: leave the door out.")
    if intent.seconds is not None:
        raise terminal.unable(
            "be told for how many seconds to open", "Leave them out: it takes its own setting."
        )
    return (text_line("AC_UNLOCK", terminal),)


def _cancel_alarm(intent: wanted.CancelAlarm, terminal: Terminal) -> tuple[Line, ...]:
    if intent.door not in (None, 1):
        raise terminal.unable(f"silence door {intent.door}", "It has one door: leave the door out.")
    return (text_line("AC_UNALARM", terminal),)


def _upgrade(intent: wanted.UpgradeFirmware, terminal: Terminal) -> tuple[Line, ...]:
    return (text_line(upgrade_text(intent, terminal), terminal, last=True),)


def upgrade_text(intent: wanted.UpgradeFirmware, terminal: Terminal) -> str:
    """Old clients want the file as base64 text, others as it is, some of these in ranges of 1 MB
    (PROTOCOL.md §7.5)."""
    url = intent.url
    if isinstance(intent, upkeep.InstallFirmware):
        url = f"{terminal.origin}file/{terminal.serial}/{intent.key}"
    if terminal.generation in _OLD:
        return f"UPGRADE checksum={intent.checksum},url={url},size={intent.size}"
    told = f"checksum={intent.checksum},size={intent.size},url={url}"
    if terminal.switched("SubcontractingUpgradeFunOn"):
        return f"UPGRADE {told},supportsubcontracting=1"
    return f"UPGRADE type=1,{told}"


def upgrade_as_base64(terminal: Terminal) -> bool:
    """Whether the file behind the address must be served as base64 text."""
    return terminal.generation in _OLD


def _raw(intent: wanted.Raw, terminal: Terminal) -> tuple[Line, ...]:
    words = intent.text.upper().split()
    last = words[0] in _ENDS or words[:2] == ["CLEAR", "DATA"]
    return (text_line(intent.text, terminal, last=last),)


def _fetch_employees(intent: upkeep.FetchEmployees, terminal: Terminal) -> tuple[Line, ...]:
    one = f" PIN={terminal.pin(intent.pin)}" if intent.pin is not None else ""
    return _read(f"DATA QUERY USERINFO{one}", terminal)


def _fetch_templates(intent: upkeep.FetchTemplates, terminal: Terminal) -> tuple[Line, ...]:
    pin = None if intent.pin is None else terminal.pin(intent.pin)
    kind = biometric_type(intent.kind, terminal)
    if kind == FINGERPRINT and (terminal.algorithm(kind) or 0) <= 10:
        if pin is None:
            raise terminal.unable("send the fingerprints of everybody at once", "Ask for them one by one.")
        return _read(f"DATA QUERY FINGERTMP PIN={pin}", terminal)
    if terminal.generation != "main" or kind == INFRARED_FACE:  # those are kept in a table nobody can query
        raise terminal.unable(
            f"be asked for a {intent.kind.replace('_', ' ')}", "Enrol it where it is wanted."
        )
    return _read(f"DATA QUERY BIODATA {fields({'Type': kind, 'PIN': pin})}", terminal)


# The keys are classes of intents and each function takes just that class, which a table cannot say.
_WORDED: Final[dict[type[Intent], Callable[[Any, Terminal], tuple[Line, ...]]]] = {
    wanted.Restart: _restart,
    wanted.SyncTime: _fixed("CHECK"),
    wanted.EnrollEmployee: people.store_person,
    wanted.DeleteEmployee: people.delete_person,
    wanted.EnrollBiometric: people.enroll,
    wanted.UpdateSettings: _settings,
    wanted.FetchInfo: _fixed("INFO"),
    wanted.FetchAttendance: lambda intent, terminal: _read(
        f"DATA QUERY ATTLOG {_between(intent, terminal)}", terminal
    ),
    wanted.ClearAttendance: _fixed("CLEAR LOG"),
    wanted.ClearAll: _fixed("CLEAR DATA"),
    wanted.UnlockDoor: _unlock,
    wanted.CancelAlarm: _cancel_alarm,
    wanted.UpgradeFirmware: _upgrade,
    upkeep.InstallFirmware: _upgrade,
    wanted.ReloadOptions: _fixed("RELOAD OPTIONS"),
    wanted.Raw: _raw,
    upkeep.Reconnect: _fixed("CHECK"),
    upkeep.FetchEmployees: _fetch_employees,
    upkeep.FetchTemplates: _fetch_templates,
    upkeep.CountAttendance: lambda intent, terminal: _read(
        f"VERIFY SUM ATTLOG {_between(intent, terminal)}", terminal
    ),
    upkeep.StoreTemplate: people.store_template,
    upkeep.StorePhoto: people.store_photo,
    upkeep.DeleteBiometrics: people.delete_biometrics,
    upkeep.StoreWorkCode: people.store_work_code,
    upkeep.DeleteWorkCode: people.delete_work_code,
    upkeep.StoreMessage: people.store_message,
    upkeep.DeleteMessage: people.delete_message,
}

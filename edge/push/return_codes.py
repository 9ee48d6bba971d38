"""What a terminal's answer to a command means for whoever gave it: done, failed and why, or not yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from common import codes
from edge.push.access.returns import is_final, return_word
from edge.push.attendance.records import CommandResult
from edge.push.terminal import Terminal
from edge.upkeep_intents import NOT_THERE

State = Literal["succeeded", "failed", "waiting"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one line. `waiting`: the terminal has it, the last word follows under the same id.
    `word` is for programs, `message` for people, "" where there is nothing to be done."""

    state: State
    word: str
    message: str = ""


DONE: Final = Verdict("succeeded", "ok")

_ENROLMENT: Final = "enroll_biometric"
# What is no failure, because it is as wanted: nothing to send, nobody to delete.
_AS_WANTED: Final[Mapping[str, frozenset[str]]] = {
    "fetch_attendance": frozenset({"no_data"}),
    "fetch_employees": frozenset({"no_data", "pin_unknown"}),
    "fetch_templates": frozenset({"no_data", "pin_unknown", "template_empty"}),
    "delete_employee": frozenset({"pin_unknown"}),
    "delete_biometrics": frozenset({"no_data", "pin_unknown"}) | NOT_THERE,
}
_NOTHING_IN_RANGE: Final = -1  # what eSSL builds answer to DATA QUERY ATTLOG without punches (§7.4)

_AGAIN = "Send the command again."
_OTHER_DIALECT = (
    "The terminal speaks the other dialect. Change the dialect of the device, then send it again."
)
_PERSON_FIRST = "The terminal does not have this person. Send the person first, then this."
_FULL = (
    "The terminal is full, or cannot use the photo. Delete people it does not need, or send another photo."
)
_NOT_ABLE = (
    "The terminal cannot do this. Look at its model and firmware, or do it in the terminal's own menu."
)
_WORDING = "The terminal did not understand the command. Its dialect or firmware may be other than assumed."
_DAMAGED = (
    "The terminal took the data for damaged. Send the command again; if it fails again, send other data."
)
_DOWNLOAD = (
    "The terminal could not fetch the file. Check that it reaches the address, and that the file is there."
)
_FIRMWARE = "The terminal refused the firmware. Compare the file with the terminal's model and version."
_ENROL_AGAIN = "Let the person try again at the terminal."
_BROKEN = "The terminal failed inside. Restart it, then send the command again."
_BUSY = "The terminal is busy. Send the command again in a minute."
_PEER = "The terminal does not trust the sender. Compare the communication key on both sides."

MESSAGES: Final[Mapping[str, str]] = {
    "parameter_error": _WORDING,
    "file_or_photo_size_error": "The terminal found no such file, or a photo of another size than announced.",
    "read_write_error": _BROKEN,
    "no_data": "The terminal has nothing of the kind.",
    "no_space": _FULL,
    "invalid": _DAMAGED,
    "face_capacity_reached": _FULL,
    "template_size_mismatch": _DAMAGED,
    "pin_unknown": _PERSON_FIRST,
    "template_format_illegal": _DAMAGED,
    "template_illegal": _DAMAGED,
    "user_unknown_or_not_implemented": _PERSON_FIRST,
    "pin_missing": _WORDING,
    "size_zero": _DAMAGED,
    "command_unknown": _NOT_ABLE,
    "algorithm_version_mismatch": "The template is of another version than the terminal's. "
    "Enrol the person at this terminal.",
    "no_data_given": _DAMAGED,
    "wrong_table_name": _OTHER_DIALECT,
    "capacity_reached": _FULL,
    "not_supported": _NOT_ABLE,
    "timeout": f"The terminal did not finish in time. {_AGAIN}",
    "not_as_configured": "Its settings do not allow this, or it speaks the other dialect. Compare both with "
    "the device's, then send it again.",
    "busy": _BUSY,
    "too_long": "The command was too long for the terminal. Make the photo or template smaller.",
    "out_of_memory": _BROKEN,
    "download_failed": _DOWNLOAD,
    "already_enrolled": "This was enrolled before. Allow replacing it, or take another finger.",
    "enrolment_failed": f"The quality was too low, or not the same each time. {_ENROL_AGAIN}",
    "already_in_library": "The terminal knows it already, from another person. Find out whose it is.",
    "cancelled_at_terminal": f"Somebody cancelled it at the terminal. {_ENROL_AGAIN}",
    "retries_exhausted": f"No card was read in any attempt. {_ENROL_AGAIN}",
    "send_failed": _BROKEN,
    "no_response": f"The part of the terminal that should do this did not answer. {_AGAIN}",
    "buffer_too_small": "The command was too long for the terminal. Make the photo or template smaller.",
    "decompression_failed": _DAMAGED,
    "length_wrong": _DAMAGED,
    "repeated": "The terminal had done this before and did not do it again.",
    "not_authorised": _PEER,
    "checksum_wrong": _DAMAGED,
    "not_understood": _WORDING,
    "execution_failed": _BROKEN,
    "no_such_command": _NOT_ABLE,
    "password_wrong": _PEER,
    "file_not_written": _BROKEN,
    "file_not_read": _BROKEN,
    "no_such_file": _DOWNLOAD,
    "platform_unset": _FIRMWARE,
    "platform_mismatch": _FIRMWARE,
    "firmware_older": "The terminal has newer firmware than this. Leave it, or take a newer file.",
    "upgrade_mark_wrong": _FIRMWARE,
    "not_a_firmware_file": _FIRMWARE,
    "template_empty": _DAMAGED,
    "door_held_open": "The door is held open by its schedule. Nothing needs to be opened now.",
    "no_such_table": _OTHER_DIALECT,
    "no_such_condition": _WORDING,
    "wrong_number_of_fields": _WORDING,
    "wrong_order_of_fields": _WORDING,
    "event_data_wrong": _WORDING,
    "not_parsed": _WORDING,
    "structure_unknown": _WORDING,
    "option_wrong": "The terminal does not know the option, or not this value. Look it up for its firmware.",
    "parameter_not_saved": _BROKEN,
    "alarm_not_cancelled": "The alarm goes on. Look what causes it at the door.",
    "not_restarted": "The terminal did not restart. Switch it off and on.",
    "hold_open_not_switched": _BROKEN,
    "address_wrong": "The terminal cannot read the address. Give one with its host as a number.",
    "data_format_wrong": _WORDING,
    "no_such_field": _WORDING,
    "fingerprints_not_loaded": _BROKEN,
    "shell_failed": _NOT_ABLE,
    "base64_length_wrong": _DAMAGED,
    "file_name_wrong": _WORDING,
    "options_not_uploaded": f"The terminal could not send its options. {_AGAIN}",
    "upgrade_failed": _FIRMWARE,
    "upload_failed": f"The terminal could not send what was asked. {_AGAIN}",
    "http_error": _DOWNLOAD,
    "count_not_uploaded": f"The terminal could not send the number. {_AGAIN}",
    "server_did_not_answer": _DOWNLOAD,
    "server_answer_wrong": _DOWNLOAD,
    "command_format_wrong": _WORDING,
    "no_return_code": "The terminal answered without saying whether it did it. Look at the terminal, "
    "then send the command again if it did not.",
    "uploads_photos_only": "The terminal is set to send nothing but photos and takes no commands. "
    "Switch IsUploadPhotoOnly off at the terminal.",
}
"""What to do about each word, as a sentence or two."""


def verdict_of(command: str, result: CommandResult, terminal: Terminal) -> Verdict:
    """What a result says of one line of a command (`Intent.word`) (PROTOCOL.md §7.3, §7.4, §10.10).

    What the terminal calls the command is no evidence, but for the two words by which old clients tell why.
    """
    code = result.ret
    if code is None:
        return _failed("no_return_code")
    if terminal.dialect == "acc" and not is_final(code):
        return Verdict("waiting", "queued")
    enrolling = command == _ENROLMENT
    verb = (result.cmd if result.cmd.upper().startswith("ENROLL") else "ENROLL") if enrolling else ""
    if codes.succeeded(code, verb):
        return DONE
    word = _word(code, verb, result, terminal)
    if code == _NOTHING_IN_RANGE and command == "fetch_attendance" and terminal.generation == "main":
        word = "no_data"
    return Verdict("succeeded", word) if word in _AS_WANTED.get(command, ()) else _failed(word)


def _word(code: int, verb: str, result: CommandResult, terminal: Terminal) -> str:
    if terminal.dialect == "acc" and code < 0:
        return return_word(code)
    said = result.cmd.upper().strip()
    if said == "DEV CFG ERROR":
        return "uploads_photos_only"
    return "command_unknown" if said == "UNKNOWN CMD" else codes.return_word(code, verb)


def _failed(word: str) -> Verdict:
    message = MESSAGES.get(word)
    if message is None:
        number = word.removeprefix("other_")
        message = f"The terminal answered {number}, which its maker does not explain. {_AGAIN}"
    return Verdict("failed", word, message)


def together(verdicts: Iterable[tuple[Verdict, bool]]) -> Verdict:
    """What became of a command of several lines, each with whether it is needed (`Line.needed`): failed as
    soon as a needed one has, else waiting as long as any of them is."""
    told = list(verdicts)
    failed = next((verdict for verdict, needed in told if needed and verdict.state == "failed"), None)
    waiting = next((verdict for verdict, _ in told if verdict.state == "waiting"), None)
    return failed or waiting or DONE

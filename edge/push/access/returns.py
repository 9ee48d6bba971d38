"""What the return codes of access terminals mean, which are not those of attendance terminals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

QUEUED: Final = -5000

RETURN_CODES: Final[Mapping[int, str]] = {
    -1: "send_failed",
    -2: "no_response",
    -3: "buffer_too_small",
    -4: "decompression_failed",
    -5: "length_wrong",
    -6: "length_wrong",
    -7: "repeated",
    -8: "not_authorised",
    -9: "checksum_wrong",
    -10: "not_understood",
    -11: "parameter_error",
    -12: "execution_failed",
    -13: "no_such_command",
    -14: "password_wrong",
    -15: "file_not_written",
    -16: "file_not_read",
    -17: "no_such_file",
    -18: "no_space",
    -19: "checksum_wrong",
    -20: "length_wrong",
    -21: "platform_unset",
    -22: "platform_mismatch",
    -23: "firmware_older",
    -24: "upgrade_mark_wrong",
    -25: "not_a_firmware_file",
    -26: "template_empty",
    -27: "pin_unknown",
    -28: "door_held_open",
    -100: "no_such_table",
    -101: "no_such_condition",
    -102: "wrong_number_of_fields",
    -103: "wrong_order_of_fields",
    -104: "event_data_wrong",
    -105: "not_parsed",
    -106: "too_long",
    -107: "structure_unknown",
    -108: "option_wrong",
    -612: "parameter_not_saved",
    -614: "alarm_not_cancelled",
    -615: "not_restarted",
    -616: "hold_open_not_switched",
    -618: "address_wrong",
    -620: "data_format_wrong",
    -621: "no_such_field",
    -628: "fingerprints_not_loaded",
    -629: "wrong_table_name",
    -630: "shell_failed",
    -631: "base64_length_wrong",
    -632: "file_name_wrong",
    -708: "not_supported",
    -709: "options_not_uploaded",
    -720: "upgrade_failed",
    -721: "download_failed",
    -722: "upload_failed",
    -725: "timeout",
    -726: "http_error",
    -728: "count_not_uploaded",
    -730: "server_did_not_answer",
    -731: "server_answer_wrong",
    -801: "command_format_wrong",
    QUEUED: "queued",
}


def return_word(code: int) -> str:
    """The word for `Return=` of an access terminal; numbers from 0 up are counts of records (§10.10)."""
    return RETURN_CODES.get(code) or ("ok" if code >= 0 else f"other_{code}")


def is_final(code: int) -> bool:
    """Whether this is the last word on a command: a main controller says first that it has passed one on, and
    later, under the same id, what became of it (PROTOCOL.md §10.8)."""
    return code != QUEUED

"""The numbers terminals speak, and our words for them, so that nobody else needs a table of codes.

Words are what the API, webhooks and translations use. A number without a word becomes `other_<number>`, so
that nothing is lost.
Facts: PROTOCOL.md §6.2 (status), §6.3 (verify modes), §6.4 (operations, alarms), §6.8 (errors), §6.9
(biometric types), §7.4 (return codes).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal

Generation = Literal["old", "main", "tft"]
"""Whose verify modes a terminal uses: black-and-white ones up to push 2.0.x, the main line, TFT at 3.2."""

UNDEFINED_STATUS: Final = 255
NO_VERIFY: Final = 255

PUNCH_TYPES: Final[Mapping[int, str]] = {
    0: "check_in",
    1: "check_out",
    2: "break_out",
    3: "break_in",
    4: "overtime_in",
    5: "overtime_out",
    UNDEFINED_STATUS: "undefined",
}

VERIFY_MODES: Final[Mapping[int, str]] = {
    0: "any",
    1: "fingerprint",
    2: "pin",
    3: "password",
    4: "card",
    5: "fingerprint_or_password",
    6: "fingerprint_or_card",
    7: "card_or_password",
    8: "pin_and_fingerprint",
    9: "fingerprint_and_password",
    10: "card_and_fingerprint",
    11: "card_and_password",
    12: "fingerprint_and_password_and_card",
    13: "pin_and_fingerprint_and_password",
    14: "pin_and_fingerprint_or_card_and_fingerprint",
    15: "face",
    16: "face_and_fingerprint",
    17: "face_and_password",
    18: "face_and_card",
    19: "face_and_fingerprint_and_card",
    20: "face_and_fingerprint_and_password",
    21: "finger_vein",
    22: "finger_vein_and_password",
    23: "finger_vein_and_card",
    24: "finger_vein_and_password_and_card",
    25: "palm",
    26: "palm_and_card",
    27: "palm_and_face",
    28: "palm_and_fingerprint",
    29: "palm_and_fingerprint_and_face",
    200: "other",
    NO_VERIFY: "none",
}

_OLD_VERIFY_MODES: Final[Mapping[int, str]] = {
    **VERIFY_MODES,
    0: "password",
    1: "fingerprint",
    2: "card",
    9: "other",
}

_TFT_VERIFY_MODES: Final[Mapping[int, str]] = {
    **VERIFY_MODES,
    0: "password",
    1: "fingerprint",
    2: "card",
    3: "pin",
    4: "pin_and_fingerprint",
    5: "fingerprint_and_password",
    6: "card_and_fingerprint",
    7: "card_and_password",
    8: "card_and_password_and_fingerprint",
    9: "pin_and_password_and_fingerprint",
    16: "unvalidated_pin",
    17: "unvalidated_card",
    128: "fingerprint_or_card_or_password",
    129: "fingerprint",
    130: "pin",
    131: "password",
    132: "card",
    133: "fingerprint_or_password",
    134: "fingerprint_or_card",
    135: "card_or_password",
    136: "pin_and_fingerprint",
    137: "fingerprint_and_password",
    138: "card_and_fingerprint",
    139: "card_and_password",
    140: "fingerprint_and_password_and_card",
    141: "pin_and_password_and_fingerprint",
    142: "pin_and_fingerprint_or_card_and_fingerprint",
    143: "pin_or_card",
    148: "face",
    149: "face_and_card",
    150: "face_and_pin",
}

_VERIFY_MODES_OF: Final[Mapping[Generation, Mapping[int, str]]] = {
    "old": _OLD_VERIFY_MODES,
    "main": VERIFY_MODES,
    "tft": _TFT_VERIFY_MODES,
}

OPERATIONS: Final[Mapping[int, str]] = {
    0: "power_on",
    1: "power_off",
    2: "verification_failed",
    3: "alarm",
    4: "menu_entered",
    5: "setting_changed",
    6: "fingerprint_enrolled",
    7: "password_enrolled",
    8: "hid_card_enrolled",
    9: "user_deleted",
    10: "fingerprint_deleted",
    11: "password_deleted",
    12: "rf_card_deleted",
    13: "data_cleared",
    14: "mf_card_created",
    15: "mf_card_enrolled",
    16: "mf_card_registered",
    17: "mf_card_registration_deleted",
    18: "mf_card_cleared",
    19: "data_moved_to_card",
    20: "data_copied_from_card",
    21: "time_set",
    22: "factory_reset",
    23: "records_deleted",
    24: "admin_rights_cleared",
    25: "access_group_changed",
    26: "user_access_changed",
    27: "access_timezone_changed",
    28: "unlock_combination_changed",
    29: "unlock",
    30: "user_created",
    31: "fingerprint_attributes_changed",
    32: "duress_alarm",
    33: "doorbell",
    34: "anti_passback",
    35: "attendance_photo_deleted",
    36: "user_changed",
    37: "holiday_changed",
    38: "data_restored",
    39: "data_backed_up",
    40: "usb_upload",
    41: "usb_download",
    42: "usb_records_encrypted",
    43: "records_deleted_after_usb_download",
    53: "exit_switch",
    54: "door_sensor",
    55: "door_alarm",
    56: "parameters_restored",
    68: "user_photo_registered",
    69: "user_photo_changed",
    70: "user_name_changed",
    71: "user_privilege_changed",
    76: "ip_changed",
    77: "netmask_changed",
    78: "gateway_changed",
    79: "dns_changed",
    80: "comm_password_changed",
    81: "device_id_changed",
    82: "cloud_address_changed",
    83: "cloud_port_changed",
    87: "access_record_settings_changed",
    88: "face_parameter_flag",
    89: "fingerprint_parameter_flag",
    90: "finger_vein_parameter_flag",
    91: "palm_parameter_flag",
    92: "usb_upgrade_flag",
    100: "rf_card_changed",
    101: "face_enrolled",
    102: "permission_changed",
    103: "permission_deleted",
    104: "permission_added",
    105: "access_records_deleted",
    106: "face_deleted",
    107: "person_photo_deleted",
    108: "parameter_changed",
    109: "wifi_network_chosen",
    110: "proxy_switched",
    111: "proxy_ip_changed",
    112: "proxy_port_changed",
    113: "person_password_changed",
    114: "face_changed",
    115: "operator_password_changed",
    116: "access_settings_restored",
    117: "operator_password_wrong",
    118: "operator_password_locked",
    120: "legic_card_length_changed",
    121: "finger_vein_enrolled",
    122: "finger_vein_changed",
    123: "finger_vein_deleted",
    124: "palm_enrolled",
    125: "palm_changed",
    126: "palm_deleted",
}

ALARM_REASONS: Final[Mapping[int, str]] = {
    50: "door_closed",
    51: "door_opened",
    53: "exit_button",
    54: "door_forced",
    55: "device_tampered",
    58: "too_many_failed_attempts",
    65535: "alarm_cancelled",
}

ERROR_MODULES: Final[Mapping[int, str]] = {
    1: "push",
    2: "template",
    3: "hardware",
    4: "pull",
    5: "standalone",
    6: "relay",
    7: "licence",
}

ERRORS: Final[Mapping[int, str]] = {
    1: "no_face",
    2: "face_covered",
    3: "face_unsharp",
    4: "face_angle",
    5: "face_not_alive",
    6: "face_not_extracted",
}

BIOMETRIC_TYPES: Final[Mapping[int, str]] = {
    0: "generic",
    1: "fingerprint",
    2: "infrared_face",
    3: "voice",
    4: "iris",
    5: "retina",
    6: "palm_print",
    7: "finger_vein",
    8: "palm_vein",
    9: "visible_face",
    10: "visible_palm",
}

RETURN_CODES: Final[Mapping[int, str]] = {
    0: "ok",
    -1: "parameter_error",
    -2: "file_or_photo_size_error",
    -3: "read_write_error",
    -4: "no_data",
    -5: "no_space",
    -6: "invalid",
    -8: "face_capacity_reached",
    -9: "template_size_mismatch",
    -10: "pin_unknown",
    -11: "template_format_illegal",
    -12: "template_illegal",
    -13: "user_unknown_or_not_implemented",
    -20: "pin_missing",
    -21: "size_zero",
    -22: "command_unknown",
    -30: "algorithm_version_mismatch",
    -31: "no_data_given",
    -629: "wrong_table_name",
    -1001: "capacity_reached",
    -1002: "not_supported",
    -1003: "timeout",
    -1004: "not_as_configured",
    -1005: "busy",
    -1006: "too_long",
    -1007: "out_of_memory",
    -1008: "download_failed",
}

_ENROLMENT_RETURNS: Final[Mapping[int, str]] = {
    2: "already_enrolled",
    4: "enrolment_failed",
    5: "already_in_library",
    6: "cancelled_at_terminal",
    7: "busy",
}
_CARD_ENROLMENT_RETURNS: Final[Mapping[int, str]] = {
    4: "retries_exhausted",
    5: "timeout",
    6: "cancelled_at_terminal",
}

_OTHER = re.compile(r"other_(-?[0-9]{1,9})")
_STATUS_OF: Final = {word: status for status, word in PUNCH_TYPES.items()}


def punch_type(status: int) -> str:
    """The word for an attendance status; 255: no state key was pressed, never a direction (§6.2)."""
    return PUNCH_TYPES.get(status) or f"other_{status}"


def status_of(word: str) -> int:
    """The attendance status that `punch_type` words. Raises ValueError for what is no punch type."""
    status = _STATUS_OF.get(word)
    if status is not None:
        return status
    other = _OTHER.fullmatch(word)
    if other is None:
        known = ", ".join(PUNCH_TYPES.values())
        raise ValueError(f"There is no punch type {word!r}. Use one of {known} or other_<number>.")
    return int(other[1])


@lru_cache(maxsize=256)
def generation_of(pushver: str | None) -> Generation:
    """Which generation announced itself at init as `pushver` (§6.3, §14).

    Only the init parameter counts: the *option* PushVersion is the firmware's client build, 2.0.36 on a
    terminal that announces 2.4.0 (§0.3). Without one the main line is assumed (§3.1).
    """
    parts = (pushver or "").strip().split(".")
    if parts[0] in ("0", "1") or parts[:2] == ["2", "0"]:
        return "old"
    if parts[:2] == ["3", "2"]:
        return "tft"
    return "main"


def verify_mode(code: int, generation: Generation = "main") -> str:
    """The word for how a person was verified. 0: a password on old terminals, any way on new ones (§6.3)."""
    return _VERIFY_MODES_OF[generation].get(code) or f"other_{code}"


def operation(code: int) -> str:
    """The word for what an OPLOG line reports (§6.4)."""
    return OPERATIONS.get(code) or f"other_{code}"


def alarm_reason(code: int) -> str:
    """The word for object 1 of an alarm operation (§6.4, C14)."""
    return ALARM_REASONS.get(code) or f"other_{code}"


def error(number: int) -> str:
    """The word for the last four digits of an error code (§6.8)."""
    return ERRORS.get(number) or f"other_{number}"


def error_module(number: int) -> str:
    """The word for the part of a terminal that an error code names (§6.8)."""
    return ERROR_MODULES.get(number) or f"other_{number}"


def biometric_type(code: int) -> str:
    """The word for `Type=` of a template, and for a place in the MultiBio lists (§6.9)."""
    return BIOMETRIC_TYPES.get(code) or f"other_{code}"


def return_word(code: int, verb: str = "") -> str:
    """The word for `Return=` after the command `verb`; counts of records and of bytes are `ok` (§7.4)."""
    known = RETURN_CODES.get(code)
    if known is not None:
        return known
    if code < 0:
        return f"other_{code}"
    if not _is_enrolment(verb):
        return "ok"
    returns = _CARD_ENROLMENT_RETURNS if verb.upper().startswith("ENROLL_MF") else _ENROLMENT_RETURNS
    return returns.get(code) or f"other_{code}"


def succeeded(code: int, verb: str = "") -> bool:
    """Whether a return code means success: anything from 0 up, but of enrolments 0 alone (§7.4)."""
    return code == 0 if _is_enrolment(verb) else code >= 0


def _is_enrolment(verb: str) -> bool:
    return verb.upper().startswith("ENROLL")

"""The event codes of access terminals: what band a code is in, its word, and whom or what it is about.

The bands decide, not single codes: a plain face pass is event 3 on several terminals and 0 on others
(PROTOCOL.md §10.9, C20).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal

Band = Literal["normal", "denied", "alarm", "status", "other"]
Subject = Literal["punch", "access", "door"]
"""What an event is for those who read it: attendance, somebody's attempt, or something at a door."""

LINKAGE: Final = 6  # repeats an event that is told itself; its verify type is that event's code (§10.5)
DOOR_STATUS: Final = 255

_BANDS: Final[tuple[tuple[range, Band], ...]] = (
    (range(0, 20), "normal"),
    (range(20, 100), "denied"),
    (range(100, 200), "alarm"),
    (range(200, 254), "normal"),
    (range(255, 256), "status"),
    (range(4000, 5000), "normal"),
    (range(5000, 6000), "denied"),
    (range(6000, 7000), "alarm"),
)

EVENTS: Final[Mapping[int, str]] = {
    0: "opened_after_verification",
    1: "verified_while_held_open",
    2: "opened_by_first_person",
    3: "opened_by_several_people",
    4: "opened_by_emergency_password",
    5: "opened_while_held_open",
    6: "linkage_triggered",
    7: "alarm_cancelled",
    8: "opened_remotely",
    9: "closed_remotely",
    10: "hold_open_disabled",
    11: "hold_open_enabled",
    12: "auxiliary_output_on",
    13: "auxiliary_output_off",
    14: "opened_after_verification",
    15: "opened_by_several_people",
    16: "verified_while_held_open",
    17: "opened_after_verification",
    18: "opened_by_first_person",
    19: "opened_by_first_person",
    20: "interval_too_short",
    21: "outside_valid_period",
    22: "illegal_time_period",
    23: "no_permission",
    24: "anti_passback",
    25: "interlock",
    26: "waiting_for_others",
    27: "unknown_person",
    28: "door_open_too_long",
    29: "expired",
    30: "unknown_person",
    31: "interval_too_short",
    32: "waiting_for_others",
    33: "expired",
    34: "unknown_person",
    35: "outside_valid_period",
    36: "exit_button_outside_period",
    37: "cannot_close_while_held_open",
    38: "card_reported_lost",
    39: "blacklisted",
    40: "verification_of_several_failed",
    41: "wrong_verify_mode",
    42: "wrong_card_format",
    43: "watched_person",
    44: "remote_verification_failed",
    45: "remote_verification_timeout",
    47: "command_failed",
    48: "verification_of_several_failed",
    49: "outside_valid_period",
    50: "interval_too_short",
    51: "waiting_for_others",
    52: "verification_of_several_failed",
    53: "expired",
    54: "battery_low",
    55: "battery_to_be_replaced",
    56: "illegal_operation",
    57: "backup_power",
    58: "held_open_alarm",
    59: "illegal_administrator",
    60: "locked_from_inside",
    61: "verified_again",
    62: "prohibited_person",
    63: "door_locked",
    64: "exit_button_outside_period",
    65: "auxiliary_input_outside_period",
    66: "reader_upgrade_failed",
    67: "not_authorised_remotely",
    68: "high_temperature",
    69: "no_mask",
    70: "face_server_unreachable",
    71: "face_server_answer_wrong",
    72: "call_unanswered",
    73: "qr_code_invalid",
    74: "qr_code_expired",
    75: "combination_timeout",
    76: "fingerprint_module_fault",
    77: "cable_unplugged",
    78: "hotspot_lost",
    79: "mobile_network_lost",
    80: "no_permission_for_floor",
    100: "tampered",
    101: "duress",
    102: "door_forced",
    103: "duress",
    104: "invalid_card_alarm",
    105: "server_disconnected",
    106: "battery_failed",
    107: "mains_failed",
    108: "main_controller_lost",
    109: "reader_removed",
    110: "reader_offline",
    111: "poe_lost",
    112: "board_offline",
    113: "illegal_security_level",
    114: "fire_input_open",
    115: "fire_input_short",
    116: "auxiliary_input_open",
    117: "auxiliary_input_short",
    118: "exit_button_line_open",
    119: "exit_button_line_short",
    120: "door_sensor_line_open",
    121: "door_sensor_line_short",
    200: "door_opened",
    201: "door_closed",
    202: "opened_by_exit_button",
    203: "opened_by_several_people",
    204: "hold_open_ended",
    205: "held_open_remotely",
    206: "terminal_started",
    207: "opened_by_password",
    208: "opened_by_superuser",
    209: "exit_button_while_locked",
    210: "opened_by_fire_alarm",
    211: "closed_by_superuser",
    212: "elevator_enabled",
    213: "elevator_disabled",
    214: "server_connected",
    215: "first_person_by_password",
    216: "password_while_held_open",
    217: "main_controller_connected",
    218: "identity_card_passed",
    219: "verified_while_exit_held_open",
    220: "auxiliary_input_disconnected",
    221: "auxiliary_input_short",
    222: "verified_remotely",
    223: "verifying_remotely",
    224: "doorbell",
    225: "auxiliary_input_normal",
    226: "auxiliary_input_triggered",
    227: "both_doors_opened",
    228: "both_doors_closed",
    229: "auxiliary_output_held_on",
    230: "auxiliary_output_hold_ended",
    231: "camera_linkage",
    232: "verification_passed",
    233: "locked_remotely",
    234: "unlocked_remotely",
    235: "reader_upgraded",
    236: "reader_tamper_cleared",
    237: "reader_online",
    239: "call",
    240: "call_ended",
    241: "picture_taken",
    242: "recording",
    243: "fire_input_open",
    244: "fire_input_short",
    245: "hotspot",
    246: "mobile_network_connected",
    247: "board_online",
    248: "cable_plugged",
    249: "elevator_direct",
    250: "elevator_floor_button",
    251: "elevator_floor_button",
    252: "elevator_voice",
    254: "extension",
    DOOR_STATUS: "door_status",
    4000: "fire_hold_open_ended",
    4001: "person_passed",
    6000: "fire_hold_open_started",
}

# Of the bands in which people are turned away or alarmed about: what is no person's doing.
_DENIED_AT_DOORS: Final = frozenset({28, 36, 37, 47, *range(54, 59), 64, 65, 66, 70, 71, 72, *range(76, 80)})
_ALARMS_ABOUT_PEOPLE: Final = frozenset({101, 103, 104, 113})


@lru_cache(maxsize=1024)
def band_of(code: int) -> Band:
    """`denied` are errors too; `status` is the code that carries how doors stand; `other` no band (§10.9)."""
    return next((band for codes, band in _BANDS if code in codes), "other")


def word_of(code: int) -> str:
    """The word for an event (§10.9). Codes that mean the same have one word."""
    return EVENTS.get(code) or f"other_{code}"


def subject_of(code: int, has_person: bool) -> Subject:
    """A normal event with a person is attendance, linkages apart; the others are about an attempt to pass or
    about a door."""
    band = band_of(code)
    if band == "normal":
        return "punch" if has_person and code != LINKAGE else "door"
    if band == "denied":
        return "door" if code in _DENIED_AT_DOORS or code >= 5000 else "access"
    return "access" if code in _ALARMS_ABOUT_PEOPLE else "door"

"""Numbers of the protocol and our words for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common import codes


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (0, "check_in"),
        (1, "check_out"),
        (2, "break_out"),
        (3, "break_in"),
        (4, "overtime_in"),
        (5, "overtime_out"),
        (255, "undefined"),
        (8, "other_8"),
        (250, "other_250"),
        (-1, "other_-1"),
    ],
)
def test_punch_types_are_the_words_of_the_contract(status: int, word: str) -> None:
    assert codes.punch_type(status) == word


@given(st.integers(-999_999_999, 999_999_999))
def test_every_status_can_be_found_again_by_its_word(status: int) -> None:
    assert codes.status_of(codes.punch_type(status)) == status


@pytest.mark.parametrize("word", ["", "checkin", "other_", "other_x", "other_1234567890", "CHECK_IN"])
def test_a_word_that_is_no_punch_type_is_refused_with_those_that_are(word: str) -> None:
    with pytest.raises(ValueError, match="check_in, check_out"):
        codes.status_of(word)


@pytest.mark.parametrize(
    ("pushver", "generation"),
    [
        (None, "main"),
        ("", "main"),
        ("1.0", "old"),
        ("2.0.1", "old"),
        ("2.0", "old"),
        ("2.2.14", "main"),
        ("2.4.1", "main"),
        ("3.1.2", "main"),
        ("3.2.0", "tft"),
        (" 3.2.0 ", "tft"),
        ("20.1", "main"),
        ("Ver 2.0.36-20180926", "main"),
    ],
)
def test_the_generation_is_told_by_the_version_announced_at_init(
    pushver: str | None, generation: str
) -> None:
    assert codes.generation_of(pushver) == generation


@pytest.mark.parametrize(
    ("code", "generation", "word"),
    [
        (0, "main", "any"),
        (0, "old", "password"),
        (0, "tft", "password"),
        (1, "main", "fingerprint"),
        (1, "old", "fingerprint"),
        (2, "main", "pin"),
        (2, "old", "card"),
        (3, "main", "password"),
        (3, "tft", "pin"),
        (4, "main", "card"),
        (5, "main", "fingerprint_or_password"),
        (5, "tft", "fingerprint_and_password"),
        (15, "main", "face"),
        (15, "old", "face"),
        (16, "main", "face_and_fingerprint"),
        (16, "tft", "unvalidated_pin"),
        (21, "main", "finger_vein"),
        (25, "main", "palm"),
        (148, "tft", "face"),
        (148, "main", "other_148"),
        (200, "main", "other"),
        (255, "main", "none"),
    ],
)
def test_verify_modes_differ_between_generations(code: int, generation: codes.Generation, word: str) -> None:
    assert codes.verify_mode(code, generation) == word


def test_no_two_statuses_operations_or_biometric_types_share_a_word() -> None:
    for table in (
        codes.PUNCH_TYPES,
        codes.OPERATIONS,
        codes.BIOMETRIC_TYPES,
        codes.ALARM_REASONS,
        codes.ERRORS,
    ):
        assert len(set(table.values())) == len(table)


def test_operations_alarms_errors_and_biometric_types_have_words() -> None:
    assert codes.operation(30) == "user_created"
    assert codes.operation(101) == "face_enrolled"
    assert codes.operation(57) == "other_57"
    assert codes.alarm_reason(55) == "device_tampered"
    assert codes.alarm_reason(1) == "other_1"
    assert codes.error(4) == "face_angle"
    assert codes.error(7) == "other_7"
    assert codes.error_module(7) == "licence"
    assert codes.error_module(8) == "other_8"
    assert codes.biometric_type(9) == "visible_face"
    assert codes.biometric_type(11) == "other_11"


@pytest.mark.parametrize(
    ("code", "verb", "word", "good"),
    [
        (0, "DATA UPDATE", "ok", True),
        (4, "DATA QUERY", "ok", True),
        (5120, "PutFile", "ok", True),
        (-1002, "DATA", "not_supported", False),
        (-629, "DATA QUERY", "wrong_table_name", False),
        (-77, "DATA", "other_-77", False),
        (0, "ENROLL_FP", "ok", True),
        (2, "ENROLL_FP", "already_enrolled", False),
        (6, "enroll_bio", "cancelled_at_terminal", False),
        (5, "ENROLL_BIO", "already_in_library", False),
        (5, "ENROLL_MF", "timeout", False),
        (9, "ENROLL_MF", "other_9", False),
    ],
)
def test_a_return_code_means_what_its_command_makes_of_it(
    code: int, verb: str, word: str, good: bool
) -> None:
    assert codes.return_word(code, verb) == word
    assert codes.succeeded(code, verb) is good

"""Shortcuts as they are written, and strokes as they become shortcuts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.commands.keys import (
    NAMED,
    WINDOW_S,
    KeySequence,
    Shortcut,
    Stroke,
    latin_character,
    parse_shortcut,
    stroke,
)

KEYS = st.sampled_from([*NAMED, *"ABCXYZ019/?.,+-"])
STROKES = st.builds(
    stroke, KEYS, ctrl=st.booleans(), alt=st.booleans(), shift=st.booleans(), meta=st.booleans()
)


def known(*written: str) -> set[Shortcut]:
    return {parse_shortcut(one) for one in written}


class TestWriting:
    @given(st.lists(STROKES, min_size=1, max_size=2))
    def test_what_is_written_is_read_as_the_same(self, strokes: list[Stroke]) -> None:
        assert parse_shortcut(" ".join(map(str, strokes))) == tuple(strokes)

    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("Ctrl+K", (Stroke("K", ctrl=True),)),
            ("ctrl+k", (Stroke("K", ctrl=True),)),
            ("g m", (Stroke("G"), Stroke("M"))),
            ("Shift+X", (Stroke("X", shift=True),)),
            ("?", (Stroke("?"),)),
            ("Shift+?", (Stroke("?"),)),
            ("+", (Stroke("+"),)),
            ("Ctrl++", (Stroke("+", ctrl=True),)),
            ("Ctrl+-", (Stroke("-", ctrl=True),)),
            ("pageup", (Stroke("PageUp"),)),
            ("Shift+F5", (Stroke("F5", shift=True),)),
        ],
    )
    def test_case_does_not_count_and_shift_only_where_it_makes_no_character(
        self, written: str, meant: Shortcut
    ) -> None:
        assert parse_shortcut(written) == meant

    @pytest.mark.parametrize(
        "written", ["", "G M X", "Hyper+K", "Ctrl+", "Ctrl+Ctrl+K", "F13", "Ctrl+Nowhere", "K+Ctrl"]
    )
    def test_what_cannot_be_pressed_is_refused(self, written: str) -> None:
        with pytest.raises(ValueError, match="shortcut"):
            parse_shortcut(written)


class TestCharacters:
    def test_the_character_that_was_produced_counts_not_the_position(self) -> None:
        # AZERTY: where QWERTY has Q there is A
        assert latin_character("a", ord("A"), ord("A"), 24, "xcb") == "a"
        assert latin_character("q", ord("Q"), 0, 38, "xcb") == "q"

    @pytest.mark.parametrize(
        ("text", "key", "virtual", "scan", "platform", "meant"),
        [
            ("ن", 0x646, ord("K"), 37, "windows", "K"),  # Windows keeps Latin virtual keys
            ("ن", 0x646, 0x5E6, 45, "xcb", "K"),  # X11 has the keyboard's own numbers
            ("ن", 0x646, 0x5E6, 45, "wayland", "K"),
            ("", ord("K"), 0, 0, "xcb", "K"),  # with Ctrl Qt tells the Latin key itself
            ("\x0b", ord("K"), 0, 0, "xcb", "K"),
            ("؟", 0x61F, 0, 61, "xcb", "?"),
            ("ن", 0x646, 40, 40, "cocoa", None),
        ],
    )
    def test_with_an_arabic_layout_the_latin_key_under_it_counts(
        self, text: str, key: int, virtual: int, scan: int, platform: str, meant: str | None
    ) -> None:
        assert latin_character(text, key, virtual, scan, platform) == meant


class TestSequence:
    def test_one_stroke_runs_at_once(self) -> None:
        pressed = KeySequence().press(Stroke("/"), 0.0, known("/", "G M"))
        assert pressed.shortcut == (Stroke("/"),)

    def test_two_strokes_within_the_window_are_one_shortcut(self) -> None:
        keys = KeySequence()
        first = keys.press(Stroke("G"), 10.0, known("G M"))
        assert (first.taken, first.shortcut) == (True, None)
        assert keys.waiting(10.0 + WINDOW_S) == Stroke("G")
        second = keys.press(Stroke("M"), 10.0 + WINDOW_S, known("G M"))
        assert second.shortcut == (Stroke("G"), Stroke("M"))
        assert keys.waiting(10.0 + WINDOW_S) is None

    def test_a_second_stroke_that_comes_too_late_stands_for_itself(self) -> None:
        keys = KeySequence()
        keys.press(Stroke("G"), 0.0, known("G M", "M"))
        assert keys.waiting(WINDOW_S + 0.01) is None
        assert keys.press(Stroke("M"), WINDOW_S + 0.01, known("G M", "M")).shortcut == (Stroke("M"),)

    def test_a_slip_of_the_finger_runs_nothing(self) -> None:
        keys = KeySequence()
        keys.press(Stroke("G"), 0.0, known("G M", "X"))
        slip = keys.press(Stroke("X"), 0.1, known("G M", "X"))
        assert (slip.taken, slip.shortcut) == (True, None)
        assert keys.press(Stroke("X"), 0.2, known("G M", "X")).shortcut == (Stroke("X"),)

    def test_esc_ends_a_sequence_and_does_no_more(self) -> None:
        keys = KeySequence()
        keys.press(Stroke("G"), 0.0, known("G M", "Esc"))
        assert keys.press(Stroke("Esc"), 0.1, known("G M", "Esc")).shortcut is None
        assert keys.press(Stroke("Esc"), 0.2, known("G M", "Esc")).shortcut == (Stroke("Esc"),)

    def test_other_shortcuts_work_in_the_middle_of_a_sequence(self) -> None:
        keys = KeySequence()
        keys.press(Stroke("G"), 0.0, known("G M", "Ctrl+K"))
        control_k = Stroke("K", ctrl=True)
        assert keys.press(control_k, 0.1, known("G M", "Ctrl+K")).shortcut == (control_k,)

    def test_what_is_nobodys_shortcut_is_left_to_others(self) -> None:
        assert not KeySequence().press(Stroke("Q"), 0.0, known("G M", "/")).taken

    @given(st.lists(st.tuples(STROKES, st.floats(0.0, 2.0)), max_size=30))
    def test_only_known_shortcuts_ever_come_out(self, presses: list[tuple[Stroke, float]]) -> None:
        keys, now, shortcuts = KeySequence(), 0.0, known("A B", "A C", "X", "Ctrl+Z", "Esc", "?")
        before: tuple[Stroke, float] | None = None
        for pressed, pause in presses:
            now += pause
            outcome = keys.press(pressed, now, shortcuts)
            if outcome.shortcut is not None:
                assert outcome.taken
                assert outcome.shortcut in shortcuts
                assert outcome.shortcut[-1] == pressed
                if len(outcome.shortcut) == 2:
                    assert before is not None
                    assert before[0] == outcome.shortcut[0]
                    assert now - before[1] <= WINDOW_S
            before = (pressed, now)

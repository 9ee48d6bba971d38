"""Makes the sounds of alerts. They are kept beside this file; run it to make them anew.

python -m resources.sounds.build
"""

from __future__ import annotations

import math
import struct
import wave
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

RATE: Final = 22_050
LOUD: Final = 0.42
ATTACK_S: Final = 0.008


class Tone(NamedTuple):
    """`hertz` 0 is silence."""

    hertz: float
    seconds: float


SOUNDS: Final = {
    "critical": (Tone(880, 0.14), Tone(0, 0.05), Tone(880, 0.14), Tone(0, 0.05), Tone(1174.7, 0.34)),
    "warning": (Tone(784, 0.13), Tone(0, 0.04), Tone(587.3, 0.3)),
    "info": (Tone(659.3, 0.26),),
}
"""Two calls and a rise, a fall, one soft note: told apart without being loud."""


def samples(tones: Sequence[Tone]) -> Iterator[int]:
    """Bell-like: a quick beginning, a slow end, and a little of the octave above."""
    for tone in tones:
        count = round(tone.seconds * RATE)
        for place in range(count):
            t = place / RATE
            swell = min(1.0, t / ATTACK_S) * math.exp(-4.5 * t / tone.seconds) if tone.hertz else 0.0
            turn = 2 * math.pi * tone.hertz * t
            yield round(32_767 * LOUD * swell * (0.8 * math.sin(turn) + 0.2 * math.sin(2 * turn)))


def main() -> None:
    for name, tones in SOUNDS.items():
        with wave.open(str(Path(__file__).with_name(f"{name}.wav")), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples(tones)))


if __name__ == "__main__":
    main()

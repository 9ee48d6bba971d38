"""What a terminal keeps in flash: users, templates, options, and the lines it has yet to tell."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from edge.simulator.hardware import Counts
from edge.simulator.people import Employee
from edge.simulator.punch_log import LoggedPunch, PunchLog
from edge.simulator.wire import Template, User

FINGER, FACE_KIND, PALM_KIND = 1, 9, 8  # biometric types of PROTOCOL.md §6.9
INFRARED_FACE, FINGER_VEIN = 2, 7
JPEG = bytes.fromhex("ffd8ffe000104a464946000101")
_SNAPSHOT_BYTES = 1_000


def snapshot(name: str) -> bytes:
    """What the camera saw: the same for the same file name, so that nothing has to be kept."""
    return JPEG + random.Random(name).randbytes(_SNAPSHOT_BYTES)


class Place(NamedTuple):
    """Where a template is kept: whose it is, its biometric type, finger or hand, and which part of it."""

    pin: str
    kind: int
    number: str = "0"
    part: str = "0"


class Photo(NamedTuple):
    """A picture of a person: `word` says what for, `kind` is the biometric type of a BIOPHOTO."""

    word: str
    pin: str
    kind: str | None = None


class Users:
    """The user records of one terminal.

    The roster of a site (PIN to person) is shared by its terminals and never written; a terminal holds only
    what was changed on it, so that thousands of terminals stay small.
    """

    def __init__(self, roster: Mapping[str, Employee] | None = None) -> None:
        self._roster = roster or {}
        self._changed: dict[str, User | None] = {}

    def __iter__(self) -> Iterator[User]:
        for pin, person in self._roster.items():
            if pin not in self._changed:
                yield User.of(person)
        yield from (user for user in self._changed.values() if user is not None)

    def __len__(self) -> int:
        alive = sum(user is not None for user in self._changed.values())
        return len(self._roster) - sum(pin in self._roster for pin in self._changed) + alive

    def __contains__(self, pin: str) -> bool:
        if pin in self._changed:
            return self._changed[pin] is not None
        return pin in self._roster

    def get(self, pin: str) -> User | None:
        """The record of `pin`, or None."""
        if pin in self._changed:
            return self._changed[pin]
        person = self._roster.get(pin)
        return None if person is None else User.of(person)

    def put(self, user: User) -> None:
        """Adds or replaces a record."""
        self._changed[user.pin] = user

    def remove(self, pin: str) -> None:
        """Deletes a record; an unknown PIN is no error."""
        if pin in self._roster:
            self._changed[pin] = None
        else:
            self._changed.pop(pin, None)

    def clear(self) -> None:
        """Deletes every record."""
        self._roster = {}
        self._changed.clear()


class Memory:
    """Everything that survives a reboot.

    `messages` are SMS by UID, `readers` PIN and UID of whom they are for, `content` any other table's records
    by table and number. `outbox` holds lines to upload by table, oldest first, `snapshots` the punches whose
    pictures are to be uploaded.
    """

    def __init__(self, users: Users, log_capacity: int = 100_000) -> None:
        self.users = users
        self.punches: PunchLog[LoggedPunch] = PunchLog(log_capacity)
        self.templates: dict[Place, Template] = {}
        self.photos: dict[Photo, str] = {}
        self.work_codes: dict[str, str] = {}
        self.messages: dict[str, dict[str, str]] = {}
        self.readers: set[tuple[str, str]] = set()
        self.content: dict[tuple[str, str], dict[str, str]] = {}
        self.options: dict[str, str] = {}
        self.outbox: dict[str, deque[bytes]] = {"OPERLOG": deque(), "BIODATA": deque()}
        self.snapshots: deque[LoggedPunch] = deque()

    def counts(self) -> Counts:
        """What INFO tells."""
        kinds = [kind for _, kind, _ in {(place.pin, place.kind, place.number) for place in self.templates}]
        faces = {place.pin for place in self.templates if place.kind in (FACE_KIND, INFRARED_FACE)}
        return Counts(
            users=len(self.users),
            fingerprints=kinds.count(FINGER),
            logs=len(self.punches),
            faces=len(faces),
            palms=kinds.count(PALM_KIND),
            photos=sum(photo.word == "USERPIC" for photo in self.photos),
        )

    def templates_of(self, kind: int, pin: str | None, number: str | None) -> list[tuple[Place, Template]]:
        """Those of a type, a person, a finger; None for all of them."""
        return [
            (place, template)
            for place, template in self.templates.items()
            if place.kind == kind and pin in (None, place.pin) and number in (None, place.number)
        ]

    def forget_person(self, pin: str) -> None:
        """Removes a user with all credentials."""
        self.users.remove(pin)
        for place in [place for place in self.templates if place.pin == pin]:
            del self.templates[place]
        for photo in [photo for photo in self.photos if photo.pin == pin]:
            del self.photos[photo]
        self.readers = {reader for reader in self.readers if reader[0] != pin}

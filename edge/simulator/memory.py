"""What a terminal keeps in flash: users, templates, options, and the lines it has yet to tell."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping

from edge.simulator.hardware import Counts
from edge.simulator.people import Employee
from edge.simulator.punch_log import PunchLog
from edge.simulator.wire import User

FINGER, FACE_KIND, PALM_KIND = 1, 9, 8  # biometric types of PROTOCOL.md §6.9


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
    """Everything that survives a reboot. `outbox` holds lines to upload by table, oldest first."""

    def __init__(self, users: Users, log_capacity: int = 100_000) -> None:
        self.users = users
        self.punches = PunchLog(log_capacity)
        self.templates: dict[tuple[str, int, str], str] = {}
        self.options: dict[str, str] = {}
        self.outbox: dict[str, deque[bytes]] = {"OPERLOG": deque(), "BIODATA": deque()}

    def counts(self) -> Counts:
        """What INFO tells."""
        kinds = [kind for _, kind, _ in self.templates]
        return Counts(
            users=len(self.users),
            fingerprints=kinds.count(FINGER),
            logs=len(self.punches),
            faces=kinds.count(FACE_KIND),
            palms=kinds.count(PALM_KIND),
        )

    def forget_person(self, pin: str) -> None:
        """Removes a user with all credentials."""
        self.users.remove(pin)
        for key in [key for key in self.templates if key[0] == pin]:
            del self.templates[key]

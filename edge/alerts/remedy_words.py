"""What the history of an alert says of what the edge did about it. Pure."""

from __future__ import annotations

from typing import Final

from edge.alerts.words import lasting

WHAT: Final = "remedy"
"""The word of such entries."""


def asked() -> str:
    return "It is back: asked what it holds."


def not_told(error: str | None) -> str:
    return f"It was asked what it holds and did not say. {error or 'The command was taken back.'}"


def fetching() -> str:
    return "It holds punches that did not come: asked for the punches of the gap."


def fetched(status: str, error: str | None) -> str:
    if status == "succeeded":
        return "It sent the punches of the gap again."
    return f"It did not send the punches of the gap: {status}. {error or ''}".rstrip()


def missing(count: int, came: int, given_up: bool = False) -> str:
    """`came`: punches that were made in the gap and are here."""
    said = f"{count} of {count + came} {'punch' if count + came == 1 else 'punches'} missing."
    return f"{said} It was asked for them and never sent them." if given_up else said


def came_uncounted(came: int) -> str:
    return (
        f"{came} {'punch' if came == 1 else 'punches'} of the gap came. It had not told before how many it "
        "holds, so whether any is missing is not known."
    )


def clock_told(drift_s: int) -> str:
    return f"Its clock is {abs(drift_s)} s off: it is told the time."


def clock_set(drift_s: int, status: str, error: str | None) -> str:
    if status == "succeeded":
        return f"Its clock was {abs(drift_s)} s off, set."
    return f"Its clock is {abs(drift_s)} s off and was not set: {status}. {error or ''}".rstrip()


def restarting() -> str:
    return "It comes and goes: restarted (auto_reboot of its rule)."


def restarted(status: str, error: str | None) -> str:
    if status == "succeeded":
        return "It took the restart."
    return f"It was not restarted: {status}. {error or ''}".rstrip()


def own_end(answers: bool, expires_in_s: float | None, port: int) -> str:
    """What was found at this end: whether the port that terminals call answers, and for how long its
    certificate is good, if it has one."""
    if not answers:
        return f"This edge's own port {port} does not answer: look here first."
    if expires_in_s is not None and expires_in_s <= 0:
        return f"The certificate of this edge's port {port} is over: look here first."
    good = "" if expires_in_s is None else f", its certificate is good for {lasting(expires_in_s)}"
    return f"This edge's own port {port} answers{good}: the fault is not here."

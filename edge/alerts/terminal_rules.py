"""One terminal: when its silence is worth a person, when it merely comes and goes (alerts.md §3.2). Pure.

ok -> pending -> firing -> resolving -> ok        inhibited: its site, or the tenant, explains it
beside it: unstable, while which only a long silence fires
"""

from __future__ import annotations

from typing import Final

from edge.alerts import words
from edge.alerts.board import Board
from edge.alerts.model import Entity, Severity
from edge.alerts.schedule import opens_at
from edge.alerts.watches import RuleOf, Terminal, TerminalWatch

OFFLINE: Final = "device_offline"
UNSTABLE: Final = "device_unstable"
FACT_S: Final = 35.0
"""How long after its last sign of life a terminal at the rhythm we dictate is a fact to be offline."""
LATE_SHARE: Final = 0.6
"""Of a slower terminal's delay, added to the hold: two polls, by which a passing trouble seems longer."""
SETTLE_S: Final = 60.0
"""Drops that may be a whole site's are not held against a terminal before its neighbours can be missed."""


def entity(terminal: Terminal) -> Entity:
    return Entity("device", terminal.id)


def hold_until(watch: TerminalWatch, hold_s: float) -> float:
    """When a silence has lasted: counted from its beginning, so that terminals that poll seldom are not told
    of much later than others; never before the fact."""
    delay = max(watch.fact_at - watch.since, 0.0)
    return max(watch.fact_at, watch.since + hold_s + min(delay, max(FACT_S, LATE_SHARE * delay)))


def went(board: Board, terminal: Terminal, at: float) -> None:
    """It is offline; watch.since and the like are set. What its site has to do with it comes after."""
    watch = board.watches[terminal.id]
    if not watch.commanded:
        watch.drops.add(watch.since, terminal.param(UNSTABLE, "window_s"), at)
    if watch.state == "resolving":
        _fire_on(board, terminal, at)
    else:
        hold(board, terminal, at)
    suspect(board, terminal, at)


def hold(board: Board, terminal: Terminal, at: float, not_before: float = float("-inf")) -> None:
    """Its silence begins to count, or counts anew: pending until it has lasted."""
    watch = board.watches[terminal.id]
    rule = terminal.rules.get(OFFLINE)
    watch.due = None
    if rule is None:
        watch.state = "ok"
    else:
        quiet = watch.drops.unstable_at is not None
        if quiet and watch.state == "inhibited":
            board.say(at, rule, OFFLINE, entity(terminal), None)  # told by the line that says it is unstable
        wanted = "dead_while_unstable_s" if quiet else "hold_s"
        watch.state = "pending"
        if not terminal.in_maintenance:
            watch.due = max(hold_until(watch, _hold_s(terminal, wanted, at)), not_before)
        if not quiet:
            board.say(at, rule, OFFLINE, entity(terminal), "pending", title=_title(terminal))
    board.touch(entity(terminal))


def inhibit(board: Board, terminal: Terminal, at: float, parent: tuple[str, Entity]) -> None:
    """Something greater explains its silence: nothing is told of it by itself."""
    watch, rule = board.watches[terminal.id], terminal.rules.get(OFFLINE)
    if rule is None:
        return
    if watch.state in ("ok", "pending"):
        watch.state, watch.due = "inhibited", None
        board.say(at, rule, OFFLINE, entity(terminal), "inhibited", title=_title(terminal), parent=parent)
    elif watch.state == "firing":
        _say_firing(board, terminal, at, parent=parent)
    board.touch(entity(terminal))


def came(board: Board, terminal: Terminal, at: float) -> None:
    """It is back."""
    watch, rule = board.watches[terminal.id], terminal.rules.get(OFFLINE)
    away_s = at - watch.since
    watch.online, watch.since, watch.commanded = True, at, False
    board.causes.pop(terminal.id, None)
    if watch.state in ("pending", "inhibited"):
        watch.state, watch.due = "ok", None
        if rule is not None:
            board.say(at, rule, OFFLINE, entity(terminal), None)
    elif watch.state == "firing":
        watch.state, watch.due = "resolving", at + terminal.param(OFFLINE, "clear_s")
        if rule is not None:
            board.say(
                at,
                rule,
                OFFLINE,
                entity(terminal),
                "resolving",
                severity=_severity(board, terminal),
                title=_title(terminal),
                reason=words.back_reason(away_s),
            )
    _look_again(watch, terminal, at)
    board.touch(entity(terminal))


def due(board: Board, terminal: Terminal, at: float) -> None:
    """A timer of it has run out."""
    watch = board.watches[terminal.id]
    if watch.due is not None and watch.due <= at:
        watch.due = None
        if watch.state == "pending":
            _fire(board, terminal, at)
        elif watch.state == "firing":
            watch.raised = True
            _say_firing(board, terminal, at)
        elif watch.state == "resolving":
            _resolve(board, terminal, at)
    if watch.drops.checked_at is not None and watch.drops.checked_at <= at:
        _check_drops(board, terminal, at)
    board.touch(entity(terminal))


def suspect(board: Board, terminal: Terminal, at: float) -> None:
    """After a drop was added: too many of them are looked at again in a minute."""
    watch = board.watches[terminal.id]
    drops, rule = watch.drops, terminal.rules.get(UNSTABLE)
    if rule is None or drops.unstable_at is not None or watch.state == "firing":
        return
    if drops.within(rule.params["window_s"], at) > rule.params["drops"] and drops.checked_at is None:
        drops.checked_at = at + SETTLE_S
        board.touch(entity(terminal))


def forgive(board: Board, terminal: Terminal) -> None:
    """Its last drop was its site's: it does not count against the terminal."""
    watch = board.watches[terminal.id]
    watch.drops.remove(watch.since)
    board.touch(entity(terminal))


def leave(board: Board, terminal: Terminal, at: float) -> None:
    """It is watched no more: what is open of it is over."""
    watch = board.watches[terminal.id]
    offline, unstable = terminal.rules.get(OFFLINE), terminal.rules.get(UNSTABLE)
    if offline is not None and watch.state in ("pending", "inhibited"):
        board.say(at, offline, OFFLINE, entity(terminal), None)
    elif offline is not None and watch.state in ("firing", "resolving"):
        board.say(
            at,
            offline,
            OFFLINE,
            entity(terminal),
            "resolved",
            reason="It is watched no more, or by no such rule.",
        )
    if unstable is not None and watch.drops.unstable_at is not None:
        board.say(
            at,
            unstable,
            UNSTABLE,
            entity(terminal),
            "resolved",
            reason="It is watched no more, or by no such rule.",
        )


def dismiss(board: Board, terminal: Terminal, kind: str, at: float) -> bool:
    """A person calls it over. One that still is silent counts anew, and fires again after another hold."""
    watch = board.watches[terminal.id]
    if kind == UNSTABLE and watch.drops.unstable_at is not None:
        watch.drops.times.clear()
        _stable(board, terminal, at)
    elif kind == OFFLINE and watch.state in ("firing", "resolving"):
        watch.fact_at = watch.since = at if watch.online else max(watch.since, at)
        _resolve(board, terminal, at)
        if not watch.online:
            hold(board, terminal, at)
    else:
        return False
    board.touch(entity(terminal))
    return True


def _fire(board: Board, terminal: Terminal, at: float) -> None:
    watch = board.watches[terminal.id]
    watch.state, watch.raised = "firing", False
    _say_firing(board, terminal, at, tell=True)
    after = terminal.param(OFFLINE, "critical_after_s")
    watch.due = None if terminal.critical else watch.since + after
    if watch.due is not None and watch.due <= at:
        watch.raised, watch.due = True, None


def _fire_on(board: Board, terminal: Terminal, at: float) -> None:
    """It was back for a moment only: the same alert goes on, and nobody is told again."""
    watch = board.watches[terminal.id]
    watch.state = "firing"
    after = terminal.param(OFFLINE, "critical_after_s")
    watch.due = None if terminal.critical or watch.raised else at + after
    _say_firing(board, terminal, at)
    board.touch(entity(terminal))


def _say_firing(
    board: Board,
    terminal: Terminal,
    at: float,
    *,
    tell: bool = False,
    parent: tuple[str, Entity] | None = None,
) -> None:
    watch, rule = board.watches[terminal.id], terminal.rules.get(OFFLINE)
    if rule is None:
        return
    board.say(
        at,
        rule,
        OFFLINE,
        entity(terminal),
        "firing",
        severity=_severity(board, terminal),
        title=_title(terminal),
        reason=words.offline_reason(
            at - watch.since,
            "command" if watch.commanded else board.causes.get(terminal.id),
            watch.drops.unstable_at is not None,
        ),
        tell=tell,
        parent=parent,
    )


def _resolve(board: Board, terminal: Terminal, at: float) -> None:
    watch, rule = board.watches[terminal.id], terminal.rules.get(OFFLINE)
    watch.state, watch.due = "ok", None
    if rule is not None:
        reason = (
            words.back_reason(0) if watch.since == at else f"Online for {words.lasting(at - watch.since)}."
        )
        board.say(
            at,
            rule,
            OFFLINE,
            entity(terminal),
            "resolved",
            severity=_severity(board, terminal),
            title=words.online_title(terminal.name or terminal.id, terminal.site_name),
            reason=reason,
            tell=True,
        )
    watch.raised = False


def _check_drops(board: Board, terminal: Terminal, at: float) -> None:
    """More drops than allowed a minute ago, or a moment at which it may be stable again."""
    watch, rule = board.watches[terminal.id], terminal.rules.get(UNSTABLE)
    drops = watch.drops
    drops.checked_at = None
    if rule is None:
        drops.unstable_at = None
    elif drops.unstable_at is None:
        if watch.state != "firing" and drops.within(rule.params["window_s"], at) > rule.params["drops"]:
            _call_unstable(board, terminal, rule, at)
    elif watch.online and at >= max(
        drops.calm_at(rule.params["window_s"]), watch.since + rule.params["calm_s"]
    ):
        _stable(board, terminal, at)
    else:
        _look_again(watch, terminal, at)


def _call_unstable(board: Board, terminal: Terminal, rule: RuleOf, at: float) -> None:
    watch = board.watches[terminal.id]
    drops = watch.drops
    again = drops.stable_at is not None and at - drops.stable_at <= rule.params["reopen_s"]
    drops.unstable_at = at
    drops.occurrences = drops.occurrences + 1 if again else 1
    window_s = rule.params["window_s"]
    board.say(
        at,
        rule,
        UNSTABLE,
        entity(terminal),
        "unstable",
        title=words.unstable_title(terminal.name or terminal.id, terminal.site_name),
        reason=words.unstable_reason(drops.within(window_s, at), window_s),
        tell=not again,
        again=again,
    )
    offline = terminal.rules.get(OFFLINE)
    if watch.state == "pending" and offline is not None:
        board.say(at, offline, OFFLINE, entity(terminal), None)
        if not terminal.in_maintenance:
            watch.due = hold_until(watch, terminal.param(OFFLINE, "dead_while_unstable_s"))
    _look_again(watch, terminal, at)


def _stable(board: Board, terminal: Terminal, at: float) -> None:
    watch, rule = board.watches[terminal.id], terminal.rules.get(UNSTABLE)
    drops = watch.drops
    drops.unstable_at, drops.stable_at, drops.checked_at = None, at, None
    if rule is not None:
        board.say(
            at,
            rule,
            UNSTABLE,
            entity(terminal),
            "resolved",
            title=words.stable_title(terminal.name or terminal.id, terminal.site_name),
            reason=words.stable_reason(at - watch.since),
            tell=drops.occurrences == 1,
        )


def _look_again(watch: TerminalWatch, terminal: Terminal, at: float) -> None:
    """An unstable terminal that is online can be stable at the earliest then."""
    drops = watch.drops
    if drops.unstable_at is None:
        return
    if not watch.online:
        drops.checked_at = None
        return
    calm = max(
        drops.calm_at(terminal.param(UNSTABLE, "window_s")), watch.since + terminal.param(UNSTABLE, "calm_s")
    )
    drops.checked_at = max(calm, at)


def _hold_s(terminal: Terminal, wanted: str, at: float) -> float:
    """How long it may be silent. Outside the hours that a rule names it may be longer, but not into them."""
    hold_s: float = terminal.param(OFFLINE, wanted)
    schedule = terminal.param(OFFLINE, "schedule")
    if schedule is None:
        return hold_s
    opens = opens_at({"timezone": terminal.zone, **schedule}, round(at * 1e6))
    if opens is None:
        return hold_s
    longer: float = terminal.param(OFFLINE, "hold_outside_s")
    return max(hold_s, min(longer, opens / 1e6 - at + hold_s))


def _severity(board: Board, terminal: Terminal) -> Severity:
    rule = terminal.rules[OFFLINE]
    return "critical" if terminal.critical or board.watches[terminal.id].raised else rule.severity


def _title(terminal: Terminal) -> str:
    return words.offline_title(terminal.name or terminal.id, terminal.site_name)

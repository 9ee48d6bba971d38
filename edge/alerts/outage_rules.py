"""A site that is dark is one alert, not one a terminal; many dark sites are one as well. Pure.

A site's alert is pending as soon as most of its terminals are gone together, and explains them from then on.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from statistics import median
from typing import Final

from edge.alerts import line_rules, tenant_rules, terminal_rules, words
from edge.alerts.board import TENANT, Board
from edge.alerts.model import Entity
from edge.alerts.watches import TIGHT_S, RuleOf, SiteWatch

OUTAGE: Final = "site_outage"
NO_RULE: Final = "The rule does not apply to it any more."
TRICKLE_S: Final = 120.0
"""After a passing trouble of a site its terminals return one by one."""


def entity(site: str) -> Entity:
    return Entity("site", site)


def lost(board: Board, site: str, at: float, not_before: float = float("-inf")) -> None:
    """A terminal of the site went silent: is it the site? Nobody is told before so long."""
    watch = board.sites.setdefault(site, SiteWatch())
    rule = board.site_rule(site, OUTAGE)
    if rule is None:
        return
    if watch.state != "ok":
        _join(board, site, watch, at)
        return
    gone = board.gone(site)
    if len(gone) < 2 or len(gone) < needed(rule, len(board.watched(site))):
        return
    cluster = _together(board, gone, rule.params["together_s"])
    if len(cluster) < max(2, ceil(rule.params["together_share"] * len(board.watched(site)) - 1e-9)):
        return
    _hold(board, site, watch, rule, cluster, at)
    if watch.due is not None:
        watch.due = max(watch.due, not_before)
        board.touch(entity(site))


def needed(rule: RuleOf, count: int) -> int:
    """How many of a site's terminals must be gone."""
    return max(2, ceil(float(rule.params["share"]) * count - 1e-9))


def back(board: Board, site: str, at: float) -> None:
    """A terminal of the site is there again."""
    watch, rule = board.sites.get(site), board.site_rule(site, OUTAGE)
    if watch is None or rule is None or watch.state == "ok":
        return
    count, gone = len(board.watched(site)), len(board.gone(site))
    if watch.state == "pending":
        if gone < needed(rule, count):
            _passed(board, site, watch, at)
    elif _mostly_back(gone, count) and watch.back_at is None:
        watch.back_at = at
        watch.due = at + rule.params["clear_s"]
    board.touch(entity(site))


def due(board: Board, site: str, at: float) -> None:
    """A timer of the site has run out."""
    watch, rule = board.sites[site], board.site_rule(site, OUTAGE)
    if watch.due is not None and watch.due <= at and rule is not None:
        watch.due = None
        if watch.state == "pending":
            if len(board.gone(site)) >= needed(rule, len(board.watched(site))):
                _fire(board, site, watch, rule, at)
            else:
                _passed(board, site, watch, at)
        elif watch.state in ("firing", "inhibited") and watch.back_at is not None:
            _clear(board, site, watch, rule, at)
    if watch.drops.checked_at is not None and watch.drops.checked_at <= at:
        line_rules.check(board, site, watch, at)
    board.touch(entity(site))


def settle(board: Board, site: str, at: float) -> None:
    """Its terminals changed (one came, left, or is worked on): what no longer holds is over."""
    watch = board.sites.setdefault(site, SiteWatch())
    rule = board.site_rule(site, OUTAGE)
    count, gone = len(board.watched(site)), len(board.gone(site))
    if watch.state == "pending" and (rule is None or gone < needed(rule, count)):
        _passed(board, site, watch, at)
    elif watch.state in ("firing", "inhibited") and (
        count == 0 or (count < 2 and watch.state == "firing") or _mostly_back(gone, count) or rule is None
    ):
        if watch.back_at is None:
            watch.back_at = watch.due = at
    elif gone and rule is not None:
        lost(board, site, at, not_before=at + rule.params["hold_s"])
    board.touch(entity(site))


def _mostly_back(gone: int, count: int) -> bool:
    return (gone < 2 and count > 1) or (count - gone) * 2 > count


def _together(board: Board, gone: list[str], within_s: float) -> list[str]:
    """The most of them whose silence began within so long of each other; the latest such group."""
    ordered = sorted(gone, key=lambda one: board.watches[one].since)
    best: list[str] = []
    first = 0
    for last, one in enumerate(ordered):
        while board.watches[one].since - board.watches[ordered[first]].since > within_s:
            first += 1
        if last - first + 1 >= len(best):
            best = ordered[first : last + 1]
    return best


def _hold(board: Board, site: str, watch: SiteWatch, rule: RuleOf, cluster: list[str], at: float) -> None:
    begun = [board.watches[one].since for one in cluster]
    first = min(cluster, key=lambda one: board.watches[one].since)
    middle = median(begun)
    watch.state, watch.since, watch.back_at = "pending", min(begun), None
    watch.tight = max(begun) - min(begun) <= TIGHT_S
    hold_s = rule.params["hold_s"]
    if watch.drops.unstable_at is not None:
        hold_s = max(hold_s, board.terminals[first].param("device_offline", "dead_while_unstable_s"))
    watch.due = max(terminal_rules.hold_until(board.watches[first], hold_s), at)
    gone = board.gone(site)
    board.say(
        at,
        rule,
        OUTAGE,
        entity(site),
        "pending",
        title=words.outage_title(board.site_name(site), len(gone), len(board.watched(site))),
        devices=tuple(gone),
    )
    for one in gone:
        if abs(board.watches[one].since - middle) <= TIGHT_S:
            terminal_rules.forgive(board, board.terminals[one])
        terminal_rules.inhibit(board, board.terminals[one], at, (OUTAGE, entity(site)))
    if watch.tight:
        line_rules.suspect(board, site, watch, at)
    board.touch(entity(site))


def _join(board: Board, site: str, watch: SiteWatch, at: float) -> None:
    """Another terminal of a site that is explained already."""
    rule = board.site_rule(site, OUTAGE)
    count, gone = len(board.watched(site)), board.gone(site)
    parent = (tenant_rules.MANY, TENANT) if watch.state == "inhibited" else (OUTAGE, entity(site))
    for one in gone:
        terminal = board.terminals[one]
        if board.watches[one].state in ("ok", "pending"):
            if abs(board.watches[one].since - watch.since) <= TIGHT_S:
                terminal_rules.forgive(board, terminal)
            terminal_rules.inhibit(board, terminal, at, parent)
    if watch.back_at is not None and rule is not None and not _mostly_back(len(gone), count):
        watch.back_at = watch.due = None
    board.touch(entity(site))


def _fire(board: Board, site: str, watch: SiteWatch, rule: RuleOf, at: float) -> None:
    gone = tuple(sorted(board.gone(site)))
    if tenant_rules.explains(board, site, watch, at):
        return
    watch.state = "firing"
    begun = [board.watches[one].since for one in gone]
    critical = any(board.terminals[one].critical for one in gone)
    board.say(
        at,
        rule,
        OUTAGE,
        entity(site),
        "firing",
        severity="critical" if critical else rule.severity,
        title=words.outage_title(board.site_name(site), len(gone), len(board.watched(site))),
        reason=words.outage_reason(at - watch.since, max(begun) - min(begun)),
        devices=gone,
        tell=True,
    )


def _passed(board: Board, site: str, watch: SiteWatch, at: float) -> None:
    """It was over before it lasted: who is still gone is waited for a little, then told of alone."""
    rule = board.site_rule(site, OUTAGE)
    watch.state, watch.due, watch.back_at = "ok", None, None
    if rule is not None:
        board.say(at, rule, OUTAGE, entity(site), None)
    for one in board.gone(site):
        if board.watches[one].state == "inhibited":
            terminal_rules.hold(board, board.terminals[one], at, not_before=at + TRICKLE_S)
    if watch.drops.unstable_at is not None:
        watch.drops.checked_at = line_rules.calm_at(board, site, watch, at)
    board.touch(entity(site))


def _clear(board: Board, site: str, watch: SiteWatch, rule: RuleOf, at: float) -> None:
    """Most of it is back for good: the others have a fresh hold, then an alert of their own."""
    told = watch.state == "firing"
    watch.state, watch.due, watch.back_at = "ok", None, None
    if told:
        title = words.outage_over_title(board.site_name(site))
        reason = words.back_reason(at - watch.since)
        board.say(at, rule, OUTAGE, entity(site), "resolved", title=title, reason=reason, tell=True)
    else:
        board.say(at, rule, OUTAGE, entity(site), None)
    for one in board.gone(site):
        if board.watches[one].state == "inhibited":
            terminal = board.terminals[one]
            fresh = at + terminal.param("device_offline", "hold_s")
            terminal_rules.hold(board, terminal, at, not_before=fresh)
    if watch.drops.unstable_at is not None:
        watch.drops.checked_at = line_rules.calm_at(board, site, watch, at)
    tenant_rules.back(board, at)


def dismiss(board: Board, site: str, kind: str, at: float) -> None:
    """A person calls it over. A site that still is dark counts anew."""
    watch, rule = board.sites[site], board.site_rule(site, OUTAGE)
    if kind == line_rules.UNSTABLE:
        watch.drops.times.clear()
        watch.drops.checked_at = at
        if watch.state == "ok":
            line_rules.check(board, site, watch, at)
    elif watch.state == "firing" and rule is not None:
        _clear(board, site, watch, rule, at)
        lost(board, site, at)
        if watch.state == "pending":
            watch.due = at + rule.params["hold_s"]
    board.touch(entity(site))


def lapse(board: Board, site: str, rules: Mapping[str, RuleOf], at: float) -> None:
    """These rules apply to the site no more: what they said of it is over."""
    watch = board.sites.get(site)
    if watch is None:
        return
    line, rule = rules.get(line_rules.UNSTABLE), rules.get(OUTAGE)
    if line is not None and board.site_rule(site, line_rules.UNSTABLE) is None:
        if watch.drops.unstable_at is not None:
            board.say(at, line, line_rules.UNSTABLE, entity(site), "resolved", reason=NO_RULE)
        watch.drops.unstable_at = watch.drops.checked_at = None
    if rule is not None and watch.state != "ok" and board.site_rule(site, OUTAGE) is None:
        board.say(
            at,
            rule,
            OUTAGE,
            entity(site),
            "resolved" if watch.state == "firing" else None,
            reason=NO_RULE,
        )
        watch.state, watch.due, watch.back_at = "ok", None, None
        for one in board.gone(site):
            if board.watches[one].state == "inhibited":
                fresh = at + board.terminals[one].param("device_offline", "hold_s")
                terminal_rules.hold(board, board.terminals[one], at, not_before=fresh)
    board.touch(entity(site))

"""A line of a whole site that comes and goes: told of once, as a terminal is that does. Pure."""

from __future__ import annotations

from typing import Final

from edge.alerts import words
from edge.alerts.board import Board
from edge.alerts.model import Entity
from edge.alerts.watches import SiteWatch

UNSTABLE: Final = "device_unstable"


def suspect(board: Board, site: str, watch: SiteWatch, at: float) -> None:
    """The whole site was lost at once, once more: a line that comes and goes is told of once."""
    rule = board.site_rule(site, UNSTABLE)
    if rule is None:
        return
    drops = watch.drops
    drops.add(watch.since, rule.params["window_s"], at)
    if drops.unstable_at is not None:
        drops.checked_at = None
    elif drops.within(rule.params["window_s"], at) > rule.params["drops"]:
        again = drops.stable_at is not None and at - drops.stable_at <= rule.params["reopen_s"]
        drops.unstable_at = at
        drops.occurrences = drops.occurrences + 1 if again else 1
        board.say(
            at,
            rule,
            UNSTABLE,
            Entity("site", site),
            "unstable",
            title=words.site_unstable_title(board.site_name(site)),
            reason=words.unstable_reason(drops.within(rule.params["window_s"], at), rule.params["window_s"]),
            devices=tuple(sorted(board.members.get(site, ()))),
            tell=not again,
            again=again,
        )


def calm_at(board: Board, site: str, watch: SiteWatch, at: float) -> float:
    rule = board.site_rule(site, UNSTABLE)
    if rule is None:
        return at
    calm_s: float = rule.params["calm_s"]
    return max(watch.drops.calm_at(rule.params["window_s"]), at + calm_s)


def check(board: Board, site: str, watch: SiteWatch, at: float) -> None:
    """Its line was lost no more for a while: stable again."""
    drops, rule = watch.drops, board.site_rule(site, UNSTABLE)
    drops.checked_at = None
    if drops.unstable_at is None or watch.state != "ok":
        return
    told = drops.occurrences == 1
    drops.unstable_at, drops.stable_at = None, at
    if rule is not None:
        board.say(
            at,
            rule,
            UNSTABLE,
            Entity("site", site),
            "resolved",
            title=words.site_stable_title(board.site_name(site)),
            reason=words.stable_reason(rule.params["calm_s"]),
            devices=tuple(sorted(board.members.get(site, ()))),
            tell=told,
        )

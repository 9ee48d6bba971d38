"""Many sites lost at once are one alert: what they share is to be looked at, not each of them. Pure.

It begins when a site, or the only terminal of one, has been dark for long enough to be told of.
"""

from __future__ import annotations

from typing import Final

from edge.alerts import terminal_rules, words
from edge.alerts.board import TENANT, Board
from edge.alerts.model import Entity
from edge.alerts.watches import SiteWatch, Terminal

MANY: Final = "tenant_connectivity"
SITE: Final = "site_outage"
NO_RULE: Final = "The rule does not apply any more."


def due(board: Board, at: float) -> None:
    """The tenant's timer has run out: most of its dark sites are back for a while."""
    tenant, rule = board.tenant, board.tenant_rule
    tenant.due = None
    if not _sites_mostly_back(board):
        tenant.back_at = None
    elif tenant.state == "firing" and rule is not None:
        board.say(
            at,
            rule,
            MANY,
            TENANT,
            "resolved",
            title=words.tenant_over_title(len(tenant.sites)),
            reason=words.back_reason(at - tenant.since),
            tell=True,
        )
        members, tenant.sites, tenant.state, tenant.back_at = tenant.sites, [], "ok", None
        for site in members:
            _anew(board, site, at)
    board.touch(TENANT)


def alone(board: Board, terminal: Terminal, at: float) -> bool:
    """The only terminal of its site has been silent for long enough to be told of: whether so many other
    sites were lost with it that one alert tells it all."""
    site, tenant_rule = terminal.site, board.tenant_rule
    if site is None or tenant_rule is None or board.watched(site) != [terminal.id]:
        return False
    watch = board.sites.setdefault(site, SiteWatch())
    known = board.watches[terminal.id]
    if not _lost_alone(board, site, watch):
        return False
    watch.since = known.since
    return explains(board, site, watch, at)


def _lost_alone(board: Board, site: str, watch: SiteWatch) -> bool:
    """Whether the only terminal of a site is gone, and does not come and go anyway."""
    members = board.watched(site)
    if len(members) != 1 or watch.state != "ok" or board.gone(site) != members:
        return False
    drops = board.watches[members[0]].drops
    return drops.unstable_at is None and len(drops.times) <= 1


def explains(board: Board, site: str, watch: SiteWatch, at: float) -> bool:
    """Whether so many sites were lost at once that one alert tells it all; it begins here if need be."""
    tenant, tenant_rule = board.tenant, board.tenant_rule
    if tenant_rule is None:
        return False
    within_s = tenant_rule.params["within_s"]
    if tenant.state == "firing":
        if abs(watch.since - tenant.last_drop) > within_s:
            return False
        tenant.last_drop = max(tenant.last_drop, watch.since)
        _put_under_tenant(board, [site], at)
        board.touch(TENANT)
        return True
    dark = [other for other in board.members if _dark_since(board, other, watch.since, within_s)]
    if len(dark) < tenant_rule.params["sites"]:
        return False
    tenant.state, tenant.since, tenant.back_at, tenant.due = "firing", watch.since, None, None
    tenant.last_drop = max(board.sites[other].since for other in dark)
    tenant.sites = []
    devices = tuple(sorted(one for other in dark for one in board.gone(other)))
    board.say(
        at,
        tenant_rule,
        MANY,
        TENANT,
        "firing",
        title=words.tenant_title(len(dark)),
        reason=words.tenant_reason(within_s),
        devices=devices,
        tell=True,
    )
    _put_under_tenant(board, dark, at)
    board.touch(TENANT)
    return True


def _dark_since(board: Board, site: str, since: float, within_s: float) -> bool:
    """Whether a site was lost about then, and still is."""
    watch = board.sites.setdefault(site, SiteWatch())
    if _lost_alone(board, site, watch):
        watch.since = board.watches[board.watched(site)[0]].since
    elif watch.state not in ("pending", "firing") or watch.back_at is not None or len(board.gone(site)) < 2:
        return False
    return abs(watch.since - since) <= within_s


def _put_under_tenant(board: Board, sites: list[str], at: float) -> None:
    for site in sites:
        watch, rule = board.sites[site], board.site_rule(site, SITE)
        if site not in board.tenant.sites:
            board.tenant.sites.append(site)
        if rule is None:
            continue
        parent = (MANY, TENANT)
        gone = board.gone(site)
        if len(board.watched(site)) == 1:
            watch.state, watch.due = "inhibited", None
            for one in gone:
                terminal_rules.inhibit(board, board.terminals[one], at, parent)
            board.touch(Entity("site", site))
            continue
        title = words.outage_title(board.site_name(site), len(gone), len(board.watched(site)))
        if watch.state == "firing":
            board.say(
                at,
                rule,
                SITE,
                Entity("site", site),
                "firing",
                title=title,
                devices=tuple(sorted(gone)),
                parent=parent,
            )
        else:
            watch.state, watch.due = "inhibited", None
            board.say(
                at,
                rule,
                SITE,
                Entity("site", site),
                "inhibited",
                title=title,
                devices=tuple(sorted(gone)),
                parent=parent,
            )
        board.touch(Entity("site", site))


def back(board: Board, at: float) -> None:
    tenant, rule = board.tenant, board.tenant_rule
    if tenant.state != "firing" or rule is None:
        return
    if tenant.back_at is None and _sites_mostly_back(board):
        tenant.back_at, tenant.due = at, at + rule.params["clear_s"]
        board.touch(TENANT)


def _sites_mostly_back(board: Board) -> bool:
    sites = board.tenant.sites
    dark = sum(site in board.sites and board.sites[site].state in ("inhibited", "firing") for site in sites)
    return dark * 2 < len(sites) or not sites


def _anew(board: Board, site: str, at: float) -> None:
    """The tenant's alert is over and this site is still dark: it counts anew."""
    watch, rule = board.sites.get(site), board.site_rule(site, SITE)
    if watch is None or rule is None or watch.state != "inhibited":
        return
    gone = board.gone(site)
    if len(board.watched(site)) < 2:
        watch.state = "ok"
        for one in gone:
            fresh = at + board.terminals[one].param("device_offline", "hold_s")
            terminal_rules.hold(board, board.terminals[one], at, not_before=fresh)
        board.touch(Entity("site", site))
        return
    watch.state = "pending"
    watch.due = at + rule.params["hold_s"]
    watch.since = at
    board.say(
        at,
        rule,
        SITE,
        Entity("site", site),
        "pending",
        title=words.outage_title(board.site_name(site), len(gone), len(board.watched(site))),
        devices=tuple(sorted(gone)),
    )
    if watch.back_at is not None:
        watch.due = at  # it may be over already
    board.touch(Entity("site", site))


def lapse(board: Board, at: float) -> None:
    """The rule about many sites at once applies no more: each dark site counts anew for itself."""
    tenant, rule = board.tenant, board.tenant_rule
    if tenant.state == "firing" and rule is not None:
        board.say(at, rule, MANY, TENANT, "resolved", reason=NO_RULE)
        members, tenant.sites, tenant.state, tenant.back_at, tenant.due = tenant.sites, [], "ok", None, None
        for site in members:
            _anew(board, site, at)
        board.touch(TENANT)


def dismiss(board: Board, at: float) -> None:
    """A person calls it over. Sites that still are dark count anew, each for itself."""
    if board.tenant.state == "firing":
        board.tenant.sites, sites = [], board.tenant.sites
        due(board, at)
        for site in sites:
            _anew(board, site, at)
    board.touch(TENANT)

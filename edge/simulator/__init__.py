"""A fleet of fake terminals speaking the real device protocol: for `simulate`, the demo and the drills.

Plan a fleet, run it, look at what came of it::

    plan = plan_fleet(seed=7, sites=14, devices=62)
    fleet = Fleet(plan, "http://127.0.0.1:8080", rate=2.0, lively=True)
    running = asyncio.create_task(fleet.run())
    await fleet.wait_connected()
    fleet.cut_site("site_warehouse")
    fleet.stop()
    await running

It imports nothing of the edge's device side, nor the reverse: its wire text is checked against captured
requests of real terminals, so that the two cannot agree on a mistake.
"""

from edge.simulator.access_terminal import AccessTerminal
from edge.simulator.exchange import Server
from edge.simulator.fleet import FleetPlan, PlanError, SitePlan, TerminalPlan, plan_fleet
from edge.simulator.profile import CALM, LIVELY, Climate, Profile, ProfileError, load_profile
from edge.simulator.run import Fleet, FleetStats
from edge.simulator.terminal import Terminal

__all__ = [
    "CALM",
    "LIVELY",
    "AccessTerminal",
    "Climate",
    "Fleet",
    "FleetPlan",
    "FleetStats",
    "PlanError",
    "Profile",
    "ProfileError",
    "Server",
    "SitePlan",
    "Terminal",
    "TerminalPlan",
    "load_profile",
    "plan_fleet",
]

"""When a terminal, a site or all of them are worth a person: the rules of connectivity, in virtual time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from edge.alerts.connectivity import Connectivity
from edge.alerts.model import Change, Entity
from edge.alerts.watches import BUILT_IN, RuleOf, Terminal

MINUTE = 60.0
HOUR = 3_600.0


class Fleet:
    """A machine, and what people heard of it."""

    def __init__(self, *terminals: Terminal) -> None:
        self.machine = Connectivity()
        self.heard: list[Change] = []
        self.moves: list[Change] = []
        for terminal in terminals:
            self.machine.declare(terminal, 0)

    def say(self, changes: Iterable[Change]) -> None:
        for change in changes:
            self.moves.append(change)
            if change.tell:
                self.heard.append(change)

    def lost(self, device: str, at: float, cause: str | None = None) -> None:
        """Its last sign of life; the fact follows when three polls are missing."""
        self.say(self.machine.offline(device, at + 32, at, cause))

    def back(self, device: str, at: float) -> None:
        self.say(self.machine.online(device, at))

    def wait(self, until: float) -> None:
        self.say(self.machine.advance(until))

    def words(self) -> list[tuple[str, str, str | None]]:
        return [(change.kind, change.entity.id, change.status) for change in self.heard]


def site(name: str, count: int) -> list[Terminal]:
    return [Terminal(f"{name}-{number}", name) for number in range(count)]


def test_a_silence_of_five_minutes_is_told_once_and_its_end_once() -> None:
    fleet = Fleet(Terminal("A", "S"), Terminal("B", "S"), Terminal("C", "S"))
    fleet.lost("A", 1000)
    fleet.wait(1000 + 5 * MINUTE)
    assert fleet.heard == []
    fleet.wait(1000 + 6 * MINUTE)
    assert fleet.words() == [("device_offline", "A", "firing")]
    assert fleet.heard[0].at == 1000 + 32 + 300
    fleet.back("A", 1000 + HOUR)
    fleet.wait(1000 + 2 * HOUR)
    assert fleet.words()[1:] == [("device_offline", "A", "resolved")]


def test_what_passes_by_itself_is_never_told() -> None:
    fleet = Fleet(Terminal("A"))
    fleet.lost("A", 1000)
    fleet.back("A", 1000 + 4.9 * MINUTE)
    fleet.wait(HOUR)
    assert fleet.heard == []
    assert [change.status for change in fleet.moves] == ["pending", None]


def test_a_terminal_that_polls_every_minute_has_its_hold_counted_from_its_silence() -> None:
    fleet = Fleet(Terminal("A"))
    fleet.say(fleet.machine.offline("A", 1210, since=1000))
    fleet.wait(1000 + 8 * MINUTE)
    assert [change.at for change in fleet.heard] == [1000 + 300 + 126]


def test_back_for_a_moment_only_is_the_same_alert() -> None:
    fleet = Fleet(Terminal("A"))
    fleet.lost("A", 0)
    fleet.wait(10 * MINUTE)
    fleet.back("A", 10 * MINUTE)
    fleet.lost("A", 12 * MINUTE)
    fleet.wait(HOUR)
    fleet.back("A", HOUR)
    fleet.wait(2 * HOUR)
    assert fleet.words() == [("device_offline", "A", "firing"), ("device_offline", "A", "resolved")]


def test_one_that_comes_and_goes_is_one_quiet_line() -> None:
    fleet = Fleet(Terminal("A"))
    for at in range(0, 8 * 3600, 500):
        fleet.lost("A", at)
        fleet.back("A", at + 200)
    fleet.wait(12 * HOUR)
    assert fleet.words() == [("device_unstable", "A", "unstable"), ("device_unstable", "A", "resolved")]
    assert fleet.heard[0].severity == "info"


def test_flapping_does_not_hide_a_death() -> None:
    fleet = Fleet(Terminal("A"))
    for at in range(0, 3600, 500):
        fleet.lost("A", at)
        fleet.back("A", at + 200)
    fleet.lost("A", 3700)
    fleet.wait(3700 + 14 * MINUTE)
    assert fleet.words() == [("device_unstable", "A", "unstable")]
    fleet.wait(3700 + 16 * MINUTE)
    assert fleet.words()[-1] == ("device_offline", "A", "firing")


def test_unstable_again_within_two_hours_is_the_same_line_and_nobody_hears_of_it() -> None:
    fleet = Fleet(Terminal("A"))
    for begin in (0, 2 * 3600):
        for at in range(begin, begin + 1800, 400):
            fleet.lost("A", at)
            fleet.back("A", at + 100)
    fleet.wait(8 * HOUR)
    assert fleet.words() == [("device_unstable", "A", "unstable"), ("device_unstable", "A", "resolved")]
    again = [change for change in fleet.moves if change.again]
    assert [(change.status, change.tell) for change in again] == [("unstable", False)]


def test_a_dark_site_is_one_alert_and_its_terminals_are_explained_by_it() -> None:
    fleet = Fleet(*site("S", 5))
    for number in range(5):
        fleet.lost(f"S-{number}", 1000 + number)
    fleet.wait(HOUR)
    assert fleet.words() == [("site_outage", "S", "firing")]
    assert fleet.heard[0].devices == tuple(f"S-{number}" for number in range(5))
    explained = [change for change in fleet.moves if change.status == "inhibited"]
    assert {change.parent for change in explained} == {("site_outage", Entity("site", "S"))}


def test_a_router_that_starts_anew_is_not_told() -> None:
    fleet = Fleet(*site("S", 4))
    for number in range(4):
        fleet.lost(f"S-{number}", 1000 + number)
    for number in range(4):
        fleet.back(f"S-{number}", 1000 + 200 + number)
    fleet.wait(HOUR)
    assert fleet.heard == []


def test_who_does_not_return_with_its_site_has_an_alert_of_its_own() -> None:
    fleet = Fleet(*site("S", 4))
    for number in range(4):
        fleet.lost(f"S-{number}", 1000)
    fleet.wait(2000)
    for number in range(3):
        fleet.back(f"S-{number}", 2000)
    fleet.wait(2000 + 4 * MINUTE)
    assert fleet.words() == [("site_outage", "S", "firing"), ("site_outage", "S", "resolved")]
    fleet.wait(2000 + 10 * MINUTE)
    assert fleet.words()[2:] == [("device_offline", "S-3", "firing")]
    assert fleet.heard[-1].at == 2000 + 60 + 300


def test_one_of_two_that_returns_ends_the_outage() -> None:
    fleet = Fleet(*site("S", 2))
    for number in range(2):
        fleet.lost(f"S-{number}", 1000)
    fleet.wait(2000)
    fleet.back("S-0", 2000)
    fleet.wait(HOUR)
    assert fleet.words() == [
        ("site_outage", "S", "firing"),
        ("site_outage", "S", "resolved"),
        ("device_offline", "S-1", "firing"),
    ]


def test_drops_of_the_site_are_not_held_against_its_terminals() -> None:
    fleet = Fleet(*site("S", 3))
    for at in (0, 400, 800):
        for number in range(3):
            fleet.lost(f"S-{number}", at + number)
        for number in range(3):
            fleet.back(f"S-{number}", at + 120)
    fleet.lost("S-0", 1200)
    fleet.back("S-0", 1300)
    fleet.wait(HOUR)
    assert fleet.heard == []


def test_one_that_flaps_and_whose_site_fails_too_is_quiet_again_when_the_site_is_back() -> None:
    fleet = Fleet(*site("S", 4))
    for at in range(0, 3600, 500):
        fleet.lost("S-0", at)
        fleet.back("S-0", at + 200)
    for number in range(4):
        fleet.lost(f"S-{number}", 4000)
    for number in (1, 2, 3):
        fleet.back(f"S-{number}", 4100)
    moves = [change.status for change in fleet.moves if change.entity.id == "S-0"]
    assert moves[-2:] == ["inhibited", None]
    fleet.wait(4000 + 14 * MINUTE)
    assert fleet.words() == [("device_unstable", "S-0", "unstable")]
    fleet.wait(4000 + 16 * MINUTE)
    assert fleet.words()[-1] == ("device_offline", "S-0", "firing")


def test_a_line_that_comes_and_goes_is_one_quiet_line_for_the_whole_site() -> None:
    fleet = Fleet(*site("S", 3))
    for at in range(0, 4 * 3600, 500):
        for number in range(3):
            fleet.lost(f"S-{number}", at + number)
        for number in range(3):
            fleet.back(f"S-{number}", at + 120)
    fleet.wait(8 * HOUR)
    assert fleet.words() == [("device_unstable", "S", "unstable"), ("device_unstable", "S", "resolved")]
    assert fleet.heard[0].entity == Entity("site", "S")


def test_two_terminals_that_flap_by_chance_at_once_are_no_site() -> None:
    fleet = Fleet(*site("S", 2))
    for at in range(0, 4 * 3600, 500):
        fleet.lost("S-0", at)
        fleet.lost("S-1", at + 100)
        fleet.back("S-0", at + 200)
        fleet.back("S-1", at + 300)
    fleet.wait(5 * HOUR)
    assert ("device_unstable", "S-0", "unstable") in fleet.words()
    assert ("device_unstable", "S-1", "unstable") in fleet.words()


def test_a_region_without_power_is_one_alert() -> None:
    fleet = Fleet(*(terminal for number in range(12) for terminal in site(f"S{number}", 3)))
    for number in range(8):
        for one in range(3):
            fleet.lost(f"S{number}-{one}", 1000 + 30 * number)
    fleet.wait(HOUR)
    assert fleet.words() == [("tenant_connectivity", "tenant", "firing")]
    assert len(fleet.heard[0].devices) == 24
    for number in range(7):
        for one in range(3):
            fleet.back(f"S{number}-{one}", HOUR)
    fleet.wait(2 * HOUR)
    assert fleet.words()[1:] == [
        ("tenant_connectivity", "tenant", "resolved"),
        ("site_outage", "S7", "firing"),
    ]


def test_a_chain_of_shops_with_one_terminal_each_is_one_alert_when_their_carrier_fails() -> None:
    fleet = Fleet(*(Terminal(f"T{number}", f"S{number}") for number in range(40)))
    for number in range(20):
        fleet.lost(f"T{number}", 1000 + number)
    fleet.wait(HOUR)
    assert fleet.words() == [("tenant_connectivity", "tenant", "firing")]
    assert len(fleet.heard[0].devices) == 20
    for number in range(19):
        fleet.back(f"T{number}", HOUR)
    fleet.wait(2 * HOUR)
    assert fleet.words()[1:] == [
        ("tenant_connectivity", "tenant", "resolved"),
        ("device_offline", "T19", "firing"),
    ]


def test_a_silence_that_a_command_of_ours_explains_counts_for_no_flapping_and_no_site() -> None:
    fleet = Fleet(*site("S", 2))
    for at in range(0, 4 * 3600, 400):
        for number in range(2):
            fleet.lost(f"S-{number}", at, cause="command")
            fleet.back(f"S-{number}", at + 120)
    fleet.wait(5 * HOUR)
    assert fleet.moves
    assert fleet.heard == []


def test_one_that_does_not_come_back_from_a_command_is_told_all_the_same() -> None:
    fleet = Fleet(Terminal("A"))
    fleet.lost("A", 0, cause="command")
    fleet.wait(HOUR)
    assert fleet.words() == [("device_offline", "A", "firing")]
    assert "command of ours" in fleet.heard[0].reason


def test_after_four_hours_it_is_critical_and_told_by_its_severity_alone() -> None:
    fleet = Fleet(Terminal("A"), Terminal("B", critical=True))
    fleet.lost("A", 0)
    fleet.lost("B", 0)
    fleet.wait(5 * HOUR)
    assert [change.severity for change in fleet.heard] == ["warning", "critical"]
    raised = fleet.moves[-1]
    assert (raised.entity.id, raised.severity, raised.at) == ("A", "critical", 4 * HOUR)


def test_maintenance_holds_what_it_covers_and_ends_with_a_fresh_hold() -> None:
    terminal = Terminal("A", "S")
    fleet = Fleet(terminal)
    worked_on = Terminal("A", "S", in_maintenance=True)
    fleet.say(fleet.machine.declare(worked_on, 100))
    fleet.lost("A", 1000)
    fleet.wait(3 * HOUR)
    assert fleet.heard == []
    fleet.say(fleet.machine.declare(terminal, 3 * HOUR))
    fleet.wait(3 * HOUR + 4 * MINUTE)
    assert fleet.heard == []
    fleet.wait(3 * HOUR + 6 * MINUTE)
    assert fleet.words() == [("device_offline", "A", "firing")]


def test_a_site_that_is_still_dark_when_maintenance_ends_is_one_alert() -> None:
    terminals = site("S", 4)
    fleet = Fleet(*(Terminal(one.id, "S", in_maintenance=True) for one in terminals))
    for one in terminals:
        fleet.lost(one.id, 1000)
    for one in terminals:
        fleet.say(fleet.machine.declare(one, HOUR))
    fleet.wait(2 * HOUR)
    assert fleet.words() == [("site_outage", "S", "firing")]
    assert fleet.heard[0].at >= HOUR + 5 * MINUTE


def test_after_a_restart_who_is_there_again_says_so_first() -> None:
    fleet = Fleet(Terminal("A"), Terminal("B"))
    fleet.lost("A", 0)
    fleet.lost("B", 0)
    kept = fleet.machine.dump()
    fleet.machine = Connectivity()
    fleet.machine.load(dict(kept))
    for name in ("A", "B"):
        fleet.machine.declare(Terminal(name), HOUR)
    fleet.say(fleet.machine.restart(HOUR))
    fleet.wait(HOUR + 1)
    fleet.back("A", HOUR + 8)
    fleet.wait(HOUR + 80)
    assert fleet.heard == []
    fleet.wait(HOUR + 91)
    assert fleet.words() == [("device_offline", "B", "firing")]


def test_a_clock_that_is_set_neither_hastens_nor_delays() -> None:
    for jump in (-86_400.0, -3_600.0, 3_600.0, 86_400.0):
        fleet = Fleet(Terminal("A"))
        fleet.lost("A", 100_000)
        fleet.machine.shift(jump)
        fleet.wait(100_000 + jump + 5 * MINUTE)
        assert fleet.heard == []
        fleet.wait(100_000 + jump + 6 * MINUTE)
        assert fleet.words() == [("device_offline", "A", "firing")]


def test_a_rule_that_is_switched_off_is_not_applied() -> None:
    rules = {kind: rule for kind, rule in BUILT_IN.items() if kind != "device_offline"}
    fleet = Fleet(Terminal("A", rules=rules))
    fleet.lost("A", 0)
    fleet.wait(HOUR)
    assert fleet.moves == []


def test_what_a_rule_said_is_over_when_it_is_switched_off_and_counts_anew_when_on() -> None:
    fleet = Fleet(*site("S", 3), Terminal("A"))
    for number in range(3):
        fleet.lost(f"S-{number}", 0)
    fleet.lost("A", 0)
    fleet.wait(HOUR)
    few = {kind: rule for kind, rule in BUILT_IN.items() if kind not in ("device_offline", "site_outage")}
    for one in (*site("S", 3), Terminal("A")):
        fleet.say(fleet.machine.declare(replace(one, rules=few), HOUR))
    over = {(change.kind, change.entity.id, change.status) for change in fleet.moves if change.at == HOUR}
    assert over >= {("site_outage", "S", "resolved"), ("device_offline", "A", "resolved")}
    fleet.wait(9 * HOUR)
    assert fleet.words() == [("device_offline", "A", "firing"), ("site_outage", "S", "firing")]
    for one in (*site("S", 3), Terminal("A")):
        fleet.say(fleet.machine.declare(one, 9 * HOUR))
    fleet.wait(9 * HOUR + 4 * MINUTE)
    assert len(fleet.heard) == 2
    fleet.wait(10 * HOUR)
    assert sorted(fleet.words()[2:]) == [("device_offline", "A", "firing"), ("site_outage", "S", "firing")]


def test_without_the_rule_about_many_sites_each_has_its_own_alert() -> None:
    fleet = Fleet(*(terminal for number in range(6) for terminal in site(f"S{number}", 2)))
    for number in range(6):
        for one in range(2):
            fleet.lost(f"S{number}-{one}", 0)
    fleet.wait(HOUR)
    fleet.say(fleet.machine.use_tenant_rule(None, HOUR))
    fleet.wait(2 * HOUR)
    assert fleet.words()[0] == ("tenant_connectivity", "tenant", "firing")
    assert sorted(fleet.words()[1:]) == [("site_outage", f"S{number}", "firing") for number in range(6)]


def test_outside_its_hours_a_terminal_may_be_silent_for_longer_but_not_into_them() -> None:
    hours = {"hours": [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "08:00", "to": "18:00"}]}
    params = {**BUILT_IN["device_offline"].params, "schedule": hours, "hold_outside_s": 12 * 3600}
    rules = {**BUILT_IN, "device_offline": RuleOf("rule_1", params, "warning")}
    monday = 1_795_996_800.0  # 2026-11-30T00:00:00Z
    for zone, opens in (("UTC", monday + 8 * HOUR), ("Africa/Casablanca", monday + 7 * HOUR)):
        fleet = Fleet(Terminal("A", rules=rules, zone=zone))
        fleet.lost("A", monday + 2 * HOUR)
        fleet.wait(opens)
        assert fleet.heard == []
        fleet.wait(opens + 10 * MINUTE)
        assert fleet.words() == [("device_offline", "A", "firing")]


def test_a_person_who_calls_it_over_hears_again_if_it_is_not() -> None:
    fleet = Fleet(Terminal("A"))
    fleet.lost("A", 0)
    fleet.wait(HOUR)
    fleet.say(fleet.machine.dismiss("device_offline", Entity("device", "A"), HOUR))
    fleet.wait(2 * HOUR)
    assert [change.status for change in fleet.heard] == ["firing", "resolved", "firing"]
    assert fleet.heard[-1].at == HOUR + 300


def test_who_is_watched_no_more_has_no_open_alert() -> None:
    fleet = Fleet(*site("S", 2))
    fleet.lost("S-0", 0)
    fleet.wait(HOUR)
    fleet.say(fleet.machine.forget("S-0", HOUR))
    assert fleet.moves[-1].status == "resolved"
    assert not fleet.moves[-1].tell
    fleet.wait(9 * HOUR)
    assert len(fleet.heard) == 1

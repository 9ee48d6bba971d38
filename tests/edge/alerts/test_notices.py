"""Who is told what of an alert, and when: by policies, groups, quiet hours, caps, and what mutes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from edge import tenants
from edge.alerts import notices
from edge.alerts.policies import Row
from edge.alerts.runbooks import text_of
from edge.store import notices as rows
from edge.store import retention
from edge.store.ids import public_id
from edge.store.schema import device
from tests.edge.alerts.notice_world import HOUR, MINUTE, SECOND, START, URL, Rows, World, refused, world

DAY = 24 * HOUR
QUIET = {"from": "22:00", "to": "07:00"}


@pytest.fixture
def w() -> Iterator[World]:
    with world() as made:
        yield made


@pytest.fixture
def one(w: World) -> World:
    """An account with one channel and nobody: as it is on the first day."""
    with w.unit() as made:
        made.channel()
    return w


def test_a_fresh_account_with_one_channel_and_nobody_is_told_once_and_that_it_is_over(one: World) -> None:
    alert = one.fire()
    (fired,) = one.run(DAY)
    assert (fired.at, fired.channel, fired.person) == (START + 30 * SECOND, "chn_ops", None)
    assert fired.message.title == "Gate A is offline"
    one.resolve(alert)
    (over,) = one.run(DAY)
    assert over.message.title == "Over: Gate A is offline"
    assert "From 2026-11-21 10:00 UTC to 2026-11-22 10:00 UTC" in over.message.text
    assert over.message.dedupe_key != fired.message.dedupe_key


def test_without_a_channel_nobody_is_told_and_nothing_waits(w: World) -> None:
    w.fire()
    assert w.run(DAY) == []
    assert w.notices() == []


def test_what_is_over_before_the_group_wait_is_told_to_nobody(one: World) -> None:
    alert = one.fire()
    one.run(20 * SECOND)
    one.resolve(alert)
    assert one.run(DAY) == []


def test_what_is_critical_is_told_at_once_and_again_until_somebody_takes_it_on(one: World) -> None:
    alert = one.fire(severity="critical")
    minutes = [(told.at - START) // MINUTE for told in one.run(10 * HOUR)]
    assert minutes == [0, 15, 60, 300, 540]
    one.acknowledge(alert)
    assert one.run(3 * DAY) == []


def test_what_is_for_information_is_told_once(one: World) -> None:
    with one.unit() as made:
        alert = made.alert(severity="info", status="unstable")
        made.plan(alert, "unstable")
    assert len(one.run(3 * DAY)) == 1


def steps(w: World) -> None:
    """Amina at once, Badr after a quarter of an hour, the board in any case after an hour."""
    with w.unit() as made:
        made.channel()
        made.channel("board")
        made.person("amina", "chn_ops")
        made.person("badr", "chn_ops")
        made.policy(
            {"after_s": 0, "people": ["per_amina"]},
            {"after_s": 900, "people": ["per_badr"]},
            {"after_s": 3600, "channels": ["chn_board"], "until_ack": False},
        )


def test_an_escalation_goes_from_one_to_the_next(w: World) -> None:
    steps(w)
    w.fire()
    told = w.run(DAY)
    assert [(one.person, one.channel, one.moments) for one in told] == [
        ("per_amina", "chn_ops", ["fired"]),
        ("per_badr", "chn_ops", ["escalated"]),
        (None, "chn_board", ["escalated"]),
    ]


def test_whoever_takes_it_on_stops_all_but_what_is_told_in_any_case(w: World) -> None:
    steps(w)
    alert = w.fire()
    w.run(10 * MINUTE)
    w.acknowledge(alert)
    assert [one.channel for one in w.run(2 * DAY)] == ["chn_board"]


def test_an_escalation_goes_on_where_it_stood_when_nobody_has_it_any_more(w: World) -> None:
    steps(w)
    alert = w.fire()
    w.run(10 * MINUTE)
    w.acknowledge(alert, 8 * HOUR)
    w.run(8 * HOUR)
    w.expire(alert)
    expired = w.now
    first, badr = w.run(HOUR)
    assert (first.person, first.at, first.moments) == ("per_amina", expired, ["repeated"])
    assert (badr.person, badr.at) == ("per_badr", expired + 5 * MINUTE + 30 * SECOND)


def test_a_policy_is_for_what_it_matches_and_a_rule_may_name_one(w: World) -> None:
    with w.unit() as made:
        for name in ("night", "farm", "mild"):
            made.channel(name)
        farm = made.site("Farm")
        site = made.conn.exec_driver_sql("SELECT public_id FROM site").scalar_one()
        night = {"timezone": "UTC", "hours": [{"days": ["sat"], "from": "22:00", "to": "06:00"}]}
        by = ({"after_s": 0, "channels": [f"chn_{name}"]} for name in ("night", "farm", "mild"))
        made.policy(next(by), matches={"schedule": night})
        made.policy(next(by), matches={"sites": [site]}, position=2)
        named = made.policy(next(by), matches={"severities": ["info"]}, position=3)
    w.fire(site_id=farm)
    assert [one.channel for one in w.run(5 * MINUTE)] == ["chn_farm"]
    w.now += 13 * HOUR
    w.fire(site_id=farm)
    assert [one.channel for one in w.run(5 * MINUTE)] == ["chn_night"]
    with w.unit() as made:
        made.conn.exec_driver_sql(
            "INSERT INTO alert_rule (tenant_id, id, public_id, kind, name, built_in, selector, params,"
            " severity, policy, enabled, runbook, created_at, version) VALUES (?, 1, 'rule_own',"
            " 'device_offline', 'x', 0, '{}', '{}', 'warning', ?, 1, '{}', 0, 1)",
            (w.tenant_id, named),
        )
    w.fire(rule="rule_own", site_id=farm)
    assert [one.channel for one in w.run(5 * MINUTE)] == ["chn_mild"]


def test_a_site_is_one_message_and_a_second_one_not_sooner_than_after_five_minutes(one: World) -> None:
    with one.unit() as made:
        depot = made.site()
        for number in range(20):
            made.fire(site_id=depot, entity_name=f"Gate {number}", title=f"Gate {number} at Depot is offline")
    one.run(2 * MINUTE)
    one.fire(site_id=depot)
    one.run(HOUR)
    first, second = one.told
    assert first.message.title == "20 alerts at Depot"
    assert first.message.text.count(" is offline.\n  Silent for 5 min.\n  Since: 2026-11-21 10:00 UTC") == 20
    assert (second.at - first.at, len(second.message.alerts)) == (5 * MINUTE, 1)


def test_storm_five_thousand_terminals_of_two_hundred_sites_are_at_most_a_message_a_site(one: World) -> None:
    with one.unit() as made:
        places = [made.site(f"Site {number}") for number in range(200)]
        alerts = made.alerts([{"site_id": places[number % 200]} for number in range(5_000)])
        fired = rows.alerts(made.conn, made.tenant_id, alerts).values()
        moves: list[tuple[Row, notices.Move]] = [(row, "fired") for row in fired]
        notices.plan_all(made.conn, made.ids, made.tenant_id, moves, one.now)
    told = one.run(3 * HOUR)
    assert len(told) <= 200
    assert len(told) == 10  # nine sites, and all the others together
    assert sum(len(message.message.alerts) for message in told) == 5_000
    assert told[-1].message.title == "4775 alerts at 191 sites"
    assert "\n\nAnd 4725 more.\n" in told[-1].message.text
    assert {row["status"] for row in one.notices()} == {"sent"}


def test_more_than_ten_an_hour_wait_and_come_as_one_digest(one: World) -> None:
    with one.unit() as made:
        places = [made.site(f"Site {number}") for number in range(40)]
    for place in places:
        one.fire(site_id=place)
        one.run(MINUTE)
    one.run(2 * HOUR)
    assert [len(message.message.alerts) for message in one.told] == [*[1] * 10, 30]
    assert one.told[10].at == one.told[0].at + HOUR


def test_quiet_hours_end_with_one_digest_and_do_not_hold_what_is_critical(w: World) -> None:
    with w.unit() as made:
        made.channel()
        made.person("amina", "chn_ops", quiet=QUIET, timezone="Africa/Casablanca")
        places = [made.site(f"Site {number}") for number in range(3)]
    w.now += 13 * HOUR  # midnight in Casablanca
    for place in places:
        w.fire(site_id=place)
    over = w.fire(site_id=places[0])
    w.fire(severity="critical")
    w.run(59 * MINUTE)
    assert [told.message.severity for told in w.told] == ["critical"] * 2  # at once, and 15 minutes later
    w.resolve(over)
    digest = next(told for told in w.run(DAY) if told.message.severity == "warning")
    assert digest.at == START + 20 * HOUR
    assert digest.message.title == "3 alerts at 3 sites"


def test_a_silence_holds_an_escalation_still_and_ends_with_what_is_left_of_it(w: World) -> None:
    steps(w)
    w.fire()
    with w.unit() as made:
        made.silence(w.now + 2 * HOUR)
    told = w.run(DAY)
    assert [(one.person, one.at - START - 2 * HOUR) for one in told] == [
        ("per_amina", 0),
        ("per_badr", 15 * MINUTE),
        (None, HOUR),
    ]
    assert told[0].at == START + 2 * HOUR


def test_what_is_over_within_a_silence_is_told_to_nobody(one: World) -> None:
    with one.unit() as made:
        made.silence(one.now + 2 * HOUR)
    alert = one.fire(severity="critical")
    one.run(HOUR)
    one.resolve(alert)
    assert one.run(DAY) == []


def test_a_silence_that_is_ended_early_lets_go_at_once(one: World) -> None:
    with one.unit() as made:
        name = made.silence(one.now + 2 * HOUR)
    one.fire(severity="critical")
    assert one.run(10 * MINUTE) == []
    with one.unit() as made:
        made.conn.exec_driver_sql("DELETE FROM silence")
        notices.release(made.conn, made.tenant_id, name, one.now)
    ended = one.now
    assert [told.at - ended for told in one.run(20 * MINUTE)] == [0, 15 * MINUTE]


def test_what_is_still_bad_after_maintenance_has_a_while_to_become_good(one: World) -> None:
    with one.unit() as made:
        made.conn.exec_driver_sql(
            "INSERT INTO maintenance_window (tenant_id, id, public_id, name, selector, starts, duration_s,"
            " timezone, mode, created_by, created_at, cuts, version) VALUES (?, 1, 'mw_1', 'w', '{}',"
            " '2026-11-21T09:00:00', 7200, 'UTC', 'suppress', 'key_1', 0, '[]', 1)",
            (one.tenant_id,),
        )
    gets_well, stays = one.fire(site_id=None), one.fire()
    assert one.run(HOUR + 2 * MINUTE) == []
    one.resolve(gets_well)
    (told,) = one.run(DAY)
    assert told.at == START + HOUR + 5 * MINUTE
    assert [found["id"] for found in told.message.alerts] == [public_id("alr", stays)]


def test_what_another_alert_explains_is_not_told_until_that_is_over(one: World) -> None:
    with one.unit() as made:
        parent = made.fire(severity="critical", kind="site_outage", entity_type="site", entity_id="site_1")
        child = made.fire(parent_id=parent)
    told = one.run(5 * MINUTE)
    assert [found["kind"] for message in told for found in message.message.alerts] == ["site_outage"]
    one.resolve(parent)
    told = one.run(6 * MINUTE)
    kinds = sorted(found["kind"] for message in told for found in message.message.alerts)
    assert kinds == ["device_offline", "site_outage"]
    assert one.rows.row(child)["status"] == "firing"


def test_what_became_critical_is_told_to_those_who_had_not_heard(w: World) -> None:
    with w.unit() as made:
        made.channel()
        made.channel("duty")
        made.policy({"after_s": 0, "channels": ["chn_ops"]}, matches={"severities": ["warning"]})
        made.policy({"after_s": 0, "channels": ["chn_ops", "chn_duty"]}, matches={"severities": ["critical"]})
    alert = w.fire()
    w.run(5 * MINUTE)
    w.raise_to(alert, "critical")
    (told,) = w.run(MINUTE)
    assert (told.channel, told.message.severity) == ("chn_duty", "critical")
    w.resolve(alert)
    assert {one.channel for one in w.run(MINUTE)} == {"chn_ops", "chn_duty"}


def test_who_has_heard_is_not_told_by_another_channel_because_it_became_critical(w: World) -> None:
    with w.unit() as made:
        made.channel()
        made.channel("phone")
        made.person("amina", "chn_ops")
        step = {"after_s": 0, "people": ["per_amina"]}
        made.policy(step, matches={"severities": ["warning"]})
        made.policy({**step, "channels": ["chn_phone"]}, matches={"severities": ["critical"]})
    alert = w.fire()
    w.run(5 * MINUTE)
    w.raise_to(alert, "critical")
    assert w.run(HOUR) == []
    assert [one.channel for one in w.run(4 * HOUR)] == ["chn_phone"]  # repeated, as what is critical is


def test_what_quiet_hours_held_is_told_at_once_when_it_becomes_critical(w: World) -> None:
    with w.unit() as made:
        made.channel()
        made.person("amina", "chn_ops", quiet=QUIET)
    w.now += 13 * HOUR
    alert = w.fire()
    assert w.run(HOUR) == []
    raised = w.now
    w.raise_to(alert, "critical")
    assert [told.at for told in w.run(MINUTE)] == [raised]


def test_opened_anew_it_is_told_under_another_key(one: World) -> None:
    alert = one.fire()
    one.run(MINUTE)
    one.resolve(alert)
    one.run(10 * MINUTE)
    with one.unit() as made:
        made.change(alert, status="firing", resolved_at=None, occurrences=2)
        made.plan(alert, "fired")
    one.run(10 * MINUTE)
    assert [told.moments for told in one.told] == [["fired"], ["resolved"], ["fired"]]
    assert len({told.message.dedupe_key for told in one.told}) == 3


def test_planned_twice_it_is_told_once(one: World) -> None:
    alert = one.fire()
    with one.unit() as made:
        made.plan(alert, "fired")
    one.run(HOUR)
    with one.unit() as made:
        made.plan(alert, "fired")
    one.run(HOUR)
    assert len(one.told) == 1


def test_what_is_not_taken_is_tried_again_under_the_same_key_and_then_given_up(one: World) -> None:
    one.answers["chn_ops"] = refused
    alert = one.fire()
    one.run(DAY)
    began = START + 30 * SECOND
    waits = [(a.at - began) // SECOND for a in one.attempted]
    assert waits == [0, 10, 70, 370, 2_170, 9_370]
    assert len({told.message.dedupe_key for told in one.attempted}) == 1
    (row,) = one.notices()
    assert (row["status"], row["attempts"], row["error"]) == ("failed", 6, "The server said no.")
    assert [attempt["ok"] for attempt in row["log"]] == [False] * 6
    (channel,) = one.conn.exec_driver_sql("SELECT failures, last_error FROM channel").all()
    one.conn.rollback()
    assert tuple(channel) == (6, "The server said no.")
    one.resolve(alert)
    assert one.run(DAY) == []


def test_who_has_another_channel_is_told_by_that_one_once(w: World) -> None:
    with w.unit() as made:
        made.channel()
        made.channel("phone")
        made.person("amina", "chn_ops", "chn_phone")
    w.answers["chn_ops"] = refused
    alert = w.fire()
    told = w.run(DAY)
    assert [(one.channel, one.at - START) for one in told] == [("chn_phone", 100 * SECOND)]
    w.resolve(alert)
    assert [one.channel for one in w.run(HOUR)] == ["chn_phone"]
    w.answers.clear()
    w.fire()
    assert [one.channel for one in w.run(HOUR)] == ["chn_phone"]  # the other failed three times in a row


@pytest.mark.parametrize(
    "how", ["UPDATE channel SET enabled = 0 WHERE name = 'ops'", "DELETE FROM channel WHERE name = 'ops'"]
)
def test_a_channel_that_went_away_has_its_people_told_by_another(w: World, how: str) -> None:
    with w.unit() as made:
        made.channel()
        made.channel("phone")
        made.person("amina", "chn_ops", "chn_phone")
    w.fire()
    with w.unit() as made:
        made.conn.exec_driver_sql(how)
    assert [one.channel for one in w.run(HOUR)] == ["chn_phone"]


def test_that_a_channel_fails_is_told_by_others(w: World) -> None:
    with w.unit() as made:
        made.channel()
        made.channel("phone")
        made.person("amina", "chn_ops", "chn_phone")
        made.policy({"after_s": 0, "channels": ["chn_ops"]})
        made.fire(kind="channel_failing", entity_type="channel", entity_id="chn_ops", severity="critical")
    assert {one.channel for one in w.run(MINUTE)} == {"chn_phone"}


def test_a_message_says_where_since_when_why_and_what_to_do_in_the_language_of_the_person(w: World) -> None:
    with w.unit() as made:
        made.channel()
        made.person("amina", "chn_ops", language="fr", timezone="Africa/Casablanca")
        depot = made.site()
        terminal = made.terminal("GATE1", depot)
        made.conn.execute(device.update().values(name="Gate A"))
        alert = made.fire(
            site_id=depot,
            device_id=terminal["id"],
            title="Gate A at Depot is offline",
            expected=41.6,
            fired_at=START,
        )
    (told,) = w.run(HOUR)
    text = told.message.text
    name = public_id("alr", alert)
    assert text.startswith("Gate A at Depot is offline.\nSilent for 5 min.\n")
    for line in (
        "Site: Depot",
        "Terminal: Gate A",
        "Since: 2026-11-21 11:00 Africa/Casablanca",
        "Severity: warning",
        "Punches to be expected there in two hours: 42",
        f"punchdeck://alert/{name}",
        f"{URL}/v1/alerts/{name}",
    ):
        assert line in text.splitlines()
    assert text_of("device_offline", {}, "fr") in text
    assert told.message.url == f"{URL}/v1/alerts/{name}"
    shown = told.message.alerts[0]
    assert (shown["id"], shown["status"], shown["site"]) == (name, "firing", "Depot")


def test_what_is_over_is_kept_for_ninety_days_and_what_waits_for_longer(one: World) -> None:
    one.fire(severity="critical")
    one.run(MINUTE)
    with one.unit() as made:
        assert retention.delete_notices(made.conn, made.tenant_id, one.now - MINUTE) == 0
        assert retention.delete_notices(made.conn, made.tenant_id, one.now) == 1
    assert {row["status"] for row in one.notices()} == {"waiting"}


def test_what_was_told_is_in_the_history_of_the_alert(w: World) -> None:
    with w.unit() as made:
        made.channel()
        made.person("amina", "chn_ops")
    alert = w.fire()
    w.run(HOUR)
    with w.unit() as made:
        (entry,) = made.row(alert)["timeline"]
    assert entry == {"at": START + 30 * SECOND, "what": "notice", "text": "Told amina by ops."}


def test_accounts_do_not_hear_of_each_other(one: World) -> None:
    one.fire()
    with one.conn.begin():
        other = tenants.create(one.conn, one.ids, name="other", now=one.now)
        Rows(one.conn, one.ids, other["id"], lambda: one.now).channel("theirs")
    one.run(DAY)
    assert {told.channel for told in one.told} == {"chn_ops"}

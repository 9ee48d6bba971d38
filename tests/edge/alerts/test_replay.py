"""What `alerts replay` prints for a trace, and its exact words for what it cannot read."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from edge.alerts import replay
from edge.alerts.ruleset import from_api
from edge.alerts.trace import TraceError, read
from edge.cli import cli
from tests.kit.edge_process import ROOT

Line = dict[str, Any]
MINUTE = 60.0
HOUR = 3600.0


def device(name: str, site: str | None = None, t: float = 0.0, **members: Any) -> Line:
    return {"t": t, "type": "device", "device": name, "site": site, **members}


def gone(name: str, t: float, until: float | None = None, **members: Any) -> list[Line]:
    """Offline from `t` on, and back at `until`."""
    away: list[Line] = [{"t": t, "type": "offline", "device": name, **members}]
    return away if until is None else [*away, {"t": until, "type": "online", "device": name}]


def restart(t: float) -> Line:
    return {"t": t, "type": "edge_restart"}


def end(t: float) -> Line:
    return {"t": t, "type": "end"}


def bytes_of(lines: Iterable[Line]) -> list[bytes]:
    """In the order of time; of one instant in the order given."""
    return [json.dumps(line).encode() + b"\n" for line in sorted(lines, key=lambda line: line["t"])]


def told(lines: Iterable[Line], rules: Any = None) -> list[dict[str, Any]]:
    """What is printed for a trace."""
    chosen = None if rules is None else from_api(rules)
    return [notice.members() for notice in replay.notices(read(bytes_of(lines)), chosen)]


def brief(notices: Sequence[dict[str, Any]]) -> list[tuple[float, str, str]]:
    """(t, kind or `resolved <kind>`, entity) of each."""
    return [
        (one["t"], f"resolved {one['of']}" if one["kind"] == "resolved" else one["kind"], one["entity"])
        for one in notices
    ]


SITE = ["A1", "A2", "A3", "A4"]


def site(name: str = "A", devices: Sequence[str] = SITE) -> list[Line]:
    return [device(one, name) for one in devices]


def flapping(name: str, start: float, drops: int, every: float = 6 * MINUTE) -> list[Line]:
    return [
        line
        for number in range(drops)
        for line in gone(name, start + number * every, start + number * every + 60)
    ]


# -- what is told
# ---------------------------------------------------------------------------------------------------------


def test_a_terminal_that_stays_away_is_told_once_and_once_more_when_it_is_back() -> None:
    trace = [device("D1", "S1"), *gone("D1", 1000, 5000), end(10_000)]
    first, last = told(trace)
    assert first == {
        "t": 1300,
        "kind": "device_offline",
        "entity": "D1",
        "severity": "warning",
        "title": "D1 at S1 is offline",
        "devices": ["D1"],
    }
    assert (last["t"], last["kind"], last["of"], last["entity"]) == (5180, "resolved", "device_offline", "D1")


def test_a_terminal_that_is_soon_back_is_not_told_of() -> None:
    assert told([device("D1"), *gone("D1", 1000, 1290), end(10_000)]) == []


def test_one_that_comes_back_for_a_moment_is_not_told_of_twice() -> None:
    trace = [device("D1"), *gone("D1", 1000, 3000), *gone("D1", 3100, 6000), end(10_000)]
    assert brief(told(trace)) == [(1300, "device_offline", "D1"), (6180, "resolved device_offline", "D1")]


def test_what_the_business_depends_on_is_critical() -> None:
    trace = [device("D1", critical=True), *gone("D1", 0), end(HOUR)]
    assert [one["severity"] for one in told(trace)] == ["critical"]


def test_one_that_comes_and_goes_is_one_quiet_line() -> None:
    trace = [device("D1"), *flapping("D1", 1000, drops=12), end(6 * HOUR)]
    notices = told(trace)
    assert [(one["kind"], one["severity"]) for one in notices] == [
        ("device_unstable", "info"),
        ("resolved", "info"),
    ]
    assert notices[1]["of"] == "device_unstable"


def test_death_among_flapping_is_told() -> None:
    trace = [device("D1"), *flapping("D1", 1000, drops=6), *gone("D1", 4000), end(3 * HOUR)]
    assert [kind for _, kind, _ in brief(told(trace))] == ["device_unstable", "device_offline"]


def test_three_drops_are_not_yet_flapping() -> None:
    assert told([device("D1"), *flapping("D1", 1000, drops=3), end(6 * HOUR)]) == []


def test_a_dark_site_is_one_alert_that_lists_its_terminals() -> None:
    lost = [line for number, one in enumerate(SITE) for line in gone(one, 1000 + number * 5, 9000)]
    first, last = told([*site(), *lost, end(20_000)])
    assert (first["kind"], first["entity"], first["severity"]) == ("site_outage", "A", "critical")
    assert first["devices"] == SITE
    assert 1290 <= first["t"] <= 1320
    assert (last["kind"], last["of"]) == ("resolved", "site_outage")


def test_a_router_that_restarts_is_not_told_of() -> None:
    lost = [line for one in SITE for line in gone(one, 1000, 1180)]
    assert told([*site(), *lost, end(20_000)]) == []


def test_a_terminal_that_does_not_come_back_with_its_site_is_told_after_another_hold() -> None:
    lost = [line for one in SITE[1:] for line in gone(one, 1000, 5000)]
    notices = brief(told([*site(), *gone("A1", 1000), *lost, end(20_000)]))
    assert [kind for _, kind, _ in notices] == ["site_outage", "resolved site_outage", "device_offline"]
    over, alone = notices[1][0], notices[2][0]
    assert alone == over + 300


def test_many_dark_sites_at_once_are_one_alert() -> None:
    names = [f"S{number}" for number in range(8)]
    declared = [device(f"{name}-{n}", name) for name in names for n in range(3)]
    lost = [line for one in declared for line in gone(one["device"], 1000, 9000)]
    notices = told([*declared, *lost, end(20_000)])
    assert [(one["kind"], one["entity"]) for one in notices] == [
        ("tenant_connectivity", "tenant"),
        ("resolved", "tenant"),
    ]
    assert len(notices[0]["devices"]) == 24


@pytest.mark.parametrize("epoch", [-1e6, 0.0, 1.7e9])
def test_seconds_are_of_any_epoch(epoch: float) -> None:
    lost = [line for one in SITE for line in gone(one, 1000, 9000)]
    trace = [*site(), device("D1"), *gone("D1", 500, 5000), restart(700), *lost, end(20_000)]
    later = [line | {"t": line["t"] + epoch} for line in trace]
    moved = [(t + epoch, kind, entity) for t, kind, entity in brief(told(trace))]
    assert len(moved) == 4
    assert brief(told(later)) == moved


# -- restarts and the end
# ---------------------------------------------------------------------------------------------------------


def test_a_restart_neither_loses_nor_repeats_an_alert() -> None:
    steady = [device("D1"), *gone("D1", 1000, 5000), end(10_000)]
    for at in (1001, 1100, 1500, 4000, 5100, 9000):
        assert [kind for _, kind, _ in brief(told([*steady, restart(at)]))] == [
            "device_offline",
            "resolved device_offline",
        ], at


def test_after_a_restart_those_that_are_back_have_time_to_say_so() -> None:
    trace = [device("D1"), *gone("D1", 1000, 1310), restart(1305), end(10_000)]
    assert told(trace) == []


def test_a_timer_that_ran_out_while_the_edge_was_down_waits_for_the_grace() -> None:
    trace = [device("D1"), *gone("D1", 1000), restart(1350), end(10_000)]
    assert brief(told(trace)) == [(1440, "device_offline", "D1")]


def test_a_restart_long_after_delays_nothing() -> None:
    trace = [device("D1"), *gone("D1", 1000), restart(5000), end(10_000)]
    assert brief(told(trace)) == [(1300, "device_offline", "D1")]


def test_many_restarts_alone_tell_nothing() -> None:
    assert told([*site(), *(restart(at) for at in range(0, 86_400, 600)), end(86_400)]) == []


def test_timers_run_up_to_the_end_and_not_beyond() -> None:
    lines = [device("D1"), *gone("D1", 1000)]
    assert told([*lines, end(1299)]) == []
    assert brief(told([*lines, end(1300)])) == [(1300, "device_offline", "D1")]
    assert told(lines) == []  # what comes after the last line is not known


def test_notices_come_as_soon_as_the_trace_allows() -> None:
    seen: list[bytes] = []

    def lines() -> Iterable[bytes]:
        for line in bytes_of([device("D1"), *gone("D1", 1000, 5000), end(10_000)]):
            seen.append(line)
            yield line

    next(replay.notices(read(lines())))
    assert len(seen) == 3


# -- rules
# ---------------------------------------------------------------------------------------------------------


def rule(kind: str, **members: Any) -> dict[str, Any]:
    return {"id": f"rule_{kind}", "object": "rule", "kind": kind, "selector": {}, **members}


def test_rules_are_those_that_the_api_answers() -> None:
    trace = [device("D1", "S1"), device("D2", "S2"), *gone("D1", 0, 90), *gone("D2", 0, 90), end(HOUR)]
    patient = rule("device_offline", params={}, severity="warning", enabled=True)
    own = rule(
        "device_offline",
        id="rule_0example",
        params={"hold_s": 60},
        severity="critical",
        selector={"sites": ["S1"]},
    )
    answer = {"object": "list", "data": [own, patient], "has_more": False, "next_cursor": None}
    notices = told(trace, answer)
    assert brief(notices) == [(60, "device_offline", "D1"), (270, "resolved device_offline", "D1")]
    assert notices[0]["severity"] == "critical"


def test_a_rule_that_is_switched_off_tells_nothing() -> None:
    off = [rule(kind, enabled=False) for kind in replay.REPLAYED]
    assert told([device("D1"), *gone("D1", 0), end(HOUR)], off) == []


# -- what a trace may look like
# ---------------------------------------------------------------------------------------------------------


def test_what_does_not_change_the_meaning_is_let_pass() -> None:
    lines = [
        b'\xef\xbb\xbf{"t": -5, "type": "device", "device": "D1", "colour": "red"}\r\n',
        b"\n",
        b'  {"type": "offline", "t": 0, "device": "D1", "since": null}  \n',
        b'{"t": 0, "type": "offline", "device": "D1"}\n',
        b'{"t": 1e3, "type": "end"}',
    ]
    assert [notice.t for notice in replay.notices(read(lines))] == [300]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("{", "it is not JSON (Expecting property name"),
        ("[1]", "it is JSON, but no object"),
        ("[" * 50_000, "it is not JSON (it is nested too deeply)"),
        ('"' + "x" * 200_000 + '"', "it is longer than 100,000 bytes"),
        ('{"t": 1}', "type is null. It must be one of device, offline"),
        ('{"t": 1, "type": "gone"}', 'type is "gone". It must be one of'),
        ('{"t": 1, "type": ["end"]}', 'type is ["end"]. It must be one of'),
        ('{"type": "end"}', "t is missing"),
        ('{"t": "1", "type": "end"}', 't is "1". It must be a number'),
        ('{"t": true, "type": "end"}', "t is true. It must be a number"),
        ('{"t": NaN, "type": "end"}', "t is not a finite number"),
        ('{"t": 1e999, "type": "end"}', "t is not a finite number"),
        ('{"t": 1' + "0" * 400 + ', "type": "end"}', "t is not a finite number"),
        ('{"t": -1, "type": "end"}', "t is -1, before the 0 of the line above. Sort the trace by t"),
        ('{"t": 1, "type": "offline"}', "device is missing"),
        ('{"t": 1, "type": "offline", "device": 7}', "device is 7. It must be a text"),
        ('{"t": 1, "type": "offline", "device": "D9"}', 'device "D9" was not declared'),
        ('{"t": 1, "type": "offline", "device": "D1", "since": 2}', "since is 2, after its t of 1"),
        ('{"t": 1, "type": "offline", "device": "D1", "since": "x"}', 'since is "x". It must be a number'),
        ('{"t": 1, "type": "device", "device": ""}', 'device is "". It must be a text'),
        ('{"t": 1, "type": "device", "device": "D2", "site": 4}', "site is 4. It must be a text"),
        ('{"t": 1, "type": "device", "device": "D2", "critical": 1}', "critical is 1. It must be true"),
        ('{"t": 1, "type": "device", "device": "D2", "tz": "Mars/Base"}', 'tz is "Mars/Base"'),
        ('{"t": 1, "type": "device", "device": "D2", "tz": "../../etc/passwd"}', 'tz is "../../etc'),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_line(line: str, wrong: str) -> None:
    lines = [b'{"t": 0, "type": "device", "device": "D1"}\n', b"\n", line.encode()]
    with pytest.raises(TraceError) as refused:
        list(read(lines))
    assert str(refused.value).startswith(f"Line 3: {wrong}")


def test_nothing_comes_after_the_end() -> None:
    with pytest.raises(TraceError, match=r"^Line 2: nothing may come after the line of type end\.$"):
        list(read([b'{"t": 0, "type": "end"}\n', b'{"t": 0, "type": "end"}\n']))


@given(st.lists(st.binary(max_size=80) | st.sampled_from(bytes_of([*site(), *gone("A1", 5, 9)]))))
@settings(max_examples=200)
def test_any_bytes_are_read_or_refused(lines: list[bytes]) -> None:
    with contextlib.suppress(TraceError):
        list(replay.notices(read(lines)))


TROUBLE = st.lists(
    st.tuples(
        st.sampled_from(["offline", "online", "edge_restart"]),
        st.sampled_from([*SITE, "B1", "B2", "C1"]),
        st.integers(1, 1200),
    ),
    max_size=60,
)


@given(TROUBLE)
@settings(max_examples=150, deadline=None)
def test_whatever_happens_nothing_is_told_twice_and_only_what_was_told_is_over(
    steps: list[tuple[str, str, int]],
) -> None:
    lines = [*site(), *site("B", ["B1", "B2"]), *site("C", ["C1"])]
    at = 0
    for type_, name, later in steps:
        at += later
        lines.append(
            {"t": at, "type": type_} if type_ == "edge_restart" else gone(name, at)[0] | {"type": type_}
        )
    open_: set[tuple[str, str]] = set()
    before = 0.0
    for notice in replay.notices(read(bytes_of([*lines, end(at + 2 * 86_400)]))):
        assert notice.t >= before
        before = notice.t
        key = (notice.of or notice.kind, notice.entity)
        if notice.of is None:
            assert key not in open_
            open_.add(key)
        else:
            open_.remove(key)


# -- the command
# ---------------------------------------------------------------------------------------------------------

TRACE = bytes_of([device("D1", "S1"), *gone("D1", 1000, 5000), end(10_000)])


def run(*words: str | Path, sent: bytes | None = None) -> Any:
    return CliRunner().invoke(cli, ["alerts", "replay", *map(str, words)], input=sent)


def test_the_command_prints_a_line_of_json_for_every_notice(tmp_path: Path) -> None:
    file = tmp_path / "trace.jsonl"
    file.write_bytes(b"".join(TRACE))
    done = run(file)
    assert (done.exit_code, done.stderr) == (0, "")
    printed = [json.loads(line) for line in done.stdout.splitlines()]
    assert printed == told(json.loads(line) for line in TRACE)


def test_the_command_reads_standard_input() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "edge", "alerts", "replay", "-"],
        cwd=ROOT,
        input=b"".join(TRACE),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr, done.stdout.count(b"\n")) == (0, b"", 2)


def test_the_command_says_in_one_line_what_it_cannot_use(tmp_path: Path) -> None:
    trace, rules = tmp_path / "trace.jsonl", tmp_path / "rules.json"
    trace.write_bytes(TRACE[0] + b"oops\n")
    assert run(trace).stderr.startswith(f"punchdeck-edge: {trace}: Line 2: it is not JSON (Expecting value")
    assert run(tmp_path / "none").stderr == (
        f"punchdeck-edge: {tmp_path / 'none'} cannot be read: No such file or directory.\n"
    )
    rules.write_text('{"data": [{"kind": "device_offlin"}]}')
    refused = run(trace, "--rules", rules)
    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"punchdeck-edge: {rules}: data[0].kind is 'device_offlin'")
    rules.write_text("{")
    assert "is not JSON" in run(trace, "--rules", rules).stderr


def test_what_was_told_before_a_line_that_cannot_be_read_is_printed(tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    trace.write_bytes(b"".join(TRACE[:3]) + b"oops\n")
    done = run(trace)
    assert (done.exit_code, done.stdout.count("\n")) == (1, 1)


def test_lines_end_where_the_file_does() -> None:
    assert len(list(read(io.BytesIO(b"".join(TRACE))))) == len(TRACE)

"""What is shipped for Prometheus and Grafana names only numbers that an edge has, and guides it serves."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from edge.api.docs.markdown import render
from tests.kit.certificates import Pair
from tests.kit.edge_process import EdgeProcess

FOLDER = Path(str(files("resources").joinpath("dashboards")))
RULES = FOLDER / "prometheus-rules.yml"
DASHBOARD = json.loads((FOLDER / "grafana.json").read_text("utf-8"))
ALERTS = [rule for group in yaml.safe_load(RULES.read_text("utf-8"))["groups"] for rule in group["rules"]]
CASES = Path(__file__).with_name("prometheus_rules_test.yml")
NAME = re.compile(r"\b(?:punchdeck|process)_\w+")


def expressions() -> list[str]:
    targets = [target["expr"] for panel in DASHBOARD["panels"] for target in panel.get("targets", ())]
    asked = [one["definition"] for one in DASHBOARD["templating"]["list"] if one["type"] == "query"]
    return [*targets, *asked, *(alert["expr"] for alert in ALERTS)]


def named() -> set[str]:
    return {name for text in expressions() for name in NAME.findall(text)}


def shown_by(edge: EdgeProcess) -> set[str]:
    text = httpx.get(f"{edge.url.replace('http', 'https')}/metrics", verify=False, trust_env=False).text
    families = re.findall(r"^# TYPE (\w+) (\w+)$", text, re.MULTILINE)
    histograms = {name for name, kind in families if kind == "histogram"}
    return {name for name, _ in families} | {
        f"{name}_{part}" for name in histograms for part in ("bucket", "sum", "count")
    }


def test_every_number_that_is_named_is_one_of_an_edge(tmp_path: Path) -> None:
    pair = Pair.made(tmp_path, valid=(-1, 90))
    words = ("--tls-cert", str(pair.cert), "--tls-key", str(pair.key), "--device-tls", "both")
    with EdgeProcess(tmp_path / "data", *words) as edge:
        shown = shown_by(edge)
    assert named() - shown == set()


def test_panels_have_ids_of_their_own_and_do_not_lie_on_one_another() -> None:
    panels = DASHBOARD["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    for one, other in combinations([panel["gridPos"] for panel in panels], 2):
        assert (
            one["x"] + one["w"] <= other["x"]
            or other["x"] + other["w"] <= one["x"]
            or one["y"] + one["h"] <= other["y"]
            or other["y"] + other["h"] <= one["y"]
        ), (one, other)
    assert all(panel["gridPos"]["x"] + panel["gridPos"]["w"] <= 24 for panel in panels)


def test_every_panel_asks_the_chosen_source_about_the_chosen_edges() -> None:
    for panel in DASHBOARD["panels"]:
        if panel["type"] == "row":
            continue
        assert panel["datasource"] == {"type": "prometheus", "uid": "${datasource}"}
        assert [target["refId"] for target in panel["targets"]] == list("ABCD")[: len(panel["targets"])]
        for target in panel["targets"]:
            assert target["expr"].count('instance=~"$instance"') == len(NAME.findall(target["expr"]))


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: str(alert["alert"]))
def test_an_alert_says_what_to_do_and_where_that_is_written(alert: dict[str, Any]) -> None:
    assert alert["labels"]["severity"] in ("warning", "critical")
    said = alert["annotations"]
    assert said["summary"]
    assert said["description"].endswith(".")
    found = re.fullmatch(
        r"(?:http://\{\{ \$labels\.instance \}\})?/docs/guides/(\w+)(?:#(.+))?", said["runbook_url"]
    )
    assert found is not None, said["runbook_url"]
    page = files("resources").joinpath("docs", "pages", f"{found[1]}.md").read_text("utf-8")
    assert found[2] is None or found[2] in {section.anchor for section in render(page).sections}


def test_every_alert_has_a_case_in_which_it_fires() -> None:
    fires = [*re.findall(r'alertname="(\w+)"', CASES.read_text("utf-8")), "PunchdeckEdgeDown"]
    assert sorted(fires) == sorted(alert["alert"] for alert in ALERTS)


# -- by Prometheus' own tool
# --------------------------------------------------------------------------------------------------


def promtool(*words: str) -> None:
    program = shutil.which("promtool")
    if program is None:
        pytest.skip("promtool is not installed (Debian: prometheus)")
    done = subprocess.run([program, *words], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_rules_are_understood() -> None:
    promtool("check", "rules", str(RULES))


def test_the_rules_fire_where_they_must_and_only_there() -> None:
    promtool("test", "rules", str(CASES))


def test_what_the_dashboard_asks_is_understood(tmp_path: Path) -> None:
    rules = [
        {"record": f"asked_{number}", "expr": re.sub(r"\$__\w+", "5m", target["expr"])}
        for number, target in enumerate(
            target for panel in DASHBOARD["panels"] for target in panel.get("targets", ())
        )
    ]
    file = tmp_path / "asked.yml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "dashboard", "rules": rules}]}))
    promtool("check", "rules", str(file))

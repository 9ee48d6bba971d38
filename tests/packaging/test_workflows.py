"""The workflows on GitHub: what may run there, with what in its hands. They only call scripts of ours."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.kit.edge_process import ROOT

FOLDER = ROOT / ".github" / "workflows"
NAMES = ("ci.yml", "package.yml")
OURS = {"actions/checkout", "actions/setup-python", "actions/upload-artifact", "actions/download-artifact"}
LEAST = {"contents": "read"}


def text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def workflow(name: str) -> dict[Any, Any]:
    """YAML takes `on` for true."""
    read = yaml.safe_load(text(name))
    assert isinstance(read, dict)
    return read


def steps(name: str) -> list[tuple[str, dict[str, Any]]]:
    """Each with the job that it is of."""
    return [(job, step) for job, body in workflow(name)["jobs"].items() for step in body["steps"]]


def commands(name: str, job: str) -> str:
    return "\n".join(step["run"] for of, step in steps(name) if of == job and "run" in step)


def test_there_are_no_others() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_what_others_wrote_is_pinned_to_one_commit_and_says_which_version_that_is(name: str) -> None:
    lines = [line.strip() for line in text(name).splitlines() if "uses:" in line]
    assert lines
    for line in lines:
        pinned = re.fullmatch(r"(?:- )?uses: ([\w/-]+)@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)
        assert pinned, line
        assert pinned[1] in OURS, line


def test_one_action_has_one_commit_everywhere() -> None:
    pins = set(re.findall(r"uses: ([\w/-]+)@(\w+)", "".join(map(text, NAMES))))
    assert len({action for action, _ in pins}) == len(pins)


@pytest.mark.parametrize("name", NAMES)
def test_every_script_that_is_called_is_there_and_takes_the_options_it_is_given(name: str) -> None:
    for job in workflow(name)["jobs"]:
        for script, rest in re.findall(r"(resources/installers/[\w/]+\.py)(.*)", commands(name, job)):
            path = ROOT / script
            assert path.is_file(), script
            for option in re.findall(r"(?<=\s)--[a-z-]+", rest):
                assert f'"{option}"' in path.read_text(encoding="utf-8"), f"{script} {option}"


@pytest.mark.parametrize("name", NAMES)
def test_a_job_may_read_the_source_and_no_more_unless_it_says_why(name: str) -> None:
    read = workflow(name)
    assert read["permissions"] == LEAST
    for job, body in read["jobs"].items():
        more = {
            key: value for key, value in body.get("permissions", LEAST).items() if LEAST.get(key) != value
        }
        allowed = {"windows": {"id-token": "write"}, "release": {"contents": "write"}}
        assert more == (allowed.get(job, {}) if name == "package.yml" else {}), job


@pytest.mark.parametrize("name", NAMES)
def test_the_token_of_a_job_does_not_stay_in_the_checkout(name: str) -> None:
    for _, step in steps(name):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("name", NAMES)
def test_runs_of_one_branch_do_not_pile_up_and_none_is_endless(name: str) -> None:
    read = workflow(name)
    assert "${{ github.ref }}" in read["concurrency"]["group"]
    assert read["concurrency"]["cancel-in-progress"] is (name == "ci.yml"), (
        "a release is not given up halfway"
    )
    assert all(body["timeout-minutes"] <= 120 for body in read["jobs"].values())


def test_whoever_sends_a_pull_request_gets_no_secret() -> None:
    assert "secrets." not in text("ci.yml")
    assert "pull_request" in workflow("ci.yml")[True]
    assert set(workflow("package.yml")[True]) == {"push", "workflow_dispatch"}
    assert workflow("package.yml")[True]["push"] == {"tags": ["v*"]}
    assert "pull_request_target" not in "".join(map(text, NAMES))


def test_secrets_are_given_to_the_steps_that_need_them_and_guarded_by_an_environment() -> None:
    for job, body in workflow("package.yml")["jobs"].items():
        secret = "secrets." in str(body)
        signs = secret or "id-token" in body["permissions"]
        assert (body.get("environment") == "release") is signs, job
        for value in body.get("env", {}).values():
            assert "secrets." not in value or value.endswith("!= '' }}"), "only whether it is there"
        for step in body["steps"]:
            assert "secrets." not in step.get("run", ""), "never in what a shell reads"
            if "secrets." in str(step.get("env")):
                assert "env.SIGN == 'true'" in step["if"], step["name"]


def test_what_a_stranger_chooses_is_never_put_into_a_shell() -> None:
    for name in NAMES:
        for _, step in steps(name):
            assert "${{" not in step.get("run", ""), step


def test_packages_are_made_on_each_system_that_customers_have() -> None:
    jobs = workflow("package.yml")["jobs"]
    assert jobs["windows"]["runs-on"] == "windows-2022"
    assert jobs["macos"]["strategy"]["matrix"]["os"] == ["macos-15", "macos-15-intel"]
    assert jobs["linux"]["runs-on"] == "ubuntu-22.04", "its libraries are the oldest that are to do"
    assert set(jobs["release"]["needs"]) == {"windows", "macos", "linux"}


@pytest.mark.parametrize(
    ("job", "built", "installed"),
    [
        ("windows", "try_setup.py --programs", "try_setup.py --dist dist"),
        ("macos", "MacOS/punchdeck --selftest", "try_image.py --dist dist"),
        ("linux", "dist/punchdeck/punchdeck --selftest", "~/.local/bin/punchdeck --selftest"),
    ],
)
def test_programs_try_themselves_when_built_and_again_when_installed(
    job: str, built: str, installed: str
) -> None:
    said = commands("package.yml", job)
    order = [said.index(part) for part in ("bundle/build.py", built, installed)]
    assert order == sorted(order)
    for script in ("windows/try_setup.py", "macos/try_image.py"):
        assert '"--selftest"' in (ROOT / "resources/installers" / script).read_text(encoding="utf-8")
    if job == "linux":
        assert "\n  punchdeck-edge --selftest" in said, "of the installed package"


def test_what_is_tried_is_what_was_signed() -> None:
    said = commands("package.yml", "windows")
    assert said.index("sign.py dist/punchdeck\n") < said.index("--dist dist")
    mac = commands("package.yml", "macos")
    order = [
        "sign.py dist/Punchdeck.app",
        "notarize.py dist/Punchdeck.app",
        "dmg.py --app",
        "sign.py dist/Punchdeck-*",
    ]
    assert [mac.index(each) for each in order] == sorted(mac.index(each) for each in order)


def test_a_release_is_a_draft_with_contents_sums_and_a_manifest_that_nobody_signed_yet() -> None:
    said = commands("package.yml", "release")
    assert "gh release create" in said
    assert "--draft" in said
    assert said.index("updates/manifest.py") < said.index("bundle/checksums.py"), "sums of all"
    assert "bundle/sbom.py" in commands("package.yml", "linux"), "where the programs were built"
    assert "updates/sign.py" not in "".join(map(text, NAMES)), "its key is on no machine of others"
    assert workflow("package.yml")["jobs"]["release"]["if"] == "startsWith(github.ref, 'refs/tags/v')"


def test_the_list_of_steps_names_every_secret_variable_and_script() -> None:
    listed = (ROOT / "resources/installers/README.md").read_text(encoding="utf-8")
    used = text("package.yml")
    for name in set(re.findall(r"(?:secrets|vars)\.(\w+)", used)):
        assert f"`{name}`" in listed, name
    for script in set(re.findall(r"resources/installers/[\w/]+\.py", used)):
        assert Path(script).name in listed, script

"""A selector means what all of its members mean, and nothing by a word that nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.alerts.model import KINDS, SEVERITIES, Entity
from edge.alerts.selecting import Subject, fits

GATE = Subject(
    site="site_hq",
    device="dev_1",
    serial="SN1",
    tags=("gate", "outdoor"),
    model="SpeedFace",
    site_tags=("big",),
    critical=True,
    kind="device_offline",
    severity="warning",
    entity=Entity("device", "dev_1"),
)


@pytest.mark.parametrize(
    "selector",
    [
        {},
        {"sites": ["site_farm", "site_hq"]},
        {"devices": ["dev_1"]},
        {"devices": ["SN1"]},
        {"tags": ["gate"]},
        {"tags": ["big"]},
        {"models": ["SpeedFace"]},
        {"kinds": ["device_offline", "site_outage"]},
        {"severities": ["warning"]},
        {"business_critical": True},
        {"sites": ["site_hq"], "tags": ["outdoor"], "severities": ["critical", "warning"]},
        {"sites": None, "business_critical": None},
    ],
)
def test_it_fits_what_it_means(selector: Mapping[str, Any]) -> None:
    assert fits(selector, GATE)


@pytest.mark.parametrize(
    "selector",
    [
        {"sites": ["site_farm"]},
        {"devices": ["dev_2"]},
        {"tags": ["Gate"]},
        {"models": ["uFace"]},
        {"kinds": ["site_outage"]},
        {"severities": ["info"]},
        {"business_critical": False},
        {"sites": ["site_hq"], "tags": ["indoor"]},
        {"sites": []},
        {"colour": ["red"]},
    ],
)
def test_it_fits_nothing_else(selector: Mapping[str, Any]) -> None:
    assert not fits(selector, GATE)


def test_what_is_about_no_terminal_is_meant_by_no_selector_that_names_some() -> None:
    whole = Subject(kind="webhook_failing", severity="warning", entity=Entity("webhook", "wh_1"))
    assert fits({"kinds": ["webhook_failing"]}, whole)
    for selector in ({"sites": ["site_hq"]}, {"devices": ["dev_1"]}, {"models": ["x"]}, {"tags": ["gate"]}):
        assert not fits(selector, whole)


WORDS = st.sampled_from(["a", "b", "c"])
LISTS = st.lists(WORDS, min_size=1, max_size=3)
SELECTORS = st.fixed_dictionaries(
    {},
    optional={
        "sites": LISTS,
        "devices": LISTS,
        "tags": LISTS,
        "models": LISTS,
        "kinds": st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=3),
        "severities": st.lists(st.sampled_from(SEVERITIES), min_size=1),
        "business_critical": st.booleans(),
    },
)
SUBJECTS = st.builds(
    Subject,
    site=WORDS | st.none(),
    device=WORDS | st.none(),
    serial=WORDS | st.none(),
    tags=st.lists(WORDS, max_size=2).map(tuple),
    model=WORDS | st.none(),
    site_tags=st.lists(WORDS, max_size=2).map(tuple),
    critical=st.booleans(),
    kind=st.sampled_from(sorted(KINDS)) | st.none(),
    severity=st.sampled_from(SEVERITIES) | st.none(),
)


@given(SELECTORS, SUBJECTS)
def test_all_members_must_fit_each_for_itself(selector: dict[str, Any], subject: Subject) -> None:
    alone = [fits({name: value}, subject) for name, value in selector.items()]
    assert fits(selector, subject) == all(alone)


@given(SELECTORS, SUBJECTS, st.data())
def test_more_values_mean_more_and_more_members_less(
    selector: dict[str, Any], subject: Subject, data: st.DataObject
) -> None:
    if not selector:
        return
    name = data.draw(st.sampled_from(sorted(selector)))
    fewer = {one: value for one, value in selector.items() if one != name}
    if fits(selector, subject):
        assert fits(fewer, subject)
        if isinstance(selector[name], list):
            assert fits({**selector, name: [*selector[name], "else"]}, subject)


@given(SELECTORS, SUBJECTS)
def test_what_a_selector_does_not_name_changes_nothing(selector: dict[str, Any], subject: Subject) -> None:
    if "severities" not in selector:
        assert fits(selector, replace(subject, severity="critical")) == fits(selector, subject)
    if "sites" not in selector:
        assert fits(selector, replace(subject, site="elsewhere")) == fits(selector, subject)

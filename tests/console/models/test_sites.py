"""The list of sites: order, filter, and what it tells those who show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from console.core.fleet import Change
from console.core.status import Counts, Status
from console.models.sites import Role, SiteRow, SitesModel
from tests.console.fleets import MINUTE_US, NINE_US, Told, site, terminals, three_sites


def model_of(told: Told, *, only_trouble: bool = False) -> SitesModel:
    """The model, following its session."""
    made = SitesModel(told.session, "Without a site", lambda row: f"{row.name}!", only_trouble=only_trouble)
    told.session.changed.add(made.follow)
    return made


def names(model: SitesModel) -> list[str]:
    return [model.index(row).data() for row in range(model.rowCount())]


def row(model: SitesModel, site_id: str) -> SiteRow:
    return model.index_of(site_id).data(Role.ROW)


def counted(model: SitesModel) -> Callable[[], dict[str, int]]:
    """What the model has told since, by signal."""
    heard = {"changed": 0, "inserted": 0, "removed": 0, "moved": 0}

    def count(what: str, first: int, last: int) -> None:
        heard[what] += last - first + 1

    model.dataChanged.connect(lambda a, b: count("changed", a.row(), b.row()))
    model.rowsInserted.connect(lambda _, first, last: count("inserted", first, last))
    model.rowsRemoved.connect(lambda _, first, last: count("removed", first, last))
    model.layoutChanged.connect(lambda: count("moved", 0, 0))
    return lambda: {what: n for what, n in heard.items() if n}


def test_the_worst_is_first_and_the_rest_by_name() -> None:
    told = three_sites().live()
    model = model_of(told)
    assert names(model) == ["Agadir", "Fès", "Rabat"]

    told.change("rabat1", connectivity="offline")
    told.change("fès1", health="unstable")

    assert names(model) == ["Rabat", "Fès", "Agadir"]


def test_a_row_says_all_that_a_list_shows() -> None:
    told = three_sites().live()
    model = model_of(told)
    told.change("agadir2", connectivity="offline", last_seen_us=NINE_US - 3 * MINUTE_US)
    told.change("agadir4", connectivity="offline", last_seen_us=NINE_US - 5 * MINUTE_US)
    told.punch("agadir1", 3)

    shown = row(model, "agadir")
    assert shown.verdict.level is Status.OFFLINE
    assert shown.verdict.counts == Counts(offline=2, online=2)
    assert shown.troubled == ("Gate 4", "Gate 2")
    assert shown.seen_us == NINE_US - 3 * MINUTE_US
    assert shown.last_punch_us == NINE_US
    assert (len(shown.hourly), shown.hourly[-1]) == (24, 3)
    assert (shown.timezone, shown.placed, shown.blind) == ("Africa/Casablanca", True, False)


def test_where_all_is_well_nobody_is_named() -> None:
    told = three_sites().live()

    shown = row(model_of(told), "rabat")

    assert (shown.troubled, shown.seen_us) == ((), None)


def test_it_is_said_in_one_sentence() -> None:
    told = three_sites().live()
    index = model_of(told).index_of("rabat")

    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Rabat!"
    assert index.data(Role.ID) == "rabat"


def test_terminals_without_a_site_are_listed_while_there_are_any() -> None:
    told = three_sites().live()
    model = model_of(told)

    told.devices = [*told.devices, replace(told.devices[0], id="lost", site="", site_id="")]
    told.tell()
    assert names(model) == ["Without a site", "Agadir", "Fès", "Rabat"]

    told.devices = told.devices[:-1]
    told.tell()
    assert names(model) == ["Agadir", "Fès", "Rabat"]


def test_only_the_sites_in_trouble() -> None:
    told = three_sites().live()
    model = model_of(told, only_trouble=True)
    assert names(model) == []

    told.change("fès1", "fès2", connectivity="offline")
    assert names(model) == ["Fès"]

    told.change("fès1", "fès2", connectivity="online")
    assert names(model) == []


def test_a_site_that_nobody_hears_of_is_not_in_trouble() -> None:
    told = three_sites().live()
    model = model_of(told, only_trouble=True)
    told.change("fès1", connectivity="offline")

    told.silence()

    assert names(model) == []


def test_names_are_filtered_without_regard_to_case_and_accents() -> None:
    model = model_of(three_sites().live())

    model.set_text("FES")
    assert names(model) == ["Fès"]
    assert not model.index_of("rabat").isValid()

    model.set_text("")
    assert names(model) == ["Agadir", "Fès", "Rabat"]


def test_a_site_that_gets_worse_moves_and_what_points_at_it_moves_along() -> None:
    told = three_sites().live()
    model = model_of(told)
    held = QPersistentModelIndex(model.index_of("rabat"))

    told.change("rabat1", connectivity="offline")

    assert (held.row(), held.data(Role.ID)) == (0, "rabat")


def test_a_punch_touches_one_row_only() -> None:
    told = three_sites().live()
    model = model_of(told)
    heard = counted(model)

    told.punch("rabat1")

    assert heard() == {"changed": 1}


def test_a_heartbeat_touches_one_row_only() -> None:
    told = three_sites().live()
    model = model_of(told)
    heard = counted(model)

    told.change("rabat1", last_seen_us=NINE_US + MINUTE_US)

    assert heard() == {"changed": 1}


def test_a_new_site_is_put_in_and_nothing_else_is() -> None:
    told = three_sites().live()
    model = model_of(told)
    heard = counted(model)

    casa = site("Casablanca")
    told.sites, told.devices = [*told.sites, casa], [*told.devices, *terminals(casa, 1)]
    told.tell()

    assert names(model) == ["Agadir", "Casablanca", "Fès", "Rabat"]
    assert heard()["inserted"] == 1
    assert "moved" not in heard()
    assert "removed" not in heard()


def test_what_was_missed_is_caught_up_with() -> None:
    told = three_sites().live()
    model = SitesModel(told.session, "", lambda row: row.name)
    told.change("rabat1", connectivity="offline")

    model.catch_up()

    assert names(model) == ["Rabat", "Agadir", "Fès"]


def test_an_empty_change_says_nothing() -> None:
    told = three_sites().live()
    model = model_of(told)
    heard = counted(model)

    model.follow(Change())

    assert heard() == {}


Step = tuple[str, int, str]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["status", "remove", "return", "filter", "blind", "live"]),
            st.integers(0, 8),
            st.sampled_from(["online", "offline", "suspended", "a", ""]),
        ),
        max_size=12,
    )
)
def test_whatever_happens_the_model_keeps_its_word_and_its_order(steps: list[Step]) -> None:
    told = three_sites().live()
    everything = told.devices
    models = [model_of(told), model_of(told, only_trouble=True)]
    mode = QAbstractItemModelTester.FailureReportingMode.Warning  # and a warning of Qt's fails the test
    testers = [QAbstractItemModelTester(model, mode) for model in models]
    for what, number, word in steps:
        if what == "status" and number < len(told.devices) and len(word) > 1:
            told.change(told.devices[number].id, connectivity=word)
        elif what == "remove":
            told.sites, told.devices = told.sites[:-1], [d for d in told.devices if d.site_id != "rabat"]
            told.tell()
        elif what == "return":
            told.sites, told.devices = three_sites().sites, everything
            told.tell()
        elif what == "filter":
            models[0].set_text(word[:1])
        elif what == "blind":
            told.silence()
        elif what == "live":
            told.live()

        order = [verdict.site_id for verdict in told.session.verdicts.worst_first()]
        for model in models:
            shown = [model.index(place).data(Role.ID) for place in range(model.rowCount())]
            assert shown == [site_id for site_id in order if site_id in shown]
            assert [row(model, site_id).verdict for site_id in shown] == [
                told.session.verdicts.of(site_id) for site_id in shown
            ]
    del testers

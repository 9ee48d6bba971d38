"""The table of terminals: filter, order, groups, and what it tells those who show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from common.filters import FilterError, completions
from console.core.records import Device
from console.core.status import Status
from console.models.device_columns import COLUMNS, PLACE, TICKING, Column, Order, Terminal, natural
from console.models.device_filter import Vocabulary, parse_device_filter, statuses_of, with_statuses
from console.models.devices import DeviceModel, Group, Role, Row
from tests.console.fleets import MINUTE_US, NINE_US, Told, site, terminals, three_sites

NAMELESS = "Without a site"


class Plain:
    """Says what a test can read."""

    def header(self, column: Column) -> str:
        return column.value.title()

    def text(self, row: Row, column: Column) -> str:
        return f"[{row.id}]" if isinstance(row, Group) else row.device.name

    def tooltip(self, row: Row, column: Column) -> str:
        return f"about {self.text(row, column)}"

    def spoken(self, row: Row, column: Column) -> str:
        return f"{column.value} of {self.text(row, column)}"


def model_of(told: Told) -> DeviceModel:
    """The model, following its session."""
    made = DeviceModel(told.session, Plain(), NAMELESS)
    told.session.changed.add(made.follow)
    return made


def shown(model: DeviceModel) -> list[str]:
    """The rows by id, headings in brackets."""
    rows = [model.row(place) for place in range(model.rowCount())]
    return [f"[{row.id}]" if isinstance(row, Group) else row.device.id for row in rows]


def filtered(model: DeviceModel, text: str) -> list[str]:
    model.set_filter(parse_device_filter(text))
    return shown(model)


def by(model: DeviceModel, column: Column, *, descending: bool = False) -> list[str]:
    model.sort_by(Order(column, descending))
    return shown(model)


def counted(model: DeviceModel) -> Callable[[], dict[str, int]]:
    """Rows the model has told of since, by signal."""
    heard = {"changed": 0, "inserted": 0, "removed": 0, "moved": 0, "reset": 0}

    def count(what: str, n: int) -> None:
        heard[what] += n

    model.dataChanged.connect(lambda a, b: count("changed", b.row() - a.row() + 1))
    model.rowsInserted.connect(lambda _, first, last: count("inserted", last - first + 1))
    model.rowsRemoved.connect(lambda _, first, last: count("removed", last - first + 1))
    model.layoutChanged.connect(lambda: count("moved", 1))
    model.modelReset.connect(lambda: count("reset", 1))
    return lambda: {what: n for what, n in heard.items() if n}


def waiting(serial: str) -> Device:
    return Device(serial, serial, serial, "Unassigned", "", "pending", last_seen_us=NINE_US)


# -- order
# ----------------------------------------------------------------------------------------------------------


def test_the_worst_is_first_and_the_rest_by_name() -> None:
    told = Told([site("Rabat")], terminals(site("Rabat"), 4)).live()
    model = model_of(told)
    assert shown(model) == ["rabat1", "rabat2", "rabat3", "rabat4"]

    told.change("rabat3", connectivity="offline")
    told.change("rabat4", health="degraded")
    told.change("rabat1", connectivity="suspended")

    assert shown(model) == ["rabat3", "rabat4", "rabat2", "rabat1"]


def test_names_sort_as_people_count() -> None:
    names = ["Gate 10", "gate 2", "Étage 1", "Gate 2b", "", "7"]
    assert sorted(names, key=natural) == ["", "7", "Étage 1", "gate 2", "Gate 2b", "Gate 10"]


def test_sorts_by_every_column_and_the_other_way_round() -> None:
    told = three_sites().live()
    told.change("agadir1", "fès1", users=9, ip="10.0.0.9", clock_drift_s=-80.0, tags=("a",), faces=1)
    told.change("rabat1", users=10, ip="10.0.0.10", clock_drift_s=2.0, model="K40", punches=3)
    model = model_of(told)
    for column in COLUMNS:
        up = by(model, column)
        down = by(model, column, descending=True)
        assert sorted(up) == sorted(down) == sorted(told.session.fleet.devices)
    assert by(model, Column.USERS)[:3] == ["agadir1", "fès1", "rabat1"]
    assert by(model, Column.USERS, descending=True)[:3] == ["rabat1", "agadir1", "fès1"]
    assert by(model, Column.IP)[:3] == ["agadir1", "fès1", "rabat1"], "as numbers, not as letters"
    assert by(model, Column.DRIFT)[0] == "rabat1", "however far the clock is off, not which way"


def test_what_is_not_known_is_last_either_way() -> None:
    told = Told([site("Rabat")], terminals(site("Rabat"), 3)).live()
    told.change("rabat2", connectivity="new", last_seen_us=None)
    model = model_of(told)
    assert by(model, Column.SEEN)[-1] == by(model, Column.SEEN, descending=True)[-1] == "rabat2"


def test_equal_ones_stand_worst_first_then_by_name_either_way() -> None:
    told = Told([site("Rabat")], terminals(site("Rabat"), 3, model="K40")).live()
    told.change("rabat3", connectivity="offline")
    model = model_of(told)
    assert by(model, Column.MODEL) == ["rabat3", "rabat1", "rabat2"]
    assert by(model, Column.MODEL, descending=True) == ["rabat3", "rabat1", "rabat2"]


def test_a_row_does_not_move_because_it_was_seen_or_punched() -> None:
    told = Told([site("Rabat")], terminals(site("Rabat"), 3)).live()
    model = model_of(told)
    order = by(model, Column.SEEN)
    told.now_us += MINUTE_US
    told.change("rabat1", last_seen_us=told.now_us)
    told.punch("rabat2")
    assert shown(model) == order
    model.catch_up()
    assert shown(model) == ["rabat2", "rabat3", "rabat1"], "but when everything is looked at anew"


def test_only_the_row_whose_status_changes_moves() -> None:
    told = Told([site("Rabat")], terminals(site("Rabat"), 4)).live()
    model = model_of(told)
    by(model, Column.SEEN)
    told.change("rabat1", last_seen_us=NINE_US + 9)
    told.change("rabat2", connectivity="offline", last_seen_us=NINE_US - 9)
    assert shown(model) == ["rabat2", "rabat1", "rabat3", "rabat4"]


# -- what it tells
# ----------------------------------------------------------------------------------------------------


def test_a_change_of_a_few_tells_of_their_rows_only() -> None:
    told = three_sites().live()
    model = model_of(told)
    heard = counted(model)
    told.change("agadir1", "rabat2", firmware="2.0")
    assert heard() == {"changed": 2}


def test_a_change_of_status_moves_one_row_and_keeps_who_holds_it() -> None:
    told = three_sites().live()
    model = model_of(told)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    place = model.place_of("rabat2")
    assert place is not None
    held = QPersistentModelIndex(model.index(place, 3))
    heard = counted(model)
    told.change("rabat2", connectivity="offline")
    assert heard() == {"moved": 1, "changed": 1}
    assert (held.row(), held.column()) == (0, 3)


def test_time_is_told_of_the_rows_in_sight_and_of_their_ages_only() -> None:
    told = three_sites().live()
    model = model_of(told)
    told_of: list[tuple[int, int, Column]] = []
    model.dataChanged.connect(lambda a, b: told_of.append((a.row(), b.row(), COLUMNS[a.column()])))
    model.tick(2, 4)
    assert {(first, last) for first, last, _ in told_of} == {(2, 4)}
    assert {column for _, _, column in told_of} == TICKING
    model.tick(-1, -1)
    model.tick(0, 99)
    assert len(told_of) == len(TICKING)


def test_rows_say_what_the_words_say() -> None:
    model = model_of(three_sites().live())
    index = model.index(0, PLACE[Column.NAME])
    assert model.data(index, Role.ROW) is model.row(0)
    assert index.data() == "Gate 1"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "about Gate 1"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "name of Gate 1"
    assert model.headerData(PLACE[Column.NAME], Qt.Orientation.Horizontal) == "Name"
    assert model.columnCount() == len(COLUMNS)
    assert model.rowCount(index) == model.columnCount(index) == 0


# -- filter
# -----------------------------------------------------------------------------------------------------------


def test_filters_by_what_a_terminal_is() -> None:
    told = three_sites().live()
    told.change("agadir1", connectivity="offline", last_seen_us=NINE_US - 10 * MINUTE_US)
    told.change("agadir2", health="degraded", health_reasons=("clock_drift",), clock_drift_s=75.0)
    told.change("fès1", users=1200, model="SpeedFace", ip="41.140.7.2", tags=("vip", "24h"))
    told.change("rabat1", pending_commands=3, firmware="Ver 6.60", business_critical=True)
    model = model_of(told)
    for text, found in {
        "status=offline": ["agadir1"],
        "health:drift": ["agadir2"],
        "site:FES users>1000": ["fès1"],
        "seen>5m": ["agadir1"],
        "-site:agadir -site:fes": ["rabat1", "rabat2"],
        "model:speed ip:41.140 tag=vip": ["fès1"],
        "commands>0": ["rabat1"],
        "drift>60": ["agadir2"],
        "critical:yes": ["rabat1"],
        'firmware="ver 6.60"': ["rabat1"],
        "serial:sn-rabat name:gate": ["rabat1", "rabat2"],
        '"speedface"': ["fès1"],
        "1200": [],
        "-agadir -rabat vip": ["fès1"],
    }.items():
        assert filtered(model, text) == found, text
    assert len(filtered(model, "")) == 9


def test_who_starts_to_pass_or_stops_comes_and_goes() -> None:
    told = three_sites().live()
    model = model_of(told)
    assert filtered(model, "status=offline") == []
    heard = counted(model)
    told.change("fès2", connectivity="offline")
    assert shown(model) == ["fès2"]
    told.change("fès2", connectivity="online")
    assert shown(model) == []
    assert heard() == {"inserted": 1, "changed": 1, "removed": 1}


def test_time_alone_lets_terminals_pass() -> None:
    told = three_sites().live()
    model = model_of(told)
    assert filtered(model, "seen>5m") == []
    told.now_us += 6 * MINUTE_US
    model.follow_time()
    assert len(shown(model)) == 9


def test_counts_are_of_what_passes_whatever_its_status() -> None:
    told = three_sites().live()
    told.change("agadir1", "fès1", connectivity="offline")
    model = model_of(told)
    filtered(model, "site:agadir status=online")
    assert model.counts() == {Status.OFFLINE: 1, Status.ONLINE: 3}
    assert (model.shown, model.total) == (3, 9)


def test_a_filter_says_which_statuses_it_asks_for() -> None:
    assert statuses_of(parse_device_filter("site:a status=offline,no_data")) == {
        Status.OFFLINE,
        Status.NO_DATA,
    }
    for text in ("site:a", "status!=online", "-status=online", "status:off", "status=online status=new"):
        assert statuses_of(parse_device_filter(text)) == frozenset(), text


@pytest.mark.parametrize(
    ("text", "wanted", "then"),
    [
        ("", {Status.OFFLINE}, "status=offline"),
        ("site:casa", {Status.UNSTABLE, Status.OFFLINE}, "site:casa status=offline,unstable"),
        ('status=new "a status=b" x', {Status.ONLINE}, '"a status=b" x status=online'),
        ("-Status:off seen>5m", set(), "seen>5m"),
    ],
)
def test_a_chip_rewrites_only_what_is_said_of_the_status(text: str, wanted: set[Status], then: str) -> None:
    assert with_statuses(text, wanted) == then
    parse_device_filter(then)


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(FilterError, match="'colour' is not something"):
        parse_device_filter("colour:red")


def test_completes_from_the_fleet() -> None:
    told = three_sites()
    told.waiting = (waiting("CJ-1"),)
    told.live()
    told.change("agadir1", model="K40 Pro", site_id="", tags=("vip",))
    words = Vocabulary(told.session, NAMELESS)
    assert completions("sta", 3, words) == ["status:"]
    assert completions("status:of", 9, words) == ["offline"]
    assert completions("model:", 6, words) == ['"K40 Pro"']
    assert completions("site:", 5, words) == ["Agadir", "Fès", "Rabat", f'"{NAMELESS}"']
    assert completions("serial:cj", 9, words) == ["CJ-1"]
    assert completions("tag:v", 5, words) == ["vip"]
    assert completions("critical:", 9, words) == ["yes", "no"]
    assert list(words["users"]) == []
    assert len(words) == len(list(words))
    with pytest.raises(KeyError):
        words["colour"]


# -- groups
# -----------------------------------------------------------------------------------------------------------


def test_gathered_by_site_the_worst_site_is_first() -> None:
    told = three_sites().live()
    told.change("rabat2", connectivity="offline")
    model = model_of(told)
    model.set_grouped(True)
    assert shown(model)[:3] == ["[site:rabat]", "rabat2", "rabat1"]
    assert [group.id for group in model.groups()] == ["site:rabat", "site:agadir", "site:fès"]
    told.change("fès1", "fès2", "fès3", connectivity="offline")
    assert model.groups()[0].id == "site:fès"


def test_sorted_by_site_the_groups_are_too() -> None:
    model = model_of(three_sites().live())
    model.set_grouped(True)
    model.sort_by(Order(Column.SITE, True))
    assert [group.id for group in model.groups()] == ["site:rabat", "site:fès", "site:agadir"]


def test_a_heading_says_how_many_pass_and_how_the_site_does() -> None:
    told = three_sites().live()
    told.change("agadir1", connectivity="offline")
    model = model_of(told)
    model.set_grouped(True)
    filtered(model, "status=online")
    agadir = next(group for group in model.groups() if group.site_id == "agadir")
    assert (agadir.shown, agadir.total) == (3, 4)
    assert agadir.verdict is told.session.verdicts.of("agadir")
    heard = counted(model)
    told.change("agadir1", connectivity="online")
    assert agadir.verdict is told.session.verdicts.of("agadir")
    assert heard()["changed"] >= 1


def test_what_is_folded_stays_so_and_is_unfolded_for_who_is_wanted() -> None:
    told = three_sites().live()
    model = model_of(told)
    model.set_grouped(True)
    model.fold(["site:agadir"], True)
    assert shown(model)[:2] == ["[site:agadir]", "[site:fès]"]
    assert model.shown == 9, "folded away is not filtered away"
    told.change("agadir1", connectivity="offline")
    model.set_grouped(False)
    assert len(shown(model)) == 9
    model.set_grouped(True)
    assert shown(model)[:2] == ["[site:agadir]", "[site:fès]"]
    assert model.reveal("agadir2") == model.place_of("agadir2") == 2
    assert model.folded == frozenset()
    filtered(model, "site:rabat")
    assert model.reveal("agadir2") is None
    assert model.reveal("nobody") is None


def test_a_row_knows_its_heading() -> None:
    model = model_of(three_sites().live())
    assert model.heading_of(0) is None
    model.set_grouped(True)
    place = model.place_of("fès2")
    assert place is not None
    assert model.heading_of(place) == model.place_of("site:fès")
    assert model.heading_of(0) == 0


def test_terminals_without_a_site_are_gathered() -> None:
    told = three_sites().live()
    told.change("rabat1", "rabat2", site="Unassigned", site_id="")
    model = model_of(told)
    model.set_grouped(True)
    assert "[site:]" in shown(model)
    assert [terminal_at(model, id).site for id in ("rabat1", "rabat2")] == [NAMELESS, NAMELESS]


def terminal_at(model: DeviceModel, id: str) -> Terminal:
    found = model.terminal(id)
    assert found is not None
    return found


def test_who_waits_for_approval_stands_apart_and_first() -> None:
    told = three_sites().live()
    model = model_of(told)
    told.waiting = (waiting("CJ-2"), waiting("CJ-1"))
    told.tell()
    assert shown(model)[:4] == ["[waiting]", "CJ-1", "CJ-2", "[registered]"]
    assert model.counts()[Status.PENDING] == 2
    assert filtered(model, "status=pending") == ["[waiting]", "CJ-1", "CJ-2"]
    filtered(model, "")
    model.set_grouped(True)
    assert shown(model)[:4] == ["[waiting]", "CJ-1", "CJ-2", "[site:agadir]"]
    told.waiting = ()
    told.tell()
    assert shown(model)[0] == "[site:agadir]"


# -- the edge
# ---------------------------------------------------------------------------------------------------------


def test_an_edge_that_is_not_heard_leaves_no_status_standing() -> None:
    told = three_sites().live()
    model = model_of(told)
    told.silence()
    assert model.counts() == {Status.NO_DATA: 9}
    told.live()
    assert model.counts() == {Status.ONLINE: 9}


def test_of_another_edge_nothing_of_the_old_one_stays() -> None:
    told = three_sites().live()
    model = model_of(told)
    told.session.identified({"tenant": {"id": "another"}})
    assert shown(model) == []
    assert model.total == 0


# -- always
# ---------------------------------------------------------------------------------------------------------

STATES = st.sampled_from(
    [("online", "ok"), ("online", "unstable"), ("online", "degraded"), ("offline", "ok"), ("new", "ok")]
)
IDS = [device.id for device in three_sites().devices]
STEPS = st.one_of(
    st.tuples(st.just("state"), st.sampled_from(IDS), STATES),
    st.tuples(st.just("move"), st.sampled_from(IDS), st.sampled_from(["agadir", "fès", "rabat", ""])),
    st.tuples(st.just("punch"), st.sampled_from(IDS), st.none()),
    st.tuples(st.just("gone"), st.sampled_from(IDS), st.none()),
    st.tuples(st.just("waiting"), st.sampled_from(["CJ-1", "CJ-2"]), st.booleans()),
    st.tuples(
        st.just("filter"),
        st.sampled_from(["", "status=offline", "-status=online", "site:a", "rabat", "zzz"]),
        st.none(),
    ),
    st.tuples(st.just("group"), st.booleans(), st.none()),
    st.tuples(st.just("fold"), st.sampled_from(["site:agadir", "site:", "waiting"]), st.booleans()),
    st.tuples(st.just("sort"), st.sampled_from([Column.STATUS, Column.NAME, Column.SITE]), st.booleans()),
)


def apply(told: Told, model: DeviceModel, step: tuple[str, object, object]) -> None:
    what, which, to = step
    if what == "state":
        connectivity, health = to  # type: ignore[misc]  # as drawn
        told.change(str(which), connectivity=connectivity, health=health)
    elif what == "move":
        told.change(str(which), site_id=str(to), site=str(to))
    elif what == "punch":
        if any(device.id == which for device in told.devices):
            told.punch(str(which))
    elif what == "gone":
        told.devices = [device for device in told.devices if device.id != which]
        told.tell()
    elif what == "waiting":
        others = tuple(device for device in told.waiting if device.id != which)
        told.waiting = (*others, waiting(str(which))) if to else others
        told.tell()
    elif what == "filter":
        model.set_filter(parse_device_filter(str(which)))
    elif what == "group":
        model.set_grouped(bool(which))
    elif what == "fold":
        model.fold([str(which)], bool(to))
    else:
        model.sort_by(Order(Column(str(which)), bool(to)))


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(STEPS, max_size=24))
def test_whatever_happens_the_rows_are_as_if_made_anew(steps: list[tuple[str, object, object]]) -> None:
    told = three_sites().live()
    model = model_of(told)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for step in steps:
        apply(told, model, step)
        fresh = DeviceModel(told.session, Plain(), NAMELESS)
        fresh.set_grouped(model.grouped)
        fresh.set_filter(model.wanted)
        fresh.fold(model.folded, True)
        fresh.sort_by(model.order)
        assert shown(model) == shown(fresh)
        assert model.counts() == fresh.counts()
        assert [(it.id, it.shown, it.total, it.verdict) for it in model.groups()] == [
            (it.id, it.shown, it.total, it.verdict) for it in fresh.groups()
        ]


# -- size
# -----------------------------------------------------------------------------------------------------------


def many(n: int) -> Told:
    sites = [site(f"Site {number}") for number in range(100)]
    devices = [
        replace(
            device,
            id=f"dev_{place}",
            connectivity="offline" if place % 11 == 0 else "online",
            model=f"K{place % 5}0 Pro",
            ip=f"41.140.{place % 250}.{place % 199}",
        )
        for place, device in enumerate(it for at in sites for it in terminals(at, n // len(sites)))
    ]
    return Told(sites, devices).live()

"""The rows of the feed: everything that passes, each once, in order, and nothing moves while it is held."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from common.filters import Filter
from console.core.feed import FeedBuffer, parse_feed_filter
from console.core.records import FeedLine, Gap, Punch
from console.models.feed import FeedModel, Role
from console.models.feed_columns import Column, Flag, Repeats, flags_of, notable_lag
from console.views.feed_words import FeedWords
from console.views.words import Words

SECOND = 1_000_000
NOON = 1_800_000_000 * SECOND  # 2027-01-15 08:00 UTC, a Friday
MEKNES = 60


def punch(number: int, **other: object) -> Punch:
    base = Punch(
        f"att_{number}", NOON + number * SECOND, NOON + number * SECOND, MEKNES, str(number), "check_in",
        "fingerprint", "dev_1", "SN1", "Gate A", "Farm - Meknès", "site_1", "ok", late=False,
    )  # fmt: skip
    return base._replace(**other)


def punches(start: int, count: int) -> list[FeedLine]:
    return [punch(number) for number in range(start, start + count)]


@pytest.fixture
def feed() -> FeedBuffer:
    """Keeps fifty lines and lets go of ten at a time."""
    return FeedBuffer(kept=50, slab=10)


@pytest.fixture
def words() -> FeedWords:
    british = Words(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    return FeedWords(british, lambda: NOON, timezone(timedelta(hours=-5)))


@pytest.fixture
def model(feed: FeedBuffer, words: FeedWords) -> FeedModel:
    """Watched by Qt's own tester: what it finds wrong is a Qt warning, which fails a test."""
    made = FeedModel(feed, words)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning, made)
    return made


def shown(model: FeedModel) -> list[FeedLine]:
    return [model.line(row) for row in range(model.rowCount())]


class Told:
    """What views were told of rows that came and went."""

    def __init__(self, model: FeedModel) -> None:
        self.inserted: list[tuple[int, int]] = []
        self.removed: list[tuple[int, int]] = []
        self.resets = 0
        model.rowsInserted.connect(lambda _parent, first, last: self.inserted.append((first, last)))
        model.rowsRemoved.connect(lambda _parent, first, last: self.removed.append((first, last)))
        model.modelReset.connect(self._reset)

    def _reset(self) -> None:
        self.resets += 1


# -- following
# ----------------------------------------------------------------------------------------------------------


def test_new_lines_come_at_the_end_and_old_ones_go_in_front(feed: FeedBuffer, model: FeedModel) -> None:
    feed.append(punches(0, 55))
    model.follow()
    told = Told(model)
    feed.append(punches(55, 7))
    model.follow()
    assert shown(model) == list(feed.lines())
    assert told.removed == [(0, feed.first - 1)]
    assert told.inserted == [(55 - feed.first, len(feed) - 1)]
    assert told.resets == 0


def test_following_when_nothing_has_happened_tells_nobody(feed: FeedBuffer, model: FeedModel) -> None:
    feed.append(punches(0, 5))
    model.follow()
    told = Told(model)
    model.follow()
    assert (told.inserted, told.removed) == ([], [])


def test_more_than_is_kept_may_come_between_two_looks(feed: FeedBuffer, model: FeedModel) -> None:
    feed.append(punches(0, 20))
    model.follow()
    feed.append(punches(20, 400))
    model.follow()
    assert shown(model) == list(feed.lines())


def test_another_edges_feed_replaces_everything(feed: FeedBuffer, model: FeedModel) -> None:
    feed.append(punches(0, 20))
    model.follow()
    feed.clear()
    model.follow()
    assert model.rowCount() == 0
    feed.append(punches(100, 3))
    model.follow()
    assert shown(model) == punches(100, 3)


# -- filter and gaps
# ----------------------------------------------------------------------------------------------------------


def test_a_filter_shows_what_passes_and_every_gap(feed: FeedBuffer, model: FeedModel) -> None:
    gap = Gap(NOON, NOON + SECOND)
    feed.append([*punches(0, 10), gap, *punches(10, 10)])
    model.set_filter(parse_feed_filter("employee=3,14"))
    assert shown(model) == [punch(3), gap, punch(14)]
    assert model.punches == 2
    feed.append([punch(30), punch(314, employee="14")])
    model.follow()
    assert shown(model)[-1] == punch(314, employee="14")


def test_rows_of_a_filter_go_when_the_buffer_lets_them_go(feed: FeedBuffer, model: FeedModel) -> None:
    feed.append([Gap(None, NOON), *punches(0, 54)])
    model.set_filter(parse_feed_filter("employee=2,5,40"))
    assert [type(line) for line in shown(model)] == [Gap, Punch, Punch, Punch]
    feed.append(punches(54, 6))
    model.follow()
    assert feed.first > 6
    assert shown(model) == [punch(40)]
    assert model.punches == 1


# -- held
# ----------------------------------------------------------------------------------------------------------


def test_held_rows_stay_whatever_comes_and_goes(feed: FeedBuffer, model: FeedModel) -> None:
    feed.append(punches(0, 30))
    model.hold()
    before, told = shown(model), Told(model)
    for start in range(30, 66, 6):
        feed.append(punches(start, 6))
        model.follow()
    assert shown(model) == before
    assert (told.inserted, told.removed, told.resets) == ([], [], 0)
    assert model.waiting == 36
    assert model.gone == feed.first == 10, "what the buffer has let go is known"
    feed.append(punches(66, 100))
    model.follow()
    assert shown(model) == before
    assert model.gone == 30, "all of it"


def test_released_rows_are_all_that_is_kept_each_once(feed: FeedBuffer, model: FeedModel) -> None:
    feed.append(punches(0, 30))
    model.hold()
    feed.append(punches(30, 25))
    model.follow()
    assert model.waiting == 25
    model.release()
    assert shown(model) == list(feed.lines()) == punches(0, 55)
    assert (model.waiting, model.gone) == (0, 0)


def test_only_what_passes_is_said_to_wait(feed: FeedBuffer, model: FeedModel) -> None:
    model.set_filter(parse_feed_filter("employee:7"))
    model.hold()
    feed.append(punches(0, 20))
    model.follow()
    assert model.waiting == 2


FILTERS = ("", "employee:1", "-employee:1 late:no", "employee=3,13,23", "nobody")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("append"), st.integers(1, 70)),
        st.tuples(st.just("gap"), st.just(0)),
        st.tuples(st.just("filter"), st.integers(0, len(FILTERS) - 1)),
        st.tuples(st.sampled_from(("follow", "hold", "release", "clear", "rebuild")), st.just(0)),
    ),
    max_size=30,
)


@given(STEPS)
def test_whatever_happens_the_rows_are_what_the_buffer_lets_pass(steps: list[tuple[str, int]]) -> None:
    feed = FeedBuffer(kept=50, slab=10)
    words = FeedWords(Words(QLocale.c()), lambda: NOON, UTC)
    model = FeedModel(feed, words)
    mirror = _Mirror(model)
    number, wanted = 0, Filter()
    for what, value in steps:
        if what == "append":
            feed.append(punches(number, value))
            number += value
        elif what == "gap":
            feed.append([Gap(NOON, NOON)])
        elif what == "filter":
            wanted = parse_feed_filter(FILTERS[value])
            model.set_filter(wanted)
        elif what == "clear":
            feed.clear()
        else:
            getattr(model, what)()
        assert mirror.rows == shown(model), "views were told everything"
    model.release()
    assert mirror.rows == shown(model) == list(feed.passing(wanted))
    assert model.punches == sum(isinstance(line, Punch) for line in feed.passing(wanted))


class _Mirror:
    """A view that knows only what it is told."""

    def __init__(self, model: FeedModel) -> None:
        self.rows = shown(model)
        self._model = model
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        model.modelReset.connect(self._reset)

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.rows[first:first] = [self._model.line(row) for row in range(first, last + 1)]

    def _removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        del self.rows[first : last + 1]

    def _reset(self) -> None:
        self.rows = shown(self._model)


# -- finding rows again
# ----------------------------------------------------------------------------------------------------------


def test_a_punch_is_found_by_its_id_and_an_instant_by_what_came_then(
    feed: FeedBuffer, model: FeedModel
) -> None:
    feed.append([punch(0), punch(10), Gap(NOON, NOON + 15 * SECOND), punch(20)])
    model.follow()
    assert model.row_of("att_20") == 3
    assert model.row_of("att_99") is None
    assert model.row_when(NOON + 10 * SECOND) == 1
    assert model.row_when(NOON + 12 * SECOND) == 2
    assert model.row_when(NOON + 99 * SECOND) == 3, "the last one"


# -- what a line is worth telling
# ----------------------------------------------------------------------------------------------------------


def test_a_repeated_punch_is_known_whatever_is_filtered(feed: FeedBuffer, model: FeedModel) -> None:
    again = punch(2, employee="1", verify_mode="card")
    other_door = punch(3, employee="1", device_id="dev_2")
    later = punch(70, employee="1")
    feed.append([punch(1), again, other_door, later])
    model.set_filter(parse_feed_filter("verify=card"))
    assert shown(model) == [again]
    assert model.marks(again) == (Flag.REPEATED,)
    assert [model.marks(line) for line in (punch(1), other_door, later)] == [(), (), ()]


def test_repeats_are_forgotten_with_their_lines() -> None:
    feed = FeedBuffer(kept=20, slab=5)
    repeats = Repeats(feed, remembered=10)
    feed.append([punch(0), punch(1, employee="0")])
    repeats.follow()
    assert ["att_0" in repeats, "att_1" in repeats] == [False, True]
    feed.append(punches(2, 40))
    repeats.follow()
    assert "att_1" not in repeats
    feed.append([punch(42, employee="41")])
    repeats.follow()
    assert "att_42" in repeats, "the latest are still compared with"


def test_flags_come_gravest_first() -> None:
    assert flags_of(punch(1), False) == ()
    odd = punch(1, late=True, time_quality="suspect")
    assert flags_of(odd, True) == (Flag.LATE, Flag.SUSPECT, Flag.REPEATED)
    assert flags_of(punch(1, time_quality="from the future"), False) == (), "a word we do not know yet"


@pytest.mark.parametrize(
    ("lag_s", "late", "notable"), [(3, False, 0), (60, False, 60), (-61, False, -61), (40, True, 40)]
)
def test_a_way_is_told_where_it_is_long(lag_s: int, late: bool, notable: int) -> None:
    assert notable_lag(punch(0, punched_us=NOON - lag_s * SECOND, late=late)) == notable


# -- what the cells say
# ----------------------------------------------------------------------------------------------------------


def row(model: FeedModel, number: int, role: int = Qt.ItemDataRole.DisplayRole) -> list[object]:
    return [model.data(model.index(number, column), role) for column in Column]


def test_cells_say_what_happened_as_the_clock_there_showed_it(feed: FeedBuffer, model: FeedModel) -> None:
    feed.append([punch(7, punch_type="check_out", verify_mode="card_or_password")])
    model.follow()
    assert row(model, 0) == [
        "09:00:07 ⁦UTC+1⁩", "", "7", "Check out", "Card or password", "Gate A", "Farm - Meknès", "",
    ]  # fmt: skip
    tip = str(model.data(model.index(0, Column.TIME), Qt.ItemDataRole.ToolTipRole))
    assert "09:00:07" in tip, "as at the terminal"
    assert "UTC+1" in tip
    assert "03:00:07" in tip, "as on the operator's own clock"


def test_the_day_is_said_where_it_is_another_one_there(feed: FeedBuffer, model: FeedModel) -> None:
    hour = 3600 * SECOND
    feed.append(
        [
            punch(1, punched_us=NOON - 10 * hour, late=True),
            punch(2, punched_us=NOON - 8 * hour, late=True),
            punch(3, punched_us=NOON - 400 * 24 * hour, late=True),
        ]
    )
    model.follow()
    assert row(model, 0)[:2] == ["23:00:00 14 Jan ⁦UTC+1⁩", "+10 h"]
    assert row(model, 1)[0] == "01:00:00 ⁦UTC+1⁩", "already today in Meknès"
    assert row(model, 2)[0] == "09:00:00 11 Dec 2025 ⁦UTC+1⁩"


def test_a_time_is_marked_only_where_it_is_not_the_operators(feed: FeedBuffer) -> None:
    words = Words(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    model = FeedModel(feed, FeedWords(words, lambda: NOON, timezone(timedelta(hours=1))))
    feed.append([punch(1), punch(2)._replace(offset_min=330), punch(3)._replace(offset_min=0)])
    model.follow()
    times = [row(model, number)[0] for number in range(3)]
    assert times == ["09:00:01", "13:30:02 ⁦UTC+5:30⁩", "08:00:03 ⁦UTC⁩"]


def test_a_gap_says_whose_time_it_tells_where_there_are_others() -> None:
    zones = ["Africa/Casablanca"]
    words = Words(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom), zone=UTC)
    feed_words = FeedWords(words, lambda: NOON, UTC, zones=lambda: zones)
    gap = Gap(None, NOON)
    assert feed_words.gap(gap).endswith(", your time")
    zones[:] = ["Atlantic/Reykjavik"]
    assert feed_words.gap(gap).endswith("08:00")


def test_rows_that_are_let_go_tell_the_model_once_whatever_views_do_meanwhile() -> None:
    feed = FeedBuffer(kept=20, slab=5)
    model = FeedModel(feed, FeedWords(Words(QLocale.c()), lambda: NOON, UTC))
    removed: list[int] = []
    model.rowsAboutToBeRemoved.connect(lambda _parent, first, last: removed.append(last - first + 1))
    model.rowsAboutToBeRemoved.connect(lambda *_: model.follow())
    for start in range(0, 60, 3):
        feed.append([punch(number) for number in range(start, start + 3)])
        model.follow()
    assert model.rowCount() == len(feed)
    assert sum(removed) == feed.first


def test_what_is_odd_is_said_in_words_and_explained(feed: FeedBuffer, model: FeedModel) -> None:
    feed.append([punch(1, punched_us=NOON - 7200 * SECOND, late=True, time_quality="suspect")])
    model.follow()
    assert row(model, 0)[Column.FLAGS] == "Late · Clock wrong"
    tip = str(model.data(model.index(0, Column.FLAGS), Qt.ItemDataRole.ToolTipRole))
    assert "2 h after it was made" in tip
    assert "the terminal's clock is wrong" in tip


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (
            Gap(NOON, NOON + 180 * SECOND),
            "Gap: the stream lost what was told between 03:00 and 03:03",
        ),
        (Gap(None, NOON), "Gap: the stream lost what was told before 03:00"),
        (Gap(NOON, None), "Gap: the stream lost something here"),
        (
            Gap(NOON - 86_400 * SECOND, NOON),
            "Gap: the stream lost what was told between 14 Jan 03:00 and 03:00",
        ),
    ],
)
def test_a_gap_says_what_was_lost(feed: FeedBuffer, model: FeedModel, gap: Gap, said: str) -> None:
    feed.append([gap])
    model.follow()
    assert row(model, 0) == [said] * len(Column)
    assert row(model, 0, Qt.ItemDataRole.AccessibleTextRole) == [said] * len(Column)


def test_who_cannot_see_hears_the_column_and_what_stands_in_it(feed: FeedBuffer, model: FeedModel) -> None:
    feed.append([punch(7)])
    model.follow()
    spoken = row(model, 0, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken[Column.VERIFY] == "Recognised by: Fingerprint"
    assert spoken[Column.FLAGS] == "Remarks: none"
    assert model.data(model.index(0, 0), Role.LINE) == punch(7)


def test_a_row_to_paste_has_its_day_and_serial(words: FeedWords) -> None:
    cells = words.row(punch(7), ()).split("\t")
    assert cells[0] == "2027-01-15 09:00:07"
    assert cells[5:8] == ["Gate A", "SN1", "Farm - Meknès"]

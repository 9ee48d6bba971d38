"""The map as it is used: by mouse, by keyboard, by those who listen to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.core.status import Status
from console.theme.tokens import DARK, LIGHT
from console.views.map.sites import Counts, MapSite
from console.views.map.widget import MapView
from tests.console.map.fleets import NOON, PLACES, morocco, site, tower

Show = Callable[[list[MapSite]], MapView]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """A map of a fleet, shown, still and painted."""

    def make(sites: list[MapSite]) -> MapView:
        view = MapView(DARK)
        qtbot.addWidget(view)
        view.set_clock(lambda: NOON)
        view.set_reduced_motion(True)
        view.resize(1000, 700)
        view.set_sites(sites)
        view.show()
        settle(qtbot, view)
        return view

    return make


def settle(qtbot: QtBot, view: MapView) -> None:
    view.grab()
    qtbot.waitUntil(lambda: view.settled)


def spot(view: MapView, site_id: str) -> QPoint:
    at = view.screen_position(site_id)
    assert at is not None
    return at.toPoint()


def click(qtbot: QtBot, view: MapView, at: QPoint, **keys: Qt.KeyboardModifier) -> None:
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=at, **keys)


def turn_wheel(view: MapView, at: QPoint, notches: int) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(view.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


# --- what is shown


def test_the_first_look_is_at_the_whole_fleet(show: Show) -> None:
    view = show(morocco())

    for name in ("tanger", "laayoune", "oujda"):
        assert view.rect().adjusted(40, 40, -40, -40).contains(spot(view, name))


def test_sites_that_come_later_are_looked_at_too(show: Show, qtbot: QtBot) -> None:
    view = show([])
    view.take_sites(morocco())
    settle(qtbot, view)

    assert view.camera.view.zoom > 4.5


def test_the_first_frame_shows_land_and_not_a_void(qtbot: QtBot) -> None:
    view = MapView(LIGHT)
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.set_sites(morocco())
    view.show()

    image = view.grab().toImage()

    colours = {image.pixelColor(x, y).name() for x in range(0, 800, 20) for y in range(0, 600, 20)}
    assert LIGHT.land.lower() in colours


def test_the_same_fleet_gives_the_same_picture(show: Show, qtbot: QtBot) -> None:
    pictures: list[QImage] = []
    for sites in (morocco(), morocco()[::-1]):
        view = show(sites)
        settle(qtbot, view)
        pictures.append(view.grab().toImage())

    assert pictures[0] == pictures[1]


def test_the_picture_changes_with_theme_night_and_worldview(show: Show, qtbot: QtBot) -> None:
    view = show(morocco())
    view.camera.jump(view.camera.view.centred(0.45, 0.42, 3.0))
    settle(qtbot, view)
    seen = [view.grab().toImage()]
    for change in (
        lambda: view.set_night(False),
        lambda: view.set_worldview("un"),
        lambda: view.set_tokens(LIGHT),
    ):
        change()
        settle(qtbot, view)
        seen.append(view.grab().toImage())

    assert all(a != b for number, a in enumerate(seen) for b in seen[:number])


def test_every_status_is_told_by_shape_too(show: Show) -> None:
    """A site with one terminal of each status shows all of them, and badges for the worst."""
    view = show([site("rabat", Counts(offline=1, unstable=1, degraded=1, no_data=1, online=1))])
    mark = view.scene.mark(0)

    assert all(mark.parts)
    assert mark.badges == (Status.OFFLINE, Status.UNSTABLE)


def test_a_status_storm_is_taken_over_at_most_ten_times_a_second(show: Show, qtbot: QtBot) -> None:
    view = show(morocco())
    view.take_sites(morocco())
    for number in range(50):
        view.set_sites([site("rabat", Counts(offline=number, online=1))])

    assert len(view.scene.fleet.sites) == 8
    qtbot.waitUntil(lambda: view.scene.fleet.total == Counts(offline=49, online=1))


def test_names_say_what_is_wrong(show: Show) -> None:
    view = show(morocco())
    names = {name.lettering.text: name.lettering for name in view.scene.names.values()}

    assert names["Agadir"].below == "3 offline"
    assert names["Agadir"].strong
    assert names["Oujda"].below == ""


def test_countries_are_named_in_the_users_language(show: Show, qtbot: QtBot) -> None:
    view = show(morocco())
    assert "MOROCCO" in [lettering.text for lettering in view.scene.country_names.letterings]

    view.setLocale(QLocale("ar_MA"))
    settle(qtbot, view)

    assert "المغرب" in [lettering.text for lettering in view.scene.country_names.letterings]


# --- moving


def test_the_wheel_zooms_to_the_cursor(show: Show) -> None:
    view = show(morocco())
    at = spot(view, "oujda")
    zoom = view.camera.view.zoom

    turn_wheel(view, at, 4)

    assert view.camera.view.zoom == pytest.approx(zoom + 1.0)
    assert (spot(view, "oujda") - at).manhattanLength() <= 2


def test_a_zoom_glides_unless_motion_is_reduced(show: Show, qtbot: QtBot) -> None:
    view = show(morocco())
    view.set_reduced_motion(False)
    zoom = view.camera.view.zoom

    turn_wheel(view, QPoint(500, 350), 2)

    assert view.camera.view.zoom < zoom + 0.5
    qtbot.waitUntil(lambda: view.camera.view.zoom == pytest.approx(zoom + 0.5))


def test_dragging_moves_the_ground_with_the_hand(show: Show, qtbot: QtBot) -> None:
    view = show(morocco())
    before = spot(view, "fes")

    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(60, 300))
    qtbot.mouseMove(view, QPoint(90, 320))
    qtbot.mouseMove(view, QPoint(160, 340))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(160, 340))

    assert (spot(view, "fes") - before - QPoint(100, 40)).manhattanLength() <= 2
    assert view.selected is None


def test_fit_to_fleet_comes_back_from_anywhere(show: Show, qtbot: QtBot) -> None:
    view = show(morocco())
    home = view.view_state()
    view.camera.jump(view.camera.view.centred(0.9, 0.6, 9.0))

    qtbot.keyClick(view, Qt.Key.Key_0)

    assert view.view_state() == home


def test_plus_and_minus_zoom_by_a_level(show: Show, qtbot: QtBot) -> None:
    view = show(morocco())
    zoom = view.camera.view.zoom

    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.camera.view.zoom == pytest.approx(zoom + 1)
    qtbot.mouseClick(view.controls.farther, Qt.MouseButton.LeftButton)
    assert view.camera.view.zoom == pytest.approx(zoom)


def test_a_view_is_remembered(show: Show, qtbot: QtBot) -> None:
    first = show(morocco())
    first.camera.jump(first.camera.view.centred(0.3, 0.4, 6.25))
    again = MapView(DARK)
    qtbot.addWidget(again)
    again.resize(1000, 700)
    again.set_sites(morocco())

    again.restore_view_state(first.view_state())
    again.show()

    assert again.view_state() == first.view_state()


@pytest.mark.parametrize(
    "state", [{}, {"version": 9, "lon": 1, "lat": 1, "zoom": 3}, {"version": 1, "lon": "x"}]
)
def test_a_view_that_makes_no_sense_is_not_restored(show: Show, state: dict[str, object]) -> None:
    view = show(morocco())
    home = view.view_state()

    view.restore_view_state(state)

    assert view.view_state() == home


# --- selecting


def test_a_click_selects_and_says_so(show: Show, qtbot: QtBot) -> None:
    view = show(morocco())

    with qtbot.waitSignal(view.site_selected) as told:
        click(qtbot, view, spot(view, "oujda"))

    assert told.args == ["oujda"]
    assert view.selected == "oujda"


def test_a_click_on_open_country_selects_nothing(show: Show, qtbot: QtBot) -> None:
    view = show(morocco())
    view.set_selected("oujda")

    with qtbot.waitSignal(view.site_selected) as told:
        click(qtbot, view, QPoint(60, 200))

    assert told.args == [""]


def test_selecting_from_outside_is_silent_and_brings_the_site_in_view(show: Show, qtbot: QtBot) -> None:
    view = show([*morocco(), site("paris")])
    view.camera.jump(view.camera.view.centred(0.47, 0.41, 7.0))

    with qtbot.assertNotEmitted(view.site_selected):
        view.set_selected("paris")

    assert view.rect().contains(spot(view, "paris"))


def test_a_double_click_opens(show: Show, qtbot: QtBot) -> None:
    view = show(morocco())

    with qtbot.waitSignal(view.site_opened) as told:
        qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=spot(view, "fes"))

    assert told.args == ["fes"]


def test_arrows_lead_to_the_next_site_and_enter_opens_it(show: Show, qtbot: QtBot) -> None:
    view = show(morocco())
    view.set_selected("marrakech")

    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.selected == "agadir"
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.selected in ("marrakech", "casablanca")
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.selected not in ("agadir", None)

    with qtbot.waitSignal(view.site_opened) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [view.selected]


def test_every_site_can_be_reached_by_keyboard(show: Show, qtbot: QtBot) -> None:
    view = show([*morocco(), *tower(3)])
    reached: set[str | None] = set()
    arrows = (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Up)
    waiting = [site.id for site in view.scene.fleet.sites[:1]]
    while waiting:
        start = waiting.pop()
        reached.add(start)
        for arrow in arrows:
            view.set_selected(start)
            qtbot.keyClick(view, arrow)
            if view.selected not in reached and view.selected is not None:
                reached.add(view.selected)
                waiting.append(view.selected)

    assert reached == {site.id for site in view.scene.fleet.sites}


def test_escape_goes_back_one_layer_at_a_time(show: Show, qtbot: QtBot) -> None:
    view = show(tower(4))
    click(qtbot, view, spot(view, "floor_0"))
    view.set_selected("floor_1")
    assert view.fan is not None

    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert (view.fan, view.selected) == (None, "floor_1")
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.selected is None


def test_shift_and_drag_marks_the_sites_in_the_box(show: Show, qtbot: QtBot) -> None:
    view = show(morocco())
    rabat, fes = spot(view, "rabat"), spot(view, "fes")
    shift = Qt.KeyboardModifier.ShiftModifier

    with qtbot.waitSignal(view.sites_marked) as told:
        qtbot.mousePress(view, Qt.MouseButton.LeftButton, shift, rabat - QPoint(15, 15))
        qtbot.mouseMove(view, rabat + QPoint(10, 10))
        qtbot.mouseMove(view, fes + QPoint(15, 15))
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, shift, fes + QPoint(15, 15))

    assert sorted(told.args[0]) == ["fes", "rabat"]


# --- clusters


def test_a_click_on_a_cluster_zooms_to_its_extent(show: Show, qtbot: QtBot) -> None:
    view = show([*morocco(), site("paris"), site("dakar")])
    view.camera.jump(view.camera.view.centred(0.48, 0.4, 3.0))
    assert view.scene.markers.sizes.max() > 3

    click(qtbot, view, spot(view, "casablanca"))

    assert view.camera.view.zoom > 5.0
    assert view.selected is None


def test_sites_in_one_building_are_fanned_out_and_can_be_chosen(show: Show, qtbot: QtBot) -> None:
    view = show(tower(5))

    click(qtbot, view, spot(view, "floor_0"))

    assert view.fan is not None
    x, y = view.fan.at(view.camera.view)
    third = view.fan.rows.tolist().index(view.scene.fleet.rows["floor_3"])
    with qtbot.waitSignal(view.site_selected) as told:
        click(qtbot, view, QPoint(round(x[third]), round(y[third])))
    assert told.args == ["floor_3"]


def test_the_legend_filters_what_is_shown(show: Show, qtbot: QtBot) -> None:
    view = show(morocco())
    assert view.screen_position("agadir") is not None

    qtbot.mouseClick(view.legend.buttons[Status.OFFLINE], Qt.MouseButton.LeftButton)

    assert view.screen_position("agadir") is None
    assert view.screen_position("rabat") is not None


def test_where_there_is_little_room_the_legend_is_numbers(show: Show, qtbot: QtBot) -> None:
    view = show(morocco())
    said = view.legend.buttons[Status.ONLINE].text()
    assert not said.isdigit()
    view.resize(360, 400)
    qtbot.waitUntil(lambda: view.legend.buttons[Status.ONLINE].text().isdigit())
    assert said.endswith(view.legend.buttons[Status.ONLINE].text())
    qtbot.waitUntil(lambda: view.legend.geometry().right() < view.controls.x())
    view.resize(900, 600)
    qtbot.waitUntil(lambda: view.legend.buttons[Status.ONLINE].text() == said)


# --- hovering and placing


def test_a_card_appears_where_the_pointer_rests_and_goes_with_it(show: Show, qtbot: QtBot) -> None:
    view = show(morocco())

    qtbot.mouseMove(view, spot(view, "agadir"))
    qtbot.waitUntil(view.card.isVisible)
    told = " ".join(label.text() for label in view.card.findChildren(QWidget) if hasattr(label, "text"))
    assert "Agadir" in told
    assert "3 offline" in told

    qtbot.mouseMove(view, QPoint(40, 200))
    assert not view.card.isVisible()


def test_the_card_tells_the_sites_own_time(show: Show, qtbot: QtBot) -> None:
    """Noon in Greenwich is one o'clock in Agadir; which time that is, is said to who has another."""
    view = show(morocco())
    qtbot.mouseMove(view, spot(view, "agadir"))
    qtbot.waitUntil(view.card.isVisible)

    told = [label.text() for label in view.card.findChildren(QWidget) if hasattr(label, "text")]
    own = NOON.astimezone().utcoffset() == timedelta(hours=1)
    assert ("13:00" if own else "13:00 UTC+1") in told


def test_sites_without_a_place_are_counted_on_a_chip_and_can_be_placed(show: Show, qtbot: QtBot) -> None:
    view = show([*morocco(), *(MapSite(f"d{n}", f"Depot {n}", None, None) for n in range(12))])
    assert view.unplaced.text() == "12 sites not on map"
    at = spot(view, "rabat")

    view.unplaced.menu().actions()[3].trigger()
    with qtbot.waitSignal(view.site_placed) as told:
        click(qtbot, view, at)

    name, lat, lon = told.args
    assert name == "d3"
    assert (lat, lon) == pytest.approx(PLACES["rabat"][1:], abs=0.02)


def drag(qtbot: QtBot, view: MapView, *stops: QPoint) -> None:
    """From the chip over the map; not let go yet."""
    chip = view.unplaced
    qtbot.mousePress(chip, Qt.MouseButton.LeftButton, pos=chip.rect().center())
    for stop in stops:
        qtbot.mouseMove(chip, chip.mapFromParent(stop))


def test_the_first_site_is_dragged_from_the_chip_onto_its_place(show: Show, qtbot: QtBot) -> None:
    view = show([*morocco(), *(MapSite(f"d{n}", f"Depot {n}", None, None) for n in range(2))])
    at = spot(view, "rabat")
    drag(qtbot, view, QPoint(300, 300), at)
    assert "Depot 0" in view.banner
    assert view.aim == QPointF(at)

    with qtbot.waitSignal(view.site_placed) as told:
        qtbot.mouseRelease(view.unplaced, Qt.MouseButton.LeftButton, pos=view.unplaced.mapFromParent(at))

    name, lat, lon = told.args
    assert name == "d0"
    assert (lat, lon) == pytest.approx(PLACES["rabat"][1:], abs=0.02)
    assert (view.banner, view.aim) == ("", None)


def test_what_is_dropped_on_the_chrome_or_taken_back_is_not_placed(show: Show, qtbot: QtBot) -> None:
    view = show([*morocco(), MapSite("new", "New depot", None, None)])
    chip = view.unplaced
    drag(qtbot, view, QPoint(300, 300), chip.geometry().center())
    with qtbot.assertNotEmitted(view.site_placed):
        qtbot.mouseRelease(chip, Qt.MouseButton.LeftButton, pos=chip.rect().center())
    assert view.placing is None

    drag(qtbot, view, QPoint(300, 300))
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    drag(qtbot, view, QPoint(310, 310))
    with qtbot.assertNotEmitted(view.site_placed):
        qtbot.keyClick(view, Qt.Key.Key_Escape)
        qtbot.mouseRelease(chip, Qt.MouseButton.LeftButton, pos=chip.mapFromParent(QPoint(310, 310)))


def test_a_site_is_placed_without_a_mouse(show: Show, qtbot: QtBot) -> None:
    view = show([*morocco(), MapSite("new", "New depot", None, None)])
    view.start_placing("new")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.placing == "new", "nothing is aimed at yet"
    qtbot.keyClick(view, Qt.Key.Key_Right)
    settle(qtbot, view)
    middle = view.camera.view.to_world(view.width() / 2, view.height() / 2)

    with qtbot.waitSignal(view.site_placed) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)

    assert told.args[2] == pytest.approx(middle[0] * 360 - 180, abs=0.01)


def test_who_may_not_place_sites_only_counts_them(show: Show, qtbot: QtBot) -> None:
    view = show([*morocco(), MapSite("new", "New depot", None, None)])
    view.set_may_place(False)
    drag(qtbot, view, QPoint(300, 300))
    qtbot.mouseRelease(view.unplaced, Qt.MouseButton.LeftButton)
    assert view.placing is None
    assert view.unplaced.toolTip() == ""


def test_placing_can_be_given_up(show: Show, qtbot: QtBot) -> None:
    view = show([*morocco(), MapSite("new", "New depot", None, None)])
    view.start_placing("new")
    assert "New depot" in view.banner

    qtbot.keyClick(view, Qt.Key.Key_Escape)
    with qtbot.assertNotEmitted(view.site_placed):
        click(qtbot, view, QPoint(60, 200))


def test_the_age_of_what_is_shown_is_told(show: Show) -> None:
    view = show(morocco())

    view.set_updated_at(NOON - timedelta(seconds=3))

    assert "Updated 3 s ago" in [
        child.text() for child in view.legend.findChildren(QWidget) if hasattr(child, "text")
    ]


# --- for everyone


def test_the_map_and_all_its_controls_have_names(show: Show) -> None:
    view = show([*morocco(), MapSite("new", "New depot", None, None)])
    focusable = [view, *(w for w in view.findChildren(QWidget) if w.focusPolicy() != Qt.FocusPolicy.NoFocus)]

    assert len(focusable) >= 10
    for widget in focusable:
        spoken = QAccessible.queryAccessibleInterface(widget)
        assert spoken.text(QAccessible.Text.Name), widget


def test_the_map_describes_itself_and_what_is_selected(show: Show, qtbot: QtBot) -> None:
    view = show(morocco())
    assert view.accessibleDescription().startswith("8 sites, 3 of 31 offline")

    click(qtbot, view, spot(view, "agadir"))

    assert "selected: Agadir, 3 terminals, 3 of 3 offline" in view.accessibleDescription()


def test_right_to_left_mirrors_the_controls_and_not_the_map(show: Show, qtbot: QtBot) -> None:
    view = show(morocco())
    before = spot(view, "oujda")
    assert view.legend.x() < view.width() / 2 < view.controls.x()

    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.waitUntil(lambda: view.legend.x() > view.controls.x())

    assert spot(view, "oujda") == before


def test_a_map_may_go_away_while_its_picture_is_being_painted(qtbot: QtBot) -> None:
    view = MapView(DARK)
    view.resize(600, 400)
    view.set_sites(morocco())
    view.show()

    view.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qtbot.wait(50)

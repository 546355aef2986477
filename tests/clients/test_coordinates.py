"""Coordinates held against PROJ as Python has it, with Ordnance Survey's OSTN15 grid, and boxes against Shapely."""

import random

import pytest
from conftest import BRITISH_NATIONAL_GRID, CRS84, REPOSITORY, flat, spatial
from pyproj import Transformer
from shapely import box
from shapely.geometry import shape

GRID = REPOSITORY / "data/osgb/OSTN15_NTv2_OSGBtoETRS.gsb"
TO_DEGREES = Transformer.from_pipeline(
    "+proj=pipeline +step +inv +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy "
    f"+step +proj=hgridshift +grids={GRID} +step +proj=unitconvert +xy_in=rad +xy_out=deg"
)
TO_MERCATOR = Transformer.from_crs("OGC:CRS84", "EPSG:3857", always_xy=True)
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
# Coordinates on the grid are given to the centimetre, degrees to six places: each may be off by half of that.
METRES, DEGREES = 0.01, 6e-7
SYSTEMS = {
    CRS84: (lambda lon, lat: (lon, lat), DEGREES),
    f"{EPSG}4326": (lambda lon, lat: (lat, lon), DEGREES),
    f"{EPSG}4258": (lambda lon, lat: (lat, lon), DEGREES),
    f"{EPSG}3857": (TO_MERCATOR.transform, 2 * METRES),
}


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_point_is_where_ostn15_puts_it_with_the_axes_in_the_order_of_the_authority(service, system):
    given, tolerance = SYSTEMS[system]
    compared = 0
    for collection in spatial(service):
        on_grid = service.features(collection, BRITISH_NATIONAL_GRID)
        for key, feature in service.features(collection, system).items():
            if feature["geometry"] is None or feature["geometry"]["type"] != "Point":
                continue
            expected = given(*TO_DEGREES.transform(*on_grid[key]["geometry"]["coordinates"]))
            assert feature["geometry"]["coordinates"] == pytest.approx(expected, abs=tolerance), (collection, key)
            compared += 1
    assert compared > 100


@pytest.mark.parametrize("system", SYSTEMS)
def test_corners_of_outlines_are_where_ostn15_puts_them(service, system):
    given, tolerance = SYSTEMS[system]
    on_grid = service.features("areas", BRITISH_NATIONAL_GRID)
    for key, feature in service.features("areas", system).items():
        shown, true = flat(feature["geometry"]["coordinates"]), flat(on_grid[key]["geometry"]["coordinates"])
        assert len(shown) == len(true), key
        for at in range(0, len(true), 2):
            expected = given(*TO_DEGREES.transform(true[at], true[at + 1]))
            assert shown[at : at + 2] == pytest.approx(expected, abs=tolerance), (key, at)


@pytest.mark.parametrize("system", [*SYSTEMS, BRITISH_NATIONAL_GRID])
@pytest.mark.parametrize("collection", ["assets", "areas"])
def test_a_box_holds_exactly_what_shapely_says_in_the_system_of_the_box(service, collection, system):
    shapes = {
        key: shape(feature["geometry"])
        for key, feature in service.features(collection, system).items()
        if feature["geometry"] is not None
    }
    nowhere = {key for key, feature in service.features(collection, system).items() if feature["geometry"] is None}
    bounds = [shape.bounds for shape in shapes.values()]
    west, south = min(bound[0] for bound in bounds), min(bound[1] for bound in bounds)
    east, north = max(bound[2] for bound in bounds), max(bound[3] for bound in bounds)
    chance, corners = random.Random(2026), list(shapes.values())
    for number in range(12):
        if number % 3 == 0:
            # A box that begins at a feature's own corner: what touches its side is in it.
            x, y = chance.choice(corners).bounds[:2]
        else:
            x, y = chance.uniform(west, east), chance.uniform(south, north)
        wide, high = chance.uniform(0, (east - west) / 4), chance.uniform(0, (north - south) / 4)
        corner = [x, y, x + wide, y + high]
        expected = {key for key, found in shapes.items() if found.intersects(box(*corner))} | nowhere
        asked = ",".join(repr(number) for number in corner)
        found = service.features(collection, system, f"&bbox={asked}&bbox-crs={system}")
        assert set(found) == expected, (corner, set(found) ^ expected)

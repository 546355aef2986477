"""GDAL: `ogrinfo` and `ogr2ogr` on the live service and on files made from it."""

import json
import subprocess

import pytest
from conftest import BRITISH_NATIONAL_GRID, flat, spatial
from shapely import box as rectangle
from shapely.geometry import shape


def ogrinfo(*arguments):
    """What `ogrinfo -json` would say; the program of Debian 12 only has text, so the lines that matter are read."""
    said = subprocess.run(["ogrinfo", "-ro", "-al", "-so", *map(str, arguments)], capture_output=True, text=True, check=True)
    assert "ERROR" not in said.stderr and "Warning" not in said.stderr, said.stderr
    lines = dict(line.split(": ", 1) for line in said.stdout.splitlines() if ": " in line)
    return lines, said.stdout


def table(collection):
    """The layer of a collection in its files: a hyphen would have to be quoted in SQL."""
    return collection.replace("-", "_")


def test_every_collection_is_listed_and_counted(service):
    for name in service.collections():
        lines, _ = ogrinfo(f"OAPIF:{service.url}", name)
        assert int(lines["Feature Count"]) == len(service.features(name)), name


def test_every_collection_is_copied_whole_with_its_coordinates_and_attributes(service, tmp_path):
    for name in service.collections():
        copy = tmp_path / f"{name}.geojsonl"
        subprocess.run(
            ["ogr2ogr", "-f", "GeoJSONSeq", copy, f"OAPIF:{service.url}", name, "-lco", "COORDINATE_PRECISION=9", "-oo", "PAGE_SIZE=1000"],
            check=True, capture_output=True,
        )
        copied = [json.loads(line) for line in copy.read_text().splitlines()]
        truth = service.features(name)
        assert len(copied) == len(truth), name
        key = next(column for column in ("id", "code", "key") if column in copied[0]["properties"])
        for feature in copied:
            true = truth[str(feature["properties"][key])]
            if true["geometry"] is None:
                assert feature["geometry"] is None
                continue
            assert flat(feature["geometry"]["coordinates"]) == pytest.approx(flat(true["geometry"]["coordinates"]), abs=1e-9)
            for column, value in true["properties"].items():
                assert feature["properties"][column] == pytest.approx(value), (name, column)


@pytest.mark.parametrize("collection", ["assets", "areas"])
def test_a_spatial_filter_of_ogr2ogr_loses_and_adds_nothing(service, collection):
    bounds = service.collections()[collection]["extent"]["spatial"]["bbox"][0]
    west, south, east, north = bounds
    quarter = (west, south, (west + east) / 2, (south + north) / 2)
    lines, _ = ogrinfo(f"OAPIF:{service.url}", collection, "-spat", *quarter)
    found = service.features(collection, query=f"&bbox={','.join(map(repr, quarter))}")
    somewhere = [feature for feature in found.values() if feature["geometry"] is not None]
    assert int(lines["Feature Count"]) == len(somewhere)


# Formats that the GDAL of Debian 12 opens, with what it should say of the layer's coordinates.
FILES = {"gpkg": 27700, "fgb": 27700, "json": 4326, "geojsonseq": 4326, "kml": 4326, "csv": None, "xlsx": None}


@pytest.fixture(scope="session")
def export(service, tmp_path_factory):
    """Files of collections as the service gives them, each fetched once."""
    folder, held = tmp_path_factory.mktemp("exports"), {}

    def fetch(collection, form):
        if (collection, form) not in held:
            path = folder / f"{collection}.{'geojson' if form == 'json' else 'geojsonl' if form == 'geojsonseq' else form}"
            limit = "&limit=10000" if form == "json" else ""
            status, headers, body = service.get(f"collections/{collection}/items?f={form}{limit}")
            assert status == 200, (collection, form, body[:300])
            path.write_bytes(body)
            held[collection, form] = path
        return held[collection, form]

    return fetch


@pytest.mark.parametrize("form", FILES)
def test_every_export_of_every_collection_is_opened_and_counted(service, export, form):
    for name in service.collections():
        source = export(name, form)
        # A GeoPackage has its styles beside the layer, a workbook what it is about.
        lines, text = ogrinfo(source, *([table(name)] if form == "gpkg" else []))
        truth = service.features(name)
        counts = [int(line.split(": ")[1]) for line in text.splitlines() if line.startswith("Feature Count")]
        assert len(truth) in counts, (name, form, counts, len(truth))
        if FILES[form] and name in spatial(service):
            assert f'ID["EPSG",{FILES[form]}]' in text or f'["EPSG","{FILES[form]}"]' in text, text[:2000]


@pytest.mark.parametrize("form", ["gpkg", "fgb"])
def test_every_coordinate_of_an_export_is_the_one_on_the_map(service, export, tmp_path, form):
    for name in spatial(service):
        copy = tmp_path / f"{name}.{form}.geojsonl"
        subprocess.run(
            ["ogr2ogr", "-f", "GeoJSONSeq", copy, export(name, form), *([table(name)] if form == "gpkg" else []), "-lco", "COORDINATE_PRECISION=6", "-a_srs", "EPSG:4326"],
            check=True, capture_output=True,
        )
        truth = service.features(name, BRITISH_NATIONAL_GRID)
        copied = [json.loads(line) for line in copy.read_text().splitlines()]
        assert len(copied) == len(truth)
        key = next(column for column in ("id", "code", "key") if column in copied[0]["properties"])
        for feature in copied:
            true = truth[str(feature["properties"][key])]["geometry"]
            shown = feature["geometry"]
            assert (shown is None) == (true is None)
            if true is not None:
                assert sorted(flat(shown["coordinates"])) == pytest.approx(sorted(flat(true["coordinates"])), abs=0.006)


def test_a_box_of_a_geopackage_and_a_flatgeobuf_is_answered_from_their_index(service, export):
    for name in ["assets", "areas"]:
        truth = service.features(name, BRITISH_NATIONAL_GRID)
        points = [flat(feature["geometry"]["coordinates"])[:2] for feature in truth.values() if feature["geometry"]]
        east, north = sorted(point[0] for point in points), sorted(point[1] for point in points)
        box = [east[len(east) // 4], north[len(north) // 4], east[len(east) // 2], north[len(north) // 2]]
        found = service.features(name, BRITISH_NATIONAL_GRID, f"&bbox={','.join(map(repr, box))}&bbox-crs={BRITISH_NATIONAL_GRID}")
        somewhere = sum(feature["geometry"] is not None for feature in found.values())
        # The index of a file is one of boxes: GDAL leaves it at that.
        boxes = [shape(feature["geometry"]).envelope for feature in truth.values() if feature["geometry"]]
        touching = sum(envelope.intersects(rectangle(*box)) for envelope in boxes)
        for form in ["gpkg", "fgb"]:
            lines, _ = ogrinfo(export(name, form), name, "-spat", *box)
            assert somewhere <= int(lines["Feature Count"]) <= touching < len(truth), (name, form)

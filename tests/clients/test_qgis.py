"""QGIS without a screen: the live layers and the files, as somebody who pastes the address would see them."""

import json
import subprocess
from pathlib import Path

import pytest
from conftest import BRITISH_NATIONAL_GRID, flat, spatial
from shapely import from_wkt, get_coordinates

QGIS_PYTHON = "/usr/bin/python3"


def qgis(*layers):
    """What QGIS sees of these layers."""
    script = Path(__file__).with_name("qgis_reads.py")
    done = subprocess.run([QGIS_PYTHON, script, json.dumps(layers)], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout[done.stdout.index('{"version"') :])["layers"]


def live(service, collection, **more):
    source = f"url='{service.url}' typename='{collection}' restrictToRequestBBOX='1' pageSize='10000'"
    return {"provider": "OAPIF", "source": source, "name": collection, "key": key_of(service, collection), **more}


def key_of(service, collection):
    properties = next(iter(service.features(collection).values()))["properties"]
    return next(column for column in ("id", "code", "key") if column in properties)


def test_every_live_layer_has_every_feature_where_the_service_says(service):
    names = spatial(service)
    for name, layer in zip(names, qgis(*(live(service, name) for name in names))):
        assert "error" not in layer, (name, layer)
        truth = service.features(name)
        assert set(layer["features"]) == set(truth), name
        for key, wkt in layer["features"].items():
            true = truth[key]["geometry"]
            assert (wkt is None) == (true is None), (name, key)
            if true is not None:
                assert get_coordinates(from_wkt(wkt)).flatten().tolist() == pytest.approx(flat(true["coordinates"]), abs=1e-9)


def test_a_map_that_shows_a_part_asks_for_the_part_and_gets_exactly_that(service):
    west, south, east, north = service.collections()["assets"]["extent"]["spatial"]["bbox"][0]
    box = [west, south, (west + east) / 2, (south + north) / 2]
    [layer] = qgis(live(service, "assets", box=box))
    expected = {
        key for key, feature in service.features("assets", query=f"&bbox={','.join(map(repr, box))}").items() if feature["geometry"]
    }
    assert set(layer["features"]) - {key for key, wkt in layer["features"].items() if wkt is None} == expected


@pytest.mark.parametrize("collection", ["assets", "areas"])
def test_a_geopackage_opens_styled_with_names_for_its_fields_and_says_where_it_is_from(service, tmp_path, collection):
    _, _, body = service.get(f"collections/{collection}/items?f=gpkg")
    path = tmp_path / f"{collection}.gpkg"
    path.write_bytes(body)
    source = f"{path}|layername={collection}"
    [layer] = qgis({"provider": "ogr", "source": source, "name": collection, "key": key_of(service, collection)})
    assert "error" not in layer, layer
    assert layer["crs"] == "EPSG:27700"
    assert layer["renderer"] in {"categorizedSymbol", "graduatedSymbol", "RuleRenderer"}, layer["renderer"]
    assert len(layer["aliases"]) > 5
    truth = service.features(collection, BRITISH_NATIONAL_GRID)
    assert set(layer["features"]) == set(truth)


def test_a_flatgeobuf_opens_with_every_feature(service, tmp_path):
    for name in spatial(service):
        _, _, body = service.get(f"collections/{name}/items?f=fgb")
        path = tmp_path / f"{name}.fgb"
        path.write_bytes(body)
        [layer] = qgis({"provider": "ogr", "source": str(path), "name": name, "key": key_of(service, name)})
        assert layer["crs"] == "EPSG:27700"
        assert set(layer["features"]) == set(service.features(name)), name

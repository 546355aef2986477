"""GeoPandas and PyArrow: every file a notebook would open."""

import io
import json

import geopandas
import numpy
import pyarrow.parquet
import pytest
from conftest import BRITISH_NATIONAL_GRID, spatial
from shapely.geometry import shape


def read(service, collection, form, tmp_path, query=""):
    status, _, body = service.get(f"collections/{collection}/items?f={form}{query}")
    assert status == 200, body[:300]
    path = tmp_path / f"{collection}.{form}"
    path.write_bytes(body)
    return geopandas.read_parquet(path) if form == "parquet" else geopandas.read_file(path, layer=None if form == "fgb" else collection.replace("-", "_"))


@pytest.mark.parametrize("form", ["gpkg", "fgb", "parquet"])
def test_every_file_has_every_feature_in_its_place_with_its_values(service, tmp_path, form):
    for name in spatial(service):
        frame = read(service, name, form, tmp_path)
        truth = service.features(name, BRITISH_NATIONAL_GRID)
        assert frame.crs.to_epsg() == 27700
        assert len(frame) == len(truth), (name, form)
        key = next(column for column in ("id", "code", "key") if column in frame.columns)
        for _, row in frame.iterrows():
            true = truth[str(row[key])]
            if true["geometry"] is None:
                assert row.geometry is None or row.geometry.is_empty
            else:
                assert row.geometry.equals_exact(shape(true["geometry"]).normalize(), 0.006) or row.geometry.normalize().equals_exact(
                    shape(true["geometry"]).normalize(), 0.006
                ), (name, row[key])
            for column, value in true["properties"].items():
                held = row[column]
                if value is None:
                    assert held is None or held != held or str(held) == "NaT", (name, column, held)
                elif isinstance(value, (bool, int, float)):
                    assert numpy.isclose(held, value), (name, column, held, value)
                else:
                    assert str(held).removesuffix(" 00:00:00") == str(value), (name, column, held, value)


def test_geoparquet_says_what_it_holds_as_its_standard_asks(service):
    for name in spatial(service):
        _, _, body = service.get(f"collections/{name}/items?f=parquet")
        table = pyarrow.parquet.read_table(io.BytesIO(body))
        geo = json.loads(table.schema.metadata[b"geo"])
        column = geo["columns"][geo["primary_column"]]
        assert geo["version"].startswith("1.") and column["encoding"] == "WKB"
        assert column["crs"]["id"] == {"authority": "EPSG", "code": 27700}


@pytest.mark.parametrize("form", ["fgb", "parquet"])
def test_a_filter_and_a_system_asked_for_are_those_of_the_file(service, tmp_path, form):
    query = "&filter=borough%20%3D%20%27{}%27"
    borough = next(feature["properties"]["borough"] for feature in service.features("assets").values())
    asked = query.format(borough.replace(" ", "%20"))
    expected = service.features("assets", query=asked)
    frame = read(service, "assets", form, tmp_path, f"{asked}&crs=http://www.opengis.net/def/crs/EPSG/0/3857")
    assert frame.crs.to_epsg() == 3857
    assert len(frame) == len(expected) < len(service.features("assets"))

"""OWSLib, as pygeometa, QGIS plugins and many notebooks use it."""

import pytest
from owslib.ogcapi.features import Features


@pytest.fixture(scope="session")
def client(service):
    return Features(service.url)


def test_the_landing_page_conformance_and_collections_are_read(service, client):
    assert client.links and client.api()["openapi"].startswith("3.0")
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in client.conformance()["conformsTo"]
    assert sorted(client.feature_collections()) == sorted(service.collections())


def test_every_collection_comes_whole_page_by_page(service, client):
    for name in service.collections():
        seen, page = [], client.collection_items(name, limit=500)
        while True:
            seen += [feature["id"] for feature in page["features"]]
            after = [link["href"] for link in page["links"] if link["rel"] == "next"]
            if not after:
                break
            page = service.json(after[0])
        assert len(seen) == len(set(seen)) == page["numberMatched"], name


def test_one_feature_queryables_a_box_a_filter_and_an_equality_are_understood(service, client):
    truth = service.features("assets")
    key, feature = next((key, feature) for key, feature in truth.items() if feature["geometry"])
    assert client.collection_item("assets", key)["properties"] == feature["properties"]
    queryables = client.collection_queryables("assets")["properties"]
    assert "borough" in queryables
    lon, lat = feature["geometry"]["coordinates"]
    assert key in {found["id"] for found in client.collection_items("assets", bbox=[lon, lat, lon, lat], limit=10000)["features"]}
    borough = feature["properties"]["borough"]
    expected = {key for key, found in truth.items() if found["properties"]["borough"] == borough}
    filtered = client.collection_items("assets", filter=f"borough = '{borough}'", limit=10000)["features"]
    assert {found["id"] for found in filtered} == expected

"""The service that real clients are pointed at, and what is true of it.

`CATMAP_BIN` names the program. It makes the fictional region, loads it the way real files are loaded, and serves it until
the tests are over. The truth is the service's own GeoJSON read to its last page with nothing but the standard library;
that this is right is proven elsewhere (`tests/ogc`, and `test_coordinates.py` here).
"""

import json
import os
import re
import subprocess
import urllib.request
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

PROGRAM = os.environ["CATMAP_BIN"]
REPOSITORY = Path(__file__).resolve().parents[2]
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
BRITISH_NATIONAL_GRID = "http://www.opengis.net/def/crs/EPSG/0/27700"


@dataclass(frozen=True)
class Service:
    """A running service and how to ask it."""

    url: str
    database: Path

    def get(self, path, **headers):
        """Status, headers and body of an answer; `path` from the root, or a whole address."""
        address = path if path.startswith("http") else f"{self.url}{path}"
        try:
            with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def json(self, path):
        """The JSON of an answer that has to be there."""
        status, _, body = self.get(path, Accept="application/json")
        assert status == 200, (path, status, body[:300])
        return json.loads(body)

    @cache
    def collections(self):
        """Every collection as `/collections` tells of it, by name."""
        return {found["id"]: found for found in self.json("collections")["collections"]}

    @cache
    def features(self, collection, crs=CRS84, query=""):
        """Every feature of a collection by id, all pages."""
        path, features = f"collections/{collection}/items?f=json&limit=10000&crs={crs}{query}", {}
        while path:
            page = self.json(path)
            for feature in page["features"]:
                assert feature["id"] not in features, f"{feature['id']} came twice"
                features[feature["id"]] = feature
            path = next((link["href"] for link in page["links"] if link["rel"] == "next"), None)
        assert len(features) == page["numberMatched"]
        return features


@pytest.fixture(scope="session")
def service(tmp_path_factory):
    """The fictional region, served on a port of its own."""
    folder = tmp_path_factory.mktemp("service")
    region, database = folder / "region", folder / "catmap.db"
    subprocess.run([PROGRAM, "generate", "--out", region], check=True, capture_output=True)
    files = sorted(path for path in region.iterdir() if path.suffix in {".csv", ".geojson"})
    subprocess.run([PROGRAM, "import", "--database", database, *files], check=True, capture_output=True)
    serve = [PROGRAM, "serve", "--database", database, "--listen", "127.0.0.1:0"]
    with subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        told = ""
        for line in running.stdout:
            told += line
            if found := re.search(r"http://[\w.:\[\]-]+/", told):
                break
        assert found, f"the service did not start:\n{told}"
        yield Service(found[0], database)
        running.terminate()


def spatial(service):
    """Names of the collections that have a geometry."""
    return [name for name in service.collections() if any(feature["geometry"] for feature in service.features(name).values())]


def flat(coordinates):
    """Every number of nested coordinates in order."""
    if isinstance(coordinates, (int, float)):
        return [coordinates]
    return [number for part in coordinates for number in flat(part)]

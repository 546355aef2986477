"""catmap beside pygeoapi and tipg on PostGIS: the same points and areas, the same questions, one run, as a table.

`make bench-gis` runs it. 300,000 points on the British National Grid and 33,755 areas of the fictional region are loaded
into catmap, and what catmap publishes of them is copied into PostGIS, indexed, for both peers. Before anything is timed,
the answers are held against a plain loop over all points with Shapely: how many are missing, how many too many.
Times are medians over rounds in which the servers take turns, on one connection that is kept open, bodies read to the end.
"""

import http.client
import http.server
import itertools
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from shapely import box
from shapely.geometry import shape

PROGRAM = os.environ["CATMAP_BIN"]
ASSETS = int(os.environ.get("CATMAP_BENCH_ASSETS", "300000"))
AREAS = int(os.environ.get("CATMAP_BENCH_AREAS", "33755"))
ROUNDS = int(os.environ.get("CATMAP_BENCH_ROUNDS", "15"))
CRS84, GRID = "http://www.opengis.net/def/crs/OGC/1.3/CRS84", "http://www.opengis.net/def/crs/EPSG/0/27700"
CLIENTS = Path(__file__).parent
PEERS = Path(sys.executable).parent


class Server:
    """A server and one open connection to it."""

    def __init__(self, name, url):
        self.name, self.url = name, url
        # Names of the two collections, and of GeoJSON.
        self.points, self.areas, self.geojson = "assets", "areas", "json"
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=300)

    def get(self, path):
        """Seconds, status and body of an answer. A connection that was closed meanwhile is opened once more."""
        try:
            return self.ask(path)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self.connection.close()
            return self.ask(path)

    def ask(self, path):
        began = time.perf_counter()
        self.connection.request("GET", path, headers={"Accept": "*/*"})
        answer = self.connection.getresponse()
        body = answer.read()
        return time.perf_counter() - began, answer.status, body

    def json(self, path):
        _, status, body = self.get(path)
        assert status == 200, (self.name, path, status, body[:500])
        return json.loads(body)


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def running(name, command, url, **options):
    """A server that is ended at the end, once it answers."""
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    try:
        parts = urllib.parse.urlsplit(url)
        for _ in range(3000):
            try:
                socket.create_connection((parts.hostname, parts.port), timeout=1).close()
                break
            except OSError:
                assert process.poll() is None, f"{name} stopped with {process.returncode}"
                time.sleep(0.1)
        yield Server(name, url)
    finally:
        process.terminate()
        process.wait()


@contextmanager
def postgres(folder):
    """A throw-away PostgreSQL with PostGIS; its address."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    data, port = folder / "postgres", free_port()
    data.mkdir()
    as_owner = []
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        shutil.chown(data, "postgres", "postgres")
        folder.chmod(0o755)
        as_owner = ["runuser", "-u", "postgres", "--"]
    subprocess.run([*as_owner, programs / "initdb", "-D", data, "-A", "trust", "-U", "postgres"], check=True, capture_output=True)
    serve = [*as_owner, programs / "postgres", "-D", data, "-p", str(port), "-k", data]
    settings = ["-c", "shared_buffers=1GB", "-c", "work_mem=64MB", "-c", "jit=off", "-c", "listen_addresses=127.0.0.1"]
    with running("PostgreSQL", [*serve, *settings], f"http://127.0.0.1:{port}/"):
        address = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        for _ in range(300):
            try:
                psycopg.connect(address).close()
                break
            except psycopg.OperationalError:
                time.sleep(0.1)
        yield address


@contextmanager
def catmap(folder):
    """catmap with the fictional region."""
    region, database = folder / "region", folder / "catmap.db"
    size = ["--assets", ASSETS, "--areas", AREAS, "--needs", 50]
    subprocess.run(list(map(str, [PROGRAM, "generate", *size, "--out", region])), check=True, capture_output=True)
    files = [path for path in sorted(region.iterdir()) if path.suffix in {".csv", ".geojson"} and path.name != "price-paid.csv"]
    subprocess.run([PROGRAM, "import", "--database", database, *files], check=True, capture_output=True)
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    with running("catmap", [PROGRAM, "serve", "--database", database, "--listen", f"127.0.0.1:{port}"], url) as server:
        yield server


def pages(server, collection, crs):
    """Every feature of a collection of catmap."""
    path = f"/collections/{collection}/items?limit=10000&crs={crs}"
    while path:
        page = server.json(path)
        yield from page["features"]
        after = [link["href"] for link in page["links"] if link["rel"] == "next"]
        path = after[0].removeprefix(server.url.rstrip("/")) if after else None


# The types of PostgreSQL for those of /schema.
TYPES = {"string": "text", "integer": "int8", "number": "float8", "boolean": "bool"}


def fill(address, server, collection, features):
    """The same features with the same attributes in PostGIS, indexed and analysed."""
    properties = server.json(f"/collections/{collection}/schema")["properties"]
    columns = {name: TYPES[about["type"]] for name, about in properties.items() if about.get("type") in TYPES}
    described = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    with psycopg.connect(address, autocommit=True) as database:
        database.execute("CREATE EXTENSION IF NOT EXISTS postgis")
        database.execute(f"CREATE TABLE {collection} ({described}, geom geometry(Geometry, 27700), PRIMARY KEY (id))")
        with database.cursor().copy(f"COPY {collection} FROM STDIN") as rows:
            for found in features:
                place = f"SRID=27700;{shape(found['geometry']).wkt}"
                rows.write_row([*(found["properties"][name] for name in columns), place])
        database.execute(f"CREATE INDEX ON {collection} USING gist (geom)")
        database.execute(f"VACUUM ANALYZE {collection}")


def pygeoapi_command(folder, address, port):
    """pygeoapi's settings for the two tables, and how it is started."""
    parts = urllib.parse.urlsplit(address)
    connection = {"host": parts.hostname, "port": parts.port, "dbname": "postgres", "user": "postgres", "password": "", "search_path": ["public"]}

    def resource(name, key):
        provider = {
            "type": "feature", "name": "PostgreSQL", "data": connection, "id_field": key, "table": name, "geom_field": "geom",
            "storage_crs": GRID, "crs": [CRS84, GRID],
        }
        return {
            "type": "collection", "title": name, "description": name, "keywords": [name], "links": [],
            "extents": {"spatial": {"bbox": [-180, -90, 180, 90], "crs": CRS84}}, "providers": [provider],
        }

    url = f"http://127.0.0.1:{port}"
    settings = {
        "server": {
            "bind": {"host": "127.0.0.1", "port": port}, "url": url, "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8", "gzip": False, "languages": ["en-GB"], "pretty_print": False,
            "limits": {"default_items": 10, "max_items": 10000}, "map": {"url": "", "attribution": ""},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {"title": "bench", "description": "bench", "keywords": ["bench"], "keywords_type": "theme", "terms_of_service": "", "url": url},
            "license": {"name": "none", "url": url}, "provider": {"name": "bench", "url": url}, "contact": {"name": "bench"},
        },
        "resources": {"assets": resource("assets", "id"), "areas": resource("areas", "id")},
    }
    config, document = folder / "pygeoapi.yml", folder / "pygeoapi-openapi.yml"
    config.write_text(json.dumps(settings))
    environment = os.environ | {"PYGEOAPI_CONFIG": str(config), "PYGEOAPI_OPENAPI": str(document)}
    subprocess.run([PEERS / "pygeoapi", "openapi", "generate", config, "--output-file", document], env=environment, check=True, stdout=subprocess.DEVNULL)
    # The production server of its own container image.
    command = [PEERS / "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--keep-alive", "60", "--worker-class", "gthread", "pygeoapi.flask_app:APP"]
    return command, environment


def keys(page):
    return [str(found["id"]) for found in page["features"]]


def milliseconds(seconds):
    return f"{seconds * 1000:,.1f} ms" if seconds < 1 else f"{seconds:,.2f} s"


def in_turn(asks):
    """Median seconds and the bytes of each server's answer; `asks` maps a name to a function that asks once."""
    taken, size = {name: [] for name in asks}, {}
    for _ in range(ROUNDS):
        for name, ask in asks.items():
            seconds, status, body = ask()
            assert status == 200, (name, status, body[:300])
            taken[name].append(seconds)
            size[name] = len(body)
    return {name: (statistics.median(each), size[name]) for name, each in taken.items()}


def told(title, measured, notes):
    ours = measured["catmap"][0]
    print(f"\n### {title}\n\n| server | time | beside catmap | bytes | answer |\n|---|---|---|---|---|")
    for name, (seconds, size) in measured.items():
        ratio = "" if name == "catmap" else f"{seconds / ours:,.1f} times"
        print(f"| {name} | {milliseconds(seconds)} | {ratio} | {size:,} | {notes.get(name, '')} |")
    sys.stdout.flush()


def exactness(found, expected):
    missing, more = len(expected - set(found)), len(set(found) - expected)
    return "exact" if not missing and not more and len(found) == len(expected) else f"{missing} missing, {more} too many"


def corner_of(points, wanted):
    """A box around the middle of the points that holds about so many."""
    east = statistics.median(point.x for point in points.values())
    north = statistics.median(point.y for point in points.values())
    low, high = 0.0, max(max(abs(point.x - east), abs(point.y - north)) for point in points.values())
    for _ in range(40):
        half = (low + high) / 2
        inside = sum(abs(point.x - east) <= half and abs(point.y - north) <= half for point in points.values())
        low, high = (half, high) if inside < wanted else (low, half)
    return [round(number, 7) for number in (east - low, north - low, east + low, north + low)]


def boxes(servers, on_grid, in_degrees):
    """A box of about 9,000 points in degrees, and one on the grid."""
    for title, points, uri in [("A box in degrees", in_degrees, CRS84), ("A box on the National Grid", on_grid, GRID)]:
        sides = corner_of(points, 9_000)
        expected = {key for key, point in points.items() if point.intersects(box(*sides))}
        text, notes, asks = ",".join(map(repr, sides)), {}, {}
        for server in servers:
            more = "" if uri == CRS84 else f"&bbox-crs={uri}"
            path = f"/collections/{server.points}/items?f={server.geojson}&limit=10000&bbox={text}{more}"
            _, status, body = server.get(path)
            if status != 200:
                print(f"\n{server.name} cannot answer this: {status} {body[:160]!r}")
                continue
            notes[server.name] = exactness(keys(json.loads(body)), expected)
            if server.name == "catmap":
                # Another limit each time, which no answer was given for yet; then the same one again.
                limits = itertools.count(9_999, -1)
                asks["catmap"] = lambda server=server, path=path: server.get(path.replace("limit=10000", f"limit={next(limits)}"))
                asks["catmap, asked again"] = lambda server=server, path=path: server.get(path)
                notes["catmap"], notes["catmap, asked again"] = f"{notes['catmap']}; a question that is new", notes["catmap"]
            else:
                asks[server.name] = lambda server=server, path=path: server.get(path)
        told(f"{title}: {len(expected):,} of {len(points):,} points", in_turn(asks), notes)


def deep_pages(servers, total):
    """Ten features after all the full pages of ten thousand."""
    depth, paths = (total - 1) // 10_000 * 10_000, {}
    for server in servers:
        if server.name != "catmap":
            paths[server.name] = f"/collections/{server.points}/items?f={server.geojson}&limit=10&offset={depth}"
            continue
        path = f"/collections/{server.points}/items?limit=10000"
        for _ in range(depth // 10_000):
            page = server.json(path)
            path = next(link["href"] for link in page["links"] if link["rel"] == "next").removeprefix(server.url.rstrip("/"))
        paths[server.name] = re.sub(r"limit=\d+", "limit=10", path)
    asks = {server.name: lambda server=server: server.get(paths[server.name]) for server in servers}
    told(f"Ten features at place {depth:,} (catmap: the link the page before gave)", in_turn(asks), {})


def tiles(servers, address, in_degrees):
    """Tiles of zoom 10 over all areas: each asked once for the first time, then again."""
    import math

    def tile(point):
        x = (point.x + 180) / 360 * 1024
        y = (1 - math.asinh(math.tan(math.radians(point.y))) / math.pi) / 2 * 1024
        return int(y), int(x)

    wanted = sorted({tile(point) for point in in_degrees.values()})[:60]
    cold = {"catmap": [], "catmap, again": [], "tipg": [], "PostGIS, prepared": []}
    size = {}
    with psycopg.connect(address, autocommit=True) as database:
        [layer] = servers[0].json("/collections/areas/tiles/WebMercatorQuad?f=tilejson")["vector_layers"]
        columns = ", ".join(layer["fields"])
        statement = (
            f"SELECT ST_AsMVT(t, 'areas', 4096, 'mvt') FROM (SELECT {columns},"
            f" ST_AsMVTGeom(ST_Transform(geom, 3857), ST_TileEnvelope(10, %(x)s, %(y)s), 4096, 64) AS mvt FROM areas"
            " WHERE geom && ST_Transform(ST_TileEnvelope(10, %(x)s, %(y)s, margin => 0.015625), 27700)) t"
        )
        for y, x in wanted:
            for server in servers:
                if server.name == "pygeoapi":
                    continue
                path = f"/collections/{server.areas}/tiles/WebMercatorQuad/10/" + (f"{y}/{x}" if server.name == "catmap" else f"{x}/{y}")
                seconds, status, body = server.get(path)
                assert status in (200, 204), (server.name, status, body[:300])
                cold[server.name].append(seconds)
                size[server.name] = size.get(server.name, 0) + len(body)
                if server.name == "catmap":
                    cold["catmap, again"].append(server.get(path)[0])
            began = time.perf_counter()
            [made] = database.execute(statement, {"x": x, "y": y}, prepare=True).fetchone()
            cold["PostGIS, prepared"].append(time.perf_counter() - began)
            size["PostGIS, prepared"] = size.get("PostGIS, prepared", 0) + len(made)
    size["catmap, again"] = size["catmap"]
    measured = {name: (statistics.median(each), size[name] // len(wanted)) for name, each in cold.items()}
    told(f"A tile of zoom 10 over {AREAS:,} areas ({len(wanted)} tiles; bytes on average)", measured, {"catmap": "made for the first time"})


class Recorded(http.server.BaseHTTPRequestHandler):
    """Answers of catmap out of memory, once they were asked for: what QGIS takes when nobody has to work anything out."""

    protocol_version = "HTTP/1.1"
    catmap, answers = "", {}

    def do_GET(self):
        if self.path not in self.answers:
            connection = http.client.HTTPConnection(self.catmap, timeout=300)
            connection.request("GET", self.path, headers={"Accept": self.headers.get("Accept", "*/*"), "Host": self.headers["Host"]})
            answer = connection.getresponse()
            self.answers[self.path] = answer.status, answer.getheader("Content-Type", ""), answer.read()
        status, media, body = self.answers[self.path]
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextmanager
def recorded(ours):
    """A server of what catmap says."""
    Recorded.catmap = urllib.parse.urlsplit(ours.url).netloc
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorded) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Server("the same answers from memory", f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()


def canvas(servers, in_degrees):
    """QGIS draws the box of about 10,000 points on a canvas that was empty; then again what it takes by itself."""
    if subprocess.run(["/usr/bin/python3", "-c", "import qgis.core"], capture_output=True).returncode:
        print("\nQGIS is not installed: its canvas is not measured.")
        return
    sides = corner_of(in_degrees, 9_000)
    expected = {key for key, point in in_degrees.items() if point.intersects(box(*sides))}
    print(f"\n### QGIS draws {len(expected):,} points\n\n| server | canvas | of that QGIS works | features |\n|---|---|---|---|")
    with recorded(servers[0]) as memory:
        # The first of them is not told of: the memory is filled then.
        for told_of, server in [(False, memory), (True, memory), *((True, server) for server in servers)]:
            draw(server, sides, expected, told_of)


def draw(server, sides, expected, told_of):
    """One canvas of one server, as a row."""
    asked = {
        "provider": "OAPIF", "name": server.name, "key": "id", "box": sides, "canvas": sides, "picture": "/dev/null",
        "source": f"url='{server.url}' typename='{server.points}' restrictToRequestBBOX='1'",
    }
    script = [CLIENTS / "qgis_reads.py", json.dumps([asked])]
    done = subprocess.run(["/usr/bin/python3", *script], capture_output=True, text=True, timeout=600)
    if done.returncode:
        print(f"| {server.name} | QGIS stopped with {done.returncode} | | |")
        return
    [seen] = json.loads(done.stdout[done.stdout.index('{"version"') :])["layers"]
    if "error" in seen:
        print(f"| {server.name} | {seen['error'][:120]} | | |")
        return
    found = [key for key, place in seen["features"].items() if place is not None]
    if told_of:
        worked = milliseconds(seen["canvas_processor_seconds"])
        print(f"| {server.name} | {milliseconds(seen['canvas_seconds'])} | {worked} | {exactness(found, expected)} |")
        sys.stdout.flush()


def main():
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="catmap-bench-")))
        print(f"{ASSETS:,} points, {AREAS:,} areas, {os.cpu_count()} cores, {time.strftime('%Y-%m-%d')}")
        ours = stack.enter_context(catmap(folder))
        placed = [found for found in pages(ours, "assets", GRID) if found["geometry"]]
        on_grid = {found["id"]: shape(found["geometry"]) for found in placed}
        in_degrees = {found["id"]: shape(found["geometry"]) for found in pages(ours, "assets", CRS84) if found["geometry"]}
        address = stack.enter_context(postgres(folder))
        fill(address, ours, "assets", placed)
        fill(address, ours, "areas", pages(ours, "areas", GRID))
        port = free_port()
        command, environment = pygeoapi_command(folder, address, port)
        pygeoapi = stack.enter_context(running("pygeoapi", command, f"http://127.0.0.1:{port}/", env=environment))
        port = free_port()
        command = [PEERS / "uvicorn", "tipg.main:app", "--port", str(port), "--log-level", "error"]
        settings = {"DATABASE_URL": address, "TIPG_MAX_FEATURES_PER_QUERY": "10000", "TIPG_DB_SCHEMAS": '["public"]'}
        tipg = stack.enter_context(running("tipg", command, f"http://127.0.0.1:{port}/", env=os.environ | settings))
        tipg.points, tipg.areas, tipg.geojson = "public.assets", "public.areas", "geojson"
        servers = [ours, pygeoapi, tipg]
        boxes(servers, on_grid, in_degrees)
        deep_pages(servers, len(on_grid))
        tiles(servers, address, in_degrees)
        canvas(servers, in_degrees)


main()

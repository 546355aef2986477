//! Answers a second over HTTP: a server on one core, a generator on the other, connections that are kept open and ask again as
//! soon as they are answered.

mod client;
mod overload;
mod server;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;

use self::client::Client;
use self::server::{OnTheOther, Server};
use super::{heading, shown};

const CONNECTIONS: [usize; 3] = [1, 8, 64];
/// How long each is asked.
const WARM: Duration = Duration::from_millis(500);
const MEASURED: Duration = Duration::from_secs(3);

/// Makes the next request.
type Next = Arc<dyn Fn(&mut ChaCha8Rng) -> Vec<u8> + Send + Sync>;

/// What came of asking.
#[derive(Default)]
pub struct Told {
    /// Seconds of each answer that went well, sorted.
    pub times: Vec<f64>,
    /// Answers by status; 0 for connections that broke.
    pub statuses: BTreeMap<u16, usize>,
    /// Seconds of the slowest answer of any status.
    pub slowest_s: f64,
    /// How long it took in all.
    pub took: Duration,
}

impl Told {
    /// The time that this share of the answers does not exceed.
    pub fn percentile(&self, share: f64) -> Duration {
        let at = ((self.times.len() as f64 * share) as usize).min(self.times.len().saturating_sub(1));
        Duration::from_secs_f64(self.times.get(at).copied().unwrap_or(0.0))
    }

    fn one_line(&self, what: &str, connections: usize) {
        let a_second = self.times.len() as f64 / self.took.as_secs_f64();
        let others: Vec<String> =
            self.statuses.iter().filter(|(status, _)| !is_well(**status)).map(|(s, n)| format!("{n} x {s}")).collect();
        println!(
            "  {what:<46} {connections:>5} {a_second:>12.0} {:>11} {:>11} {}",
            shown(self.percentile(0.5)),
            shown(self.percentile(0.99)),
            others.join(", ")
        );
    }
}

fn is_well(status: u16) -> bool {
    matches!(status, 200 | 204 | 304)
}

/// The whole of it.
pub fn load(areas: usize, assets: usize) {
    let server = Server::with(assets, areas);
    heading(&format!(
        "HTTP on loopback, {assets} assets amid {areas} areas, server on {} (ready in {:.1} s, {} MiB)",
        if server::two_cores() { "one core, generator on the other" } else { "the same core as the generator" },
        server.ready_in.as_secs_f64(),
        server.memory_mib()[0]
    ));
    let other = OnTheOther::core();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    println!("  {:<46} {:>5} {:>12} {:>11} {:>11}", "", "conn", "answers/s", "p50", "p99");
    runtime.block_on(async {
        let asked = Asked::of(&server.address).await;
        asked.first_tiles().await;
        for (what, next) in asked.all().await {
            for connections in CONNECTIONS {
                ask(&server.address, connections, WARM, &next).await;
                ask(&server.address, connections, MEASURED, &next).await.one_line(what, connections);
            }
        }
        overload::overload(&server, &asked).await;
    });
    drop(other);
}

/// Asks on so many connections for so long.
pub async fn ask(address: &str, connections: usize, time: Duration, next: &Next) -> Told {
    let told = Arc::new(Mutex::new(Told::default()));
    let begun = Instant::now();
    let mut asking = Vec::new();
    for connection in 0..connections {
        let (address, next, told) = (address.to_owned(), Arc::clone(next), Arc::clone(&told));
        asking.push(tokio::spawn(async move {
            let mut random = ChaCha8Rng::seed_from_u64(connection as u64);
            let mut client = None;
            while begun.elapsed() < time {
                let request = next(&mut random);
                let sent = Instant::now();
                let answered = async {
                    let mut open = match client.take() {
                        Some(open) => open,
                        None => Client::to(&address).await?,
                    };
                    let answer = open.ask(&request).await?;
                    Ok::<_, std::io::Error>((open, answer))
                };
                let status = match answered.await {
                    Ok((open, answer)) => {
                        client = Some(open);
                        answer.status
                    }
                    Err(_) => 0,
                };
                let seconds = sent.elapsed().as_secs_f64();
                let mut told = told.lock().unwrap();
                *told.statuses.entry(status).or_default() += 1;
                told.slowest_s = told.slowest_s.max(seconds);
                if is_well(status) {
                    told.times.push(seconds);
                }
            }
        }));
    }
    for one in asking {
        one.await.unwrap();
    }
    let mut told = std::mem::take(&mut *told.lock().unwrap());
    told.took = begun.elapsed();
    told.times.sort_by(f64::total_cmp);
    told
}

/// What there is to ask a server for.
pub struct Asked {
    address: String,
    needs: Vec<String>,
    /// West, south, east, north of a box with about ten thousand assets.
    bbox: [f64; 4],
    /// Tiles of zoom 10 in the middle of the region: row and column.
    tiles: Vec<(u32, u32)>,
}

impl Asked {
    async fn of(address: &str) -> Self {
        let mut client = Client::to(address).await.unwrap();
        let needs = json(&mut client, address, "/collections/needs/items?limit=100").await;
        let id = |need: &Value| need["id"].as_str().map(str::to_owned);
        let needs = needs["features"].as_array().unwrap().iter().filter_map(id).collect();
        let about = json(&mut client, address, "/collections/assets").await;
        let extent: Vec<f64> = about["extent"]["spatial"]["bbox"][0]
            .as_array()
            .unwrap()
            .iter()
            .map(|edge| edge.as_f64().unwrap())
            .collect();
        let (lon, lat) = (f64::midpoint(extent[0], extent[2]), f64::midpoint(extent[1], extent[3]));
        // Half of a box that holds ten thousand, found by halving.
        let (mut least, mut most) = (0.0, (extent[2] - extent[0]).max(extent[3] - extent[1]));
        let around = |half: f64| [lon - half, lat - half * 0.6, lon + half, lat + half * 0.6];
        for _ in 0..24 {
            let half = f64::midpoint(least, most);
            let [west, south, east, north] = around(half);
            let path = format!("/collections/assets/items?limit=1&bbox={west},{south},{east},{north}");
            let matched = json(&mut client, address, &path).await["numberMatched"].as_u64().unwrap();
            if matched > 10_000 { most = half } else { least = half }
        }
        let (column, row) = tile_of(lon, lat, 10);
        let tiles = [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(down, across)| (row + down, column + across)).to_vec();
        Self { address: address.to_owned(), needs, bbox: around(least), tiles }
    }

    /// The first answer for each tile: nothing is kept yet.
    async fn first_tiles(&self) {
        let mut client = Client::to(&self.address).await.unwrap();
        for (row, column) in &self.tiles {
            let begun = Instant::now();
            let answer = client.ask(&get(&self.address, &tile(*row, *column))).await.unwrap();
            println!(
                "    tile 10/{row}/{column} of areas, first time: {} ({} kB)",
                shown(begun.elapsed()),
                answer.body_bytes / 1000
            );
        }
    }

    /// Top 20 for a need of the region.
    pub fn stored(&self) -> Next {
        let (address, needs) = (self.address.clone(), self.needs.clone());
        Arc::new(move |random| {
            let need = &needs[random.random_range(0..needs.len())];
            get(&address, &format!("/needs/{need}/matches?limit=20"))
        })
    }

    /// The same of a need in the request, each time under other weights, as from a slider.
    pub fn stated(&self) -> Next {
        let (address, [west, south, east, north]) = (self.address.clone(), self.bbox);
        Arc::new(move |random| {
            let (lon, lat) = (random.random_range(west..east), random.random_range(south..north));
            let share = random.random_range(0.3..0.7);
            let body = format!(
                r#"{{"title":"Community kitchen","place":{{"lon":{lon},"lat":{lat}}},"reach":"town","spaces":[{{"space_type":"cafe_kitchen","share":1}}],"area":{{"ideal_m2":120}},"budget_gbp_per_year":15000}}"#
            );
            let path = format!("/matches?limit=20&weights={share:.3},{:.3},0.15", 0.85 - share);
            let head = format!(
                "POST {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
                body.len()
            );
            (head + &body).into_bytes()
        })
    }

    /// Ten thousand features: another box each time, so that nothing kept can serve.
    pub fn cold(&self) -> Next {
        let (address, [west, south, east, north]) = (self.address.clone(), self.bbox);
        Arc::new(move |random| {
            let moved = random.random_range(0.0..1e-3);
            let path =
                format!("/collections/assets/items?limit=10000&bbox={},{south},{},{north}", west + moved, east + moved);
            get(&address, &path)
        })
    }

    async fn all(&self) -> Vec<(&'static str, Next)> {
        let [west, south, east, north] = self.bbox;
        let page = format!("/collections/assets/items?limit=10000&bbox={west},{south},{east},{north}");
        let mut client = Client::to(&self.address).await.unwrap();
        let answer = client.ask(&get(&self.address, &page)).await.unwrap();
        println!("    a box of ten thousand features: {:.1} MB", answer.body_bytes as f64 / 1e6);
        let tag = answer.header("etag").unwrap_or_default().to_owned();
        let known =
            format!("GET {page} HTTP/1.1\r\nHost: {}\r\nIf-None-Match: {tag}\r\n\r\n", self.address).into_bytes();
        let always = |request: Vec<u8>| -> Next { Arc::new(move |_| request.clone()) };
        let (row, column) = self.tiles[0];
        vec![
            ("top 20 for a stored need", self.stored()),
            ("top 20 for a need in the request, other weights", self.stated()),
            ("box of 10,000 features, another each time", self.cold()),
            ("box of 10,000 features, the same", always(get(&self.address, &page))),
            ("the same, compressed as browsers ask for it", always(get_compressed(&self.address, &page))),
            ("the same, not changed since (304)", always(known)),
            ("tile of zoom 10, the same", always(get(&self.address, &tile(row, column)))),
            ("the same, compressed as browsers ask for it", always(get_compressed(&self.address, &tile(row, column)))),
            ("one feature", always(get(&self.address, "/collections/assets/items?limit=1"))),
        ]
    }
}

async fn json(client: &mut Client, address: &str, path: &str) -> Value {
    let (answer, body) = client.read(&get(address, path)).await.unwrap();
    assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&body));
    serde_json::from_slice(&body).unwrap()
}

/// A plain GET.
pub fn get(address: &str, path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept: */*\r\n\r\n").into_bytes()
}

/// The same from a client that can read what is compressed.
fn get_compressed(address: &str, path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept: */*\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n\r\n")
        .into_bytes()
}

fn tile(row: u32, column: u32) -> String {
    format!("/collections/areas/tiles/WebMercatorQuad/10/{row}/{column}")
}

/// Column and row of the tile that a place lies in.
fn tile_of(lon: f64, lat: f64, zoom: u32) -> (u32, u32) {
    let across = f64::from(1_u32 << zoom);
    let column = (lon + 180.0) / 360.0 * across;
    let row = (1.0 - lat.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0 * across;
    (column as u32, row as u32)
}

//! Ten times more than the server can do: what is turned away, how fast, and what memory it costs; and readers who do not read.

use std::time::Duration;

use super::client::Client;
use super::server::Server;
use super::{Asked, ask, get};
use crate::shown;

/// Ten times the connections of the largest run, all asking for ten thousand features that nobody asked for before.
const CROWD: usize = 640;
const TIME: Duration = Duration::from_secs(8);
/// Readers who ask for a page of several megabytes each and take none of it.
const IDLE_READERS: usize = 300;

/// Both, in print.
pub async fn overload(server: &Server, asked: &Asked) {
    let [before, _] = server.memory_mib();
    for (what, next) in
        [("10,000 features each, another box each time", asked.cold()), ("top 20 of a stated need", asked.stated())]
    {
        let (crowd, light) = tokio::join!(ask(&server.address, CROWD, TIME, &next), beside(server));
        let [_, most] = server.memory_mib();
        println!("  {CROWD} connections at once, {what}:");
        let statuses: Vec<String> =
            crowd.statuses.iter().map(|(status, count)| format!("{count} x {status}")).collect();
        println!(
            "    {}; well answered p50 {}, p99 {}; slowest of all {:.1} s",
            statuses.join(", "),
            shown(crowd.percentile(0.5)),
            shown(crowd.percentile(0.99)),
            crowd.slowest_s
        );
        println!("    meanwhile a small page on one more connection: p50 {}, p99 {}", shown(light[0]), shown(light[1]));
        println!("    memory: {before} MiB before, {most} MiB at the most");
    }
    let mut readers = Vec::new();
    for number in 0..IDLE_READERS {
        let mut reader = Client::to(&server.address).await.unwrap();
        let [west, south, east, north] = asked.bbox;
        let moved = number as f64 * 1e-6;
        let path =
            format!("/collections/assets/items?limit=10000&bbox={},{south},{},{north}", west + moved, east + moved);
        reader.send(&get(&server.address, &path)).await.unwrap();
        readers.push(reader);
    }
    // The last of them has been served as far as it will be when others are answered again.
    let mut client = Client::to(&server.address).await.unwrap();
    for _ in 0..50 {
        client.ask(&get(&server.address, "/collections/assets/items?limit=1")).await.unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let [now, most] = server.memory_mib();
    println!(
        "  {IDLE_READERS} readers who take none of their ten thousand features: {now} MiB, at the most {most} MiB"
    );
    drop(readers);
}

/// The middle and the worst of a hundred of a small answer on one connection.
async fn beside(server: &Server) -> [Duration; 2] {
    let next: super::Next = {
        let address = server.address.clone();
        std::sync::Arc::new(move |_| get(&address, "/conformance"))
    };
    let told = ask(&server.address, 1, TIME, &next).await;
    [told.percentile(0.5), told.percentile(0.99)]
}

//! Giving a file teaches nobody what another council withholds, and changes nothing that is another council's.

use catmap::domain::asset::{Occupancy, Shown};
use catmap::domain::imported::FileKind;
use catmap::domain::person::Role;
use catmap::domain::postcode::Postcode;
use serde_json::{Value, json};

use crate::api::Service;
use crate::imports::{give, post, settled, tally};
use crate::people::help::{Browser, officer, two_councils};
use crate::region::{Region, at, fact};

const HEAD: &str = "OrganisationLabel,AssetCode,UPRN,PropertyName,Address,PostCode,GeoX,GeoY,HoldingType,Occupancy\n";

/// Three buildings of Brackley: one withheld, one vacant that Brackley shows, one in use.
fn with_three_of_brackley() -> Region {
    let mut region = two_councils();
    let brackleys = region.assets.iter_mut().filter(|asset| &*asset.owner.name == "Brackley Council");
    for (number, asset) in (1..=3_u32).zip(brackleys) {
        asset.name = format!("Brackley Hall {number}");
        asset.address = Some(format!("{number} Secret Street"));
        asset.postcode = Postcode::parse("ZA1 9ZZ");
        asset.uprn = Some(100_090_000_000 + u64::from(number));
        asset.position = Some(at(335_000.0 + 100.0 * f64::from(number), 390_000.0));
        asset.facts.occupancy = fact(if number == 3 { Occupancy::Occupied } else { Occupancy::Vacant });
        asset.shown = if number == 2 { Shown::Exact } else { Shown::Coarse };
    }
    region
}

/// Guesses at the three by UPRN, by address and by point and name.
fn guesses() -> String {
    let guess = |sign: &str, number: u32| {
        let (uprn, address, postcode, x, y) = match sign {
            "u" => (format!("10009000000{number}"), String::new(), "", String::new(), ""),
            "a" => (String::new(), format!("{number} Secret Street"), "ZA1 9ZZ", String::new(), ""),
            _ => (String::new(), String::new(), "", format!("{}", 335_000 + 100 * number), "390000"),
        };
        let name = if sign == "p" { format!("Brackley Hall {number}") } else { "Guess".to_owned() };
        format!("Aldermere Council,{sign}/{number},{uprn},{name},{address},{postcode},{x},{y},Building,Occupied\n")
    };
    HEAD.to_owned()
        + &["u", "a", "p"].map(|sign| (1..=3).map(|number| guess(sign, number)).collect::<String>()).concat()
}

fn found(import: &Value) -> Vec<String> {
    let first = import["duplicates"]["first"].as_array().unwrap();
    first.iter().map(|found| found["of_name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_guesses_finds_nothing_that_another_council_withholds() {
    let service = Service::of(&with_three_of_brackley()).await;
    let jo = Browser::of(&service, "jo@aldermere.example", &[officer("Aldermere Council")]).await;
    let import = give(&jo, "guesses.csv", guesses()).await;
    assert_eq!(tally(&import), [9, 9, 0, 0, 0]);
    let shown = ["Brackley Hall 2", "Brackley Hall 3"];
    assert_eq!(found(&import), [shown, shown, shown].concat(), "what everybody sees is found");
    // Whoever works for both councils gives a file for one of them, and colleagues there see the same.
    let kim =
        Browser::of(&service, "kim@both.example", &[officer("Aldermere Council"), officer("Brackley Council")]).await;
    assert_eq!(found(&give(&kim, "guesses.csv", guesses()).await).len(), 6);
    let root = Browser::of(&service, "root@example.org", &[Role::Administrator]).await;
    assert_eq!(found(&give(&root, "guesses.csv", guesses()).await).len(), 9);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_administrator_is_shown_of_a_draft_is_not_shown_to_its_officers() {
    let service = Service::of(&with_three_of_brackley()).await;
    let jo = Browser::of(&service, "jo@aldermere.example", &[officer("Aldermere Council")]).await;
    let root = Browser::of(&service, "root@example.org", &[Role::Administrator]).await;
    let id = give(&jo, "guesses.csv", guesses()).await["id"].as_str().unwrap().to_owned();
    assert_eq!(found(&settled(&root, &id).await).len(), 9);
    for _ in 0..2 {
        assert_eq!(found(&settled(&jo, &id).await).len(), 6);
        let rows = jo.json(&format!("/imports/{id}/rows")).await;
        let told = rows["rows"].as_array().unwrap().iter().filter(|row| !row["duplicate_of"].is_null()).count();
        assert_eq!(told, 6);
        assert_eq!(found(&settled(&root, &id).await).len(), 9);
    }
    let yes = json!({ "gone": "keep", "remember": false });
    assert_eq!(post(&root, &format!("/imports/{id}/commit"), Some(yes)).await.status, 202);
    assert_eq!(found(&settled(&root, &id).await).len(), 9);
    let import = settled(&jo, &id).await;
    assert_eq!((&import["state"], found(&import).len()), (&json!("committed"), 0), "all rows are their council's");
}

/// A register of one council with a row of another: the withheld hall of Brackley.
fn joint() -> String {
    HEAD.to_owned()
        + "Aldermere Council,J/1,,Hall One,,ZA1 0AA,333500,388500,Building,Occupied\n\
           Aldermere Council,J/2,,Hall Two,,ZA1 0AA,333600,388500,Building,Occupied\n\
           Brackley Council,J/3,100090000003,Secret Hall,3 Secret Street,ZA1 9ZZ,335300,390000,Building,Vacant\n"
}

async fn committed(browser: &Browser<'_>, name: &str, file: String) -> String {
    let id = give(browser, name, file).await["id"].as_str().unwrap().to_owned();
    let yes = json!({ "gone": "keep", "remember": false });
    assert_eq!(post(browser, &format!("/imports/{id}/commit"), Some(yes)).await.status, 202);
    assert_eq!(settled(browser, &id).await["state"], "committed");
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_with_another_councils_rows_is_not_for_the_officers_of_the_one_that_publishes_it() {
    let service = Service::of(&two_councils()).await;
    let jo = Browser::of(&service, "jo@aldermere.example", &[officer("Aldermere Council")]).await;
    let root = Browser::of(&service, "root@example.org", &[Role::Administrator]).await;
    let draft = give(&root, "joint.csv", joint()).await;
    assert_eq!(draft["publisher"], "Aldermere Council");
    let taken_in = committed(&root, "joint.csv", joint()).await;
    for id in [draft["id"].as_str().unwrap(), &taken_in] {
        for path in ["", "/rows", "/result", "/file"] {
            assert_eq!(jo.get(&format!("/imports/{id}{path}")).await.status, 404, "{id}{path}");
        }
    }
    assert_eq!(jo.json("/imports").await["imports"], json!([]));
    let own = joint().lines().take(3).map(|line| format!("{line}\n")).collect::<String>();
    let id = committed(&root, "own.csv", own).await;
    assert_eq!(jo.json(&format!("/imports/{id}/rows")).await["number_matched"], 2, "their own rows alone");
    assert_eq!(jo.get(&format!("/imports/{id}/file")).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_under_the_reference_of_another_councils_asset_neither_shows_nor_changes_it() {
    let service = Service::of(&two_councils()).await;
    let jo = Browser::of(&service, "jo@aldermere.example", &[officer("Aldermere Council")]).await;
    let root = Browser::of(&service, "root@example.org", &[Role::Administrator]).await;
    committed(&root, "joint.csv", joint()).await;
    let before = service.catalogue.store().asset("aldermere-council-j-3").await.unwrap();
    let mine = HEAD.to_owned() + "Aldermere Council,J/3,,Mine now,,,,,Building,Occupied\n";
    let import = give(&jo, "mine.csv", mine.clone()).await;
    assert_eq!(tally(&import), [1, 0, 0, 0, 1]);
    let id = import["id"].as_str().unwrap();
    let rows = jo.get(&format!("/imports/{id}/rows")).await.text();
    assert!(rows.contains("Another council's asset has the same id"), "{rows}");
    for secret in ["Secret", "100090000003", "335300", "ZA1 9ZZ"] {
        assert!(!rows.contains(secret), "{secret} in {rows}");
    }
    committed(&jo, "mine.csv", mine).await;
    assert_eq!(service.catalogue.store().asset("aldermere-council-j-3").await.unwrap(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_gave_is_out_of_sight_once_they_work_for_another_council() {
    let service = Service::of(&two_councils()).await;
    let jo = Browser::of(&service, "jo@aldermere.example", &[officer("Aldermere Council")]).await;
    let root = Browser::of(&service, "root@example.org", &[Role::Administrator]).await;
    let draft = give(&jo, "guesses.csv", guesses()).await["id"].as_str().unwrap().to_owned();
    let taken_in = committed(&jo, "guesses.csv", guesses()).await;
    let who = jo.json("/session").await["person"]["id"].as_str().unwrap().to_owned();
    let roles = json!({ "roles": [{ "role": "officer", "of": "Brackley Council" }] });
    let moved = root.ask(axum::http::Method::PATCH, &format!("/people/{who}"), Some(roles)).await;
    assert_eq!(moved.status, 200, "{}", moved.text());
    for id in [&draft, &taken_in] {
        for path in ["", "/rows", "/result", "/file"] {
            assert_eq!(jo.get(&format!("/imports/{id}{path}")).await.status, 404, "{path}");
        }
    }
    assert_eq!(jo.json("/imports").await["imports"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_needs_is_not_the_officers_even_where_their_council_publishes_it() {
    let service = Service::of(&two_councils()).await;
    let jo = Browser::of(&service, "jo@aldermere.example", &[officer("Aldermere Council")]).await;
    let root = Browser::of(&service, "root@example.org", &[Role::Administrator]).await;
    let needs = "need_id,organisation,title,space_types,area_ideal_m2,postcode,visibility\n\
                 N-1,Kitchen CIC,Secretplan,hall,200,ZA1 0AA,private\n";
    let path = format!("needs.csv&kind={}&publisher=Aldermere%20Council", FileKind::Needs.slug());
    let import = give(&root, &path, needs).await;
    assert_eq!((&import["kind"], &import["publisher"]), (&json!("needs"), &json!("Aldermere Council")), "{import}");
    let id = import["id"].as_str().unwrap();
    for path in ["", "/rows", "/result", "/file"] {
        assert_eq!(jo.get(&format!("/imports/{id}{path}")).await.status, 404, "{path}");
    }
    assert_eq!(jo.json("/imports").await["imports"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_only_its_name_calls_another_councils_shows_nothing_of_theirs() {
    let service = Service::of(&with_three_of_brackley()).await;
    let root = Browser::of(&service, "root@example.org", &[Role::Administrator]).await;
    let held = HEAD.to_owned()
        + "Brackley Council,S/1,,5 Hidden Street,,ZA1 9ZZ,335400,390000,Building,Vacant\n\
                                  Brackley Council,S/2,,6 Hidden Street,,ZA1 9ZZ,335500,390000,Building,Vacant\n";
    committed(&root, "brackley.csv", held).await;
    // Of two councils, so nobody knows yet whose list it is.
    let roles = [officer("Aldermere Council"), officer("Cadmere Council")];
    let kim = Browser::of(&service, "kim@both.example", &roles).await;
    let guesses = "Asset Code,UPRN,Property Name,Address,Post Code,Easting,Northing\n\
                   S/1,,Guess,,,,\n\
                   u/1,100090000001,Guess,,,,\n\
                   a/1,,Guess,1 Secret Street,ZA1 9ZZ,,\n";
    let import = give(&kim, "Brackley%20Council.csv", guesses).await;
    assert!(import["why_not"].as_str().unwrap().contains("does not say whose list it is"), "{import}");
    assert_eq!((found(&import), &import["gone"]["count"]), (Vec::new(), &json!(0)), "{import}");
    let id = import["id"].as_str().unwrap();
    let told = import.to_string() + &kim.get(&format!("/imports/{id}/rows")).await.text();
    for secret in ["Hidden", "335400", "Brackley Hall", "root@example.org"] {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
}

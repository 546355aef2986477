//! Enquiries: anybody asks, the officers it went to answer, and nobody else ever reads who asked what.

use std::time::Duration;

use axum::http::Method;
use catmap::domain::person::Role;
use serde_json::{Value, json};

use super::help::{Browser, member, officer, two_councils};
use crate::api::{PATHS, Reply, Service};

/// The first Aldermere's and the second Brackley's.
const ALDERMERES: &str = "a-001";
const BRACKLEYS: &str = "a-002";

fn question() -> Value {
    json!({
        "organisation": "Quill CIC", "name": "Ada Quillfeather", "email": "ada@quillfeather.example",
        "message": "May we see the boiler room?", "need": "a kiln",
    })
}

fn about_asset(id: &str) -> Value {
    let mut body = question();
    body["asset"] = id.into();
    body
}

fn about_place(members: &[(&str, Value)]) -> Value {
    let mut body = question();
    body["place"] = "The old baths on Wharf Lane".into();
    for (name, value) in members {
        body[*name] = value.clone();
    }
    body
}

async fn ask(service: &Service, body: Value) -> Reply {
    Browser::new(service).ask(Method::POST, "/enquiries", Some(body)).await
}

async fn asked(service: &Service, body: Value) -> Value {
    let reply = ask(service, body).await;
    assert_eq!(reply.status, 201, "{}", reply.text());
    reply.json()
}

/// The references that somebody reads, newest first.
async fn read(browser: &Browser<'_>, query: &str) -> Vec<String> {
    let told = browser.json(&format!("/enquiries{query}")).await;
    told["enquiries"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

fn reference(sent: &Value) -> String {
    sent["reference"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_question_reaches_the_officers_of_the_assets_council_and_no_others() {
    let service = Service::of(&two_councils()).await;
    let jo = Browser::of(&service, "jo@example.org", &[officer("Metropolitan Borough of Aldermere")]).await;
    let sam = Browser::of(&service, "sam@example.org", &[officer("Brackley Council")]).await;
    let admin = Browser::of(&service, "admin@example.org", &[Role::Administrator]).await;
    let first = asked(&service, about_asset(ALDERMERES)).await;
    service.clock.go_on(Duration::from_secs(60));
    let second = asked(&service, about_asset(BRACKLEYS)).await;
    assert_eq!((&first["council"], &first["read_by"]), (&json!("Aldermere Council"), &json!("officers")));
    assert_eq!(first["kept_months"], 24);
    let (first, second) = (reference(&first), reference(&second));
    assert_ne!(first, second);
    assert_eq!(read(&jo, "").await, [first.as_str()]);
    assert_eq!(read(&sam, "").await, [second.as_str()]);
    assert_eq!(read(&admin, "").await, [second.as_str(), first.as_str()]);
    assert_eq!(read(&admin, "?council=Aldermere").await, [first.as_str()]);
    assert_eq!(jo.get("/enquiries?council=Brackley").await.status, 403);

    let told = jo.json("/enquiries").await;
    assert_eq!(told["new"], 1);
    let one = &told["enquiries"][0];
    assert_eq!((&one["asset"], &one["asset_name"]), (&json!(ALDERMERES), &jo.json("/assets/a-001").await["name"]));
    assert_eq!(one["written"]["email"], "ada@quillfeather.example");
    assert_eq!(one["written"]["message"], "May we see the boiler room?");
}

#[tokio::test]
async fn nobody_but_its_officers_finds_a_word_of_it_anywhere() {
    let service = Service::of(&two_councils()).await;
    let officer_of = Browser::of(&service, "jo@example.org", &[officer("Aldermere Council")]).await;
    let mut others = vec![Browser::new(&service)];
    for (email, role) in [
        ("sam@example.org", officer("Brackley Council")),
        ("m@example.org", member("Quill CIC")),
        ("s@example.org", Role::Strategist),
    ] {
        others.push(Browser::of(&service, email, &[role]).await);
    }
    let before = service.catalogue.store().latest_change().await.unwrap();
    let sent = ask(&service, about_asset(ALDERMERES)).await;
    for word in ["quill", "Quill", "boiler", "kiln"] {
        assert!(!sent.text().contains(word), "the answer repeats nothing: {}", sent.text());
    }
    assert_eq!(service.catalogue.store().latest_change().await.unwrap(), before, "it is no change of the map");
    let id = reference(&sent.json());
    for other in &others {
        for path in PATHS.iter().copied().chain(["/enquiries", "/assets/a-001/changes", "/people", "/imports"]) {
            let text = other.get(path).await.text();
            for word in ["Quillfeather", "quillfeather", "boiler", "kiln", &id] {
                assert!(!text.contains(word), "{path} has {word}");
            }
        }
        let change = json!({ "state": "closed", "note": null });
        assert!(!other.get(&format!("/enquiries/{id}")).await.status.is_success());
        let refused = other.ask(Method::PATCH, &format!("/enquiries/{id}"), Some(change)).await;
        assert!(matches!(refused.status.as_u16(), 401 | 403 | 404), "{}", refused.text());
    }
    assert_eq!(read(&officer_of, "?state=new").await, [id.as_str()]);
    assert_eq!(officer_of.json(&format!("/enquiries/{id}")).await["written"]["name"], "Ada Quillfeather");
}

#[tokio::test]
async fn a_token_reads_no_enquiries() {
    let service = Service::of(&two_councils()).await;
    let jo = Browser::of(&service, "jo@example.org", &[officer("Aldermere Council")]).await;
    asked(&service, about_asset(ALDERMERES)).await;
    let made = jo.ask(Method::POST, "/tokens", Some(json!({ "name": "QGIS" }))).await.json();
    let bearer = format!("Bearer {}", made["token"].as_str().unwrap());
    assert_eq!(service.get_with("/enquiries", &[("authorization", &bearer)]).await.status, 403);
}

#[tokio::test]
async fn a_building_that_is_not_on_the_map_goes_to_its_borough_by_name_or_by_point_and_else_to_administrators() {
    let service = Service::of(&two_councils()).await;
    let jo = Browser::of(&service, "jo@example.org", &[officer("Aldermere Council")]).await;
    let admin = Browser::of(&service, "admin@example.org", &[Role::Administrator]).await;
    let named = asked(&service, about_place(&[("borough", json!("aldermere"))])).await;
    assert_eq!((&named["council"], &named["read_by"]), (&json!("Aldermere"), &json!("officers")));
    service.clock.go_on(Duration::from_secs(60));
    // Where an asset of Aldermere stands.
    let inside = service.json("/collections/assets/items/a-001").await;
    let borough = inside["properties"]["borough"].as_str().unwrap().to_owned();
    let point = inside["geometry"]["coordinates"].clone();
    let pointed = asked(&service, about_place(&[("point", point.clone())])).await;
    assert_eq!(pointed["council"], json!(borough));
    service.clock.go_on(Duration::from_secs(60));
    let nowhere = asked(&service, about_place(&[("point", json!([-0.12, 51.5]))])).await;
    assert_eq!((&nowhere["council"], &nowhere["read_by"]), (&Value::Null, &json!("administrators")));
    service.clock.go_on(Duration::from_secs(60));
    let unknown = asked(&service, about_place(&[])).await;
    assert_eq!((&unknown["council"], &unknown["read_by"]), (&Value::Null, &json!("administrators")));
    assert_eq!(read(&admin, "").await.len(), 4);
    let own = read(&jo, "").await;
    assert!(
        own.contains(&reference(&named)) && !own.contains(&reference(&nowhere)) && !own.contains(&reference(&unknown))
    );
    let told = admin.json("/enquiries").await;
    let told =
        told["enquiries"].as_array().unwrap().iter().find(|one| one["id"] == pointed["reference"]).unwrap().clone();
    for (told, given) in told["written"]["point"].as_array().unwrap().iter().zip(point.as_array().unwrap()) {
        assert!((told.as_f64().unwrap() - given.as_f64().unwrap()).abs() < 1e-6, "{told} {given}");
    }
}

#[tokio::test]
async fn a_council_that_nobody_here_works_for_is_told_so() {
    let service = Service::of(&two_councils()).await;
    let sent = asked(&service, about_asset(ALDERMERES)).await;
    assert_eq!((&sent["council"], &sent["read_by"]), (&json!("Aldermere Council"), &json!("administrators")));
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_with_what_would_be_right_and_nothing_is_kept() {
    let service = Service::of(&two_councils()).await;
    let without = |name: &str| {
        let mut body = about_asset(ALDERMERES);
        body.as_object_mut().unwrap().remove(name);
        body
    };
    let with = |name: &str, value: Value| {
        let mut body = about_asset(ALDERMERES);
        body[name] = value;
        body
    };
    for (body, status, field) in [
        (question(), 422, "place"),
        (with("place", json!("The old baths")), 422, "place"),
        (without("name"), 422, "name"),
        (without("email"), 422, "email"),
        (with("email", json!("not an address")), 422, "email"),
        (with("email", json!("a@example.org\nbcc: b@example.org")), 422, "email"),
        (with("message", json!("  \n ")), 422, "message"),
        (with("message", json!("x".repeat(4001))), 422, "message"),
        (with("name", json!("Ada\nExample")), 422, "name"),
        (with("colour", json!("red")), 422, "colour"),
        (about_place(&[("borough", json!("Atlantis"))]), 422, "borough"),
        (about_place(&[("point", json!([1]))]), 422, "point"),
        (about_asset("no-such"), 404, ""),
    ] {
        let reply = ask(&service, body.clone()).await;
        assert_eq!(reply.status, status, "{body}: {}", reply.text());
        assert_eq!(reply.json()["parameter"].as_str().unwrap_or_default(), field, "{body}");
    }
    let admin = Browser::of(&service, "admin@example.org", &[Role::Administrator]).await;
    assert_eq!(read(&admin, "").await, [""; 0]);
}

#[tokio::test]
async fn an_officer_marks_it_answered_with_who_and_when_and_takes_that_back() {
    let service = Service::of(&two_councils()).await;
    let jo = Browser::of(&service, "jo@example.org", &[officer("Aldermere Council")]).await;
    let id = reference(&asked(&service, about_asset(ALDERMERES)).await);
    let path = format!("/enquiries/{id}");
    let note = "Rang her; she comes on Tuesday.";
    let changed = jo.ask(Method::PATCH, &path, Some(json!({ "state": "answered", "note": note }))).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    let changed = changed.json();
    assert_eq!((&changed["state"], &changed["note"]), (&json!("answered"), &json!(note)));
    assert_eq!(changed["changed_by"], "jo@example.org");
    assert!(changed["changed_at"].as_str().unwrap().starts_with("2026-11-22T"));
    assert_eq!(jo.json("/enquiries").await["new"], 0);
    assert_eq!(read(&jo, "?state=new").await, [""; 0]);
    let back = jo.ask(Method::PATCH, &path, Some(json!({ "state": "new", "note": null }))).await.json();
    assert_eq!((&back["state"], &back["note"]), (&json!("new"), &Value::Null));
    assert_eq!(read(&jo, "?state=new").await, [id]);
    for wrong in [json!({ "state": "lost", "note": null }), json!({ "state": "new" }), json!({})] {
        assert_eq!(jo.ask(Method::PATCH, &path, Some(wrong)).await.status, 422);
    }
    let nothing =
        jo.ask(Method::PATCH, "/enquiries/0000-0000-0000", Some(json!({ "state": "new", "note": null }))).await;
    assert_eq!(nothing.status, 404);
}

#[tokio::test]
async fn pages_lead_through_all_of_them() {
    let service = Service::of(&two_councils()).await;
    let jo = Browser::of(&service, "jo@example.org", &[officer("Aldermere Council")]).await;
    let mut sent = Vec::new();
    for _ in 0..5 {
        sent.insert(0, reference(&asked(&service, about_asset(ALDERMERES)).await));
        service.clock.go_on(Duration::from_secs(1));
    }
    let (mut seen, mut query) = (Vec::new(), "?limit=2".to_owned());
    loop {
        seen.extend(read(&jo, &query).await);
        match jo.json(&format!("/enquiries{query}")).await["next"].as_str() {
            Some(next) => query = format!("?limit=2&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, sent);
    assert_eq!(jo.get("/enquiries?cursor=6162").await.status, 400);
}

#[tokio::test]
async fn whoever_asks_too_often_is_told_when_to_come_back() {
    let service = Service::of(&two_councils()).await;
    for _ in 0..10 {
        asked(&service, about_asset(ALDERMERES)).await;
    }
    let refused = ask(&service, about_asset(ALDERMERES)).await;
    assert_eq!(refused.status, 429);
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=180).contains(&wait), "{wait}");
    let elsewhere = Browser { address: "198.51.100.7", ..Browser::new(&service) };
    let heard = elsewhere.ask(Method::POST, "/enquiries", Some(about_asset(ALDERMERES))).await;
    assert_eq!(heard.status, 201, "others are not held up");
    service.clock.go_on(Duration::from_secs(181));
    asked(&service, about_asset(ALDERMERES)).await;
}

#[tokio::test]
async fn what_was_written_is_cleared_when_it_was_not_worked_on_for_so_long_as_the_form_says() {
    const DAY_S: u64 = 24 * 60 * 60;
    let service = Service::of(&two_councils()).await;
    service
        .people
        .add("a test", "Jo", "jo@example.org", vec![officer("Aldermere")], super::help::PASSWORD)
        .await
        .unwrap();
    asked(&service, about_asset(ALDERMERES)).await;
    service.clock.go_on(Duration::from_secs(731 * DAY_S));
    assert_eq!(service.enquiries.clear_old().await.unwrap(), 0, "two years to the day, one of them a leap year");
    service.clock.go_on(Duration::from_secs(DAY_S));
    assert_eq!(service.enquiries.clear_old().await.unwrap(), 1);
    let jo = Browser::new(&service);
    assert_eq!(jo.sign_in("jo@example.org", super::help::PASSWORD).await.status, 200);
    let told = jo.json("/enquiries").await;
    assert_eq!(told["enquiries"][0]["written"], Value::Null);
    assert_eq!(told["enquiries"][0]["asset"], ALDERMERES);
    assert!(!told.to_string().contains("uill"), "{told}");
}

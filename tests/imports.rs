//! Files over HTTP: given, looked at, corrected, committed, undone; by whom, and by whom not.

use axum::body::Body;
use axum::http::Method;
use catmap::domain::person::Role;
use serde_json::{Value, json};

use crate::api::{Reply, Service};
use crate::people::help::{Browser, officer, two_councils};

mod unfamiliar;

const REGISTER: &str = "OrganisationLabel,AssetCode,PropertyName,PostCode,GeoX,GeoY,HoldingType\n\
    Aldermere Council,R/1,Old Library,ZA1 0AA,333500,388500,Building\n\
    Aldermere Council,R/2,Town Hall,ZA1 1AA,333600,388600,Building\n\
    Brackley Council,R/3,Their Hall,ZA1 2AA,336500,393500,Building\n\
    Aldermere Council,,,,,,\n";

pub async fn give(browser: &Browser<'_>, name: &str, bytes: impl Into<Body>) -> Value {
    let path = format!("/imports?file_name={name}");
    let reply = give_bytes(browser, &path, bytes).await;
    assert_eq!(reply.status, 201, "{}", reply.text());
    let given = reply.json();
    let id = given["id"].as_str().unwrap();
    assert_eq!(reply.header("location"), format!("http://catmap.example/imports/{id}"));
    settled(browser, id).await
}

pub async fn give_bytes(browser: &Browser<'_>, path: &str, bytes: impl Into<Body>) -> Reply {
    let cookies = browser.cookie_header();
    let headers =
        [("sec-fetch-site", "same-origin"), ("content-type", "application/octet-stream"), ("cookie", &*cookies)];
    browser.service.ask(Method::POST, path, &headers, bytes).await
}

/// The import when nothing is under way with it any more.
pub async fn settled(browser: &Browser<'_>, id: &str) -> Value {
    loop {
        let import = browser.json(&format!("/imports/{id}")).await;
        if import["progress"].is_null() {
            return import;
        }
        tokio::task::yield_now().await;
    }
}

pub async fn post(browser: &Browser<'_>, path: &str, body: Option<Value>) -> Reply {
    browser.ask(Method::POST, path, body).await
}

fn field(import: &Value, heading: &str) -> Value {
    let columns = import["columns"].as_array().unwrap();
    columns.iter().find(|column| column["heading"] == heading).unwrap()["field"].clone()
}

pub fn tally(import: &Value) -> [u64; 5] {
    ["read", "new", "changed", "unchanged", "refused"].map(|name| import["tally"][name].as_u64().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_gives_a_file_looks_corrects_commits_and_undoes() {
    let service = Service::of(&two_councils()).await;
    let browser = Browser::of(&service, "jo@aldermere.example", &[officer("Aldermere Council")]).await;
    let assets =
        || async { service.json("/collections/assets/items?limit=1").await["numberMatched"].as_u64().unwrap() };
    let (held, change) = (assets().await, service.catalogue.store().latest_change().await.unwrap());

    let import = give(&browser, "assets.csv", REGISTER).await;

    assert_eq!(
        (&import["state"], &import["kind"], &import["problem"]),
        (&json!("ready"), &json!("asset-register"), &Value::Null)
    );
    assert_eq!(tally(&import), [4, 2, 0, 0, 2]);
    assert_eq!(import["publisher"], "Aldermere Council");
    assert_eq!((field(&import, "PropertyName"), field(&import, "PostCode")), (json!("name"), json!("postcode")));
    assert_eq!(import["places"]["point"], 2);
    assert_eq!(import["can"], json!({ "commit": true, "undo": false, "discard": true }));
    assert!(import["fields"].as_array().unwrap().len() > 40);
    let id = import["id"].as_str().unwrap().to_owned();
    let rows = browser.json(&format!("/imports/{id}/rows?outcome=refused")).await;
    assert_eq!((&rows["number_matched"], &rows["rows"][0]["row"]), (&json!(2), &json!(4)));
    let reason = rows["rows"][0]["problems"][0]["reason"].as_str().unwrap();
    assert!(reason.contains("Brackley Council owns this"), "{reason}");
    let page = browser.json(&format!("/imports/{id}/rows?limit=1")).await;
    let next = page["next"].as_str().unwrap();
    let next = browser.json(&format!("/imports/{id}/rows?limit=1&cursor={next}")).await;
    assert_eq!((&page["rows"][0]["name"], &next["rows"][0]["name"]), (&json!("Old Library"), &json!("Town Hall")));
    assert_eq!(service.catalogue.store().latest_change().await.unwrap(), change, "nothing was written");

    let undone = post(&browser, &format!("/imports/{id}/undo"), None).await;
    assert_eq!(undone.status, 409, "a draft: {}", undone.text());

    let column = import["columns"].as_array().unwrap().iter().find(|column| column["heading"] == "PostCode").unwrap();
    let reading = json!({ "columns": [{ "column": column["column"], "field": null }] });
    let reply = browser.ask(Method::PUT, &format!("/imports/{id}/reading"), Some(reading)).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let import = settled(&browser, &id).await;
    assert_eq!(field(&import, "PostCode"), Value::Null);
    let corrected = import["columns"].as_array().unwrap().iter().filter(|column| column["corrected"] == true).count();
    assert_eq!(corrected, 1);

    let reply =
        post(&browser, &format!("/imports/{id}/commit"), Some(json!({ "gone": "keep", "remember": true }))).await;
    assert_eq!(reply.status, 202, "{}", reply.text());
    let import = settled(&browser, &id).await;
    assert_eq!((&import["state"], &import["problem"]), (&json!("committed"), &Value::Null));
    assert_eq!(tally(&import), [4, 2, 0, 0, 2]);
    assert_eq!(import["can"], json!({ "commit": false, "undo": true, "discard": false }));
    assert_eq!(assets().await, held + 2);
    let listed = browser.json("/imports").await["imports"][0].clone();
    assert_eq!(
        (&listed["id"], &listed["can"]),
        (&json!(id), &json!({ "commit": false, "undo": true, "discard": false }))
    );
    let learnt = service.catalogue.store().learnt("aldermere").await.unwrap();
    assert_eq!(learnt, [("postcode".to_owned(), None)].into());
    let rows = browser.json(&format!("/imports/{id}/rows?outcome=new")).await;
    assert_eq!((&rows["number_matched"], &rows["rows"][1]["name"]), (&json!(2), &json!("Town Hall")));

    let result = browser.get(&format!("/imports/{id}/result?f=csv")).await;
    assert_eq!(result.status, 200, "{}", result.text());
    assert!(result.text().contains("Town Hall,ZA1 1AA,333600,388600,Building,Row 3: added"), "{}", result.text());
    assert!(result.header("content-disposition").contains("assets-result.csv"), "{:?}", result.headers);
    let workbook = browser.get(&format!("/imports/{id}/result?f=xlsx")).await;
    assert!(workbook.body.starts_with(b"PK"));
    let file = browser.get(&format!("/imports/{id}/file")).await;
    assert_eq!((file.text().as_str(), file.header("content-type")), (REGISTER, "application/octet-stream"));

    let again = give(&browser, "assets.csv", REGISTER).await;
    assert_eq!(tally(&again), [4, 0, 0, 2, 2], "what was said of the column is remembered");
    assert_eq!(again["previous"]["id"], json!(id));
    let discarded = browser.ask(Method::DELETE, &format!("/imports/{}", again["id"].as_str().unwrap()), None).await;
    assert_eq!(discarded.status, 204);
    assert_eq!(browser.get(&format!("/imports/{}", again["id"].as_str().unwrap())).await.status, 404);

    let reply = post(&browser, &format!("/imports/{id}/undo"), None).await;
    assert_eq!(reply.status, 202, "{}", reply.text());
    let import = settled(&browser, &id).await;
    assert_eq!((&import["state"], &import["undone"]["by"]), (&json!("undone"), &json!("jo@aldermere.example")));
    assert_eq!(assets().await, held);
    assert_eq!(browser.json("/imports").await["imports"][0]["can"]["undo"], false);
    let reply = post(&browser, &format!("/imports/{id}/undo"), None).await;
    assert_eq!((reply.status.as_u16(), reply.json()["detail"].clone()), (409, json!("This file was undone already.")));
    let rows = browser.json(&format!("/imports/{id}/rows")).await;
    assert_eq!(rows["number_matched"], 4, "what it did can still be seen");
    assert_eq!(browser.json("/imports").await["imports"].as_array().unwrap().len(), 1, "and no other council's");
    let wrong = catmap::app::check::check(service.catalogue.store()).await.unwrap().wrong;
    assert_eq!(wrong, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_of_another_council_sees_and_does_nothing_with_it() {
    let service = Service::of(&two_councils()).await;
    let jo = Browser::of(&service, "jo@aldermere.example", &[officer("Aldermere Council")]).await;
    let kim = Browser::of(&service, "kim@brackley.example", &[officer("Brackley Council")]).await;
    let id = give(&jo, "assets.csv", REGISTER).await["id"].as_str().unwrap().to_owned();
    for path in ["", "/rows", "/result", "/file"] {
        assert_eq!(kim.get(&format!("/imports/{id}{path}")).await.status, 404, "{path}");
    }
    let yes = json!({ "gone": "keep", "remember": false });
    assert_eq!(post(&kim, &format!("/imports/{id}/commit"), Some(yes.clone())).await.status, 404);
    assert_eq!(post(&kim, &format!("/imports/{id}/undo"), None).await.status, 404);
    assert_eq!(kim.ask(Method::DELETE, &format!("/imports/{id}"), None).await.status, 404);
    assert_eq!(kim.ask(Method::PUT, &format!("/imports/{id}/reading"), Some(json!({}))).await.status, 404);
    let seen = kim.json("/imports").await["imports"].as_array().unwrap().clone();
    assert!(seen.iter().all(|import| import["id"] != json!(id)), "{seen:?}");

    // The same file is no more theirs when they give it themselves.
    let import = give(&kim, "assets.csv", REGISTER).await;
    assert_eq!(import["state"], "failed");
    assert!(import["problem"].as_str().unwrap().contains("published by Aldermere Council"), "{import}");
    let id = import["id"].as_str().unwrap();
    let reply = post(&kim, &format!("/imports/{id}/commit"), Some(yes)).await;
    assert_eq!(reply.status, 409, "{}", reply.text());
    let reading = json!({ "publisher": "Brackley Council" });
    assert_eq!(kim.ask(Method::PUT, &format!("/imports/{id}/reading"), Some(reading)).await.status, 200);
    let import = settled(&kim, id).await;
    assert_eq!((tally(&import), &import["state"]), ([4, 1, 0, 0, 3], &json!("ready")), "only their own row");
}

#[tokio::test(flavor = "multi_thread")]
async fn official_files_are_for_administrators_and_cannot_be_undone() {
    const POSTCODES: &str = "ZA1 9ZZ,10,335012,389734,E92000001,,,,E08099001,\n";
    let service = Service::of(&two_councils()).await;
    let jo = Browser::of(&service, "jo@aldermere.example", &[officer("Aldermere Council")]).await;
    let import = give(&jo, "za.csv", POSTCODES).await;
    let problem = import["problem"].as_str().unwrap();
    assert!(
        problem.starts_with("Only administrators load files of this kind (postcodes). Give it to one"),
        "{problem}"
    );
    let root = Browser::of(&service, "root@example.org", &[Role::Administrator]).await;
    let import = give(&root, "za.csv", POSTCODES).await;
    assert_eq!((&import["state"], tally(&import)), (&json!("ready"), [1, 1, 0, 0, 0]));
    let id = import["id"].as_str().unwrap();
    let reply = post(&root, &format!("/imports/{id}/commit"), Some(json!({ "gone": "keep", "remember": false }))).await;
    assert_eq!(reply.status, 202);
    let import = settled(&root, id).await;
    assert_eq!((&import["state"], &import["can"]["undo"]), (&json!("committed"), &json!(false)));
    assert!(import["why_not"].as_str().unwrap().contains("official table"), "{import}");
    assert_eq!(post(&root, &format!("/imports/{id}/undo"), None).await.status, 409);
    assert_eq!(root.get(&format!("/imports/{id}/file")).await.status, 404, "it is not kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_moved_since_somebody_looked_is_shown_again_before_it_is_taken_in() {
    let service = Service::of(&two_councils()).await;
    let jo = Browser::of(&service, "jo@aldermere.example", &[officer("Aldermere Council")]).await;
    let (one, other) = (give(&jo, "assets.csv", REGISTER).await, give(&jo, "assets.csv", REGISTER).await);
    let yes = json!({ "gone": "mark", "remember": false });
    for (import, state) in [(&one, "committed"), (&other, "ready")] {
        let id = import["id"].as_str().unwrap();
        assert_eq!(post(&jo, &format!("/imports/{id}/commit"), Some(yes.clone())).await.status, 202);
        assert_eq!(settled(&jo, id).await["state"], state);
    }
    let id = other["id"].as_str().unwrap();
    let import = settled(&jo, id).await;
    assert_eq!(tally(&import), [4, 0, 0, 2, 2]);
    assert_eq!(post(&jo, &format!("/imports/{id}/commit"), Some(yes)).await.status, 202);
    assert_eq!(settled(&jo, id).await["state"], "committed");
}

#[tokio::test(flavor = "multi_thread")]
async fn work_that_ends_while_somebody_asks_is_never_told_as_if_it_had_not_begun() {
    let service = Service::of(&two_councils()).await;
    let jo = Browser::of(&service, "jo@aldermere.example", &[officer("Aldermere Council")]).await;
    for round in 0..25 {
        let id = give(&jo, "assets.csv", REGISTER).await["id"].as_str().unwrap().to_owned();
        for (act, from, to) in [("commit", "committing", "committed"), ("undo", "undoing", "undone")] {
            let yes = Some(json!({ "gone": "keep", "remember": false })).filter(|_| act == "commit");
            let reply = post(&jo, &format!("/imports/{id}/{act}"), yes).await;
            assert_eq!(reply.status, 202, "{}", reply.text());
            let mut state = reply.json()["state"].clone();
            while state != to {
                assert_eq!(state, from, "in round {round}");
                let listed = jo.json("/imports").await["imports"][0].clone();
                assert!(listed["state"] == from || listed["state"] == to, "in round {round}: {listed}");
                state = jo.json(&format!("/imports/{id}")).await["state"].clone();
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_sense_is_refused_with_what_would() {
    let service = Service::of(&two_councils()).await;
    let jo = Browser::of(&service, "jo@aldermere.example", &[officer("Aldermere Council")]).await;
    assert_eq!(give_bytes(&jo, "/imports?file_name=a.csv", "").await.status, 422);
    assert_eq!(give_bytes(&jo, "/imports?file_name=a.csv&kind=poem", REGISTER).await.status, 400);
    let failed = give(&jo, "..%2F..%2Fetc%2Fpasswd", "not\na\nregister\n").await;
    assert_eq!((&failed["state"], &failed["file_name"]), (&json!("failed"), &json!("passwd")));
    assert!(failed["problem"].as_str().unwrap().contains("passwd"), "{failed}");
    let id = give(&jo, "assets.csv", REGISTER).await["id"].as_str().unwrap().to_owned();
    for (body, key) in [
        (json!({ "columns": [{ "column": 3, "field": "postcoed" }] }), "columns[0].field"),
        (json!({ "columns": [{ "column": -1, "field": null }] }), "columns[0].column"),
        (json!({ "columns": [{ "column": 1, "field": null }, { "column": 1, "field": "name" }] }), "columns"),
        (json!({ "sheet": "a\u{7}" }), "sheet"),
        (json!({ "colour": "red" }), "colour"),
    ] {
        let reply = jo.ask(Method::PUT, &format!("/imports/{id}/reading"), Some(body.clone())).await;
        assert_eq!((reply.status.as_u16(), &reply.json()["parameter"]), (422, &json!(key)), "{body}: {}", reply.text());
    }
    for path in ["/imports/999", "/imports/x", "/imports/-1", "/imports/99999999999999999999"] {
        assert_eq!(jo.get(path).await.status, 404, "{path}");
    }
    assert_eq!(jo.get(&format!("/imports/{id}/rows?cursor=x")).await.status, 400);
    assert_eq!(jo.json(&format!("/imports/{id}/rows?cursor=18446744073709551615")).await["rows"], json!([]));
}

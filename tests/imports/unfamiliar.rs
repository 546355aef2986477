//! Lists in nobody's words, and lists that do not say whose they are: an officer is asked only what cannot be told.

use axum::http::Method;
use catmap::domain::person::Role;
use serde_json::{Value, json};

use super::{field, give, post, settled, tally};
use crate::api::Service;
use crate::people::help::{Browser, officer, two_councils};

const ESTATE: &str = "Estate Ref,Situated at,P/code,How big,Empty?\n\
    E/001,\"12 Acre Lane, Aldermere\",ZA1 1AA,240 sqm,No\n\
    E/002,\"The Depot, Mill Road\",ZA1 2AB,1.2 ha,Yes\n\
    ,,,,Yes\n";

async fn say(browser: &Browser<'_>, id: &str, reading: Value) -> Value {
    let reply = browser.ask(Method::PUT, &format!("/imports/{id}/reading"), Some(reading)).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    settled(browser, id).await
}

fn id(import: &Value) -> String {
    import["id"].as_str().unwrap().to_owned()
}

fn yes() -> Option<Value> {
    Some(json!({ "gone": "keep", "remember": true }))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_in_its_own_words_that_names_nobody_is_its_officers_register() {
    let service = Service::of(&two_councils()).await;
    let jo = Browser::of(&service, "jo@aldermere.example", &[officer("Aldermere Council")]).await;
    let import = give(&jo, "estate.csv", ESTATE).await;

    assert_eq!((&import["state"], &import["kind"]), (&json!("ready"), &json!("asset-register")), "{import}");
    assert_eq!(
        (&import["publisher"], &import["publishers"]),
        (&json!("Aldermere Council"), &json!(["Aldermere Council"]))
    );
    let fields: Vec<&Value> = import["columns"].as_array().unwrap().iter().map(|column| &column["field"]).collect();
    assert_eq!(fields, [&json!("reference"), &json!("address"), &json!("postcode"), &Value::Null, &json!("occupancy")]);
    assert_eq!(tally(&import), [3, 2, 0, 0, 1]);
    assert!(!import.to_string().contains("--"), "{import}");
    let notes = import["notes"]["commonest"].to_string();
    assert!(notes.contains("no list that we know"), "{notes}");

    let id = id(&import);
    let import = say(&jo, &id, json!({ "columns": [{ "column": 3, "field": "land_area_m2" }] })).await;
    assert_eq!(field(&import, "How big"), "land_area_m2");
    assert_eq!(post(&jo, &format!("/imports/{id}/commit"), yes()).await.status, 202);
    let import = settled(&jo, &id).await;
    assert_eq!((&import["state"], tally(&import)), (&json!("committed"), [3, 2, 0, 0, 1]));
    // What it did is read from the file again, in which nothing says what it is or whose.
    let rows = jo.json(&format!("/imports/{id}/rows")).await;
    assert_eq!((&rows["number_matched"], &rows["rows"][1]["outcome"]), (&json!(3), &json!("new")));
    assert!(rows["rows"][2]["problems"][0]["reason"].as_str().unwrap().contains("nothing in it says"), "{rows}");
    let asset = jo.json(&format!("/assets/{}", rows["rows"][1]["asset"].as_str().unwrap())).await;
    assert_eq!(asset["owner"]["name"], "Aldermere Council");

    let again = give(&jo, "estate.csv", ESTATE).await;
    assert_eq!(tally(&again), [3, 0, 0, 2, 1], "what was said of the column is remembered");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_which_nothing_is_understood_is_shown_and_cannot_be_taken_in_before_something_is_said() {
    let service = Service::of(&two_councils()).await;
    let jo = Browser::of(&service, "jo@aldermere.example", &[officer("Aldermere Council")]).await;
    let import = give(&jo, "things.csv", "Alpha,Beta\nHall,red\nShed,blue\n").await;
    assert_eq!((&import["state"], tally(&import)), (&json!("ready"), [2, 0, 0, 0, 2]));
    assert_eq!(import["columns"][0]["samples"], json!(["Hall", "Shed"]));
    assert_eq!(import["can"]["commit"], false);
    let why_not = import["why_not"].as_str().unwrap();
    assert!(why_not.contains("reference") && why_not.contains("Say which column"), "{why_not}");
    let id = id(&import);
    let reply = post(&jo, &format!("/imports/{id}/commit"), yes()).await;
    assert_eq!((reply.status.as_u16(), reply.json()["detail"].as_str()), (409, Some(why_not)));

    let import = say(&jo, &id, json!({ "columns": [{ "column": 0, "field": "name" }] })).await;
    assert_eq!((tally(&import), &import["can"]["commit"]), ([2, 2, 0, 0, 0], &json!(true)));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_says_that_an_unknown_table_is_a_register_and_whose() {
    let service = Service::of(&two_councils()).await;
    let root = Browser::of(&service, "root@example.org", &[Role::Administrator]).await;
    let import = give(&root, "estate.csv", ESTATE).await;
    assert_eq!((&import["state"], &import["kind"]), (&json!("failed"), &Value::Null));
    let problem = import["problem"].as_str().unwrap();
    assert!(problem.contains("cannot tell what this is") && problem.contains("asset register"), "{problem}");
    assert!(!problem.contains("--"), "{problem}");
    assert_eq!(import["publishers"], json!([]), "anybody");

    let said = json!({ "kind": "asset-register", "publisher": "Brackley Council" });
    let import = say(&root, &id(&import), said).await;
    assert_eq!((&import["state"], tally(&import)), (&json!("ready"), [3, 2, 0, 0, 1]));
    assert_eq!((&import["publisher"], &import["can"]["commit"]), (&json!("Brackley Council"), &json!(true)));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_of_two_councils_is_asked_which_of_them_a_list_is_of() {
    let service = Service::of(&two_councils()).await;
    let both = [officer("Aldermere Council"), officer("Brackley Council")];
    let kim = Browser::of(&service, "kim@shared.example", &both).await;
    let import = give(&kim, "estate.csv", ESTATE).await;
    assert_eq!((&import["state"], &import["publisher"]), (&json!("ready"), &Value::Null), "{import}");
    assert_eq!(import["publishers"], json!(["Aldermere Council", "Brackley Council"]));
    assert_eq!(import["columns"].as_array().unwrap().len(), 5);
    assert_eq!(import["can"]["commit"], false);
    let why_not = import["why_not"].as_str().unwrap();
    assert!(why_not.contains("Aldermere Council or Brackley Council"), "{why_not}");
    let id = id(&import);
    let reply = post(&kim, &format!("/imports/{id}/commit"), yes()).await;
    assert_eq!((reply.status.as_u16(), reply.json()["detail"].as_str()), (409, Some(why_not)));
    // Until it is said, it is nobody's but theirs.
    let jo = Browser::of(&service, "jo@aldermere.example", &both[..1]).await;
    assert_eq!(jo.get(&format!("/imports/{id}")).await.status, 404);

    let import = say(&kim, &id, json!({ "publisher": "Brackley Council" })).await;
    assert_eq!((&import["publisher"], &import["can"]["commit"]), (&json!("Brackley Council"), &json!(true)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_council_goes_by_the_name_under_which_its_register_is_held() {
    let service = Service::of(&two_councils()).await;
    let root = Browser::of(&service, "root@example.org", &[Role::Administrator]).await;
    let import = give(&root, "estate.csv", ESTATE).await;
    let id = id(&import);
    say(&root, &id, json!({ "kind": "asset-register", "publisher": "Aldermere Metropolitan Borough Council" })).await;
    assert_eq!(post(&root, &format!("/imports/{id}/commit"), yes()).await.status, 202);
    settled(&root, &id).await;

    let jo = Browser::of(&service, "jo@aldermere.example", &[officer("Aldermere Council")]).await;
    let again = give(&jo, "another-name.csv", ESTATE).await;
    assert_eq!(again["publisher"], "Aldermere Metropolitan Borough Council");
    assert_eq!(again["publishers"], json!(["Aldermere Metropolitan Borough Council"]));
    assert_eq!(tally(&again), [3, 0, 0, 2, 1], "the same assets, not new ones");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_table_is_refused_in_words_for_the_page() {
    const LETTER: &str =
        "Dear all,\nplease find below, as promised, what we said\nBest wishes\nJo\nNothing more, so far\n";
    let service = Service::of(&two_councils()).await;
    let jo = Browser::of(&service, "jo@aldermere.example", &[officer("Aldermere Council")]).await;
    for (name, bytes, expected) in [
        ("letter.txt", LETTER, "is not a table"),
        ("page.csv", "<div>one, two</div>\n<p>three, four</p>\n", "a web page"),
        ("document.csv", "%PDF-1.7\nx,y\n", "a PDF"),
    ] {
        let import = give(&jo, name, bytes).await;
        let problem = import["problem"].as_str().unwrap();
        assert_eq!(import["state"], "failed", "{import}");
        assert!(problem.contains(expected) && !problem.contains("--"), "{problem}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_loads_the_rates_list_of_their_own_council_and_nobody_elses() {
    const RATES: &str = "Property Ref,Property Address,Ratepayer,Rateable Value,Exemption\n\
        N/1,\"1 Dock Road, Aldermere, ZA1 1AB\",Aldermere Council,500,VOID\n\
        N/2,\"2 Dock Road, Aldermere, ZA1 1AB\",Ann Other Ltd,600,VOID\n\
        N/3,\"3 Dock Road, Aldermere, ZA1 1AB\",Aldermere Council,700,\n\
        N/4,\"4 Dock Road, Aldermere, ZA1 1AB\",Brackley Council,800,VOID\n";
    let service = Service::of(&two_councils()).await;
    let jo = Browser::of(&service, "jo@aldermere.example", &[officer("Aldermere Council")]).await;
    let import = give(&jo, "rates.csv", RATES).await;
    assert_eq!((&import["state"], &import["kind"]), (&json!("ready"), &json!("vacant-property")), "{import}");
    assert_eq!((&import["publisher"], tally(&import)), (&json!("Aldermere Council"), [4, 2, 0, 0, 2]));
    assert_eq!(field(&import, "Ratepayer"), "organisation");
    assert!(!import.to_string().contains("Ann Other"), "{import}");
    let id = id(&import);
    assert_eq!(post(&jo, &format!("/imports/{id}/commit"), yes()).await.status, 202);
    let import = settled(&jo, &id).await;
    assert_eq!((&import["state"], &import["can"]["undo"]), (&json!("committed"), &json!(true)), "{import}");
    // The public sees that there is an empty building, and nothing that could be looked up.
    let rows = jo.json(&format!("/imports/{id}/rows?outcome=new")).await;
    let asset = rows["rows"][0]["asset"].as_str().unwrap();
    let (own, public) = (jo.json(&format!("/assets/{asset}")).await, service.json(&format!("/assets/{asset}")).await);
    assert_eq!((&own["reference"], &public["reference"]), (&json!("N/1"), &Value::Null));
    assert!(!public.to_string().contains("N/1") && !asset.contains("n-1"), "{public}");

    let kim = Browser::of(&service, "kim@brackley.example", &[officer("Brackley Council")]).await;
    let import = give(&kim, "rates.csv", RATES).await;
    assert_eq!(import["state"], "failed");
    assert!(import["problem"].as_str().unwrap().contains("published by Aldermere Council"), "{import}");
}

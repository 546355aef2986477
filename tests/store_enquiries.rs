//! Enquiries as the store keeps them, told to both databases.

use catmap::domain::asset::AssetId;
use catmap::domain::enquiry::{EnquiriesAfter, Enquiry, EnquiryState, EnquirySubject, EnquiryTouch, Written};
use catmap::domain::place::Position;
use catmap::store::{Store, StoreError};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use crate::store_contract::Database;

const NOON: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

fn written() -> Written {
    Written {
        name: "Ada Example".to_owned(),
        email: "ada@example.org".to_owned(),
        organisation: Some("Kitchen CIC".to_owned()),
        message: "May we see it?\nOn a Tuesday, \"if\" you can: née null".to_owned(),
        need: None,
        place: Some("The old baths".to_owned()),
        point: Some(Position::new(334_500.25, 390_000.125).unwrap()),
    }
}

/// Asked so many hours after noon.
fn enquiry(id: &str, hours: i64, council: Option<&str>) -> Enquiry {
    Enquiry {
        id: id.to_owned(),
        asked_at: NOON + Duration::hours(hours),
        subject: EnquirySubject::Unlisted { borough: council.map(str::to_owned) },
        council: council.map(str::to_owned),
        written: Some(written()),
        state: EnquiryState::New,
        note: None,
        touched: None,
    }
}

async fn with_three(database: &Database) -> Store {
    let store = database.open().await;
    let about_asset = EnquirySubject::Asset(AssetId::new("a-001"));
    store.keep_enquiry(&Enquiry { subject: about_asset, ..enquiry("A", 0, Some("Knowsley MBC")) }).await.unwrap();
    store.keep_enquiry(&enquiry("B", 1, None)).await.unwrap();
    store.keep_enquiry(&enquiry("C", 2, Some("Sefton Council"))).await.unwrap();
    store
}

fn ids(enquiries: &[Enquiry]) -> Vec<&str> {
    enquiries.iter().map(|enquiry| enquiry.id.as_str()).collect()
}

fn councils(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[tokio::test]
async fn an_enquiry_comes_back_as_it_was_and_is_no_change_of_the_map() {
    for database in Database::both().await {
        let store = with_three(&database).await;
        let all = store.enquiries(None, None, None, 10).await.unwrap();
        assert_eq!(ids(&all), ["C", "B", "A"], "newest first");
        assert_eq!(all[0], enquiry("C", 2, Some("Sefton Council")));
        assert_eq!(all[2].subject, EnquirySubject::Asset(AssetId::new("a-001")));
        assert_eq!(store.latest_change().await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_council_has_its_own_and_none_of_what_went_to_nobody() {
    for database in Database::both().await {
        let store = with_three(&database).await;
        let knowsley = councils(&["knowsley"]);
        assert_eq!(ids(&store.enquiries(Some(&knowsley), None, None, 10).await.unwrap()), ["A"]);
        let both = councils(&["knowsley", "sefton"]);
        assert_eq!(ids(&store.enquiries(Some(&both), None, None, 10).await.unwrap()), ["C", "A"]);
        assert_eq!(ids(&store.enquiries(Some(&both), None, None, 1).await.unwrap()), ["C"]);
        for nobody in [councils(&[]), councils(&["wirral"])] {
            assert_eq!(store.enquiries(Some(&nobody), None, None, 10).await.unwrap(), []);
            assert_eq!(store.count_enquiries(Some(&nobody), EnquiryState::New).await.unwrap(), 0);
        }
        assert_eq!(store.count_enquiries(Some(&both), EnquiryState::New).await.unwrap(), 2);
        assert_eq!(store.count_enquiries(None, EnquiryState::New).await.unwrap(), 3);
        assert_eq!(store.count_enquiries(None, EnquiryState::Closed).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn pages_follow_each_other_without_a_gap_also_where_two_were_asked_in_the_same_second() {
    for database in Database::both().await {
        let store = with_three(&database).await;
        for id in ["D", "E", "F"] {
            store.keep_enquiry(&enquiry(id, 1, Some("Knowsley"))).await.unwrap();
        }
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = store.enquiries(None, None, after.as_ref(), 2).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some(EnquiriesAfter { asked_at: last.asked_at, id: last.id.clone() });
            seen.extend(page.into_iter().map(|enquiry| enquiry.id));
        }
        assert_eq!(seen, ["C", "F", "E", "D", "B", "A"]);
    }
}

#[tokio::test]
async fn how_far_it_has_got_is_changed_with_who_and_when_and_nothing_else_of_it() {
    for database in Database::both().await {
        let store = with_three(&database).await;
        let touch = EnquiryTouch { by: "jo@example.org".to_owned(), at: NOON + Duration::days(1) };
        let answered = |before: &Enquiry| {
            let note = Some("Called her.".to_owned());
            Ok::<_, StoreError>(Enquiry {
                state: EnquiryState::Answered,
                note,
                touched: Some(touch.clone()),
                ..before.clone()
            })
        };
        let after = store.change_enquiry("A", answered).await.unwrap().unwrap();
        let held = store.enquiries(None, Some(EnquiryState::Answered), None, 10).await.unwrap();
        assert_eq!(held, std::slice::from_ref(&after));
        assert_eq!((after.written, after.touched), (Some(written()), Some(touch.clone())));
        assert_eq!(ids(&store.enquiries(None, Some(EnquiryState::New), None, 10).await.unwrap()), ["C", "B"]);
        for nothing in ["Z", "", "A\0"] {
            assert_eq!(store.change_enquiry(nothing, answered).await.unwrap(), None);
        }
        let refused: Result<_, StoreError> =
            store.change_enquiry("C", |_| Err(StoreError::Conflict { reason: "No.".to_owned(), source: None })).await;
        assert!(refused.is_err());
        assert_eq!(store.count_enquiries(None, EnquiryState::New).await.unwrap(), 2);
    }
}

#[tokio::test]
async fn what_was_written_goes_when_its_time_has_come_and_the_rest_stays() {
    for database in Database::both().await {
        let store = with_three(&database).await;
        let later = NOON + Duration::days(100);
        let touched = Some(EnquiryTouch { by: "jo@example.org".to_owned(), at: later });
        let note = Some("Ada came by.".to_owned());
        let close = |before: &Enquiry| {
            Ok::<_, StoreError>(Enquiry { note, touched, state: EnquiryState::Closed, ..before.clone() })
        };
        store.change_enquiry("A", close).await.unwrap();
        assert_eq!(store.clear_enquiries(NOON).await.unwrap(), 0, "not yet");
        assert_eq!(store.clear_enquiries(later).await.unwrap(), 2, "those that nobody worked on since they were asked");
        assert_eq!(store.clear_enquiries(later).await.unwrap(), 0, "once");
        let written =
            |enquiries: Vec<Enquiry>| -> Vec<bool> { enquiries.iter().map(|one| one.written.is_some()).collect() };
        assert_eq!(written(store.enquiries(None, None, None, 10).await.unwrap()), [false, false, true]);
        assert_eq!(store.clear_enquiries(later + Duration::SECOND).await.unwrap(), 1);
        let held = store.enquiries(None, Some(EnquiryState::Closed), None, 10).await.unwrap();
        let [closed] = held.as_slice() else { panic!("{held:?}") };
        assert_eq!((&closed.written, &closed.note), (&None, &None));
        assert_eq!((closed.id.as_str(), closed.council.as_deref()), ("A", Some("Knowsley MBC")));
    }
}

#[tokio::test]
async fn a_database_file_holds_no_word_of_what_was_cleared() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("catmap.db");
    let holds = |word: &str| {
        let file = std::fs::read(&path).unwrap();
        file.windows(word.len()).any(|bytes| bytes == word.as_bytes())
    };
    let store = Store::open(path.to_str().unwrap()).await.unwrap();
    // Longer than a page of the file, and another that stays.
    let message = "May we see the boiler room? ".repeat(400);
    let long = Written { message, ..written() };
    store.keep_enquiry(&Enquiry { written: Some(long), ..enquiry("A", 0, None) }).await.unwrap();
    store.keep_enquiry(&enquiry("B", 48, None)).await.unwrap();
    store.close().await;
    assert!(holds("boiler room"));
    let store = Store::open(path.to_str().unwrap()).await.unwrap();
    assert_eq!(store.clear_enquiries(NOON + Duration::days(1)).await.unwrap(), 1);
    store.close().await;
    assert!(!holds("boiler room"));
    assert!(holds("On a Tuesday"), "the other");
}

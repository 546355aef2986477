//! What the store makes of the official files beside the old ones, told to both databases.

use catmap::domain::area::{AreaCode, AreaRank, PostcodePoint, UprnPoint};
use catmap::domain::asset::Asset;
use catmap::domain::imported::{FileKind, ReadFile, ReadPart, Rows};
use catmap::domain::listed::{CommunityValueListing, ListedOrganisation};
use catmap::domain::place::Position;
use catmap::domain::postcode::Postcode;
use catmap::domain::source::SourceId;
use catmap::store::Terms;
use time::macros::date;

use crate::store_contract::{Database, take_in, tally};
use crate::store_files::*;

pub fn ranks(source_id: &str, areas: impl IntoIterator<Item = AreaRank>) -> ReadFile {
    let of_source = areas.into_iter().map(|area| AreaRank { source: SourceId::new(source_id), ..area });
    file(FileKind::Deprivation, source_id, Rows::DeprivationRanks(bare(of_source)))
}

pub fn area_rank(code: &str, rank: u32) -> AreaRank {
    AreaRank {
        code: AreaCode::new(code),
        edition: 2025,
        rank,
        decile: 10,
        borough: area_deprivation(code, 1.0, Some(1)).borough,
        source: SourceId::new("ranks"),
    }
}

pub fn uprns(source_id: &str, points: impl IntoIterator<Item = UprnPoint>) -> ReadFile {
    file(FileKind::Uprns, source_id, Rows::Uprns(bare(points)))
}

pub fn uprn_point(uprn: u64, easting_m: f64) -> UprnPoint {
    UprnPoint { uprn, position: Position::new(easting_m, 400_000.7).unwrap() }
}

pub fn listings(source_id: &str, all: impl IntoIterator<Item = CommunityValueListing>) -> ReadFile {
    let of_source = all.into_iter().map(|one| CommunityValueListing { source: SourceId::new(source_id), ..one });
    file(FileKind::CommunityValue, source_id, Rows::CommunityValue(bare(of_source)))
}

pub fn bare_listing(reference: &str) -> CommunityValueListing {
    CommunityValueListing {
        reference: reference.to_owned(),
        council: None,
        name: "Y Dafarn \u{2603}".to_owned(),
        address: None,
        postcode: None,
        position: None,
        nominated_by: None,
        nominated_on: None,
        decision: None,
        listed_on: None,
        expires_on: None,
        source: SourceId::new("listings"),
    }
}

pub fn full_listing(reference: &str) -> CommunityValueListing {
    CommunityValueListing {
        council: Some("Aldermere Council".to_owned()),
        address: Some("1 High Street,\n\"Dock\"".to_owned()),
        postcode: Postcode::parse("L8"),
        position: Position::new(0.1 + 0.2, 1_300_000.0).ok(),
        nominated_by: Some("Friends of the Hall".to_owned()),
        nominated_on: Some(date!(2020 - 02 - 29)),
        decision: Some("listed".to_owned()),
        listed_on: Some(date!(2020 - 03 - 01)),
        expires_on: Some(date!(2025 - 03 - 01)),
        ..bare_listing(reference)
    }
}

pub fn organisations(source_id: &str, all: impl IntoIterator<Item = ListedOrganisation>) -> ReadFile {
    let of_source = all.into_iter().map(|one| ListedOrganisation { source: SourceId::new(source_id), ..one });
    file(FileKind::Organisations, source_id, Rows::Organisations(bare(of_source)))
}

pub fn bare_organisation(id: &str) -> ListedOrganisation {
    ListedOrganisation {
        id: id.to_owned(),
        name: "Ŵyn CIC".to_owned(),
        legal_form: None,
        charity_number: None,
        company_number: None,
        postcode: None,
        income_gbp: None,
        active: None,
        source: SourceId::new("organisations"),
    }
}

pub fn full_organisation(id: &str) -> ListedOrganisation {
    ListedOrganisation {
        legal_form: Some("Other".to_owned()),
        charity_number: Some("0123456".to_owned()),
        company_number: Some("SC000001".to_owned()),
        postcode: Postcode::parse("L8 1TH"),
        income_gbp: Some(0),
        active: Some(false),
        ..bare_organisation(id)
    }
}

#[tokio::test]
async fn of_forty_million_address_points_only_those_are_read_that_an_asset_without_a_point_needs() {
    for database in Database::both().await {
        let store = database.open().await;
        let with = |id: &str, uprn: Option<u64>| Asset { uprn, ..bare_asset(id) };
        let point = Position::new(1.0, 2.0).ok();
        take_in(
            &store,
            &register(
                "register",
                [
                    with("a", Some(7)),
                    with("b", None),
                    Asset { position: point, ..with("c", Some(8)) },
                    with("d", Some(3)),
                    with("e", Some(7)),
                    with("f", Some(404)),
                    with("g", Some(u64::MAX)),
                ],
            ),
        )
        .await;
        let all: Vec<UprnPoint> = (1..=2_500).map(|uprn| uprn_point(uprn, uprn as f64)).collect();
        let last = all[2_400..].to_vec();

        let mut intake = store.begin_intake("an officer", NOON).await.unwrap();
        for rows in all[..2_400].chunks(800) {
            let rows = Rows::Uprns(bare(rows.iter().copied()));
            let part = ReadPart { source: SourceId::new("uprns"), rows, refused: Vec::new(), notes: Vec::new() };
            intake.take_part(&part).await.unwrap();
        }
        let file = ReadFile { rows_read: 2_500, ..uprns("uprns", last) };
        let taken = intake.finish(&file, &Terms::default(), &|_, _| ()).await.unwrap();

        assert_eq!(taken.tally, tally(2_500, 0, 0, 0));
        let held = store.holdings().await.unwrap().uprn_points;
        assert_eq!(held, [uprn_point(3, 3.0), uprn_point(7, 7.0), uprn_point(404, 404.0)]);
        let moved = take_in(&store, &uprns("later", [uprn_point(7, 70.0), uprn_point(8, 8.0)])).await;
        assert_eq!(moved.tally, tally(0, 1, 1, 0));
        assert_eq!(store.holdings().await.unwrap().uprn_points[1], uprn_point(7, 70.0));
    }
}

#[tokio::test]
async fn organisations_and_listings_come_back_as_they_were_under_the_list_that_names_them() {
    for database in Database::both().await {
        let store = database.open().await;
        let given = [bare_organisation("GB-CHC-2"), full_organisation("GB-CHC-1")];
        take_in(&store, &organisations("organisations", given.clone())).await;
        take_in(&store, &organisations("other", [bare_organisation("GB-CHC-1")])).await;
        take_in(&store, &listings("listings", [full_listing("ACV-1"), bare_listing("ACV-2")])).await;

        let (mut found, mut listed) = (Vec::new(), Vec::new());
        store.each_organisation(|one| found.push(one)).await.unwrap();
        store.each_community_value_listing(|one| listed.push(one)).await.unwrap();

        found.sort_by(|a, b| (&a.source, &a.id).cmp(&(&b.source, &b.id)));
        let other = ListedOrganisation { source: SourceId::new("other"), ..bare_organisation("GB-CHC-1") };
        assert_eq!(found, [given[1].clone(), given[0].clone(), other]);
        listed.sort_by(|a, b| a.reference.cmp(&b.reference));
        assert_eq!(listed, [full_listing("ACV-1"), bare_listing("ACV-2")]);
    }
}

#[tokio::test]
async fn a_postcode_that_has_ended_comes_back_with_its_end_and_may_come_into_use_again() {
    for database in Database::both().await {
        let store = database.open().await;
        let ended = PostcodePoint { ended: Some(date!(1996 - 06 - 01)), ..postcode_point("L8 1TH", 1.0) };
        take_in(&store, &postcodes("nspl", [ended.clone()])).await;
        assert_eq!(store.holdings().await.unwrap().postcodes, [ended]);
        let again = take_in(&store, &postcodes("code-point", [postcode_point("L8 1TH", 1.0)])).await;
        assert_eq!(again.tally, tally(0, 1, 0, 0));
        assert_eq!(store.holdings().await.unwrap().postcodes, [postcode_point("L8 1TH", 1.0)]);
    }
}

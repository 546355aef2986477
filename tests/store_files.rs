//! Made-up files, already read, for the store's tests.

use std::sync::Arc;

use catmap::domain::area::{
    AreaBoundary, AreaCode, AreaCount, AreaDeprivation, AreaIndicator, AreaLevel, Borough, HomeType, PostcodePoint,
    PriceIndexMonth, Sale, SaleId, SectorYear,
};
use catmap::domain::asset::{
    Asset, AssetFacts, AssetId, Condition, DisposalStatus, Heritage, Holding, Occupancy, Owner, Planning, RentReview,
    Shown, SpaceType, StepFree, TermOffered,
};
use catmap::domain::cells::Cells;
use catmap::domain::imported::{FileKind, ReadFile, RefusedRow, Row, RowProblem, Rows};
use catmap::domain::need::{
    AreaWanted, LegalForm, Need, NeedId, NeedPlace, Organisation, Purpose, Reach, Ruling, SpaceShare, StepFreeNeed,
    Visibility,
};
use catmap::domain::place::{Position, Precision};
use catmap::domain::postcode::Postcode;
use catmap::domain::source::{Fact, Quality, Source, SourceId};
use geo::{LineString, MultiPolygon, Polygon};
use time::macros::date;
use time::{Date, OffsetDateTime};

pub const NOON: OffsetDateTime = time::macros::datetime!(2026-11-21 12:00:00.123456 UTC);

pub fn source(id: &str) -> Source {
    Source {
        id: SourceId::new(id),
        title: "Asset register".to_owned(),
        publisher: "Sir y Fflint — 縣 ☃".to_owned(),
        licence: None,
        as_at: Some(date!(2026 - 10 - 01)),
        file_name: format!("{id}.csv"),
        fictional: true,
    }
}

pub fn file(kind: FileKind, source_id: &str, rows: Rows) -> ReadFile {
    ReadFile {
        kind,
        source: source(source_id),
        checksum: "ab".repeat(32),
        header: vec!["Reference".to_owned(), "Name\nof asset".to_owned()],
        rows_read: rows.len() as u64,
        rows,
        refused: Vec::new(),
        notes: vec![RowProblem {
            row: 2,
            column: Some("Name\nof asset".to_owned()),
            value: None,
            reason: "It has no name, so its address is used.".to_owned(),
            refused: false,
        }],
    }
}

/// The file with some of its rows refused when it was read.
pub fn with_refused(mut file: ReadFile, refused: Vec<RefusedRow>) -> ReadFile {
    file.rows_read += refused.len() as u64;
    file.refused = refused;
    file
}

/// Rows numbered from 2, as under a header, keeping their cells as registers do.
pub fn rows<T>(values: impl IntoIterator<Item = T>) -> Vec<Row<T>> {
    let raw = |number: u64| [format!("cell {number}"), "ŵ, \"quoted\"\nnext line \0".to_owned()].iter().collect();
    (2..).zip(values).map(|(number, value)| Row { number, raw: raw(number), value }).collect()
}

/// Rows without their cells, as from the big official tables.
pub fn bare<T>(values: impl IntoIterator<Item = T>) -> Vec<Row<T>> {
    rows(values).into_iter().map(|row| Row { raw: Cells::default(), ..row }).collect()
}

pub fn register(source_id: &str, assets: impl IntoIterator<Item = Asset>) -> ReadFile {
    let of_source = assets.into_iter().map(|asset| Asset { register: SourceId::new(source_id), ..asset });
    file(FileKind::AssetRegister, source_id, Rows::Assets(rows(of_source)))
}

/// An asset of which nothing is known but what must be.
pub fn bare_asset(id: &str) -> Asset {
    Asset {
        id: AssetId::new(id),
        reference: None,
        name: format!("Asset {id}"),
        address: None,
        postcode: None,
        uprn: None,
        owner: Owner { name: Arc::from("Aldermere Council"), uri: None },
        register: SourceId::new("register"),
        position: None,
        precision: Precision::Unknown,
        facts: AssetFacts::default(),
        cleared: Vec::new(),
        may_be_vacant: false,
        shown: Shown::Coarse,
        gone: None,
    }
}

/// An asset of which all is known, with numbers and texts that are easily spoilt on the way.
pub fn full_asset(id: &str) -> Asset {
    Asset {
        reference: Some("L/0001 null".to_owned()),
        name: "Neuadd Tŷ-coch, \"the Hall\"\n☃ null".to_owned(),
        address: Some("1 High Street".to_owned()),
        postcode: Postcode::parse("L8 1TH"),
        uprn: Some(u64::MAX),
        owner: Owner { name: Arc::from("Aldermere Council"), uri: Some(Arc::from("http://example.org/a")) },
        position: Position::new(334_567.123_456_789, 390_000.1).ok(),
        precision: Precision::Point,
        facts: AssetFacts {
            holding: fact(Holding::LandAndBuilding),
            title: fact("Freehold".to_owned()),
            occupancy: fact(Occupancy::VacantTemporarily),
            disposal_status: fact(DisposalStatus::OpenToInterest),
            available_from: fact(date!(2027 - 02 - 28)),
            unsafe_until: fact(date!(2027 - 12 - 31)),
            reserved_for: fact("Libraries".to_owned()),
            space_types: fact(vec![SpaceType::Hall, SpaceType::CafeKitchen]),
            usable_area_m2: fact(0.1 + 0.2),
            gross_internal_area_m2: fact(1.0 / 3.0),
            land_area_m2: fact(4e15),
            condition: fact(Condition::B),
            step_free: fact(StepFree::Adaptable),
            shareable: fact(false),
            energy_rating: fact("E".to_owned()),
            heritage: fact(Heritage::Unlisted),
            planning: fact(Planning::SameClass),
            planning_note: fact("F2".to_owned()),
            rateable_value_gbp: fact(0.0),
            rent_gbp_per_year: fact(5e-324),
            service_charge_gbp_per_year: fact(f64::MAX),
            running_cost_gbp_per_year: fact(12_345.67),
            repair_backlog_gbp: fact(100_000.0),
            term_offered: fact(TermOffered::Years(24.9)),
            rent_review: fact(RentReview::Peppercorn),
            clawback_share: fact(0.5),
            valuation_gbp: fact(2_000_000.0),
        },
        gone: Some(date!(2026 - 11 - 21)),
        ..bare_asset(id)
    }
}

fn fact<T>(value: T) -> Option<Fact<T>> {
    Some(Fact::new(value, Quality::Estimated, SourceId::new("register"), Some(date!(2026 - 10 - 01))))
}

pub fn needs(source_id: &str, needs: impl IntoIterator<Item = Need>) -> ReadFile {
    let of_source = needs.into_iter().map(|need| Need { source: Some(SourceId::new(source_id)), ..need });
    file(FileKind::Needs, source_id, Rows::Needs(rows(of_source)))
}

pub fn bare_need(id: &str) -> Need {
    Need {
        id: NeedId::new(id),
        organisation: Organisation {
            name: "Ŵyn CIC".to_owned(),
            legal_form: None,
            charity_number: None,
            company_number: None,
            size: None,
        },
        title: "A hall".to_owned(),
        purposes: Vec::new(),
        serves: None,
        place: NeedPlace::Anywhere,
        reach: Reach::Town,
        max_distance_m: None,
        spaces: Vec::new(),
        area: None,
        would_share: false,
        leave_out_occupied: false,
        step_free: None,
        budget_gbp_per_year: None,
        capital_gbp: None,
        tenure_years: None,
        latest_start: None,
        urgent: false,
        visibility: Visibility::Private,
        source: None,
        stated_on: None,
    }
}

pub fn full_need(id: &str) -> Need {
    Need {
        organisation: Organisation {
            name: "Toxteth Kitchen".to_owned(),
            legal_form: Some(LegalForm::Cic),
            charity_number: Some("0123456".to_owned()),
            company_number: Some("SC000001".to_owned()),
            size: None,
        },
        purposes: vec![Purpose::Food, Purpose::YoungPeople],
        serves: Some("anyone".to_owned()),
        place: NeedPlace::Near(Position::new(0.1, 1_300_000.0).unwrap()),
        max_distance_m: Some(1234.5),
        spaces: vec![
            SpaceShare { space_type: SpaceType::Hall, share: 2.0 / 3.0 },
            SpaceShare { space_type: SpaceType::CafeKitchen, share: 1.0 / 3.0 },
        ],
        area: Some(AreaWanted::around(240.0)),
        would_share: true,
        leave_out_occupied: false,
        step_free: Some(StepFreeNeed::Essential),
        budget_gbp_per_year: Some(0.0),
        capital_gbp: Some(90_000.01),
        tenure_years: Some(25.0),
        latest_start: Some(date!(2027 - 06 - 01)),
        urgent: true,
        visibility: Visibility::Published,
        stated_on: Some(date!(2024 - 02 - 29)),
        ..bare_need(id)
    }
}

pub fn rulings(source_id: &str, rulings: impl IntoIterator<Item = Ruling>) -> ReadFile {
    file(FileKind::Rulings, source_id, Rows::Rulings(rows(rulings)))
}

pub fn ruling(asset_reference: &str, need: &str, ruled_on: Option<Date>) -> Ruling {
    Ruling {
        asset_reference: asset_reference.to_owned(),
        owner: "Aldermere Council".to_owned(),
        need: NeedId::new(need),
        ruled_by: "A. Officer".to_owned(),
        reason: "Promised to the school.".to_owned(),
        ruled_on,
    }
}

pub fn boundaries(source_id: &str, boundaries: impl IntoIterator<Item = AreaBoundary>) -> ReadFile {
    let of_source = boundaries.into_iter().map(|area| AreaBoundary { source: SourceId::new(source_id), ..area });
    file(FileKind::Boundaries, source_id, Rows::Boundaries(bare(of_source)))
}

/// Two islands, one with a hole, of a size that tells one drawing from another.
pub fn boundary(code: &str, side_m: f64) -> AreaBoundary {
    let square = |x: f64, y: f64, side: f64| {
        LineString::from(vec![(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)])
    };
    let with_hole = Polygon::new(square(0.1, 0.2, side_m), vec![square(1.0 / 3.0, 1.0, side_m / 10.0)]);
    let island = Polygon::new(square(5000.0, 5000.0, side_m), Vec::new());
    AreaBoundary {
        code: AreaCode::new(code),
        level: AreaLevel::Lsoa,
        year: 2021,
        name: "Aldermere 001A".to_owned(),
        borough: Some(Borough { code: None, name: Arc::from("Aldermere") }),
        boundary: MultiPolygon(vec![with_hole, island]),
        centre: Position::new(10.5, 10.25).unwrap(),
        source: SourceId::new("boundaries"),
    }
}

pub fn deprivation(source_id: &str, areas: impl IntoIterator<Item = AreaDeprivation>) -> ReadFile {
    let of_source = areas.into_iter().map(|area| AreaDeprivation { source: SourceId::new(source_id), ..area });
    file(FileKind::Deprivation, source_id, Rows::Deprivation(bare(of_source)))
}

pub fn area_deprivation(code: &str, score: f64, residents: Option<u32>) -> AreaDeprivation {
    AreaDeprivation {
        code: AreaCode::new(code),
        edition: 2025,
        score,
        rank: 33_755,
        decile: 10,
        domain_ranks: [1, 2, 3, 4, 5, 6, 7],
        residents,
        borough: residents.map(|_| Borough { code: Some(Arc::from("E08999999")), name: Arc::from("Aldermere") }),
        source: SourceId::new("deprivation"),
    }
}

pub fn activity(source_id: &str, counts: impl IntoIterator<Item = AreaCount>) -> ReadFile {
    let of_source = counts.into_iter().map(|count| AreaCount { source: SourceId::new(source_id), ..count });
    file(FileKind::Activity, source_id, Rows::Activity(bare(of_source)))
}

pub fn activity_count(code: &str, indicator: AreaIndicator, count: f64) -> AreaCount {
    AreaCount {
        code: AreaCode::new(code),
        area_name: None,
        indicator,
        count,
        base: Some(12.5),
        period: "2024".to_owned(),
        source: SourceId::new("activity"),
    }
}

pub fn postcodes(source_id: &str, points: impl IntoIterator<Item = PostcodePoint>) -> ReadFile {
    file(FileKind::Postcodes, source_id, Rows::Postcodes(bare(points)))
}

pub fn postcode_point(postcode: &str, easting_m: f64) -> PostcodePoint {
    PostcodePoint {
        postcode: Postcode::parse(postcode).unwrap(),
        position: Position::new(easting_m, 400_000.7).unwrap(),
        borough_code: None,
        ended: None,
    }
}

pub fn sales(source_id: &str, sales: impl IntoIterator<Item = Sale>) -> ReadFile {
    file(FileKind::Sales, source_id, Rows::Sales(bare(sales)))
}

/// A transaction id made of the first letters of a text, in the same order.
pub fn sale_id(text: &str) -> SaleId {
    let mut bits = [0; 16];
    for (to, from) in bits.iter_mut().zip(text.bytes()) {
        *to = from;
    }
    SaleId::from_bits(u128::from_be_bytes(bits))
}

pub fn sale(id: &str, price_gbp: u32) -> Sale {
    Sale {
        id: sale_id(id),
        price_gbp,
        date: date!(2024 - 02 - 29),
        postcode: Postcode::parse("L8 1TH").unwrap(),
        home: HomeType::Terraced,
        new_build: false,
        leasehold: true,
        standard: true,
    }
}

pub fn price_index(source_id: &str, months: impl IntoIterator<Item = PriceIndexMonth>) -> ReadFile {
    let of_source = months.into_iter().map(|month| PriceIndexMonth { source: SourceId::new(source_id), ..month });
    file(FileKind::PriceIndex, source_id, Rows::PriceIndex(bare(of_source)))
}

pub fn index_month(borough_code: &str, month: Date, index: f64) -> PriceIndexMonth {
    PriceIndexMonth { borough_code: Arc::from(borough_code), month, index, source: SourceId::new("index") }
}

pub fn sector_prices(source_id: &str, years: impl IntoIterator<Item = SectorYear>) -> ReadFile {
    let of_source = years.into_iter().map(|year| SectorYear { source: SourceId::new(source_id), ..year });
    file(FileKind::SectorPrices, source_id, Rows::SectorPrices(bare(of_source)))
}

pub fn sector_year(sector: &str, year: u16, mean_price_gbp: f64) -> SectorYear {
    SectorYear { sector: Arc::from(sector), year, mean_price_gbp, sales: 12, source: SourceId::new("sectors") }
}

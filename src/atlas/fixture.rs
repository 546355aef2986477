//! Made-up holdings for tests: a chessboard of square areas with postcodes, assets and needs.

use geo::{LineString, MultiPolygon, Polygon};
use time::macros::date;

use crate::domain::area::{
    AreaBoundary, AreaCode, AreaCount, AreaDeprivation, AreaIndicator, AreaLevel, Borough, HomeType, PostcodePoint,
    Sale, SaleId,
};
use crate::domain::asset::{Asset, AssetFacts, AssetId, Occupancy, Owner, Shown};
use crate::domain::holdings::Holdings;
use crate::domain::need::{Need, NeedId, NeedPlace, Organisation, Reach, Visibility};
use crate::domain::place::{Position, Precision};
use crate::domain::postcode::Postcode;
use crate::domain::source::{Fact, Quality, SourceId};

/// Side of each area, metres.
pub const SIDE_M: f64 = 600.0;

/// South-west corner of the board.
pub const CORNER: (f64, f64) = (330_000.0, 380_000.0);

pub fn source(id: &str) -> SourceId {
    SourceId::new(id)
}

pub fn position(easting_m: f64, northing_m: f64) -> Position {
    Position::new(easting_m, northing_m).expect("a fixture lies on the grid")
}

/// A point of the board: so many metres east and north of its corner.
pub fn at(east_m: f64, north_m: f64) -> Position {
    position(CORNER.0 + east_m, CORNER.1 + north_m)
}

pub fn known<T>(value: T) -> Option<Fact<T>> {
    Some(Fact::new(value, Quality::Surveyed, source("register"), Some(date!(2026 - 03 - 01))))
}

pub fn square(west: f64, south: f64, side: f64) -> MultiPolygon<f64> {
    let ring =
        vec![(west, south), (west + side, south), (west + side, south + side), (west, south + side), (west, south)];
    MultiPolygon(vec![Polygon::new(LineString::from(ring), vec![])])
}

pub fn boundary(code: &str, column: usize, row: usize, borough: &str) -> AreaBoundary {
    let (west, south) = (CORNER.0 + column as f64 * SIDE_M, CORNER.1 + row as f64 * SIDE_M);
    AreaBoundary {
        code: AreaCode::new(code),
        level: AreaLevel::Lsoa,
        year: 2021,
        name: format!("{borough} {code}"),
        borough: Some(Borough { code: Some(format!("B-{borough}").into()), name: borough.into() }),
        boundary: square(west, south, SIDE_M),
        centre: position(west + SIDE_M / 2.0, south + SIDE_M / 2.0),
        source: source("boundaries"),
    }
}

pub fn deprivation(code: &str, score: f64, decile: u8, residents: Option<u32>) -> AreaDeprivation {
    AreaDeprivation {
        code: AreaCode::new(code),
        edition: 2025,
        score,
        rank: u32::from(decile) * 3_000,
        decile,
        domain_ranks: [1; 7],
        residents,
        borough: None,
        source: source("iod"),
    }
}

pub fn postcode(text: &str) -> Postcode {
    Postcode::parse(text).expect("a fixture is a postcode")
}

pub fn asset(id: &str, position: Option<Position>) -> Asset {
    Asset {
        id: AssetId::new(id),
        reference: Some(format!("R-{id}")),
        name: format!("Hall {id}"),
        address: None,
        postcode: None,
        uprn: None,
        owner: Owner { name: "Aldermere Council".into(), uri: None },
        register: source("register"),
        position,
        precision: if position.is_some() { Precision::Point } else { Precision::Unknown },
        facts: AssetFacts::default(),
        cleared: Vec::new(),
        may_be_vacant: false,
        shown: Shown::Coarse,
        gone: None,
    }
}

pub fn vacant(id: &str, position: Option<Position>) -> Asset {
    let mut asset = asset(id, position);
    asset.facts.occupancy = known(Occupancy::Vacant);
    asset
}

pub fn need(id: &str, place: NeedPlace) -> Need {
    Need {
        id: NeedId::new(id),
        organisation: Organisation {
            name: "Saltmarsh Kitchen".to_owned(),
            legal_form: None,
            charity_number: None,
            company_number: None,
            size: None,
        },
        title: "Community kitchen".to_owned(),
        purposes: vec![],
        serves: None,
        place,
        reach: Reach::Neighbourhood,
        max_distance_m: None,
        spaces: vec![],
        area: None,
        would_share: false,
        leave_out_occupied: false,
        step_free: None,
        budget_gbp_per_year: None,
        capital_gbp: None,
        tenure_years: None,
        latest_start: None,
        urgent: false,
        visibility: Visibility::Published,
        source: None,
        stated_on: None,
    }
}

/// A board of `side` by `side` areas in two boroughs, each with four postcodes, a score, residents, activity and sales.
/// The postcodes of column `c` lie in the district `ZZc`.
pub fn board(side: usize) -> Holdings {
    let mut holdings = Holdings { change: 7, ..Holdings::default() };
    for row in 0..side {
        for column in 0..side {
            let number = row * side + column;
            let code = format!("E0199{number:04}");
            let borough = if column < side.div_ceil(2) { "Aldermere" } else { "Brackley" };
            holdings.boundaries.push(boundary(&code, column, row, borough));
            let score = 5.0 + ((number * 37) % 60) as f64;
            holdings.deprivation.push(deprivation(
                &code,
                score,
                1 + (number % 10) as u8,
                Some(1_400 + number as u32 * 10),
            ));
            for (indicator, of) in AreaIndicator::ALL.iter().zip([36.0, 1_500.0, 1_500.0]) {
                holdings.activity.push(AreaCount {
                    code: AreaCode::new(&code),
                    area_name: None,
                    indicator: *indicator,
                    count: ((number * 13) % 40) as f64,
                    base: Some(of),
                    period: "2025".to_owned(),
                    source: source("activity"),
                });
            }
            for quarter in 0..4usize {
                let (east_m, north_m) = ((quarter % 2) as f64, (quarter / 2) as f64);
                let unit = char::from(b'A' + (number % 26) as u8);
                let text = format!("ZZ{column} {row}{unit}{}", char::from(b'A' + quarter as u8));
                holdings.postcodes.push(PostcodePoint {
                    postcode: postcode(&text),
                    position: at(
                        (column as f64 + 0.25 + 0.5 * east_m) * SIDE_M,
                        (row as f64 + 0.25 + 0.5 * north_m) * SIDE_M,
                    ),
                    borough_code: Some(format!("B-{borough}").into()),
                    ended: None,
                });
                for sale in 0..3u32 {
                    holdings.sales.push(Sale {
                        id: SaleId::from_bits((number * 15 + quarter * 3) as u128 + u128::from(sale)),
                        price_gbp: 90_000 + (number as u32 * 7_919 + sale * 4_001 + quarter as u32 * 1_009) % 90_000,
                        date: date!(2026 - 06 - 15) - time::Duration::days(i64::from(sale) * 200),
                        postcode: postcode(&text),
                        home: HomeType::Terraced,
                        new_build: false,
                        leasehold: false,
                        standard: true,
                    });
                }
            }
        }
    }
    holdings
}

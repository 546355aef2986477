//! A small made-up region, loaded through the store, for the tests of what comes out of the service.
//!
//! Six by six square areas of 1 km near Liverpool in two boroughs, a postcode in the middle of each and four around it,
//! sales, deprivation, activity, sixty assets of every kind of place and occupancy, eight published needs and two private.

use std::sync::Arc;

use catmap::app::catalogue::{self, Catalogue};
use catmap::domain::area::{
    AreaBoundary, AreaCode, AreaCount, AreaDeprivation, AreaIndicator, AreaLevel, Borough, HomeType, PostcodePoint,
    Sale, SaleId,
};
use catmap::domain::asset::{
    Asset, AssetFacts, AssetId, Condition, DisposalStatus, Occupancy, Owner, Planning, Shown, SpaceType, StepFree,
    TermOffered,
};
use catmap::domain::cells::Cells;
use catmap::domain::imported::{FileKind, ReadFile, Row, Rows};
use catmap::domain::need::{
    AreaWanted, LegalForm, Need, NeedId, NeedPlace, Organisation, Purpose, Reach, SpaceShare, StepFreeNeed, Visibility,
};
use catmap::domain::place::{Position, Precision};
use catmap::domain::postcode::Postcode;
use catmap::domain::source::{Fact, Quality, Source, SourceId};
use geo::{LineString, MultiPolygon, Polygon};
use time::macros::{date, datetime};

/// South-west corner of the region.
pub const WEST_M: f64 = 333_000.0;
pub const SOUTH_M: f64 = 388_000.0;
/// Areas along each side.
pub const SIDE: usize = 6;

/// Everything in the region, to be changed by a test before it is loaded.
#[derive(Clone)]
pub struct Region {
    pub assets: Vec<Asset>,
    pub needs: Vec<Need>,
    pub boundaries: Vec<AreaBoundary>,
    pub deprivation: Vec<AreaDeprivation>,
    pub activity: Vec<AreaCount>,
    pub postcodes: Vec<PostcodePoint>,
    pub sales: Vec<Sale>,
}

pub fn at(easting_m: f64, northing_m: f64) -> Position {
    Position::new(easting_m, northing_m).unwrap()
}

pub fn fact<T>(value: T) -> Option<Fact<T>> {
    let (quality, source) = (Quality::Surveyed, SourceId::new("register"));
    Some(Fact::new(value, quality, source, Some(date!(2026 - 03 - 31))))
}

impl Region {
    /// Nothing at all.
    pub fn empty() -> Self {
        Self {
            assets: Vec::new(),
            needs: Vec::new(),
            boundaries: Vec::new(),
            deprivation: Vec::new(),
            activity: Vec::new(),
            postcodes: Vec::new(),
            sales: Vec::new(),
        }
    }

    /// The usual region.
    pub fn usual() -> Self {
        let mut region = Self::empty();
        for index in 0..SIDE * SIDE {
            region.add_area(index);
        }
        region.assets = (0..60).map(asset).collect();
        region.needs = (0..10).map(need).collect();
        region
    }

    fn add_area(&mut self, index: usize) {
        let code = AreaCode::new(format!("E0199{index:04}"));
        let (column, row) = ((index % SIDE) as f64, (index / SIDE) as f64);
        let (west, south) = (WEST_M + 1000.0 * column, SOUTH_M + 1000.0 * row);
        let borough = if row < 3.0 { "Aldermere" } else { "Brackley" };
        let corners = [(0.0, 0.0), (1000.0, 0.0), (1000.0, 1000.0), (0.0, 1000.0), (0.0, 0.0)];
        let ring = LineString::from(corners.map(|(x, y)| (west + x, south + y)).to_vec());
        self.boundaries.push(AreaBoundary {
            code: code.clone(),
            level: AreaLevel::Lsoa,
            year: 2021,
            name: format!("{borough} {index:03}A"),
            borough: Some(Borough { code: None, name: Arc::from(borough) }),
            boundary: MultiPolygon::new(vec![Polygon::new(ring, Vec::new())]),
            centre: at(west + 500.0, south + 500.0),
            source: SourceId::new("boundaries"),
        });
        let rank = 1 + (index as u32 * 937) % 33_755;
        self.deprivation.push(AreaDeprivation {
            code: code.clone(),
            edition: 2025,
            score: 68.77 * (1.0 - f64::from(rank) / 33_755.0),
            rank,
            decile: u8::try_from(1 + rank * 10 / 33_756).unwrap(),
            domain_ranks: [rank; 7],
            residents: Some(1_400 + 10 * index as u32),
            borough: None,
            source: SourceId::new("deprivation"),
        });
        for indicator in [AreaIndicator::LocalUnits, AreaIndicator::Premises] {
            self.activity.push(AreaCount {
                code: code.clone(),
                area_name: None,
                indicator,
                count: 10.0 + (index * 7 % 40) as f64,
                base: Some(1_400.0 + 10.0 * index as f64),
                period: "2025".to_owned(),
                source: SourceId::new("activity"),
            });
        }
        let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap());
        for corner in 0..5_usize {
            let text = format!("ZA{} {}{}{}", 1 + index / 18, corner, letter(index), letter(index / 26));
            let postcode = Postcode::parse(&text).unwrap();
            let offsets = [(500.0, 500.0), (250.0, 250.0), (750.0, 250.0), (250.0, 750.0), (750.0, 750.0)];
            let (x, y) = offsets[corner];
            let position = at(west + x, south + y);
            self.postcodes.push(PostcodePoint {
                postcode: postcode.clone(),
                position,
                borough_code: None,
                ended: None,
            });
            for sale in 0..3_usize {
                self.sales.push(Sale {
                    id: SaleId::from_bits((index * 15 + corner * 3 + sale) as u128),
                    price_gbp: u32::try_from(90_000 + 4_000 * ((index * 5 + corner + sale * 3) % 31)).unwrap(),
                    date: date!(2024 - 06 - 15) + time::Duration::days(20 * (corner * 3 + sale) as i64),
                    postcode: postcode.clone(),
                    home: HomeType::Terraced,
                    new_build: false,
                    leasehold: false,
                    standard: true,
                });
            }
        }
    }

    fn files(&self) -> Vec<ReadFile> {
        vec![
            file(FileKind::Boundaries, "boundaries", Rows::Boundaries(rows(&self.boundaries))),
            file(FileKind::Deprivation, "deprivation", Rows::Deprivation(rows(&self.deprivation))),
            file(FileKind::Postcodes, "postcodes", Rows::Postcodes(rows(&self.postcodes))),
            file(FileKind::Sales, "sales", Rows::Sales(rows(&self.sales))),
            file(FileKind::Activity, "activity", Rows::Activity(rows(&self.activity))),
            file(FileKind::AssetRegister, "register", Rows::Assets(rows(&self.assets))),
            file(FileKind::Needs, "needs", Rows::Needs(rows(&self.needs))),
        ]
    }

    /// The region in a new database, in a folder that goes with the answer.
    pub async fn load(&self) -> (Arc<Catalogue>, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let store = catalogue::open(folder.path().join("catmap.db").to_str().unwrap()).await.unwrap();
        for file in self.files() {
            store.take_in(&file, "a test", datetime!(2026-11-21 12:00 UTC), &|_, _| {}).await.unwrap();
        }
        (Arc::new(Catalogue::new(store)), folder)
    }
}

/// One file of the region.
pub fn file(kind: FileKind, source: &str, rows: Rows) -> ReadFile {
    ReadFile {
        kind,
        source: Source {
            id: SourceId::new(source),
            title: kind.label().to_owned(),
            publisher: "Combined Authority of Nowhere".to_owned(),
            licence: Some("Open Government Licence 3.0".to_owned()),
            as_at: Some(date!(2026 - 04 - 01)),
            file_name: format!("{source}.csv"),
            fictional: true,
        },
        checksum: source.to_owned(),
        header: Vec::new(),
        rows_read: rows.len() as u64,
        rows,
        refused: Vec::new(),
        notes: Vec::new(),
    }
}

/// Values as rows of a file.
pub fn rows<T: Clone>(values: &[T]) -> Vec<Row<T>> {
    (2..).zip(values).map(|(number, value)| Row { number, raw: Cells::default(), value: value.clone() }).collect()
}

/// The asset with this number: a quarter of them vacant, one in ten without a point, one in twenty nowhere.
fn asset(number: usize) -> Asset {
    let (x, y) = ((number * 733 % 6000) as f64 + 0.5, (number * 1_117 % 6000) as f64 + 0.25);
    let placed = number % 10 != 9;
    let nowhere = number % 20 == 19;
    let occupancy = [Some(Occupancy::Occupied), Some(Occupancy::Vacant), None, Some(Occupancy::PartVacant)];
    let status = [DisposalStatus::Surplus, DisposalStatus::OpenToInterest, DisposalStatus::InUse];
    let space = [SpaceType::Hall, SpaceType::CafeKitchen, SpaceType::DeskOffice, SpaceType::Workshop];
    Asset {
        id: AssetId::new(format!("a-{number:03}")),
        reference: Some(format!("REF/{number}")),
        name: format!("{number} Example Street hall"),
        address: Some(format!("{number} Example Street, Aldermere")),
        postcode: Postcode::parse(if number == 9 { "ZA1 0AA" } else { "ZA1" }).filter(|_| !placed && !nowhere),
        uprn: placed.then_some(100_000_000 + number as u64),
        owner: Owner {
            name: Arc::from(if number.is_multiple_of(2) { "Aldermere Council" } else { "Brackley Council" }),
            uri: None,
        },
        register: SourceId::new("register"),
        position: placed.then(|| at(WEST_M + x, SOUTH_M + y)),
        precision: if placed { Precision::Point } else { Precision::Unknown },
        facts: AssetFacts {
            occupancy: occupancy[number % 4].and_then(fact),
            disposal_status: fact(status[number % 3]),
            space_types: (number % 5 != 4).then(|| fact(vec![space[number % 4]])).flatten(),
            usable_area_m2: (number % 7 != 6).then(|| fact(80.0 + 20.0 * number as f64)).flatten(),
            condition: fact(Condition::ALL[number % 4]),
            step_free: fact(StepFree::ALL[number % 3]),
            planning: fact(Planning::Lawful),
            shareable: fact(true),
            rateable_value_gbp: fact(9_000.0),
            rent_gbp_per_year: (number.is_multiple_of(2)).then(|| fact(4_800.0)).flatten(),
            term_offered: fact(if number.is_multiple_of(3) { TermOffered::Freehold } else { TermOffered::Years(25.0) }),
            ..AssetFacts::default()
        },
        cleared: Vec::new(),
        may_be_vacant: false,
        shown: Shown::Coarse,
        gone: None,
    }
}

/// The need with this number; the last two are private.
fn need(number: usize) -> Need {
    Need {
        id: NeedId::new(format!("n-{number:03}")),
        organisation: Organisation {
            name: format!("Organisation {number} CIC"),
            legal_form: Some(LegalForm::Cic),
            charity_number: None,
            company_number: None,
            size: None,
        },
        title: if number < 8 { format!("Community kitchen {number}") } else { format!("Secretplan {number}") },
        purposes: vec![Purpose::Food],
        serves: Some("Anybody nearby".to_owned()),
        place: if number % 4 == 3 {
            NeedPlace::Borough("Aldermere".to_owned())
        } else {
            NeedPlace::Near(at(WEST_M + 700.0 * number as f64, SOUTH_M + 2_500.0))
        },
        reach: Reach::Town,
        max_distance_m: None,
        spaces: vec![
            SpaceShare { space_type: SpaceType::CafeKitchen, share: 0.6 },
            SpaceShare { space_type: SpaceType::Hall, share: 0.4 },
        ],
        area: Some(AreaWanted::around(240.0 + 10.0 * number as f64)),
        would_share: number.is_multiple_of(2),
        leave_out_occupied: false,
        step_free: Some(StepFreeNeed::Wanted),
        budget_gbp_per_year: Some(22_123.0),
        capital_gbp: Some(91_357.0),
        tenure_years: Some(10.0),
        latest_start: Some(date!(2099 - 06 - 01)),
        urgent: false,
        visibility: if number < 8 { Visibility::Published } else { Visibility::Private },
        source: Some(SourceId::new("needs")),
        stated_on: Some(date!(2026 - 05 - 05)),
    }
}

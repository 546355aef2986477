//! A snapshot as rows of plain columns, copied into the tables of `tables.sql`.

use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};

use catmap::app::catalogue::Snapshot;
use catmap::atlas::Place;
use catmap::domain::asset::{Condition, DisposalStatus, Heritage, RentReview, SpaceType, StepFree, TermOffered};
use catmap::domain::criteria::compatibility;
use catmap::domain::matches::{DisplacementRisk, UpliftFigures};
use catmap::domain::place::Position;
use catmap::domain::source::Fact;
use catmap::matching::constraints::may_be_had;
use catmap::matching::grade::Grade;
use catmap::matching::location::place_quality;
use catmap::matching::pair::is_only_land;
use catmap::matching::uplift;
use sqlx::PgConnection;

/// Rows sent at a time, bytes.
const PIECE_BYTES: usize = 1 << 22;

/// One row in the text format of COPY: cells between tabs, `\N` for what is not known.
#[derive(Default)]
struct Row(String);

impl Row {
    fn cell(&mut self, value: Option<impl Display>) -> &mut Self {
        let separator = if self.0.is_empty() || self.0.ends_with('\n') { "" } else { "\t" };
        match value {
            Some(value) => write!(self.0, "{separator}{value}").unwrap(),
            None => write!(self.0, "{separator}\\N").unwrap(),
        }
        self
    }

    fn fact<T>(&mut self, fact: Option<&Fact<T>>, value: impl Fn(&T) -> f64) -> &mut Self {
        self.cell(fact.map(|fact| value(&fact.value))).cell(fact.map(|fact| fact.quality.weight()))
    }

    fn point(&mut self, position: Option<Position>) -> &mut Self {
        self.cell(position.map(|at| format!("SRID=27700;POINT({} {})", at.easting_m, at.northing_m)))
    }

    fn end(&mut self) {
        self.0.push('\n');
    }
}

/// Fills every table.
pub async fn fill(connection: &mut PgConnection, snapshot: &Snapshot) {
    let atlas = &snapshot.atlas;
    let mut sets: BTreeMap<Vec<SpaceType>, usize> = BTreeMap::new();
    let mut rows = Row::default();
    for asset in 0..atlas.assets().len() {
        row(&mut rows, snapshot, asset, &mut sets);
        if rows.0.len() > PIECE_BYTES {
            copy(connection, "COPY asset FROM STDIN", &std::mem::take(&mut rows.0)).await;
        }
    }
    copy(connection, "COPY asset FROM STDIN", &std::mem::take(&mut rows.0)).await;

    for (number, locality) in atlas.localities().iter().enumerate() {
        for sample in &locality.samples {
            let borough = sample.area.and_then(|area| atlas.areas()[area].borough_name());
            rows.cell(Some(number)).cell(Some(sample.weight)).cell(borough).point(Some(sample.position)).end();
        }
    }
    copy(connection, "COPY sample FROM STDIN", &std::mem::take(&mut rows.0)).await;
    for area in atlas.areas() {
        rows.cell(area.borough_name()).point(Some(area.centre)).end();
    }
    copy(connection, "COPY centre FROM STDIN", &std::mem::take(&mut rows.0)).await;
    for need in atlas.needs() {
        for ruling in atlas.rulings(&need.need.id) {
            rows.cell(Some(&ruling.need)).cell(Some(&ruling.asset_reference)).cell(Some(&ruling.owner)).end();
        }
    }
    copy(connection, "COPY ruling FROM STDIN", &std::mem::take(&mut rows.0)).await;
    for (kinds, number) in &sets {
        let kinds: Vec<String> = kinds.iter().map(|kind| (*kind as i16).to_string()).collect();
        rows.cell(Some(number)).cell(Some(format!("{{{}}}", kinds.join(",")))).end();
    }
    copy(connection, "COPY space_set FROM STDIN", &std::mem::take(&mut rows.0)).await;
    for wanted in SpaceType::ALL {
        for there in SpaceType::ALL {
            let serves = compatibility(*wanted, *there);
            rows.cell(Some(*wanted as i16)).cell(Some(*there as i16)).cell(Some(serves)).end();
        }
    }
    copy(connection, "COPY serves FROM STDIN", &std::mem::take(&mut rows.0)).await;
}

/// Copies rows into a table.
pub async fn copy(connection: &mut PgConnection, copy: &str, rows: &str) {
    let mut copying = connection.copy_in_raw(copy).await.unwrap();
    for piece in rows.as_bytes().chunks(1 << 18) {
        copying.send(piece).await.unwrap();
    }
    copying.finish().await.unwrap();
}

/// One asset, in the order of the columns.
fn row(rows: &mut Row, snapshot: &Snapshot, index: usize, sets: &mut BTreeMap<Vec<SpaceType>, usize>) {
    let placed = &snapshot.atlas.assets()[index];
    let (asset, facts) = (&placed.asset, &placed.asset.facts);
    let only_land = is_only_land(asset);
    rows.cell(Some(index)).cell(asset.reference.as_ref()).cell(Some(&asset.owner.name));
    rows.cell(Some(may_be_had(asset))).cell(Some(facts.reserved_for.is_some())).cell(Some(only_land));
    rows.fact(facts.planning.as_ref(), |planning| planning.factor());
    // Land without a building is land for growing, as an estimate.
    let kinds = facts.space_types.as_ref().map(|fact| (fact.value.clone(), fact.quality.weight()));
    let kinds = kinds.or_else(|| only_land.then(|| (vec![SpaceType::LandGrowing], 0.7)));
    let count = sets.len();
    rows.cell(kinds.as_ref().map(|(kinds, _)| *sets.entry(kinds.clone()).or_insert(count)));
    rows.cell(kinds.map(|(_, quality)| quality));
    for area in [&facts.usable_area_m2, &facts.gross_internal_area_m2, &facts.land_area_m2] {
        rows.fact(area.as_ref(), |m2| *m2);
    }
    rows.cell(facts.condition.as_ref().map(|fact| match fact.value {
        Condition::A => 1,
        Condition::B => 2,
        Condition::C => 3,
        Condition::D => 4,
    }));
    rows.cell(facts.condition.as_ref().map(|fact| fact.quality.weight()));
    rows.cell(facts.step_free.as_ref().map(|fact| match fact.value {
        StepFree::Now => 1,
        StepFree::Adaptable => 2,
        StepFree::Impossible => 3,
    }));
    rows.cell(facts.step_free.as_ref().map(|fact| fact.quality.weight()));
    rows.cell(facts.shareable.as_ref().map(|fact| fact.value));
    rows.cell(facts.shareable.as_ref().map(|fact| fact.quality.weight()));
    rows.cell(facts.heritage.as_ref().map(|fact| fact.value == Heritage::Listed));
    let sums = [
        &facts.rateable_value_gbp,
        &facts.rent_gbp_per_year,
        &facts.service_charge_gbp_per_year,
        &facts.running_cost_gbp_per_year,
        &facts.repair_backlog_gbp,
    ];
    for sum in sums {
        rows.cell(sum.as_ref().map(|fact| fact.value));
    }
    let term = facts.term_offered.as_ref();
    rows.cell(term.map(|term| term.value == TermOffered::Freehold));
    rows.cell(term.and_then(|term| match term.value {
        TermOffered::Years(years) => Some(years),
        TermOffered::Freehold => None,
    }));
    rows.cell(term.map(|term| term.quality.weight()));
    rows.cell(facts.rent_review.as_ref().map(|review| match review.value {
        RentReview::Market => 0.0,
        RentReview::Indexed => 0.5,
        RentReview::Fixed | RentReview::Peppercorn => 1.0,
    }));
    rows.cell(facts.clawback_share.as_ref().map(|share| 1.0 - share.value.clamp(0.0, 1.0)));
    rows.cell(facts.available_from.as_ref().map(|fact| fact.value));
    rows.cell(facts.available_from.as_ref().map(|fact| fact.quality.weight()));
    let status = facts.disposal_status.as_ref().map(|status| status.value);
    rows.cell(Some(status == Some(DisposalStatus::OpenToInterest) || asset.is_vacant()));
    rows.cell(facts.unsafe_until.as_ref().map(|fact| fact.value));
    let (position, locality, area) = match placed.place {
        Place::At { position, area } => (Some(position), None, area),
        Place::Within(locality) => (None, Some(locality), None),
        Place::Nowhere => (None, None, None),
    };
    rows.cell(Some(place_quality(asset.precision))).cell(locality);
    rows.cell(area.and_then(|area| snapshot.atlas.areas()[area].borough_name()));
    of_place(rows, snapshot, index);
    rows.point(position).end();
}

/// What depends on place alone: deprivation for each row of purposes, uplift, and how well both are known.
fn of_place(rows: &mut Row, snapshot: &Snapshot, index: usize) {
    let place = snapshot.survey.place(index);
    let deprivation = place.deprivation.as_ref();
    rows.cell(deprivation.map(|figures| figures.value));
    for purpose in 0..7 {
        rows.cell(deprivation.map(|figures| figures.by_purpose[purpose].value));
    }
    rows.cell(deprivation.map(|figures| figures.quality));
    // Kept as a whole and known so, uplift of a pair is uplift of its place, and 0.2 of what is known is that share.
    let unknown = place.uplift.is_none();
    let nothing = uplift::uplift([snapshot.criteria.unknown; 3], &snapshot.criteria);
    let figures = place.uplift.unwrap_or(UpliftFigures { value: nothing, ..UpliftFigures::default() });
    let known = uplift::of_pair(&place, &Grade::UNKNOWN, &snapshot.criteria).quality;
    assert!(!unknown || known == 0.0);
    let is_high = place.displacement.risk() == Some(DisplacementRisk::High);
    rows.cell(Some(figures.value)).cell(Some(known)).cell(Some(is_high));
}

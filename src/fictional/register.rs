//! Each borough's asset register: the LGA's twenty columns, our optional ones after them, and the dirt of real registers.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use time::Date;

use super::FictionalError;
use super::assets::{InventedAsset, Stock};
use super::boundaries::in_degrees;
use super::dirt::{Dirt, TENURE, grouped, habitual_dirt, soil, stray_dirt};
use super::files::{Style, bytes, one_row, table, write_in_order};
use super::shape::{BOROUGHS, TOWNS};
use crate::domain::asset::{DisposalStatus, Heritage, Holding, Planning, RentReview, SpaceType, StepFree};
use crate::domain::place::LonLat;

/// The LGA's land and building asset schema, then our optional columns.
pub(super) const HEADER: [&str; 43] = [
    "OrganisationLabel",
    "OrganisationURI",
    "EffectiveDate",
    "UPRN",
    "AssetCode",
    "PropertyName",
    "StreetNumber",
    "StreetName",
    "PostTown",
    "PostCode",
    "CoordinateReferenceSystem",
    "GeoX",
    "GeoY",
    "TenureType",
    "TenureDetail",
    "OtherDetail",
    "HoldingType",
    "BuildingSize",
    "LandArea",
    "EnergyRating",
    "DisposalStatus",
    "SpaceTypes",
    "UsableArea",
    "Condition",
    "ConditionDate",
    "StepFree",
    "TermOffered",
    "RentPerYear",
    "ServiceChargePerYear",
    "RentReview",
    "ClawbackShare",
    "Shareable",
    "AvailableFrom",
    "UnsafeUntil",
    "RateableValue",
    "RunningCostPerYear",
    "RepairBacklog",
    "Heritage",
    "Planning",
    "PlanningNote",
    "ReservedFor",
    "Valuation",
    "ValuationDate",
];

/// How one borough keeps its register.
pub(super) struct Habits {
    /// Whether GeoX and GeoY are eastings and northings, and what the label beside them says.
    pub(super) metres: bool,
    label: &'static str,
    /// Whether the file is cp1252 with no-break spaces after some words.
    cp1252: bool,
    /// Whether amounts are written "£12,500".
    pounds: bool,
    /// Share of vacant assets of which only the outward postcode is shown.
    pub(super) redacted: f64,
    /// Share of the others that have no point.
    pub(super) unplaced: f64,
    /// Share of the extra facts that are known.
    pub(super) known: f64,
}

/// The habits of the six, in their order.
pub(super) const HABITS: [Habits; 6] = [
    Habits { metres: false, label: "WGS84", cp1252: false, pounds: false, redacted: 0.8, unplaced: 0.1, known: 0.66 },
    Habits { metres: false, label: "WGS84", cp1252: false, pounds: false, redacted: 0.25, unplaced: 0.05, known: 0.72 },
    Habits { metres: false, label: "WGS84", cp1252: true, pounds: false, redacted: 0.5, unplaced: 0.2, known: 0.5 },
    Habits { metres: true, label: "WGS84", cp1252: false, pounds: false, redacted: 0.2, unplaced: 0.1, known: 0.6 },
    Habits { metres: true, label: "OSGB36", cp1252: false, pounds: true, redacted: 0.4, unplaced: 0.25, known: 0.45 },
    Habits { metres: false, label: "WGS84", cp1252: false, pounds: false, redacted: 0.95, unplaced: 0.15, known: 0.58 },
];

/// The owner's reference of a borough's `index`-th asset.
pub(super) fn reference(borough: usize, index: usize) -> String {
    format!("{}/{:06}", BOROUGHS[borough].letters, index + 1)
}

/// The first assets of a borough whose reference is theirs alone.
pub(super) fn clean_indexes(seed: u64, borough: usize) -> impl Iterator<Item = usize> {
    let borrows = move |index| stray_dirt(seed, borough, index) == Some(Dirt::BorrowedReference);
    (0..).filter(move |&index| !borrows(index) && !borrows(index + 1))
}

/// Writes the register of one borough and returns how many rows it holds, double ones included.
///
/// # Errors
/// [`FictionalError`] when the file cannot be written or positions cannot be converted.
pub(super) fn write(
    path: &Path,
    stock: &Stock,
    count: usize,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<u64, FictionalError> {
    let habits = &HABITS[stock.borough];
    let written = AtomicU64::new(0);
    let piece = |range: std::ops::Range<usize>| {
        let mut rows = table(Style::Spreadsheet);
        let mut added = 0;
        for (cells, dirt) in piece_of_rows(stock, habits, range)? {
            let times = if dirt == Some(Dirt::Twice) { 2 } else { 1 };
            for _ in 0..times {
                rows.write_record(&cells)?;
                added += 1;
            }
        }
        written.fetch_add(added, Ordering::Relaxed);
        let text = bytes(rows)?;
        Ok(if habits.cp1252 { in_cp1252(text) } else { text })
    };
    write_in_order(path, &one_row(Style::Spreadsheet, &HEADER)?, count, piece, progress)?;
    Ok(written.into_inner())
}

fn in_cp1252(text: Vec<u8>) -> Vec<u8> {
    match String::from_utf8(text) {
        Ok(text) => encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
        Err(error) => error.into_bytes(),
    }
}

/// A row's cells and what is wrong with it.
type SoiledRow = (Vec<String>, Option<Dirt>);

/// Some rows of a register with what is wrong with each.
fn piece_of_rows(
    stock: &Stock,
    habits: &Habits,
    range: std::ops::Range<usize>,
) -> Result<Vec<SoiledRow>, FictionalError> {
    let drawn: Vec<(usize, InventedAsset, Option<Dirt>)> = range
        .map(|index| {
            let stray = stray_dirt(stock.seed, stock.borough, index);
            let asset = stock.asset(index, stray == Some(Dirt::ElsewhereRightly));
            let dirt = stray.or_else(|| habitual_dirt(stock, habits, index, &asset));
            (index, asset, dirt)
        })
        .collect();
    let degrees = in_degrees(drawn.iter().map(|(_, asset, _)| asset.point))?;
    let rows = drawn.iter().zip(degrees).map(|((index, asset, dirt), degrees)| {
        let mut cells = clean_row(stock, habits, *index, asset, degrees);
        if let Some(dirt) = dirt {
            soil(&mut cells, *dirt, || reference(stock.borough, index.saturating_sub(1)), asset);
        }
        if habits.cp1252 && index % 3 == 0 {
            cells[TENURE].push('\u{a0}');
        }
        (cells, *dirt)
    });
    Ok(rows.collect())
}

fn clean_row(stock: &Stock, habits: &Habits, index: usize, asset: &InventedAsset, degrees: LonLat) -> Vec<String> {
    let borough = &BOROUGHS[stock.borough];
    let (x, y) = if habits.metres {
        (format!("{:.0}", asset.point.0), format!("{:.0}", asset.point.1))
    } else {
        (format!("{:.7}", degrees.lon_deg), format!("{:.7}", degrees.lat_deg))
    };
    let holding = match asset.holding {
        Holding::Land => "Land",
        Holding::Building => "Buildings",
        Holding::LandAndBuilding => "Land/Buildings",
    };
    let money = |amount: Option<f64>| match amount {
        Some(amount) if habits.pounds => format!("£{}", grouped(amount)),
        Some(amount) => format!("{amount:.0}"),
        None => String::new(),
    };
    let number =
        |value: Option<f64>, decimals: usize| value.map(|value| format!("{value:.decimals$}")).unwrap_or_default();
    let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let spaced = |slug: Option<&str>| slug.map(|slug| slug.replace('-', " ")).unwrap_or_default();
    let spaces = |list: &Vec<SpaceType>| list.iter().map(|space| space.slug()).collect::<Vec<_>>().join(";");
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    // Real numbers of this kind do not begin with 999.
    let uprn = if (index * 7 + stock.borough) % 10 < 6 {
        format!("999{}{:08}", stock.borough + 1, index + 1)
    } else {
        String::new()
    };
    vec![
        format!("{} Council (fictional)", borough.name),
        format!("https://example.org/fictional/{}", borough.name.to_lowercase()),
        asset.effective.to_string(),
        uprn,
        reference(stock.borough, index),
        asset.name.clone(),
        asset.street_number.clone(),
        asset.street.clone(),
        TOWNS[stock.areas.all[asset.area].town].name.to_owned(),
        asset.postcode.text(),
        habits.label.to_owned(),
        x,
        y,
        asset.title.to_owned(),
        asset.occupancy.to_owned(),
        asset.detail.to_owned(),
        holding.to_owned(),
        number(asset.gross_m2, 1),
        number(asset.land_hectares, 3),
        asset.energy.map(String::from).unwrap_or_default(),
        spaced(asset.status.map(DisposalStatus::slug)),
        asset.spaces.as_ref().map(spaces).unwrap_or_default(),
        number(asset.usable_m2, 0),
        text(asset.condition.map(|(grade, _)| grade.slug())),
        date(asset.condition.map(|(_, surveyed)| surveyed)),
        text(asset.step_free.map(StepFree::slug)),
        match asset.term {
            Some(Some(years)) => years.to_string(),
            Some(None) => "freehold".to_owned(),
            None => String::new(),
        },
        money(asset.rent_gbp),
        money(asset.service_charge_gbp),
        text(asset.rent_review.map(RentReview::slug)),
        number(asset.clawback, 2),
        text(asset.shareable.map(|yes| if yes { "yes" } else { "no" })),
        date(asset.available_from),
        date(asset.unsafe_until),
        money(asset.rateable_gbp),
        money(asset.running_gbp),
        money(asset.backlog_gbp),
        spaced(asset.heritage.map(Heritage::slug)),
        spaced(asset.planning.map(Planning::slug)),
        text(asset.planning_note),
        text(asset.reserved_for),
        money(asset.valuation.map(|(value, _)| value)),
        date(asset.valuation.map(|(_, valued)| valued)),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use time::macros::date;

    use super::super::dirt::{BUILDING_SIZE, CRS, GEO_X, GEO_Y, POSTCODE, REFERENCE, RUNNING_COST, TENURE_DETAIL};
    use super::super::{areas, postcodes};
    use super::*;
    use crate::domain::postcode::Postcode;

    /// Rows of one borough, each with its dirt, next to what the row would be without it.
    fn rows(borough: usize, count: usize) -> Vec<(Vec<String>, Option<Dirt>, Vec<String>)> {
        let areas = areas::invent(9, 200);
        let postcodes = postcodes::invent(9, &areas);
        let stock = Stock::new((9, date!(2026 - 10 - 31)), &areas, &postcodes, (borough, HABITS[borough].known));
        let soiled = piece_of_rows(&stock, &HABITS[borough], 0..count).unwrap();
        soiled
            .into_iter()
            .enumerate()
            .map(|(index, (cells, dirt))| {
                let asset = stock.asset(index, dirt == Some(Dirt::ElsewhereRightly));
                let degrees = in_degrees([asset.point].into_iter()).unwrap()[0];
                (cells, dirt, clean_row(&stock, &HABITS[borough], index, &asset, degrees))
            })
            .collect()
    }

    #[test]
    fn each_kind_of_dirt_soils_its_own_cells_and_no_others() {
        for borough in [0, 3] {
            let mut seen = BTreeMap::new();
            for (cells, dirt, clean) in rows(borough, 250) {
                assert_eq!(cells.len(), HEADER.len());
                let changed: Vec<usize> = (0..HEADER.len()).filter(|&column| cells[column] != clean[column]).collect();
                let expected: &[usize] = match dirt {
                    None | Some(Dirt::Twice | Dirt::ElsewhereRightly) => &[],
                    Some(Dirt::NoPoint) => &[CRS, GEO_X, GEO_Y],
                    Some(Dirt::OutwardOnly) => &[POSTCODE, CRS, GEO_X, GEO_Y],
                    Some(Dirt::BorrowedReference) => &[REFERENCE],
                    Some(Dirt::TrailingSpaces) => &[POSTCODE, TENURE, TENURE_DETAIL],
                    Some(Dirt::SwappedPoint) => &[GEO_X, GEO_Y],
                    Some(Dirt::NotApplicable) => &[BUILDING_SIZE, RUNNING_COST],
                    Some(Dirt::GroupedDigits) => &[BUILDING_SIZE],
                };
                assert_eq!(changed, expected, "{dirt:?}");
                if dirt == Some(Dirt::OutwardOnly) {
                    assert!(!Postcode::parse(&cells[POSTCODE]).unwrap().is_whole() && cells[TENURE_DETAIL] == "Vacant");
                }
                *seen.entry(format!("{dirt:?}")).or_insert(0) += 1;
            }
            let kinds = if HABITS[borough].metres { 9 } else { 10 };
            assert_eq!(seen.len(), kinds, "every kind occurs, and clean rows do: {seen:?}");
            assert!(seen["None"] > 100, "{seen:?}");
        }
    }

    #[test]
    fn a_borrowed_reference_stands_on_another_address() {
        let rows = rows(1, 60);
        let borrowed = rows.iter().position(|(_, dirt, _)| *dirt == Some(Dirt::BorrowedReference)).unwrap();
        let (this, before) = (&rows[borrowed].0, &rows[borrowed - 1].0);
        assert_eq!(this[REFERENCE], before[REFERENCE]);
        assert_ne!((&this[6], &this[7], &this[5]), (&before[6], &before[7], &before[5]));
    }

    #[test]
    fn extra_facts_are_often_blank_and_differ_by_borough() {
        let share = |borough| {
            let rows = rows(borough, 300);
            let filled = rows.iter().flat_map(|(cells, _, _)| &cells[20..]).filter(|cell| !cell.is_empty()).count();
            filled as f64 / (rows.len() * 23) as f64
        };
        let (well_kept, ill_kept) = (share(1), share(4));
        assert!((0.45..0.75).contains(&well_kept) && (0.25..0.5).contains(&ill_kept), "{well_kept} and {ill_kept}");
    }

    #[test]
    fn one_register_is_in_cp1252_with_no_break_spaces() {
        let text = in_cp1252("Freehold\u{a0},£5".as_bytes().to_vec());
        assert_eq!(text, b"Freehold\xa0,\xa35");
        assert!(rows(2, 10)[0].0[TENURE].ends_with('\u{a0}'));
    }
}

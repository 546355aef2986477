//! Needs in catmap's own layout, one organisation's need a row.
//!
//! Columns, of which only the first two must be filled: `need_id, organisation, legal_form, charity_number,
//! company_number, title, purpose, serves, place, borough, postcode, easting, northing, reach, max_distance_km,
//! space_types, area_ideal_m2, area_min_m2, area_max_m2, size_flexible, would_share, step_free, budget_gbp_per_year,
//! capital_gbp, tenure_years, latest_start, urgent, visibility, statement_date, organisation_size`. `purpose` and `space_types` hold several
//! words divided by semicolons, the latter with shares: `hall:0.6;desk_office:0.4`. Coordinates may also be longitude and
//! latitude under any headings that registers use. A need is private unless `visibility` says `published`.

use std::collections::HashMap;

use crate::domain::asset::SpaceType;
use crate::domain::imported::{self, FileKind, ReadFile, RowProblem, Rows};
use crate::domain::need::{
    AreaWanted, LegalForm, Need, NeedId, NeedPlace, Organisation, OrganisationSize, Purpose, Reach, SpaceShare,
    StepFreeNeed, Visibility,
};
use crate::domain::postcode::Postcode;
use crate::domain::source::Source;

use super::assets::is_fictional;
use super::boroughs::borough_name;
use super::coordinates::{self, PlaceColumns};
use super::error::ReadError;
use super::identity::slug;
use super::mapping::{self, Columns};
use super::opened::Opened;
use super::records::Record;
use super::row::{Word, one_of};
use super::sheet::Sheet;
use super::values::{above_zero, amount, date, given, number, one_line, word, yes_no};
use super::{Contents, Options, finish};

/// Metres in a kilometre.
const M_PER_KM: f64 = 1000.0;

/// How far shares may be from summing to 1 before that is worth a note.
const SHARE_TOLERANCE: f64 = 0.005;

/// Reads needs.
pub(super) fn read(mut sheet: Sheet, opened: &Opened, options: &Options) -> Result<ReadFile, ReadError> {
    let columns = mapping::of_places(&sheet.header);
    let place_columns = PlaceColumns::of(&columns);
    let source_id = opened.source_id(FileKind::Needs);
    let mut notes = std::mem::take(&mut sheet.notes);
    let mut seen: HashMap<NeedId, u64> = HashMap::new();
    let mut kept = Vec::new();
    let mut places = Vec::new();
    let mut made_up = 0;
    for record in std::mem::take(&mut sheet.rows) {
        let mut row = NeedRow { record: &record, columns: &columns, notes: &mut notes };
        let understood = understand(&mut row).and_then(|need| match seen.get(&need.id) {
            Some(first) => Err(format!("the need_id {} stands in row {first} already", need.id)),
            None => Ok(need),
        });
        let need = match understood {
            Ok(need) => need,
            Err(reason) => {
                sheet.refuse(&record, reason);
                continue;
            }
        };
        seen.insert(need.id.clone(), record.number);
        let (coordinates, remarks) = coordinates::read(&record, &columns, &place_columns);
        for remark in remarks {
            notes.push(note(&record, Some(columns.heading(remark.column)), Some(&remark.value), remark.reason));
        }
        made_up += usize::from(
            need.organisation.name.contains("(fictional)")
                || text(&record, &columns, "postcode").and_then(Postcode::parse).as_ref().is_some_and(is_fictional),
        );
        places.push(coordinates);
        kept.push((record, Need { source: Some(source_id.clone()), ..need }));
    }
    let positions = coordinates::project(&places)?;
    let latest = kept.iter().filter_map(|(_, need)| need.stated_on).max();
    let fictional = made_up * 2 > kept.len();
    let mut rows = Vec::with_capacity(kept.len());
    for (((mut record, mut need), position), given) in kept.into_iter().zip(positions).zip(places) {
        match position {
            Some(position) => need.place = NeedPlace::Near(position),
            None if given.is_some() => {
                let reason = "the coordinates are not on the British National Grid and were not used".to_owned();
                notes.push(note(&record, None, None, reason));
            }
            None => {}
        }
        if position.is_none()
            && let Some(postcode) = text(&record, &columns, "postcode")
        {
            let used =
                if need.place == NeedPlace::Anywhere { "it was taken as anywhere" } else { "its borough was used" };
            let reason = format!(
                "a postcode alone does not place a need here, so {used}; give easting and northing to place it exactly"
            );
            notes.push(note(&record, Some("postcode".to_owned()), Some(postcode), reason));
        }
        rows.push(imported::Row { number: record.number, raw: record.take_cells(), value: need });
    }
    let publisher = if fictional { "catmap (fictional)" } else { "Not named in the file" };
    let source = Source {
        id: source_id,
        title: "Needs of socially-trading organisations".to_owned(),
        publisher: options.publisher.clone().unwrap_or_else(|| publisher.to_owned()),
        licence: None,
        as_at: latest,
        file_name: opened.name.clone(),
        fictional,
    };
    let contents = Contents { header: sheet.header, rows: Rows::Needs(rows), refused: sheet.refused, notes };
    finish(FileKind::Needs, opened, source, contents)
}

fn text<'r>(record: &'r Record, columns: &Columns, heading: &str) -> Option<&'r str> {
    columns.place_of(&super::values::plain(heading)).and_then(|place| given(record.cell(place)))
}

fn note(record: &Record, column: Option<String>, value: Option<&str>, reason: String) -> RowProblem {
    RowProblem { row: record.number, column, value: value.map(str::to_owned), reason, refused: false }
}

struct NeedRow<'a> {
    record: &'a Record,
    columns: &'a Columns,
    notes: &'a mut Vec<RowProblem>,
}

impl<'a> NeedRow<'a> {
    fn text(&self, heading: &str) -> Option<&'a str> {
        text(self.record, self.columns, heading)
    }

    fn line(&self, heading: &str) -> Option<String> {
        self.text(heading).map(one_line).filter(|line| !line.is_empty())
    }

    fn note(&mut self, heading: &str, value: &str, reason: String) {
        self.notes.push(note(self.record, Some(heading.to_owned()), Some(value), reason));
    }

    /// The value under a heading; what cannot be understood is noted with what would be, and stays unknown.
    fn value<T>(&mut self, heading: &str, allowed: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(heading)?;
        let value = read(text);
        if value.is_none() {
            self.note(heading, text, format!("not understood and left unknown; expected {allowed}"));
        }
        value
    }

    fn choice<T: Copy>(&mut self, heading: &str, all: &[T], slug: Word<T>, label: Word<T>) -> Option<T> {
        self.value(heading, &one_of(all, slug), |text| word(text, all, slug, label))
    }
}

fn understand(row: &mut NeedRow<'_>) -> Result<Need, String> {
    const DATE: &str = "a date like 2026-11-21 or 21/11/2026";
    const POUNDS: &str = "an amount in pounds, like 22,000";
    let id = row.text("need_id").map(slug).filter(|id| !id.is_empty()).ok_or("has no need_id")?;
    let name = row.line("organisation").ok_or("has no organisation")?;
    let area = area(row)?;
    let reach = row.choice("reach", Reach::ALL, Reach::slug, Reach::label);
    if row.text("reach").is_none() {
        let reason = "reach is not given; the need is taken as one of a neighbourhood".to_owned();
        row.notes.push(note(row.record, Some("reach".to_owned()), None, reason));
    }
    Ok(Need {
        id: NeedId::new(id),
        title: row.line("title").unwrap_or_else(|| format!("Space for {name}")),
        organisation: Organisation {
            name,
            legal_form: row.choice("legal_form", LegalForm::ALL, LegalForm::slug, LegalForm::label),
            charity_number: row.line("charity_number"),
            company_number: row.line("company_number"),
            size: row.choice(
                "organisation_size",
                OrganisationSize::ALL,
                OrganisationSize::slug,
                OrganisationSize::label,
            ),
        },
        purposes: purposes(row),
        serves: row.line("serves"),
        place: row
            .line("borough")
            .map(|borough| borough_name(&borough))
            .filter(|name| !name.is_empty())
            .map_or(NeedPlace::Anywhere, NeedPlace::Borough),
        reach: reach.unwrap_or(Reach::Neighbourhood),
        max_distance_m: row
            .value("max_distance_km", "kilometres above zero", above_zero)
            .map(|distance_km| distance_km * M_PER_KM),
        spaces: spaces(row),
        area,
        would_share: row.value("would_share", "yes or no", yes_no).unwrap_or(false),
        leave_out_occupied: false,
        step_free: row.choice("step_free", StepFreeNeed::ALL, StepFreeNeed::slug, StepFreeNeed::label),
        budget_gbp_per_year: row.value(
            "budget_gbp_per_year",
            "an amount in pounds above zero, like 22,000",
            above_zero,
        ),
        capital_gbp: row.value("capital_gbp", POUNDS, amount),
        tenure_years: row.value("tenure_years", "years above zero", above_zero),
        latest_start: row.value("latest_start", DATE, date),
        urgent: row.value("urgent", "yes or no", yes_no).unwrap_or(false),
        visibility: row
            .value("visibility", "published or private (it is kept private)", |text| {
                word(text, Visibility::ALL, Visibility::slug, Visibility::label)
            })
            .unwrap_or(Visibility::Private),
        source: None,
        stated_on: row.value("statement_date", DATE, date),
    })
}

/// The floor area wanted, or why the need makes no sense.
fn area(row: &mut NeedRow<'_>) -> Result<Option<AreaWanted>, String> {
    const AREA: &str = "square metres above zero";
    let ideal = row.value("area_ideal_m2", AREA, above_zero);
    let min = row.value("area_min_m2", AREA, above_zero);
    let max = row.value("area_max_m2", AREA, above_zero);
    let flexible = row.value("size_flexible", "yes or no", yes_no).unwrap_or(false);
    let Some(ideal_m2) = ideal else {
        if let Some((heading, value)) =
            [("area_min_m2", min), ("area_max_m2", max)].iter().find(|(_, value)| value.is_some())
        {
            let reason = "area_ideal_m2 is not given, so no area is taken as wanted".to_owned();
            row.note(heading, &value.unwrap_or_default().to_string(), reason);
        }
        return Ok(None);
    };
    let usual = AreaWanted::around(ideal_m2);
    let wanted =
        AreaWanted { min_m2: min.unwrap_or(usual.min_m2), max_m2: max.unwrap_or(usual.max_m2), flexible, ..usual };
    if wanted.min_m2 > ideal_m2 {
        return Err(format!("the least area ({} m2) is above the ideal ({ideal_m2} m2)", wanted.min_m2));
    }
    if wanted.max_m2 < ideal_m2 {
        return Err(format!("the most area ({} m2) is below the ideal ({ideal_m2} m2)", wanted.max_m2));
    }
    Ok(Some(wanted))
}

fn purposes(row: &mut NeedRow<'_>) -> Vec<Purpose> {
    let mut known = Vec::new();
    for part in row.text("purpose").unwrap_or("").split(';').map(str::trim).filter(|part| !part.is_empty()) {
        match word(part, Purpose::ALL, Purpose::slug, Purpose::label) {
            Some(purpose) if known.contains(&purpose) => {}
            Some(purpose) => known.push(purpose),
            None => {
                let expected = one_of(Purpose::ALL, Purpose::slug);
                row.note("purpose", part, format!("not a purpose known here; expected {expected}"));
            }
        }
    }
    known
}

/// Kinds of space with shares that sum to 1. Without shares, all count the same.
fn spaces(row: &mut NeedRow<'_>) -> Vec<SpaceShare> {
    let whole = row.text("space_types").unwrap_or("");
    let mut spaces: Vec<SpaceShare> = Vec::new();
    let mut shares_given = false;
    for part in whole.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let (kind, share) = part.split_once(':').map_or((part, None), |(kind, share)| (kind, Some(share)));
        let Some(space_type) = word(kind, SpaceType::ALL, SpaceType::slug, SpaceType::label) else {
            let expected = one_of(SpaceType::ALL, SpaceType::slug);
            row.note("space_types", part, format!("not a kind of space known here; expected {expected}"));
            continue;
        };
        shares_given |= share.is_some();
        let Some(share) = share.map_or(Some(1.0), |share| number(share).filter(|share| *share > 0.0)) else {
            row.note("space_types", part, "the share is not a number above zero, so this kind was left out".to_owned());
            continue;
        };
        match spaces.iter_mut().find(|known| known.space_type == space_type) {
            Some(known) => known.share += share,
            None => spaces.push(SpaceShare { space_type, share }),
        }
    }
    let sum: f64 = spaces.iter().map(|space| space.share).sum();
    if shares_given && !spaces.is_empty() && (sum - 1.0).abs() > SHARE_TOLERANCE {
        row.note("space_types", whole, format!("the shares sum to {sum:.2}; they were scaled to sum to 1"));
    }
    for space in &mut spaces {
        space.share /= sum;
    }
    spaces
}

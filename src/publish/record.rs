//! Everything the public may know of one asset: each fact with its source, and each gap by name.

use serde_json::{Value, json};
use time::Date;

use crate::domain::asset::{AssetFacts, TermOffered};
use crate::domain::matches::{DeprivationFigures, GapStrength, PlaceFigures, PointArea, PriceBasis, UpliftFigures};
use crate::domain::place::Precision;
use crate::domain::postcode::Postcode;
use crate::domain::source::{Fact, Quality, Source, SourceId};
use crate::publish::degrees::rounded;
use crate::publish::feature::AssetRow;
use crate::publish::matches::exact;
use crate::publish::stamp::Stamp;
use crate::publish::uplift::displacement_json;

/// A fact as people and programs read it.
struct Shown {
    /// For people: "280 m2".
    value: String,
    /// For programs: 280, a slug, true.
    data: Value,
    quality: Quality,
    source: SourceId,
    as_at: Option<Date>,
}

/// One thing that may be known of an asset.
struct FactRow {
    field: &'static str,
    label: &'static str,
    read: fn(&AssetFacts) -> Option<Shown>,
}

fn shown<T>(fact: &Option<Fact<T>>, tell: impl Fn(&T) -> (String, Value)) -> Option<Shown> {
    fact.as_ref().map(|fact| {
        let (value, data) = tell(&fact.value);
        Shown { value, data, quality: fact.quality, source: fact.source.clone(), as_at: fact.as_at }
    })
}

/// A row whose value comes from a vocabulary.
macro_rules! word {
    ($field:ident, $label:literal) => {
        FactRow {
            field: stringify!($field),
            label: $label,
            read: |facts| shown(&facts.$field, |value| (value.label().to_owned(), value.slug().into())),
        }
    };
}

/// A row told by a function.
macro_rules! fact {
    ($field:ident, $label:literal, $tell:expr) => {
        FactRow { field: stringify!($field), label: $label, read: |facts| shown(&facts.$field, $tell) }
    };
}

/// Everything that may be known, in the order in which it is shown. What is missing from an asset is a gap.
const FACTS: &[FactRow] = &[
    word!(occupancy, "Occupancy"),
    word!(disposal_status, "What the owner intends"),
    fact!(available_from, "Available from", day),
    fact!(unsafe_until, "Unsafe until", day),
    fact!(reserved_for, "Reserved for", words),
    word!(holding, "Land or building"),
    fact!(title, "Owner's title", words),
    fact!(space_types, "Kinds of space", |kinds| (
        kinds.iter().map(|kind| kind.label()).collect::<Vec<_>>().join(", "),
        kinds.iter().map(|kind| kind.slug()).collect::<Vec<_>>().into(),
    )),
    fact!(usable_area_m2, "Usable floor area", square_metres),
    fact!(gross_internal_area_m2, "Gross internal floor area", square_metres),
    fact!(land_area_m2, "Site area", square_metres),
    word!(condition, "Condition"),
    word!(step_free, "Step-free access"),
    fact!(shareable, "May be shared", |yes| (if *yes { "Yes" } else { "No" }.to_owned(), (*yes).into())),
    fact!(energy_rating, "Energy rating", words),
    word!(heritage, "Heritage"),
    word!(planning, "Community use and planning"),
    fact!(planning_note, "Planning note", words),
    fact!(rateable_value_gbp, "Rateable value", pounds),
    fact!(rent_gbp_per_year, "Rent asked", pounds_a_year),
    fact!(service_charge_gbp_per_year, "Service charge", pounds_a_year),
    fact!(running_cost_gbp_per_year, "Running cost", pounds_a_year),
    fact!(repair_backlog_gbp, "Repair backlog", pounds),
    fact!(term_offered, "Term on offer", |term: &TermOffered| {
        let told = crate::publish::feature::term_words(*term);
        (told.clone(), told.into())
    }),
    word!(rent_review, "Rent review"),
    fact!(clawback_share, "Share of any rise the owner takes back", |share| (
        format!("{}%", (share * 100.0).round()),
        number_json(*share)
    )),
    fact!(valuation_gbp, "Valuation", pounds),
];

#[expect(clippy::ptr_arg, reason = "it tells a fact whose value is a String")]
fn words(value: &String) -> (String, Value) {
    (value.clone(), value.clone().into())
}

fn day(value: &Date) -> (String, Value) {
    (value.to_string(), value.to_string().into())
}

fn square_metres(value: &f64) -> (String, Value) {
    (format!("{} m2", in_thousands(*value)), number_json(*value))
}

fn pounds(value: &f64) -> (String, Value) {
    (format!("£{}", in_thousands(*value)), number_json(*value))
}

fn pounds_a_year(value: &f64) -> (String, Value) {
    (format!("£{} a year", in_thousands(*value)), number_json(*value))
}

fn number_json(value: f64) -> Value {
    serde_json::Number::from_f64(value).map_or(Value::Null, Value::Number)
}

/// Rounded to a whole number, with commas: 12,500. Small numbers keep one decimal.
fn in_thousands(value: f64) -> String {
    if value.abs() < 100.0 && value.fract() != 0.0 {
        return format!("{value:.1}");
    }
    let digits = format!("{:.0}", value.abs());
    let mut grouped = String::with_capacity(digits.len() + 4);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if value <= -0.5 { format!("-{grouped}") } else { grouped }
}

/// The full public record of an asset. `sources` are those it names.
#[must_use]
pub fn record_json(
    row: &AssetRow<'_>,
    figures: &PlaceFigures,
    point_area: Option<&PointArea>,
    sources: &[&Source],
    stamp: Stamp<'_>,
) -> Value {
    let asset = row.asset;
    let mut facts = Vec::new();
    let mut gaps = Vec::new();
    for kind in FACTS {
        match (kind.read)(&asset.facts) {
            Some(fact) => facts.push(json!({
                "field": kind.field,
                "label": kind.label,
                "value": fact.value,
                "data": fact.data,
                "quality": fact.quality.slug(),
                "source": &*fact.source.0,
                "as_at": fact.as_at.map(|day| day.to_string()),
            })),
            None => gaps.push(json!({ "field": kind.field, "label": kind.label })),
        }
    }
    json!({
        "id": &*asset.id.0,
        "name": asset.name,
        "reference": asset.reference,
        "address": asset.address,
        "postcode": asset.postcode.as_ref().map(Postcode::as_str),
        "uprn": asset.uprn.map(|uprn| uprn.to_string()),
        "borough": row.borough,
        "owner": { "name": &*asset.owner.name, "uri": asset.owner.uri.as_deref() },
        "register": &*asset.register.0,
        "as_at": row.as_at.map(|day| day.to_string()),
        "fictional": row.fictional,
        "place": {
            "precision": asset.precision.slug(),
            "precision_label": asset.precision.label(),
            "coarse": row.is_coarse(),
            "sentence": place_sentence(row),
            "lon": row.place.map(|place| rounded(place.lon_deg)),
            "lat": row.place.map(|place| rounded(place.lat_deg)),
            "area": row.area.map(|(code, name)| json!({ "code": code, "name": name })),
        },
        "facts": facts,
        "gaps": gaps,
        "neighbourhood": {
            "deprivation": figures.deprivation.as_ref().map(|figures| deprivation_json(figures, point_area)),
            "uplift": figures.uplift.as_ref().map(uplift_json),
            "displacement": displacement_json(&figures.displacement),
        },
        "sources": sources.iter().map(|source| source_json(source)).collect::<Vec<_>>(),
        "versions": stamp.to_json(),
    })
}

/// The source of each fact known, perhaps several times.
#[must_use]
pub fn sources_of_facts(facts: &AssetFacts) -> Vec<SourceId> {
    FACTS.iter().filter_map(|kind| (kind.read)(facts)).map(|fact| fact.source).collect()
}

/// The name of everything that may be known of an asset.
#[must_use]
pub fn fields() -> Vec<&'static str> {
    FACTS.iter().map(|kind| kind.field).collect()
}

fn place_sentence(row: &AssetRow<'_>) -> &'static str {
    match (row.asset.precision, row.is_coarse(), row.place.is_some()) {
        (Precision::Point, ..) => "Shown where its register places it.",
        (Precision::Uprn, ..) => "Shown at the address point of its UPRN, because its register gives no point.",
        (Precision::Postcode, ..) => "Shown at the centre of its postcode, because its register gives no point.",
        (Precision::Area, ..) => {
            "Shown at the centre of the neighbourhood around it: the exact place of vacant buildings is withheld."
        }
        (Precision::OutwardPostcode, true, true) => {
            "Shown in the middle of its postcode district: the exact place of vacant buildings is withheld."
        }
        (Precision::OutwardPostcode, false, true) => {
            "Shown in the middle of its postcode district, because its register gives nothing closer."
        }
        (Precision::OutwardPostcode, _, false) => "Not on the map: only its postcode district is known here.",
        (Precision::Unknown, ..) => "Not on the map: its register does not say where it is.",
    }
}

fn deprivation_json(figures: &DeprivationFigures, point_area: Option<&PointArea>) -> Value {
    let tenth = figures.share_most_deprived_tenth * 100.0;
    let people = figures.residents_reached.map_or_else(
        || "Of the people within a walk".to_owned(),
        |residents| format!("Of the {} people within 1,200 m", in_thousands(residents)),
    );
    json!({
        "value": exact(figures.value),
        "low": exact(figures.low),
        "high": exact(figures.high),
        "quality": exact(figures.quality),
        "mean_score": exact(figures.mean_score),
        "equivalent_percentile": figures.equivalent_percentile.map(exact),
        "point_area": point_area.map(|area| json!({
            "code": &*area.code.0, "name": area.name, "rank": area.rank, "decile": area.decile,
        })),
        "residents_reached": figures.residents_reached.map(|residents| residents.round() as i64),
        "share_most_deprived_tenth": exact(figures.share_most_deprived_tenth),
        "share_most_deprived_fifth": exact(figures.share_most_deprived_fifth),
        "sentence": format!("{people}, counting the nearer for more, {tenth:.0}% live in England's most deprived tenth of areas."),
    })
}

fn uplift_json(figures: &UpliftFigures) -> Value {
    let sentence = match (figures.strength, figures.headroom_log) {
        (Some(strength), Some(log)) if log > 0.0 => {
            let less = (1.0 - (-log).exp()) * 100.0;
            format!("Homes here sell for about {less:.0}% less than in nearby areas: {}.", strength.label())
        }
        (Some(strength), Some(_)) => format!("Homes here sell for no less than in nearby areas: {}.", strength.label()),
        _ => "Not enough is known of prices here to speak of a gap.".to_owned(),
    };
    json!({
        "value": exact(figures.value),
        "low": exact(figures.low),
        "high": exact(figures.high),
        "low_value": figures.low_value.map(exact),
        "activity_quiet": figures.activity_quiet.map(exact),
        "headroom": figures.headroom.map(exact),
        "headroom_log": figures.headroom_log.map(exact),
        "sales": figures.sales,
        "borrowed": figures.borrowed.map(exact),
        "strength": figures.strength.map(GapStrength::slug),
        "price_basis": figures.basis.map(PriceBasis::slug),
        "sentence": sentence,
    })
}

/// A source in full.
#[must_use]
pub fn source_json(source: &Source) -> Value {
    json!({
        "id": &*source.id.0,
        "title": source.title,
        "publisher": source.publisher,
        "licence": source.licence,
        "as_at": source.as_at.map(|day| day.to_string()),
        "file_name": source.file_name,
        "fictional": source.fictional,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_with_commas_and_small_ones_with_a_decimal() {
        for (value, told) in [(0.0, "0"), (12.5, "12.5"), (280.0, "280"), (12_500.4, "12,500"), (1e6, "1,000,000")] {
            assert_eq!(in_thousands(value), told);
        }
    }

    #[test]
    fn every_fact_an_asset_may_have_is_shown_or_is_a_gap() {
        // Debug names each field, so a fact added to the domain and not to the table fails here.
        let named: Vec<String> = format!("{:#?}", AssetFacts::default())
            .lines()
            .filter_map(|line| Some(line.trim().split_once(':')?.0.to_owned()))
            .collect();
        let mut shown: Vec<&str> = FACTS.iter().map(|fact| fact.field).collect();
        let mut named: Vec<&str> = named.iter().map(String::as_str).collect();
        shown.sort_unstable();
        named.sort_unstable();
        assert_eq!(shown, named);
    }
}

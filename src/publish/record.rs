//! Everything the public may know of one asset: each fact with its source, and each gap by name.

use std::borrow::Cow;

use serde_json::{Value, json};

use crate::domain::asset::AssetFacts;
use crate::domain::fact_table::{FACTS, in_thousands};
use crate::domain::matches::{DeprivationFigures, GapStrength, PlaceFigures, PointArea, PriceBasis, UpliftFigures};
use crate::domain::place::Precision;
use crate::domain::postcode::Postcode;
use crate::domain::source::{Source, SourceId};
use crate::features::AssetRow;
use crate::publish::degrees::rounded;
use crate::publish::matches::exact;
use crate::publish::stamp::Stamp;
use crate::publish::uplift::displacement_json;

/// The full record of an asset, as far as the row tells. `sources` are those it names; `may_edit` says whether whoever
/// reads it may change it.
#[must_use]
pub fn record_json(
    row: &AssetRow<'_>,
    figures: &PlaceFigures,
    point_area: Option<&PointArea>,
    sources: &[Cow<'_, Source>],
    may_edit: bool,
    stamp: Stamp<'_>,
) -> Value {
    let asset = row.asset;
    let mut facts = Vec::new();
    let mut gaps = Vec::new();
    for kind in FACTS {
        match (kind.tell)(&asset.facts) {
            Some(fact) => facts.push(json!({
                "field": kind.slug,
                "label": kind.label,
                "value": fact.words,
                "data": fact.data,
                "quality": fact.quality.slug(),
                "source": &*fact.source.0,
                "as_at": fact.as_at.map(|day| day.to_string()),
                "evidence": fact.evidence,
            })),
            None => gaps.push(json!({ "field": kind.slug, "label": kind.label })),
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
        "gone": asset.gone.map(|day| day.to_string()),
        "shown": asset.shown.slug(),
        "may_edit": may_edit,
        "place": {
            "precision": asset.precision.slug(),
            "precision_label": asset.precision.label(),
            "coarse": row.is_coarse(),
            "sentence": place_sentence(row, may_edit),
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
    FACTS.iter().filter_map(|kind| (kind.tell)(facts)).map(|fact| fact.source).collect()
}

/// The name of everything that may be known of an asset.
#[must_use]
pub fn fields() -> Vec<&'static str> {
    FACTS.iter().map(|kind| kind.slug).collect()
}

/// Nothing of a place is withheld from somebody who `sees_all`.
fn place_sentence(row: &AssetRow<'_>, sees_all: bool) -> &'static str {
    match (row.asset.precision, row.is_coarse() && !sees_all, row.place.is_some()) {
        (Precision::Point, ..) => "Shown where its register places it.",
        (Precision::Uprn, ..) => "Shown at the address point of its UPRN, because its register gives no point.",
        (Precision::GridSquare, ..) => "Shown at the centre of a grid square, because its register gives only that.",
        (Precision::Postcode, ..) => "Shown at the centre of its postcode, because its register gives no point.",
        (Precision::Area, ..) if row.asset.is_vacant() => {
            "Shown at the centre of the neighbourhood around it: the exact place of vacant buildings is withheld."
        }
        (Precision::Area, ..) => {
            "Shown at the centre of the neighbourhood around it: it may be vacant, and then its exact place is withheld."
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

/// How sure a gap is whose place could be in several areas: each has a gap of its own, and this is their average.
const AVERAGED: &str = ", on average over the areas it could be in";

/// The gap to nearby prices in a sentence, from the figure that stands beside it.
fn gap_sentence(figures: &UpliftFigures) -> String {
    let Some(log) = figures.headroom_log else {
        return "Not enough is known of prices here to speak of a gap.".to_owned();
    };
    let how_sure = figures.strength.map_or_else(|| AVERAGED.to_owned(), |strength| format!(": {}", strength.label()));
    let less = (-(-log).exp_m1() * 100.0).round();
    if less >= 1.0 {
        format!("Homes here sell for about {less:.0}% less than in nearby areas{how_sure}.")
    } else {
        format!("Homes here sell for no less than in nearby areas{how_sure}.")
    }
}

fn uplift_json(figures: &UpliftFigures) -> Value {
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
        "sentence": gap_sentence(figures),
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
    fn a_gap_is_spoken_of_wherever_its_figure_is_told_and_nowhere_else() {
        let says = |headroom_log, strength| {
            gap_sentence(&UpliftFigures { headroom_log, strength, ..UpliftFigures::default() })
        };
        let cases = [
            (None, None, "Not enough is known of prices here to speak of a gap."),
            (
                Some(0.35),
                Some(GapStrength::Clear),
                "Homes here sell for about 30% less than in nearby areas: clear gap.",
            ),
            (Some(-0.03), Some(GapStrength::None), "Homes here sell for no less than in nearby areas: no clear gap."),
            (
                Some(0.1),
                None,
                "Homes here sell for about 10% less than in nearby areas, on average over the areas it could be in.",
            ),
            (
                Some(0.001),
                None,
                "Homes here sell for no less than in nearby areas, on average over the areas it could be in.",
            ),
        ];
        for (log, strength, expected) in cases {
            assert_eq!(says(log, strength), expected);
        }
    }
}

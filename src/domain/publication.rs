//! What the public may see: the one place that decides how much of a vacant asset and of a need is shown.
//!
//! Councils withhold the exact place of empty buildings on purpose. Until the owner opts in, a vacant asset is shown at
//! the centre of the statistical area around it, without house number, whole postcode or UPRN (each of which would give
//! the place away). The coarse copy is made **before** anything is indexed, counted, scored or written out, so that no
//! later step can leak what it never had. Budgets are made coarse in the same way, for the same reason.

use crate::domain::asset::{Asset, Shown};
use crate::domain::need::{Need, Visibility};
use crate::domain::place::{Position, Precision};
use crate::domain::postcode::Postcode;

/// Whether the exact place of an asset is withheld from the public: it is vacant, and its owner has not opted in.
#[must_use]
pub fn is_withheld(asset: &Asset) -> bool {
    asset.is_vacant() && asset.shown == Shown::Coarse
}

/// The asset as the public may see it. `area_centre` is the centre of the area around its exact place, if one is known;
/// a vacant asset in no known area is left with its postcode district.
#[must_use]
pub fn public_asset(asset: Asset, area_centre: Option<Position>) -> Asset {
    if !is_withheld(&asset) {
        return asset;
    }
    let coarse_address = |text: &str| without_exact_place(text);
    let (position, precision) = match (area_centre, &asset.postcode) {
        (Some(centre), _) => (Some(centre), Precision::Area),
        (None, Some(_)) => (None, Precision::OutwardPostcode),
        (None, None) => (None, Precision::Unknown),
    };
    Asset {
        name: Some(coarse_address(&asset.name))
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| "Vacant asset".to_owned()),
        address: asset.address.as_deref().map(coarse_address).filter(|address| !address.is_empty()),
        postcode: asset.postcode.as_ref().map(Postcode::coarse),
        uprn: None,
        position,
        precision,
        ..asset
    }
}

/// How wide the bands are that a budget or a capital is made coarse to: each begins a tenth above the one before.
const MONEY_BAND: f64 = 1.1;

/// The need as public answers may use it. Its budget and capital are never shown; what they do to a score is, and from
/// the scores of many assets at many costs an exact budget could be worked back. So each is put in the middle of its
/// band, and nothing that is worked out from the copy can tell two budgets of one band apart.
#[must_use]
pub fn public_need(need: Need) -> Need {
    Need {
        budget_gbp_per_year: need.budget_gbp_per_year.map(coarse_money),
        capital_gbp: need.capital_gbp.map(coarse_money),
        ..need
    }
}

/// The middle of the band an amount lies in; nothing stays nothing. Made coarse again, it stays where it is.
fn coarse_money(gbp: f64) -> f64 {
    if gbp > 0.0 { MONEY_BAND.powf((gbp.ln() / MONEY_BAND.ln()).floor() + 0.5) } else { gbp }
}

/// Whether the public may see the need at all.
#[must_use]
pub fn is_public(need: &Need) -> bool {
    need.visibility == Visibility::Published
}

/// Text without house numbers and with postcodes cut to their outward part.
fn without_exact_place(text: &str) -> String {
    let segments = text.split([',', '\n']).map(|segment| {
        let words: Vec<&str> = segment.split_whitespace().collect();
        let mut kept: Vec<String> = Vec::with_capacity(words.len());
        let mut index = 0;
        while index < words.len() {
            let pair = words.get(index + 1).map(|next| format!("{} {next}", words[index]));
            if let Some(postcode) = pair.as_deref().and_then(Postcode::parse).filter(Postcode::is_whole) {
                kept.push(postcode.outward().to_owned());
                index += 2;
            } else if let Some(postcode) = Postcode::parse(words[index]).filter(Postcode::is_whole) {
                kept.push(postcode.outward().to_owned());
                index += 1;
            } else {
                if !is_house_number(words[index]) {
                    kept.push(words[index].to_owned());
                }
                index += 1;
            }
        }
        kept.join(" ")
    });
    segments.filter(|segment| !segment.is_empty()).collect::<Vec<_>>().join(", ")
}

/// "12", "12a", "12-14", "12/14", "No.7": a word that starts with a digit, or a number after "No".
fn is_house_number(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = bare.strip_prefix("No.").or_else(|| bare.strip_prefix("no.")).unwrap_or(bare);
    let digits = bare.chars().take_while(char::is_ascii_digit).count();
    let rest = bare.get(digits..).unwrap_or("");
    let ordinal = matches!(rest.to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th");
    digits > 0 && !ordinal
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{coarse_money, without_exact_place};

    proptest! {
        #[test]
        fn a_coarse_amount_is_within_a_twentieth_and_stays_where_it_is(gbp in 0.01..1e9f64) {
            let coarse = coarse_money(gbp);
            prop_assert!((coarse / gbp - 1.0).abs() < 0.0489, "{gbp} became {coarse}");
            prop_assert_eq!(coarse_money(coarse).to_bits(), coarse.to_bits());
        }
    }

    #[test]
    fn nothing_stays_nothing_and_a_tenth_more_is_another_band() {
        assert!(coarse_money(0.0).abs() < f64::EPSILON);
        assert!((coarse_money(22_000.0) - coarse_money(24_200.0)).abs() > 1.0);
    }

    #[test]
    fn house_numbers_and_inward_postcodes_are_withheld() {
        let cases = [
            ("12 Berkeley Mews, High Street", "Berkeley Mews, High Street"),
            ("12-14 Park Road, Liverpool L8 6QJ", "Park Road, Liverpool L8"),
            ("Unit 3b, Dock Road, CH41 1AA", "Unit, Dock Road, CH41"),
            ("1st Aigburth Scout Hut", "1st Aigburth Scout Hut"),
            ("Former Library\n90, Townsend Lane", "Former Library, Townsend Lane"),
            ("L86QJ", "L8"),
        ];
        for (given, expected) in cases {
            assert_eq!(without_exact_place(given), expected);
        }
    }
}

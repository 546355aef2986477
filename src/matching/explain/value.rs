//! The gap to nearby prices, who would keep a rise, and whom it could hurt, in plain English (`scoring.md` D.4, "Value").
//!
//! An amount in pounds is said only of a value somebody has entered, with its range, with the market's own ups and downs
//! beside it, and with who would keep it.

use std::sync::OnceLock;

use crate::domain::asset::{RentReview, TermOffered};
use crate::domain::matches::{
    Displacement, DisplacementSignal, GapStrength, GbpRange, PlaceFigures, PriceBasis, UpliftFigures,
};
use crate::matching::grade::Grade;
use crate::matching::pair::Pair;
use crate::matching::words::{capital, inside, list, part, percent, pounds, stated_pounds, thousands, years};

/// Neighbours within this many log points are "about as dear".
const LEVEL_LOG: f64 = 0.03;

/// From this share of a rise on, most of it stays with the community.
const MOST: f64 = 0.5;

/// The gap to nearby prices, who would keep any rise, the risk to people who rent, and what it might come to in pounds, as
/// [`in_pounds`] has put it.
#[must_use]
pub fn value(place: &PlaceFigures, pair: &Pair<'_>, share: &Grade, capped: bool, gbp: Option<&str>) -> String {
    let (gap, keeps) = (gap(place.uplift.as_ref()), keeps(pair, share.value));
    let mut sentences = vec![&*gap, &*keeps, displacement(&place.displacement)];
    if capped {
        sentences.push(cap(share.value));
    }
    sentences.push(match (gbp, &pair.asset.facts.valuation_gbp) {
        (Some(in_pounds), _) => in_pounds,
        (None, Some(_)) => {
            "A value has been entered for it, but without the gap to nearby prices no range in pounds can be given."
        }
        (None, None) => "No value entered, so no range in pounds.",
    });
    sentences.join(" ")
}

fn gap(figures: Option<&UpliftFigures>) -> String {
    let Some((figures, gap)) = figures.and_then(|figures| Some((figures, figures.headroom_log?))) else {
        return "Not known how prices here compare with nearby areas.".to_owned();
    };
    let how = match gap {
        g if g > LEVEL_LOG => format!("for about {} less than", percent(-(-g).exp_m1())),
        g if g < -LEVEL_LOG => format!("for about {} more than", percent((-g).exp_m1())),
        _ => "for about as much as".to_owned(),
    };
    // A gap that may not be there does not narrow.
    let narrows = if gap > LEVEL_LOG && figures.strength != Some(GapStrength::None) {
        " On past form such a gap narrows by about a sixth in ten years, whatever anyone does."
    } else {
        ""
    };
    format!("Homes here sell {how} in nearby areas{}.{}{narrows}", based_on(figures), caution(figures))
}

/// "(6 sales, 23% of the figure borrowed from nearby; clear gap)", as far as it is known.
fn based_on(figures: &UpliftFigures) -> String {
    let sales = figures.sales.map(|sales| {
        let sales = if sales == 1 { "1 sale".to_owned() } else { format!("{} sales", thousands(f64::from(sales))) };
        let sectors = if figures.basis == Some(PriceBasis::Sectors) { " in its postcode sectors" } else { "" };
        let borrowed = figures.borrowed.filter(|borrowed| *borrowed >= 0.005);
        let borrowed = borrowed.map_or_else(String::new, |borrowed| {
            format!(", and {} of the figure is borrowed from nearby", percent(borrowed))
        });
        format!("{sales}{sectors}{borrowed}")
    });
    let parts: Vec<String> = sales.into_iter().chain(figures.strength.map(|s| s.label().to_owned())).collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join("; ")) }
}

/// What the prices do not tell.
const fn caution(figures: &UpliftFigures) -> &'static str {
    match figures.basis {
        Some(PriceBasis::Sectors) => {
            " We had no single sales to go by here: these are yearly averages of postcode sectors, which are larger than a \
             neighbourhood and mix houses with flats."
        }
        _ if figures.like_for_like => "",
        _ => " This does not tell types of home apart.",
    }
}

/// "a lease of 25 years with market rent reviews", "a freehold": with what takes a part of a rise away.
fn tenure(pair: &Pair<'_>) -> Option<String> {
    let facts = &pair.asset.facts;
    let term = facts.term_offered.as_ref()?.value;
    let held = match term {
        TermOffered::Freehold => "a freehold".to_owned(),
        TermOffered::Years(term) => format!("a lease of {}", years(term)),
    };
    let rent = match (term, facts.rent_review.as_ref().map(|review| review.value)) {
        (TermOffered::Years(_), Some(RentReview::Market)) => Some("market rent reviews".to_owned()),
        (TermOffered::Years(_), Some(RentReview::Indexed)) => Some("a rent linked to an index".to_owned()),
        _ => None,
    };
    let clawback = facts.clawback_share.as_ref().map(|share| share.value).filter(|share| *share >= 0.005);
    let clawback = clawback.map(|share| format!("{} of any rise going back to the owner", part(share)));
    let terms: Vec<String> = rent.into_iter().chain(clawback).collect();
    Some(if terms.is_empty() { held } else { format!("{held} with {}", list(&terms)) })
}

fn keeps(pair: &Pair<'_>, share: Option<f64>) -> String {
    match (tenure(pair), share) {
        (None, _) => {
            "Not known how it would be held, so not known how much of any rise the community would keep.".to_owned()
        }
        (Some(tenure), Some(share)) => {
            format!("Under {tenure} the community would keep {} of any rise.", about(share))
        }
        (Some(tenure), None) => {
            format!("Under {tenure}, it is not yet known how much of any rise the community would keep.")
        }
    }
}

/// "about 40%", "none", "all".
fn about(share: f64) -> String {
    if (0.005..=0.995).contains(&share) { format!("about {}", part(share)) } else { part(share) }
}

/// The risk that rising prices push out people who rent, with its four signals. There are only so many things to say of
/// four signals, so each is put into words once.
#[must_use]
pub fn displacement(displacement: &Displacement) -> &'static str {
    static SAID: [OnceLock<String>; 3_usize.pow(4)] = [const { OnceLock::new() }; 3_usize.pow(4)];
    let states = displacement.signals.iter().map(|signal| signal.map_or(0, |seen| 1 + usize::from(seen)));
    SAID[states.fold(0, |before, state| 3 * before + state)].get_or_init(|| in_words(displacement))
}

fn in_words(displacement: &Displacement) -> String {
    const RISK: &str = "Displacement risk (that rising prices push out people who rent)";
    let number = |count: usize| ["none", "one", "two", "three", "four"].get(count).copied().unwrap_or("some");
    let signs = displacement.in_state(Some(true)).count();
    let known = signs + displacement.in_state(Some(false)).count();
    if known == 0 {
        return format!("{RISK} is not known: none of its four signs can be answered.");
    }
    let mut text = match displacement.risk() {
        Some(risk) => format!("{RISK}: {}, with {} of four signs.", inside(risk.label()), number(signs)),
        None => format!("{RISK} is not known: only {} of its four signs can be answered.", number(known)),
    };
    for (word, state) in [("Seen here", Some(true)), ("Not seen", Some(false)), ("Not known whether", None)] {
        let labels: Vec<String> = displacement.in_state(state).map(DisplacementSignal::label).map(inside).collect();
        if !labels.is_empty() {
            let colon = if state.is_some() { ":" } else { "" };
            text.push_str(&format!(" {word}{colon} {}.", labels.join("; ")));
        }
    }
    text
}

/// Why uplift counts for less (`scoring.md` C.4). "Most of the gain" is said only where it is most of it.
const fn cap(share: Option<f64>) -> &'static str {
    match share {
        Some(share) if share < MOST => {
            "Rising values here could cost local tenants, and most of the gain would not stay with the community, so \
             potential uplift is capped in this score."
        }
        Some(_) => {
            "Rising values here could cost local tenants, and a good part of the gain would not stay with the community, so \
             potential uplift is capped in this score."
        }
        None => {
            "Rising values here could cost local tenants, and it is not known how much of the gain would stay with the \
             community, so potential uplift is capped in this score."
        }
    }
}

/// What community activity might add in pounds, with its range, the market beside it, and who keeps it.
#[must_use]
pub fn in_pounds(range: &GbpRange, pair: &Pair<'_>, share: Option<f64>) -> String {
    let market = format!("from {} down to {} up", pounds(-range.market_low), pounds(range.market_high));
    let entered = stated_pounds(range.value_gbp);
    let (added, market) = if range.high > 0.0 {
        let larger = if range.market_high > range.high { "are larger" } else { "matter too" };
        (
            format!(
                "On the {entered} entered for it, community activity might add between {} and {} in ten years, about {} \
                 in the middle. The gap closing on past form would come to about {}, whatever anyone does.",
                pounds(range.low),
                pounds(range.high),
                pounds(range.central),
                pounds(range.closing_anyway),
            ),
            format!("Ordinary ups and downs of the market {larger}: {market}."),
        )
    } else {
        (
            format!("Nearby homes are no dearer, so nothing is added to the {entered} entered for it: £0 to £0."),
            format!("Ordinary ups and downs of the market in ten years: {market}."),
        )
    };
    let under = tenure(pair).map_or_else(String::new, |tenure| format!("under {tenure} "));
    let kept = match (share, range.kept_central, range.kept_high) {
        _ if range.high <= 0.0 => String::new(),
        (Some(share), ..) if share < 0.005 => {
            format!(" {}", capital(&format!("{under}the community would keep none of it.")))
        }
        (_, Some(central), Some(high)) => {
            let amounts =
                format!("between {} and {} of it, about {} in the middle", pounds(0.0), pounds(high), pounds(central));
            format!(" {}", capital(&format!("{under}the community would keep {amounts}.")))
        }
        _ => " It is not known how much of it the community would keep.".to_owned(),
    };
    format!(
        "{added} {market}{kept} This is not money to spend: ask a valuer. For officers: it is no test of best \
         consideration; keep the value, any discount and any clawback on record."
    )
}

#[cfg(test)]
mod tests {
    use super::{cap, displacement, value};
    use crate::atlas::fixture::known;
    use crate::domain::asset::{RentReview, TermOffered};
    use crate::domain::criteria::Criteria;
    use crate::domain::matches::{Audience, Displacement, PriceBasis};
    use crate::matching::deprivation::Together;
    use crate::matching::find::Scored;
    use crate::matching::grade::Grade;
    use crate::matching::tell;
    use crate::matching::tests::{g1_asset, g1_need, g34_place, pair};

    /// The sentence about the golden place under this tenure, with these signals and perhaps a value.
    fn told(term: TermOffered, review: RentReview, signals: [Option<bool>; 4], value_gbp: Option<f64>) -> String {
        let (mut asset, need, criteria) = (g1_asset(), g1_need(), Criteria::default());
        asset.facts.term_offered = known(term);
        asset.facts.rent_review = known(review);
        asset.facts.valuation_gbp = value_gbp.and_then(known);
        let mut place = g34_place();
        place.displacement = Displacement { signals };
        let pair = pair(&asset, &need, Some(650.0), &criteria);
        tell::tell(&pair, &Scored::of(&pair, &place), &place, None, Audience::Owner, &Together::default())
            .uplift
            .sentence
    }

    const MEDIUM: [Option<bool>; 4] = [Some(true), Some(false), Some(true), Some(false)];
    const HIGH: [Option<bool>; 4] = [Some(true), Some(true), Some(true), None];

    #[test]
    fn the_golden_place_reads_aloud() {
        let lease = TermOffered::Years;
        insta::assert_snapshot!(
            [
                told(lease(99.0), RentReview::Peppercorn, MEDIUM, Some(250_000.0)),
                told(lease(25.0), RentReview::Peppercorn, HIGH, Some(250_000.0)),
                told(lease(25.0), RentReview::Market, HIGH, Some(250_000.0)),
                told(TermOffered::Freehold, RentReview::Peppercorn, [Some(false); 4], None),
                told(lease(25.0), RentReview::Fixed, [Some(true), None, None, Some(false)], None),
            ]
            .join("\n\n")
        );
    }

    #[test]
    fn the_cap_is_told_in_the_words_of_the_method_only_where_it_bites() {
        let words = "Rising values here could cost local tenants, and most of the gain would not stay with the community, \
                     so potential uplift is capped in this score.";
        let lease = |years| TermOffered::Years(years);
        assert!(told(lease(25.0), RentReview::Peppercorn, HIGH, None).contains(words));
        for (term, review, signals) in [
            (lease(25.0), RentReview::Peppercorn, MEDIUM),
            (lease(25.0), RentReview::Market, HIGH),
            (lease(99.0), RentReview::Peppercorn, HIGH),
            (TermOffered::Freehold, RentReview::Peppercorn, HIGH),
        ] {
            assert!(!told(term, review, signals, None).contains("capped"), "{term:?} {review:?}");
        }
        // Under 50 years the community keeps three quarters: most of the gain does stay.
        let most_stays = told(lease(50.0), RentReview::Peppercorn, HIGH, None);
        assert!(most_stays.contains("a good part of the gain") && !most_stays.contains(words), "{most_stays}");
        assert!(cap(None).contains("it is not known how much of the gain"));
    }

    #[test]
    fn sector_prices_are_called_what_they_are() {
        let (asset, need, criteria) = (g1_asset(), g1_need(), Criteria::default());
        let pair = pair(&asset, &need, None, &criteria);
        let mut place = g34_place();
        if let Some(uplift) = &mut place.uplift {
            uplift.basis = Some(PriceBasis::Sectors);
        }
        let text = value(&place, &pair, &Grade::exactly(1.0, 1.0), false, None);
        assert!(text.contains("yearly averages of postcode sectors"), "{text}");
        place.uplift = None;
        let text = value(&place, &pair, &Grade::UNKNOWN, false, None);
        assert!(text.starts_with("Not known how prices here compare"), "{text}");
    }

    #[test]
    fn all_four_signals_are_named_whatever_is_known_of_them() {
        for signals in [MEDIUM, HIGH, [Some(true), None, None, None]] {
            let text = displacement(&Displacement { signals });
            for part in ["rented privately", "five years", "low incomes", "a fifth dearer"] {
                assert!(text.contains(part), "{part:?} in {text}");
            }
        }
        assert!(displacement(&Displacement::default()).ends_with("not known: none of its four signs can be answered."));
    }
}

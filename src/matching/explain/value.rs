//! The gap to nearby prices and who would keep a rise, in plain English (`scoring.md` D.4, "Value").

use crate::domain::asset::TermOffered;
use crate::domain::matches::{PriceBasis, UpliftFigures};
use crate::matching::pair::Pair;
use crate::matching::words::{part, percent, thousands, years};

/// Neighbours within this many log points are "about as dear".
const LEVEL_LOG: f64 = 0.03;

/// The gap to nearby prices, and who would keep any rise.
#[must_use]
pub fn value(figures: Option<&UpliftFigures>, pair: &Pair<'_>, community_share: Option<f64>) -> String {
    let gap = match figures.and_then(|figures| figures.headroom_log.map(|gap| (figures, gap))) {
        None => "Not known how prices here compare with nearby areas.".to_owned(),
        Some((figures, gap)) => {
            let how = match gap {
                g if g > LEVEL_LOG => format!("about {} less than", percent(1.0 - (-g).exp())),
                g if g < -LEVEL_LOG => format!("about {} more than", percent((-g).exp() - 1.0)),
                _ => "for about as much as".to_owned(),
            };
            let how = if how.starts_with("for") { how } else { format!("for {how}") };
            let based = match (figures.sales, figures.borrowed, figures.strength) {
                (_, _, strength) if figures.basis == Some(PriceBasis::Sectors) => {
                    let strength = strength.map_or(String::new(), |strength| format!("; {}", strength.label()));
                    format!(
                        " (from yearly averages of its postcode sectors, which do not tell types of home apart{strength})"
                    )
                }
                (Some(sales), Some(borrowed), Some(strength)) => {
                    let borrowed = if borrowed >= 0.005 {
                        format!(", {} of the figure borrowed from nearby", percent(borrowed))
                    } else {
                        String::new()
                    };
                    let sales =
                        if sales == 1 { "1 sale".to_owned() } else { format!("{} sales", thousands(f64::from(sales))) };
                    format!(" ({sales} here{borrowed}; {})", strength.label())
                }
                _ => String::new(),
            };
            let narrows = if gap > LEVEL_LOG {
                " On past form such a gap narrows by about a sixth in ten years, whatever anyone does."
            } else {
                ""
            };
            let mixed = if figures.like_for_like || figures.basis == Some(PriceBasis::Sectors) {
                ""
            } else {
                " This does not tell types of home apart."
            };
            format!("Homes here sell {how} in nearby areas{based}.{mixed}{narrows}")
        }
    };
    format!("{gap} {}", keeps(pair, community_share))
}

fn keeps(pair: &Pair<'_>, community_share: Option<f64>) -> String {
    let tenure = match pair.asset.facts.term_offered.as_ref().map(|term| term.value) {
        None => {
            return "Not known how it would be held, so not known how much of any rise the community would keep."
                .to_owned();
        }
        Some(TermOffered::Freehold) => "a freehold".to_owned(),
        Some(TermOffered::Years(term)) => format!("a lease of {}", years(term)),
    };
    match community_share {
        Some(share) => {
            let about = if (0.005..=0.995).contains(&share) { "about " } else { "" };
            format!("Under {tenure} the community would keep {about}{} of any rise.", part(share))
        }
        None => format!("Under {tenure}, it is not yet known how much of any rise the community would keep."),
    }
}

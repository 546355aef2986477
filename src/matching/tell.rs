//! A scored pair told in full: every reason with its inputs, every block and gap, for one reader.

use std::collections::BTreeSet;

use crate::atlas::Area;
use crate::domain::criteria::Criteria;
use crate::domain::matches::{
    Audience, Band, CompletenessBand, CriterionScore, DeprivationScore, Explanation, Match, PlaceFigures, PointArea,
    PointsLost, PurposeWeighting, Score, Suitability, UpliftScore,
};
use crate::domain::source::SourceId;
use crate::matching::deprivation::Together;
use crate::matching::find::Scored;
use crate::matching::pair::Pair;
use crate::matching::suitability::{self, Fit};
use crate::matching::unknowns::unknowns;
use crate::matching::{constraints, explain, lift, uplift};

/// Tells a pair. `around` is the area that the asset lies in; `together` is what weighting by purpose changes here.
#[must_use]
pub fn tell(
    pair: &Pair<'_>,
    scored: &Scored,
    place: &PlaceFigures,
    around: Option<&Area>,
    audience: Audience,
    together: &Together,
) -> Match {
    let blocks = constraints::blocks(pair, audience);
    let score = blocks.is_empty().then(|| score(scored, pair.criteria));
    let unknowns = unknowns(pair, scored, place);
    // What the space is wrong for, no budget or lease puts right.
    let liftable = score.filter(|_| !suitability::is_wrong_space(pair));
    let change = liftable.and_then(|score| lift::smallest(pair, place, score.value, audience));
    let mut told = Match {
        asset: pair.asset.id.clone(),
        need: pair.need.id.clone(),
        audience,
        blocks,
        checks: constraints::checks(pair, audience),
        score,
        completeness: scored.completeness,
        completeness_band: CompletenessBand::of(scored.completeness),
        distance_m: pair.distance.travel_m,
        suitability: suitability(pair, &scored.fit, score.map(|score| score.lost), audience),
        deprivation: deprivation(pair, scored, place, around, together.weighting(&pair.need.purposes, audience)),
        uplift: uplift(pair, scored, place),
        most_useful: unknowns.first().copied(),
        explanation: Explanation::default(),
        sources: Vec::new(),
        robustness: None,
    };
    told.explanation = explain::explain(&told, pair, scored.score, &unknowns, change.as_ref());
    told.sources = sources(&told, pair, around);
    told
}

fn score(scored: &Scored, criteria: &Criteria) -> Score {
    let [low, high] = scored.bounds().map(|pillars| pillars.score(criteria));
    Score { value: scored.score, low, high, band: Band::of(scored.score), lost: scored.pillars().lost(criteria) }
}

fn suitability(pair: &Pair<'_>, fit: &Fit, lost: Option<PointsLost>, audience: Audience) -> Suitability {
    let weights = &pair.criteria.suitability;
    let missed: f64 = fit.grades.iter().zip(weights).map(|(grade, weight)| weight * (1.0 - grade.used)).sum();
    let criteria = suitability::reasons(pair, fit, audience)
        .into_iter()
        .zip(fit.grades.iter().zip(weights))
        .map(|((criterion, reason), (grade, weight))| CriterionScore {
            criterion,
            weight: *weight,
            value: grade.value,
            used: grade.used,
            low: grade.low,
            high: grade.high,
            quality: grade.quality,
            asked: grade.asked,
            points_lost: lost
                .map(|lost| if missed > 0.0 { lost.suitability * weight * (1.0 - grade.used) / missed } else { 0.0 }),
            reason: reason.text,
            inputs: reason.inputs,
        })
        .collect();
    Suitability {
        value: fit.value,
        low: fit.low,
        high: fit.high,
        completeness: fit.completeness,
        criteria,
        wrong_space: suitability::is_wrong_space(pair),
    }
}

fn deprivation(
    pair: &Pair<'_>,
    scored: &Scored,
    place: &PlaceFigures,
    around: Option<&Area>,
    weighting: Option<PurposeWeighting>,
) -> DeprivationScore {
    let grade = &scored.deprivation;
    let figures = place.deprivation.as_ref();
    let edition = pair.criteria.deprivation_edition;
    let point_area = around.and_then(|area| {
        let deprivation = area.deprivation_in(edition)?;
        Some(PointArea {
            code: area.code.clone(),
            name: area.name.clone(),
            rank: deprivation.rank,
            decile: deprivation.decile,
        })
    });
    // Of a place where nothing is known, nothing was weighed.
    let purpose = weighting.filter(|_| figures.is_some());
    DeprivationScore {
        value: grade.value,
        used: grade.used,
        low: grade.low,
        high: grade.high,
        quality: grade.quality,
        sentence: explain::place(figures, point_area.as_ref(), purpose.as_ref(), edition),
        point_area,
        residents_reached: figures.and_then(|figures| figures.residents_reached),
        share_most_deprived_tenth: figures.map(|figures| figures.share_most_deprived_tenth),
        share_most_deprived_fifth: figures.map(|figures| figures.share_most_deprived_fifth),
        mean_score: figures.map(|figures| figures.mean_score),
        equivalent_percentile: figures.and_then(|figures| figures.equivalent_percentile),
        purpose,
    }
}

fn uplift(pair: &Pair<'_>, scored: &Scored, place: &PlaceFigures) -> UpliftScore {
    let (grade, share) = (&scored.uplift, &scored.community_share);
    let capped = uplift::is_capped(place, share, pair.criteria);
    let entered = pair.asset.facts.valuation_gbp.as_ref().map(|value| value.value);
    let gap = place.uplift.and_then(|figures| figures.headroom_log);
    let gbp = entered.zip(gap).map(|(value, gap)| uplift::gbp::range(value, gap, share.value, pair.criteria));
    let gbp_sentence = gbp.map(|gbp| explain::in_pounds(&gbp, pair, share.value));
    UpliftScore {
        value: grade.used,
        low: grade.low,
        high: grade.high,
        quality: grade.quality,
        place: place.uplift,
        community_share: share.value,
        sentence: explain::value(place, pair, share, capped, gbp_sentence.as_deref()),
        displacement: place.displacement,
        displacement_sentence: explain::displacement(&place.displacement).to_owned(),
        capped,
        gbp,
        gbp_sentence,
    }
}

fn sources(told: &Match, pair: &Pair<'_>, around: Option<&Area>) -> Vec<SourceId> {
    let inputs = told.suitability.criteria.iter().flat_map(|criterion| &criterion.inputs);
    let area = around.into_iter().flat_map(|area| {
        let edition = pair.criteria.deprivation_edition;
        let deprivation = area.deprivation_in(edition).into_iter().map(|deprivation| &deprivation.source);
        deprivation.chain(area.counts.iter().map(|count| &count.source)).chain([&area.source])
    });
    let all: BTreeSet<&SourceId> = inputs
        .filter_map(|input| input.source.as_ref())
        .chain(area)
        .chain([&pair.asset.register])
        .chain(&pair.need.source)
        .collect();
    all.into_iter().cloned().collect()
}

//! The sensitivity report as one page of text, and as a table; how far an order stands, as JSON.

use serde_json::{Value, json};

use crate::domain::sensitivity::{Effect, HIGH_OVERLAP, Sensitivity, Stability, Variant};
use crate::publish::matches::exact;
use crate::publish::schema::{integer, list, number, object, or_null, text};

/// How far the order stands under these weights, as JSON.
#[must_use]
pub fn stability_json([suitability, deprivation, uplift]: [f64; 3], stability: &Stability) -> Value {
    let choice = |variant: &Variant| {
        let mut choice = variant.effect.as_ref().ok().map(effect_json)?;
        choice["group"] = variant.group.into();
        choice["label"] = variant.label.as_str().into();
        Some(choice)
    };
    json!({
        "weights": { "suitability": exact(suitability), "deprivation": exact(deprivation), "uplift": exact(uplift) },
        "needs": stability.needs,
        "pairs": stability.pairs,
        "dominated": stability.dominated.map(exact),
        "beside_usual": stability.beside_usual.as_ref().map(effect_json),
        "choices": stability.variants.iter().filter_map(choice).collect::<Vec<_>>(),
    })
}

fn effect_json(effect: &Effect) -> Value {
    json!({ "mean": exact(effect.mean), "least": exact(effect.least), "same_first": exact(effect.same_first) })
}

/// The schema of [`stability_json`].
#[must_use]
pub fn stability_schema() -> Value {
    let effect = || {
        [
            ("mean", number("Mean over needs of the rank correlation of the two orders, -1 to 1.")),
            ("least", number("The least of any need.")),
            ("same_first", number("Share of needs whose first asset stays first, 0 to 1.")),
        ]
    };
    let named = [("group", text("What is chosen.")), ("label", text("The other choice."))];
    let pillar = || number("0 to 1.");
    object(
        "How far the order of assets stands when weights move.",
        [
            (
                "weights",
                object(
                    "The weights asked for; they sum to 1.",
                    [("suitability", pillar()), ("deprivation", pillar()), ("uplift", pillar())],
                ),
            ),
            (
                "needs",
                integer("Published needs with at least three assets that could serve them, as many as were looked at."),
            ),
            ("pairs", integer("Pairs looked at.")),
            (
                "dominated",
                or_null(number("Share of any two assets for one need whose order no weights can turn round, 0 to 1.")),
            ),
            (
                "beside_usual",
                or_null(object(
                    "How far the order of these weights is from that of the usual ones; null without any ranking.",
                    effect(),
                )),
            ),
            (
                "choices",
                list(
                    "What other choices would do to the order of these weights.",
                    object("Another choice.", effect().into_iter().chain(named)),
                ),
            ),
        ],
    )
}

/// One page for people to read.
#[must_use]
pub fn page(report: &Sensitivity) -> Vec<String> {
    let mut page = vec![
        "What other choices would do to the rankings".to_owned(),
        format!(
            "{} pairs of {} of the {} published needs that at least three assets could serve.",
            report.pairs, report.needs_looked_at, report.needs
        ),
        format!(
            "Of two assets for one need, one is at least as good on fit, deprivation and uplift in {} of cases: no weights \
             can turn those round.",
            report.dominated.map_or_else(|| "no known share".to_owned(), percent)
        ),
        String::new(),
        format!("{:<18} {:<46} {:>6} {:>6} {:>11}", "Choice", "Instead", "mean", "least", "same first"),
    ];
    for variant in &report.variants {
        page.push(match &variant.effect {
            Ok(effect) => format!(
                "{:<18} {:<46} {:>6.3} {:>6.3} {:>11}",
                variant.group,
                variant.label,
                effect.mean,
                effect.least,
                percent(effect.same_first)
            ),
            Err(reason) => format!("{:<18} {:<46} {reason}", variant.group, variant.label),
        });
    }
    page.push(
        "mean, least: rank correlation with the order in use, over needs (1 is the same order). same first: needs whose \
         first asset stays first."
            .to_owned(),
    );
    page.push(String::new());
    page.push(format!("{:<18} {:>8} {:>18}", "Pillar", "weight", "share of variance"));
    for pillar in &report.pillars {
        page.push(format!(
            "{:<18} {:>8} {:>18}",
            pillar.name,
            percent(pillar.nominal),
            percent(pillar.correlation_ratio)
        ));
    }
    page.push("share of variance: what of the differences between scores the pillar alone explains.".to_owned());
    page.push(overlap(report.overlap));
    page.push(String::new());
    page.push(format!("{:<18} {:<46} {:>8} {:>11} {:>11}", "Grouped by", "Group", "pairs", "mean score", "difference"));
    for tilt in &report.tilt {
        page.push(format!(
            "{:<18} {:<46} {:>8} {:>11.1} {:>+11.1}",
            tilt.by,
            tilt.group,
            tilt.pairs,
            tilt.mean_score,
            tilt.mean_score - report.mean_score.unwrap_or(tilt.mean_score)
        ));
    }
    page
}

fn overlap(found: Option<f64>) -> String {
    match found {
        None => "How far deprivation and low home prices go together: not known here.".to_owned(),
        Some(found) if found > HIGH_OVERLAP => format!(
            "Deprivation and low home prices go together closely ({found:+.2}): they say nearly the same, so consider a \
             weight of 10% for uplift."
        ),
        Some(found) => format!("Deprivation and low home prices go together at {found:+.2} (above 0.80 they overlap)."),
    }
}

/// Heading and rows of everything in the report, texts ready to be written as CSV.
#[must_use]
pub fn table(report: &Sensitivity) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let decimal = |value: f64| format!("{value:.4}");
    let row = |part: &str, group: &str, label: &str, measure: &str, value: String| {
        [part, group, label, measure].map(str::to_owned).into_iter().chain([value]).collect::<Vec<String>>()
    };
    let mut rows = vec![
        row("rankings", "", "", "needs", report.needs.to_string()),
        row("rankings", "", "", "needs_looked_at", report.needs_looked_at.to_string()),
        row("rankings", "", "", "pairs", report.pairs.to_string()),
        row("rankings", "", "", "share_dominated", report.dominated.map(decimal).unwrap_or_default()),
        row("rankings", "", "", "mean_score", report.mean_score.map(decimal).unwrap_or_default()),
        row("overlap", "", "", "deprivation_with_low_price", report.overlap.map(decimal).unwrap_or_default()),
    ];
    for Variant { group, label, effect } in &report.variants {
        match effect {
            Ok(effect) => rows.extend([
                row("choice", group, label, "mean_rank_correlation", decimal(effect.mean)),
                row("choice", group, label, "least_rank_correlation", decimal(effect.least)),
                row("choice", group, label, "same_first", decimal(effect.same_first)),
            ]),
            Err(reason) => rows.push(row("choice", group, label, "not_tried", reason.clone())),
        }
    }
    for pillar in &report.pillars {
        rows.push(row("pillar", "", pillar.name, "weight", decimal(pillar.nominal)));
        rows.push(row("pillar", "", pillar.name, "correlation_ratio", decimal(pillar.correlation_ratio)));
    }
    for tilt in &report.tilt {
        rows.push(row("tilt", tilt.by, &tilt.group, "pairs", tilt.pairs.to_string()));
        rows.push(row("tilt", tilt.by, &tilt.group, "mean_score", decimal(tilt.mean_score)));
    }
    (vec!["part", "group", "label", "measure", "value"], rows)
}

fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

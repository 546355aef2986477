//! `catmap plan`: the set of pairings that does most good over the whole region, and what it costs whom.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::say;
use crate::app::catalogue::{self, Catalogue, Snapshot};
use crate::app::plan_region::{Asked, Override, Proof, RegionPlan, plan};
use crate::domain::criteria::{METHOD_VERSION, Weights};
use crate::publish::safe_cell::safe_cell;
use crate::settings::Settings;

/// How to plan.
#[derive(Debug, Args)]
pub struct PlanArguments {
    /// Weights of suitability, deprivation and uplift, such as 0.5,0.3,0.2.
    #[arg(long, value_delimiter = ',', num_args = 3, value_name = "S,D,U")]
    weights: Vec<f64>,
    /// Leave out the floor under each borough.
    #[arg(long)]
    without_floors: bool,
    /// Fix a pair in place; needs --by and --reason. May be given again.
    #[arg(long, value_name = "ASSET=NEED", requires_all = ["by", "reason"])]
    pin: Vec<String>,
    /// Forbid a pair; needs --by and --reason. May be given again.
    #[arg(long, value_name = "ASSET=NEED", requires_all = ["by", "reason"])]
    ban: Vec<String>,
    /// Who fixes or forbids.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Write the pairings to this CSV file too.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Plans, and says what came of it.
pub async fn run(settings: Settings, arguments: PlanArguments) -> anyhow::Result<ExitCode> {
    let asked = asked(&arguments)?;
    let catalogue = Catalogue::new(catalogue::open(&settings.database).await?);
    let snapshot = catalogue.snapshot().await?;
    let bar = ProgressBar::new(0).with_style(ProgressStyle::with_template("scoring needs {wide_bar} {pos}/{len}")?);
    let planned = tokio::task::block_in_place(|| {
        plan(&snapshot, &asked, &|done, of| {
            bar.set_length(of);
            bar.set_position(done);
        })
    });
    bar.finish_and_clear();
    let planned = planned?;
    for line in told(&snapshot, &planned, &asked) {
        say(&line);
    }
    if let Some(path) = &arguments.out {
        write_csv(&snapshot, &planned, &asked, path).with_context(|| format!("cannot write {}", path.display()))?;
        say(&format!("The pairings are in {}", path.display()));
    }
    Ok(ExitCode::SUCCESS)
}

fn asked(arguments: &PlanArguments) -> anyhow::Result<Asked> {
    let weights = match arguments.weights.as_slice() {
        [] => None,
        [suitability, deprivation, uplift] => Some(Weights::new(*suitability, *deprivation, *uplift)?),
        _ => bail!("--weights takes three numbers, such as 0.5,0.3,0.2"),
    };
    let overrides = arguments.pin.iter().map(|pair| (pair, true)).chain(arguments.ban.iter().map(|pair| (pair, false)));
    let overrides = overrides.map(|(pair, pinned)| {
        let (asset, need) = pair.split_once('=').with_context(|| format!("\"{pair}\" is not like ASSET=NEED"))?;
        Ok(Override {
            asset: asset.trim().to_owned(),
            need: need.trim().to_owned(),
            pinned,
            by: arguments.by.clone().unwrap_or_default(),
            reason: arguments.reason.clone().unwrap_or_default(),
        })
    });
    Ok(Asked {
        weights,
        without_floors: arguments.without_floors,
        overrides: overrides.collect::<anyhow::Result<_>>()?,
    })
}

fn told(snapshot: &Snapshot, planned: &RegionPlan, asked: &Asked) -> Vec<String> {
    let asset = |index: usize| &snapshot.atlas.assets()[index].asset;
    let need = |index: usize| &snapshot.atlas.needs()[index].need;
    let mut lines = vec![
        format!(
            "A plan for {}: {} of {} needs placed in {} of {} buildings that suit any. No one has been asked yet.",
            planned.on,
            planned.pairings.len(),
            planned.needs,
            planned.pairings.iter().map(|pairing| pairing.asset).collect::<std::collections::BTreeSet<_>>().len(),
            planned.buildings
        ),
        format!(
            "It makes the match scores add up to as much as can be ({:.0} points, {:.1} each){}; {}.",
            planned.total,
            planned.total / planned.pairings.len().max(1) as f64,
            if planned.cost_of_fairness.is_some() { " with a floor under every borough" } else { "" },
            match planned.proof {
                Proof::Best => "no plan adds up to more".to_owned(),
                Proof::Within { points } => format!("none adds up to more than {points:.1} points more"),
            }
        ),
        stamp(snapshot, planned),
    ];
    if let Some(cost) = planned.cost_of_fairness {
        lines.push(format!("The floors cost {cost:.1} points overall."));
    }
    for (pair, cost) in asked.overrides.iter().zip(&planned.cost_of_overrides) {
        let kind = if pair.pinned { "Fixed" } else { "Forbidden" };
        lines.push(format!(
            "{kind} by {}: {} with {} ({}). It costs {cost:.1} points.",
            pair.by, pair.asset, pair.need, pair.reason
        ));
    }
    lines.push(String::new());
    for pairing in &planned.pairings {
        let steady = if pairing.in_every_preset { "  in every preset" } else { "" };
        lines.push(format!(
            "{:5.1}  {} ({:.0} m2) for {}, {}{steady}",
            pairing.score,
            asset(pairing.asset).name,
            pairing.area_m2,
            need(pairing.need).title,
            need(pairing.need).organisation.name
        ));
    }
    lines.push(String::new());
    lines.push("Borough: placed, of those that fit somewhere (floor)".to_owned());
    for share in &planned.boroughs {
        lines.push(format!("  {}: {} of {} ({})", share.borough, share.placed, share.feasible, share.floor));
    }
    if !planned.would_rather.is_empty() {
        lines.push("\nWould score higher elsewhere, and could go there if the plan did not keep others:".to_owned());
    }
    for pair in &planned.would_rather {
        lines.push(format!(
            "  {} ({}) would rather be in {}; keeping to the plan adds {:.1} points overall.",
            need(pair.need).title,
            need(pair.need).organisation.name,
            asset(pair.asset).name,
            pair.plan_adds
        ));
    }
    if !planned.left_out.is_empty() {
        lines.push(format!("\nWithout a place: {}", planned.left_out.len()));
        lines.extend(planned.left_out.iter().map(|left| {
            let need = need(left.need);
            format!("  {} ({}): {}", need.title, need.organisation.name, left.reason)
        }));
    }
    if !planned.hubs.is_empty() {
        lines.push("\nNeeds that lie together and could share a hub (no one has been asked yet):".to_owned());
    }
    for hub in &planned.hubs {
        let members: Vec<&str> = hub.members.iter().map(|member| need(*member).title.as_str()).collect();
        lines.push(format!(
            "  {} needs, {:.0} m2 asked, about {:.0} m2 together; {} could be the anchor: {}",
            members.len(),
            hub.asked_m2,
            hub.wanted_m2,
            need(hub.anchor).organisation.name,
            members.join("; ")
        ));
        if hub.buildings.is_empty() {
            lines.push("    no building nearby fits".to_owned());
        }
        for building in &hub.buildings {
            let score = building.score.map_or("not known yet".to_owned(), |score| format!("{score:.0} of 100"));
            let cost = building.cost_to_budget.map_or_else(
                || "cost or budgets not known".to_owned(),
                |ratio| format!("about {:.0}% of what they could pay together", ratio * 100.0),
            );
            lines.push(format!("    {}: {score}; {cost}", asset(building.asset).name));
        }
    }
    lines
}

fn stamp(snapshot: &Snapshot, planned: &RegionPlan) -> String {
    let [suitability, deprivation, uplift] = planned.weights.as_array().map(|weight| weight * 100.0);
    format!(
        "Method {METHOD_VERSION}, anchors {}, weights {suitability:.0}% suitability, {deprivation:.0}% deprivation, \
         {uplift:.0}% uplift.",
        snapshot.survey.anchors().version
    )
}

fn write_csv(
    snapshot: &Snapshot,
    planned: &RegionPlan,
    asked: &Asked,
    path: &std::path::Path,
) -> Result<(), csv::Error> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_path(path)?;
    writer.write_record([
        "asset_id",
        "asset",
        "need_id",
        "need",
        "organisation",
        "score",
        "area_m2",
        "in_every_preset",
        "override",
        "plan",
    ])?;
    let stamp = format!("{} {}", planned.on, stamp(snapshot, planned));
    for pairing in &planned.pairings {
        let asset = &snapshot.atlas.assets()[pairing.asset].asset;
        let need = &snapshot.atlas.needs()[pairing.need].need;
        let fixed = asked.overrides.iter().find(|pair| *pair.asset == *asset.id.0 && *pair.need == *need.id.0);
        writer.write_record(safe([
            &*asset.id.0,
            &asset.name,
            &*need.id.0,
            &need.title,
            &need.organisation.name,
            &format!("{:.3}", pairing.score),
            &format!("{:.1}", pairing.area_m2),
            if pairing.in_every_preset { "yes" } else { "no" },
            &fixed.map_or_else(String::new, |pair| format!("fixed by {}: {}", pair.by, pair.reason)),
            &stamp,
        ]))?;
    }
    for pair in asked.overrides.iter().filter(|pair| !pair.pinned) {
        let ruled = format!("forbidden by {}: {}", pair.by, pair.reason);
        writer.write_record(safe([&pair.asset, "", &pair.need, "", "", "", "", "", &ruled, &stamp]))?;
    }
    writer.flush()?;
    Ok(())
}

/// Cells that no spreadsheet runs.
fn safe(cells: [&str; 10]) -> [Vec<u8>; 10] {
    cells.map(|cell| safe_cell(cell).as_bytes().to_vec())
}

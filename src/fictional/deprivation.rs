//! File 7 of the Indices of Deprivation 2025 for the invented areas, consistent with itself in every row.

use std::path::Path;

use super::FictionalError;
use super::areas::{Area, Areas};
use super::chance::{Chance, Stream};
use super::files::{Style, bytes, one_row, table, write_in_order};
use super::shape::BOROUGHS;
use crate::domain::indices::{DOMAIN_WEIGHTS, Edition, domain_score};

/// LSOAs in England: ranks run from 1, the most deprived, to this.
pub(super) const ENGLAND: u32 = Edition::Of2025.areas_in_england();

/// The header of `File_7_IoD2025_All_Ranks_Scores_Deciles_Population_Denominators.csv`, cut-off column and all.
const HEADER: [&str; 56] = [
    "LSOA code (2021)",
    "LSOA name (2021)",
    "Local Authority District code (2024)",
    "Local Authority District name (2024)",
    "Index of Multiple Deprivation (IMD) Score",
    "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)",
    "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)",
    "Income Score (rate)",
    "Income Rank (where 1 is most deprived)",
    "Income Decile (where 1 is most deprived 10% of LSOAs)",
    "Employment Score (rate)",
    "Employment Rank (where 1 is most deprived)",
    "Employment Decile (where 1 is most deprived 10% of LSOAs)",
    "Education, Skills and Training Score",
    "Education, Skills and Training Rank (where 1 is most deprived)",
    "Education, Skills and Training Decile (where 1 is most deprived 10% of LSOAs)",
    "Health Deprivation and Disability Score",
    "Health Deprivation and Disability Rank (where 1 is most deprived)",
    "Health Deprivation and Disability Decile (where 1 is most deprived 10% of LSOAs)",
    "Crime Score",
    "Crime Rank (where 1 is most deprived)",
    "Crime Decile (where 1 is most deprived 10% of LSOAs)",
    "Barriers to Housing and Services Score",
    "Barriers to Housing and Services Rank (where 1 is most deprived)",
    "Barriers to Housing and Services Decile (where 1 is most deprived 10% of LSOAs)",
    "Living Environment Score",
    "Living Environment Rank (where 1 is most deprived)",
    "Living Environment Decile (where 1 is most deprived 10% of LSOAs)",
    "Income Deprivation Affecting Children Index (IDACI) Score (rate)",
    "Income Deprivation Affecting Children Index (IDACI) Rank (where 1 is most deprived)",
    "Income Deprivation Affecting Children Index (IDACI) Decile (where 1 is most deprived 10% of LSOAs)",
    "Income Deprivation Affecting Older People (IDAOPI) Score (rate)",
    "Income Deprivation Affecting Older People (IDAOPI) Rank (where 1 is most deprived)",
    "Income Deprivation Affecting Older People (IDAOPI) Decile (where 1 is most deprived 10% of LSOAs)",
    "Children and Young People Sub-domain Score",
    "Children and Young People Sub-domain Rank (where 1 is most deprived)",
    "Children and Young People Sub-domain Decile (where 1 is most deprived 10% of LSO",
    "Adult Skills Sub-domain Score",
    "Adult Skills Sub-domain Rank (where 1 is most deprived)",
    "Adult Skills Sub-domain Decile (where 1 is most deprived 10% of LSOAs)",
    "Geographical Barriers Sub-domain Score",
    "Geographical Barriers Sub-domain Rank (where 1 is most deprived)",
    "Geographical Barriers Sub-domain Decile (where 1 is most deprived 10% of LSOAs)",
    "Wider Barriers Sub-domain Score",
    "Wider Barriers Sub-domain Rank (where 1 is most deprived)",
    "Wider Barriers Sub-domain Decile (where 1 is most deprived 10% of LSOAs)",
    "Indoors Sub-domain Score",
    "Indoors Sub-domain Rank (where 1 is most deprived)",
    "Indoors Sub-domain Decile (where 1 is most deprived 10% of LSOAs)",
    "Outdoors Sub-domain Score",
    "Outdoors Sub-domain Rank (where 1 is most deprived)",
    "Outdoors Sub-domain Decile (where 1 is most deprived 10% of LSOAs)",
    "Total population: mid 2022",
    "Dependent Children aged 0-15: mid 2022",
    "Older population aged 60 and over: mid 2022",
    "Working age population 18-66 (for use with Employment Deprivation Domain): mid 2022",
];

/// How a published score follows from a rank; only ranks enter the index.
#[derive(Clone, Copy)]
enum Scale {
    /// A share of people, at most this.
    Rate(f64),
    /// The index's own stretched scale, 0 to 100.
    Stretched,
    /// About normal around 0.
    Normal,
    /// Points, at most this.
    Points(f64),
}

/// One ranked measure: how it follows the area's hardship and thickness, and how much it goes its own way.
struct Measure {
    hardship: f64,
    thickness: f64,
    own: f64,
    /// The region's usual place on the national scale, in spreads: above 0 is more deprived than England.
    offset: f64,
    scale: Scale,
}

const fn measure(hardship: f64, thickness: f64, own: f64, offset: f64, scale: Scale) -> Measure {
    Measure { hardship, thickness, own, offset, scale }
}

/// The seven domains, then the two supplementary indices, then the six sub-domains, in the order of the file.
const MEASURES: [Measure; 15] = [
    measure(0.97, 0.0, 0.2, 0.5, Scale::Rate(0.8)),
    measure(0.95, 0.0, 0.25, 0.7, Scale::Rate(0.52)),
    measure(0.93, -0.05, 0.3, 0.4, Scale::Stretched),
    measure(0.92, 0.1, 0.3, 0.95, Scale::Normal),
    measure(0.7, 0.25, 0.55, 0.3, Scale::Normal),
    measure(0.15, -0.55, 0.6, -0.7, Scale::Points(62.0)),
    measure(0.35, 0.6, 0.6, 0.2, Scale::Points(78.0)),
    measure(0.92, 0.0, 0.35, 0.5, Scale::Rate(0.9)),
    measure(0.9, 0.1, 0.4, 0.6, Scale::Rate(0.9)),
    measure(0.85, -0.05, 0.45, 0.4, Scale::Normal),
    measure(0.92, 0.0, 0.35, 0.4, Scale::Rate(0.75)),
    measure(-0.1, -0.8, 0.5, -0.6, Scale::Points(90.0)),
    measure(0.6, 0.1, 0.6, -0.4, Scale::Normal),
    measure(0.4, 0.4, 0.7, 0.2, Scale::Normal),
    measure(0.2, 0.7, 0.6, 0.1, Scale::Normal),
];

/// National rank and published score of 2025 at some ranks, to place a score among England's.
const NATIONAL: [(f64, f64); 15] = [
    (1.0, 94.2),
    (34.0, 80.7),
    (169.0, 73.1),
    (338.0, 68.8),
    (845.0, 61.6),
    (1_688.0, 54.3),
    (3_376.0, 44.9),
    (6_751.0, 33.5),
    (10_127.0, 26.6),
    (13_502.0, 21.5),
    (16_878.0, 17.45),
    (20_253.0, 14.1),
    (27_004.0, 8.4),
    (32_067.0, 3.8),
    (33_755.0, 0.1),
];

/// The ranks of every area: of the index and of each measure.
pub(super) struct Deprivation {
    score: Vec<f64>,
    rank: Vec<u32>,
    measures: Vec<Vec<u32>>,
}

/// Ranks the invented areas among England's.
pub(super) fn invent(seed: u64, areas: &Areas) -> Deprivation {
    let rank_of_measure = |(number, measure): (usize, &Measure)| {
        let latent = |(index, area): (usize, &Area)| {
            let mut chance = Chance::of(seed, Stream::Deprivation, number * ENGLAND as usize + index);
            measure.offset
                + measure.hardship * area.hardship
                + measure.thickness * area.thickness
                + measure.own * chance.normal()
        };
        let latents: Vec<f64> = areas.all.iter().enumerate().map(latent).collect();
        let wanted: Vec<f64> =
            latents.iter().map(|latent| f64::from(ENGLAND) / (1.0 + (1.702 * latent).exp())).collect();
        distinct_ranks(&wanted)
    };
    let measures: Vec<Vec<u32>> = MEASURES.iter().enumerate().map(rank_of_measure).collect();
    let score: Vec<f64> = (0..areas.all.len())
        .map(|index| DOMAIN_WEIGHTS.iter().zip(&measures).map(|(weight, ranks)| weight * stretched(ranks[index])).sum())
        .collect();
    let wanted: Vec<f64> = score.iter().map(|&score| national_rank(score)).collect();
    Deprivation { rank: distinct_ranks(&wanted), score, measures }
}

fn stretched(rank: u32) -> f64 {
    domain_score(rank, Edition::Of2025)
}

fn decile(rank: u32) -> u32 {
    Edition::Of2025.decile(rank)
}

/// Where a score would come in England, between the known ranks.
fn national_rank(score: f64) -> f64 {
    for pair in NATIONAL.windows(2) {
        if let [(rank_above, above), (rank_below, below)] = *pair
            && score >= below
        {
            let share = ((above - score) / (above - below)).clamp(0.0, 1.0);
            return rank_above + share * (rank_below - rank_above);
        }
    }
    f64::from(ENGLAND)
}

/// Whole ranks in the order of the wanted ones and near them, no two the same.
fn distinct_ranks(wanted: &[f64]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]).then(a.cmp(&b)));
    let mut ranks = vec![0; wanted.len()];
    let mut last = 0;
    for &index in &order {
        last = (wanted[index].ceil().max(1.0) as u32).max(last + 1);
        ranks[index] = last;
    }
    // Pushed past the end by those before them, the least deprived give way again.
    let mut next = ENGLAND + 1;
    for &index in order.iter().rev() {
        ranks[index] = ranks[index].min(next - 1);
        next = ranks[index];
    }
    ranks
}

fn published(scale: Scale, rank: u32) -> String {
    let deprived = f64::from(ENGLAND - rank + 1) / f64::from(ENGLAND);
    let score = match scale {
        Scale::Rate(most) => most * (0.01 + 0.99 * deprived.powf(2.3)),
        Scale::Stretched => stretched(rank),
        Scale::Normal => {
            let share = (f64::from(rank) - 0.5) / f64::from(ENGLAND);
            (1.0 / share - 1.0).ln() / 1.8
        }
        Scale::Points(most) => most * (0.03 + 0.97 * deprived.powf(2.0)),
    };
    format!("{score:.3}")
}

/// Writes `File_7_IoD2025.csv`.
///
/// # Errors
/// [`FictionalError`] when the file cannot be written.
pub(super) fn write(
    path: &Path,
    seed: u64,
    areas: &Areas,
    deprivation: &Deprivation,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), FictionalError> {
    let piece = |range: std::ops::Range<usize>| {
        let mut rows = table(Style::Spreadsheet);
        for index in range {
            rows.write_record(row(seed, index, &areas.all[index], deprivation))?;
        }
        bytes(rows)
    };
    write_in_order(path, &one_row(Style::Spreadsheet, &HEADER)?, areas.all.len(), piece, progress)
}

fn row(seed: u64, index: usize, area: &Area, deprivation: &Deprivation) -> Vec<String> {
    let borough = &BOROUGHS[area.borough];
    let mut cells = vec![area.code.clone(), area.name.clone(), borough.code.to_owned(), borough.name.to_owned()];
    let rank = deprivation.rank[index];
    cells.extend([format!("{:.3}", deprivation.score[index]), rank.to_string(), decile(rank).to_string()]);
    for (measure, ranks) in MEASURES.iter().zip(&deprivation.measures) {
        let rank = ranks[index];
        cells.extend([published(measure.scale, rank), rank.to_string(), decile(rank).to_string()]);
    }
    let mut chance = Chance::of(seed, Stream::Deprivation, MEASURES.len() * ENGLAND as usize + index);
    let residents = f64::from(area.residents);
    let children = residents * (0.185 + 0.025 * chance.normal()).clamp(0.08, 0.35);
    let older = residents * (0.24 + 0.05 * chance.normal()).clamp(0.06, 0.5);
    let working = (residents - children - 0.6 * older).max(residents * 0.3);
    cells.push(area.residents.to_string());
    cells.extend([children, older, working].map(|people| format!("{people:.0}")));
    cells
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::areas;
    use super::*;

    #[test]
    fn each_row_satisfies_the_import_checks_of_the_specification() {
        let areas = areas::invent(2, 500);
        let deprivation = invent(2, &areas);
        let mut seen = BTreeSet::new();
        for (index, area) in areas.all.iter().enumerate() {
            let cells = row(2, index, area, &deprivation);
            assert_eq!(cells.len(), HEADER.len());
            let number = |place: usize| cells[place].parse::<f64>().unwrap();
            let recomputed: f64 = DOMAIN_WEIGHTS
                .iter()
                .enumerate()
                .map(|(domain, weight)| weight * stretched(number(8 + 3 * domain) as u32))
                .sum();
            assert!((number(4) - recomputed).abs() < 0.001);
            for triple in 0..16 {
                let rank = number(5 + 3 * triple);
                assert!((1.0..=33_755.0).contains(&rank));
                assert_eq!(number(6 + 3 * triple), (10.0 * rank / 33_755.0).ceil());
            }
            assert!(seen.insert(number(5) as u32), "two areas share a rank");
            assert!((52..56).all(|place| number(place) > 0.0));
        }
        let mut by_score: Vec<(f64, u32)> =
            deprivation.score.iter().copied().zip(deprivation.rank.iter().copied()).collect();
        by_score.sort_by(|a, b| b.0.total_cmp(&a.0));
        assert!(by_score.is_sorted_by_key(|&(_, rank)| rank), "a higher score has a lower rank");
        let worst_tenth = deprivation.rank.iter().filter(|&&rank| decile(rank) == 1).count();
        assert!((60..240).contains(&worst_tenth), "{worst_tenth} of 500 areas in the worst tenth");
    }

    #[test]
    fn ranks_stay_distinct_when_every_area_of_england_is_wanted_at_one_end() {
        for wanted in [1.0, f64::from(ENGLAND)] {
            let ranks = distinct_ranks(&vec![wanted; ENGLAND as usize]);
            let distinct: BTreeSet<u32> = ranks.iter().copied().collect();
            assert_eq!((distinct.len(), distinct.first(), distinct.last()), (33_755, Some(&1), Some(&33_755)));
        }
    }

    #[test]
    fn the_header_is_the_official_one_letter_for_letter() {
        let Some(folder) = std::env::var_os("CATMAP_REAL_DATA").map(std::path::PathBuf::from) else {
            eprintln!("skipped: CATMAP_REAL_DATA is not set");
            return;
        };
        let official = std::fs::read(folder.join("deprivation/headers/File_7_IoD2025_header.csv")).unwrap();
        assert_eq!(one_row(Style::Spreadsheet, &HEADER).unwrap(), official);
    }
}

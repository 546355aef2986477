//! The Indices of Deprivation 2025, File 7 or a table with the same ranks, taken in whole or not at all.
//!
//! A release is checked as `scoring.md` B.5 says: every published score must come out of the ranks of its domains, every
//! decile out of its rank, and no area may be missing. A table that fails is broken or is not what it says it is, so one
//! failure refuses all of it.

use std::collections::{BTreeMap, HashMap};

use crate::domain::area::{AreaCode, AreaDeprivation};
use crate::domain::imported::{FileKind, ReadFile, Row, Rows};

use super::boroughs::{borough, is_fictional, is_lsoa_code};
use super::error::ReadError;
use super::mapping::Columns;
use super::opened::Opened;
use super::records::Record;
use super::table::Table;
use super::values::{given, number, whole};
use super::{Contents, OfficialSource, finish};

/// LSOAs of England on 2021 boundaries.
const ENGLAND: u32 = 33_755;

/// A table with more rows than this claims to be all of England; the largest region has fewer.
const LARGEST_EXTRACT: usize = 6_000;

/// LSOAs (2021) of the six districts of Liverpool City Region.
const DISTRICTS: [(&str, &str, usize); 6] = [
    ("E06000006", "Halton", 80),
    ("E08000011", "Knowsley", 100),
    ("E08000012", "Liverpool", 302),
    ("E08000013", "St Helens", 121),
    ("E08000014", "Sefton", 191),
    ("E08000015", "Wirral", 209),
];

/// Weights of the seven domains as published; they sum to 0.999 (`scoring.md` 4.1).
const WEIGHTS: [f64; 7] = [0.225, 0.225, 0.135, 0.135, 0.093, 0.093, 0.093];

/// How far a published score may lie from the one its ranks give.
const SCORE_TOLERANCE: f64 = 0.001;

/// Failures told in words; the rest are counted.
const EXAMPLES: usize = 3;

/// Normalised headings of File 7 of the 2025 release, then of the England-wide table.
struct Layout {
    code: &'static str,
    score: &'static str,
    rank: &'static str,
    decile: &'static str,
    domain_ranks: [&'static str; 7],
    residents: Option<&'static str>,
}

const LAYOUTS: [Layout; 2] = [
    Layout {
        code: "lsoacode2021",
        score: "indexofmultipledeprivationimdscore",
        rank: "indexofmultipledeprivationimdrankwhere1ismostdeprived",
        decile: "indexofmultipledeprivationimddecilewhere1ismostdeprived10oflsoas",
        domain_ranks: [
            "incomerankwhere1ismostdeprived",
            "employmentrankwhere1ismostdeprived",
            "educationskillsandtrainingrankwhere1ismostdeprived",
            "healthdeprivationanddisabilityrankwhere1ismostdeprived",
            "crimerankwhere1ismostdeprived",
            "barrierstohousingandservicesrankwhere1ismostdeprived",
            "livingenvironmentrankwhere1ismostdeprived",
        ],
        residents: Some("totalpopulationmid2022"),
    },
    Layout {
        code: "lsoa21code",
        score: "imdscore",
        rank: "imdrank",
        decile: "imddecile",
        domain_ranks: [
            "incomerank",
            "employmentrank",
            "educationrank",
            "healthrank",
            "crimerank",
            "housingandservicesrank",
            "environmentrank",
        ],
        residents: None,
    },
];

/// The score that seven domain ranks give (`scoring.md` 4.1 and B.3).
fn score_of(ranks: [u32; 7]) -> f64 {
    let n = f64::from(ENGLAND);
    let domain = |rank: u32| {
        let r = (n - f64::from(rank) + 1.0) / n;
        -23.0 * (1.0 - r * (1.0 - (-100.0_f64 / 23.0).exp())).ln()
    };
    ranks.into_iter().zip(WEIGHTS).map(|(rank, weight)| weight * domain(rank)).sum()
}

/// Where the columns are.
struct Places {
    cells: usize,
    code: usize,
    name: Option<usize>,
    district: Option<usize>,
    district_name: Option<usize>,
    score: usize,
    rank: usize,
    decile: usize,
    domain_ranks: [usize; 7],
    residents: Option<usize>,
}

impl Places {
    fn of(header: &Record, opened: &Opened<'_>) -> Result<Self, ReadError> {
        let columns = Columns::new(header, &[]);
        let missing = |heading: &str| ReadError::DoesNotFit {
            name: opened.name.clone(),
            kind: FileKind::Deprivation,
            missing: format!("the column \"{heading}\" (compared by letters and digits alone) is missing"),
        };
        let layout = LAYOUTS.iter().find(|layout| columns.place_of(layout.code).is_some()).unwrap_or(&LAYOUTS[0]);
        let place = |heading: &str| columns.place_of(heading).ok_or_else(|| missing(heading));
        let mut domain_ranks = [0; 7];
        for (place_of_domain, heading) in domain_ranks.iter_mut().zip(layout.domain_ranks) {
            *place_of_domain = place(heading)?;
        }
        Ok(Self {
            cells: header.len(),
            code: place(layout.code)?,
            name: columns.place_of("lsoaname2021").or_else(|| columns.place_of("lsoa21name")),
            district: columns.place_of("localauthoritydistrictcode2024"),
            district_name: columns.place_of("localauthoritydistrictname2024"),
            score: place(layout.score)?,
            rank: place(layout.rank)?,
            decile: place(layout.decile)?,
            domain_ranks,
            residents: layout.residents.and_then(|heading| columns.place_of(heading)),
        })
    }
}

/// The checks that failed: the first few in words, and how many.
#[derive(Default)]
struct Failures {
    examples: Vec<String>,
    count: usize,
}

impl Failures {
    fn add(&mut self, what: String) {
        self.count += 1;
        if self.examples.len() < EXAMPLES {
            self.examples.push(what);
        }
    }
}

/// Reads a release, or refuses it.
pub(super) fn read(mut table: Table<'_>, header_at: usize, opened: &Opened<'_>) -> Result<ReadFile, ReadError> {
    let mut header = Record::default();
    for _ in 0..=header_at {
        table.next(&mut header)?;
    }
    let places = Places::of(&header, opened)?;
    let source_id = opened.source_id(FileKind::Deprivation);
    let mut failures = Failures::default();
    let mut seen: HashMap<AreaCode, u64> = HashMap::new();
    let mut rows = Vec::new();
    let mut record = Record::default();
    while table.next(&mut record)? {
        match understand(&record, &places) {
            Ok(mut value) => {
                value.source = source_id.clone();
                for failure in faults(&value) {
                    failures.add(format!("row {}: {failure}", record.number));
                }
                match seen.get(&value.code) {
                    Some(first) => {
                        failures.add(format!("row {}: {} stands in row {first} already", record.number, value.code));
                    }
                    None => {
                        seen.insert(value.code.clone(), record.number);
                    }
                }
                rows.push(Row { number: record.number, raw: Vec::new(), value });
            }
            Err(failure) => failures.add(format!("row {}: {failure}", record.number)),
        }
    }
    if rows.is_empty() && failures.count == 0 {
        return Err(ReadError::NoRows { name: opened.name.clone() });
    }
    let fictional = rows.iter().filter(|row| is_fictional(&row.value.code)).count() * 2 > rows.len();
    // The made-up region may have any number of areas.
    if !fictional && failures.count == 0 {
        check_none_is_missing(&rows, &mut failures);
    }
    if failures.count > 0 {
        return Err(ReadError::BrokenRelease {
            name: opened.name.clone(),
            failures: failures.count,
            examples: failures.examples.join("; "),
        });
    }
    let official = OfficialSource {
        title: "Indices of Deprivation 2025",
        publisher: "Ministry of Housing, Communities and Local Government",
    };
    let source = official.source(opened, FileKind::Deprivation, fictional, None);
    let contents = Contents { header, rows: Rows::Deprivation(rows), refused: Vec::new(), notes: Vec::new() };
    finish(FileKind::Deprivation, opened, source, contents)
}

fn understand(record: &Record, places: &Places) -> Result<AreaDeprivation, String> {
    if record.len() != places.cells {
        return Err(format!("{} cells where the headings have {}", record.len(), places.cells));
    }
    let text = |place: Option<usize>| place.and_then(|place| given(record.cell(place)));
    let code = record.cell(places.code).trim();
    if !is_lsoa_code(code) {
        return Err(format!("\"{code}\" is not the code of an LSOA"));
    }
    let rank = |place: usize, what: &str| {
        let rank = whole(record.cell(place)).filter(|rank| (1..=ENGLAND).contains(rank));
        rank.ok_or_else(|| format!("{code}: \"{}\" is no {what} from 1 to {ENGLAND}", record.cell(place)))
    };
    let mut domain_ranks = [0; 7];
    for (value, place) in domain_ranks.iter_mut().zip(places.domain_ranks) {
        *value = rank(place, "domain rank")?;
    }
    let score = number(record.cell(places.score));
    let decile = whole(record.cell(places.decile)).and_then(|decile| u8::try_from(decile).ok());
    let residents = match text(places.residents) {
        None => None,
        Some(cell) => match whole(cell) {
            Some(residents) if residents > 0 => Some(residents),
            _ => return Err(format!("{code}: the population \"{cell}\" is not a number above zero")),
        },
    };
    Ok(AreaDeprivation {
        code: AreaCode::new(code),
        edition: 2025,
        score: score.ok_or_else(|| format!("{code}: \"{}\" is no score", record.cell(places.score)))?,
        rank: rank(places.rank, "rank")?,
        decile: decile
            .filter(|decile| (1..=10).contains(decile))
            .ok_or_else(|| format!("{code}: \"{}\" is no decile", record.cell(places.decile)))?,
        domain_ranks,
        residents,
        borough: borough(text(places.district), text(places.district_name), text(places.name)),
        source: crate::domain::source::SourceId::new(""),
    })
}

/// What does not fit in one row.
fn faults(area: &AreaDeprivation) -> Vec<String> {
    let mut faults = Vec::new();
    let expected = score_of(area.domain_ranks);
    if (area.score - expected).abs() > SCORE_TOLERANCE {
        faults.push(format!(
            "{}: the score {} does not come out of its domain ranks, which give {expected:.3}",
            area.code, area.score
        ));
    }
    let expected = (10 * area.rank).div_ceil(ENGLAND);
    if u32::from(area.decile).abs_diff(expected) > 1 {
        faults.push(format!("{}: decile {} does not fit rank {}", area.code, area.decile, area.rank));
    }
    faults
}

fn check_none_is_missing(rows: &[Row<AreaDeprivation>], failures: &mut Failures) {
    if rows.len() > LARGEST_EXTRACT {
        if rows.len() != ENGLAND as usize {
            failures.add(format!("{} rows, where England has {ENGLAND} areas", rows.len()));
        }
        return;
    }
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        if let Some(borough) = &row.value.borough {
            *found.entry(borough.code.as_deref().unwrap_or(&borough.name)).or_default() += 1;
        }
    }
    for (code, name, areas) in DISTRICTS {
        if let Some(count) = found.get(code).or_else(|| found.get(name)).filter(|count| **count != areas) {
            failures.add(format!("{name} has {areas} areas; {count} are here"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::score_of;

    #[test]
    fn the_most_and_the_least_deprived_ranks_give_the_ends_of_the_scale() {
        assert!((score_of([1; 7]) - 99.9).abs() < 0.01);
        assert!(score_of([33_755; 7]) < 0.001);
    }
}

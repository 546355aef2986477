//! The Indices of Deprivation: File 7 or File 2 of 2025 and of 2019, or a table with the same ranks, each taken in whole or
//! not at all; File 1 goes to `deprivation_ranks.rs`.
//!
//! A release is checked as `scoring.md` B.5 says: every published score must come out of the ranks of its domains, every
//! decile out of its rank, ranks must run as scores do, and no area may be missing. A table that fails is broken or is not
//! what it says it is, so one failure refuses all of it. The release of 2019 is kept only to reproduce an old decision.
//! File 2 gives no scores, and they are worked out of its ranks, to the third decimal as published.

use std::collections::{BTreeMap, HashMap};

use crate::domain::area::{AreaCode, AreaDeprivation, Borough, DeprivationDomain};
use crate::domain::cells::Cells;
use crate::domain::imported::{FileKind, ReadFile, Row, Rows};
use crate::domain::indices::{Edition, score_of};

use super::boroughs::{borough, is_fictional, is_lsoa_code};
use super::deprivation_ranks;
use super::error::ReadError;
use super::mapping::Columns;
use super::official_table::OfficialColumns;
use super::opened::Opened;
use super::records::Record;
use super::table::Table;
use super::values::{given, number, whole};
use super::{Contents, OfficialSource, finish};

/// A table with more rows than this claims to be all of England; the largest region has fewer.
const LARGEST_EXTRACT: usize = 6_000;

/// The six districts of Liverpool City Region with the number of their areas, on boundaries of 2021 and of 2011.
const DISTRICTS: [(&str, &str, usize, usize); 6] = [
    ("E06000006", "Halton", 80, 79),
    ("E08000011", "Knowsley", 100, 98),
    ("E08000012", "Liverpool", 302, 298),
    ("E08000013", "St Helens", 121, 119),
    ("E08000014", "Sefton", 191, 189),
    ("E08000015", "Wirral", 209, 206),
];

/// No area of this kind has more residents: they are drawn for about 1,500.
const MOST_RESIDENTS: u32 = 100_000;

/// Failures told in words; the rest are counted.
const EXAMPLES: usize = 3;

/// How far a published score may lie from the one its ranks give. Of 2025's none lies further than 0.0007. In 2019 more
/// areas share a rank (up to three, with the score of the middle of their places), which alone moves a score by up to
/// 0.0020; over Liverpool City Region none lies further than 0.0013.
const fn score_tolerance(edition: Edition) -> f64 {
    match edition {
        Edition::Of2019 => 0.0025,
        Edition::Of2025 => 0.001,
    }
}

/// Normalised headings of one kind of table.
struct Layout {
    edition: Edition,
    code: &'static str,
    /// `None` where the table gives ranks only.
    score: Option<&'static str>,
    rank: &'static str,
    decile: &'static str,
    domain_ranks: [&'static str; 7],
    residents: Option<&'static str>,
}

const OFFICIAL_DOMAIN_RANKS: [&str; 7] = [
    "incomerankwhere1ismostdeprived",
    "employmentrankwhere1ismostdeprived",
    "educationskillsandtrainingrankwhere1ismostdeprived",
    "healthdeprivationanddisabilityrankwhere1ismostdeprived",
    "crimerankwhere1ismostdeprived",
    "barrierstohousingandservicesrankwhere1ismostdeprived",
    "livingenvironmentrankwhere1ismostdeprived",
];

/// File 7 as published: the fullest table of an edition.
const FILE_7: Layout = Layout {
    edition: Edition::Of2025,
    code: "lsoacode2021",
    score: Some("indexofmultipledeprivationimdscore"),
    rank: "indexofmultipledeprivationimdrankwhere1ismostdeprived",
    decile: "indexofmultipledeprivationimddecilewhere1ismostdeprived10oflsoas",
    domain_ranks: OFFICIAL_DOMAIN_RANKS,
    residents: Some("totalpopulationmid2022"),
};

const FILE_7_OF_2019: Layout = Layout {
    edition: Edition::Of2019,
    code: "lsoacode2011",
    residents: Some("totalpopulationmid2015excludingprisoners"),
    ..FILE_7
};

/// Each kind of table; the fuller of two that share the heading of the code comes first.
const LAYOUTS: [Layout; 5] = [
    FILE_7,
    // The table of all of England.
    Layout {
        edition: Edition::Of2025,
        code: "lsoa21code",
        score: Some("imdscore"),
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
    FILE_7_OF_2019,
    // File 2: ranks and deciles only.
    Layout { score: None, residents: None, ..FILE_7 },
    Layout { score: None, residents: None, ..FILE_7_OF_2019 },
];

/// Where the columns are.
struct Places {
    edition: Edition,
    cells: usize,
    code: usize,
    name: Option<usize>,
    district: Option<usize>,
    district_name: Option<usize>,
    score: Option<usize>,
    rank: usize,
    decile: usize,
    domain_ranks: [usize; 7],
    residents: Option<usize>,
}

impl Places {
    fn of(header: &Record, opened: &Opened) -> Result<Self, ReadError> {
        let columns = Columns::new(header, &[]);
        let missing = |heading: &str| ReadError::DoesNotFit {
            name: opened.name.clone(),
            kind: FileKind::Deprivation,
            missing: format!("the column \"{heading}\" (compared by letters and digits alone) is missing"),
        };
        let fits = |layout: &&Layout| {
            let has = |heading: &str| columns.place_of(heading).is_some();
            has(layout.code) && layout.score.is_none_or(has)
        };
        let layout = LAYOUTS.iter().find(fits).unwrap_or(&FILE_7);
        let place = |heading: &str| columns.place_of(heading).ok_or_else(|| missing(heading));
        let mut domain_ranks = [0; 7];
        for (place_of_domain, heading) in domain_ranks.iter_mut().zip(layout.domain_ranks) {
            *place_of_domain = place(heading)?;
        }
        let first = |headings: &[&str]| headings.iter().find_map(|heading| columns.place_of(heading));
        Ok(Self {
            edition: layout.edition,
            cells: header.len(),
            code: place(layout.code)?,
            name: first(&["lsoaname2021", "lsoa21name", "lsoaname2011"]),
            district: first(&["localauthoritydistrictcode2024", "localauthoritydistrictcode2019"]),
            district_name: first(&["localauthoritydistrictname2024", "localauthoritydistrictname2019"]),
            score: layout.score.map(place).transpose()?,
            rank: place(layout.rank)?,
            decile: place(layout.decile)?,
            domain_ranks,
            residents: layout.residents.and_then(|heading| columns.place_of(heading)),
        })
    }
}

/// The checks that failed: the first few in words, and how many.
#[derive(Default)]
pub(super) struct Failures {
    examples: Vec<String>,
    pub(super) count: usize,
}

impl Failures {
    pub(super) fn add(&mut self, what: String) {
        self.count += 1;
        if self.examples.len() < EXAMPLES {
            self.examples.push(what);
        }
    }

    /// Refuses the release if anything failed.
    pub(super) fn refuse(self, name: &str) -> Result<(), ReadError> {
        if self.count == 0 {
            return Ok(());
        }
        let examples = self.examples.join("; ");
        Err(ReadError::BrokenRelease { name: name.to_owned(), failures: self.count, examples })
    }
}

/// Reads a release, or refuses it.
pub(super) fn read(mut table: Table<'_>, header_at: usize, opened: &Opened) -> Result<ReadFile, ReadError> {
    let mut header = Record::default();
    for _ in 0..=header_at {
        table.next(&mut header)?;
    }
    if let Some(edition) = deprivation_ranks::edition(&OfficialColumns::of(&header)) {
        return deprivation_ranks::read(table, header, edition, opened);
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
                for failure in faults(&value, places.edition) {
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
                rows.push(Row { number: record.number, raw: Cells::default(), value });
            }
            Err(failure) => failures.add(format!("row {}: {failure}", record.number)),
        }
    }
    if rows.is_empty() && failures.count == 0 {
        return Err(ReadError::NoRows { name: opened.name.clone() });
    }
    let fictional = rows.iter().filter(|row| is_fictional(&row.value.code)).count() * 2 > rows.len();
    if failures.count == 0 {
        check_order(&rows, &places, &mut failures);
    }
    // The made-up region may have any number of areas.
    if !fictional && failures.count == 0 {
        check_none_is_missing(&rows, places.edition, &mut failures);
    }
    failures.refuse(&opened.name)?;
    let official = OfficialSource {
        title: match (places.edition, places.score) {
            (Edition::Of2025, Some(_)) => "Indices of Deprivation 2025",
            (Edition::Of2025, None) => "Indices of Deprivation 2025 (scores worked out from the published ranks)",
            (Edition::Of2019, Some(_)) => "Indices of Deprivation 2019",
            (Edition::Of2019, None) => "Indices of Deprivation 2019 (scores worked out from the published ranks)",
        },
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
    let last = places.edition.areas_in_england();
    let rank = |place: usize, what: &str| {
        let rank = whole(record.cell(place)).filter(|rank| (1..=last).contains(rank));
        rank.ok_or_else(|| format!("{code}: \"{}\" is no {what} from 1 to {last}", record.cell(place)))
    };
    let mut domain_ranks = [0; 7];
    for (value, place) in domain_ranks.iter_mut().zip(places.domain_ranks) {
        *value = rank(place, "domain rank")?;
    }
    let score = match places.score {
        Some(place) => {
            number(record.cell(place)).ok_or_else(|| format!("{code}: \"{}\" is no score", record.cell(place)))?
        }
        // To three decimals, as scores are published.
        None => (score_of(domain_ranks, places.edition) * 1_000.0).round() / 1_000.0,
    };
    let decile = whole(record.cell(places.decile)).and_then(|decile| u8::try_from(decile).ok());
    let residents = match text(places.residents) {
        None => None,
        Some(cell) => match whole(cell) {
            Some(residents) if (1..=MOST_RESIDENTS).contains(&residents) => Some(residents),
            Some(residents) if residents > MOST_RESIDENTS => {
                return Err(format!("{code}: a population of {cell} is more than any such area has"));
            }
            _ => return Err(format!("{code}: the population \"{cell}\" is not a number above zero")),
        },
    };
    Ok(AreaDeprivation {
        code: AreaCode::new(code),
        edition: places.edition.year(),
        score,
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
fn faults(area: &AreaDeprivation, edition: Edition) -> Vec<String> {
    let mut faults = Vec::new();
    let expected = score_of(area.domain_ranks, edition);
    if (area.score - expected).abs() > score_tolerance(edition) {
        faults.push(format!(
            "{}: the published score {} does not come out of its domain ranks, which give {expected:.3}",
            area.code, area.score
        ));
    }
    faults.extend(check_decile(&area.code, area.rank, area.decile, edition));
    faults
}

/// Why a decile does not fit its rank, if so.
pub(super) fn check_decile(code: &AreaCode, rank: u32, decile: u8, edition: Edition) -> Option<String> {
    let expected = edition.decile(rank);
    (u32::from(decile).abs_diff(expected) > 1)
        .then(|| format!("{code}: decile {decile} does not fit rank {rank}, which is in decile {expected}"))
}

/// A higher score has a lower rank, and the same rank means the same score. Scores that were worked out are only as good
/// as the ranks they come from.
fn check_order(rows: &[Row<AreaDeprivation>], places: &Places, failures: &mut Failures) {
    let slack = if places.score.is_some() { 0.0 } else { score_tolerance(places.edition) };
    let mut by_rank: Vec<&AreaDeprivation> = rows.iter().map(|row| &row.value).collect();
    by_rank.sort_by(|a, b| a.rank.cmp(&b.rank).then_with(|| b.score.total_cmp(&a.score)));
    for pair in by_rank.windows(2) {
        let [before, after] = pair else { continue };
        if after.score > before.score + slack {
            failures.add(format!(
                "{}: its score {} is above the {} of {}, yet its rank {} comes after {}",
                after.code, after.score, before.score, before.code, after.rank, before.rank
            ));
        } else if after.rank == before.rank && after.score < before.score - slack {
            failures.add(format!(
                "{} and {} both rank {}, with scores {} and {}",
                before.code, after.code, after.rank, before.score, after.score
            ));
        }
    }
}

fn check_none_is_missing(rows: &[Row<AreaDeprivation>], edition: Edition, failures: &mut Failures) {
    if !is_all_of_england(rows.len(), edition, failures) {
        check_districts(rows.iter().filter_map(|row| row.value.borough.as_ref()), edition, failures);
        return;
    }
    let ranks = |of: &dyn Fn(&AreaDeprivation) -> u32| {
        rows.iter().map(|row| (&row.value.code, of(&row.value))).collect::<Vec<_>>()
    };
    check_ranks_are_whole(ranks(&|area| area.rank), "overall", failures);
    for (domain, name) in DeprivationDomain::ALL.iter().enumerate() {
        check_ranks_are_whole(ranks(&|area| area.domain_ranks[domain]), name.slug(), failures);
    }
}

/// Whether so many rows are all of England, as they are when they are too many for a region; some may be missing.
pub(super) fn is_all_of_england(rows: usize, edition: Edition, failures: &mut Failures) -> bool {
    let england = edition.areas_in_england();
    if rows > LARGEST_EXTRACT && rows != england as usize {
        failures.add(format!("{rows} rows, where England has {england} areas"));
    }
    rows == england as usize
}

/// Each district of the region is there with all its areas, or not at all.
pub(super) fn check_districts<'a>(
    boroughs: impl Iterator<Item = &'a Borough>,
    edition: Edition,
    failures: &mut Failures,
) {
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for borough in boroughs {
        *found.entry(borough.code.as_deref().unwrap_or(&borough.name)).or_default() += 1;
    }
    for (code, name, areas_2021, areas_2011) in DISTRICTS {
        let areas = match edition {
            Edition::Of2019 => areas_2011,
            Edition::Of2025 => areas_2021,
        };
        if let Some(count) = found.get(code).or_else(|| found.get(name)).filter(|count| **count != areas) {
            failures.add(format!("{name} has {areas} areas; {count} are here"));
        }
    }
}

/// Over all of England each rank is one more than the areas before it; areas that are level share the first of their
/// ranks.
pub(super) fn check_ranks_are_whole(mut by_rank: Vec<(&AreaCode, u32)>, which: &str, failures: &mut Failures) {
    by_rank.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.cmp(b.0)));
    let mut before = 0;
    for level in by_rank.chunk_by(|a, b| a.1 == b.1) {
        let (code, rank) = level[0];
        if rank as usize != before + 1 {
            failures.add(format!("{code}: its {which} rank is {rank}, yet {before} areas of England rank before it"));
            return;
        }
        before += level.len();
    }
}

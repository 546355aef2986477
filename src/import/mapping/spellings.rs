//! The headings catmap has learnt, from `data/registers/spellings.csv`: read once, looked up by kind of register.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::domain::imported::FileKind;
use crate::domain::register::RegisterField;
use crate::import::records::{Record, Records};

use super::heading::normalised;

/// What the field column says of headings that are known to be of no use.
const NOT_USED: &str = "not_used";

/// What a known heading means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    /// Its field, or `None` for a heading that is known and not needed.
    pub(super) field: Option<RegisterField>,
    /// Its place among the spellings: of two headings with one meaning the one with the lower place wins.
    pub(super) place: usize,
}

/// The spellings of one kind of register.
#[derive(Default)]
pub(super) struct Spellings {
    by_heading: HashMap<String, Known>,
    /// All of them, in the order of the file.
    in_order: Vec<(String, Known)>,
}

impl Spellings {
    /// What this heading, normalised, means.
    pub(super) fn get(&self, normalised_heading: &str) -> Option<Known> {
        self.by_heading.get(normalised_heading).copied()
    }

    /// All of them, normalised, in the order of the file.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, Known)> {
        self.in_order.iter().map(|(heading, known)| (heading.as_str(), *known))
    }

    fn add(&mut self, heading: String, known: Known) {
        self.by_heading.entry(heading.clone()).or_insert(known);
        self.in_order.push((heading, known));
    }
}

/// The spellings of this kind of register.
pub(super) fn of(kind: FileKind) -> &'static Spellings {
    match kind {
        FileKind::BrownfieldRegister => &ALL.brownfield,
        _ => &ALL.asset,
    }
}

struct All {
    asset: Spellings,
    brownfield: Spellings,
    /// Lines that could not be understood; a test holds that there are none.
    faults: Vec<String>,
}

static ALL: LazyLock<All> = LazyLock::new(|| parse(include_str!("../../../data/registers/spellings.csv")));

fn parse(text: &str) -> All {
    let mut all = All { asset: Spellings::default(), brownfield: Spellings::default(), faults: Vec::new() };
    let mut records = Records::new(text.as_bytes(), b',');
    let mut record = Record::default();
    while records.read(&mut record).is_ok_and(|found| found) {
        if record.number == 1 {
            continue;
        }
        let field = RegisterField::from_slug(record.cell(0));
        let known = Known { field, place: all.asset.in_order.len() + all.brownfield.in_order.len() };
        let heading = normalised(record.cell(1));
        let (in_asset, in_brownfield) = match record.cell(3) {
            "both" => (true, true),
            seen_in => (seen_in == FileKind::AssetRegister.slug(), seen_in == FileKind::BrownfieldRegister.slug()),
        };
        let understood = field.is_some() || record.cell(0) == NOT_USED;
        if !understood || heading.is_empty() || !(in_asset || in_brownfield) || record.len() != 4 {
            all.faults.push(record.to_cells().join(","));
            continue;
        }
        if in_asset {
            all.asset.add(heading.clone(), known);
        }
        if in_brownfield {
            all.brownfield.add(heading, known);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{ALL, parse};
    use crate::domain::register::RegisterField;

    #[test]
    fn every_line_is_understood_and_no_spelling_means_two_things_in_one_kind() {
        assert_eq!(ALL.faults, Vec::<String>::new());
        for spellings in [&ALL.asset, &ALL.brownfield] {
            assert!(spellings.in_order.len() > 300);
            for (heading, known) in &spellings.in_order {
                assert_eq!(spellings.by_heading[heading], *known, "{heading} stands twice");
            }
        }
    }

    #[test]
    fn every_field_can_be_had_by_some_heading() {
        for field in RegisterField::ALL {
            let known = ALL.asset.in_order.iter().chain(&ALL.brownfield.in_order);
            assert!(known.into_iter().any(|(_, known)| known.field == Some(*field)), "{}", field.slug());
        }
    }

    #[test]
    fn a_line_with_an_unknown_field_or_kind_is_a_fault() {
        let all = parse("field,spelling,files,seen_in\nnonsense,A,,both\nname,B,,somewhere\nname,C,,both\n");
        assert_eq!(all.faults, ["nonsense,A,,both", "name,B,,somewhere"]);
        assert_eq!(all.asset.in_order.len(), 1);
    }
}

//! Counting why rows are left out or noted: what differs only in a number, a date or a reference is told once.

use std::collections::BTreeMap;

use crate::domain::preview::{Reason, Reasons};

/// Different reasons that are told apart; a file with more has one that names something else in each row.
const MOST_REASONS: usize = 1000;
/// Reasons that are told.
const REASONS_TOLD: usize = 20;

/// Counts reasons.
#[derive(Default)]
pub(in crate::app) struct Counter {
    count: u64,
    /// By the reason in general.
    reasons: BTreeMap<String, Said>,
}

/// How often a reason was given, and how.
struct Said {
    rows: u64,
    first: String,
    /// Whether it was given in the same words each time.
    is_one: bool,
}

impl Counter {
    /// Counts one row.
    pub fn count(&mut self, reason: &str) {
        self.count_rows(reason, 1);
    }

    /// Counts rows with the same reason.
    pub fn count_rows(&mut self, reason: &str, rows: u64) {
        self.count += rows;
        let general = in_general(reason);
        if let Some(said) = self.reasons.get_mut(&general) {
            said.rows += rows;
            said.is_one &= said.first == reason;
        } else if self.reasons.len() < MOST_REASONS {
            self.reasons.insert(general, Said { rows, first: reason.to_owned(), is_one: true });
        }
    }

    /// The commonest.
    pub fn told(self) -> Reasons {
        let told = |(general, Said { rows, first, is_one }): (String, Said)| Reason {
            reason: if is_one { first } else { general },
            rows,
        };
        let mut commonest: Vec<Reason> = self.reasons.into_iter().map(told).collect();
        commonest.sort_by(|one, other| other.rows.cmp(&one.rows).then_with(|| one.reason.cmp(&other.reason)));
        commonest.truncate(REASONS_TOLD);
        Reasons { count: self.count, commonest }
    }
}

/// A reason without its words that have a digit in them, which are those of one row: "repeats row … word for word".
fn in_general(reason: &str) -> String {
    let mut general = String::with_capacity(reason.len());
    for word in reason.split_inclusive(' ') {
        if !word.contains(|c: char| c.is_ascii_digit()) {
            general.push_str(word);
            continue;
        }
        let bare = word.trim_end();
        let end = bare.trim_end_matches([',', ';', ':', '.', ')']).len();
        general.push('…');
        general.push_str(&word[end..]);
    }
    general
}

#[cfg(test)]
mod tests {
    use super::Counter;

    #[test]
    fn what_differs_only_in_a_number_is_told_once_and_what_does_not_in_its_own_words() {
        let mut counter = Counter::default();
        for reason in [
            "repeats row 7 word for word",
            "repeats row 12 word for word",
            "only its first half, M32, was taken",
            "only its first half, WA14, was taken",
            "the site left the register on 2020-03-12",
            "expected one like L8 1TH",
            "expected one like L8 1TH",
            "expected one like L8 1TH",
        ] {
            counter.count(reason);
        }
        counter.count_rows("the site left the register on 2021-11-30", 3);
        let told = counter.told();
        let commonest: Vec<(u64, &str)> = told.commonest.iter().map(|one| (one.rows, &*one.reason)).collect();
        assert_eq!(
            commonest,
            [
                (4, "the site left the register on …"),
                (3, "expected one like L8 1TH"),
                (2, "only its first half, …, was taken"),
                (2, "repeats row … word for word"),
            ]
        );
        assert_eq!(told.count, 11);
    }
}

//! Whom shortlists serve: counts of shortlisted pairings, and which of them may be shown.
//!
//! Whatever is counted over needs is shown only with at least three needs behind it, each of which its organisation has
//! agreed to publish. A row that is withheld could be worked out from the total and the rows that are shown; so what is
//! withheld in a table is at least two rows with at least three needs behind them together, or everything.

use std::collections::BTreeSet;

use time::Date;

use crate::domain::need::OrganisationSize;

/// The least needs behind a figure that is shown.
pub const LEAST_NEEDS: usize = 3;

/// What was counted for one row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counted {
    /// Shortlisted pairings.
    pub pairs: usize,
    /// The needs behind them, by index.
    pub needs: BTreeSet<usize>,
    /// The share, 0 to 1, that the row has of all there was to choose from; `None` where there was nothing.
    pub compared: Option<f64>,
}

/// Pairings of a row that may be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown {
    /// Shortlisted pairings.
    pub pairs: usize,
    /// Their share of all shortlisted pairings, 0 to 1.
    pub share: f64,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<T> {
    /// What it is of; `None` for pairings of which that is not known.
    pub of: Option<T>,
    /// Its pairings; `None` where too few needs are behind them, or behind another row that they would give away.
    pub shown: Option<Shown>,
    /// The share, 0 to 1, that the row has of all there was to choose from; `None` where there was nothing.
    pub compared: Option<f64>,
}

/// Whom the shortlists of the published needs serve.
#[derive(Clone, Debug, PartialEq)]
pub struct Fairness {
    /// Pairings shortlisted for each need at most.
    pub per_need: usize,
    /// Needs that shortlists were made for.
    pub needs: usize,
    /// Pairings on them; `None` with fewer than [`LEAST_NEEDS`] needs behind them.
    pub pairs: Option<usize>,
    /// The day the shortlists were made for.
    pub on: Date,
    /// By decile of deprivation of the area of the asset, 1 is England's most deprived tenth.
    pub by_decile: Vec<Row<u8>>,
    /// By borough of the asset.
    pub by_borough: Vec<Row<String>>,
    /// By size of the organisation.
    pub by_size: Vec<Row<OrganisationSize>>,
    /// All that in a few sentences.
    pub sentence: String,
}

/// The rows of one table as they may be shown, in the same order.
#[must_use]
pub fn rows<T>(counted: Vec<(Option<T>, Counted)>) -> Vec<Row<T>> {
    let total: usize = counted.iter().map(|(_, row)| row.pairs).sum();
    let withheld = withheld(&counted.iter().map(|(_, row)| &row.needs).collect::<Vec<_>>());
    counted
        .into_iter()
        .zip(withheld)
        .map(|((of, row), withheld)| Row {
            of,
            shown: (!withheld && total > 0).then(|| Shown { pairs: row.pairs, share: row.pairs as f64 / total as f64 }),
            compared: row.compared,
        })
        .collect()
}

/// Which rows are withheld, given the needs behind each.
fn withheld(needs: &[&BTreeSet<usize>]) -> Vec<bool> {
    let mut withheld: Vec<bool> = needs.iter().map(|needs| needs.len() < LEAST_NEEDS).collect();
    if !withheld.contains(&true) {
        return withheld;
    }
    // The smallest first, so that as little as can be is withheld besides.
    let mut others: Vec<usize> = (0..needs.len()).filter(|row| !withheld[*row]).collect();
    others.sort_by_key(|row| (needs[*row].len(), *row));
    for other in others {
        let rows = withheld.iter().filter(|withheld| **withheld).count();
        let behind: BTreeSet<usize> =
            (0..needs.len()).filter(|row| withheld[*row]).flat_map(|row| needs[row]).copied().collect();
        if rows >= 2 && behind.len() >= LEAST_NEEDS {
            break;
        }
        withheld[other] = true;
    }
    withheld
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::{Counted, LEAST_NEEDS, rows, withheld};

    fn sets(all: &[&[usize]]) -> Vec<BTreeSet<usize>> {
        all.iter().map(|needs| needs.iter().copied().collect()).collect()
    }

    fn said(all: &[&[usize]]) -> Vec<bool> {
        let sets = sets(all);
        withheld(&sets.iter().collect::<Vec<_>>())
    }

    #[test]
    fn a_row_with_fewer_than_three_needs_behind_it_is_withheld_and_cannot_be_worked_out() {
        assert_eq!(said(&[&[1, 2, 3], &[1, 2, 3, 4]]), [false, false]);
        // One alone would be the total less the rest, so the next smallest goes too.
        assert_eq!(said(&[&[1, 2, 3, 4], &[5], &[6, 7, 8]]), [false, true, true]);
        // Two together with two needs behind them would give those two away.
        assert_eq!(said(&[&[1, 2, 3, 4], &[5], &[6], &[7, 8, 9]]), [false, true, true, true]);
        assert_eq!(said(&[&[1, 2, 3, 4], &[5], &[6, 7], &[8, 9, 10]]), [false, true, true, false]);
        assert_eq!(said(&[&[1], &[2]]), [true, true]);
        assert!(said(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn what_is_withheld_is_never_one_row_nor_fewer_than_three_needs_unless_it_is_all(
            needs in prop::collection::vec(prop::collection::btree_set(0usize..12, 0..6), 1..12)
        ) {
            let counted: Vec<(Option<usize>, Counted)> = needs
                .iter()
                .enumerate()
                .map(|(row, needs)| (Some(row), Counted { pairs: needs.len() * 2, needs: needs.clone(), compared: None }))
                .collect();
            let shown = rows(counted);
            let hidden: Vec<usize> = (0..needs.len()).filter(|row| shown[*row].shown.is_none()).collect();
            let behind: BTreeSet<usize> = hidden.iter().flat_map(|row| needs[*row].iter().copied()).collect();
            for (row, needs) in shown.iter().zip(&needs) {
                prop_assert!(row.shown.is_none() || needs.len() >= LEAST_NEEDS);
            }
            prop_assert!(
                hidden.is_empty() || hidden.len() == needs.len() || hidden.len() >= 2 && behind.len() >= LEAST_NEEDS
            );
        }
    }
}

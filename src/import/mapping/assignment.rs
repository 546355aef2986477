//! Gives each field to one column at most, so that the whole file is understood as well as can be.

/// The value of giving a field (row) to a column: above zero where it may be given, 0 where not.
pub(super) type Weights = Vec<Vec<f64>>;

/// For each field the column it is given to, so that the sum of the weights is the largest there is.
///
/// The Hungarian method, fields against columns and one place more for each field that is given to none.
pub(super) fn best(weights: &Weights) -> Vec<Option<usize>> {
    let fields = weights.len();
    let columns = weights.first().map_or(0, Vec::len);
    let places = columns + fields;
    // Costs are negative weights; what may not be costs more than anything that may. Both sides count from 1.
    let cost = |field: usize, place: usize| {
        if place > columns {
            return if place - columns == field { 0.0 } else { 1e6 };
        }
        let weight = weights[field - 1][place - 1];
        if weight > 0.0 { -weight } else { 1e6 }
    };
    let (mut of_field, mut of_place) = (vec![0.0; fields + 1], vec![0.0; places + 1]);
    let mut taken_by = vec![0_usize; places + 1];
    let mut came_from = vec![0_usize; places + 1];
    for field in 1..=fields {
        taken_by[0] = field;
        let mut at = 0;
        let mut least = vec![f64::INFINITY; places + 1];
        let mut visited = vec![false; places + 1];
        while taken_by[at] != 0 {
            visited[at] = true;
            let (holder, mut step, mut next) = (taken_by[at], f64::INFINITY, 0);
            for place in 1..=places {
                if visited[place] {
                    continue;
                }
                let reduced = cost(holder, place) - of_field[holder] - of_place[place];
                if reduced < least[place] {
                    least[place] = reduced;
                    came_from[place] = at;
                }
                if least[place] < step {
                    step = least[place];
                    next = place;
                }
            }
            for place in 0..=places {
                if visited[place] {
                    of_field[taken_by[place]] += step;
                    of_place[place] -= step;
                } else {
                    least[place] -= step;
                }
            }
            at = next;
        }
        while at != 0 {
            let from = came_from[at];
            taken_by[at] = taken_by[from];
            at = from;
        }
    }
    let mut given = vec![None; fields];
    for place in 1..=columns {
        let field = taken_by[place];
        if field > 0 && weights[field - 1][place - 1] > 0.0 {
            given[field - 1] = Some(place - 1);
        }
    }
    given
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::best;

    #[test]
    fn a_column_goes_where_the_file_as_a_whole_is_best_understood() {
        // The second column would be the better reference, but nothing else can be the UPRN.
        assert_eq!(best(&vec![vec![3.0, 4.0], vec![0.0, 2.0]]), [Some(0), Some(1)]);
        assert_eq!(best(&vec![vec![0.0, 0.0]]), [None]);
        assert_eq!(best(&vec![vec![1.0], vec![2.0]]), [None, Some(0)]);
        assert_eq!(best(&Vec::new()), Vec::<Option<usize>>::new());
    }

    proptest! {
        #[test]
        fn no_other_way_is_better(weights in prop::collection::vec(prop::collection::vec(prop_oneof![Just(0.0), 0.1..9.0], 4), 1..4)) {
            fn most(weights: &[Vec<f64>], used: &mut Vec<usize>) -> f64 {
                let Some((first, rest)) = weights.split_first() else { return 0.0 };
                let mut found = most(rest, used);
                for (column, weight) in first.iter().enumerate() {
                    if *weight > 0.0 && !used.contains(&column) {
                        used.push(column);
                        found = found.max(weight + most(rest, used));
                        used.pop();
                    }
                }
                found
            }
            let given = best(&weights);
            let sum: f64 = given.iter().enumerate().filter_map(|(field, column)| column.map(|column| weights[field][column])).sum();
            prop_assert!((sum - most(&weights, &mut Vec::new())).abs() < 1e-9);
            let mut columns: Vec<_> = given.into_iter().flatten().collect();
            let all = columns.len();
            columns.sort_unstable();
            columns.dedup();
            prop_assert_eq!(columns.len(), all);
        }
    }
}

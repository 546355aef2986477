//! Names of properties: which are near one that there is not.

use crate::features::collection::Described;
use crate::features::filter::shortened;

impl Described {
    /// What is said of a property that there is not: which are spelled nearly so, else which there are; no full stop.
    #[must_use]
    pub fn unknown_property(&self, name: &str) -> String {
        const MOST_NEAR: usize = 3;
        let mut near: Vec<(usize, &str)> = self
            .columns
            .iter()
            .filter_map(|column| distance(name, &column.name).map(|distance| (distance, &*column.name)))
            .collect();
        near.sort_unstable();
        let near: Vec<&str> = near.into_iter().take(MOST_NEAR).map(|(_, name)| name).collect();
        let all = || self.columns.iter().map(|column| &*column.name).collect::<Vec<_>>().join(", ");
        let hint =
            if near.is_empty() { format!("there are {}", all()) } else { format!("near it: {}", near.join(", ")) };
        format!("there is no property \"{}\"; {hint}", shortened(name))
    }
}

/// How far two names are apart when that is near: letters to change, or 1 where one is part of the other.
fn distance(given: &str, known: &str) -> Option<usize> {
    const MOST_LETTERS: usize = 64;
    let letters = |name: &str| -> Vec<char> {
        name.chars().filter(|letter| !matches!(letter, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
    };
    let (given, known) = (letters(given), letters(known));
    if given.len() > MOST_LETTERS || known.len() > MOST_LETTERS {
        return None;
    }
    if given == known {
        return Some(0);
    }
    let part = |short: &[char], long: &[char]| short.len() >= 3 && long.windows(short.len()).any(|part| part == short);
    if part(&given, &known) || part(&known, &given) {
        return Some(1);
    }
    let mut row: Vec<usize> = (0..=known.len()).collect();
    for (down, letter) in given.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = down + 1;
        for (across, other) in known.iter().enumerate() {
            let changed = diagonal + usize::from(letter != other);
            diagonal = row[across + 1];
            row[across + 1] = changed.min(diagonal + 1).min(row[across] + 1);
        }
    }
    row.last().copied().filter(|distance| *distance <= 2 && *distance < given.len().max(known.len()) / 2 + 1)
}

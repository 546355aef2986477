//! Rows that look like an asset already held or like another row of their file; they are pointed out and never merged.
//!
//! Three signs, the surest first: the same UPRN; the same address in the same whole postcode; within 15 m of each other
//! with a similar name. Two with different UPRNs are two, whatever else they share: a row of shop units has one address.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::domain::asset::{Asset, AssetId};
use crate::domain::place::{Position, Precision};

/// Two points this near each other, metres, may be one place: a building's front door and its middle.
const NEAR_M: f64 = 15.0;
/// How alike two names must be, 0 to 1.
const SIMILAR: f64 = 0.75;
/// How many of one square of the grid are looked at. Where more stand on one spot, it is no spot (the middle of a town).
const MOST_IN_CELL: usize = 100;
/// Words of names that tell nothing.
const EMPTY_WORDS: [&str; 10] = ["the", "of", "at", "and", "in", "former", "site", "land", "building", "council"];

/// What a row looks like, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The row of the same file; `None` when it is an asset held.
    pub row: Option<u64>,
    /// Its key.
    pub asset: AssetId,
    /// What it is called.
    pub name: String,
    /// Why, in a sentence.
    pub why: String,
}

/// Finds duplicates: first told what is held ([`hold`](Self::hold)), then asked row by row ([`look`](Self::look)).
#[derive(Debug, Default)]
pub struct DuplicateFinder {
    known: Vec<Known>,
    by_uprn: HashMap<u64, u32>,
    /// By the hash of address and postcode.
    by_address: HashMap<u64, Vec<u32>>,
    by_cell: HashMap<(i32, i32), Vec<u32>>,
}

#[derive(Debug)]
struct Known {
    row: Option<u64>,
    id: AssetId,
    uprn: Option<u64>,
    name: Box<str>,
    owner: std::sync::Arc<str>,
    position: Option<Position>,
    /// Of one that has a place.
    words: Words,
}

impl DuplicateFinder {
    /// Nothing is known yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Tells it of an asset that is held.
    pub fn hold(&mut self, asset: &Asset) {
        self.remember(None, asset);
    }

    /// What a row looks like, if anything: an asset held under another key, or an earlier row. The row is remembered.
    pub fn look(&mut self, row: u64, asset: &Asset) -> Option<Found> {
        let found = self.like(asset);
        self.remember(Some(row), asset);
        found
    }

    fn like(&self, asset: &Asset) -> Option<Found> {
        let other = |index: u32| {
            let known = &self.known[index as usize];
            // The same key is the same asset on its way to being changed, not a duplicate of it.
            (known.id != asset.id).then_some(known)
        };
        let told = |known: &Known, sign: String| {
            let whose = if *known.owner == *asset.owner.name { String::new() } else { format!(" of {}", known.owner) };
            let name = known.name.to_string();
            let what =
                known.row.map_or_else(|| format!("\"{name}\"{whose}"), |row| format!("row {row} (\"{name}\"{whose})"));
            let why = format!("{sign} {what}. If they are one, take one of the two out; if not, leave them.");
            Found { row: known.row, asset: known.id.clone(), name, why }
        };
        let same_uprn = asset.uprn.and_then(|uprn| self.by_uprn.get(&uprn)).and_then(|index| other(*index));
        if let Some(known) = same_uprn {
            return Some(told(known, "It has the same UPRN as".to_owned()));
        }
        let may_be = |known: &Known| known.uprn.is_none() || asset.uprn.is_none() || known.uprn == asset.uprn;
        let same_address = address_key(asset).and_then(|key| self.by_address.get(&key));
        let mut same_address = same_address.into_iter().flatten().filter_map(|index| other(*index));
        if let Some(known) = same_address.find(|known| may_be(known)) {
            return Some(told(known, "It has the same address and postcode as".to_owned()));
        }
        let position = point(asset)?;
        let words = Words::of(&asset.name);
        for cell in around(cell_of(position)) {
            for known in self.by_cell.get(&cell).into_iter().flatten().filter_map(|index| other(*index)) {
                let distance_m = known.position.map_or(f64::INFINITY, |there| there.distance_m(position));
                if distance_m <= NEAR_M && may_be(known) && words.alike(&known.words) {
                    return Some(told(
                        known,
                        format!("It lies {distance_m:.0} m from, and is called much the same as,"),
                    ));
                }
            }
        }
        None
    }

    fn remember(&mut self, row: Option<u64>, asset: &Asset) {
        let Ok(index) = u32::try_from(self.known.len()) else { return };
        if let Some(uprn) = asset.uprn {
            self.by_uprn.entry(uprn).or_insert(index);
        }
        if let Some(key) = address_key(asset) {
            push_some(self.by_address.entry(key).or_default(), index);
        }
        let position = point(asset);
        if let Some(position) = position {
            push_some(self.by_cell.entry(cell_of(position)).or_default(), index);
        }
        self.known.push(Known {
            row,
            id: asset.id.clone(),
            uprn: asset.uprn,
            name: asset.name.as_str().into(),
            owner: asset.owner.name.clone(),
            position,
            words: position.map_or_else(Words::default, |_| Words::of(&asset.name)),
        });
    }
}

fn push_some(list: &mut Vec<u32>, index: u32) {
    if list.len() < MOST_IN_CELL {
        list.push(index);
    }
}

/// Where it is, when that is known to the metre: the middle of a postcode is many assets' place.
fn point(asset: &Asset) -> Option<Position> {
    asset.position.filter(|_| asset.precision == Precision::Point)
}

fn cell_of(position: Position) -> (i32, i32) {
    // On the grid, so both are small and not negative.
    ((position.easting_m / NEAR_M) as i32, (position.northing_m / NEAR_M) as i32)
}

fn around((x, y): (i32, i32)) -> impl Iterator<Item = (i32, i32)> {
    (-1..=1).flat_map(move |east| (-1..=1).map(move |north| (x + east, y + north)))
}

/// Address and whole postcode, hashed; an address without a number is a street, which is no place.
fn address_key(asset: &Asset) -> Option<u64> {
    let postcode = asset.postcode.as_ref().filter(|postcode| postcode.is_whole())?;
    let address = asset.address.as_deref().filter(|address| address.chars().any(|c| c.is_ascii_digit()))?;
    // The postcode is often in the address too, and often not.
    let plain =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let (address, inside) = (plain(address), plain(postcode.as_str()));
    let address = address.strip_suffix(&inside).unwrap_or(&address);
    address.chars().any(|c| c.is_ascii_digit()).then(|| hash_of((address, &inside)))
}

/// The words of a name, and its numbers: each as a hash, in order, once.
#[derive(Debug, Default)]
struct Words {
    words: Box<[u64]>,
    numbers: Box<[u64]>,
}

impl Words {
    fn of(name: &str) -> Self {
        let lower = name.to_lowercase().replace(['\'', '’', '.'], "");
        let (mut words, mut empty, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
        for word in lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let list = if word.chars().any(char::is_numeric) {
                &mut numbers
            } else if EMPTY_WORDS.contains(&word) {
                &mut empty
            } else {
                &mut words
            };
            list.push(hash_of(word));
        }
        let words = if words.is_empty() { empty } else { words };
        let in_order = |mut list: Vec<u64>| {
            list.sort_unstable();
            list.dedup();
            list.into_boxed_slice()
        };
        Self { words: in_order(words), numbers: in_order(numbers) }
    }

    /// Whether two names are similar: the share of words they have in common (the coefficient of Dice 1945 and Sørensen
    /// 1948), as long as neither has a number that the other has not ("Unit 1" is not "Unit 2").
    fn alike(&self, other: &Self) -> bool {
        let common = self.words.iter().filter(|word| other.words.binary_search(word).is_ok()).count() as f64;
        let both = (self.words.len() + other.words.len()) as f64;
        self.numbers == other.numbers && both > 0.0 && 2.0 * common / both >= SIMILAR
    }
}

/// The same for the same words in every run. Two different ones with one hash would only be pointed out in vain.
fn hash_of(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests;

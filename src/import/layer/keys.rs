//! Keys that stay the same from file to file: the file's own ids where it has them, else a digest of all a feature says.

use std::collections::{HashMap, HashSet};

use geo::CoordsIter;
use sha2::{Digest, Sha256};

use super::columns::written;
use super::raw::{RawFeature, RawValue};

/// The longest id that is used as a key: it stands in addresses.
const LONGEST_KEY: usize = 100;

/// The keys of all features.
pub(super) struct Keys {
    /// In the order of the features; no two alike.
    pub keys: Vec<String>,
    /// The column that says the same, which is no column beside its key then.
    pub column: Option<usize>,
}

/// The keys of features: what the format knows them by, else a column called "id", if every feature has one of its own.
pub(super) fn keys(names: &[String], features: &[RawFeature]) -> Keys {
    let called_id = names.iter().position(|name| name.eq_ignore_ascii_case("id"));
    let of_column = |column: usize| -> Option<Vec<String>> {
        let one = |feature: &RawFeature| match feature.value(column) {
            value @ (RawValue::Integer(_) | RawValue::Text(_)) => Some(written(value)),
            _ => None,
        };
        features.iter().map(one).collect()
    };
    let of_column = called_id.and_then(of_column).filter(|keys| are_keys(keys));
    let own: Option<Vec<String>> = features.iter().map(|feature| feature.id.clone()).collect();
    match (own.filter(|keys| are_keys(keys)), of_column) {
        (Some(keys), said) => Keys { column: called_id.filter(|_| said.as_ref() == Some(&keys)), keys },
        (None, Some(keys)) => Keys { keys, column: called_id },
        (None, None) => Keys { keys: digests(features), column: None },
    }
}

/// Whether these can be keys: each is short and plain, and no two are alike.
fn are_keys(keys: &[String]) -> bool {
    let plain = |key: &String| {
        (1..=LONGEST_KEY).contains(&key.len()) && !key.chars().any(char::is_control) && !matches!(&**key, "." | "..")
    };
    let mut seen = HashSet::with_capacity(keys.len());
    keys.iter().all(|key| plain(key) && seen.insert(key))
}

/// A digest of each feature; features that say the very same are numbered.
fn digests(features: &[RawFeature]) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::with_capacity(features.len());
    let mut key = |feature: &RawFeature| {
        let digest = digest(feature);
        let times = seen.entry(digest.clone()).and_modify(|times| *times += 1).or_insert(1);
        if *times == 1 { digest } else { format!("{digest}-{times}") }
    };
    features.iter().map(&mut key).collect()
}

fn digest(feature: &RawFeature) -> String {
    let mut digest = Sha256::new();
    for value in &feature.values {
        let kind = match value {
            RawValue::Null => 0,
            RawValue::Boolean(_) => 1,
            RawValue::Integer(_) | RawValue::Number(_) => 2,
            RawValue::Text(_) => 3,
        };
        let text = written(value);
        digest.update([kind]);
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(text);
    }
    for corner in feature.shape.iter().flatten().flat_map(CoordsIter::coords_iter) {
        digest.update(corner.x.to_bits().to_le_bytes());
        digest.update(corner.y.to_bits().to_le_bytes());
    }
    digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use geo::{Geometry, point};

    use super::*;

    fn feature(id: Option<&str>, value: &str, x: f64) -> RawFeature {
        RawFeature {
            id: id.map(str::to_owned),
            values: vec![RawValue::Text(value.to_owned())],
            shape: Ok(Some(Geometry::Point(point! { x: x, y: 1.0 }))),
        }
    }

    #[test]
    fn ids_are_keys_where_each_feature_has_one_of_its_own() {
        let names = ["ID".to_owned()];
        let own = keys(&names, &[feature(Some("b"), "x", 1.0), feature(Some("a"), "y", 1.0)]);
        assert_eq!((own.keys, own.column), (vec!["b".to_owned(), "a".to_owned()], None));
        let same = keys(&names, &[feature(Some("x"), "x", 1.0), feature(Some("y"), "y", 1.0)]);
        assert_eq!(same.column, Some(0), "what the key says is no column beside it");
        let column = keys(&names, &[feature(None, "x", 1.0), feature(Some("y"), "y", 1.0)]);
        assert_eq!((column.keys, column.column), (vec!["x".to_owned(), "y".to_owned()], Some(0)));
    }

    #[test]
    fn without_ids_the_same_feature_has_the_same_key_in_any_order_and_repeats_are_told_apart() {
        let (one, other) = (feature(None, "x", 1.0), feature(None, "x", 2.0));
        let first = keys(&[], &[one.clone(), other.clone(), one.clone()]).keys;
        let second = keys(&[], &[other, one.clone(), one]).keys;
        assert_eq!((&first[0], &first[1]), (&second[1], &second[0]));
        assert_eq!(first[2], format!("{}-2", first[0]));
        let repeated = keys(&["id".to_owned()], &[feature(Some("a"), "x", 1.0), feature(Some("a"), "x", 2.0)]);
        assert_eq!(repeated.keys[0].len(), 16, "ids that repeat are no keys");
    }
}

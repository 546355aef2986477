//! Keys that come out the same whenever the same file is read: of sources and of assets.

use std::collections::HashSet;
use std::fmt::{self, Write as _};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::domain::asset::AssetId;
use crate::domain::whereabouts::tells_place;

use super::fingerprint::{Fingerprints, FirstSeen};

/// The longest asset id.
const LONGEST_ID: usize = 80;

/// Lower-case letters, digits and single hyphens.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// A secret of the database that ids are made for.
///
/// What tells where an empty building stands is in its id as a hash, and ids are public. Whoever guesses an address, of
/// which there are few in a neighbourhood, could hash it too and compare; without the secret they cannot.
#[derive(Clone, PartialEq, Eq)]
pub struct IdKey(Arc<str>);

impl IdKey {
    /// The secret: 64 hexadecimal digits that nobody could guess.
    #[must_use]
    pub fn new(secret: impl AsRef<str>) -> Self {
        Self(Arc::from(secret.as_ref()))
    }
}

impl fmt::Debug for IdKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdKey")
    }
}

/// The first eight hexadecimal digits of the SHA-256 of the secret, if there is one, and these parts. The secret has one
/// length, so none of it can be taken for a part.
pub(super) fn short_hash<'a>(key: Option<&IdKey>, parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    if let Some(IdKey(secret)) = key {
        hash.update(secret.as_bytes());
    }
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0x1f]);
    }
    hash.finalize().iter().take(4).fold(String::with_capacity(8), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Gives out asset ids for one file, in the order of its rows.
pub(super) struct AssetIds {
    publisher: String,
    key: Option<IdKey>,
    hashes_all: bool,
    prints: Fingerprints,
    first_use: FirstSeen,
    taken: HashSet<u128>,
}

impl AssetIds {
    pub(super) fn new(publisher: &str, key: Option<&IdKey>) -> Self {
        let prints = Fingerprints::default();
        Self {
            publisher: slug(publisher),
            key: key.cloned(),
            hashes_all: false,
            prints,
            first_use: FirstSeen::default(),
            taken: HashSet::new(),
        }
    }

    /// The same for a list whose references all can be looked up: none of them is in an id but as a hash.
    pub(super) fn hashed(publisher: &str, key: Option<&IdKey>) -> Self {
        Self { hashes_all: true, ..Self::new(publisher, key) }
    }

    /// The id of the asset in a row, and a sentence when it is not simply publisher and reference.
    ///
    /// The first row with a reference has the plain id. A later row with the same reference has the hash of what
    /// identifies it (UPRN, name, address, postcode and place as the file has them) added, so that it keeps its id when
    /// the file is read again. An id is public: a reference that would tell where an empty building stands (its UPRN, a
    /// postcode, coordinates, an address) is in it as a hash, and what identifies a row always is.
    pub(super) fn give<'r>(
        &mut self,
        (reference, uprn): (Option<&str>, Option<u64>),
        row: u64,
        identifying: &dyn Fn() -> Vec<&'r str>,
    ) -> (AssetId, Option<String>) {
        let key = self.key.as_ref();
        let hash = || short_hash(key, identifying());
        let (base, remark) = match reference {
            None => (hash(), None),
            Some(reference) => {
                let tells = self.hashes_all || tells_place(reference, uprn);
                let plain = if tells { short_hash(key, [reference]) } else { slug(reference) };
                match self.first_use.earlier(self.prints.of(reference), row) {
                    Some(row) => (
                        join(&plain, &hash()),
                        Some(format!("this reference is also that of row {row}; both rows are kept")),
                    ),
                    None if plain.is_empty() => (short_hash(key, [reference]), None),
                    None => {
                        let id = self.whole(&plain);
                        if self.taken.insert(self.prints.of(&id)) {
                            return (AssetId::new(id), None);
                        }
                        (join(&plain, &short_hash(key, [reference])), None)
                    }
                }
            }
        };
        let mut id = self.whole(&base);
        let mut copy = 2;
        while !self.taken.insert(self.prints.of(&id)) {
            id = self.whole(&format!("{base}-{copy}"));
            copy += 1;
        }
        (AssetId::new(id), remark)
    }

    fn whole(&self, base: &str) -> String {
        let id = join(&self.publisher, base);
        if id.len() <= LONGEST_ID {
            return id;
        }
        let hash = short_hash(None, [id.as_str()]);
        let cut = id.get(..LONGEST_ID - 1 - hash.len()).unwrap_or("").trim_end_matches('-');
        format!("{cut}-{hash}")
    }
}

fn join(left: &str, right: &str) -> String {
    let mut both = String::with_capacity(left.len() + 1 + right.len());
    both.push_str(left);
    if !left.is_empty() {
        both.push('-');
    }
    both.push_str(right);
    both
}

#[cfg(test)]
mod tests {
    use super::{AssetIds, IdKey, slug};

    fn give(ids: &mut AssetIds, reference: Option<&str>, cells: &[&str]) -> String {
        ids.give((reference, Some(40_123)), 2, &|| cells.to_vec()).0.to_string()
    }

    #[test]
    fn a_slug_has_only_letters_digits_and_single_hyphens() {
        assert_eq!(slug("12/70001/Land and Building"), "12-70001-land-and-building");
        assert_eq!(slug("  Aldermere Council (fictional) "), "aldermere-council-fictional");
        assert_eq!(slug("№ é"), "");
    }

    #[test]
    fn ids_do_not_clash_and_do_not_depend_on_other_rows() {
        let mut ids = AssetIds::new("Aldermere Council", None);
        assert_eq!(give(&mut ids, Some("A/1"), &["Hall"]), "aldermere-council-a-1");
        let other = give(&mut ids, Some("A 1"), &["Shed"]);
        assert!(other.starts_with("aldermere-council-a-1-") && other.len() == 30, "{other}");
        let again = give(&mut ids, Some("A/1"), &["Barn"]);
        assert!(again.starts_with("aldermere-council-a-1-") && again != other, "{again}");
        let nameless = give(&mut ids, None, &["Barn"]);
        let same_nameless = give(&mut AssetIds::new("Aldermere Council", None), None, &["Barn"]);
        assert_eq!(nameless, same_nameless);
    }

    #[test]
    fn an_id_holds_no_uprn_postcode_or_coordinates_and_stays_the_same() {
        for reference in ["40123", "UPRN 000040012345", "L8 6QJ/1", "334900 390200", "SJ349902", "12 Dock Road"] {
            let id = give(&mut AssetIds::new("Aldermere Council", None), Some(reference), &["Hall"]);
            let hash = id.strip_prefix("aldermere-council-").unwrap();
            assert!(hash.len() == 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
            let mut later = AssetIds::new("Aldermere Council", None);
            give(&mut later, Some("A/1"), &["Another"]);
            assert_eq!(give(&mut later, Some(reference), &["Hall"]), id, "{reference}");
        }
    }

    #[test]
    fn with_a_secret_nobody_finds_an_id_by_guessing_and_a_plain_reference_stays_plain() {
        let key = IdKey::new("5e".repeat(32));
        for reference in [None, Some("40123"), Some("12 Dock Road")] {
            let plain = give(&mut AssetIds::new("Aldermere Council", None), reference, &["Hall"]);
            let secret = give(&mut AssetIds::new("Aldermere Council", Some(&key)), reference, &["Hall"]);
            assert_ne!(plain, secret, "{reference:?}");
            assert_eq!(give(&mut AssetIds::new("Aldermere Council", Some(&key)), reference, &["Hall"]), secret);
        }
        let id = give(&mut AssetIds::new("Aldermere Council", Some(&key)), Some("A/1"), &["Hall"]);
        assert_eq!(id, "aldermere-council-a-1");
        assert_eq!(format!("{key:?}"), "IdKey");
    }

    #[test]
    fn a_long_reference_is_cut_and_stays_unique() {
        let mut ids = AssetIds::new("Aldermere Council", None);
        let (a, b) = ("x".repeat(100), format!("{}y", "x".repeat(99)));
        let (a, b) = (give(&mut ids, Some(&a), &[]), give(&mut ids, Some(&b), &[]));
        assert!(a.len() <= 80 && b.len() <= 80 && a != b, "{a} {b}");
    }
}

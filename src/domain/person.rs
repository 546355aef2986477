//! People who sign in, and the roles they hold.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The key of a person: letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PersonId(pub Arc<str>);

impl PersonId {
    /// An id from its text.
    #[must_use]
    pub fn new(text: impl AsRef<str>) -> Self {
        Self(Arc::from(text.as_ref()))
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What somebody is to the service. A person may hold several; `domain::permission` says what each allows.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Belongs to the organisation of this name.
    Member(Arc<str>),
    /// Works for the council of this name.
    Officer(Arc<str>),
    /// Plans for the region.
    Strategist,
    /// Looks after the service.
    Administrator,
}

impl Role {
    /// Every word for a role.
    pub const WORDS: [&str; 4] = ["member", "officer", "strategist", "administrator"];

    /// The role of a word, with whom it is held of where that belongs to it.
    ///
    /// # Errors
    /// A sentence that says what would be right.
    pub fn from_words(word: &str, of: Option<&str>) -> Result<Self, String> {
        let of = of.map(str::trim).filter(|of| !of.is_empty());
        match (word, of) {
            ("member", Some(organisation)) => Ok(Self::Member(Arc::from(organisation))),
            ("officer", Some(council)) => Ok(Self::Officer(Arc::from(council))),
            ("strategist", None) => Ok(Self::Strategist),
            ("administrator", None) => Ok(Self::Administrator),
            ("member", None) => Err("A member is of an organisation: name it.".to_owned()),
            ("officer", None) => Err("An officer is of a council: name it.".to_owned()),
            ("strategist" | "administrator", Some(_)) => Err(format!("A role of {word} is not of anybody.")),
            _ => Err(format!("A role is one of {}.", Self::WORDS.join(", "))),
        }
    }

    /// Its word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Member(_) => "member",
            Self::Officer(_) => "officer",
            Self::Strategist => "strategist",
            Self::Administrator => "administrator",
        }
    }

    /// The organisation or council it is held of.
    #[must_use]
    pub fn of(&self) -> Option<&str> {
        match self {
            Self::Member(name) | Self::Officer(name) => Some(name),
            Self::Strategist | Self::Administrator => None,
        }
    }
}

/// Somebody who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their key.
    pub id: PersonId,
    /// What they are called.
    pub name: String,
    /// Their e-mail address, as they write it.
    pub email: String,
    /// What they are, in order, each once.
    pub roles: Vec<Role>,
}

impl Person {
    /// Whether they look after the service.
    #[must_use]
    pub fn is_administrator(&self) -> bool {
        self.roles.contains(&Role::Administrator)
    }

    /// The councils they work for, as they are called in their roles.
    pub fn council_names(&self) -> impl Iterator<Item = &str> {
        self.roles.iter().filter_map(|role| match role {
            Role::Officer(council) => Some(&**council),
            _ => None,
        })
    }

    /// The councils they work for, by [`council_slug`].
    pub fn councils(&self) -> impl Iterator<Item = String> + '_ {
        self.council_names().map(council_slug)
    }

    /// The organisations they belong to, by [`organisation_slug`].
    pub fn organisations(&self) -> impl Iterator<Item = String> + '_ {
        self.roles.iter().filter_map(|role| match role {
            Role::Member(organisation) => Some(organisation_slug(organisation)),
            _ => None,
        })
    }
}

/// Words of a council's name that do not tell one from another. The last marks those of an invented region, whose boroughs
/// go without it.
const COUNCIL_WORDS: [&str; 10] =
    ["council", "borough", "metropolitan", "city", "mbc", "the", "of", "and", "mdc", "fictional"];

/// The end of the name of an owner that a list does not name, before the council whose list it is.
const LISTED_BY: &str = " (listed by ";

/// The name of an owner that a list does not name: "Public authority (listed by Preston)". The council that lists such a
/// site speaks for it, so that [`council_slug`] is that of the council.
#[must_use]
pub fn unnamed_owner(what: &str, council: &str) -> String {
    format!("{what}{LISTED_BY}{council})")
}

/// Whether a list does not name the owner: see [`unnamed_owner`].
#[must_use]
pub fn is_unnamed_owner(name: &str) -> bool {
    name.strip_suffix(')').is_some_and(|name| name.contains(LISTED_BY))
}

/// What a council is compared by: "Knowsley Council", "Knowsley MBC" and "Metropolitan Borough of Knowsley" are
/// `knowsley`. A name of such words alone keeps them all, so that no two names become the same nothing.
#[must_use]
pub fn council_slug(name: &str) -> String {
    let lister = name.strip_suffix(')').and_then(|name| name.rsplit_once(LISTED_BY));
    let words = words_of(lister.map_or(name, |(_, council)| council));
    let telling: Vec<&str> = words.iter().map(String::as_str).filter(|word| !COUNCIL_WORDS.contains(word)).collect();
    if telling.is_empty() { words.join("-") } else { telling.join("-") }
}

/// What an organisation is compared by: its name in lower case without punctuation.
#[must_use]
pub fn organisation_slug(name: &str) -> String {
    words_of(name).join("-")
}

/// Words in lower case; an apostrophe or full stop does not part them ("St. Helens", "King's").
fn words_of(name: &str) -> Vec<String> {
    let closed: String = name.to_lowercase().chars().filter(|c| !matches!(c, '\'' | '’' | '.')).collect();
    closed.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_council_is_the_same_however_its_name_is_written() {
        for name in ["Knowsley Council", "Knowsley MBC", "Knowsley", "Metropolitan Borough of Knowsley", " KNOWSLEY "] {
            assert_eq!(council_slug(name), "knowsley", "{name}");
        }
        assert_eq!(council_slug("St. Helens Council"), council_slug("St Helens Metropolitan Borough Council"));
        assert_eq!(council_slug("Liverpool City Council"), "liverpool");
        assert_eq!(
            council_slug("Aldermere Council (fictional)"),
            council_slug("Aldermere"),
            "a borough and its council"
        );
    }

    #[test]
    fn the_council_that_lists_a_site_speaks_for_an_owner_that_nobody_named() {
        let owner = unnamed_owner("Public authority", "Preston City Council");
        assert_eq!(owner, "Public authority (listed by Preston City Council)");
        assert_eq!(council_slug(&owner), "preston");
        let fictional = unnamed_owner("Owner not known", "Aldermere Council (fictional)");
        assert_eq!(council_slug(&fictional), council_slug("Aldermere Council (fictional)"));
        assert_eq!(council_slug("Friends (listed by"), "friends-listed-by");
    }

    #[test]
    fn different_councils_stay_different_and_no_name_becomes_nothing() {
        assert_ne!(council_slug("Nottingham City Council"), council_slug("Nottinghamshire County Council"));
        assert_ne!(council_slug("City Council"), council_slug("Borough Council"));
        assert_eq!(council_slug("The City Council"), "the-city-council");
        assert_eq!(council_slug(" - "), "");
    }

    #[test]
    fn a_role_is_of_somebody_exactly_where_that_belongs_to_it() {
        assert_eq!(Role::from_words("officer", Some("Knowsley Council")), Ok(Role::Officer("Knowsley Council".into())));
        for (word, of) in [("officer", None), ("member", Some(" ")), ("administrator", Some("x")), ("king", None)] {
            assert!(Role::from_words(word, of).is_err(), "{word}");
        }
    }
}

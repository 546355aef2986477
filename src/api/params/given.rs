//! The parameters of one request, held against what its route declares.

use crate::api::body::NO_NUL;
use crate::api::params::{Declared, Parameter, Place};
use crate::api::problem::{CONFLICTING_PARAMETER, INVALID_PARAMETER, Problem, UNKNOWN_PARAMETER};

/// The parameters of one request, every one known to its route and checked.
#[derive(Clone, Debug, Default)]
pub struct Given {
    values: Vec<(&'static str, String)>,
    /// What an open route was given besides, each name once.
    pub others: Vec<(String, String)>,
}

impl Given {
    /// Holds pairs of names and values, percent-decoded, against the parameters a route declares. An open route takes other
    /// names too: what they mean depends on what is asked, so its handler holds them against that.
    ///
    /// # Errors
    /// A problem naming the parameter: unknown, given twice with different values, or not usable.
    pub fn check(pairs: &[(String, String)], declared: &[&'static dyn Declared], open: bool) -> Result<Self, Problem> {
        let mut given = Self::default();
        for (name, text) in pairs {
            let shown: String = name.chars().take(60).collect();
            let parameter = declared.iter().find(|parameter| parameter.name() == name);
            let earlier = match parameter {
                Some(_) => given.text(name),
                None if !open => return Err(unknown(name, query_names(declared).map(str::to_owned))),
                None => given.others.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str()),
            };
            match earlier {
                // Some proxies and clients repeat a parameter; the same value twice leaves no doubt.
                Some(earlier) if earlier == text => continue,
                Some(_) => {
                    let detail = format!("{shown} is given more than once with different values.");
                    return Err(Problem::new(CONFLICTING_PARAMETER, detail).at(&shown));
                }
                None if text.contains('\0') => {
                    return Err(Problem::new(INVALID_PARAMETER, format!("{shown}: {NO_NUL}.")).at(&shown));
                }
                None => {}
            }
            let Some(parameter) = parameter else {
                given.others.push((name.clone(), text.clone()));
                continue;
            };
            parameter.check(text).map_err(|reason| {
                Problem::new(INVALID_PARAMETER, format!("{}: {reason}.", parameter.name())).at(parameter.name())
            })?;
            given.values.push((parameter.name(), text.clone()));
        }
        Ok(given)
    }

    /// Every name with its value, the declared ones first.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let declared = self.values.iter().map(|(name, text)| (*name, text.as_str()));
        declared.chain(self.others.iter().map(|(name, text)| (name.as_str(), text.as_str())))
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(known, _)| *known == name).map(|(_, text)| text.as_str())
    }

    /// The value of a parameter, when it is given.
    #[must_use]
    pub fn read<T>(&self, parameter: &Parameter<T>) -> Option<T> {
        // Checked when the request came in, so an error cannot come up here.
        self.text(parameter.name).and_then(|text| (parameter.parse)(text).ok())
    }
}

/// The names that may stand after the question mark.
pub fn query_names(declared: &[&'static dyn Declared]) -> impl Iterator<Item = &'static str> {
    declared.iter().filter(|parameter| parameter.place() == Place::Query).map(|parameter| parameter.name())
}

/// A name that means nothing at an address that takes these.
#[must_use]
pub fn unknown(name: &str, known: impl Iterator<Item = String>) -> Problem {
    let shown: String = name.chars().take(60).collect();
    let known: Vec<String> = known.collect();
    let hint = if known.is_empty() {
        "This address takes no parameters.".to_owned()
    } else {
        format!("This address takes: {}.", known.join(", "))
    };
    Problem::new(UNKNOWN_PARAMETER, format!("There is no parameter \"{shown}\" here. {hint}")).at(shown)
}

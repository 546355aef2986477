//! Borough names: every one known, by code, and found inside an owner's name.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::atlas::areas::Area;

/// The boroughs of the areas loaded.
#[derive(Debug, Default, PartialEq)]
pub struct Boroughs {
    /// Each name with the areas in it, in order.
    names: BTreeMap<Arc<str>, Vec<usize>>,
    by_code: BTreeMap<Arc<str>, Arc<str>>,
    /// The place of each area's borough among the names.
    of_areas: Vec<Option<u32>>,
}

impl Boroughs {
    /// The boroughs that the areas lie in.
    #[must_use]
    pub(super) fn of(areas: &[Area]) -> Self {
        let mut boroughs = Self::default();
        for (index, area) in areas.iter().enumerate() {
            let Some(borough) = &area.borough else { continue };
            boroughs.names.entry(borough.name.clone()).or_default().push(index);
            if let Some(code) = &borough.code {
                boroughs.by_code.entry(code.clone()).or_insert_with(|| borough.name.clone());
            }
        }
        boroughs.of_areas = vec![None; areas.len()];
        for (number, areas) in (0..).zip(boroughs.names.values()) {
            areas.iter().for_each(|area| boroughs.of_areas[*area] = Some(number));
        }
        boroughs
    }

    /// Every name, in order.
    pub fn names(&self) -> impl Iterator<Item = &Arc<str>> {
        self.names.keys()
    }

    /// The place of an area's borough among all names.
    #[must_use]
    pub fn number_of_area(&self, area: usize) -> Option<u32> {
        self.of_areas.get(area).copied().flatten()
    }

    /// The areas in the borough of this name, in order of code.
    #[must_use]
    pub fn areas(&self, name: &str) -> &[usize] {
        self.names.get(name).map_or(&[], Vec::as_slice)
    }

    /// The name of a district code.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<Arc<str>> {
        self.by_code.get(code).cloned()
    }

    /// The borough of this name in any case, in the spelling of the areas.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<Arc<str>> {
        let wanted = words(name);
        self.names.keys().find(|known| words(known) == wanted).cloned()
    }

    /// The longest borough name that stands in a text as whole words: "Liverpool" in "Liverpool City Council".
    #[must_use]
    pub fn named_in(&self, text: &str) -> Option<Arc<str>> {
        let text = words(text);
        let longest_first = |name: &&Arc<str>| (name.len(), std::cmp::Reverse((*name).clone()));
        self.names.keys().filter(|name| text.contains(words(name).as_str())).max_by_key(longest_first).cloned()
    }
}

/// Lower-case words between single spaces, with a space before and after, full stops left out.
fn words(text: &str) -> String {
    let plain = text.to_lowercase().replace('.', "");
    let mut words = String::from(" ");
    for word in plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        words.push_str(word);
        words.push(' ');
    }
    words
}

#[cfg(test)]
mod tests {
    use super::Boroughs;

    #[test]
    fn a_borough_is_found_as_whole_words_in_the_name_of_an_owner() {
        let names = ["Liverpool", "St Helens", "Bury", "West Lancashire", "Lancashire"];
        let boroughs = Boroughs { names: names.map(|name| (name.into(), Vec::new())).into(), ..Boroughs::default() };
        let found = |owner| boroughs.named_in(owner).map(|name| name.to_string());
        assert_eq!(found("Liverpool City Council").as_deref(), Some("Liverpool"));
        assert_eq!(found("ST. HELENS MBC").as_deref(), Some("St Helens"));
        assert_eq!(found("Salisbury City Council"), None);
        assert_eq!(found("West Lancashire Borough Council").as_deref(), Some("West Lancashire"));
        assert_eq!(boroughs.named("st helens").as_deref(), Some("St Helens"));
    }
}

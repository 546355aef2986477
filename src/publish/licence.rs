//! Licences that are known by name, and where their texts are.

/// How names of licences begin, in lower case without punctuation, and the address of the text.
const KNOWN: &[(&str, &str)] = &[
    ("open government licence", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"),
    ("ogl", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"),
    ("cc by 4", "https://creativecommons.org/licenses/by/4.0/"),
    ("cc0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ("open database licen", "https://opendatacommons.org/licenses/odbl/1-0/"),
    ("odbl", "https://opendatacommons.org/licenses/odbl/1-0/"),
];

/// The text of a licence that is named so; `None` when we do not know it.
#[must_use]
pub fn licence_text(name: &str) -> Option<&'static str> {
    let plain: String =
        name.to_lowercase().chars().map(|c| if c.is_alphanumeric() || c == '.' { c } else { ' ' }).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    KNOWN.iter().find(|(start, _)| plain.starts_with(start)).map(|(_, address)| *address)
}

#[cfg(test)]
mod tests {
    use super::licence_text;

    #[test]
    fn usual_spellings_are_known_and_others_are_not() {
        for name in ["Open Government Licence 3.0", "open government licence v3.0", "OGL-UK-3.0", "OGL"] {
            assert!(licence_text(name).unwrap().contains("open-government-licence/version/3"), "{name}");
        }
        assert!(licence_text("CC-BY-4.0").unwrap().contains("/by/4.0"));
        for name in ["", "All rights reserved", "made up"] {
            assert_eq!(licence_text(name), None, "{name}");
        }
    }
}

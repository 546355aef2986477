//! One spelling for each borough, whatever the file's.

use std::sync::Arc;

use crate::domain::area::{AreaCode, Borough};

/// A borough's name in one spelling: "St. Helens", "St  Helens" and "St. Helens District" are all "St Helens".
pub(super) fn borough_name(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let words = match words.as_slice() {
        [name @ .., "District"] if !name.is_empty() => name,
        all => all,
    };
    words.iter().map(|word| if *word == "St." { "St" } else { word }).collect::<Vec<_>>().join(" ")
}

/// A borough from what a file gives: a code, a name, or the name of an area in it, which starts with it.
pub(super) fn borough(code: Option<&str>, name: Option<&str>, area_name: Option<&str>) -> Option<Borough> {
    let from_area = || area_name?.trim().rsplit_once(' ').map(|(borough, _)| borough);
    let name = name.or_else(from_area).map(borough_name).filter(|name| !name.is_empty())?;
    let code = code.map(str::trim).filter(|code| !code.is_empty());
    Some(Borough { code: code.map(Arc::from), name: Arc::from(name) })
}

/// Whether this is the code of an area of the made-up region, in a range the ONS does not use.
pub(super) fn is_fictional(code: &AreaCode) -> bool {
    let text = &*code.0;
    let area = text.len() == 9
        && ((text.starts_with("E01") && text >= "E01090000") || (text.starts_with("E02") && text >= "E02090000"));
    area || ["E05099", "E08099"].iter().any(|range| text.starts_with(range))
}

/// Whether this is the code of an MSOA.
pub(super) fn is_msoa_code(text: &str) -> bool {
    text.len() == 9
        && (text.starts_with("E02") || text.starts_with("W02"))
        && text.bytes().skip(1).all(|b| b.is_ascii_digit())
}

/// Whether this is the code of an LSOA.
pub(super) fn is_lsoa_code(text: &str) -> bool {
    text.len() == 9
        && (text.starts_with("E01") || text.starts_with("W01"))
        && text.bytes().skip(1).all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{borough, borough_name, is_fictional};
    use crate::domain::area::AreaCode;

    #[test]
    fn every_spelling_of_a_borough_becomes_one() {
        for text in ["St. Helens", "St  Helens", "St Helens", "St. Helens District", " St Helens "] {
            assert_eq!(borough_name(text), "St Helens", "{text:?}");
        }
        assert_eq!(borough_name("Liverpool District"), "Liverpool");
        let from_area = borough(Some("E08000013"), None, Some("St. Helens 004B")).unwrap();
        assert_eq!((&*from_area.name, from_area.code.as_deref()), ("St Helens", Some("E08000013")));
        assert_eq!(borough(None, None, None), None);
    }

    #[test]
    fn made_up_codes_are_known_however_large_the_region() {
        for made_up in ["E01090001", "E01099999", "E01100000", "E01123755", "E02090001", "E05099001", "E08099001"] {
            assert!(is_fictional(&AreaCode::new(made_up)), "{made_up}");
        }
        for official in ["E01000001", "E01035762", "E02007112", "E08000012", "W01000001", ""] {
            assert!(!is_fictional(&AreaCode::new(official)), "{official}");
        }
    }
}

//! Streams the records of a JSON file, one at a time: a list, or the list under one name of an object.

use std::fmt;
use std::io::Read;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::features::replace_zeros_of;

/// What a JSON document is, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// TopoJSON.
    Topology,
    /// `{"grants": [...]}`: 360Giving.
    Grants,
    /// A list of charities as the Charity Commission gives them.
    Charities,
    /// Anything else, GeoJSON among it.
    Other,
}

/// What the document that starts like this is. It may be cut off anywhere.
pub(super) fn shape(head: &[u8]) -> Shape {
    let mut seen = Seen::default();
    // An error is the end of what was given; what was met before it counts.
    let _ = SeenSeed { seen: &mut seen }.deserialize(&mut serde_json::Deserializer::from_slice(head));
    let has = |name: &str| seen.names.iter().any(|known| known == name);
    if seen.is_topology || (has("arcs") && has("objects")) {
        Shape::Topology
    } else if has("grants") {
        Shape::Grants
    } else if seen.in_list && has("charity_name") {
        Shape::Charities
    } else {
        Shape::Other
    }
}

#[derive(Default)]
struct Seen {
    /// The names of the document, or of the first record when it is a list.
    names: Vec<String>,
    in_list: bool,
    is_topology: bool,
}

struct SeenSeed<'s> {
    seen: &'s mut Seen,
}

impl<'de> DeserializeSeed<'de> for SeenSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for SeenSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON document")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            let is_type = name == "type";
            self.seen.names.push(name);
            if is_type {
                self.seen.is_topology = map.next_value::<Value>()?.as_str() == Some("Topology");
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        self.seen.in_list = true;
        list.next_element_seed(SeenSeed { seen: self.seen })?;
        Ok(())
    }
}

/// Takes a record and its number from 1; `false` ends the reading.
pub(super) type Each<'e> = &'e mut dyn FnMut(u64, Map<String, Value>) -> bool;

/// Hands on each record of the list: of the document itself, or of the member `name` of it. Gives whether there was one.
///
/// # Errors
/// When the text is not JSON, breaks off, or holds something else than records there.
pub(super) fn stream(reader: impl Read, name: Option<&str>, each: Each<'_>) -> Result<bool, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_reader(reader);
    let mut found = false;
    match name {
        None => {
            ListSeed { each }.deserialize(&mut deserializer)?;
            found = true;
        }
        Some(name) => MemberSeed { name, each, found: &mut found }.deserialize(&mut deserializer)?,
    }
    deserializer.end()?;
    Ok(found)
}

struct MemberSeed<'s, 'e> {
    name: &'s str,
    each: Each<'e>,
    found: &'s mut bool,
}

impl<'de> DeserializeSeed<'de> for MemberSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for MemberSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with the list \"{}\"", self.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            if name == self.name {
                *self.found = true;
                map.next_value_seed(ListSeed { each: &mut *self.each })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

struct ListSeed<'e> {
    each: Each<'e>,
}

impl<'de> DeserializeSeed<'de> for ListSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for ListSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut number = 0;
        let mut wanted = true;
        while let Some(mut record) = list.next_element::<Map<String, Value>>()? {
            number += 1;
            replace_zeros_of(&mut record);
            wanted = wanted && (self.each)(number, record);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Shape, shape, stream};

    #[test]
    fn a_zero_in_a_text_or_a_name_is_shown_as_a_question_mark() {
        let text = r#"[{"charity_name":"\u0000Choir","o\u0000dd":[{"a":"b\u0000"}]}]"#;
        let mut seen = Vec::new();
        let found = stream(text.as_bytes(), None, &mut |number, record| {
            seen.push((number, json!(record)));
            true
        });
        assert!(found.unwrap());
        assert_eq!(seen, [(1, json!({ "charity_name": "?Choir", "o?dd": [{ "a": "b?" }] }))]);
    }

    #[test]
    fn a_document_is_known_by_its_first_bytes_even_when_they_are_cut_off() {
        for (head, expected) in [
            (r#"{"type":"Topology","obj"#, Shape::Topology),
            (r#"{"arcs":[[[0,0],[1,1]]],"objects":{"#, Shape::Topology),
            (r#"{"meta":{"a":[1,2]},"grants":[{"id":"#, Shape::Grants),
            (r#"[{"date_of_extract":"2026","charity_name":"Hall","#, Shape::Charities),
            (r#"{"type":"FeatureCollection","features":[{"type":"Topology"}]}"#, Shape::Other),
            (r#"{"type":"#, Shape::Other),
            ("[1,2", Shape::Other),
            ("", Shape::Other),
            (&"[".repeat(100_000), Shape::Other),
        ] {
            assert_eq!(shape(head.as_bytes()), expected, "{}", head.get(..40).unwrap_or(head));
        }
    }
}

//! What is said of a file that is sent, and asked of its rows.

use serde_json::json;

use crate::api::params::{LONGEST_NAME, Parameter, Place};
use crate::domain::imported::FileKind;
use crate::domain::imported::RowOutcome;

/// The name of a file that is sent.
pub static FILE_NAME: Parameter<String> = Parameter {
    name: "file_name",
    place: Place::Query,
    about: "The name the file has.",
    schema: || json!({ "type": "string", "maxLength": LONGEST_NAME }),
    parse: name_of_file,
};

/// What a file is.
pub static FILE_KIND: Parameter<FileKind> = Parameter {
    name: "kind",
    place: Place::Query,
    about: "What the file is, where its content would not tell.",
    schema: || json!({ "type": "string", "enum": FileKind::SLUGS }),
    parse: |text| FileKind::from_slug(text).ok_or_else(|| format!("one of {}", FileKind::SLUGS.join(", "))),
};

/// Who publishes a file.
pub static PUBLISHER: Parameter<String> = Parameter {
    name: "publisher",
    place: Place::Query,
    about: "Who publishes the file, where it does not say.",
    schema: || json!({ "type": "string", "maxLength": LONGEST_NAME }),
    parse: name_of_file,
};

/// What became of rows.
pub static OUTCOME: Parameter<RowOutcome> = Parameter {
    name: "outcome",
    place: Place::Query,
    about: "Only rows that came to this.",
    schema: || json!({ "type": "string", "enum": RowOutcome::SLUGS }),
    parse: |text| RowOutcome::from_slug(text).ok_or_else(|| format!("one of {}", RowOutcome::SLUGS.join(", "))),
};

fn name_of_file(text: &str) -> Result<String, String> {
    match text.chars().count() {
        1..=LONGEST_NAME => Ok(text.to_owned()),
        _ => Err(format!("a name of at most {LONGEST_NAME} characters")),
    }
}

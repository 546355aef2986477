//! Texts as parts of addresses.

/// A text as part of a path: what is not plainly safe is percent-encoded (RFC 3986 section 2.3).
#[must_use]
pub fn path_segment(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

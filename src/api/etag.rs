//! Entity tags: a caller that already has an answer is told so (RFC 9110 sections 8.8.3 and 13.1.2).
//!
//! A tag is worked out from the bytes of the answer, so it changes exactly when the answer does, whatever the reason: new
//! data, another day, another method, another database behind the same address. That of a page of features is worked out from
//! the digests of their texts, which are kept with them ([`crate::publish::fragments`]), and the bytes around them.

use std::io::Read;

use sha2::{Digest, Sha256};

/// How the compressed forms of an answer differ in their tags: a strong tag names bytes, and theirs are others.
const ENCODINGS: [&str; 4] = ["-br", "-gzip", "-zstd", "-deflate"];

/// The tag of some bytes, quotes included.
#[must_use]
pub fn of(bytes: &[u8], media: &str) -> String {
    quoted(&Sha256::new().chain_update(media.as_bytes()).chain_update([0]).chain_update(bytes).finalize())
}

/// The tag of the bytes of a file, from where it stands to its end.
///
/// # Errors
/// When it cannot be read.
pub fn of_file(file: &mut impl Read, media: &str) -> std::io::Result<String> {
    let mut digest = Sha256::new().chain_update(media.as_bytes()).chain_update([0]);
    std::io::copy(file, &mut digest)?;
    Ok(quoted(&digest.finalize()))
}

fn quoted(digest: &[u8]) -> String {
    let start: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{start}\"")
}

/// The tag of the same answer in a content coding.
#[must_use]
pub fn encoded(tag: &str, coding: &str) -> String {
    format!("{}-{coding}\"", tag.trim_end_matches('"'))
}

/// The tag to answer 304 with, when one of the caller's tags (an If-None-Match header) names this answer in some coding.
#[must_use]
pub fn matching(if_none_match: &str, tag: &str) -> Option<String> {
    if if_none_match.trim() == "*" {
        return Some(tag.to_owned());
    }
    if_none_match.split(',').map(str::trim).find_map(|given| {
        // The comparison is a weak one: caches may have weakened a tag on its way.
        let strong = given.strip_prefix("W/").unwrap_or(given);
        let bare = strong.strip_prefix('"')?.strip_suffix('"')?;
        let plain = ENCODINGS.iter().find_map(|coding| bare.strip_suffix(coding)).unwrap_or(bare);
        (tag.trim_matches('"') == plain).then(|| strong.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_recognised_plain_weakened_encoded_and_among_others() {
        let tag = of(b"answer", "application/json");
        let gzip = encoded(&tag, "gzip");
        for header in ["*".to_owned(), tag.clone(), format!("W/{tag}"), gzip.clone(), format!("\"other\", {gzip}")] {
            assert!(matching(&header, &tag).is_some(), "{header}");
        }
        for header in ["", "\"\"", "\"other\"", "rubbish", "W/", "\"", &tag[1..]] {
            assert!(matching(header, &tag).is_none(), "{header}");
        }
    }

    #[test]
    fn other_bytes_or_another_media_type_have_another_tag() {
        assert_ne!(of(b"a", "x"), of(b"b", "x"));
        assert_ne!(of(b"a", "x"), of(b"a", "y"));
    }
}

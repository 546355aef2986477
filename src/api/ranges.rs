//! Which part of a file a caller wants (RFC 9110 section 14).

/// Some of the bytes of a file, or all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// So many from the byte of this number on, at least one.
    Some {
        /// The first, from 0.
        from: u64,
        /// How many.
        length: u64,
    },
    /// Bytes that the file does not have.
    Missing,
}

impl Part {
    /// What the headers Range and If-Range ask for. Several parts at once, and what cannot be understood, are answered with
    /// the whole file, as the standard allows. So is a part of another version than this: with If-Range the caller says which it
    /// has begun, by a strong tag; we give no dates.
    #[must_use]
    pub fn asked(range: Option<&str>, if_range: Option<&str>, tag: &str, bytes: u64) -> Self {
        let Some(range) = range.filter(|_| if_range.is_none_or(|given| given.trim() == tag)) else {
            return Self::Whole;
        };
        let Some((unit, span)) = range.split_once('=') else { return Self::Whole };
        let Some((first, last)) = span.split_once('-').filter(|_| unit.trim().eq_ignore_ascii_case("bytes")) else {
            return Self::Whole;
        };
        let (first, last) = (first.trim(), last.trim());
        let (Some(from), Some(to)) = (number(first), number(last)) else { return Self::Whole };
        match (from, to) {
            (None, None) => Self::Whole,
            (None, Some(0)) => Self::Missing,
            // The last so many bytes.
            (None, Some(count)) if bytes > 0 => {
                let length = count.min(bytes);
                Self::Some { from: bytes - length, length }
            }
            (Some(from), Some(to)) if to < from => Self::Whole,
            (Some(from), to) if from < bytes => {
                let last = to.map_or(bytes - 1, |to| to.min(bytes - 1));
                Self::Some { from, length: last - from + 1 }
            }
            _ => Self::Missing,
        }
    }
}

/// `Some(None)` for nothing, `None` for what is no number. One too long for the machine lies beyond every file.
fn number(text: &str) -> Option<Option<u64>> {
    if text.is_empty() {
        return Some(None);
    }
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| Some(text.parse().unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::Part;

    fn part(range: &str) -> Part {
        Part::asked(Some(range), None, "\"tag\"", 100)
    }

    #[test]
    fn one_part_is_understood_in_each_of_its_three_forms() {
        for (range, from, length) in [
            ("bytes=0-0", 0, 1),
            ("bytes=0-99", 0, 100),
            ("bytes=10-19", 10, 10),
            ("Bytes = 10 - 19", 10, 10),
            ("bytes=90-", 90, 10),
            ("bytes=90-1000", 90, 10),
            ("bytes=90-99999999999999999999999999", 90, 10),
            ("bytes=-1", 99, 1),
            ("bytes=-1000", 0, 100),
        ] {
            assert_eq!(part(range), Part::Some { from, length }, "{range}");
        }
    }

    #[test]
    fn what_lies_beyond_the_end_is_missing() {
        for range in ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999999999-"] {
            assert_eq!(part(range), Part::Missing, "{range}");
        }
        assert_eq!(Part::asked(Some("bytes=-5"), None, "\"tag\"", 0), Part::Missing);
    }

    #[test]
    fn several_parts_and_what_cannot_be_understood_are_the_whole_file() {
        for range in
            ["", "bytes", "bytes=", "bytes=-", "bytes=5-4", "bytes=0-1,5-6", "rows=0-1", "bytes=a-b", "bytes=--1"]
        {
            assert_eq!(part(range), Part::Whole, "{range}");
        }
        assert_eq!(Part::asked(None, Some("\"tag\""), "\"tag\"", 100), Part::Whole);
    }

    #[test]
    fn a_part_of_another_version_is_the_whole_file() {
        let asked = |if_range| Part::asked(Some("bytes=0-9"), Some(if_range), "\"tag\"", 100);
        assert_eq!(asked("\"tag\""), Part::Some { from: 0, length: 10 });
        for other in ["\"other\"", "W/\"tag\"", "\"tag-gzip\"", "Sun, 22 Nov 2026 09:00:00 GMT", ""] {
            assert_eq!(asked(other), Part::Whole, "{other}");
        }
    }
}

//! What single cells say: numbers, dates, yes and no, words of a fixed vocabulary; and which cells say nothing.

use std::borrow::Cow;

use time::macros::date;
use time::{Date, Duration, Month};

/// The cell without blanks at its ends and without a publisher's extra quotation marks; `None` when it says nothing.
///
/// "N/A" and "Unknown" say nothing, as much as an empty cell does: unknown is never a value.
pub(super) fn given(cell: &str) -> Option<&str> {
    let text = cell.trim_matches(|c: char| c.is_whitespace() || c == '"').trim_start_matches('\'');
    const SAYS_NOTHING: [&str; 13] =
        ["", "n/a", "na", "#n/a", "unknown", "not known", "-", "--", "null", "none", "tbc", "not available", "?"];
    let nothing = || SAYS_NOTHING.iter().any(|nothing| text.eq_ignore_ascii_case(nothing));
    (text.len() > "not available".len() || !nothing()).then_some(text)
}

/// The most characters of a cell that an asset keeps. Notes on planning have some hundred; whatever is kept is sent to
/// everybody who looks at the map.
const MOST_CHARACTERS: usize = 2_000;

/// As much of a text as an asset keeps.
pub(super) fn beginning(text: &str) -> &str {
    if text.len() <= MOST_CHARACTERS {
        return text;
    }
    text.char_indices().nth(MOST_CHARACTERS).map_or(text, |(end, _)| &text[..end])
}

/// Words on one line: blanks collapsed, line breaks turned into commas.
pub(super) fn one_line(text: &str) -> String {
    on_one_line(text).into_owned()
}

/// The same, which most texts are as they stand.
pub(super) fn on_one_line(text: &str) -> Cow<'_, str> {
    if is_one_line(text) {
        return Cow::Borrowed(text);
    }
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let lines: Vec<String> =
        lines.map(|line| line.trim_matches([',', ' ']).to_owned()).filter(|line| !line.is_empty()).collect();
    Cow::Owned(lines.join(", ").replace(" ,", ","))
}

/// Whether a text is as [`on_one_line`] leaves it, as far as plain letters tell. Most cells are.
fn is_one_line(text: &str) -> bool {
    let stays = |end: Option<&u8>| !matches!(end, Some(b' ' | b','));
    let bytes = text.as_bytes();
    stays(bytes.first())
        && stays(bytes.last())
        && bytes.iter().all(|byte| matches!(byte, b' '..=b'~'))
        && bytes.windows(2).all(|pair| !matches!(pair, b"  " | b" ,"))
}

/// Letters and digits only, lower case: how headings and words are compared.
pub(super) fn plain(text: &str) -> String {
    plain_letters(text).collect()
}

fn plain_letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// A finite number: "29,199", "£156,000", "1047.5 m2", "-2.35". A comma must divide thousands, else it is not understood.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim().trim_start_matches(['£', '\'']).trim();
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return text.parse::<f64>().ok().filter(|value| value.is_finite());
    }
    let lower = text.to_ascii_lowercase();
    let unit = ["sq m", "sqm", "m2", "m²", "sq.m", "sq. m", "hectares", "ha", "gbp", "pa", "p.a."];
    let text = unit.iter().find_map(|unit| lower.strip_suffix(unit)).unwrap_or(&lower).trim();
    let whole = text.split(['.', 'e']).next().unwrap_or("");
    let groups: Vec<&str> = whole.trim_start_matches(['-', '+']).split(',').collect();
    let thousands =
        groups.len() == 1 || ((1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3));
    let digits: String = text.chars().filter(|c| *c != ',').collect();
    let plain = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e'));
    if !thousands || !plain || text.matches(',').count() + 1 != groups.len() {
        return None;
    }
    digits.parse::<f64>().ok().filter(|value| value.is_finite())
}

/// A number that is not negative.
pub(super) fn amount(text: &str) -> Option<f64> {
    number(text).filter(|value| *value >= 0.0)
}

/// A number above zero.
pub(super) fn above_zero(text: &str) -> Option<f64> {
    number(text).filter(|value| *value > 0.0)
}

/// A whole number that is not negative: "29,199".
pub(super) fn whole(text: &str) -> Option<u32> {
    // What tens of millions of rows hold, before what a few do.
    if let Ok(value) = text.trim().parse() {
        return Some(value);
    }
    let value = number(text).filter(|value| value.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(value))?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked in the line above")]
    Some(value as u32)
}

/// A share from 0 to 1: "0.4", "40%", "40 per cent".
pub(super) fn share(text: &str) -> Option<f64> {
    let text = text.trim();
    let percent = ["%", "per cent", "percent"].iter().find_map(|sign| text.strip_suffix(sign));
    let value = match percent {
        Some(percent) => number(percent)? / 100.0,
        None => number(text)?,
    };
    (0.0..=1.0).contains(&value).then_some(value)
}

/// Yes or no.
pub(super) fn yes_no(text: &str) -> Option<bool> {
    match plain(text).as_str() {
        "yes" | "y" | "true" | "1" => Some(true),
        "no" | "n" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// A date as publishers write it: 2025-01-13, 13/01/2025, 13.1.2025, 13-01-2025, any of these with a time behind it, or
/// a spreadsheet's count of days since 1900. Day before month, as in Britain.
pub(super) fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(days) = text.parse::<i64>() {
        // 1 January 1955 to 31 December 2099: no other five-digit number in a date column is taken for a date.
        return (20_090..=73_050).contains(&days).then(|| date!(1899 - 12 - 30) + Duration::days(days));
    }
    let day = text.split([' ', 'T']).next()?;
    let mut parts = day.split(['-', '/', '.']);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (year, day) = if first.len() == 4 { (first, third) } else { (third, first) };
    if year.len() != 4 {
        return None;
    }
    let month = Month::try_from(second.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
}

/// The first day of a month written like 2024-10.
pub(super) fn month(text: &str) -> Option<Date> {
    let (year, month) = text.trim().split_once('-')?;
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    (year.len() == 4).then(|| Date::from_calendar_date(year.parse().ok()?, month, 1).ok())?
}

/// The value of a vocabulary whose slug or label this is, in any spelling.
pub(super) fn word<T: Copy>(
    text: &str,
    all: &[T],
    slug: impl Fn(T) -> &'static str,
    label: impl Fn(T) -> &'static str,
) -> Option<T> {
    let is_it = |word: &str| plain_letters(word).eq(plain_letters(text));
    all.iter().copied().find(|value| is_it(slug(*value)) || is_it(label(*value)))
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::{date as read_date, given, number, one_line, share, whole};

    #[test]
    fn numbers_are_read_as_publishers_write_them() {
        let cases = [
            ("29,199", Some(29_199.0)),
            ("£156,000", Some(156_000.0)),
            ("1,047.50 m2", Some(1047.5)),
            ("-2.35", Some(-2.35)),
            ("0405780", Some(405_780.0)),
            ("'12", Some(12.0)),
            ("1.775E+11", Some(177_500_000_000.0)),
            ("0..46", None),
            ("1,5", None),
            ("12,34,567", None),
            ("inf", None),
            ("nan", None),
            ("three", None),
            ("", None),
            ("12-14", None),
        ];
        for (text, expected) in cases {
            assert_eq!(number(text), expected, "{text:?}");
        }
        assert_eq!(whole("29,199"), Some(29_199));
        assert_eq!(whole("1.5"), None);
        assert_eq!(whole("-1"), None);
        assert_eq!(share("40%"), Some(0.4));
        assert_eq!(share("40"), None);
    }

    #[test]
    fn dates_are_read_with_the_day_before_the_month() {
        for text in
            ["2025-01-13", "13/01/2025", "13.1.2025", "2025-01-13 00:00", "2025-01-13T10:00:00Z", "13-01-2025", "45670"]
        {
            assert_eq!(read_date(text), Some(date!(2025 - 01 - 13)), "{text:?}");
        }
        for text in ["01/13/2025", "2025", "2025-13-01", "31/02/2025", "yesterday", "13/01/25", "1-2-3-2025", "-5"] {
            assert_eq!(read_date(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_cell_that_says_nothing_is_not_a_value() {
        for text in ["", " ", "N/A", "#N/A", "Unknown", "\u{a0}", "-", "\"\""] {
            assert_eq!(given(text), None, "{text:?}");
        }
        assert_eq!(given(" \"Acre Lane\" "), Some("Acre Lane"));
    }

    #[test]
    fn lines_of_an_address_become_one_line() {
        for (text, line) in [
            ("Hall", "Hall"),
            ("Hall, the old  one", "Hall, the old one"),
            ("Hall ,old", "Hall,old"),
            (",Hall, ", "Hall"),
            ("Hall\tA", "Hall A"),
            ("Hall\u{a0}A", "Hall A"),
            ("", ""),
        ] {
            assert_eq!(one_line(text), line, "{text:?}");
        }
        assert_eq!(one_line("Depot,\nSwindon  Road\r\n\nTown "), "Depot, Swindon Road, Town");
    }
}
